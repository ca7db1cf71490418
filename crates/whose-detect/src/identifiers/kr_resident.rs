//! Korean resident registration number, 주민등록번호.

use std::borrow::Cow;

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date::Date};

/// `YYMMDD-SNNNNNC`: birth date, sex and century, and digits that mean nothing since October 2020.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_resident",
    category: category(
        "kr-resident-number",
        Group::NationalId,
        true,
        ["resident registration number", "주민등록번호", "numéro d’enregistrement de résident"],
    ),
    reference: "Resident Registration Act (주민등록법) enforcement rules, article 2; random since 2020-10-05",
    evidence: "birth date that exists, seventh digit 1 to 4 (9, 0 before 1900); check digit \
               (11 - sum mod 11) mod 10, only for numbers issued before October 2020",
    shapes: &["999999-9999999", "9999999999999"],
    shapes_in_context: &["999999-9", "9999999"],
    shapes_in_cells: &["999999"],
    judge,
    normal: |value, normal| write(&with_front(value.compact()), normal),
    masked: &["******-1234567", "800101-1******", "800101-*******", "8001011******", "800101-1", "8001011", "800101"],
    context: &[
        "주민등록번호",
        "주민번호",
        "주민 등록 번호",
        "주민등록 번호",
        "주민 번호",
        "주민등록",
        "주민",
        "실명번호",
        "실명확인번호",
        "rrn",
        "resident registration",
        "resident number",
    ],
    columns: &["psnl no", "jumin", "juminno", "jumin no", "jmno", "resid no", "res reg no", "resno", "res no", "resident no", "residentno", "ihidnum", "rrn"],
    examples: &[
        ("주민번호 800101-1234567", "800101-1234567"),
        ("홍길동(850505-2******)은", "850505-2******"),
        ("800101-*******", "800101-*******"),
        ("주민번호: 8001011", "800101-1******"),
        ("주민등록번호 앞 800101-1 까지", "800101-1******"),
        ("주민번호는 010224-4192736입니다", "010224-4192736"),
        ("주민번호 8001011234567", "800101-1234567"),
        ("주민번호 8001011●●●●●●", "800101-1******"),
        ("850505-2***", "850505-2******"),
        ("주민등록번호 201105 - 3123456", "201105-3123456"),
    ],
    cells: &[
        ("8001011234567", "800101-1234567"),
        ("8001011", "800101-1******"),
        ("800101", "800101-*******"),
        ("800101-1", "800101-1******"),
        ("800101-1######", "800101-1******"),
        ("2047070", "******-2047070"),
    ],
    counter_examples: &[
        "주문번호 801301-1234567",
        "법인등록번호 110111-0006246",
        "1600000000000",
        "1511210123456",
        "주민번호 800101-9x",
        "20151203-1234567",
        "2015-12-03 1234567",
        "외국인등록번호 920715-6238941",
    ],
    ..Identifier::BASE
};

/// Does the front fit a birth date of the century that the seventh digit tells? `centuries` by that digit.
pub(super) fn birth_fits(glyphs: &[u8], centuries: fn(u8) -> &'static [&'static [u8; 2]]) -> bool {
    let seventh = glyphs.get(6).copied().unwrap_or(b'*');
    centuries(seventh).iter().any(|century| {
        let digits = [
            century[0], century[1], glyphs[0], glyphs[1], glyphs[2], glyphs[3], glyphs[4], glyphs[5],
        ];
        Date::from_digits(digits).is_some_and(Date::could_be_birth)
    })
}

fn centuries(seventh: u8) -> &'static [&'static [u8; 2]] {
    match seventh {
        b'1' | b'2' => &[b"19"],
        b'3' | b'4' => &[b"20"],
        b'9' | b'0' => &[b"18"],
        b'*' => &[b"19", b"20"],
        _ => &[],
    }
}

/// Sum of the twelve digits before the check digit; shared with the foreigner number.
pub(super) fn check_sum(glyphs: &[u8]) -> Option<u32> {
    check_digit::weighted(&glyphs[..12], &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
}

/// Was the check digit given up before the person was born?
fn born_without_check(glyphs: &[u8]) -> bool {
    matches!(glyphs[6], b'3' | b'4') && &glyphs[..4] >= b"2010".as_slice()
}

/// Right check digit, or `None` where there is none to look at.
fn check(glyphs: &[u8]) -> Option<bool> {
    let right = (11 - check_sum(glyphs)? % 11) % 10 == check_digit::last(glyphs)?;
    (right || !born_without_check(glyphs)).then_some(right)
}

/// The seven digits behind the hyphen, in a column of their own: where the first seven would be no date.
fn is_back(glyphs: &[u8]) -> bool {
    glyphs.len() == 7 && matches!(glyphs[0], b'1'..=b'4') && !birth_fits(glyphs, centuries)
}

/// The digits in front of the back ones are not known.
fn with_front(compact: &str) -> Cow<'_, str> {
    if is_back(compact.as_bytes()) { Cow::Owned(format!("******{compact}")) } else { Cow::Borrowed(compact) }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if is_back(glyphs) {
        return Some(Verdict::new(0, 60));
    }
    if value.known() < 6 || !birth_fits(glyphs, centuries) {
        return None;
    }
    match (glyphs.len(), value.groups()) {
        (13, groups) => Some(whole(value, groups == 2)),
        (7, 2) => Some(Verdict::new(0, 85)),
        (7, _) => Some(Verdict::new(0, 72)),
        _ => Some(Verdict::new(0, 60)),
    }
}

fn whole(value: &Shaped<'_>, separated: bool) -> Verdict {
    let glyphs = value.glyphs();
    let checked = if value.is_whole() { check(glyphs) } else { None };
    if matches!(glyphs[6], b'9' | b'0') {
        // Nobody born before 1900 lives; companies' numbers have a 0 there.
        return Verdict { checked, ..Verdict::new(0, 70) };
    }
    if separated {
        let hyphen = value.separator(1) == b'-';
        let hidden = if glyphs[6] == b'*' { (75, 92) } else { (88, 96) };
        let mut verdict = Verdict::by_check(checked, (97, 99), (72, 95), hidden);
        if !hyphen {
            verdict.alone -= 20;
        }
        return verdict;
    }
    let masked_tail = !value.is_whole();
    if masked_tail {
        return Verdict::new(if glyphs[6] == b'*' { 45 } else { 80 }, 95);
    }
    // Milliseconds since 1970 look like births of 1914 to 1919 and 2014 to 2019.
    let timestamp = (b"14".as_slice()..=b"19".as_slice()).contains(&&glyphs[..2]);
    let right = if timestamp { (42, 97) } else { (60, 97) };
    Verdict::by_check(checked, right, (0, 90), (42, 92))
}

/// `YYMMDD-` and seven positions, hidden where not given; shared with the foreigner number.
pub(super) fn write(compact: &str, normal: &mut String) {
    normal.push_str(&compact[..6]);
    normal.push('-');
    normal.push_str(&compact[6..]);
    normal.extend(std::iter::repeat_n('*', 13 - compact.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_takes_every_remainder() {
        let mut seen = [false; 11];
        for serial in 0..20_000u32 {
            let body = format!("8001011{serial:05}");
            let sum = check_sum(format!("{body}0").as_bytes()).unwrap();
            let right: Vec<u32> = (0..10)
                .filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true))
                .collect();
            assert_eq!(right, [(11 - sum % 11) % 10]);
            seen[(sum % 11) as usize] = true;
        }
        assert!(seen.iter().all(|seen| *seen));
    }

    #[test]
    fn no_check_is_asked_of_numbers_given_since_october_2020() {
        let checks = (0..10).map(|digit| check(format!("201105312345{digit}").as_bytes()));
        assert!(checks.clone().all(|checked| checked != Some(false)));
        assert_eq!(checks.filter(|checked| checked.is_none()).count(), 9);
    }
}
