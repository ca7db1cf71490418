//! Text by the code pages that Outlook states.

use crate::code_pages::CodePage;

/// UTF-16, little end first.
pub(super) fn wide(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// 8-bit text.
pub(super) fn narrow(bytes: &[u8], encoding: Option<CodePage>) -> String {
    match (encoding, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).into_owned(),
        (None, Ok(text)) => text.to_string(),
        (None, Err(_)) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The code page of this number.
pub(super) fn encoding_of(page: i64) -> Option<CodePage> {
    u16::try_from(page).ok().and_then(CodePage::by_number)
}

/// The code page that Windows had for a language ([MS-LCID]).
pub(super) fn page_of_language(locale: i64) -> Option<i64> {
    Some(match (locale & 0x3FF, locale) {
        (0x11, _) => 932,
        (0x12, _) => 949,
        (0x04, 0x0404 | 0x0C04 | 0x1404) => 950,
        (0x04, _) => 936,
        (0x1E, _) => 874,
        (0x02 | 0x19 | 0x22 | 0x23 | 0x2F, _) => 1251,
        (0x05 | 0x0E | 0x15 | 0x18 | 0x1A | 0x1B | 0x1C | 0x24, _) => 1250,
        (0x08, _) => 1253,
        (0x1F, _) => 1254,
        (0x0D, _) => 1255,
        (0x01 | 0x20 | 0x29, _) => 1256,
        (0x25..=0x27, _) => 1257,
        (0x2A, _) => 1258,
        (0x00, _) => return None,
        _ => 1252,
    })
}
