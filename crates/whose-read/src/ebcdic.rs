//! EBCDIC, the character code of mainframes: files of theirs keep it when they are sent as they are.
//!
//! Read as code page 37 (IBM Character Data Representation Architecture, CCSID 37). Other Latin code pages of the family have the same letters and
//! digits and differ in a few signs. The bytes of both line ends are line feeds. Characters of two bytes, between shift-out and shift-in, are
//! not decoded and are told.

use crate::survey::Survey;

/// What the bytes stand for.
#[rustfmt::skip]
static CHARACTERS: [char; 256] = [
    '\0', '\u{1}', '\u{2}', '\u{3}', '\u{9c}', '\t', '\u{86}', '\u{7f}', '\u{97}', '\u{8d}', '\u{8e}', '\u{b}', '\u{c}', '\r', '\u{e}', '\u{f}',
    '\u{10}', '\u{11}', '\u{12}', '\u{13}', '\u{9d}', '\n', '\u{8}', '\u{87}', '\u{18}', '\u{19}', '\u{92}', '\u{8f}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}',
    '\u{80}', '\u{81}', '\u{82}', '\u{83}', '\u{84}', '\n', '\u{17}', '\u{1b}', '\u{88}', '\u{89}', '\u{8a}', '\u{8b}', '\u{8c}', '\u{5}', '\u{6}', '\u{7}',
    '\u{90}', '\u{91}', '\u{16}', '\u{93}', '\u{94}', '\u{95}', '\u{96}', '\u{4}', '\u{98}', '\u{99}', '\u{9a}', '\u{9b}', '\u{14}', '\u{15}', '\u{9e}', '\u{1a}',
    ' ', '\u{a0}', 'â', 'ä', 'à', 'á', 'ã', 'å', 'ç', 'ñ', '¢', '.', '<', '(', '+', '|',
    '&', 'é', 'ê', 'ë', 'è', 'í', 'î', 'ï', 'ì', 'ß', '!', '$', '*', ')', ';', '¬',
    '-', '/', 'Â', 'Ä', 'À', 'Á', 'Ã', 'Å', 'Ç', 'Ñ', '¦', ',', '%', '_', '>', '?',
    'ø', 'É', 'Ê', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', '`', ':', '#', '@', '\'', '=', '"',
    'Ø', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', '«', '»', 'ð', 'ý', 'þ', '±',
    '°', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 'ª', 'º', 'æ', '¸', 'Æ', '¤',
    'µ', '~', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '¡', '¿', 'Ð', 'Ý', 'Þ', '®',
    '^', '£', '¥', '·', '©', '§', '¶', '¼', '½', '¾', '[', ']', '¯', '¨', '´', '×',
    '{', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', '\u{ad}', 'ô', 'ö', 'ò', 'ó', 'õ',
    '}', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', '¹', 'û', 'ü', 'ù', 'ú', 'ÿ',
    '\\', '÷', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '²', 'Ô', 'Ö', 'Ò', 'Ó', 'Õ',
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '³', 'Û', 'Ü', 'Ù', 'Ú', '\u{9f}',
];

/// Begins and ends characters of two bytes.
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

const BLANK: u8 = 0x40;

/// Does a source look like it? Its letters and digits are most bytes, blanks are many, and those of ASCII are few. Packed numbers are neither.
pub(crate) fn is_likely(survey: &Survey) -> bool {
    Share::of(std::iter::once(&survey.head).chain(&survey.windows).flatten()).is_likely(Zeros::Count)
}

/// The same of bytes that were found to be records; fields filled up with zero bytes say nothing.
pub(crate) fn is_likely_in_records(bytes: &[u8]) -> bool {
    Share::of(bytes.iter()).is_likely(Zeros::SayNothing)
}

/// What zero bytes are taken for.
enum Zeros {
    Count,
    SayNothing,
}

/// Counts of kinds of bytes.
#[derive(Default)]
struct Share {
    all: usize,
    zeros: usize,
    own: usize,
    blanks: usize,
    ascii: usize,
}

impl Share {
    fn of<'b>(bytes: impl Iterator<Item = &'b u8>) -> Self {
        let mut share = Self::default();
        for byte in bytes {
            share.all += 1;
            share.zeros += usize::from(*byte == 0);
            share.own += usize::from(matches!(
                byte,
                0xC1..=0xC9 | 0xD1..=0xD9 | 0xE2..=0xE9 | 0xF0..=0xF9 | 0x81..=0x89 | 0x91..=0x99 | 0xA2..=0xA9
            ));
            share.blanks += usize::from(*byte == BLANK);
            share.ascii += usize::from(matches!(byte, b' ' | b'0'..=b'9' | b'A'..=b'I' | b'P'..=b'R'));
        }
        share
    }

    fn is_likely(&self, zeros: Zeros) -> bool {
        let total = match zeros {
            Zeros::Count => self.all,
            Zeros::SayNothing => self.all - self.zeros,
        };
        total >= 64
            && (self.own + self.blanks) * 100 >= total * 65
            && self.blanks * 100 >= total * 3
            && self.ascii * 100 <= total * 10
    }
}

/// Decodes. Two bytes that are not decoded become one U+FFFD; `stray` is told where they begin.
pub(crate) struct Decoder {
    /// Within characters of two bytes.
    wide: bool,
    /// The second byte of one is still to come.
    half: bool,
}

impl Decoder {
    pub(crate) const fn new() -> Self {
        Self { wide: false, half: false }
    }

    /// Decodes some bytes, and tells where those that are not decoded stand among them.
    pub(crate) fn decode(&mut self, bytes: &[u8], text: &mut String, mut stray: impl FnMut(usize)) {
        for (at, byte) in bytes.iter().enumerate() {
            match *byte {
                SHIFT_OUT if !self.wide => self.wide = true,
                SHIFT_IN if self.wide => (self.wide, self.half) = (false, false),
                _ if self.wide => {
                    stray(at);
                    self.half = !self.half;
                    if self.half {
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                }
                byte => text.push(CHARACTERS[usize::from(byte)]),
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::proving::{dump, read_bytes};

    /// The bytes that stand for a text.
    pub(crate) fn encode(text: &str) -> Vec<u8> {
        text.chars().map(|c| super::CHARACTERS.iter().rposition(|other| *other == c).unwrap() as u8).collect()
    }

    fn record(number: usize) -> String {
        let people = [("ROY", "ANNE"), ("OKAFOR", "CHRISTOPHER"), ("DE LA CRUZ", "MARIE"), ("LEE", "JO")];
        let (family, given) = people[number % 4];
        format!(
            "{:08}{family:<16}{given:<12}{:<24}19{:02}0{}1{}",
            70_000_000 + number,
            "12 OAK AVENUE",
            40 + number % 50,
            number % 9 + 1,
            number % 9
        )
    }

    #[test]
    fn records_without_line_ends() {
        let text: String = (0..40).map(record).collect();
        let source = &read_bytes("CUSTMAST", &encode(&text))["CUSTMAST"];
        assert_eq!((source.format.as_str(), source.encoding.as_str()), ("fixed-width", "EBCDIC"));
        assert_eq!(source.rows.len(), 41, "the table and its records");
        assert!(
            source.rows[3].contains("=\"DE LA CRUZ\"") && source.rows[3].contains("=\"MARIE\""),
            "{}",
            source.rows[3]
        );
        assert!(source.rows[3].starts_with(&format!("0 #3 @{}:", 2 * record(0).len())), "{}", source.rows[3]);
    }

    /// Packed numbers hold bytes that are tabs and line ends elsewhere.
    #[test]
    fn packed_numbers_part_no_records() {
        let packed = |number: usize| {
            let digits = format!("{:07}", number * 7_919 % 1_000_000);
            let nibbles: Vec<u8> = digits.bytes().map(|digit| digit - b'0').chain([0xC]).collect();
            nibbles.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect::<Vec<u8>>()
        };
        for count in [40, 300] {
            let bytes: Vec<u8> = (0..count)
                .flat_map(|number| {
                    [encode(&record(number)), packed(number), packed(number * 3), encode("   ")].concat()
                })
                .collect();
            let source = &read_bytes("POLMAST", &bytes)["POLMAST"];
            assert_eq!((source.format.as_str(), source.rows.len()), ("fixed-width", count + 1));
            assert!(
                source.rows[3].contains("=\"DE LA CRUZ\"") && source.rows[3].contains("=\"19420312"),
                "{}",
                source.rows[3]
            );
        }
    }

    #[test]
    fn lines_and_characters_of_two_bytes() {
        let mut bytes = encode(&"ANNE ROY, 12 OAK AVENUE, ELY\n".repeat(4));
        bytes.extend([super::SHIFT_OUT, 0x88, 0x61, 0x8F, 0x43, super::SHIFT_IN, 0x15]);
        let found = dump("x", &bytes);
        assert!(
            found.contains("EBCDIC") && found.contains("ANNE ROY") && found.contains("undecodable"),
            "{found}"
        );
    }

    #[test]
    fn other_codes_and_bytes_are_not_taken_for_it() {
        let (korean, _, _) =
            encoding_rs::EUC_KR.encode("\u{ae40}\u{ccb4}\u{bbfc} \u{c11c}\u{c6b8}\u{c2dc} 12\n");
        let (russian, _, _) = encoding_rs::WINDOWS_1251
            .encode("\u{418}\u{432}\u{430}\u{43d} \u{41f}\u{435}\u{442}\u{440}\u{43e}\u{432}, 12\n");
        let bytes: Vec<u8> = (0..4_096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for source in [korean.repeat(20), russian.repeat(20), bytes, b"Anne Roy @ 12 Oak Avenue\n".repeat(9)]
        {
            assert!(!super::is_likely(&crate::survey::Survey::of(&source)));
        }
    }
}
