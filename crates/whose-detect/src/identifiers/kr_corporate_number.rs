//! Korean corporate registration number, 법인등록번호: a company's, in the shape of a resident number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Registry court, kind of corporation, serial, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_corporate_number",
    category: category(
        "kr-corporate-number",
        Group::Company,
        false,
        ["corporate registration number", "법인등록번호", "numéro de société coréen"],
    ),
    reference: "Supreme Court rules on corporate registration (법인등록번호), check digit by weights 1 and 2",
    evidence: "seventh digit 0, where a resident number would tell of a birth before 1900; check digit",
    shapes: &["999999-9999999"],
    shapes_in_context: &["9999999999999"],
    judge,
    normal: |value, normal| super::kr_resident::write(value.compact(), normal),
    masked: &["110111-0******"],
    context: &["법인등록번호", "법인 등록번호", "법인번호", "법인등록", "corporate registration", "crn"],
    columns: &["corpno", "corp no", "corp reg no", "jurirno"],
    examples: &[
        ("법인등록번호 110111-0006246", "110111-0006246"),
        ("법인등록번호: 110111-7382014", "110111-7382014"),
        ("130111-0006246", "130111-0006246"),
    ],
    cells: &[("1301110006246", "130111-0006246")],
    counter_examples: &["주민번호 800101-1234567", "110111-3829047", "1301110006246"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..12], &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2])?;
    Some((10 - sum % 10) % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 6 {
        return None;
    }
    let checked = if value.is_whole() { check(glyphs) } else { None };
    let mut verdict = Verdict::by_check(checked, (86, 98), (55, 92), (50, 90));
    if glyphs[6] != b'0' || value.groups() == 1 {
        verdict.alone = 0;
    }
    Some(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_has_exactly_one_check_digit() {
        for serial in 0..1_000 {
            let body = format!("1101110{:05}", serial * 97);
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
