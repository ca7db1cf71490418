//! Statements of accounts of French banks (CFONB 120): records of 120 characters, `01` and `07` the balances, `04` who paid or was paid, `05`
//! what else is said of it.
//!
//! Each movement is a record. What stands between, whose statement it is, is text: it is of none of those who paid.

use super::messages::{Rows, day_first, each_record, field, has_digits, next_end};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Statements of accounts.
pub struct Cfonb120;

const LENGTH: usize = 120;
const COLUMNS: [&str; 7] =
    ["value date", "name", "payer name", "beneficiary name", "bank account", "reference", "memo"];
const DAY: u32 = 0;
const NAME: u32 = 1;
const FOR_WHOM: u32 = 2;
const TO_WHOM: u32 = 3;
const ACCOUNT: u32 = 4;
const REFERENCE: u32 = 5;
const MEMO: u32 = 6;
/// Where every record names the bank and its branch.
const BANK: (usize, usize) = (2, 7);
const BRANCH: (usize, usize) = (11, 16);
/// Where what is said of a movement stands: its day, its label, the code of what `05` says and what it says.
const OF_DAY: (usize, usize) = (34, 40);
const LABEL: (usize, usize) = (48, 79);
const CODE: (usize, usize) = (45, 48);
const SAID: (usize, usize) = (48, 118);

impl Format for Cfonb120 {
    fn code(&self) -> &'static str {
        "cfonb120"
    }

    fn title(&self) -> &'static str {
        "Statements of accounts of French banks (CFONB 120)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_statement = |text: &str| {
            let Some((first, length)) = next_end(text, LENGTH) else { return false };
            let Some((second, _)) = next_end(&text[length..], LENGTH) else { return false };
            let (first, second) = (&text[..first], &text[length..length + second]);
            first.starts_with("01")
                && ["04", "07"].iter().any(|code| second.starts_with(code))
                && [first, second].into_iter().all(|record| has_digits(record, &[BANK, BRANCH, OF_DAY]))
        };
        if head.text.is_some_and(is_statement) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let rows = Rows::new(output, &COLUMNS);
        let mut movements = Movements { rows, begun: None, label: String::new(), names: Vec::new() };
        each_record(input, LENGTH, |record, offset| {
            movements.record(record, offset);
            movements.rows.goes_on()
        });
        movements.end();
        movements.rows.end()
    }
}

/// Puts movements together.
struct Movements<'o> {
    rows: Rows<'o>,
    /// Where the movement under way began.
    begun: Option<u64>,
    /// Its label, and the names that stand below it.
    label: String,
    names: Vec<String>,
}

impl Movements<'_> {
    fn record(&mut self, record: &str, offset: u64) {
        match record.get(..2) {
            Some("04") => {
                self.end();
                self.begun = Some(offset);
                let day = field(record, OF_DAY);
                self.rows.push(DAY, &day_first(day).unwrap_or_default());
                self.label = field(record, LABEL).to_string();
            }
            Some("05") if self.begun.is_some() => {
                let said = field(record, SAID);
                // Who pays the holder of the account or is paid; for whom that is done, and to whom it goes in the end, are others.
                let column = match field(record, CODE) {
                    "NPY" | "NBE" => NAME,
                    "NPO" => FOR_WHOM,
                    "NBU" => TO_WHOM,
                    "CPY" | "CBE" => ACCOUNT,
                    "RCN" | "REF" | "RUM" => REFERENCE,
                    _ => MEMO,
                };
                if matches!(column, NAME | FOR_WHOM | TO_WHOM) {
                    self.names.push(said.to_string());
                }
                self.rows.push(column, said);
            }
            _ => {
                self.end();
                self.rows.around(record, offset);
            }
        }
    }

    fn end(&mut self) {
        if let Some(offset) = self.begun.take() {
            let names = std::mem::take(&mut self.names);
            self.rows.push(MEMO, without_name(&self.label, &names));
            self.rows.end_record(offset);
        }
    }
}

/// A label up to the name that it ends with, often cut short, where the name stands in full elsewhere.
fn without_name<'l>(label: &'l str, names: &[String]) -> &'l str {
    let begins = |at: usize| at == 0 || label[..at].ends_with(' ');
    let is_name = |at: &usize| {
        let rest = label[*at..].trim();
        begins(*at) && rest.len() > 2 && names.iter().any(|name| name.starts_with(rest))
    };
    let name = label.char_indices().map(|(at, _)| at).find(is_name);
    &label[..name.unwrap_or(label.len())]
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn record(code: &str, day: &str, said: &str) -> String {
        format!("{code}30004    00123EUR2 00012345678  {day}{said:<80}\n")
    }

    fn statement() -> String {
        record("01", "010623", "")
            + &record("04", "020623", "  020623VIR SEPA ANNE ROY")
            + &record("05", "020623", "     NPYANNE ROY")
            + &record("05", "020623", "     NPOBO REED")
            + &record("05", "020623", "     LCCLOYER JUIN")
            + &record("04", "030623", "  030623VIR SEPA PAUL LEE")
            + &record("07", "300623", "")
    }

    #[test]
    fn movements_have_what_is_said_of_them() {
        let found = dump("r.cfo", statement().as_bytes());
        for expected in [
            "value date=\"2023-06-02\" name=\"ANNE ROY\" payer name=\"BO REED\" memo=\"LOYER JUIN\" memo=\"VIR SEPA\"",
            "value date=\"2023-06-03\" memo=\"VIR SEPA PAUL LEE\"",
            "text=\"0130004",
            "text=\"0730004",
        ] {
            assert!(found.contains(expected), "{expected}\n{found}");
        }
        assert!(found.starts_with("r.cfo: cfonb120"), "{found}");
    }

    proptest! {
        #[test]
        fn any_records_are_read(lines in proptest::collection::vec("0[1457][0-9A-Zé ]{0,130}", 0..6)) {
            let sources = read_bytes("f", (statement() + &lines.join("\n")).as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "cfonb120");
        }
    }
}
