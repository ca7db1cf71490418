//! What a person has found out: an unknown try was or was not handed over, a file of letters was posted or thrown away.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use jiff::civil::Date;
use whose_tell::delivery::Channel;

use super::ledger::{Act, AttemptState, LedgerState, Outcome, Try};
use crate::Case;
use crate::case::NewEntry;

/// What is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// These tries, or files of letters, by name.
    Named(Vec<String>),
    /// Every unknown try, of one channel or of all.
    AllUnknown(Option<Channel>),
}

/// Today, UTC, ISO.
pub(super) fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// Writes what was found out. Gives how many tries or files were settled.
///
/// # Errors
/// When a name is that of nothing, or what it names is not open: then nothing is written.
pub fn settle(case: &mut Case, what: &What, told: bool, on: Option<Date>) -> Result<u64> {
    if on.is_some_and(|on| on.to_string() > today()) {
        bail!(
            "{} lies in the future: settle what has happened",
            on.map(|on| on.to_string()).unwrap_or_default()
        );
    }
    let on = on.map_or_else(today, |on| on.to_string());
    let (state, mut ledger) = LedgerState::open(case.dir())?;
    let acts = match what {
        What::AllUnknown(channel) => {
            let of = |one: &(Try, Channel)| channel.is_none_or(|channel| channel == one.1);
            state.unknown().into_iter().filter(of).map(|(of, _)| settled(of, told)).collect()
        }
        What::Named(names) => {
            names.iter().map(|name| named(&state, name, told, &on)).collect::<Result<Vec<Act>>>()?
        }
    };
    let count = acts.len() as u64;
    ledger.append(acts)?;
    case.record(NewEntry {
        command: "tell settle".into(),
        what: format!("{count} settled as {}", if told { "told" } else { "not told" }),
        inputs: ledger.anchor(),
        outputs: BTreeMap::new(),
    })?;
    Ok(count)
}

fn settled(of: Try, told: bool) -> Act {
    let outcome = if told { Outcome::SettledTold } else { Outcome::SettledNotTold };
    Act::Outcome { of, outcome, why: String::new() }
}

fn named(state: &LedgerState, name: &str, told: bool, on: &str) -> Result<Act> {
    let file = name.strip_suffix(".pdf").unwrap_or(name);
    if let Some(batch) = state.batches().find(|batch| batch.name == file) {
        if batch.outcome != Some(Outcome::Written) {
            let how = batch.outcome.map_or("not finished", Outcome::words);
            bail!("{file} is not open any more: {how}");
        }
        let outcome = if told { Outcome::Handed } else { Outcome::SettledNotTold };
        return Ok(Act::Batch { batch: file.to_string(), outcome, on: on.to_string() });
    }
    let Some(of) = Try::parse(name) else {
        bail!("{name} is neither a file of letters nor a try: `whose tell status` lists both")
    };
    match state.attempt(&of).map(|attempt| state.state(attempt)) {
        None => bail!("there is no try {name} in this case"),
        Some(AttemptState::Unknown) => Ok(settled(of, told)),
        Some(AttemptState::Known(outcome)) => bail!("{name} is not unknown: it is {}", outcome.words()),
    }
}
