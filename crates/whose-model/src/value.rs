//! Masked values: sequences of known and unknown positions.
//!
//! A normal form holds [`UNKNOWN`] for one unknown position and [`UNKNOWN_RUN`] for a run of unknown length.
//! A value without either is whole.

/// One unknown position.
pub const UNKNOWN: char = '*';
/// An unknown number of unknown positions, where the source's mask does not tell the length.
pub const UNKNOWN_RUN: char = '…';

/// Has the value an unknown position?
#[must_use]
pub fn is_masked(value: &str) -> bool {
    // Most values hold neither the star nor a letter that begins like the run's.
    let lead = UNKNOWN_RUN_BYTES[0];
    value.bytes().any(|byte| byte == UNKNOWN as u8 || byte == lead) && value.contains([UNKNOWN, UNKNOWN_RUN])
}

/// How the run of unknown positions is written in UTF-8.
const UNKNOWN_RUN_BYTES: [u8; 3] = {
    let mut bytes = [0; 3];
    UNKNOWN_RUN.encode_utf8(&mut bytes);
    bytes
};

/// How many positions are known (letters and digits; separators tell nothing).
#[must_use]
pub fn known_positions(value: &str) -> usize {
    value.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Two values of one category are compatible when no known position contradicts.
#[must_use]
pub fn compatible(one: &str, other: &str) -> bool {
    if !is_masked(one) && !is_masked(other) {
        return one == other;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if !one.contains(&UNKNOWN_RUN) && !other.contains(&UNKNOWN_RUN) {
        return one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| agrees(*a, *b));
    }
    matches_runs(&one, &other)
}

fn agrees(a: char, b: char) -> bool {
    a == b || a == UNKNOWN || b == UNKNOWN
}

/// Both may hold runs: a table over prefixes, small because values are short.
fn matches_runs(one: &[char], other: &[char]) -> bool {
    let width = other.len() + 1;
    let mut reachable = vec![false; (one.len() + 1) * width];
    reachable[0] = true;
    for at in 0..=one.len() {
        for to in 0..=other.len() {
            if !reachable[at * width + to] {
                continue;
            }
            let (a, b) = (one.get(at), other.get(to));
            if a == Some(&UNKNOWN_RUN) {
                reachable[(at + 1) * width + to] = true;
                if to < other.len() {
                    reachable[at * width + to + 1] = true;
                }
            }
            if b == Some(&UNKNOWN_RUN) {
                reachable[at * width + to + 1] = true;
                if at < one.len() {
                    reachable[(at + 1) * width + to] = true;
                }
            }
            if let (Some(a), Some(b)) = (a, b)
                && agrees(*a, *b)
            {
                reachable[(at + 1) * width + to + 1] = true;
            }
        }
    }
    reachable[reachable.len() - 1]
}

/// What two compatible values of equal length show together: `홍*동` and `홍길*` make `홍길동`.
/// `None` where they contradict or their lengths differ.
#[must_use]
pub fn intersect(one: &str, other: &str) -> Option<String> {
    if one.contains(UNKNOWN_RUN) || other.contains(UNKNOWN_RUN) {
        return match compatible(one, other) {
            true if known_positions(one) >= known_positions(other) => Some(one.to_string()),
            true => Some(other.to_string()),
            false => None,
        };
    }
    if one.chars().count() != other.chars().count() {
        return None;
    }
    one.chars()
        .zip(other.chars())
        .map(|(a, b)| match (a, b) {
            (UNKNOWN, b) => Some(b),
            (a, UNKNOWN) => Some(a),
            (a, b) => (a == b).then_some(a),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_intersect() {
        assert_eq!(intersect("홍*동", "홍길*").as_deref(), Some("홍길동"));
        assert_eq!(intersect("800101-1******", "800102-1******"), None);
        assert_eq!(intersect("+8210****5678", "+82101234****").as_deref(), Some("+821012345678"));
    }

    #[test]
    fn runs_match_any_length() {
        assert!(compatible("ho…@gmail.com", "hong@gmail.com"));
        assert!(!compatible("ho…@gmail.com", "kim@gmail.com"));
        assert!(compatible("KIM …", "KIM MINJUN"));
        assert!(!compatible("홍*동", "홍길"));
    }

    proptest! {
        #[test]
        fn a_mask_is_compatible_with_its_value(value in "[a-c]{1,8}", mask in proptest::collection::vec(any::<bool>(), 8)) {
            let masked: String = value.chars().zip(&mask).map(|(c, hide)| if *hide { UNKNOWN } else { c }).collect();
            prop_assert!(compatible(&masked, &value));
            prop_assert_eq!(intersect(&masked, &value), Some(value));
        }

        #[test]
        fn compatibility_is_symmetric(one in "[ab*…]{0,6}", other in "[ab*…]{0,6}") {
            prop_assert_eq!(compatible(&one, &other), compatible(&other, &one));
        }
    }
}
