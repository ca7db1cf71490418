//! A form: `Name: Ada Roe`, `Phone: 416 555 0100`, line by line.

use crate::formats::delimited::is_column_word;
use crate::formats::labelled::label;

/// Of the lines of a form, so many in ten have a label.
const LABELLED: usize = 8;

/// Are these lines one form? Each label stands once, two at least are names of fields. Two mailboxes are those of a letter's head.
pub(super) fn is_form(text: &str) -> bool {
    let lines = text.split('\n').count();
    let labels: Vec<&str> = text.split('\n').filter_map(label).collect();
    let once = labels.iter().enumerate().all(|(at, label)| !labels[..at].contains(label));
    let known = labels.iter().filter(|label| is_column_word(label)).count();
    let mailboxes = text.split('\n').filter(|line| line.contains('@')).count();
    once && known >= 2 && mailboxes < 2 && labels.len() * 10 >= lines * LABELLED
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
