//! In which order a column writes day, month and year where all three are numbers.

use whose_model::category::Group;

use crate::dates::{self, Order};
use crate::header;
use crate::scan::{Findings, Hint, Scanner};

/// What the numeric dates of a column show of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// The first number can only be a day: `31/03/2019`.
    day_first: u32,
    /// The second can: `03/31/2019`.
    month_first: u32,
    /// The first can only be a year of two digits: `87.03.31`.
    year_first: u32,
    /// The first is no month, and could be a day or a year: `19.03.31`.
    not_month: u32,
    /// Separated by dots, which nobody does who writes the month first.
    dotted: u32,
    /// Numbers that count seconds or days.
    counted: u32,
    /// Bits of the first and third numbers up to 31 of dates with years of two digits.
    firsts: u32,
    thirds: u32,
}

/// Different last numbers that it takes to tell days from years.
const TELLING: u32 = 4;

impl Shown {
    /// Counts a date of which the first number has at most two digits; `third` with how many it has.
    pub fn add(&mut self, first: u32, second: u32, third: (u32, usize), dotted: bool, times: u32) {
        self.dotted += times * u32::from(dotted);
        let is_short = third.1 == 2;
        let counted = if is_short && first > 31 {
            &mut self.year_first
        } else if second > 12 {
            &mut self.month_first
        } else if first > 12 && is_short && third.0 <= 31 {
            &mut self.not_month
        } else if first > 12 {
            &mut self.day_first
        } else {
            &mut 0
        };
        *counted += times;
        if is_short && first <= 31 && third.0 <= 31 {
            self.firsts |= 1 << first;
            self.thirds |= 1 << third.0;
        }
    }

    /// Counts a number that may count seconds or days.
    pub const fn add_counted(&mut self, times: u32) {
        self.counted += times;
    }

    /// How many may be counted moments.
    #[must_use]
    pub const fn counted(&self) -> u32 {
        self.counted
    }

    /// The order that the dates themselves show.
    #[must_use]
    pub const fn order(&self) -> Option<Order> {
        let (firsts, thirds) = (self.firsts.count_ones(), self.thirds.count_ones());
        // Of a few years there are all the days of a month.
        let few_years = self.not_month > 0 && firsts * 2 <= thirds && thirds >= TELLING;
        if self.year_first > 0 || few_years && self.day_first == 0 && self.month_first == 0 {
            Some(Order::YearFirst)
        } else if self.month_first > self.day_first + self.not_month {
            Some(Order::MonthFirst)
        } else if self.day_first + self.not_month > 0 {
            Some(Order::DayFirst)
        } else if self.counted > 0 {
            Some(Order::Counted)
        } else {
            None
        }
    }
}

/// The order of dates that do not show it themselves: that of the table's other dates, or of the language of its columns.
#[must_use]
pub fn of_table<'a>(columns: impl Iterator<Item = (&'a str, Shown)> + Clone) -> Order {
    if let Some(order) =
        columns.clone().find_map(|(_, shown)| shown.order().filter(|order| *order != Order::Counted))
    {
        return order;
    }
    if columns.clone().any(|(name, _)| name.chars().any(crate::lexicon::korean::is_hangul)) {
        return Order::YearFirst;
    }
    let by_language = columns.clone().any(|(name, _)| header::writes_day_first(name));
    if by_language || columns.into_iter().any(|(_, shown)| shown.dotted > 0) {
        return Order::DayFirst;
    }
    Order::MonthFirst
}

/// So many bytes of texts tell their country and language.
const TELLING_BYTES: usize = 64 << 10;

/// The order of the dates in running texts: that of those which show it; where all leave it open, that of the country or else the
/// language of the texts.
#[must_use]
pub fn of_texts<'t, T: Iterator<Item = &'t str>>(scanner: &Scanner, texts: impl Fn() -> T) -> Option<Order> {
    let mut shown = Shown::default();
    let mut open = false;
    for date in texts().flat_map(slashed) {
        dates::show(date, 1, &mut shown);
        open = true;
    }
    if !open {
        return None;
    }
    shown.order().or_else(|| {
        let mut country = Country::default();
        let mut read = 0;
        for text in texts().take_while(|text| {
            read += text.len();
            read <= TELLING_BYTES
        }) {
            country.add(scanner, text);
        }
        country.order()
    })
}

/// Dates of three numbers, the last of them a year of four digits: `05/12/1939`, `5-12-1939`.
fn slashed(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let digits =
        move |from: usize| bytes[from..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    memchr::memchr2_iter(b'/', b'-', bytes).filter_map(move |at| {
        let first = bytes[..at].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        let second = digits(at + 1);
        let end = at + 1 + second;
        let apart =
            at == first || !matches!(bytes[at - first - 1], b'/' | b'-' | b'.' | b'A'..=b'Z' | b'a'..=b'z');
        let short = (1..=2).contains(&first) && (1..=2).contains(&second) && apart;
        let whole = short && bytes.get(end) == Some(&bytes[at]) && digits(end + 1) == 4;
        whole.then(|| &text[at - first..end + 5])
    })
}

/// What texts show of the country that they are from.
#[derive(Debug, Default)]
struct Country {
    /// Numbers, codes and words of countries that write the day first, and of the United States.
    day_first: u32,
    month_first: u32,
    /// Small words of languages whose writers put the day first, and of English.
    abroad: u32,
    english: u32,
}

/// Small words of French, German, Dutch, Italian, Spanish, Portuguese and Polish that are none in English.
const ABROAD: &str = " le les des une dans pour est avec und der das mit nicht ist het een voor il della nel che con el los las del \
                      por para uma dos em nie jest ";
const ENGLISH: &str = " the of and to in is for with was at ";

impl Country {
    fn add(&mut self, scanner: &Scanner, text: &str) {
        let mut findings = Findings::default();
        scanner.scan(text, Hint::default(), &mut findings);
        for finding in findings.list().iter().filter(|finding| finding.certainty >= crate::scan::LIKELY) {
            let category = scanner.categories().get(finding.category);
            match category.group {
                Group::NationalId => self.by_code(&category.code),
                _ => self.by_value(&category.code, findings.value(finding)),
            }
        }
        self.day_first += u32::from(text.contains(['£', '€']));
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| (2..=8).contains(&word.len())) {
            let is_in = |list: &str| list.split(' ').any(|known| known == word);
            self.abroad += u32::from(is_in(ABROAD));
            self.english += u32::from(is_in(ENGLISH));
            self.day_first += u32::from(matches!(word, "Postcode" | "postcode"));
        }
        for label in text.match_indices(':').filter_map(|(at, _)| text[..at].rsplit(['\n', '\t', ',']).next())
        {
            self.abroad += u32::from(label.len() < 40 && header::writes_day_first(label));
        }
    }

    /// `uk-nhs`, `us-ssn`: the codes of numbers that a country gives begin with the country.
    fn by_code(&mut self, code: &str) {
        match code.split('-').next() {
            Some("us") => self.month_first += 1,
            // Canada writes both; Korea, Japan and China write the year first.
            Some(country) if country.len() == 2 && !matches!(country, "ca" | "kr" | "jp" | "cn" | "tw") => {
                self.day_first += 1;
            }
            _ => {}
        }
    }

    /// Phones with their country or the 0 of a trunk, and British postcodes.
    fn by_value(&mut self, code: &str, value: &str) {
        match (code, value.as_bytes()) {
            ("phone" | "mobile", [b'+', b'1', ..]) => self.month_first += 1,
            ("phone" | "mobile", [b'+', b'8', ..]) => {}
            ("phone" | "mobile", [b'+', ..]) => self.day_first += 1,
            ("phone" | "mobile", [b'0', b'7', ..]) => self.day_first += 1,
            ("postcode", [.., digit, one, other]) => {
                let british =
                    digit.is_ascii_digit() && one.is_ascii_uppercase() && other.is_ascii_uppercase();
                self.day_first += u32::from(british);
            }
            _ => {}
        }
    }

    const fn order(&self) -> Option<Order> {
        if self.day_first != self.month_first {
            return Some(if self.day_first > self.month_first { Order::DayFirst } else { Order::MonthFirst });
        }
        if self.abroad > self.english { Some(Order::DayFirst) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static SCANNER: LazyLock<Scanner> = LazyLock::new(Scanner::new);

    fn order(name: &str, dates: &[&str]) -> Order {
        let mut shown = Shown::default();
        dates.iter().for_each(|date| dates::show(date, 1, &mut shown));
        of_table([(name, shown)].into_iter())
    }

    #[test]
    fn dates_show_their_order() {
        assert_eq!(order("date", &["03/04/2019", "03/31/2019"]), Order::MonthFirst);
        assert_eq!(order("date", &["03/04/2019", "31/03/2019"]), Order::DayFirst);
        assert_eq!(order("date", &["03-04-2019", "31-03-2019"]), Order::DayFirst);
        assert_eq!(order("date", &["02.05.29", "87.03.31"]), Order::YearFirst);
        assert_eq!(order("date", &["19.03.01", "19.03.11", "19.03.21", "18.04.30"]), Order::YearFirst);
        assert_eq!(order("date", &["01.03.19", "11.03.19", "21.03.19", "30.04.18"]), Order::DayFirst);
    }

    #[test]
    fn where_they_do_not_the_language_does() {
        assert_eq!(order("date", &["03/04/2019"]), Order::MonthFirst);
        assert_eq!(order("Date de livraison", &["03/04/2019"]), Order::DayFirst);
        assert_eq!(order("Bestelldatum", &["03-04-2019"]), Order::DayFirst);
        assert_eq!(order("date", &["03.04.2019"]), Order::DayFirst);
        assert_eq!(order("생년월일", &["02.05.09"]), Order::YearFirst);
    }

    #[test]
    fn dates_in_texts_are_written_as_the_others_or_as_in_their_country() {
        let (day, month) = (Some(Order::DayFirst), Some(Order::MonthFirst));
        for (texts, expected) in [
            (&["DOB: 05/12/1939", "DOB: 28/12/1951"][..], day),
            (&["DOB: 05/12/1939", "DOB: 12/28/1951"], month),
            (&["Postcode: HX7 8EN\nDate of birth: 05/12/1939"], day),
            (&["I live at 4 Mill Lane, Leeds LS5 3DP. Born 05/12/1939"], day),
            (&["Date of birth: 05/12/1939, call 07845 511381"], day),
            (&["je soussignée, née à Vannes le 05/11/1978, atteste avoir hébergé"], day),
            (&["Né(e) le : 03/06/1982 à Brest\nPrénom : Maëlys"], day),
            (&["Born 05/12/1939, phone (212) 555-0123, SSN 219-09-9991"], month),
            (&["the patient was born on 05/12/1939"], None),
            (&["sent on 2019-05-12, 1/2 of 3/4/5"], None),
        ] {
            assert_eq!(of_texts(&SCANNER, || texts.iter().copied()), expected, "{texts:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_order_or_none(text in "([0-9]{1,5}|[-/.: ]|le|é|한|£){0,30}") {
            let _ = of_texts(&SCANNER, || [text.as_str()].into_iter());
        }
    }
}
