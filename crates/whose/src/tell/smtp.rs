//! One connection to the mail server, and what its answers mean.

use std::fmt::{Display, Formatter};
use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use whose_model::Sensitive;

use super::settings::{EmailSettings, SETTINGS_FILE, Security};
use super::workers::Delivery;

/// How to reach the server.
#[derive(Clone)]
pub(super) struct Server {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    wait: Duration,
    /// Pauses before the server is called again.
    call_again: Vec<Duration>,
    /// Where messages that cannot be delivered come back to.
    return_path: Address,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Server({}:{})", self.host, self.port)
    }
}

impl Server {
    /// Checks the settings and reads the password.
    pub fn new(settings: &EmailSettings, sender: &str) -> Result<Self> {
        if settings.server.is_empty() {
            bail!("{SETTINGS_FILE}: [email] server is empty");
        }
        let return_path = settings.bounces_to.as_deref().unwrap_or(sender);
        let server = Self {
            host: settings.server.clone(),
            port: settings.port,
            security: settings.security,
            tls: tls(settings)?,
            credentials: credentials(settings)?,
            wait: settings.wait(),
            call_again: settings.retry_seconds.iter().map(|pause| Duration::from_secs_f64(*pause)).collect(),
            return_path: return_path
                .parse()
                .with_context(|| format!("[email] bounces_to: {return_path} is no address"))?,
        };
        if server.security == Security::None {
            server.require_this_machine()?;
        }
        Ok(server)
    }

    /// Without TLS everyone on the way could read who was told what.
    fn require_this_machine(&self) -> Result<()> {
        let addresses = (self.host.as_str(), self.port)
            .to_socket_addrs()
            .with_context(|| format!("[email] server: there is no host {}", self.host))?;
        let all: Vec<IpAddr> = addresses.map(|address| address.ip()).collect();
        if !all.iter().all(IpAddr::is_loopback) {
            bail!("[email] security = \"none\" is for a server on this machine only: {} is not", self.host);
        }
        Ok(())
    }

    fn silent(&self) -> String {
        format!("the mail server {}:{} ([email] of {SETTINGS_FILE}) does not answer", self.host, self.port)
    }

    fn call(&self) -> Result<SmtpConnection> {
        let hello = ClientId::default();
        let from_the_beginning = self.tls.as_ref().filter(|_| self.security == Security::Tls);
        let address = (self.host.as_str(), self.port);
        let mut connection =
            SmtpConnection::connect(address, Some(self.wait), &hello, from_the_beginning, None)
                .map_err(|error| anyhow!("{}: {}", self.silent(), cause(&error)))?;
        if let (Security::Starttls, Some(tls)) = (self.security, &self.tls) {
            if !connection.can_starttls() {
                bail!("the mail server {} offers no STARTTLS: nothing is sent without it", self.host);
            }
            connection.starttls(tls, &hello).context("TLS with the mail server failed")?;
        }
        if let Some(credentials) = &self.credentials {
            // What the server says may repeat what it was sent.
            if connection.auth(DEFAULT_MECHANISMS, credentials).is_err() {
                bail!("the mail server {} does not take the user and the password", self.host);
            }
        }
        Ok(connection)
    }
}

fn tls(settings: &EmailSettings) -> Result<Option<TlsParameters>> {
    if settings.security == Security::None {
        return Ok(None);
    }
    let mut builder = TlsParameters::builder(settings.server.clone());
    if let Some(path) = &settings.certificate {
        let certificate = Certificate::from_pem(&fs_err::read(path)?)
            .with_context(|| format!("{} is no certificate in PEM", path.display()))?;
        builder = builder.add_root_certificate(certificate);
    }
    Ok(Some(builder.build_rustls()?))
}

fn credentials(settings: &EmailSettings) -> Result<Option<Credentials>> {
    if settings.user.is_empty() {
        return Ok(None);
    }
    let password: Sensitive<String> = settings.password.read("[email] password")?;
    Ok(Some(Credentials::new(settings.user.clone(), password.reveal().clone())))
}

/// A connection that is called again when it is lost.
pub(super) struct Line {
    server: Server,
    connection: Option<SmtpConnection>,
}

/// The message with its lines that begin with a dot protected, and the dot that ends it: written at once, so that no server
/// waits for the last line.
struct Body<'a>(&'a str);

impl Display for Body<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        for line in self.0.split_inclusive("\r\n") {
            if line.starts_with('.') {
                formatter.write_str(".")?;
            }
            formatter.write_str(line)?;
        }
        formatter.write_str(if self.0.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" })
    }
}

/// What an error before the message was given over means: then certainly nothing was taken.
enum Before {
    Answer(Delivery),
    Lost(Delivery),
}

impl Line {
    pub const fn new(server: Server) -> Self {
        Self { server, connection: None }
    }

    /// Calls the server, unless the line is open.
    pub fn open(&mut self) -> Result<()> {
        if self.connection.is_some() {
            return Ok(());
        }
        let mut pauses = self.server.call_again.iter();
        loop {
            match (self.server.call(), pauses.next()) {
                (Ok(connection), _) => {
                    self.connection = Some(connection);
                    return Ok(());
                }
                (Err(error), None) => return Err(error),
                (Err(_), Some(pause)) => std::thread::sleep(*pause),
            }
        }
    }

    /// Hands a message over.
    pub fn deliver(&mut self, to: &Address, message: &str) -> Delivery {
        let Some(connection) = &mut self.connection else {
            return Delivery::Deferred("no connection".to_string());
        };
        match envelope(connection, &self.server.return_path, to) {
            Ok(()) => {}
            Err(Before::Answer(delivery)) => {
                // The next message begins anew; a server that does not take that is called again.
                if connection.command("RSET\r\n").is_err() {
                    self.connection = None;
                }
                return delivery;
            }
            Err(Before::Lost(delivery)) => {
                self.connection = None;
                return delivery;
            }
        }
        match connection.command(Body(message)) {
            Ok(response) => Delivery::Handed(response.code().to_string()),
            Err(error) => {
                let (code, why) = (error.status(), words(&error));
                if code.is_none() {
                    self.connection = None;
                    return Delivery::Unknown(format!("no answer after the message was given over: {why}"));
                }
                if error.is_permanent() { Delivery::Refused(why) } else { Delivery::Deferred(why) }
            }
        }
    }

    /// Says goodbye.
    pub fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.quit();
        }
    }
}

/// From, to, and the leave to give the message.
fn envelope(connection: &mut SmtpConnection, from: &Address, to: &Address) -> Result<(), Before> {
    let mut parameters = Vec::new();
    if !to.to_string().is_ascii() {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            let why = "the server takes no address with letters beyond ASCII".to_string();
            return Err(Before::Answer(Delivery::Refused(why)));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection.command(Mail::new(Some(from.clone()), parameters)).map_err(|error| {
        // The sender is refused, not the person.
        match error.is_permanent() {
            true => Before::Answer(Delivery::Hopeless(format!(
                "the server refuses the sender: {}",
                words(&error)
            ))),
            false => before(&error),
        }
    })?;
    connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(|error| before(&error))?;
    connection.command(Data).map_err(|error| before(&error))?;
    Ok(())
}

fn before(error: &Error) -> Before {
    let why = words(error);
    match error.status() {
        None => Before::Lost(Delivery::Deferred(format!("the server was lost before the message: {why}"))),
        // 421: the server closes.
        Some(code) if code.to_string() == "421" => Before::Lost(Delivery::Deferred(why)),
        Some(_) if error.is_permanent() => Before::Answer(Delivery::Refused(why)),
        Some(_) => Before::Answer(Delivery::Deferred(why)),
    }
}

/// The reply's code alone: its text may repeat the address.
fn words(error: &Error) -> String {
    match error.status() {
        Some(code) => code.to_string(),
        None if error.is_timeout() => "silence".to_string(),
        None => "the connection broke".to_string(),
    }
}

/// What is behind an error: the outer words only repeat it.
fn cause(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(behind) => cause(behind),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_dot_are_protected() {
        for (message, wanted) in
            [("a\r\n.b\r\n..\r\n", "a\r\n..b\r\n...\r\n.\r\n"), (".a", "..a\r\n.\r\n"), ("", "\r\n.\r\n")]
        {
            assert_eq!(Body(message).to_string(), wanted, "{message:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_before_anything_is_sent() {
        let settings = |server: &str, security| EmailSettings {
            server: server.to_string(),
            security,
            ..EmailSettings::default()
        };
        let error =
            |settings: &EmailSettings, from: &str| Server::new(settings, from).unwrap_err().to_string();
        assert!(error(&settings("", Security::None), "a@b.example").contains("server is empty"));
        assert!(error(&settings("192.0.2.1", Security::None), "a@b.example").contains("this machine only"));
        assert!(error(&settings("127.0.0.1", Security::None), "nobody").contains("is no address"));
        let with_user = EmailSettings { user: "x".into(), ..settings("127.0.0.1", Security::None) };
        assert!(error(&with_user, "a@b.example").contains("[email] password is not set"));
    }
}
