//! What a model's labels mean.
//!
//! Labels come plain (`PER`), with a prefix (`B-PER`, `I-PER`, `U-PER`) or with a suffix (`PER-B`). Their names differ from
//! model to model; the usual ones are known here, and `labels.toml` says what others mean:
//!
//! ```toml
//! [labels]
//! VICTIM = "person"
//! WARD = "place"
//! DOCTOR = "none"
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::error::{ModelError, read};

/// What a kind of label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Person,
    /// An address, or its street.
    Address,
    /// What alone is no address: a number, a unit, a postal code.
    AddressPart,
    Place,
}

/// Number of meanings.
pub(crate) const MEANINGS: usize = 4;

/// One kind of label, whatever its prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    pub name: String,
    pub meaning: Meaning,
}

/// One score of the model: of which kind, and whether a name begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    pub kind: usize,
    pub begins: bool,
}

/// The labels of a model. What means nothing here has no tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labels {
    pub kinds: Vec<Kind>,
    /// In the order of the model's scores.
    pub tags: Vec<Option<Tag>>,
}

/// Of `config.json`, what is needed.
#[derive(Debug, Deserialize)]
pub(crate) struct Config {
    id2label: BTreeMap<String, String>,
    #[serde(default)]
    pub max_position_embeddings: Option<usize>,
    #[serde(default)]
    pub pad_token_id: Option<u32>,
}

impl Config {
    /// Reads `config.json`.
    pub(crate) fn read(file: &Path) -> Result<Self, ModelError> {
        serde_json::from_str(&read(file)?).map_err(|why| ModelError::unusable(file, why))
    }

    /// The labels in the order of the scores.
    fn names(&self) -> Option<Vec<&str>> {
        (0..self.id2label.len())
            .map(|number| self.id2label.get(&number.to_string()).map(String::as_str))
            .collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelsFile {
    labels: BTreeMap<String, Said>,
}

/// What the user says that a label means.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Said {
    Person,
    Address,
    Place,
    None,
}

impl Said {
    const fn meaning(self) -> Option<Meaning> {
        match self {
            Self::Person => Some(Meaning::Person),
            Self::Address => Some(Meaning::Address),
            Self::Place => Some(Meaning::Place),
            Self::None => None,
        }
    }
}

impl Labels {
    /// The labels of `config.json`, with what `labels.toml`, where it exists, says of them.
    pub(crate) fn read(config: &Config, file: &Path, said: &Path) -> Result<Self, ModelError> {
        let names = config.names().ok_or_else(|| {
            ModelError::unusable(file, "the numbers of id2label must run from 0 without a gap")
        })?;
        let told = if said.exists() {
            let told: LabelsFile =
                toml::from_str(&read(said)?).map_err(|why| ModelError::unusable(said, why.message()))?;
            told.labels
        } else {
            BTreeMap::new()
        };
        let kinds: Vec<&str> = names.iter().map(|name| split(name).0).collect();
        if let Some(unknown) = told.keys().find(|label| !kinds.contains(&label.as_str())) {
            return Err(ModelError::unusable(said, format!("the model has no label {unknown}")));
        }
        let labels =
            Self::of(&names, |kind| told.get(kind).map_or_else(|| usual(kind), |said| said.meaning()));
        if labels.kinds.is_empty() {
            let why = format!(
                "none of its labels is known to mean a person, an address or a place. Say in {} what they mean",
                said.display()
            );
            return Err(ModelError::unusable(file, why));
        }
        Ok(labels)
    }

    fn of(names: &[&str], meaning: impl Fn(&str) -> Option<Meaning>) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        let tags = names
            .iter()
            .map(|label| {
                let (name, begins) = split(label);
                let meaning = meaning(name)?;
                let kind = kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
                    kinds.push(Kind { name: name.to_string(), meaning });
                    kinds.len() - 1
                });
                Some(Tag { kind, begins })
            })
            .collect();
        Self { kinds, tags }
    }
}

/// A label without its mark of position, and whether that says that a name begins there.
fn split(label: &str) -> (&str, bool) {
    let mark = |mark: &str| match mark {
        "B" | "S" | "U" => Some(true),
        "I" | "E" | "L" | "M" => Some(false),
        _ => None,
    };
    let first = label.split_once(['-', '_']).and_then(|(head, name)| Some((name, mark(head)?)));
    let last = || label.rsplit_once(['-', '_']).and_then(|(name, tail)| Some((name, mark(tail)?)));
    first.or_else(last).unwrap_or((label, false))
}

/// What a label means by its usual name. Names as they stand in the configurations of public models: CoNLL and OntoNotes
/// (PER, LOC, GPE), KLUE (PS, LC), i2b2 (PATIENT, DOCTOR), and the sets for personal data (FIRSTNAME, GIVEN_NAME, STREET).
fn usual(label: &str) -> Option<Meaning> {
    const PERSON: &str = "PER PERS PERSON PS NAME PERSONNAME FULLNAME FIRSTNAME GIVENNAME MIDDLENAME LASTNAME SURNAME \
                          FAMILYNAME PATIENT DOCTOR";
    const ADDRESS: &str = "ADDRESS STREET STREETADDRESS STREETNAME FULLADDRESS POSTALADDRESS HOMEADDRESS";
    const PART: &str =
        "BUILDINGNUMBER BUILDINGNUM HOUSENUMBER SECONDARYADDRESS ZIPCODE ZIP POSTCODE POSTALCODE";
    const PLACE: &str = "LOC LOCATION LC GPE CITY TOWN STATE PROVINCE REGION COUNTY COUNTRY PLACE";
    let name: String = label.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    let known = [
        (PERSON, Meaning::Person),
        (ADDRESS, Meaning::Address),
        (PART, Meaning::AddressPart),
        (PLACE, Meaning::Place),
    ];
    known
        .into_iter()
        .find(|(names, _)| names.split_ascii_whitespace().any(|known| known == name))
        .map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_position_stand_before_or_behind() {
        for (label, name, begins) in [
            ("B-PER", "PER", true),
            ("I-PER", "PER", false),
            ("U-PER", "PER", true),
            ("L-PER", "PER", false),
            ("PER-B", "PER", true),
            ("PS-I", "PS", false),
            ("PERSON", "PERSON", false),
            ("GIVEN_NAME", "GIVEN_NAME", false),
            ("B-GIVEN_NAME", "GIVEN_NAME", true),
            ("O", "O", false),
        ] {
            assert_eq!(split(label), (name, begins), "{label}");
        }
    }

    #[test]
    fn usual_names_are_known_and_others_are_ignored() {
        let labels = Labels::of(&["O", "B-PER", "I-PER", "B-ORG", "STREET_ADDRESS", "gpe"], usual);
        let names: Vec<(&str, Meaning)> =
            labels.kinds.iter().map(|kind| (kind.name.as_str(), kind.meaning)).collect();
        let expected =
            [("PER", Meaning::Person), ("STREET_ADDRESS", Meaning::Address), ("gpe", Meaning::Place)];
        assert_eq!(names, expected);
        assert_eq!(labels.tags[2], Some(Tag { kind: 0, begins: false }));
        assert_eq!((labels.tags[0], labels.tags[3]), (None, None));
    }

    fn labels(config: &str, said: Option<&str>) -> Result<Labels, String> {
        let dir = tempfile::tempdir().unwrap();
        let (file, told) = (dir.path().join("config.json"), dir.path().join("labels.toml"));
        std::fs::write(&file, config).unwrap();
        if let Some(said) = said {
            std::fs::write(&told, said).unwrap();
        }
        Config::read(&file)
            .and_then(|config| Labels::read(&config, &file, &told))
            .map_err(|error| error.to_string().replace(&dir.path().display().to_string(), ""))
    }

    #[test]
    fn the_file_beside_it_overrules_the_usual_names() {
        let config = r#"{"id2label": {"0": "O", "1": "B-PER", "2": "WARD"}}"#;
        let read = labels(config, Some("[labels]\nPER = \"none\"\nWARD = \"place\"\n")).unwrap();
        assert_eq!(read.kinds, [Kind { name: "WARD".into(), meaning: Meaning::Place }]);
    }

    #[test]
    fn what_is_wrong_names_its_file() {
        let one = r#"{"id2label": {"0": "O", "1": "PER"}}"#;
        for (config, said, words) in [
            ("{", None, "/config.json cannot be used"),
            ("{}", None, "missing field `id2label`"),
            (r#"{"id2label": {"0": "O", "2": "PER"}}"#, None, "/config.json cannot be used: the numbers"),
            (r#"{"id2label": {"0": "O", "1": "ORG"}}"#, None, "Say in /labels.toml"),
            (
                one,
                Some("[labels]\nWARD = \"place\"\n"),
                "/labels.toml cannot be used: the model has no label WARD",
            ),
            (one, Some("[labels]\nPER = \"dog\"\n"), "/labels.toml cannot be used: unknown variant `dog`"),
        ] {
            let error = labels(config, said).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
