//! Why a model cannot be used.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A model that cannot be used. The text names the file.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file is missing or cannot be read.
    #[error("{} cannot be read: {why}", file.display())]
    Unread {
        /// The file.
        file: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// A file is not what it must be.
    #[error("{} cannot be used: {why}", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl ModelError {
    pub(crate) fn unusable(file: &Path, why: impl ToString) -> Self {
        Self::Unusable { file: file.to_path_buf(), why: why.to_string() }
    }
}

/// Reads a file of the model.
pub(crate) fn read(file: &Path) -> Result<String, ModelError> {
    std::fs::read_to_string(file).map_err(|why| ModelError::Unread { file: file.to_path_buf(), why })
}

/// What a library makes of a file. One that panics on it has refused it.
pub(crate) fn unless_it_panics<T>(
    file: &Path,
    load: impl FnOnce() -> Result<T, ModelError>,
) -> Result<T, ModelError> {
    catch_unwind(AssertUnwindSafe(load))
        .unwrap_or_else(|_| Err(ModelError::unusable(file, "its content is damaged")))
}
