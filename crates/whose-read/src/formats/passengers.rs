//! Lists of passengers that airlines and airports send each other (PNL and ADL, IATA Recommended Practice 1708).
//!
//! `1ROY/ANNEMRS` begins a group of travellers with one family name; what follows with a stop before it is about them: `.L/` the
//! number of the booking, `.R/DOCS` a travel document (AIRIMP), `.R/` other requests.

use whose_model::prose::title_of_traveller;

use super::messages::{Rows, each_line};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Lists of passengers.
pub struct Passengers;

const COLUMNS: [&str; 9] = [
    "passenger family name",
    "passenger given name",
    "passenger title",
    "booking reference",
    "passport number",
    "nationality",
    "date of birth",
    "sex",
    "remarks",
];
const FAMILY: u32 = 0;
const GIVEN: u32 = 1;
const TITLE: u32 = 2;
const BOOKING: u32 = 3;
const DOCUMENT: u32 = 4;
const NATIONALITY: u32 = 5;
const BIRTH: u32 = 6;
const SEX: u32 = 7;
const REMARKS: u32 = 8;

/// Place of the given names behind the sex in a travel document: expiry, family name, given names.
const GIVEN_OF_DOCUMENT: usize = 2;
/// Lines before the kind of the message: addresses, who sent it.
const MOST_BEFORE: usize = 8;

impl Format for Passengers {
    fn code(&self) -> &'static str {
        "passengers"
    }

    fn title(&self) -> &'static str {
        "Lists of passengers (IATA PNL, ADL)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_list = |text: &str| {
            let mut lines = text.lines();
            let kind = lines.by_ref().take(MOST_BEFORE).any(|line| matches!(line.trim(), "PNL" | "ADL"));
            kind && lines.any(|line| group(line).is_some())
        };
        if head.text.is_some_and(is_list) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let rows = Rows::new(output, &COLUMNS);
        let mut list = List { rows, travellers: Vec::new(), about: Vec::new(), from: 0 };
        each_line(input, |line, offset| {
            list.line(line, offset);
            list.rows.goes_on()
        });
        list.end_group();
        list.rows.end()
    }
}

/// Somebody of a group.
#[derive(Debug, PartialEq, Eq)]
struct Traveller {
    family: String,
    given: String,
    title: &'static str,
}

/// Puts groups of travellers and what is said of them together.
struct List<'o> {
    rows: Rows<'o>,
    travellers: Vec<Traveller>,
    /// What is said of the group.
    about: Vec<Said>,
    from: u64,
}

/// A value about a group.
struct Said {
    column: u32,
    value: String,
    /// The given names of the one it is about, where they are said.
    given: Option<String>,
}

impl List<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        let (names, elements) = line.split_once(" .").map_or((line, ""), |(names, rest)| (names, rest));
        if let Some(travellers) = group(names) {
            self.end_group();
            (self.travellers, self.from) = (travellers, offset);
            elements.split(" .").for_each(|element| self.element(element));
            return;
        }
        match line.strip_prefix('.').filter(|_| !self.travellers.is_empty()) {
            Some(elements) => elements.split(" .").for_each(|element| self.element(element)),
            None => {
                self.end_group();
                self.rows.around(line, offset);
            }
        }
    }

    /// `L/ABC123`, `R/DOCS HK1/P/CAN/AB123456/CAN/13JAN70/F/01JAN28/ROY/ANNE`, `RN/` that goes on.
    fn element(&mut self, element: &str) {
        let Some((code, said)) = element.trim().split_once('/') else {
            return self.note(REMARKS, element);
        };
        match code {
            "L" => self.note(BOOKING, said.split('/').next().unwrap_or(said)),
            "R" if said.starts_with("DOCS") => self.document(said),
            _ => self.note(REMARKS, element),
        }
    }

    fn document(&mut self, said: &str) {
        let parts: Vec<&str> = said.split('/').map(str::trim).collect();
        let [_, kind, issuer, number, nationality, birth, sex, rest @ ..] = &parts[..] else {
            return self.note(REMARKS, said);
        };
        let given = rest.get(GIVEN_OF_DOCUMENT).map(|given| (*given).to_string());
        let number = match *kind {
            "P" | "PP" => (DOCUMENT, (*number).to_string()),
            _ => (REMARKS, format!("{kind} {number}")),
        };
        let birth = day(birth).map_or((REMARKS, (*birth).to_string()), |birth| (BIRTH, birth));
        let told = [
            number,
            (NATIONALITY, (*nationality).to_string()),
            birth,
            (SEX, (*sex).to_string()),
            (REMARKS, format!("{issuer}/{}", rest.join("/"))),
        ];
        let told = told.into_iter().filter(|(_, value)| !value.is_empty());
        self.about.extend(told.map(|(column, value)| Said { column, value, given: given.clone() }));
    }

    fn note(&mut self, column: u32, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.about.push(Said { column, value: value.to_string(), given: None });
        }
    }

    /// The booking is that of all; a document is of whom it names; what else is said of several cannot be told of whom.
    fn end_group(&mut self) {
        let (about, travellers) = (std::mem::take(&mut self.about), std::mem::take(&mut self.travellers));
        let mut told = vec![false; about.len()];
        let alone = travellers.len() == 1;
        for traveller in travellers {
            let is_theirs = |said: &Said| {
                let named = said.given.as_deref().is_some_and(|given| traveller.is_called(given));
                alone || said.column == BOOKING || named
            };
            self.rows.push(FAMILY, &traveller.family);
            self.rows.push(GIVEN, &traveller.given);
            self.rows.push(TITLE, traveller.title);
            for (said, told) in about.iter().zip(&mut told).filter(|(said, _)| is_theirs(said)) {
                self.rows.push(said.column, &said.value);
                *told = true;
            }
            self.rows.end_record(self.from);
        }
        for (said, _) in about.iter().zip(&told).filter(|(_, told)| !**told) {
            self.rows.around(&said.value, self.from);
        }
    }
}

impl Traveller {
    /// Is the given name of a document theirs? One of the two may leave out a second one.
    fn is_called(&self, given: &str) -> bool {
        !given.is_empty() && (self.given.starts_with(given) || given.starts_with(self.given.as_str()))
    }
}

/// `1ROY/ANNEMRS`, `2ROY/ANNEMRS/PAULMR`, perhaps with a code of the group behind: `2ROY/ANNE/PAUL-B2`.
fn group(line: &str) -> Option<Vec<Traveller>> {
    let line = line.trim_end();
    let count = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, names) = line.split_at(count);
    if !(1..=3).contains(&count) || number.parse::<u16>().ok()? == 0 {
        return None;
    }
    let names = names.rsplit_once('-').filter(|(_, code)| is_code(code)).map_or(names, |(names, _)| names);
    let (family, given) = names.split_once('/')?;
    let named = |text: &str| {
        text.len() > 1
            && text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-'))
    };
    if !named(family) || !given.split('/').all(named) {
        return None;
    }
    let traveller = |given: &str| {
        let title = given.rsplit(' ').next().and_then(title_of_traveller).unwrap_or_default();
        let given = given[..given.len() - title.len()].trim_end();
        Traveller { family: family.to_string(), given: given.to_string(), title }
    };
    Some(given.split('/').map(traveller).collect())
}

/// `B2`: the group's code and its size.
fn is_code(code: &str) -> bool {
    code.len() >= 2
        && code.as_bytes()[0].is_ascii_uppercase()
        && code.bytes().skip(1).any(|byte| byte.is_ascii_digit())
}

/// `13JAN70` with blanks between its parts, as dates are written elsewhere.
fn day(text: &str) -> Option<String> {
    let (day, month, year) = (text.get(..2)?, text.get(2..5)?, text.get(5..)?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = digits(day) && digits(year) && matches!(year.len(), 2 | 4);
    (is_day && month.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn travellers_with_what_is_said_of_them() {
        let text = "QU YYZRRXX\n.HDQRMXX 011000\nPNL\nXX412/01MAR YYZ PART1\n-LHR040Y\n1ROY/ANNEMRS .L/VQ9A35\n.R/DOCS HK1/P/CAN/AB611428/CAN/13JAN70/F/01JAN28/ROY/ANNE\n2LEE/PAULMR/ADA\n.L/KC7TQS\n.R/WCHR HK1\n.R/DOCS HK1/P/GBR/AB7/GBR/13JAN70/F/01JAN28/LEE/ADA MAY\nENDPNL\n";
        let found = dump("s", text.as_bytes());
        for expected in [
            "s: passengers",
            "passenger family name=\"ROY\" passenger given name=\"ANNE\" passenger title=\"MRS\" booking reference=\"VQ9A35\" passport number=\"AB611428\" nationality=\"CAN\" date of birth=\"13 JAN 70\" sex=\"F\" remarks=\"CAN/01JAN28/ROY/ANNE\"",
            "passenger family name=\"LEE\" passenger given name=\"PAUL\" passenger title=\"MR\" booking reference=\"KC7TQS\"",
            "text=\"R/WCHR HK1\"",
            "passenger family name=\"LEE\" passenger given name=\"ADA\" booking reference=\"KC7TQS\" passport number=\"AB7\" nationality=\"GBR\"",
            "text=\"-LHR040Y\"",
        ] {
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn what_is_no_group_is_none() {
        for line in ["1/2", "0ROY/ANNE", "12 MAIN ST/UNIT", "1ROY", "XX412/01MAR", "1Roy/Anne"] {
            assert_eq!(group(line), None, "{line}");
        }
        assert_eq!(group("2ROY/ANNE/PAUL-B2").map(|group| group.len()), Some(2));
    }

    proptest! {
        #[test]
        fn any_line_is_read(said in "([0-9]|[A-Z]{1,4}|/|[.]| |-|é|\n){0,40}") {
            read_bytes("f", format!("PNL\nX\n1ROY/ANNEMRS\n{said}\n.R/DOCS {said}\n").as_bytes());
        }
    }
}
