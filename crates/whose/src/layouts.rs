//! Layouts as a file that people read and correct.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use whose_detect::{Corrections, Elsewhere, layouts_to_toml};
use whose_model::tables::{LayoutRow, SourceRow};
use whose_model::{Categories, Category, Place};

use crate::Case;

/// File with the layouts as inferred, for reading and editing.
pub const FILE: &str = "layout.toml";
/// File with the corrections that are in force.
pub const CORRECTIONS: &str = "corrections.toml";

/// A layout and where its source stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// First place of the source.
    pub place: String,
    /// The row.
    pub row: LayoutRow,
}

/// The layouts of all sources, or of those whose place holds `place`.
///
/// # Errors
/// When a table is damaged.
pub fn list(case: &Case, place: Option<&str>) -> Result<Vec<Shown>> {
    let sources: BTreeMap<u64, SourceRow> =
        case.store().rows::<SourceRow>()?.into_iter().map(|row| (row.id, row)).collect();
    let rows = with_places(case.store().rows()?, &places(case)?);
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let at = sources
                .get(&row.source)?
                .places
                .iter()
                .find(|at| place.is_none_or(|place| at.contains(place)))?;
            Some(Shown { place: at.clone(), row })
        })
        .collect())
}

/// Layouts for people to read: where evidence names a source by its number, with its place instead.
#[must_use]
pub fn with_places(rows: Vec<LayoutRow>, places: &BTreeMap<u64, Place>) -> Vec<LayoutRow> {
    const NUMBERED: &str = " in source ";
    let cite = |evidence: &str| {
        let (before, rest) = evidence.split_once(NUMBERED)?;
        let place = places.get(&u64::from_str_radix(rest.get(..16)?, 16).ok()?)?;
        Some(format!("{before} in {place}{}", &rest[16..]))
    };
    let cited = |row: LayoutRow| LayoutRow { evidence: cite(&row.evidence).unwrap_or(row.evidence), ..row };
    rows.into_iter().map(cited).collect()
}

/// Writes [`FILE`] with the layouts of all sources.
///
/// # Errors
/// When it cannot be written.
pub fn write(case: &Case) -> Result<PathBuf> {
    let rows: Vec<LayoutRow> = case.store().rows()?;
    case.write_derived(Path::new(FILE), layouts_to_toml(&rows).as_bytes())
}

/// The corrections that are in force.
///
/// # Errors
/// When the file is damaged.
pub fn corrections(case: &Case) -> Result<Corrections> {
    let path = case.dir().join(CORRECTIONS);
    if !path.exists() {
        return Ok(Corrections::default());
    }
    let text = fs_err::read_to_string(&path)?;
    Corrections::parse(&text).with_context(|| format!("{} is damaged", path.display()))
}

/// Where each source is cited from.
///
/// # Errors
/// When a table is damaged.
pub fn places(case: &Case) -> Result<BTreeMap<u64, Place>> {
    let sources: Vec<SourceRow> = case.store().rows()?;
    Ok(sources.into_iter().filter_map(|row| Some((row.id, Place(row.places.into_iter().next()?)))).collect())
}

/// What tables of the same layout elsewhere tell.
///
/// # Errors
/// When a table is damaged.
pub fn elsewhere(case: &Case) -> Result<Elsewhere> {
    let places = places(case)?;
    let rows: Vec<LayoutRow> = case.store().rows()?;
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    Ok(Elsewhere::find(&rows, &categories, |source| places.get(&source)))
}

/// Takes an edited layout file: what it says otherwise than the layouts as they are becomes a correction. Gives how many
/// corrections are in force now.
///
/// # Errors
/// When the file is missing, is no layout file, or names a category or role that does not exist; nothing is changed then.
pub fn apply(case: &Case, file: &Path) -> Result<usize> {
    let text = fs_err::read_to_string(file)?;
    let current: Vec<LayoutRow> = case.store().rows()?;
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let corrections = Corrections::parse_edited(&text, &current, &categories)
        .with_context(|| format!("{} was not taken", file.display()))?;
    case.write_file(Path::new(CORRECTIONS), corrections.to_toml().as_bytes())?;
    Ok(corrections.len())
}
