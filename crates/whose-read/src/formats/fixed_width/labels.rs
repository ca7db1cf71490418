//! Labels side by side, as they are printed on sheets: two to five a row, each a few lines, blank lines between the rows.
//!
//! A label is a record, its lines one below the other. A table with blank lines between has digits in the same columns of all its rows; labels
//! begin with a name and end with a postal code.

use whose_model::{Batch, TableKind};

use super::{Columns, Unit, cells};
use crate::Output;
use crate::lookahead::next_line;
use crate::window::Window;

/// Rows of labels that are looked at, and the fewest that show what they are.
const SAMPLE: usize = 60;
const LEAST: usize = 3;
/// Lines of a label.
const LINES: std::ops::RangeInclusive<usize> = 2..=7;
/// Labels in a row.
const ABREAST: std::ops::RangeInclusive<usize> = 2..=5;

/// Where the labels of a row begin; `None` where the text holds no labels.
pub(super) fn find(head: &str, unit: Unit) -> Option<Columns> {
    let rows: Vec<Vec<&str>> = rows(head).take(SAMPLE).collect();
    // The last row may be cut.
    let rows = &rows[..rows.len().saturating_sub(usize::from(rows.len() > LEAST))];
    let usual = rows.first()?.len();
    let alike = rows.iter().filter(|row| row.len() == usual).count();
    if rows.len() < LEAST || !LINES.contains(&usual) || alike * 10 < rows.len() * 8 {
        return None;
    }
    let starts = starts(rows, unit);
    let columns = Columns { unit, starts, record: None };
    let with_digits = |line: fn(&Vec<&str>) -> Option<usize>| {
        let (mut all, mut digits) = (0, 0);
        for row in rows {
            let cells = line(row).map(|at| cells(row[at], &columns)).into_iter().flatten();
            for cell in cells.filter(|cell| !cell.trim().is_empty()) {
                all += 1;
                digits += usize::from(cell.bytes().any(|byte| byte.is_ascii_digit()));
            }
        }
        digits * 100 / all.max(1)
    };
    let first = with_digits(|row| (!row.is_empty()).then_some(0));
    let last = with_digits(|row| row.len().checked_sub(1));
    (ABREAST.contains(&columns.starts.len()) && first <= 10 && last >= 80).then_some(columns)
}

/// Reads the labels, row by row.
pub(super) fn read(window: &mut Window<'_>, columns: &Columns, output: &mut dyn Output) -> u64 {
    output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
    let (mut batch, mut number) = (Batch::default(), 0);
    let (mut labels, mut from) = (vec![String::new(); columns.starts.len()], None);
    loop {
        let next = next_line(window);
        let offset = window.offset(0);
        let line = next.map_or("", |(content, _)| &window.rest()[..content]);
        if line.trim().is_empty() {
            for label in labels.iter_mut().filter(|label| !label.is_empty()) {
                number += 1;
                batch.push(0, 0, label);
                batch.end_record(number, from.unwrap_or(offset));
                label.clear();
            }
            from = None;
            output.hand_over_if_full(0, &mut batch);
        } else {
            from = from.or(Some(offset));
            for (label, cell) in labels.iter_mut().zip(cells(line, columns)) {
                if !cell.trim().is_empty() {
                    label.push_str(if label.is_empty() { "" } else { "\n" });
                    label.push_str(cell.trim());
                }
            }
        }
        match next {
            Some((_, length)) if !output.stopped() => window.cut(length),
            _ => break,
        }
    }
    output.hand_over(0, &mut batch);
    number
}

/// Lines between blank ones.
fn rows(head: &str) -> impl Iterator<Item = Vec<&str>> {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty()).peekable();
    std::iter::from_fn(move || {
        let row: Vec<&str> = lines.by_ref().take_while(|line| !line.trim().is_empty()).collect();
        while lines.next_if(|line| line.trim().is_empty()).is_some() {}
        (!row.is_empty()).then_some(row)
    })
}

/// The places at which something begins behind two blanks in half of the lines.
fn starts(rows: &[Vec<&str>], unit: Unit) -> Vec<usize> {
    let lines = || rows.iter().flatten();
    let mut begins: Vec<usize> = Vec::new();
    for line in lines() {
        let (mut place, mut blanks) = (0, 2);
        for c in line.chars() {
            if c == ' ' {
                blanks += 1;
            } else {
                if blanks >= 2 {
                    begins.resize(begins.len().max(place + 1), 0);
                    begins[place] += 1;
                }
                blanks = 0;
            }
            place += unit.width(c);
        }
    }
    let all = lines().count();
    (0..begins.len()).filter(|place| begins[*place] * 2 >= all).collect()
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    fn row(labels: &[[&str; 3]]) -> String {
        let line = |at: usize| labels.iter().map(|label| format!("{:<30}", label[at])).collect::<String>();
        (0..3).map(|at| line(at).trim_end().to_string() + "\r\n").collect::<String>() + "\r\n"
    }

    #[test]
    fn labels_side_by_side_are_read_one_by_one() {
        let (anne, paul) = (
            ["Anne Roy", "12 Oak Avenue", "Toronto ON M5V 2T6"],
            ["Paul Lee", "Flat 3, 14 Elm St", "Ely CB7 4AB"],
        );
        let (ada, zoe) =
            (["Ada Quist", "3 King Street", "Ely CB7 4AC"], ["Zoe van der Berg", "PO Box 12", "Ely CB7 4AD"]);
        let text = [row(&[anne, paul]), row(&[ada, zoe]), row(&[paul, anne]), row(&[zoe])].concat();
        let found = dump("l.prn", text.as_bytes());
        assert!(found.starts_with("l.prn: fixed-width"), "{found}");
        assert!(found.contains("0 #4 @134: text=\"Zoe van der Berg\\nPO Box 12\\nEly CB7 4AD\""), "{found}");
        assert!(found.contains("0 #7 @"), "{found}");
    }

    #[test]
    fn rows_of_a_table_are_no_labels() {
        let block = "Anne Roy      Ely       416-555-0123\nPaul Lee      Bath      416-555-0124\nAda Quist     Ely       416-555-0125\n\n";
        let found = dump("t.txt", block.repeat(5).as_bytes());
        assert!(!found.contains("Anne Roy\\n"), "{found}");
    }
}
