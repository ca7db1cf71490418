//! A notice as a message: plain text and HTML, to one person.

use std::time::SystemTime;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use crate::TellError;
use crate::notice::{Text, visible};

/// A message could not be made. Holds no address of a person.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender is no mailbox.
    #[error("{0} is no mailbox: write `Name <address@domain>`")]
    Sender(String),
    /// The person's address cannot stand in a message.
    #[error("the address of the person cannot stand in a message")]
    Recipient,
    /// The message could not be put together.
    #[error("the message could not be put together: {0}")]
    Message(String),
    /// The page could not be put together.
    #[error(transparent)]
    Page(#[from] TellError),
}

/// Who sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl Sender {
    /// Reads mailboxes as they are written: `Name <address@domain>`.
    ///
    /// # Errors
    /// When one is no mailbox.
    pub fn new(from: &str, reply_to: Option<&str>) -> Result<Self, MailError> {
        let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|_| MailError::Sender(text.to_string()));
        Ok(Self { from: mailbox(from)?, reply_to: reply_to.map(mailbox).transpose()? })
    }

    /// The domain that ids of messages end in.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// The address alone.
    #[must_use]
    pub fn address(&self) -> String {
        self.from.email.to_string()
    }
}

/// The id of the message of a try: always the same, so that one that comes back finds its intent.
#[must_use]
pub fn message_id(of: &str, domain: &str) -> String {
    format!("<{of}@{domain}>")
}

/// No answering machine answers what a machine has sent (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_string())
    }
}

/// A notice as a message.
///
/// # Errors
/// When the address cannot stand in a message.
pub fn compose(
    sender: &Sender,
    name: &str,
    to: &str,
    of: &str,
    text: &Text<'_>,
    date: SystemTime,
) -> Result<Vec<u8>, MailError> {
    let address = to.parse().map_err(|_| MailError::Recipient)?;
    // A sign that ends a line would be one of the head's lines.
    let name = Some(visible(name)).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(sender.from.clone())
        .to(Mailbox::new(name, address))
        .subject(text.title())
        .message_id(Some(message_id(of, sender.domain())))
        .header(AutoSubmitted)
        .date(date);
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(reply_to.clone());
    }
    let both = MultiPart::alternative()
        .boundary(format!("whose-{of}"))
        .singlepart(SinglePart::plain(text.plain()))
        .singlepart(SinglePart::html(text.html(None)?));
    let message = builder.multipart(both).map_err(|error| MailError::Message(error.to_string()))?;
    Ok(message.formatted())
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;
    use crate::Language;
    use crate::notice::{CaseNumbers, CompanyTexts, Prepared};

    fn composed(name: &str, to: &str) -> Result<Vec<u8>, MailError> {
        let prepared =
            Prepared::new("a.md", "# 개인정보 유출 알림\n\n{organisation}\n", Language::Korean).unwrap();
        let company = CompanyTexts::from([("organisation".to_string(), "<b>한빛</b> & Co".to_string())]);
        let text = prepared.fill(None, &CaseNumbers::default(), &company);
        let sender = Sender::new("한빛 <notice@example.org>", Some("desk@example.org")).unwrap();
        compose(&sender, name, to, "0123456789abcdef.1", &text, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn a_message_has_both_parts_and_an_id_that_is_always_the_same() {
        let bytes = composed("홍길동", "hong@example.org").unwrap();
        assert_eq!(bytes, composed("홍길동", "hong@example.org").unwrap());
        let message = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(message.subject(), Some("개인정보 유출 알림"));
        assert_eq!(message.message_id(), Some("0123456789abcdef.1@example.org"));
        assert_eq!(message.to().unwrap().first().unwrap().name(), Some("홍길동"));
        assert!(message.body_text(0).unwrap().contains("<b>한빛</b> & Co"));
        assert!(message.body_html(0).unwrap().contains("&#60;b&#62;한빛&#60;/b&#62; &#38; Co"));
        assert!(bytes.is_ascii(), "every server takes it");
    }

    #[test]
    fn a_name_cannot_add_a_header_or_a_recipient() {
        for name in
            ["Olive\r\nBcc: all@example.org", "a@b.example, Olive", "Olive <x@example.net>", "\"Olive"]
        {
            let bytes = composed(name, "olive@example.org").unwrap();
            let message = MessageParser::default().parse(&bytes).unwrap();
            assert!(message.bcc().is_none(), "{name}");
            let to: Vec<_> = message.to().unwrap().iter().filter_map(|one| one.address()).collect();
            assert_eq!(to, ["olive@example.org"], "{name}");
        }
        assert!(composed("Olive", "no address").is_err());
        assert!(Sender::new("nobody", None).is_err());
    }
}
