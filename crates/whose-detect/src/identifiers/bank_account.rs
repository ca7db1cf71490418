//! Account at a bank, in a column that is known to hold accounts.

use super::{BANK_ACCOUNT, Identifier, Shaped, Verdict};

/// Every country has its own lengths; only what stands around the number tells that it is an account.
pub const IDENTIFIER: Identifier = Identifier {
    name: "bank_account",
    category: BANK_ACCOUNT,
    reference: "ISO 13616 registry: national account formats of 6 to 30 digits, some with letters",
    evidence: "a column of accounts in a table that speaks of banks; a number of 6 digits or more, in groups or not",
    shapes_in_context: &["9{7,12}", "9999-9999-99-9999999999", "99999-99999-99999999999-99"],
    judge,
    cell: Some(cell),
    context: &[
        "kontonummer", "konto-nr", "konto nr", "bankkonto", "numéro de compte", "compte bancaire", "rib", "cuenta bancaria",
        "número de cuenta", "口座番号", "口座",
    ],
    examples: &[
        ("Kontonummer 8661468318", "8661468318"),
        ("número de cuenta 2100-5359-20-7300534540", "21005359207300534540"),
        ("RIB 30004 31472 66042231419 85", "30004314726604223141985"),
    ],
    masked: &["*****7890", "1234-**-****567"],
    cells: &[
        ("8661468318", "8661468318"),
        ("2881550", "2881550"),
        ("2100-5359-20-7300534540", "21005359207300534540"),
        ("30004 31472 66042231419 85", "30004314726604223141985"),
    ],
    counter_examples: &["8661468318", "2100-5359-20-7300534540"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 4).then(|| Verdict::new(0, if value.groups() == 1 { 76 } else { 90 }))
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let from = normal.len();
    let mut digits = 0;
    for c in value.chars() {
        match c {
            '-' | ' ' | '.' | '/' => {}
            '*' | '•' | 'X' | 'x' => normal.push('*'),
            '0'..='9' | 'A'..='Z' => {
                digits += usize::from(c.is_ascii_digit());
                normal.push(c);
            }
            _ => {
                normal.truncate(from);
                return None;
            }
        }
    }
    let length = normal.len() - from;
    let known = digits >= 6 || digits >= 3 && normal[from..].contains('*');
    if !(6..=34).contains(&length) || !known || digits * 2 < length && !normal[from..].contains('*') {
        normal.truncate(from);
        return None;
    }
    Some(Verdict::new(0, 70))
}
