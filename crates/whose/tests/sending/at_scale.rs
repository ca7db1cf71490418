//! The bar for e-mail: 28,500 messages to a mail server as the internet runs them, the sender killed at ten random moments.
//! A measurement, not run by default: `WHOSE_MAIL_PYTHON=PYTHON WHOSE_BINARY=target/release/whose cargo test -p whose --test sending
//! -- --ignored --nocapture at_ten_random_moments`, with the Python of `cargo xtask test`.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::bench::Bench;
use crate::standard::Aiosmtpd;

/// People who are told: the incident at Canada Post showed e-mail or phone of 3% of 950,000.
const PEOPLE: usize = 28_500;
/// Bytes that one person adds to the ledger, about.
const BYTES_EACH: u64 = 700;
const KILLS: u64 = 10;
/// Connections; so many can be under way when the sender is killed.
const CONNECTIONS: usize = 8;

fn people() -> String {
    const STARTS: [&str; 20] = [
        "Mar", "Gag", "Cos", "Web", "Trem", "Sin", "Nov", "Dub", "Mor", "Bla", "Fra", "Hal", "Lin", "Ros",
        "Ver", "Bel", "Cor", "Dav", "Ell", "Fon",
    ];
    const ENDS: [&str; 12] =
        ["chand", "non", "tano", "erly", "blay", "gham", "akov", "ois", "eau", "kely", "ser", "by"];
    const GIVEN: [&str; 12] = [
        "Olive", "Pierre", "Anne", "Bruno", "Claire", "David", "Emma", "Felix", "Grace", "Hugo", "Irene",
        "Jules",
    ];
    let mut text = String::from("name,address,city,province,postal_code,country,email\n");
    for at in 0..PEOPLE {
        let family = format!("{}{}", STARTS[at / 12 % 20], ENDS[at / 240 % 12]);
        // Everyone has an address alone, and people of one name live in different streets.
        let (block, letter) = (at / 240, |from: &str, at: usize| from.chars().nth(at).unwrap());
        let place = (at % 240 * 101 + block * 37) % 240;
        let street = format!("{} {}{} St", block + 10, STARTS[place % 20], ENDS[place / 20]);
        let (first, second) = (letter("ABCEGHJKLM", place / 24), letter("NPRSTVWXYZ", block % 10));
        let code = format!("M{}{first} {}{second}{}", place % 9 + 1, place % 10, block / 12 % 10);
        let given = GIVEN[at % 12];
        text.push_str(&format!("{given} {family},{street},Toronto,ON,{code},CA,p{at}@example{at}.org\n"));
    }
    text
}

/// What the server took: recipients with how often, and the ids of messages.
#[derive(Default)]
struct Taken {
    times: BTreeMap<String, u32>,
    ids: BTreeSet<String>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Taken {
    fn add(&mut self, line: &str) {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        *self.times.entry(json["to"][0].as_str().unwrap().to_string()).or_default() += 1;
        let message = json["message"].as_str().unwrap();
        let id = message.lines().find_map(|line| line.strip_prefix("Message-ID: <")).unwrap();
        self.ids.insert(id.split('@').next().unwrap().to_string());
        self.last = Some(Instant::now());
        self.first = self.first.or(self.last);
    }
}

/// The length that the ledger has when the sender is killed: somewhere in the next tenth of the work.
fn moment(before: u64) -> u64 {
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    before + 1 + random % (PEOPLE as u64 * BYTES_EACH / KILLS)
}

#[test]
#[ignore = "a measurement of a minute; see the top of the file"]
fn killed_at_ten_random_moments_of_28_500_messages_nobody_is_told_twice_or_missed() {
    let Some(mut server) = Aiosmtpd::start() else { return };
    let bench = Bench::of(&[("people.csv", &people())]);
    bench.write("password", "S3CRET");
    bench.write("case/tell.toml", &server.settings(&bench, CONNECTIONS, 100_000));
    let taken: Arc<Mutex<Taken>> = Arc::default();
    let (lines, for_thread) = (server.lines.take().unwrap(), Arc::clone(&taken));
    std::thread::spawn(move || {
        lines.map_while(Result::ok).for_each(|line| for_thread.lock().unwrap().add(&line))
    });

    let length = || std::fs::metadata(bench.path("case/ledger.jsonl")).map_or(0, |file| file.len());
    let mut killed_at = Vec::new();
    for _ in 0..KILLS {
        let until = moment(length());
        let mut child = bench.start(&["tell", "send", "--case", "case", "--send"]);
        while length() < until && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed_at.push(taken.lock().unwrap().times.len());
    }
    let before = {
        let mut taken = taken.lock().unwrap();
        (taken.first, taken.last) = (None, None);
        taken.times.len()
    };
    bench.tell(&["send", "--send"], 0, &[]);
    std::thread::sleep(Duration::from_millis(500));
    let status = bench.status();
    let whole = &status["tally"]["whole"];
    let (told, unknown) = (whole["told"].as_u64().unwrap(), whole["unknown"].as_u64().unwrap());
    assert_eq!(told + unknown, PEOPLE as u64, "nobody missed");
    let listed: Vec<&str> =
        status["unknown"].as_array().unwrap().iter().map(|one| one["try"].as_str().unwrap()).collect();
    assert_eq!(listed.len() as u64, unknown, "each unknown is listed");
    let (were_taken, were_not): (Vec<&str>, Vec<&str>) =
        listed.iter().partition(|of| taken.lock().unwrap().ids.contains(**of));
    {
        let taken = taken.lock().unwrap();
        let seconds = (taken.last.unwrap() - taken.first.unwrap()).as_secs_f64();
        eprintln!("killed when so many were taken: {killed_at:?}");
        eprintln!("without an outcome: {unknown}, of these taken by the server: {}", were_taken.len());
        let last = taken.times.len() - before;
        eprintln!("last run: {last} messages in {seconds:.1} s, {:.0} a second", last as f64 / seconds);
        assert!(taken.times.values().all(|times| *times == 1), "nobody twice");
        assert_eq!(taken.times.len() as u64, told + were_taken.len() as u64, "told means taken");
    }
    for (names, found) in [(were_taken, "told"), (were_not, "not-told")] {
        if !names.is_empty() {
            bench.tell(&[&["settle"], &names[..], &["--as", found]].concat(), 0, &[]);
        }
    }
    bench.tell(&["send", "--send"], 0, &[]);
    std::thread::sleep(Duration::from_millis(500));
    let taken = taken.lock().unwrap();
    assert!(taken.times.len() == PEOPLE && taken.times.values().all(|times| *times == 1), "each once");
    assert_eq!(bench.count("told"), PEOPLE as u64);
    bench.says(&["verify", "--case", "case"], 0, &["ledger of deliveries"]);
}
