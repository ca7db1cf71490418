//! The plan: who gets which notice in which language by which way, without anything leaving the machine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use whose_tell::law::Law;
use whose_tell::letter::Fonts;
use whose_tell::notice::Library;

use super::decide::{Decider, Decision};
use super::forms::Forms;
use super::gates::Gates;
use super::ledger::{AddressKey, BatchState, LedgerState, Try};
use super::recipients::{Recipient, Walk};
use super::settings::{SETTINGS_FILE, TellSettings};
use super::tally::Tally;
use crate::Case;

/// What comes of looking at everyone.
#[derive(Debug)]
pub struct Plan {
    /// The counts.
    pub tally: Tally,
    /// What the law says against the texts that would be used, and what is not written yet.
    pub problems: Vec<String>,
    /// Tries without an outcome.
    pub unknown: Vec<(Try, whose_tell::delivery::Channel)>,
    /// Files of letters.
    pub batches: Vec<BatchState>,
    /// First and last day of the substitute notices.
    pub postings: Vec<(String, String)>,
    /// An empty file of settings was made, there.
    pub settings_file: Option<PathBuf>,
}

/// Looks at everyone. Nothing is sent and nothing is written into the ledger.
///
/// # Errors
/// When a table, the ledger or a file of settings is damaged.
pub fn plan(case: &Case, law: &Law, library: &Library) -> Result<Plan> {
    let (settings, settings_file) = TellSettings::of(case, law)?;
    // A mistake in the texts is told before everyone is looked at.
    crate::notices::company(case)?;
    let key = AddressKey::open(case.dir())?;
    let mut state = LedgerState::read(case.dir())?;
    let fonts = fonts(&settings)?;
    let mut tally = Tally::default();
    let mut forms =
        Forms { case, law, templates: library, settings: &settings, key: &key, all: BTreeMap::new() };
    each(case, law, &settings, &key, &fonts, &mut state, |_, recipient, decision| {
        tally.add(law, &recipient, &decision);
        if let Decision::Due(due) = &decision {
            forms.of(&recipient, due.kind)?;
        }
        Ok(())
    })?;
    let problems: std::collections::BTreeSet<String> =
        forms.all.values().flat_map(|form| form.problems.iter().cloned()).collect();
    Ok(Plan {
        tally,
        problems: problems.into_iter().collect(),
        unknown: state.unknown(),
        batches: state.batches().collect(),
        postings: state.postings.clone(),
        settings_file,
    })
}

/// The fonts at hand.
pub(super) fn fonts(settings: &TellSettings) -> Result<Fonts> {
    let mut files = Vec::new();
    for path in &settings.letter.fonts {
        let bytes = fs_err::read(path).with_context(|| format!("[letter] fonts of {SETTINGS_FILE}"))?;
        files.push((path.display().to_string(), bytes));
    }
    Ok(Fonts::new(files)?)
}

/// Hands over everyone with what is done about them.
pub(super) fn each(
    case: &Case,
    law: &Law,
    settings: &TellSettings,
    key: &AddressKey,
    fonts: &Fonts,
    state: &mut LedgerState,
    mut take: impl FnMut(&LedgerState, Recipient, Decision) -> Result<()>,
) -> Result<()> {
    let gates = Gates::of(case, law)?;
    let decider = Decider { law, settings, key, gates: &gates, fonts };
    Walk { case, law, key, state }.each(|state, mut recipient| {
        let (decision, told_before) = decider.decide(state, &recipient);
        recipient.told_before = told_before;
        take(state, recipient, decision)
    })
}
