//! Which encoding a source's text is in: decided once per source, over samples of the whole source, and reported.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding as Legacy, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, WINDOWS_1252,
};

use crate::ebcdic;
use crate::survey::Survey;

/// The encoding of a source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Encoding {
    /// As the report states it.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Length of the byte order mark.
    pub(crate) mark: usize,
}

/// How to decode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Utf8,
    /// Lines that are UTF-8, and others that are in this.
    Lines(&'static Legacy),
    Utf16 {
        big: bool,
    },
    Utf32 {
        big: bool,
    },
    Legacy(&'static Legacy),
    Ebcdic,
}

impl Encoding {
    fn new(name: &str, kind: Kind, mark: usize) -> Self {
        Self { name: name.to_string(), kind, mark }
    }

    /// Takes a character one byte or two?
    pub(crate) fn is_double_byte(&self) -> bool {
        let (Kind::Legacy(legacy) | Kind::Lines(legacy)) = self.kind else { return false };
        [EUC_KR, SHIFT_JIS, BIG5, GBK, GB18030, EUC_JP].contains(&legacy)
    }
}

/// Names that declarations use and `encoding_rs` does not know. `cp949`, `ms949` and `uhc` are names of windows-949, which
/// is what the label `euc-kr` stands for in the WHATWG Encoding Standard.
const ALIASES: &[(&str, &Legacy)] = &[
    ("cp949", EUC_KR),
    ("ms949", EUC_KR),
    ("uhc", EUC_KR),
    ("x-windows-949", EUC_KR),
    ("ksc5601", EUC_KR),
    ("ks_c_5601", EUC_KR),
    ("cp932", SHIFT_JIS),
    ("ms932", SHIFT_JIS),
    ("cp936", GBK),
    ("cp950", BIG5),
    ("cp1252", WINDOWS_1252),
    ("latin-1", WINDOWS_1252),
    ("iso8859_1", WINDOWS_1252),
];

/// The encoding that a label stands for, in any case and with the aliases that Korean systems write.
pub(crate) fn by_label(label: &str) -> Option<&'static Legacy> {
    let label = label.trim().to_ascii_lowercase();
    ALIASES
        .iter()
        .find(|(alias, _)| *alias == label)
        .map(|(_, legacy)| *legacy)
        .or_else(|| Legacy::for_label(label.as_bytes()))
}

/// May bytes beyond ASCII be text in the encoding that a label names? A label that nobody knows says nothing. Programs state the encoding
/// that they were made for, whatever they hand on: ASCII, or Latin-1 for UTF-8 and Korean.
pub(crate) fn may_be(label: &str, bytes: &[u8]) -> bool {
    let Some(legacy) = by_label(label) else { return true };
    if !legacy.is_single_byte() {
        return true;
    }
    let is_other = std::str::from_utf8(bytes).is_ok() || legacy == WINDOWS_1252 && is_korean(bytes);
    !is_other && !label.to_ascii_lowercase().contains("ascii")
}

/// Fewest lines of UTF-8 by which a file in another encoding is told to hold both.
const LEAST_LINES: usize = 3;

/// Name of a legacy encoding as the report states it.
pub(crate) fn title(legacy: &'static Legacy) -> &'static str {
    if legacy == EUC_KR { "CP949" } else { legacy.name() }
}

/// The encoding of a source, or `None` where it is no text.
pub(crate) fn decide(survey: &Survey) -> Option<Encoding> {
    if let Some(marked) = by_mark(&survey.head) {
        return Some(marked);
    }
    if let Some(wide) = by_nulls(&survey.head) {
        return Some(wide);
    }
    if survey.utf8_errors > 0 && ebcdic::is_likely(survey) {
        return Some(Encoding::new("EBCDIC", Kind::Ebcdic, 0));
    }
    if !looks_like_text(survey) {
        return None;
    }
    if survey.utf8_errors == 0 {
        return Some(ascii_or_utf8(survey));
    }
    if let Some(declared) = declared(&survey.head).filter(|legacy| fits(legacy, survey)) {
        return Some(Encoding::new(title(declared), Kind::Legacy(declared), 0));
    }
    // One character in twenty may be wrong before a file counts as something else than UTF-8.
    if survey.utf8_characters > survey.utf8_errors.saturating_mul(20)
        || survey.utf8_errors <= 2 && survey.utf8_characters > 8
    {
        return Some(mostly_utf8(survey));
    }
    Some(line_by_line(survey).unwrap_or_else(|| guess(survey)))
}

/// Lines of several programs in one file: some are UTF-8 from end to end, the others are in one older encoding.
fn line_by_line(survey: &Survey) -> Option<Encoding> {
    let legacy =
        if is_korean(&survey.strays) { EUC_KR } else { detected(std::iter::once(&survey.strays[..])) };
    if legacy != EUC_KR && !legacy.is_single_byte() {
        return None;
    }
    let samples = survey.windows.iter().map(|window| whole_lines(window));
    let lines = samples.flat_map(|sample| sample.split(|byte| *byte == b'\n'));
    let (mut utf8, mut other) = (0usize, 0usize);
    for line in lines.filter(|line| !line.is_ascii()) {
        // Two bytes of CP949 may be a character of UTF-8 by chance, three are none.
        let sure = |text: &str| legacy != EUC_KR || text.chars().any(|c| c.len_utf8() > 2);
        match std::str::from_utf8(line) {
            Ok(text) => utf8 += usize::from(sure(text)),
            Err(_) => other += 1,
        }
    }
    let mixed = utf8 >= LEAST_LINES && other > 0 && utf8 * 5 >= other;
    mixed.then(|| Encoding::new(&format!("UTF-8 with lines in {}", title(legacy)), Kind::Lines(legacy), 0))
}

fn by_mark(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::new("UTF-8", Kind::Utf8, 3)),
        [0xFF, 0xFE, 0, 0, ..] => Some(Encoding::new("UTF-32LE", Kind::Utf32 { big: false }, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some(Encoding::new("UTF-32BE", Kind::Utf32 { big: true }, 4)),
        [0xFF, 0xFE, ..] => Some(Encoding::new("UTF-16LE", Kind::Utf16 { big: false }, 2)),
        [0xFE, 0xFF, ..] => Some(Encoding::new("UTF-16BE", Kind::Utf16 { big: true }, 2)),
        _ => None,
    }
}

/// UTF-16 and UTF-32 without a mark show by where their zero bytes stand.
fn by_nulls(head: &[u8]) -> Option<Encoding> {
    memchr::memchr(0, head)?;
    let mut zeros = [0usize; 4];
    for (at, byte) in head.iter().enumerate() {
        zeros[at % 4] += usize::from(*byte == 0);
    }
    let quarter = head.len() / 4;
    if quarter < 2 {
        return None;
    }
    let most = |count: usize| count * 10 >= quarter * 9;
    let none = |count: usize| count * 50 <= quarter;
    if most(zeros[3]) && most(zeros[2]) && none(zeros[0]) {
        return plausible(Encoding::new("UTF-32LE", Kind::Utf32 { big: false }, 0), head);
    }
    if most(zeros[0]) && most(zeros[1]) && none(zeros[3]) {
        return plausible(Encoding::new("UTF-32BE", Kind::Utf32 { big: true }, 0), head);
    }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
    // Few zeros in few bytes prove nothing.
    let enough = |count: usize| count >= 4 && count * 25 >= quarter;
    if enough(odd) && even * 4 <= odd {
        return plausible(Encoding::new("UTF-16LE", Kind::Utf16 { big: false }, 0), head);
    }
    if enough(even) && odd * 4 <= even {
        return plausible(Encoding::new("UTF-16BE", Kind::Utf16 { big: true }, 0), head);
    }
    None
}

/// Does the head read as text this way? Binary files have zeros too.
fn plausible(encoding: Encoding, head: &[u8]) -> Option<Encoding> {
    let text = crate::decode::head(head, &encoding, false);
    let total = text.chars().count();
    let strange = text.chars().filter(|c| is_strange(*c)).count();
    (total > 0 && strange * 50 <= total).then_some(encoding)
}

fn is_strange(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER
        || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{1a}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Few control characters: separators (1, 2, 28 to 31) and printer controls do occur in text.
fn looks_like_text(survey: &Survey) -> bool {
    let pieces = std::iter::once(&survey.head).chain(&survey.windows);
    let (mut total, mut strange, mut zeros) = (0usize, 0usize, 0usize);
    // So few at a time that their number fits a byte: the compiler makes vectors of it.
    for some in pieces.flat_map(|piece| piece.chunks(128)) {
        let count = |of: fn(u8) -> bool| usize::from(some.iter().map(|byte| u8::from(of(*byte))).sum::<u8>());
        total += some.len();
        zeros += count(|byte| byte == 0);
        strange += count(|byte| matches!(byte, 3..=6 | 14..=0x19 | 0x7F));
    }
    strange * 100 <= total && zeros * 50 <= total
}

fn ascii_or_utf8(survey: &Survey) -> Encoding {
    if survey.utf8_characters == 0 {
        let escape = |code: &[u8]| memchr::memmem::find(&survey.head, code).is_some();
        if escape(b"\x1b$B") || escape(b"\x1b$@") {
            return Encoding::new(ISO_2022_JP.name(), Kind::Legacy(ISO_2022_JP), 0);
        }
    }
    Encoding::new("UTF-8", Kind::Utf8, 0)
}

/// What an XML declaration or an HTML meta element states.
fn declared(head: &[u8]) -> Option<&'static Legacy> {
    let head = &head[..head.len().min(2_048)];
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if head[start] != b'<' {
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let xml_end = lower.starts_with(b"<?xml").then(|| memchr::memmem::find(&lower, b"?>")).flatten();
    let (haystack, key): (&[u8], &[u8]) = match xml_end {
        Some(end) => (&lower[..end], b"encoding="),
        None => (&lower, b"charset="),
    };
    let at = memchr::memmem::find(haystack, key)? + key.len();
    let label: String = haystack[at..]
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .map(|byte| char::from(*byte))
        .collect();
    by_label(&label).filter(|legacy| *legacy != encoding_rs::UTF_8 && legacy.is_ascii_compatible())
}

/// Decodes the sample without errors?
fn fits(legacy: &'static Legacy, survey: &Survey) -> bool {
    let (characters, errors) = count(legacy, survey.windows.iter().map(Vec::as_slice));
    errors * 50 <= characters
}

/// Characters beyond ASCII, and errors, when samples are decoded. Only whole lines count: a window may begin or end within a
/// character.
fn count<'a>(legacy: &'static Legacy, samples: impl Iterator<Item = &'a [u8]>) -> (usize, usize) {
    let (mut characters, mut errors) = (0, 0);
    for sample in samples {
        let (text, _) = legacy.decode_without_bom_handling(whole_lines(sample));
        for c in text.chars().filter(|c| !c.is_ascii()) {
            characters += 1;
            errors += usize::from(c == char::REPLACEMENT_CHARACTER);
        }
    }
    (characters, errors)
}

/// Is this Korean in CP949? It decodes, and nearly all characters are Hangul syllables, most of them among the 2,350 of
/// KS X 1001 (other double-byte text reads as rare syllables too).
pub(crate) fn is_korean(bytes: &[u8]) -> bool {
    let (text, _) = EUC_KR.decode_without_bom_handling(bytes);
    let (mut characters, mut errors, mut hangul) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        characters += 1;
        errors += usize::from(c == char::REPLACEMENT_CHARACTER);
        hangul += usize::from(matches!(c, '가'..='힣'));
    }
    characters >= 2
        && errors * 200 <= characters
        && hangul * 10 >= characters * 9
        && common(bytes) * 5 >= hangul * 4
}

/// Characters of the rows of KS X 1001 that hold Hangul.
fn common(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut found = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        found += usize::from(
            (0xB0..=0xC8).contains(&bytes[at]) && bytes.get(at + 1).is_some_and(|trail| *trail >= 0xA1),
        );
        at += 2;
    }
    found
}

/// Without the last line, which may be cut; a window always begins with a line or far before its first byte beyond ASCII.
fn whole_lines(sample: &[u8]) -> &[u8] {
    match memchr::memrchr(b'\n', sample) {
        Some(end) if sample[..end].iter().any(|byte| !byte.is_ascii()) => &sample[..end],
        _ => sample,
    }
}

fn mostly_utf8(survey: &Survey) -> Encoding {
    if survey.strays.is_empty() {
        return Encoding::new("UTF-8", Kind::Utf8, 0);
    }
    if is_korean(&survey.strays) {
        return Encoding::new("UTF-8 with lines in CP949", Kind::Lines(EUC_KR), 0);
    }
    Encoding::new("UTF-8 with stray bytes", Kind::Utf8, 0)
}

/// No declaration, not UTF-8: what fits best.
fn guess(survey: &Survey) -> Encoding {
    let samples = || survey.windows.iter().map(Vec::as_slice);
    let joined: Vec<u8> = samples().flat_map(|sample| [whole_lines(sample), b"\n"].concat()).collect();
    if is_korean(&joined) {
        return Encoding::new("CP949", Kind::Legacy(EUC_KR), 0);
    }
    let guessed = detected(samples().map(whole_lines));
    let (characters, errors) = count(guessed, samples());
    let name = title(guessed);
    if characters >= 4 && errors * 50 <= characters {
        Encoding::new(name, Kind::Legacy(guessed), 0)
    } else {
        Encoding::new(&format!("{name} (uncertain)"), Kind::Legacy(guessed), 0)
    }
}

/// The encoding that texts which are no UTF-8 are most likely in.
fn detected<'a>(samples: impl Iterator<Item = &'a [u8]>) -> &'static Legacy {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    for sample in samples {
        detector.feed(sample, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proving::read_bytes;
    use whose_model::GapReason;

    const KOREAN: &str = "홍길동 서울시 종로구 세종대로 1\n김영희 부산시 해운대구\n";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = text.encode_utf16().map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        let first: &[u8] = match (mark, big) {
            (true, true) => b"\xFE\xFF",
            (true, false) => b"\xFF\xFE",
            _ => b"",
        };
        first.iter().copied().chain(units.flatten()).collect()
    }

    fn encoding_of(bytes: &[u8]) -> String {
        decide(&Survey::of(bytes)).map_or("none".to_string(), |encoding| encoding.name)
    }

    #[test]
    fn lines_of_two_encodings() {
        let french = "Hélène Bélanger, née à Orléans\n";
        let mixed = [french.as_bytes(), &WINDOWS_1252.encode(french).0].concat().repeat(4);
        assert_eq!(encoding_of(&mixed), "UTF-8 with lines in windows-1252");
        let mixed = [KOREAN.as_bytes(), &EUC_KR.encode(KOREAN).0].concat().repeat(4);
        assert_eq!(encoding_of(&mixed), "UTF-8 with lines in CP949");
        let found = read_bytes("f.txt", &mixed)["f.txt"].rows.join("\n");
        assert_eq!(found.matches("홍길동").count(), 8, "{found}");
    }

    #[test]
    fn encodings_are_told_apart() {
        let japanese = "山田太郎 東京都千代田区\nテストの名前 カタカナ\n";
        let french = "Prénom: François, né à Orléans, élève très doué\nHélène a été reçue à l'école\n";
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (KOREAN.as_bytes().to_vec(), "UTF-8"),
            (["\u{feff}", KOREAN].concat().into_bytes(), "UTF-8"),
            (EUC_KR.encode(KOREAN).0.into_owned(), "CP949"),
            (SHIFT_JIS.encode(japanese).0.into_owned(), "Shift_JIS"),
            (EUC_JP.encode(japanese).0.into_owned(), "EUC-JP"),
            (WINDOWS_1252.encode(french).0.into_owned(), "windows-1252"),
            (utf16(KOREAN, false, true), "UTF-16LE"),
            (utf16(KOREAN, true, true), "UTF-16BE"),
            (utf16(KOREAN, false, false), "UTF-16LE"),
            (utf16(KOREAN, true, false), "UTF-16BE"),
            ((0..=255).cycle().take(4_096).collect(), "none"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(encoding_of(&bytes), expected);
        }
    }

    #[test]
    fn korean_labels_are_known() {
        for label in ["cp949", "MS949", "uhc", "ks_c_5601-1987", "euc-kr", "windows-949"] {
            assert_eq!(by_label(label), Some(EUC_KR));
        }
    }

    #[test]
    fn stray_bytes_are_a_gap_of_their_own_size() {
        let mut bytes = KOREAN.repeat(30).into_bytes();
        bytes.insert(0, 0xFF);
        bytes.extend_from_slice(b"ok \xFE\xFE ok\n");
        let source = &read_bytes("t", &bytes)["t"];
        assert_eq!(source.gaps.iter().map(whose_model::Gap::bytes).sum::<u64>(), 3);
        assert!(source.gaps.iter().all(|gap| gap.reason == GapReason::Undecodable));
        assert_eq!(source.encoding, "UTF-8 with stray bytes");
    }

    #[test]
    fn lines_of_cp949_among_utf8_are_read() {
        let mut bytes = KOREAN.repeat(60).into_bytes();
        bytes.extend_from_slice(&EUC_KR.encode("박서연 광주시\n").0);
        let source = &read_bytes("t", &bytes)["t"];
        assert_eq!(source.encoding, "UTF-8 with lines in CP949");
        assert!(source.rows.last().expect("a row").contains("박서연 광주시"));
        assert_eq!(source.gaps, []);
    }

    #[test]
    fn offsets_in_utf16_are_those_of_the_file() {
        let source = &read_bytes("t", &utf16("one\n둘\nthree\n", false, true))["t"];
        assert_eq!(
            source.rows[1..],
            ["0 #1 @2: text=\"one\"", "0 #2 @10: text=\"둘\"", "0 #3 @14: text=\"three\""]
        );
    }
}
