//! Phone numbers in the plain forms of North America and of Korean mobiles, and of plans that are not known.

use whose_model::CategoryId;

use crate::dates::{self, Order};
use crate::detector::Ids;

/// A North American phone, perhaps with its country before it and an extension behind, or a Korean mobile number without
/// anything else: category and certainty; the normal form is appended.
pub(in crate::mentions) fn phone(ids: &Ids, value: &str, normal: &mut String) -> Option<(CategoryId, u8)> {
    let inner = without_extension(value);
    let (national, abroad) = behind_country(inner);
    let number = Number::read(national)?;
    let digits = number.digits();
    let (category, prefix, digits, sure) = match digits {
        [b'0', b'1', _, ..] if inner.len() == value.len() && !abroad => {
            (ids.mobile, "+82", &digits[1..], number.korean_mobile()?)
        }
        _ => {
            let national = if digits.len() == 11 && !abroad { digits.strip_prefix(b"1")? } else { digits };
            (ids.phone, "+1", national, number.north_american(national, abroad && value.starts_with('+'))?)
        }
    };
    normal.push_str(prefix);
    normal.push_str(std::str::from_utf8(digits).ok()?);
    Some((category, sure))
}

/// `416-555-1234` of `416-555-1234x99`.
fn without_extension(value: &str) -> &str {
    let last = value.bytes().rev().take(7).position(|byte| !byte.is_ascii_digit()).unwrap_or(0);
    match value.len().checked_sub(last + 1).map(|at| value.split_at_checked(at)) {
        Some(Some((number, extension))) if last > 0 && extension.starts_with('x') => {
            number.strip_suffix(' ').unwrap_or(number)
        }
        _ => value,
    }
}

/// What stands behind `+1`, `001-` or a `1` before brackets, and whether one of them was there.
fn behind_country(value: &str) -> (&str, bool) {
    let bracket = |national: &&str| national.starts_with('(');
    let abroad = match value.strip_prefix("+1") {
        Some(national) if national.len() == 10 => Some(national),
        Some(national) => national
            .strip_prefix(['-', '.'])
            .filter(|rest| !bracket(rest))
            .or(Some(national.strip_prefix(' ').unwrap_or(national)).filter(bracket)),
        None => value.strip_prefix("001-").filter(|rest| rest.len() > 10 && !bracket(rest)).or_else(|| {
            let national = value.strip_prefix('1')?;
            Some(national.strip_prefix(' ').unwrap_or(national)).filter(bracket)
        }),
    };
    abroad.map_or((value, false), |national| (national, true))
}

/// Whatever else a column of phones shows that has the length of one and is written with the signs of one: numbers of
/// plans that are not known, with or without an extension. Appends its digits; false, and nothing appended, where it is
/// something else.
pub(in crate::mentions) fn any_phone(value: &str, normal: &mut String) -> bool {
    let kept = normal.len();
    let (mut known, mut count, mut other) = (0, 0, false);
    let mut behind_trunk = 0;
    for (at, letter) in value.char_indices() {
        match letter {
            _ if at < behind_trunk => {}
            // The trunk's 0 in brackets is not dialled from abroad.
            '(' if value[at..].starts_with("(0)") && normal[kept..].starts_with('+') => behind_trunk = at + 3,
            '0'..='9' | '*' => {
                count += 1;
                known += usize::from(letter != '*');
                normal.push(letter);
            }
            '+' if count == 0 && normal.len() == kept => normal.push('+'),
            ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/' => {}
            _ => {
                other = count < LEAST_DIGITS || !is_extension(&value[at..]);
                break;
            }
        }
    }
    let long = (LEAST_DIGITS..=MOST_DIGITS).contains(&count);
    let is_phone = long && known >= 4 && !other && dates::read(value, Order::DayFirst).is_none();
    if !is_phone {
        normal.truncate(kept);
    }
    is_phone
}

/// May a cell hold two numbers: `02-123-4567 / 010-1234-5678`?
pub(in crate::mentions) fn holds_phones(value: &str) -> bool {
    value.len() >= 2 * LEAST_DIGITS + 3
        && value.bytes().filter(u8::is_ascii_digit).count() > MOST_OF_ONE
        && value.bytes().any(|byte| matches!(byte, b'/' | b',' | b';' | b'|' | b'\n' | b'&' | 0x80..))
}

/// Digits of one number, with its country; more are two numbers.
const MOST_OF_ONE: usize = 13;
/// Digits of a local number without its area.
const LEAST_DIGITS: usize = 6;
/// Digits of a number by E.164, with `00` before it.
const MOST_DIGITS: usize = 17;

/// `x123`, `ext. 12`, `#4`, `내선 3`.
fn is_extension(text: &str) -> bool {
    let number = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let word = &text[..text.len() - number.len()];
    let word = word.trim_matches(|letter: char| !letter.is_alphabetic() && letter != '#').to_lowercase();
    let known = ["x", "ext", "extn", "extension", "poste", "#", "내선"].contains(&word.as_str());
    known && (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits in groups.
struct Number {
    digits: [u8; 11],
    count: usize,
    /// Lengths of the groups, as decimal digits: `334` for `416-555-1234`.
    groups: u32,
    /// The sign before the last group.
    last: u8,
    parenthesis: bool,
}

impl Number {
    /// Ten or eleven digits, with single hyphens, dots or spaces between, and perhaps the first group in parentheses.
    fn read(value: &str) -> Option<Self> {
        let bytes = value.as_bytes();
        if !(10..=16).contains(&bytes.len()) {
            return None;
        }
        let mut number =
            Self { digits: [0; 11], count: 0, groups: 0, last: 0, parenthesis: bytes[0] == b'(' };
        let (mut length, mut at) = (0, usize::from(number.parenthesis));
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte.is_ascii_digit() {
                *number.digits.get_mut(number.count)? = byte;
                number.count += 1;
                length += 1;
                continue;
            }
            let closes = number.parenthesis && number.groups == 0;
            if length == 0 || closes != (byte == b')') || !matches!(byte, b'-' | b'.' | b' ' | b')') {
                return None;
            }
            at += usize::from(closes && bytes.get(at) == Some(&b' '));
            number.groups = number.groups * 10 + length;
            number.last = byte;
            length = 0;
        }
        number.groups = number.groups * 10 + length;
        (length > 0 && number.count >= 10 && number.groups < 10_000).then_some(number)
    }

    fn digits(&self) -> &[u8] {
        &self.digits[..self.count]
    }

    /// The certainty of `kr_mobile` for it.
    fn korean_mobile(&self) -> Option<u8> {
        let old = matches!(self.digits[2], b'1' | b'6' | b'7' | b'8' | b'9');
        match (self.digits[2], self.count, self.groups) {
            _ if self.parenthesis => None,
            (b'0', 11, 344) => Some(99),
            (b'0', 11, 11) => Some(97),
            (_, 10, 334) | (_, 11, 344) if old => Some(99),
            (_, 10, 10) | (_, 11, 11) if old => Some(92),
            _ => None,
        }
    }

    /// The certainty of `nanp_phone` for it.
    fn north_american(&self, national: &[u8], plus: bool) -> Option<u8> {
        let opens = |digit: u8| matches!(digit, b'2'..=b'9');
        let area = &national[..3];
        if national.len() != 10
            || !opens(area[0])
            || !opens(national[3])
            || area[1] == b'9'
            || area[1..] == *b"11"
        {
            return None;
        }
        match (self.groups, self.last) {
            (10, _) if plus && !self.parenthesis => Some(98),
            (10 | 11, _) if !self.parenthesis => Some(88),
            (334, _) if self.parenthesis || plus => Some(98),
            (334 | 1334, b'-') => Some(98),
            (334 | 1334, b'.') => Some(97),
            (334 | 1334, b' ') => Some(96),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Detector, Options};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::new(Options::default()));

    proptest! {
        #[test]
        fn phones_are_what_the_scanner_says(
            value in "((\\+?1|001)?[-. ]?)?(\\(?[0-9]{3}\\)?[-. ]?[0-9]{3}[-. ][0-9]{4}|[2-9][0-9]{2}[-. ][2-9][0-9]{2}[-. ][0-9]{4}\
                |01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}|1?[0-9]{10}|\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-. ][0-9]{4})\
                ( ?x[0-9]{0,7})?"
        ) {
            let (ids, scanner) = (DETECTOR.ids(), DETECTOR.scanner());
            let mut plain = String::new();
            if let Some(read) = phone(ids, &value, &mut plain) {
                let mut normal = String::new();
                // An extension tells nothing of the number.
                let bare = without_extension(&value);
                let said = scanner.read_cell_as(&[ids.mobile, ids.phone], bare, &mut normal);
                prop_assert_eq!((said, normal), (Some(read), plain), "{}", value);
            }
        }

        #[test]
        fn any_text_is_a_phone_or_leaves_nothing(value in "(\\+|[0-9]{1,6}|\\(0\\)|[-. /()*]|x[0-9]{0,3}| ext|\\PC){0,12}") {
            let mut normal = String::from("kept");
            let is_phone = any_phone(&value, &mut normal);
            let digits = normal[4..].trim_start_matches('+');
            prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*'));
            prop_assert_eq!(is_phone, (LEAST_DIGITS..=MOST_DIGITS).contains(&digits.len()));
        }
    }

    #[test]
    fn other_phones_are_what_has_their_length_and_signs() {
        for (value, expected) in [
            ("(08504) 66116", Some("0850466116")),
            ("+34973 12 03 57", Some("+34973120357")),
            ("+44(0)115 4960474", Some("+441154960474")),
            ("+90(262)936-6028x799", Some("+902629366028")),
            ("763 8 901", Some("7638901")),
            ("749-947-0528 ext. 9576", Some("7499470528")),
            ("010-****-12**", Some("010****12**")),
            ("12345", None),
            ("2019-03-31", None),
            ("12 rue de la Paix 75002", None),
            ("749-947-0528 call late", None),
            ("1234 5678 9012 3456 78", None),
            ("***-****-****", None),
        ] {
            let mut normal = String::from("kept");
            let read = any_phone(value, &mut normal).then(|| &normal[4..]);
            assert_eq!(read, expected, "{value}");
            assert!(read.is_some() || normal == "kept", "{value}");
        }
    }

    #[test]
    fn two_phones_are_more_than_one() {
        for value in
            ["02-123-4567 / 010-1234-5678", "416-555-1234; 647-555-9876", "집 02-123-4567 폰 01012345678"]
        {
            assert!(holds_phones(value), "{value}");
        }
        for value in ["+33 (0)2 50 49 77 18", "001-976-441-4286x27399", "010-1234-5678 (본인)", "02-123-4567"]
        {
            assert!(!holds_phones(value), "{value}");
        }
    }

    #[test]
    fn the_end_of_a_number_is_no_number() {
        let (ids, scanner) = (DETECTOR.ids(), DETECTOR.scanner());
        for value in ["(990)553-9628", "+1 (317) 107-3781"] {
            let mut normal = String::new();
            assert_eq!(scanner.read_cell_as(&[ids.mobile, ids.phone], value, &mut normal), None, "{value}");
            assert!(any_phone(value, &mut normal) && normal.trim_start_matches('+').len() >= 10, "{value}");
        }
    }

    #[test]
    fn most_phones_are_plain() {
        for (value, expected) in [
            ("416-555-1234", Some("+14165551234")),
            ("(416) 555-1234", Some("+14165551234")),
            ("1-416-555-1234", Some("+14165551234")),
            ("4165551234", Some("+14165551234")),
            ("010-1234-5678", Some("+821012345678")),
            ("0111234567", Some("+82111234567")),
            ("02-123-4567", None),
            ("416-555-1234 x5", Some("+14165551234")),
            ("+1 (416) 555-1234", Some("+14165551234")),
            ("001-416-555-1234x99", Some("+14165551234")),
            ("010-1234-5678 x5", None),
            ("010-****-5678", None),
        ] {
            let mut normal = String::new();
            let read = phone(DETECTOR.ids(), value, &mut normal);
            assert_eq!(read.map(|_| normal.as_str()), expected, "{value}");
        }
    }
}
