//! Chinese resident identity number, 公民身份号码.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Eighteen places: area, birth date, order, check digit or `X`; fifteen before 2000.
pub const IDENTIFIER: Identifier = Identifier {
    name: "cn_resident",
    category: category(
        "cn-resident-number",
        Group::NationalId,
        true,
        ["Chinese identity number", "중국 신분증번호", "numéro d’identité chinois"],
    ),
    reference: "GB 11643-1999: provinces of GB/T 2260, birth date, ISO 7064 mod 11,2",
    evidence: "province that exists, birth date that exists, check digit; fifteen digits need a word before them",
    shapes: &["99999999999999999X"],
    shapes_in_context: &["999999999999999"],
    judge,
    normal: |value, normal| write(value.compact(), normal),
    masked: &["110101********1234", "110***********451X", "1****************4"],
    context: &[
        "身份证", "身份证号", "身份证号码", "公民身份号码", "公民身份证", "居民身份证", "证件号", "证件号码", "身份号码", "sfz", "resident identity", "중국 신분증",
    ],
    columns: &["身份证号", "证件号码", "sfz", "sfzh", "sfzhm", "idcard", "id card", "id card no", "idcardno", "identity card no"],
    examples: &[
        ("身份证号：440106198507121234", "440106198507121234"),
        ("11010519491231002x", "11010519491231002X"),
        ("110101********4514", "110101********4514"),
        ("身份证 440106850712123", "44010619850712123*"),
    ],
    cells: &[("440106198507121234", "440106198507121234"), ("440***********1234", "440***********1234")],
    counter_examples: &["991010199003074514", "110101199013074514", "440106850712123", "11010519491231002A"],
    ..Identifier::BASE
};

/// Is it the code of a province, or of Taiwan, Hong Kong or Macao?
const fn is_province(code: u32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// The fifteen digits of before 2000 are the eighteen without century and check digit.
fn write(compact: &str, normal: &mut String) {
    match compact.len() {
        15 => normal.extend([&compact[..6], "19", &compact[6..], "*"]),
        _ => normal.push_str(compact),
    }
}

fn born(glyphs: &[u8]) -> bool {
    match *glyphs {
        [_, _, _, _, _, _, a, b, c, d, e, f, g, h, _, _, _, _] => date::is_birth(&[a, b, c, d], [e, f], [g, h]),
        [_, _, _, _, _, _, c, d, e, f, g, h, _, _, _] => date::is_birth(&[c, d], [e, f], [g, h]),
        _ => false,
    }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let last = matches!(glyphs.last(), Some(b'0'..=b'9' | b'X' | b'*'));
    if value.known() < 2 || !last || !value.number(0, 2).is_none_or(is_province) || !born(glyphs) {
        return None;
    }
    if glyphs.len() == 15 {
        return Some(Verdict::new(0, 84));
    }
    let hidden = if value.known() >= 7 { (70, 94) } else { (0, 88) };
    Some(Verdict::by_check(check_digit::iso_11_2(glyphs), (94, 99), (45, 82), hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for order in 0..1_000 {
            let right = b"0123456789X".iter().filter(|last| {
                let number = format!("44010619850712{order:03}{}", char::from(**last));
                check_digit::iso_11_2(number.as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
