//! Text strings of a PDF (ISO 32000-2, 7.9.2.2).

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text string: UTF-16 or UTF-8 where a mark says so. Without one it is `PDFDocEncoding`, which `Windows-1252` is close to; what is
/// UTF-8 all the same, as many programs write it, is read as such.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect::<String>().trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn each_encoding_is_told() {
        assert_eq!(decode(b"\xFE\xFF\xD6\x4D\xAE\x38"), "홍길");
        assert_eq!(decode(b"\xFF\xFE\x4D\xD6"), "홍");
        assert_eq!(decode(b"Andr\xE9 Roy\0"), "André Roy");
        assert_eq!(decode("\u{FEFF}André".as_bytes()), "André");
        assert_eq!(decode("홍길동".as_bytes()), "홍길동");
    }
}
