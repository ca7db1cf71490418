//! Contacts as rows with a column for each field that is in use.

use super::message;
use super::properties::{Key, Properties, day, sets};

const fn address(number: u32) -> Key {
    Key::Of(sets::ADDRESS, number)
}

/// Texts, by what they are called. A property with several values gives one for each.
const TEXTS: &[(Key, &str)] = &[
    (Key::Tag(0x3001), "Display Name"),
    (Key::Tag(0x3A45), "Title"),
    (Key::Tag(0x3A06), "Given Name"),
    (Key::Tag(0x3A44), "Middle Name"),
    (Key::Tag(0x3A11), "Surname"),
    (Key::Tag(0x3A05), "Suffix"),
    (Key::Tag(0x3A4F), "Nickname"),
    (address(0x802C), "Given Name Yomi"),
    (address(0x802D), "Surname Yomi"),
    (Key::Tag(0x3A16), "Company Name"),
    (Key::Tag(0x3A18), "Department"),
    (Key::Tag(0x3A17), "Job Title"),
    (Key::Tag(0x3A46), "Profession"),
    (Key::Tag(0x3A19), "Office Location"),
    (Key::Tag(0x3A4E), "Manager Name"),
    (Key::Tag(0x3A30), "Assistant Name"),
    (Key::Tag(0x3A2E), "Assistant Phone"),
    (Key::Tag(0x3A08), "Business Phone"),
    (Key::Tag(0x3A1B), "Business Phone 2"),
    (Key::Tag(0x3A09), "Home Phone"),
    (Key::Tag(0x3A2F), "Home Phone 2"),
    (Key::Tag(0x3A1C), "Mobile Phone"),
    (Key::Tag(0x3A1A), "Primary Phone"),
    (Key::Tag(0x3A1F), "Other Phone"),
    (Key::Tag(0x3A1E), "Car Phone"),
    (Key::Tag(0x3A02), "Callback Phone"),
    (Key::Tag(0x3A57), "Company Main Phone"),
    (Key::Tag(0x3A1D), "Radio Phone"),
    (Key::Tag(0x3A4B), "TTY Phone"),
    (Key::Tag(0x3A21), "Pager"),
    (Key::Tag(0x3A24), "Business Fax"),
    (Key::Tag(0x3A25), "Home Fax"),
    (Key::Tag(0x3A23), "Other Fax"),
    (Key::Tag(0x3A2C), "Telex"),
    (Key::Tag(0x3A2D), "ISDN"),
    (address(0x8062), "IM Address"),
    (Key::Tag(0x3A50), "Personal Home Page"),
    (Key::Tag(0x3A51), "Business Home Page"),
    (Key::Tag(0x3A48), "Spouse"),
    (Key::Tag(0x3A58), "Children"),
    (Key::Tag(0x3A43), "Hobbies"),
    (Key::Tag(0x3A07), "Government ID Number"),
    (Key::Tag(0x3A10), "Organizational ID Number"),
    (Key::Tag(0x3A4A), "Customer ID"),
    (Key::Tag(0x3A00), "Account"),
    (Key::Tag(0x3A0C), "Language"),
    (address(0x804F), "User Field 1"),
    (address(0x8050), "User Field 2"),
    (address(0x8051), "User Field 3"),
    (address(0x8052), "User Field 4"),
];

/// Addresses: what they are called, their parts as in [`PARTS`], and the whole.
const ADDRESSES: &[(&str, [Key; 6], Key)] = &[
    (
        "Business Address",
        [
            address(0x8045),
            address(0x804A),
            address(0x8046),
            address(0x8047),
            address(0x8048),
            address(0x8049),
        ],
        address(0x801B),
    ),
    ("Home Address", tags([0x3A5D, 0x3A5E, 0x3A59, 0x3A5C, 0x3A5B, 0x3A5A]), address(0x801A)),
    ("Other Address", tags([0x3A63, 0x3A64, 0x3A5F, 0x3A62, 0x3A61, 0x3A60]), address(0x801C)),
    // One of the others again, where they are there.
    ("Address", tags([0x3A29, 0x3A2B, 0x3A27, 0x3A28, 0x3A2A, 0x3A26]), Key::Tag(0x3A15)),
];
const PARTS: [&str; 6] = ["Street", "PO Box", "City", "State", "Postal Code", "Country"];

/// Addresses of electronic mail: the column, address, its type, and what was first shown for it.
const MAILBOXES: &[(&str, Key, Key, Key)] = &[
    ("Email Address", address(0x8083), address(0x8082), address(0x8084)),
    ("Email Address 2", address(0x8093), address(0x8092), address(0x8094)),
    ("Email Address 3", address(0x80A3), address(0x80A2), address(0x80A4)),
];

const BIRTHDAY: Key = Key::Tag(0x3A42);
const BIRTHDAY_THERE: Key = address(0x80DE);
const ANNIVERSARY: Key = Key::Tag(0x3A41);
const ANNIVERSARY_THERE: Key = address(0x80DF);
const GENDER: Key = Key::Tag(0x3A4D);

const fn tags(tags: [u16; 6]) -> [Key; 6] {
    let [a, b, c, d, e, f] = tags;
    [Key::Tag(a), Key::Tag(b), Key::Tag(c), Key::Tag(d), Key::Tag(e), Key::Tag(f)]
}

/// Are contacts read from it?
pub(super) fn is_wanted(tag: u16) -> bool {
    let key = Key::Tag(tag);
    TEXTS.iter().any(|(text, _)| *text == key)
        || ADDRESSES.iter().any(|(_, parts, whole)| parts.contains(&key) || *whole == key)
        || [BIRTHDAY, ANNIVERSARY, GENDER].contains(&key)
}

/// The fields of a contact, each with the name of its column.
pub(super) fn fields(contact: &Properties) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut push = |column: &str, value: &str| fields.push((column.to_string(), value.to_string()));
    for (key, column) in TEXTS {
        contact.texts(*key).into_iter().for_each(|text| push(column, text));
    }
    for (column, address, kind, shown) in MAILBOXES {
        let is_exchange = contact.text(*kind).is_some_and(|kind| kind.eq_ignore_ascii_case("EX"));
        let address = if is_exchange { None } else { contact.text(*address) };
        if let Some(address) = address.or_else(|| contact.text(*shown)) {
            push(column, address);
        }
    }
    let mut has_address = false;
    for (column, parts, whole) in ADDRESSES {
        if *column == "Address" && has_address {
            continue;
        }
        let found = parts.iter().zip(PARTS).filter_map(|(key, part)| Some((contact.text(*key)?, part)));
        let found: Vec<(&str, &str)> = found.collect();
        found.iter().for_each(|(text, part)| push(&format!("{column} {part}"), text));
        let whole = contact.text(*whole).filter(|_| found.is_empty());
        whole.into_iter().for_each(|text| push(column, text));
        has_address |= !found.is_empty() || whole.is_some();
    }
    for (column, there, anywhere) in
        [("Birthday", BIRTHDAY_THERE, BIRTHDAY), ("Anniversary", ANNIVERSARY_THERE, ANNIVERSARY)]
    {
        if let Some(day) = contact.time(there).or_else(|| contact.time(anywhere)).and_then(day) {
            push(column, &day);
        }
    }
    match contact.number(GENDER) {
        Some(1) => push("Gender", "female"),
        Some(2) => push("Gender", "male"),
        _ => {}
    }
    contact.own().for_each(|(column, value)| push(column, value));
    let notes = message::body(contact);
    if !notes.trim().is_empty() {
        push("Notes", notes.trim());
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::super::properties::{Names, Value};
    use super::*;

    #[test]
    fn fields_that_are_in_use() {
        let mut contact = Properties::default();
        let texts =
            [(0x3001, "Anne Roy"), (0x3A1C, "+1 416 555 0100"), (0x3A5D, "1 Main St"), (0x3A29, "1 Main St")];
        for (tag, text) in texts {
            contact.put(tag, Value::Text(text.to_string()), &Names::default());
        }
        contact.put(0x3A42, Value::Time(116_444_736_000_000_000), &Names::default());
        let expected = [
            ("Display Name", "Anne Roy"),
            ("Mobile Phone", "+1 416 555 0100"),
            ("Home Address Street", "1 Main St"),
            ("Birthday", "1970-01-01"),
        ];
        let found = fields(&contact);
        let found: Vec<(&str, &str)> = found.iter().map(|(c, v)| (c.as_str(), v.as_str())).collect();
        assert_eq!(found, expected);
    }
}
