//! Zstandard (RFC 8878).

use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Zstandard (RFC 8878).
pub struct Zst;

impl Format for Zst {
    fn code(&self) -> &'static str {
        "zst"
    }

    fn title(&self) -> &'static str {
        "Zstandard (RFC 8878)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        super::stream::read(input, output, &[(".tzst", ".tar"), (".zst", "")], |raw| {
            Ok(Box::new(zstd::stream::read::Decoder::with_buffer(raw)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(content, 1).expect("packed")
    }

    #[test]
    fn the_member_is_a_source_of_its_own() {
        let bytes = packed(b"name,city\nAda,London\nAlan,Wilmslow\n");
        let length = bytes.len();
        let expected = format!(
            "a.csv.zst: zst  {length}/{length}
a.csv.zst!/a.csv: delimited UTF-8 35/35
  table 0 rows \"\": name | city
  0 #1 @10: name=\"Ada\" city=\"London\"
  0 #2 @21: name=\"Alan\" city=\"Wilmslow\"
"
        );
        assert_eq!(dump("a.csv.zst", &bytes), expected);
    }

    #[test]
    fn two_streams_in_a_row_are_one_content() {
        let bytes = [packed(b"one\n"), packed(b"two\n")].concat();
        let sources = read_bytes("log.zst", &bytes);
        assert_eq!(sources["log.zst!/log"].records, 2);
        assert_eq!(sources["log.zst"].gaps, []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_costs_a_gap_at_most(cut in 0usize..400, flip in 0usize..400) {
            let content: Vec<u8> = (0..400u32).flat_map(|line| format!("line {line}\n").into_bytes()).collect();
            let mut bytes = packed(&content);
            let at = flip % bytes.len();
            bytes[at] ^= 0x55;
            let keep = bytes.len().saturating_sub(cut);
            read_bytes("x.zst", &bytes[..keep]);
        }
    }
}
