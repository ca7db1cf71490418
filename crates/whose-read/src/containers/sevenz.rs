//! 7z (7zFormat.txt of the LZMA SDK), with AES passwords for members and for the list of them.

use std::io::{self, Read};

use sevenz_rust2::{ArchiveEntry, ArchiveReader, EntryDecision, Error, Password};
use whose_model::GapReason;

use crate::{Format, Head, Input, MemberEnd, Output, ReadSeek, Reading, Recognition};

/// 7z.
pub struct SevenZ;

/// Memory that decoding may take, in KiB: dictionaries of archives that people make are smaller.
const MEMORY: usize = 1 << 20;
/// How much of the first member is read to prove a password, in bytes.
const PROVEN: u64 = 1 << 16;

type Archive<'a> = ArchiveReader<Box<dyn ReadSeek + 'a>>;

impl Format for SevenZ {
    fn code(&self) -> &'static str {
        "7z"
    }

    fn title(&self) -> &'static str {
        "7z, encrypted or not, in one volume"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(b"7z\xBC\xAF\x27\x1C") { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let mut refusal = None;
        let passwords: Vec<String> =
            std::iter::once(String::new()).chain(input.passwords().to_vec()).collect();
        for password in &passwords {
            let Ok(raw) = input.raw() else { return Reading::default() };
            match open(raw, password) {
                Ok(mut archive) => {
                    members(&mut archive, length, output);
                    return Reading::default();
                }
                Err(error) => {
                    let is_locked = matches!(error, Error::PasswordRequired | Error::MaybeBadPassword(_));
                    // What fails with a password failed for want of the right one.
                    refusal =
                        Some(if password.is_empty() || is_locked { error } else { Error::PasswordRequired });
                    if !is_locked && password.is_empty() {
                        break;
                    }
                }
            }
        }
        let (reason, detail) = refused(&refusal.unwrap_or(Error::FileNotFound));
        output.not_read(0, length, reason, detail);
        Reading::default()
    }
}

/// Opens an archive and proves that its first member can be read.
fn open<'a>(raw: Box<dyn ReadSeek + 'a>, password: &str) -> Result<Archive<'a>, Error> {
    let mut archive = ArchiveReader::new_with_memory_limit(raw, Password::from(password), MEMORY)?;
    let mut proven = Ok(());
    archive.for_each_entries_with_decision(|entry, content| {
        if !entry.has_stream {
            return Ok(EntryDecision::Continue);
        }
        proven = io::copy(&mut content.take(PROVEN), &mut io::sink()).map(|_| ());
        Ok(EntryDecision::Stop)
    })?;
    match proven {
        Err(error) if !password.is_empty() => Err(Error::MaybeBadPassword(error)),
        // A member that is damaged is told when it is read.
        _ => Ok(archive),
    }
}

fn members(archive: &mut Archive<'_>, length: u64, output: &mut dyn Output) {
    let mut whole = true;
    let ended = archive.for_each_entries_with_decision(|entry, content| {
        if output.stopped() {
            return Ok(EntryDecision::Stop);
        }
        if !entry.is_directory && !entry.is_anti_item {
            whole = member(entry, content, length, output);
        }
        // Behind what is broken in a block stands nothing that could be read.
        Ok(if whole { EntryDecision::Continue } else { EntryDecision::SkipBlock })
    });
    if ended.is_err() && whole {
        let detail = "unpacking stopped with an error; members before it were read";
        output.not_read(length, length, GapReason::Damaged, detail);
    }
}

/// Hands over a member. False when it broke off.
fn member(entry: &ArchiveEntry, content: &mut dyn Read, length: u64, output: &mut dyn Output) -> bool {
    let (reason, detail) = match output.member(&entry.name.replace('\\', "/"), content) {
        MemberEnd::Whole => return true,
        MemberEnd::Broken(_) => (
            GapReason::Damaged,
            "a member is damaged; it was read up to there, and others packed with it may be missing",
        ),
        MemberEnd::Limit(_) => {
            (GapReason::Limit, "a member unpacks to more than the limits allow; its beginning was read")
        }
        MemberEnd::Refused => (GapReason::Limit, "more members, or deeper nested, than the limits allow"),
    };
    output.not_read(length, length, reason, detail);
    reason == GapReason::Limit
}

fn refused(error: &Error) -> (GapReason, &'static str) {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => {
            (GapReason::Encrypted, "the archive is encrypted, and no password fits")
        }
        Error::MaxMemLimited { .. } => {
            (GapReason::Limit, "unpacking it would take more memory than is allowed")
        }
        Error::UnsupportedCompressionMethod(_)
        | Error::Unsupported(_)
        | Error::ExternalUnsupported
        | Error::UnsupportedVersion { .. } => {
            (GapReason::UnsupportedFormat, "it is compressed with a method that is not read")
        }
        _ => (GapReason::Damaged, "its list of members cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::Limits;
    use crate::proving::{read_bytes, read_with, small_limits};
    use proptest::prelude::*;
    use sevenz_rust2::encoder_options::AesEncoderOptions;
    use sevenz_rust2::{ArchiveWriter, EncoderMethod};

    fn packed(members: &[(&str, &str)], password: Option<&str>) -> Vec<u8> {
        let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).expect("begun");
        if let Some(password) = password {
            let locked = AesEncoderOptions::new(Password::from(password)).into();
            writer.set_content_methods(vec![locked, EncoderMethod::LZMA2.into()]);
        }
        for (name, content) in members {
            let entry = ArchiveEntry::new_file(name);
            writer.push_archive_entry(entry, Some(Cursor::new(content.as_bytes().to_vec()))).expect("added");
        }
        writer.finish().expect("ended").into_inner()
    }

    const MEMBERS: &[(&str, &str)] = &[("a.txt", "Anne Roy\n"), ("d/b.txt", "Paul Lee\n")];

    #[test]
    fn members_are_sources() {
        let sources = read_bytes("x.7z", &packed(MEMBERS, None));
        assert_eq!(sources["x.7z"].format, "7z");
        assert_eq!(sources["x.7z!/d/b.txt"].values[0][0].3, "Paul Lee");
        assert!(sources["x.7z"].gaps.is_empty());
    }

    #[test]
    fn a_password_opens_it() {
        let bytes = packed(MEMBERS, Some("secret"));
        let with = |passwords: &[&str]| read_with("x.7z", &bytes, passwords, Limits::default());
        assert_eq!(with(&["wrong", "secret"])["x.7z!/a.txt"].values[0][0].3, "Anne Roy");
        for refused in [with(&[]), with(&["wrong"])] {
            assert_eq!(refused["x.7z"].gaps[0].reason, GapReason::Encrypted);
            assert_eq!(refused["x.7z"].bytes_read, 0);
        }
    }

    #[test]
    fn limits_hold() {
        let long = "Anne Roy\n".repeat(400_000);
        let sources = read_with("x.7z", &packed(&[("a.txt", &long)], None), &[], small_limits());
        assert_eq!(sources["x.7z"].gaps[0].reason, GapReason::Limit);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_costs_gaps_at_most(at in 6_usize..200, with in any::<[u8; 3]>(), cut in 0_usize..260) {
            let mut bytes = packed(MEMBERS, None);
            let at = at.min(bytes.len() - 3);
            bytes[at..at + 3].copy_from_slice(&with);
            read_bytes("x.7z", &bytes);
            bytes.truncate(cut.max(6));
            read_bytes("x.7z", &bytes);
        }
    }
}
