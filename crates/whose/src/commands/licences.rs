//! `whose licences`: under which terms the program and what is compiled into it stand.

use anyhow::Result;

use super::End;
use crate::terminal;

/// The licence of whose, and the sources and licences of the word lists compiled into it.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

const OWN: &str =
    "whose is free software under the MIT licence or the Apache licence 2.0, as you choose.\n\n";

pub fn run(_: &Arguments) -> Result<End> {
    terminal::print(&format!(
        "{OWN}{}\n{}",
        include_str!("../../../../LICENSE-MIT"),
        whose_detect::lexicon::SOURCES
    ));
    Ok(End::Complete)
}
