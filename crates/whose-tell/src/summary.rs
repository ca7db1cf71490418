//! The end of a run on a terminal: the answer in at most thirty lines of at most a hundred columns.

use std::fmt::Write;

use whose_model::Role;

use crate::words::{grouped, percent_digits};
use crate::{GapEntry, Report, Split};

/// Columns of a line.
const WIDTH: usize = 100;

/// What a person would want to know at the end of a run. English, like all that the terminal shows.
#[must_use]
pub fn summary_text(report: &Report) -> String {
    let mut text = String::new();
    numbers(&mut text, report);
    if report.answer.mentions > 0 {
        contents(&mut text, report);
        roles(&mut text, report);
    }
    registry(&mut text, report);
    absent(&mut text, report);
    coverage(&mut text, report);
    enquiries(&mut text, report);
    text
}

fn n(number: u64) -> String {
    grouped(number, ',')
}

fn percent(part: u64, whole: u64) -> String {
    let (sign, digits) = percent_digits(part, whole);
    format!("{sign}{digits}%")
}

/// `1 gap`, `2 gaps`.
fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", n(number), if number == 1 { one } else { many })
}

fn line(text: &mut String, name: &str, rest: &str) {
    let _ = writeln!(text, "{}", shortened(&format!("  {name:<12}{rest}"), WIDTH));
}

fn numbers(text: &mut String, report: &Report) {
    let answer = &report.answer;
    let _ = writeln!(text, "{}", shortened(&report.case.name, WIDTH));
    let people = answer.people;
    line(text, "People", &format!("{:>11}  {} to {}", n(people.best), n(people.lower), n(people.upper)));
    line(text, "Records", &format!("{:>11}", n(answer.records)));
    line(text, "Mentions", &format!("{:>11}", n(answer.mentions)));
    let clients = &report.clients;
    let mut notes = Vec::new();
    if let Some(listed) = clients.listed {
        notes.push(format!("of {} listed", n(listed)));
    }
    if clients.people_of_several > 0 {
        notes.push(format!("{} of more than one", counted(clients.people_of_several, "person", "people")));
    }
    if let Some(unattributed) = &clients.unattributed {
        notes.push(format!(
            "{} of no known client",
            counted(unattributed.totals.records, "record", "records")
        ));
    }
    line(text, "Clients", &format!("{:>11}  {}", n(answer.clients), notes.join("; ")));
    if let (Some(first), Some(last)) = (&answer.first_day, &answer.last_day) {
        let months = report.months.rows.len() as u64;
        let mut period = vec![format!(" {first} to {last}"), counted(months, "month", "months")];
        // One of the days is enough here; the page has all.
        let defaults = &report.months.default_days;
        let records = defaults.iter().map(|default| default.totals.records).sum();
        if let Some(default) = defaults.first() {
            let more = if defaults.len() > 1 { " and the like" } else { "" };
            period.push(format!(
                "without {} of {}{more}",
                counted(records, "record", "records"),
                default.day
            ));
        }
        line(text, "Period", &period.join(", "));
    }
}

fn enquiries(text: &mut String, report: &Report) {
    let counts = &report.enquiries;
    if counts.all > 0 {
        line(text, "Enquiries", &format!("{:>11}  {} open", n(counts.all), n(counts.open)));
    }
}

fn name<'a>(report: &'a Report, code: &'a str) -> &'a str {
    report.category(code).map_or(code, |category| category.label.en.as_str())
}

fn names(report: &Report, codes: &[String]) -> String {
    codes.iter().map(|code| name(report, code)).collect::<Vec<_>>().join(", ")
}

fn contents(text: &mut String, report: &Report) {
    let combinations = &report.combinations;
    let (people, records) = (&combinations.of_people, &combinations.of_records);
    let _ = writeln!(text, "\n  {}{:>9}{:>9}", padded("What exactly of each", 62), "people", "records");
    let row = |text: &mut String, what: &str, of_people: u64, of_records: u64| {
        let (of_people, of_records) = (percent(of_people, people.all), percent(of_records, records.all));
        let _ = writeln!(text, "  {}{of_people:>9}{of_records:>9}", padded(what, 62));
    };
    let base = names(report, &combinations.base);
    // Where many have only a part of it, "nothing more" alone would say too much.
    let part = if people.part_of_base * 20 > people.all { "or a part of these, " } else { "" };
    let open = report.open_columns();
    let understood = if open.is_empty() { "" } else { " that was understood" };
    let within = format!("{part}nothing more{understood}");
    if width(&base) + width(&within) > 58 {
        let _ = writeln!(text, "  {}", shortened(&format!("{base},"), WIDTH - 2));
        row(text, &format!("  {within}"), people.within_base, records.within_base);
    } else {
        row(text, &format!("{base}, {within}"), people.within_base, records.within_base);
    }
    row(text, "also more", people.beyond_base, records.beyond_base);
    let mut beyond: Vec<&String> = people.beyond.keys().chain(records.beyond.keys()).collect();
    beyond.sort();
    beyond.dedup();
    let count = |split: &Split, code: &str| split.beyond.get(code).copied().unwrap_or(0);
    beyond.sort_by_key(|code| std::cmp::Reverse(count(people, code)));
    for code in beyond.into_iter().take(4) {
        row(text, &format!("  {}", name(report, code)), count(people, code), count(records, code));
    }
    if !open.is_empty() {
        let columns = counted(open.len() as u64, "column", "columns");
        let names = report.open_names().join(", ");
        let told = format!("not understood, in {columns} of tables of people: {names}");
        let _ = writeln!(text, "  {}", shortened(&told, WIDTH - 2));
    }
}

fn roles(text: &mut String, report: &Report) {
    let roles = report.known_roles();
    if roles.len() < 2 {
        return;
    }
    let mut roles: Vec<String> =
        roles.iter().take(5).map(|entry| format!("{} {}", n(entry.totals.people), entry.role)).collect();
    if let Some(entry) = report.roles.iter().find(|entry| entry.role == Role::Unknown.code()) {
        roles.push(format!("{} in no stated role", n(entry.totals.people)));
    }
    let _ = writeln!(text, "\n  People by role: {}", shortened(&roles.join(", "), WIDTH - 20));
}

fn registry(text: &mut String, report: &Report) {
    let Some(registry) = &report.registry else { return };
    let of = counted(registry.customers, "customer", "customers");
    let [confirmed, possible, excluded] = [registry.confirmed, registry.possible, registry.excluded].map(n);
    text.push('\n');
    line(text, "Registry", &format!("{of}: {confirmed} confirmed, {possible} possible, {excluded} excluded"));
    let outside = counted(registry.people_in_no_registry, "person", "people");
    line(text, "", &format!("{outside} in no registry"));
}

fn absent(text: &mut String, report: &Report) {
    let coverage = &report.coverage;
    let _ = write!(text, "\n  Searched for in {} read", counted(coverage.bytes_read, "byte", "bytes"));
    let mut but = Vec::new();
    if coverage.bytes_in_gaps > 0 {
        but.push(format!("not read: {}", counted(coverage.bytes_in_gaps, "byte", "bytes")));
    }
    let open = report.open_columns().len() as u64;
    if open > 0 {
        but.push(format!("not understood: {}", counted(open, "column", "columns")));
    }
    if !but.is_empty() {
        let _ = write!(text, " ({})", but.join("; "));
    }
    text.push('\n');
    for searched in &report.searched {
        let group = searched.group.code().replace('-', " ");
        let found: Vec<String> = searched
            .categories
            .iter()
            .filter(|row| row.findings > 0 || row.totals.mentions > 0)
            .map(|row| format!("{} {}", n(row.findings), name(report, &row.category)))
            .collect();
        let of = counted(searched.searched, "kind", "kinds");
        let rest = if found.is_empty() {
            format!("none found, of {of}")
        } else {
            format!("{} of {of}: {}", found.len(), found.join(", "))
        };
        line(text, &group, &rest);
    }
}

fn coverage(text: &mut String, report: &Report) {
    let coverage = &report.coverage;
    let sources = counted(coverage.sources, "source", "sources");
    if coverage.gaps == 0 {
        let _ = writeln!(text, "\n  Everything was read: {sources}");
    } else {
        let _ = writeln!(
            text,
            "\n  Not read: {} of {} bytes ({}), in {}, of {sources}",
            n(coverage.bytes_in_gaps),
            n(coverage.bytes),
            percent(coverage.bytes_in_gaps, coverage.bytes),
            counted(coverage.gaps, "gap", "gaps"),
        );
        for gap in coverage.largest.iter().take(3) {
            gap_lines(text, gap);
        }
    }
    if coverage.copies > 0 {
        let _ =
            writeln!(text, "  {} counted once", counted(coverage.copies, "further copy", "further copies"));
    }
    if coverage.sources_not_adding_up > 0 {
        let _ = writeln!(
            text,
            "  Bytes read and gaps do not add up in {}",
            counted(coverage.sources_not_adding_up, "source", "sources")
        );
    }
}

fn gap_lines(text: &mut String, gap: &GapEntry) {
    let why = format!("{}: {}", gap.reason, gap.remedy);
    // The end of a place says more than its beginning.
    let place = shortened_left(&gap.place, WIDTH.saturating_sub(19 + width(&why)).max(16));
    let _ = writeln!(text, "{}", shortened(&format!("  {:>13}  {place}  {why}", n(gap.bytes())), WIDTH));
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
