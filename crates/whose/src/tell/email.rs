//! Notices by e-mail.

use std::time::SystemTime;

use anyhow::{Context, Result};
use lettre::Address;
use whose_tell::mail::{Sender, compose};

use super::settings::{EmailSettings, SETTINGS_FILE};
use super::smtp::{Line, Server};
use super::workers::{Delivery, Job, Way};

/// Who sends e-mail, and by which server.
pub(super) struct Email {
    sender: Sender,
    server: Server,
}

impl Email {
    /// Checks the settings.
    pub fn new(settings: &EmailSettings) -> Result<Self> {
        let sender = sender(settings)?;
        let server = Server::new(settings, &sender.address())?;
        Ok(Self { sender, server })
    }

    /// A worker with a connection of its own.
    pub fn worker(&self) -> EmailWorker<'_> {
        EmailWorker { sender: &self.sender, line: Line::new(self.server.clone()) }
    }
}

/// The sender of the settings.
pub(super) fn sender(settings: &EmailSettings) -> Result<Sender> {
    if settings.from.is_empty() {
        anyhow::bail!("{SETTINGS_FILE}: [email] from is empty: Name <address@domain>");
    }
    Sender::new(&settings.from, settings.reply_to.as_deref())
        .with_context(|| format!("{SETTINGS_FILE}: [email] from or reply_to"))
}

/// One connection.
pub(super) struct EmailWorker<'a> {
    sender: &'a Sender,
    line: Line,
}

impl Way for EmailWorker<'_> {
    type Message = (Address, String);

    fn ready(&mut self) -> Result<()> {
        self.line.open()
    }

    fn message(&self, job: &Job) -> Option<Self::Message> {
        let to = job.recipient.contacts.email.as_ref().ok()?.reveal();
        let text = job.form.fill(&job.recipient);
        let name = job.recipient.addressee.name.reveal();
        let of = job.due.of.print();
        let bytes = compose(self.sender, name, to, &of, &text, SystemTime::now()).ok()?;
        Some((to.parse().ok()?, String::from_utf8(bytes).ok()?))
    }

    fn deliver(&mut self, _job: &Job, (to, message): Self::Message) -> Delivery {
        self.line.deliver(&to, &message)
    }
}

impl Drop for EmailWorker<'_> {
    fn drop(&mut self) {
        self.line.close();
    }
}
