//! A folder of its own in which the program is run, as its user would.
#![allow(dead_code, reason = "each file of tests uses some of it")]

use std::path::PathBuf;
use std::process::{Command, Output};

/// The folder. Each file of tests adds what its cases begin with.
pub struct Bench {
    pub dir: tempfile::TempDir,
}

impl Bench {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// Where something stands in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The program, about to be run there; `WHOSE_BINARY` names another build of it, for measurements.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let built = std::env::var_os("WHOSE_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_whose").into());
        let mut command = Command::new(built);
        // Secrets that settings of tests name.
        let secrets = [("TEST_KEY", "KEY"), ("TEST_SECRET", "S3CRET")];
        command.args(arguments).current_dir(self.dir.path()).envs(secrets);
        command
    }

    /// Runs it.
    pub fn whose(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs it, checks its exit code and words, and gives what it printed.
    #[track_caller]
    pub fn says(&self, arguments: &[&str], code: i32, words: &[&str]) -> String {
        said(&self.whose(arguments), code, words)
    }
}

/// Checks the exit code and words of a run, and gives what it printed.
#[track_caller]
pub fn said(output: &Output, code: i32, words: &[&str]) -> String {
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{text}");
    for word in words {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
    text
}
