//! Payment card number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, is_tail};
use crate::scan::Scope;

/// Twelve to nineteen digits with the prefix of a network and a Luhn digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "card",
    category: category(
        "card",
        Group::Financial,
        true,
        ["payment card number", "신용·체크카드번호", "numéro de carte de paiement"],
    ),
    reference: "ISO/IEC 7812-1; prefixes as the networks publish them",
    evidence: "prefix and length of a network, Luhn, groups of four; one random number of ten passes Luhn, so one \
               word of digits counts little without prefix or context",
    shapes: &["9999-9999-9999-9999", "9999-999999-99999", "9999-999999-9999", "9{14,16}"],
    shapes_in_context: &["9999", "9{12,13}", "9{17,19}", "9999-9999-9999-9999-999"],
    judge,
    masked: &[
        "9430-82**-****-2393",
        "**** **** **** 2393",
        "************2393",
        "411111******1111",
        "XXXX-XXXX-XXXX-2393",
    ],
    context: &[
        "카드번호", "카드", "신용카드", "체크카드", "법인카드", "card", "credit card", "debit card", "card number",
        "visa", "mastercard", "amex", "cc", "ccn", "pan", "carte", "carte de crédit", "carte bancaire", "결제",
    ],
    columns: &["cardno", "card no", "card num", "crdno", "ccnum", "cc number", "credit card"],
    examples: &[
        ("card 4111 1111 1111 1111", "4111111111111111"),
        ("4111-1111-1111-1111", "4111111111111111"),
        ("카드번호 9430-82**-****-2393", "943082******2393"),
        ("**** **** **** 2393", "************2393"),
        ("paid with ************2393", "************2393"),
        ("411111******1111", "411111******1111"),
        ("3782 822463 10005", "378282246310005"),
        ("4111111111111111", "4111111111111111"),
        ("신한카드 5421-7788-1023-9989", "5421778810239989"),
        ("Visa card ending in 3464 was charged", "************3464"),
        ("carte se terminant par 1234", "************1234"),
        ("card number 630427373398", "630427373398"),
        ("XXXX-XXXX-XXXX-2393", "************2393"),
    ],
    cells: &[("4111111111111111", "4111111111111111"), ("****2393", "************2393"), ("•••• 2393", "************2393"), ("2393", "************2393")],
    shapes_in_cells: &["99999999", "9999-9999", "9999"],
    normal,
    counter_examples: &[
        "7111111111111113",
        "card issued 2019",
        "tracking 1234567890123456",
        "4111-1111-1111-1111-22",
        "0000-0000-0000-0000",
        "1548-2013-5577-9012",
        "4111111111111112",
        "550e8400-e29b-4111-1111-1111",
    ],
    ..Identifier::BASE
};

/// Prefixes of networks with the lengths of their numbers.
pub(crate) fn network(glyphs: &[u8]) -> bool {
    let prefix = |digits: usize| {
        glyphs[..digits].iter().try_fold(0u32, |sum, glyph| {
            glyph.is_ascii_digit().then(|| sum * 10 + u32::from(glyph - b'0'))
        })
    };
    let (Some(two), four, length) = (prefix(2), prefix(4), glyphs.len()) else { return false };
    match length {
        16 => {
            matches!(two, 40..=49 | 51..=55 | 35 | 36 | 60..=65 | 94 | 97)
                || four.is_some_and(|four| (2221..=2720).contains(&four))
        }
        15 => matches!(two, 34 | 37),
        14 => matches!(two, 30 | 36 | 38 | 39),
        13 | 19 => two / 10 == 4 || matches!(two, 60..=65),
        12 | 17 | 18 => matches!(two, 50 | 56..=69),
        _ => false,
    }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if glyphs.len() < 12 {
        let tail = value.glyphs()[glyphs.len() - 4..].iter().all(u8::is_ascii_digit);
        let hidden = glyphs[..glyphs.len() - 4].iter().all(|glyph| *glyph == b'*');
        let is_said = value.scope == Scope::Cell || is_tail(value.before());
        return (tail && hidden && is_said).then(|| Verdict::new(0, 58));
    }
    if value.known() < 4 || glyphs.iter().all(|glyph| *glyph == glyphs[0]) {
        return None;
    }
    let separated = value.groups() > 1;
    let Some(right) = check_digit::luhn(glyphs) else {
        let shown = network(glyphs) || glyphs[0] == b'*';
        return Some(match (separated, shown) {
            (true, true) => Verdict::new(88, 97),
            (true, false) => Verdict::new(62, 92),
            (false, true) if glyphs.len() == 16 => Verdict::new(72, 95),
            (false, _) => Verdict::new(0, 85),
        });
    };
    let usual = value.scope == Scope::Text;
    let (alone, backed) = match (separated, network(glyphs), right) {
        (true, true, true) => (95, 99),
        (true, true, false) => (58, 88),
        (true, false, true) => (46, 85),
        (true, false, false) => (0, 62),
        (false, true, true) if usual => (60, 98),
        (false, true, true) => (0, 92),
        (false, true, false) => (0, 66),
        (false, false, true) => (40, 80),
        (false, false, false) => (0, 0),
    };
    let mut verdict = Verdict::new(alone, backed);
    verdict.checked = Some(right);
    (backed > 0).then_some(verdict)
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    if value.glyphs().len() < 12 {
        normal.extend(std::iter::repeat_n('*', 16 - value.glyphs().len()));
    }
    normal.push_str(value.compact());
}
