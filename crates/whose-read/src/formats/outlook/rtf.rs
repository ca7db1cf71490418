//! The text of a body in RTF, and of HTML within RTF ([MS-OXRTFEX]).

use crate::formats::html;

use super::code_pages::{encoding_of, narrow};
use crate::code_pages::CodePage;

/// Destinations that hold no text of the body.
const LEFT_OUT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
];
/// Groups within groups; deeper ones take the settings of this depth.
const DEEPEST: usize = 1_024;

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    left_out: bool,
    /// RTF that has no place in the HTML it stands for.
    aside: bool,
    /// How many characters stand behind `\u` for those who do not know it.
    substitutes: usize,
}

/// The text.
pub(super) fn text_of(rtf: &[u8]) -> String {
    let encoding = page_of(rtf).and_then(encoding_of);
    let is_html = memchr::memmem::find(rtf.get(..4_096).unwrap_or(rtf), b"\\fromhtml").is_some();
    let top = Group { left_out: false, aside: false, substitutes: 1 };
    let reader = Reader {
        rest: rtf,
        encoding,
        is_html,
        groups: vec![top],
        too_deep: 0,
        pending: Vec::new(),
        high: None,
        skip: 0,
        text: String::new(),
    };
    let text = reader.read();
    if is_html { html::text_of(&text) } else { text }
}

/// The code page that the RTF states.
fn page_of(rtf: &[u8]) -> Option<i64> {
    let at = memchr::memmem::find(rtf, b"\\ansicpg")?;
    let digits = rtf.get(at + 8..)?;
    let end = digits.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
}

struct Reader<'a> {
    rest: &'a [u8],
    encoding: Option<CodePage>,
    is_html: bool,
    groups: Vec<Group>,
    too_deep: usize,
    /// Bytes of 8-bit text that wait for the rest of their character.
    pending: Vec<u8>,
    /// The first half of a character beyond the sixteenth bit.
    high: Option<u16>,
    /// Characters to pass by: they stand for one that was taken.
    skip: usize,
    text: String,
}

impl Reader<'_> {
    fn read(mut self) -> String {
        while let Some((byte, behind)) = self.rest.split_first() {
            self.rest = behind;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                0..=8 | b'\n' | b'\r' => {}
                _ => self.byte(*byte),
            }
        }
        self.flush();
        self.text
    }

    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group { left_out: false, aside: false, substitutes: 1 });
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        if self.groups.len() < DEEPEST {
            let group = *self.group();
            self.groups.push(group);
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.groups.len() > 1 {
            self.groups.pop();
        }
    }

    fn is_text(&mut self) -> bool {
        let is_html = self.is_html;
        let group = self.group();
        !group.left_out && !(is_html && group.aside)
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.is_text() {
            self.pending.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.text.push_str(&narrow(&self.pending, self.encoding.or(CodePage::by_number(1_252))));
            self.pending.clear();
        }
    }

    fn push(&mut self, text: &str) {
        self.flush();
        if self.is_text() {
            self.text.push_str(text);
        }
    }

    /// What stands behind a backslash.
    fn control(&mut self) {
        let Some((first, behind)) = self.rest.split_first() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = behind;
            return self.symbol(*first);
        }
        let letters = self.rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, behind) = self.rest.split_at(letters);
        let minus = usize::from(behind.first() == Some(&b'-'));
        let digits = behind.iter().skip(minus).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, behind) = if digits > 0 { behind.split_at(minus + digits) } else { behind.split_at(0) };
        self.rest = behind.strip_prefix(b" ").unwrap_or(behind);
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<i64>().ok());
        self.word(std::str::from_utf8(word).unwrap_or_default(), number);
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.rest = self.rest.get(2..).unwrap_or_default();
                    self.byte(byte);
                }
            }
            b'*' => self.destination(),
            b'~' => self.push("\u{A0}"),
            b'_' => self.push("-"),
            b'\r' | b'\n' => self.push("\n"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
    }

    /// A destination that may be passed by: only tags of HTML are not.
    fn destination(&mut self) {
        let is_tag = self.is_html && self.rest.starts_with(b"\\htmltag");
        let group = self.group();
        group.left_out |= !is_tag;
        group.aside &= !is_tag;
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.push("\n"),
            "tab" | "cell" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "u" => self.unicode(number),
            "uc" => {
                let substitutes = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1);
                self.group().substitutes = substitutes.min(16);
            }
            "htmlrtf" => {
                self.flush();
                self.group().aside = number != Some(0);
            }
            "bin" => {
                let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            _ if LEFT_OUT.contains(&word) => self.group().left_out = true,
            _ => {}
        }
    }

    fn unicode(&mut self, number: Option<i64>) {
        self.flush();
        // Negative where the sixteenth bit is set.
        let unit = number.and_then(|number| u16::try_from(number.rem_euclid(1 << 16)).ok()).unwrap_or(0xFFFD);
        let units = [self.high.take().unwrap_or(unit), unit];
        let pair = char::decode_utf16(units).next().and_then(Result::ok);
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            _ => self.push(pair.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4])),
        }
        self.skip = self.group().substitutes;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::text_of;

    #[test]
    fn text_without_its_fonts() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\pard Ren\\'e9e Roy\\par\r\n\
                    {\\b 1 Rue de l\\rquote \\u201?glise}\\tab \\{x\\}\\u-10179?\\u-8704?}";
        assert_eq!(text_of(rtf), "Renée Roy\n1 Rue de l’Église\t{x}😀");
    }

    #[test]
    fn html_within_rtf() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Call \
                    {\\*\\htmltag84 <b>}\\htmlrtf {\\b\\htmlrtf0 Anne Roy\\htmlrtf }\\htmlrtf0{\\*\\htmltag92 </b>}\\htmlrtf \\par}\\htmlrtf0 }";
        assert_eq!(text_of(rtf).trim(), "Call Anne Roy");
    }

    proptest! {
        #[test]
        fn any_text_ends(rtf in "(\\\\(fromhtml1 |u|uc|bin|\\*|htmlrtf|'|[a-z]{0,3})-?[0-9]{0,3}|[{}]|\\PC{0,4}){0,60}") {
            text_of(rtf.as_bytes());
        }
    }
}
