//! What the values of a column look like in a few letters, whatever the column is called: two tables whose columns all look
//! alike, one by one, are of one layout.

use std::fmt;
use std::str::FromStr;

use super::ColumnProfile;

/// Features of a shape.
const FEATURES: usize = 15;
/// With fewer values than this a column looks like any other.
const LEAST_VALUES: u32 = 10;
/// Tenths by which a share may differ between parts of one table, however long they are.
const DRIFT: f32 = 1.5;
/// Standard errors of a share that chance may add to that, in tenths of one value.
const CHANCE: f32 = 15.0;

/// Shares of the values looked at that have a feature, in tenths, and how long they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    values: u32,
    length: u32,
    tenths: [u8; FEATURES],
}

impl Shape {
    /// The shape of a profile.
    #[must_use]
    pub fn of(profile: &ColumnProfile) -> Self {
        let likely = profile.likely.values().copied().max().unwrap_or(0);
        let counts = [
            profile.digits_only,
            profile.with_letter,
            profile.with_digit,
            profile.lettered,
            profile.dates,
            profile.single_names,
            profile.people + profile.maybe_people,
            profile.streets + profile.weak_streets,
            profile.places,
            profile.masked,
            profile.sentences,
            profile.links,
            profile.sexes,
            profile.times,
            likely,
        ];
        Self {
            values: profile.values,
            length: profile.mean_length().round() as u32,
            tenths: counts.map(|count| (profile.share(count).min(1.0) * 10.0).round() as u8),
        }
    }

    /// Do two columns look alike? None where one of them has too few values to say.
    #[must_use]
    pub fn alike(&self, other: &Self) -> Option<bool> {
        let fewest = self.values.min(other.values);
        if fewest < LEAST_VALUES {
            return None;
        }
        let tolerance = DRIFT + CHANCE / (fewest as f32).sqrt();
        let shares = self
            .tenths
            .iter()
            .zip(&other.tenths)
            .all(|(one, two)| f32::from(one.abs_diff(*two)) <= tolerance);
        let (short, long) = (self.length.min(other.length), self.length.max(other.length));
        Some(shares && 2 * long <= 3 * short + 4)
    }
}

/// Three numbers with points between: values, mean length in bytes, a digit for each share (`a` for all).
impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.", self.values, self.length)?;
        self.tenths.iter().try_for_each(|tenth| write!(formatter, "{tenth:x}"))
    }
}

/// It is no shape as [`Shape`] is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the shape of a column")]
pub struct NoShape;

impl FromStr for Shape {
    type Err = NoShape;

    fn from_str(text: &str) -> Result<Self, NoShape> {
        let mut parts = text.split('.');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).ok_or(NoShape);
        let (values, length) = (number()?, number()?);
        let shares = parts.next().ok_or(NoShape)?;
        let digits: Option<Vec<u8>> = shares
            .chars()
            .map(|digit| digit.to_digit(11).and_then(|tenth| u8::try_from(tenth).ok()))
            .collect();
        let tenths = digits.and_then(|digits| digits.try_into().ok()).ok_or(NoShape)?;
        Ok(Self { values, length, tenths })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(values: u32, length: u32, first: u8) -> Shape {
        Shape { values, length, tenths: [first; FEATURES] }
    }

    #[test]
    fn what_is_written_is_read() {
        let written = shape(300, 12, 10).to_string();
        assert_eq!(written, "300.12.aaaaaaaaaaaaaaa");
        assert_eq!(written.parse(), Ok(shape(300, 12, 10)));
        for wrong in ["", "1", "1.2", "1.2.3", "1.2.aaaaaaaaaaaaaab", "1.2.aaaaaaaaaaaaaaaa"] {
            assert_eq!(wrong.parse::<Shape>(), Err(NoShape), "{wrong}");
        }
    }

    #[test]
    fn few_values_say_nothing_and_many_are_told_apart() {
        assert_eq!(shape(300, 12, 10).alike(&shape(9, 12, 10)), None);
        assert_eq!(shape(300, 12, 10).alike(&shape(300, 13, 8)), Some(true));
        assert_eq!(shape(300, 12, 10).alike(&shape(300, 12, 6)), Some(false));
        assert_eq!(shape(300, 12, 10).alike(&shape(20, 12, 6)), Some(true));
        assert_eq!(shape(300, 12, 10).alike(&shape(300, 40, 10)), Some(false));
    }
}
