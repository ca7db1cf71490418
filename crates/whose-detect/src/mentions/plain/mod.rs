//! Cells written in the one plain way in which most of a column are: read without asking every shape. What comes out
//! is what the slower readers would say of them; tests hold the two against each other.

mod name;
mod phone;

use crate::address;

pub(super) use name::names_no_organisation;
pub(super) use phone::{any_phone, holds_phones, phone};

/// A Canadian postal code, or five digits: its normal form is its letters and digits, whatever it is called.
pub(super) fn is_postcode(value: &str) -> bool {
    value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit())
        || address::is_canadian_postcode(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Detector, Options};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::new(Options::default()));

    proptest! {
        #[test]
        fn postcodes_are_what_the_scanner_says(value in "([A-Za-z][0-9][A-Za-z][ -]?[0-9][A-Za-z][0-9]|[0-9]{5})") {
            if is_postcode(&value) {
                let (mut plain, mut normal) = (String::new(), String::new());
                crate::normal::append_code(&value, &mut plain);
                let said = DETECTOR.scanner().read_cell(DETECTOR.ids().postcode, &value, &mut normal);
                prop_assert!(said.is_none() || normal == plain);
            }
        }
    }
}
