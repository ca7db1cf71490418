//! gzip (RFC 1952).

use crate::{Format, Head, Input, Output, Reading, Recognition};

/// gzip (RFC 1952).
pub struct Gz;

impl Format for Gz {
    fn code(&self) -> &'static str {
        "gz"
    }

    fn title(&self) -> &'static str {
        "gzip (RFC 1952)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(&[0x1F, 0x8B, 8]) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        super::stream::read(input, output, &[(".tgz", ".tar"), (".gz", ""), (".gzip", "")], |raw| {
            Ok(Box::new(flate2::bufread::MultiGzDecoder::new(raw)))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(content).expect("packed");
        encoder.finish().expect("packed")
    }

    #[test]
    fn the_member_is_a_source_of_its_own() {
        let bytes = packed(b"name,city\nAda,London\nAlan,Wilmslow\n");
        let length = bytes.len();
        let expected = format!(
            "a.csv.gz: gz  {length}/{length}
a.csv.gz!/a.csv: delimited UTF-8 35/35
  table 0 rows \"\": name | city
  0 #1 @10: name=\"Ada\" city=\"London\"
  0 #2 @21: name=\"Alan\" city=\"Wilmslow\"
"
        );
        assert_eq!(dump("a.csv.gz", &bytes), expected);
    }

    #[test]
    fn two_streams_in_a_row_are_one_content() {
        let bytes = [packed(b"one\n"), packed(b"two\n")].concat();
        let sources = read_bytes("log.gz", &bytes);
        assert_eq!(sources["log.gz!/log"].records, 2);
        assert_eq!(sources["log.gz"].gaps, []);
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
            read_bytes("x.gz", &bytes[..keep]);
        }
    }
}
