//! French phone number.

use super::{Identifier, Shaped, Verdict, general};

/// Ten digits in pairs, the first 0; or `+33` and nine.
pub const IDENTIFIER: Identifier = Identifier {
    name: "fr_phone",
    category: general::PHONE,
    reference: "ARCEP, national numbering plan: 01 to 05 by area, 06 and 07 mobile, 08 services, 09 others",
    evidence: "five pairs of digits, the first 01 to 09; in one word it needs context",
    shapes: &["99-99-99-99-99", "+99-9-99-99-99-99", "+99(9)9-99-99-99-99", "+99999999999"],
    shapes_in_context: &["9999999999", "9999-99-99-99"],
    shapes_in_cells: &["999999999"],
    judge,
    normal,
    masked: &["06 ** ** ** 89", "06 12 34 ** **"],
    context: &["tél", "tel", "téléphone", "telephone", "portable", "mobile", "fax", "phone", "joindre", "appeler", "gsm"],
    columns: &["tel", "telephone", "portable", "tel fixe", "tel mobile"],
    examples: &[
        ("tél. 06 12 34 56 78", "+33612345678"),
        ("01.42.68.53.00", "+33142685300"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)1 42 68 53 00", "+33142685300"),
        ("06 ** ** ** 89", "+336******89"),
        ("téléphone 0612345678", "+33612345678"),
        ("téléphone : 0490 75 40 81", "+33490754081"),
    ],
    cells: &[("0142685300", "+33142685300"), ("06 12 34 56 78", "+33612345678"), ("612345678", "+33612345678")],
    counter_examples: &["0612345678", "00 12 34 56 78", "10 20 30 40 50", "2019-03-31 06"],
    ..Identifier::BASE
};

/// The nine digits behind the zero or the country code.
fn national<'v>(value: &Shaped<'v>) -> Option<&'v str> {
    let digits = value.compact();
    if value.plus {
        let rest = digits.strip_prefix("33")?;
        return Some(if rest.len() == 10 { rest.strip_prefix('0')? } else { rest });
    }
    if digits.len() == 9 { Some(digits) } else { digits.strip_prefix('0') }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let national = national(value)?;
    if national.len() != 9 || !matches!(national.as_bytes()[0], b'1'..=b'9') || value.known() < 4 {
        return None;
    }
    Some(match (value.plus, value.groups()) {
        (true, _) => Verdict::new(95, 99),
        (_, 1 | 4) => Verdict::new(0, 82),
        _ if value.separator(1) == b'-' => Verdict::new(62, 96),
        _ => Verdict::new(86, 98),
    })
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.extend(["+33", national(value).unwrap_or_default()]);
}
