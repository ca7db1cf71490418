//! Attachments, as the members they are.

use std::io::Read;

use whose_model::GapReason;

use super::items::Items;
use super::properties::{CODE_PAGE, Key, Properties};
use crate::MemberEnd;

/// Names, the longest first.
const NAMES: [u16; 4] = [0x3707, 0x3704, 0x3001, 0x370D];
const EXTENSION: u16 = 0x3703;
/// How it is kept.
const METHOD: u16 = 0x3705;
/// Its content is in the item itself; it stands in a file or on a web site.
const BY_VALUE: i64 = 1;
const ELSEWHERE: [i64; 4] = [2, 3, 4, 7];

pub(super) fn is_wanted(number: u16) -> bool {
    NAMES.contains(&number) || [EXTENSION, METHOD, CODE_PAGE].contains(&number)
}

/// What an attachment is called.
pub(super) fn name(attachment: &Properties, place: usize) -> String {
    let named = NAMES.iter().find_map(|tag| attachment.tag(*tag));
    match named {
        Some(name) => name.to_string(),
        None => format!("attachment-{place}{}", attachment.tag(EXTENSION).unwrap_or_default()),
    }
}

/// An attachment of which there is no content.
pub(super) fn absent(attachment: &Properties, items: &mut Items<'_>) {
    match attachment.number(Key::Tag(METHOD)) {
        Some(method) if ELSEWHERE.contains(&method) => {
            items.missing(GapReason::Truncated, "an attachment that is kept elsewhere, by its place only");
        }
        Some(BY_VALUE) | None => {
            items.missing(GapReason::Damaged, "an attachment without its content");
        }
        Some(_) => {}
    }
}

/// Hands over an attachment.
pub(super) fn hand_over(items: &mut Items<'_>, name: &str, content: &mut dyn Read) {
    match items.output.member(name, content) {
        MemberEnd::Whole => {}
        MemberEnd::Broken(_) => items.missing(GapReason::Damaged, "an attachment that ends too early"),
        MemberEnd::Limit(_) | MemberEnd::Refused => {
            items.missing(GapReason::Limit, "an attachment beyond the limits");
        }
    }
}
