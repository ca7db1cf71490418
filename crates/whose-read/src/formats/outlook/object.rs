//! Objects of other programs within a message, as the files they would be by themselves.

use std::io::{self, Cursor, Read, Seek, Write};
use std::path::Path;

use cfb::{CompoundFile, Entry};

/// A storage as a compound file, where its streams are no longer than this.
pub(super) fn taken_out<F: Read + Seek>(
    file: &mut CompoundFile<F>,
    path: &str,
    most: u64,
) -> io::Result<Vec<u8>> {
    let mut object = CompoundFile::create(Cursor::new(Vec::new()))?;
    let entries: Vec<Entry> = file.walk_storage(path)?.collect();
    let mut left = most;
    for entry in entries {
        let Ok(below) = entry.path().strip_prefix(path) else { continue };
        if below.as_os_str().is_empty() {
            continue;
        }
        let place = Path::new("/").join(below);
        if entry.is_storage() {
            object.create_storage(place)?;
            continue;
        }
        let mut to = object.create_stream(place)?;
        let copied = io::copy(&mut file.open_stream(entry.path())?.take(left), &mut to)?;
        to.flush()?;
        left = left.saturating_sub(copied);
        if copied < entry.len() {
            return Err(io::Error::other("an object beyond the limit"));
        }
    }
    object.flush()?;
    Ok(object.into_inner().into_inner())
}
