//! Reads the company's own customer list into a table of mentions, one per customer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::ThreadPool;
use whose_detect::Detector;
use whose_model::category::general;
use whose_model::tables::LayoutRow;
use whose_model::{Categories, Place};
use whose_read::HandedIn;

use crate::RULES;
use crate::case::{Case, digest_file};
use crate::client_names::ClientNames;
use crate::progress::{Control, Progress};
use crate::scan::{Names, Outcome, Scan, Shards, consolidate, lengths, underway};
use crate::scope::Given;

/// Name of the table.
pub const TABLE: &str = "registry";

/// Reads the registry that the case's settings name, unless that very file was read already.
///
/// # Errors
/// When it cannot be read, or has no column that could tell one customer from another.
pub fn read(
    case: &mut Case,
    given: &Given,
    pool: &ThreadPool,
    control: &Control,
    progress: &dyn Progress,
) -> Result<()> {
    let Some(path) = case.settings().registry.clone() else { return Ok(()) };
    let inputs = format!("{RULES} {} {}", digest_file(&path)?, given.own_numbers_digest);
    let inputs = inputs.trim_end().to_string();
    if case.store().manifest().steps.get(TABLE) == Some(&inputs) {
        return Ok(());
    }
    let shards = case.folder("scan-registry")?;
    let result = read_new(case, &path, &shards, given, pool, control, progress);
    fs_err::remove_dir_all(&shards)?;
    result?;
    let mut transaction = case.store_mut().begin()?;
    transaction.manifest_mut().steps.insert(TABLE.into(), inputs);
    transaction.commit()
}

fn read_new(
    case: &mut Case,
    path: &Path,
    shards: &Path,
    given: &Given,
    pool: &ThreadPool,
    control: &Control,
    progress: &dyn Progress,
) -> Result<()> {
    let detector = Detector::new(whose_detect::Options {
        registry: true,
        own_numbers: given.own_numbers.clone(),
        ..whose_detect::Options::default()
    });
    let place = Place(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    let files = [HandedIn { path: path.to_path_buf(), place }];
    let options = Arc::new(whose_read::Options {
        passwords: given.passwords.clone(),
        refused: underway::refused(case.dir()),
        ..whose_read::Options::new(case.folder("spill")?)
    });
    let scan = Scan {
        files: &files,
        lengths: lengths(&files),
        options: &options,
        detector: &detector,
        clients: ClientNames::default(),
        known: BTreeSet::new(),
        shards: shards.into(),
        underway: case.folder(underway::FOLDER)?,
        pool,
    };
    let scanned = scan.run(control, progress)?;
    let complete = Shards::open(shards)?;
    check(path, &complete, detector.categories())?;
    let names = Names { mentions: TABLE, everything: false };
    let store = case.store_mut();
    match pool.install(|| consolidate(store, &complete, &scanned, &BTreeSet::new(), names))? {
        Outcome::Written => Ok(()),
        Outcome::ReadAgain(_) => bail!("the registry {} changes while it is read", path.display()),
    }
}

/// A registry must tell its customers apart.
fn check(path: &Path, shards: &Shards, categories: &Categories) -> Result<()> {
    let layouts: Vec<&LayoutRow> = shards.finished().flat_map(|finished| &finished.layouts).collect();
    let taken: BTreeMap<&str, &str> =
        layouts.iter().filter_map(|row| Some((row.category.as_deref()?, row.column_name.as_str()))).collect();
    let identifies = |code: &str| {
        code != general::CUSTOMER_NUMBER.code
            && categories.by_code(code).is_some_and(|category| category.identifies)
    };
    let columns: Vec<&str> = layouts.iter().map(|row| row.column_name.as_str()).collect();
    let mentions: u64 = shards.finished().map(|finished| finished.mentions).sum();
    if mentions == 0 || !taken.keys().any(|code| identifies(code)) {
        bail!(
            "the registry {} has no column that was recognised as a name, a phone, an e-mail address or a number of a person. \
             Its columns are: {}. Give it a header line with words such as name, birth_date, phone, customer_no",
            path.display(),
            columns.join(", ")
        );
    }
    if !taken.contains_key(general::CUSTOMER_NUMBER.code) {
        bail!(
            "the registry {} has no column that was recognised as the customer number. Its columns are: {}. \
             Name it customer_no (고객번호, numéro de client)",
            path.display(),
            columns.join(", ")
        );
    }
    Ok(())
}
