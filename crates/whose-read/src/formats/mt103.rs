//! Payment orders as banks send them (SWIFT MT103, MT102 and MT101, Standards Category 1): who pays whom.
//!
//! `:50:` tells who pays and `:59:` who is paid, each with an account behind a stroke, a name and lines of an address; with the letter `F`
//! the lines are numbered by what they say. A message is a record, or several where it has several of either. The rest, banks and
//! references, is text.

use super::messages::{Rows, day, each_line};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Payment orders.
pub struct Mt103;

const COLUMNS: [&str; 10] = [
    "value date",
    "memo",
    "sender name",
    "sender address",
    "sender bank account",
    "sender date of birth",
    "beneficiary name",
    "beneficiary address",
    "beneficiary bank account",
    "beneficiary date of birth",
];
const DAY: u32 = 0;
const MEMO: u32 = 1;
const SENDER: u32 = 2;
const BENEFICIARY: u32 = 6;
/// Places of what is said of a party behind its name.
const ADDRESS: u32 = 1;
const ACCOUNT: u32 = 2;
const BIRTH: u32 = 3;
/// Lines of one field; further ones are text apart from it.
const MOST_LINES: usize = 40;

impl Format for Mt103 {
    fn code(&self) -> &'static str {
        "mt103"
    }

    fn title(&self) -> &'static str {
        "Payment orders (SWIFT MT101, MT102, MT103)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_order = |text: &str| {
            let has = |tag: &str| text.lines().any(|line| line.starts_with(tag));
            let first = text.contains("{4:") || text.lines().any(|line| line.starts_with(":20:"));
            first && has(":32") && has(":59") && (has(":50") || has(":23B:"))
        };
        if head.text.is_some_and(is_order) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let rows = Rows::new(output, &COLUMNS);
        let mut orders = Orders { rows, field: Vec::new(), from: 0, begun: None, known: [false; 2] };
        each_line(input, |line, offset| {
            orders.line(line, offset);
            orders.rows.goes_on()
        });
        orders.end_field();
        orders.end_record();
        orders.rows.end()
    }
}

/// Puts the fields of messages together.
struct Orders<'o> {
    rows: Rows<'o>,
    /// The lines of the field under way, its tag in the first.
    field: Vec<String>,
    /// Where it began.
    from: u64,
    /// Where the message under way began to say something.
    begun: Option<u64>,
    /// Is it said who pays, and who is paid?
    known: [bool; 2],
}

impl Orders<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        if line.trim_start().starts_with('{') {
            self.end_field();
            self.end_record();
        } else if line.starts_with("-}") || line.trim() == "-" {
            self.end_field();
            return self.end_record();
        } else if line.starts_with(':') || self.field.len() >= MOST_LINES {
            self.end_field();
        }
        if self.field.is_empty() {
            self.from = offset;
        }
        self.field.push(line.to_string());
    }

    fn end_field(&mut self) {
        let lines = std::mem::take(&mut self.field);
        let Some(whole) = lines.first() else { return };
        let parted = whole.strip_prefix(':').and_then(|line| line.split_once(':'));
        let (tag, first) = parted.unwrap_or_default();
        let said: Vec<&str> = std::iter::once(first).chain(lines[1..].iter().map(String::as_str)).collect();
        match tag.as_bytes() {
            // With the letter A it is a bank's code that stands below the account.
            [b'5', b'0', kind @ ..] if kind != b"A" && kind != b"C" && kind != b"L" => {
                self.party(SENDER, kind == b"F", &said);
            }
            [b'5', b'9', kind @ ..] if kind != b"A" => self.party(BENEFICIARY, kind == b"F", &said),
            b"32A" => {
                let (date, rest) = first.split_at(first.floor_char_boundary(6));
                let value = day(date);
                self.push(DAY, value.as_deref().unwrap_or_default());
                self.push(MEMO, if value.is_some() { rest } else { first });
            }
            b"70" => self.push(MEMO, &said.join(" ")),
            _ => self.rows.around(&lines.join("\n"), self.from),
        }
    }

    /// An account, a name and an address; numbered lines say by their number what they are.
    fn party(&mut self, party: u32, numbered: bool, lines: &[&str]) {
        let at = usize::from(party == BENEFICIARY);
        if self.known[at] {
            self.end_record();
        }
        self.known[at] = true;
        let (account, lines) = match lines.split_first() {
            Some((first, rest)) if first.starts_with('/') => (first.trim_start_matches('/'), rest),
            // `CCPT/US/123`: a passport stands where the account would.
            Some((first, rest)) if numbered && !begins_with_number(first) => {
                self.push(MEMO, first);
                ("", rest)
            }
            _ => ("", lines),
        };
        self.push(party + ACCOUNT, account);
        let mut address = Vec::new();
        let mut named = false;
        for line in lines {
            match line.split_once('/').filter(|_| numbered && begins_with_number(line)) {
                Some(("1", name)) => self.push(party, name),
                Some(("2", street)) => address.push(street),
                // A country's code stands before the town.
                Some(("3", place)) => match place.split_once('/') {
                    Some((country, town)) => address.extend([town, country]),
                    None => address.push(place),
                },
                Some(("4", birth)) => self.push(party + BIRTH, birth),
                Some(_) => self.push(MEMO, line),
                None if named => address.push(line),
                None if line.trim().is_empty() => {}
                None => {
                    named = true;
                    self.push(party, line);
                }
            }
        }
        self.push(party + ADDRESS, &address.join(", "));
    }

    fn push(&mut self, column: u32, value: &str) {
        if self.rows.push(column, value.trim().trim_matches(',')) {
            self.begun.get_or_insert(self.from);
        }
    }

    fn end_record(&mut self) {
        self.known = [false; 2];
        if let Some(offset) = self.begun.take() {
            self.rows.end_record(offset);
        }
    }
}

/// `1/ADA QUIST`.
fn begins_with_number(line: &str) -> bool {
    matches!(line.as_bytes(), [b'1'..=b'9', b'/', ..])
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const HEAD: &str =
        "{1:F01BANKGB2LAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:REF1\r\n:23B:CRED\r\n:32A:230301GBP5,00\r\n";

    #[test]
    fn who_pays_whom() {
        let text = format!(
            "{HEAD}:50K:/GB29NWBK60161331926819\r\nANNE ROY\r\n1 MAIN ST\r\nELY E5 4FU\r\n:57A:DEUTDEFF\r\n:59:/DE38603677731292308619\r\nPAUL LEE\r\n:70:INVOICE 7\r\n:71A:SHA\r\n-}}\r\n\
{HEAD}:50F:CCPT/GB/AB7\r\n1/ADA QUIST\r\n2/2 HIGH ST\r\n3/GB/BATH\r\n4/19700113\r\n:59F:/DE1\r\n1/BO REED\r\n:70:MAY\r\n:59:CY POE\r\n-}}\r\n"
        );
        let found = dump("s", text.as_bytes());
        for expected in [
            "value date=\"2023-03-01\" memo=\"GBP5,00\" sender bank account=\"GB29NWBK60161331926819\" sender name=\"ANNE ROY\" sender address=\"1 MAIN ST, ELY E5 4FU\" beneficiary bank account=\"DE38603677731292308619\" beneficiary name=\"PAUL LEE\" memo=\"INVOICE 7\"",
            "memo=\"CCPT/GB/AB7\" sender name=\"ADA QUIST\" sender date of birth=\"19700113\" sender address=\"2 HIGH ST, BATH, GB\" beneficiary bank account=\"DE1\" beneficiary name=\"BO REED\" memo=\"MAY\"",
            "0 #3 @418: beneficiary name=\"CY POE\"",
            "text=\":57A:DEUTDEFF\"",
        ] {
            assert!(found.contains(expected), "{found}");
        }
        assert!(found.starts_with("s: mt103"), "{found}");
    }

    proptest! {
        #[test]
        fn any_party_is_read(said in "[A-Z0-9/:é\n-]{0,60}") {
            read_bytes("f", format!("{HEAD}:50K:A\n:59{said}\n:70:X\n").as_bytes());
        }
    }
}
