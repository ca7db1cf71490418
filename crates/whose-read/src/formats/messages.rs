//! What formats of banks and airlines have alike: records are put together from lines, and what has no place in them is text.

use whose_model::{Batch, TableKind};

use super::delimited::Around;
use crate::lookahead::{self, next_line};
use crate::window::Window;
use crate::{Input, Output, Reading};

/// Who orders payments, and from which account: of none of those who are paid.
pub(super) const ORDERED_BY: &str = "on behalf of";
pub(super) const ORDERED_FROM: &str = "bank account on behalf of";

/// Hands over each line with its place, as long as `take` says to go on.
pub(super) fn each_line(input: &mut dyn Input, mut take: impl FnMut(&str, u64) -> bool) {
    let Ok(mut text) = input.text() else { return };
    let mut window = Window::new(text.as_mut());
    while let Some((content, length)) = next_line(&mut window) {
        let offset = window.offset(0);
        let goes_on = take(&window.rest()[..content], offset);
        window.cut(length);
        if !goes_on {
            break;
        }
    }
}

/// Hands over each record of at most so many characters, whether or not line ends part them.
pub(super) fn each_record(input: &mut dyn Input, longest: usize, mut take: impl FnMut(&str, u64) -> bool) {
    let Ok(mut text) = input.text() else { return };
    let mut window = Window::new(text.as_mut());
    loop {
        // No character takes more than four bytes; two end a line.
        lookahead::reach(&mut window, longest * 4 + 2);
        let Some((content, length)) = next_end(window.rest(), longest) else { return };
        let offset = window.offset(0);
        let goes_on = take(&window.rest()[..content], offset);
        window.cut(length);
        if !goes_on {
            return;
        }
    }
}

/// Length of the first record of at most so many characters, without and with its end.
pub(super) fn next_end(text: &str, longest: usize) -> Option<(usize, usize)> {
    let most = text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at);
    let content = memchr::memchr2(b'\r', b'\n', &text.as_bytes()[..most]).unwrap_or(most);
    let behind = &text[content..];
    let end = ["\r\n", "\n", "\r"].iter().find(|end| behind.starts_with(**end)).map_or(0, |end| end.len());
    (!text.is_empty()).then_some((content, content + end))
}

/// The records of a file in one table, and the lines around them.
pub(super) struct Rows<'o> {
    output: &'o mut dyn Output,
    batch: Batch,
    number: u64,
    around: Around,
}

impl<'o> Rows<'o> {
    /// None so far.
    pub(super) fn new(output: &'o mut dyn Output, columns: &[&str]) -> Self {
        output.declare(0, "", TableKind::Rows, columns.iter().map(ToString::to_string).collect());
        Self { output, batch: Batch::default(), number: 0, around: Around::default() }
    }

    /// A value of the record under way, without blanks around it; says whether anything is left of it.
    pub(super) fn push(&mut self, column: u32, value: &str) -> bool {
        let value = value.trim();
        if !value.is_empty() {
            self.batch.push(column, 0, value);
        }
        !value.is_empty()
    }

    /// The record under way ends; it began there.
    pub(super) fn end_record(&mut self, offset: u64) {
        self.number += 1;
        self.batch.end_record(self.number, offset);
        self.output.hand_over_if_full(0, &mut self.batch);
    }

    /// What stands in no record.
    pub(super) fn around(&mut self, text: &str, offset: u64) {
        self.around.line(text, offset, self.output);
    }

    /// May reading go on?
    pub(super) fn goes_on(&self) -> bool {
        !self.output.stopped()
    }

    /// The file ends.
    pub(super) fn end(mut self) -> Reading {
        self.output.hand_over(0, &mut self.batch);
        self.around.end(self.output);
        Reading { records: self.number }
    }
}

/// What stands at some places of a line, counted in characters.
pub(super) fn field(line: &str, (from, to): (usize, usize)) -> &str {
    let byte = |place: usize| line.char_indices().nth(place).map_or(line.len(), |(at, _)| at);
    let range = if line.is_ascii() { from.min(line.len())..to.min(line.len()) } else { byte(from)..byte(to) };
    line[range].trim()
}

/// Is each of these places of a line full of digits?
pub(super) fn has_digits(line: &str, places: &[(usize, usize)]) -> bool {
    let full = |(from, to): &(usize, usize)| {
        let digits = field(line, (*from, *to));
        digits.len() == to - from && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    places.iter().all(full)
}

/// `230301` is 2023-03-01. Years have two digits; what such files hold is taken to be of this century.
pub(super) fn day(digits: &str) -> Option<String> {
    let is_day = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_day.then(|| format!("20{}-{}-{}", &digits[..2], &digits[2..4], &digits[4..]))
}

/// `010323` is 2023-03-01.
pub(super) fn day_first(digits: &str) -> Option<String> {
    let parts = (digits.len() == 6).then(|| (digits.get(4..), digits.get(2..4), digits.get(..2)))?;
    day(&[parts.0?, parts.1?, parts.2?].concat())
}
