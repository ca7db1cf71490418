//! Mail: single messages (RFC 5322, eml) and mailboxes (mbox, RFC 4155).
//!
//! A record is a message. Columns: `From`, `Sender`, `Reply-To`, `To`, `Cc`, `Bcc` with one value per address, written as
//! `Name <address>`, each with its own group number; `Subject`; `Date` as RFC 3339; `body`, every text of the message, HTML
//! without its markup. Attachments and forwarded messages are members. What is broken is read as text.

use std::io::{BufRead, BufReader, Read};

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use whose_model::{Batch, GapReason, TableKind};

mod parts;

use super::html;
use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

/// Single messages.
pub struct Eml;

/// Mailboxes of many messages.
pub struct Mbox;

/// Longest message that is read; the rest of a longer one is a gap.
const LONGEST: usize = 1 << 28;

/// Longer lines are taken in pieces.
const LONGEST_LINE: u64 = 1 << 16;

/// Headers of which a message has some.
const HEADERS: &[&str] = &[
    "bcc",
    "cc",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "from",
    "in-reply-to",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
    "x-mailer",
    "x-original-to",
    "x-received",
];

/// Columns of a message.
pub(super) const COLUMNS: &[&str] =
    &["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "body"];

impl Format for Eml {
    fn code(&self) -> &'static str {
        "eml"
    }

    fn title(&self) -> &'static str {
        "Mail messages (RFC 5322 and MIME, eml), with their attachments"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        match known_headers(head.bytes) {
            0 | 1 => Recognition::No,
            2 => Recognition::Likely,
            _ => Recognition::Certain,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read(input, output, false)
    }
}

impl Format for Mbox {
    fn code(&self) -> &'static str {
        "mbox"
    }

    fn title(&self) -> &'static str {
        "Mailboxes (mbox, RFC 4155), with the attachments of each message"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let line = memchr::memchr(b'\n', head.bytes).unwrap_or(0);
        let is_mailbox = is_separator(&head.bytes[..line]) && known_headers(&head.bytes[line + 1..]) > 0;
        if is_mailbox { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read(input, output, true)
    }
}

/// How many of the lines at the start are headers that messages have; 0 when the first line is no header at all.
fn known_headers(bytes: &[u8]) -> usize {
    let mut known = 0;
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    for (number, line) in bytes[start..].split(|byte| *byte == b'\n').take(200).enumerate() {
        if line.is_empty() || line == b"\r" {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let name = match memchr::memchr(b':', line) {
            Some(colon) if line[..colon].iter().all(|byte| byte.is_ascii_graphic()) => &line[..colon],
            _ if number == 0 => return 0,
            _ => continue,
        };
        let is_known = HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header.as_bytes()));
        known += usize::from(is_known);
    }
    known
}

/// The line before each message of a mailbox: `From address date`. The date's time and year tell it from a sentence.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = &rest[..rest.len().min(200)];
    let has_time = rest
        .windows(5)
        .any(|part| part[2] == b':' && [0, 1, 3, 4].iter().all(|digit| part[*digit].is_ascii_digit()));
    let has_year = rest.windows(4).any(|part| {
        (part.starts_with(b"19") || part.starts_with(b"20")) && part.iter().all(u8::is_ascii_digit)
    });
    has_time && has_year
}

fn read(input: &mut dyn Input, output: &mut dyn Output, is_mailbox: bool) -> Reading {
    let length = input.length();
    let Ok(raw) = input.raw() else {
        output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
        return Reading::default();
    };
    output.declare(0, "", TableKind::Mail, COLUMNS.iter().map(ToString::to_string).collect());
    let mut lines = BufReader::with_capacity(1 << 16, raw);
    let mut messages = Messages { output, batch: Batch::default(), records: 0 };
    let mut message = Vec::new();
    let mut line = Vec::new();
    let (mut at, mut start, mut after_blank, mut begins) = (0u64, 0u64, true, true);
    loop {
        line.clear();
        match lines.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(_) => {
                messages.output.not_read(at, length, GapReason::Unreadable, "reading stopped with an error");
                break;
            }
        }
        if is_mailbox && begins && after_blank && is_separator(&line) {
            messages.take(&message, start);
            message.clear();
            start = at + line.len() as u64;
        } else if message.len() + line.len() > LONGEST {
            let to = at + line.len() as u64;
            messages.output.not_read(at, to, GapReason::Limit, "a message longer than the limit");
        } else {
            let quoted = is_mailbox && begins && is_quoted(&line);
            message.extend_from_slice(if quoted { &line[1..] } else { &line });
        }
        after_blank = begins && matches!(&line[..], b"\n" | b"\r\n");
        begins = line.ends_with(b"\n");
        at += line.len() as u64;
        if messages.output.stopped() {
            break;
        }
    }
    messages.take(&message, start);
    messages.output.hand_over(0, &mut messages.batch);
    Reading { records: messages.records }
}

/// A line of a message that would look like a separator, were it not quoted: `>From `, `>>From `.
fn is_quoted(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    quotes > 0 && line[quotes..].starts_with(b"From ")
}

struct Messages<'o> {
    output: &'o mut dyn Output,
    batch: Batch,
    records: u64,
}

impl Messages<'_> {
    /// Hands over one message that starts at this offset.
    fn take(&mut self, bytes: &[u8], offset: u64) {
        if bytes.trim_ascii().is_empty() {
            return;
        }
        match MessageParser::default().parse(bytes) {
            Some(message) => self.message(&message, offset),
            None => self.body(&String::from_utf8_lossy(bytes)),
        }
        self.records += 1;
        self.batch.end_record(self.records, offset);
        self.output.hand_over_if_full(0, &mut self.batch);
    }

    fn message(&mut self, message: &Message<'_>, offset: u64) {
        let addresses =
            [message.from(), message.sender(), message.reply_to(), message.to(), message.cc(), message.bcc()];
        let mut group = 0;
        for (column, address) in addresses.into_iter().enumerate() {
            if let Some(address) = address {
                self.addresses(column as u32, address, &mut group);
            }
        }
        if let Some(subject) = message.subject().map(str::trim).filter(|subject| !subject.is_empty()) {
            self.batch.push(6, 0, subject);
        }
        if let Some(date) = message.date() {
            self.batch.push(7, 0, &date.to_rfc3339());
        }
        let bodies = message.text_body_count();
        if !self.tables(message, offset) {
            for place in 0..bodies {
                let Some(part) = message.text_part(place as u32) else { continue };
                match &part.body {
                    PartType::Html(page) => self.body(&html::text_of(&parts::text(message, part, page))),
                    PartType::Text(text) => self.body(&parts::text(message, part, text)),
                    _ => {}
                }
            }
        }
        if bodies == 0 && message.attachment_count() == 0 {
            // No part that could be told: everything behind the headers.
            let raw = message.raw_message();
            let from = (message.root_part().offset_body as usize).min(raw.len());
            self.body(&String::from_utf8_lossy(&raw[from..]));
        }
        self.attachments(message, offset);
    }

    /// Bodies among which there is a table that has a header, as in lists that are mailed and saved pages (MHTML, RFC 2557), are read as
    /// pages. Was there one?
    fn tables(&mut self, message: &Message<'_>, offset: u64) -> bool {
        let pages = || {
            (0..message.html_body_count() as u32).filter_map(|place| match message.html_part(place)? {
                part @ MessagePart { body: PartType::Html(page), .. } => {
                    Some(parts::text(message, part, page))
                }
                _ => message.body_html(place as usize),
            })
        };
        if !pages().any(|page| has_list(&page)) {
            return false;
        }
        for (number, page) in (1..).zip(pages()) {
            let end =
                self.output.member(&format!("{}/body-{number}.html", self.records + 1), &mut page.as_bytes());
            if matches!(end, MemberEnd::Limit(_) | MemberEnd::Refused) {
                let to = offset + message.raw_message().len() as u64;
                self.output.not_read(offset, to, GapReason::Limit, "a page beyond the limits");
            }
        }
        true
    }

    fn addresses(&mut self, column: u32, addresses: &Address<'_>, group: &mut u32) {
        for value in mailboxes(addresses) {
            *group += 1;
            self.batch.push(column, *group, &value);
        }
    }

    fn body(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.batch.push(8, 0, text);
        }
    }

    fn attachments(&mut self, message: &Message<'_>, offset: u64) {
        for (number, part) in message.attachments().enumerate() {
            let content = parts::content(message, part);
            if content.is_empty() {
                continue;
            }
            let name = match part.attachment_name() {
                Some(name) => name.to_string(),
                None if part.message().is_some() => format!("message-{}.eml", number + 1),
                None => format!("attachment-{}", number + 1),
            };
            let end = self.output.member(&format!("{}/{name}", self.records + 1), &mut &content[..]);
            let (from, to) = (offset + u64::from(part.offset_body), offset + u64::from(part.offset_end));
            if matches!(end, MemberEnd::Limit(_) | MemberEnd::Refused) {
                self.output.not_read(from, to, GapReason::Limit, "an attachment beyond the limits");
            }
        }
    }
}

/// The addresses of a header, each as `Name <address>`.
pub(super) fn mailboxes<'a>(addresses: &'a Address<'a>) -> impl Iterator<Item = String> + 'a {
    addresses.iter().filter_map(|address| mailbox(address.name.as_deref(), address.address.as_deref()))
}

/// `Name <address>`, or the one that is there.
pub(super) fn mailbox(name: Option<&str>, address: Option<&str>) -> Option<String> {
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    match (name, address.map(str::trim).filter(|address| !address.is_empty())) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (Some(alone), None) | (None, Some(alone)) => Some(alone.to_string()),
        (None, None) => None,
    }
}

/// Rows below a header that are a list whatever it is of; fewer may be what somebody ordered, in a message to them.
const LIST: usize = 5;
/// Parts of the names that columns with people have.
const PEOPLE: [&str; 12] =
    ["name", "mail", "phone", "tel", "addres", "adres", "nom", "correo", "이름", "성명", "연락처", "氏名"];

/// Has a page a table with a header that tells of people, or with many rows below it?
fn has_list(page: &str) -> bool {
    let lower = page.to_lowercase();
    let is_head = |tag: &&str| tag.starts_with(['>', ' ', '\n', '\r', '\t']);
    let of_people = |name: &str| PEOPLE.iter().any(|part| name.contains(part));
    let mut tables = lower.split("<table").filter(|table| table.contains("<tr"));
    tables.any(|table| {
        let mut heads = table.split("<th").skip(1).filter(is_head).peekable();
        if heads.peek().is_none() {
            return false;
        }
        let mut names = heads.filter_map(|head| head.split_once('>')?.1.split("</th").next());
        memchr::memmem::find_iter(table.as_bytes(), b"<tr").count() > LIST || names.any(of_people)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::proving::{dump, read_bytes};

    const MESSAGE: &str = "From: =?UTF-8?Q?Ren=C3=A9e_Example?= <renee@example.com>\r\nTo: a@example.org, \"B, C\" <b@example.org>\r\nSubject: Hello\r\nDate: Tue, 2 Jan 2018 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Call <b>me</b></p>\r\n--x\r\nContent-Type: text/csv; name=\"list.csv\"\r\nContent-Disposition: attachment; filename=\"list.csv\"\r\n\r\nname;phone\r\nA;1\r\n--x--\r\n";

    #[test]
    fn addresses_body_and_attachment() {
        let text = dump("one.eml", MESSAGE.as_bytes());
        for expected in [
            "From~1=\"Renée Example <renee@example.com>\"",
            "To~2=\"a@example.org\"",
            "To~3=\"B, C <b@example.org>\"",
            "Subject=\"Hello\"",
            "Date=\"2018-01-02T10:00:00+01:00\"",
            "body=\"Call me\"",
            "one.eml!/1/list.csv",
        ] {
            assert!(text.contains(expected), "{expected} in\n{text}");
        }
    }

    #[test]
    fn a_body_with_a_table_is_a_page() {
        let page = "From: <Saved by Blink>\nSubject: Orders\nMIME-Version: 1.0\nContent-Type: text/html\n\n<table><tr><th>Name</th><th>E-mail</th></tr>\
            <tr><td>Anne Roy</td><td>a@x.example</td></tr><tr><td>Paul Lee</td><td>p@x.example</td></tr></table>";
        let sources = read_bytes("page.mht", page.as_bytes());
        let body = &sources["page.mht!/1/body-1.html"];
        assert!(
            body.rows.iter().any(|row| row.contains("Name=\"Paul Lee\" E-mail=\"p@x.example\"")),
            "{:?}",
            body.rows
        );
    }

    #[test]
    fn what_somebody_ordered_is_no_list_of_people() {
        let page = "From: shop@x.example\nTo: anne.roy@x.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Anne Roy<br>1 Main St</p>\
            <table><thead><tr><th>Item</th><th>Price</th></tr></thead><tr><td>Chair</td><td>12.00</td></tr></table>";
        let sources = read_bytes("order.eml", page.as_bytes());
        assert_eq!(sources.len(), 1);
        assert!(
            sources["order.eml"].rows[1].contains("Anne Roy\\n1 Main St"),
            "{:?}",
            sources["order.eml"].rows
        );
    }

    #[test]
    fn a_mailbox_is_cut_into_messages() {
        let mailbox = "From a@example.com Tue Jan  2 10:00:00 2018\nFrom: a@example.com\nSubject: One\n\nFrom here on\n>From there\n\nFrom b@example.com Tue Jan  2 10:01:00 2018\nFrom: b@example.com\nSubject: Two\n\nText\n";
        let sources = read_bytes("box", mailbox.as_bytes());
        let rows = &sources["box"].rows;
        assert_eq!(sources["box"].records, 2);
        assert!(rows[1].contains("body=\"From here on\\nFrom there\""), "{}", rows[1]);
        assert!(rows[2].contains("Subject=\"Two\""));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn broken_messages_are_never_lost(bytes in proptest::collection::vec(any::<u8>(), 1..200)) {
            let mut message = b"From: a@example.com\nTo: b@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=y\n\n".to_vec();
            message.extend(bytes);
            prop_assert_eq!(read_bytes("m", &message)["m"].records, 1);
        }
    }
}
