//! The case: a private folder with everything known about one incident.
//!
//! ```text
//! case.json      version of the case, what was handed in
//! journal.jsonl  one line per command, hash-chained
//! manifest.json  digest and rows of every table, inputs of every step
//! tables/        Parquet, one file per table
//! scan/          results of files read so far by an unfinished scope
//! layout.toml    layouts as inferred; corrections are taken from it
//! weights.toml   weights as used; what is set is taken from it
//! report/        the report as last written
//! ```

mod journal;
mod lock;
mod manifest;
mod settings;
mod store;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

pub use journal::{Entry, Journal, NewEntry};
pub use lock::Lock;
pub use manifest::{Manifest, TableEntry};
pub use settings::{Root, Settings};
pub use store::{Store, TableWriter, Transaction, digest_file};

/// Version of the folder's layout and of the tables in it.
pub const CASE_VERSION: u32 = 1;

/// An open case. Holds the case's lock: nobody else writes to it meanwhile.
#[derive(Debug)]
pub struct Case {
    dir: PathBuf,
    settings: Settings,
    store: Store,
    journal: Journal,
    _lock: Lock,
}

impl Case {
    /// Opens a case, or makes a new one where the folder is empty or missing.
    ///
    /// # Errors
    /// When the folder holds something else, cannot be written, is in use, or comes from a newer version.
    pub fn open_or_create(dir: &Path) -> Result<Self> {
        if !dir.join(Settings::FILE).exists() {
            create_folder(dir)?;
        }
        Self::open(dir)
    }

    /// Opens an existing case.
    ///
    /// # Errors
    /// When there is none, it is in use, or it comes from a newer version.
    pub fn open(dir: &Path) -> Result<Self> {
        if !dir.join(Settings::FILE).exists() {
            bail!(
                "{} is not a case: it has no {}. Make one with `whose scope SOURCE... --case DIR`",
                dir.display(),
                Settings::FILE
            );
        }
        let lock = Lock::take(dir)?;
        let settings = Settings::read(dir)?;
        if settings.version > CASE_VERSION {
            bail!(
                "{} was written by a newer whose (case version {}, this one knows {CASE_VERSION}). Use that version; nothing was changed",
                dir.display(),
                settings.version
            );
        }
        let store = Store::open(dir)?;
        let journal = Journal::open(dir)?;
        Ok(Self { dir: dir.to_path_buf(), settings, store, journal, _lock: lock })
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What was handed in.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Replaces what was handed in, on disk too.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_settings(&mut self, settings: Settings) -> Result<()> {
        settings.write(&self.dir)?;
        self.settings = settings;
        Ok(())
    }

    /// The tables.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The tables, to write.
    pub const fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The journal.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Adds a line to the journal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&mut self, entry: NewEntry) -> Result<()> {
        self.journal.append(entry)
    }

    /// A private sub-folder, made when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let path = self.dir.join(name);
        make_private(&path)?;
        Ok(path)
    }

    /// A private folder inside the case for what is under way; removed with everything in it when dropped, and so is what a
    /// killed run left of it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn scratch(&self, name: &str) -> Result<Scratch> {
        let path = self.dir.join(name);
        if path.exists() {
            fs_err::remove_dir_all(&path)?;
        }
        make_private(&path)?;
        Ok(Scratch(path))
    }

    /// Writes a file of the case: beside, then renamed.
    ///
    /// # Errors
    /// When it cannot be written; the file is then as it was before.
    pub fn write_file(&self, name: &Path, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.place_of(name)?;
        write_beside(&path, bytes)?;
        Ok(path)
    }

    /// Writes a file that can be made again from the tables: beside, then renamed, without waiting for the disk.
    ///
    /// # Errors
    /// As [`Case::write_file`].
    pub fn write_derived(&self, name: &Path, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.place_of(name)?;
        put(written_beside(&path, bytes)?, &path)?;
        Ok(path)
    }

    fn place_of(&self, name: &Path) -> Result<PathBuf> {
        let path = self.dir.join(name);
        if let Some(parent) = path.parent() {
            make_private(parent)?;
        }
        Ok(path)
    }
}

/// See [`Case::scratch`].
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn create_folder(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        for entry in fs_err::read_dir(dir)? {
            // A run that was killed before it had made the case may have left its half-written settings.
            if !entry?.file_name().to_string_lossy().starts_with(".tmp") {
                bail!(
                    "{} is not empty and is not a case. Name an empty or new folder with --case",
                    dir.display()
                );
            }
        }
    }
    make_private(dir).with_context(|| format!("the case folder {} cannot be made", dir.display()))?;
    Settings::default()
        .write(dir)
        .with_context(|| format!("the case folder {} cannot be written", dir.display()))
}

/// Makes a folder that only its user can enter.
pub(crate) fn make_private(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return restrict(dir);
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).with_context(|| format!("cannot make the folder {}", dir.display()))
}

#[cfg(unix)]
fn restrict(dir: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs_err::metadata(dir)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs_err::set_permissions(dir, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn restrict(_dir: &Path) -> Result<()> {
    Ok(())
}

/// Makes a file that only its user can read.
pub(crate) fn create_private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes beside, then renames: a reader sees the old file or the new one, never half of one, even after a power cut.
pub(crate) fn write_beside(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = written_beside(path, bytes)?;
    beside.as_file().sync_all().with_context(|| cannot_write(path))?;
    put(beside, path)
}

fn put(beside: tempfile::NamedTempFile, path: &Path) -> Result<()> {
    beside.persist(path).map_err(|error| error.error).with_context(|| cannot_write(path))?;
    Ok(())
}

fn written_beside(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile> {
    use std::io::Write;
    let parent = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(parent)
        .with_context(|| format!("cannot write in {}", parent.display()))?;
    beside.write_all(bytes).with_context(|| cannot_write(path))?;
    Ok(beside)
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}: is the disk full?", path.display())
}
