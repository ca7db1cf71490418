//! Mobile numbers, and how 01X numbers became 010 numbers.

/// A mobile number in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mobile {
    /// 10, 11, 16, 17, 18 or 19.
    pub(crate) prefix: u8,
    /// Three or four digits; a number of three digits is below 1000.
    pub(crate) exchange: u16,
    pub(crate) line: u16,
}

/// Prefix, first exchange, how many, and the first exchange of the 010 number that took its place (the table of the move from
/// 01X to 010, from general knowledge). No two rows lead to the same number.
const MOVES: [(u8, u16, u16, u16); 16] = [
    (11, 200, 300, 5_200),
    (11, 500, 400, 3_500),
    (11, 9_000, 500, 9_000),
    (11, 9_500, 500, 8_500),
    (16, 200, 300, 3_200),
    (16, 500, 400, 2_500),
    (16, 9_000, 500, 7_000),
    (16, 9_500, 500, 9_500),
    (17, 200, 300, 6_200),
    (17, 500, 400, 4_500),
    (18, 200, 300, 4_200),
    (18, 500, 400, 6_500),
    (19, 200, 300, 2_200),
    (19, 500, 400, 5_500),
    (19, 9_000, 500, 8_000),
    (19, 9_500, 500, 7_500),
];
/// Exchanges of the table together.
const LEGACY: u64 = 6_500;
/// Exchanges of 010 that the table does not lead to: x000-x199 and x900-x999 for x from 2 to 6.
const NATIVE: u64 = 1_500;

impl Mobile {
    /// The `number`th 010 number that was never an 01X number. Different numbers below 15,000,000 give different ones.
    pub(crate) fn native(number: u64) -> Self {
        let at = number.wrapping_mul(6_700_417) % (NATIVE * 10_000);
        let exchange = at / 10_000;
        let (thousand, rest) = (exchange / 300 + 2, exchange % 300);
        let exchange = thousand * 1_000 + if rest < 200 { rest } else { rest + 700 };
        Self { prefix: 10, exchange: exchange as u16, line: (at % 10_000) as u16 }
    }

    /// The `number`th 01X number. Different numbers below 65,000,000 give different ones.
    pub(crate) fn legacy(number: u64) -> Self {
        let at = number.wrapping_mul(15_485_863) % (LEGACY * 10_000);
        let mut exchange = (at / 10_000) as u16;
        for (prefix, first, count, _) in MOVES {
            if exchange < count {
                return Self { prefix, exchange: first + exchange, line: (at % 10_000) as u16 };
            }
            exchange -= count;
        }
        unreachable!("the table has LEGACY exchanges")
    }

    /// The 010 number that took its place; itself where it is one.
    pub(crate) fn moved(self) -> Self {
        let row = MOVES.iter().find(|(prefix, first, count, _)| {
            *prefix == self.prefix && (*first..first + count).contains(&self.exchange)
        });
        match row {
            Some((_, first, _, to)) => {
                Self { prefix: 10, exchange: to + self.exchange - first, line: self.line }
            }
            None => self,
        }
    }

    /// `010-1234-5678`, with another separator or none.
    pub(crate) fn write(self, separator: &str) -> String {
        format!("0{}{separator}{}{separator}{:04}", self.prefix, self.exchange, self.line)
    }

    /// `010-****-5678`.
    pub(crate) fn masked(self) -> String {
        let hidden = if self.exchange < 1_000 { "***" } else { "****" };
        format!("0{}-{hidden}-{:04}", self.prefix, self.line)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_is_complete_and_leads_nowhere_twice() {
        assert_eq!(MOVES.iter().map(|(_, _, count, _)| u64::from(*count)).sum::<u64>(), LEGACY);
        let mut seen = HashSet::new();
        for (prefix, first, count, _) in MOVES {
            for exchange in first..first + count {
                let moved = Mobile { prefix, exchange, line: 7 }.moved();
                assert_eq!(moved.prefix, 10);
                assert!(seen.insert(moved.exchange), "{prefix}-{exchange}");
            }
        }
        for number in 0..100_000 {
            let native = Mobile::native(number);
            assert!(!seen.contains(&native.exchange), "{native:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_usual() {
        let number = Mobile { prefix: 11, exchange: 234, line: 56 };
        assert_eq!(number.write("-"), "011-234-0056");
        assert_eq!(number.masked(), "011-***-0056");
        assert_eq!(number.moved().write(""), "01052340056");
    }
}
