//! Dates as people and programs write them.

use whose_model::civil;

use crate::dates::Order;

/// No record tells of a later year. Fixed, so that the same input gives the same output on any day.
pub const LATEST_YEAR: i32 = 2035;

/// A date of which parts may be hidden: the digits of `YYYYMMDD`, `*` where unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date([u8; 8]);

impl Date {
    /// A date with everything known; `None` where there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        civil::days_from_date(year, month, day)?;
        let mut digits = [b'0'; 8];
        let parts = [(year.unsigned_abs(), 4usize), (month, 6), (day, 8)];
        for (mut number, end) in parts {
            let start = if end == 4 { 0 } else { end - 2 };
            for place in digits[start..end].iter_mut().rev() {
                *place = b'0' + (number % 10) as u8;
                number /= 10;
            }
        }
        (1000..=9999).contains(&year).then_some(Self(digits))
    }

    /// From the digits of `YYYYMMDD`, `*` where hidden; `None` where no day fits.
    #[must_use]
    pub fn from_digits(digits: [u8; 8]) -> Option<Self> {
        if !digits.iter().all(|digit| digit.is_ascii_digit() || *digit == b'*') {
            return None;
        }
        let date = Self(digits);
        if let Some(days) = date.whole() {
            return days;
        }
        let within = |part: &[u8], low: u32, high: u32| {
            (low..=high).any(|number| {
                let (tens, ones) = (b'0' + (number / 10) as u8, b'0' + (number % 10) as u8);
                (part[0] == b'*' || part[0] == tens) && (part[1] == b'*' || part[1] == ones)
            })
        };
        (within(&digits[4..6], 1, 12) && within(&digits[6..8], 1, 31)).then_some(date)
    }

    /// `None` where something is hidden; else itself, where there is such a day.
    fn whole(self) -> Option<Option<Self>> {
        let (year, month, day) = (self.part(0, 4)?, self.part(4, 6)?, self.part(6, 8)?);
        Some(civil::days_from_date(i32::try_from(year).unwrap_or(0), month, day).map(|_| self))
    }

    fn part(self, from: usize, to: usize) -> Option<u32> {
        number(&self.0[from..to])
    }

    /// Year, where known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        self.part(0, 4).and_then(|year| i32::try_from(year).ok())
    }

    /// Days since 1970-01-01, where everything is known.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        civil::days_from_date(self.year()?, self.part(4, 6)?, self.part(6, 8)?)
    }

    /// Appends `YYYY-MM-DD`, `*` where unknown.
    pub fn write(self, into: &mut String) {
        for (at, digit) in self.0.iter().enumerate() {
            if at == 4 || at == 6 {
                into.push('-');
            }
            into.push(char::from(*digit));
        }
    }

    /// Could a living person, or one whose records still exist, be born then?
    #[must_use]
    pub fn could_be_birth(self) -> bool {
        self.year().is_none_or(|year| (1890..=LATEST_YEAR - 5).contains(&year))
    }
}

/// Could somebody be born on the day that the parts of a number tell? `year` has four digits, or two of a century that the
/// number does not tell; hidden positions fit any day.
#[must_use]
pub fn is_birth(year: &[u8], month: [u8; 2], day: [u8; 2]) -> bool {
    let fits = |[a, b, c, d]: [u8; 4]| {
        let date = Date::from_digits([a, b, c, d, month[0], month[1], day[0], day[1]]);
        date.is_some_and(Date::could_be_birth)
    };
    match *year {
        [a, b, c, d] => fits([a, b, c, d]),
        [c, d] => fits([b'1', b'9', c, d]) || fits([b'2', b'0', c, d]),
        _ => false,
    }
}

/// Could six digits in front be the day of an order or a bill, of 2015 to 2035, year first or last? Most numbers that begin so are
/// such, and no births.
#[must_use]
pub fn is_recent(six: &[u8]) -> bool {
    let recent = |year: &[u8]| (b"15".as_slice()..=b"35".as_slice()).contains(&year);
    let [a, b, c, d, e, f] = *six else { return false };
    recent(&six[..2]) && is_birth(b"2000", [c, d], [e, f])
        || recent(&six[4..]) && is_birth(b"2000", [c, d], [a, b])
}

/// Two digits of which the first is raised where the number says something besides the day: less by as much, where it can be.
#[must_use]
pub const fn lowered(digits: [u8; 2], by: u8) -> [u8; 2] {
    [if digits[0].is_ascii_digit() && digits[0] >= b'0' + by { digits[0] - by } else { digits[0] }, digits[1]]
}

/// The year that two digits stand for: the latest that is not after `LATEST_YEAR`.
#[must_use]
pub const fn full_year(two_digits: u32) -> i32 {
    let year = 2000 + two_digits as i32;
    if year > LATEST_YEAR { year - 100 } else { year }
}

/// One part of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Digits and masks, at most eight.
    Number([u8; 8], usize),
    /// A month by name.
    Month(u32),
}

/// Reads a date, with or without a time behind it: `2019-03-31T10:00`, `31/03/19`, `1980. 2. 3.`,
/// `1980년 2월 3일`, `3 février 1980`, `Feb 3rd, 1980`, `19800203`, `1980-**-**`. `order` decides only where
/// both readings are possible.
#[must_use]
pub fn read(text: &str, order: Order) -> Option<Date> {
    let (parts, count) = parts(text)?;
    match (count, parts) {
        (1, [Part::Number(digits, 8), ..]) => compact(digits, order),
        (3, [Part::Number(year, 4), Part::Number(month, m), Part::Number(day, d)]) if m <= 2 && d <= 2 => {
            assemble(year, two(month, m), two(day, d))
        }
        (3, [Part::Number(year, 4), Part::Month(month), Part::Number(day, d)]) if d <= 2 => {
            assemble(year, month_digits(month), two(day, d))
        }
        (3, [Part::Number(one, a), Part::Number(other, b), Part::Number(year, c)])
            if a <= 2 && b <= 2 && (c == 4 || c == 2) =>
        {
            let year_first = || (c == 2 && a == 2).then(|| two_digit_year_first(one, other, year))?;
            let year_last = || by_order(two(one, a), two(other, b), year_digits(year, c)?, order);
            if order == Order::YearFirst {
                year_first().or_else(year_last)
            } else {
                year_last().or_else(year_first)
            }
        }
        (3, [Part::Number(day, d), Part::Month(month), Part::Number(year, y)])
        | (3, [Part::Month(month), Part::Number(day, d), Part::Number(year, y)])
            if d <= 2 && (y == 4 || y == 2) =>
        {
            assemble(year_digits(year, y)?, month_digits(month), two(day, d))
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

fn compact(digits: [u8; 8], order: Order) -> Option<Date> {
    let plausible = |date: &Date| date.year().is_none_or(|year| (1850..=LATEST_YEAR).contains(&year));
    Date::from_digits(digits).filter(plausible).or_else(|| {
        let [a, b, c, d, year @ ..] = digits;
        by_order([a, b], [c, d], [year[0], year[1], year[2], year[3], 0, 0, 0, 0], order).filter(plausible)
    })
}

/// `80.02.03`: where the last two digits can be no year of the others' making.
fn two_digit_year_first(year: [u8; 8], month: [u8; 8], day: [u8; 8]) -> Option<Date> {
    assemble(year_digits(year, 2)?, two(month, 2), two(day, 2))
}

fn by_order(one: [u8; 2], other: [u8; 2], year: [u8; 8], order: Order) -> Option<Date> {
    let day_first = assemble(year, other, one);
    let month_first = assemble(year, one, other);
    match order {
        Order::DayFirst | Order::YearFirst | Order::Counted => day_first.or(month_first),
        Order::MonthFirst => month_first.or(day_first),
    }
}

fn assemble(year: [u8; 8], month: [u8; 2], day: [u8; 2]) -> Option<Date> {
    Date::from_digits([year[0], year[1], year[2], year[3], month[0], month[1], day[0], day[1]])
}

/// One or two digits as two.
fn two(digits: [u8; 8], len: usize) -> [u8; 2] {
    if len == 1 { [b'0', digits[0]] } else { [digits[0], digits[1]] }
}

fn year_digits(digits: [u8; 8], len: usize) -> Option<[u8; 8]> {
    if len == 4 {
        return Some(digits);
    }
    let year = full_year(number(&digits[..2])?);
    let mut full = [0; 8];
    full[..4].copy_from_slice(format!("{year:04}").as_bytes());
    Some(full)
}

fn month_digits(month: u32) -> [u8; 2] {
    [b'0' + (month / 10) as u8, b'0' + (month % 10) as u8]
}

/// The parts of a written date, and how many they are; `None` where it holds something else.
fn parts(text: &str) -> Option<([Part; 3], usize)> {
    let mut parts = [Part::Month(0); 3];
    let mut count = 0;
    let mut rest = text.trim();
    while count < 3 {
        let (part, after) = part(rest)?;
        parts[count] = part;
        count += 1;
        rest = after;
        let separated = separator(rest);
        if count == 1 && (rest.is_empty() || is_time(rest)) {
            return matches!(part, Part::Number(..)).then_some((parts, 1));
        }
        if count < 3 {
            rest = separated?;
        }
    }
    let rest = rest.strip_prefix('일').or(rest.strip_prefix('日')).unwrap_or(rest);
    let rest = rest.strip_prefix('생').unwrap_or(rest).trim_start_matches('.');
    (rest.trim().is_empty() || is_time(rest)).then_some((parts, 3))
}

fn part(text: &str) -> Option<(Part, &str)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'*').count();
    if (1..=8).contains(&digits) {
        let mut number = [0; 8];
        number[..digits].copy_from_slice(&text.as_bytes()[..digits]);
        let rest = &text[digits..];
        let ordinal = ["st", "nd", "rd", "th", "er"].iter().find_map(|ending| rest.strip_prefix(ending));
        return Some((Part::Number(number, digits), ordinal.unwrap_or(rest)));
    }
    let letters = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    month_named(&text[..letters]).map(|month| (Part::Month(month), &text[letters..]))
}

/// What may stand between parts.
fn separator(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(' ');
    let marks = ["년", "월", "年", "月", "-", "/", ".", ",", "de ", "of "];
    let rest = marks.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    Some(rest.trim_start_matches(' '))
}

/// `T10:00`, ` 10:00:00.000 PM`, ` 000000`; nothing is read of it.
fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else { return false };
    let time = time.trim_start();
    time.starts_with(|first: char| first.is_ascii_digit())
        && time.chars().all(|letter| letter.is_ascii_digit() || ":.+-Zz aAmMpPhH".contains(letter))
        && time.len() <= 24
}

/// Months by name in German, Dutch, Italian, Spanish and Portuguese, which are not shortened: `set` and `out` are words.
const MONTHS_ABROAD: [&[&str]; 12] = [
    &["januar", "jänner", "januari", "gennaio", "enero", "janeiro"],
    &["februar", "februari", "febbraio", "febrero", "fevereiro"],
    &["märz", "maart", "marzo", "março"],
    &["aprile", "abril"],
    &["mei", "maggio", "mayo", "maio"],
    &["juni", "giugno", "junio", "junho"],
    &["juli", "luglio", "julio", "julho"],
    &["augustus", "agosto"],
    &["settembre", "septiembre", "setiembre", "setembro"],
    &["oktober", "ottobre", "octubre", "outubro"],
    &["noviembre", "novembro"],
    &["dezember", "dicembre", "diciembre", "dezembro"],
];

/// Month by English or French name, or the first three letters or more of it; by a name of other languages.
#[must_use]
pub fn month_named(word: &str) -> Option<u32> {
    const NAMES: [(&str, u32); 29] = [
        ("january", 1),
        ("february", 2),
        ("march", 3),
        ("april", 4),
        ("may", 5),
        ("june", 6),
        ("july", 7),
        ("august", 8),
        ("september", 9),
        ("october", 10),
        ("november", 11),
        ("december", 12),
        ("sept", 9),
        ("janvier", 1),
        ("février", 2),
        ("fevrier", 2),
        ("mars", 3),
        ("avril", 4),
        ("mai", 5),
        ("juin", 6),
        ("juillet", 7),
        ("août", 8),
        ("aout", 8),
        ("septembre", 9),
        ("octobre", 10),
        ("novembre", 11),
        ("décembre", 12),
        ("decembre", 12),
        ("fév", 2),
    ];
    let letters = word.chars().count();
    if !(3..=10).contains(&letters) {
        return None;
    }
    let lower = word.to_lowercase();
    // `jui` alone could be June or July.
    NAMES
        .iter()
        .find(|(name, _)| *name == lower || lower != "jui" && letters <= 5 && name.starts_with(&lower))
        .map(|(_, month)| *month)
        .or_else(|| {
            (1..).zip(MONTHS_ABROAD).find(|(_, names)| names.contains(&&*lower)).map(|(month, _)| month)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_orders_are_recent_in_either_order() {
        for six in ["240115", "150124", "151231", "010135"] {
            assert!(is_recent(six.as_bytes()), "{six}");
        }
        for six in ["850712", "120785", "991315", "320199", "24011"] {
            assert!(!is_recent(six.as_bytes()), "{six}");
        }
    }
    use proptest::prelude::*;

    fn iso(text: &str, order: Order) -> Option<String> {
        read(text, order).map(|date| {
            let mut iso = String::new();
            date.write(&mut iso);
            iso
        })
    }

    #[test]
    fn dates_in_every_order() {
        for text in [
            "1980-02-03",
            "1980/2/3",
            "1980. 2. 3.",
            "1980.02.03",
            "19800203",
            "1980년 2월 3일",
            "1980년2월3일생",
            "03/02/1980",
            "3-2-80",
            "3 February 1980",
            "Feb 3rd, 1980",
            "3 févr. 1980",
            "3 février 1980",
            "03-FEB-80",
            "1980-02-03T00:00:00Z",
            "1980-02-03 00:00:00.000",
            "03/02/1980 10:30 PM",
            "80.02.03",
        ] {
            assert_eq!(iso(text, Order::DayFirst).as_deref(), Some("1980-02-03"), "{text}");
        }
        assert_eq!(iso("03/02/1980", Order::MonthFirst).as_deref(), Some("1980-03-02"));
        assert_eq!(iso("25/02/1980", Order::MonthFirst).as_deref(), Some("1980-02-25"));
        assert_eq!(iso("1980-**-**", Order::DayFirst).as_deref(), Some("1980-**-**"));
        assert_eq!(iso("1er juillet 2001", Order::DayFirst).as_deref(), Some("2001-07-01"));
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["", "1980", "1980-13-03", "99999999", "3.14", "10:30", "May", "12 monkeys 1995", "1-2-3-4"]
        {
            assert_eq!(read(text, Order::DayFirst), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,30}|[0-9*./ -]{0,14}|[0-9]{1,2} [a-zéû]{3,9} [0-9]{2,4}") {
            let _ = read(&text, Order::DayFirst);
        }

        #[test]
        fn every_day_is_read_back(days in -29_000i32..20_000) {
            let iso = civil::iso(days);
            prop_assert_eq!(read(&iso, Order::DayFirst).and_then(Date::days), Some(days));
            let digits = iso.replace('-', "");
            prop_assert_eq!(read(&digits, Order::MonthFirst).and_then(Date::days), Some(days));
        }
    }
}
