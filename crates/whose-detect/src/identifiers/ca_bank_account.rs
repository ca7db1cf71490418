//! Canadian bank account with transit and institution number.

use super::{BANK_ACCOUNT, Identifier, Shaped, Verdict};

/// `TTTTT-III-AAAAAAA`, or institution first.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ca_bank_account",
    category: BANK_ACCOUNT,
    reference: "Payments Canada, financial institutions branch directory: five digit transit, three digit institution",
    evidence: "number of an institution that takes deposits, in groups; a word for account raises it",
    shapes: &["99999-999-9{7,12}", "999-99999-9{7,12}"],
    shapes_in_context: &["99999-999", "99999999-9{7,12}"],
    judge,
    masked: &["00102-003-****567", "00102-003-*******"],
    context: &[
        "transit",
        "institution",
        "direct deposit",
        "bank account",
        "account number",
        "account no",
        "compte bancaire",
        "no de compte",
        "dépôt direct",
        "virement",
    ],
    columns: &["bank account", "transit no", "account no"],
    examples: &[
        ("transit 00102-003-1234567", "001020031234567"),
        ("00102-003-1234567", "001020031234567"),
        ("003-00102-1234567", "003001021234567"),
        ("compte bancaire 00102-003-****567", "00102003****567"),
    ],
    cells: &[("00102-003-1234567", "001020031234567")],
    counter_examples: &["00102-999-1234567", "12345-678-1234567", "00102-003"],
    ..Identifier::BASE
};

/// Institutions that take deposits: the large banks, and the ranges of credit unions and caisses.
const fn is_institution(number: u32) -> bool {
    matches!(number, 1 | 2 | 3 | 4 | 6 | 10 | 16 | 30 | 39 | 117 | 127 | 177 | 182 | 188 | 219)
        || matches!(number, 239..=378 | 507..=621 | 803..=899)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if glyphs.len() == 8 {
        return (value.is_whole() && value.number(5, 8).is_some_and(is_institution)).then(|| Verdict::new(0, 60));
    }
    let institution_first = value.groups() == 3 && value.written().as_bytes().get(3) == Some(&b'-');
    let institution = if institution_first { value.number(0, 3) } else { value.number(5, 8) };
    if value.known() < 5 || institution.is_some_and(|number| !is_institution(number)) {
        return None;
    }
    let hyphens = (1..value.groups()).all(|group| value.separator(group) == b'-');
    Some(Verdict::new(if hyphens && value.groups() == 3 { 80 } else { 40 }, 94))
}
