//! Reading a script from its start to its end, statement by statement, tuple by tuple.

use memchr::memmem;
use whose_model::GapReason;

use super::cursor::{Backslash, Cursor, More};
use super::statement::{self, Named};
use super::tables::{Tables, Target};
use super::{begins_like_a_script, comments, rows};
use crate::formats::delimited::Around;
use crate::lookahead;
use crate::window::Window;
use crate::{Input, Output, Reading};

/// Statements without rows that hold values: `UPDATE people SET name = ... WHERE mail = ...`.
const TELLING: &[&str] =
    &["UPDATE", "DELETE", "SELECT", "MERGE", "WITH", "EXEC", "EXECUTE", "CALL", "INSERT", "REPLACE", "PRINT"];
/// A longer statement is told in stretches.
const LONGEST_TOLD: usize = 1 << 16;
/// Longest tuple or token; anything longer is skipped as damaged.
const LONGEST: usize = 1 << 27;

/// Commands of clients that end with their line.
const LINE_COMMANDS: &[&str] =
    &["REM", "REMARK", "PROMPT", "SPOOL", "ACCEPT", "WHENEVER", "DEFINE", "UNDEFINE", "PAUSE", "GO"];

/// Reads a script. `backslash` says what the recognised kind of dump makes of backslashes.
pub(in crate::formats) fn read(
    input: &mut dyn Input,
    output: &mut dyn Output,
    backslash: Backslash,
) -> Reading {
    let length = input.length();
    let Ok(mut text) = input.text() else {
        output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
        return Reading::default();
    };
    let mut window = Window::new(text.as_mut());
    let mut reader = Reader {
        output,
        tables: Tables::default(),
        state: State::Between,
        delimiter: String::from(";"),
        backslash,
        around: Around::default(),
        last: None,
    };
    let mut ended = false;
    while !reader.output.stopped() {
        let is_comment = || window.rest().starts_with(['-', '/', '#']);
        let needs_offset = match reader.state {
            State::Between => is_comment(),
            State::Skipping => false,
            _ => true,
        };
        let offset = if needs_offset { window.offset(0) } else { 0 };
        let step = reader.step(window.rest(), ended, offset);
        match step {
            Ok(0) if ended && window.rest().is_empty() => break,
            Ok(consumed) => window.cut(consumed),
            Err(More) if window.rest().len() > LONGEST => reader.skip(&mut window, GapReason::Limit),
            Err(More) if !ended => ended = !lookahead::double(&mut window),
            Err(More) if window.rest().is_empty() => break,
            Err(More) => reader.skip(&mut window, GapReason::Truncated),
        }
    }
    if let State::OtherLines(Some(from)) = reader.state {
        reader.output.not_read(from, length, GapReason::UnsupportedFormat, OTHER_COPY);
    }
    reader.around.end(reader.output);
    Reading { records: reader.tables.finish(reader.output) }
}

/// Why the rows of such a COPY are a gap.
const OTHER_COPY: &str = "rows of a COPY in CSV or binary form";

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// A statement.
    Between,
    /// The rest of a statement that holds no rows.
    Skipping,
    /// The rest of one that holds values all the same.
    Telling,
    /// Tuples of an INSERT.
    Tuples(Target),
    /// Lines of a COPY.
    Lines(Target),
    /// Lines of a COPY in a form that is not read; where the line before began, which is told once its end is known.
    OtherLines(Option<u64>),
}

struct Reader<'o> {
    output: &'o mut dyn Output,
    tables: Tables,
    state: State,
    /// Ends a statement.
    delimiter: String,
    backslash: Backslash,
    /// What stands in statements without rows.
    around: Around,
    /// The text of the last INSERT up to its values, and where they went: scripts repeat it row by row.
    last: Option<(String, Target)>,
}

impl Reader<'_> {
    /// Goes on from the start of `text`. Returns how much of it is done with.
    fn step(&mut self, text: &str, ended: bool, offset: u64) -> Result<usize, More> {
        let mut cursor = Cursor::new(text, ended, self.backslash);
        match std::mem::replace(&mut self.state, State::Between) {
            State::Between => {
                let begun = self.statement(&mut cursor, offset);
                if begun.is_err() {
                    self.state = State::Between;
                    return Err(More);
                }
            }
            State::Skipping => {
                let done = self.rest_of_statement(&mut cursor);
                self.state = if done == Ok(true) { State::Between } else { State::Skipping };
                if done.is_err() && cursor.position() == 0 {
                    return Err(More);
                }
            }
            State::Telling => {
                let done = self.rest_of_statement(&mut cursor);
                self.state = if done == Ok(true) { State::Between } else { State::Telling };
                // A statement is told as a whole, unless it is a very long one.
                if done.is_err() && cursor.position() < LONGEST_TOLD {
                    return Err(More);
                }
                let told = text[..cursor.position()].trim();
                // Without a literal it names nothing but tables.
                if told.contains(['\'', '"']) {
                    self.around.number(|| self.tables.take());
                    self.around.line(told, offset, self.output);
                }
            }
            State::Tuples(mut target) => {
                let mark = self.tables.mark(&target);
                let more = self.tuple(&mut cursor, &mut target, offset);
                if more.is_err() {
                    self.tables.undo(&target, mark);
                }
                match more {
                    Ok(true) => self.state = State::Tuples(target),
                    Ok(false) => {}
                    Err(More) => {
                        self.state = State::Tuples(target);
                        return Err(More);
                    }
                }
            }
            State::Lines(mut target) => match line_of(&mut cursor) {
                Ok("\\.") => {}
                Ok(line) => {
                    let mark = self.tables.mark(&target);
                    rows::copied_line(line, self.tables.batch(&target));
                    self.tables.end_record(&mut target, mark, offset, self.output);
                    self.state = State::Lines(target);
                }
                Err(More) => {
                    self.state = State::Lines(target);
                    return Err(More);
                }
            },
            State::OtherLines(before) => {
                self.state = State::OtherLines(before);
                let is_end = line_of(&mut cursor)? == "\\.";
                if let Some(from) = before {
                    self.output.not_read(from, offset, GapReason::UnsupportedFormat, OTHER_COPY);
                }
                self.state = if is_end { State::Between } else { State::OtherLines(Some(offset)) };
            }
        }
        Ok(cursor.position())
    }

    /// Begins a statement.
    fn statement(&mut self, cursor: &mut Cursor<'_>, offset: u64) -> Result<(), More> {
        if let Some((text, target)) = &self.last
            && cursor.starts_with(text.as_bytes())?
        {
            cursor.advance(text.len());
            self.state = State::Tuples(target.clone());
            return Ok(());
        }
        if !self.blank(cursor, offset)? {
            return Ok(());
        }
        match cursor.peek()? {
            0 if cursor.ahead().is_empty() => return Ok(()),
            b'\\' | b'@' => return cursor.line(),
            b';' | b'/' | 0 => {
                cursor.bump();
                return Ok(());
            }
            _ => {}
        }
        let beginning = *cursor;
        let word = cursor.word()?;
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        if LINE_COMMANDS.iter().any(|command| is(command)) {
            return cursor.line();
        }
        if is("DELIMITER") {
            let rest = cursor.ahead();
            cursor.line()?;
            self.delimiter = rest.split_ascii_whitespace().next().unwrap_or(";").to_string();
            return Ok(());
        }
        self.state = match TELLING.iter().any(|telling| is(telling)) && self.delimiter == ";" {
            true => State::Telling,
            false => State::Skipping,
        };
        if self.delimiter != ";" {
            // Bodies of stored programs hold no rows of tables.
        } else if is("INSERT") || is("REPLACE") {
            if let Some(named) = statement::insert(cursor)? {
                let header = &beginning.ahead()[..cursor.position() - beginning.position()];
                self.begin_tuples(&named, Some(header));
            }
        } else if is("CREATE") {
            if let Some(named) = statement::create_table(cursor)? {
                self.tables.create(named);
            }
        } else if is("COPY")
            && let Some((named, is_default)) = statement::copy(cursor)?
        {
            self.state = if is_default {
                State::Lines(self.tables.target(&named, self.output))
            } else {
                State::OtherLines(None)
            };
        }
        Ok(())
    }

    /// Blanks and comments before a statement. False when there were any, so that they are done with.
    fn blank(&mut self, cursor: &mut Cursor<'_>, offset: u64) -> Result<bool, More> {
        let start = cursor.position();
        while matches!(cursor.peek()?, b' ' | b'\t' | b'\r' | b'\n') {
            cursor.bump();
        }
        if cursor.position() > start {
            return Ok(false);
        }
        let ahead = cursor.ahead();
        cursor.blank()?;
        let is_dump = self.backslash != Backslash::Unknown;
        for told in comments::told(&ahead[..cursor.position() - start], is_dump) {
            self.around.number(|| self.tables.take());
            self.around.line(&told, offset, self.output);
        }
        Ok(cursor.position() == start)
    }

    fn begin_tuples(&mut self, named: &Named, header: Option<&str>) {
        let target = self.tables.target(named, self.output);
        if let Some(header) = header {
            self.last = Some((header.to_string(), target.clone()));
        }
        self.state = State::Tuples(target);
    }

    /// Reads a tuple and what joins it to the next. False when it was the last.
    fn tuple(&mut self, cursor: &mut Cursor<'_>, target: &mut Target, offset: u64) -> Result<bool, More> {
        let mark = self.tables.mark(target);
        if !rows::tuple(cursor, self.tables.batch(target))? {
            self.tables.undo(target, mark);
            self.state = State::Skipping;
            return Ok(false);
        }
        cursor.blank()?;
        let mut next = State::Skipping;
        if cursor.eat(b',')? {
            cursor.blank()?;
        }
        let again = cursor.peek()? == b'(';
        if !again && cursor.peek_word()?.eq_ignore_ascii_case("INTO") {
            // INSERT ALL names the next table.
            if let Some(named) = statement::insert(cursor)? {
                next = State::Tuples(self.tables.target(&named, self.output));
            }
        } else if !again && (cursor.eat(b';')? || begins_statement(cursor)?) {
            next = State::Between;
        }
        self.tables.end_record(target, mark, offset, self.output);
        self.state = next;
        Ok(again)
    }

    /// Goes over the rest of a statement. False when there is more of it; what was gone over is done with either way.
    fn rest_of_statement(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, More> {
        if self.delimiter != ";" {
            return self.up_to_delimiter(cursor);
        }
        loop {
            let before = *cursor;
            let found = self.end_or_token(cursor);
            if found.is_err() {
                *cursor = before;
            }
            if found? {
                return Ok(true);
            }
        }
    }

    fn end_or_token(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, More> {
        match cursor.peek()? {
            0 if cursor.ahead().is_empty() => Ok(true),
            b';' => {
                cursor.bump();
                Ok(true)
            }
            b'\n' => {
                cursor.bump();
                while matches!(cursor.peek()?, b' ' | b'\t' | b'\r') {
                    cursor.bump();
                }
                begins_statement(cursor)
            }
            b' ' | b'\t' | b'\r' => {
                cursor.bump();
                Ok(false)
            }
            b'-' | b'#' | b'/' => {
                let before = cursor.position();
                cursor.blank()?;
                if cursor.position() == before {
                    cursor.bump();
                }
                Ok(false)
            }
            _ => cursor.token().map(|()| false),
        }
    }

    fn up_to_delimiter(&self, cursor: &mut Cursor<'_>) -> Result<bool, More> {
        let ahead = cursor.ahead();
        let end = memmem::find(ahead.as_bytes(), self.delimiter.as_bytes()).ok_or(More)?;
        cursor.advance(end + self.delimiter.len());
        Ok(true)
    }

    /// Goes over what cannot be read, up to where a statement may begin.
    fn skip(&mut self, window: &mut Window<'_>, reason: GapReason) {
        let text = window.rest();
        let resumed = ["\nINSERT ", "\nCREATE ", "\nCOPY "]
            .iter()
            .filter_map(|beginning| memmem::find(text.as_bytes(), beginning.as_bytes()))
            .min()
            .filter(|at| begins_like_a_script(&text[*at..]));
        let length = resumed.map_or(text.len(), |at| at + 1);
        let has_rows = matches!(self.state, State::Tuples(_) | State::Lines(_) | State::Telling);
        let from = window.offset(0);
        let to = window.offset(length);
        let reason = if resumed.is_some() { GapReason::Damaged } else { reason };
        let detail = if has_rows { "a row without its end" } else { "a statement without its end" };
        self.output.not_read(from, to, reason, detail);
        window.cut(length);
        self.state = State::Between;
    }
}

/// Does a statement begin here, though the one before it was not ended (SQL Server, SQL*Plus, HSQLDB)?
fn begins_statement(cursor: &Cursor<'_>) -> Result<bool, More> {
    let word = cursor.peek_word()?;
    let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
    let creates_table = || {
        let mut words = cursor.ahead().split_ascii_whitespace().skip(1).take(3);
        words.any(|word| word.eq_ignore_ascii_case("TABLE"))
    };
    let begins = is("INSERT") || is("COPY") || is("DELIMITER") || is("CREATE") && creates_table();
    Ok(begins || LINE_COMMANDS.iter().any(|command| is(command)))
}

/// The line ahead, without its end.
fn line_of<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, More> {
    let ahead = cursor.ahead();
    let start = cursor.position();
    cursor.line()?;
    let line = &ahead[..cursor.position() - start];
    let line = line.strip_suffix('\n').unwrap_or(line);
    Ok(line.strip_suffix('\r').unwrap_or(line))
}
