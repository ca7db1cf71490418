//! Where the records of a JSON document are, found on a sample.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::names::{Lists, Names};
use super::parse::{Ended, Events, Kind};
use super::typed::{self, parse_as};
use crate::ancestors::{deepest, is_around};
use crate::paths::{Level, record_levels};
use crate::window::Window;

/// What a sample of a document shows.
#[derive(Debug, Default)]
pub(crate) struct Sampled {
    /// Paths of arrays whose elements are records.
    pub(crate) records: Vec<String>,
    /// Paths of objects whose keys are data: `{"1001": {...}, "1002": {...}}`.
    pub(crate) maps: BTreeSet<String>,
    /// How the columns of arrays of arrays are called, by the path of the array.
    pub(crate) names: BTreeMap<String, Names>,
    /// Do values bear their type?
    pub(crate) typed: bool,
    /// How parsing the sample ended.
    pub(crate) damaged: bool,
    /// Documents and objects seen.
    pub(crate) documents: u64,
    pub(crate) objects: u64,
    /// Bytes up to the end, or to the damage.
    pub(crate) read: u64,
}

/// Looks at the head of a text. `whole`: it is all of it.
pub(crate) fn sample(head: &str, whole: bool) -> Sampled {
    let mut bytes = head.as_bytes();
    let mut text = crate::window::Plain(&mut bytes);
    let mut window = Window::new(&mut text);
    let mut look = Look::default();
    let typed = typed::are_typed(head);
    let ended = parse_as(typed, &mut window, &mut Answers::new(&mut look));
    let rest = window.rest().len();
    // A record that the sample cuts counts as far as it goes.
    let position = window.position(0);
    while !look.stack.is_empty() {
        look.close(position);
    }
    let damaged = ended == Ended::Damaged
        || ended == Ended::Early && whole && look.documents == 0 && rest == head.len();
    let levels: Vec<Level> = look
        .arrays
        .iter()
        .map(|(path, (count, bytes))| Level { path: path.clone(), count: *count, bytes: *bytes })
        .collect();
    let one = look.documents <= 1;
    let records = if one { record_levels(&levels, position, whole) } else { vec![String::new()] };
    let repeated = || look.repeated.iter().map(String::as_str);
    let mut records: Vec<String> = records
        .iter()
        .map(|level| deepest(level, repeated(), &look.leaves).to_string())
        .filter(|level| one || !level.is_empty())
        .collect();
    let names = look.lists.names();
    // Rows whose columns have names are records, however few they are, and what is around them is none.
    let rows = || names.keys().filter(|_| one);
    records.retain(|record| !rows().any(|rows| is_around(record, rows)));
    records.extend(rows().cloned());
    // Values alone in an array are a record each.
    if one
        && records.is_empty()
        && look.leaves.len() == 1
        && look.leaves.get("[]").is_some_and(|times| *times > 1)
    {
        records.push(String::new());
    }
    records.sort_unstable();
    records.dedup();
    Sampled {
        records,
        names,
        maps: if one { look.maps } else { BTreeSet::new() },
        typed,
        damaged,
        documents: look.documents,
        objects: look.objects,
        read: position,
    }
}

#[derive(Default)]
struct Look {
    stack: Vec<Seen>,
    key: String,
    /// Outermost arrays of objects or arrays: elements and bytes.
    arrays: BTreeMap<String, (u64, u64)>,
    maps: BTreeSet<String>,
    /// Arrays of which one held several objects, at any depth.
    repeated: BTreeSet<String>,
    lists: Lists,
    /// How often each path had a value.
    leaves: BTreeMap<String, u64>,
    documents: u64,
    objects: u64,
}

struct Seen {
    kind: Kind,
    path: String,
    from: u64,
    within_array: bool,
    /// Values that are objects or arrays, and all values.
    inner: u64,
    values: u64,
    /// Keys of the objects within, to tell a map from an object.
    inner_keys: BTreeMap<String, u64>,
}

/// An object with this many values, all objects that share their keys, is a map.
const MAP: u64 = 5;

impl Look {
    fn close(&mut self, at: u64) {
        let Some(seen) = self.stack.pop() else { return };
        let bytes = at.saturating_sub(seen.from);
        if seen.kind == Kind::Array && seen.inner >= 2 && seen.inner == seen.values {
            self.repeated.insert(seen.path.clone());
        }
        if seen.kind == Kind::Array && !seen.within_array && seen.inner * 2 >= seen.values && seen.inner > 0 {
            let entry = self.arrays.entry(seen.path).or_default();
            entry.0 += seen.inner;
            entry.1 += bytes;
        } else if seen.kind == Kind::Object
            && !seen.within_array
            && seen.inner >= MAP
            && seen.inner == seen.values
        {
            let shared = seen.inner_keys.values().filter(|times| **times * 2 >= seen.inner).count();
            if shared > 0 && shared * 2 >= seen.inner_keys.len() {
                self.arrays.insert(seen.path.clone(), (seen.inner, bytes));
                self.maps.insert(seen.path);
            }
        }
    }

    fn path(&self) -> String {
        match self.stack.last() {
            None => String::new(),
            Some(parent) if parent.kind == Kind::Array => format!("{}[]", parent.path),
            Some(parent) if parent.path.is_empty() => self.key.clone(),
            Some(parent) => format!("{}/{}", parent.path, self.key),
        }
    }
}

impl Events for Look {
    fn begin(&mut self, kind: Kind, window: &mut Window<'_>) {
        let path = self.path();
        self.lists.nest(&path);
        if kind == Kind::Array {
            self.lists.begin(&path);
        }
        if kind == Kind::Array
            && let Some(parent) = self.stack.last().filter(|parent| parent.kind == Kind::Array)
        {
            self.lists.row(&parent.path);
        }
        let within_array =
            self.stack.last().is_some_and(|parent| parent.within_array || parent.kind == Kind::Array);
        if let Some(parent) = self.stack.last_mut() {
            parent.inner += u64::from(kind == Kind::Object || parent.kind == Kind::Array);
            parent.values += 1;
        }
        self.objects += u64::from(kind == Kind::Object);
        let from = window.position(0);
        self.stack.push(Seen {
            kind,
            path,
            from,
            within_array,
            inner: 0,
            values: 0,
            inner_keys: BTreeMap::new(),
        });
    }

    fn end(&mut self, window: &mut Window<'_>) {
        self.close(window.position(0));
    }

    fn key(&mut self, key: &str) {
        self.key.clear();
        self.key.push_str(key);
        let depth = self.stack.len();
        if depth >= 2
            && self.stack[depth - 2].kind == Kind::Object
            && self.stack[depth - 2].inner_keys.len() < 1_000
        {
            *self.stack[depth - 2].inner_keys.entry(key.to_string()).or_default() += 1;
        }
    }

    fn scalar(&mut self, value: &str) {
        let path = self.path();
        self.lists.value(&path, value);
        *self.leaves.entry(path).or_default() += 1;
        self.null();
    }

    fn null(&mut self) {
        if let Some(parent) = self.stack.last_mut() {
            parent.values += 1;
        }
    }

    fn document(&mut self, _window: &mut Window<'_>) -> bool {
        self.documents += 1;
        true
    }

    fn go_on(&mut self) -> bool {
        true
    }
}
