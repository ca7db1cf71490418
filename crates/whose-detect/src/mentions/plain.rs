//! Cells written in the one plain way in which most of a column are: read without asking every shape. What comes out
//! is what the scanner would say of them; a test holds the two against each other.

use whose_model::CategoryId;

use crate::address;
use crate::dates::{self, Order};
use crate::detector::Ids;

/// A Canadian postal code, or five digits: its normal form is its letters and digits, whatever it is called.
pub(super) fn is_postcode(value: &str) -> bool {
    value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit())
        || address::is_canadian_postcode(value)
}

/// A North American phone or a Korean mobile number without anything else: category and certainty; the normal form is
/// appended.
pub(super) fn phone(ids: &Ids, value: &str, normal: &mut String) -> Option<(CategoryId, u8)> {
    let number = Number::read(value)?;
    let (category, prefix, digits, sure) = match number.digits() {
        [b'0', b'1', _, ..] => (ids.mobile, "+82", &number.digits()[1..], number.korean_mobile()?),
        digits => {
            let national = if digits.len() == 11 { digits.strip_prefix(b"1")? } else { digits };
            (ids.phone, "+1", national, number.north_american(national)?)
        }
    };
    normal.push_str(prefix);
    normal.push_str(std::str::from_utf8(digits).ok()?);
    Some((category, sure))
}

/// Whatever else a column of phones shows that has the length of one and is written with the signs of one: numbers of
/// plans that are not known, with or without an extension. Appends its digits; false, and nothing appended, where it is
/// something else.
pub(super) fn any_phone(value: &str, normal: &mut String) -> bool {
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
    fn north_american(&self, national: &[u8]) -> Option<u8> {
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
            (10 | 11, _) if !self.parenthesis => Some(88),
            (334, _) if self.parenthesis => Some(98),
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
            value in "(\\(?[0-9]{3}\\)?[-. ]?[0-9]{3}[-. ][0-9]{4}|1[-. ][2-9][0-9]{2}[-. ][2-9][0-9]{2}[-. ][0-9]{4}\
                |01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}|1?[0-9]{10}|\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-. ][0-9]{4})"
        ) {
            let (ids, scanner) = (DETECTOR.ids(), DETECTOR.scanner());
            let mut plain = String::new();
            if let Some(read) = phone(ids, &value, &mut plain) {
                let mut normal = String::new();
                let said = [ids.mobile, ids.phone]
                    .into_iter()
                    .find_map(|category| Some((category, scanner.read_cell(category, &value, &mut normal)?)));
                prop_assert_eq!((said, normal), (Some(read), plain));
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

        #[test]
        fn postcodes_are_what_the_scanner_says(value in "([A-Za-z][0-9][A-Za-z][ -]?[0-9][A-Za-z][0-9]|[0-9]{5})") {
            if is_postcode(&value) {
                let (mut plain, mut normal) = (String::new(), String::new());
                crate::normal::append_code(&value, &mut plain);
                let said = DETECTOR.scanner().read_cell(DETECTOR.ids().postcode, &value, &mut normal);
                prop_assert!(said.is_none() || normal == plain);
            }
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
    fn most_phones_are_plain() {
        for (value, expected) in [
            ("416-555-1234", Some("+14165551234")),
            ("(416) 555-1234", Some("+14165551234")),
            ("1-416-555-1234", Some("+14165551234")),
            ("4165551234", Some("+14165551234")),
            ("010-1234-5678", Some("+821012345678")),
            ("0111234567", Some("+82111234567")),
            ("02-123-4567", None),
            ("416-555-1234 x5", None),
            ("010-****-5678", None),
        ] {
            let mut normal = String::new();
            let read = phone(DETECTOR.ids(), value, &mut normal);
            assert_eq!(read.map(|_| normal.as_str()), expected, "{value}");
        }
    }
}
