//! The words of the report and the notices: one file a language in `words/`, and how a language writes numbers, dates and lists.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use whose_model::{Label, Role};

use crate::{Report, TellError};

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
    /// French.
    French,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Korean, Self::French];

    /// `en`, `ko`, `fr`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
            Self::French => "fr",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The words of a label in this language.
    #[must_use]
    pub fn label(self, label: &Label) -> &str {
        match self {
            Self::English => &label.en,
            Self::Korean => &label.ko,
            Self::French => &label.fr,
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::English => include_str!("../words/en.toml"),
            Self::Korean => include_str!("../words/ko.toml"),
            Self::French => include_str!("../words/fr.toml"),
        }
    }
}

/// A phrase, with another form for one where the language has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Phrase {
    Always(String),
    ByNumber { one: String, many: String },
}

/// Phrases by section and name.
type Sections = BTreeMap<String, BTreeMap<String, Phrase>>;

/// Each language is read once: a page of the lookup is made for everyone who asks.
static READ: [OnceLock<Arc<Sections>>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];

/// The words of one language.
pub(crate) struct Words {
    language: Language,
    sections: Arc<Sections>,
}

impl Words {
    pub(crate) fn of(language: Language) -> Result<Self, TellError> {
        let read = &READ[language as usize];
        if let Some(sections) = read.get() {
            return Ok(Self { language, sections: Arc::clone(sections) });
        }
        let sections: Sections = toml::from_str(language.file()).map_err(|error: toml::de::Error| {
            TellError::Words { language: language.code(), reason: error.message().to_string() }
        })?;
        Ok(Self { language, sections: Arc::clone(read.get_or_init(|| Arc::new(sections))) })
    }

    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn code(&self) -> &'static str {
        self.language.code()
    }

    fn find(&self, key: &str) -> Option<&Phrase> {
        let (section, name) = key.split_once('.')?;
        self.sections.get(section)?.get(name)
    }

    /// The words of a key, `section.name`. A key that is not there shows itself; a test asks for every key.
    pub(crate) fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.say_or(key, key)
    }

    /// The words of a key that need not be there.
    pub(crate) fn say_or<'a>(&'a self, key: &str, otherwise: &'a str) -> &'a str {
        match self.find(key) {
            Some(Phrase::Always(words) | Phrase::ByNumber { many: words, .. }) => words,
            None => otherwise,
        }
    }

    /// The words of a key, `{name}` replaced by the value of that name.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.say(key), values)
    }

    /// The same for a number: its form for one or many, `{n}` replaced by the number.
    pub(crate) fn count(&self, key: &str, n: u64, values: &[(&str, &str)]) -> String {
        let words = match self.find(key) {
            Some(Phrase::ByNumber { one, .. }) if self.is_one(n) => one,
            _ => self.say(key),
        };
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        fill(words, &all)
    }

    /// French says zero in the singular.
    fn is_one(&self, n: u64) -> bool {
        n == 1 || n == 0 && self.language == Language::French
    }

    pub(crate) fn label<'a>(&self, label: &'a Label) -> &'a str {
        self.language.label(label)
    }

    /// The name of a category; its code where the case does not know it.
    pub(crate) fn category<'a>(&self, report: &'a Report, code: &'a str) -> &'a str {
        report.category(code).map_or(code, |category| self.label(&category.label))
    }

    /// The name of a role; its code where this version does not know it.
    pub(crate) fn role<'a>(&self, code: &'a str) -> &'a str {
        Role::from_code(code).map_or(code, |role| role.label()[self.language as usize])
    }

    /// `950,000`.
    pub(crate) fn number(&self, n: u64) -> String {
        let separator = if self.language == Language::French { '\u{202f}' } else { ',' };
        grouped(n, separator)
    }

    /// Share of a whole, one decimal. Never rounded to nothing or to all.
    pub(crate) fn percent(&self, part: u64, whole: u64) -> String {
        let (sign, digits) = percent_digits(part, whole);
        match self.language {
            Language::French => format!("{sign}{}\u{202f}%", digits.replace('.', ",")),
            _ => format!("{sign}{digits}%"),
        }
    }

    /// A number with one decimal.
    pub(crate) fn decimal(&self, tenths: u64) -> String {
        let point = if self.language == Language::French { ',' } else { '.' };
        format!("{}{point}{}", self.number(tenths / 10), tenths % 10)
    }

    /// `35.3 GB`: decimal units, one decimal.
    pub(crate) fn bytes(&self, bytes: u64) -> String {
        let units = ["units.kb", "units.mb", "units.gb", "units.tb", "units.pb"];
        let mut divisor: u128 = 1_000;
        let Some(mut unit) = (bytes >= 1_000).then_some(0) else {
            return self.count("units.bytes", bytes, &[]);
        };
        // A thousand of a unit, also after rounding, is one of the next.
        while unit + 1 < units.len() && u128::from(bytes) * 10 >= divisor * 9_999 + divisor / 2 {
            divisor *= 1_000;
            unit += 1;
        }
        let tenths = (u128::from(bytes) * 10 + divisor / 2) / divisor;
        format!("{}\u{a0}{}", self.decimal(tenths as u64), self.say(units[unit]))
    }

    /// A day, from `YYYY-MM-DD`.
    pub(crate) fn day(&self, iso: &str) -> String {
        let parts: Vec<&str> = iso.split('-').collect();
        let [year, month, day] = parts[..] else { return iso.to_string() };
        let day = day.trim_start_matches('0');
        let month = self.month_name(month);
        match self.language {
            Language::English => format!("{day} {month} {year}"),
            Language::Korean => format!("{year}년 {month} {day}일"),
            Language::French if day == "1" => format!("1er {month} {year}"),
            Language::French => format!("{day} {month} {year}"),
        }
    }

    /// A month, from `YYYY-MM`.
    pub(crate) fn month(&self, iso: &str) -> String {
        let Some((year, month)) = iso.split_once('-') else { return iso.to_string() };
        let month = self.month_name(month);
        match self.language {
            Language::Korean => format!("{year}년 {month}"),
            _ => format!("{month} {year}"),
        }
    }

    fn month_name<'a>(&'a self, month: &'a str) -> &'a str {
        self.say_or(&format!("months.m{month}"), month)
    }

    /// `a, b and c`.
    pub(crate) fn list(&self, items: &[&str]) -> String {
        joined(items, self.say("page.and"))
    }

    /// `a, b or c`.
    pub(crate) fn alternatives(&self, items: &[&str]) -> String {
        joined(items, self.say("page.or"))
    }

    /// Names of categories, as a list.
    pub(crate) fn categories(&self, report: &Report, codes: &[String]) -> String {
        self.list(&codes.iter().map(|code| self.category(report, code)).collect::<Vec<_>>())
    }
}

fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(words.len() + 32);
    let mut rest = words;
    // One pass, so that a value with braces in it is not filled in turn.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&format!("{{{name}}}")),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn joined(items: &[&str], last_with: &str) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{}{last_with}{last}", first.join(", ")),
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// Sign (`<`, `>` or nothing) and digits of a share in percent. Whole-number arithmetic: the same everywhere.
pub(crate) fn percent_digits(part: u64, whole: u64) -> (&'static str, String) {
    if whole == 0 {
        return ("", "0.0".to_string());
    }
    let permille = ((u128::from(part) * 2_000 + u128::from(whole)) / (u128::from(whole) * 2)) as u64;
    match permille {
        0 if part > 0 => ("<", "0.1".to_string()),
        1_000 if part < whole => (">", "99.9".to_string()),
        _ => ("", format!("{}.{}", permille / 10, permille % 10)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn placeholders(phrase: &str) -> BTreeSet<&str> {
        phrase.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    fn phrases(words: &Words) -> BTreeMap<String, BTreeSet<&str>> {
        let mut found = BTreeMap::new();
        for (section, entries) in words.sections.iter().filter(|(name, _)| *name != "remedy") {
            for (name, phrase) in entries {
                let (Phrase::Always(words) | Phrase::ByNumber { many: words, .. }) = phrase;
                found.insert(format!("{section}.{name}"), placeholders(words));
            }
        }
        found
    }

    #[test]
    fn every_language_has_the_same_keys_with_the_same_values() {
        let english = Words::of(Language::English).unwrap();
        for language in Language::ALL {
            let words = Words::of(language).unwrap();
            let (wanted, found) = (phrases(&english), phrases(&words));
            let missing: Vec<_> =
                wanted.iter().filter(|(key, value)| found.get(*key) != Some(*value)).collect();
            let extra: Vec<_> = found.keys().filter(|key| !wanted.contains_key(*key)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{}: {missing:?} {extra:?}", language.code());
        }
    }

    #[test]
    fn every_word_is_used() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let templates = ["templates/report.html", "templates/lookup.html", "src/words.rs", "src/summary.rs"];
        let mut files: Vec<_> = templates.map(|file| here.join(file)).into();
        for folder in ["src/page", "src/page/parts", "src/notice", "src/lookup"] {
            files.extend(std::fs::read_dir(here.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
        }
        let code: String = files
            .iter()
            .filter(|file| file.is_file())
            .map(|file| std::fs::read_to_string(file).unwrap())
            .collect();
        let made_up = [
            "months",
            "gap",
            "group",
            "headline",
            "remedy",
            "consequence",
            "step",
            "package_file",
            "enquiry",
        ];
        let unused: Vec<String> = phrases(&Words::of(Language::English).unwrap())
            .into_keys()
            .filter(|key| !made_up.contains(&key.split('.').next().unwrap()))
            .filter(|key| !code.contains(&format!("\"{key}\"")))
            .collect();
        assert_eq!(unused, Vec::<String>::new());
    }

    #[test]
    fn every_reason_of_a_gap_has_words() {
        for language in Language::ALL {
            let words = Words::of(language).unwrap();
            for reason in whose_model::GapReason::ALL {
                let code = reason.code();
                assert!(words.find(&format!("gap.{code}")).is_some(), "{} {code}", language.code());
                // English remedies stand in the table itself.
                let in_words = words.find(&format!("remedy.{code}")).is_some();
                assert_eq!(in_words, language != Language::English, "{} {code}", language.code());
            }
        }
    }

    #[test]
    fn numbers_dates_and_lists_as_each_language_writes_them() {
        let [english, korean, french] = Language::ALL.map(|language| Words::of(language).unwrap());
        assert_eq!(english.number(1_950_000), "1,950,000");
        assert_eq!(french.number(950_000), "950\u{202f}000");
        assert_eq!(french.percent(970, 1_000), "97,0\u{202f}%");
        assert_eq!(english.day("2016-07-01"), "1 July 2016");
        assert_eq!(korean.day("2011-05-13"), "2011년 5월 13일");
        assert_eq!(french.day("2016-08-01"), "1er août 2016");
        assert_eq!(english.list(&["name", "e-mail", "phone"]), "name, e-mail and phone");
        assert_eq!(english.bytes(999), "999 bytes");
        assert_eq!(english.bytes(999_960), "1.0\u{a0}MB");
        assert_eq!(english.bytes(35_300_000_000), "35.3\u{a0}GB");
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_to_all() {
        for (part, whole, wanted) in [
            (0, 10, "0.0"),
            (1, 1_000_000, "<0.1"),
            (970, 1_000, "97.0"),
            (999_999, 1_000_000, ">99.9"),
            (5, 5, "100.0"),
            (0, 0, "0.0"),
            (u64::MAX, u64::MAX, "100.0"),
        ] {
            let (sign, digits) = percent_digits(part, whole);
            assert_eq!(format!("{sign}{digits}"), wanted, "{part} of {whole}");
        }
    }

    #[test]
    fn a_value_with_braces_is_not_filled_in_turn() {
        assert_eq!(fill("{a} of {b} {", &[("a", "{b}"), ("b", "2")]), "{b} of 2 {");
    }
}
