//! Runs a command that reads evidence in a process of its own, and goes on when that dies.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

/// Holds the number of the waiting process in the environment of the one that reads.
const WAITING: &str = "WHOSE_WAITING";

/// Runs this very command in a process of its own as often as it takes. Nothing where this is that process already, or where the
/// system has no signals: the command is to be run here.
pub fn run(case: &Path) -> Result<Option<ExitCode>> {
    if let Some(waiting) = std::env::var_os(WAITING) {
        end_with(&waiting);
        return Ok(None);
    }
    #[cfg(unix)]
    return waiting::run(case).map(Some);
    #[cfg(not(unix))]
    return Ok(None);
}

/// When the waiting process is killed, so is this one: nobody would know that it goes on.
fn end_with(waiting: &std::ffi::OsStr) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, getppid, set_parent_process_death_signal};
        _ = set_parent_process_death_signal(Some(Signal::KILL));
        // It may have been killed before that was said.
        let now = getppid().map(|parent| parent.as_raw_nonzero().to_string());
        if now.as_deref().map(std::ffi::OsStr::new) != Some(waiting) {
            std::process::exit(1);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = waiting;
}

#[cfg(unix)]
mod waiting {
    use std::os::unix::process::ExitStatusExt;
    use std::path::Path;
    use std::process::{Command, ExitCode, ExitStatus};

    use anyhow::{Context, Result, bail};
    use whose::scan::underway::{self, Lesson};

    use super::WAITING;
    use crate::terminal;

    /// More deaths than this are not those of sources.
    const MOST_DEATHS: usize = 1_000;
    /// Signals by which somebody stops a process: hang up, interrupt, quit, pipe, terminate.
    const STOPS: [i32; 5] = [1, 2, 3, 13, 15];

    pub(super) fn run(case: &Path) -> Result<ExitCode> {
        // The one that reads stops by itself, and says so.
        ctrlc::set_handler(|| {})?;
        underway::forget(case);
        for _ in 0..MOST_DEATHS {
            let status = once()?;
            if let Some(code) = status.code() {
                underway::forget(case);
                return Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)));
            }
            let signal = status.signal().unwrap_or_default();
            if STOPS.contains(&signal) {
                return Ok(ExitCode::from(128 + signal as u8));
            }
            match underway::died(case)? {
                Lesson::Other => {
                    bail!(
                        "the process ended by signal {signal}, and not while it read. Run the same command again: what was finished is kept"
                    )
                }
                Lesson::Several => terminal::remark(&format!(
                    "reading ended by signal {signal}: finding out at which source, with one thread"
                )),
                Lesson::Refused(place) => terminal::remark(&format!(
                    "reading {place} ended by signal {signal}: it is left out, and is a gap; all else is read"
                )),
            }
        }
        bail!("reading ended {MOST_DEATHS} times. Scope parts of the sources, each with a case of its own")
    }

    fn once() -> Result<ExitStatus> {
        let program = std::env::current_exe().context("cannot tell where this program stands")?;
        let mut command = Command::new(program);
        command.args(std::env::args_os().skip(1)).env(WAITING, std::process::id().to_string());
        command.status().context("cannot start a process to read in")
    }
}
