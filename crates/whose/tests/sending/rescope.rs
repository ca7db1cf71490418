use crate::bench::Bench;
use crate::server::{MailServer, Reply};

const HEAD: &str = "name,address,city,province,postal_code,country,email,phone\n";
const OLIVE: &str = "Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@a.example.org,\n";
const PIERRE: &str = "Pierre Gagnon,9 Oak Ave,Ottawa,ON,K1A 0B1,CA,pierre@b.example.org,\n";

#[test]
fn after_more_sources_only_who_is_new_or_whose_items_grew_is_told() {
    let bench = Bench::of(&[("first.csv", &format!("{HEAD}{OLIVE}{PIERRE}"))]);
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    let olive = OLIVE.replace(",\n", ",+14165550101\n");
    let bruno = "Bruno Costa,5 Elm Rd,Halifax,NS,B3H 1A1,CA,bruno@c.example.org,\n";
    bench.write("disk/second.csv", &format!("{HEAD}{olive}{bruno}"));
    bench.says(&["scope", "disk", "--case", "case"], 0, &[]);
    bench.tell(&["plan"], 3, &["first, en, email", "follow-up, en, email"]);
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    assert_eq!(
        server.recipients(),
        ["bruno@c.example.org", "olive@a.example.org", "olive@a.example.org", "pierre@b.example.org"]
    );
    let second = server.taken().into_iter().rfind(|taken| taken.to.starts_with("olive")).unwrap();
    assert!(second.message.contains("Second notice"), "{}", second.message);
    bench.tell(&["send", "--send"], 0, &["0 handed over"]);
}

/// First a part of the disk is read, then all of it: of the customers who were possible some are confirmed, some are out.
#[test]
fn possible_customers_get_the_interim_notice_then_hear_what_came_of_it() {
    let bench = Bench::empty();
    bench.says(&["replay", "hanwha", "made", "--scale", "0.002"], 0, &[]);
    let exports = bench.path("made/disk/export");
    for month in 1..=9 {
        let name = format!("사고접수_20100{month}.csv");
        let content = std::fs::read(exports.join(&name)).unwrap();
        std::fs::create_dir_all(bench.path("part")).unwrap();
        std::fs::write(bench.path("part").join(&name), content).unwrap();
    }
    let scope = |disk: &str| {
        bench.whose(&["scope", disk, "--case", "case", "--registry", "made/customers.csv"]);
    };
    scope("part");
    bench.write_texts();
    bench.write("case/tell.toml", "[order]\ngeneral = [\"letter\"]\n");
    bench.tell(&["plan"], 3, &["kr: only if people-not-identified or traded", "whose clocks --fact"]);
    let known = "known=2026-09-15T10:00+09:00";
    bench.says(
        &["clocks", "--case", "case", "--event", known, "--fact", "people-not-identified=yes"],
        0,
        &[],
    );
    bench.tell(&["plan"], 3, &["first, ko, letter", "interim, ko, letter"]);
    let send_and_post = || {
        bench.tell(&["send", "--send"], 0, &[]);
        for file in bench.status()["letters"].as_array().unwrap() {
            if file["outcome"] == "written" {
                bench.tell(&["settle", file["file"].as_str().unwrap(), "--as", "told"], 0, &[]);
            }
        }
    };
    send_and_post();
    let told = bench.count("told");
    assert!(told > 0 && bench.count("letter") == 0);
    scope("made/disk");
    bench.tell(&["plan"], 3, &["first, ko, letter", "follow-up, ko, letter", "withdrawal, ko, letter"]);
    let again = bench.count("told");
    assert!(again > 0 && again < told, "{again} of {told} need hear nothing new");
    send_and_post();
    assert_eq!(bench.count("letter"), 0, "nobody is owed anything after that");
    bench.says(&["verify", "--case", "case"], 0, &["ledger of deliveries"]);
}
