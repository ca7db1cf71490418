//! Korean postal code, 우편번호.

use super::{Identifier, Shaped, Verdict, general};

/// Five digits since August 2015, before that `NNN-NNN`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_postcode",
    category: general::POSTCODE,
    reference: "Korea Post (우정사업본부), five digit basic district number (국가기초구역번호) since 2015-08-01",
    evidence: "range 01000 to 63644 (old: 100-000 to 799-999) and a word or the name of a region beside it",
    shapes: &["99999", "999-999"],
    judge,
    normal,
    context: &["우편번호", "우편 번호", "우편", "우", "신우편번호", "구우편번호", "zip", "postcode", "postal code"],
    columns: &["zip", "zipcode", "zip cd", "post no", "postcode", "우편"],
    examples: &[
        ("우 30113  세종", "30113"),
        ("(06236) 서울특별시", "06236"),
        ("우편번호: 135-080", "135080"),
        ("우)04524", "04524"),
        ("06236 서울시 강남구", "06236"),
    ],
    cells: &[("06236", "06236"), ("135-080", "135080"), ("135080", "135080"), ("6236", "06236")],
    counter_examples: &["30113", "금액 12000", "경우 12345", "우편번호 99999"],
    shapes_in_cells: &["999999", "9999"],
    ..Identifier::BASE
};

/// First syllables of addresses.
const REGIONS: [&str; 20] = [
    "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "충청", "전북",
    "전남", "전라", "경북", "경남", "경상", "제주",
];

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let number = value.number(0, glyphs.len());
    let exists = match (glyphs.len(), number) {
        (5, Some(code)) => (1_000..=63_700).contains(&code),
        (6, Some(code)) => (100_000..=799_999).contains(&code),
        // A sheet that took it for a number dropped the leading zero.
        (4, Some(code)) => code >= 1_000,
        (5, None) => value.known() >= 2,
        _ => false,
    };
    if !exists || value.groups() == 2 && value.separator(1) != b'-' {
        return None;
    }
    let after = value.after().trim_start_matches([')', ']', ' ', ',']);
    let region = REGIONS.iter().any(|region| after.starts_with(region));
    Some(Verdict::new(if region { 82 } else { 0 }, if glyphs.len() == 4 { 60 } else { 90 }))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    if value.glyphs().len() == 4 {
        normal.push('0');
    }
    normal.push_str(value.compact());
}
