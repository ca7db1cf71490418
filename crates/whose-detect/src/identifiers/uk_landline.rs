//! Phones of the United Kingdom that are no mobiles, as they are written there.

use super::{Identifier, Shaped, Verdict, general};

/// `0` and nine or ten digits, behind an area code of three, four or five.
pub const IDENTIFIER: Identifier = Identifier {
    name: "uk_landline",
    category: general::PHONE,
    reference: "Ofcom, National Telephone Numbering Plan: 02x and eight digits, 011x and 01x1 and seven, other 01xxx and five or six; 03 nationwide",
    evidence: "an area code, and the groups that go with its length; in one word it needs a word for phone before it",
    shapes: &[
        "999_9999_9999",
        "(999)9999-9999",
        "(9999)9999999",
        "(999)99999999",
        "9999_999_9999",
        "(9999)999-9999",
        "99999_999999",
        "99999_999_999",
        "(99999)999999",
        "(99999)999-999",
    ],
    shapes_in_context: &[
        "999=9999=9999",
        "9999=999=9999",
        "99999=9{5,6}",
        "99999_99999",
        "999-99999999",
        "9999-9999999",
        "9{11}",
    ],
    judge,
    normal,
    masked: &["0161 *** 2217", "020 7946 ****"],
    context: &["tel", "phone", "telephone", "landline", "fax", "call", "ring", "contact"],
    columns: &["landline", "home phone"],
    examples: &[
        ("ring 0161 834 2217 today", "+441618342217"),
        ("020 7946 0958", "+442079460958"),
        ("Tel: 01865 712345", "+441865712345"),
        ("(0114) 496 0123", "+441144960123"),
        ("(020) 7946 0958", "+442079460958"),
        ("tel (0113)4960608", "+441134960608"),
        ("tel 01768 61234", "+44176861234"),
        ("phone 020-7946-0958", "+442079460958"),
        ("tel 02079460958", "+442079460958"),
    ],
    cells: &[
        ("0161 834 2217", "+441618342217"),
        ("01865 712345", "+441865712345"),
        ("(0114) 496 0123", "+441144960123"),
        ("020 7946 0958", "+442079460958"),
    ],
    counter_examples: &["0171 8342217", "0612 345 6789", "02079460958", "00161 834 221", "12345 678901"],
    ..Identifier::BASE
};

/// Digits of the area code with its 0, by the digits behind it; `None` where no area begins so.
const fn area(glyphs: &[u8]) -> Option<usize> {
    match glyphs {
        [b'0', b'2', b'0' | b'3' | b'4' | b'8' | b'9', ..] => Some(3),
        [b'0', b'1', b'1', b'3'..=b'8', ..] | [b'0', b'1', b'2'..=b'9', b'1', ..] => Some(4),
        [b'0', b'3', b'0' | b'3' | b'4' | b'7', _, ..] => Some(4),
        [b'0', b'1', b'2'..=b'9', _, ..] => Some(5),
        _ => None,
    }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let area = area(glyphs)?;
    let first = value.group_glyphs().next().map_or(0, <[u8]>::len);
    let is_short = glyphs.len() == 10 && area == 5;
    if value.plus || value.known() < 6 || !(glyphs.len() == 11 || is_short) {
        return None;
    }
    // In one word, old Korean mobiles begin as British areas do.
    if value.groups() == 1 {
        let korean = matches!(glyphs, [b'0', b'1', b'1' | b'6'..=b'9', ..]);
        return (!korean).then(|| Verdict::new(0, 84));
    }
    // `0163 234 5678` stands for an area of five as well.
    let fits = first == area || first == 4 && area == 5;
    fits.then(|| Verdict::new(if first == area { 70 } else { 0 }, 90))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.extend(["+44", value.compact().strip_prefix('0').unwrap_or_default()]);
}
