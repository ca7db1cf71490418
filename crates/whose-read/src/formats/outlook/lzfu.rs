//! Compressed RTF ([MS-OXRTFCP]): references into the last 4 KiB, with a dictionary to begin with.

/// What the dictionary begins with ([MS-OXRTFCP] 2.1.2.1).
const BEGINNING: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const DICTIONARY: usize = 4_096;
/// A byte of flags and eight references of two bytes stand for 136 bytes at most.
const MOST_A_BYTE: usize = 8;
const HEADER: usize = 16;

/// The RTF, as far as it can be told. `None`: these bytes are no compressed RTF.
pub(super) fn decompressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = super::properties::u32_at(bytes, 4)? as usize;
    let content = bytes.get(HEADER..)?;
    match bytes.get(8..12)? {
        b"LZFu" => Some(expanded(content, size)),
        b"MELA" => Some(content.get(..size.min(content.len()))?.to_vec()),
        _ => None,
    }
}

fn expanded(content: &[u8], size: usize) -> Vec<u8> {
    let size = size.min(content.len().saturating_mul(MOST_A_BYTE));
    let mut dictionary = [b' '; DICTIONARY];
    dictionary[..BEGINNING.len()].copy_from_slice(BEGINNING);
    let mut write = BEGINNING.len();
    let mut text = Vec::with_capacity(size);
    let mut push = |byte: u8, write: &mut usize, dictionary: &mut [u8; DICTIONARY]| {
        dictionary[*write % DICTIONARY] = byte;
        *write = (*write + 1) % DICTIONARY;
        text.push(byte);
        text.len() < size
    };
    let mut bytes = content.iter().copied();
    'content: while let Some(flags) = bytes.next() {
        for bit in 0..8 {
            let Some(first) = bytes.next() else { break 'content };
            if flags & (1 << bit) == 0 {
                if !push(first, &mut write, &mut dictionary) {
                    break 'content;
                }
                continue;
            }
            let Some(second) = bytes.next() else { break 'content };
            let from = usize::from(first) << 4 | usize::from(second) >> 4;
            let length = usize::from(second & 0x0F) + 2;
            if from == write {
                break 'content;
            }
            for at in from..from + length {
                let byte = dictionary[at % DICTIONARY];
                if !push(byte, &mut write, &mut dictionary) {
                    break 'content;
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of [MS-OXRTFCP] 3.1.
    #[test]
    fn the_published_example() {
        let bytes = [
            0x2D, 0, 0, 0, 0x2B, 0, 0, 0, b'L', b'Z', b'F', b'u', 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A,
            0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C,
            0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
        ];
        let text = decompressed(&bytes).expect("compressed RTF");
        assert_eq!(text, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    /// The example of [MS-OXRTFCP] 3.2: a reference that reads what it writes.
    #[test]
    fn a_reference_over_its_own_end() {
        let bytes = [
            0x1A, 0, 0, 0, 0x1C, 0, 0, 0, b'L', b'Z', b'F', b'u', 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0x00, 0x04,
            0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
        ];
        let text = decompressed(&bytes).expect("compressed RTF");
        assert_eq!(text, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    proptest! {
        #[test]
        fn any_bytes_end(size in any::<u32>(), content in proptest::collection::vec(any::<u8>(), 0..400)) {
            let bytes = [&[0; 4][..], &size.to_le_bytes(), b"LZFu", &[0; 4], &content].concat();
            let text = decompressed(&bytes).expect("its signature");
            prop_assert!(text.len() <= content.len() * MOST_A_BYTE);
        }
    }
}
