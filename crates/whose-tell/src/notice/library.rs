//! The templates that there are: those built in, and those of a folder that take their place.

use std::collections::BTreeMap;

use crate::Language;
use crate::law::{Law, Recipient};

/// What a notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first notice to someone who is confirmed.
    First,
    /// To someone who is possibly affected, or while not all is known.
    Interim,
    /// What is known now, after an earlier notice.
    FollowUp,
    /// An earlier notice does not hold.
    Withdrawal,
    /// The report to an authority.
    Regulator,
    /// The contractor's notice to a client.
    Client,
    /// The statement for everyone, where people cannot be reached.
    Public,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::First,
        Self::Interim,
        Self::FollowUp,
        Self::Withdrawal,
        Self::Regulator,
        Self::Client,
        Self::Public,
    ];

    /// Kinds that are for one person.
    pub const TO_PEOPLE: [Self; 4] = [Self::First, Self::Interim, Self::FollowUp, Self::Withdrawal];
    /// Kinds that are filled in from the case.
    pub const OF_THE_CASE: [Self; 3] = [Self::Regulator, Self::Client, Self::Public];

    /// Whose duties rule its content; none: nobody's.
    #[must_use]
    pub const fn recipient(self) -> Option<Recipient> {
        match self {
            Self::First | Self::Interim | Self::FollowUp | Self::Withdrawal => Some(Recipient::Person),
            Self::Regulator => Some(Recipient::Regulator),
            Self::Client | Self::Public => None,
        }
    }

    /// As it is written in the name of a file.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Interim => "interim",
            Self::FollowUp => "follow-up",
            Self::Withdrawal => "withdrawal",
            Self::Regulator => "regulator",
            Self::Client => "client",
            Self::Public => "public",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Folder of the templates that every jurisdiction uses which has none of its own.
pub const GENERAL: &str = "general";

macro_rules! built_in {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("../../notices/", $path)))),*] };
}

/// The built-in templates: `JURISDICTION/KIND.LANGUAGE.md`.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "general/first.en.md",
    "general/first.fr.md",
    "general/first.ko.md",
    "general/interim.en.md",
    "general/interim.fr.md",
    "general/interim.ko.md",
    "general/follow-up.en.md",
    "general/follow-up.fr.md",
    "general/follow-up.ko.md",
    "general/withdrawal.en.md",
    "general/withdrawal.fr.md",
    "general/withdrawal.ko.md",
    "general/regulator.en.md",
    "general/regulator.fr.md",
    "general/regulator.ko.md",
    "general/client.en.md",
    "general/client.fr.md",
    "general/client.ko.md",
    "general/public.en.md",
    "general/public.fr.md",
    "general/public.ko.md",
    "ca/regulator.en.md",
    "ca/regulator.fr.md",
    "ca-qc/regulator.en.md",
    "ca-qc/regulator.fr.md",
    "kr/first.ko.md",
    "kr/interim.ko.md",
    "kr/follow-up.ko.md",
    "us/first.en.md",
    "us/follow-up.en.md",
    "us-tx/regulator.en.md",
    "us-ca/first.en.md",
    "us-ca/follow-up.en.md",
    "us-ma/first.en.md",
    "us-ma/interim.en.md",
    "us-ma/follow-up.en.md",
    "us-ma/withdrawal.en.md",
];

/// Templates by path.
#[derive(Debug, Clone)]
pub struct Library(BTreeMap<String, String>);

impl Default for Library {
    fn default() -> Self {
        Self(BUILT_IN.iter().map(|(path, text)| ((*path).to_string(), (*text).to_string())).collect())
    }
}

impl Library {
    /// Puts a template in the place of a built-in one, or beside them.
    ///
    /// # Errors
    /// When the path names no jurisdiction, kind or language.
    pub fn put(&mut self, law: &Law, path: &str, text: String) -> Result<(), String> {
        let parts =
            path.strip_suffix(".md").and_then(|path| path.split_once('/')).and_then(|(folder, rest)| {
                let (kind, language) = rest.split_once('.')?;
                Some((folder, kind, language))
            });
        let Some((folder, kind, language)) = parts else {
            return Err("a template is named JURISDICTION/KIND.LANGUAGE.md, as kr/first.ko.md".to_string());
        };
        if folder != GENERAL && law.jurisdiction(folder).is_none() {
            let known: Vec<&str> = law.jurisdictions().iter().map(|one| one.code.as_str()).collect();
            return Err(format!("there is no jurisdiction {folder}: {GENERAL}, {}", known.join(", ")));
        }
        if Kind::from_code(kind).is_none() {
            let known = Kind::ALL.map(Kind::code).join(", ");
            return Err(format!("there is no kind {kind}: {known}"));
        }
        if Language::from_code(language).is_none() {
            return Err(format!("there is no language {language}: en, ko, fr"));
        }
        self.0.insert(path.to_string(), text);
        Ok(())
    }

    /// The kind of a template, by its path.
    #[must_use]
    pub fn kind_of(path: &str) -> Option<Kind> {
        let (_, file) = path.rsplit_once('/')?;
        Kind::from_code(file.split('.').next()?)
    }

    /// All, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The template for a jurisdiction: its own, else that of the whole it is a part of, else the general one.
    #[must_use]
    pub fn find(
        &self,
        law: &Law,
        jurisdiction: &str,
        kind: Kind,
        language: Language,
    ) -> Option<(&str, &str)> {
        let mut folder = jurisdiction;
        loop {
            let path = format!("{folder}/{}.{}.md", kind.code(), language.code());
            if let Some((path, text)) = self.0.get_key_value(&path) {
                return Some((path, text));
            }
            if folder == GENERAL {
                return None;
            }
            folder = law.jurisdiction(folder).and_then(|one| one.parent.as_deref()).unwrap_or(GENERAL);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_of_the_folder_is_in_the_list() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("notices");
        let mut there = BTreeSet::new();
        for one in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            for file in std::fs::read_dir(one.path()).unwrap().map(|entry| entry.unwrap()) {
                let (folder, file) = (one.file_name(), file.file_name());
                there.insert(format!("{}/{}", folder.to_string_lossy(), file.to_string_lossy()));
            }
        }
        assert_eq!(there, BUILT_IN.iter().map(|(path, _)| (*path).to_string()).collect());
    }

    #[test]
    fn a_part_takes_the_template_of_the_whole_then_the_general_one() {
        let law = Law::load().unwrap();
        let library = Library::default();
        let path = |code| library.find(&law, code, Kind::First, Language::English).unwrap().0;
        assert_eq!(path("us-ca"), "us-ca/first.en.md");
        assert_eq!(path("us-tx"), "us/first.en.md");
        assert_eq!(path("au"), "general/first.en.md");
    }

    #[test]
    fn a_file_that_is_named_wrongly_is_refused() {
        let law = Law::load().unwrap();
        let put = |path: &str| Library::default().put(&law, path, String::new()).unwrap_err();
        assert!(put("readme.md").contains("JURISDICTION/KIND.LANGUAGE.md"));
        assert!(put("xx/first.en.md").contains("no jurisdiction xx"));
        assert!(put("kr/second.ko.md").contains("no kind second"));
        assert!(put("kr/first.de.md").contains("no language de"));
    }
}
