//! Records of several lines, one after the other: each begins with a line like that of the one before.
//!
//! `Ticket #88120 (Open)` and what follows it down to `Ticket #88121 (Open)` belong together, blank lines or not; so do a line of a
//! printed list and the indented ones below it, and a name with the lines of digits below it.

use std::collections::HashMap;
use std::ops::Range;

use super::block::{self, has_clock, has_long_number};

/// Bytes of the beginning that is looked at.
const LOOKED_AT: usize = 32 << 10;
/// Records that show how they begin.
const LEAST: usize = 4;
/// Most lines of a record.
pub(super) const MOST_LINES: usize = 40;
/// Most lines with a phone or the like, beside those that all records have.
const MOST_NUMBERS: usize = 3;
/// Lines of one shape in a record, from which on they are a list.
const LIST: usize = 4;
/// Digits of a phone's end, or of a postal code.
const SEVERAL_DIGITS: usize = 5;
/// Lines before the first record.
const MOST_BEFORE: usize = 8;
/// Blanks that set a line in.
const INDENT: usize = 2;

/// How records of several lines begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Recurring {
    begin: Begin,
    /// Lines with a mailbox or a number that stand in all records as they are: those of who printed the list.
    always: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Clone)]
enum Begin {
    /// The line is this beside its digits.
    Line(String),
    /// Its first two words are these beside their digits.
    Words(String),
    /// It is not set in.
    Margin,
    /// It is a name of words below a line with digits, as of one address below the other.
    Name,
}

impl Begin {
    /// Does a record begin with this line? `before`: the line before it.
    fn is(&self, line: &str, before: Option<&str>) -> bool {
        match self {
            Self::Line(known) => template(line) == *known,
            Self::Words(known) => words(line).as_ref() == Some(known),
            Self::Margin => !is_set_in(line),
            Self::Name => is_name(line) && before.is_none_or(has_digit),
        }
    }
}

/// Lines that are looked at, none of them blank.
#[derive(Debug, Default)]
struct Looked<'t> {
    lines: Vec<&'t str>,
    /// Does a blank line stand before it?
    parted: Vec<bool>,
    templates: Vec<String>,
    words: Vec<Option<String>>,
}

impl<'t> Looked<'t> {
    fn new(text: &'t str) -> Self {
        let looked_at = &text[..text.floor_char_boundary(LOOKED_AT)];
        let mut looked = Self::default();
        let mut parted = true;
        for line in looked_at.lines() {
            if !line.trim().is_empty() {
                looked.lines.push(line);
                looked.parted.push(parted);
            }
            parted = line.trim().is_empty();
        }
        if looked_at.len() < text.len() {
            // The last line may have been cut.
            looked.lines.pop();
        }
        looked.templates = looked.lines.iter().map(|line| template(line)).collect();
        looked.words = looked.lines.iter().map(|line| words(line)).collect();
        looked
    }

    /// How records may begin: as one of the first lines does, at the margin, or with a name.
    fn begins(&self) -> impl Iterator<Item = Begin> {
        let first = self.templates.iter().zip(&self.words).take(MOST_BEFORE);
        let of_lines = first.flat_map(|(line, words)| {
            [Some(Begin::Line(line.clone())), words.clone().map(Begin::Words)].into_iter().flatten()
        });
        of_lines.chain([Begin::Margin, Begin::Name])
    }

    /// Where lines begin so.
    fn starts(&self, begin: &Begin) -> Vec<usize> {
        let begins = |at: &usize| match begin {
            Begin::Line(line) => self.templates[*at] == *line,
            Begin::Words(words) => self.words[*at].as_ref() == Some(words),
            _ => begin.is(self.lines[*at], at.checked_sub(1).map(|at| self.lines[at])),
        };
        let mut starts: Vec<usize> = (0..self.lines.len()).filter(begins).collect();
        if *begin == Begin::Margin {
            // Titles stand at the margin too.
            let title = |at: &&usize| self.lines.get(**at + 1).is_none_or(|line| !is_set_in(line));
            let titles = starts.iter().take_while(title).count();
            starts.drain(..titles);
        }
        starts
    }

    /// May records begin there? Where blank lines part the text, one stands before each record, and what stands between two of them does
    /// not tell of one thing by itself. What stands before the first record is not what all records end with: they would begin with it.
    fn are_borders(&self, starts: &[usize]) -> bool {
        let records = || starts.windows(2).map(|pair| pair[0]..pair[1]);
        let before = starts.iter().filter(|at| self.parted[**at]).count();
        let has_blank = |record: &Range<usize>| self.parted[record.start + 1..record.end].contains(&true);
        let within = records().filter(has_blank).count();
        let is_unclear = |record: &Range<usize>| {
            has_blank(record) || !block::tells_of_one(&self.lines[record.clone()].join("\n"))
        };
        let unclear = records().filter(is_unclear).count();
        let last = starts[0].checked_sub(1).map(|at| shape(self.lines[at]));
        let alike = records().filter(|record| Some(shape(self.lines[record.end - 1])) == last).count();
        let unparted = before * 10 <= starts.len() + 10 && within * 10 <= starts.len();
        let parted = before * 10 >= starts.len() * 8 && unclear * 10 >= starts.len() * 2;
        (unparted || parted) && alike * 2 < starts.len()
    }
}

impl Recurring {
    /// From the beginning of a text.
    pub(super) fn sniff(text: &str) -> Option<Self> {
        let looked = Looked::new(text);
        looked.begins().find_map(|begin| Self::of(begin, &looked))
    }

    /// Do lines of this kind begin records?
    fn of(begin: Begin, looked: &Looked<'_>) -> Option<Self> {
        let lines = &looked.lines[..];
        let starts = looked.starts(&begin);
        if starts.len() < LEAST || starts[0] >= MOST_BEFORE || !looked.are_borders(&starts) {
            return None;
        }
        // The last record may go on.
        let mut records: Vec<&[&str]> = starts.windows(2).map(|pair| &lines[pair[0]..pair[1]]).collect();
        if begin == Begin::Margin {
            // Titles stand at the top of each page.
            records.retain(|record| record.len() > 1);
        }
        let most = |fits: &dyn Fn(&[&str]) -> bool| {
            records.iter().filter(|record| fits(record)).count() * 10 >= records.len() * 8
        };
        let always = always(&records);
        let is_one =
            |record: &[&str]| (2..=MOST_LINES).contains(&record.len()) && tells_of_one(record, &always);
        let below = |record: &[&str]| match begin {
            Begin::Margin => is_set_in(record[1]),
            Begin::Name => record.len() > 2 && record[1..].iter().all(|line| has_digit(line)),
            _ => record.iter().all(|line| indent(line) >= indent(record[0])),
        };
        let several = records.len() * 2 >= starts.len().max(2 * LEAST - 2);
        let fits = several && most(&is_one) && most(&below) && (begin == Begin::Name || recurs(&records));
        fits.then_some(Self { begin, always })
    }

    /// Does a record begin with this line?
    pub(super) fn begins(&self, line: &str, before: Option<&str>) -> bool {
        self.begin.is(line, before)
    }

    /// Is this a line of whoever printed the list?
    pub(super) fn is_always(&self, line: &str) -> bool {
        self.always.iter().any(|known| known == line.trim())
    }
}

/// Is there, beside the first line, one that nearly all records have once?
fn recurs(records: &[&[&str]]) -> bool {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for record in records {
        let mut own: Vec<String> = record[1..].iter().flat_map(|line| label(line)).collect();
        own.retain(|label| label.chars().any(char::is_alphabetic));
        own.sort_unstable();
        for same in own.chunk_by(|one, other| one == other).filter(|same| same.len() == 1) {
            *counts.entry(same[0].clone()).or_default() += 1;
        }
    }
    counts.values().any(|count| count * 10 >= records.len() * 9)
}

/// The lines with contacts or an address that nine in ten records have as they are.
fn always(records: &[&[&str]]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in records.iter().flat_map(|record| record.iter()).filter(|line| has_contact(line)) {
        *counts.entry(line.trim()).or_default() += 1;
    }
    let mut found: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 1 && count * 10 >= records.len() * 9)
        .map(|(line, _)| line.to_string())
        .collect();
    found.sort_unstable();
    found
}

/// No list of people: one mailbox, few numbers, no lines of one shape. No log either, whose lines come from several tasks at once.
fn tells_of_one(record: &[&str], always: &[String]) -> bool {
    let own = || record.iter().filter(|line| !always.iter().any(|known| known == line.trim()));
    let mut shapes: Vec<String> = own().map(|line| shape(line)).collect();
    shapes.sort_unstable();
    !record.iter().any(|line| has_clock(line))
        && own().filter(|line| line.contains('@')).count() <= 1
        && own().filter(|line| has_long_number(line)).count() <= MOST_NUMBERS
        && shapes.chunk_by(|one, other| one == other).all(|same| same.len() < LIST)
}

fn has_contact(line: &str) -> bool {
    line.contains('@') || line.bytes().filter(u8::is_ascii_digit).count() >= SEVERAL_DIGITS
}

/// `Anne Roy`, `ROY, ANNE`: two to five words with capitals and no digit.
pub(super) fn is_name(line: &str) -> bool {
    let is_word = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words = line.split_whitespace();
    (2..=5).contains(&words.clone().count())
        && words.clone().filter(|word| is_word(word)).count() >= 2
        && !line.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'=' | b'@' | b';'))
}

pub(super) fn has_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_set_in(line: &str) -> bool {
    line.starts_with('\t') || indent(line) >= INDENT
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// A line with one nought for each run of digits, and one blank for each run of blanks.
fn template(line: &str) -> String {
    collapsed(line, false)
}

/// A line with one letter for each run of letters besides.
fn shape(line: &str) -> String {
    collapsed(line, true)
}

fn collapsed(line: &str, letters: bool) -> String {
    let mut collapsed = String::with_capacity(line.len());
    let mut last = None;
    for sign in line.trim().chars() {
        let kind = match sign {
            _ if sign.is_whitespace() => ' ',
            _ if sign.is_ascii_digit() => '0',
            _ if letters && sign.is_alphabetic() => 'a',
            _ => sign,
        };
        let runs = matches!(kind, ' ' | '0') || letters && kind == 'a';
        if !runs || last != Some(kind) {
            collapsed.push(kind);
        }
        last = Some(kind);
    }
    collapsed
}

/// The first two words of a line, where they hold a digit, as those of no sentence do.
fn words(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let first = format!("{} {}", words.next()?, words.next()?);
    words.next()?;
    let numbered = first.bytes().any(|byte| byte.is_ascii_digit());
    let said = first.bytes().any(|byte| byte.is_ascii_alphabetic() || byte == b'#');
    (numbered && said).then(|| template(&first))
}

/// What a line has in common with that of another record: all of it, its beginning up to a colon, its first word.
fn label(line: &str) -> [String; 3] {
    let line = line.trim();
    let upto = line.split_once(':').map_or("", |(before, _)| before);
    let word = line.split_whitespace().next().unwrap_or_default();
    [format!("={}", template(line)), format!(":{}", template(upto)), template(word)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proving::read_bytes;
    use proptest::prelude::*;

    fn records(text: &str) -> Vec<String> {
        read_bytes("f.txt", text.as_bytes())["f.txt"].values.iter().map(|row| row[0].3.clone()).collect()
    }

    const NAMES: [&str; 5] = ["Ada Roe", "Bo Lee", "Cy Poe", "Di Fox", "Ed Ray"];

    #[test]
    fn tickets_are_records_with_blank_lines_within() {
        let one = |(at, name): (usize, &&str)| {
            format!(
                "Ticket #88{at} (Open)\nCreated by {name}\n----\nParcel left in the rain.\n\nActivity:\nnew\n"
            )
        };
        let text: String = NAMES.iter().enumerate().map(one).collect::<Vec<_>>().join("\n");
        let found = records(&format!("All tickets\n\n{text}"));
        assert_eq!(found.len(), 6);
        assert_eq!(
            found[2],
            "Ticket #881 (Open)\nCreated by Bo Lee\n----\nParcel left in the rain.\n\nActivity:\nnew"
        );
    }

    #[test]
    fn lines_of_who_prints_are_told_apart() {
        let one = |name: &&str| {
            format!("HILLTOP PHARMACY #0231   (617) 555-0100\nRx# 77  Dr. P\n{name}\n1 MAIN ST\nQTY: 30\n")
        };
        let found = records(&NAMES.iter().map(one).collect::<String>());
        assert_eq!(found.len(), 10);
        assert_eq!(
            found[..2],
            ["HILLTOP PHARMACY #0231   (617) 555-0100", "Rx# 77  Dr. P\nAda Roe\n1 MAIN ST\nQTY: 30"]
        );
    }

    #[test]
    fn lines_set_in_go_with_the_one_before() {
        let one = |(at, name): (usize, &&str)| {
            format!(
                "{name}, Frau  200 DBL\n   Phone 020 555 010{at}  E-Mail x{at}@y.example\n   Specials: none\n"
            )
        };
        let text: String = NAMES.iter().enumerate().map(one).collect();
        assert_eq!(records(&format!("HOTEL\n\nName   Room Type\n{text}"))[3].lines().count(), 3);
    }

    #[test]
    fn records_that_begin_with_a_name_are_not_shifted() {
        let one = |(at, name): (usize, &&str)| format!("{name}\nTel: 020 555 010{at}\n1 Main St\n");
        let text: Vec<String> = NAMES.iter().enumerate().map(one).collect();
        assert_eq!(Recurring::sniff(&text.concat()).map(|found| found.begin), Some(Begin::Name));
        assert_eq!(Recurring::sniff(&text.join("\n")), None);
        assert_eq!(records(&text.concat())[1], text[1].trim_end());
    }

    #[test]
    fn a_page_of_a_list_is_no_record() {
        let page = |at: usize| {
            let row = |name: &&str| format!("{name}, {at} Main St\n");
            format!("Page {at} of 5\nMembers of the club\n{}", NAMES.iter().map(row).collect::<String>())
        };
        assert_eq!(Recurring::sniff(&(1..6).map(page).collect::<String>()), None);
        assert_eq!(Recurring::sniff(&"10:00:01 task 1 begins\nit says: this\ndone\n".repeat(9)), None);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(lines in proptest::collection::vec("(Ticket #[0-9]|  Name: [A-Z][a-z]{1,3}|Note|a@b\\.example|)", 0..60)) {
            let text = lines.join("\n");
            prop_assume!(read_bytes("f.txt", text.as_bytes())["f.txt"].format == "text");
            let found = records(&text);
            let mut kept: Vec<&str> = found.iter().flat_map(|record| record.lines()).filter(|line| !line.is_empty()).collect();
            let mut given: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
            kept.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(kept, given);
        }
    }
}
