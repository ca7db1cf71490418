//! Korean foreigner registration number, 외국인등록번호.

use super::kr_resident::{birth_fits, check_sum, write};
use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// The shape of the resident number with a seventh digit of 5 to 8.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_foreigner",
    category: category(
        "kr-foreigner-number",
        Group::NationalId,
        true,
        ["foreigner registration number", "외국인등록번호", "numéro d’enregistrement d’étranger"],
    ),
    reference: "Immigration Act (출입국관리법) article 31; check digit as used by Korean registrars",
    evidence: "birth date that exists, seventh digit 5 to 8; check digit (13 - sum mod 11) mod 10",
    shapes: &["999999-9999999", "9999999999999"],
    shapes_in_context: &["999999-9", "9999999"],
    judge,
    normal: |value, normal| write(value.compact(), normal),
    masked: &["920715-6******", "920715-6", "9207156"],
    context: &[
        "외국인등록번호",
        "외국인 등록번호",
        "외국인번호",
        "외국인등록",
        "등록외국인",
        "국내거소신고번호",
        "거소신고번호",
        "alien registration",
        "foreigner registration",
        "arc no",
        "arc number",
    ],
    columns: &["frn", "foreigner no", "foreignerno", "alien no", "arc"],
    examples: &[
        ("외국인등록번호: 920715-6238941", "920715-6238941"),
        ("920715-6******", "920715-6******"),
        ("외국인등록번호 9207156238941", "920715-6238941"),
        ("외국인등록번호 앞자리 920715-6", "920715-6******"),
    ],
    cells: &[("9207156238941", "920715-6238941"), ("9207156", "920715-6******")],
    counter_examples: &[
        "법인등록번호: 110111-7382014",
        "921315-6238941",
        "1600000000000",
        "주민번호 800101-1234567",
    ],
    ..Identifier::BASE
};

fn centuries(seventh: u8) -> &'static [&'static [u8; 2]] {
    match seventh {
        b'5' | b'6' => &[b"19"],
        b'7' | b'8' => &[b"20"],
        _ => &[],
    }
}

fn check(glyphs: &[u8]) -> Option<bool> {
    Some((13 - check_sum(glyphs)? % 11) % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 6 || !birth_fits(glyphs, centuries) {
        return None;
    }
    let checked = if glyphs.len() == 13 && value.is_whole() { check(glyphs) } else { None };
    Some(match (glyphs.len(), value.groups()) {
        (13, 2) => Verdict::by_check(checked, (96, 99), (68, 94), (86, 96)),
        (13, _) => Verdict::by_check(checked, (55, 97), (0, 88), (75, 95)),
        (_, 2) => Verdict::new(0, 85),
        _ => Verdict::new(0, 70),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_takes_every_remainder() {
        let mut seen = [false; 11];
        for serial in 0..20_000u32 {
            let body = format!("8001015{serial:05}");
            let sum = check_sum(format!("{body}0").as_bytes()).unwrap();
            let right: Vec<u32> = (0..10)
                .filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true))
                .collect();
            assert_eq!(right, [(13 - sum % 11) % 10]);
            seen[(sum % 11) as usize] = true;
        }
        assert!(seen.iter().all(|seen| *seen));
    }
}
