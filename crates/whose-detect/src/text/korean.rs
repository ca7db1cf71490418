//! Names and addresses in running Korean text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Range, floor};
use crate::address::korean::{Word, word_kind};
use crate::lexicon::korean;
use crate::person::{self, Named};

/// Words beside which a name stands: roles in a case, ranks, professions, family.
static ROLES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "성명 이름 성함 고객명 고객 회원 회원명 신청인 신청자 담당자 담당 담당자명 운전자 피보험자 보험자 계약자 수익자 수취인 수령인 수신인 \
     수신 발신 발신인 보호자 환자 환자명 예금주 받는분 받는사람 보낸사람 대표자 대표 대표이사 작성자 상담사 상담원 근로자 소유자 임대인 임차인 매도인 매수인 \
     채무자 채권자 원고 피고 피고인 피의자 피해자 가해자 참고인 증인 고소인 피고소인 고발인 신고자 민원인 청구인 피청구인 상속인 피상속인 증여자 \
     수증자 양도인 양수인 대리인 법정대리인 친권자 후견인 세대주 배우자 자녀 장남 차남 장녀 차녀 부친 모친 부 모 형 누나 언니 오빠 동생 남편 아내 \
     과장 대리 부장 차장 팀장 실장 국장 본부장 센터장 지점장 사원 주임 선임 책임 수석 연구원 연구관 사무관 주무관 서기관 주사 이사 이사장 상무 전무 사장 \
     부사장 회장 총장 교장 교감 교사 교수 조교 강사 학생 의사 진료의 전문의 주치의 판정의사 간호사 약사 변호사 담당변호사 변호인 검사 판사 재판장 법관 \
     법무사 세무사 회계사 노무사 감정평가사 공인중개사 기자 감독 선수 작가 배우 가수 순경 경장 경사 경위 경감 경정 총경 소방관 형사 수사관 조사관 사회복지사 \
     간사 총무 소장 원장 관장 점장 반장 기사 매니저 강사 코치 트레이너 가입자 예약자 주문자 구매자 이용자 방문자 입주자 입실자 세입자 동거인 참가자 수강생 \
     지원자 응시자 수험생 대상자 관리자 책임자 안내자 위반자 작성인 제출인 확인자 결재자 승인자 전결 협조자 기안자 발급자 발급담당자 접수자 제보자 공동임차인 \
     보증인 연대보증인 송금인 입금자 명의자 사망자 재해자 재해근로자 부상자 탑승자 동승자 승객 팀원 회원님 대표님 담당의 집도의 자필서명 서명 예약자명 주문자명 씨 군 양"
        .split_ascii_whitespace()
        .collect()
});

/// Words that follow a name: ranks and forms of address.
static AFTER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "씨 님 귀하 군 양 고객 고객님 선생 선생님 환자 환자분 회원 회원님 과장 대리 부장 차장 팀장 실장 국장 본부장 센터장 지점장 사원 주임 선임 책임 수석 \
     연구원 사무관 주무관 서기관 이사 이사장 상무 전무 사장 부사장 회장 총장 교장 교사 교수 조교 강사 의사 원장 간호사 약사 변호사 검사 판사 법무사 세무사 기자 \
     감독 선수 작가 배우 순경 경장 경사 경위 경감 형사 수사관 간사 총무 소장 관장 점장 반장 기사 매니저 코치 대표 대표이사 어머님 아버님 보호자 학생 올림 배상 드림"
        .split_ascii_whitespace()
        .collect()
});

/// Particles behind a noun, the longer first.
const PARTICLES: [&str; 40] = [
    "입니다만",
    "이라고",
    "에게서",
    "이라는",
    "입니다",
    "이에요",
    "이라며",
    "이라면",
    "님께서",
    "씨께서",
    "에게",
    "께서",
    "한테",
    "이며",
    "이고",
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
];

/// Final syllables of nouns that look like names and are none.
const NO_NAME_ENDS: &str = "료률팀실처청증액법권품점률형층칸값날곳것때";
/// Before a final 자, these make a name (영자, 순자); others make a noun (신청자).
const BEFORE_JA: &str = "영순경숙명정춘옥미화희복금말분길덕연광양";

/// From this score on it is a name.
const NAME: i32 = 4;

/// The name that a Korean word is or begins with, without honorific and particle.
pub(super) fn name_in(word: &str) -> Option<&str> {
    let word = word.trim_end_matches(['.', '!', '?']);
    let is_name =
        |text: &str| matches!(person::judge(text), Named::Person | Named::MaybePerson) && !is_noun(text);
    let bare = person::without_honorific(word);
    if is_name(bare) {
        return Some(bare);
    }
    PARTICLES
        .iter()
        .filter_map(|particle| word.strip_suffix(particle))
        .map(person::without_honorific)
        .find(|stem| is_name(stem))
}

/// A noun by its ending, or a word of the lists of roles.
fn is_noun(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), before) = (letters.next(), letters.next()) else { return true };
    NO_NAME_ENDS.contains(last)
        || last == '자' && !before.is_some_and(|c| BEFORE_JA.contains(c))
        || ROLES.contains(word)
        || AFTER.contains(word)
}

/// Names in Korean text, by the words beside them.
pub(super) fn names(text: &str, names: &mut Vec<Range>) {
    let mut words = Words { text, at: 0 };
    let mut known: FxHashSet<&str> = FxHashSet::default();
    let mut doubtful: Vec<(usize, usize, i32)> = Vec::new();
    while let Some((start, end)) = words.next() {
        let word = &text[start..end];
        let letters = word.len() / 3;
        if !(2..=9).contains(&letters)
            || korean::family_length(word) == 0 && !word.starts_with(person::is_mask)
        {
            continue;
        }
        let Some(name) = name_in(word) else { continue };
        let score = weigh(text, word, name, start);
        let until = start + name.len();
        if score >= NAME {
            names.push((start, until, (50 + score * 4).min(85) as u8));
            known.insert(name);
        } else {
            doubtful.push((start, until, score));
        }
    }
    // A name that stood beside a role once is a name elsewhere too.
    names.extend(
        doubtful
            .into_iter()
            .filter(|(start, until, score)| {
                *score >= 1 && until - start >= 9 && known.contains(&text[*start..*until])
            })
            .map(|(start, until, _)| (start, until, 66)),
    );
}

/// Words of Hangul and masks.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() && !matches!(bytes[self.at], 0xEA..=0xED) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest
            .find(|c: char| !(korean::is_hangul(c) || person::is_mask(c) || matches!(c, 'O' | 'X')))
            .unwrap_or(rest.len());
        self.at = start + length.max(rest.chars().next().map_or(1, char::len_utf8));
        Some((start, self.at))
    }
}

/// What speaks for a name: its form, and the words on both sides.
fn weigh(text: &str, word: &str, name: &str, start: usize) -> i32 {
    let letters = name.len() / 3;
    let mut score = match person::judge(name) {
        Named::Person if letters >= 3 => 2,
        _ if letters >= 3 => 1,
        // Two syllables are seldom a name and often a word.
        _ => -1,
    };
    score -= noun_like(text, word, name, start);
    if name.contains(person::is_mask) {
        score += 1;
    }
    let head = &text[floor(text, start.saturating_sub(48))..start];
    let tail = &text[start + word.len()..];
    score += before(head);
    score += if word.len() > name.len() && AFTER.iter().any(|rank| word[name.len()..].starts_with(*rank)) {
        2
    } else {
        after(tail, word.len() > name.len())
    };
    score
}

/// Endings that are as common in nouns as in names.
const NOUN_ENDS: &str = "원사회서주학기의차인명일비성분지용도실장에을를는으하과";

/// How much a word looks like a noun: the label of a field, or one with an ending of nouns and nothing of a name around.
fn noun_like(text: &str, word: &str, name: &str, start: usize) -> i32 {
    let tail = text[start + word.len()..].trim_start_matches(' ');
    let ends = name.chars().next_back().is_some_and(|last| NOUN_ENDS.contains(last));
    let label = tail.starts_with([':', '：']) && ends;
    let case = matches!(name.chars().next_back(), Some('에' | '을' | '를' | '는' | '으'))
        && word.len() == name.len();
    if label || case {
        return 4;
    }
    let outer = word.len() > name.len() && name.ends_with('외');
    if outer { 3 } else { i32::from(ends && word.len() > name.len()) }
}

fn before(head: &str) -> i32 {
    let line_start = head.trim_end_matches([' ', '-', '·', '*', '•', '○', '□', '■', '▷']).is_empty()
        || head.trim_end_matches([' ', '-', '·', '○', '□', '■', '▷']).ends_with('\n');
    let gap = head.len() - head.trim_end_matches(' ').len();
    let near =
        head.trim_end_matches([' ', ':', '：', '(', '/', '"', '\'', '.', ')', '1', '2', '3', '·', '=']);
    let labelled = head.trim_end().ends_with([':', '：', '=']);
    let last: &str = near
        .char_indices()
        .rev()
        .take_while(|(_, c)| korean::is_hangul(*c))
        .last()
        .map_or("", |(from, _)| &near[from..]);
    let bare = last.strip_suffix(['은', '는', '인', '의']).unwrap_or(last);
    if ROLES.contains(last) || ROLES.contains(bare) && bare.len() >= 6 {
        return 3;
    }
    if ends_like_role(last) {
        return 2;
    }
    if labelled || line_start || gap >= 2 {
        return 1;
    }
    0
}

/// `위임인`, `촬영기사`, `제1팀장`: nouns of people by their endings.
fn ends_like_role(word: &str) -> bool {
    word.len() >= 9
        && ["자", "인", "원", "사", "장", "관", "주", "님", "교수", "명"]
            .iter()
            .any(|end| word.ends_with(end))
        && !korean::is_place(word)
}

fn after(tail: &str, particle: bool) -> i32 {
    let next = tail.trim_start_matches(' ');
    let gap = tail.len() - next.len();
    let word = &next[..next.find(|c: char| !korean::is_hangul(c)).unwrap_or(next.len())];
    if gap <= 1 && (AFTER.contains(word) || name_follows(word)) {
        return 3;
    }
    if let Some(inside) = next.strip_prefix(['(', '（', '[']) {
        let tells = inside.starts_with(|c: char| c.is_ascii_digit() || c == '만')
            || [
                "남",
                "여",
                "부)",
                "모)",
                "배우자",
                "본인",
                "주민",
                "생년",
                "서명",
                "인)",
                "인 ",
                "이하",
                "차량",
                "연락",
                "대표",
            ]
            .iter()
            .any(|mark| inside.starts_with(mark))
            || inside.starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, '\u{4e00}'..='\u{9fff}'));
        return if tells { 2 } else { 1 };
    }
    let number = next.trim_start_matches([',', '/', ' ', '·', '(', '|']);
    if number.starts_with("01")
        || looks_like_resident(number)
        || number.contains('@') && number.find('@') < number.find([' ', '\n'])
    {
        return 2;
    }
    if !particle && (gap >= 2 || next.is_empty() || next.starts_with(['\n', ',', '/', '|', '·', ')', ':'])) {
        return 1;
    }
    0
}

fn name_follows(word: &str) -> bool {
    ["씨", "님", "귀하"].iter().any(|honorific| {
        word.strip_prefix(honorific).is_some_and(|rest| rest.is_empty() || PARTICLES.contains(&rest))
    }) || PARTICLES.iter().any(|particle| {
        word.strip_suffix(particle).is_some_and(|stem| AFTER.contains(stem) && stem.len() >= 6)
    })
}

fn looks_like_resident(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[..6].iter().all(u8::is_ascii_digit) && bytes[6] == b'-'
}

/// Addresses in Korean text: from a province, city or district on, as far as parts of an address follow.
pub(super) fn addresses(text: &str, found: &mut Vec<Range>) {
    let mut words = Words { text, at: 0 };
    let mut until = 0;
    while let Some((start, end)) = words.next() {
        if start < until || end - start < 6 {
            continue;
        }
        let line_end = text[start..].find(['\n', '\r', '\t']).map_or(text.len(), |at| start + at);
        let line = &text[start..floor(text, line_end.min(start + 200))];
        if !matches!(word_kind(first_word(line)), Word::Region | Word::District) {
            continue;
        }
        if let Some((length, sure)) = reach(line) {
            found.push((start, start + length, sure));
            until = start + length;
        }
    }
}

fn first_word(line: &str) -> &str {
    line.split([' ', ',', '(']).next().unwrap_or(line)
}

/// How far an address at the start of a line reaches, if one stands there.
fn reach(line: &str) -> Option<(usize, u8)> {
    let (mut areas, mut fine, mut numbers, mut units) = (0, 0, 0, 0);
    let (mut end, mut others) = (0, 0);
    for (at, word) in crate::address::words(line) {
        if at > end + 1 && others == 0 && line[end..at].contains(|c: char| !matches!(c, ' ' | ',')) {
            break;
        }
        let bare = word.trim_end_matches([')', '.', ']', ';', ':', '"', '\'']);
        let kind = word_kind(bare);
        // Behind the number only parts of the building follow.
        let hangul = bare.chars().any(korean::is_hangul) || fine > 0;
        match kind {
            _ if !hangul => break,
            Word::Region | Word::District if fine == 0 && numbers == 0 => areas += 1,
            Word::Village | Word::Road => fine += 1,
            Word::Number if fine > 0 => numbers += 1,
            Word::Unit if fine > 0 => units += 1,
            _ => {
                others += 1;
                if others > 2 || areas == 0 && fine == 0 || numbers == 0 && fine == 0 {
                    break;
                }
                continue;
            }
        }
        if bare.ends_with(|c: char| c.is_ascii_digit()) && kind == Word::Road {
            numbers += 1;
        }
        others = 0;
        end = at + bare.len();
        if word.len() > bare.len() {
            break;
        }
    }
    match (areas, fine, numbers + units) {
        (1.., 1.., 1..) => Some((end, 90)),
        (2.., 1.., 0) => Some((end, 70)),
        (2.., 0, _) => Some((end, 55)),
        _ => None,
    }
}
