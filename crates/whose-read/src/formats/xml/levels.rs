//! Which elements of an XML document are records, found on a sample.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::bank_messages;
use crate::ancestors::deepest;
use crate::markup::{Kind, Piece, attributes, local, named, next};
use crate::paths::{Level, record_levels};
use crate::window::Window;

/// What a sample of a document shows.
#[derive(Debug, Default)]
pub(crate) struct Sampled {
    /// Paths of elements that are records.
    pub(crate) records: FxHashSet<String>,
    /// Paths of elements that repeat within one parent.
    pub(crate) repeated: FxHashSet<String>,
}

struct Open {
    path: String,
    from: u64,
    children: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Look {
    stack: Vec<Open>,
    /// Most siblings, all elements, and bytes, by path.
    seen: BTreeMap<String, (u64, u64, u64)>,
    /// How often each path had a value.
    leaves: BTreeMap<String, u64>,
}

impl Look {
    fn open(&mut self, name: &str, from: u64) {
        let path = match self.stack.last_mut() {
            Some(parent) => {
                let count = parent.children.entry(name.to_string()).or_default();
                *count += 1;
                let path = format!("{}/{name}", parent.path);
                let seen = self.seen.entry(path.clone()).or_default();
                seen.0 = seen.0.max(*count);
                seen.1 += 1;
                path
            }
            None => name.to_string(),
        };
        self.stack.push(Open { path, from, children: BTreeMap::new() });
    }

    fn leaf(&mut self, below: &str) {
        let Some(open) = self.stack.last() else { return };
        let path = if below.is_empty() { open.path.clone() } else { format!("{}/@{below}", open.path) };
        *self.leaves.entry(path).or_default() += 1;
    }

    fn close(&mut self, to: u64) {
        if let Some(open) = self.stack.pop()
            && let Some(seen) = self.seen.get_mut(&open.path)
        {
            seen.2 += to.saturating_sub(open.from);
        }
    }
}

/// Looks at the head of a document. `whole`: it is all of it.
pub(crate) fn sample(head: &str, whole: bool) -> Sampled {
    let mut bytes = head.as_bytes();
    let mut text = crate::window::Plain(&mut bytes);
    let mut window = Window::new(&mut text);
    let mut look = Look::default();
    let mut of_banks = false;
    while let Some(Piece { kind, name, inner, length }) = next(&mut window) {
        let at = window.position(0);
        let name = local(&window.rest()[name]).to_string();
        let inner = &window.rest()[inner];
        match kind {
            Kind::Open | Kind::Empty => {
                of_banks |= look.stack.is_empty() && bank_messages::is_message(inner);
                look.open(&named(&name, inner).unwrap_or(name), at);
                attributes(inner, |name, _| look.leaf(local(name)));
                if kind == Kind::Empty {
                    look.close(at + length as u64);
                }
            }
            Kind::Text | Kind::Verbatim if !inner.trim().is_empty() => look.leaf(""),
            Kind::Close => look.close(at + length as u64),
            _ => {}
        }
        window.cut(length);
    }
    let end = window.position(0);
    while !look.stack.is_empty() {
        look.close(end);
    }
    let repeated: BTreeSet<String> =
        look.seen.iter().filter(|(_, (siblings, ..))| *siblings >= 2).map(|(path, _)| path.clone()).collect();
    if of_banks {
        let records =
            bank_messages::records(look.seen.keys().map(String::as_str), |path| repeated.contains(path));
        let records = records.into_iter().map(str::to_string).collect();
        return Sampled { records, repeated: repeated.into_iter().collect() };
    }
    let outermost = |path: &&String| !repeated.iter().any(|other| path.starts_with(&format!("{other}/")));
    let levels: Vec<Level> = repeated
        .iter()
        .filter(outermost)
        .map(|path| Level { path: path.clone(), count: look.seen[path].1, bytes: look.seen[path].2 })
        .collect();
    let records = record_levels(&levels, end, whole)
        .iter()
        .map(|level| deepest(level, repeated.iter().map(String::as_str), &look.leaves).to_string())
        .collect();
    Sampled { records, repeated: repeated.into_iter().collect() }
}
