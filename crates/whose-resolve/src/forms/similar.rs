//! Similarity of short strings of letters ([`super::fold::letters`]).

/// Longest string that the bit tables hold; what goes beyond is not looked at.
const LIMIT: usize = 64;

/// Jaro–Winkler similarity, 0 to 1, symmetric.
pub fn jaro_winkler(one: &[u8], other: &[u8]) -> f32 {
    let (one, other) = (&one[..one.len().min(LIMIT)], &other[..other.len().min(LIMIT)]);
    let (one, other) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if one.is_empty() {
        return if other.is_empty() { 1.0 } else { 0.0 };
    }
    let window = (other.len() / 2).saturating_sub(1);
    let (mut flags_one, mut flags_other, mut common) = (0u64, 0u64, 0u32);
    for (at, letter) in one.iter().enumerate() {
        let (from, to) = (at.saturating_sub(window), (at + window + 1).min(other.len()));
        for (offset, candidate) in other[from..to].iter().enumerate() {
            let bit = 1u64 << (from + offset);
            if candidate == letter && flags_other & bit == 0 {
                flags_one |= 1 << at;
                flags_other |= bit;
                common += 1;
                break;
            }
        }
    }
    if common == 0 {
        return 0.0;
    }
    let (mut left, mut right, mut crossed) = (flags_one, flags_other, 0u32);
    while left != 0 {
        crossed += u32::from(one[left.trailing_zeros() as usize] != other[right.trailing_zeros() as usize]);
        left &= left - 1;
        right &= right - 1;
    }
    let common = common as f32;
    let jaro =
        (common / one.len() as f32 + common / other.len() as f32 + (common - crossed as f32 / 2.0) / common)
            / 3.0;
    let prefix = one.iter().zip(other).take(4).take_while(|(a, b)| a == b).count();
    jaro + prefix as f32 * 0.1 * (1.0 - jaro)
}

/// Are the two within `most` edits (insert, delete, replace, exchange of neighbours)? `most` is at most 2.
pub fn within_edits(one: &[u8], other: &[u8], most: usize) -> bool {
    let (one, other) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if other.len() - one.len() > most || other.len() > LIMIT {
        return one == other;
    }
    let prefix = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[prefix..], &other[prefix..]);
    let suffix = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - suffix], &other[..other.len() - suffix]);
    if one.is_empty() {
        return other.len() <= most;
    }
    match most {
        0 => false,
        // Both ends differ now: one letter replaced, or two exchanged.
        1 => match (one, other) {
            ([_], [_]) => true,
            ([a, b], [c, d]) => a == d && b == c,
            _ => false,
        },
        most => edits(one, other, most) <= most,
    }
}

/// The number of edits, or any number above `most`.
fn edits(one: &[u8], other: &[u8], most: usize) -> usize {
    let width = other.len() + 1;
    let (mut first, mut second, mut third) = ([0u8; LIMIT + 1], [0u8; LIMIT + 1], [0u8; LIMIT + 1]);
    let (mut before, mut last, mut now) = (&mut first, &mut second, &mut third);
    for (at, cell) in last.iter_mut().enumerate().take(width) {
        *cell = at as u8;
    }
    for (row, letter) in one.iter().enumerate() {
        now[0] = row as u8 + 1;
        let mut least = now[0];
        for (at, candidate) in other.iter().enumerate() {
            let mut cost = (last[at] + u8::from(letter != candidate)).min(last[at + 1] + 1).min(now[at] + 1);
            if row > 0 && at > 0 && *letter == other[at - 1] && one[row - 1] == *candidate {
                cost = cost.min(before[at - 1] + 1);
            }
            now[at + 1] = cost;
            least = least.min(cost);
        }
        if usize::from(least) > most {
            return usize::from(least);
        }
        let oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    usize::from(last[other.len()])
}

/// A slip of the hand or the ear: one edit in four letters or more, two in eight or more, or nearly all letters
/// common with the same beginning.
pub fn near(one: &[u8], other: &[u8]) -> bool {
    let short = one.len().min(other.len());
    match short {
        0 | 1 => false,
        3 if one.len() != other.len() => within_edits(one, other, 1),
        2 | 3 => one[0] == other[0] && within_edits(one, other, 1),
        4..=6 => within_edits(one, other, 1) || jaro_winkler(one, other) >= 0.93,
        _ => within_edits(one, other, 2) || jaro_winkler(one, other) >= 0.92,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_similarities() {
        assert!((jaro_winkler(b"martha", b"marhta") - 0.9611).abs() < 1e-3);
        assert!((jaro_winkler(b"dwayne", b"duane") - 0.84).abs() < 1e-3);
        assert!((jaro_winkler(b"dixon", b"dicksonx") - 0.8133).abs() < 1e-3);
    }

    #[test]
    fn slips_are_near() {
        for (one, other, is_near) in [
            ("tremblay", "trembaly", true),
            ("smith", "smyth", true),
            ("catherine", "katherine", true),
            ("jean", "joan", true),
            ("roy", "ray", true),
            ("anne", "paul", false),
            ("li", "wu", false),
        ] {
            assert_eq!(near(one.as_bytes(), other.as_bytes()), is_near, "{one} {other}");
        }
    }

    /// The plain definition, all cells.
    fn distance(one: &[u8], other: &[u8]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut cost = (table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]))
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                        cost = cost.min(table[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        table[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn similarity_is_symmetric_and_bounded(one in "[a-e]{0,12}", other in "[a-e]{0,12}") {
            let (a, b) = (jaro_winkler(one.as_bytes(), other.as_bytes()), jaro_winkler(other.as_bytes(), one.as_bytes()));
            prop_assert!((a - b).abs() < 1e-5);
            prop_assert!((0.0..=1.0001).contains(&a));
            prop_assert!((jaro_winkler(one.as_bytes(), one.as_bytes()) - 1.0).abs() < 1e-5);
            prop_assert_eq!(near(one.as_bytes(), other.as_bytes()), near(other.as_bytes(), one.as_bytes()));
        }

        #[test]
        fn edits_are_the_plain_definition(one in "[a-c]{0,9}", other in "[a-c]{0,9}", most in 0usize..=2) {
            prop_assert_eq!(
                within_edits(one.as_bytes(), other.as_bytes(), most),
                distance(one.as_bytes(), other.as_bytes()) <= most
            );
        }
    }
}
