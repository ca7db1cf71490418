//! vCards 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).
//!
//! A record is a card. Columns: `fn`, `n/family`, `n/given`, `n/additional`, `n/prefix`, `n/suffix`, `adr/pobox`,
//! `adr/extended`, `adr/street`, `adr/city`, `adr/region`, `adr/postcode`, `adr/country`, `tel`, `email`, `bday`, and every other
//! property by its name in lower case. Each address, number and e-mail has its own group number. Pictures, sounds and keys are left
//! out.

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;
use whose_model::{Batch, GapReason, TableKind};

use super::content_lines::{column_name, logical_line, split_property, unescaped};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// vCards.
pub struct Vcard;

/// Components of a name.
const NAME: &[&str] = &["family", "given", "additional", "prefix", "suffix"];
/// Components of an address.
const ADDRESS: &[&str] = &["pobox", "extended", "street", "city", "region", "postcode", "country"];
/// Properties that name nobody: contents that are no text, and the card's own workings.
const LEFT_OUT: &[&str] = &[
    "photo",
    "logo",
    "sound",
    "key",
    "version",
    "prodid",
    "rev",
    "begin",
    "end",
    "mailer",
    "label-position",
];

impl Format for Vcard {
    fn code(&self) -> &'static str {
        "vcard"
    }

    fn title(&self) -> &'static str {
        "vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begins = head.text.is_some_and(|text| begins_card(text.trim_start()));
        if begins { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut text) = input.text() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut window = Window::new(text.as_mut());
        output.declare(0, "", TableKind::Paths, Vec::new());
        let mut cards = Cards {
            output,
            columns: FxHashMap::default(),
            batch: Batch::default(),
            records: 0,
            groups: 0,
            start: 0,
            open: false,
        };
        let mut line = String::new();
        while !cards.output.stopped() {
            let at = window.offset(0);
            if !logical_line(&mut window, &mut line) {
                break;
            }
            cards.line(&line, at);
        }
        cards.end();
        cards.output.hand_over(0, &mut cards.batch);
        Reading { records: cards.records }
    }
}

fn begins_card(line: &str) -> bool {
    line.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCARD"))
}

struct Cards<'o> {
    output: &'o mut dyn Output,
    columns: FxHashMap<String, u32>,
    batch: Batch,
    records: u64,
    groups: u32,
    /// Where the card under way began.
    start: u64,
    open: bool,
}

impl Cards<'_> {
    fn line(&mut self, line: &str, at: u64) {
        let Some((head, value)) = split_property(line) else { return };
        let mut parameters = head.split(';');
        let name = parameters.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let parameters: Vec<String> = parameters.map(str::to_ascii_uppercase).collect();
        match (name.as_str(), value.trim().eq_ignore_ascii_case("VCARD")) {
            ("begin", true) => {
                self.end();
                (self.open, self.start, self.groups) = (true, at, 0);
            }
            ("end", true) => self.end(),
            _ if LEFT_OUT.contains(&name.as_str()) || !self.open => {}
            _ => self.property(&name, &decoded(value, &parameters)),
        }
    }

    fn property(&mut self, name: &str, value: &str) {
        let parts: Option<&[&str]> = match name {
            "n" => Some(NAME),
            "adr" => Some(ADDRESS),
            _ => None,
        };
        let group = match name {
            "n" | "fn" | "bday" | "note" => 0,
            _ => {
                self.groups += 1;
                self.groups
            }
        };
        let Some(parts) = parts else {
            return self.push(name, group, unescaped(value).trim());
        };
        for (place, component) in components(value).enumerate() {
            let part = parts.get(place).unwrap_or(&"other");
            self.push(&format!("{name}/{part}"), group, unescaped(component).trim());
        }
    }

    fn push(&mut self, name: &str, group: u32, value: &str) {
        let name = if self.columns.len() < 1_024 { column_name(name) } else { "other" };
        if value.is_empty() {
            return;
        }
        let value = value.strip_prefix("tel:").or_else(|| value.strip_prefix("mailto:")).unwrap_or(value);
        let column = match self.columns.get(name) {
            Some(column) => *column,
            None => {
                let column = self.columns.len() as u32;
                self.output.column(0, column, name);
                self.columns.insert(name.to_string(), column);
                column
            }
        };
        self.batch.push(column, group, value);
    }

    fn end(&mut self) {
        if self.open {
            self.open = false;
            self.records += 1;
            self.batch.end_record(self.records, self.start);
            self.output.hand_over_if_full(0, &mut self.batch);
        }
    }
}

/// A value out of quoted-printable and its character set.
fn decoded(value: &str, parameters: &[String]) -> String {
    if !parameters.iter().any(|parameter| parameter.contains("QUOTED-PRINTABLE")) {
        return value.to_string();
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push((high << 4 | low) as u8);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    let label = parameters.iter().find_map(|parameter| parameter.strip_prefix("CHARSET="));
    let encoding =
        label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(&bytes).0.into_owned()
}

/// The parts between semicolons that are not escaped.
fn components(value: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    value.split(move |character| {
        let splits = character == ';' && !escaped;
        escaped = character == '\\' && !escaped;
        splits
    })
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn three_versions() {
        let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ada;;Dr.;\r\nFN:Dr. Ada Example\r\nitem1.TEL;TYPE=cell:+1 555\r\n  0100\r\nADR;TYPE=home:;;1 Main St\\, Rear;Town;ON;K1A 0B1;Canada\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mustermann;Ren=C3=\r\n=A9\r\nEND:VCARD\r\n";
        let text = dump("cards.vcf", cards.as_bytes());
        let lines: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "table 0 paths \"\":",
                "0 #1 @0: n/family=\"Example\" n/given=\"Ada\" n/prefix=\"Dr.\" fn=\"Dr. Ada Example\" tel~1=\"+1 555 0100\" adr/street~2=\"1 Main St, Rear\" adr/city~2=\"Town\" adr/region~2=\"ON\" adr/postcode~2=\"K1A 0B1\" adr/country~2=\"Canada\"",
                "0 #2 @201: n/family=\"Mustermann\" n/given=\"René\"",
            ]
        );
    }
}
