//! Which code page the letters of a table are in: as its header states, or as they look.

use encoding_rs::{EUC_KR, UTF_8};

use crate::code_pages::CodePage;
use crate::encoding;

/// Numbers of language drivers, and the code pages they stand for.
const DRIVERS: &[(&[u8], u16)] = &[
    (&[0x01, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B], 437),
    (&[0x02, 0x0A, 0x0E, 0x10, 0x12, 0x14, 0x16, 0x1A, 0x1D, 0x25, 0x37], 850),
    (&[0x03, 0x57, 0x58, 0x59], 1_252),
    (&[0x04], 10_000),
    (&[0x08, 0x17, 0x66], 865),
    (&[0x13, 0x7B], 932),
    (&[0x1C, 0x6C], 863),
    (&[0x1F, 0x22, 0x23, 0x40, 0x64, 0x87], 852),
    (&[0x24], 860),
    (&[0x26, 0x65], 866),
    (&[0x4D, 0x7A], 936),
    (&[0x4E, 0x79], 949),
    (&[0x4F, 0x78], 950),
    (&[0x50, 0x7C], 874),
    (&[0x67], 861),
    (&[0x6A], 737),
    (&[0x6B, 0x88], 857),
    (&[0x7D], 1_255),
    (&[0x7E], 1_256),
    (&[0x96], 10_007),
    (&[0xC8], 1_250),
    (&[0xC9], 1_251),
    (&[0xCA], 1_254),
    (&[0xCB], 1_253),
    (&[0xCC], 1_257),
];

/// The code page that a header states: by number, or by the name of a driver in dBASE 7 (`DB437US0`, `DBWINUS0`).
pub(super) fn stated(number: u8, name: &[u8]) -> Option<CodePage> {
    let by_number = || DRIVERS.iter().find(|(drivers, _)| drivers.contains(&number)).map(|(_, page)| *page);
    let by_name = || {
        let name = std::str::from_utf8(name).ok()?;
        let behind = name.strip_prefix("DB")?;
        if behind.starts_with("WIN") { Some(1_252) } else { behind.get(..3)?.parse().ok() }
    };
    by_number().or_else(by_name).and_then(CodePage::by_number)
}

/// The code page of letters beyond ASCII. Programs that know of no code pages state that of their own country: Korean or UTF-8 that is
/// plain to see stands against what is stated for the West.
pub(super) fn decide(stated: Option<CodePage>, letters: &[u8]) -> CodePage {
    let western = [437, 850, 1_252].map(CodePage::by_number);
    match stated {
        Some(page) if letters.is_empty() || !western.contains(&Some(page)) => page,
        Some(page) => obvious(letters).unwrap_or(page),
        None => obvious(letters).unwrap_or_else(|| guessed(letters)),
    }
}

fn obvious(letters: &[u8]) -> Option<CodePage> {
    if simdutf8::basic::from_utf8(letters).is_ok() {
        return Some(CodePage::Known(UTF_8));
    }
    encoding::is_korean(letters).then_some(CodePage::Known(EUC_KR))
}

fn guessed(letters: &[u8]) -> CodePage {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(letters, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    // The web, for which it was made, has nothing of DOS.
    match CodePage::by_number(850) {
        Some(page) if found.is_single_byte() && is_dos(letters) => page,
        _ => CodePage::Known(found),
    }
}

/// Are nearly all bytes within words those that are letters in DOS, and signs in Windows?
fn is_dos(letters: &[u8]) -> bool {
    let within = letters.windows(3).filter_map(|three| match three {
        [before, byte, _] if before.is_ascii_alphabetic() && !byte.is_ascii() => Some(*byte),
        _ => None,
    });
    let (mut dos, mut all) = (0usize, 0usize);
    for byte in within {
        all += 1;
        dos += usize::from(matches!(byte, 0x80..=0x9B | 0xA0..=0xA7));
    }
    all > 0 && dos * 10 >= all * 9
}
