//! Vocabularies in which other elements name what an element holds: property lists of Apple, where a `key` stands before its value, and
//! FileMaker's FMPXMLRESULT, where fields are named once and the columns of a row follow in their order, and what was entered into the
//! fields of a PDF (XFDF, ISO 19444-1), where an element within each field holds its value, and messages of banks, which name by the role.

use std::borrow::Cow;

use super::bank_messages::{self, Holder};
use crate::markup;

/// Names for the elements to come.
#[derive(Debug, Default)]
pub(super) struct Naming {
    vocabulary: Vocabulary,
    /// A key that was read, and how deep it stands: it names the next element there.
    key: Option<(String, usize)>,
    in_key: bool,
    /// Names of fields, and the column of the row that comes next.
    fields: Vec<String>,
    column: usize,
    /// Who the holder of the account is in the movement under way.
    holder: Holder,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    #[default]
    Any,
    PropertyList,
    FileMaker,
    EnteredFields,
    BankMessage,
}

impl Naming {
    /// An element begins within so many others: its name, where it is named elsewhere.
    pub(super) fn open(&mut self, element: &str, attributes: &str, depth: usize) -> Option<String> {
        match (self.vocabulary, element) {
            (_, "plist") if depth == 0 => self.vocabulary = Vocabulary::PropertyList,
            (_, "FMPXMLRESULT") if depth == 0 => self.vocabulary = Vocabulary::FileMaker,
            (_, "Document") if depth == 0 && bank_messages::is_message(attributes) => {
                self.vocabulary = Vocabulary::BankMessage;
            }
            (Vocabulary::BankMessage, "Ntry") => self.holder = Holder::default(),
            (_, "xfdf") if depth == 0 => self.vocabulary = Vocabulary::EnteredFields,
            (Vocabulary::PropertyList, "key") => {
                self.in_key = true;
                self.key = None;
            }
            (Vocabulary::PropertyList, _) => {
                self.in_key = false;
                return self.key.take().filter(|(_, deep)| *deep == depth).map(|(key, _)| key);
            }
            (Vocabulary::FileMaker, "FIELD") => markup::attributes(attributes, |name, value| {
                if name == "NAME" {
                    self.fields.push(markup::resolve(value).replace('/', " "));
                }
            }),
            (Vocabulary::FileMaker, "ROW") => self.column = 0,
            (Vocabulary::FileMaker, "COL") => {
                self.column += 1;
                return self.fields.get(self.column - 1).cloned();
            }
            _ => {}
        }
        None
    }

    /// Takes a text within so many elements, where it names the element that follows.
    pub(super) fn takes(&mut self, text: &str, depth: usize) -> bool {
        if self.in_key {
            self.key = Some((text.replace('/', " "), depth.saturating_sub(1)));
            self.in_key = false;
            return true;
        }
        false
    }

    /// The column of a value in a record or around it, and whether records may have it: a path without the element that wraps each value
    /// and says nothing, or in words.
    pub(super) fn column<'p>(&mut self, path: &'p str, value: &str, in_record: bool) -> (Cow<'p, str>, bool) {
        match self.vocabulary {
            Vocabulary::FileMaker => (path.strip_suffix("/DATA").unwrap_or(path).into(), true),
            Vocabulary::EnteredFields => (path.strip_suffix("/value").unwrap_or(path).into(), true),
            Vocabulary::BankMessage => {
                if path.ends_with("CdtDbtInd") {
                    self.holder = Holder::told(value);
                }
                let (words, given) = bank_messages::in_words(path, in_record, self.holder);
                (words.into(), given)
            }
            _ => (path.into(), true),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn property_lists_name_values_by_keys() {
        let person = |name: &str| {
            format!(
                "<dict><key>First</key><string>{name}</string><key>Mail</key><dict><key>values</key><array><string>{name}@x.example</string></array></dict></dict>"
            )
        };
        let list = format!(
            "<?xml version=\"1.0\"?><plist version=\"1.0\"><array>{}{}</array></plist>",
            person("Ada"),
            person("Bo")
        );
        let found = dump("x", list.as_bytes());
        assert!(found.contains(" First=\"Ada\" Mail/values/string=\"Ada@x.example\""), "{found}");
        assert!(found.contains(" First=\"Bo\"") && !found.contains("key="), "{found}");
    }

    #[test]
    fn columns_of_filemaker_are_named_by_its_fields() {
        let row = |name: &str, town: &str| {
            format!(
                "<ROW MODID=\"1\" RECORDID=\"2\"><COL><DATA>{name}</DATA></COL><COL><DATA>{town}</DATA></COL></ROW>"
            )
        };
        let result = format!(
            "<?xml version=\"1.0\"?><FMPXMLRESULT><METADATA><FIELD NAME=\"Name_First\" TYPE=\"TEXT\"/><FIELD NAME=\"Town\"/></METADATA><RESULTSET FOUND=\"3\">{}{}{}</RESULTSET></FMPXMLRESULT>",
            row("Ada", "Ely"),
            row("", "Bath"),
            row("Bo", "York")
        );
        let found = dump("x", result.as_bytes());
        assert!(found.contains("Name_First=\"Ada\" Town=\"Ely\""), "{found}");
        assert!(found.contains("@RECORDID=\"2\" Town=\"Bath\""), "{found}");
    }
}
