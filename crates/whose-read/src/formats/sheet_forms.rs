//! Forms on a sheet: a label stands left of its value. Forms stand below each other, side by side, or one to a sheet; a form may
//! have several labels in a row.

use super::on_its_side::{is_name, is_short_word};

/// Cells of a row, each with its column.
type Row = Vec<(u32, String)>;
/// What a form says: values by number of their field.
pub(crate) type Record = Vec<(u32, String)>;

/// Of the cells of a column of labels, so many in ten are labels.
const LABELS: usize = 7;
/// Most fields that are told apart; values of others go on with the one before.
const MOST_FIELDS: usize = 512;
/// Values that have no label.
pub(crate) const UNLABELLED: &str = "text";

/// The forms of a sheet, row by row.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// Columns in which labels stand.
    labels: Vec<u32>,
    /// Whatever word stands in such a column is a label.
    any_word: bool,
    /// Forms stand side by side: a label stands in a row twice.
    abreast: bool,
    fields: Vec<String>,
    lanes: Vec<Lane>,
}

/// Forms below each other.
#[derive(Debug, Default)]
struct Lane {
    column: u32,
    /// The field that each form begins with.
    first: Option<u32>,
    begun: bool,
    values: Record,
}

/// A label with its column and its value.
struct Pair<'r> {
    column: u32,
    label: &'r str,
    value: String,
    cells: usize,
}

impl Forms {
    /// The forms that these first rows show.
    pub(crate) fn sniff(rows: &[Row]) -> Option<Self> {
        let full: Vec<&Row> = rows.iter().filter(|row| row.len() > 1).collect();
        // A header's cells are all names.
        if full.first()?.iter().all(|(_, cell)| is_name(cell)) {
            return None;
        }
        let mut forms = Self { labels: label_columns(rows), ..Self::default() };
        let of_rows: Vec<Vec<Pair<'_>>> = full.iter().map(|row| forms.pairs(row)).collect();
        let filled = |pairs: &&Vec<Pair<'_>>| pairs.iter().any(|pair| pair.cells > 0);
        let with_pairs = of_rows.iter().filter(filled).count();
        let several = of_rows.iter().filter(|pairs| pairs.iter().any(|pair| pair.cells > 1)).count();
        if with_pairs < 2 || with_pairs * 4 < full.len() * 3 || several * 5 > with_pairs {
            return None;
        }
        let labels: Vec<&str> = of_rows.iter().flatten().map(|pair| bare(pair.label)).collect();
        let known = labels.iter().filter(|label| super::delimited::is_column_word(label)).count();
        let differ = labels.iter().any(|label| *label != labels[0]);
        forms.abreast = of_rows.iter().any(|pairs| {
            pairs
                .iter()
                .enumerate()
                .any(|(at, pair)| pairs[..at].iter().any(|other| other.label == pair.label))
        });
        (known >= 2 && known * 2 >= labels.len() && differ).then_some(forms)
    }

    /// Forms whose labels stand in these columns, whatever they are.
    pub(crate) fn labelled_in(labels: Vec<u32>) -> Self {
        Self { labels, any_word: true, ..Self::default() }
    }

    /// Names of the fields so far.
    pub(crate) fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Takes a row; gives the forms that end before it. False for a row that belongs to no form.
    pub(crate) fn row(&mut self, row: &Row, mut give: impl FnMut(Record)) -> bool {
        let pairs = self.pairs(row);
        if pairs.is_empty() {
            return self.go_on(row);
        }
        let begins = pairs[0].column;
        for (column, stray) in row.iter().take_while(|(column, _)| *column < begins) {
            self.value(*column, UNLABELLED, stray, &mut give);
        }
        for Pair { column, label, value, .. } in pairs {
            self.value(column, bare(label), &value, &mut give);
        }
        true
    }

    /// Gives the forms under way.
    pub(crate) fn end(&mut self, mut give: impl FnMut(Record)) {
        let ended = self.lanes.iter_mut().map(|lane| std::mem::take(&mut lane.values));
        ended.filter(|values| !values.is_empty()).for_each(&mut give);
    }

    /// The labels of a row with their values.
    fn pairs<'r>(&self, row: &'r Row) -> Vec<Pair<'r>> {
        let mut pairs: Vec<Pair<'r>> = Vec::new();
        for (column, cell) in row {
            let is_label = is_name(cell) || self.any_word && is_short_word(cell);
            if self.labels.contains(column) && is_label {
                pairs.push(Pair { column: *column, label: cell, value: String::new(), cells: 0 });
            } else if let Some(pair) = pairs.last_mut() {
                if pair.cells > 0 {
                    pair.value.push_str(", ");
                }
                pair.value.push_str(cell.trim());
                pair.cells += 1;
            }
        }
        pairs
    }

    fn value(&mut self, column: u32, label: &str, value: &str, give: &mut impl FnMut(Record)) {
        let field = self.field(label);
        let lane = self.lane(column);
        let lane = &mut self.lanes[lane];
        if lane.first == Some(field) && lane.begun && label != UNLABELLED {
            let ended = std::mem::take(&mut lane.values);
            if !ended.is_empty() {
                give(ended);
            }
        }
        if label != UNLABELLED {
            lane.first.get_or_insert(field);
            lane.begun = true;
        }
        if !value.is_empty() {
            lane.values.push((field, value.to_string()));
        }
    }

    /// A value that goes on in the next row, below its beginning.
    fn go_on(&mut self, row: &Row) -> bool {
        let [(column, text)] = &row[..] else { return false };
        let below_values = self.labels.iter().any(|label| label < column) && !self.labels.contains(column);
        let label = self.labels.iter().copied().filter(|label| label < column).max().unwrap_or_default();
        let lane = self.lane(label);
        match self.lanes[lane].values.last_mut().filter(|_| below_values) {
            Some((_, value)) => {
                value.push('\n');
                value.push_str(text.trim());
                true
            }
            None => false,
        }
    }

    fn lane(&mut self, column: u32) -> usize {
        let column = if self.abreast { column } else { 0 };
        self.lanes.iter().position(|lane| lane.column == column).unwrap_or_else(|| {
            self.lanes.push(Lane { column, ..Lane::default() });
            self.lanes.len() - 1
        })
    }

    /// The number of a field.
    pub(crate) fn field(&mut self, label: &str) -> u32 {
        let known = self.fields.iter().position(|field| field == label);
        known.unwrap_or_else(|| {
            if self.fields.len() < MOST_FIELDS {
                self.fields.push(label.to_string());
            }
            self.fields.len() - 1
        }) as u32
    }
}

/// Columns of which most cells are labels.
fn label_columns(rows: &[Row]) -> Vec<u32> {
    let mut columns: Vec<(u32, usize, usize)> = Vec::new();
    for (column, cell) in rows.iter().filter(|row| row.len() > 1).flatten() {
        let is_label = usize::from(is_name(cell));
        match columns.iter_mut().find(|(known, _, _)| known == column) {
            Some((_, cells, labels)) => {
                *cells += 1;
                *labels += is_label;
            }
            None => columns.push((*column, 1, is_label)),
        }
    }
    columns.sort_unstable();
    let of_labels =
        columns.into_iter().filter(|(_, cells, labels)| *labels > 0 && labels * 10 >= cells * LABELS);
    of_labels.map(|(column, _, _)| column).collect()
}

fn bare(label: &str) -> &str {
    label.trim().trim_end_matches([':', '：']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<Row> {
        let row = |line: &str| {
            let cells = line.split('|').enumerate().filter(|(_, cell)| !cell.trim().is_empty());
            cells.map(|(column, cell)| (column as u32, cell.trim().to_string())).collect()
        };
        text.lines().map(row).collect()
    }

    fn read(text: &str) -> Option<Vec<String>> {
        let rows = rows(text);
        let mut forms = Forms::sniff(&rows)?;
        let mut records = Vec::new();
        rows.iter().for_each(|row| {
            forms.row(row, |record| records.push(record));
        });
        forms.end(|record| records.push(record));
        let name = |field: u32| forms.fields()[field as usize].clone();
        let shown = |record: Record| {
            let values = record.into_iter().map(|(field, value)| format!("{}={value}", name(field)));
            values.collect::<Vec<_>>().join(" ")
        };
        Some(records.into_iter().map(shown).collect())
    }

    #[test]
    fn forms_below_each_other() {
        let form = |name: &str| format!("CARD\nName:|{name}\nAddress:|1 Main St\n|Ely\nPhone:|416\n");
        let found = read(&[form("Ada Roe"), form("Bo Lee")].concat()).unwrap();
        assert_eq!(found[1], "Name=Bo Lee Address=1 Main St\nEly Phone=416");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn forms_side_by_side() {
        let found = read("|Name|Ada Roe||Name|Bo Lee\n|Phone|416||Phone|\n|Town|Ely||Town|Bath").unwrap();
        assert_eq!(found, ["Name=Ada Roe Phone=416 Town=Ely", "Name=Bo Lee Town=Bath"]);
    }

    #[test]
    fn several_labels_in_a_row() {
        let found =
            read("Intake\nName|Ada Roe|Birth date|1970-01-13\nTown|Ely|E-mail|a@x.example\nNote:|").unwrap();
        assert_eq!(found, ["Name=Ada Roe Birth date=1970-01-13 Town=Ely E-mail=a@x.example"]);
    }

    #[test]
    fn tables_are_no_forms() {
        for table in [
            "Name|Phone|Town\nAda Roe|416|Ely\nBo Lee|417|Ely",
            "Name|Ada Roe|Bo Lee\nPhone|416|417\nTown|Ely|Bath",
            "Ada Roe|416\nBo Lee|417",
        ] {
            assert_eq!(read(table), None, "{table}");
        }
    }

    proptest! {
        #[test]
        fn no_value_is_lost(values in proptest::collection::vec("v[a-z]{3,6}[0-9]", 4..20)) {
            let label = |at: usize| ["Name:", "Phone:", "Town:"][at % 3];
            let text: String = values.iter().enumerate().map(|(at, value)| format!("{}|{value}\n", label(at))).collect();
            let found = read(&text).unwrap().join(" ");
            for value in &values {
                prop_assert!(found.contains(value.as_str()));
            }
        }
    }
}
