//! What a scan found.

use whose_model::category::CategoryId;

/// One identifier found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub category: CategoryId,
    /// First byte in the text; always at the border of a character.
    pub start: u32,
    /// First byte after it; always at the border of a character.
    pub end: u32,
    /// How certain, 0 to 100. Below [`super::LIKELY`]: worth counting over a column, not worth telling alone.
    pub certainty: u8,
    value: (u32, u32),
}

/// What a scan found: spans and normal forms, in the order of the text, never overlapping. Meant to be reused.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    values: String,
    /// Normal form of the best reading at the stop at hand, and of one that is being tried.
    pub(super) best: String,
    pub(super) scratch: String,
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

    /// Adds a finding whose normal form is the one kept as the best.
    pub(super) fn push_best(&mut self, category: CategoryId, span: (usize, usize), certainty: u8) {
        let from = position(self.values.len());
        self.values.push_str(&self.best);
        let value = (from, position(self.values.len()));
        self.list.push(Finding {
            category,
            start: position(span.0),
            end: position(span.1),
            certainty,
            value,
        });
    }
}

/// A scan takes texts of at most 4 GiB, and normal forms are shorter than twice what is written.
fn position(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
