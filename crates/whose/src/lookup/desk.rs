//! Who asked, which code was sent, how often it was tried. Knows nothing of the index: whether someone was affected cannot show
//! in what it does.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use whose_model::Sensitive;
use whose_tell::Language;
use whose_tell::lookup::code_message;

use super::contact::Contact;
use super::limits::Limiter;
use super::sender::CodeMessage;

/// How often and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a code is valid.
    pub valid: Duration,
    /// Tries of one code.
    pub tries: u32,
    /// Wrong codes of one contact point within a day; then it is locked.
    pub wrong_a_day: u32,
    /// Codes for one contact point within an hour.
    pub codes_an_hour: u32,
    /// Requests of one connection within ten minutes.
    pub requests: u32,
    /// Codes altogether within an hour.
    pub all_codes_an_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            valid: Duration::from_secs(600),
            tries: 5,
            wrong_a_day: 15,
            codes_an_hour: 3,
            requests: 30,
            all_codes_an_hour: 10_000,
        }
    }
}

/// How long the requests of a connection are counted.
const CONNECTION: Duration = Duration::from_secs(600);
/// Keys that a limit keeps at a time.
const ROOM: usize = 100_000;
/// Codes that wait at a time; of more, the oldest go.
const WAITING: usize = 100_000;
/// Digits of a code.
const DIGITS: u32 = 8;

/// What came of asking.
#[derive(Debug)]
pub enum Asked {
    /// The page that asks for the code, whoever was meant.
    Ticket {
        /// Ties the code to the contact point.
        ticket: String,
        /// To be sent; none where enough codes were sent there. The page is the same.
        message: Option<CodeMessage>,
    },
    /// The connection asks too often.
    Wait,
}

/// What came of a code.
#[derive(Debug)]
pub enum Answer {
    /// It is right: the contact point is the person's own.
    Right(Contact),
    /// It is wrong; so many tries are left.
    Wrong(u32),
    /// It can no longer be used.
    Locked,
    /// The connection asks too often.
    Wait,
}

/// What happened so far, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Times a code was asked for.
    pub asked: u64,
    /// Codes that were to be sent.
    pub codes: u64,
    /// Right codes.
    pub right: u64,
    /// Wrong codes.
    pub wrong: u64,
    /// Requests refused because a connection asked too often.
    pub refused: u64,
}

struct Pending {
    contact: Contact,
    code: blake3::Hash,
    until: Instant,
    tries: u32,
}

struct State {
    pending: HashMap<String, Pending>,
    /// Tickets in the order they were given out.
    order: VecDeque<String>,
    connections: Limiter<IpAddr>,
    codes: Limiter<[u8; 32]>,
    wrong: Limiter<[u8; 32]>,
    all: Limiter<()>,
    totals: Totals,
}

/// The desk.
pub struct Desk {
    limits: Limits,
    /// Of this process: codes and contact points are kept as keyed digests.
    secret: [u8; 32],
    state: Mutex<State>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Desk({:?})", self.totals())
    }
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random numbers: {error}"))?;
    Ok(bytes)
}

/// A code of eight digits, each equally likely.
fn new_code() -> Result<String> {
    let all = 10u64.pow(DIGITS);
    loop {
        let number = u64::from_le_bytes(random()?);
        // The last incomplete round would favour small numbers.
        if number < u64::MAX - u64::MAX % all {
            return Ok(format!("{:08}", number % all));
        }
    }
}

impl Desk {
    /// A desk that nobody has asked yet.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new(limits: Limits) -> Result<Self> {
        let hour = Duration::from_secs(3_600);
        let state = State {
            pending: HashMap::new(),
            order: VecDeque::new(),
            connections: Limiter::new(limits.requests, CONNECTION, ROOM),
            codes: Limiter::new(limits.codes_an_hour, hour, ROOM),
            wrong: Limiter::new(limits.wrong_a_day, 24 * hour, ROOM),
            all: Limiter::new(limits.all_codes_an_hour, hour, 1),
            totals: Totals::default(),
        };
        Ok(Self { limits, secret: random()?, state: Mutex::new(state) })
    }

    /// Minutes that a code is valid.
    #[must_use]
    pub const fn minutes(&self) -> u64 {
        self.limits.valid.as_secs() / 60
    }

    /// What happened so far.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.state().totals
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn digest(&self, purpose: &str, text: &str) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(purpose.as_bytes());
        hasher.update(b"\0");
        hasher.update(text.as_bytes());
        hasher.finalize()
    }

    fn of_contact(&self, contact: &Contact) -> [u8; 32] {
        *self.digest(contact.channel.code(), contact.spelling.reveal()).as_bytes()
    }

    /// Someone enters a contact point.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn ask(&self, from: IpAddr, contact: Contact, language: Language, now: Instant) -> Result<Asked> {
        let ticket: [u8; 16] = random()?;
        let ticket: String = ticket.iter().map(|byte| format!("{byte:02x}")).collect();
        let code = new_code()?;
        let key = self.of_contact(&contact);
        let (subject, text) = code_message(&code, self.minutes(), language)?;
        let mut state = self.state();
        if !state.connections.take(network(from), now) {
            state.totals.refused += 1;
            return Ok(Asked::Wait);
        }
        state.totals.asked += 1;
        let locked = state.wrong.is_full(&key, now);
        let sent = state.codes.take(key, now) && !locked && state.all.take((), now);
        state.totals.codes += u64::from(sent);
        let message = sent.then(|| CodeMessage {
            channel: contact.channel,
            to: contact.to.clone(),
            language,
            subject,
            text: Sensitive::new(text),
        });
        let code = self.digest("code", &format!("{ticket} {code}"));
        let pending = Pending { contact, code, until: now + self.limits.valid, tries: 0 };
        state.wait_for(ticket.clone(), pending, now);
        Ok(Asked::Ticket { ticket, message })
    }

    /// Someone enters a code.
    pub fn answer(&self, from: IpAddr, ticket: &str, code: &str, now: Instant) -> Answer {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        // Equal digests are compared in constant time.
        let entered = self.digest("code", &format!("{ticket} {digits}"));
        let mut state = self.state();
        if !state.connections.take(network(from), now) {
            state.totals.refused += 1;
            return Answer::Wait;
        }
        let Some(mut pending) = state.pending.remove(ticket).filter(|pending| pending.until > now) else {
            return Answer::Locked;
        };
        let key = self.of_contact(&pending.contact);
        if state.wrong.is_full(&key, now) {
            return Answer::Locked;
        }
        if pending.code == entered {
            state.totals.right += 1;
            return Answer::Right(pending.contact);
        }
        state.totals.wrong += 1;
        state.wrong.take(key, now);
        pending.tries += 1;
        let left = self.limits.tries.saturating_sub(pending.tries);
        if left == 0 || state.wrong.is_full(&key, now) {
            return Answer::Locked;
        }
        state.pending.insert(ticket.to_string(), pending);
        Answer::Wrong(left)
    }
}

impl State {
    fn wait_for(&mut self, ticket: String, pending: Pending, now: Instant) {
        while let Some(oldest) = self.order.front() {
            let gone = self.pending.get(oldest).is_none_or(|pending| pending.until <= now);
            if !gone && self.order.len() < WAITING {
                break;
            }
            if let Some(oldest) = self.order.pop_front() {
                self.pending.remove(&oldest);
            }
        }
        self.order.push_back(ticket.clone());
        self.pending.insert(ticket, pending);
    }
}

/// One subscriber's addresses count as one: of IPv6, all of a /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn desk() -> Desk {
        Desk::new(Limits::default()).unwrap()
    }

    fn contact(text: &str) -> Contact {
        Contact::read(text).unwrap()
    }

    fn ask(desk: &Desk, text: &str, now: Instant) -> (String, Option<String>) {
        match desk.ask(HERE, contact(text), Language::English, now).unwrap() {
            Asked::Ticket { ticket, message } => {
                (ticket, message.map(|message| code_in(message.text.reveal())))
            }
            Asked::Wait => panic!("too often"),
        }
    }

    fn code_in(text: &str) -> String {
        let at = text.find(|letter: char| letter.is_ascii_digit()).unwrap();
        text[at..at + 8].to_string()
    }

    fn other(code: &str) -> String {
        format!("{:08}", (code.parse::<u32>().unwrap() + 1) % 100_000_000)
    }

    #[test]
    fn the_code_opens_once_and_only_with_its_ticket() {
        let (desk, now) = (desk(), Instant::now());
        let (ticket, code) = ask(&desk, "olive@example.org", now);
        let code = code.unwrap();
        let (foreign, _) = ask(&desk, "mallory@example.org", now);
        assert!(matches!(desk.answer(HERE, &foreign, &code, now), Answer::Wrong(4)));
        let spaced = format!("{} {}", &code[..4], &code[4..]);
        match desk.answer(HERE, &ticket, &spaced, now) {
            Answer::Right(found) => assert_eq!(found, contact("olive@example.org")),
            other => panic!("{other:?}"),
        }
        assert!(matches!(desk.answer(HERE, &ticket, &code, now), Answer::Locked));
        assert!(matches!(desk.answer(HERE, "no such ticket", &code, now), Answer::Locked));
    }

    #[test]
    fn wrong_codes_lock_the_ticket_then_the_contact_point() {
        let (desk, now) = (desk(), Instant::now());
        let mut wrong = 0;
        for round in 0..3 {
            let (ticket, code) = ask(&desk, "olive@example.org", now);
            let code = code.unwrap();
            for left in (1..5).rev() {
                assert!(
                    matches!(desk.answer(HERE, &ticket, &other(&code), now), Answer::Wrong(n) if n == left)
                );
                wrong += 1;
            }
            assert!(matches!(desk.answer(HERE, &ticket, &other(&code), now), Answer::Locked));
            wrong += 1;
            assert!(matches!(desk.answer(HERE, &ticket, &code, now), Answer::Locked), "{round}");
        }
        assert_eq!(wrong, 15);
        let later = now + Duration::from_secs(3_601);
        let (_, code) = ask(&desk, "olive@example.org", later);
        assert_eq!(code, None, "a locked contact point gets no code");
        let (_, code) = ask(&desk, "olive@example.org", now + Duration::from_secs(86_401));
        assert!(code.is_some());
    }

    #[test]
    fn a_code_is_valid_for_its_time_and_few_are_sent_to_one_place() {
        let (desk, now) = (desk(), Instant::now());
        let (ticket, code) = ask(&desk, "010-1234-5678", now);
        let late = now + Duration::from_secs(600);
        assert!(matches!(desk.answer(HERE, &ticket, &code.unwrap(), late), Answer::Locked));
        // The same number, spelt otherwise, is the same place.
        assert!(ask(&desk, "+82 10 1234 5678", now).1.is_some());
        assert!(ask(&desk, "01012345678", now).1.is_some());
        assert_eq!(ask(&desk, "010 1234 5678", now).1, None);
    }

    #[test]
    fn a_connection_that_asks_too_often_waits() {
        let (desk, now) = (desk(), Instant::now());
        for number in 0..30 {
            ask(&desk, &format!("p{number}@example.org"), now);
        }
        let asked = desk.ask(HERE, contact("p@example.org"), Language::English, now).unwrap();
        assert!(matches!(asked, Asked::Wait));
        assert!(matches!(desk.answer(HERE, "x", "1", now), Answer::Wait));
        let six: [IpAddr; 2] = ["2001:db8::1".parse().unwrap(), "2001:db8::ffff:1".parse().unwrap()];
        assert_eq!(network(six[0]), network(six[1]));
        assert_eq!(network("::ffff:127.0.0.1".parse().unwrap()), HERE);
    }

    #[test]
    fn codes_are_eight_digits_and_differ() {
        let codes: std::collections::BTreeSet<String> = (0..100).map(|_| new_code().unwrap()).collect();
        assert!(codes.len() > 95);
        assert!(codes.iter().all(|code| code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit())));
    }
}
