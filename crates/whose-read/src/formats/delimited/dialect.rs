//! How a delimited text is written, found from its first lines.

/// What separates, quotes and escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: &'static str,
    pub(crate) quote: Option<u8>,
    /// `\"` within quotes, rather than `""`.
    pub(crate) backslash: bool,
    /// Records end with this; a carriage return before a line feed belongs to it.
    pub(crate) terminator: u8,
    /// Fields of most records.
    pub(crate) columns: usize,
    /// Lines before the table: a title, a date, `sep=;`.
    pub(crate) preamble: usize,
    /// Lines that begin so are comments.
    pub(crate) comment: Option<u8>,
}

/// Separators that are tried, the commoner first. Single ones of the control characters are those that ASCII (28 to 31)
/// and Hive (1, 2) give this meaning.
const DELIMITERS: &[&str] = &[
    ",",
    ";",
    "\t",
    "|",
    "||",
    "~|~",
    "|~|",
    "~",
    "^",
    "^|^",
    "|^|",
    "::",
    "\u{1}",
    "\u{1f}",
    "\u{1e}",
    "\u{1c}",
    "\u{2}",
    "¦",
    "§",
    "¬",
    "|,|",
    "~~",
    "@@",
    "##",
    "\u{1}\u{1}",
    ":",
    "*",
    "!",
    "#",
];
/// Separators that occur in plain text, so that they need more evidence.
const WEAK: &[&str] = &[":", "*", "!", "#", "~", "^", "::"];
/// Separators that hide parts of values far more often than they separate: `010-****-9894`, `홍*동`.
const MASKS: &[&str] = &["*", "#", "##"];
/// Rows that a table has below a longer line about it.
const LEAST_BELOW: usize = 3;
/// Records that are looked at.
const SAMPLE: usize = 256;

/// A dialect with how well it fits, between 0 and 1.
struct Fit {
    dialect: Dialect,
    /// All records are as wide as each other, and each quote opens, closes or stands within a field. By chance, with
    /// another separator, they do not.
    well_quoted: bool,
    score: f64,
}

impl Fit {
    fn is_better_than(&self, other: &Fit) -> bool {
        match self.well_quoted == other.well_quoted {
            true => self.score > other.score + 1e-9,
            false => self.well_quoted,
        }
    }
}

/// The dialect of a text from its head, or `None` where it is not delimited. `whole`: the head is all of it.
pub(crate) fn sniff(head: &str, whole: bool) -> Option<Dialect> {
    let terminator = if !head.contains('\n') && head.contains('\r') { b'\r' } else { b'\n' };
    let (head, stated) = stated(head);
    let is_stated = stated.is_some();
    if are_objects(head) {
        return None;
    }
    let mut best: Option<Fit> = None;
    let stated = stated.or_else(|| between_quotes(head));
    let marked_up = head.lines().filter(|line| line.contains("</")).count() * 2 > head.lines().count();
    let candidates = DELIMITERS
        .iter()
        .filter(|delimiter| head.contains(**delimiter) && !(marked_up && WEAK.contains(delimiter)));
    for delimiter in candidates {
        if stated.is_some_and(|stated| stated != *delimiter) {
            continue;
        }
        for quote in quotes(head, delimiter) {
            let Some(fit) = fit(head, whole, delimiter, quote, terminator) else { continue };
            if best.as_ref().is_none_or(|best| fit.is_better_than(best)) {
                best = Some(fit);
            }
        }
    }
    let mut dialect = best?.dialect;
    if is_stated {
        dialect.preamble += 1;
    }
    Some(dialect)
}

/// Excel's first line `sep=;` states the separator.
fn stated(head: &str) -> (&str, Option<&'static str>) {
    let Some(rest) = head.strip_prefix("sep=").or_else(|| head.strip_prefix("SEP=")) else {
        return (head, None);
    };
    let Some((value, rest)) = rest.split_once('\n') else { return (head, None) };
    let value = value.trim_end_matches('\r');
    match DELIMITERS.iter().find(|delimiter| **delimiter == value) {
        Some(delimiter) => (rest, Some(delimiter)),
        None => (head, None),
    }
}

/// What stands between quotes, where most lines begin and end with one: it parts their fields, whatever else their values hold.
fn between_quotes(head: &str) -> Option<&'static str> {
    let lines = || head.lines().filter(|line| !line.trim().is_empty());
    let framed = lines()
        .filter(|line| line.len() > 1 && line.starts_with('"') && line.trim_end().ends_with('"'))
        .count();
    if framed < 2 || framed * 2 < lines().count() {
        return None;
    }
    let often = |delimiter: &&&str| head.matches(&format!("\"{delimiter}\"")).count() >= framed;
    DELIMITERS.iter().find(often).copied()
}

/// Do the first separators stand within a time of day, as in the lines of a log: `2023-03-01 08:00:00.347 DEBUG ...`?
fn parts_a_clock(fields: &[String]) -> bool {
    let [first, second, third, ..] = fields else { return false };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let last = first.bytes().rev().take_while(u8::is_ascii_digit).count();
    first.len() > 2 && last == 2 && second.len() == 2 && digits(second) == 2 && digits(third) == 2
}

/// Quotes that begin a field somewhere, and none.
fn quotes(head: &str, delimiter: &str) -> Vec<Option<u8>> {
    let begins = |quote: char| {
        head.starts_with(quote)
            || head.contains(&format!("\n{quote}"))
            || head.contains(&format!("\r{quote}"))
            || head.contains(&format!("{delimiter}{quote}"))
    };
    let ends = |quote: char| {
        head.ends_with(quote)
            || head.contains(&format!("{quote}\n"))
            || head.contains(&format!("{quote}\r"))
            || head.contains(&format!("{quote}{delimiter}"))
    };
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        if begins(quote) && ends(quote) {
            found.push(Some(quote as u8));
        }
    }
    if found.is_empty() {
        // A double quote may come later in the file.
        found.push(Some(b'"'));
    }
    found
}

fn fit(head: &str, whole: bool, delimiter: &'static str, quote: Option<u8>, terminator: u8) -> Option<Fit> {
    let mut dialect = Dialect {
        delimiter,
        quote,
        backslash: quote.is_some_and(|quote| escapes_with_backslash(head, quote, delimiter)),
        terminator,
        columns: 0,
        preamble: 0,
        comment: None,
    };
    let Sample { records, quoted, stray } = sample(head, whole, &dialect);
    dialect.comment = comment(&records);
    let table: Vec<&Vec<String>> = records
        .iter()
        .filter(|fields| {
            !is_blank(fields)
                && dialect.comment.is_none_or(|mark| fields[0].as_bytes().first() != Some(&mark))
        })
        .collect();
    let stacked = stacked(&records, dialect.comment);
    let columns = stacked.as_ref().map(|stacked| stacked.columns).or_else(|| usual_count(&table))?;
    let remark = usize::from(begins_with_remark(table.iter().copied(), columns));
    let first = remark + table[remark..].iter().position(|fields| is_row(fields, columns))?;
    dialect.columns = columns;
    dialect.preamble = preamble_lines(&records, columns);
    let rows = &table[first..];
    if delimiter == ":" && rows.iter().filter(|fields| parts_a_clock(fields)).count() * 10 >= rows.len() * 9 {
        return None;
    }
    let regular = match &stacked {
        Some(stacked) => stacked.regular + rows.len().saturating_sub(stacked.rows),
        None => rows.iter().filter(|fields| fields.len() == columns).count(),
    };
    let consistency = regular as f64 / rows.len() as f64;
    let several = rows.iter().filter(|fields| fields.len() >= 2).count();
    // Rows whose last fields are left out: a separator that hardly stands in text is enough.
    let is_ragged = !matches!(delimiter, "," | ";") && rows.len() >= 4 && several * 10 >= rows.len() * 9;
    let needed = match (WEAK.contains(&delimiter), rows.len(), columns) {
        (false, ..) if is_ragged => 0.3,
        (true, ..) => 0.99,
        (false, ..=3, _) => 0.99,
        (false, _, 2) => 0.9,
        (false, ..) => 0.7,
    };
    let enough = match (WEAK.contains(&delimiter), columns) {
        (true, _) => rows.len() >= 4 && columns >= 3,
        (false, 2) => rows.len() >= 2,
        (false, _) => !rows.is_empty(),
    };
    if consistency < needed || !enough || first > rows.len() + 20 {
        return None;
    }
    // Masked values of equal length look like columns. A header has nothing to hide.
    let has_names = dialect.preamble == 0 && records.first().is_some_and(|fields| are_names(fields));
    if MASKS.contains(&delimiter) && !has_names {
        return None;
    }
    let tidy = tidiness(rows);
    let is_quoted = quote.is_some_and(|quote| begins_field(head, delimiter, quote));
    if delimiter == "," && !is_quoted && (rows.len() < 3 && tidy < 0.8 || is_prose(rows)) {
        return None;
    }
    let spread = (columns - 1) as f64 / columns as f64;
    // A longer separator explains more than its part; a quoted reading more than one with quotes in its values.
    let length = 1.0 + delimiter.chars().count() as f64 * 0.02;
    // One table explains more than several.
    let tables = if stacked.is_some() { 0.8 } else { 1.0 };
    // What separates in many texts explains more than what seldom does.
    let usual = if WEAK.contains(&delimiter) { 0.9 } else { 1.0 };
    let well_quoted = quoted > 0
        && stray == 0
        && !WEAK.contains(&delimiter)
        && records.iter().all(|fields| fields.len() == columns);
    Some(Fit {
        dialect,
        well_quoted,
        score: consistency * consistency * spread.sqrt() * tidy * length * tables * usual,
    })
}

/// The first records of a head.
#[derive(Default)]
struct Sample {
    records: Vec<Vec<String>>,
    /// Records with quoted fields.
    quoted: usize,
    /// Records with a quote that neither opens nor closes a field.
    stray: usize,
}

/// Parses the first records of a head. The last one is left out where the head cuts it.
fn sample(head: &str, whole: bool, dialect: &Dialect) -> Sample {
    let mut sample = Sample::default();
    let mut rest = head;
    let mut spans = Vec::new();
    while !rest.is_empty() && sample.records.len() < SAMPLE {
        let Some(cut) = super::split::cut(rest, dialect, true, &mut spans) else { break };
        if cut.length == rest.len() && !whole && !sample.records.is_empty() {
            break;
        }
        let record = &rest[..cut.content];
        let mut fields = Vec::new();
        super::split::fields(record, dialect, cut, &spans, |value| fields.push(value.to_string()));
        sample.records.push(fields);
        if dialect.quote.is_some_and(|quote| record.contains(char::from(quote))) {
            let proper = cut.quoted && spans.iter().all(|span| span.is_proper(record, dialect));
            sample.quoted += usize::from(proper);
            sample.stray += usize::from(!proper);
        }
        rest = &rest[cut.length..];
    }
    sample
}

/// A word for every column, and no digits beside an ordinal.
fn are_names(fields: &[String]) -> bool {
    fields.iter().all(|field| {
        let field = field.trim();
        let digits = field.chars().filter(char::is_ascii_digit).count();
        field.chars().any(char::is_alphabetic) && digits <= 2 && !field.contains([',', ';', '\t', '|'])
    })
}

fn is_blank(fields: &[String]) -> bool {
    fields.iter().all(|field| field.trim().is_empty())
}

/// The number of fields that most records have, at least two.
fn usual_count(table: &[&Vec<String>]) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for fields in table {
        match counts.iter_mut().find(|(count, _)| *count == fields.len()) {
            Some((_, times)) => *times += 1,
            None => counts.push((fields.len(), 1)),
        }
    }
    let usual =
        counts.iter().filter(|(count, _)| *count > 1).max_by_key(|(count, times)| (*times, *count))?;
    let single = counts.iter().find(|(count, _)| *count == 1).map_or(0, |(_, times)| *times);
    (usual.1 * 2 > single).then_some(usual.0)
}

/// Has it about the usual number of fields? A header can have one less than rows that end with a separator.
fn is_row(fields: &[String], columns: usize) -> bool {
    fields.len() >= 2 && fields.len() * 4 >= columns * 3 && !is_blank(fields)
}

/// Is the first record a line about the file, longer than the table below it, as DATEV writes? All others have one width.
fn begins_with_remark<'r>(mut records: impl Iterator<Item = &'r Vec<String>>, columns: usize) -> bool {
    let longer = records.next().is_some_and(|first| first.len() > columns + 1);
    let mut rows = 0;
    let even = records.all(|record| {
        rows += usize::from(!is_blank(record));
        is_blank(record) || record.len() == columns
    });
    longer && even && rows >= LEAST_BELOW
}

/// Records before the first one with about the usual number of fields. A title stands alone in its row.
fn preamble_lines(records: &[Vec<String>], columns: usize) -> usize {
    let filled = |fields: &Vec<String>| fields.iter().filter(|field| !field.trim().is_empty()).count();
    let is_first = |fields: &Vec<String>| is_row(fields, columns) && (columns < 3 || filled(fields) >= 2);
    let first = records.iter().position(is_first).unwrap_or(0);
    if first == 0 && begins_with_remark(records.iter(), columns) { 1 } else { first }
}

/// Tables of different widths, one below the other, with blank lines between.
struct Stacked {
    /// Fields of the first table's rows.
    columns: usize,
    /// Rows of all tables, and how many of them are as wide as most of their table.
    rows: usize,
    regular: usize,
}

/// Of each table there are a header and two rows at least, nearly all of them of one width.
fn stacked(records: &[Vec<String>], comment: Option<u8>) -> Option<Stacked> {
    let is_remark =
        |fields: &Vec<String>| comment.is_some_and(|mark| fields[0].as_bytes().first() == Some(&mark));
    let mut found: Option<Stacked> = None;
    let mut widths = Vec::new();
    for block in records.split(|fields| is_blank(fields)) {
        let rows: Vec<&Vec<String>> =
            block.iter().filter(|fields| fields.len() >= 2 && !is_remark(fields)).collect();
        if rows.is_empty() {
            continue;
        }
        let columns = usual_count(&rows)?;
        let regular = rows.iter().filter(|fields| fields.len() == columns).count();
        if rows.len() < 3 || regular * 10 < rows.len() * 9 {
            return None;
        }
        widths.push(columns);
        let all = found.get_or_insert(Stacked { columns, rows: 0, regular: 0 });
        all.rows += rows.len();
        all.regular += regular;
    }
    found.filter(|_| widths.iter().any(|width| *width != widths[0]))
}

/// `#` begins a comment when some line of a single field begins with it, and there are lines without.
fn comment(records: &[Vec<String>]) -> Option<u8> {
    let starts = |fields: &&Vec<String>| fields[0].starts_with('#');
    let is_remark = |fields: &&Vec<String>| fields.len() == 1 || fields[0].starts_with("# ");
    let marked = records.iter().filter(starts).count();
    let remarks = records.iter().filter(starts).filter(is_remark).count();
    (remarks * 2 > marked && marked + 2 <= records.len()).then_some(b'#')
}

fn escapes_with_backslash(head: &str, quote: u8, delimiter: &str) -> bool {
    let quote = char::from(quote);
    let escaped = format!("\\{quote}");
    let doubled = format!("{quote}{quote}");
    let within = head.match_indices(&escaped).filter(|(at, _)| {
        let after = &head[at + escaped.len()..];
        !after.is_empty() && !after.starts_with(delimiter) && !after.starts_with(['\n', '\r'])
    });
    let inner_doubled = head.match_indices(&doubled).filter(|(at, _)| {
        let after = &head[at + doubled.len()..];
        let before = &head[..*at];
        let empty = (before.is_empty() || before.ends_with(delimiter) || before.ends_with(['\n', '\r']))
            && (after.is_empty() || after.starts_with(delimiter) || after.starts_with(['\n', '\r']));
        !empty
    });
    within.count() > inner_doubled.count()
}

/// Does a quote begin a field somewhere?
fn begins_field(head: &str, delimiter: &str, quote: u8) -> bool {
    head.match_indices(char::from(quote)).any(|(at, _)| {
        let before = &head[..at];
        before.is_empty() || before.ends_with(['\n', '\r']) || before.ends_with(delimiter)
    })
}

/// Sentences have commas too: a space follows each, and many words stand between them.
fn is_prose(rows: &[&Vec<String>]) -> bool {
    let (mut later, mut spaced, mut all, mut words) = (0usize, 0usize, 0usize, 0usize);
    for row in rows {
        later += row.len().saturating_sub(1);
        spaced += row.iter().skip(1).filter(|field| field.starts_with(' ') || field.is_empty()).count();
        all += row.len();
        words += row.iter().map(|field| field.split_whitespace().count()).sum::<usize>();
    }
    spaced * 10 >= later * 7 && words >= all * 3
}

/// Objects that a program printed, one a line, have commas too: `{'id': 5, 'name': 'Anne Roy'}`, `'id' => 5, 'name' => ...`.
fn are_objects(head: &str) -> bool {
    let is_object = |line: &&str| {
        if is_struct(line) {
            return true;
        }
        let opened = line.split([',', ':', '=']).next().is_some_and(|first| first.contains(['{', '[', '(']));
        let fields = line.split(',').count();
        let properties = line.split(',').filter(|field| begins_with_property(field, opened)).count();
        properties >= 2 && properties * 5 >= fields * 2
    };
    let lines = || head.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE);
    let objects = lines().filter(is_object).count();
    objects >= 2 && objects * 10 >= lines().count() * 9
}

/// What Go prints: `{ID:5 Name:Anne Roy Email:a@example.org}`.
fn is_struct(line: &str) -> bool {
    let Some((_, inner)) = line.split_once('{') else { return false };
    let named =
        |field: &&str| field.split_once(':').is_some_and(|(name, value)| is_word(name) && !value.is_empty());
    inner.contains('}') && inner.split(' ').filter(named).count() >= 3
}

/// `'name': ...`, `"name" => ...`, `name=...`, perhaps behind an opening bracket; within an object also `name: ...`.
fn begins_with_property(field: &str, in_object: bool) -> bool {
    let opened = field.trim_start_matches([' ', '\t', '{', '[', '(']);
    // `User.create(name: ...`.
    let opened = opened
        .rsplit_once('(')
        .map_or(opened, |(called, rest)| if called.contains(['"', '\'']) { opened } else { rest });
    let quoted = opened.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let parted = match quoted {
        Some(quote) => opened[1..].split_once(quote),
        None if in_object => opened.find([':', '=']).map(|at| opened.split_at(at)),
        // `User(id=5, name=Anne Roy)`, `SET name='Anne Roy', city=...`.
        None => {
            return opened.split_once('=').is_some_and(|(name, value)| is_word(name) && !value.is_empty());
        }
    };
    let Some((name, rest)) = parted else { return false };
    let (name, rest) = (name.trim(), rest.trim_start());
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    named && (rest.starts_with(':') || rest.starts_with("=>") || is_word(name) && rest.starts_with('='))
}

/// What a program calls a value: `first_name`, `user.id`.
fn is_word(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// The share of fields that look like one value each: a number, a date, words. A field that holds another separator
/// was probably cut by the wrong one.
fn tidiness(rows: &[&Vec<String>]) -> f64 {
    let (mut total, mut tidy) = (0.0, 0.0);
    for field in rows.iter().flat_map(|fields| fields.iter()) {
        total += 1.0;
        tidy += value_likeness(field.trim());
    }
    if total == 0.0 { 0.0 } else { f64::max(tidy / total, 0.01) }
}

fn value_likeness(field: &str) -> f64 {
    if field.is_empty() {
        return 0.8;
    }
    if is_number(field) {
        return 1.0;
    }
    let strange = field
        .chars()
        .filter(|c| matches!(c, ';' | '|' | '\t' | '^' | '~' | '"' | '\u{1}' | '\u{1f}'))
        .count();
    match strange {
        0 if field.starts_with(' ') || field.len() > 200 => 0.7,
        0 => 0.95,
        1 => 0.5,
        _ => 0.2,
    }
}

/// Digits with signs, separators and currency.
pub(crate) fn is_number(field: &str) -> bool {
    field.bytes().any(|byte| byte.is_ascii_digit())
        && field.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ' ' | '%' | '$' | '€' | '₩' | '(' | ')')
        })
}
