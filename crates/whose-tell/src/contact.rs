//! Where a person can be reached, and why not.

use lettre::Address;
use whose_model::category::general;
use whose_model::tables::PersonValue;
use whose_model::{Sensitive, value};

use crate::delivery::Channel;
use crate::notice::visible;

/// More people than this with one address or number are no household: it is a shop's, a switchboard's or a list's.
pub const SHARED_BY: u32 = 4;

/// Why a person cannot be reached by a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// Nothing is known.
    None,
    /// A part of it is hidden.
    Masked,
    /// It is no address that can be written to.
    Malformed,
    /// A mailbox of a role or a list: others would read it.
    Role,
    /// Too many people have the same.
    Shared,
    /// A postal address without street, or without place.
    Incomplete,
    /// Letters that no font at hand can print.
    Unprintable,
    /// It was tried, and refused or came back.
    Failed,
}

impl Lack {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "none known",
            Self::Masked => "partly hidden",
            Self::Malformed => "malformed",
            Self::Role => "of a role or a list",
            Self::Shared => "shared by more than a household",
            Self::Incomplete => "incomplete",
            Self::Unprintable => "in letters that the fonts lack",
            Self::Failed => "refused or came back",
        }
    }
}

/// A postal address as it is printed, the name not included.
#[derive(Clone, PartialEq, Eq)]
pub struct Postal(Vec<String>);

impl std::fmt::Debug for Postal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Postal(..)")
    }
}

impl Postal {
    /// Its lines: a personal value.
    #[must_use]
    pub fn reveal(&self) -> &[String] {
        &self.0
    }

    /// The lines as one text, to keep many.
    #[must_use]
    pub fn pack(&self) -> Box<str> {
        self.0.join("\n").into()
    }

    /// Reads what [`Postal::pack`] made.
    #[must_use]
    pub fn unpack(packed: &str) -> Self {
        Self(packed.split('\n').map(ToString::to_string).collect())
    }
}

/// Where someone can be reached; or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// E-mail address.
    pub email: Result<Sensitive<String>, Lack>,
    /// Mobile number, in its international form.
    pub text: Result<Sensitive<String>, Lack>,
    /// Postal address.
    pub letter: Result<Postal, Lack>,
}

impl Contacts {
    /// Reads the values of a person, commonest first. The postal address is put together from the commonest of each part: right
    /// only where [`has_one_address`].
    #[must_use]
    pub fn of(values: &[PersonValue]) -> Self {
        Self {
            email: first(values, &[general::EMAIL.code], email),
            text: first(values, &[general::MOBILE.code], mobile),
            letter: postal(values),
        }
    }

    /// Why a channel is closed; none: it is open.
    #[must_use]
    pub fn lack(&self, channel: Channel) -> Option<Lack> {
        match channel {
            Channel::Email => self.email.as_ref().err().copied(),
            Channel::Text => self.text.as_ref().err().copied(),
            Channel::Letter => self.letter.as_ref().err().copied(),
        }
    }

    /// The address that a channel goes to, as one text, to be recognised again.
    #[must_use]
    pub fn address(&self, channel: Channel) -> Option<String> {
        match channel {
            Channel::Email => self.email.as_ref().ok().map(|email| email.reveal().to_lowercase()),
            Channel::Text => self.text.as_ref().ok().map(|number| number.reveal().clone()),
            Channel::Letter => {
                self.letter.as_ref().ok().map(|postal| postal.reveal().join("\n").to_lowercase())
            }
        }
    }

    /// What this lacks is taken from another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            email: self.email.or(other.email),
            text: self.text.or(other.text),
            letter: self.letter.or(other.letter),
        }
    }
}

/// The first value that will do; else why the first of them does not.
fn first(
    values: &[PersonValue],
    categories: &[&str],
    check: fn(&str) -> Result<String, Lack>,
) -> Result<Sensitive<String>, Lack> {
    let mut lack = None;
    for value in values.iter().filter(|value| categories.contains(&value.category.as_str())) {
        match check(value.value.reveal()) {
            Ok(address) => return Ok(Sensitive::new(address)),
            Err(why) => lack = lack.or(Some(why)),
        }
    }
    Err(lack.unwrap_or(Lack::None))
}

/// Mailboxes that are read by several: RFC 2142 and common practice.
const ROLES: [&str; 49] = [
    "abuse",
    "accounting",
    "accounts",
    "admin",
    "administrator",
    "all",
    "billing",
    "careers",
    "contact",
    "customercare",
    "customerservice",
    "do-not-reply",
    "donotreply",
    "enquiries",
    "everyone",
    "feedback",
    "ftp",
    "hello",
    "help",
    "helpdesk",
    "hostmaster",
    "hr",
    "info",
    "inquiries",
    "invoices",
    "jobs",
    "list",
    "listserv",
    "mail",
    "mailer-daemon",
    "majordomo",
    "marketing",
    "news",
    "newsletter",
    "no-reply",
    "nobody",
    "noc",
    "noreply",
    "office",
    "orders",
    "postmaster",
    "privacy",
    "root",
    "sales",
    "security",
    "service",
    "staff",
    "support",
    "team",
];

/// An e-mail address of one person.
fn email(text: &str) -> Result<String, Lack> {
    if value::is_masked(text) {
        return Err(Lack::Masked);
    }
    let address: Address = text.trim().parse().map_err(|_| Lack::Malformed)?;
    if !address.domain().contains('.') || address.domain().starts_with('[') {
        return Err(Lack::Malformed);
    }
    let user = address.user().to_lowercase();
    let base = user.split('+').next().unwrap_or(&user);
    let is_list = ROLES.contains(&base)
        || base.starts_with("owner-")
        || ["-list", "-request", "-owner", "-bounces", "-subscribe", "-unsubscribe"]
            .iter()
            .any(|end| base.ends_with(end))
        || address.domain().split('.').any(|label| matches!(label, "lists" | "list" | "googlegroups"));
    if is_list { Err(Lack::Role) } else { Ok(address.to_string()) }
}

/// A mobile number in its international form.
fn mobile(text: &str) -> Result<String, Lack> {
    if value::is_masked(text) {
        return Err(Lack::Masked);
    }
    let digits = text.strip_prefix('+').ok_or(Lack::Malformed)?;
    let holds = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if holds { Ok(text.to_string()) } else { Err(Lack::Malformed) }
}

/// Categories of the parts of a postal address.
pub const POSTAL: [&str; 5] = [
    general::STREET_ADDRESS.code,
    general::CITY.code,
    general::REGION.code,
    general::POSTCODE.code,
    general::COUNTRY.code,
];

/// Are all values those of one postal address? Otherwise parts of two could be mixed.
#[must_use]
pub fn has_one_address(values: &[PersonValue]) -> bool {
    POSTAL.iter().all(|category| values.iter().filter(|value| value.category == *category).count() <= 1)
}

/// The address as it is printed: street; place, region and postal code; country.
///
/// # Errors
/// What it lacks.
pub fn postal(values: &[PersonValue]) -> Result<Postal, Lack> {
    let part = |category: &str| -> String {
        let mut all = values.iter().filter(|value| value.category == category);
        all.next().map(|value| visible(value.value.reveal())).unwrap_or_default()
    };
    let [street, city, region, postcode, country] = POSTAL.map(part);
    if [&street, &city, &postcode].iter().all(|part| part.is_empty()) {
        return Err(Lack::None);
    }
    if [&street, &city, &region, &postcode].iter().any(|part| value::is_masked(part)) {
        return Err(Lack::Masked);
    }
    let is_korean = street.chars().any(|letter| ('가'..='힣').contains(&letter));
    if street.is_empty() || (city.is_empty() && postcode.is_empty() && !is_korean) {
        return Err(Lack::Incomplete);
    }
    if is_korean {
        // From the large to the small, on one line; the postal code stands alone.
        let place: Vec<String> = [region, city, street].into_iter().filter(|part| !part.is_empty()).collect();
        let lines = [place.join(" "), postcode, country].into_iter().filter(|line| !line.is_empty());
        return Ok(Postal(lines.collect()));
    }
    let place: Vec<String> =
        [city, region, spaced(&postcode)].into_iter().filter(|part| !part.is_empty()).collect();
    let lines = [street, place.join(" "), country].into_iter().filter(|line| !line.is_empty()).collect();
    Ok(Postal(lines))
}

/// A Canadian postal code has a space in its middle (Canada Post, Addressing Guidelines).
fn spaced(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let canadian = letters.len() == 6
        && letters.iter().enumerate().all(|(at, letter)| match at % 2 {
            0 => letter.is_ascii_alphabetic(),
            _ => letter.is_ascii_digit(),
        });
    if canadian { format!("{} {}", &code[..3], &code[3..]) } else { code.to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<PersonValue> {
        text.split("; ")
            .filter_map(|part| part.split_once('='))
            .map(|(category, value)| PersonValue {
                category: category.into(),
                value: Sensitive::new(value.to_string()),
                mentions: 1,
            })
            .collect()
    }

    #[test]
    fn an_email_of_a_role_a_list_or_a_mask_is_not_written_to() {
        for (text, wanted) in [
            ("olive@example.org", Ok("olive@example.org")),
            ("olive+shop@example.org", Ok("olive+shop@example.org")),
            ("Info@example.org", Err(Lack::Role)),
            ("noreply@example.org", Err(Lack::Role)),
            ("sales+ca@example.org", Err(Lack::Role)),
            ("garden-list@example.org", Err(Lack::Role)),
            ("garden@lists.example.org", Err(Lack::Role)),
            ("ol***@example.org", Err(Lack::Masked)),
            ("olive@", Err(Lack::Malformed)),
            ("olive@localhost", Err(Lack::Malformed)),
            ("a@example.org, b@example.org", Err(Lack::Malformed)),
            ("a@example.org\r\nBcc: b@example.org", Err(Lack::Malformed)),
        ] {
            assert_eq!(email(text), wanted.map(ToString::to_string), "{text}");
        }
    }

    #[test]
    fn the_first_that_will_do_is_taken_and_else_the_reason_told() {
        let two = Contacts::of(&values("email=info@example.org; email=olive@example.org"));
        assert_eq!(two.address(Channel::Email).unwrap(), "olive@example.org");
        let none = Contacts::of(&values("email=info@example.org; mobile=+8210****5678"));
        assert_eq!(
            [Channel::Email, Channel::Text, Channel::Letter].map(|one| none.lack(one)),
            [Some(Lack::Role), Some(Lack::Masked), Some(Lack::None)]
        );
    }

    #[test]
    fn a_postal_address_is_printed_or_the_reason_told() {
        for (text, wanted) in [
            (
                "street-address=12 Main St; city=Toronto; region=ON; postcode=M5V2T6; country=CA",
                Ok("12 Main St / Toronto ON M5V 2T6 / CA"),
            ),
            ("street-address=서울특별시 중구 세종대로 110", Ok("서울특별시 중구 세종대로 110")),
            (
                "street-address=세종대로 110; city=중구; region=서울특별시; postcode=04524",
                Ok("서울특별시 중구 세종대로 110 / 04524"),
            ),
            ("street-address=1 \u{202e}Elm; postcode=02108", Ok("1 Elm / 02108")),
            ("street-address=12 Main St", Err(Lack::Incomplete)),
            ("city=Toronto; postcode=M5V2T6", Err(Lack::Incomplete)),
            ("street-address=12 M***; city=Toronto", Err(Lack::Masked)),
            ("region=ON; country=CA", Err(Lack::None)),
        ] {
            let found = postal(&values(text)).map(|postal| postal.reveal().join(" / "));
            assert_eq!(found, wanted.map(ToString::to_string), "{text}");
        }
        assert!(has_one_address(&values("city=A; region=B")) && !has_one_address(&values("city=A; city=B")));
    }

    proptest! {
        #[test]
        fn an_address_that_is_written_to_has_one_line(text in "\\PC{0,20}@?\\PC{0,20}") {
            if let Ok(address) = email(&text) {
                prop_assert!(!address.contains(['\r', '\n', ',', ' ']) || address.starts_with('"'));
            }
        }
    }
}
