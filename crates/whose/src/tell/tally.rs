//! Counts of who is told, is to be told, cannot be told: of all, of each client, of each jurisdiction.

use std::collections::BTreeMap;

use serde::Serialize;
use whose_tell::delivery::Channel;
use whose_tell::law::Law;
use whose_tell::notice::GENERAL;

use super::decide::Decision;
use super::recipients::Recipient;

/// How many stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All.
    pub recipients: u64,
    /// Were told all that is to be said.
    pub told: u64,
    /// Were told something, whatever is still to be said.
    pub ever_told: u64,
    /// Their letter is written and waits to be posted.
    pub written: u64,
    /// A try has no outcome.
    pub unknown: u64,
    /// To be told by e-mail.
    pub email: u64,
    /// By text message.
    pub text: u64,
    /// By letter.
    pub letter: u64,
    /// Of these to be told, some way was tried in vain before.
    pub failed: u64,
    /// No way is open: the substitute notice.
    pub unreachable: u64,
    /// No notice is owed.
    pub not_owed: u64,
}

impl Counts {
    fn add(&mut self, recipient: &Recipient, decision: &Decision) {
        self.recipients += 1;
        self.ever_told += u64::from(recipient.told_before);
        match decision {
            Decision::Told => self.told += 1,
            Decision::Written => self.written += 1,
            Decision::Unknown => self.unknown += 1,
            Decision::Unreachable(..) => self.unreachable += 1,
            Decision::NotOwed(_) => self.not_owed += 1,
            Decision::Due(due) => {
                self.failed += u64::from(due.again);
                match due.channel {
                    Channel::Email => self.email += 1,
                    Channel::Text => self.text += 1,
                    Channel::Letter => self.letter += 1,
                }
            }
        }
    }

    /// To be told by any channel.
    #[must_use]
    pub const fn pending(&self) -> u64 {
        self.email + self.text + self.letter
    }
}

/// Counts of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Of all.
    pub whole: Counts,
    /// By client; one who was in the records of several counts in each. `?` where no client is known.
    pub clients: BTreeMap<String, Counts>,
    /// By jurisdiction, the people of its parts included; `general` where none is known.
    pub jurisdictions: BTreeMap<String, Counts>,
    /// Notices to be given now, by kind, language and channel.
    pub notices: BTreeMap<String, u64>,
    /// Why people cannot be reached.
    pub unreachable: BTreeMap<String, u64>,
    /// Why no notice is owed.
    pub not_owed: BTreeMap<String, u64>,
    /// People with addresses in several jurisdictions: told by the law of the one that most of their records show.
    pub two_places: u64,
}

impl Tally {
    /// Counts one.
    pub(super) fn add(&mut self, law: &Law, recipient: &Recipient, decision: &Decision) {
        self.whole.add(recipient, decision);
        self.two_places += u64::from(recipient.two_places);
        if recipient.addressee.clients.is_empty() {
            entry(&mut self.clients, "?").add(recipient, decision);
        }
        for client in &recipient.addressee.clients {
            entry(&mut self.clients, client).add(recipient, decision);
        }
        let mut code = Some(recipient.jurisdiction.as_str());
        while let Some(one) = code {
            entry(&mut self.jurisdictions, one).add(recipient, decision);
            code = law.jurisdiction(one).and_then(|one| one.parent.as_deref()).filter(|up| *up != GENERAL);
        }
        match decision {
            Decision::Due(due) => {
                let words =
                    format!("{}, {}, {}", due.kind.code(), recipient.language.code(), due.channel.code());
                *self.notices.entry(words).or_default() += 1;
            }
            Decision::Unreachable(_, lacks) => {
                let words: Vec<String> = lacks
                    .iter()
                    .map(|(channel, lack)| format!("{} {}", channel.code(), lack.words()))
                    .collect();
                *self.unreachable.entry(words.join("; ")).or_default() += 1;
            }
            Decision::NotOwed(why) => {
                let words = format!("{}: {why}", recipient.jurisdiction);
                *self.not_owed.entry(words).or_default() += 1;
            }
            Decision::Told | Decision::Written | Decision::Unknown => {}
        }
    }
}

fn entry<'a>(map: &'a mut BTreeMap<String, Counts>, key: &str) -> &'a mut Counts {
    if !map.contains_key(key) {
        map.insert(key.to_string(), Counts::default());
    }
    map.get_mut(key).expect("it was just put there")
}
