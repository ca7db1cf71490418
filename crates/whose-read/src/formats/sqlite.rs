//! SQLite databases (sqlite.org/fileformat2.html), read without changing or locking them.
//!
//! One table per table, columns as the schema names them; a record is a row. NULL, empty strings and blobs that are no text
//! give no value. Indexes of full-text search and of SQLite itself are left out: the rows that they index are read.
//! Deleted rows that may still stand in free pages are not recovered.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use whose_model::{Batch, GapReason, TableKind};

use crate::{Format, Head, Input, Output, Reading, Recognition};

/// SQLite databases.
pub struct Sqlite;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// Endings of the tables that hold a virtual table's index.
const SHADOWS: &[&str] = &[
    "_data",
    "_idx",
    "_content",
    "_docsize",
    "_config",
    "_segments",
    "_segdir",
    "_stat",
    "_node",
    "_rowid",
    "_parent",
];

impl Format for Sqlite {
    fn code(&self) -> &'static str {
        "sqlite"
    }

    fn title(&self) -> &'static str {
        "SQLite databases, every table; deleted rows are not recovered"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(MAGIC) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Some(connection) = open(input, length, output) else { return Reading::default() };
        let tables = match tables(&connection) {
            Ok(tables) => tables,
            Err(_) => {
                output.not_read(0, length, GapReason::Damaged, "the database has no schema that can be read");
                return Reading::default();
            }
        };
        let mut reading = Reading::default();
        let mut broken = 0;
        for (number, name) in tables.iter().enumerate() {
            if output.stopped() {
                break;
            }
            match rows(&connection, name, number as u32, output) {
                Ok(records) => reading.records += records,
                Err(records) => {
                    reading.records += records;
                    broken += 1;
                }
            }
        }
        if broken > 0 {
            let detail = format!("{broken} of {} tables could not be read to their end", tables.len());
            // Which pages they had is unknown; where nothing was read, all of them.
            let from = if reading.records == 0 { 0 } else { length };
            output.not_read(from, length, GapReason::Damaged, &detail);
        }
        reading
    }
}

/// Opens the database as one that nobody changes, so that SQLite neither locks it nor writes beside it.
fn open(input: &mut dyn Input, length: u64, output: &mut dyn Output) -> Option<Connection> {
    let Ok(path) = input.path() else {
        output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
        return None;
    };
    let mut log = path.clone().into_os_string();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|metadata| metadata.len() > 0) {
        output.not_read(
            length,
            length,
            GapReason::UnsupportedFormat,
            "changes in the write-ahead log beside the database are not in it",
        );
    }
    let uri = format!("file:{}?immutable=1&mode=ro", escaped(&path.to_string_lossy()));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match Connection::open_with_flags(uri, flags) {
        Ok(connection) => Some(connection),
        Err(_) => {
            output.not_read(0, length, GapReason::Damaged, "the database could not be opened");
            None
        }
    }
}

/// A path as part of a URI.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The tables that hold rows of their own.
fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid")?;
    let listed = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
    })?;
    let listed: Vec<(String, String)> = listed.filter_map(Result::ok).collect();
    let is_virtual = |sql: &str| {
        let start: String = sql.chars().take(40).collect();
        start.to_ascii_uppercase().split_whitespace().take(2).eq(["CREATE", "VIRTUAL"])
    };
    let virtual_names: Vec<&str> =
        listed.iter().filter(|(_, sql)| is_virtual(sql)).map(|(name, _)| name.as_str()).collect();
    let readable = |name: &str| connection.prepare(&format!("SELECT * FROM {}", quoted(name))).is_ok();
    let is_shadow = |name: &str| {
        virtual_names.iter().any(|of| {
            name.strip_prefix(of).is_some_and(|ending| {
                // The content stands in for a virtual table that cannot be read itself.
                SHADOWS.contains(&ending) && (ending != "_content" || readable(of))
            })
        })
    };
    let names = listed.iter().map(|(name, _)| name.as_str());
    let own = names.filter(|name| !name.starts_with("sqlite_") && !is_shadow(name));
    Ok(own.filter(|name| !virtual_names.contains(name) || readable(name)).map(ToString::to_string).collect())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Reads a table. Err when it breaks off; either way with the number of rows handed over.
fn rows(connection: &Connection, name: &str, number: u32, output: &mut dyn Output) -> Result<u64, u64> {
    let mut batch = Batch::default();
    let mut records = 0;
    let query = format!("SELECT * FROM {}", quoted(name));
    let Ok(mut statement) = connection.prepare(&query) else {
        output.declare(number, name, TableKind::Rows, Vec::new());
        return Err(0);
    };
    let columns: Vec<String> = statement.column_names().map(ToString::to_string).collect();
    let width = columns.len();
    output.declare(number, name, TableKind::Rows, columns);
    let Ok(mut rows) = statement.query([]) else { return Err(0) };
    let end = loop {
        match rows.next() {
            Ok(Some(row)) => {
                for column in 0..width {
                    if let Ok(value) = row.get_ref(column) {
                        push(column as u32, value, &mut batch);
                    }
                }
                records += 1;
                batch.end_record(records, 0);
                output.hand_over_if_full(number, &mut batch);
                if output.stopped() {
                    break Ok(records);
                }
            }
            Ok(None) => break Ok(records),
            Err(_) => break Err(records),
        }
    };
    output.hand_over(number, &mut batch);
    end
}

fn push(column: u32, value: ValueRef<'_>, batch: &mut Batch) {
    match value {
        ValueRef::Null => {}
        ValueRef::Integer(integer) => batch.push(column, 0, &integer.to_string()),
        ValueRef::Real(real) => batch.push(column, 0, &real.to_string()),
        ValueRef::Text([]) => {}
        ValueRef::Text(text) => batch.push(column, 0, &String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => {
            let is_text =
                |text: &&str| !text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'));
            if let Some(text) =
                std::str::from_utf8(bytes).ok().filter(is_text).filter(|text| !text.is_empty())
            {
                batch.push(column, 0, text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};

    fn database(statements: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("made.db");
        let connection = rusqlite::Connection::open(&path).expect("made");
        connection.execute_batch(statements).expect("filled");
        drop(connection);
        std::fs::read(path).expect("read back")
    }

    #[test]
    fn every_table_and_kind_of_value() {
        let bytes = database(
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, height REAL, photo BLOB, note BLOB);
             INSERT INTO people VALUES (1, 'Ada Example', 1.5, x'FFD8FF', CAST('tall' AS BLOB)), (2, NULL, NULL, NULL, '');
             CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
             INSERT INTO keyed VALUES ('a', 7);
             CREATE VIRTUAL TABLE notes USING fts5(body);
             INSERT INTO notes VALUES ('found');",
        );
        let text = dump("made.db", &bytes);
        let expected = [
            "table 0 rows \"people\": id | name | height | photo | note",
            "0 #1 @0: id=\"1\" name=\"Ada Example\" height=\"1.5\" note=\"tall\"",
            "0 #2 @0: id=\"2\"",
            "table 1 rows \"keyed\": k | v",
            "1 #1 @0: k=\"a\" v=\"7\"",
            "table 2 rows \"notes\": body",
            "2 #1 @0: body=\"found\"",
        ];
        let lines: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_damaged_one_costs_a_gap() {
        let made = "CREATE TABLE t (id, name); WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2000)
                    INSERT INTO t SELECT value, 'Person ' || value FROM n;";
        let mut bytes = database(made);
        let end = bytes.len();
        bytes[end - 8_192..].fill(0xA5);
        let sources = read_bytes("made.db", &bytes);
        let source = &sources["made.db"];
        assert!(source.records > 0 && source.records < 2_000);
        assert!(!source.gaps.is_empty());
    }
}
