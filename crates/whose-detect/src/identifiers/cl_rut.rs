//! Chilean RUT / RUN.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Seven or eight digits, a hyphen, a check digit or K: `12.381.746-K`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "cl_rut",
    category: category("cl-rut", Group::NationalId, true, ["Chilean RUT", "칠레 신분번호(RUT)", "RUT chilien"]),
    reference: "Decreto Ley 3 of 1969, Rol Único Tributario: weights 2 to 7 from the right modulo 11",
    evidence: "dots and a hyphen in their places, check digit; without dots a word before it",
    shapes: &["99.999.999=X", "9.999.999=X"],
    shapes_in_context: &["9{7,8}=X", "9{7,8}X"],
    judge,
    normal: |value, normal| normal.push_str(value.compact().trim_start_matches('0')),
    masked: &["12.***.746-K", "**.***.746-K", "12381***-K"],
    context: &["rut", "r.u.t", "rol único", "rol unico", "run/rut", "cédula de identidad chilena"],
    columns: &["rut", "rut cliente", "rutcliente", "rut titular", "rol unico tributario"],
    examples: &[("RUT 12.381.746-K", "12381746K"), ("12.381.746-K", "12381746K"), ("RUT: 1238174-3", "12381743")],
    cells: &[("12381746-K", "12381746K"), ("12.***.746-K", "12***746K"), ("12381746k", "12381746K"), ("01.238.174-3", "12381743")],
    counter_examples: &["12381746-K", "12.381.746-3", "97.381.746-1"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let (last, body) = glyphs.split_last()?;
    let weights = [3, 2, 7, 6, 5, 4, 3, 2];
    let right = match 11 - check_digit::weighted(body, &weights[8 - body.len()..])? % 11 {
        11 => b'0',
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    (*last != b'*').then_some(right == *last)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let last = matches!(glyphs.last(), Some(b'0'..=b'9' | b'K' | b'*'));
    // From fifty millions on they are of companies.
    let person = glyphs.len() == 8 || matches!(glyphs[0], b'0'..=b'4' | b'*');
    if value.known() < 3 || !last || !person {
        return None;
    }
    let alone = if value.separator(1) == b'.' { 82 } else { 0 };
    Some(Verdict::by_check(check(glyphs), (alone, 99), (0, 74), (alone.min(56), 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (1_000_000..49_999_999u32).step_by(99_991) {
            let right = b"0123456789K".iter().filter(|last| {
                check(format!("{body}{}", char::from(**last)).as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
