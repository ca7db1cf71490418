//! The Hanwha incident: 157,901 accident records about 119,322 customers in a contractor's field dispatch system.

mod claims;
mod memo;
mod mobile;
mod names;
mod people;
mod plate;
mod registry;
mod sources;
mod truth;

use std::path::Path;

use anyhow::Result;

use crate::{Scale, Summary};

/// Writes the incident.
pub(crate) fn write(dir: &Path, scale: Scale, seed: u64) -> Result<Summary> {
    let (incident, population) = claims::Incident::new(scale, seed);
    let files = sources::write(&dir.join("disk"), &incident)?;
    let registry = registry::write(dir, &incident, population)?;
    truth::write(dir, &incident, files, registry, scale)
}
