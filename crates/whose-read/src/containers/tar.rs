//! tar: the formats of POSIX (ustar, pax) and GNU.

use std::io::Read;

use whose_model::GapReason;

use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

/// Length of a header.
const BLOCK: usize = 512;

/// tar.
pub struct Tar;

impl Format for Tar {
    fn code(&self) -> &'static str {
        "tar"
    }

    fn title(&self) -> &'static str {
        "tar (POSIX ustar and pax, GNU)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(block) = head.bytes.get(..BLOCK) else { return Recognition::No };
        let is_named = &block[257..262] == b"ustar";
        if (is_named || block[0] != 0) && has_checksum(block) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(raw) = input.raw() else { return Reading::default() };
        let mut archive = tar::Archive::new(raw);
        let mut well_until = 0;
        let Ok(entries) = archive.entries() else {
            output.not_read(0, length, GapReason::Damaged, "its first header cannot be read");
            return Reading::default();
        };
        for entry in entries {
            if output.stopped() {
                break;
            }
            match entry {
                Ok(mut entry) => well_until = member(&mut entry, length, output),
                // The cut within the last member was reported with it.
                Err(_) if well_until >= length => break,
                Err(_) => {
                    output.not_read(
                        well_until,
                        length,
                        GapReason::Damaged,
                        "a header cannot be read; members before it were",
                    );
                    break;
                }
            }
        }
        Reading::default()
    }
}

/// Hands over a member. Says where the next header is.
fn member<R: Read>(entry: &mut tar::Entry<'_, R>, length: u64, output: &mut dyn Output) -> u64 {
    let (from, size) = (entry.raw_file_position(), entry.size());
    let next = from.saturating_add(size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64));
    let kind = entry.header().entry_type();
    // Links and folders have no content of their own.
    if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
        return next;
    }
    let name = super::zip::member_name(&entry.path_bytes(), false);
    match output.member(&name, entry) {
        MemberEnd::Whole if from.saturating_add(size) > length && !kind.is_gnu_sparse() => {
            output.not_read(
                length,
                length,
                GapReason::Truncated,
                "ends within a member, whose beginning was read",
            );
        }
        MemberEnd::Whole => {}
        MemberEnd::Broken(taken) if from.saturating_add(taken) >= length => {
            output.not_read(
                length,
                length,
                GapReason::Truncated,
                "ends within a member, whose beginning was read",
            );
        }
        MemberEnd::Broken(taken) => {
            let detail = "a member cannot be read to its end; its beginning was read";
            output.not_read(
                from.saturating_add(taken),
                from.saturating_add(size),
                GapReason::Damaged,
                detail,
            );
        }
        MemberEnd::Limit(taken) => {
            let detail = "a member is larger than the limits allow; its beginning was read";
            output.not_read(from.saturating_add(taken), from.saturating_add(size), GapReason::Limit, detail);
        }
        MemberEnd::Refused => {
            output.not_read(
                from,
                from.saturating_add(size),
                GapReason::Limit,
                "more members, or deeper nested, than the limits allow",
            );
        }
    }
    next
}

/// The sum of a header's bytes, with spaces in place of the sum itself (POSIX.1, pax Interchange Format).
fn has_checksum(block: &[u8]) -> bool {
    let stated: String =
        block[148..156].iter().filter(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
    let Ok(stated) = u64::from_str_radix(&stated, 8) else { return false };
    let sum: u64 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) })
        .sum();
    stated == sum && stated > 256
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn packed(members: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.as_gnu_mut().expect("gnu").name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            builder.append(&header, content.as_bytes()).expect("packed");
        }
        builder.into_inner().expect("packed")
    }

    #[test]
    fn hostile_names_are_only_names() {
        let bytes = packed(&[("/etc/passwd", "one line\n"), ("../../x", "another\n")]);
        let expected = "\
t.tar: tar  3072/3072
t.tar!/../../x: text UTF-8 8/8
  table 0 text \"\": text
  0 #1 @0: text=\"another\"
t.tar!//etc/passwd: text UTF-8 9/9
  table 0 text \"\": text
  0 #1 @0: text=\"one line\"
";
        assert_eq!(dump("t.tar", &bytes), expected);
    }

    #[test]
    fn what_comes_before_the_cut_is_read() {
        let bytes = packed(&[("a", "first member\n"), ("b", "second member\nof two lines\n")]);
        let sources = read_bytes("t.tar", &bytes[..512 * 3 + 14]);
        assert_eq!(sources["t.tar!/a"].records, 1);
        assert_eq!(sources["t.tar!/b"].records, 1);
        assert_eq!(sources["t.tar"].gaps.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_costs_a_gap_at_most(flips in proptest::collection::vec((0usize..3_000, any::<u8>()), 0..8), keep in 0usize..3_100) {
            let mut bytes = packed(&[("a", "first member\n"), ("b", "second\n")]);
            for (at, byte) in flips {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            read_bytes("t.tar", &bytes[..keep.min(bytes.len())]);
        }
    }
}
