//! One line of a labelled record, and how the records of a text stand apart.

use std::collections::BTreeMap;

use super::abreast::Abreast;
use super::marks::Marks;
use crate::formats::delimited::is_column_word;

/// Longest label, in characters, and most words of one.
const LONGEST_LABEL: usize = 40;
const MOST_WORDS: usize = 5;
/// Fewest records from which their form is told.
pub(super) const LEAST_RECORDS: usize = 3;
/// Of the lines that say anything, so many in a hundred have a label.
const LABELLED: usize = 70;

/// A line of a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'l> {
    /// Nothing, a rule, the mark between two records.
    Apart,
    /// A comment of LDIF, or of a file of settings.
    Comment(&'l str),
    /// `[user 12]` in a file of settings: a record begins, and this is its name.
    Section(&'l str),
    /// A label and its value; the value of `::` is base64 in LDIF.
    Labelled { label: &'l str, value: &'l str, encoded: bool },
    /// Goes on with the value above it, or belongs to none.
    Other(&'l str),
}

/// How the records of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// What stands behind a label: `:`, `=`, `|`, the wide colon, `=>`.
    pub sign: &'static str,
    /// Objects as a program writes them: lines of brackets, quotes around labels and values, commas behind them.
    pub objects: bool,
    /// Comments, folded lines and base64 are those of RFC 2849.
    pub ldif: bool,
    /// A record begins with the label that the first one begins with, and with nothing else.
    pub by_label: bool,
    /// Labels hold the number of their record: `user.7.name`, `CONTACT_7_NAME`.
    pub numbered: bool,
    /// A line is an object with all its labels.
    pub inline: bool,
    /// Lines are marked up, and records begin with headings.
    pub marks: Option<Marks>,
}

impl Style {
    /// Reads a line without its end.
    pub(super) fn line<'l>(&self, line: &'l str) -> Line<'l> {
        let bare = line.trim();
        if is_apart(bare) {
            return Line::Apart;
        }
        if let Some(marks) = self.marks {
            return marks.line(*self, line);
        }
        if self.objects {
            return self.property(bare);
        }
        let settings = self.sign == "=";
        if let Some(name) = section(bare).filter(|_| settings) {
            return Line::Section(name);
        }
        if let Some(comment) = bare.strip_prefix(';').filter(|_| settings) {
            return Line::Comment(comment.trim());
        }
        if let Some(comment) = line.strip_prefix('#').filter(|_| self.ldif) {
            return Line::Comment(comment.trim());
        }
        // Folded lines of LDIF begin with a blank.
        if self.ldif && line.starts_with(' ') {
            return Line::Other(&line[1..]);
        }
        let Some(at) = line.find(self.sign) else { return Line::Other(bare) };
        let (label, value) = (line[..at].trim(), &line[at + self.sign.len()..]);
        let encoded = self.ldif && value.starts_with(':');
        let value = value.strip_prefix(':').filter(|_| encoded).unwrap_or(value);
        if self.numbered {
            let label = without_number(label).filter(|label| is_label(label));
            let value = unquoted(value.trim());
            return label.map_or(Line::Other(bare), |label| Line::Labelled { label, value, encoded });
        }
        // `"Name"="Anne Roy"`, as the registry of Windows is exported.
        if let Some(label) =
            label.strip_prefix('"').and_then(|label| label.strip_suffix('"')).filter(|_| settings)
        {
            let value = unquoted(value.trim());
            return if is_label(label) {
                Line::Labelled { label, value, encoded }
            } else {
                Line::Other(bare)
            };
        }
        let spaced = self.sign != ":" || value.is_empty() || value.starts_with([' ', '\t']) || self.ldif;
        if spaced && is_label(label) {
            Line::Labelled { label, value: value.trim(), encoded }
        } else {
            Line::Other(bare)
        }
    }
}

impl Style {
    /// Nothing but labels tells records apart.
    pub(super) const BY_LABEL: Self = Self { by_label: true, ..Self::plain("", false) };

    /// This sign behind labels, and nothing else that is particular.
    const fn plain(sign: &'static str, objects: bool) -> Self {
        Self { sign, objects, ldif: false, by_label: false, numbered: false, inline: false, marks: None }
    }

    /// May labels stand side by side in a line, as on printed forms?
    pub(super) fn may_stand_abreast(self) -> bool {
        matches!(self.sign, ":" | "：")
            && !self.ldif
            && !self.objects
            && !self.numbered
            && self.marks.is_none()
    }

    /// Reads a line of an object: `[name] => Anne`, `'name' => 'Anne',`, `name: "Anne",`.
    fn property<'l>(&self, bare: &'l str) -> Line<'l> {
        if is_bracket(bare) {
            return Line::Apart;
        }
        let Some((label, value)) = bare.split_once(self.sign) else { return Line::Other(bare) };
        let label = label.trim().trim_matches(['[', ']', '"', '\'', ':']);
        let value = value.trim();
        // What the object holds is written below; its number among its like says nothing.
        let opens = is_bracket(value) && (value.ends_with(['(', '[', '{']) || value == "Array");
        let value = if opens { "" } else { value };
        if value.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()) {
            return Line::Apart;
        }
        if is_label(label) {
            // `print_r` writes values as they are.
            let value = if bare.starts_with('[') { value } else { unquoted(value) };
            Line::Labelled { label, value, encoded: false }
        } else {
            Line::Other(bare)
        }
    }
}

/// The label that a line of a form begins with.
pub(in crate::formats) fn label(line: &str) -> Option<&str> {
    [":", "："].into_iter().find_map(|sign| match Style::plain(sign, false).line(line) {
        Line::Labelled { label, .. } => Some(label),
        _ => None,
    })
}

/// Nothing but brackets, as between objects: `(`, `},`, `array(`, `Array`.
fn is_bracket(bare: &str) -> bool {
    let rest = bare.strip_prefix("array").or_else(|| bare.strip_prefix("Array")).unwrap_or(bare);
    bare != "array" && rest.chars().all(|c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | ' '))
}

/// A value without the comma behind it and the quotes around it.
fn unquoted(value: &str) -> &str {
    let bare = value.strip_suffix(',').unwrap_or(value);
    let within = |quote| bare.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(bare)
}

/// `name`, `Date of birth`, `E-Mail (privat)`, `고객명`.
pub(super) fn is_label(label: &str) -> bool {
    let begins = label.chars().next().is_some_and(char::is_alphabetic);
    begins
        && label.chars().count() <= LONGEST_LABEL
        && label.split_whitespace().count() <= MOST_WORDS
        && label.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '#' | '\'' | '°' | ';')
        })
}

/// What a label says beside the number of its record: `name` of `user.7.name`, of `users[7].name` and of `name_7`.
fn without_number(label: &str) -> Option<&str> {
    let parts = |c: char| matches!(c, '.' | '_' | '-' | '[' | ']' | '/' | ':');
    let mut from = 0;
    for part in label.split(parts) {
        let to = from + part.len();
        if !part.is_empty() && part.len() < 8 && part.bytes().all(|byte| byte.is_ascii_digit()) && from > 0 {
            let behind = label[to..].trim_start_matches(parts);
            return Some(if behind.is_empty() { label[..from].trim_end_matches(parts) } else { behind });
        }
        from = to + label[to..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// An empty line, a rule, `-[ RECORD 1 ]---`, `*** 1. row ***`.
fn is_apart(bare: &str) -> bool {
    let Some(first) = bare.chars().next() else { return true };
    let rule = matches!(first, '-' | '*' | '=' | '_' | '~' | '#')
        && bare.len() >= 3
        && bare.chars().filter(|c| *c == first).count() >= 3;
    rule && (bare.chars().all(|c| c == first || c == '+')
        || bare.contains(". row *")
        || bare.contains("RECORD "))
        || bare.starts_with("-[ RECORD ")
}

/// `user 12` of `[user 12]`.
fn section(bare: &str) -> Option<&str> {
    let inner = bare.strip_prefix('[')?.strip_suffix(']')?;
    (!inner.is_empty() && !inner.contains(['[', ']', '='])).then_some(inner)
}

/// How the records of a text are written, judged by its head; `None` where it holds none.
pub(super) fn sniff(head: &str, whole: bool) -> Option<Style> {
    if is_ldif(head) {
        return Some(Style { ldif: true, ..Style::plain(":", false) });
    }
    // The last line may be cut.
    let cut = if whole { head.len() } else { head.rfind('\n')? };
    let head = &head[..cut];
    if let Some(style) = marked(head) {
        return Some(style);
    }
    if let Some(style) = inline(head) {
        return Some(style);
    }
    let signs = [("=>", true), (":", true), (":", false), ("=", false), ("|", false), ("：", false)];
    let found = signs.into_iter().find_map(|(sign, objects)| {
        let style = Style::plain(sign, objects);
        let seen = Seen::of(head, style);
        let bracketed = !objects || seen.brackets >= LEAST_RECORDS;
        (bracketed && seen.are_records()).then(|| Style { by_label: seen.by_label(), ..style })
    });
    // The records of settings have no end but the next number.
    let numbered = || {
        ["=", ":"].into_iter().find_map(|sign| {
            let style = Style { numbered: true, by_label: true, ..Style::plain(sign, false) };
            let seen = Seen::of(head, style);
            (seen.are_records() && seen.first_is_often()).then_some(style)
        })
    };
    found.or_else(numbered)
}

/// An object to a line, each with the same labels.
fn inline(head: &str) -> Option<Style> {
    ["=", ":"].into_iter().find_map(|sign| {
        let style = Style { inline: true, by_label: true, ..Style::plain(sign, false) };
        let seen = Seen::of(head, style);
        let known = seen.labels.keys().any(|label| is_column_word(label));
        (known && seen.are_records() && seen.first_is_often()).then_some(style)
    })
}

/// Records below headings, each with two labels or more, some of which are names of columns.
fn marked(head: &str) -> Option<Style> {
    [Marks::Heading, Marks::Item].into_iter().find_map(|marks| {
        let headings = head.lines().filter(|line| marks.heading(line).is_some()).count();
        let style = Style { marks: Some(marks), by_label: true, ..Style::plain(":", false) };
        if headings < LEAST_RECORDS {
            return None;
        }
        let seen = Seen::of(head, style);
        let known =
            seen.labels.iter().filter(|(label, count)| **count >= LEAST_RECORDS && is_column_word(label));
        (known.count() > 0 && seen.are_below_headings() && seen.blocks * 3 >= headings * 2).then_some(style)
    })
}

/// Does a text begin as LDIF does (RFC 2849)?
pub(super) fn is_ldif(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    let named = |line: &str| {
        let rest = line.strip_prefix("dn:");
        rest.is_some_and(|rest| rest.starts_with(':') || rest.contains('='))
    };
    named(first) || first.starts_with("version:") && lines.next().is_some_and(named)
}

/// What a head shows of its records.
#[derive(Default)]
struct Seen {
    /// Lines with a label, lines that say anything, blocks with two labels or more.
    labelled: usize,
    lines: usize,
    blocks: usize,
    /// Lines of brackets alone.
    brackets: usize,
    /// How often each label stands, and the first of all.
    labels: BTreeMap<String, usize>,
    first: String,
}

impl Seen {
    fn of(head: &str, style: Style) -> Self {
        let mut seen = Self::default();
        let mut in_block = 0;
        let mut abreast = Abreast::default();
        for line in head.lines() {
            abreast.read(style, line, |read, _| seen.take(read, line, &mut in_block, style.marks.is_some()));
        }
        seen
    }

    /// Takes a line or a part of one. `in_block`: labels since the last blank line.
    fn take(&mut self, read: Line<'_>, line: &str, in_block: &mut usize, marked: bool) {
        match read {
            // Below a heading, blank lines part nothing.
            Line::Apart if marked => {}
            Line::Apart | Line::Section(_) => {
                *in_block = 0;
                let bare = line.trim();
                self.brackets += usize::from(!bare.is_empty() && is_bracket(bare));
            }
            Line::Comment(_) => {}
            Line::Other(_) => self.lines += 1,
            Line::Labelled { label, .. } => {
                self.lines += 1;
                self.labelled += 1;
                *in_block += 1;
                self.blocks += usize::from(*in_block == 2);
                if self.first.is_empty() {
                    self.first = label.to_string();
                }
                match self.labels.get_mut(label) {
                    Some(count) => *count += 1,
                    None => {
                        self.labels.insert(label.to_string(), 1);
                    }
                }
            }
        }
    }

    /// The same few labels again and again, on nearly every line.
    fn are_records(&self) -> bool {
        let often = self.labels.values().filter(|count| **count >= LEAST_RECORDS).count();
        self.labelled * 100 >= self.lines * LABELLED
            && often >= 2
            && self.labelled >= 3 * self.labels.len()
            && (self.first_is_often() || self.blocks >= LEAST_RECORDS)
    }

    /// The same few labels below heading after heading; between them somebody may have written more.
    fn are_below_headings(&self) -> bool {
        let often = self.labels.values().filter(|count| **count >= LEAST_RECORDS).count();
        often >= 2 && self.labelled * 2 >= self.lines && self.labelled >= 2 * self.labels.len()
    }

    /// Does the first label stand in record after record? What heads a file may stand before them.
    fn first_is_often(&self) -> bool {
        self.labels.get(&self.first).is_some_and(|count| *count >= LEAST_RECORDS)
    }

    /// Do blank lines stand within records, or none between them?
    fn by_label(&self) -> bool {
        let firsts = self.labels.get(&self.first).copied().unwrap_or_default();
        self.first_is_often() && (self.blocks * 10 > firsts * 13 || self.blocks * 2 < firsts)
    }
}
