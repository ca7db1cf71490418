//! Dates and times of day as sources write them.

use std::borrow::Cow;

use whose_model::civil;

use crate::date_orders::Shown;
use crate::normal::trimmed;

/// In which order a column writes day and month where both are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// `03/31/2019`.
    #[default]
    MonthFirst,
    /// `31/03/2019`.
    DayFirst,
    /// `19.03.31`, with years of two digits; years of four show where they stand.
    YearFirst,
    /// One number: seconds or milliseconds since 1970, or the days of a spreadsheet.
    Counted,
}

/// A moment read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1970-01-01.
    pub days: i32,
    /// Minutes of the day, where a time stands beside it.
    pub minutes: Option<u16>,
}

const MONTHS: [[&str; 3]; 12] = [
    ["jan", "janv", "jan"],
    ["feb", "fev", "fevr"],
    ["mar", "mars", "mar"],
    ["apr", "avr", "avril"],
    ["may", "mai", "mai"],
    ["jun", "juin", "june"],
    ["jul", "juil", "july"],
    ["aug", "aou", "aout"],
    ["sep", "sept", "sep"],
    ["oct", "oct", "oct"],
    ["nov", "nov", "nov"],
    ["dec", "dec", "dec"],
];

/// Numbers and month names of a text, in order.
#[derive(Default)]
struct Parts {
    numbers: [(u32, usize); 8],
    count: usize,
    month: Option<u32>,
    month_at: usize,
    afternoon: Option<bool>,
}

/// Reads a date, with or without a time: ISO, `YYYYMMDD`, `MM/DD/YYYY`, `2011년 3월 5일`, `5-MAR-19`, `YYYYMMDDHHMM`.
#[must_use]
pub fn read(text: &str, order: Order) -> Option<Moment> {
    let text = trimmed(text);
    if let Some(days) = read_iso(text.as_bytes()) {
        return Some(Moment { days: days?, minutes: None });
    }
    if text.len() < 5 || text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return if order == Order::Counted { counted(text) } else { read_digits(text) };
    }
    let parts = split(&in_common_years(text))?;
    let [first, second, third] = [parts.numbers[0], parts.numbers[1], parts.numbers[2]];
    let (date, used) = if let Some(month) = parts.month {
        let (day, year) = if parts.month_at == 0 || second.1 >= 3 || first.1 < 3 {
            (first, second)
        } else {
            (second, first)
        };
        (day_of(full_year(year)?, month, day.0)?, 2)
    } else if first.1 == 4 {
        (day_of(first.0 as i32, second.0, third.0)?, 3)
    } else if parts.count >= 3 && (third.1 == 4 || third.1 == 2) && first.1 <= 2 && second.1 <= 2 {
        numeric(first.0, second.0, third, order)?
    } else {
        return None;
    };
    if parts.count < used {
        return None;
    }
    let minutes = time_of(&parts, used);
    Some(Moment { days: date, minutes })
}

/// `YYYY-MM-DD`, as most sources write it: its day, if there is such a day; `None` for another form.
fn read_iso(text: &[u8]) -> Option<Option<i32>> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = |digits: &[&u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(**digit - b'0'));
    Some(day_of(number(&digits[..4]) as i32, number(&digits[4..6]), number(&digits[6..])))
}

/// Reads a date of birth whose day and month only the column's order tells apart: `12/03/1980`. Others are left
/// to the identifier.
#[must_use]
pub fn read_born(text: &str, order: Order) -> Option<i32> {
    // Years of four digits in front leave no doubt.
    let first = text.bytes().position(|byte| !byte.is_ascii_digit())?;
    if first == 0
        || first > 2
        || !matches!(text.as_bytes()[first], b'/' | b'.' | b'-' | b' ')
        || text.contains('*')
    {
        return None;
    }
    let moment = read(text, order)?;
    let (year, month, day) = civil::date_from_days(moment.days);
    // Two digits of a year in the future are of the century before.
    if year > LATEST_BIRTH { civil::days_from_date(year - 100, month, day) } else { Some(moment.days) }
}

/// No source can tell of a birth after this year.
const LATEST_BIRTH: i32 = 2030;

/// A moment that programs count: seconds or milliseconds since 1970 in ten or thirteen digits, days since 1899-12-30 in five;
/// within this century.
fn counted(text: &str) -> Option<Moment> {
    const DAY: i64 = 86_400;
    const SPREADSHEET: i64 = 25_569;
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        5 => (number - SPREADSHEET) * DAY,
        10 => number,
        13 => number / 1_000,
        _ => return None,
    };
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    let minutes = (text.len() > 5).then(|| (seconds.rem_euclid(DAY) / 60) as u16);
    (2000..2050).contains(&civil::date_from_days(days).0).then_some(Moment { days, minutes })
}

/// `令和3年` as `2021年`: the years of Japanese emperors.
fn in_common_years(text: &str) -> Cow<'_, str> {
    const ERAS: [(&str, u32); 4] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911)];
    let era = ERAS.iter().find_map(|(era, before)| Some((text.strip_prefix(era)?, before)));
    let in_era = era.and_then(|(rest, before)| {
        let (year, rest) = rest.split_once('年')?;
        let year = if year == "元" { 1 } else { year.trim().parse::<u32>().ok()? };
        Some(format!("{}年{rest}", before + year.min(99)))
    });
    in_era.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Counts what a date shows of the order of its numbers.
pub fn show(text: &str, times: u32, shown: &mut Shown) {
    let text = trimmed(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == text.len() && counted(text).is_some() {
        return shown.add_counted(times);
    }
    if !(1..=2).contains(&digits) {
        return;
    }
    let Some(parts) = split(text) else { return };
    let [first, second, third, ..] = parts.numbers;
    // Phones are groups of digits too.
    let is_alone = parts.count == 3 || parts.count > 3 && text.contains([':', 'h', '시']);
    if !is_alone || parts.month.is_some() {
        return;
    }
    let is_date = second.1 <= 2 && (third.1 == 2 || third.1 == 4);
    if is_date && text.as_bytes().get(first.1).is_some_and(|sign| !matches!(sign, b':' | b',')) {
        shown.add(first.0, second.0, third, text.as_bytes()[first.1] == b'.', times);
    }
}

fn numeric(first: u32, second: u32, third: (u32, usize), order: Order) -> Option<(i32, usize)> {
    // Two-digit years come first in Korean and EDI writing: `19.03.31`.
    let is_year_first = first > 31 || order == Order::YearFirst && second <= 12;
    if third.1 == 2 && is_year_first {
        return Some((day_of(full_year((first, 2))?, second, third.0)?, 3));
    }
    let year = full_year(third)?;
    let (month, day) = match order {
        _ if first > 12 => (second, first),
        _ if second > 12 => (first, second),
        Order::MonthFirst => (first, second),
        Order::DayFirst | Order::YearFirst | Order::Counted => (second, first),
    };
    Some((day_of(year, month, day)?, 3))
}

fn full_year(number: (u32, usize)) -> Option<i32> {
    match number {
        (year, 4) => Some(year as i32),
        (year, 2) if year < 70 => Some(2000 + year as i32),
        (year, 2) => Some(1900 + year as i32),
        _ => None,
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1890..=2100).contains(&year) {
        return None;
    }
    civil::days_from_date(year, month, day)
}

fn read_digits(text: &str) -> Option<Moment> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (year, at) = match text.len() {
        8 | 12 | 14 => (number(0, 4)? as i32, 4),
        6 | 10 => (full_year((number(0, 2)?, 2))?, 2),
        _ => return None,
    };
    let days = day_of(year, number(at, at + 2)?, number(at + 2, at + 4)?)?;
    let minutes = match (number(at + 4, at + 6), number(at + 6, at + 8)) {
        (Some(hour), Some(minute)) => Some(clock(hour, minute)?),
        _ => None,
    };
    Some(Moment { days, minutes })
}

fn clock(hour: u32, minute: u32) -> Option<u16> {
    (hour < 24 && minute < 60).then_some((hour * 60 + minute) as u16)
}

fn split(text: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            if parts.count == parts.numbers.len() || length > 9 {
                return None;
            }
            parts.numbers[parts.count] = (rest[..length].parse().ok()?, length);
            parts.count += 1;
            rest = &rest[length..];
        } else if c.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            take_word(&rest[..length], &mut parts)?;
            rest = &rest[length..];
        } else {
            if !matches!(c, '-' | '/' | '.' | ' ' | ':' | ',' | '+' | '\'' | '(' | ')') {
                return None;
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(parts)
}

fn take_word(word: &str, parts: &mut Parts) -> Option<()> {
    match word {
        "T" | "Z" | "년" | "월" | "일" | "시" | "분" | "초" | "경" | "年" | "月" | "日" | "時" | "分"
        | "h" | "GMT" | "UTC" | "EST" | "EDT" | "KST" | "PST" => return Some(()),
        "AM" | "am" | "오전" => parts.afternoon = Some(false),
        "PM" | "pm" | "오후" => parts.afternoon = Some(true),
        _ if word.chars().count() == 1 && "월화수목금토일".contains(word) => {}
        _ => {
            let folded = crate::lexicon::latin::fold(word);
            if let Some(month) = MONTHS.iter().position(|names| {
                names.iter().any(|name| folded == *name)
                    || (folded.len() > 3 && folded.starts_with(names[0]))
                    || (folded.len() > 4 && folded.starts_with(names[1]))
            }) {
                if parts.month.is_none() {
                    parts.month = Some(month as u32 + 1);
                    parts.month_at = parts.count;
                }
            } else if !is_weekday(&folded) {
                return None;
            }
        }
    }
    Some(())
}

fn is_weekday(folded: &str) -> bool {
    const DAYS: [&str; 14] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
        "samedi", "dimanche",
    ];
    DAYS.iter().any(|day| folded.starts_with(day))
        || matches!(folded, "th" | "st" | "nd" | "rd" | "of" | "le" | "at" | "a")
}

fn time_of(parts: &Parts, used: usize) -> Option<u16> {
    if parts.count < used + 2 {
        return None;
    }
    let (hour, minute) = (parts.numbers[used].0, parts.numbers[used + 1].0);
    let hour = match parts.afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    clock(hour, minute)
}

/// Reads a time of day: `14:05`, `2:05 PM`, `1405`, `오후 2시 5분`, `14h05`. Minutes since midnight.
#[must_use]
pub fn read_time(text: &str) -> Option<u16> {
    let text = text.trim();
    if text.len() < 3 || text.len() > 24 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return match text.len() {
            4 | 6 | 8 => clock(text[..2].parse().ok()?, text[2..4].parse().ok()?),
            _ => None,
        };
    }
    if !text.contains([':', 'h', '시']) {
        return None;
    }
    let parts = split(text)?;
    if parts.month.is_some() || parts.count == 0 || parts.count > 4 || parts.numbers[0].1 > 2 {
        return None;
    }
    if parts.count == 1 { clock(parts.numbers[0].0, 0) } else { time_of(&parts, 0) }
}

/// `HH:MM`.
pub fn write_time(minutes: u16, into: &mut String) {
    for (number, sign) in [(minutes / 60, Some(':')), (minutes % 60, None)] {
        into.push((b'0' + (number / 10) as u8) as char);
        into.push((b'0' + (number % 10) as u8) as char);
        into.extend(sign);
    }
}

/// `YYYY-MM-DD`, without allocating.
pub fn write_day(days: i32, into: &mut String) {
    let (year, month, day) = civil::date_from_days(days);
    let mut digits = [b'0'; 10];
    let year = year.clamp(0, 9999) as u32;
    for (at, (number, scale)) in [(year, 1000), (year, 100), (year, 10), (year, 1)].into_iter().enumerate() {
        digits[at] = b'0' + (number / scale % 10) as u8;
    }
    digits[4] = b'-';
    digits[5] = b'0' + (month / 10) as u8;
    digits[6] = b'0' + (month % 10) as u8;
    digits[7] = b'-';
    digits[8] = b'0' + (day / 10) as u8;
    digits[9] = b'0' + (day % 10) as u8;
    into.push_str(std::str::from_utf8(&digits).expect("digits and hyphens"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        read(text, Order::MonthFirst).map_or("none".into(), |moment| {
            let mut shown = String::new();
            write_day(moment.days, &mut shown);
            if let Some(minutes) = moment.minutes {
                shown.push(' ');
                write_time(minutes, &mut shown);
            }
            shown
        })
    }

    #[test]
    fn dates_as_sources_write_them() {
        for (text, expected) in [
            ("2019-03-31", "2019-03-31"),
            ("2019-03-31T14:05:09.000Z", "2019-03-31 14:05"),
            ("20190331", "2019-03-31"),
            ("201903311405", "2019-03-31 14:05"),
            ("190331", "2019-03-31"),
            ("03/31/2019 02:05:09 PM", "2019-03-31 14:05"),
            ("31/03/2019", "2019-03-31"),
            ("2011.3.5", "2011-03-05"),
            ("2011년 3월 5일 오후 2시 5분", "2011-03-05 14:05"),
            ("5-MAR-19", "2019-03-05"),
            ("March 5, 2019", "2019-03-05"),
            ("令和3年2月3日", "2021-02-03"),
            ("平成元年1月8日", "1989-01-08"),
            ("2021年2月3日", "2021-02-03"),
            ("5 février 2019", "2019-02-05"),
            ("11/03/05", "2005-11-03"),
            ("hello", "none"),
            ("2019-13-01", "none"),
            ("010-1234-5678", "none"),
            ("1234567", "none"),
            ("192.168.1.10", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn counted_moments() {
        for (text, expected) in [
            ("1612345678", Some(18_661)),
            ("1612345678000", Some(18_661)),
            ("44230", Some(18_661)),
            ("99999", None),
            ("12", None),
        ] {
            assert_eq!(read(text, Order::Counted).map(|moment| moment.days), expected, "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("14:05", Some(845)),
            ("1405", Some(845)),
            ("2:05 PM", Some(845)),
            ("오후 2시 5분", Some(845)),
            ("14h05", Some(845)),
            ("99:99", None),
            ("abc", None),
        ] {
            assert_eq!(read_time(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = read(&text, Order::DayFirst);
            let _ = read_time(&text);
        }

        #[test]
        fn iso_returns(days in -20_000i32..40_000) {
            let mut text = String::new();
            write_day(days, &mut text);
            prop_assert_eq!(read(&text, Order::MonthFirst).map(|moment| moment.days), Some(days));
        }
    }
}
