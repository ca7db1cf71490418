//! Where a client is called by its name: a sheet, a file, a line above a table.

use whose_detect::lexicon::latin;
use whose_detect::lexicon::organisations::is_legal_form;
use whose_model::client::{ClientKey, normal_key};

/// A name in running words must have as many of its own, or nothing but letters of Hangul: one word names too much else.
const SEVERAL: usize = 2;
/// Syllables after which a word of Hangul names a company alone.
const LONG_WORD: usize = 4;

/// The clients of the list by what they are called.
#[derive(Debug, Clone, Default)]
pub struct ClientNames(Vec<Called>);

#[derive(Debug, Clone)]
struct Called {
    /// Key of the line.
    key: String,
    client: String,
    /// Words of the name.
    words: Vec<String>,
}

impl ClientNames {
    /// From the lines of the clients file: both keys and clients are names.
    #[must_use]
    pub fn new(lines: &[ClientKey]) -> Self {
        let called = |line: &ClientKey, name: &str| Called {
            key: line.key.clone(),
            client: line.client.clone(),
            words: words(name),
        };
        let both = lines.iter().flat_map(|line| [called(line, &line.client), called(line, &line.key)]);
        Self(
            both.filter(|called| called.words.iter().any(|word| word.chars().any(char::is_alphabetic)))
                .collect(),
        )
    }

    /// No list?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key of the client that a text is the name of, legal forms aside.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<&str> {
        let own = words(text);
        if own.is_empty() {
            return None;
        }
        let same = |called: &Called| {
            called.words == own
                || without_form(&called.words) == without_form(&own)
                || normal_key(&called.key) == normal_key(text)
        };
        only(self.0.iter().filter(|called| same(called)))
    }

    /// The key of the only client whose whole name stands among the words of a text.
    #[must_use]
    pub fn within(&self, text: &str) -> Option<&str> {
        let own = words(text);
        let found: Vec<(&Called, &[String])> = self
            .0
            .iter()
            .filter_map(|called| {
                let whole = Some(called.words.as_slice()).filter(|name| stands_in(name, &own));
                let short = || Some(without_form(&called.words)).filter(|name| stands_in(name, &own));
                Some((called, whole.or_else(short)?))
            })
            .collect();
        // `Maple Books Online` is not `Maple Books`.
        let longer = |name: &[String]| {
            found.iter().any(|(_, other)| {
                other.len() > name.len() && other.windows(name.len()).any(|run| run == name)
            })
        };
        only(found.iter().filter(|(_, name)| !longer(name)).map(|(called, _)| *called))
    }
}

/// The key that all of these have in common, by their client.
fn only<'a>(mut called: impl Iterator<Item = &'a Called>) -> Option<&'a str> {
    let first = called.next()?;
    called.all(|other| other.client == first.client).then_some(first.key.as_str())
}

/// Is a name long enough to be told among other words, and is it there?
fn stands_in(name: &[String], text: &[String]) -> bool {
    let hangul = |word: &String| word.chars().all(whose_detect::lexicon::korean::is_hangul);
    let tells = name.len() >= SEVERAL
        || name.first().is_some_and(|word| hangul(word) && word.chars().count() >= LONG_WORD);
    tells && text.windows(name.len()).any(|run| run == name)
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<String> {
    let folded = latin::fold(text);
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// A name without the legal form at its end.
fn without_form(words: &[String]) -> &[String] {
    match words {
        [name @ .., form] if !name.is_empty() && is_legal_form(form) => name,
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> ClientNames {
        let line = |key: &str, client: &str| ClientKey { key: key.into(), client: client.into() };
        ClientNames::new(&[
            line("Northwind Traders", "Northwind Traders"),
            line("70-112", "Contoso Ltd"),
            line("MAPLE1", "Maple Books Inc."),
            line("MAPLE2", "Maple Books Online"),
            line("hw", "한화손해보험"),
        ])
    }

    #[test]
    fn a_sheet_or_a_stated_client_is_the_whole_name() {
        for (text, key) in [
            ("northwind traders", Some("Northwind Traders")),
            ("Contoso", Some("70-112")),
            ("CONTOSO, Ltd.", Some("70-112")),
            ("70112", Some("70-112")),
            ("Maple Books", Some("MAPLE1")),
            ("Maple", None),
            ("Contoso deliveries", None),
            ("", None),
        ] {
            assert_eq!(names().named(text), key, "{text}");
        }
    }

    #[test]
    fn among_other_words_a_name_has_several_of_its_own() {
        for (text, key) in [
            ("Northwind Traders - deliveries 2021", Some("Northwind Traders")),
            ("DELIVERY REPORT FOR CONTOSO LTD", Some("70-112")),
            ("contoso deliveries", None),
            ("maple_books_online_2020", Some("MAPLE2")),
            ("maple books 2020", Some("MAPLE1")),
            ("한화손해보험 출동 2014", Some("hw")),
            ("Northwind Traders and Contoso Ltd", None),
        ] {
            assert_eq!(names().within(text), key, "{text}");
        }
    }
}
