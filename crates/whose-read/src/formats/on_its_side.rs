//! Tables that lie on their side: a row is a field, named in its first cell, and a column is a record. A form is one of one record.

use super::delimited::{is_column_word, is_value};

/// Longest name of a field, in characters.
const LONGEST_NAME: usize = 40;

/// Fields and records of a table on its side.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OnItsSide {
    /// Names of the fields.
    pub(crate) fields: Vec<String>,
    /// For each record its values, by number of the field.
    pub(crate) records: Vec<Vec<(u32, String)>>,
    /// Rows that name no field, by number: titles, remarks.
    pub(crate) others: Vec<usize>,
}

/// The rows turned upright, where most of them name a field in their first cell. All are equally wide.
pub(crate) fn upright(rows: &[Vec<String>]) -> Option<OnItsSide> {
    let said = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    let full: Vec<&Vec<String>> = rows.iter().filter(said).collect();
    let named = full.iter().filter(|row| names(row)).count();
    let known = full.iter().filter(|row| is_column_word(&row[0]) && names(row)).count();
    if named < 2 || named * 4 < full.len() * 3 || known < 2 || known * 2 < named {
        return None;
    }
    // A header's cells are all names.
    if full.first().is_some_and(|first| first.iter().skip(1).all(|cell| cell.is_empty() || is_name(cell))) {
        return None;
    }
    let paired = full.iter().filter(|row| pairs(row).len() > 1).count() * 2 > full.len();
    let mut turned = OnItsSide { fields: Vec::new(), records: Vec::new(), others: Vec::new() };
    for (number, row) in rows.iter().enumerate() {
        let of_pairs = pairs(row);
        if !said(&row) || !names(row) || paired && of_pairs.is_empty() {
            turned.others.push(number);
        } else if paired {
            of_pairs.into_iter().for_each(|(name, value)| turned.field(name, &[value]));
        } else {
            let values: Vec<&str> = row[1..].iter().map(String::as_str).collect();
            turned.field(&row[0], &values);
        }
    }
    turned.records.retain(|record| !record.is_empty());
    Some(turned)
}

impl OnItsSide {
    /// A field with its value in each record.
    fn field(&mut self, name: &str, values: &[&str]) {
        let number = self.fields.len() as u32;
        self.fields.push(name.trim().trim_end_matches([':', '：']).trim_end().to_string());
        for (record, value) in values.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()) {
            if self.records.len() <= record {
                self.records.resize(record + 1, Vec::new());
            }
            self.records[record].push((number, (*value).to_string()));
        }
    }
}

/// Does the first cell name a field, and the next one not?
fn names(row: &[String]) -> bool {
    is_name(&row[0])
        && row.iter().skip(1).find(|cell| !cell.trim().is_empty()).is_some_and(|cell| !is_name(cell))
}

/// Names with their values beside them: `Name | Anne Roy | Phone | 416 555 0100`.
fn pairs(row: &[String]) -> Vec<(&str, &str)> {
    let said: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let all: Vec<(&str, &str)> = said.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    let fits = all.iter().all(|(name, value)| is_name(name) && !is_name(value));
    if fits && said.len().is_multiple_of(2) { all } else { Vec::new() }
}

/// `Name:`, `Date of birth`.
pub(crate) fn is_name(cell: &str) -> bool {
    let cell = cell.trim();
    // A call in a program begins with a word too: `new Customer(7`.
    let is_call = cell.contains('(') && !cell.contains(')');
    is_short_word(cell) && !is_call && (cell.ends_with([':', '：']) || is_column_word(cell))
}

/// No longer than a name is, and no value.
pub(crate) fn is_short_word(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars().count() <= LONGEST_NAME && !is_value(cell) && cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::upright;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn a_form_is_one_record() {
        let form =
            upright(&rows("Intake|\nName|Anne Roy\nPhone:|416 555 0100\nRemarks:|calls late")).unwrap();
        assert_eq!(form.fields, ["Name", "Phone", "Remarks"]);
        let values: Vec<&str> = form.records[0].iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!((values, form.others), (vec!["Anne Roy", "416 555 0100", "calls late"], vec![0]));
    }

    #[test]
    fn a_column_is_a_record() {
        let turned =
            upright(&rows("Name|Anne Roy|Paul Lee\nE-mail|a@x.example|p@x.example\nCity||Laval")).unwrap();
        assert_eq!(turned.records.len(), 2);
        assert_eq!(turned.records[1].last().unwrap(), &(2, "Laval".to_string()));
    }

    #[test]
    fn pairs_in_a_row_are_fields_of_one_record() {
        let form = upright(&rows("Name|Anne Roy|Phone|416\nCity|Laval|E-mail|a@x.example")).unwrap();
        assert_eq!((form.fields.len(), form.records.len()), (4, 1));
        // What is no pair is lost to the form, not to the reader.
        let odd = upright(&rows(
            "Name|Anne Roy|Phone|416\nCity|Laval|E-mail|a@x.example\nAddress|1 Main St|Unit 4|",
        ))
        .unwrap();
        assert_eq!((odd.fields.len(), odd.others), (4, vec![2]));
    }

    #[test]
    fn tables_that_stand_stay_as_they_are() {
        for text in [
            "Name|Phone\nAnne Roy|416\nPaul Lee|417",
            "Name|Phone|City\nAddress book|416|Laval\nPaul Lee|417|Laval",
            "Anne Roy|416\nPaul Lee|417\nKim|418",
            "new Customer(7|Anne Roy|416)\nnew Customer(8|Paul Lee|417)\nnew Customer(9|Kim|418)",
        ] {
            assert_eq!(upright(&rows(text)), None, "{text}");
        }
    }
}
