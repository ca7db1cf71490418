//! What of a cell is the name.

use crate::person::{self, Named};

/// The name before a phone or mailbox that stands in the same cell: `홍길동(010-1234-5678)`, `Anne Roy <anne@example.org>`.
pub(super) fn before_digits(cell: &str) -> &str {
    let more = cell.bytes().any(|byte| matches!(byte, b'1'..=b'9' | b'@'));
    if !more {
        return cell;
    }
    let until =
        cell.find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '<' | '[' | '+' | '@')).unwrap_or(0);
    // What stands right before an `@` is the mailbox.
    let until = if cell[until..].starts_with('@') { cell[..until].rfind(' ').unwrap_or(0) } else { until };
    let name = cell[..until].trim_end_matches([' ', '-', ',', ':', '/', '|', '\t']);
    match person::judge(name) {
        Named::Person | Named::MaybePerson => name,
        _ => cell,
    }
}

/// Is it what a column of names is called, in a row of headings: `First Name`, `lastName`?
pub(super) fn is_called(name: &str) -> bool {
    if matches!(name, "성명" | "이름" | "고객명") {
        return true;
    }
    let Some(at) = name.len().checked_sub(4).filter(|at| name.is_char_boundary(*at)) else { return false };
    let apart =
        |before: char| !before.is_alphabetic() || before.is_lowercase() && name[at..].starts_with('N');
    name[at..].eq_ignore_ascii_case("name") && name[..at].chars().next_back().is_none_or(apart)
}

#[cfg(test)]
mod tests {
    use super::{before_digits, is_called};

    #[test]
    fn a_name_before_a_phone_or_mailbox() {
        for (cell, name) in [
            ("홍길동(010-1234-5678)", "홍길동"),
            ("Anne Roy <anne@example.org>", "Anne Roy"),
            ("Anne Roy anne@example.org", "Anne Roy"),
            ("Anne Roy, 416-555-0123", "Anne Roy"),
            ("anne@example.org", "anne@example.org"),
            ("Unit 7", "Unit 7"),
            ("Anne Roy", "Anne Roy"),
        ] {
            assert_eq!(before_digits(cell), name, "{cell}");
        }
    }

    #[test]
    fn headings_are_no_names() {
        for heading in ["Name", "First Name", "lastName", "CUSTOMER NAME", "성명"] {
            assert!(is_called(heading), "{heading}");
        }
        for name in ["Anne Roy", "Sename", "홍길동"] {
            assert!(!is_called(name), "{name}");
        }
    }
}
