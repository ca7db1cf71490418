//! Dates of birth: known and unknown parts, and the slips that happen to them.

/// A date; a part that is not known is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Birth {
    /// Year, four digits; 0 unknown.
    pub year: u16,
    /// Month 1 to 12; 0 unknown.
    pub month: u8,
    /// Day 1 to 31; 0 unknown.
    pub day: u8,
}

/// How two dates agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    /// Nothing to compare.
    Absent,
    /// Equal and whole.
    Same,
    /// Day and month exchanged, or one part off.
    Near,
    /// What both know agrees, but one of them is not whole.
    Compatible,
    /// Month and day agree, the year is another.
    Anniversary,
    /// Only the year agrees.
    Year,
    /// Another date.
    Other,
}

impl Birth {
    /// Reads `YYYY-MM-DD` with unknown positions starred; `None` where nothing is known.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/', '.']);
        let part = |text: Option<&str>| text.and_then(|t| t.trim().parse::<u16>().ok()).unwrap_or(0);
        let (year, month, day) = (part(parts.next()), part(parts.next()), part(parts.next()));
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        let within = |part: u16, most: u16| if part <= most { part as u8 } else { 0 };
        let birth = Self { year: within_years(year), month: within(month, 12), day: within(day, 31) };
        (birth != Self::default()).then_some(birth)
    }

    /// All parts known?
    pub(crate) const fn is_whole(self) -> bool {
        self.year != 0 && self.month != 0 && self.day != 0
    }

    /// Packed, for sorting and hashing.
    pub(crate) const fn packed(self) -> u32 {
        (self.year as u32) << 9 | (self.month as u32) << 5 | self.day as u32
    }

    /// From its packed form.
    pub(crate) const fn unpacked(packed: u32) -> Self {
        Self { year: (packed >> 9) as u16, month: (packed >> 5 & 15) as u8, day: (packed & 31) as u8 }
    }

    /// `YYYY-MM-DD`.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// How it agrees with another.
    pub(crate) fn agreement(self, other: Self) -> Agreement {
        if self == other && self.is_whole() {
            return Agreement::Same;
        }
        let known = |a: u16, b: u16| a != 0 && b != 0;
        let parts = [
            (self.year, other.year),
            (u16::from(self.month), u16::from(other.month)),
            (u16::from(self.day), u16::from(other.day)),
        ];
        let compared = parts.iter().filter(|(a, b)| known(*a, *b)).count();
        let equal = parts.iter().filter(|(a, b)| known(*a, *b) && a == b).count();
        if compared == 0 {
            return Agreement::Absent;
        }
        if compared < 3 {
            return if equal == compared { Agreement::Compatible } else { Agreement::Other };
        }
        let exchanged = self.year == other.year && self.month == other.day && self.day == other.month;
        if exchanged || (equal == 2 && (self.year == other.year || slipped(self.year, other.year))) {
            return Agreement::Near;
        }
        if equal == 2 {
            return Agreement::Anniversary;
        }
        if self.year == other.year { Agreement::Year } else { Agreement::Other }
    }
}

/// A year of four digits at most; else unknown.
const fn within_years(year: u16) -> u16 {
    if year <= 9_999 { year } else { 0 }
}

/// A year with one digit off or two exchanged, or a year or two beside.
fn slipped(one: u16, other: u16) -> bool {
    let digits = |year: u16| [year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10];
    let (a, b) = (digits(one), digits(other));
    let off = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    one.abs_diff(other) <= 2 || off == 1 || (off == 2 && a[2] == b[3] && a[3] == b[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_unknown_parts() {
        for (one, other, agreement) in [
            ("1980-01-02", "1980-01-02", Agreement::Same),
            ("1980-01-02", "1980-02-01", Agreement::Near),
            ("1980-01-02", "1980-01-12", Agreement::Near),
            ("1980-01-02", "1990-01-02", Agreement::Near),
            ("1980-01-02", "1908-01-02", Agreement::Near),
            ("1980-**-**", "1980-02-01", Agreement::Compatible),
            ("1980-01-02", "1980-05-09", Agreement::Year),
            ("1980-01-02", "1957-01-02", Agreement::Anniversary),
            ("1980-01-02", "1975-05-09", Agreement::Other),
            ("****-01-02", "1975-**-**", Agreement::Absent),
        ] {
            let (a, b) = (Birth::parse(one).unwrap(), Birth::parse(other).unwrap());
            assert_eq!(a.agreement(b), agreement, "{one} {other}");
            assert_eq!(b.agreement(a), agreement, "{other} {one}");
        }
        assert_eq!(Birth::parse("****-**-**"), None);
    }
}
