//! Results and letters of French laboratories to doctors (H.PR.I.M. Médecins, versions 1 to 3): twelve lines say whose they are, then comes
//! the text, up to `****FIN****`. A file holds one or several, and ends with `****FINFICHIER****`.

use super::messages::{Rows, each_line};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Results of laboratories.
pub struct Hprim;

const COLUMNS: [&str; 14] = [
    "numéro patient",
    "nom",
    "prénom",
    "adresse",
    "adresse 2",
    "code postal",
    "ville",
    "date de naissance",
    "NIR",
    "numéro de dossier",
    "date du dossier",
    "expéditeur",
    "médecin",
    "texte",
];
/// The line with the postal code and town, and the next one; those behind are a column further on.
const TOWN: u32 = 5;
const BIRTH: u32 = 6;
const LINES: u32 = 12;
const TEXT: u32 = 13;
const END: &str = "****FIN";

impl Format for Hprim {
    fn code(&self) -> &'static str {
        "hprim"
    }

    fn title(&self) -> &'static str {
        "Results of French laboratories (H.PR.I.M. Médecins)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_result = |text: &str| {
            let born = text.lines().nth(BIRTH as usize).is_some_and(|line| day(line).is_some());
            // A long text ends behind the head.
            let marked = text.lines().skip(LINES as usize).any(|line| line.starts_with("****"));
            born && marked
        };
        if head.text.is_some_and(is_result) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let mut results = Results { rows: Rows::new(output, &COLUMNS), begun: None };
        each_line(input, |line, offset| {
            results.line(line, offset);
            results.rows.goes_on()
        });
        results.end();
        results.rows.end()
    }
}

/// Puts results together.
struct Results<'o> {
    rows: Rows<'o>,
    /// Where the one under way began, and its lines so far.
    begun: Option<(u64, u32)>,
}

impl Results<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        if line.starts_with(END) {
            return self.end();
        }
        // Blank lines stand between results, and within one where something is not known.
        let (from, number) = match self.begun {
            Some(begun) => begun,
            None if line.trim().is_empty() => return,
            None => (offset, 0),
        };
        self.begun = Some((from, number + 1));
        match number {
            TOWN => {
                let (code, town) = line.trim().split_once(' ').unwrap_or((line, ""));
                let coded = code.trim().len() == 5 && code.trim().bytes().all(|byte| byte.is_ascii_digit());
                self.rows.push(TOWN, if coded { code } else { "" });
                self.rows.push(TOWN + 1, if coded { town } else { line });
            }
            number if number < TOWN => {
                self.rows.push(number, line);
            }
            number if number < LINES => {
                self.rows.push(number + 1, &day(line).unwrap_or_else(|| line.to_string()));
            }
            _ if line.starts_with("****") => {}
            _ => {
                self.rows.push(TEXT, line);
            }
        }
    }

    fn end(&mut self) {
        if let Some((from, _)) = self.begun.take() {
            self.rows.end_record(from);
        }
    }
}

/// `04/01/1973` is 1973-01-04; a year of two digits stays.
fn day(line: &str) -> Option<String> {
    let parts: Vec<&str> = line.trim().split('/').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let is_number = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = is_number(day, &[1, 2]) && is_number(month, &[1, 2]) && is_number(year, &[2, 4]);
    is_day.then(|| match year.len() {
        4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => line.trim().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn result(family: &str, given: &str) -> String {
        format!(
            "77\r\n{family}\r\n{given}\r\n1 rue Haute\r\n\r\n97662 TOURS\r\n04/01/1973\r\n1730192044136 15\r\nLAB7\r\n12/05/2023\r\n75123456\r\nLABORATOIRE HAUT\r\n\r\n****LAB****\r\nRES|Glycémie|GLY|A|5,8|mmol/l\r\n****FIN****\r\n"
        )
    }

    #[test]
    fn lines_above_a_result_say_whose_it_is() {
        let text = result("ROY", "Anne") + "\r\n" + &result("LEE", "Paul") + "****FINFICHIER****\r\n";
        let found = dump("7.hpr", text.as_bytes());
        assert!(found.starts_with("7.hpr: hprim"), "{found}");
        for expected in [
            "0 #1 @0: numéro patient=\"77\" nom=\"ROY\" prénom=\"Anne\" adresse=\"1 rue Haute\" code postal=\"97662\" ville=\"TOURS\" date de naissance=\"1973-01-04\" NIR=\"1730192044136 15\" numéro de dossier=\"LAB7\" date du dossier=\"2023-05-12\" expéditeur=\"75123456\" médecin=\"LABORATOIRE HAUT\" texte=\"RES|Glycémie|GLY|A|5,8|mmol/l\"",
            "nom=\"LEE\" prénom=\"Paul\"",
        ] {
            assert!(found.contains(expected), "{expected}\n{found}");
        }
        assert_eq!(found.matches(" nom=").count(), 2, "{found}");
    }

    proptest! {
        #[test]
        fn any_lines_are_read(lines in proptest::collection::vec("[0-9A-Zé/ ]{0,20}|\\*{4}(FIN|LAB|FINFICHIER)", 0..30)) {
            let sources = read_bytes("f", (result("ROY", "Anne") + &lines.join("\n")).as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "hprim");
        }
    }
}
