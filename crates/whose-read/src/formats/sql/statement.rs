//! The statements that name columns: CREATE TABLE, INSERT up to its values, COPY up to its rows.

use super::cursor::{Cursor, More};

/// A table and the columns named for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    pub(super) table: String,
    /// Empty where none are named.
    pub(super) columns: Vec<String>,
}

/// Words that begin a table element that is no column.
const NO_COLUMN: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "FOREIGN",
    "CHECK",
    "KEY",
    "INDEX",
    "FULLTEXT",
    "SPATIAL",
    "EXCLUDE",
    "LIKE",
    "SUPPLEMENTAL",
];

/// `CREATE … TABLE name (columns)`, from behind CREATE to its closing parenthesis. None where it is another statement.
pub(super) fn create_table(cursor: &mut Cursor<'_>) -> Result<Option<Named>, More> {
    cursor.blank()?;
    let modifiers = [
        "OR",
        "REPLACE",
        "GLOBAL",
        "LOCAL",
        "TEMPORARY",
        "TEMP",
        "UNLOGGED",
        "FOREIGN",
        "EXTERNAL",
        "COLUMN",
        "ROW",
        // HSQLDB and H2.
        "CACHED",
        "MEMORY",
        "TEXT",
        // Teradata and Snowflake.
        "SET",
        "MULTISET",
        "VOLATILE",
        "TRANSIENT",
        "HYBRID",
    ];
    while cursor.any_keyword(&modifiers)? {}
    if !cursor.keyword("TABLE")? {
        return Ok(None);
    }
    while cursor.any_keyword(&["IF", "NOT", "EXISTS"])? {}
    let Some(table) = cursor.name()? else { return Ok(None) };
    if !cursor.eat(b'(')? {
        return Ok(None);
    }
    let mut columns = Vec::new();
    loop {
        cursor.blank()?;
        let quoted = matches!(cursor.peek()?, b'`' | b'"' | b'[');
        let word = cursor.peek_word()?;
        let is_column = quoted || !NO_COLUMN.iter().any(|other| other.eq_ignore_ascii_case(word));
        if is_column && let Some(column) = cursor.identifier()? {
            columns.push(column);
        }
        if !element_end(cursor)? {
            return Ok(Some(Named { table, columns }));
        }
    }
}

/// Goes to the end of a table element. False when it was the last.
fn element_end(cursor: &mut Cursor<'_>) -> Result<bool, More> {
    let mut depth = 0usize;
    loop {
        cursor.blank()?;
        match cursor.peek()? {
            0 => return Err(More),
            b';' => return Ok(false),
            b'(' => depth += 1,
            b')' if depth == 0 => {
                cursor.bump();
                return Ok(false);
            }
            b')' => depth -= 1,
            b',' if depth == 0 => {
                cursor.bump();
                return Ok(true);
            }
            _ => {
                cursor.token()?;
                continue;
            }
        }
        cursor.bump();
    }
}

/// `INSERT … INTO name (columns) … VALUES`, from behind INSERT or REPLACE, or from an INTO of `INSERT ALL`. None where no
/// tuples follow.
pub(super) fn insert(cursor: &mut Cursor<'_>) -> Result<Option<Named>, More> {
    cursor.blank()?;
    let modifiers = [
        "LOW_PRIORITY",
        "DELAYED",
        "HIGH_PRIORITY",
        "IGNORE",
        "OR",
        "REPLACE",
        "ROLLBACK",
        "ABORT",
        "FAIL",
        "ALL",
        "FIRST",
        "OVERWRITE",
    ];
    while cursor.any_keyword(&modifiers)? {}
    cursor.keyword("INTO")?;
    cursor.keyword("TABLE")?;
    let Some(table) = cursor.name()? else { return Ok(None) };
    let columns = if cursor.peek()? == b'(' { columns(cursor)? } else { Vec::new() };
    // Aliases, OVERRIDING SYSTEM VALUE, hints: at most a few words.
    for _ in 0..6 {
        if cursor.any_keyword(&["VALUES", "VALUE"])? {
            return Ok((cursor.peek()? == b'(').then_some(Named { table, columns }));
        }
        let word = cursor.peek_word()?;
        if word.is_empty()
            || ["SELECT", "SET", "DEFAULT", "EXEC", "WITH"].iter().any(|w| w.eq_ignore_ascii_case(word))
        {
            break;
        }
        cursor.word()?;
        cursor.blank()?;
    }
    Ok(None)
}

/// `COPY name (columns) FROM stdin`, from behind COPY to the end of its line. None where no rows follow; the flag says
/// whether they are in the default form (tabs between values).
pub(super) fn copy(cursor: &mut Cursor<'_>) -> Result<Option<(Named, bool)>, More> {
    cursor.blank()?;
    let Some(table) = cursor.name()? else { return Ok(None) };
    let columns = if cursor.peek()? == b'(' { columns(cursor)? } else { Vec::new() };
    if !cursor.keyword("FROM")? || !cursor.keyword("STDIN")? {
        return Ok(None);
    }
    let options = cursor.ahead();
    cursor.line()?;
    let options = &options[..options.find('\n').unwrap_or(options.len())];
    let is_default = options.trim().trim_end_matches(';').trim().is_empty();
    Ok(Some((Named { table, columns }, is_default)))
}

/// `(a, b, …)` and the blanks behind it.
fn columns(cursor: &mut Cursor<'_>) -> Result<Vec<String>, More> {
    let mut columns = Vec::new();
    cursor.bump();
    loop {
        cursor.blank()?;
        match cursor.peek()? {
            0 => return Err(More),
            b')' => {
                cursor.bump();
                cursor.blank()?;
                return Ok(columns);
            }
            b';' => return Ok(columns),
            _ => match cursor.name()? {
                Some(name) => columns.push(name.rsplit('.').next().unwrap_or_default().to_string()),
                None => cursor.bump(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Backslash;
    use super::*;

    fn cursor(text: &str) -> Cursor<'_> {
        Cursor::new(text, true, Backslash::Unknown)
    }

    #[test]
    fn tables_name_their_columns() {
        let text = " TABLE `a` (\n `id` int(11) NOT NULL DEFAULT '1,2', name varchar(20),\n PRIMARY KEY (`id`), KEY `n` (`name`)\n) ENGINE=x;";
        let named = create_table(&mut cursor(text)).expect("whole").expect("a table");
        assert_eq!((named.table.as_str(), named.columns), ("a", vec!["id".to_string(), "name".to_string()]));
        assert_eq!(create_table(&mut cursor(" VIEW v AS SELECT 1;")), Ok(None));
    }

    #[test]
    fn inserts_name_their_columns() {
        let named = insert(&mut cursor(" IGNORE INTO [dbo].[t] ([a], [b]) VALUES (1, 2)"))
            .expect("whole")
            .expect("tuples");
        assert_eq!((named.table.as_str(), named.columns.len()), ("dbo.t", 2));
        assert_eq!(insert(&mut cursor(" INTO t SELECT * FROM u;")), Ok(None));
    }

    #[test]
    fn copies_name_their_columns() {
        let (named, is_default) = copy(&mut cursor(" public.t (id, \"Full Name\") FROM stdin;\n1\t"))
            .expect("whole")
            .expect("rows");
        assert_eq!((named.columns, is_default), (vec!["id".to_string(), "Full Name".to_string()], true));
    }
}
