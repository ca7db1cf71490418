//! Spanish bank account, código cuenta cliente (CCC), as written before the IBAN.

use super::{BANK_ACCOUNT, Identifier, Shaped, Verdict, check_digit};

/// Bank and branch of four digits each, two check digits, ten digits of the account.
pub const IDENTIFIER: Identifier = Identifier {
    name: "es_bank_account",
    category: BANK_ACCOUNT,
    reference: "Consejo Superior Bancario, código cuenta cliente: weights 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 modulo 11",
    evidence: "groups of 4, 4, 2 and 10 digits and both check digits",
    shapes: &["9999-9999-99-9999999999"],
    shapes_in_context: &["9{20}"],
    judge,
    masked: &["2100-0418-**-******1332"],
    context: &["cuenta bancaria", "número de cuenta", "nº de cuenta", "ccc", "domiciliación"],
    columns: &["ccc", "cuenta bancaria"],
    examples: &[("cuenta 2100-0418-45-0200051332", "21000418450200051332"), ("2100-0418-45-0200051332", "21000418450200051332")],
    cells: &[("21000418450200051332", "21000418450200051332")],
    counter_examples: &["2100-0418-46-0200051332", "21000418450200051332"],
    ..Identifier::BASE
};

/// The check digit over ten digits.
fn check(digits: &[u8]) -> Option<u32> {
    let sum = check_digit::weighted(digits, &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6])?;
    Some(match 11 - sum % 11 {
        10 => 1,
        11 => 0,
        other => other,
    })
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let bank: Vec<u8> = [b"00".as_slice(), &glyphs[..8]].concat();
    let right = check(&bank).zip(check(&glyphs[10..])).map(|(one, other)| value.number(8, 10) == Some(one * 10 + other));
    (value.known() >= 8).then(|| Verdict::by_check(right, (92, 98), (0, 0), (0, 85))).filter(|verdict| verdict.backed > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_those_of_the_published_example() {
        assert_eq!(check(b"0021000418"), Some(4));
        assert_eq!(check(b"0200051332"), Some(5));
    }
}
