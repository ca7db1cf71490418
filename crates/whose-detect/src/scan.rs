//! The one pass over text that finds identifiers, and the reading of whole cells.

use crate::context::ContextSet;
use crate::identifiers;
use whose_model::category::{Categories, CategoryId, CategorySet};

/// What is known about a text before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// What the name of the column, or the words before the text, speak of; see [`Scanner::context_of`].
    pub context: ContextSet,
}

/// One identifier found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub category: CategoryId,
    /// First byte in the text; always at the border of a character.
    pub start: u32,
    /// First byte after it; always at the border of a character.
    pub end: u32,
    /// How certain, 0 to 100. Below 50: worth counting over a column, not worth telling alone.
    pub certainty: u8,
    value: (u32, u32),
}

/// What a scan found: spans and normal forms, in the order of the text, never overlapping. Meant to be reused.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    values: String,
}

impl Findings {
    /// Forgets everything, keeps the memory.
    pub fn clear(&mut self) {
        self.list.clear();
        self.values.clear();
    }

    /// All, in the order of the text.
    #[must_use]
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// Normal form of the value of a finding: unknown positions as in [`whose_model::value`].
    #[must_use]
    pub fn value(&self, finding: &Finding) -> &str {
        &self.values[finding.value.0 as usize..finding.value.1 as usize]
    }
}

/// Which categories a whole cell could be, by its shape alone; to be counted over a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// The shape fits; for many kinds this says little (nine digits fit a dozen).
    pub fits: CategorySet,
    /// Certain enough without any context (50 or more).
    pub likely: CategorySet,
    /// The kind has a check digit and it is right. One random number in ten passes Luhn: compare shares.
    pub checked: CategorySet,
}

/// Finds identifiers. Made once per run, shared by all threads.
#[derive(Debug)]
pub struct Scanner {
    categories: Categories,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner for every identifier of [`identifiers::ALL`].
    #[must_use]
    pub fn new() -> Self {
        Self { categories: identifiers::categories() }
    }

    /// The categories that findings are numbered by.
    #[must_use]
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// What some words (a column name, a label, a key) speak of, for [`Hint::context`].
    #[must_use]
    pub fn context_of(&self, _words: &str) -> ContextSet {
        ContextSet::default()
    }

    /// The categories whose column words stand in a column name, e.g. `cust_hp_no`, `휴대폰번호`, `date_naissance`.
    #[must_use]
    pub fn named_by(&self, _header: &str) -> CategorySet {
        CategorySet::default()
    }

    /// Finds everything in a text: one pass, best reading wins, deterministic. Adds nothing to what `findings`
    /// held before: it is cleared first.
    pub fn scan(&self, _text: &str, _hint: Hint, findings: &mut Findings) {
        findings.clear();
    }

    /// Which categories a whole cell could be.
    #[must_use]
    pub fn profile(&self, _value: &str) -> Profile {
        Profile::default()
    }

    /// Reads a whole cell of a column that is already believed to hold that category, so weak shapes count: a
    /// bare `1012345678` is a mobile here. Appends the normal form to `normal` and returns the certainty;
    /// `None`, and nothing appended, where the cell is no such value.
    pub fn read_cell(&self, _category: CategoryId, _value: &str, _normal: &mut String) -> Option<u8> {
        None
    }
}
