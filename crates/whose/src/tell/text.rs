//! Notices by text message, through the gateway of a provider.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use ureq::Agent;
use whose_model::Sensitive;
use whose_tell::text_message::{Answer, Kakao, answer, authorization, body, kakao_body, variable_name};

use super::settings::{SETTINGS_FILE, TextSettings};
use super::workers::{Delivery, Job, Way};

/// A gateway.
pub(super) struct Gateway {
    agent: Agent,
    url: String,
    from: String,
    key: Sensitive<String>,
    secret: Sensitive<String>,
    settings: TextSettings,
}

impl Gateway {
    /// Checks the settings and reads the secrets.
    pub fn new(settings: &TextSettings) -> Result<Self> {
        if settings.from.is_empty() {
            bail!("{SETTINGS_FILE}: [text] from is empty: the number that is registered as the sender");
        }
        let url = settings.url.trim_end_matches('/');
        let plain = url.strip_prefix("http://").map(|rest| rest.split([':', '/']).next().unwrap_or_default());
        if !url.starts_with("https://")
            && !plain.is_some_and(|host| host == "127.0.0.1" || host == "localhost")
        {
            bail!(
                "{SETTINGS_FILE}: [text] url must begin with https://, as it carries numbers and the secret"
            );
        }
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs_f64(settings.wait_seconds)))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Ok(Self {
            agent,
            url: format!("{url}/messages/v4/send-many"),
            from: settings.from.clone(),
            key: settings.key.read("[text] key")?,
            secret: settings.secret.read("[text] secret")?,
            settings: settings.clone(),
        })
    }

    /// A worker.
    pub const fn worker(&self) -> TextWorker<'_> {
        TextWorker(self)
    }

    fn send(&self, of: &str, request: &str) -> Result<(u16, String), Delivery> {
        let date = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut salt = [0u8; 16];
        getrandom::fill(&mut salt).map_err(|_| Delivery::Hopeless("no random numbers".to_string()))?;
        let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
        let header = authorization(self.key.reveal(), self.secret.reveal(), &date, &salt);
        let response = self
            .agent
            .post(&self.url)
            .header("Authorization", &header)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", of)
            .send(request.as_bytes());
        let mut response = response.map_err(|error| failed(&error))?;
        let status = response.status().as_u16();
        let text = response
            .body_mut()
            .read_to_string()
            .map_err(|_| Delivery::Unknown(format!("{status}, its text broke off")))?;
        Ok((status, text))
    }
}

/// Did the request leave the machine? Only where it certainly did not, nothing was taken.
fn failed(error: &ureq::Error) -> Delivery {
    match error {
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::BadUri(_)
        | ureq::Error::Tls(_) => Delivery::Hopeless("the gateway cannot be reached".to_string()),
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
            Delivery::Hopeless("the gateway cannot be reached".to_string())
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            Delivery::Hopeless("the gateway cannot be reached".to_string())
        }
        _ => Delivery::Unknown("no answer after the request left".to_string()),
    }
}

/// One worker.
pub(super) struct TextWorker<'a>(&'a Gateway);

impl TextWorker<'_> {
    /// The request for KakaoTalk; none: no template is for this notice, or something that it states is not known of this person.
    fn by_kakao(&self, job: &Job, to: &str) -> Option<String> {
        let (template, kakao) = self.0.settings.kakao_template(job.due.kind, job.form.language)?;
        let value = |(name, stands_for): (&String, &String)| {
            Some((variable_name(name)?, job.form.value(stands_for, &job.recipient)?))
        };
        let variables: BTreeMap<String, String> = kakao.variables.iter().map(value).collect::<Option<_>>()?;
        let message =
            Kakao { channel: &kakao.channel, template, variables: &variables, fall_back: kakao.fall_back };
        kakao_body(&self.0.from, to, &job.due.of.print(), &message)
    }
}

impl Way for TextWorker<'_> {
    /// What kind it is, and the request.
    type Message = (&'static str, String);

    fn ready(&mut self) -> Result<()> {
        Ok(())
    }

    fn message(&self, job: &Job) -> Option<Self::Message> {
        let to = job.recipient.contacts.text.as_ref().ok()?.reveal();
        if let Some(request) = self.by_kakao(job, to) {
            return Some(("KakaoTalk", request));
        }
        let text = job.form.fill(&job.recipient).message();
        Some(("text", body(&self.0.from, to, &job.due.of.print(), &text)?))
    }

    fn deliver(&mut self, job: &Job, (kind, request): Self::Message) -> Delivery {
        let (status, text) = match self.0.send(&job.due.of.print(), &request) {
            Ok(answered) => answered,
            Err(delivery) => return delivery,
        };
        match answer(status, &text) {
            // The key is refused, not the person.
            Answer::Refused(why) if matches!(status, 401 | 403) => {
                Delivery::Hopeless(format!("the gateway does not take the key: {why}"))
            }
            Answer::Taken => Delivery::Handed(format!("{status} {kind}")),
            Answer::Refused(why) => Delivery::Refused(why),
            Answer::Later(why) => Delivery::Deferred(why),
            Answer::Unclear(why) => Delivery::Unknown(why),
        }
    }
}

/// The settings' secrets must be there before anyone is told.
pub(super) fn gateway(settings: &TextSettings) -> Result<Gateway> {
    Gateway::new(settings).context("text messages")
}
