//! What stands around the records of a tree: a manifest's date belongs to each of its parcels, as the header of an
//! interchange belongs to its messages.

use crate::Output;
use crate::paths::PathTables;

/// Values held for the records to come; what exceeds this goes to the table of what stands outside, at once.
const MOST_VALUES: usize = 4_096;
const MOST_BYTES: usize = 1 << 20;
/// Most values that one record is given, and their longest.
const MOST_GIVEN: usize = 64;
const LONGEST_GIVEN: usize = 1_024;

/// Number of the table of what stands outside of records.
const OUTSIDE: usize = 0;

/// Is the first path around the second?
pub(crate) fn is_around(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| {
        !rest.is_empty() && (outer.is_empty() || rest.starts_with('/') || rest.starts_with("[]"))
    })
}

/// Values of the open ancestors of records.
#[derive(Default)]
pub(crate) struct Ancestors {
    values: Vec<Value>,
    text: String,
}

struct Value {
    path: String,
    group: u32,
    /// End of its text; it begins at the end of the one before.
    to: usize,
    /// May records have it?
    given: bool,
    /// Was it handed over with a record?
    used: bool,
}

impl Ancestors {
    /// Number of values held: an ancestor that begins remembers it for [`Ancestors::leave`].
    pub(crate) fn mark(&self) -> usize {
        self.values.len()
    }

    /// Takes a value that stands outside of records. `given`: later records within the same ancestor have it too.
    pub(crate) fn hold(
        &mut self,
        (path, group, given): (&str, u32, bool),
        value: &str,
        offset: u64,
        tables: &mut PathTables,
        output: &mut dyn Output,
    ) {
        if self.values.len() >= MOST_VALUES || self.text.len() + value.len() > MOST_BYTES {
            return tables.value(OUTSIDE, path, group, value, offset, output);
        }
        let places = self.values.iter().filter(|value| value.given).count();
        let given = given && value.len() <= LONGEST_GIVEN && places < MOST_GIVEN;
        self.text.push_str(value);
        self.values.push(Value { path: path.to_string(), group, to: self.text.len(), given, used: false });
    }

    /// Gives a record the values of its ancestors.
    pub(crate) fn give(
        &mut self,
        table: usize,
        offset: u64,
        tables: &mut PathTables,
        output: &mut dyn Output,
    ) {
        let mut from = 0;
        for value in &mut self.values {
            if value.given {
                tables.value(table, &value.path, 0, &self.text[from..value.to], offset, output);
                value.used = true;
            }
            from = value.to;
        }
    }

    /// An ancestor ends. Values that no record had become a record of their own, with what stands around them.
    pub(crate) fn leave(
        &mut self,
        mark: usize,
        offset: u64,
        tables: &mut PathTables,
        output: &mut dyn Output,
    ) {
        let mark = mark.min(self.values.len());
        if self.values[mark..].iter().any(|value| !value.used) {
            let mut from = 0;
            for (number, value) in self.values.iter_mut().enumerate() {
                if value.given || number >= mark {
                    let text = &self.text[from..value.to];
                    tables.value(OUTSIDE, &value.path, value.group, text, offset, output);
                    value.used = true;
                }
                from = value.to;
            }
        }
        tables.end_record(OUTSIDE, offset, output);
        self.values.truncate(mark);
        self.text.truncate(self.values.last().map_or(0, |value| value.to));
    }
}

/// Goes down from a level of records to the deepest repeated level within it that is rather what a record is: it holds most
/// of the leaf values, and more kinds of them than stand around it. A list of goods within an order is not, the parcels of
/// a manifest are. `repeated`: paths that repeat; `leaves`: how often each path of a leaf was seen.
pub(crate) fn deepest<'p>(
    level: &'p str,
    repeated: impl Iterator<Item = &'p str>,
    leaves: &std::collections::BTreeMap<String, u64>,
) -> &'p str {
    let count = |path: &str| {
        let within = leaves.iter().filter(|(leaf, _)| is_around(path, leaf));
        within.fold((0, 0), |(kinds, all), (_, times)| (kinds + 1, all + times))
    };
    let mut inner: Vec<&str> = repeated.filter(|path| is_around(level, path)).collect();
    inner.sort_by_key(|path| (path.len(), *path));
    let (kinds, all) = count(level);
    let mut best = level;
    for path in inner {
        let (inner_kinds, inner_all): (u64, u64) = count(path);
        let holds_most = inner_all * 10 >= all * 6 && inner_kinds * 2 > kinds && inner_kinds >= 2;
        if holds_most && is_around(best, path) {
            best = path;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(paths: &[(&str, u64)]) -> std::collections::BTreeMap<String, u64> {
        paths.iter().map(|(path, times)| (path.to_string(), *times)).collect()
    }

    #[test]
    fn parcels_of_a_manifest_are_records_and_goods_of_an_order_are_not() {
        let manifest = leaves(&[("m/date", 2), ("m/s/p/pin", 20), ("m/s/p/name", 20), ("m/s/p/city", 20)]);
        assert_eq!(deepest("m", ["m", "m/s/p"].into_iter(), &manifest), "m/s/p");
        let order = leaves(&[
            ("o/id", 2),
            ("o/name", 2),
            ("o/street", 2),
            ("o/city", 2),
            ("o/item/sku", 20),
            ("o/item/count", 20),
        ]);
        assert_eq!(deepest("o", ["o", "o/item"].into_iter(), &order), "o");
    }
}
