//! Brazilian taxpayer number of natural persons, CPF.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits, the last of them for the region, and two check digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "br_cpf",
    category: category("br-cpf", Group::NationalId, true, ["CPF number", "브라질 납세자번호(CPF)", "numéro CPF"]),
    reference: "Receita Federal do Brasil, Cadastro de Pessoas Físicas: two check digits modulo 11",
    evidence: "dots and a hyphen in their places, both check digits; eleven bare digits need a word before them",
    shapes: &["999.999.999=99"],
    shapes_in_context: &["99999999999", "999-999-999-99", "999999999=99"],
    judge,
    strict: true,
    masked: &["***.456.789-**", "123.***.***-09", "***.***.789-09", "***456789**"],
    context: &["cpf", "c.p.f", "cpf/mf", "cpf nº", "cadastro de pessoa", "cadastro de pessoas físicas", "cpf/cnpj"],
    columns: &["cpf", "nr cpf", "nu cpf", "num cpf", "cpf cliente", "cpfcnpj"],
    examples: &[
        ("CPF 390.533.447-05", "39053344705"),
        ("112.233.445-17", "11223344517"),
        ("CPF: 39053344705", "39053344705"),
        ("***.533.447-**", "***533447**"),
    ],
    cells: &[("39053344705", "39053344705"), ("***.533.447-**", "***533447**"), ("390.***.***-05", "390******05")],
    counter_examples: &["39053344705", "390.533.447/0001-05", "tel 390 533 447 05"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let digit = |sum: u32| sum * 10 % 11 % 10;
    let first = check_digit::weighted(&glyphs[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2])?;
    let second = check_digit::weighted(&glyphs[..10], &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])?;
    let right = digit(first) == check_digit::last(&glyphs[..10])? && digit(second) == check_digit::last(glyphs)?;
    // Eleven equal digits pass, and are given to nobody.
    Some(right && glyphs.iter().any(|glyph| *glyph != glyphs[0]))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.known() < 3 {
        return None;
    }
    let checked = check(value.glyphs());
    Some(match value.separator(1) {
        b'.' if value.groups() == 4 => Verdict::by_check(checked, (94, 99), (60, 84), (78, 95)),
        _ => Verdict::by_check(checked, (0, 98), (0, 72), (0, 88)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_pair_of_check_digits() {
        for body in (0..999_999_999u64).step_by(9_999_991) {
            let right = (0..100).filter(|pair| check(format!("{body:09}{pair:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), usize::from(body > 0), "{body}");
        }
    }
}
