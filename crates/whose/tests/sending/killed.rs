use std::collections::BTreeMap;
use std::time::Duration;

use crate::bench::Bench;
use crate::server::{MailServer, Reply};

/// People who are told in one run.
const PEOPLE: usize = 120;

fn people() -> String {
    let mut text = String::from("name,address,city,province,postal_code,country,email\n");
    let names = ["Olive", "Pierre", "Anne", "Bruno", "Claire", "David", "Emma", "Felix", "Grace", "Hugo"];
    let families = [
        "Marchand", "Gagnon", "Roy", "Costa", "Weber", "Tremblay", "Singh", "Novak", "Dubois", "Moreau",
        "Blake", "Fraser",
    ];
    for at in 0..PEOPLE {
        let (given, family) = (names[at % 10], families[at / 10]);
        let email = format!("{}.{}{at}@example{at}.org", given.to_lowercase(), family.to_lowercase());
        text.push_str(&format!("{given} {family},{} Main St,Toronto,ON,M5V 2T6,CA,{email}\n", at + 10));
    }
    text
}

/// Killed at ten moments: nobody is told twice, nobody is missed, and what is not known is listed.
#[test]
fn killed_at_ten_moments_nobody_is_told_twice_or_missed() {
    let bench = Bench::of(&[("people.csv", &people())]);
    // Slow enough that every kill falls into the middle.
    let server = MailServer::start(|_, _| {
        std::thread::sleep(Duration::from_millis(25));
        Reply::Take
    });
    bench.set_up(server.port, "connections = 4");
    for moment in 0..10u64 {
        let mut child = bench.start(&["tell", "send", "--case", "case", "--send"]);
        // From the moment of the first intent on, later each time.
        let before = bench.ledger().len();
        while bench.ledger().len() == before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(moment * 7));
        child.kill().unwrap();
        child.wait().unwrap();
        // What was handed over while the client died is taken to its end.
        std::thread::sleep(Duration::from_millis(60));
    }
    bench.tell(&["send", "--send", "--channel", "email"], 0, &[]);
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for to in server.recipients() {
        *taken.entry(to).or_default() += 1;
    }
    assert!(taken.values().all(|times| *times == 1), "nobody twice: {taken:?}");
    let status = bench.status();
    let whole = &status["tally"]["whole"];
    let (told, unknown) = (whole["told"].as_u64().unwrap(), whole["unknown"].as_u64().unwrap());
    assert_eq!(told + unknown, PEOPLE as u64, "nobody missed");
    assert_eq!(status["unknown"].as_array().unwrap().len() as u64, unknown, "each unknown is listed");
    assert!(unknown <= 40, "four at a time at most: {unknown}");
    assert!(
        taken.len() as u64 >= told && taken.len() <= PEOPLE,
        "{} taken, {told} known as told",
        taken.len()
    );
    // Settled by who has looked into the server: those that it took, and the others are sent.
    let log: String = server.taken().into_iter().map(|taken| taken.message).collect();
    for one in status["unknown"].as_array().unwrap() {
        let of = one["try"].as_str().unwrap();
        let found = if log.contains(&format!("<{of}@")) { "told" } else { "not-told" };
        bench.tell(&["settle", of, "--as", found], 0, &[]);
    }
    bench.tell(&["send", "--send", "--channel", "email"], 0, &[]);
    assert_eq!(server.recipients().len(), PEOPLE);
    assert_eq!(bench.count("told"), PEOPLE as u64);
    bench.says(&["verify", "--case", "case"], 0, &["ledger of deliveries"]);
}

/// A run that is killed while it prints leaves no file that could be posted with its letters unknown.
#[test]
fn killed_while_printing_every_letter_is_in_one_file_in_the_end() {
    let bench = Bench::of(&[("people.csv", &people())]);
    bench.write("case/tell.toml", "[order]\ngeneral = [\"letter\"]\n[letter]\nper_file = 10\n");
    for moment in 0..3u64 {
        let mut child = bench.start(&["tell", "send", "--case", "case", "--send"]);
        let before = bench.ledger().len();
        while bench.ledger().len() == before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(moment * 40));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    bench.tell(&["send", "--send"], 0, &[]);
    assert_eq!((bench.count("written"), bench.count("unknown")), (PEOPLE as u64, 0));
    let mut letters: BTreeMap<String, u32> = BTreeMap::new();
    for entry in std::fs::read_dir(bench.path("case/letters")).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.with_extension("pdf").exists() && path.with_extension("csv").exists());
        if path.extension().is_some_and(|ending| ending == "csv") {
            for line in std::fs::read_to_string(path).unwrap().lines().skip(1) {
                let person = line.split(',').nth(3).unwrap().split(' ').next().unwrap();
                *letters.entry(person.to_string()).or_default() += 1;
            }
        }
    }
    assert_eq!((letters.len(), letters.values().sum::<u32>()), (PEOPLE, PEOPLE as u32));
}
