//! Pairwise precision and recall: of two mentions that were put together, how often rightly; of two that belong together, how
//! often found.

/// A mention with the person it was put to and the person it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Put {
    /// Person of the case.
    pub found: u64,
    /// Person of the truth.
    pub truth: u32,
    /// Number of the record.
    pub record: u64,
    /// Role, by number.
    pub role: u8,
}

/// Counts of pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Put together, and rightly.
    pub right: u64,
    /// Put together.
    pub found: u64,
    /// Belonging together.
    pub truth: u64,
}

impl Pairs {
    /// Counts. Copies of a record in several files count once for each person they were put to: copies that are kept together
    /// add nothing, copies that are torn apart count as what they are.
    pub fn count(mut list: Vec<Put>) -> Self {
        list.sort_unstable();
        list.dedup();
        let mut pairs = Self {
            right: runs(&list, |put| (put.found, put.truth)),
            found: runs(&list, |put| put.found),
            truth: 0,
        };
        list.sort_unstable_by_key(|put| put.truth);
        pairs.truth = runs(&list, |put| put.truth);
        pairs
    }

    /// Share of the found pairs that are right.
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of the true pairs that are found.
    pub fn recall(self) -> f64 {
        share(self.right, self.truth)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Pairs within runs of equal keys.
fn runs<Key: PartialEq>(list: &[Put], key: impl Fn(&Put) -> Key) -> u64 {
    list.chunk_by(|one, other| key(one) == key(other))
        .map(|run| run.len() as u64 * (run.len() as u64 - 1) / 2)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(found: u64, truth: u32, record: u64) -> Put {
        Put { found, truth, record, role: 1 }
    }

    #[test]
    fn pairs_are_counted_as_by_hand() {
        // Person 1 has records 1, 2, 3; the case tore 3 off and put it to person 2's record 4.
        let pairs = Pairs::count(vec![put(10, 1, 1), put(10, 1, 2), put(20, 1, 3), put(20, 2, 4)]);
        assert_eq!(pairs, Pairs { right: 1, found: 2, truth: 3 });
    }

    #[test]
    fn copies_kept_together_add_nothing_and_copies_torn_apart_cost() {
        let kept = Pairs::count(vec![put(10, 1, 1), put(10, 1, 1), put(10, 1, 2)]);
        assert_eq!(kept, Pairs { right: 1, found: 1, truth: 1 });
        let torn = Pairs::count(vec![put(10, 1, 1), put(11, 1, 1)]);
        assert_eq!(torn, Pairs { right: 0, found: 0, truth: 1 });
    }
}
