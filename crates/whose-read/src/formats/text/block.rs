//! Lines that stand together: an address under a name, a form, a paragraph.

use super::form::{self, is_form};
use super::letters::Letters;
use super::recurring::{self, Recurring};

/// Most lines, and most bytes, of what is one record.
pub(crate) const MOST_LINES: usize = 24;
pub(crate) const MOST_BYTES: usize = 4 << 10;
/// Most lines of an address and numbers below a name.
const MOST_BELOW: usize = 5;
/// Digits of a phone number or longer.
const LONG_NUMBER: usize = 9;

/// Lines between two blank ones, as long as they may be one record.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The lines, with line feeds between them.
    text: String,
    /// Where each line begins in the text, its number and its place in the source.
    lines: Vec<(usize, u64, u64)>,
    /// Too long for one record: each line until the next blank one is its own.
    apart: bool,
    /// Has the text blank lines at all? Where it has none, they part nothing.
    parted: bool,
    /// What stood between the last blank lines.
    letters: Letters,
    /// How records begin, where they have several lines each.
    recurring: Option<Recurring>,
    /// Lines of the record that are records of their own, with number and place.
    aside: Vec<(String, u64, u64)>,
}

impl Block {
    /// Looks how the records of a text begin.
    pub(crate) fn look_at(&mut self, beginning: &[u8]) {
        let valid = beginning.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        self.recurring = Recurring::sniff(valid);
    }

    /// Takes a line that is not blank, with its number and place; gives records.
    pub(crate) fn take(&mut self, line: &str, number: u64, at: u64, mut give: impl FnMut(&str, u64, u64)) {
        let before = self.lines.last().map(|last| &self.text[last.0..]);
        if self.recurring.as_ref().is_some_and(|recurring| recurring.begins(line, before)) {
            self.end_lines(&mut give);
        }
        if self.apart {
            return give(line, number, at);
        }
        let several = self.aside.len() < recurring::MOST_LINES;
        if several && self.recurring.as_ref().is_some_and(|recurring| recurring.is_always(line)) {
            return self.aside.push((line.to_string(), number, at));
        }
        let most = if self.recurring.is_some() { recurring::MOST_LINES } else { MOST_LINES };
        if self.lines.len() == most || self.text.len() + line.len() > MOST_BYTES {
            self.letters.end(&mut give);
            self.give_lines(&mut give);
            self.apart = true;
            return give(line, number, at);
        }
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.lines.push((self.text.len(), number, at));
        self.text.push_str(line);
    }

    /// A blank line.
    pub(crate) fn part(&mut self, mut give: impl FnMut(&str, u64, u64)) {
        self.parted = true;
        if self.recurring.is_none() {
            self.end_lines(&mut give);
        } else if !self.lines.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The end of the text.
    pub(crate) fn end(&mut self, mut give: impl FnMut(&str, u64, u64)) {
        self.end_lines(&mut give);
        self.letters.end(&mut give);
    }

    fn end_lines(&mut self, give: &mut impl FnMut(&str, u64, u64)) {
        self.apart = false;
        let first = self.lines.first().map_or(u64::MAX, |line| line.1);
        let aside = std::mem::take(&mut self.aside);
        let (before, behind) = aside.split_at(aside.partition_point(|line| line.1 < first));
        before.iter().for_each(|(line, number, at)| give(line, *number, *at));
        self.end_record(give);
        behind.iter().for_each(|(line, number, at)| give(line, *number, *at));
    }

    fn end_record(&mut self, give: &mut impl FnMut(&str, u64, u64)) {
        match self.lines.first() {
            Some((_, number, at)) if self.recurring.is_some() => {
                give(self.text.trim_end(), *number, *at);
                self.clear();
            }
            Some((_, number, at)) if self.is_one() || self.lines.len() == 1 => {
                self.letters.take(&self.text, *number, *at, give);
                self.clear();
            }
            Some(_) => {
                self.letters.end(give);
                self.give_lines(give);
            }
            None => {}
        }
    }

    /// Gives line by line what is not one thing; forms within it are.
    fn give_lines(&mut self, give: &mut impl FnMut(&str, u64, u64)) {
        let ends = self.lines.iter().skip(1).map(|line| line.0 - 1).chain([self.text.len()]);
        let lines: Vec<&str> = self
            .lines
            .iter()
            .zip(ends)
            .map(|((from, ..), to)| self.text[*from..to].trim_end_matches('\n'))
            .collect();
        let mut at = 0;
        while at < lines.len() {
            let (_, number, place) = self.lines[at];
            let length = form::lines_of_form(&lines[at..]);
            give(&lines[at..at + length].join("\n"), number, place);
            at += length;
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
    }

    /// Do the lines tell of one thing? A list has a mailbox, a number or a time in line after line, and lines of a list begin alike.
    fn is_one(&self) -> bool {
        self.lines.len() > 1
            && (is_form(&self.text)
                || self.parted && is_paragraph(&self.text)
                || is_address(&self.text) && is_paragraph(&self.text))
    }
}

/// Do lines that stand together tell of one thing?
pub(crate) fn tells_of_one(text: &str) -> bool {
    is_form(text) || is_paragraph(text)
}

/// A name with lines of an address and numbers below it, and perhaps a country: `Ada Roe`, `1 Main St`, `Town ON K1A 0B1`.
fn is_address(text: &str) -> bool {
    let mut lines = text.split('\n');
    let named = lines.next().is_some_and(recurring::is_name);
    let below: Vec<&str> = lines.collect();
    let (last, others) = below.split_last().unwrap_or((&"", &[]));
    named
        && (2..=MOST_BELOW).contains(&below.len())
        && others.iter().all(|line| recurring::has_digit(line))
        && last.split_whitespace().count() <= 5
}

/// No list: see [`Block::is_one`].
fn is_paragraph(text: &str) -> bool {
    let count = |fits: &dyn Fn(&str) -> bool| text.split('\n').filter(|line| fits(line)).count();
    count(&|line| line.contains('@')) <= 1
        && count(&has_long_number) <= 2
        && count(&|line| begins_with_number(line) && has_long_number(line)) <= 1
        && count(&has_clock) <= 1
        && count(&is_item) <= 1
}

/// A number as long as a phone's, in whatever groups; house number, unit and postcode of an address are several.
pub(crate) fn has_long_number(line: &str) -> bool {
    let groups =
        line.split(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '/'));
    groups.into_iter().any(|group| group.bytes().filter(u8::is_ascii_digit).count() >= LONG_NUMBER)
}

fn begins_with_number(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '('))
}

/// `10:15:03`, as in a log.
pub(super) fn has_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let pair = |at: usize| bytes[at].is_ascii_digit() && bytes[at + 1].is_ascii_digit();
    (0..bytes.len().saturating_sub(7))
        .any(|at| bytes[at + 2] == b':' && bytes[at + 5] == b':' && pair(at) && pair(at + 3) && pair(at + 6))
}

/// `* one`, `- two`, `3. three`, `| cell |`, `{`.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['*', '-', '•', '|', '{', '"', '<', '>', '#'])
        || behind.len() < line.len() && behind.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use crate::proving::read_bytes;

    fn records(text: &str) -> Vec<String> {
        read_bytes("f.txt", text.as_bytes())["f.txt"].values.iter().map(|row| row[0].3.clone()).collect()
    }

    #[test]
    fn an_address_is_one_record() {
        let found = records(
            "INVOICE 7\n\nBill to:\nAda Roe\n1 Main St\nTown, ON K1A 0B1\n(416) 555-0100\n\nTotal due is 5.00 now\n",
        );
        assert_eq!(
            found,
            [
                "INVOICE 7",
                "Bill to:\nAda Roe\n1 Main St\nTown, ON K1A 0B1\n(416) 555-0100",
                "Total due is 5.00 now"
            ]
        );
    }

    #[test]
    fn a_form_alone_in_a_text_is_one_record() {
        let form = "Name: Ada Roe\nPhone: 416 555 0100\nMobile: 416 555 0101\nFax: 416 555 0102\nE-mail: a@x.example";
        assert_eq!(records(form), [form]);
        assert_eq!(records("Name: Ada Roe\nName: Bo Lee\nNote: none\n").len(), 3);
    }

    #[test]
    fn a_form_within_a_text_is_one_record() {
        let head = "TOWN CLINIC\nDISCHARGE SUMMARY";
        let form = "Patient: ROE, Ada\tDOB: 24/01/1964\nAddress: 1 Main St, Town\nWard: 14B";
        let rest = "Dear Dr Lee,\nThank you for seeing her; she may call 416-555-0100.\nOr call 416-555-0101.\nOr 416-555-0102.";
        let found = records(&format!("{head}\n{form}\n{rest}"));
        assert_eq!((found.len(), found[2].as_str()), (7, form));
        let two = "all of them\nName: Ada Roe\nTown: Ely\nTel: 416-555-0100\nName: Bo Lee\nTown: Bath\nTel: 416-555-0101\nand 416-555-0102";
        assert_eq!(records(two)[2], "Name: Bo Lee\nTown: Bath\nTel: 416-555-0101");
    }

    #[test]
    fn an_address_alone_in_a_text_is_one_record() {
        for address in ["Ada Roe\n1 Main St\nTown, ON K1A 0B1", "ROE, ADA\n1 MAIN ST\nTOWN CO 80014\nUSA"] {
            assert_eq!(records(address), [address]);
        }
        assert_eq!(records("Ada Roe\nBo Lee\nCy Poe").len(), 3);
    }

    #[test]
    fn a_list_is_read_line_by_line() {
        for list in [
            "Ada Roe, a@x.example is here\nBo Lee and b@x.example were not\nwho else\n",
            "10:00:01 one thing came\n10:00:02 another went away\n",
            "- first of some\n- second of all\n",
            "416-555-0100 Ada Roe\n416-555-0101 Bo Lee\n",
            "call 416-555-0100 for one\ncall 416-555-0101 for two now\nor 416-555-0102 maybe\n",
        ] {
            let found = records(list);
            assert_eq!(found, list.lines().collect::<Vec<_>>());
        }
        assert_eq!(records(&"some words of a long text\n".repeat(30)).len(), 30);
        assert_eq!(
            records("Ada Roe\n0029 Main St Unit 504, Town ON 71057\n(416) 555-0100\n\nWORK\n").len(),
            2
        );
    }
}
