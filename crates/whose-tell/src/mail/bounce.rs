//! Messages that came back: delivery reports (RFC 3464) that name a message of ours.

use mail_parser::{MessageParser, MimeHeaders, PartType};

/// What a message in the mailbox is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returned {
    /// It could not be delivered.
    Failed(Bounced),
    /// It is not delivered yet; the server goes on trying.
    Delayed,
    /// It names a message of ours, but says nowhere what came of it.
    Unclear(Bounced),
    /// It has nothing to do with a message of ours: an answer, an absence note, something else.
    Other,
}

/// A message of ours that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounced {
    /// The try, as its message's id begins: `0123456789abcdef.1`.
    pub of: String,
    /// Status of RFC 3463, `5.1.1`; empty where none is given.
    pub status: String,
}

/// Reads a message of a mailbox. Ids of other domains are not ours.
#[must_use]
pub fn came_back(bytes: &[u8], domain: &str) -> Returned {
    let Some(message) = MessageParser::default().parse(bytes) else { return Returned::Other };
    let kind = |part: &mail_parser::MessagePart<'_>| {
        part.content_type().map(|kind| {
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
        })
    };
    let mut texts: Vec<&[u8]> = vec![bytes];
    let mut report = None;
    for part in &message.parts {
        if let PartType::Message(inner) = &part.body {
            texts.push(inner.raw_message());
        } else {
            texts.push(part.contents());
        }
        if kind(part).as_deref() == Some("message/delivery-status") {
            report = Some(status_fields(&String::from_utf8_lossy(part.contents())));
        }
    }
    let Some(of) = texts.iter().find_map(|text| our_id(text, domain)) else { return Returned::Other };
    match report {
        Some((action, status)) if action == "failed" => Returned::Failed(Bounced { of, status }),
        Some((action, _)) if matches!(action.as_str(), "delayed" | "relayed" | "delivered" | "expanded") => {
            Returned::Delayed
        }
        Some((_, status)) => Returned::Unclear(Bounced { of, status }),
        // Only a server writes without a report of the kind of the standard; a person who answers quotes our id too.
        None if is_from_a_server(&message) => Returned::Unclear(Bounced { of, status: String::new() }),
        None => Returned::Other,
    }
}

fn is_from_a_server(message: &mail_parser::Message<'_>) -> bool {
    let from = message.from().and_then(|from| from.first()).and_then(|one| one.address()).unwrap_or_default();
    let user = from.split('@').next().unwrap_or_default().to_ascii_lowercase();
    from.is_empty() || matches!(user.as_str(), "mailer-daemon" | "postmaster")
}

/// Action and status of the first recipient in a report.
fn status_fields(text: &str) -> (String, String) {
    let field = |name: &str| {
        text.lines()
            .find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_string())
            })
            .unwrap_or_default()
    };
    let digits = |letter: &char| letter.is_ascii_digit() || *letter == '.';
    (field("Action").to_ascii_lowercase(), field("Status").chars().take_while(digits).collect())
}

/// The first id of ours: `<`, 16 hexadecimal digits, `.`, a number, `@`, our domain, `>`.
fn our_id(text: &[u8], domain: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at + 1..];
        let end = rest.iter().take(200).position(|byte| *byte == b'>');
        let id = end.and_then(|end| std::str::from_utf8(&rest[..end]).ok());
        let Some((of, at_domain)) = id.and_then(|id| id.rsplit_once('@')) else { continue };
        let Some((notice, attempt)) = of.split_once('.') else { continue };
        let is_ours = at_domain.eq_ignore_ascii_case(domain)
            && notice.len() == 16
            && notice.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && attempt.parse::<u32>().is_ok();
        if is_ours {
            return Some(of.to_string());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn report(action: &str, status: &str, id: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.net\r\nTo: notice@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
             Final-Recipient: rfc822; olive@example.net\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 no such user\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: notice@example.org\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
        )
    }

    const OURS: &str = "<0123456789abcdef.2@example.org>";

    #[test]
    fn reports_are_told_by_their_action() {
        let read = |action: &str| came_back(report(action, "5.1.1 (bad)", OURS).as_bytes(), "example.org");
        let bounced = Bounced { of: "0123456789abcdef.2".into(), status: "5.1.1".into() };
        assert_eq!(read("failed"), Returned::Failed(bounced.clone()));
        assert_eq!(read("Delayed"), Returned::Delayed);
        assert_eq!(read(""), Returned::Unclear(bounced));
    }

    #[test]
    fn what_names_no_message_of_ours_is_something_else() {
        for id in
            ["<abc@example.org>", "<0123456789abcdef.2@example.net>", "<0123456789ABCDEF.2@example.org>", ""]
        {
            let read = came_back(report("failed", "5.1.1", id).as_bytes(), "example.org");
            assert_eq!(read, Returned::Other, "{id}");
        }
        let answer =
            format!("From: olive@example.net\r\nIn-Reply-To: {OURS}\r\n\r\nThank you for telling me.\r\n");
        assert_eq!(came_back(answer.as_bytes(), "example.org"), Returned::Other);
    }

    #[test]
    fn a_server_that_writes_in_its_own_way_is_shown_and_not_guessed() {
        let text = format!(
            "From: Mail Delivery <postmaster@example.net>\r\nSubject: failure\r\n\r\nYour message {OURS} could not be sent.\r\n"
        );
        let wanted = Bounced { of: "0123456789abcdef.2".into(), status: String::new() };
        assert_eq!(came_back(text.as_bytes(), "example.org"), Returned::Unclear(wanted));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0usize..900) {
            let _ = came_back(&bytes, "example.org");
            let text = report("failed", "5.0.0", OURS);
            let _ = came_back(&text.as_bytes()[..cut.min(text.len())], "example.org");
        }
    }
}
