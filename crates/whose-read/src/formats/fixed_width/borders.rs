//! Where columns of fixed width begin: at blanks in all lines, at padding and digits that end at one place, at dates within
//! digits, and where a header begins its names. A border never stands within a value, so one blank alone is none: postal
//! codes, names and telephone numbers have blanks at one place too.

use super::Unit;

/// What stands at the places of lines, a byte each.
pub(super) struct Grid {
    lines: Vec<Vec<u8>>,
    header: Vec<u8>,
    width: usize,
}

/// A letter, a letter beyond ASCII, what no text holds, anything else; digits stand for themselves.
const LETTER: u8 = b'A';
const WIDE: u8 = b'W';
const CONTROL: u8 = b'^';
const OTHER: u8 = b'.';

/// From so many lines on, what few of them show is believed.
const MANY_LINES: usize = 20;

/// Digits that stand alone are a column from this length on.
const LONG_DIGITS: usize = 6;

impl Grid {
    /// The first line may be a header.
    pub(super) fn new(lines: &[&str], unit: Unit) -> Self {
        let mut places: Vec<Vec<u8>> = lines.iter().map(|line| classes(line, unit)).collect();
        let header = places.remove(0);
        let width = places.iter().map(Vec::len).max().unwrap_or(0);
        let mut grid = Self { lines: places, header, width };
        if !grid.has_header() {
            grid.header.clear();
        }
        grid
    }

    fn at(line: &[u8], at: usize) -> u8 {
        line.get(at).copied().unwrap_or(b' ')
    }

    /// The share of lines, in percent, for which something holds.
    fn share(&self, holds: impl Fn(&[u8]) -> bool) -> usize {
        self.lines.iter().filter(|line| holds(line)).count() * 100 / self.lines.len().max(1)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.share(|line| Self::at(line, at) == b' ') == 100
    }

    fn is_digit(&self, at: usize) -> bool {
        self.share(|line| Self::at(line, at).is_ascii_digit()) >= 99
    }

    fn is_letter(&self, at: usize, percent: usize) -> bool {
        self.share(|line| matches!(Self::at(line, at), LETTER | WIDE)) >= percent
    }

    /// A first line that has no digit above any place where all other lines have one.
    fn has_header(&self) -> bool {
        let digits = || (0..self.width).filter(|at| self.is_digit(*at));
        digits().next().is_some() && !digits().any(|at| Self::at(&self.header, at).is_ascii_digit())
    }

    /// Does a name begin here in the header, behind so many blanks?
    fn names(&self, at: usize, blanks: usize) -> bool {
        at >= blanks
            && self.header.get(at).is_some_and(|class| *class != b' ')
            && self.header[at - blanks..at].iter().all(|class| *class == b' ')
    }

    /// Do packed numbers stand here? Some of their bytes are no characters of a text.
    fn is_packed(&self, at: usize) -> bool {
        self.share(|line| Self::at(line, at) == CONTROL) >= 15
    }

    /// In how many percent of the lines were places seen at all?
    fn present(&self, at: usize) -> usize {
        self.share(|line| line.len() > at)
    }

    /// Where columns begin. `equal`: the lines have one length.
    pub(super) fn starts(&self, equal: bool) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut blanks = 0;
        for at in 0..self.width {
            if !equal && self.present(at) < 60 {
                break;
            }
            let blank = self.is_blank(at);
            if blank && !(blanks > 0 && self.names(at, 2)) {
                blanks += 1;
                continue;
            }
            let begins = match blanks {
                _ if starts.is_empty() => true,
                0 => equal && self.turns(at),
                1 => self.names(at, 1) || equal && self.parts(at - 1),
                _ => true,
            };
            if begins {
                starts.push(at);
            }
            blanks = usize::from(blank);
        }
        if equal {
            self.add_dates(&mut starts);
        }
        if let Some(first) = starts.first_mut() {
            *first = 0;
        }
        starts
    }

    /// Does a column begin here, though none before it is blank in all lines?
    fn turns(&self, at: usize) -> bool {
        self.padding_ends(at)
            || self.is_packed(at) != self.is_packed(at - 1)
            || self.lines.len() >= MANY_LINES && (self.filling_ends(at) || self.few_begin(at))
            || self.digits_before(at) >= LONG_DIGITS && self.is_letter(at, 95) && self.is_letter(at + 1, 60)
    }

    /// A place that is always filled, behind one that padding often fills.
    fn padding_ends(&self, at: usize) -> bool {
        let padded = self.share(|line| Self::at(line, at - 1) == b' ');
        let padded_twice =
            at >= 2 && self.share(|line| line.get(at - 2..at).is_some_and(|two| two == b"  ")) * 2 >= padded;
        padded >= 30
            && padded_twice
            && self.share(|line| Self::at(line, at) == b' ') <= 2
            && !self.is_within_numbers(at)
    }

    /// Do digits stand on both sides in most lines that are filled before this place? Numbers set to the right do.
    fn is_within_numbers(&self, at: usize) -> bool {
        let (mut filled, mut digits) = (0, 0);
        for line in &self.lines {
            let (before, here) = (Self::at(line, at - 1), Self::at(line, at));
            filled += usize::from(before != b' ' && here != b' ');
            digits += usize::from(before.is_ascii_digit() && here.is_ascii_digit());
        }
        digits > 0 && digits * 5 > filled
    }

    /// A place that few lines fill, behind one that all fill: values of one length end here, and a column that is
    /// mostly empty begins.
    fn filling_ends(&self, at: usize) -> bool {
        let filled = |at: usize| self.share(|line| Self::at(line, at) != b' ');
        filled(at - 1) >= 99 && filled(at) <= 50
    }

    /// A column that few lines fill: where it is filled, it mostly begins here behind blanks, and does not grow to the
    /// right, as numbers set to the right do.
    fn few_begin(&self, at: usize) -> bool {
        let is_filled = |line: &&Vec<u8>, at: usize| Self::at(line, at) != b' ';
        let filled = self.lines.iter().filter(|line| is_filled(line, at)).count();
        let beside = self.lines.iter().filter(|line| is_filled(line, at + 1)).count();
        let begins = |line: &&Vec<u8>| at >= 2 && line.get(at - 2..at).is_some_and(|two| two == b"  ");
        let begun = self.lines.iter().filter(|line| is_filled(line, at) && begins(line)).count();
        begun >= 2 && begun * 5 >= filled * 2 && beside <= filled && !self.is_within_numbers(at)
    }

    fn digits_before(&self, at: usize) -> usize {
        (0..at).rev().take_while(|at| self.is_digit(*at)).count()
    }

    fn digits_from(&self, at: usize) -> usize {
        (at..self.width).take_while(|at| self.is_digit(*at)).count()
    }

    /// Does a single blank in all lines part two columns?
    fn parts(&self, blank: usize) -> bool {
        let (before, after) = (blank.saturating_sub(1), blank + 1);
        // The left side is padded where the right one is filled: it has a width of its own.
        let differ = self.share(|line| Self::at(line, before) == b' ' && Self::at(line, after) != b' ');
        if differ >= 5 {
            return true;
        }
        let (left, right) = (self.digits_before(blank), self.digits_from(after));
        let letters = (0..blank).rev().take_while(|at| self.is_letter(*at, 99)).count();
        let is_code = (1..=3).contains(&letters)
            && (letters == blank
                || self.is_blank(blank - letters - 1)
                || self.digits_before(blank - letters) > 0);
        let is_postcode = self.is_letter(after, 99) && self.is_digit(after + 1) || right >= 5;
        left >= LONG_DIGITS && right >= LONG_DIGITS
            || left >= LONG_DIGITS && self.is_letter(after, 95)
            || left == 0 && letters == 0 && right >= LONG_DIGITS
            || right >= 10
            || is_code && is_postcode
    }

    /// Parts runs of digits where a date stands in them.
    fn add_dates(&self, starts: &mut Vec<usize>) {
        let mut at = 0;
        while at < self.width {
            let digits = self.digits_from(at);
            if digits > 8
                && let Some(date) = (at..=at + digits - 8).rev().find(|from| self.is_date(*from))
            {
                starts.push(date);
                let left = at + digits - date - 8;
                if left > 0 && !matches!(left, 4 | 6) {
                    starts.push(date + 8);
                }
            } else if digits == 8 && at > 0 && self.is_date(at) && self.is_letter(at - 1, 99) {
                starts.push(at);
            }
            at += digits.max(1);
        }
        starts.sort_unstable();
        starts.dedup();
    }

    /// Does a date stand here in nearly all lines: year, month and day, or the year last?
    fn is_date(&self, at: usize) -> bool {
        let orders: [fn(u32) -> [u32; 3]; 3] = [
            |date| [date / 10_000, date / 100 % 100, date % 100],
            |date| [date % 10_000, date / 1_000_000, date / 10_000 % 100],
            |date| [date % 10_000, date / 10_000 % 100, date / 1_000_000],
        ];
        orders.into_iter().any(|order| {
            let is_date = |line: &[u8]| {
                let digits = line.get(at..at + 8).and_then(|digits| std::str::from_utf8(digits).ok());
                digits.and_then(|digits| digits.parse().ok()).is_some_and(|date| {
                    let [year, month, day] = order(date);
                    (1900..=2035).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
                })
            };
            self.share(is_date) >= 95
        })
    }
}

fn classes(line: &str, unit: Unit) -> Vec<u8> {
    let mut classes = Vec::with_capacity(line.len());
    for c in line.chars() {
        let class = match c {
            ' ' | '\u{3000}' => b' ',
            '0'..='9' => c as u8,
            _ if c.is_control() => CONTROL,
            _ if c.is_ascii_alphabetic() => LETTER,
            _ if c.is_alphabetic() => WIDE,
            _ => OTHER,
        };
        classes.extend(std::iter::repeat_n(class, unit.width(c)));
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with a bar at each border found.
    fn cut(lines: &[&str]) -> Vec<String> {
        let starts = Grid::new(lines, Unit::Character).starts(true);
        let cut = |line: &&str| {
            let mut cut = String::new();
            for (at, c) in line.chars().enumerate() {
                if at > 0 && starts.contains(&at) {
                    cut.push('|');
                }
                cut.push(c);
            }
            cut
        };
        lines.iter().map(cut).collect()
    }

    #[test]
    fn glued_digits_and_dates_are_parted_and_postal_codes_are_not() {
        let lines = [
            "377328010000019720160705Jade Finn   Regina   SK  L4H 1H1  DOM.XP",
            "377328010000020320160811Luke O'Hara Oakville ON  S4P 6A0  DOM.PC",
            "377328010000021020170102Ada Ngo     Windsor  ON  L6P 1W8  DOM.EP",
            "377328010000022720171230Bo Dussen   Kelowna  BC  V1G 2K7  DOM.RP",
            "377328010000023420180105Cy Laverty  Gatineau QC  N8E 5C3  DOM.RP",
        ];
        assert_eq!(cut(&lines)[0], "3773280100000197|20160705|Jade Finn   |Regina   |SK  |L4H 1H1  |DOM.XP");
    }

    #[test]
    fn one_blank_parts_a_province_from_its_postal_code() {
        let lines = [
            "20160705 Finn    ON L4H 1H1 1",
            "20160811 O'Hara  QC S4P 6A0 2",
            "20170102 Ngo     ON L6P 1W8 3",
            "20171230 Dussen  BC V1G 2K7 1",
            "20180105 Laverty ON N8E 5C3 2",
        ];
        assert_eq!(cut(&lines)[1], "20160811 |O'Hara  |QC |S4P 6A0 2");
    }

    #[test]
    fn identifiers_stay_whole() {
        let lines = [
            "PO4407990  900101-1234567  010 2345 6789",
            "PO7697661  880202-2345678  010 3456 7890",
            "PO6551210  770303-1456789  010 4567 8901",
            "PO1925847  660404-2567890  010 5678 9012",
            "PO5050392  550505-1678901  010 6789 0123",
        ];
        assert_eq!(cut(&lines)[1], "PO7697661  |880202-2345678  |010 3456 7890");
    }

    #[test]
    fn columns_that_few_lines_fill_are_parted() {
        let line = |at: usize| {
            let phone = if at % 7 == 3 { "(437) 926-4802" } else { "" };
            let mail = match at % 5 {
                1 => "cy@example.net",
                3 => "dora.v@example.org",
                _ => "",
            };
            let town = ["Regina", "Laval", "Ajax"][at % 3];
            let amount = [5, 12, 120, 7][at % 4];
            format!("{town:<9}ON  M3A {}B5{phone:<14}{mail:<20}{amount:>6}  DOM.XP", at % 10)
        };
        let lines: Vec<String> = (0..40).map(line).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let cut = cut(&lines);
        assert_eq!(cut[3], "Regina   |ON  |M3A 3B5|(437) 926-4802|dora.v@example.org     |  7  |DOM.XP");
        assert_eq!(cut[6], "Regina   |ON  |M3A 6B5|              |cy@example.net         |120  |DOM.XP");
    }

    #[test]
    fn names_of_a_header_begin_columns_that_are_empty_below() {
        let lines = [
            "PIN      NAME   POSTAL   PHONE    EMAIL    SERVICE",
            "12345678 Ada    L4H 1H1                    DOM.XP ",
            "12345679 Bob    S4P 6A0                    DOM.PC ",
            "12345680 Cy     L6P 1W8                    DOM.EP ",
            "12345681 Dora   V1G 2K7                    DOM.RP ",
        ];
        assert_eq!(cut(&lines)[0], "PIN      |NAME   |POSTAL   |PHONE    |EMAIL    |SERVICE");
    }
}
