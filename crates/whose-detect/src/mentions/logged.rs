//! The day on which a line of a log was written.

use crate::dates::{self, Order};

/// So many bytes of a line may stand before its time: an address, a level, a host.
const BEFORE: usize = 120;
/// `2024-06-01` and `2024/06/01`; `01/Jun/2024`.
const LENGTHS: [usize; 2] = [10, 11];

/// The day of the first day with a time behind it in a line: `2024-06-01 10:22`, `2024-06-01T10:22`,
/// `[01/Jun/2024:10:22:33 +0000]`. A day without a time may be what the line speaks of; one without a year tells too little.
/// Days since 1970-01-01.
pub(super) fn day(line: &str) -> Option<i32> {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let begins = |at: &usize| digit(*at) && (*at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
    (0..bytes.len().min(BEFORE)).filter(begins).find_map(|at| {
        LENGTHS.into_iter().find_map(|length| {
            let end = at + length;
            let sign = *bytes.get(end)?;
            let apart = if length == 10 { matches!(sign, b' ' | b'T' | b'_') } else { sign == b':' };
            let timed = apart && digit(end + 1) && digit(end + 2) && bytes.get(end + 3) == Some(&b':');
            let written = line.get(at..end).filter(|_| timed)?;
            let year = if length == 10 { &bytes[at..at + 4] } else { &bytes[at + 7..end] };
            let whole = year.iter().all(u8::is_ascii_digit);
            whole.then(|| dates::read(written, Order::MonthFirst)).flatten().map(|moment| moment.days)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_logs_have_a_day() {
        for line in [
            "2024-06-01 10:22:33,101 INFO x",
            "[2024-06-01T10:22:33Z] x",
            "10.0.0.1 - - [01/Jun/2024:10:22:33 +0000] \"GET /\"",
            "web1 2024/06/01 10:22:33 [error] x",
        ] {
            assert_eq!(day(line), Some(19_875), "{line}");
        }
        assert_eq!(day("3960\u{e9}\u{e9}Jun:10:22"), None);
        for line in
            ["Jun  1 10:22:33 host x", "seen 2024-06-01, left", "due 2024-06-01 at 10", "x 2024-13-41 10:22"]
        {
            assert_eq!(day(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_has_one_or_none(line in "([0-9]{1,4}|[-/: T\\[]|Jun|é|한){0,30}") {
            let _ = day(&line);
        }
    }
}
