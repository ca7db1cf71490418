//! Where a person lives, as far as the data tells: by country, region and postal code of the address, else by the country of
//! the phone, else by a number that only residents have, else unknown.
//!
//! What tells it stands in the law's data ([`crate::law::Residence`]). A person with addresses in two jurisdictions is counted
//! in the one with more mentions, and told of in the other.

mod counts;
mod finder;
mod pattern;

pub use counts::{LocatedPerson, ResidentCount, Residents};
pub use finder::{Finder, Found, Told};
