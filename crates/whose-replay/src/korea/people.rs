//! Customers and drivers: names, resident numbers, mobiles.

use std::collections::HashSet;

use whose_model::civil::{date_from_days, days_from_date};

use crate::dice::Dice;

use super::mobile::Mobile;
use super::names::Names;

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) family: &'static str,
    pub(crate) given: Box<str>,
    pub(crate) female: bool,
    /// Day of birth, days since 1970-01-01.
    pub(crate) birth: i32,
    /// The resident number after its seventh digit, without check digit: region and order.
    serial: u32,
    /// Mobile number as of 2011.
    pub(crate) mobile: Mobile,
    /// Number of the home, for the registry.
    pub(crate) home: u32,
}

impl Person {
    pub(crate) fn name(&self) -> String {
        format!("{}{}", self.family, self.given)
    }

    /// `800101`.
    pub(crate) fn birth_digits(&self) -> String {
        let (year, month, day) = date_from_days(self.birth);
        format!("{:02}{month:02}{day:02}", year % 100)
    }

    /// The seventh digit: sex and century.
    pub(crate) const fn seventh(&self) -> u8 {
        let (year, ..) = date_from_days(self.birth);
        self.female as u8 + if year < 2000 { 1 } else { 3 }
    }

    /// `800101-1234567`, with the check digit of numbers issued before October 2020.
    pub(crate) fn resident_number(&self) -> String {
        const WEIGHTS: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
        let digits = format!("{}{}{:05}", self.birth_digits(), self.seventh(), self.serial);
        let sum: u32 =
            digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        format!("{}-{}{}", &digits[..6], &digits[6..], (11 - sum % 11) % 10)
    }

    /// `800101-1******`.
    pub(crate) fn resident_number_masked(&self) -> String {
        format!("{}-{}******", self.birth_digits(), self.seventh())
    }

    /// `홍*동`: of two syllables the second is hidden, of more all but the first and the last.
    pub(crate) fn masked_name(&self) -> String {
        mask_name(&self.name())
    }
}

pub(crate) fn mask_name(name: &str) -> String {
    let count = name.chars().count();
    let hide = |at: usize| at > 0 && (at < count - 1 || count == 2);
    name.chars().enumerate().map(|(at, letter)| if hide(at) { '*' } else { letter }).collect()
}

/// Makes people one after another; no two have the same resident number or the same mobile number.
#[derive(Debug)]
pub(crate) struct Population {
    names: Names,
    numbers: HashSet<u64>,
    made: u64,
}

/// What is known of a person before it is made.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) family: Option<&'static str>,
    pub(crate) female: Option<bool>,
    /// Year of birth.
    pub(crate) year: Option<i32>,
    pub(crate) home: Option<u32>,
}

impl Population {
    pub(crate) fn new() -> Self {
        Self { names: Names::new(), numbers: HashSet::new(), made: 0 }
    }

    pub(crate) fn person(&mut self, wanted: Wanted, dice: &mut Dice) -> Person {
        self.made += 1;
        let female = wanted.female.unwrap_or_else(|| dice.chance(380));
        let year = wanted.year.unwrap_or_else(|| 1930 + (dice.below(31) + dice.below(32)) as i32);
        let birth = days_from_date(year, 1, 1).unwrap_or(0) + dice.below(365) as i32;
        let family = wanted.family.unwrap_or_else(|| self.names.family(dice));
        let given = self.names.given(female, year, dice).into();
        // Drivers over 35 kept their 01X number longer.
        let legacy = dice.chance(if year < 1976 { 320 } else { 130 });
        let mobile = if legacy { Mobile::legacy(self.made) } else { Mobile::native(self.made) };
        let home = wanted.home.unwrap_or(self.made as u32);
        let mut person = Person { family, given, female, birth, serial: 0, mobile, home };
        // The two digits of the region end at 95.
        while !self.take(&person) {
            person.serial = dice.below(96_000);
        }
        person
    }

    fn take(&mut self, person: &Person) -> bool {
        let number = (person.birth + 40_000) as u64 * 200_000
            + u64::from(person.female) * 100_000
            + u64::from(person.serial);
        person.serial != 0 && self.numbers.insert(number)
    }

    /// A 010 number that nobody had in 2011.
    pub(crate) fn new_mobile(person: u32) -> Mobile {
        Mobile::native(u64::from(person) + 9_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn names_are_masked_as_usual() {
        assert_eq!(mask_name("홍길동"), "홍*동");
        assert_eq!(mask_name("이산"), "이*");
        assert_eq!(mask_name("남궁민수"), "남**수");
    }

    #[test]
    fn resident_numbers_carry_their_check_digit() {
        let mut population = Population::new();
        for index in 0..200 {
            let person = population.person(Wanted::default(), &mut Dice::new(1, Purpose::Insured, index));
            let number = person.resident_number().replace('-', "");
            assert_eq!(number.len(), 13);
            let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 1];
            let digits = number.bytes().map(|digit| u32::from(digit - b'0'));
            let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
            assert!(matches!(sum % 11, 0 | 1), "{}", sum % 11);
        }
    }
}
