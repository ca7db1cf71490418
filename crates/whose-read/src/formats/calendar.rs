//! Calendars (iCalendar, RFC 5545).
//!
//! A record is an event, a task or a journal entry, or what stands around them: the calendar's own name and owner. Columns: `organizer/name`, `organizer/email`, `attendee[]/name` and
//! `attendee[]/email` with a group of their own for each; `dtstart`, `dtend` and `due` as days; every other property by its name in
//! lower case. What only programs read is left out.

use whose_model::GapReason;

use super::content_lines::{column_name, logical_line, split_property, unescaped};
use crate::paths::PathTables;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Calendars.
pub struct Calendar;

/// Tells nothing of anybody: when the clocks change.
const TIME_ZONE: &str = "VTIMEZONE";
/// Components that are records.
const ENTRIES: [&str; 4] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"];
/// Properties that name nobody: the calendar's own workings.
const LEFT_OUT: [&str; 12] = [
    "attach", "begin", "class", "dtstamp", "end", "exdate", "prodid", "rrule", "sequence", "transp", "uid",
    "version",
];

impl Format for Calendar {
    fn code(&self) -> &'static str {
        "calendar"
    }

    fn title(&self) -> &'static str {
        "Calendars (iCalendar, RFC 5545)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begin =
            |text: &str| text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
        if head.text.is_some_and(|text| begin(text.trim_start())) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut text) = input.text() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut window = Window::new(text.as_mut());
        let mut tables = PathTables::default();
        let table = tables.table("", output);
        let mut entries = Entries { output, tables, table, start: None, attendees: 0, in_time_zone: false };
        let mut line = String::new();
        while !entries.output.stopped() {
            let at = window.offset(0);
            if !logical_line(&mut window, &mut line) {
                break;
            }
            entries.line(&line, at);
        }
        entries.end();
        entries.tables.finish(entries.output);
        Reading { records: entries.tables.records() }
    }
}

struct Entries<'o> {
    output: &'o mut dyn Output,
    tables: PathTables,
    table: usize,
    /// Where the record under way began.
    start: Option<u64>,
    attendees: u32,
    in_time_zone: bool,
}

impl Entries<'_> {
    fn line(&mut self, line: &str, at: u64) {
        let Some((head, value)) = split_property(line) else { return };
        let name = head.split(';').next().unwrap_or_default().to_ascii_lowercase();
        let value = value.trim();
        let is_entry = ENTRIES.into_iter().any(|entry| value.eq_ignore_ascii_case(entry));
        match name.as_str() {
            "begin" | "end" if value.eq_ignore_ascii_case(TIME_ZONE) => self.in_time_zone = name == "begin",
            "begin" | "end" if is_entry => {
                self.end();
                self.start = Some(at).filter(|_| name == "begin");
            }
            _ if self.in_time_zone || LEFT_OUT.contains(&name.as_str()) => {}
            _ => self.property(&name, head, value, at),
        }
    }

    fn property(&mut self, name: &str, head: &str, value: &str, at: u64) {
        self.start.get_or_insert(at);
        match name {
            "attendee" => {
                self.person("attendee[]", self.attendees, head, value);
                self.attendees += 1;
            }
            "organizer" => self.person("organizer", 0, head, value),
            "dtstart" | "dtend" | "due" | "completed" | "created" | "last-modified" => self.day(name, value),
            _ => {
                // `X-OWNER;CN="Anne Roy"`: whoever it is, the name is not lost.
                common_name(head).into_iter().for_each(|known| self.push("name", 0, known));
                self.push(name, 0, unescaped(value).trim());
            }
        }
    }

    /// Somebody by the name that a parameter states, and an address.
    fn person(&mut self, column: &str, group: u32, head: &str, value: &str) {
        if let Some(name) = common_name(head) {
            self.push(&format!("{column}/name"), group, name);
        }
        let scheme = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        self.push(&format!("{column}/email"), group, &value[scheme.map_or(0, str::len)..]);
    }

    /// `20240601T100000Z` as `2024-06-01`.
    fn day(&mut self, name: &str, value: &str) {
        let written = value.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()));
        let day = written.map(|day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
        self.push(name, 0, day.as_deref().unwrap_or(value));
    }

    fn push(&mut self, name: &str, group: u32, value: &str) {
        if !value.is_empty() {
            let from = self.start.unwrap_or_default();
            self.tables.value(self.table, column_name(name), group, value, from, self.output);
        }
    }

    fn end(&mut self) {
        if let Some(start) = self.start.take() {
            self.tables.end_record(self.table, start, self.output);
        }
        self.attendees = 0;
    }
}

/// The value of the parameter `CN`, which quotes may surround.
fn common_name(head: &str) -> Option<&str> {
    let mut quoted = false;
    let parameters = head.split(move |character| {
        quoted ^= character == '"';
        character == ';' && !quoted
    });
    let named = |parameter: &str| parameter.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("CN="));
    let found = parameters.into_iter().find(|parameter| named(parameter))?;
    Some(found[3..].trim_matches('"').trim()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn events_with_those_who_attend() {
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Ada\r\nBEGIN:VTIMEZONE\r\nDTSTART:19701025T030000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTART;TZID=Europe/Paris:20240601T100000\r\n\
                    SUMMARY:Visit\\, first\r\nORGANIZER;CN=Desk:mailto:desk@x.example\r\n\
                    ATTENDEE;ROLE=REQ-PARTICIPANT;CN=\"Roy; Anne\":MAILTO:anne@x.example\r\nATTENDEE;CN=Paul\r\n  Lee:mailto:paul@x.example\r\n\
                    BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let found = dump("a.ics", text.as_bytes());
        let lines: Vec<&str> = found.lines().skip(2).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "0 #1 @30: x-wr-calname=\"Ada\"",
                "0 #2 @105: dtstart=\"2024-06-01\" summary=\"Visit, first\" organizer/name=\"Desk\" organizer/email=\"desk@x.example\" \
                 attendee[]/name=\"Roy; Anne\" attendee[]/email=\"anne@x.example\" attendee[]/name~1=\"Paul Lee\" \
                 attendee[]/email~1=\"paul@x.example\""
            ]
        );
    }

    proptest! {
        #[test]
        fn any_calendar_is_read(text in "(BEGIN:VEVENT\n|END:VEVENT\n|ATTENDEE|ORGANIZER|;CN=|\"|:|mailto:|DTSTART|20240601|é|\n| |\\PC){0,40}") {
            read_bytes("a.ics", format!("BEGIN:VCALENDAR\n{text}").as_bytes());
        }
    }
}
