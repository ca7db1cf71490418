//! In which order a column writes day, month and year where all three are numbers.

use crate::dates::Order;
use crate::header;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;

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
}
