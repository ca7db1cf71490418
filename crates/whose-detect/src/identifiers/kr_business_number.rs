//! Korean business registration number, 사업자등록번호: a company's, no person's.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// `AAA-BB-CCCCC`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_business_number",
    category: category(
        "kr-business-number",
        Group::Company,
        false,
        ["business registration number", "사업자등록번호", "numéro d’entreprise coréen"],
    ),
    reference: "National Tax Service (국세청), business registration number",
    evidence: "check digit with weights 1 3 7 1 3 7 1 3 5 and the tens of five times the ninth digit",
    shapes: &["999-99-99999"],
    shapes_in_context: &["9999999999"],
    judge,
    masked: &["123-45-*****"],
    context: &[
        "사업자등록번호",
        "사업자 등록번호",
        "사업자번호",
        "사업자 번호",
        "사업자등록",
        "사업자",
        "business registration",
        "business number",
        "brn",
    ],
    columns: &["bizno", "biz no", "brno", "bsnm no", "corp biz no"],
    examples: &[
        ("사업자등록번호 123-45-67891", "1234567891"),
        ("사업자번호: 1208147521", "1208147521"),
        ("(사업자 123-45-*****)", "12345*****"),
    ],
    cells: &[("120-81-47521", "1208147521"), ("1208147521", "1208147521")],
    counter_examples: &["1208147521", "123-45-6789", "010-12-34567 주문"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let ninth = u32::from(glyphs[8].wrapping_sub(b'0'));
    let sum = check_digit::weighted(&glyphs[..9], &[1, 3, 7, 1, 3, 7, 1, 3, 5])? + ninth * 5 / 10;
    Some((10 - sum % 10) % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    // Tax offices are numbered from 101.
    if value.known() < 5 || glyphs[0] == b'0' {
        return None;
    }
    let checked = if value.is_whole() { check(glyphs) } else { None };
    Some(match value.groups() {
        3 => Verdict::by_check(checked, (92, 98), (58, 92), (58, 92)),
        _ => Verdict::by_check(checked, (0, 94), (0, 75), (0, 80)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_has_exactly_one_check_digit() {
        for body in (100_000_000u32..1_000_000_000).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
        assert_eq!(check(b"1208147521"), Some(true));
    }
}
