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
        Some(Self { channel, to: Sensitive::new(to), spelling: Sensitive::new(spelling) })
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
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&format!("{}@example.org", "a".repeat(400))), None);
    }

    #[test]
    fn it_never_prints() {
        let contact = Contact::read("olive@example.org").unwrap();
        assert_eq!(format!("{contact:?}"), "Contact(email)");
    }
}
