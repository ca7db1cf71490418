//! Hardware address of a network device.

use super::{Around, Group, Hit, Identifier, Shaped, Trigger, Verdict, category};

/// Six pairs of hexadecimal digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "mac_address",
    category: category("mac-address", Group::Device, true, ["MAC address", "MAC 주소", "adresse MAC"]),
    reference: "IEEE 802, EUI-48",
    evidence: "six pairs joined by colons or hyphens, or three groups of four joined by dots",
    shapes: &["XX=XX=XX=XX=XX=XX", "XXXX.XXXX.XXXX"],
    shapes_in_context: &["XXXXXXXXXXXX"],
    judge,
    normal,
    finders: &[(Trigger::Key, find)],
    cell: Some(cell),
    masked: &["00:1A:2B:**:**:**"],
    context: &["mac", "mac address", "mac addr", "adresse mac", "맥주소", "물리적 주소", "ethernet", "hwaddr"],
    columns: &["mac", "macaddr", "mac address"],
    examples: &[
        ("mac 00:1A:2B:3C:4D:5E", "001a2b3c4d5e"),
        ("00-1A-2B-3C-4D-5E", "001a2b3c4d5e"),
        ("001a.2b3c.4d5e", "001a2b3c4d5e"),
        ("00:1a:2b:**:**:**", "001a2b******"),
        ("MAC 001A2B3C4D5E", "001a2b3c4d5e"),
    ],
    cells: &[("001A2B3C4D5E", "001a2b3c4d5e"), ("00:1a:2b:3c:4d:5e", "001a2b3c4d5e")],
    counter_examples: &["12-34-56-78-90-12-34", "10:20:30:40:50", "19-03-31-10-20-30", "001A2B3C4D5E", "00:00:00:00:00:00"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let letters = glyphs.iter().filter(|glyph| glyph.is_ascii_alphabetic()).count();
    let hexadecimal = glyphs.iter().all(|glyph| glyph.is_ascii_digit() || (b'A'..=b'F').contains(glyph) || *glyph == b'*');
    let zero = glyphs.iter().all(|glyph| *glyph == b'0');
    if !hexadecimal || zero || value.known() < 6 {
        return None;
    }
    let same = (1..value.groups()).all(|group| matches!(value.separator(group), b'-' | b'.'));
    Some(match (value.groups(), letters) {
        (1, _) => Verdict::new(0, if letters > 0 { 88 } else { 60 }),
        (_, 0) => Verdict::new(0, 80),
        _ if same => Verdict::new(88, 97),
        _ => return None,
    })
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.push_str(&value.compact().to_ascii_lowercase());
}

/// Six pairs with colons, found at the first.
fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let bytes = around.text.as_bytes();
    let start = at.checked_sub(2)?;
    let pair = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'*';
    let value = bytes.get(start..start + 17)?;
    let fits = start >= around.floor
        && value.iter().enumerate().all(|(place, byte)| if place % 3 == 2 { *byte == b':' } else { pair(byte) });
    let before = start.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let after = bytes.get(start + 17).copied().unwrap_or(b' ');
    let known = value.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let zero = value.iter().all(|byte| matches!(byte, b'0' | b':'));
    let tied = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':';
    if !fits || tied(before) || tied(after) || known < 6 || zero {
        return None;
    }
    normal.extend(value.iter().filter(|byte| **byte != b':').map(|byte| char::from(byte.to_ascii_lowercase())));
    Some(Hit { start, end: start + 17, verdict: Verdict::new(92, 98) })
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let around = Around { text: value, floor: 0, backed: true };
    let hit = (value.len() == 17 && value.as_bytes()[2] == b':').then(|| find(&around, 2, normal))??;
    Some(hit.verdict)
}
