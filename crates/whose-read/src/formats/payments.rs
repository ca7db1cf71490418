//! What statements and payments of banks write alike.

/// `230301` is 2023-03-01. Years have two digits; what such files hold is taken to be of this century.
pub(super) fn day(digits: &str) -> Option<String> {
    let is_day = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_day.then(|| format!("20{}-{}-{}", &digits[..2], &digits[2..4], &digits[4..]))
}
