//! `whose lookup`: the blind index for the lookup page, and its key.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;
use whose::lookup::{IndexKey, make, new_key};
use whose::verify::require_scoped;

use super::{CaseArgument, End};
use crate::terminal;

/// Make the index that `whose serve --lookup` answers from. It holds no contact point and no name in clear, so the machine that
/// serves the page needs no case.
///
/// Keep the key apart from the index: who has both can try phone numbers one by one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose lookup key lookup.key
  whose lookup index --case case/ --key lookup.key --out lookup.index
  whose serve --lookup --index lookup.index --key lookup.key --outbox outbox/")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a new key.
    Key {
        /// A file that is not there yet.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Make the index of a case.
    Index(IndexArguments),
}

#[derive(Debug, clap::Args)]
struct IndexArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// The key, as `whose lookup key` wrote it.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Where to.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let arguments = match &arguments.command {
        Command::Key { file } => {
            new_key(file)?;
            terminal::print(&format!("Key: {}. Keep it apart from the index.", file.display()));
            return Ok(End::Complete);
        }
        Command::Index(arguments) => arguments,
    };
    let key = IndexKey::read(&arguments.key)?;
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let made = {
        let bar = terminal::Bar::new();
        make(&mut case, &key, &arguments.out, &bar)?
    };
    terminal::print(&format!(
        "Index: {}\n{} people can be found by {} contact points, {} of them masked.",
        arguments.out.display(),
        made.people,
        made.whole + made.masked,
        made.masked
    ));
    if made.without > 0 {
        terminal::print(&format!("{} people have no contact point: tell them another way.", made.without));
    }
    if made.left_out > 0 {
        terminal::print(&format!(
            "{} masked contact points show too little, or in too rare a form, and are not in it.",
            made.left_out
        ));
    }
    Ok(End::Complete)
}
