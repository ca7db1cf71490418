//! The end of a run on a terminal: the answer in at most thirty lines of at most a hundred columns, in the words of the page.

use std::fmt::Write;

use whose_model::Role;

use crate::page::{nothing, reason, remedy, uncompared};
use crate::words::Words;
use crate::{GapEntry, Language, Report, Split, TellError};

/// Columns of a line.
const WIDTH: usize = 100;
/// Columns that a place has at least.
const PLACE: usize = 24;
/// Columns of what a row says, before its shares.
const ROW: usize = 62;

/// What a person would want to know at the end of a run.
///
/// # Errors
/// When the words of the language are not complete: a mistake in the program.
pub fn summary_text(report: &Report, language: Language) -> Result<String, TellError> {
    let words = Words::of(language)?;
    let mut summary = Summary { report, words: &words, text: String::new() };
    summary.numbers();
    if report.answer.mentions > 0 {
        summary.contents();
        summary.roles();
    }
    summary.registry();
    summary.absent();
    summary.coverage();
    summary.enquiries();
    Ok(summary.text)
}

struct Summary<'a> {
    report: &'a Report,
    words: &'a Words,
    text: String,
}

impl Summary<'_> {
    fn n(&self, number: u64) -> String {
        self.words.number(number)
    }

    fn write(&mut self, line: &str) {
        let _ = writeln!(self.text, "{}", shortened(line, WIDTH));
    }

    /// Words, and that something follows.
    fn named(&self, key: &str) -> String {
        format!("{}{}", self.words.say(key), self.words.say("page.colon"))
    }

    /// A line of a name and what is said of it, all names of a block as wide as the widest.
    fn block(&mut self, lines: &[(String, String)]) {
        let widest = lines.iter().map(|(name, _)| width(name) + 2).max().unwrap_or(0).max(12);
        for (name, rest) in lines {
            self.write(&format!("  {}{rest}", padded(name, widest)));
        }
    }

    fn numbers(&mut self) {
        let (report, words) = (self.report, self.words);
        let answer = &report.answer;
        self.write(&report.case.name);
        let interval = [("lower", self.n(answer.people.lower)), ("upper", self.n(answer.people.upper))];
        let interval: Vec<(&str, &str)> = interval.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let people = [Some(words.fill("lead.interval", &interval)), uncompared(report, words)];
        let people: Vec<String> = people.into_iter().flatten().collect();
        let headline = |name: &str, number: u64, notes: String| {
            let number = right(&words.number(number), 11);
            (words.say(&format!("headline.{name}")).to_string(), format!("{number}  {notes}"))
        };
        let mut lines = vec![
            headline("people", answer.people.best, people.join("; ")),
            headline("records", answer.records, String::new()),
            headline("mentions", answer.mentions, String::new()),
            headline("clients", answer.clients, self.of_clients()),
        ];
        if let (Some(first), Some(last)) = (&answer.first_day, &answer.last_day) {
            let period = self.period(first, last);
            lines.push((words.say("headline.period").to_string(), format!(" {period}")));
        }
        self.block(&lines);
    }

    fn of_clients(&self) -> String {
        let (clients, words) = (&self.report.clients, self.words);
        let mut notes = Vec::new();
        if let Some(listed) = clients.listed {
            notes.push(words.count("summary.listed", listed, &[]));
        }
        if clients.people_of_several > 0 {
            notes.push(words.count("summary.several", clients.people_of_several, &[]));
        }
        if let Some(unattributed) = &clients.unattributed {
            notes.push(words.count("summary.unattributed", unattributed.totals.records, &[]));
        }
        notes.join("; ")
    }

    fn period(&self, first: &str, last: &str) -> String {
        let (months, words) = (&self.report.months, self.words);
        let mut period = vec![
            words.fill("lead.interval", &[("lower", first), ("upper", last)]),
            words.count("headline.period_months", months.rows.len() as u64, &[]),
        ];
        // One of the days is enough here; the page has all.
        if let Some(default) = months.default_days.first() {
            let records = months.default_days.iter().map(|default| default.totals.records).sum();
            let key =
                if months.default_days.len() > 1 { "summary.without_days" } else { "summary.without_day" };
            period.push(words.count(key, records, &[("day", &default.day)]));
        }
        period.join(", ")
    }

    fn contents(&mut self) {
        let (report, words) = (self.report, self.words);
        let combinations = &report.combinations;
        let (people, records) = (&combinations.of_people, &combinations.of_records);
        let heads = ["table.people", "table.records"].map(|key| words.say(key).to_lowercase());
        let columns = heads.iter().map(|head| width(head) + 2).max().unwrap_or(0).max(9);
        let row = |what: &str, of_people: &str, of_records: &str| {
            format!("  {}{}{}", padded(what, ROW), right(of_people, columns), right(of_records, columns))
        };
        let share = |what: &str, of_people: u64, of_records: u64| {
            row(what, &words.percent(of_people, people.all), &words.percent(of_records, records.all))
        };
        self.text.push('\n');
        self.write(&row(words.say("contents.question"), &heads[0], &heads[1]));
        let base = words.categories(report, &combinations.base);
        // Where many have only a part of it, "nothing more" alone would say too much.
        let part = people.part_of_base * 20 > people.all;
        let key = if part { "contents.row_part" } else { "contents.row_within" };
        let within = words.fill(key, &[("base", &base), ("nothing", nothing(report, words))]);
        if width(&within) > ROW - 4 {
            self.write(&format!("  {base},"));
            let rest = within.strip_prefix(base.as_str()).unwrap_or(&within).trim_start_matches([',', ' ']);
            self.write(&share(&format!("  {rest}"), people.within_base, records.within_base));
        } else {
            self.write(&share(&within, people.within_base, records.within_base));
        }
        self.write(&share(words.say("contents.row_beyond"), people.beyond_base, records.beyond_base));
        let count = |split: &Split, code: &str| split.beyond.get(code).copied().unwrap_or(0);
        let mut beyond: Vec<&String> = people.beyond.keys().chain(records.beyond.keys()).collect();
        beyond.sort();
        beyond.dedup();
        beyond.sort_by_key(|code| std::cmp::Reverse(count(people, code)));
        for code in beyond.into_iter().take(4) {
            let name = format!("  {}", words.category(report, code));
            self.write(&share(&name, count(people, code), count(records, code)));
        }
        let open = report.open_columns().len() as u64;
        if open > 0 {
            let names = report.open_names().join(", ");
            let told = words.count("summary.not_understood_of", open, &[("columns", &names)]);
            self.write(&format!("  {told}"));
        }
    }

    fn roles(&mut self) {
        let (report, words) = (self.report, self.words);
        let known = report.known_roles();
        if known.len() < 2 {
            return;
        }
        let unknown = report.roles.iter().find(|entry| entry.role == Role::Unknown.code());
        let roles: Vec<String> = known
            .iter()
            .take(5)
            .copied()
            .chain(unknown)
            .map(|entry| format!("{} {}", words.number(entry.totals.people), words.role(&entry.role)))
            .collect();
        self.text.push('\n');
        self.write(&format!("  {}{}", self.named("people.caption"), roles.join(", ")));
    }

    fn registry(&mut self) {
        let (report, words) = (self.report, self.words);
        let Some(registry) = &report.registry else { return };
        let labelled = |name: &str, number: u64| {
            format!("{} {}", words.say(&format!("registry.{name}")).to_lowercase(), words.number(number))
        };
        let standings = [
            labelled("confirmed", registry.confirmed),
            labelled("possible", registry.possible),
            labelled("excluded", registry.excluded),
        ];
        let of = labelled("customers", registry.customers);
        self.text.push('\n');
        self.block(&[
            (
                words.say("digests.registry").to_string(),
                format!("{of}{}{}", words.say("page.colon"), standings.join(", ")),
            ),
            (String::new(), words.count("registry.outside", registry.people_in_no_registry, &[])),
        ]);
    }

    fn absent(&mut self) {
        let (report, words) = (self.report, self.words);
        let coverage = &report.coverage;
        let read = words.count("count.bytes", coverage.bytes_read, &[]);
        let mut but = Vec::new();
        if coverage.bytes_in_gaps > 0 {
            let bytes = words.count("count.bytes", coverage.bytes_in_gaps, &[]);
            but.push(words.fill("summary.not_read", &[("bytes", &bytes)]));
        }
        let open = report.open_columns().len() as u64;
        if open > 0 {
            but.push(words.count("summary.not_understood", open, &[]));
        }
        let but = if but.is_empty() { String::new() } else { format!(" ({})", but.join("; ")) };
        self.text.push('\n');
        self.write(&format!("  {}{but}", words.fill("summary.searched", &[("read", &read)])));
        let lines: Vec<(String, String)> = report
            .searched
            .iter()
            .map(|searched| {
                let group = searched.group.code();
                let name = words.say_or(&format!("group.{group}"), group).to_string();
                let found =
                    searched.categories.iter().filter(|row| row.findings > 0 || row.totals.mentions > 0);
                let found: Vec<String> = found
                    .map(|row| {
                        format!("{} {}", words.number(row.findings), words.category(report, &row.category))
                    })
                    .collect();
                let of = words.number(searched.searched);
                let rest = if found.is_empty() {
                    words.fill("summary.none", &[("searched", &of)])
                } else {
                    let number = words.number(found.len() as u64);
                    let mark = words.fill("absent.mark", &[("found", &number), ("searched", &of)]);
                    format!("{mark}{}{}", words.say("page.colon"), found.join(", "))
                };
                (name, rest)
            })
            .collect();
        self.block(&lines);
    }

    fn coverage(&mut self) {
        let (report, words) = (self.report, self.words);
        let coverage = &report.coverage;
        let sources = words.count("count.sources", coverage.sources, &[]);
        self.text.push('\n');
        if coverage.gaps == 0 {
            self.write(&format!("  {}", words.fill("absent.basis_complete", &[("read", &sources)])));
        } else {
            let told = words.count(
                "summary.unread",
                coverage.gaps,
                &[
                    ("unread", &words.number(coverage.bytes_in_gaps)),
                    ("all", &words.number(coverage.bytes)),
                    ("share", &words.percent(coverage.bytes_in_gaps, coverage.bytes)),
                    ("sources", &sources),
                ],
            );
            self.write(&format!("  {told}"));
            coverage.largest.iter().take(3).for_each(|gap| self.gap(gap));
        }
        if coverage.copies > 0 {
            let bytes = words.bytes(coverage.bytes_of_copies);
            self.write(&format!(
                "  {}",
                words.count("coverage.copies", coverage.copies, &[("bytes", &bytes)])
            ));
        }
        if coverage.sources_not_adding_up > 0 {
            let told = words.count("coverage.not_adding_up", coverage.sources_not_adding_up, &[]);
            self.write(&format!("  {told}"));
        }
    }

    fn gap(&mut self, gap: &GapEntry) {
        let words = self.words;
        let why = reason(&gap.reason, words);
        let remedy = remedy(&gap.reason, &gap.remedy, words);
        let both = format!("{why}{}{remedy}", words.say("page.colon"));
        let left = |why: &str| WIDTH.saturating_sub(19 + width(why));
        // Where something stands says more than what would help; the page has both. The end of a place says most.
        let why = if left(&both) < width(&gap.place).min(PLACE) { why } else { &both };
        let place = shortened_left(&gap.place, left(why).max(16));
        self.write(&format!("  {}  {place}  {why}", right(&words.number(gap.bytes()), 13)));
    }

    fn enquiries(&mut self) {
        let counts = &self.report.enquiries;
        if counts.all > 0 {
            let open = self.n(counts.open);
            let told = self.words.count("enquiries.sentence", counts.all, &[("open", &open)]);
            self.write(&format!("  {told}"));
        }
    }
}

/// A terminal shows East Asian letters two columns wide, and obeys control characters: these become dots.
fn letters(text: &str) -> impl DoubleEndedIterator<Item = (char, usize)> + '_ {
    text.chars().map(|letter| match letter {
        letter if letter.is_control() => ('·', 1),
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' => (letter, 2),
        '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => (letter, 2),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ('·', 1),
        letter => (letter, 1),
    })
}

fn width(text: &str) -> usize {
    letters(text).map(|(_, columns)| columns).sum()
}

fn taken(text: impl Iterator<Item = (char, usize)>, columns: usize) -> Vec<char> {
    let mut left = columns;
    text.map_while(|(letter, columns)| {
        left = left.checked_sub(columns)?;
        Some(letter)
    })
    .collect()
}

/// At most so many columns, `…` at the end where something was cut.
fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return letters(text).map(|(letter, _)| letter).collect::<String>().trim_end().to_string();
    }
    taken(letters(text), columns - 1).into_iter().chain(['…']).collect()
}

/// The same, cut at the start.
fn shortened_left(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return shortened(text, columns);
    }
    let kept = taken(letters(text).rev(), columns - 1);
    ['…'].into_iter().chain(kept.into_iter().rev()).collect()
}

/// At least so many columns, the text at the end of them.
fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Exactly so many columns.
fn padded(text: &str, columns: usize) -> String {
    let mut text = shortened(text, columns);
    let missing = columns - width(&text);
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_the_letters() {
        assert_eq!(padded("홍길동", 8), "홍길동  ");
        assert_eq!(shortened("한화손해보험", 7), "한화손…");
        assert_eq!(shortened_left("exports/2018/manifest.csv", 14), "…/manifest.csv");
        assert_eq!(shortened("a\u{1b}[2Jb\u{202e}", 9), "a·[2Jb·");
    }
}
