//! Korean names in Latin letters: what all usual spellings of one name share.
//!
//! The official romanisation (2000), McCune-Reischauer and what families have always written differ in voicing (Gil, Kil), in
//! vowels (Jeong, Jung, Chung) and in boundaries (Gil-dong, Gildong). Letters are therefore taken to classes that all of them
//! keep, on both sides. Family names whose custom follows no system stand in a list.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::is_hangul;

const FIRST: u32 = 0xAC00;
/// Class of each initial of a syllable, in the order of the code; 0 for the silent one.
const ONSETS: [u8; 19] = *b"kknttlmppss\0cccktph";
/// Class of each final.
const CODAS: [u8; 28] = *b"\0kkknnntlkmlllplmppttnttktpt";
/// Class of each vowel.
const VOWELS: [&str; 21] = [
    "a", "e", "ya", "e", "o", "e", "yo", "e", "o", "wa", "we", "we", "yo", "o", "o", "we", "wi", "yo", "o",
    "i", "i",
];
/// Family names as they are customarily written, where the letters lead elsewhere; and what they are.
const CUSTOM: &[(&str, &str)] = &[
    ("lee", "이"),
    ("li", "이"),
    ("yi", "이"),
    ("yee", "이"),
    ("rhee", "이"),
    ("rhie", "이"),
    ("ree", "이"),
    ("reigh", "이"),
    ("park", "박"),
    ("bark", "박"),
    ("parc", "박"),
    ("choy", "최"),
    ("joe", "조"),
    ("lim", "임"),
    ("rim", "임"),
    ("leem", "임"),
    ("rhim", "임"),
    ("yim", "임"),
    ("ryu", "유"),
    ("ryoo", "유"),
    ("lyu", "유"),
    ("liu", "유"),
    ("roh", "노"),
    ("ro", "노"),
    ("rho", "노"),
    ("ra", "나"),
    ("rha", "나"),
    ("rah", "나"),
    ("ryang", "양"),
    ("lyang", "양"),
    ("ryeo", "여"),
    ("hur", "허"),
    ("her", "허"),
    ("sur", "서"),
    ("sirh", "서"),
    ("back", "백"),
    ("beck", "백"),
    ("tark", "탁"),
    ("moon", "문"),
    ("whang", "황"),
    ("kwack", "곽"),
    ("ock", "옥"),
];
/// Family names of the South that stand for another of the North: one person may write either.
const NORTHERN: [(char, char); 8] = [
    ('리', '이'),
    ('류', '유'),
    ('림', '임'),
    ('로', '노'),
    ('라', '나'),
    ('량', '양'),
    ('려', '여'),
    ('륙', '육'),
];
/// Family names that a Latin word may stand for, by what their spellings share.
const FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피감음빈동온호범승간상갈";

/// What the spellings of each of them share.
static KNOWN: LazyLock<FxHashSet<u32>> = LazyLock::new(|| {
    FAMILIES
        .chars()
        .filter_map(|name| syllables(name.encode_utf8(&mut [0; 4])))
        .map(|name| digest(&name))
        .collect()
});

/// A name, by what its spellings share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Reading {
    /// Family name.
    pub family: u32,
    /// Given name.
    pub given: u32,
}

/// The reading of a name in Hangul; none when either part is missing or is no Hangul.
pub(crate) fn of_hangul(given: &str, family: &str) -> Option<Reading> {
    let family: String = family.chars().map(southern).collect();
    Some(Reading { family: digest(&syllables(&family)?), given: digest(&syllables(given)?) })
}

/// The reading of a name in Latin letters; none when the family name is no Korean one or the given name cannot be read so.
pub(crate) fn of_latin(given: &str, family: &str) -> Option<Reading> {
    let family = CUSTOM
        .iter()
        .find(|(written, _)| *written == family)
        .map_or_else(|| letters(family), |(_, hangul)| syllables(hangul))?;
    let family = digest(&family);
    if !KNOWN.contains(&family) {
        return None;
    }
    Some(Reading { family, given: digest(&letters(given)?) })
}

fn southern(letter: char) -> char {
    NORTHERN.iter().find(|(north, _)| *north == letter).map_or(letter, |(_, south)| *south)
}

pub(super) fn digest(classes: &str) -> u32 {
    classes.bytes().fold(0x811C_9DC5, |digest, byte| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Adds a class; equal neighbours are one, and a `k` behind an `n` is silent, since `ng` may be either.
fn push(classes: &mut String, class: &str) {
    let behind_n = classes.ends_with('n') && class.starts_with('k');
    if !class.is_empty() && !behind_n && !classes.ends_with(class) {
        classes.push_str(class);
    }
}

/// The classes of syllables of Hangul.
fn syllables(text: &str) -> Option<String> {
    let mut classes = String::with_capacity(8);
    for letter in text.chars() {
        if !is_hangul(letter) {
            return None;
        }
        let index = letter as u32 - FIRST;
        let one = |class: u8| if class == 0 { String::new() } else { char::from(class).to_string() };
        push(&mut classes, &one(ONSETS[(index / 588) as usize]));
        push(&mut classes, VOWELS[(index % 588 / 28) as usize]);
        push(&mut classes, &one(CODAS[(index % 28) as usize]));
    }
    (!classes.is_empty()).then_some(classes)
}

/// Latin consonants and their classes, longest first.
const CONSONANTS: &[(&str, &str)] = &[
    ("tch", "c"),
    ("ch", "c"),
    ("jj", "c"),
    ("sh", "s"),
    ("ng", "n"),
    ("ck", "k"),
    ("kh", "k"),
    ("th", "t"),
    ("ph", "p"),
    ("wh", "h"),
    ("g", "k"),
    ("k", "k"),
    ("q", "k"),
    ("d", "t"),
    ("t", "t"),
    ("b", "p"),
    ("p", "p"),
    ("f", "p"),
    ("v", "p"),
    ("j", "c"),
    ("z", "c"),
    ("c", "k"),
    ("s", "s"),
    ("r", "l"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("h", "h"),
];
/// Latin vowels and their classes, longest first.
const SOUNDS: &[(&str, &str)] = &[
    // 하은, 가은: two syllables.
    ("aeu", "a o"),
    ("yeou", "yo o"),
    ("yeo", "yo"),
    ("you", "yo"),
    ("yoo", "yo"),
    ("yuh", "yo"),
    ("yae", "e"),
    ("yea", "e"),
    ("yah", "ya"),
    ("eui", "i"),
    ("weo", "o"),
    ("wuh", "o"),
    ("wae", "we"),
    ("wah", "wa"),
    ("wee", "wi"),
    ("woo", "o"),
    ("ya", "ya"),
    ("ye", "e"),
    ("yo", "yo"),
    ("yu", "yo"),
    ("yi", "i"),
    ("wa", "wa"),
    ("we", "we"),
    ("wi", "wi"),
    ("wo", "o"),
    ("wu", "o"),
    ("ui", "i"),
    ("ae", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ei", "e"),
    ("eh", "e"),
    ("oe", "we"),
    ("oi", "we"),
    ("eo", "o"),
    ("eu", "o"),
    ("oo", "o"),
    ("ou", "o"),
    ("uh", "o"),
    ("oh", "o"),
    ("ah", "a"),
    ("ee", "i"),
    ("ih", "i"),
    ("a", "a"),
    ("e", "e"),
    ("i", "i"),
    ("o", "o"),
    ("u", "o"),
    ("y", "i"),
];

/// The classes of Latin letters; none where they cannot be of a Korean name. Blanks and hyphens part syllables.
fn letters(text: &str) -> Option<String> {
    let mut classes = String::with_capacity(8);
    let mut vowels = 0;
    for piece in text.split([' ', '-', '\'']).filter(|piece| !piece.is_empty()) {
        let mut rest = piece;
        while !rest.is_empty() {
            let vowel =
                SOUNDS.iter().find(|(written, _)| rest.starts_with(written) && is_vowel(written, rest));
            if let Some((written, sound)) = vowel {
                sound.split(' ').for_each(|class| push(&mut classes, class));
                vowels += 1;
                rest = &rest[written.len()..];
                continue;
            }
            let (written, class) = CONSONANTS.iter().find(|(written, _)| rest.starts_with(written))?;
            push(&mut classes, class);
            rest = &rest[written.len()..];
            // `whang` is `hwang`.
            if *written == "wh" {
                vowels += 1;
                let (spelling, sound) = SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling))?;
                push(&mut classes, &format!("w{sound}"));
                rest = &rest[spelling.len()..];
            }
        }
    }
    (vowels > 0).then_some(classes)
}

/// An `h` that ends a vowel is silent only where no vowel follows: `Ahn`, but `Aha`.
fn is_vowel(written: &str, rest: &str) -> bool {
    let next = rest.as_bytes().get(written.len());
    !written.ends_with('h') || !next.is_some_and(|next| b"aeiouyw".contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_spellings_are_one_reading() {
        for (hangul, spellings) in [
            ("홍 길동", "hong gildong, hong gil-dong, hong kil dong, hong kildong"),
            ("이 영희", "lee younghee, yi yeonghui, rhee young hee, lee yeong-hui"),
            ("박 지훈", "park jihoon, bak jihun, pak ji-hun, park jihun"),
            ("최 수정", "choi soojung, choe sujeong, choi su-jung, choi soo jeong"),
            ("정 현우", "jung hyunwoo, jeong hyeonu, chung hyun-woo"),
            ("강 민경", "kang minkyung, gang mingyeong, kang min-kyoung"),
            ("조 은영", "cho eunyoung, jo eun-yeong, cho eun young"),
            ("임 하은", "lim haeun, im ha-eun, yim haeun"),
            ("노 준석", "roh junseok, noh joon suk, no jun-seok"),
            ("안 재현", "ahn jaehyun, an jaehyeon, ahn jae hyun"),
            ("오 세훈", "oh sehoon, o sehun"),
            ("유 아라", "yoo ara, yu ara, ryu ah-ra"),
            ("권 보아", "kwon boa, gwon bo-a"),
            ("황 희찬", "hwang heechan, hwang huichan, whang hee-chan"),
            ("백 종원", "baek jongwon, paik jong won, back jong-won"),
            ("서 태지", "seo taiji, suh taeji"),
            ("남궁 옥분", "namgung okbun, namkung ok-boon"),
        ] {
            let (family, given) = hangul.split_once(' ').unwrap();
            let reading = of_hangul(given, family).unwrap();
            for spelling in spellings.split(", ") {
                let (family, given) = spelling.split_once(' ').unwrap();
                let found = if family.starts_with("nam") {
                    Some(Reading {
                        family: digest(&letters(family).unwrap()),
                        given: digest(&letters(given).unwrap()),
                    })
                } else {
                    of_latin(given, family)
                };
                assert_eq!(found, Some(reading), "{hangul} {spelling}");
            }
        }
        assert_ne!(of_latin("gildong", "hong"), of_latin("gilsun", "hong"));
        assert_eq!(of_latin("anne", "tremblay"), None);
        assert_eq!(of_latin("xavier", "kim"), None);
        assert_eq!(of_hangul("길동", ""), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(given in ".{0,12}", family in "[a-z가-힣 -]{0,8}") {
            of_hangul(&given, &family);
            of_latin(&given, &family);
            of_latin(&family, &family);
        }
    }
}
