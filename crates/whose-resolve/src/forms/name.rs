//! Names of people: order, initials, particles, titles, suffixes, hyphens, Hangul.

use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

use super::fold::{fold, is_hangul};
use super::hangul::Reading;
use super::kana;
use super::letters::Letters;
use super::romanise;
use super::slavic;

/// A name as it is compared. Every part is folded; empty where the name has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ParsedName {
    /// First given name, or an initial of it.
    pub given: String,
    /// What stands between it and the family name.
    pub middle: String,
    /// Family name; parts joined by `-`.
    pub family: String,
    /// `junior`, `senior` and kin.
    pub suffix: Suffix,
    /// The whole name where it is masked: its known and unknown positions; else empty.
    pub mask: String,
    /// How it reads, where kana tell.
    pub reading: Option<Reading>,
}

/// What tells a father from a son.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub(crate) enum Suffix {
    /// None.
    #[default]
    None,
    /// Senior, père.
    Senior,
    /// Junior, fils.
    Junior,
    /// The second.
    Second,
    /// The third or later.
    Third,
}

/// A name as its source holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RawName<'a> {
    /// In one field.
    Whole(&'a str),
    /// Given and family name apart; either may be empty.
    Parts(&'a str, &'a str),
    /// The same of Chinese characters, and how they read in kana.
    Read([&'a str; 2], [&'a str; 2]),
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "sir",
    "me",
    "rev",
    "hon",
    "herr",
    "frau",
    "sr",
    "sra",
    "attn",
    "mister",
    "doctor",
];
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "du", "des", "la", "le", "les", "van", "von", "der",
    "den", "ter", "ten", "st", "ste", "saint", "sainte", "mac", "mc", "al", "el", "bin", "ibn", "ben", "abu",
    "o", "t",
];
/// Those that nobody's given name begins with. `La`, `Ben`, `Al` and `Mac` may.
const LEADING: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "du", "des", "le", "les", "van", "von", "der", "den",
    "ter", "ten",
];
/// Degrees, licences and honours behind a name.
const DEGREES: &[&str] = &[
    "phd", "md", "mba", "cpa", "esq", "esquire", "rn", "dds", "dmd", "jd", "msc", "bsc", "meng", "beng",
    "mph", "msw", "lcsw", "dvm", "edd", "psyd", "pharmd", "frcs", "frcp", "mrcp", "mrcgp", "obe", "mbe",
    "cbe", "qc", "kc", "llm", "llb",
];
/// Korean family names of two syllables.
const DOUBLE_FAMILY: &[&str] =
    &["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절", "장곡", "어금"];

impl RawName<'_> {
    /// Takes the name apart.
    pub(crate) fn parse(self) -> ParsedName {
        let (name, [given, family]) = match self {
            RawName::Whole(text) => (parse_whole(&fold(text)), ["", text]),
            RawName::Parts(given, family) => (parse_parts(&fold(given), &fold(family)), [given, family]),
            RawName::Read(["", whole], kana) => (parse_whole(&fold(whole)), kana),
            RawName::Read([given, family], kana) => (parse_parts(&fold(given), &fold(family)), kana),
        };
        let in_kana = [given, family].iter().all(|part| part.is_empty() || kana::is_kana(part));
        let reading = if in_kana { kana::of_kana(given, family) } else { None };
        ParsedName { reading, ..name }
    }
}

impl ParsedName {
    /// Its words in Latin letters. The mask stays: what it hides is counted in the letters it is written in.
    pub(crate) fn romanised(&self) -> Self {
        let latin = |part: &str| romanise::romanise(part).into_owned();
        Self {
            given: latin(&self.given),
            middle: latin(&self.middle),
            family: latin(&self.family),
            ..self.clone()
        }
    }
}

fn parse_parts(given: &str, family: &str) -> ParsedName {
    let mut suffix = Suffix::None;
    let given_words = texts(words(given, &mut suffix));
    let mut family_words = texts(words(family, &mut suffix));
    if family_words.is_empty() && given_words.len() > 1 {
        return parse_whole(given);
    }
    if given_words.is_empty() && family_words.len() > 1 {
        let particle = PARTICLES.contains(&family_words[0].as_str());
        if !particle && !family.contains('-') {
            return parse_whole(family);
        }
    }
    if let Some(mask) = cut_to_initials(&given_words, &family_words) {
        return of_initials(mask, given_words, suffix);
    }
    let masked = is_masked(given) || is_masked(family);
    let mask = match masked {
        true if family.chars().all(|c| is_hangul(c) || c == UNKNOWN) || is_han(family) => {
            format!("{family}{given}")
        }
        true => format!("{given} {family}").trim().to_string(),
        false => String::new(),
    };
    join_particles(&mut family_words);
    let mut given_words = given_words.into_iter();
    let mut name = ParsedName {
        given: given_words.next().unwrap_or_default(),
        middle: given_words.collect::<Vec<_>>().join(" "),
        family: family_words.join("-"),
        suffix,
        mask,
        reading: None,
    };
    split_glued_hangul(&mut name);
    unmask(&mut name);
    name
}

/// A Korean given name of one to three syllables whose field repeats the family name is left alone; one in the
/// family field alone is a whole name.
fn split_glued_hangul(name: &mut ParsedName) {
    let count = name.family.chars().count();
    if name.given.is_empty() && count >= 2 && name.family.chars().all(is_hangul) {
        let family = hangul_family(&name.family);
        name.given = name.family[family.len()..].to_string();
        name.family = family;
    }
}

fn hangul_family(text: &str) -> String {
    let mut letters = text.chars();
    let two: String = letters.by_ref().take(2).collect();
    if DOUBLE_FAMILY.contains(&two.as_str()) && letters.next().is_some() {
        return two;
    }
    text.chars().take(1).collect()
}

/// A name without what its bearer may write behind it: `David Rodgers, Ph.D.`.
fn without_degrees(text: &str) -> &str {
    let mut name = text;
    loop {
        let said = name.trim_end_matches([' ', ',']);
        let from = said.rfind([' ', ',']).map_or(0, |at| at + 1);
        let before = said[..from].trim_end();
        let letters: String = said[from..].chars().filter(|c| *c != '.').collect();
        let apart = before.ends_with(',') || before.contains(' ');
        if !apart || !DEGREES.contains(&letters.as_str()) {
            return name;
        }
        name = before.trim_end_matches(',');
    }
}

fn parse_whole(text: &str) -> ParsedName {
    let text = without_degrees(text);
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let hangul = compact.chars().filter(|c| is_hangul(*c)).count();
    if hangul > 0 && compact.chars().all(|c| is_hangul(c) || c == UNKNOWN || c == UNKNOWN_RUN) {
        return parse_hangul(&compact);
    }
    let mut suffix = Suffix::None;
    let (before, after) = match text.split_once(',') {
        Some((before, after)) => (before, after),
        None => ("", text),
    };
    let mut family = words(before, &mut suffix);
    let mut rest = words(after, &mut suffix);
    if family.is_empty() {
        family = take_leading_family(&mut rest)
            .or_else(|| take_first_family(&mut rest))
            .unwrap_or_else(|| take_family(&mut rest));
    } else if rest.is_empty() {
        // `Anne Tremblay, Jr`: the comma parted the suffix only.
        rest = family;
        family = take_family(&mut rest);
    }
    let (mut family, rest) = (texts(family), texts(rest));
    if let Some(mask) = cut_to_initials(&rest, &family) {
        return of_initials(mask, rest, suffix);
    }
    let mask = match is_masked(text) {
        // Its family name stands first, with or without a blank behind it.
        true if is_han(text) => compact,
        true => rest.iter().chain(&family).map(String::as_str).collect::<Vec<_>>().join(" "),
        false => String::new(),
    };
    join_particles(&mut family);
    let mut rest = rest.into_iter();
    let mut name = ParsedName {
        given: rest.next().unwrap_or_default(),
        middle: rest.collect::<Vec<_>>().join(" "),
        family: family.join("-"),
        suffix,
        mask,
        reading: None,
    };
    unmask(&mut name);
    name
}

fn parse_hangul(text: &str) -> ParsedName {
    let family = hangul_family(text);
    let mut name = ParsedName {
        given: text[family.len()..].to_string(),
        family,
        mask: if is_masked(text) { text.to_string() } else { String::new() },
        ..ParsedName::default()
    };
    unmask(&mut name);
    name
}

/// The mask that a family name of one letter is, `Anne W.`, `A. W.`, as far as the given names show: whoever writes so hides the
/// rest. An initial of the given name alone, `A. Wilson`, is common and no mask.
fn cut_to_initials(given: &[String], family: &[String]) -> Option<String> {
    let is_initial = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
    };
    let [last] = family else { return None };
    if given.is_empty() || !is_initial(last) || given.iter().any(|word| is_masked(word)) {
        return None;
    }
    let words = given.iter().chain(family);
    let shown =
        words.map(|word| if is_initial(word) { format!("{word}{UNKNOWN_RUN}") } else { word.clone() });
    Some(shown.collect::<Vec<_>>().join(" "))
}

/// A name whose family name is cut to its initial.
fn of_initials(mask: String, given: Vec<String>, suffix: Suffix) -> ParsedName {
    let mut given = given.into_iter();
    ParsedName { given: given.next().unwrap_or_default(), suffix, mask, ..ParsedName::default() }
}

/// Parts with unknown positions are not compared as parts; the mask as a whole is.
fn unmask(name: &mut ParsedName) {
    for part in [&mut name.given, &mut name.middle, &mut name.family] {
        if is_masked(part) {
            part.clear();
        }
    }
}

fn is_han(text: &str) -> bool {
    Letters::of(text) == Letters::Han
}

fn is_masked(text: &str) -> bool {
    text.contains([UNKNOWN, UNKNOWN_RUN])
}

/// The family name of a name in given-family order: the last word, those that hyphens tie to it, and the particles before.
fn take_family(rest: &mut Vec<Word>) -> Vec<Word> {
    let mut family = Vec::new();
    while let Some(word) = rest.pop() {
        let tied = word.tied;
        family.insert(0, word);
        let particle = |word: &Word| PARTICLES.contains(&word.text.as_str());
        if !tied && !(rest.len() > 1 && rest.last().is_some_and(particle)) {
            break;
        }
    }
    family
}

/// The family name of a name that begins with a particle, which no given name does: `De Sousa Lucas`, `VAN DEN BERG Jan`.
fn take_leading_family(rest: &mut Vec<Word>) -> Option<Vec<Word>> {
    let particles = rest.iter().take_while(|word| LEADING.contains(&word.text.as_str())).count();
    let tied = rest.iter().skip(particles + 1).take_while(|word| word.tied).count();
    let length = particles + 1 + tied;
    if particles == 0 || length >= rest.len() {
        return None;
    }
    let given = rest.split_off(length);
    Some(std::mem::replace(rest, given))
}

/// The family name of a name that says that it begins with it: `Иванова Анна Петровна`, `Roy J. P.`, as registers of names do.
fn take_first_family(rest: &mut Vec<Word>) -> Option<Vec<Word>> {
    let words: Vec<&str> = rest.iter().map(|word| word.text.as_str()).collect();
    let (first, others) = words.split_first()?;
    let is_letter = |word: &&str| word.chars().count() == 1 && !word.starts_with(is_hangul);
    let initials = !is_letter(first) && others.iter().all(is_letter);
    let enough = others.len() >= 2 || others.len() == 1 && slavic::is_family(first);
    // Japanese and Chinese names begin with it.
    let eastern = others.len() == 1 && matches!(Letters::of(first), Letters::Han | Letters::Kana);
    if !(initials && enough || eastern || slavic::begins_with_family(&words)) {
        return None;
    }
    let given = rest.split_off(1);
    Some(std::mem::replace(rest, given))
}

/// Particles before a family name become a part of its first word: `de la roche` is `delaroche`.
fn join_particles(family: &mut Vec<String>) {
    let last = family.len().saturating_sub(1);
    let particles = family[..last].iter().take_while(|word| PARTICLES.contains(&word.as_str())).count();
    let prefix: String = family.drain(..particles).collect();
    if let Some(first) = family.first_mut() {
        first.insert_str(0, &prefix);
    }
}

/// A word of a name, folded.
struct Word {
    text: String,
    /// Does a hyphen tie it to the word before?
    tied: bool,
}

fn texts(words: Vec<Word>) -> Vec<String> {
    words.into_iter().map(|word| word.text).collect()
}

fn words(text: &str, suffix: &mut Suffix) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/' | '(' | ')');
        let end = text[from..].find(ends).map_or(text.len(), |length| from + length);
        let word: String = text[from..end]
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == UNKNOWN || *c == UNKNOWN_RUN)
            .collect();
        let tied = text[..from].ends_with('-') && !found.is_empty();
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
        // A title comes before a name; where none follows, `Doctor` is one.
        let title = || {
            found.is_empty()
                && word != "sr"
                && TITLES.contains(&word.as_str())
                && text[from..].contains(char::is_alphanumeric)
        };
        if word.is_empty() || title() {
            continue;
        }
        match suffix_of(&word) {
            Some(known) if !found.is_empty() || text.len() <= word.len() + 1 => *suffix = known,
            _ => found.push(Word { text: word, tied }),
        }
    }
    found
}

fn suffix_of(word: &str) -> Option<Suffix> {
    match word {
        "jr" | "junior" | "fils" | "jnr" => Some(Suffix::Junior),
        "sr" | "senior" | "pere" | "snr" => Some(Suffix::Senior),
        "ii" | "2nd" => Some(Suffix::Second),
        "iii" | "iv" | "3rd" | "4th" => Some(Suffix::Third),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(name: RawName<'_>) -> String {
        let name = name.parse();
        format!("{}|{}|{}|{:?}|{}", name.given, name.middle, name.family, name.suffix, name.mask)
    }

    #[test]
    fn names_are_taken_apart() {
        for (name, parts) in [
            ("Anne Tremblay", "anne||tremblay|None|"),
            ("TREMBLAY, Anne-Marie", "anne|marie|tremblay|None|"),
            ("Mme Hélène de la Durantaye", "helene||deladurantaye|None|"),
            ("Robert J. Smith Jr.", "robert|j|smith|Junior|"),
            ("Robert Smith, Jr", "robert||smith|Junior|"),
            ("Doctor, Isabel", "isabel||doctor|None|"),
            ("Dr. Isabel Roy", "isabel||roy|None|"),
            ("Denise P. Chevalier-Mendès", "denise|p|chevalier-mendes|None|"),
            ("Anne Pelletier-De Oliveira", "anne||pelletier-de-oliveira|None|"),
            ("ELEANOR K. VAN 'T ERVE", "eleanor|k|vanterve|None|"),
            ("Marie-Claude St-Amand-Roy", "marie|claude|stamand-roy|None|"),
            ("J.-P. Roy - Ott", "j|p roy|ott|None|"),
            ("Jean Roy fils", "jean||roy|Junior|"),
            ("De Sousa Lucas", "lucas||desousa|None|"),
            ("VAN DEN BERG-ROY Jan P", "jan|p|vandenberg-roy|None|"),
            ("Van Morrison", "van||morrison|None|"),
            ("Le Roux-Ott", "le||roux-ott|None|"),
            ("홍길동", "길동||홍|None|"),
            ("홍 길동", "길동||홍|None|"),
            ("남궁민수", "민수||남궁|None|"),
            ("홍*동", "||홍|None|홍*동"),
            ("KIM ***", "kim|||None|kim ***"),
            ("W*****, M******", "|||None|m****** w*****"),
            ("J. Moore", "j||moore|None|"),
            ("Roy J.P.", "j|p|roy|None|"),
            ("Иванова Анна Петровна", "анна|петровна|иванова|None|"),
            ("山下　明美", "明美||山下|None|"),
            ("Сазонова Е.", "е||сазонова|None|"),
            ("Анна И.", "анна|||None|анна и…"),
            ("Ив*** Ан**", "|||None|ив*** ан**"),
            ("後*七夏", "|||None|後*七夏"),
            ("後* 七夏", "七夏|||None|後*七夏"),
            ("Anne W.", "anne|||None|anne w…"),
            ("A. M. W.", "a|||None|a… m… w…"),
            ("W., Anne", "anne|||None|anne w…"),
            ("Cher", "||cher|None|"),
            ("David Rodgers, Ph.D.", "david||rodgers|None|"),
            ("Rodgers, David, RN, MBA", "david||rodgers|None|"),
            ("Anne Roy MD", "anne||roy|None|"),
            ("Roy, MD", "||roy|None|"),
            ("Md Rahman", "md||rahman|None|"),
            ("Kim Md", "kim||md|None|"),
            ("", "|||None|"),
        ] {
            assert_eq!(shown(RawName::Whole(name)), parts, "{name}");
        }
    }

    #[test]
    fn parts_stand_apart() {
        for (given, family, parts) in [
            ("Anne", "Tremblay-Roy", "anne||tremblay-roy|None|"),
            ("J", "O'Brien", "j||obrien|None|"),
            ("Anne", "W.", "anne|||None|anne w…"),
            ("", "홍길동", "길동||홍|None|"),
            ("길동", "홍", "길동||홍|None|"),
            ("*동", "홍", "||홍|None|홍*동"),
            ("", "van der Berg", "||vanderberg|None|"),
        ] {
            assert_eq!(shown(RawName::Parts(given, family)), parts, "{given} {family}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in ".{0,40}", other in ".{0,20}") {
            RawName::Whole(&text).parse();
            RawName::Parts(&text, &other).parse();
        }
    }
}
