//! Statements of accounts as banks send them (SWIFT MT940 and MT942, Standards Category 9): who paid whom.
//!
//! Each line of a statement, `:61:` with its `:86:`, is a record. What `:86:` says is told in parts by signs of the country: `?32` (Germany, Austria,
//! Switzerland, DFÜ agreement appendix 3), `/NAME/` (the Netherlands, Belgium); else it is text. What stands between, whose statement it is and the
//! balances, is text too: it is of none of those who paid.

use super::messages::{Rows, day, each_line};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Statements of accounts.
pub struct Mt940;

const COLUMNS: [&str; 5] = ["value date", "name", "bank account", "bank code", "memo"];
const DAY: u32 = 0;
const NAME: u32 = 1;
const ACCOUNT: u32 = 2;
const BANK: u32 = 3;
const MEMO: u32 = 4;
/// Lines of one field; further ones are text apart from it.
const MOST_LINES: usize = 64;

impl Format for Mt940 {
    fn code(&self) -> &'static str {
        "mt940"
    }

    fn title(&self) -> &'static str {
        "Statements of accounts (SWIFT MT940, MT942)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_statement = |text: &str| {
            let has = |tag: &str| {
                text.lines().any(|line| line.starts_with(tag) || line.ends_with(&format!("{{4:{tag}")))
            };
            has(":20:") && has(":25") && (has(":60") || has(":34F:")) && has(":61:")
        };
        if head.text.is_some_and(is_statement) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let rows = Rows::new(output, &COLUMNS);
        let mut lines = Lines { rows, field: Vec::new(), from: 0, begun: None };
        each_line(input, |line, offset| {
            lines.line(line, offset);
            lines.rows.goes_on()
        });
        lines.end_field();
        lines.end_record();
        lines.rows.end()
    }
}

/// Puts statement lines together.
struct Lines<'o> {
    rows: Rows<'o>,
    /// The lines of the field under way, with its tag.
    field: Vec<String>,
    /// Where it began.
    from: u64,
    /// Where the statement line under way began.
    begun: Option<u64>,
}

impl Lines<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        if !line.starts_with(':') {
            // The end of a message.
            if !matches!(line.trim(), "-" | "-}") {
                if self.field.len() >= MOST_LINES {
                    self.end_field();
                }
                self.field.push(line.to_string());
            }
            return;
        }
        self.end_field();
        let tag = line[1..].split(':').next().unwrap_or_default();
        // A remark on the whole statement has no line before it.
        if tag != "86" {
            self.end_record();
        }
        if tag == "61" {
            self.begun = Some(offset);
        }
        self.from = offset;
        self.field.push(line.to_string());
    }

    fn end_field(&mut self) {
        let lines = std::mem::take(&mut self.field);
        if lines.is_empty() {
            return;
        }
        let (tag, first) =
            lines[0].strip_prefix(':').and_then(|line| line.split_once(':')).unwrap_or_default();
        match tag {
            "61" => {
                self.push(DAY, &first.get(..6).and_then(day).unwrap_or_default());
                // Behind the amount stand references, and with some banks who it was.
                self.push(MEMO, first.get(6..).unwrap_or(first));
                lines[1..].iter().for_each(|line| self.push(MEMO, line));
            }
            "86" if self.begun.is_some() => {
                let rest = std::iter::once(first).chain(lines[1..].iter().map(String::as_str));
                // A line ends anywhere, in the middle of a word too.
                self.information(&rest.clone().collect::<String>(), &rest.collect::<Vec<_>>().join(" "));
            }
            _ => self.rows.around(&lines.join("\n"), self.from),
        }
    }

    /// What `:86:` says, its lines without and with blanks between.
    fn information(&mut self, joined: &str, spaced: &str) {
        let german = joined.get(3..4).is_some_and(|sign| sign == "?");
        if german {
            let parts = joined.split('?').skip(1).filter_map(|part| Some((part.get(..2)?, part.get(2..)?)));
            let of = |codes: &[&str]| -> String {
                parts.clone().filter(|(code, _)| codes.contains(code)).map(|(_, value)| value).collect()
            };
            self.push(BANK, &of(&["30"]));
            self.push(ACCOUNT, &of(&["31"]));
            self.push(NAME, &of(&["32", "33"]));
            // What somebody wrote goes on from code to code; the others say one thing each.
            let written = |code: &str| ("20".."30").contains(&code) || ("60".."64").contains(&code);
            let memo: String =
                parts.clone().filter(|(code, _)| written(code)).map(|(_, value)| value).collect();
            self.push(MEMO, &memo);
            let taken = |code: &str| written(code) || ["30", "31", "32", "33"].contains(&code);
            let others = parts.filter(|(code, _)| !taken(code)).map(|(_, value)| value);
            return self.push(MEMO, &others.collect::<Vec<_>>().join(" "));
        }
        let coded = |code: &str| {
            let (_, behind) = joined.split_once(&format!("/{code}/"))?;
            Some(behind[..next_code(behind)].trim())
        };
        for (column, code) in [(BANK, "BIC"), (ACCOUNT, "IBAN"), (NAME, "NAME")] {
            self.push(column, coded(code).unwrap_or_default());
        }
        self.push(MEMO, spaced);
    }

    fn push(&mut self, column: u32, value: &str) {
        self.rows.push(column, value);
    }

    fn end_record(&mut self) {
        if let Some(offset) = self.begun.take() {
            self.rows.end_record(offset);
        }
    }
}

/// Where the next code of four capitals between strokes begins, or the end.
fn next_code(text: &str) -> usize {
    let is_code = |at: &usize| {
        let behind = &text.as_bytes()[at + 1..];
        let length = behind.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        (3..=4).contains(&length) && behind.get(length) == Some(&b'/')
    };
    memchr::memchr_iter(b'/', text.as_bytes()).find(is_code).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const HEAD: &str = "{1:F01BANKDEFFXXXX0}{2:I940}{4:\r\n:20:STARTUMS\r\n:25:37040044/0532013000\r\n:28C:1/1\r\n:60F:C230228EUR1000,00\r\n";

    #[test]
    fn who_paid_is_told_by_the_signs_of_the_country() {
        let text = format!(
            "{HEAD}:61:2303010301CR12,00NTRFNONREF\r\n:86:166?00GUTSCHRIFT?20SVWZ+Rechnung 7?30COBADEFFXXX?31DE02120300000000202051?32Anne R\r\noy?33 Lee\r\n\
:61:2303020302D5,00NMSCNONREF\r\n:86:/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. de Vries/REMI/factuur 12\r\n:61:2303030303D5,00NMSCNONREF\r\n:86:Cash to Paul Roy\r\nat the desk\r\n:62F:C230301EUR9,00\r\n-}}\r\n"
        );
        let found = dump("s", text.as_bytes());
        for expected in [
            "value date=\"2023-03-01\" memo=\"0301CR12,00NTRFNONREF\" bank code=\"COBADEFFXXX\" bank account=\"DE02120300000000202051\" name=\"Anne Roy Lee\" memo=\"SVWZ+Rechnung 7\" memo=\"GUTSCHRIFT\"",
            "value date=\"2023-03-02\" memo=\"0302D5,00NMSCNONREF\" bank code=\"ABNANL2A\" bank account=\"NL91ABNA0417164300\" name=\"J. de Vries\" memo=\"/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. de Vries/REMI/factuur 12\"",
            "0 #3 @355: value date=\"2023-03-03\" memo=\"0303D5,00NMSCNONREF\" memo=\"Cash to Paul Roy at the desk\"",
            "text=\":25:37040044/0532013000\"",
        ] {
            assert!(found.contains(expected), "{found}");
        }
        assert!(found.starts_with("s: mt940"), "{found}");
    }

    #[test]
    fn what_has_no_place_of_its_own_is_text() {
        let lines = (0..100).map(|line| format!("line {line}\n")).collect::<String>();
        let text = format!(
            "{HEAD}:61:2303010301CR12,00N\n:86:166?00X?38for Ada Quist?32Anne Roy\n:86:A\n{lines}-}}\n"
        );
        let found = dump("s", text.as_bytes());
        assert!(found.contains("memo=\"X for Ada Quist\"") && found.contains("{1:F01"), "{found}");
        assert!((0..100).all(|line| found.contains(&format!("line {line}"))), "{found}");
    }

    proptest! {
        #[test]
        fn any_information_is_read(said in "[A-Z0-9?/:é\n]{0,60}") {
            read_bytes("f", format!("{HEAD}:61:2303010301CR12,00N\n:86:{said}\n").as_bytes());
        }
    }
}
