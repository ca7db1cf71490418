//! Date of birth.

use super::{Around, Hit, Identifier, Shaped, Trigger, Verdict, date, general};
use crate::dates::Order;
use crate::lexicon::korean::is_hangul;
use crate::lexicon::latin;
use crate::scan::Scope;
use date::Date;

/// A date, where words say that someone was born on it.
pub const IDENTIFIER: Identifier = Identifier {
    name: "birth_date",
    category: general::BIRTH_DATE,
    reference: "ISO 8601 and the usual forms of Korea, Canada, the United States and France",
    evidence: "a day that exists, not after today's children were born, and a word for birth beside it (생 behind it)",
    shapes: &["9999-9{1,2}-9{1,2}", "9999K9{1,2}K9{1,2}", "99-99-99", "99K9{1,2}K9{1,2}", "999999"],
    shapes_in_context: &[
        "9999-9{1,2}-9{1,2}",
        "9999/9{1,2}/9{1,2}",
        "9999K9{1,2}K9{1,2}",
        "99-99-99",
        "999999",
        "9{1,2}/9{1,2}/9999",
        "9{1,2}-9{1,2}-9999",
        "9{1,2}/9{1,2}/99",
        "99999999",
    ],
    judge,
    normal,
    finders: &[(Trigger::Year, find_named_month), (Trigger::Hangul, find_year), (Trigger::Dotted, find_starred)],
    cell: Some(cell),
    masked: &["1980-**-**", "1980-02-**", "80****", "****-02-03"],
    context: &[
        "생년월일", "생일", "출생일", "출생", "생년", "born", "date of birth", "birth date", "birthdate", "birthday",
        "dob", "d.o.b", "naissance", "date de naissance", "né le", "née le", "né", "née", "ddn",
        "geb.", "geb. am", "geboren am", "geboren", "geburtsdatum", "fecha de nacimiento", "nacido el", "nacida el", "nato il", "nata il",
        "nato a", "nata a", "nacido en", "nacida en", "nascido em", "nascida em", "nascido a", "nascida a", "geboren in", "né à", "née à",
        "data di nascita", "data de nascimento", "datanascimento", "geboortedatum",
    ],
    columns: &["birth", "birthday", "birth dt", "brthdy", "birth ymd", "dob", "date naissance", "birthdate", "bday", "bdate"],
    examples: &[
        ("생년월일: 1989년 3월 22일", "1989-03-22"),
        ("생년월일 1972. 4. 8.", "1972-04-08"),
        ("생년월일: 1995년 8월 2일", "1995-08-02"),
        ("박정훈(1979년 3월 12일생)", "1979-03-12"),
        ("born on January 5, 1980", "1980-01-05"),
        ("née le 3 février 1980", "1980-02-03"),
        ("DOB 03/25/1980", "1980-03-25"),
        ("DOB 03/05/1980", "1980-03-05"),
        ("né le 03/05/1981", "1981-05-03"),
        ("DOB 10/06/92", "1992-10-06"),
        ("DOB 92/10/06", "1992-10-06"),
        ("née le 3/12/81", "1981-12-03"),
        ("geb. am 03.05.1981", "1981-05-03"),
        ("생년월일: 02.05.29", "2002-05-29"),
        ("생년월일 800203", "1980-02-03"),
        ("생년월일 1980-**-**", "1980-**-**"),
        ("1988년생", "1988-**-**"),
        ("date of birth: 19800203", "1980-02-03"),
        ("1979.3.12생", "1979-03-12"),
        ("date_of_birth='1960-04-10'", "1960-04-10"),
        ("dateOfBirth=1960-01-11", "1960-01-11"),
        ("<dataNascimento>1960-04-10</dataNascimento>", "1960-04-10"),
        ("nato a Milano il 03/06/1982", "1982-06-03"),
        ("nacida en Sevilla el 3 de junio de 1982", "1982-06-03"),
        ("née à Vannes le 05/11/1978", "1978-11-05"),
        ("geboren am 3. Juni 1982", "1982-06-03"),
        ("Weber, Heike, *09.11.1952", "1952-11-09"),
    ],
    cells: &[
        ("1980-02-03", "1980-02-03"),
        ("800203", "1980-02-03"),
        ("80****", "1980-**-**"),
        ("02/25/1980", "1980-02-25"),
        ("3 Feb 1980", "1980-02-03"),
        ("1980-02-03 00:00:00", "1980-02-03"),
        ("1980", "1980-**-**"),
        ("1980년생", "1980-**-**"),
    ],
    counter_examples: &[
        "2019-03-31",
        "시행 2026. 6. 1.",
        "생년월일 1980-13-03",
        "on January 5, 1980",
        "2019년 3월 31일 발생",
        "생일 2040-01-01",
        "800203",
    ],
    ..Identifier::BASE
};

/// The date in a value whose shape fits.
fn date_of(value: &Shaped<'_>) -> Option<Date> {
    let glyphs = value.glyphs();
    let date = match (glyphs.len(), value.groups()) {
        (4..=6, 3) if value.separator(1) == b'/' && order_of(value) != Order::YearFirst => {
            // `92/10/06` can be no day and month.
            short_last(value).or_else(|| short(glyphs.try_into().ok()?))
        }
        // `1995년 8월 2일` has six digits too, four of them the year's.
        (6, _) if value.group_glyphs().next().is_some_and(|first| first.len() != 4) => {
            short(glyphs.try_into().ok()?)
        }
        (8, 1) => date::read(value.compact(), Order::DayFirst),
        _ => {
            let mut starred = String::with_capacity(12);
            for (number, group) in (0..value.groups()).zip(value.group_glyphs()) {
                if number > 0 {
                    starred.push(if value.separator(number) == b'K' { '-' } else { char::from(value.separator(number)) });
                }
                starred.push_str(str::from_utf8(group).ok()?);
            }
            date::read(&starred.replace(' ', "-"), order_of(value))
        }
    };
    date.filter(|date| date.could_be_birth())
}

/// The order of day, month and year after the language of the words before it, else that of the source; dots are never month
/// first.
fn order_of(value: &Shaped<'_>) -> Order {
    const BORN: [&str; 11] =
        ["nais", "ne le", "nee le", "ne a", "nee a", "geb", "nac", "nat", "nasc", "ddn", "urodz"];
    let before = value.before();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(32))..];
    if near.chars().any(is_hangul) {
        return Order::YearFirst;
    }
    let folded = latin::fold(near);
    let in_words = BORN.iter().any(|word| folded.match_indices(word).any(|(at, _)| !folded[..at].ends_with(char::is_alphabetic)));
    if value.separator(1) == b'.' || in_words { Order::DayFirst } else { value.order.unwrap_or_default() }
}

/// `10/06/92`: a year of two digits behind month and day, or day and month.
fn short_last(value: &Shaped<'_>) -> Option<Date> {
    let mut numbers = value.group_glyphs().map(|group| str::from_utf8(group).ok()?.parse::<u32>().ok());
    let (one, other, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let day_first = one > 12 || other <= 12 && order_of(value) == Order::DayFirst;
    let (month, day) = if day_first { (other, one) } else { (one, other) };
    let digits = format!("{:04}{month:02}{day:02}", date::full_year(year));
    Date::from_digits(digits.into_bytes().try_into().ok()?)
}

/// `YYMMDD`.
fn short(glyphs: [u8; 6]) -> Option<Date> {
    let two = str::from_utf8(&glyphs[..2]).ok()?.parse().ok()?;
    let [a, b, rest @ ..] = glyphs;
    let century = if date::full_year(two) >= 2000 { *b"20" } else { *b"19" };
    Date::from_digits([century[0], century[1], a, b, rest[0], rest[1], rest[2], rest[3]])
}

/// Bytes behind the value that close the date, and whether they say that someone was born then.
fn close(value: &Shaped<'_>) -> (usize, bool) {
    let after = value.after();
    let day = if after.starts_with('일') { '일'.len_utf8() } else { 0 };
    let dot = usize::from(day == 0 && after.starts_with('.') && value.separator(1) == b'.');
    let rest = &after[day + dot..];
    let born = rest.starts_with('생') && !rest.starts_with("생일") && !rest.starts_with("생년");
    (day + dot + if born { '생'.len_utf8() } else { 0 }, born)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let (ahead, born) = close(value);
    // Without context only what is written behind the date tells: most dates are no births.
    if value.scope == Scope::Text && !born {
        return None;
    }
    date_of(value)?;
    let mut verdict = Verdict::new(if born { 90 } else { 0 }, if value.groups() == 1 { 88 } else { 95 });
    verdict.ahead = ahead;
    Some(verdict)
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    if let Some(date) = date_of(value) {
        date.write(normal);
    }
}

/// `January 5, 1980`, `3 février 1980`: found at the year.
fn find_named_month(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let before = &around.text[around.floor..at];
    let reach = before.floor_char_boundary(before.len().saturating_sub(24));
    let words = &before[reach..];
    // The three parts begin at the last or the last but one word before the year, further ahead where words stand between: `3 de junio de 1982`.
    let mut starts: Vec<usize> = vec![0];
    starts.extend(words.char_indices().filter(|(_, c)| *c == ' ').map(|(place, _)| place + 1));
    let found = starts.iter().rev().take(6).find_map(|start| {
        let text = &around.text[around.floor + reach + start..at + 4];
        let date = date::read(text, Order::DayFirst).filter(|date| date.could_be_birth())?;
        text.chars().any(char::is_alphabetic).then_some((around.floor + reach + start, date))
    });
    let (start, date) = found?;
    date.write(normal);
    Some(Hit { start, end: at + 4, verdict: Verdict::new(0, 94) })
}

/// `*09.11.1952`, as German records mark a birth.
fn find_starred(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let before = around.text[around.floor..at].trim_end_matches(' ').strip_suffix('*')?;
    let rest = &around.text[at..];
    let end = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let written = rest[..end].trim_end_matches('.');
    // Of a number that is hidden in part, the sign hides a digit.
    if !before.ends_with([' ', ',', '(', '\n', '\t']) || written.rsplit('.').next().is_none_or(|year| year.len() != 4) {
        return None;
    }
    let date = date::read(written, Order::DayFirst).filter(|date| date.could_be_birth())?;
    date.write(normal);
    Some(Hit { start: at, end: at + written.len(), verdict: Verdict::new(80, 95) })
}

/// `1988년생`, `88년생`: the year alone.
fn find_year(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let rest = &around.text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !rest[digits..].starts_with("년생") || !matches!(digits, 2 | 4) {
        return None;
    }
    write_year(&rest[..digits], normal)?;
    Some(Hit { start: at, end: at + digits + "년생".len(), verdict: Verdict::new(85, 95) })
}

fn write_year(digits: &str, normal: &mut String) -> Option<()> {
    let number: u32 = digits.parse().ok()?;
    let year = if digits.len() == 2 { date::full_year(number) } else { i32::try_from(number).ok()? };
    let date = Date::from_digits(format!("{year:04}****").into_bytes().try_into().ok()?)?;
    date.could_be_birth().then(|| date.write(normal))
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if !(4..=40).contains(&value.len()) {
        return None;
    }
    let year = value.strip_suffix("년생").unwrap_or(value);
    if year.len() == 4 || year.len() == 2 && year != value {
        write_year(year, normal)?;
        return Some(Verdict::new(0, 70));
    }
    let date = date::read(value, Order::MonthFirst).filter(|date| date.could_be_birth())?;
    date.write(normal);
    Some(Verdict::new(0, 90))
}
