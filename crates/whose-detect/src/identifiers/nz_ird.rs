//! New Zealand tax number, IRD.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Eight or nine digits, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "nz_ird",
    category: category("nz-ird", Group::NationalId, true, ["New Zealand IRD number", "뉴질랜드 납세번호(IRD)", "numéro IRD néo-zélandais"]),
    reference: "Inland Revenue, Resident withholding tax and non-resident withholding tax specification: IRD number validation, modulus 11 in two rounds",
    evidence: "range that is given out, check digit, and a word before it",
    shapes_in_context: &["99-999-999", "999-999-999", "99999999", "999999999"],
    judge,
    normal: |value, normal| {
        normal.push_str(&"0"[..9 - value.compact().len()]);
        normal.push_str(value.compact());
    },
    masked: &["49-***-850", "***-234-568"],
    context: &["ird", "ird no", "ird number", "inland revenue"],
    columns: &["ird", "ird no", "ird number", "irdno"],
    examples: &[("IRD number 49-091-850", "049091850"), ("IRD 101-234-568", "101234568")],
    cells: &[("49091850", "049091850"), ("49-***-850", "049***850")],
    counter_examples: &["49-091-850", "49091850"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let body = &glyphs[..glyphs.len() - 1];
    let last = check_digit::last(glyphs)?;
    let skipped = 9 - glyphs.len();
    for weights in [[3, 2, 7, 6, 5, 4, 3, 2], [7, 4, 3, 2, 5, 2, 7, 6]] {
        match (11 - check_digit::weighted(body, &weights[skipped..])? % 11) % 11 {
            10 => {}
            digit => return Some(digit == last),
        }
    }
    Some(false)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let given = value.number(0, value.glyphs().len()).is_none_or(|number| (10_000_000..150_000_000).contains(&number));
    (value.known() >= 3 && given).then(|| Verdict::by_check(check(value.glyphs()), (0, 97), (0, 70), (0, 84)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_body_has_two_check_digits() {
        let mut without = 0;
        for body in (10_000_000..14_999_999u32).step_by(991) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true)).count();
            assert!(right <= 1, "{body}");
            without += usize::from(right == 0);
        }
        // Where both rounds leave ten there is none.
        assert!(without > 0);
    }
}
