//! SQL scripts: INSERT statements of any database, and what all kinds of dumps share.
//!
//! One table per SQL table, named as the script names it (`public.customers`); columns as CREATE TABLE, the INSERT or the
//! COPY names them, or `1`, `2`, ... where none does. A record is a tuple. NULL, empty strings and bytes that are no text give
//! no value; expressions give the literal in them. Comments that tell something are
//! lines around the tables; schema and other statements are read and hold no records.

mod comments;
mod cursor;
mod reader;
mod rows;
mod statement;
mod tables;
#[cfg(test)]
mod tests;
mod value;

pub(in crate::formats) use cursor::Backslash;
pub(in crate::formats) use reader::read;

use crate::{Format, Head, Input, Output, Reading, Recognition};

/// SQL scripts with INSERT statements, of Oracle, SQL Server, SQLite and others.
#[derive(Debug, Clone, Copy)]
pub struct Script;

impl Format for Script {
    fn code(&self) -> &'static str {
        "sql"
    }

    fn title(&self) -> &'static str {
        "SQL scripts with INSERT statements (Oracle, SQL Server, SQLite, DB2 and others)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        match (begins_like_a_script(text), has_statement(text)) {
            (true, true) => Recognition::Certain,
            (false, true) if text.contains(';') => Recognition::Likely,
            _ => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read(input, output, Backslash::Unknown)
    }
}

/// Words that begin a statement or a command of a client.
const BEGINNINGS: &[&str] = &[
    "ALTER",
    "ANALYZE",
    "BEGIN",
    "COMMENT",
    "COMMIT",
    "COPY",
    "CREATE",
    "DECLARE",
    "DELETE",
    "DELIMITER",
    "DROP",
    "EXEC",
    "GO",
    "GRANT",
    "IF",
    "INSERT",
    "LOCK",
    "MERGE",
    "PRAGMA",
    "PRINT",
    "PROMPT",
    "REM",
    "REPLACE",
    "REVOKE",
    "SELECT",
    "SET",
    "SPOOL",
    "START",
    "TRUNCATE",
    "UNLOCK",
    "UPDATE",
    "USE",
    "WHENEVER",
    "WITH",
];

/// Is the first thing that is no comment a statement?
pub(in crate::formats) fn begins_like_a_script(text: &str) -> bool {
    let mut cursor = cursor::Cursor::new(text, true, Backslash::Unknown);
    loop {
        if cursor.blank().is_err() {
            // A comment that fills the head.
            return text.trim_start().starts_with("/*");
        }
        match cursor.peek() {
            Ok(b'\\' | b'@') if cursor.line().is_ok() => {}
            Ok(b'/' | b';') => cursor.bump(),
            _ => break,
        }
    }
    cursor.word().is_ok_and(|word| BEGINNINGS.iter().any(|beginning| beginning.eq_ignore_ascii_case(word)))
}

/// Is there a statement that holds rows, says what rows look like, or changes them?
fn has_statement(text: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split_ascii_whitespace();
        let first = words.next().unwrap_or_default();
        let second = words.next().unwrap_or_default();
        match first.to_ascii_uppercase().as_str() {
            "INSERT" => {
                ["INTO", "ALL", "IGNORE", "OR"].iter().any(|word| word.eq_ignore_ascii_case(second))
                    || second.starts_with('[')
            }
            "REPLACE" => second.eq_ignore_ascii_case("INTO"),
            "DELETE" => second.eq_ignore_ascii_case("FROM"),
            "UPDATE" => words.next().is_some_and(|third| third.eq_ignore_ascii_case("SET")),
            "CREATE" => {
                second.eq_ignore_ascii_case("TABLE")
                    || words.take(3).any(|word| word.eq_ignore_ascii_case("TABLE"))
            }
            _ => false,
        }
    })
}
