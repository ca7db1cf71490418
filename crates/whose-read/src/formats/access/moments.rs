//! Days and times as ISO 8601.

use whose_model::civil::date_from_days;

/// 1899-12-30, on which Access counts from, in days since 1970-01-01.
const DAY_ZERO: i64 = -25_569;
/// 0001-01-01, on which long moments count from.
const FIRST_DAY: i64 = -719_162;
const SECONDS: i64 = 86_400;
/// Days farther from 1970 than this are of no year of four digits.
const FARTHEST: i32 = 4_000_000;

/// Days since 1899-12-30 and the part of a day, without its sign. A moment on day zero is a time of day.
pub(super) fn moment(days: f64) -> Option<String> {
    if !days.is_finite() || days.abs() > 4e6 {
        return None;
    }
    let day = days.trunc() as i64;
    let seconds = (days.fract().abs() * SECONDS as f64).round() as i64;
    let (day, seconds) = (day + seconds / SECONDS, seconds % SECONDS);
    if day == 0 {
        return Some(time(seconds));
    }
    written(DAY_ZERO + day, seconds)
}

/// Two numbers of nineteen digits: days since the first of all, and ten millionths of a second.
pub(super) fn long_moment(text: &[u8]) -> Option<String> {
    let digits = |from: usize| std::str::from_utf8(text.get(from..from + 19)?).ok()?.parse::<i64>().ok();
    let (days, parts) = (digits(0)?, digits(20)?);
    let seconds = parts / 10_000_000;
    let is_sound = text.get(19) == Some(&b':') && (0..SECONDS).contains(&seconds);
    is_sound.then(|| written(FIRST_DAY.checked_add(days)?, seconds)).flatten()
}

fn written(day: i64, seconds: i64) -> Option<String> {
    let day = i32::try_from(day).ok().filter(|day| day.abs() < FARTHEST)?;
    let (year, month, day) = date_from_days(day);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let is_year = (1..=9_999).contains(&year);
    is_year.then(|| if seconds == 0 { date } else { format!("{date}T{}", time(seconds)) })
}

fn time(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::{long_moment, moment};

    #[test]
    fn days_and_times() {
        for (days, text) in [
            (1.0, "1899-12-31"),
            (36_526.0, "2000-01-01"),
            (36_585.0, "2000-02-29"),
            (36_586.25, "2000-03-01T06:00:00"),
            (-1.25, "1899-12-29T06:00:00"),
            (0.5, "12:00:00"),
            (45_291.999_999_9, "2024-01-01"),
            (-657_434.0, "0100-01-01"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(moment(days).as_deref(), Some(text));
        }
        assert_eq!(moment(f64::NAN), None);
        assert_eq!(moment(1e300), None);
        assert_eq!(moment(3e6), None);
    }

    #[test]
    fn long_ones() {
        let text = b"0000000000000730119:0000000432000000000:7\0";
        assert_eq!(long_moment(text).as_deref(), Some("2000-01-01T12:00:00"));
        assert_eq!(long_moment(b"0000000000000730119;0000000432000000000:7\0"), None);
        assert_eq!(long_moment(b"9223372036854775807:0000000000000000000:7\0"), None);
    }
}
