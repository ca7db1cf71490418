//! A case of made-up people, ready to be told.

use std::process::{Child, Stdio};

use crate::bench::Bench;

impl Bench {
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

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
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
