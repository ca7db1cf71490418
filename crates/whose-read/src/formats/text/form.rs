//! A form: `Name: Ada Roe`, `Phone: 416 555 0100`, line by line.

use crate::formats::delimited::is_column_word;
use crate::formats::labelled::label;
use crate::formats::on_its_side::is_name;

/// Of the lines of a form, so many in ten have a label.
const LABELLED: usize = 8;

/// Fewest lines of a form that stands among other lines.
const LEAST_LINES: usize = 3;

/// Are these lines one form? Each label stands once, two at least are names of fields. Two mailboxes are those of a letter's head.
pub(super) fn is_form(text: &str) -> bool {
    let lines = text.split('\n').count();
    let labels: Vec<&str> = text.split('\n').filter_map(label).collect();
    let once = labels.iter().enumerate().all(|(at, label)| !labels[..at].contains(label));
    let parts = text.split(['\n', '\t']).filter_map(label);
    let known = parts.filter(|label| is_column_word(label)).count();
    let mailboxes = text.split('\n').filter(|line| line.contains('@')).count();
    once && known >= 2 && mailboxes < 2 && labels.len() * 10 >= lines * LABELLED
}

/// How many of these lines are the form that they begin with; 1 where they begin with none.
pub(super) fn lines_of_form(lines: &[&str]) -> usize {
    let is_further = |at: &usize| {
        let named = label(lines[*at]);
        named.is_some() && !lines[..*at].iter().any(|before| label(before) == named)
    };
    let length = (0..lines.len()).take_while(is_further).count();
    if length >= LEAST_LINES && is_form(&lines[..length].join("\n")) { length } else { 1 }
}

/// The cells of a row as a line: a label and its value as `Name: Anne Roy`; what has lines of its own keeps them.
pub(crate) fn row(cells: &[&str]) -> String {
    match cells {
        [label, value] if is_label(label) && !is_label(value) => {
            format!("{}: {value}", label.trim_end_matches([':', '：', ' ']))
        }
        _ if cells.iter().any(|cell| cell.contains('\n')) => cells.join("\n"),
        _ => cells.join("\t"),
    }
}

/// Labels that stand in a line above their values, joined to them, where there are two or more of them.
pub(crate) fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let labels: Vec<usize> =
        (1..lines.len()).filter(|at| is_label(lines[at - 1]) && is_value_below(&lines, *at)).collect();
    if labels.len() < 2 {
        return lines.join("\n");
    }
    let mut joined = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if at > 0 && labels.binary_search(&at).is_ok() {
            joined.truncate(joined.trim_end_matches([':', '：', ' ']).len());
            joined.push_str(": ");
        } else if at > 0 {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    joined
}

/// A line alone that names a field.
pub(crate) fn is_label(line: &str) -> bool {
    !line.contains('\n') && line.split_whitespace().count() <= 5 && is_name(line)
}

/// Does that line say something, and is it no label itself?
fn is_value_below(lines: &[&str], at: usize) -> bool {
    !lines[at].trim().is_empty() && !is_label(lines[at]) && label(lines[at]).is_none()
}

#[cfg(test)]
mod tests {
    use super::is_form;

    #[test]
    fn forms_and_what_looks_like_them() {
        for form in [
            "Name: Ada Roe\nPhone: 416",
            "성명: 홍길동\n연락처：010\n비고: 없음",
            "INTAKE\nNom : A\nVille : B\nPays : C\nFax : D",
        ] {
            assert!(is_form(form), "{form}");
        }
        for other in [
            "Name: A\nName: B",
            "Note: x\nRemark: y",
            "name: x\nsome line\nphone: 1",
            "from: 10:15 x",
            "From: a@x.example\nTo: b@x.example\nDate: x",
        ] {
            assert!(!is_form(other), "{other}");
        }
    }
}
