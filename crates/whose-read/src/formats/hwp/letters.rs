//! The letters of a paragraph, and the signs among them that stand for something else.

/// The text of a paragraph: its lines, without what stands for tables, notes and fields.
pub(super) fn text(said: &[u8]) -> String {
    let mut units = said.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    let mut kept = Vec::with_capacity(said.len() / 2);
    while let Some(unit) = units.next() {
        match unit {
            9 => kept.push(9),
            10 => kept.push(10),
            // Hyphen; blanks that do not break and of fixed width.
            24 => kept.push(u16::from(b'-')),
            30 | 31 => kept.push(u16::from(b' ')),
            32.. => kept.push(unit),
            _ => {}
        }
        // These stand with six units of their own, and once more at the end of them.
        if matches!(unit, 1..=9 | 11 | 12 | 14..=23) {
            units.by_ref().take(7).for_each(drop);
        }
    }
    String::from_utf16_lossy(&kept)
}

/// A text with its length in letters before it; and what stands behind it.
pub(super) fn counted(said: &[u8]) -> Option<(String, &[u8])> {
    let length = u16::from_le_bytes(said.get(..2)?.try_into().ok()?);
    let end = usize::from(length).checked_mul(2)?.checked_add(2)?;
    Some((text(said.get(2..end)?), said.get(end..)?))
}
