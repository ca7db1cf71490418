//! Norwegian national identity number, fødselsnummer.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, individual number, two check digits; 40 is added to the day of D numbers, 80 to the month of made-up ones.
pub const IDENTIFIER: Identifier = Identifier {
    name: "no_fodselsnummer",
    category: category(
        "no-fodselsnummer",
        Group::NationalId,
        true,
        ["Norwegian identity number", "노르웨이 신분번호", "numéro d’identité norvégien"],
    ),
    reference: "Folkeregisterforskriften, fødselsnummer and D-nummer: two check digits modulo 11",
    evidence: "birth date that exists, both check digits, and a word before it",
    shapes_in_context: &["99999999999", "999999-99999"],
    judge,
    strict: true,
    masked: &["120785 *****", "120785*****"],
    context: &["fødselsnummer", "fodselsnummer", "fødselsnr", "fodselsnr", "f.nr", "fnr", "d-nummer", "personnummer"],
    columns: &["fødselsnummer", "fodselsnummer", "fødselsnr", "fodselsnr", "fnr", "personnummer"],
    examples: &[("fødselsnummer 120785 23849", "12078523849"), ("Fnr: 12078523849", "12078523849")],
    cells: &[("12078523849", "12078523849"), ("120785*****", "120785*****")],
    counter_examples: &["12078523849", "120785 23849", "fnr 12138523849"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let first = check_digit::weighted(&glyphs[..10], &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1])?;
    let second = check_digit::weighted(glyphs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])?;
    Some(first % 11 == 0 && second % 11 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let day = date::lowered([glyphs[0], glyphs[1]], 4);
    let month = [glyphs[2], glyphs[3]];
    let months = [month, date::lowered(month, 4), date::lowered(month, 8)];
    let born = months.iter().any(|month| date::is_birth(&glyphs[4..6], *month, day));
    if value.known() < 4 || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 99), (0, 74), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_body_has_two_pairs_of_check_digits() {
        let counts = (0..1_000).map(|body| {
            (0..100).filter(|pair| check(format!("120785{body:03}{pair:02}").as_bytes()) == Some(true)).count()
        });
        let counts: Vec<usize> = counts.collect();
        assert!(counts.iter().all(|count| *count <= 1));
        // A remainder of one has no digit, for either of the two.
        assert!((780..870).contains(&counts.iter().sum::<usize>()));
    }
}
