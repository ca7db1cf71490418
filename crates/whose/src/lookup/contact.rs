//! What a person enters: an e-mail address or a phone number, in the spelling that the index knows.

use std::fmt;

use whose_model::{Comparison, Sensitive};

/// How a code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// To an e-mail address.
    Email,
    /// To a phone.
    Phone,
}

impl Channel {
    /// `email`, `sms`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "sms",
        }
    }

    /// The channel of a category; none where nothing can be sent to its values.
    #[must_use]
    pub const fn of(comparison: Comparison) -> Option<Self> {
        match comparison {
            Comparison::Email => Some(Self::Email),
            Comparison::Phone => Some(Self::Phone),
            _ => None,
        }
    }

    /// The spelling of a value in the index; masked values keep their unknown positions.
    #[must_use]
    pub fn spelling(self, value: &str) -> String {
        match self {
            Self::Email => value.trim().to_lowercase(),
            Self::Phone => whose_resolve::phone_spelling(value),
        }
    }
}

/// A contact point that someone entered.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// How it is reached.
    pub channel: Channel,
    /// Where a code is sent: the address, or the number with nothing but digits and a leading +.
    pub to: Sensitive<String>,
    /// As the index spells it.
    pub spelling: Sensitive<String>,
    /// Of a number without a country: what it would be within any country.
    pub national: Option<Sensitive<String>>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Contact({})", self.channel.code())
    }
}

/// The longest address that mail knows.
const LONGEST: usize = 254;

impl Contact {
    /// Reads what was entered; none where it is neither an e-mail address nor a phone number, or several.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        let (channel, to) =
            if text.contains('@') { (Channel::Email, email(text)?) } else { (Channel::Phone, phone(text)?) };
        let spelling = channel.spelling(&to);
        if spelling.is_empty() {
            return None;
        }
        let open = channel == Channel::Phone && !to.starts_with('+');
        let national = open.then(|| Sensitive::new(within_country(to.strip_prefix('0').unwrap_or(&to))));
        Some(Self { channel, to: Sensitive::new(to), spelling: Sensitive::new(spelling), national })
    }
}

/// Begins a number whose country is left open.
const OPEN: char = '~';

fn within_country(number: &str) -> String {
    format!("{OPEN}{number}")
}

/// A whole number with its country, as someone of that country would enter it; none of others. Someone who enters it so may be
/// in another country: it is possibly theirs.
#[must_use]
pub fn national(value: &str) -> Option<String> {
    let digits = value.strip_prefix('+')?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest = digits.get(country_digits(digits)..).filter(|rest| rest.len() >= 6)?;
    // Korean and North American numbers are known without their country.
    let known = |entered: &str| Channel::Phone.spelling(entered) == Channel::Phone.spelling(value);
    (!known(rest) && !known(&format!("0{rest}"))).then(|| within_country(rest))
}

/// Is a spelling one of [`national`]?
#[must_use]
pub fn is_national(spelling: &str) -> bool {
    spelling.starts_with(OPEN)
}

/// How many digits the country code has: ITU-T E.164, list of assigned codes (E.164.D). 1 and 7 stand alone; those named here have
/// two digits, all others three.
fn country_digits(digits: &str) -> usize {
    const TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match digits.as_bytes().first() {
        Some(b'1' | b'7') => 1,
        _ if digits.get(..2).is_some_and(|two| TWO.contains(&two)) => 2,
        _ => 3,
    }
}

/// One address: no list, no display name, nothing that a mail header would read otherwise.
fn email(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let plain = |letter: char| letter.is_alphanumeric() || ".!#$%&'/=?^_`{|}~+-".contains(letter);
    let label = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
            && !part.starts_with('-')
    };
    let fits = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(label);
    fits.then(|| text.to_lowercase())
}

/// Digits with a leading `+`, whatever stands between them.
fn phone(text: &str) -> Option<String> {
    let separator = |letter: &char| " -.()/\u{a0}\u{2010}\u{2011}\u{2013}".contains(*letter);
    let mut number: String = text.chars().filter(|letter| !separator(letter)).collect();
    if let Some(rest) = number.strip_prefix("00") {
        number = format!("+{rest}");
    }
    // Some write the trunk zero behind the country code: +82 (0)10.
    if let Some(rest) = number.strip_prefix("+820") {
        number = format!("+82{rest}");
    }
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let contact = Contact::read(text)?;
        Some((contact.to.into_inner(), contact.spelling.into_inner()))
    }

    #[test]
    fn one_spelling_whatever_was_entered() {
        for (text, to, spelling) in [
            (" Olive@Example.ORG ", "olive@example.org", "olive@example.org"),
            ("010-1234-5678", "01012345678", "821012345678"),
            ("+82 (0)10 1234 5678", "+821012345678", "821012345678"),
            ("0082 10 1234 5678", "+821012345678", "821012345678"),
            ("(514) 555-0123", "5145550123", "5145550123"),
            ("+1 514 555 0123", "+15145550123", "5145550123"),
        ] {
            assert_eq!(read(text), Some((to.into(), spelling.into())), "{text}");
        }
        for (one, other) in [("+15145550123", "514 555 0123"), ("010****5678", "+8210****5678")] {
            assert_eq!(Channel::Phone.spelling(one), Channel::Phone.spelling(other));
        }
    }

    #[test]
    fn what_is_no_single_contact_point_is_none() {
        for text in [
            "",
            "olive",
            "olive@example",
            "a@example.org, b@example.org",
            "a@example.org;b@example.org",
            "Olive <olive@example.org>",
            "a@b@example.org",
            "a@example.org\r\nBcc: b@example.org",
            "a@-example.org",
            "@example.org",
            "12345",
            "010-1234-****",
            "1234567890123456",
            "call 010-1234-5678",
            "+00000000",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&format!("{}@example.org", "a".repeat(400))), None);
    }

    #[test]
    fn a_number_without_its_country_meets_the_same_number_with_one() {
        for (value, entered) in [
            ("+33612345678", "06 12 34 56 78"),
            ("+8221234567", "02-123-4567"),
            ("+442079460018", "020 7946 0018"),
            ("+35312345678", "01 234 5678"),
        ] {
            let contact = Contact::read(entered).unwrap();
            assert_eq!(
                national(value).as_ref(),
                contact.national.as_ref().map(Sensitive::reveal),
                "{entered}"
            );
            assert!(is_national(&national(value).unwrap()));
        }
        assert_eq!(Contact::read("+33612345678").unwrap().national, None);
        assert_eq!(Contact::read("a@example.org").unwrap().national, None);
        for value in ["0612345678", "+8210****5678", "+33", "", "+15145550123", "+821012345678"] {
            assert_eq!(national(value), None, "{value}");
        }
    }

    #[test]
    fn it_never_prints() {
        let contact = Contact::read("olive@example.org").unwrap();
        assert_eq!(format!("{contact:?}"), "Contact(email)");
    }

    proptest! {
        #[test]
        fn whatever_is_entered_a_message_goes_to_one_place_or_none(text in "\\PC{0,40}|[a-z0-9@.,;<> +()*\r\n-]{0,40}") {
            if let Some(contact) = Contact::read(&text) {
                let to = contact.to.reveal();
                prop_assert!(!to.contains(|letter: char| letter.is_control() || letter.is_whitespace() || ",;<>\"".contains(letter)));
                match contact.channel {
                    Channel::Email => prop_assert_eq!(to.matches('@').count(), 1),
                    Channel::Phone => prop_assert!(to.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit())),
                }
                prop_assert!(!contact.spelling.reveal().is_empty());
            }
        }

        #[test]
        fn any_value_has_a_spelling_and_no_panic(value in "\\PC{0,30}|\\+?[0-9*…]{0,20}") {
            let _ = (Channel::Phone.spelling(&value), Channel::Email.spelling(&value), national(&value));
        }
    }
}
