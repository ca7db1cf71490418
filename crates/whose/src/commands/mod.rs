//! The command line: one file per command.

mod apart;
mod clocks;
mod decide;
mod demo;
mod enquiry;
mod explain;
mod generate;
mod layout;
mod licences;
mod lookup;
mod notice;
mod package;
mod people;
mod replay;
mod report;
mod scope;
mod serve;
mod tell;
mod verify;
mod weights;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use whose::Case;

use crate::terminal;

/// Whose data was it, what exactly of each person, for which client, over which period, what was not in it?
#[derive(Debug, Parser)]
#[command(name = "whose", version, arg_required_else_help = true, max_term_width = 110)]
#[command(after_help = "Exit codes: 0 complete, 3 finished with gaps, 1 failed, 2 usage.\n\n\
    Example:\n  whose scope disk/ --case case/ --clients clients.csv\n  whose report --case case/")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// How a command shows what it found: for people, or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scope(scope::Arguments),
    Report(report::Arguments),
    People(people::Arguments),
    Explain(explain::Arguments),
    Layout(layout::Arguments),
    Clocks(clocks::Arguments),
    Notice(notice::Arguments),
    Tell(tell::Arguments),
    Decide(decide::Arguments),
    Weights(weights::Arguments),
    Enquiry(enquiry::Arguments),
    Package(package::Arguments),
    Lookup(lookup::Arguments),
    Serve(serve::Arguments),
    Verify(verify::Arguments),
    Replay(replay::Arguments),
    Demo(demo::Arguments),
    Licences(licences::Arguments),
    Completions(generate::Completions),
    Man(generate::Man),
}

/// How a command ended, other than by failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing is missing.
    Complete,
    /// It finished, but some bytes could not be read.
    WithGaps,
    /// What was checked does not hold, or what was asked for is not there; the command has said so.
    Failed,
}

impl End {
    const fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::WithGaps => 3,
            Self::Failed => 1,
        }
    }
}

/// Parses the command line, runs the command and gives its exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    if let Command::Scope(arguments) = &cli.command {
        match apart::run(arguments.case()) {
            Ok(None) => {}
            Ok(Some(code)) => return code,
            Err(error) => {
                terminal::complain(&error);
                return ExitCode::from(1);
            }
        }
    }
    // Scope knows how much there is to read, and asks for them when it is much.
    whose::memory::allow_huge_pages(!matches!(cli.command, Command::Scope(_)));
    let result: Result<End> = match cli.command {
        Command::Scope(arguments) => scope::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::People(arguments) => people::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Layout(arguments) => layout::run(&arguments),
        Command::Clocks(arguments) => clocks::run(&arguments),
        Command::Notice(arguments) => notice::run(&arguments),
        Command::Tell(arguments) => tell::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Weights(arguments) => weights::run(&arguments),
        Command::Enquiry(arguments) => enquiry::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
        Command::Lookup(arguments) => lookup::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Licences(arguments) => licences::run(&arguments),
        Command::Completions(arguments) => generate::completions(&arguments, Cli::command()),
        Command::Man(arguments) => generate::man(&arguments, &Cli::command()),
    };
    match result {
        Ok(end) => ExitCode::from(end.code()),
        // Whoever read the output has seen enough: `whose people ... | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&error);
            ExitCode::from(1)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(io_kind).any(|kind| kind == ErrorKind::BrokenPipe)
}

/// The kind of an error of the system, on its own or inside one of writing CSV or JSON.
fn io_kind(cause: &(dyn std::error::Error + 'static)) -> Option<ErrorKind> {
    if let Some(error) = cause.downcast_ref::<std::io::Error>() {
        return Some(error.kind());
    }
    if let Some(error) = cause.downcast_ref::<csv::Error>() {
        return match error.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        };
    }
    cause.downcast_ref::<serde_json::Error>()?.io_error_kind()
}

/// The case that a command works on.
#[derive(Debug, Clone, clap::Args)]
pub struct CaseArgument {
    /// The case's folder.
    #[arg(long = "case", value_name = "DIR")]
    dir: PathBuf,
}

impl CaseArgument {
    fn open(&self) -> Result<Case> {
        Case::open(&self.dir)
    }
}
