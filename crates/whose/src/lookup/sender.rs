//! How a one-time code leaves: through a program, or a folder that another program empties.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use whose_model::Sensitive;
use whose_tell::Language;

use super::contact::Channel;

/// A message with a code.
#[derive(Debug, Clone)]
pub struct CodeMessage {
    /// How it is sent.
    pub channel: Channel,
    /// Where to: an address, or a number with nothing but digits and a leading +.
    pub to: Sensitive<String>,
    /// Language of the text.
    pub language: Language,
    /// Subject, where the channel has one.
    pub subject: String,
    /// Text with the code.
    pub text: Sensitive<String>,
}

impl CodeMessage {
    /// As it is handed over: `{"channel": "email" or "sms", "to", "language", "subject", "text"}`.
    fn json(&self) -> String {
        serde_json::json!({
            "channel": self.channel.code(),
            "to": self.to.reveal(),
            "language": self.language.code(),
            "subject": self.subject,
            "text": self.text.reveal(),
        })
        .to_string()
    }
}

/// Sends messages with codes.
pub trait CodeSender: Send + Sync + 'static {
    /// Sends one.
    ///
    /// # Errors
    /// When it was not handed over. The message of the error holds neither where to nor the code.
    fn send(&self, message: &CodeMessage) -> Result<()>;
}

/// Runs a program for each message, which gets it as JSON on standard input and ends with 0 when it has taken it.
#[derive(Debug, Clone)]
pub struct Program(pub PathBuf);

/// A program that takes longer than this is stopped.
const LONGEST: Duration = Duration::from_secs(30);

impl Program {
    fn ended(&self, child: &mut Child) -> Result<ExitStatus> {
        let began = Instant::now();
        loop {
            if let Some(ended) = child.try_wait()? {
                return Ok(ended);
            }
            if began.elapsed() > LONGEST {
                child.kill()?;
                child.wait()?;
                bail!("{} did not end within {} seconds", self.0.display(), LONGEST.as_secs());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl CodeSender for Program {
    fn send(&self, message: &CodeMessage) -> Result<()> {
        let mut child = Command::new(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", self.0.display()))?;
        let written =
            child.stdin.take().map_or(Ok(()), |mut input| input.write_all(message.json().as_bytes()));
        let ended = self.ended(&mut child)?;
        if !ended.success() {
            bail!("{} ended with {ended}", self.0.display());
        }
        written.with_context(|| format!("{} did not read its input", self.0.display()))
    }
}

/// Puts each message as a file `*.json` into a private folder. Whatever sends them takes them out.
#[derive(Debug, Clone)]
pub struct Outbox(PathBuf);

impl Outbox {
    /// The folder, made where it is missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(dir: &Path) -> Result<Self> {
        crate::case::make_private(dir)?;
        Ok(Self(dir.to_path_buf()))
    }
}

impl CodeSender for Outbox {
    fn send(&self, message: &CodeMessage) -> Result<()> {
        let cannot = || format!("cannot write in {}", self.0.display());
        // Names begin with a dot until the file is whole.
        let mut file =
            tempfile::Builder::new().prefix(".").suffix(".json").tempfile_in(&self.0).with_context(cannot)?;
        file.write_all(message.json().as_bytes()).with_context(cannot)?;
        let name =
            file.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let whole = self.0.join(name.trim_start_matches('.'));
        file.persist(whole).map_err(|error| error.error).with_context(cannot)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> CodeMessage {
        CodeMessage {
            channel: Channel::Email,
            to: Sensitive::new("olive@example.org".into()),
            language: Language::French,
            subject: "Votre code".into(),
            text: Sensitive::new("12345678".into()),
        }
    }

    #[test]
    fn an_outbox_holds_a_file_for_each_message() {
        let dir = tempfile::tempdir().unwrap();
        let outbox = Outbox::at(&dir.path().join("out")).unwrap();
        outbox.send(&message()).unwrap();
        outbox.send(&message()).unwrap();
        let files: Vec<PathBuf> =
            std::fs::read_dir(dir.path().join("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|file| !file.file_name().unwrap().to_string_lossy().starts_with('.')));
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&files[0]).unwrap()).unwrap();
        assert_eq!(
            (json["to"].as_str(), json["channel"].as_str()),
            (Some("olive@example.org"), Some("email"))
        );
        assert_eq!(json["language"], "fr");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_is_told_without_the_message() {
        Program("true".into())
            .send(&message())
            .or_else(|error| {
                // A program may end before it reads.
                if format!("{error:#}").contains("did not read") { Ok(()) } else { Err(error) }
            })
            .unwrap();
        for program in ["false", "/no/such/program"] {
            let told = format!("{:#}", Program(program.into()).send(&message()).unwrap_err());
            assert!(
                told.contains(program) && !told.contains("olive") && !told.contains("12345678"),
                "{told}"
            );
        }
    }
}
