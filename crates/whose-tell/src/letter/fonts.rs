//! The fonts of letters: one that has Latin and Hangul is built in; a user adds others for other scripts.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Pretendard 1.3.9 by Kil Hyung-jin, SIL Open Font License 1.1 (`fonts/LICENSE-OFL.txt`).
const BUILT_IN: [&[u8]; 2] =
    [include_bytes!("../../fonts/Pretendard-Regular.otf"), include_bytes!("../../fonts/Pretendard-Bold.otf")];

/// A file that is no font.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no font: letters take OpenType and TrueType files (.otf, .ttf, .ttc)")]
pub struct FontsError(pub String);

/// The fonts at hand.
#[derive(Debug)]
pub struct Fonts {
    pub(super) fonts: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
    /// Names of the families, the first one first.
    pub(super) families: Vec<String>,
}

impl Fonts {
    /// The fonts built in, then those of files: name and content.
    ///
    /// # Errors
    /// When a file is no font.
    pub fn new(files: Vec<(String, Vec<u8>)>) -> Result<Self, FontsError> {
        let mut fonts: Vec<Font> =
            BUILT_IN.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        for (name, bytes) in files {
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes)));
            if fonts.len() == before {
                return Err(FontsError(name));
            }
        }
        let mut families: Vec<String> = Vec::new();
        for font in &fonts {
            let family = font.info().family.to_string().to_lowercase();
            if !families.contains(&family) {
                families.push(family);
            }
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { fonts, book, families })
    }

    /// Can every letter of a text be printed?
    #[must_use]
    pub fn can_print(&self, text: &str) -> bool {
        // Latin letters need no look.
        text.chars()
            .filter(|letter| !letter.is_ascii() && !letter.is_whitespace())
            .all(|letter| self.fonts.iter().any(|font| font.info().coverage.contains(letter as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_accents_and_hangul_are_printed_and_other_scripts_need_a_font() {
        let fonts = Fonts::new(Vec::new()).unwrap();
        for text in
            ["Olive Marchand", "François Œuvrard-Çelik", "홍길동", "서울특별시 중구 세종대로 110", "뷁"]
        {
            assert!(fonts.can_print(text), "{text}");
        }
        for text in ["שלום", "محمد"] {
            assert!(!fonts.can_print(text), "{text}");
        }
        assert_eq!(Fonts::new(vec![("a.otf".into(), b"no font".to_vec())]).unwrap_err().0, "a.otf");
    }
}
