//! Czech and Slovak birth number, rodné číslo.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date with 50 added to the month of women, a slash, three or four digits: `855712/2387`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "cz_rodne",
    category: category("cz-rodne", Group::NationalId, true, ["Czech or Slovak birth number", "체코·슬로바키아 출생번호", "numéro de naissance tchèque ou slovaque"]),
    reference: "Zákon č. 133/2000 Sb. section 13, rodné číslo: multiple of 11 since 1954; 20 more in the month where a day is full",
    evidence: "birth date that exists, slash, multiple of 11; without a slash a word before it",
    shapes: &["999999/9999"],
    shapes_in_context: &["9999999999", "999999/999", "999999999", "999999-9999"],
    judge,
    strict: true,
    masked: &["855712/****", "855712/2***"],
    context: &["rodné číslo", "rodné čísla", "rodného čísla", "rodne cislo", "rodným číslem", "rod. číslo", "rodné č.", "r. č.", "r.č"],
    columns: &["rodné číslo", "rodne cislo", "rodnecislo", "rodne c"],
    examples: &[("rodné číslo 855712/2387", "8557122387"), ("855712/2387", "8557122387"), ("r.č.: 855712/2387", "8557122387")],
    cells: &[("8557122387", "8557122387"), ("855712/****", "855712****")],
    counter_examples: &["851312/2387", "855712/2388", "8557122387", "objednávka 240115/1005"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let body = check_digit::remainder(&glyphs[..9], 11)?;
    // Nine digits, until 1953, had none.
    let last = check_digit::last(glyphs.get(..10)?)?;
    Some(body % 10 == u64::from(last))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let month = [glyphs[2], glyphs[3]];
    let months = [0, 2, 5, 7].map(|by| date::lowered(month, by));
    let born = months.iter().any(|month| date::is_birth(&glyphs[..2], *month, [glyphs[4], glyphs[5]]));
    if value.known() < 4 || !born {
        return None;
    }
    let alone = if value.separator(1) == b'/' && !date::is_recent(&glyphs[..6]) { 88 } else { 0 };
    let hidden = if glyphs.len() == 9 { (0, 84) } else { (alone.min(60), 92) };
    Some(Verdict::by_check(check(glyphs), (alone, 99), (0, 76), hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in 0..1_000 {
            let right = (0..10).filter(|digit| check(format!("855712{body:03}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
