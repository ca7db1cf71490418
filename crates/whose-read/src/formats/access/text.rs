//! Text as databases keep it: in a code page, as UTF-16, or as UTF-16 with its zeros left out.

use std::cell::Cell;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// Before text whose zeros are left out.
const COMPRESSED: [u8; 2] = [0xFF, 0xFE];

/// How text is to be decoded.
#[derive(Debug)]
pub(super) struct Decoding {
    /// The code page of a database before Unicode.
    legacy: Option<&'static Encoding>,
    /// Texts that held bytes which do not decode.
    pub(super) broken: Cell<u64>,
}

impl Decoding {
    /// UTF-16.
    pub(super) fn wide() -> Self {
        Self { legacy: None, broken: Cell::new(0) }
    }

    /// A code page, by its number. One that is not known is taken for that of western Europe.
    pub(super) fn code_page(number: u16) -> Self {
        let legacy = match number {
            866 => IBM866,
            874 => WINDOWS_874,
            932 => SHIFT_JIS,
            936 => GBK,
            949 => EUC_KR,
            950 => BIG5,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            _ => WINDOWS_1252,
        };
        Self { legacy: Some(legacy), broken: Cell::new(0) }
    }

    /// Text, without the zeros at its end.
    pub(super) fn text(&self, bytes: &[u8]) -> String {
        let mut text = match self.legacy {
            Some(legacy) => {
                let (text, has_broken) = legacy.decode_without_bom_handling(bytes);
                self.count(has_broken);
                text.into_owned()
            }
            None => {
                let units = if let Some(packed) = bytes.strip_prefix(&COMPRESSED) {
                    unpacked(packed)
                } else {
                    bytes.chunks_exact(2).map(unit).collect()
                };
                let text = String::from_utf16(&units);
                self.count(text.is_err());
                text.unwrap_or_else(|_| String::from_utf16_lossy(&units))
            }
        };
        text.truncate(text.trim_end_matches('\0').len());
        text
    }

    fn count(&self, has_broken: bool) {
        self.broken.set(self.broken.get().saturating_add(u64::from(has_broken)));
    }
}

fn unit(pair: &[u8]) -> u16 {
    pair.iter().rev().fold(0, |unit, byte| unit << 8 | u16::from(*byte))
}

/// A byte a character until a zero, then two bytes a character until the next, and so on.
fn unpacked(packed: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(packed.len());
    let mut rest = packed;
    let mut is_packed = true;
    while let Some((first, behind)) = rest.split_first() {
        if *first == 0 {
            is_packed = !is_packed;
            rest = behind;
        } else if is_packed {
            units.push(u16::from(*first));
            rest = behind;
        } else {
            let Some((pair, behind)) = rest.split_at_checked(2) else { break };
            units.push(unit(pair));
            rest = behind;
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::Decoding;

    #[test]
    fn zeros_are_put_back() {
        let text = |bytes: &[u8]| Decoding::wide().text(bytes);
        assert_eq!(text(b"\xFF\xFEAnne Roy"), "Anne Roy");
        assert_eq!(text(b"\xFF\xFEA \x00\x40\xB1\x15\xC8\x00 \xE9"), "A 녀정 é");
        assert_eq!(text(b"A\0n\0n\0e\0"), "Anne");
    }

    #[test]
    fn code_pages_and_what_they_do_not_hold() {
        assert_eq!(Decoding::code_page(1252).text(b"L\xE9a"), "Léa");
        assert_eq!(Decoding::code_page(949).text(b"\xC8\xAB\xB1\xE6\xB5\xBF"), "홍길동");
        let decoding = Decoding::wide();
        assert_eq!(decoding.text(b"\x00\xD8A\0"), "\u{FFFD}A");
        assert_eq!(decoding.broken.get(), 1);
    }
}
