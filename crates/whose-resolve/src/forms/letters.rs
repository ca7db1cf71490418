//! What a name is written in, as far as it decides which names can be held against each other.

use super::fold::is_hangul;

/// Letters of a name, Cyrillic and Greek ones in Latin letters already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub(crate) enum Letters {
    /// Latin ones, or none at all.
    #[default]
    Latin,
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
            Some('\u{3040}'..='\u{30FF}') => Self::Kana,
            Some('\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') => Self::Han,
            Some(letter) if letter > '\u{24F}' && !('\u{1E00}'..='\u{1EFF}').contains(&letter) => Self::Other,
            _ => Self::Latin,
        }
    }

    /// Can names in these letters be told to differ? Those in Hangul and in Latin letters are read; others are unlike each other whatever
    /// they name.
    pub(crate) const fn compares_with(self, other: Self) -> bool {
        let read = matches!(self, Self::Latin | Self::Hangul) && matches!(other, Self::Latin | Self::Hangul);
        self as u8 == other as u8 || read
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
        ] {
            assert_eq!(Letters::of(name), letters, "{name}");
        }
        assert!(Letters::Latin.compares_with(Letters::Hangul) && !Letters::Han.compares_with(Letters::Latin));
    }
}
