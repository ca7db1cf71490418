//! Signs that hide a letter or digit.
//!
//! Some are never anything else ([`is_mask`]). Others are letters and punctuation too: `x`, `X`, `#`, `_`, `?`. Whether a column
//! hides with one of these is told by its values ([`Signs`]); they are then read as if `*` stood there.

use whose_model::record::{Batch, Field};

use crate::lexicon::korean::is_hangul;

/// Does the sign always hide something?
#[must_use]
pub const fn is_mask(c: char) -> bool {
    matches!(
        c,
        '*' | '＊'
            | '∗'
            | '●'
            | '○'
            | '◯'
            | '〇'
            | '•'
            | '×'
            | '■'
            | '□'
            | '▪'
            | '█'
            | '▒'
            | '░'
            | '…'
    )
}

/// Signs that hide in some columns only. All of one byte, as `*` is.
const DOUBTFUL: [u8; 5] = *b"xX#_?";
/// Fewer values that hide something with a sign are chance...
const LEAST_VALUES: usize = 3;
/// ...and so is a smaller share of a column's values, in percent.
const LEAST_SHARE: usize = 20;

/// By column, the doubtful sign that hides in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    by_column: Vec<Option<u8>>,
}

impl Signs {
    /// The signs of a sample.
    pub(crate) fn of(sample: &Batch, columns: usize) -> Self {
        let mut values = vec![0usize; columns];
        let mut hiding = vec![[0usize; DOUBTFUL.len()]; columns];
        for field in &sample.fields {
            let column = field.column as usize;
            let value = sample.value(*field);
            if column >= columns || value.is_empty() {
                continue;
            }
            values[column] += 1;
            for (count, sign) in hiding[column].iter_mut().zip(DOUBTFUL) {
                *count += usize::from(hidden(value, sign).next().is_some());
            }
        }
        let sign = |(values, counts): (usize, [usize; DOUBTFUL.len()])| {
            let (count, sign) = counts.into_iter().zip(DOUBTFUL).max_by_key(|(count, _)| *count)?;
            (count >= LEAST_VALUES && count * 100 >= values * LEAST_SHARE).then_some(sign)
        };
        Self { by_column: values.into_iter().zip(hiding).map(sign).collect() }
    }

    /// Writes `*` where they hide something. Nothing moves.
    pub(crate) fn write_plainly(&self, batch: &mut Batch) {
        if self.by_column.iter().all(Option::is_none) {
            return;
        }
        let mut places = Vec::new();
        for field in &batch.fields {
            let Some(Some(sign)) = self.by_column.get(field.column as usize) else { continue };
            let Field { start, .. } = *field;
            places.extend(hidden(batch.value(*field), *sign).flatten().map(|at| start as usize + at));
        }
        let mut bytes = std::mem::take(&mut batch.text).into_bytes();
        places.into_iter().for_each(|at| bytes[at] = b'*');
        batch.text = String::from_utf8(bytes).expect("one byte of ASCII for another");
    }
}

/// Where a sign hides something in a value that shows something besides.
fn hidden(value: &str, sign: u8) -> impl Iterator<Item = std::ops::Range<usize>> {
    let bytes = value.as_bytes();
    let shows = !is_bank_code(bytes)
        && memchr::memchr(sign, bytes).is_some()
        && value.bytes().any(|byte| byte != sign && (byte.is_ascii_alphanumeric() || byte >= 0x80));
    let mut at = 0;
    std::iter::from_fn(move || {
        while shows && at < bytes.len() {
            let start = at + memchr::memchr(sign, &bytes[at..])?;
            let length = bytes[start..].iter().take_while(|byte| **byte == sign).count();
            at = start + length;
            if length >= least(value, sign, start..at) {
                return Some(start..at);
            }
        }
        None
    })
}

/// `DEUTDEFFXXX` (ISO 9362): where the branch would stand, a bank writes `XXX` for its head office.
fn is_bank_code(value: &[u8]) -> bool {
    value.len() == 11
        && value.ends_with(b"XXX")
        && value[..6].iter().all(u8::is_ascii_uppercase)
        && value[6..8].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// How long a run of a sign must be to hide something.
fn least(value: &str, sign: u8, run: std::ops::Range<usize>) -> usize {
    let (before, after) = (value[..run.start].chars().next_back(), value[run.end..].chars().next());
    // `홍#동`, `김__`.
    if before.is_some_and(is_hangul) && value.chars().count() <= 5 {
        return 1;
    }
    if !sign.is_ascii_alphabetic() {
        return 2;
    }
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_hangul(c));
    // `30가18xx`; `Txx`.
    let alone = !value[..run.start].chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    let initial = before.is_some_and(char::is_uppercase) && alone && !after.is_some_and(char::is_alphabetic);
    if digits(before) || digits(after) || initial { 2 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(values: &[&str]) -> Vec<String> {
        let mut batch = Batch::default();
        for (number, value) in (1..).zip(values) {
            batch.push(0, 0, value);
            batch.end_record(number, 0);
        }
        Signs::of(&batch, 1).write_plainly(&mut batch);
        batch.fields.iter().map(|field| batch.value(*field).to_string()).collect()
    }

    #[test]
    fn a_column_hides_with_one_sign() {
        for (values, expected) in [
            (["010-____-9777", "010-____-1234", "010-____-5555"], "010-****-9777"),
            (["rxxx@example.net", "maxxxxx@example.net", "lxxx@example.com"], "r***@example.net"),
            (["Txxxx Sxxxx", "Axx Bxxxxx", "Mxxxx Kxxx"], "T**** S****"),
            (["30가18xx", "12나99xx", "34다56xx"], "30가18**"),
            (["이#우", "김#수", "박##"], "이*우"),
            (["19??-??-02", "20??-??-11", "19??-??-30"], "19**-**-02"),
        ] {
            assert_eq!(plain(&values)[0], expected);
        }
    }

    #[test]
    fn letters_and_signs_that_hide_nothing_stay() {
        for values in [
            ["Max Rexx", "Alexx", "Felix"],
            ["first_last", "a_b", "c_d"],
            ["xxxxxx", "xxxx", "xxxxxxx"],
            ["who?", "what?", "why?"],
            ["A#1", "B#2", "C#3"],
            ["10xx", "plain", "plain"],
            ["DEUTDEFFXXX", "CHASUS33XXX", "BNPAFRPPXXX"],
        ] {
            assert_eq!(plain(&values), values);
        }
        let few = ["010-xxxx-1234", "010-1111-2222", "a", "b", "c", "d", "e", "f", "g", "h"];
        assert_eq!(plain(&few), few);
    }

    proptest::proptest! {
        #[test]
        fn any_values_keep_their_length(values in proptest::collection::vec("[xX#_?a가Ⱥ 0-]{0,9}", 0..9)) {
            let written: Vec<&str> = values.iter().map(String::as_str).collect();
            let read = plain(&written);
            for (one, other) in written.iter().zip(&read) {
                proptest::prop_assert_eq!(one.len(), other.len());
            }
        }
    }
}
