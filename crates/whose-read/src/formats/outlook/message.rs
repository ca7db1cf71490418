//! Messages, appointments, distribution lists, notes and tasks as records of mail.

use crate::formats::html;
use mail_parser::MessageParser;
use whose_model::Batch;

use super::code_pages::{encoding_of, narrow};
use super::people::{self, mailbox};
use super::properties::{INTERNET_CODE_PAGE, Key, Properties, Value, rfc3339, sets};
use super::{lzfu, rtf};
use crate::formats::mail;

/// Columns of mail that are written here.
const FROM: u32 = 0;
const SENDER: u32 = 1;
const REPLY_TO: u32 = 2;
const TO: u32 = 3;
const CC: u32 = 4;
const BCC: u32 = 5;
const SUBJECT: u32 = 6;
const DATE: u32 = 7;
const BODY: u32 = 8;

/// Where it is.
const LOCATION: Key = Key::Of(sets::APPOINTMENT, 0x8208);
const ATTENDEES: Key = Key::Of(sets::APPOINTMENT, 0x8238);
const ACCOUNT: Key = Key::Of(sets::COMMON, 0x8580);
const TASK_OWNER: Key = Key::Of(sets::TASK, 0x811F);
const LIST_MEMBERS: Key = Key::Of(sets::ADDRESS, 0x8055);
const LIST_ONE_OFF: Key = Key::Of(sets::ADDRESS, 0x8054);
const LINKED_CONTACTS: Key = Key::Of(sets::COMMON, 0x853A);

/// Names and addresses of a role: name, type of the address, address, address of SMTP.
type Role = [u16; 4];
const SENT_FOR: Role = [0x0042, 0x0064, 0x0065, 0x5D02];
const SENT_BY: Role = [0x0C1A, 0x0C1E, 0x0C1F, 0x5D01];
const RECIPIENT: Role = [0x3001, 0x3002, 0x3003, 0x39FE];

/// Properties that messages are read from.
pub(super) const TAGS: &[u16] = &[
    0x001A, 0x0037, 0x0039, 0x0042, 0x0064, 0x0065, 0x5D02, 0x0C1A, 0x0C1E, 0x0C1F, 0x5D01, 0x0C15, 0x3001,
    0x3002, 0x3003, 0x39FE, 0x3A20, 0x5FF6, 0x004F, 0x0050, 0x007D, 0x0E02, 0x0E03, 0x0E04, 0x0E06, 0x0E1D,
    0x1000, 0x1009, 0x1013, 0x3007, 0x3FDE, 0x3FF1, 0x3FFD,
];

/// What a message is written from.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) properties: Properties,
    pub(super) recipients: Vec<Properties>,
}

/// Writes a message. Returns how many members of a distribution list stand elsewhere.
pub(super) fn write(item: &Item, batch: &mut Batch) -> usize {
    let mut fields = Fields { batch, group: 0 };
    fields.senders(item);
    let elsewhere = fields.recipients(item);
    let properties = &item.properties;
    if let Some(subject) = properties.tag(0x0037).or_else(|| properties.tag(0x0E1D)) {
        fields.plain(SUBJECT, unmarked(subject));
    }
    let date = [0x0039, 0x0E06, 0x3007].into_iter().find_map(|tag| properties.time(Key::Tag(tag)));
    if let Some(date) = date.and_then(rfc3339) {
        fields.plain(DATE, &date);
    }
    for key in [LOCATION, LINKED_CONTACTS] {
        properties.texts(key).into_iter().for_each(|text| fields.plain(BODY, text));
    }
    fields.plain(BODY, &body(properties));
    elsewhere
}

/// A subject without the two characters that mark the length of `RE: ` before it.
fn unmarked(subject: &str) -> &str {
    match subject.strip_prefix('\u{1}') {
        Some(rest) => rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
        None => subject,
    }
}

/// The text of an item: plain, else without the markup of its HTML, else out of its RTF.
pub(super) fn body(properties: &Properties) -> String {
    if let Some(text) = properties.tag(0x1000) {
        return text.to_string();
    }
    let html = match properties.get(Key::Tag(0x1013)) {
        Some(Value::Bytes(bytes)) => {
            let page = properties.number(Key::Tag(INTERNET_CODE_PAGE)).and_then(encoding_of);
            Some(narrow(bytes, page))
        }
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let text = html.map(|html| html::text_of(&html)).unwrap_or_default();
    if !text.trim().is_empty() {
        return text;
    }
    let rtf = properties.bytes(Key::Tag(0x1009)).and_then(lzfu::decompressed);
    rtf.map(|rtf| rtf::text_of(&rtf)).unwrap_or_default()
}

/// Name and address of who has a role.
fn person(properties: &Properties, role: Role) -> Option<String> {
    let [name, kind, address, smtp] = role;
    let is_exchange = properties.tag(kind).is_some_and(|kind| kind.eq_ignore_ascii_case("EX"));
    let stated = properties.tag(address).filter(|address| {
        // A place in the sender's own directory tells nothing to anybody else.
        !is_exchange && !address.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("/o="))
    });
    mailbox(properties.tag(name), properties.tag(smtp).or(stated))
}

struct Fields<'b> {
    batch: &'b mut Batch,
    group: u32,
}

impl Fields<'_> {
    fn plain(&mut self, column: u32, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.batch.push(column, 0, text);
        }
    }

    fn person(&mut self, column: u32, person: &str) {
        self.group = self.group.saturating_add(1);
        self.batch.push(column, self.group, person);
    }

    fn senders(&mut self, item: &Item) {
        let properties = &item.properties;
        let headers = properties.tag(0x007D).map(|headers| format!("{headers}\r\n\r\n"));
        let headers = headers.as_ref().and_then(|text| MessageParser::default().parse(text.as_bytes()));
        let stated = |column: u32| {
            let headers = headers.as_ref()?;
            let addresses = if column == FROM { headers.from()? } else { headers.reply_to()? };
            let found: Vec<String> = mail::mailboxes(addresses).collect();
            (!found.is_empty()).then_some(found)
        };
        let sender = person(properties, SENT_BY);
        // Of a draft there is the account from which it would be sent.
        let account = || properties.text(ACCOUNT).filter(|account| account.contains('@'));
        let owner = || properties.text(TASK_OWNER).or_else(account).map(str::to_string);
        let mut from = person(properties, SENT_FOR).or_else(|| sender.clone()).or_else(owner);
        if !from.as_ref().is_some_and(|from| from.contains('@'))
            && let Some(stated) = stated(FROM)
        {
            from = stated.into_iter().next();
        }
        if let Some(from) = &from {
            self.person(FROM, from);
        }
        if let Some(sender) =
            sender.filter(|sender| Some(sender) != from.as_ref() && person(properties, SENT_FOR).is_some())
        {
            self.person(SENDER, &sender);
        }
        let listed = properties.bytes(Key::Tag(0x004F)).map(people::listed).unwrap_or_default();
        let replies: Vec<String> = listed.into_iter().filter_map(people::person).collect();
        let names = || properties.tag(0x0050).map(parted).unwrap_or_default();
        let replies = if replies.is_empty() { stated(REPLY_TO).unwrap_or_else(names) } else { replies };
        replies.iter().for_each(|reply| self.person(REPLY_TO, reply));
    }

    fn recipients(&mut self, item: &Item) -> usize {
        let before = self.group;
        let mut others = Vec::new();
        for recipient in &item.recipients {
            let column = match recipient.number(Key::Tag(0x0C15)).map(|kind| kind & 0x0F) {
                // Who sent it.
                Some(0) if item.recipients.len() > 1 => continue,
                Some(2) => CC,
                Some(3) => BCC,
                _ => TO,
            };
            match named(recipient) {
                Some(person) => others.push((column, person)),
                None => continue,
            }
        }
        others.sort_by_key(|(column, _)| *column);
        others.iter().for_each(|(column, person)| self.person(*column, person));
        if self.group > before {
            return 0;
        }
        for (column, tag) in [(TO, 0x0E04), (CC, 0x0E03), (BCC, 0x0E02)] {
            let names = item.properties.tag(tag).map(parted).unwrap_or_default();
            names.iter().for_each(|name| self.person(column, name));
        }
        if self.group == before {
            let names = item.properties.text(ATTENDEES).map(parted).unwrap_or_default();
            names.iter().for_each(|name| self.person(TO, name));
        }
        self.members(&item.properties)
    }

    /// The members of a distribution list.
    fn members(&mut self, properties: &Properties) -> usize {
        let found = [LIST_ONE_OFF, LIST_MEMBERS].map(|key| match properties.get(key) {
            Some(Value::Several(values)) => values.as_slice(),
            _ => &[],
        });
        let [one_off, members] = found;
        let listed = if one_off.is_empty() { members } else { one_off };
        let mut elsewhere = members.len().saturating_sub(listed.len());
        for member in listed {
            let Value::Bytes(identifier) = member else { continue };
            match people::person(identifier) {
                Some(person) => self.person(TO, &person),
                None => elsewhere = elsewhere.saturating_add(1),
            }
        }
        elsewhere
    }
}

/// A recipient, by whichever name is kept.
fn named(recipient: &Properties) -> Option<String> {
    let name = || [0x5FF6, 0x3A20].into_iter().find_map(|tag| recipient.tag(tag));
    person(recipient, RECIPIENT).or_else(|| mailbox(name(), None))
}

/// Names between semicolons.
fn parted(names: &str) -> Vec<String> {
    names.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::identifier;
    use super::super::properties::Names;
    use super::*;

    fn item(texts: &[(u16, &str)]) -> Item {
        let mut item = Item::default();
        for (tag, text) in texts {
            item.properties.put(*tag, Value::Text((*text).to_string()), &Names::default());
        }
        item
    }

    fn written(item: &Item) -> Vec<(u32, String)> {
        let mut batch = Batch::default();
        write(item, &mut batch);
        batch.end_record(1, 0);
        let values = batch.iter().flat_map(|(_, fields)| fields.iter());
        values.map(|field| (field.column, batch.value(*field).to_string())).collect()
    }

    #[test]
    fn a_sender_without_an_address_has_that_of_the_headers() {
        let inside = [(0x0C1A, "Anne Roy"), (0x0C1E, "EX"), (0x0C1F, "/O=TOWN/CN=ANNE")];
        assert_eq!(written(&item(&inside)), [(FROM, "Anne Roy".to_string())]);
        let mut headed = inside.to_vec();
        headed.push((0x007D, "From: Anne Roy <anne.roy@example.com>\r\nReply-To: b@example.com\r\n"));
        let both = written(&item(&headed));
        assert_eq!(both[0], (FROM, "Anne Roy <anne.roy@example.com>".to_string()));
        assert_eq!(both[1], (REPLY_TO, "b@example.com".to_string()));
    }

    #[test]
    fn members_of_a_list() {
        let mut list = item(&[(0x0037, "\u{1}\u{5}Town")]);
        let members = [identifier("Paul Lee", "paul.lee@example.com"), vec![0; 40]].map(Value::Bytes);
        let entries = [0x54, 0x80, 0, 0, 6, 0, 0, 0];
        let names = Names::new(&[&[0x04, 0x20, 0x06, 0][..], &[0; 12]].concat(), &entries, &[]);
        list.properties.put(0x8000, Value::Several(members.to_vec()), &names);
        let mut batch = Batch::default();
        assert_eq!(write(&list, &mut batch), 1);
        let expected = [(TO, "Paul Lee <paul.lee@example.com>".to_string()), (SUBJECT, "Town".to_string())];
        assert_eq!(written(&list), expected);
    }
}
