//! Hungarian tax identification number, adóazonosító jel.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// An 8, days since 1867, order, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "hu_tax",
    category: category("hu-tax-id", Group::NationalId, true, ["Hungarian tax ID", "헝가리 납세번호", "numéro fiscal hongrois"]),
    reference: "1996. évi XX. törvény, adóazonosító jel: weights 1 to 9 modulo 11",
    evidence: "8 in front, check digit, and a word before it",
    shapes_in_context: &["9999999999"],
    judge,
    masked: &["83817*****"],
    context: &["adóazonosító", "adóazonosító jel", "adoazonosito", "adoazonosito jel"],
    columns: &["adóazonosító jel", "adóazonosító", "adoazonosito", "adoazonosito jel"],
    examples: &[("adóazonosító jel: 8381746531", "8381746531")],
    cells: &[("8381746531", "8381746531"), ("83817*****", "83817*****")],
    counter_examples: &["8381746531", "adóazonosító 7381746531"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..9], &[1, 2, 3, 4, 5, 6, 7, 8, 9])?;
    Some(sum % 11 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let first = matches!(glyphs[0], b'8' | b'*');
    (value.known() >= 4 && first).then(|| Verdict::by_check(check(glyphs), (0, 97), (0, 70), (0, 84)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_body_has_two_check_digits() {
        let mut without = 0;
        for body in (810_000_000..899_999_999u32).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true)).count();
            assert!(right <= 1, "{body}");
            without += usize::from(right == 0);
        }
        // A remainder of ten is given to nobody.
        assert!(without > 0);
    }
}
