//! Ukrainian taxpayer number, РНОКПП.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Days since 1899-12-31, order with the sex, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ua_rnokpp",
    category: category("ua-rnokpp", Group::NationalId, true, ["Ukrainian taxpayer number", "우크라이나 납세번호", "numéro de contribuable ukrainien"]),
    reference: "Податковий кодекс України, article 70, РНОКПП: weights -1 5 7 9 4 6 10 5 7 modulo 11",
    evidence: "birth that can be, check digit, and a word before it",
    shapes_in_context: &["9999999999"],
    judge,
    masked: &["31241*****", "******3812"],
    context: &["рнокпп", "іпн", "ідентифікаційний код", "ідентифікаційний номер", "rnokpp"],
    columns: &["рнокпп", "іпн", "rnokpp"],
    examples: &[("РНОКПП 3124123812", "3124123812"), ("ІПН: 3124123812", "3124123812")],
    cells: &[("3124123812", "3124123812"), ("31241*****", "31241*****")],
    counter_examples: &["3124123812", "ІПН 9924123812"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    // Ten times a digit is as much as once less, modulo eleven.
    let sum = check_digit::weighted(&glyphs[..9], &[10, 5, 7, 9, 4, 6, 10, 5, 7])?;
    Some(sum % 11 % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    // Until 2030.
    let born = value.number(0, 5).is_none_or(|days| (1..=47_500).contains(&days));
    (value.known() >= 4 && born).then(|| Verdict::by_check(check(value.glyphs()), (0, 98), (0, 72), (0, 86)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (300_000_000..399_999_999u32).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
