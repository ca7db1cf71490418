//! The client that a source says it was made for, in the lines above its table: `Client: Northwind Traders`.

use std::collections::BTreeSet;

use whose_detect::header::{self, Concept};
use whose_detect::lexicon::{latin, organisations};
use whose_model::{Batch, Field, Table, TableKind};

use crate::client_names::ClientNames;

/// Lines at the beginning of a text that may speak of all of it.
const FIRST_LINES: u64 = 10;
/// A longer line is a sentence.
const LONGEST_TITLE: usize = 12;
/// What stands between a label and what it labels.
const SEPARATORS: [char; 5] = [':', '：', ',', ';', '\t'];

/// What the lines of one source say.
#[derive(Debug, Default)]
pub struct Stated {
    /// Kinds of its tables, by number.
    tables: Vec<Option<(TableKind, Option<u32>)>>,
    labelled: BTreeSet<String>,
    in_titles: BTreeSet<String>,
    mails: u64,
}

impl Stated {
    /// A table of the source.
    pub fn table(&mut self, number: u32, table: &Table) {
        let number = number as usize;
        if self.tables.len() <= number {
            self.tables.resize(number + 1, None);
        }
        let from = table.columns.iter().position(|name| name == "From").map(|at| at as u32);
        self.tables[number] = Some((table.kind, from));
    }

    /// Records of a table.
    pub fn batch(&mut self, table: u32, batch: &Batch, names: &ClientNames) {
        match self.tables.get(table as usize).copied().flatten() {
            Some((TableKind::Text, _)) => {
                let first = batch.iter().take_while(|(record, _)| record.number <= FIRST_LINES);
                for (_, fields) in first {
                    let lines = fields.iter().flat_map(|field| batch.value(*field).lines());
                    lines.take(FIRST_LINES as usize).for_each(|line| self.line(line, names));
                }
            }
            Some((TableKind::Mail, Some(from))) => {
                self.mails += batch.records.len() as u64;
                let senders = batch.fields.iter().filter(|field: &&Field| field.column == from);
                for sender in senders.take(FIRST_LINES as usize) {
                    let name = batch.value(*sender).split('<').next().unwrap_or_default();
                    self.labelled.extend(names.named(name).map(str::to_string));
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, line: &str, names: &ClientNames) {
        if let Some((label, value)) = line.split_once(SEPARATORS) {
            let label = header::words(label);
            let cell =
                value.split(SEPARATORS).find(|cell| !cell.trim().is_empty()).unwrap_or_default().trim();
            if names.is_empty() && label.only(Concept::Client) && is_organisation(cell) {
                self.labelled.insert(cell.to_string());
            }
            if label.has(Concept::Client) {
                let named = names.named(value).or_else(|| names.named(cell));
                self.labelled.extend(named.map(str::to_string));
            }
        }
        if line.split_whitespace().count() <= LONGEST_TITLE {
            self.in_titles.extend(names.within(line).map(str::to_string));
        }
    }

    /// The key of the client; none where nothing or more than one is stated. A mailbox has senders of all kinds.
    pub fn client(self) -> Option<String> {
        if self.mails > 1 {
            return None;
        }
        let mut stated = if self.labelled.is_empty() { self.in_titles } else { self.labelled };
        if stated.len() == 1 { stated.pop_first() } else { None }
    }
}

/// A company and nobody's name: it has a legal form, or in Hangul the end of a company's name.
fn is_organisation(name: &str) -> bool {
    let last = name.split(|letter: char| !letter.is_alphanumeric()).rfind(|word| !word.is_empty());
    organisations::is_korean(name)
        || last.is_some_and(|word| organisations::is_legal_form(&latin::fold(word)))
}

#[cfg(test)]
mod tests {
    use whose_model::client::ClientKey;

    use super::*;

    const LIST: [&str; 3] = ["Northwind Traders", "Contoso Ltd", "한화손해보험"];

    fn stated(kind: TableKind, columns: &[&str], records: &[&[&str]], list: &[&str]) -> Option<String> {
        let line = |name: &&str| ClientKey { key: (*name).into(), client: (*name).into() };
        let names = ClientNames::new(&list.iter().map(line).collect::<Vec<_>>());
        let mut batch = Batch::default();
        for (number, record) in (1..).zip(records) {
            (0..).zip(*record).for_each(|(column, value)| batch.push(column, 0, value));
            batch.end_record(number, 0);
        }
        let columns = columns.iter().map(|name| (*name).to_string()).collect();
        let mut stated = Stated::default();
        stated.table(1, &Table { name: String::new(), kind, columns });
        stated.batch(1, &batch, &names);
        stated.client()
    }

    fn of_lines(lines: &[&str], list: &[&str]) -> Option<String> {
        let records: Vec<&[&str]> = lines.iter().map(std::slice::from_ref).collect();
        stated(TableKind::Text, &["text"], &records, list)
    }

    #[test]
    fn a_listed_client_is_named_by_a_label_or_a_title() {
        for (lines, client) in [
            (&["Client: Contoso"][..], Some("Contoso Ltd")),
            (&["Client:,Northwind Traders,,", "Report period:,2021-04-02"], Some("Northwind Traders")),
            (&["고객사: 한화손해보험", "출력일: 2020-01-15"], Some("한화손해보험")),
            (&["DELIVERY REPORT FOR NORTHWIND TRADERS"], Some("Northwind Traders")),
            // The label says more than another line.
            (&["Printed by Northwind Traders", "Client: Contoso Ltd"], Some("Contoso Ltd")),
            (&["Northwind Traders and Contoso Ltd"], None),
            (&["Client: Contoso Ltd", "Client: Northwind Traders"], None),
            (&["Client: Jean Dupont"], None),
            (
                &[
                    "Customer service is not what Northwind Traders asked us about when we met them in the spring",
                ],
                None,
            ),
        ] {
            assert_eq!(of_lines(lines, &LIST).as_deref(), client, "{lines:?}");
        }
    }

    #[test]
    fn without_a_list_only_a_labelled_company_is_a_client() {
        for (line, client) in [
            ("Client: Fabrikam Inc", Some("Fabrikam Inc")),
            ("고객사: 현대해상화재보험", Some("현대해상화재보험")),
            ("Client: Jean Dupont", None),
            ("Client contact: Fabrikam Inc", None),
            ("DELIVERY REPORT FOR FABRIKAM INC", None),
        ] {
            assert_eq!(of_lines(&[line], &[]).as_deref(), client, "{line}");
        }
    }

    #[test]
    fn a_letter_is_of_the_client_that_sends_it_and_a_mailbox_of_none() {
        let one: &[&[&str]] = &[&["Contoso Ltd <post@contoso.example>", "Dear Ann Roy"]];
        assert_eq!(stated(TableKind::Mail, &["From", "body"], one, &LIST).as_deref(), Some("Contoso Ltd"));
        let many: &[&[&str]] = &[&["Contoso Ltd", "Dear Ann Roy"], &["Ann Roy", "Thank you"]];
        assert_eq!(stated(TableKind::Mail, &["From", "body"], many, &LIST), None);
    }
}
