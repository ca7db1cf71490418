//! Numbers and codes of people, vehicles and accounts.

use super::birth::Birth;
use super::fold::fold;

/// Letters, digits and unknown positions, in one case.
pub(crate) fn parse(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric() || matches!(c, '*' | '…')).collect()
}

/// A Korean resident or foreigner number in its thirteen positions: cut short, or masked with another number of stars,
/// what is known of its head stays where it is.
pub(crate) fn korean_form(number: &str) -> String {
    let head = number.trim_end_matches(['*', '…']);
    if number.chars().count() == 13
        || head.len() < 6
        || head.len() > 13
        || !head.bytes().all(|b| b.is_ascii_digit())
    {
        return number.to_string();
    }
    format!("{head:*<13}")
}

/// The date of birth in a Korean resident or foreigner number, whole or masked behind the sex digit: `8001011******`.
/// Returns the date and the sex digit, where it is known. The century is that of the digit; without it the year
/// stays unknown where it could be of this century.
pub(crate) fn korean_birth(number: &str) -> Option<(Birth, Option<u8>)> {
    let bytes = number.as_bytes();
    if bytes.len() < 6 || !bytes[..6].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |at: usize| u16::from(bytes[at] - b'0') * 10 + u16::from(bytes[at + 1] - b'0');
    let digit = bytes.get(6).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
    let century = match digit {
        Some(9 | 0) => 1800,
        Some(1 | 2 | 5 | 6) => 1900,
        Some(_) => 2000,
        // Without the digit: two-digit years this late are of the last century, earlier ones may be of either.
        None if two(0) > 25 => 1900,
        None => 0,
    };
    let (month, day) = (two(2) as u8, two(4) as u8);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if century == 0 { 0 } else { century + two(0) };
    Some((Birth { year, month, day }, digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_has_thirteen_positions() {
        for (number, form) in [
            ("8001011", "8001011******"),
            ("800101******", "800101*******"),
            ("800101…", "800101*******"),
            ("8001011234567", "8001011234567"),
            ("12가3456", "12가3456"),
        ] {
            assert_eq!(korean_form(number), form);
        }
    }

    #[test]
    fn a_resident_number_tells_the_birth() {
        assert_eq!(parse("800101-1******"), "8001011******");
        let (birth, sex) = korean_birth("8001011******").unwrap();
        assert_eq!((birth, sex), (Birth { year: 1980, month: 1, day: 1 }, Some(1)));
        assert_eq!(korean_birth("0512254******").unwrap().0.year, 2005);
        assert_eq!(korean_birth("801301"), None);
        assert_eq!(korean_birth("80010"), None);
    }

    proptest! {
        #[test]
        fn any_text(text in ".{0,20}") {
            korean_birth(&parse(&text));
        }
    }
}
