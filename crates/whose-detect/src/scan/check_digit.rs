//! Check digits. Each takes glyphs and gives `None` where a hidden position leaves nothing to check.

/// The digits as numbers, or `None` where one is hidden or a letter.
fn digits(glyphs: &[u8]) -> Option<impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + '_> {
    glyphs.iter().all(u8::is_ascii_digit).then(|| glyphs.iter().map(|glyph| u32::from(glyph - b'0')))
}

/// Sum of products of the digits with weights.
#[must_use]
pub fn weighted(glyphs: &[u8], weights: &[u32]) -> Option<u32> {
    Some(digits(glyphs)?.zip(weights).map(|(digit, weight)| digit * weight).sum())
}

/// The last digit as a number.
#[must_use]
pub fn last(glyphs: &[u8]) -> Option<u32> {
    glyphs.last().filter(|glyph| glyph.is_ascii_digit()).map(|glyph| u32::from(glyph - b'0'))
}

/// Luhn, ISO/IEC 7812-1 annex B.
#[must_use]
pub fn luhn(glyphs: &[u8]) -> Option<bool> {
    Some(luhn_sum(glyphs, 0)? % 10 == 0)
}

/// Luhn over a fixed prefix that is not written, given as the sum it adds.
#[must_use]
pub fn luhn_sum(glyphs: &[u8], prefix: u32) -> Option<u32> {
    let sum: u32 = digits(glyphs)?
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 - if digit > 4 { 9 } else { 0 } })
        .sum();
    Some(sum + prefix)
}

/// Remainder by 97 of a number of digits and letters (A = 10), ISO 7064 and ISO 13616.
#[must_use]
pub fn modulo_97(glyphs: impl IntoIterator<Item = u8>) -> Option<u32> {
    glyphs.into_iter().try_fold(0u32, |rest, glyph| match glyph {
        b'0'..=b'9' => Some((rest * 10 + u32::from(glyph - b'0')) % 97),
        b'A'..=b'Z' => Some((rest * 100 + u32::from(glyph - b'A') + 10) % 97),
        _ => None,
    })
}

/// ISO 7064 mod 11,10 over all digits, the last being the check digit.
#[must_use]
pub fn iso_11_10(glyphs: &[u8]) -> Option<bool> {
    let (body, check) = (digits(&glyphs[..glyphs.len() - 1])?, last(glyphs)?);
    let product = body.fold(10, |product, digit| {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        sum * 2 % 11
    });
    Some((11 - product) % 10 == check)
}

/// ISO 7064 mod 11,2 over all digits, the last being the check digit, `X` for ten.
#[must_use]
pub fn iso_11_2(glyphs: &[u8]) -> Option<bool> {
    let (last, body) = glyphs.split_last()?;
    let check = match last {
        b'X' => 10,
        b'0'..=b'9' => u32::from(last - b'0'),
        _ => return None,
    };
    let rest = digits(body)?.fold(0, |rest, digit| (rest + digit) * 2 % 11);
    Some((rest + check) % 11 == 1)
}

/// Remainder of the number that the digits write.
#[must_use]
pub fn remainder(glyphs: &[u8], divisor: u64) -> Option<u64> {
    Some(digits(glyphs)?.fold(0, |rest, digit| (rest * 10 + u64::from(digit)) % divisor))
}

/// Verhoeff, Error detecting decimal codes (1969), over all digits, the last being the check digit.
#[must_use]
pub fn verhoeff(glyphs: &[u8]) -> Option<bool> {
    /// What one permutation makes of each digit.
    const PERMUTED: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let check = digits(glyphs)?.rev().enumerate().fold(0, |check, (place, digit)| {
        let permuted = (0..place % 8).fold(digit as usize, |digit, _| PERMUTED[digit]);
        in_pentagon(check, permuted)
    });
    Some(check == 0)
}

/// Product of two turns of a pentagon: 0 to 4 rotate it, 5 to 9 also mirror it.
const fn in_pentagon(one: usize, other: usize) -> usize {
    match (one < 5, other < 5) {
        (true, true) => (one + other) % 5,
        (true, false) => 5 + (one + other) % 5,
        (false, true) => 5 + (one - other) % 5,
        (false, false) => (5 + one - other) % 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples() {
        assert_eq!(luhn(b"4111111111111111"), Some(true));
        assert_eq!(luhn(b"4111111111111112"), Some(false));
        assert_eq!(luhn(b"4111********1111"), None);
        assert_eq!(modulo_97(*b"WEST12345698765432GB82"), Some(1));
        assert_eq!(iso_11_10(b"36574261809"), Some(true));
        assert_eq!(iso_11_10(b"36574261808"), Some(false));
        assert_eq!(iso_11_2(b"11010519491231002X"), Some(true));
        assert_eq!(verhoeff(b"2363"), Some(true));
        assert_eq!(
            remainder(b"98765432109876543210", 97),
            Some((98_765_432_109_876_543_210u128 % 97) as u64)
        );
    }

    #[test]
    fn each_body_has_exactly_one_check_digit_of_each_rule() {
        for body in (0..100_000u32).step_by(37) {
            for rule in [luhn, iso_11_10, verhoeff] {
                let right =
                    (0..10).filter(|digit| rule(format!("{body:010}{digit}").as_bytes()) == Some(true));
                assert_eq!(right.count(), 1, "{body}");
            }
        }
    }
}
