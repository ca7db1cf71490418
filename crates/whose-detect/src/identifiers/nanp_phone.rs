//! Phone numbers of the North American numbering plan: United States, Canada, the Caribbean.

use super::{Identifier, Shaped, Verdict, general};

/// `NXX-NXX-XXXX`, with or without `1`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "nanp_phone",
    category: general::PHONE,
    reference: "North American Numbering Plan Administration: area [2-9][0-8]x, exchange [2-9]xx but not x11",
    evidence: "area codes and exchanges of the plan, in groups; ten digits in one word need a word before them",
    shapes: &[
        "999-999-9999",
        "(999)999-9999",
        "9-999-999-9999",
        "9(999)999-9999",
        "+9-999-999-9999",
        "+9(999)999-9999",
        "999-999-999-9999",
        "+99999999999",
        "+9-9999999999",
        "999/999-9999",
    ],
    shapes_in_context: &["9999999999", "99999999999", "999-9999999"],
    judge,
    normal,
    masked: &["***-***-1234", "416-***-1234", "416-555-****", "(416) ***-1234", "+1-416-***-1234"],
    context: &[
        "phone", "phone no", "telephone", "tel", "tél", "téléphone", "call", "cell", "cellular", "mobile", "fax",
        "contact", "sms", "cellulaire", "portable", "appelez", "joindre", "전화", "ph",
    ],
    columns: &["phone", "tel", "telephone", "phonenumber", "cell", "mobile", "fax", "telno", "voice"],
    examples: &[
        ("call 416-555-1234", "+14165551234"),
        ("(514) 555-1234", "+15145551234"),
        ("+1 (604) 555-1234", "+16045551234"),
        ("1-800-555-1234", "+18005551234"),
        ("613.555.1234", "+16135551234"),
        ("+16135551234", "+16135551234"),
        ("phone 6135551234", "+16135551234"),
        ("416-***-1234", "+1416***1234"),
        ("tél. 514 555-1234", "+15145551234"),
        ("416-555-1234x567", "+14165551234"),
        ("001-416-555-1234", "+14165551234"),
        ("XXX-XXX-1234", "+1******1234"),
    ],
    cells: &[
        ("6135551234", "+16135551234"),
        ("16135551234", "+16135551234"),
        ("613-555-1234 ext. 12", "+16135551234"),
        ("Tel: 613-555-1234", "+16135551234"),
        ("(***) ***-1234", "+1******1234"),
    ],
    counter_examples: &[
        "6135551234",
        "116-555-1234",
        "416-155-1234",
        "2019-416-555-1234",
        "416-555-1234-9",
        "1,416 555 1234.50 total 12,416",
        "0416-555-1234",
    ],
    ..Identifier::BASE
};

/// The ten digits, without country code.
fn national<'v>(value: &Shaped<'v>) -> Option<&'v str> {
    let digits = value.compact();
    match digits.len() {
        10 => Some(digits),
        11 => digits.strip_prefix('1'),
        13 => digits.strip_prefix("001"),
        _ => None,
    }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let national = national(value)?.as_bytes();
    let opens = |glyph: u8| matches!(glyph, b'2'..=b'9' | b'*');
    let service = |part: &[u8]| part[1] == b'1' && part[2] == b'1';
    if value.known() < 4
        || !opens(national[0])
        || !opens(national[3])
        || national[1] == b'9'
        || service(&national[..3])
        || value.after().starts_with(',') && value.after()[1..].starts_with(|c: char| c.is_ascii_digit()) && value.groups() == 1
    {
        return None;
    }
    let area_hidden = national[0] == b'*';
    // Separators that differ are how a list of numbers looks, unless the first stands around the area code.
    let last = value.separator(value.groups() - 1);
    Some(match (value.groups(), last) {
        (1, _) if value.plus => Verdict::new(92, 98),
        (1, _) => Verdict::new(0, 88),
        (2, _) if value.plus => Verdict::new(90, 98),
        (2, _) => Verdict::new(0, 80),
        _ if area_hidden => Verdict::new(54, 88),
        _ if value.separator(1) == b')' || value.separator(1) == b'(' || value.plus => Verdict::new(95, 98),
        (_, b'-') => Verdict::new(90, 98),
        (_, b'.') => Verdict::new(84, 97),
        _ => Verdict::new(72, 96),
    })
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.extend(["+1", national(value).unwrap_or_default()]);
}
