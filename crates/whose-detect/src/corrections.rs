//! Corrected layouts: a file that a person edited, which always wins.

use serde::{Deserialize, Serialize};
use whose_model::tables::LayoutRow;
use whose_model::{Categories, Role};

use crate::hash::StableHash;
use crate::layout::DecidedBy;

/// Why a layout file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    /// It is no TOML, or has other fields.
    #[error("the layout file is not as `whose layout` writes it: {0}")]
    Form(String),
    /// A category that does not exist.
    #[error("column {column}: there is no category {category}")]
    Category {
        /// Name of the column.
        column: String,
        /// What stands in the file.
        category: String,
    },
    /// A role that does not exist.
    #[error("column {column}: there is no role {role}")]
    Role {
        /// Name of the column.
        column: String,
        /// What stands in the file.
        role: String,
    },
}

/// What a column was corrected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    source: Option<u64>,
    table: String,
    number: Option<u32>,
    name: String,
    /// Category code; none: holds no personal data.
    pub category: Option<String>,
    /// Role, where one is given.
    pub role: Option<Role>,
}

/// The corrections of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    list: Vec<Correction>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "column")]
    columns: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default)]
    table: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    name: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    role: String,
    /// A line that was not changed keeps `inferred`, and is inferred again.
    #[serde(default)]
    decided_by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    evidence: String,
}

impl Entry {
    fn is_a_persons(&self) -> bool {
        ![DecidedBy::Inferred, DecidedBy::Elsewhere].iter().any(|one| one.code() == self.decided_by)
    }
}

impl Corrections {
    /// Reads a layout file. Lines whose `decided_by` is still `inferred` or `elsewhere` are no corrections.
    ///
    /// # Errors
    /// When it is no layout file, or names a role that does not exist.
    pub fn parse(text: &str) -> Result<Self, CorrectionError> {
        let file: File =
            toml::from_str(text).map_err(|error| CorrectionError::Form(error.message().to_string()))?;
        let list = file
            .columns
            .into_iter()
            .filter(Entry::is_a_persons)
            .map(Correction::of)
            .collect::<Result<_, _>>()?;
        Ok(Self { list })
    }

    /// None at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The corrections that are of one source or of none in particular.
    #[must_use]
    pub fn of_source(&self, source: u64) -> Self {
        let list = self
            .list
            .iter()
            .filter(|one| one.source.is_none_or(|wanted| wanted == source))
            .cloned()
            .collect();
        Self { list }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Tells whether the corrections of a source are still those it was read with; `None` when it has none.
    #[must_use]
    pub fn fingerprint(&self, source: u64) -> Option<String> {
        let mut hash = StableHash::default();
        let mut any = false;
        for one in self.list.iter().filter(|one| one.source.is_none_or(|wanted| wanted == source)) {
            any = true;
            hash.text(&one.table);
            hash.number(one.number.map_or(u64::MAX, u64::from));
            hash.text(&one.name);
            hash.text(one.category.as_deref().unwrap_or_default());
            hash.text(one.role.map_or("", Role::code));
        }
        any.then(|| format!("{:016x}", hash.finish()))
    }

    /// Category codes that they name.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.list.iter().filter_map(|one| one.category.as_deref())
    }

    /// Takes a file that was edited: a line that no longer says what the layouts say is a correction, whether or not it
    /// says so itself.
    ///
    /// # Errors
    /// When it is no layout file, or names a role or category that does not exist.
    pub fn parse_edited(
        text: &str,
        current: &[LayoutRow],
        categories: &Categories,
    ) -> Result<Self, CorrectionError> {
        let file: File =
            toml::from_str(text).map_err(|error| CorrectionError::Form(error.message().to_string()))?;
        let mut list = Vec::new();
        for entry in file.columns {
            if !entry.category.is_empty() && categories.by_code(&entry.category).is_none() {
                return Err(CorrectionError::Category { column: entry.name, category: entry.category });
            }
            let was_corrected = entry.is_a_persons();
            let one = Correction::of(entry)?;
            let same = current.iter().any(|row| one.is_of(row) && one.says(row));
            if was_corrected || !same {
                list.push(one);
            }
        }
        Ok(Self { list })
    }

    /// The corrections as a file that [`Corrections::parse`] reads.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let columns = self
            .list
            .iter()
            .map(|one| Entry {
                source: one.source.map(|source| format!("{source:016x}")),
                table: one.table.clone(),
                number: one.number,
                name: one.name.clone(),
                category: one.category.clone().unwrap_or_default(),
                role: one.role.map_or_else(String::new, |role| role.code().to_string()),
                decided_by: "corrected".to_string(),
                evidence: String::new(),
            })
            .collect();
        toml::to_string(&File { columns }).unwrap_or_default()
    }

    /// The correction of a column, if there is one.
    #[must_use]
    pub fn find(&self, table: &str, number: usize, name: &str) -> Option<&Correction> {
        self.list.iter().find(|one| {
            one.table == table
                && one.name == name
                && one.number.is_none_or(|wanted| wanted as usize == number)
        })
    }
}

impl Correction {
    fn is_of(&self, row: &LayoutRow) -> bool {
        self.source.is_none_or(|source| source == row.source)
            && self.table == row.table_name
            && self.name == row.column_name
            && self.number.is_none_or(|number| number == row.column)
    }

    fn says(&self, row: &LayoutRow) -> bool {
        self.category == row.category && self.role.is_none_or(|role| role.code() == row.role)
    }

    fn of(entry: Entry) -> Result<Self, CorrectionError> {
        let role = match entry.role.as_str() {
            "" => None,
            code => Some(Role::from_code(code).ok_or_else(|| CorrectionError::Role {
                column: entry.name.clone(),
                role: code.to_string(),
            })?),
        };
        Ok(Self {
            source: entry.source.and_then(|source| u64::from_str_radix(&source, 16).ok()),
            table: entry.table,
            number: entry.number,
            name: entry.name,
            category: Some(entry.category).filter(|code| !code.is_empty()),
            role,
        })
    }
}

/// The layout file: one block per column, to be edited. A changed block must say `decided_by = "corrected"`.
#[must_use]
pub fn layouts_to_toml(rows: &[LayoutRow]) -> String {
    let columns = rows
        .iter()
        .map(|row| Entry {
            source: Some(format!("{:016x}", row.source)),
            table: row.table_name.clone(),
            number: Some(row.column),
            name: row.column_name.clone(),
            category: row.category.clone().unwrap_or_default(),
            role: row.role.clone(),
            decided_by: row.decided_by.clone(),
            evidence: row.evidence.clone(),
        })
        .collect();
    let head = "# What each column was taken for. To correct one, change `category` (a code; \"\" for none) or `role`,\n\
                # then: whose layout --case DIR --apply layout.toml\n\n";
    let body = toml::to_string(&File { columns }).unwrap_or_default();
    format!("{head}{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> LayoutRow {
        LayoutRow {
            source: 255,
            table: 0,
            table_name: "kunden".into(),
            column: 2,
            column_name: "x".into(),
            category: Some("email".into()),
            role: "customer".into(),
            certainty: 0.5,
            evidence: "by its name".into(),
            decided_by: "inferred".into(),
            values: 1,
            found: 1,
            masked: 0,
            mask_rule: None,
            lookalikes: 0,
            shape: String::new(),
        }
    }

    #[test]
    fn what_was_written_is_read_and_only_corrected_lines_count() {
        let written = layouts_to_toml(&[row()]);
        assert!(Corrections::parse(&written).unwrap().is_empty());
        let corrected =
            written.replace("\"inferred\"", "\"corrected\"").replace("\"email\"", "\"person-name\"");
        let corrections = Corrections::parse(&corrected).unwrap();
        let found = corrections.find("kunden", 2, "x").unwrap();
        assert_eq!(found.category.as_deref(), Some("person-name"));
        assert_eq!(found.role, Some(Role::Customer));
        assert!(corrections.of_source(1).is_empty() && !corrections.of_source(255).is_empty());
    }

    #[test]
    fn mistakes_are_named() {
        assert!(matches!(Corrections::parse("hello"), Err(CorrectionError::Form(_))));
        let wrong = "[[column]]\nname = \"x\"\nrole = \"king\"\n";
        assert!(matches!(Corrections::parse(wrong), Err(CorrectionError::Role { .. })));
    }
}
