//! The check digit of card numbers, which parcel and policy numbers pass by chance or by habit.

/// The check digit of a body (Luhn; ISO/IEC 7812-1).
fn check_digit(body: &str) -> u32 {
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(digit - b'0') * weight;
            if product > 9 { product - 9 } else { product }
        })
        .sum();
    (10 - sum % 10) % 10
}

/// Adds the check digit.
pub(crate) fn with_check_digit(body: &str) -> String {
    format!("{body}{}", check_digit(body))
}

/// Is the last digit the check digit?
pub(crate) fn passes(digits: &str) -> bool {
    let (body, last) = digits.split_at(digits.len() - 1);
    check_digit(body).to_string() == last
}

/// Do the first digits belong to a large card brand (Visa, Mastercard)?
pub(crate) fn has_brand(digits: &str) -> bool {
    let four: u32 = digits[..4].parse().unwrap_or(0);
    digits.starts_with('4') || (5_100..5_600).contains(&four) || (2_221..=2_720).contains(&four)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_for_tests_passes() {
        // The number that payment providers publish for tests.
        assert_eq!(with_check_digit("411111111111111"), "4111111111111111");
        assert!(passes("4111111111111111") && has_brand("4111111111111111"));
        assert!(!passes("4111111111111112") && !has_brand("2011010100001048"));
    }
}
