//! What a model of the user's says of running text. The model stands outside the stages; the one that finds asks it
//! through this interface and weighs its word against its own lists.

/// What a model says that a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A person.
    Person,
    /// A postal address, or its street.
    Address,
    /// A town, province, country or other place, which alone is no address.
    Place,
}

/// A piece of a text and what it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedSpan {
    /// What it is.
    pub named: Named,
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// How certain, 0 to 100.
    pub certainty: u8,
}

/// Finds names in running text.
pub trait NamesInProse: std::fmt::Debug + Send + Sync {
    /// What a text holds, in its order, nothing within another, all on borders of characters. The same text gives the same
    /// answer, whatever was asked before and by how many threads.
    fn names_in(&self, text: &str) -> Vec<NamedSpan>;

    /// How many texts it failed on so far; it named nothing in them.
    fn failures(&self) -> u64 {
        0
    }
}
