//! The model that a user gives for names in running text: a folder, loaded when the case is scoped.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use whose_model::prose::NamesInProse;

/// A model that is loaded.
#[derive(Debug, Clone)]
pub struct Model {
    /// Name of its folder.
    pub name: String,
    /// BLAKE3 over the names and digests of all files of its folder.
    pub digest: String,
    /// What is asked for names.
    pub names: Arc<dyn NamesInProse>,
}

/// Loads the model of a folder.
///
/// # Errors
/// When a file of it is missing or not what it must be (the error names it), or this program was built without models.
#[cfg(feature = "model")]
pub fn load(folder: &Path) -> Result<Model> {
    use anyhow::Context;

    let names = Arc::new(whose_ner::Tagger::load(folder).context("the model cannot be used")?);
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Model { name, digest: digest(folder)?, names })
}

/// Says that this program was built without models.
///
/// # Errors
/// Always.
#[cfg(not(feature = "model"))]
pub fn load(folder: &Path) -> Result<Model> {
    anyhow::bail!(
        "the model {} cannot be used: this program was built without models. Build it with: \
         cargo build --release --features model",
        folder.display()
    )
}

/// All files of the folder, in the order of their names: a model may keep its weights in further files.
#[cfg(feature = "model")]
fn digest(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        if entry.path().is_file() {
            names.push(entry.file_name());
        }
    }
    names.sort();
    let mut hasher = blake3::Hasher::new();
    for name in names {
        let file = crate::case::digest_file(&folder.join(&name))?;
        hasher.update(format!("{}\n{file}\n", name.to_string_lossy()).as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}
