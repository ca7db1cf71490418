//! xz.

use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Most memory that a dictionary may take.
const MEMORY_KIB: u32 = 1 << 20;

/// xz.
pub struct Xz;

impl Format for Xz {
    fn code(&self) -> &'static str {
        "xz"
    }

    fn title(&self) -> &'static str {
        "xz"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(b"\xFD7zXZ\0") { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        super::stream::read(input, output, &[(".txz", ".tar"), (".xz", "")], |raw| {
            Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(raw, true, MEMORY_KIB)))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut encoder =
            lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).expect("made");
        encoder.write_all(content).expect("packed");
        encoder.finish().expect("packed")
    }

    #[test]
    fn the_member_is_a_source_of_its_own() {
        let bytes = packed(b"name,city\nAda,London\nAlan,Wilmslow\n");
        let length = bytes.len();
        let expected = format!(
            "a.csv.xz: xz  {length}/{length}
a.csv.xz!/a.csv: delimited UTF-8 35/35
  table 0 rows \"\": name | city
  0 #1 @10: name=\"Ada\" city=\"London\"
  0 #2 @21: name=\"Alan\" city=\"Wilmslow\"
"
        );
        assert_eq!(dump("a.csv.xz", &bytes), expected);
    }

    #[test]
    fn two_streams_in_a_row_are_one_content() {
        let bytes = [packed(b"one\n"), packed(b"two\n")].concat();
        let sources = read_bytes("log.xz", &bytes);
        assert_eq!(sources["log.xz!/log"].records, 2);
        assert_eq!(sources["log.xz"].gaps, []);
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
            read_bytes("x.xz", &bytes[..keep]);
        }
    }
}
