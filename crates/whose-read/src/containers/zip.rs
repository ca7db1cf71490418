//! zip (APPNOTE.TXT), with ZipCrypto and AES passwords.

use std::io::{self, Read};

use whose_model::GapReason;
use zip::read::{ZipArchive, ZipFile};
use zip::result::ZipError;

use crate::{Format, Head, Input, MemberEnd, Output, ReadSeek, Reading, Recognition};

/// zip, and the formats built on it: their parts are members.
pub struct Zip;

impl Format for Zip {
    fn code(&self) -> &'static str {
        "zip"
    }

    fn title(&self) -> &'static str {
        "zip, with the members of docx, pptx, odt, jar and the like"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let signatures: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04"];
        match signatures.iter().any(|signature| head.bytes.starts_with(signature)) {
            true => Recognition::Certain,
            false => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let passwords = input.passwords().to_vec();
        let listed = match input.raw().map(ZipArchive::new) {
            Ok(Ok(mut archive)) => {
                by_directory(&mut archive, length, &passwords, output);
                true
            }
            Ok(Err(_)) => false,
            Err(_) => return Reading::default(),
        };
        if !listed {
            without_directory(input, output);
        }
        Reading::default()
    }
}

fn by_directory(
    archive: &mut ZipArchive<Box<dyn ReadSeek + '_>>,
    length: u64,
    passwords: &[String],
    output: &mut dyn Output,
) {
    if archive.offset() > 0 {
        output.not_read(
            0,
            archive.offset().min(length),
            GapReason::Binary,
            "bytes before the archive, as self-extracting ones have",
        );
    }
    for index in 0..archive.len() {
        if output.stopped() {
            return;
        }
        member(archive, index, passwords, output);
    }
}

/// The text of a part of no more than so many bytes.
///
/// # Errors
/// When it is not there, is larger, or cannot be unpacked.
pub(crate) fn text_of(input: &mut dyn Input, name: &str, most: u64) -> io::Result<String> {
    let mut archive = ZipArchive::new(input.raw()?)?;
    let mut part = archive.by_name(name)?;
    let mut text = String::new();
    let read = part.by_ref().take(most + 1).read_to_string(&mut text)?;
    if read as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// What becomes of a part of a document that keeps its parts in a zip.
pub(crate) enum Part {
    /// The document's own reader reads it, or it says nothing of anybody.
    Known,
    /// It is read as a source of its own.
    Member,
    /// It is not read; why, and what to do.
    Untold(&'static str),
}

/// Hands over the parts of a document that its own reader does not read.
pub(crate) fn parts(input: &mut dyn Input, output: &mut dyn Output, what: impl Fn(&str) -> Part) {
    let Ok(Ok(mut archive)) = input.raw().map(ZipArchive::new) else { return };
    for index in 0..archive.len() {
        if output.stopped() {
            return;
        }
        let Ok(entry) = archive.by_index_data(index) else { continue };
        let (from, size) = (entry.header_start(), entry.compressed_size());
        match what(&member_name(entry.name_raw(), is_utf8(entry.flags().as_u16()))) {
            Part::Known => {}
            Part::Member => member(&mut archive, index, &[], output),
            Part::Untold(why) => {
                output.not_read(from, from.saturating_add(size), GapReason::UnsupportedFormat, why);
            }
        }
    }
}

/// Where a member stands in the archive.
struct Span {
    from: u64,
    to: u64,
}

fn member(
    archive: &mut ZipArchive<Box<dyn ReadSeek + '_>>,
    index: usize,
    passwords: &[String],
    output: &mut dyn Output,
) {
    let Ok(entry) = archive.by_index_data(index) else { return };
    if entry.is_dir() || entry.is_symlink() {
        return;
    }
    let from = entry.header_start();
    let fixed = 30 + entry.name_raw().len() as u64;
    let span = Span { from, to: from.saturating_add(fixed).saturating_add(entry.compressed_size()) };
    let name = member_name(entry.name_raw(), is_utf8(entry.flags().as_u16()));
    let encrypted = entry.encrypted();
    let opened = match encrypted {
        true => decrypt(archive, index, passwords),
        false => archive.by_index(index),
    };
    match opened {
        Ok(mut file) => hand_over(&name, &mut file, &span, output),
        Err(error) => refused(&error, encrypted, &span, output),
    }
}

fn hand_over<R: Read + ?Sized>(name: &str, file: &mut ZipFile<'_, R>, span: &Span, output: &mut dyn Output) {
    match output.member(name, file) {
        MemberEnd::Whole => {}
        MemberEnd::Broken(_) => {
            output.not_read(
                span.from,
                span.to,
                GapReason::Damaged,
                "a member is damaged; what came before the damage was read",
            );
        }
        MemberEnd::Limit(_) => {
            output.not_read(
                span.from,
                span.to,
                GapReason::Limit,
                "a member unpacks to more than the limits allow; its beginning was read",
            );
        }
        MemberEnd::Refused => {
            output.not_read(
                span.from,
                span.to,
                GapReason::Limit,
                "more members, or deeper nested, than the limits allow",
            );
        }
    }
}

fn refused(error: &ZipError, encrypted: bool, span: &Span, output: &mut dyn Output) {
    let (reason, detail) = match error {
        ZipError::InvalidPassword => (GapReason::Encrypted, "a member is encrypted, and no password fits"),
        ZipError::UnsupportedArchive(_) if encrypted => {
            (GapReason::Encrypted, "a member is encrypted, and no password fits")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            (GapReason::UnsupportedFormat, "a member is compressed with a method that is not read")
        }
        _ => (GapReason::Damaged, "a member's header is damaged"),
    };
    output.not_read(span.from, span.to, reason, detail);
}

/// Opens a member with the first password that fits. ZipCrypto accepts one wrong password in 256, so with several passwords
/// each is proved on the whole member first.
fn decrypt<'a, R: Read + io::Seek>(
    archive: &'a mut ZipArchive<R>,
    index: usize,
    passwords: &[String],
) -> Result<ZipFile<'a, R>, ZipError> {
    let mut chosen = None;
    for password in passwords {
        let fits = match archive.by_index_decrypt(index, password.as_bytes()) {
            Ok(mut file) => passwords.len() == 1 || io::copy(&mut file, &mut io::sink()).is_ok(),
            Err(ZipError::InvalidPassword) => false,
            Err(error) => return Err(error),
        };
        if fits {
            chosen = Some(password);
            break;
        }
    }
    match chosen {
        Some(password) => archive.by_index_decrypt(index, password.as_bytes()),
        None => Err(ZipError::InvalidPassword),
    }
}

/// The directory at the end is missing or damaged: members are read one after the other from the front.
fn without_directory(input: &mut dyn Input, output: &mut dyn Output) {
    let length = input.length();
    let Ok(mut raw) = input.raw() else { return };
    loop {
        let from = raw.stream_position().unwrap_or(length);
        if from >= length || output.stopped() {
            break;
        }
        match zip::read::read_zipfile_from_stream(&mut raw) {
            Ok(Some(mut file)) => {
                let name = member_name(file.name_raw(), is_utf8(file.flags().as_u16()));
                let to = from
                    .saturating_add(30 + file.name_raw().len() as u64)
                    .saturating_add(file.compressed_size());
                if !file.is_dir() {
                    hand_over(&name, &mut file, &Span { from, to }, output);
                }
            }
            Ok(None) => break,
            Err(error) => {
                refused(&error, true, &Span { from, to: length }, output);
                break;
            }
        }
    }
    output.not_read(
        length,
        length,
        GapReason::Truncated,
        "the directory at its end is missing; members were read from the front",
    );
}

/// General purpose flag 11: the name is UTF-8.
const fn is_utf8(flags: u16) -> bool {
    flags & (1 << 11) != 0
}

/// A member's name. Without the flag it is in the code page of the system that wrote it: UTF-8 where it is valid, CP949 where
/// that gives Hangul, Shift-JIS where that gives kana or kanji, else CP437 as the specification says.
pub(crate) fn member_name(raw: &[u8], stated_utf8: bool) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_string();
    }
    if stated_utf8 {
        return String::from_utf8_lossy(raw).into_owned();
    }
    if crate::encoding::is_korean(raw)
        && let Some(name) = crate::decode::short(raw, encoding_rs::EUC_KR)
    {
        return name;
    }
    if let Some(name) = crate::decode::short(raw, encoding_rs::SHIFT_JIS)
        && name
            .chars()
            .all(|c| c.is_ascii() || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
    {
        return name;
    }
    if let Some(name) = crate::decode::short(raw, encoding_rs::EUC_KR) {
        return name;
    }
    raw.iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte) } else { CP437[usize::from(*byte) - 128] })
        .collect()
}

/// The upper half of code page 437.
const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö',
    'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐',
    '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛',
    '┐', '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙',
    '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ',
    'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²',
    '■', '\u{a0}',
];

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::Limits;
    use crate::proving::{Rendered, read_bytes, read_with, small_limits};
    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;

    fn packed(members: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, content) in members {
            writer.start_file(*name, options).expect("begun");
            writer.write_all(content).expect("packed");
        }
        writer.finish().expect("packed").into_inner()
    }

    fn reasons(source: &Rendered) -> Vec<GapReason> {
        source.gaps.iter().map(|gap| gap.reason).collect()
    }

    #[test]
    fn members_within_members_are_read() {
        let inner = packed(&[("deep.txt", b"deep line\n")], SimpleFileOptions::default());
        let outer = packed(&[("a/inner.zip", &inner), ("b.txt", b"line\n")], SimpleFileOptions::default());
        let sources = read_bytes("o.zip", &outer);
        let places: Vec<_> = sources.keys().map(String::as_str).collect();
        assert_eq!(places, ["o.zip", "o.zip!/a/inner.zip", "o.zip!/a/inner.zip!/deep.txt", "o.zip!/b.txt"]);
    }

    #[test]
    fn an_encrypted_member_is_read_with_its_password_and_a_gap_without() {
        let aes = SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, "right");
        let bytes = packed(&[("a.txt", b"secret line\n")], aes);
        let without = read_bytes("e.zip", &bytes);
        assert_eq!(reasons(&without["e.zip"]), [GapReason::Encrypted]);
        let with = read_with("e.zip", &bytes, &["wrong", "right"], Limits::default());
        assert_eq!(with["e.zip!/a.txt"].records, 1);
        assert_eq!(with["e.zip"].gaps, []);
    }

    #[test]
    fn without_its_directory_members_are_read_from_the_front() {
        let stored = SimpleFileOptions::default();
        let bytes = packed(&[("a.txt", b"first\n"), ("b.txt", b"second\n")], stored);
        let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("there");
        let sources = read_bytes("t.zip", &bytes[..directory]);
        assert_eq!(sources["t.zip!/a.txt"].records + sources["t.zip!/b.txt"].records, 2);
        assert_eq!(reasons(&sources["t.zip"]), [GapReason::Truncated]);
    }

    #[test]
    fn a_bomb_costs_a_gap() {
        let bytes = packed(&[("zeros", &vec![b'0'; 8 << 20])], SimpleFileOptions::default());
        let sources = read_with("bomb.zip", &bytes, &[], small_limits());
        assert_eq!(reasons(&sources["bomb.zip"]), [GapReason::Limit]);
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let mut bytes = packed(&[("a.txt", b"line\n")], SimpleFileOptions::default());
        for _ in 0..9 {
            bytes = packed(&[("n.zip", &bytes)], SimpleFileOptions::default());
        }
        let sources = read_with("n.zip", &bytes, &[], small_limits());
        assert_eq!(sources.len(), 6);
        assert!(sources.values().any(|source| reasons(source) == [GapReason::Limit]));
    }

    #[test]
    fn names_without_a_stated_encoding_are_decoded() {
        let (cp949, _, _) = encoding_rs::EUC_KR.encode("고객명단.csv");
        assert_eq!(member_name(&cp949, false), "고객명단.csv");
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("テスト名簿.csv");
        assert_eq!(member_name(&sjis, false), "テスト名簿.csv");
        assert_eq!(member_name(b"caf\x82.txt", false), "café.txt");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn damage_costs_a_gap_at_most(flips in proptest::collection::vec((0usize..3_000, any::<u8>()), 0..6), keep in 1usize..500) {
            let mut bytes = packed(&[("a", b"first member\n"), ("b", b"second\n")], SimpleFileOptions::default());
            for (at, byte) in flips {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            read_with("t.zip", &bytes[..keep.min(bytes.len())], &["p"], small_limits());
        }
    }
}
