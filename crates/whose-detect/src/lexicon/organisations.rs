//! Words that make a name the name of a company, shop, authority or institution.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::latin;
use super::words::{binding, departments, legal_forms};

/// Makes, banks, shops, towns and tools that are called as people are; folded.
const CALLED_AS_PEOPLE: [&str; 30] = [
    "john deere",
    "massey ferguson",
    "harley davidson",
    "aston martin",
    "alfa romeo",
    "wells fargo",
    "morgan stanley",
    "merrill lynch",
    "charles schwab",
    "jimmy choo",
    "calvin klein",
    "ralph lauren",
    "tommy hilfiger",
    "hugo boss",
    "louis vuitton",
    "christian dior",
    "ted baker",
    "michael kors",
    "kate spade",
    "jack daniels",
    "johnnie walker",
    "eddie bauer",
    "tim hortons",
    "henry schein",
    "milton keynes",
    "allen key",
    "stanley knife",
    "phillips screwdriver",
    "apache kafka",
    "apache tomcat",
];

/// Is the folded text such a thing?
pub(crate) fn is_called_as_people(folded: &str) -> bool {
    CALLED_AS_PEOPLE.contains(&folded)
}

/// Is the folded word a legal form?
#[must_use]
pub fn is_legal_form(folded: &str) -> bool {
    legal_forms().any(|form| form == folded)
}

/// Words of departments, and whether they say anything alone.
static PARTS: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    departments().map(|word| (word, true)).chain(binding().map(|word| (word, false))).collect()
});

/// Are all words of the text those of a part of a company, none of a person, or is it called a team?
#[must_use]
pub fn is_department(text: &str) -> bool {
    if is_team(text.as_bytes()) {
        return true;
    }
    if text.is_ascii() {
        return is_plain_department(text);
    }
    let mut parts = 0usize;
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words {
        let folded = latin::fold(word);
        match PARTS.get(folded.as_str()) {
            Some(true) => parts += 1,
            Some(false) => {}
            None => return false,
        }
    }
    parts > 0
}

/// `Versand Team`, `Team North`: whatever the other words are.
fn is_team(text: &[u8]) -> bool {
    const TEAM: &[u8] = b"team";
    let length = TEAM.len();
    let (Some(first), Some(last)) = (text.get(..=length), text.last_chunk::<5>()) else { return false };
    first[length] == b' ' && first[..length].eq_ignore_ascii_case(TEAM)
        || last[0] == b' ' && last[1..].eq_ignore_ascii_case(TEAM)
}

/// The same of plain letters.
fn is_plain_department(text: &str) -> bool {
    let mut parts = 0usize;
    for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
        let flags = latin::flags(word);
        // A word of both lists only binds.
        if flags.department() && !flags.binding() {
            parts += 1;
        } else if !flags.binding() {
            return false;
        }
    }
    parts > 0
}

/// Marks anywhere in a Korean (or Japanese) name that settle it.
const KOREAN_MARKS: [&str; 13] = [
    "주식회사",
    "(주)",
    "㈜",
    "유한회사",
    "(유)",
    "재단법인",
    "사단법인",
    "(재)",
    "(사)",
    "(합)",
    "株式会社",
    "有限会社",
    "합자회사",
];

/// Endings of names of Korean companies, shops and authorities.
const KOREAN_ENDINGS: &str = "회사 병원 의원 약국 학교 대학 대학교 은행 보험 증권 화재 생명 재단 협회 조합 공사 공단 센터 상사 상회 마트 \
    식당 호텔 교회 성당 어린이집 유치원 학원 부동산 건설 산업 물산 전자 통운 택배 물류 운수 여객 렌트카 렌터카 캐피탈 정비 공업사 카센타 \
    카센터 모터스 지점 본사 대리점 영업소 사무소 사무실 시청 구청 군청 도청 경찰서 소방서 우체국 법원 관리소 연구소 연구원 기업 \
    개발 무역 유통 식품 제약 화학 중공업 자동차 엔지니어링 시스템 테크 솔루션 코리아 그룹 홀딩스 네트웍스 미디어 스튜디오 카페 \
    편의점 슈퍼 백화점 스토어 쇼핑 푸드 주유소 세탁소 미용실 위원회 복지관 도서관 박물관 경찰청 공사장 지구대 파출소";

/// Is a text in Hangul the name of an organisation?
#[must_use]
pub fn is_korean(text: &str) -> bool {
    if KOREAN_MARKS.iter().any(|mark| text.contains(mark)) {
        return true;
    }
    let end = text.trim_end();
    let end = end.strip_suffix('점').unwrap_or(end);
    KOREAN_ENDINGS
        .split_ascii_whitespace()
        .any(|ending| end.len() > ending.len() + 3 && end.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departments() {
        for name in [
            "SHIPPING DESK",
            "Customer Service",
            "Receiving",
            "Service client",
            "Service à la clientèle",
            "Expédition",
            "Accounts Payable",
            "Versand Team",
            "TEAM NORTH",
            "info",
        ] {
            assert!(is_department(name), "{name}");
        }
        for name in ["Marc Bureau", "Sales, Ana", "Desk Lamp", "Ann Steam", "", "La"] {
            assert!(!is_department(name), "{name}");
        }
    }

    #[test]
    fn korean_companies() {
        for name in ["(주)한빛상사", "한빛 주식회사", "㈜누리", "서울중앙병원", "한빛초등학교", "누리렌터카"]
        {
            assert!(is_korean(name), "{name}");
        }
        for name in ["홍길동", "김전자", "남궁민수", "이대학"] {
            assert!(!is_korean(name), "{name}");
        }
    }
}
