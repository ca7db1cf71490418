//! `whose verify`: recomputes every digest and total of the case, or of a client's packages.

use std::path::PathBuf;

use anyhow::{Result, bail};
use whose::package::{self, Opener, read_passphrase};
use whose::verify::{Check, require_scoped, verify};

use super::{CaseArgument, End};
use crate::terminal;

/// Recompute every digest and total of the case and check the journal's hash chain; or check packages of clients, which needs
/// no case and no network.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose verify --case case/
  whose verify Maple-Books-1a2b3c4d.zip.age --identity key.txt")]
pub struct Arguments {
    /// The case's folder.
    #[arg(long = "case", value_name = "DIR", required_unless_present = "packages")]
    case: Option<PathBuf>,
    /// Packages of clients. Given all of one case, they are added up too.
    #[arg(value_name = "PACKAGE", conflicts_with = "case")]
    packages: Vec<PathBuf>,
    /// Secret keys that open the packages, AGE-SECRET-KEY-1..., one a line.
    #[arg(long, value_name = "FILE", requires = "packages")]
    identity: Option<PathBuf>,
    /// The passphrase of the package, in the first line.
    #[arg(long, value_name = "FILE", requires = "packages", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.case {
        Some(dir) => {
            let case = CaseArgument { dir: dir.clone() }.open()?;
            require_scoped(&case)?;
            Ok(told(verify(&case)?, "the case was changed outside whose, or a disk failed"))
        }
        None => {
            let opener = match (&arguments.identity, &arguments.passphrase_file) {
                (Some(file), _) => Opener::identities(file)?,
                (None, Some(file)) => Opener::passphrase(read_passphrase(file)?),
                (None, None) => bail!("a package is sealed: give --identity FILE or --passphrase-file FILE"),
            };
            let checks = package::verify(&arguments.packages, &opener)?;
            Ok(told(checks, "the package was changed by who could seal it, or the program was"))
        }
    }
}

fn told(checks: Vec<Check>, why: &str) -> End {
    let wrong = checks.iter().filter(|check| check.wrong.is_some()).count();
    let total = checks.len();
    let rows = checks.into_iter().map(|check| match check.wrong {
        None => vec!["holds".to_string(), check.what, String::new()],
        Some(wrong) => vec!["WRONG".to_string(), check.what, wrong],
    });
    terminal::print(&terminal::table(&["", "checked", "found"], rows));
    if wrong == 0 {
        terminal::print(&format!("All {total} checks hold."));
        return End::Complete;
    }
    terminal::print(&format!("{wrong} of {total} checks do not hold: {why}."));
    End::Failed
}
