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

    proptest! {
        #[test]
        fn any_text_is_a_number(text in ".{0,20}", other in "[0-9*+]{0,14}") {
            let (one, other) = (parse(&text), parse(&other));
            prop_assert_eq!(renumbered(&one, &other), renumbered(&other, &one));
            tail(&one, 4);
        }
    }
}
