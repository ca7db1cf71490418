//! `whose package`: for each client one sealed file with its own people.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;
use whose::package::{Request, Seals, read_keys, read_passphrase, write};
use whose::verify::require_scoped;
use whose_tell::Language;

use super::{CaseArgument, End};
use crate::terminal;

/// Write one sealed package for each client: its own people, what was exposed of them, and proof that it adds up.
///
/// A package is a zip archive inside an age file: `whose verify` checks it, `age --decrypt` and any zip program open it. It holds
/// nothing of another client.
///
/// The keys file is CSV, a line a client: client,recipient (an age public key, age1...) or client,passphrase, and where pages
/// differ a column language (en, fr, ko).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose package write --case case/ --keys keys.csv --out packages/
  whose package write --case case/ --client \"Maple Books\" --passphrase-file phrase.txt --out packages/
  whose verify packages/*.zip.age --identity key.txt")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the packages.
    Write(WriteArguments),
}

#[derive(Debug, clap::Args)]
struct WriteArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Keys of the clients: CSV with the columns client and recipient or passphrase.
    #[arg(long, value_name = "FILE", required_unless_present = "passphrase_file")]
    keys: Option<PathBuf>,
    /// A passphrase in the first line, for the one package of --client.
    #[arg(long, value_name = "FILE", conflicts_with = "keys", requires = "client")]
    passphrase_file: Option<PathBuf>,
    /// Only the package of this client.
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// Language of the page, where the keys file names none.
    #[arg(long, default_value = "en", value_parser = ["en", "fr", "ko"])]
    language: String,
    /// Folder for the packages.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let Command::Write(arguments) = &arguments.command;
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let seals = match (&arguments.keys, &arguments.passphrase_file) {
        (Some(keys), _) => Seals::ByClient(read_keys(keys)?),
        (None, Some(file)) => Seals::Passphrase(read_passphrase(file)?),
        (None, None) => unreachable!("the command line asks for one of the two"),
    };
    let request = Request {
        client: arguments.client.clone(),
        seals,
        language: Language::from_code(&arguments.language).unwrap_or_default(),
        out: arguments.out.clone(),
    };
    let written = {
        let bar = terminal::Bar::new();
        write(&mut case, &request, &bar)?
    };
    let count = written.len();
    let rows = written.into_iter().map(|one| {
        let counts = [one.counts.people, one.counts.records, one.counts.mentions];
        let file = one.path.file_name().map(|name| name.to_string_lossy().into_owned());
        [one.client].into_iter().chain(counts.map(|n| n.to_string())).chain(file).collect()
    });
    terminal::print(&terminal::table(&["client", "people", "records", "mentions", "package"], rows));
    terminal::print(&format!("{count} packages in {}", arguments.out.display()));
    Ok(End::Complete)
}
