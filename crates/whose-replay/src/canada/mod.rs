//! The Canada Post incident: 44 clients of an EDI provider, 950,000 recipients of parcels.

mod clients;
mod contact;
mod formats;
mod layout;
mod noise;
mod people;
mod places;
mod shipments;
mod spelling;
mod truth;
mod world;

use std::path::Path;

use anyhow::Result;

use crate::{Scale, Summary};

/// 2016-07-01, in days since 1970-01-01.
const FIRST_DAY: i32 = 16_983;
/// 2019-03-31.
const LAST_DAY: i32 = 17_986;

/// Writes the incident.
pub(crate) fn write(dir: &Path, scale: Scale, seed: u64) -> Result<Summary> {
    let world = world::World::new(scale, seed);
    let disk = layout::disk(&world);
    let files = crate::files::write_all(&dir.join("disk"), &disk)?;
    truth::write(dir, &world, &disk, files, scale)
}
