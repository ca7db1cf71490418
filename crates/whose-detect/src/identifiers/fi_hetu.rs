//! Finnish personal identity code, henkilötunnus.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, sign of the century, individual number, check character: `131052-308T`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "fi_hetu",
    category: category("fi-hetu", Group::NationalId, true, ["Finnish identity code", "핀란드 개인식별번호", "code d’identité finlandais"]),
    reference: "Digital and Population Data Services Agency, personal identity code; signs of the century since 2023",
    evidence: "birth date that exists, sign of the century, check character",
    shapes: &["999999=999X", "999999A999X"],
    judge,
    masked: &["120785-****", "120785-2***", "120705A****"],
    context: &["hetu", "henkilötunnus", "henkilotunnus", "henkilötunnuksen", "hetu:", "personbeteckning", "sotu"],
    columns: &["hetu", "henkilötunnus", "henkilotunnus", "personbeteckning"],
    examples: &[("hetu 120785-2380", "120785-2380"), ("120705A238B", "120705A238B"), ("131052-308T", "131052-308T")],
    cells: &[("131052-308T", "131052-308T"), ("120785-****", "120785-****")],
    counter_examples: &["131052-308A", "121385-2380", "120785Q238B"],
    normal: |value, normal| {
        let (front, back) = value.compact().split_at(6);
        normal.push_str(front);
        if back.len() == 4 {
            normal.push('-');
        }
        normal.push_str(back);
    },
    ..Identifier::BASE
};

/// The check characters in the order of their remainders.
const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

fn check(front: &[u8], serial: &[u8], last: u8) -> Option<bool> {
    let rest = check_digit::remainder(&[front, serial].concat(), 31)?;
    (last != b'*').then(|| CHECKS[rest as usize] == last)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let (front, back) = glyphs.split_at(6);
    let century: &[u8] = match back[0] {
        _ if back.len() == 4 => b"19",
        b'A'..=b'F' => b"20",
        b'U'..=b'Y' => b"19",
        b'*' => b"**",
        _ => return None,
    };
    let year = [century, &front[4..]].concat();
    if value.known() < 4 || !date::is_birth(&year, [front[2], front[3]], [front[0], front[1]]) {
        return None;
    }
    let serial = &back[back.len() - 4..];
    let checked = check(front, &serial[..3], serial[3]);
    // A digit in the last place makes it look as other numbers do.
    let alone = match serial[3].is_ascii_digit() && back.len() == 4 {
        true if date::is_recent(front) => 0,
        true => 58,
        false => 92,
    };
    Some(Verdict::by_check(checked, (alone, 99), (0, 76), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_character() {
        for serial in 2..900 {
            let serial = format!("{serial:03}");
            let right = CHECKS.iter().filter(|last| check(b"120785", serial.as_bytes(), **last) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
