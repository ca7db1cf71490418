//! Cells as text.

use std::collections::HashSet;

use whose_model::GapReason;

use super::definition::{Column, Kind};
use super::layout::{array, long};
use super::moments;
use super::pages::{Fault, Found, Pages, Pointer};
use super::text::Decoding;

/// Where the value begins in what a calculated column keeps, and where its length stands.
const CALCULATED_FROM: usize = 20;
const CALCULATED_LENGTH: usize = 16;
/// The length and the flags of a long text share four bytes.
const LENGTH: u32 = 0x3FFF_FFFF;
const INLINE: u32 = 0x8000_0000;
const ONE_PIECE: u32 = 0x4000_0000;
/// Bytes of what stands in a row for a long text.
const HEAD: usize = 12;
/// Longer ones are cut.
const LONGEST: usize = 256 << 20;

/// A cell as text, none where it holds nothing to read, and what of it could not be read.
pub(super) fn text_of(
    column: &Column,
    cell: &[u8],
    pages: &mut Pages<'_>,
    decoding: &Decoding,
) -> (Option<String>, Option<Fault>) {
    if column.kind != Kind::Memo {
        let cell = if column.is_calculated { calculated(cell) } else { cell };
        return (plain(column, cell, decoding), None);
    }
    let mut whole = Vec::new();
    let fault = long_value(cell, pages, &mut whole).err();
    let bytes = if column.is_calculated { calculated(&whole) } else { &whole };
    (Some(decoding.text(bytes)), fault)
}

/// What a calculated column's cell keeps beside other things.
fn calculated(cell: &[u8]) -> &[u8] {
    let length = long(cell, CALCULATED_LENGTH).and_then(|length| usize::try_from(length).ok());
    let value =
        length.zip(cell.get(CALCULATED_FROM..)).map(|(length, rest)| rest.get(..length).unwrap_or(rest));
    value.unwrap_or(cell)
}

/// The value of a cell that stands in its row.
fn plain(column: &Column, cell: &[u8], decoding: &Decoding) -> Option<String> {
    match column.kind {
        Kind::Byte => cell.first().map(ToString::to_string),
        Kind::Short => array(cell, 0).map(|bytes| i16::from_le_bytes(bytes).to_string()),
        Kind::Long => array(cell, 0).map(|bytes| i32::from_le_bytes(bytes).to_string()),
        Kind::Large => array(cell, 0).map(|bytes| i64::from_le_bytes(bytes).to_string()),
        Kind::Money => array(cell, 0).map(|bytes| {
            let parts = i64::from_le_bytes(bytes);
            decimal(parts < 0, u128::from(parts.unsigned_abs()), 4)
        }),
        Kind::Single => {
            array(cell, 0).map(f32::from_le_bytes).filter(|n| n.is_finite()).map(|n| n.to_string())
        }
        Kind::Double => {
            array(cell, 0).map(f64::from_le_bytes).filter(|n| n.is_finite()).map(|n| n.to_string())
        }
        Kind::Moment => array(cell, 0).and_then(|bytes| moments::moment(f64::from_le_bytes(bytes))),
        Kind::LongMoment => moments::long_moment(cell),
        Kind::Guid => guid(cell),
        Kind::Decimal => {
            let mut digits = 0_u128;
            for place in [1, 5, 9, 13] {
                digits = digits << 32 | u128::from(long(cell, place)?);
            }
            Some(decimal(cell.first()? & 0x80 != 0, digits, column.scale))
        }
        Kind::Text => Some(decoding.text(cell)),
        Kind::Truth | Kind::Memo | Kind::Object | Kind::Other => None,
    }
}

/// A number with its point before the last digits; zeros at the end that say nothing are left out.
fn decimal(is_negative: bool, digits: u128, scale: u8) -> String {
    let scale = usize::from(scale.min(38));
    let digits = format!("{digits:0width$}", width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    let sign = if is_negative && digits.bytes().any(|digit| digit != b'0') { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// An identifier as Access writes it.
fn guid(cell: &[u8]) -> Option<String> {
    let bytes: [u8; 16] = array(cell, 0)?;
    let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    let mut text = String::from("{");
    for (place, at) in order.into_iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{:02X}", bytes.get(at)?));
    }
    text.push('}');
    Some(text)
}

/// A long text or a file: in the row itself, in one piece elsewhere, or in pieces that lead one to the next.
pub(super) fn long_value(cell: &[u8], pages: &mut Pages<'_>, whole: &mut Vec<u8>) -> Found<()> {
    let Some((claimed, mut pointer)) = long(cell, 0).zip(Pointer::at(cell, 4)) else { return Ok(()) };
    let length = usize::try_from(claimed & LENGTH).unwrap_or(LONGEST).min(LONGEST);
    let up_to = |bytes: &[u8], left: usize| bytes.get(..left).unwrap_or(bytes).to_vec();
    if claimed & INLINE != 0 {
        *whole = up_to(cell.get(HEAD..).unwrap_or_default(), length);
        return Ok(());
    }
    if claimed & ONE_PIECE != 0 {
        *whole = up_to(pages.row(pointer)?.bytes(), length);
        return Ok(());
    }
    let mut seen = HashSet::from([pointer]);
    while whole.len() < length {
        let row = pages.row(pointer)?;
        whole.extend(up_to(row.bytes().get(4..).unwrap_or_default(), length - whole.len()));
        let next = Pointer::at(row.bytes(), 0).filter(|next| next.page != 0 && seen.insert(*next));
        match next {
            _ if whole.len() >= length => {}
            Some(next) => pointer = next,
            None => return Err(row.fault("a long text ends before its end")),
        }
    }
    if claimed & LENGTH > LONGEST as u32 {
        let (from, to) = (pages.length, pages.length);
        return Err(Fault {
            from,
            to,
            reason: GapReason::Limit,
            detail: "a text or file of so many megabytes was cut",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{decimal, guid};

    #[test]
    fn numbers_with_a_point() {
        assert_eq!(decimal(false, 1_234_500, 4), "123.45");
        assert_eq!(decimal(true, 5, 4), "-0.0005");
        assert_eq!(decimal(true, 0, 4), "0");
        assert_eq!(decimal(false, 70_000, 4), "7");
        assert_eq!(decimal(false, u128::MAX, 0), u128::MAX.to_string());
    }

    #[test]
    fn identifiers() {
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(guid(&bytes).as_deref(), Some("{03020100-0504-0706-0809-0A0B0C0D0E0F}"));
        assert_eq!(guid(&bytes[..15]), None);
    }
}
