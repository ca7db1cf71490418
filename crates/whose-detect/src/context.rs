//! Words that stand before a value, or in the name of its column, and tell what it is.

/// A set of identifiers that some words speak of; bit `n` is `identifiers::ALL[n]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContextSet(pub u128);

impl ContextSet {
    /// Is the identifier at that position of the list spoken of?
    #[must_use]
    pub const fn contains(self, position: usize) -> bool {
        self.0 >> position & 1 == 1
    }

    /// Adds the identifier at that position of the list.
    pub const fn insert(&mut self, position: usize) {
        self.0 |= 1 << position;
    }

    /// Either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
