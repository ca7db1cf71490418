//! Australian tax file number, TFN.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits; eight in old ones.
pub const IDENTIFIER: Identifier = Identifier {
    name: "au_tfn",
    category: category("au-tfn", Group::NationalId, true, ["Australian tax file number", "호주 납세번호(TFN)", "numéro fiscal australien"]),
    reference: "Australian Taxation Office, tax file number: weights 1 4 3 7 5 8 6 9 10 modulo 11",
    evidence: "check, and a word before it",
    shapes_in_context: &["999-999-999", "999999999", "99999999", "99-999-999"],
    judge,
    masked: &["238 *** ***", "***174656"],
    context: &["tfn", "tax file number", "tax file no"],
    columns: &["tfn", "tax file no", "tax file number", "tfn no"],
    examples: &[("TFN 238 174 656", "238174656"), ("tax file number: 238174656", "238174656")],
    cells: &[("238174656", "238174656"), ("238 *** ***", "238******")],
    counter_examples: &["238 174 656", "238174656"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let weights: &[u32] = if glyphs.len() == 9 { &[1, 4, 3, 7, 5, 8, 6, 9, 10] } else { &[10, 7, 8, 4, 6, 3, 5, 1] };
    Some(check_digit::weighted(glyphs, weights)? % 11 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 3).then(|| Verdict::by_check(check(value.glyphs()), (0, 97), (0, 70), (0, 84)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_body_has_two_check_digits() {
        let mut without = 0;
        for body in (20_000_000..29_999_999u32).step_by(9_991) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true)).count();
            assert!(right <= 1, "{body}");
            without += usize::from(right == 0);
        }
        // A remainder of ten has no digit.
        assert!(without > 0);
    }
}
