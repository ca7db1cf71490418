//! Payments by the rules of Nacha (ACH files, Nacha Operating Rules, appendix 3): lines of 94 characters, whose first says what they are.
//!
//! Each entry is a record, with what its batch says of the company that pays or collects, and its addenda. Columns bear the names of the rules.

use super::messages::{Rows, day, each_line, field};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Length of every line.
const LENGTH: usize = 94;

/// Payments of ACH.
pub struct Nacha;

const COLUMNS: [&str; 10] = [
    "Company Name",
    "Company Identification",
    "Company Entry Description",
    "Effective Entry Date",
    "Receiving DFI Identification",
    "DFI Account Number",
    "Individual Identification Number",
    "Individual Name",
    "Trace Number",
    "Payment Related Information",
];
/// Where the fields of a batch header stand, for the first columns; and of an entry, for those behind.
const OF_BATCH: [(usize, usize); 3] = [(4, 20), (40, 50), (53, 63)];
const EFFECTIVE: (usize, usize) = (69, 75);
/// The kind of the entries of a batch.
const KIND: (usize, usize) = (50, 53);
const OF_ENTRY: [(usize, usize); 5] = [(3, 12), (12, 29), (39, 54), (54, 76), (79, 94)];
/// The name in entries to companies with addenda (CTX).
const NAME_BEHIND_COUNT: (usize, usize) = (58, 74);
const INFORMATION: (usize, usize) = (3, 83);

impl Format for Nacha {
    fn code(&self) -> &'static str {
        "nacha"
    }

    fn title(&self) -> &'static str {
        "Payments of ACH (Nacha): entries with their batch and addenda"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_file = |text: &str| {
            let mut lines = text.lines();
            let first = lines.next().unwrap_or_default();
            let second = lines.next().unwrap_or_default();
            first.starts_with("101")
                && first.len() == LENGTH
                && &first.as_bytes()[34..37] == b"094"
                && second.len() <= LENGTH
                && second.starts_with('5')
        };
        if head.text.is_some_and(is_file) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let rows = Rows::new(output, &COLUMNS);
        let mut entries = Entries { rows, company: String::new(), begun: None };
        each_line(input, |line, offset| {
            entries.line(line, offset);
            entries.rows.goes_on()
        });
        entries.end();
        entries.rows.end()
    }
}

/// Puts entries together.
struct Entries<'o> {
    rows: Rows<'o>,
    /// The header of the batch under way.
    company: String,
    /// Where the entry under way began.
    begun: Option<u64>,
}

impl Entries<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        match line.bytes().next() {
            Some(b'5') => {
                self.end();
                self.company = line.to_string();
            }
            // Payments abroad have another form: the names stand in their addenda.
            Some(b'6' | b'7') if field(&self.company, KIND) == "IAT" => self.tell(line, offset),
            Some(b'6') => {
                self.end();
                self.entry(line);
                self.begun = Some(offset);
            }
            Some(b'7') if self.begun.is_some() => self.push(9, field(line, INFORMATION)),
            // A file is filled up with nines.
            Some(b'9') if line.bytes().all(|byte| byte == b'9') => self.end(),
            _ => self.tell(line, offset),
        }
    }

    /// A line that is no entry: it names banks and companies, or counts.
    fn tell(&mut self, line: &str, offset: u64) {
        self.end();
        self.rows.around(line, offset);
    }

    fn entry(&mut self, line: &str) {
        let company = std::mem::take(&mut self.company);
        for (column, place) in (0u32..).zip(OF_BATCH) {
            self.push(column, field(&company, place));
        }
        self.push(3, &day(field(&company, EFFECTIVE)).unwrap_or_default());
        let named_later = field(&company, KIND) == "CTX";
        for (column, place) in (4u32..).zip(OF_ENTRY) {
            let place = if column == 7 && named_later { NAME_BEHIND_COUNT } else { place };
            self.push(column, field(line, place));
        }
        self.company = company;
    }

    fn push(&mut self, column: u32, value: &str) {
        self.rows.push(column, value);
    }

    fn end(&mut self) {
        if let Some(offset) = self.begun.take() {
            self.rows.end_record(offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn entry(number: usize, name: &str) -> String {
        format!(
            "62207640125{}{:<17}{:010}{:<15}{name:<22}  107640125{number:07}\n",
            4,
            70_000 + number,
            125_000,
            format!("E{number}")
        )
    }

    fn file() -> String {
        let header = format!(
            "101 076401251 0764012512303011200A094101{:<23}{:<23}{:8}\n",
            "FIRST BANK", "ACME LOGISTICS", ""
        );
        let batch = format!(
            "5200{:<16}{:20}1234567890PPDPAYROLL   230301230302   1076401250000001\n",
            "ACME LOGISTICS", ""
        );
        header
            + &batch
            + &entry(1, "ROY ANNE")
            + &entry(2, "LEE PAUL")
            + &format!("705{:<80}00010000002\n", "MARCH SALARY")
            + &format!("9{:93}\n", "")
    }

    #[test]
    fn entries_have_the_company_of_their_batch() {
        let found = dump("pay.ach", file().as_bytes());
        assert!(found.starts_with("pay.ach: nacha"), "{found}");
        assert!(found.contains("0 #1 @190: Company Name=\"ACME LOGISTICS\" Company Identification=\"1234567890\" Company Entry Description=\"PAYROLL\" Effective Entry Date=\"2023-03-02\""), "{found}");
        assert!(found.contains("DFI Account Number=\"70002\" Individual Identification Number=\"E2\" Individual Name=\"LEE PAUL\""), "{found}");
        assert!(found.contains("Payment Related Information=\"MARCH SALARY\""), "{found}");
    }

    #[test]
    fn payments_abroad_and_the_lines_around_are_text() {
        let abroad =
            file().replace("PPDPAYROLL", "IATPAYROLL") + &format!("710ANN{:22}{:<35}0001\n", "", "ROY ANNE");
        let found = dump("pay.ach", abroad.as_bytes());
        assert!(found.contains("text=\"101 076401251") && found.contains("ROY ANNE"), "{found}");
        assert!(!found.contains("Individual Name=\""), "{found}");
    }

    proptest! {
        #[test]
        fn any_lines_behind_the_first_are_read(lines in proptest::collection::vec("[5-9é][0-9A-Zé ]{0,100}", 0..6)) {
            let text = file() + &lines.join("\n");
            let sources = read_bytes("f", text.as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "nacha");
        }
    }
}
