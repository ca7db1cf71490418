//! A personal value that cannot print by accident.

use std::fmt;

use crate::masking;

/// Holds a personal value. `Debug` and `Display` show its masked form; only [`Sensitive::reveal`] hands out
/// the value, and a caller of `reveal` that shows it to a person must write a line in the case's journal.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. An explicit act: see the type.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: AsRef<str>> fmt::Debug for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sensitive({})", masking::by_shape(self.0.as_ref()))
    }
}

impl<T: AsRef<str>> fmt::Display for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&masking::by_shape(self.0.as_ref()))
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_display_nor_debug_shows_the_value() {
        let value = Sensitive::new("amelie.tremblay@example.org".to_string());
        for shown in [format!("{value}"), format!("{value:?}"), format!("{:#?}", Some(value.clone()))] {
            assert!(!shown.contains("tremblay"), "{shown}");
        }
        assert_eq!(value.reveal(), "amelie.tremblay@example.org");
    }
}
