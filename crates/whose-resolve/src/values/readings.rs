//! How names read, where a case has them in Hangul, kana or Chinese characters and others to hold against them.

use rayon::prelude::*;

use super::Readings;
use super::forms::letters_of;
use crate::forms::hangul::{self, Reading};
use crate::forms::kana;
use crate::forms::letters::Letters;
use crate::forms::name::ParsedName;
use crate::forms::pinyin;

/// The language that names of a case are read in: that of most of those in its own letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Korean,
    Japanese,
    Chinese,
}

impl Language {
    /// None where no name needs to be read.
    fn of(names: &[&ParsedName]) -> Option<Self> {
        let count = |letters: Letters| names.par_iter().filter(|name| letters_of(name) == letters).count();
        let kana = names.par_iter().filter(|name| name.reading.is_some()).count();
        let (hangul, han, latin) = (count(Letters::Hangul), count(Letters::Han), count(Letters::Latin));
        if kana > hangul {
            (latin + han > 0).then_some(Self::Japanese)
        } else if hangul >= han {
            (hangul > 0 && latin > 0).then_some(Self::Korean)
        } else {
            (latin > 0).then_some(Self::Chinese)
        }
    }

    /// The reading of a name in the letters of the language.
    fn read(self, name: &ParsedName, letters: Letters) -> Option<Reading> {
        match (self, letters) {
            (Self::Korean, Letters::Hangul) => hangul::of_hangul(&name.given, &name.family),
            (Self::Japanese, Letters::Han | Letters::Kana) => name.reading,
            (Self::Chinese, Letters::Han) => pinyin::of_han(&name.given, &name.family),
            _ => None,
        }
    }

    /// The reading of a name in Latin letters.
    fn read_latin(self, given: &str, family: &str) -> Option<Reading> {
        match self {
            Self::Korean => hangul::of_latin(given, family),
            Self::Japanese => kana::of_romaji(given, family),
            Self::Chinese => pinyin::of_latin(given, family),
        }
    }
}

/// How each name reads; empty unless some read so in different letters.
pub(super) fn readings(names: &[&ParsedName]) -> Vec<Readings> {
    let Some(language) = Language::of(names) else { return Vec::new() };
    let of = |name: &&ParsedName| {
        let letters = letters_of(name);
        if !name.mask.is_empty() || name.family.is_empty() {
            return Readings::default();
        }
        if letters != Letters::Latin {
            return Readings { native: true, list: [language.read(name, letters), None] };
        }
        let joined = |one: &str, other: &str| [one, other].join(" ");
        let last = language.read_latin(joined(&name.given, &name.middle).trim_end(), &name.family);
        let first = language.read_latin(joined(&name.middle, &name.family).trim_start(), &name.given);
        Readings { native: false, list: [last, first] }
    };
    let found: Vec<Readings> = names.par_iter().map(of).collect();
    let read = |native: bool| found.iter().any(|of| of.native == native && of.list != [None; 2]);
    let kana = language == Language::Japanese;
    if read(true) && (read(false) || kana) { found } else { Vec::new() }
}
