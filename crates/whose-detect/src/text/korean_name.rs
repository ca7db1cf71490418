//! The form of Korean names in running text: family name, given name, honorific, particle.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::korean_words;
use crate::lexicon::korean;
use crate::masks::is_mask;
use crate::person::{self, Named};

/// Particles behind a noun.
pub(super) const PARTICLES: [&str; 46] = [
    "입니다만",
    "이라고",
    "라고",
    "에게서",
    "이라는",
    "라는",
    "입니다",
    "이에요",
    "예요",
    "이라며",
    "이라면",
    "으로",
    "에게",
    "께서",
    "한테",
    "이며",
    "이고",
    "이요",
    "요",
    "이라",
    "이랑",
    "이나",
    "까지",
    "부터",
    "처럼",
    "보다",
    "만이",
    "이다",
    "에서",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "께",
    "과",
    "와",
    "도",
    "만",
    "야",
    "아",
    "로",
    "랑",
    "측",
];

/// Forms of address and ranks that are written on to a name.
const HONORIFICS: [&str; 22] = [
    "씨",
    "님",
    "군",
    "양",
    "고객님",
    "고객",
    "선생님",
    "선생",
    "회원님",
    "환자",
    "과장",
    "대리",
    "부장",
    "팀장",
    "교수",
    "대표",
    "사장",
    "원장",
    "기자",
    "변호사",
    "의원",
    "귀하",
];

/// What may follow a name in the same word.
static ENDINGS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let mut endings: FxHashSet<String> = PARTICLES.iter().map(|particle| (*particle).to_string()).collect();
    for honorific in HONORIFICS {
        for address in [honorific.to_string(), format!("{honorific}님")] {
            endings.extend(PARTICLES.iter().map(|particle| format!("{address}{particle}")));
            endings.insert(address);
        }
    }
    endings
});

/// How much the form of a word is that of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// Bytes of the name.
    pub length: usize,
    /// From -1 (two syllables) to 3 (a given name that people have).
    pub weight: i32,
}

/// The name that a word of Hangul is, or begins with where only an honorific and a particle follow.
pub(super) fn form(word: &str) -> Option<Form> {
    if !word.bytes().all(|byte| byte >= 0x80) || word.contains(is_mask) {
        return masked(word);
    }
    let syllables = word.len() / 3;
    let double = korean::family_length(word) == 6;
    let lengths: &[usize] = if double { &[4, 3] } else { &[3, 2] };
    lengths.iter().filter(|length| **length <= syllables).find_map(|length| {
        let (name, rest) = word.split_at(length * 3);
        let ends = rest.is_empty() || rest.len() <= 18 && ENDINGS.contains(rest);
        if !ends {
            return None;
        }
        let weight = weight(name, double)?;
        (!is_noun(name)).then_some(Form { length: name.len(), weight })
    })
}

/// `홍*동`, `김**님`.
fn masked(word: &str) -> Option<Form> {
    let word = word.trim_end_matches(['.', '!', '?']);
    let name = person::without_honorific(word);
    let name = PARTICLES.iter().find_map(|particle| name.strip_suffix(particle)).unwrap_or(name);
    let known = name.chars().filter(|c| korean::is_hangul(*c)).count();
    let is_name = matches!(person::judge(name), Named::Person | Named::MaybePerson);
    (is_name && known > 0 && name.chars().count() >= 3).then_some(Form { length: name.len(), weight: 2 })
}

fn weight(name: &str, double: bool) -> Option<i32> {
    // Forms of address that end no name: `김호씨` is 김호.
    if name.ends_with(['씨', '님']) {
        return None;
    }
    let given = &name[if double { 6 } else { 3 }..];
    let usual = given.chars().filter(|c| korean::is_given_syllable(*c)).count();
    // `연락은`, `목표는`: a noun and its particle.
    let last = name.len() - 3;
    let declined = name.len() == 9
        && matches!(
            &name[last..],
            "은" | "는" | "이" | "가" | "을" | "를" | "의" | "로" | "나" | "에" | "도"
        )
        && (korean::is_noun(&name[..last]) || korean::is_word(&name[..last]));
    let noun = if declined {
        4
    } else if korean::is_noun(name) {
        2
    } else {
        0
    };
    let weight = match (given.len() / 3, usual) {
        (2, _) if korean::is_given_name(given) => Some(3),
        (2, 2) => Some(1 + i32::from(double)),
        (2, 1) => Some(0),
        (1, 1) => Some(if double { 2 } else { -1 }),
        _ => None,
    };
    weight.map(|weight| weight - noun)
}

/// A final syllable of nouns that look like names and are none?
const fn ends_no_name(last: char) -> bool {
    matches!(
        last,
        '료' | '률'
            | '팀'
            | '실'
            | '처'
            | '청'
            | '증'
            | '액'
            | '법'
            | '권'
            | '품'
            | '점'
            | '형'
            | '층'
            | '칸'
            | '값'
            | '날'
            | '곳'
            | '것'
            | '때'
    )
}
/// Before a final 자, these make a name (영자, 순자); others make a noun (신청자).
const BEFORE_JA: &str = "영순경숙명정춘옥미화희복금말분길덕연광양";

/// A noun by its ending, by a list, or a word for a role.
pub(super) fn is_noun(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), before) = (letters.next(), letters.next()) else { return true };
    let usual = word.len() == 9 && korean::is_given_name(&word[3..]);
    ends_no_name(last) && !usual
        || last == '자' && !before.is_some_and(|c| BEFORE_JA.contains(c))
        || korean::is_word(word)
        || korean::is_place(word)
        || korean_words::is_role(word)
        || korean_words::is_rank(word)
}
