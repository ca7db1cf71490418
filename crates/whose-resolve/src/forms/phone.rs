//! Phone numbers: one spelling whatever the prefix, and the Korean renumbering of mobiles.

/// Digits (and unknown positions) of a number in one spelling: Korean ones as `82...` without the trunk zero, North
/// American ones as ten digits, others without leading zeros.
#[must_use]
pub fn parse(text: &str) -> String {
    let international = text.starts_with('+');
    let mut digits = String::with_capacity(text.len());
    digits.extend(text.chars().filter(|c| matches!(c, '0'..='9' | '*' | '…')));
    if international || digits.starts_with("00") {
        let digits = digits.trim_start_matches("00");
        return match digits.strip_prefix('1') {
            Some(national) if national.chars().count() == 10 => national.to_string(),
            _ => digits.to_string(),
        };
    }
    let count = digits.chars().count();
    if digits.starts_with("01") && (10..=11).contains(&count) {
        return format!("82{}", &digits[1..]);
    }
    // Russian mobiles: no country code begins with 89.
    if digits.starts_with("89") && count == 11 {
        return format!("7{}", &digits[1..]);
    }
    match digits.strip_prefix('1') {
        Some(national) if count == 11 => national.to_string(),
        _ => digits.strip_prefix('0').unwrap_or(&digits).to_string(),
    }
}

/// A Korean mobile of the prefixes before the move to 010 (011, 016, 017, 018, 019), in the spelling of [`parse`].
pub(crate) fn is_legacy(number: &str) -> bool {
    let rest = number.strip_prefix("821").unwrap_or_default();
    matches!(rest.as_bytes().first(), Some(b'1' | b'6' | b'7' | b'8' | b'9'))
}

/// A Korean mobile with the common prefix.
pub(crate) fn is_current(number: &str) -> bool {
    number.starts_with("8210")
}

/// Could the one have become the other when 01X moved to 010? The last seven digits stayed; which digit was put
/// before a three-digit exchange depended on the carrier.
pub(crate) fn renumbered(one: &str, other: &str) -> bool {
    let (legacy, current) = match (is_legacy(one), is_current(other)) {
        (true, true) => (one, other),
        _ if is_legacy(other) && is_current(one) => (other, one),
        _ => return false,
    };
    tail(legacy, 7)
        .is_some_and(|seven| tail(current, 7).is_some_and(|same| whose_model::value::compatible(seven, same)))
}

/// Digits of a number without its area code, at least...
const LOCAL: usize = 7;
/// ...and without its country code, where each of two has another one before it.
const NATIONAL: usize = 9;
/// Digits of a country code, at most.
const COUNTRY: usize = 3;

/// Is one the other without its area or country code? Where both have one before the same national number, one of the two was put
/// there by whoever took the number for one of another country.
pub(crate) fn shortened(one: &str, other: &str) -> bool {
    let known = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    let same = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    let whole = same == short && same >= LOCAL && short < long;
    let national = same >= NATIONAL && long - same <= COUNTRY;
    (whole || national) && known(one) && known(other)
}

/// The last positions of a number, known or not.
pub(crate) fn tail(number: &str, count: usize) -> Option<&str> {
    if number.contains('…') {
        return None;
    }
    number.len().checked_sub(count).and_then(|from| number.get(from..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        for (text, number) in [
            ("+821012345678", "821012345678"),
            ("01012345678", "821012345678"),
            ("010****5678", "8210****5678"),
            ("0111234567", "82111234567"),
            ("+15145550123", "5145550123"),
            ("15145550123", "5145550123"),
            ("5145550123", "5145550123"),
            ("+79031234567", "79031234567"),
            ("89031234567", "79031234567"),
            ("", ""),
        ] {
            assert_eq!(parse(text), number);
        }
    }

    #[test]
    fn the_old_prefix_moved() {
        assert!(renumbered("82111234567", "821051234567"));
        assert!(renumbered("821051234567", "821191234567"));
        assert!(!renumbered("82111234567", "821051234568"));
        assert!(!renumbered("821012345678", "821012345678"));
    }

    #[test]
    fn codes_are_left_out() {
        for (one, other, is) in [
            ("4465825", "6174465825", true),
            ("621737608", "48621737608", true),
            ("33621737608", "48621737608", true),
            ("8463017119", "918463017119", true),
            ("18463017119", "918463017119", true),
            ("446582", "617446582", false),
            ("6174465825", "2124465825", false),
            ("4465825", "4465825", false),
            ("***5825", "617***5825", false),
        ] {
            assert_eq!(shortened(one, other), is, "{one} {other}");
            assert_eq!(shortened(other, one), is, "{other} {one}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number(text in ".{0,20}", other in "[0-9*+]{0,14}") {
            let (one, other) = (parse(&text), parse(&other));
            prop_assert_eq!(renumbered(&one, &other), renumbered(&other, &one));
            tail(&one, 4);
        }
    }
}
