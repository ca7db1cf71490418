//! Tables of attribute and value: a row says one thing of somebody, `(7, 'first_name', 'Anne')`. The rows of one somebody that follow
//! each other are handed over as one record, with a column for each attribute.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use whose_model::{Batch, RecordEntry, Table, TableKind};

/// Names of the column that names the attribute, folded to small letters and digits.
const ATTRIBUTES: &[&str] = &[
    "attribute",
    "attributecode",
    "attributename",
    "attrname",
    "attr",
    "metakey",
    "fieldname",
    "field",
    "fieldlabel",
    "fieldkey",
    "property",
    "propertyname",
    "key",
    "keyname",
    "settingname",
    "variable",
    "variablename",
    "parameter",
    "question",
    "questiontext",
    "속성",
    "속성명",
    "항목",
    "항목명",
    "attribut",
    "champ",
    "cle",
    "clé",
];
/// Names of the column that holds the value.
const VALUES: &[&str] = &[
    "value",
    "attributevalue",
    "attrvalue",
    "metavalue",
    "fieldvalue",
    "propertyvalue",
    "settingvalue",
    "val",
    "answer",
    "response",
    "content",
    "data",
    "값",
    "속성값",
    "valeur",
    "reponse",
    "réponse",
];
/// More attributes than this are no columns.
const MOST_ATTRIBUTES: usize = 1_000;
/// A record of more fields is handed over in parts.
const MOST_FIELDS: usize = 2_000;

/// Tables of one source that may be of attribute and value, by number.
#[derive(Default)]
pub(crate) struct Attributes(FxHashMap<u32, State>);

enum State {
    /// No record was seen yet.
    Waiting(Table),
    Joined(Box<Joined>),
}

/// Where such a table's columns stand.
#[derive(Clone, Copy)]
struct Shape {
    whose: u32,
    attribute: u32,
    value: u32,
}

/// What another column says in the row before.
#[derive(Default, Clone)]
struct Other {
    /// Its number in the table as it is handed over; none for attribute and value.
    kept: Option<u32>,
    said: String,
    /// It numbers the rows themselves, which are no records any more.
    counts: bool,
}

struct Joined {
    shape: Shape,
    /// The other columns, by their number in the rows.
    others: Vec<Other>,
    columns: u32,
    attributes: FxHashMap<String, u32>,
    whose: String,
    begun: Option<RecordEntry>,
    number: u64,
    out: Batch,
    /// Fields of the record under way.
    fields: usize,
}

/// What is to be handed on.
pub(crate) enum Ready<'a> {
    Table(&'a Table),
    Column(u32, &'a str),
    Batch(&'a Batch),
}

impl Attributes {
    /// Keeps a table back whose columns are named as those of attribute and value are.
    pub(crate) fn keep(&mut self, number: u32, table: &Table) -> bool {
        let fits = table.kind == TableKind::Rows && named(&table.columns).is_some();
        if fits {
            self.0.insert(number, State::Waiting(table.clone()));
        }
        fits
    }

    /// Is the table kept back?
    pub(crate) fn knows(&self, number: u32) -> bool {
        self.0.contains_key(&number)
    }

    /// A further column of a table that is kept back.
    pub(crate) fn column(&mut self, number: u32, name: &str) {
        if let Some(State::Waiting(table)) = self.0.get_mut(&number) {
            table.columns.push(name.to_string());
        }
    }

    /// Takes records of a table that is kept back. Says how many records they are now.
    pub(crate) fn take(&mut self, number: u32, batch: &Batch, mut ready: impl FnMut(Ready<'_>)) -> u64 {
        let joined = match self.0.get_mut(&number) {
            Some(State::Joined(joined)) => joined,
            Some(State::Waiting(table)) => {
                let Some((shape, counts)) = shape(table, batch) else {
                    ready(Ready::Table(table));
                    ready(Ready::Batch(batch));
                    self.0.remove(&number);
                    return batch.records.len() as u64;
                };
                let (joined, declared) = Joined::new(shape, &counts, table);
                ready(Ready::Table(&declared));
                self.0.insert(number, State::Joined(Box::new(joined)));
                return self.take(number, batch, ready);
            }
            None => return 0,
        };
        let before = joined.number;
        for (entry, fields) in batch.iter() {
            let text = |column: u32| {
                fields.iter().find(|field| field.column == column).map_or("", |field| batch.value(*field))
            };
            joined.row(entry, text, &mut ready);
            if joined.out.is_full() {
                ready(Ready::Batch(&joined.out));
                joined.out.clear();
            }
        }
        joined.number - before
    }

    /// Hands on what is left of every table, with its number. Says how many records that are.
    pub(crate) fn end(&mut self, mut ready: impl FnMut(u32, Ready<'_>)) -> u64 {
        let mut records = 0;
        let mut numbers: Vec<u32> = self.0.keys().copied().collect();
        numbers.sort_unstable();
        for number in numbers {
            match self.0.remove(&number) {
                Some(State::Waiting(table)) => ready(number, Ready::Table(&table)),
                Some(State::Joined(mut joined)) => {
                    let before = joined.number;
                    joined.end_record();
                    records += joined.number - before;
                    ready(number, Ready::Batch(&joined.out));
                }
                None => {}
            }
        }
        records
    }
}

impl Joined {
    fn new(shape: Shape, counts: &[bool], table: &Table) -> (Self, Table) {
        let mut columns = Vec::new();
        let mut others = Vec::new();
        for (number, name) in (0u32..).zip(&table.columns) {
            let own = number != shape.attribute && number != shape.value;
            let counts = counts.get(number as usize).copied().unwrap_or_default();
            others.push(Other { kept: own.then_some(columns.len() as u32), said: String::new(), counts });
            columns.extend(own.then(|| name.clone()));
        }
        let joined = Self {
            shape,
            others,
            columns: columns.len() as u32,
            attributes: FxHashMap::default(),
            whose: String::new(),
            begun: None,
            number: 0,
            out: Batch::default(),
            fields: 0,
        };
        (joined, Table { columns, ..table.clone() })
    }

    fn row<'a>(
        &mut self,
        entry: RecordEntry,
        text: impl Fn(u32) -> &'a str,
        ready: &mut impl FnMut(Ready<'_>),
    ) {
        let whose = text(self.shape.whose);
        if self.begun.is_some() && whose != self.whose || self.fields >= MOST_FIELDS {
            self.end_record();
        }
        if self.begun.is_none() {
            self.begun = Some(entry);
            self.whose = whose.to_string();
            self.others.iter_mut().for_each(|other| other.said.clear());
        }
        // What rows say besides is said once, as long as it stays the same.
        let first = self.fields == 0;
        for (column, other) in (0u32..).zip(&mut self.others) {
            let value = text(column);
            let is_new = value != other.said && (first || !other.counts);
            if let Some(kept) = other.kept.filter(|_| is_new && !value.is_empty()) {
                self.out.push(kept, 0, value);
                other.said = value.to_string();
            }
        }
        self.fields += 1;
        let value = text(self.shape.value);
        if !value.is_empty() {
            let column = self.attribute(text(self.shape.attribute), ready);
            self.out.push(column, 0, value);
        }
    }

    /// The column of an attribute, declared when it is new.
    fn attribute(&mut self, name: &str, ready: &mut impl FnMut(Ready<'_>)) -> u32 {
        let name = if self.attributes.len() < MOST_ATTRIBUTES { name } else { "" };
        if let Some(known) = self.attributes.get(name) {
            return *known;
        }
        let column = self.columns;
        self.columns += 1;
        self.attributes.insert(name.to_string(), column);
        // What waits knows nothing of the column yet, and need not.
        ready(Ready::Column(column, name));
        column
    }

    fn end_record(&mut self) {
        if let Some(begun) = self.begun.take() {
            self.number += 1;
            self.fields = 0;
            self.out.end_record(begun.number, begun.offset);
        }
    }
}

/// Which columns the names of a table say are of attribute and value; whose it is, the records tell.
fn named(columns: &[String]) -> Option<(u32, u32)> {
    let find = |words: &[&str]| {
        let mut found = (0u32..).zip(columns).filter(|(_, name)| words.contains(&folded(name).as_str()));
        found.next().map(|(number, _)| number).filter(|_| found.next().is_none())
    };
    let (attribute, value) = (find(ATTRIBUTES)?, find(VALUES)?);
    (columns.len() > 2 && columns.len() < 12 && attribute != value).then_some((attribute, value))
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Are these rows of attribute and value? Somebody's follow each other, and the same attributes come again and again. Says too which
/// columns number the rows.
fn shape(table: &Table, batch: &Batch) -> Option<(Shape, Vec<bool>)> {
    let (attribute, value) = named(&table.columns)?;
    let rows = batch.records.len();
    if rows < 4 {
        return None;
    }
    let mut attributes: FxHashSet<&str> = FxHashSet::default();
    let mut columns = vec![Column::default(); table.columns.len()];
    for (_, fields) in batch.iter() {
        let mut row = vec![""; table.columns.len()];
        for field in fields {
            if let Some(cell) = row.get_mut(field.column as usize) {
                *cell = batch.value(*field);
            }
        }
        attributes.insert(row[attribute as usize]);
        columns.iter_mut().zip(&row).for_each(|(column, cell)| column.take(cell, row[attribute as usize]));
    }
    if attributes.len() < 2 || attributes.len() * 2 > rows {
        return None;
    }
    // Of what stays the same from row to row, that which does so longest, but not until many an attribute comes once more.
    let others = (0u32..).zip(&columns).filter(|(column, _)| *column != attribute && *column != value);
    let repeats = others.filter(|(_, column)| (rows / 3..rows - 1).contains(&column.again));
    let twice = |column: &Column<'_>| if column.twice * 4 > rows { column.twice } else { 0 };
    let (whose, _) = repeats.min_by_key(|(_, column)| (twice(column), Reverse(column.again)))?;
    let counts = columns.iter().map(|column| !column.is_text && column.again == 0).collect();
    Some((Shape { whose, attribute, value }, counts))
}

/// What a column says in the rows that are looked at.
#[derive(Default, Clone)]
struct Column<'a> {
    last: &'a str,
    /// Rows that say what the row before says.
    again: usize,
    /// The attributes of the rows since it last changed, and how often one of them came once more.
    attributes: FxHashSet<&'a str>,
    twice: usize,
    is_text: bool,
}

impl<'a> Column<'a> {
    fn take(&mut self, cell: &'a str, attribute: &'a str) {
        if cell != self.last {
            self.attributes.clear();
        } else if !cell.is_empty() {
            self.again += 1;
        }
        self.twice += usize::from(!self.attributes.insert(attribute));
        self.is_text |= !cell.bytes().all(|byte| byte.is_ascii_digit());
        self.last = cell;
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn rows_of_one_somebody_are_a_record() {
        let text = "umeta_id,user_id,meta_key,meta_value\n1,5,first_name,Anne\n2,5,last_name,Roy\n3,5,phone,416\n\
                    4,6,first_name,Paul\n5,6,phone,417\n6,6,phone,418\n7,7,last_name,Lee\n8,7,first_name,Kim\n";
        let expected = "\
a.csv: delimited UTF-8 174/174
  table 0 rows \"\": umeta_id | user_id
  0 #1 @37: umeta_id=\"1\" user_id=\"5\" first_name=\"Anne\" last_name=\"Roy\" phone=\"416\"
  0 #4 @89: umeta_id=\"4\" user_id=\"6\" first_name=\"Paul\" phone=\"417\" phone=\"418\"
  0 #7 @137: umeta_id=\"7\" user_id=\"7\" last_name=\"Lee\" first_name=\"Kim\"
";
        assert_eq!(dump("a.csv", text.as_bytes()), expected);
    }

    #[test]
    fn what_rows_say_besides_is_kept() {
        let text = "user,field,value,changed_by\n5,a,Anne,x@mail.example\n5,b,Roy,x@mail.example\n5,c,1,y@mail.example\n\
                    6,a,Paul,x@mail.example\n6,b,Lee,x@mail.example\n6,c,2,z@mail.example\n";
        let shown = dump("a.csv", text.as_bytes());
        assert!(shown.contains("user=\"5\" changed_by=\"x@mail.example\" a=\"Anne\" b=\"Roy\" changed_by=\"y@mail.example\" c=\"1\""), "{shown}");
    }

    #[test]
    fn other_tables_stay_as_they_are() {
        for text in
            ["id,key,value\n1,a,Anne\n2,b,Paul\n3,c,Kim\n4,d,Lee\n", "id,key,value\n1,a,Anne\n1,b,Paul\n"]
        {
            assert!(dump("a.csv", text.as_bytes()).contains("id | key | value"));
        }
    }
}
