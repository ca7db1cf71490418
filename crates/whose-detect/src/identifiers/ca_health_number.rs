//! Health numbers of the Canadian provinces and territories.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Ten digits in Ontario, four letters and eight digits in Quebec, and so on.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ca_health_number",
    category: category(
        "ca-health-number",
        Group::Health,
        true,
        ["Canadian health number", "캐나다 건강보험번호", "numéro d’assurance maladie"],
    ),
    reference: "Provincial registration guides: ON version code, QC RAMQ name and birth date, BC PHN mod 11",
    evidence: "Quebec: letters, and a birth date with 50 added to the month for women; Ontario: Luhn, with the \
               version code also without a word; British Columbia: 9 first and mod 11; others need a word",
    shapes: &["AAAA-9999-9999", "AAAA99999999", "9999-999-999-AA", "9999-999-999-A", "9999999999-AA"],
    shapes_in_context: &["9999-999-999", "9999999999AA", "9{8,12}", "99999-9999", "999-999-999", "A9999999"],
    judge,
    masked: &["TREM ****0112", "TREM 8001 ****", "****-***-786-JK"],
    context: &[
        "health number", "health card", "health insurance number", "ohip", "ramq", "nam", "phn", "ahcip", "hcn",
        "assurance maladie", "assurance-maladie", "carte soleil", "medicare number", "건강보험",
    ],
    columns: &["healthcard", "health no", "hcn no", "numero assurance maladie", "phn no"],
    examples: &[
        ("RAMQ TREM 8001 0112", "TREM80010112"),
        ("carte LAVM85521516", "LAVM85521516"),
        ("OHIP 5584-486-674-YM", "5584486674YM"),
        ("health card 5584486674", "5584486674"),
        ("PHN 9123 456 782", "9123456782"),
        ("TREM 8001 ****", "TREM8001****"),
    ],
    cells: &[("5584486674", "5584486674"), ("TREM80010112", "TREM80010112")],
    counter_examples: &["5584486674", "9123 456 782", "ABCD 8099 0112", "WORD12345678"],
    ..Identifier::BASE
};

/// `YYMMDD` and two more digits behind the letters, months of women raised by fifty.
fn quebec(value: &Shaped<'_>) -> Option<Verdict> {
    let month = value.number(6, 8);
    let day = value.number(8, 10);
    let fits = month.is_none_or(|month| matches!(month, 1..=12 | 51..=62)) && day.is_none_or(|day| (1..=31).contains(&day));
    let letters = value.glyphs()[..4].iter().filter(|glyph| glyph.is_ascii_alphabetic()).count();
    (fits && letters >= 3).then(|| Verdict::new(if value.groups() == 3 { 88 } else { 72 }, 97))
}

fn british_columbia(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[1..9], &[2, 4, 8, 5, 10, 9, 7, 3])? % 11;
    Some((11 - rest) % 11 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 3 {
        return None;
    }
    if glyphs.len() == 12 && glyphs[0].is_ascii_alphabetic() {
        return quebec(value);
    }
    let digits = &glyphs[..glyphs.len().min(10)];
    let version = glyphs.len() > 10 && glyphs[10].is_ascii_alphabetic();
    let checked = match digits {
        [b'9', ..] if digits.len() == 10 && !version => british_columbia(digits),
        _ if digits.len() == 10 => check_digit::luhn(digits),
        _ => None,
    };
    Some(match (version, digits.len()) {
        (true, _) => Verdict::by_check(checked, (78, 97), (42, 85), (60, 92)),
        (_, 10) => Verdict::by_check(checked, (0, 94), (0, 72), (0, 85)),
        _ => Verdict::new(0, 76),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_columbia_has_one_check_digit_or_none() {
        let mut remainders = [false; 11];
        for serial in 0..2_000 {
            let body = format!("9{:08}", serial * 4_999);
            let rest = check_digit::weighted(&body.as_bytes()[1..9], &[2, 4, 8, 5, 10, 9, 7, 3]).unwrap() % 11;
            let right = (0..10).filter(|digit| british_columbia(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), usize::from(rest != 1));
            remainders[rest as usize] = true;
        }
        assert!(remainders.iter().all(|seen| *seen));
    }
}
