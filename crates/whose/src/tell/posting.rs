//! The substitute notice: a page for everyone who cannot be reached, and the days on which it stood.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::notice::{GENERAL, Kind, Library, Prepared};

use super::ledger::{Act, LedgerState};
use crate::Case;
use crate::case::NewEntry;
use crate::notices::{case_numbers, choose, said};

/// Days that a page stands where no jurisdiction asks for more: those of Korea, the longest but one sector.
const DAYS: u32 = 30;

/// Writes the page, one a language. Gives where they stand.
///
/// # Errors
/// When a template may not be used or a text of the company is empty.
pub fn pages(case: &Case, law: &Law, library: &Library, languages: &[Language]) -> Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for language in languages {
        let chosen = choose(law, library, GENERAL, Kind::Public, Some(*language))?;
        let said = said(case, law, GENERAL, Kind::Public, *language)?;
        if let Some(problem) = chosen.problems.iter().chain(&said.problems).next() {
            bail!("{problem}");
        }
        let prepared = Prepared::new(chosen.path, chosen.text, *language)?;
        let missing = prepared.missing(&said.texts);
        if !missing.is_empty() {
            bail!("{}: [{}] {} is empty", crate::notices::COMPANY_FILE, language.code(), missing.join(", "));
        }
        let numbers = case_numbers(case, law, None, None, chosen.text)?;
        let html = prepared.fill(None, &numbers, &said.texts).html(None)?;
        written.push(case.write_file(&page(*language), html.as_bytes())?);
    }
    Ok(written)
}

fn page(language: Language) -> PathBuf {
    Path::new("notices/substitute").join(format!("notice.{}.html", language.code()))
}

/// For how many days it must stand.
#[must_use]
pub fn days(law: &Law) -> u32 {
    let of_all = law.jurisdictions().iter().filter(|one| one.sector.is_none()).flat_map(|one| &one.duties);
    of_all.filter_map(|duty| duty.substitute_days).max().unwrap_or(0).max(DAYS)
}

/// Records that the pages were put up on a day. Gives the last day on which they must stand.
///
/// # Errors
/// When no page was written yet, or the day lies in the future.
pub fn posted(case: &mut Case, law: &Law, from: Date) -> Result<Date> {
    if from.to_string() > super::settle::today() {
        bail!("{from} lies in the future: enter the day when the page is up");
    }
    let mut hasher = blake3::Hasher::new();
    let mut any = false;
    for language in Language::ALL {
        let path = case.dir().join(page(language));
        if path.exists() {
            hasher.update(&fs_err::read(&path)?);
            any = true;
        }
    }
    if !any {
        bail!("no page was written yet: `whose tell post` writes it");
    }
    let until = from.checked_add(jiff::Span::new().days(i64::from(days(law)) - 1))?;
    let (_, mut ledger) = LedgerState::open(case.dir())?;
    let page = hasher.finalize().to_hex().to_string();
    ledger.append([Act::Posting { from: from.to_string(), until: until.to_string(), page }])?;
    case.record(NewEntry {
        command: "tell post".into(),
        what: format!("substitute notice from {from} to {until}"),
        inputs: ledger.anchor(),
        outputs: BTreeMap::new(),
    })?;
    Ok(until)
}
