//! Tables that are forms of several labels in a row: `Name | Anne Roy | Phone | 416 555 0100`. Their first row names no columns. A form
//! with one label in a row is lines.

use super::{Grids, Row};
use crate::formats::delimited::is_value;
use crate::formats::grids::Flow;
use crate::formats::on_its_side::is_name;
use crate::formats::sheet_forms::{Forms, Record};

/// Whom a form is of, in labels that name no column.
const OF_WHOM: [&str; 9] =
    ["pupil", "student", "patient", "employee", "applicant", "claimant", "élève", "salarié", "schüler"];

/// The columns in which labels stand, where there are several and each has its values right of it.
pub(super) fn label_columns(rows: &[Row]) -> Option<Vec<u32>> {
    let full: Vec<&Row> = rows.iter().filter(|row| row.said() > 1).collect();
    let width = full.iter().map(|row| row.cells.len()).max()?;
    let mut columns: Vec<usize> = Vec::new();
    for column in 0..width - 1 {
        let is_beside = columns.last().is_some_and(|label| label + 1 == column);
        if !is_beside && is_of_labels(&full, column) {
            columns.push(column);
        }
    }
    let first = *columns.first()?;
    if columns.len() == 1 && (width - first).is_multiple_of(2) {
        // The labels of the first column are known: those beside it need not be, where numbers stand right of them alone.
        let further = (first + 2..width).step_by(2);
        columns.extend(further.filter(|column| is_of_words(&full, *column)));
    }
    let is_form =
        columns.len() > 1 && is_first_row_of_form(full[0], &columns) && are_of_form(&full, &columns);
    is_form.then(|| columns.into_iter().map(|column| column as u32).collect())
}

/// Half of its cells, or more, are known for labels, and none is a value.
fn is_of_labels(full: &[&Row], column: usize) -> bool {
    let cells = || full.iter().filter(|row| !row.text(column).is_empty());
    let known = cells().filter(|row| row.is_label(column)).count();
    known > 0 && known * 2 >= cells().count() && cells().all(|row| !is_value(row.text(column)))
}

/// No cell holds a digit, some right of them do.
fn is_of_words(full: &[&Row], column: usize) -> bool {
    let has_digit =
        |column: usize| full.iter().any(|row| row.text(column).contains(|sign: char| sign.is_ascii_digit()));
    !has_digit(column) && has_digit(column + 1)
}

/// A header's cells are all names, a form's are not.
fn is_first_row_of_form(row: &Row, columns: &[usize]) -> bool {
    !row.cells.iter().all(|cell| cell.head) && !row.values(columns).any(|column| row.is_label(column))
}

/// Rows with known labels and values beside them; a label stands in one row, where a value may stand in row after row.
fn are_of_form(full: &[&Row], columns: &[usize]) -> bool {
    let is_paired = |row: &&&Row| {
        columns.iter().any(|column| row.is_label(*column)) && row.values(columns).next().is_some()
    };
    let paired = full.iter().filter(is_paired).count();
    let repeats = |pair: &[&Row]| {
        columns
            .iter()
            .any(|column| !pair[0].text(*column).is_empty() && pair[0].text(*column) == pair[1].text(*column))
    };
    paired > 1 && paired * 3 >= full.len() * 2 && !full.windows(2).any(repeats)
}

impl Row {
    /// How many cells say something.
    pub(super) fn said(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count()
    }

    fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.trim())
    }

    /// The columns right of labels where something stands.
    fn values<'r>(&'r self, columns: &'r [usize]) -> impl Iterator<Item = usize> + 'r {
        (0..self.cells.len()).filter(|column| !columns.contains(column) && !self.text(*column).is_empty())
    }

    /// Is this cell known for a label? A street is none: `14 rue des Lilas`.
    fn is_label(&self, column: usize) -> bool {
        let text = self.text(column);
        let is_head = self.cells.get(column).is_some_and(|cell| cell.head) && !text.is_empty();
        let bare = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let has_digit = bare.contains(|sign: char| sign.is_ascii_digit());
        is_head || !has_digit && (is_name(text) || OF_WHOM.contains(&text.to_lowercase().as_str()))
    }
}

impl Grids<'_> {
    /// The rows so far are of forms with labels in these columns.
    pub(super) fn begin_forms(&mut self, columns: Vec<u32>, lines: &mut dyn Flow) {
        let Some(grid) = self.open.last_mut() else { return };
        grid.forms = Some(Forms::labelled_in(columns));
        grid.state = super::State::Form;
        for row in std::mem::take(&mut grid.rows) {
            self.form_row(&row, lines);
        }
    }

    /// A row of forms; one that is of none is a line.
    pub(super) fn form_row(&mut self, row: &Row, lines: &mut dyn Flow) {
        let Some(forms) = self.open.last_mut().and_then(|grid| grid.forms.as_mut()) else { return };
        let cells: Vec<(u32, String)> = (0..row.cells.len())
            .map(|column| (column as u32, row.text(column).to_string()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let mut ended = Vec::new();
        let is_of_form = forms.row(&cells, |form| ended.push(form));
        let names = forms.fields().to_vec();
        if !is_of_form {
            lines.row(&row.texts(), row.from);
        }
        self.forms(&names, ended, row.from, lines);
    }

    /// The forms of the innermost table end with it.
    pub(super) fn end_forms(&mut self, lines: &mut dyn Flow) {
        let Some(grid) = self.open.last_mut() else { return };
        let Some(mut forms) = grid.forms.take() else { return };
        let from = grid.from;
        let mut ended = Vec::new();
        forms.end(|form| ended.push(form));
        self.forms(forms.fields(), ended, from, lines);
    }

    /// Hands over forms with these fields.
    fn forms(&mut self, names: &[String], ended: Vec<Record>, from: u64, lines: &mut dyn Flow) {
        for form in ended {
            match self.declared(names.to_vec(), true) {
                Some(table) => {
                    self.push(table, form.iter().map(|(field, value)| (*field, value.as_str())), from)
                }
                None => form.into_iter().for_each(|(field, value)| {
                    lines.row(&[names[field as usize].clone(), value], from);
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::read_bytes;
    use proptest::prelude::*;

    /// The tables that come of a page with a table, and its records.
    fn read(rows: &str) -> Vec<String> {
        let cell = |cell: &str| match cell.strip_prefix('!') {
            Some(head) => format!("<th>{head}</th>"),
            None => format!("<td>{cell}</td>"),
        };
        let row = |line: &str| format!("<tr>{}</tr>", line.split('|').map(cell).collect::<String>());
        let page = format!("<html><table>{}</table>", rows.lines().map(row).collect::<String>());
        let found = &read_bytes("h", page.as_bytes())["h"];
        let shown = |row: &String| row.split_once(": ").map(|(_, row)| row.to_string());
        found.rows.iter().filter(|row| !row.starts_with("table")).filter_map(shown).collect()
    }

    #[test]
    fn pairs_in_rows_are_one_record() {
        for (rows, expected) in [
            (
                "성 명|홍길동|생년월일|1985. 03. 14.\n주 소|서울시 종로구 세종대로 1||\n연락처|010-0000-0000|E-mail|h@x.example",
                "성 명=\"홍길동\" 생년월일=\"1985. 03. 14.\" 주 소=\"서울시 종로구 세종대로 1\" 연락처=\"010-0000-0000\" E-mail=\"h@x.example\"",
            ),
            (
                "Nom|ROE|Prénom|Ada\nDate de naissance|14/06/1986|N° de sécurité sociale|2 86 06\nAdresse|14 rue du Puits|Téléphone|06 00",
                "Nom=\"ROE\" Prénom=\"Ada\" Date de naissance=\"14/06/1986\" N° de sécurité sociale=\"2 86 06\" Adresse=\"14 rue du Puits\" Téléphone=\"06 00\"",
            ),
            (
                "氏名|山田　太郎|フリガナ|ヤマダ　タロウ\n生年月日|昭和50年1月10日|電話番号|090-0000-0000\n現住所|東京都千代田区1-2-3|勤務先|見本商事",
                "氏名=\"山田 太郎\" フリガナ=\"ヤマダ タロウ\" 生年月日=\"昭和50年1月10日\" 電話番号=\"090-0000-0000\" 現住所=\"東京都千代田区1-2-3\" 勤務先=\"見本商事\"",
            ),
            (
                "Pupil|Ada Roe|Form|9K\nDate of birth|14/06/2006|UPN|A000000000000",
                "Pupil=\"Ada Roe\" Form=\"9K\" Date of birth=\"14/06/2006\" UPN=\"A000000000000\"",
            ),
            (
                "!Versicherte|Ada Roe|!Kasse|Nord\n!Anschrift|Weg 1|!Tarif|B",
                "Versicherte=\"Ada Roe\" Kasse=\"Nord\" Anschrift=\"Weg 1\" Tarif=\"B\"",
            ),
        ] {
            assert_eq!(read(rows), [expected], "{rows}");
        }
    }

    #[test]
    fn forms_below_each_other_are_records() {
        let form = |name: &str| format!("Name|{name}|Phone|416\nTown|Ely|E-mail|a@x.example");
        let found = read(&[form("Ada Roe"), form("Bo Lee")].join("\n"));
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], "Name=\"Bo Lee\" Phone=\"416\" Town=\"Ely\" E-mail=\"a@x.example\"");
    }

    #[test]
    fn tables_with_a_header_are_no_forms() {
        for (rows, expected) in [
            (
                "Name|Phone|Town|E-mail\nAda Roe|416|Ely|a@x.example",
                "Name=\"Ada Roe\" Phone=\"416\" Town=\"Ely\" E-mail=\"a@x.example\"",
            ),
            (
                "Pupil|Marks|House|Phone\nAda Roe|12|Red|416",
                "Pupil=\"Ada Roe\" Marks=\"12\" House=\"Red\" Phone=\"416\"",
            ),
            (
                "!Nom|!Rue|!Ville|!Pays\nRoe|rue Haute|Lyon|France",
                "Nom=\"Roe\" Rue=\"rue Haute\" Ville=\"Lyon\" Pays=\"France\"",
            ),
        ] {
            assert_eq!(read(rows), [expected], "{rows}");
        }
        let phones = "Ada Roe|Mobile|416|Fax|417\nBo Lee|Mobile|418|Fax|419";
        assert!(read(phones).iter().any(|row| row.contains("Bo Lee") && row.contains("419")));
    }

    proptest! {
        #[test]
        fn no_value_is_lost(values in proptest::collection::vec("v[a-z]{3,6}[0-9]", 4..90)) {
            let label = |at: usize| ["Name", "Phone", "Town", "Fax"][at % 4];
            let cells: Vec<String> = values.iter().enumerate().map(|(at, value)| format!("{}|{value}", label(at))).collect();
            let rows: Vec<String> = cells.chunks(2).map(|pair| pair.join("|")).collect();
            let found = read(&rows.join("\n")).join("\n");
            for value in &values {
                prop_assert!(found.contains(value.as_str()), "{} in {}", value, found);
            }
        }
    }
}
