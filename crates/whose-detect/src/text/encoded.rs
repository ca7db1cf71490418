//! What addresses of the web and forms carry: `?prenom=Ren%C3%A9e&courriel=r%40example.org` (WHATWG URL, section 5,
//! application/x-www-form-urlencoded), and text in base64. Logs keep them as they were sent.

use super::base64_text;

/// A text with its encoded parts read.
pub(super) struct Decoded {
    pub text: String,
    /// Where each byte of it stood, and the end.
    origins: Vec<u32>,
}

impl Decoded {
    /// Where a byte of the decoded text stood in the text as written.
    pub(super) fn origin(&self, at: u32) -> u32 {
        self.origins[at as usize]
    }

    fn push(&mut self, character: char, origin: usize) {
        self.text.push(character);
        self.origins.resize(self.text.len(), origin as u32);
    }
}

/// The text with what is encoded in it read; `None` where nothing is.
pub(super) fn decoded(text: &str) -> Option<Decoded> {
    let bytes = text.as_bytes();
    let any = memchr::memchr_iter(b'%', bytes).any(|at| byte_at(bytes, at).is_some());
    let form = || memchr::memchr(b'&', bytes).is_some() && memchr::memchr(b'+', bytes).is_some();
    let base64 = base64_text::may_hold(text);
    if !any && !base64 && !form() {
        return None;
    }
    let mut decoded = Decoded { text: String::with_capacity(text.len()), origins: Vec::new() };
    let mut from = 0;
    let mut changed = false;
    while from < text.len() {
        let rest = &text[from..];
        let length = rest.find(is_apart).unwrap_or(rest.len());
        let word = &rest[..length];
        let fields = holds_fields(word);
        if fields {
            changed = true;
            word_into(word, from, &mut decoded);
        } else if base64 {
            changed |= base64_into(word, from, &mut decoded);
        } else {
            plain_into(word, from, &mut decoded);
        }
        from += length;
        if let Some(character) = text[from..].chars().next() {
            // No name goes on behind the last field.
            decoded.push(if fields && character == ' ' { '\t' } else { character }, from);
            from += character.len_utf8();
        }
    }
    decoded.origins.push(text.len() as u32);
    changed.then_some(decoded)
}

/// Stands in no address as it is sent.
fn is_apart(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '}' | '|')
}

/// `name=value`, with something encoded in it.
fn holds_fields(word: &str) -> bool {
    let Some(sign) = word.find('=') else { return false };
    let behind = &word.as_bytes()[sign..];
    let encoded = memchr::memchr_iter(b'%', behind).any(|at| byte_at(behind, at).is_some());
    encoded || word.contains('&') && behind.contains(&b'+')
}

/// The byte that `%XX` at a place stands for.
fn byte_at(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |place: usize| bytes.get(place).and_then(|byte| char::from(*byte).to_digit(16));
    (bytes.get(at) == Some(&b'%')).then_some(())?;
    Some((digit(at + 1)? << 4 | digit(at + 2)?) as u8)
}

fn plain_into(word: &str, from: usize, decoded: &mut Decoded) {
    word.char_indices().for_each(|(at, character)| decoded.push(character, from + at));
}

/// Reads a word in which there may be base64. Was there any?
fn base64_into(word: &str, from: usize, decoded: &mut Decoded) -> bool {
    let mut at = 0;
    while let Some((place, text)) = base64_text::next(word, at) {
        plain_into(&word[at..place.start], from + at, decoded);
        // Four letters hold three bytes.
        text.char_indices().for_each(|(byte, c)| decoded.push(c, from + place.start + byte * 4 / 3));
        at = place.end;
    }
    plain_into(&word[at..], from + at, decoded);
    at > 0
}

/// Reads a word of fields. Blanks become blanks that do not end the value of a field.
fn word_into(word: &str, from: usize, decoded: &mut Decoded) {
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run: Vec<u8> = (at..).step_by(3).map_while(|place| byte_at(bytes, place)).collect();
        if run.is_empty() {
            let character = word[at..].chars().next().unwrap_or_default();
            // At the beginning of a value it is the sign of a phone: `tel=+14165550123`.
            let blank = character == '+' && !word[..at].ends_with('=');
            decoded.push(if blank { '\u{a0}' } else { character }, from + at);
            at += character.len_utf8();
            continue;
        }
        // Older programs send Latin-1, whose bytes are its characters' numbers.
        let read = String::from_utf8(run.clone())
            .unwrap_or_else(|_| run.iter().map(|byte| char::from(*byte)).collect());
        let narrow = read.chars().count() == run.len();
        let mut place = at;
        for character in read.chars() {
            let kept = match character {
                ' ' => '\u{a0}',
                // A control character would end the line.
                '\0'..='\u{1f}' => ';',
                other => other,
            };
            decoded.push(kept, from + place);
            place += 3 * if narrow { 1 } else { character.len_utf8() };
        }
        at += 3 * run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_read() {
        for (text, expected) in [
            (
                "GET /a?nom=de+la+Cruz&c=r%40x.org HTTP",
                Some("GET /a?nom=de\u{a0}la\u{a0}Cruz&c=r@x.org\tHTTP"),
            ),
            ("p=Ren%C3%A9e", Some("p=Renée")),
            ("p=Ren%E9e", Some("p=Renée")),
            ("note=a%0Ab", Some("note=a;b")),
            ("tel=+14165550123&nom=a+b", Some("tel=+14165550123&nom=a\u{a0}b")),
            ("100% of a=b", None),
            ("a + b & c", None),
            ("see /a%20b.html", None),
        ] {
            assert_eq!(decoded(text).map(|decoded| decoded.text).as_deref(), expected, "{text}");
        }
        let read = decoded("log eyJuYW1lIjoiUmVuw6llIFJveSJ9.x end").unwrap();
        assert_eq!(read.text, "log {\"name\":\"Renée Roy\"}.x end");
        assert_eq!((read.origin(4), read.origin(7), read.origin(25)), (4, 8, 32));
        let read = decoded("x p=Ren%C3%A9e&q").unwrap();
        assert_eq!((read.origin(7), read.origin(9), read.origin(10)), (7, 13, 14));
    }

    proptest! {
        #[test]
        fn every_byte_has_its_place(text in "(%[0-9A-F]{2}|[a-z=&+ é]|한|%|eyJuYW1lIjoiUmVuw6llIFJveSJ9){0,30}") {
            if let Some(read) = decoded(&text) {
                prop_assert_eq!(read.origins.len(), read.text.len() + 1);
                prop_assert!(read.origins.is_sorted());
                for (at, _) in read.text.char_indices() {
                    prop_assert!(text.is_char_boundary(read.origin(at as u32) as usize));
                }
            }
        }
    }
}
