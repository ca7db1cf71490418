//! Korean phone numbers that are no mobiles.

use super::{Identifier, Shaped, Verdict, general};

/// Area code (`02`, `031` to `064`), `070`, `050x`, `080`, or a nationwide number (`1588-1234`).
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_phone",
    category: general::PHONE,
    reference: "Ministry of Science and ICT, telecommunications numbering rules (전기통신번호 세부계획)",
    evidence: "area code or service prefix that exists, and the length that goes with it",
    shapes: &[
        "99-9{3,4}-9999",
        "999-9{3,4}-9999",
        "9999-9{3,4}-9999",
        "99)9{3,4}-9999",
        "999)9{3,4}-9999",
        "9999)9{3,4}-9999",
        "+99-9{1,3}-9{3,4}-9999",
        "+99(9)9{1,3}-9{3,4}-9999",
        "9999-9999",
    ],
    shapes_in_context: &["9{9,12}", "+9{10,12}"],
    shapes_in_cells: &["9{3}-9999", "9{7,8}"],
    judge,
    normal,
    masked: &["02-***-5678", "031-123-****", "02-****-5678", "070-1234-****"],
    context: &[
        "전화번호", "전화", "연락처", "대표번호", "직통", "자택", "팩스", "전송", "고객센터", "tel", "phone",
        "telephone", "fax", "contact",
    ],
    columns: &["telno", "tel no", "phone no", "home tel", "faxno", "fax no"],
    examples: &[
        ("전화 02-123-4567", "+8221234567"),
        ("02)2100-3382", "+82221003382"),
        ("전화 044-202-3147", "+82442023147"),
        ("031-123-****", "+8231123****"),
        ("070-1234-5678", "+827012345678"),
        ("0505-123-4567", "+825051234567"),
        ("대표번호 1588-1234", "15881234"),
        ("+82-2-123-4567", "+8221234567"),
        ("전화 0311234567", "+82311234567"),
    ],
    cells: &[("0212345678", "+82212345678"), ("123-4567", "1234567"), ("1588-1234", "15881234")],
    counter_examples: &[
        "2019-1234-5678",
        "1234-5678",
        "우편번호 135-080",
        "버전 02-123-45678",
        "99-1234-5678",
        "2019-0331",
    ],
    ..Identifier::BASE
};

/// Digits without the leading zero and the country code; `None` for numbers without area code.
fn national<'v>(value: &Shaped<'v>) -> Option<&'v str> {
    let digits = value.compact();
    if value.plus {
        let rest = digits.strip_prefix("82")?;
        return Some(rest.strip_prefix('0').unwrap_or(rest));
    }
    digits.strip_prefix('0')
}

/// Does the prefix exist, and may a number of that prefix have that many digits?
fn is_national(number: &[u8]) -> bool {
    match number {
        [b'2', rest @ ..] => matches!(rest.len(), 7 | 8) && rest[0] != b'0',
        [b'3', b'1' | b'2' | b'3', rest @ ..]
        | [b'4', b'1'..=b'4', rest @ ..]
        | [b'5', b'1'..=b'5', rest @ ..]
        | [b'6', b'1'..=b'4', rest @ ..] => matches!(rest.len(), 7 | 8) && rest[0] != b'0',
        [b'7', b'0', rest @ ..] => rest.len() == 8,
        // With eight more digits it is a mobile of Japan.
        [b'8', b'0', rest @ ..] => rest.len() == 7,
        [b'5', b'0', _, rest @ ..] => matches!(rest.len(), 7 | 8),
        _ => false,
    }
}

fn is_nationwide(glyphs: &[u8]) -> bool {
    glyphs.len() == 8 && matches!(&glyphs[..2], b"15" | b"16" | b"18") && glyphs[2] != b'*'
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 {
        return None;
    }
    if let Some(number) = national(value) {
        // Four digits before the first separator are a personal number only.
        let first = value.group_glyphs().next().map_or(0, <[u8]>::len);
        let grouped = value.groups() == 1 || first != 4 || value.plus || number.starts_with("50");
        return (grouped && is_national(number.as_bytes())).then(|| match value.groups() {
            1 => Verdict::new(0, 90),
            2 => Verdict::new(0, 80),
            _ if value.plus => Verdict::new(95, 99),
            _ if number.starts_with('2') => Verdict::new(84, 97),
            _ => Verdict::new(90, 98),
        });
    }
    if value.plus {
        return None;
    }
    // `1588-1234`, `1661-0000`: pairs of digits after the prefix are how these are given out.
    if is_nationwide(glyphs) && value.groups() == 2 && value.separator(1) == b'-' {
        let paired = glyphs[2] == glyphs[3] || matches!(glyphs[3], b'0' | b'1');
        return Some(Verdict::new(if paired { 62 } else { 0 }, 92));
    }
    let local = matches!(glyphs.len(), 7 | 8) && glyphs[0] != b'0' && value.is_whole();
    local.then(|| Verdict::new(0, if value.groups() == 2 { 65 } else { 55 }))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    match national(value) {
        Some(number) => normal.extend(["+82", number]),
        None => normal.push_str(value.compact()),
    }
}
