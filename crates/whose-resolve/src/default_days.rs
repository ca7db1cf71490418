//! Days that programs write where they know none: `1970-01-01`, `1900-01-01`, `2099-12-31`. One of them would stretch the period
//! over decades in which nothing happened.

use std::collections::BTreeSet;

use whose_model::civil;
use whose_model::tables::TallyRow;

/// First days of the calendars of programs, and the day before where clocks stand behind those of London; last days of what
/// programs can count to, and of centuries to come.
const KNOWN: [(i32, u32, u32); 20] = [
    (1600, 1, 1),
    (1601, 1, 1),
    (1753, 1, 1),
    (1800, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 1),
    (1901, 1, 1),
    (1904, 1, 1),
    (1969, 12, 31),
    (1970, 1, 1),
    (1980, 1, 1),
    (2038, 1, 19),
    (2049, 12, 31),
    (2078, 12, 31),
    (2079, 6, 6),
    (2099, 12, 31),
    (2199, 12, 31),
    (2999, 12, 31),
    (9999, 12, 31),
];
/// No other day so many days before or after: ten years.
const FAR: i32 = 3_652;
/// Kind of the tallies that tell of them; the key is the day.
pub(crate) const KIND: &str = "default-day";

/// The days of a case that stand for no day: known by their value, and far from every other day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DefaultDays(Vec<i32>);

impl DefaultDays {
    /// Those among the days of a case.
    pub(crate) fn among(days: &BTreeSet<i32>) -> Self {
        let known: BTreeSet<i32> = KNOWN
            .iter()
            .filter_map(|(year, month, day)| civil::days_from_date(*year, *month, *day))
            .collect();
        let near = |day: i32| {
            let mut others = days.range(day - FAR..=day + FAR);
            others.any(|other| !known.contains(other))
        };
        Self(days.intersection(&known).copied().filter(|day| !near(*day)).collect())
    }

    /// Those that the tallies of a case tell of.
    #[must_use]
    pub fn told(tallies: &[TallyRow]) -> Self {
        let own = tallies.iter().filter(|row| row.kind == KIND && row.client.is_empty());
        Self(own.filter_map(|row| row.first_day).collect())
    }

    /// A day, unless it stands for none.
    #[must_use]
    pub fn real(&self, day: Option<i32>) -> Option<i32> {
        day.filter(|day| !self.holds(*day))
    }

    /// Does a day stand for none?
    pub(crate) fn holds(&self, day: i32) -> bool {
        self.0.contains(&day)
    }

    /// Are there none?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(days: &[&str]) -> Vec<String> {
        let day = |text: &&str| {
            let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap());
            let mut next = || parts.next().unwrap();
            civil::days_from_date(next() as i32, next(), next()).unwrap()
        };
        let days: BTreeSet<i32> = days.iter().map(day).collect();
        DefaultDays::among(&days).0.into_iter().map(civil::iso).collect()
    }

    #[test]
    fn a_day_is_left_out_by_its_value_where_it_stands_far_from_all_others() {
        assert_eq!(among(&["1970-01-01", "2021-02-03", "2021-05-01"]), ["1970-01-01"]);
        assert_eq!(
            among(&["1899-12-30", "1900-01-01", "2021-02-03", "2099-12-31"]),
            ["1899-12-30", "1900-01-01", "2099-12-31"]
        );
        assert_eq!(among(&["1970-01-01"]), ["1970-01-01"], "nothing stands beside it");
    }

    #[test]
    fn a_day_among_others_is_a_day() {
        assert!(among(&["1970-01-01", "1972-06-30", "2021-05-01"]).is_empty());
        assert!(among(&["1980-01-01", "1989-12-01"]).is_empty());
        assert!(among(&["1971-01-01", "2021-05-01"]).is_empty(), "no program begins there");
        assert!(among(&[]).is_empty());
    }
}
