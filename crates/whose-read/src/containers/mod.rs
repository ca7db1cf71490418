//! One file per container: formats whose content is other sources. A new one is one file here and its line in [`ALL`].

mod bz2;
mod gz;
mod pg_archive;
mod sevenz;
pub(crate) mod signatures;
mod stream;
mod tar;
mod xz;
pub(crate) mod zip;
mod zst;

use crate::Format;

/// Every container.
pub const ALL: &[&dyn Format] =
    &[&zip::Zip, &sevenz::SevenZ, &tar::Tar, &gz::Gz, &bz2::Bz2, &xz::Xz, &zst::Zst, &pg_archive::PgArchive];
