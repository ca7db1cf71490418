//! The names of columns of rows that are arrays: `{"columns": ["name", "email"], "rows": [["Anne Roy", ...], ...]}`, or the first of the
//! rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::delimited::is_header;

/// Keys of lists of names beside the rows, folded to small letters.
const LISTS: [&str; 13] = [
    "columns",
    "fields",
    "headers",
    "header",
    "cols",
    "names",
    "columnnames",
    "columnheaders",
    "fieldnames",
    "schema",
    "keys",
    "labels",
    "metadata",
];
/// Keys of what a table is called.
const TITLES: [&str; 6] = ["name", "table", "tablename", "table_name", "title", "entity"];
/// Keys of the name in a list of objects.
const NAMES: [&str; 5] = ["name", "label", "title", "field", "columnname"];
/// Rows of an array, and lists, that are looked at.
const MOST_ROWS: usize = 20;
const MOST_LISTS: usize = 64;
/// Wider rows are no rows of a table.
const WIDEST: usize = 1_000;

/// What a sample shows of rows and of lists of names.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The first rows of each array of arrays.
    rows: BTreeMap<String, Vec<Vec<String>>>,
    lists: BTreeMap<String, Vec<String>>,
    /// What the objects around are called, by their path.
    titles: BTreeMap<String, String>,
    /// Those that began a second time.
    ended: BTreeSet<String>,
    /// Arrays of rows that hold more than values.
    nested: BTreeSet<String>,
}

/// How the columns of an array of arrays are called.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) columns: Vec<String>,
    /// The first row says so, and is no record.
    pub(super) first_row: bool,
}

impl Lists {
    /// An array begins at a path. Of several tables in one document, the first tells.
    pub(super) fn begin(&mut self, path: &str) {
        if self.rows.contains_key(path) || self.lists.keys().any(|leaf| list_of(leaf) == Some(path)) {
            self.ended.insert(path.to_string());
        }
    }

    /// An object or array begins at a path: within a row it is no name.
    pub(super) fn nest(&mut self, path: &str) {
        if let Some(array) = path.strip_suffix("[][]").filter(|array| self.rows.contains_key(*array)) {
            self.nested.insert(array.to_string());
        }
    }

    /// An array begins at a path: what was said there before is of another table.
    pub(super) fn begin_anew(&mut self, path: &str) {
        self.lists.retain(|leaf, _| list_of(leaf) != Some(path));
    }

    /// A value that may be what a table is called.
    pub(super) fn title(&mut self, path: &str, value: &str) {
        // Names of tables are shown: what may be somebody's name is none.
        let is_word = !value.is_empty()
            && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        if is_word && TITLES.contains(&own(path).to_ascii_lowercase().as_str()) {
            self.titles.insert(parent(path).to_string(), value.to_string());
        }
    }

    /// What the table whose rows stand at a path is called.
    pub(super) fn title_of(&self, array: &str) -> Option<&String> {
        self.titles.get(parent(array))
    }

    /// How the columns of the array at a path are called by the list before it.
    pub(super) fn beside(&self, array: &str) -> Option<Names> {
        let (_, list) = self.lists.iter().find(|(leaf, _)| is_beside(leaf, array))?;
        Some(Names { columns: columns(list), first_row: false })
    }

    /// A row of the array at a path begins.
    pub(super) fn row(&mut self, array: &str) {
        if self.ended.contains(array) {
            return;
        }
        let rows = self.rows.entry(array.to_string()).or_default();
        // One row more takes what comes behind those that are looked at.
        if rows.len() <= MOST_ROWS {
            rows.push(Vec::new());
        } else if let Some(last) = rows.last_mut() {
            last.clear();
        }
    }

    /// A value at a path, `ROWS[][]` where it is of a row; nothing for `null`.
    pub(super) fn value(&mut self, path: &str, value: &str) {
        if let Some(array) = path.strip_suffix("[][]")
            && let Some(row) = self.rows.get_mut(array).and_then(|rows| rows.last_mut())
        {
            if row.len() < WIDEST && !self.ended.contains(array) {
                row.push(value.to_string());
            }
            return;
        }
        let Some(list) = list_of(path) else { return };
        if !self.ended.contains(list) && (self.lists.len() < MOST_LISTS || self.lists.contains_key(path)) {
            let list = self.lists.entry(path.to_string()).or_default();
            if list.len() <= WIDEST {
                list.push(value.to_string());
            }
        }
    }

    /// How the columns of each array of arrays are called, where it is said.
    pub(super) fn names(self) -> BTreeMap<String, Names> {
        let named = |(array, rows): (&String, &Vec<Vec<String>>)| {
            let rows = &rows[..rows.len().min(MOST_ROWS)];
            let width = rows.iter().map(Vec::len).max().filter(|width| *width > 1)?;
            let beside = self.lists.iter().find(|(leaf, list)| list.len() == width && is_beside(leaf, array));
            let first_row = beside.is_none();
            if first_row && self.nested.contains(array) {
                return None;
            }
            let names = match beside {
                Some((_, list)) => list,
                None => rows
                    .first()
                    .filter(|first| rows.len() > 2 && first.len() == width && is_header(first, &rows[1..]))?,
            };
            Some((array.clone(), Names { columns: columns(names), first_row }))
        };
        self.rows.iter().filter_map(named).collect()
    }
}

/// The list that a value at a path is in, if that may be one of names: `columns` of `columns[]` and of `columns[]/name`.
fn list_of(path: &str) -> Option<&str> {
    let (list, name) = path.rsplit_once("[]")?;
    let key: String = own(list).chars().filter(char::is_ascii_alphabetic).collect();
    let name = name.trim_start_matches('/').to_ascii_lowercase();
    (LISTS.contains(&key.to_ascii_lowercase().as_str())
        && (name.is_empty() || NAMES.contains(&name.as_str())))
    .then_some(list)
}

/// Does a list stand beside an array of rows?
fn is_beside(leaf: &str, array: &str) -> bool {
    list_of(leaf).is_some_and(|list| parent(list) == parent(array))
}

/// Names as parts of a path.
fn columns(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.replace('/', " ")).collect()
}

fn own(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn a_list_beside_the_rows_names_their_columns() {
        let rows = r#"[["Anne Roy","a@x.example"],["Paul Lee","p@x.example"],["Ada Quist",null]]"#;
        for names in
            [r#""columns":["full_name","email"]"#, r#""fields":[{"name":"full_name"},{"name":"email"}]"#]
        {
            let shown = dump("j", format!("{{{names},\"n\":3,\"rows\":{rows}}}").as_bytes());
            assert!(shown.contains("full_name=\"Anne Roy\" email=\"a@x.example\""), "{shown}");
        }
    }

    #[test]
    fn several_tables_have_their_own_names() {
        let json = r#"{"tables":[{"name":"people","columns":["full_name","email"],"rows":[["Anne Roy","a@x.example"],["Paul Lee","p@x.example"]]},
{"name":"orders","columns":["order","total","town"],"rows":[["7","12.5","Ely"],["8","3","Bath"]]}]}"#;
        let shown = dump("j", json.as_bytes());
        assert!(shown.contains("\"people\":") && shown.contains("\"orders\":"), "{shown}");
        assert!(shown.contains("full_name=\"Paul Lee\" email=\"p@x.example\""), "{shown}");
        assert!(shown.contains("order=\"8\" total=\"3\" town=\"Bath\""), "{shown}");
    }

    #[test]
    fn the_first_row_may_be_names() {
        let json = r#"{"range":"A1:B4","values":[["Name","Email"],["Anne Roy","a@x.example"],["Paul Lee","p@x.example"],["Ada Quist"]]}"#;
        let shown = dump("j", json.as_bytes());
        assert!(
            shown.contains("1 #1 @44: ") && shown.contains("Name=\"Anne Roy\" Email=\"a@x.example\""),
            "{shown}"
        );
        assert!(!shown.contains("=\"Name\""), "{shown}");
        let many = (0..90).map(|row| format!(",[\"Anne Roy\",\"a{row}@x.example\"]")).collect::<String>();
        let shown = dump("j", format!("[[\"Name\",\"Email\"]{many}]").as_bytes());
        assert!(shown.contains("1 #90 @") && shown.contains("Email=\"a89@x.example\""), "{shown}");
    }
}
