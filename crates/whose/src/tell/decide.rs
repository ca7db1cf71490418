//! What is done about one recipient: nothing, a notice by a channel, or why not.

use whose_model::tables::PersonRow;
use whose_tell::contact::Lack;
use whose_tell::delivery::{Channel, Standing, Told, owed};
use whose_tell::law::Law;
use whose_tell::letter::Fonts;
use whose_tell::notice::Kind;

use super::gates::{Gate, Gates};
use super::ledger::{AddressKey, AttemptState, Content, History, LedgerState, Outcome, Said, Try};
use super::recipients::Recipient;
use super::settings::TellSettings;

/// After so many tries that a server put off, an address counts as one that cannot be reached.
const PUT_OFF: usize = 12;

/// A notice that is owed and can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub kind: Kind,
    /// By which way.
    pub channel: Channel,
    /// Keyed digest of the address.
    pub to: String,
    /// Which try of which notice.
    pub of: Try,
    /// Was an earlier way tried in vain?
    pub again: bool,
}

/// What is done about someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Was told, and nothing new is to be said.
    Told,
    /// A letter is written and waits to be posted.
    Written,
    /// A try has no outcome: it is not repeated until someone settles it.
    Unknown,
    /// A notice is owed and can be given.
    Due(Due),
    /// A notice is owed, and no way is open: the substitute notice.
    Unreachable(Kind, Vec<(Channel, Lack)>),
    /// No notice is owed.
    NotOwed(String),
}

/// What decisions are made from.
pub(super) struct Decider<'a> {
    pub law: &'a Law,
    pub settings: &'a TellSettings,
    pub key: &'a AddressKey,
    pub gates: &'a Gates,
    pub fonts: &'a Fonts,
}

impl Decider<'_> {
    /// What is done, and whether a notice reached them before.
    pub fn decide(&self, state: &LedgerState, recipient: &Recipient) -> (Decision, bool) {
        let history = state.history(recipient.person, &recipient.customers);
        let told: Vec<_> = history.told(state).collect();
        (self.by_history(state, recipient, &history, &told), !told.is_empty())
    }

    fn by_history(
        &self,
        state: &LedgerState,
        recipient: &Recipient,
        history: &History<'_>,
        told: &[(&Content, &Said)],
    ) -> Decision {
        for attempt in history.attempts() {
            match state.state(attempt) {
                AttemptState::Unknown => return Decision::Unknown,
                AttemptState::Known(Outcome::Written) => return Decision::Written,
                AttemptState::Known(_) => {}
            }
        }
        let last = told.last().map(|(content, said)| Told {
            kind: content.kind,
            items: &said.items,
            clients: &said.clients,
        });
        let items = recipient.items();
        let Some(kind) = owed(last, recipient.standing, &items, &recipient.addressee.clients) else {
            return if last.is_some() {
                Decision::Told
            } else {
                Decision::NotOwed("was not told, and is out".into())
            };
        };
        if let Some(why) = self.closed(recipient, kind) {
            return Decision::NotOwed(why);
        }
        self.way(state, recipient, kind, history, told.len())
    }

    fn closed(&self, recipient: &Recipient, kind: Kind) -> Option<String> {
        let code = &recipient.jurisdiction;
        let gate = match (kind, recipient.standing) {
            (Kind::First, _) => self.gates.confirmed(code).clone(),
            (Kind::Interim, Standing::Possible) => self.gates.possible(code),
            _ => Gate::Open,
        };
        match gate {
            Gate::Open => None,
            Gate::Fact(fact) => {
                Some(format!("only if {fact}: `whose clocks --fact {}=yes` or no", first(&fact)))
            }
            Gate::Closed(why) => Some(why),
        }
    }

    fn way(
        &self,
        state: &LedgerState,
        recipient: &Recipient,
        kind: Kind,
        history: &History<'_>,
        told: usize,
    ) -> Decision {
        let mut lacks = Vec::new();
        let mut again = false;
        for channel in self.settings.channels(self.law, &recipient.jurisdiction) {
            let lack = recipient.contacts.lack(channel).or_else(|| self.unprintable(recipient, channel));
            let address = recipient.contacts.address(channel).filter(|_| lack.is_none());
            let Some(address) = address else {
                lacks.push((channel, lack.unwrap_or(Lack::None)));
                continue;
            };
            let to = self.key.digest(channel.code(), &address);
            if is_dead(state, history, channel, &to) {
                lacks.push((channel, Lack::Failed));
                again = true;
                continue;
            }
            let notice = self.key.digest("notice", &format!("{}/{told}", alias(recipient)));
            let of = Try { attempt: state.next_attempt(&notice), notice };
            return Decision::Due(Due { kind, channel, to, of, again });
        }
        Decision::Unreachable(kind, lacks)
    }

    fn unprintable(&self, recipient: &Recipient, channel: Channel) -> Option<Lack> {
        let printable = || {
            let lines = super::recipients::lines(recipient);
            lines.is_none_or(|lines| lines.iter().all(|line| self.fonts.can_print(line)))
        };
        (channel == Channel::Letter && !printable()).then_some(Lack::Unprintable)
    }
}

/// Was the address tried in vain?
fn is_dead(state: &LedgerState, history: &History<'_>, channel: Channel, to: &str) -> bool {
    let to = u64::from_str_radix(to, 16).ok();
    let tried = || history.attempts().filter(|attempt| attempt.channel == channel && Some(attempt.to) == to);
    let put_off = |state: AttemptState| state == AttemptState::Known(Outcome::Deferred);
    tried().any(|attempt| state.state(attempt).is_dead())
        || tried().filter(|attempt| put_off(state.state(attempt))).count() >= PUT_OFF
}

/// What someone is called in the id of a notice.
fn alias(recipient: &Recipient) -> String {
    match (recipient.person, recipient.customers.first()) {
        (Some(person), _) => PersonRow::print_id(person),
        (None, Some(customer)) => format!("{customer:016x}"),
        (None, None) => String::new(),
    }
}

fn first(facts: &str) -> &str {
    facts.split(" or ").next().unwrap_or(facts)
}
