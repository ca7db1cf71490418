//! Thai identity number, เลขประจำตัวประชาชน.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Thirteen digits, the last a check digit: `3-1005-02381-74-8`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "th_id",
    category: category("th-id", Group::NationalId, true, ["Thai identity number", "태국 신분번호", "numéro d’identité thaïlandais"]),
    reference: "Bureau of Registration Administration, Thai identity number: weights 13 to 2 modulo 11, first digit 1 to 8",
    evidence: "hyphens in their places, check digit; thirteen bare digits need a word before them",
    shapes: &["9-9999-99999-99-9"],
    shapes_in_context: &["9999999999999"],
    judge,
    masked: &["3-1005-*****-**-8", "x-xxxx-xxxxx-74-8"],
    context: &["บัตรประชาชน", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขที่บัตรประชาชน", "thai id", "thai national id", "citizen id"],
    columns: &["เลขบัตรประชาชน", "thai id", "citizen id", "citizenid"],
    examples: &[("เลขประจำตัวประชาชน 3-1005-02381-74-8", "3100502381748"), ("3-1005-02381-74-8", "3100502381748")],
    cells: &[("3100502381748", "3100502381748"), ("3-1005-*****-**-8", "31005*******8")],
    counter_examples: &["9-1005-02381-74-8", "3100502381748"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..12], &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])?;
    Some((11 - sum % 11) % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 3 || matches!(glyphs[0], b'0' | b'9') {
        return None;
    }
    let checked = check(glyphs);
    Some(match value.separator(1) {
        b'-' => Verdict::by_check(checked, (94, 99), (55, 82), (72, 94)),
        _ => Verdict::by_check(checked, (0, 98), (0, 74), (0, 88)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (0..999_999u32).step_by(997) {
            let right = (0..10).filter(|digit| check(format!("310050{body:06}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
