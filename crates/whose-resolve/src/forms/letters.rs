//! What a name is written in, as far as it decides which names can be held against each other.

use super::fold::is_hangul;

/// Letters of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub(crate) enum Letters {
    /// Latin ones, or none at all.
    #[default]
    Latin,
    /// Cyrillic ones.
    Cyrillic,
    /// Greek ones.
    Greek,
    /// Hangul.
    Hangul,
    /// Chinese characters.
    Han,
    /// Kana.
    Kana,
    /// Others: Arabic, Hebrew, Thai, those of India.
    Other,
}

impl Letters {
    /// Of the first letter of a text.
    pub(crate) fn of(text: &str) -> Self {
        match text.chars().find(|letter| letter.is_alphabetic()) {
            Some(letter) if is_hangul(letter) => Self::Hangul,
            Some('\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}') => Self::Greek,
            Some('\u{400}'..='\u{52F}') => Self::Cyrillic,
            Some('\u{3040}'..='\u{30FF}') => Self::Kana,
            Some('\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') => Self::Han,
            Some(letter) if letter > '\u{24F}' && !('\u{1E00}'..='\u{1EFF}').contains(&letter) => Self::Other,
            _ => Self::Latin,
        }
    }

    /// Are these written in Latin letters sound by sound?
    pub(crate) const fn are_romanised(self) -> bool {
        matches!(self, Self::Cyrillic | Self::Greek)
    }

    /// Can names in these letters be told to differ? Those in Cyrillic, Greek, Hangul and Latin letters are read; others are unlike each
    /// other whatever they name.
    pub(crate) const fn compares_with(self, other: Self) -> bool {
        self as u8 == other as u8 || self.is_read() && other.is_read()
    }

    const fn is_read(self) -> bool {
        matches!(self, Self::Latin | Self::Hangul) || self.are_romanised()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_names() {
        for (name, letters) in [
            ("roy", Letters::Latin),
            ("홍길동", Letters::Hangul),
            ("**", Letters::Latin),
            ("佐藤", Letters::Han),
            ("ヤマダ", Letters::Kana),
            ("สมชาย", Letters::Other),
            ("łukasz", Letters::Latin),
            ("иванов", Letters::Cyrillic),
            ("φωκας", Letters::Greek),
        ] {
            assert_eq!(Letters::of(name), letters, "{name}");
        }
        assert!(Letters::Latin.compares_with(Letters::Hangul) && !Letters::Han.compares_with(Letters::Latin));
        assert!(
            Letters::Latin.compares_with(Letters::Cyrillic) && !Letters::Greek.compares_with(Letters::Kana)
        );
    }
}
