//! Corrected layouts: a file that a person edited, which always wins.

use serde::{Deserialize, Serialize};
use whose_model::Role;
use whose_model::tables::LayoutRow;

/// Why a layout file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    /// It is no TOML, or has other fields.
    #[error("the layout file is not as `whose layout` writes it: {0}")]
    Form(String),
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

impl Corrections {
    /// Reads a layout file. Lines whose `decided_by` is still `inferred` are no corrections.
    ///
    /// # Errors
    /// When it is no layout file, or names a role that does not exist.
    pub fn parse(text: &str) -> Result<Self, CorrectionError> {
        let file: File =
            toml::from_str(text).map_err(|error| CorrectionError::Form(error.message().to_string()))?;
        let list = file
            .columns
            .into_iter()
            .filter(|entry| entry.decided_by != "inferred")
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
    let head = "# What each column was taken for. To correct one: change `category` (a code; \"\" for none) or `role`,\n\
                # and set `decided_by = \"corrected\"`. Lines that stay `inferred` are inferred again.\n\n";
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
