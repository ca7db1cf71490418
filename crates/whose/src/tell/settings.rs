//! `tell.toml` of the case folder: how people are told. No secret stands in it, only where one is found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use whose_model::Sensitive;
use whose_tell::Language;
use whose_tell::delivery::Channel;
use whose_tell::law::Law;
use whose_tell::letter::Sheet;
use whose_tell::notice::{GENERAL, Kind, VARIABLES};
use whose_tell::text_message::variable_name;

use crate::Case;

/// Name of the file.
pub const SETTINGS_FILE: &str = "tell.toml";

/// What is written where there is no file yet.
const EMPTY: &str = include_str!("tell.toml");

/// `tell.toml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TellSettings {
    /// Channels by jurisdiction, the first one first; that of a part is asked before that of the whole, `general` last.
    pub order: BTreeMap<String, Vec<String>>,
    /// E-mail.
    pub email: EmailSettings,
    /// Text messages.
    pub text: TextSettings,
    /// Letters.
    pub letter: LetterSettings,
}

/// How e-mail is sent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EmailSettings {
    /// Host of the server.
    pub server: String,
    /// Port.
    pub port: u16,
    /// `starttls`, `tls`, or `none` to a server on this machine.
    pub security: Security,
    /// A certificate in PEM to trust besides the public ones.
    pub certificate: Option<PathBuf>,
    /// User; empty: none.
    pub user: String,
    /// Where the password is.
    pub password: Secret,
    /// `Name <address@domain>`.
    pub from: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Where messages that cannot be delivered come back to; the sender by default.
    pub bounces_to: Option<String>,
    /// Connections at a time.
    pub connections: usize,
    /// Messages a second at most.
    pub per_second: f64,
    /// Seconds until a server that says nothing is given up.
    pub wait_seconds: f64,
    /// Seconds before each further try, after a server said that it cannot now.
    pub retry_seconds: Vec<f64>,
}

impl Default for EmailSettings {
    fn default() -> Self {
        Self {
            server: String::new(),
            port: 587,
            security: Security::Starttls,
            certificate: None,
            user: String::new(),
            password: Secret::default(),
            from: String::new(),
            reply_to: None,
            bounces_to: None,
            connections: 8,
            per_second: 20.0,
            wait_seconds: 60.0,
            retry_seconds: vec![2.0, 10.0, 60.0],
        }
    }
}

/// How a connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// Plain until the server offers TLS; without it nothing is sent.
    Starttls,
    /// TLS from the beginning.
    Tls,
    /// None: only to this machine.
    None,
}

/// How text messages are sent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TextSettings {
    /// The gateway's address.
    pub url: String,
    /// Number that was registered as the sender.
    pub from: String,
    /// Where the key is.
    pub key: Secret,
    /// Where the secret is.
    pub secret: Secret,
    /// KakaoTalk first, where a template is approved for the kind of notice; none: text messages alone.
    pub kakao: Option<KakaoSettings>,
    /// Messages a second at most.
    pub per_second: f64,
    /// Seconds until a gateway that says nothing is given up.
    pub wait_seconds: f64,
    /// Seconds before each further try, after a gateway said that it cannot now.
    pub retry_seconds: Vec<f64>,
}

impl Default for TextSettings {
    fn default() -> Self {
        Self {
            url: "https://api.solapi.com".to_string(),
            from: String::new(),
            key: Secret::default(),
            secret: Secret::default(),
            kakao: None,
            per_second: 10.0,
            wait_seconds: 30.0,
            retry_seconds: vec![2.0, 10.0, 60.0],
        }
    }
}

/// How KakaoTalk's business messages are sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KakaoSettings {
    /// The channel's number at the gateway (`pfId`).
    pub channel: String,
    /// Kind of notice to the number of the template that was approved for it.
    pub templates: BTreeMap<String, String>,
    /// Variable of the templates to what stands for it in notices, as `whose notice variables` lists it.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// Does a text message take its place where KakaoTalk does not reach the number?
    #[serde(default = "yes")]
    pub fall_back: bool,
}

const fn yes() -> bool {
    true
}

impl TextSettings {
    /// The template that was approved for a kind of notice: templates are in Korean.
    #[must_use]
    pub fn kakao_template(&self, kind: Kind, language: Language) -> Option<(&str, &KakaoSettings)> {
        let kakao = self.kakao.as_ref().filter(|_| language == Language::Korean)?;
        Some((kakao.templates.get(kind.code())?, kakao))
    }
}

impl KakaoSettings {
    fn check(&self) -> Result<()> {
        let kinds = Kind::TO_PEOPLE.map(Kind::code);
        if let Some(kind) = self.templates.keys().find(|kind| !kinds.contains(&kind.as_str())) {
            bail!("[text.kakao.templates] there is no kind {kind}: {}", kinds.join(", "));
        }
        if self.channel.is_empty() || self.templates.values().any(String::is_empty) {
            bail!("[text.kakao] channel or the number of a template is empty");
        }
        for (variable, stands_for) in &self.variables {
            if variable_name(variable).is_none() {
                bail!(
                    "[text.kakao.variables] {variable} is no name of a variable: #{{name}}, without a point in it"
                );
            }
            if !VARIABLES.iter().any(|known| known.name == stands_for) {
                bail!("[text.kakao.variables] there is no {stands_for}: `whose notice variables` lists them");
            }
        }
        Ok(())
    }
}

/// How letters are printed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LetterSettings {
    /// One line over the address, for a letter that comes back.
    pub sender: String,
    /// Sheet by jurisdiction: `dl`, `us-10`.
    pub sheet: BTreeMap<String, String>,
    /// Letters in a file.
    pub per_file: usize,
    /// Font files for scripts that the one built in lacks.
    pub fonts: Vec<PathBuf>,
}

impl Default for LetterSettings {
    fn default() -> Self {
        Self { sender: String::new(), sheet: BTreeMap::new(), per_file: 1_000, fonts: Vec::new() }
    }
}

/// Where a secret is: never in the file itself, never on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Secret {
    /// Name of a variable of the environment.
    pub variable: Option<String>,
    /// A file that holds nothing else.
    pub file: Option<PathBuf>,
}

impl Secret {
    /// Reads it. The error names the place, never what stands there.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(&self, what: &str) -> Result<Sensitive<String>> {
        let text = match (&self.variable, &self.file) {
            (Some(name), _) => std::env::var(name)
                .ok()
                .with_context(|| format!("{what}: the variable {name} of the environment is not set"))?,
            (None, Some(path)) => fs_err::read_to_string(path).with_context(|| what.to_string())?,
            (None, None) => bail!(
                "{what} is not set: name a variable of the environment or a file in {SETTINGS_FILE}, as {{ variable = \"NAME\" }}"
            ),
        };
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            bail!("{what} is empty");
        }
        Ok(Sensitive::new(text.to_string()))
    }
}

impl TellSettings {
    /// Reads the file of a case; makes one where there is none, and says so.
    ///
    /// # Errors
    /// When it cannot be read, or says what cannot be.
    pub fn of(case: &Case, law: &Law) -> Result<(Self, Option<PathBuf>)> {
        let path = case.dir().join(SETTINGS_FILE);
        let (text, made) = if path.exists() {
            (fs_err::read_to_string(&path)?, None)
        } else {
            (EMPTY.to_string(), Some(case.write_file(Path::new(SETTINGS_FILE), EMPTY.as_bytes())?))
        };
        let settings = Self::parse(&text, law).with_context(|| {
            format!("{} cannot be read: correct it, or delete it to get an empty one", path.display())
        })?;
        Ok((settings, made))
    }

    fn parse(text: &str, law: &Law) -> Result<Self> {
        let settings: Self = toml::from_str(text)?;
        for code in settings.order.keys().chain(settings.letter.sheet.keys()) {
            if code != GENERAL && law.jurisdiction(code).is_none() {
                bail!("there is no jurisdiction {code}");
            }
        }
        for name in settings.order.values().flatten() {
            if Channel::from_code(name).is_none() {
                bail!("there is no channel {name}: email, text, letter");
            }
        }
        for name in settings.letter.sheet.values() {
            if Sheet::from_code(name).is_none() {
                bail!("there is no sheet {name}: dl, us-10");
            }
        }
        settings.text.kakao.as_ref().map_or(Ok(()), KakaoSettings::check)?;
        let rates = [settings.email.per_second, settings.text.per_second];
        let waits = [settings.email.wait_seconds, settings.text.wait_seconds];
        let mut retries = settings.email.retry_seconds.iter().chain(&settings.text.retry_seconds);
        let positive = |value: &f64| value.is_finite() && *value > 0.0;
        if !rates.iter().chain(&waits).all(positive)
            || !retries.all(|wait| wait.is_finite() && *wait >= 0.0)
            || settings.email.connections == 0
            || settings.letter.per_file == 0
        {
            bail!("a rate, a wait, a number of connections or of letters is not above zero");
        }
        Ok(settings)
    }

    /// The channels of a jurisdiction, the first one first.
    #[must_use]
    pub fn channels(&self, law: &Law, code: &str) -> Vec<Channel> {
        let named = up(law, code).find_map(|code| self.order.get(code));
        match named {
            Some(names) => names.iter().filter_map(|name| Channel::from_code(name)).collect(),
            None => Channel::ALL.to_vec(),
        }
    }

    /// The sheet of a jurisdiction.
    #[must_use]
    pub fn sheet(&self, law: &Law, code: &str) -> Sheet {
        let named = up(law, code).find_map(|code| self.letter.sheet.get(code));
        named.and_then(|name| Sheet::from_code(name)).unwrap_or(Sheet::Dl)
    }
}

impl EmailSettings {
    /// How long a server may say nothing.
    #[must_use]
    pub fn wait(&self) -> Duration {
        Duration::from_secs_f64(self.wait_seconds)
    }
}

/// A jurisdiction, those that it is a part of, then `general`.
fn up<'a>(law: &'a Law, code: &'a str) -> impl Iterator<Item = &'a str> {
    let parent = |code: &&'a str| law.jurisdiction(code).and_then(|one| one.parent.as_deref());
    std::iter::successors(Some(code), parent).filter(|code| *code != GENERAL).chain([GENERAL])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<TellSettings> {
        TellSettings::parse(text, &Law::load().unwrap())
    }

    #[test]
    fn the_empty_file_is_read_and_says_what_is_the_default() {
        let law = Law::load().unwrap();
        let settings = parsed(EMPTY).unwrap();
        assert_eq!(settings.email, EmailSettings::default());
        assert_eq!(settings.text, TextSettings::default());
        assert_eq!(settings.channels(&law, "us-ca"), [Channel::Letter, Channel::Email]);
        assert_eq!(settings.channels(&law, "kr"), [Channel::Email, Channel::Text, Channel::Letter]);
        assert_eq!(settings.channels(&law, GENERAL), [Channel::Email, Channel::Letter]);
        assert_eq!((settings.sheet(&law, "ca-qc"), settings.sheet(&law, "kr")), (Sheet::UsTen, Sheet::Dl));
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_can() {
        for (text, wanted) in [
            ("[order]\nxx = []", "no jurisdiction xx"),
            ("[order]\nkr = [\"pigeon\"]", "no channel pigeon: email, text, letter"),
            ("[letter]\nsheet = { us = \"a5\" }", "no sheet a5"),
            ("[email]\nper_second = 0.0", "not above zero"),
            ("[email]\npasswrd = 1", "passwrd"),
            ("[email]\npassword = \"secret\"", "password"),
            ("[text.kakao]\nchannel = \"K\"\ntemplates = { frist = \"T\" }", "no kind frist: first, "),
            ("[text.kakao]\nchannel = \"\"\ntemplates = {}", "channel or the number of a template is empty"),
            (
                "[text.kakao]\nchannel = \"K\"\ntemplates = {}\nvariables = { \"#{a}\" = \"nmae\" }",
                "there is no nmae",
            ),
            (
                "[text.kakao]\nchannel = \"K\"\ntemplates = {}\nvariables = { \"#{a.b}\" = \"name\" }",
                "no name of a variable",
            ),
        ] {
            assert!(format!("{:#}", parsed(text).unwrap_err()).contains(wanted), "{text}");
        }
    }

    #[test]
    fn a_secret_is_read_from_its_place_and_never_shown() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        std::fs::write(&path, "s3cret\n").unwrap();
        let secret = Secret { variable: None, file: Some(path) };
        let read = secret.read("the key").unwrap();
        assert_eq!(read.reveal(), "s3cret");
        assert!(!format!("{read:?}").contains("s3cret"));
        assert!(Secret::default().read("the key").unwrap_err().to_string().contains("variable"));
    }
}
