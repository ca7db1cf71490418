//! A case of made-up people, ready to be told.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// A case in a folder of its own.
pub struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    /// A folder without a case.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A case of files: name and content. Every text of the company is written.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let bench = Self::empty();
        for (name, content) in files {
            bench.write(&format!("disk/{name}"), content);
        }
        bench.says(&["scope", "disk", "--case", "case"], 0, &[]);
        bench.write_texts();
        bench
    }

    /// What the company says, in every language.
    pub fn write_texts(&self) {
        self.whose(&["notice", "form", "--case", "case", "--kind", "public"]);
        let path = self.path("case/notice.toml");
        let texts = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, texts.replace("= \"\"", "= \"as <written> by us\"")).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Settings for a mail server on this machine; more lines of `[email]` and further sections after it.
    pub fn set_up(&self, port: u16, more: &str) {
        self.write(
            "case/tell.toml",
            &format!(
                "[order]\ngeneral = [\"email\", \"letter\"]\nkr = [\"email\", \"text\", \"letter\"]\n\
                 [email]\nserver = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
                 from = \"Maple <notice@maple.example>\"\nper_second = 5000.0\nretry_seconds = [0.05, 0.05]\n{more}\n"
            ),
        );
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env("TEST_KEY", "KEY")
            .env("TEST_SECRET", "S3CRET");
        command
    }

    pub fn whose(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs a command, checks its exit code and words, and gives what it printed.
    #[track_caller]
    pub fn says(&self, arguments: &[&str], code: i32, words: &[&str]) -> String {
        let output = self.whose(arguments);
        let text =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{text}");
        for word in words {
            assert!(text.contains(word), "{word:?} is not in: {text}");
        }
        text
    }

    /// `whose tell ...` on the case.
    #[track_caller]
    pub fn tell(&self, arguments: &[&str], code: i32, words: &[&str]) -> String {
        self.says(&[&["tell"], arguments, &["--case", "case"]].concat(), code, words)
    }

    /// The whole of `whose tell status`, as numbers.
    #[track_caller]
    pub fn status(&self) -> serde_json::Value {
        let output = self.whose(&["tell", "status", "--case", "case", "--format", "json"]);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    /// One number of the whole.
    #[track_caller]
    pub fn count(&self, name: &str) -> u64 {
        self.status()["tally"]["whole"][name].as_u64().unwrap()
    }

    pub fn ledger(&self) -> String {
        std::fs::read_to_string(self.path("case/ledger.jsonl")).unwrap_or_default()
    }
}
