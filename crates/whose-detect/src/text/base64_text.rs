//! Text in base64 (RFC 4648): payloads of queues, the parts of a web token (RFC 7519), a form kept in one cell.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Shorter stretches are words and numbers.
const SHORTEST: usize = 24;
/// How an object begins in base64: `{"`.
const OBJECT: &[u8] = b"eyJ";

/// Takes what is padded and what is not, and bits left over.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const fn belongs(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// May anything be encoded so? Cheap, and wrong for few texts.
pub(super) fn may_hold(text: &str) -> bool {
    text.len() >= SHORTEST && (memchr::memmem::find(text.as_bytes(), OBJECT).is_some() || is_one_word(text))
}

fn is_one_word(text: &str) -> bool {
    text.bytes().all(|byte| belongs(byte) || byte == b'=')
}

/// The next stretch of a word that is text in base64, from a byte on: where it stands and what it says. Within a word only objects are
/// looked for; a whole word may be any text.
pub(super) fn next(word: &str, from: usize) -> Option<(std::ops::Range<usize>, String)> {
    let bytes = word.as_bytes();
    if from == 0
        && is_one_word(word)
        && let Some(text) = decode(word)
    {
        return Some((0..word.len(), text));
    }
    memchr::memmem::find_iter(&bytes[from..], OBJECT).map(|at| from + at).find_map(|start| {
        if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
            return None;
        }
        let end = bytes[start..]
            .iter()
            .position(|byte| !belongs(*byte))
            .map_or(bytes.len(), |length| start + length);
        decode(&word[start..end]).map(|text| (start..end, text))
    })
}

/// What a stretch says, if it says text.
fn decode(stretch: &str) -> Option<String> {
    if stretch.len() < SHORTEST {
        return None;
    }
    let stretch = stretch.replace('+', "-").replace('/', "_");
    let text = String::from_utf8(LENIENT.decode(stretch).ok()?).ok()?;
    let speaks = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let parted = text.contains([' ', '"', '=', ',', '@', '<', ':']);
    (parted && text.chars().all(speaks)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_within_a_word_and_whole_words() {
        let token = "Authorization:Bearer/eyJuYW1lIjoiQW5uZSBSb3kifQ.eyJlbWFpbCI6ImFAeC5vcmcifQ.c2lnbmF0dXJl";
        let (first, text) = next(token, 0).unwrap();
        assert_eq!(text, r#"{"name":"Anne Roy"}"#);
        assert_eq!(next(token, first.end).unwrap().1, r#"{"email":"a@x.org"}"#);
        assert_eq!(next("QW5uZSBSb3ksIDEyIEVsbSBTdA==", 0).unwrap().1, "Anne Roy, 12 Elm St");
        for no in ["d41d8cd98f00b204e9800998ecf8427e", "eyJhbGciOi", "Donaudampfschifffahrtsgesellschaft"] {
            assert_eq!(next(no, 0), None, "{no}");
        }
    }
}
