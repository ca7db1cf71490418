use crate::bench::Bench;
use crate::server::{MailServer, Reply};

const PEOPLE: &str = "name,address,city,province,postal_code,country,email\n\
     Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@a.example.org\n\
     Pierre Gagnon,9 rue Laval,Laval,QC,H7N 1A1,CA,pierre@b.example.org\n\
     Bruno Costa,5 Rua do Sol,Recife,PE,50000-000,Brazil,bruno@c.example.org\n\
     Mary Weber,7 Oak Ave,Ottawa,ON,K1A 0B1,CA,info@d.example.org\n";

fn bench() -> Bench {
    Bench::of(&[("people.csv", PEOPLE)])
}

#[test]
fn without_send_nothing_leaves_and_nothing_is_written() {
    let bench = bench();
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    for command in ["plan", "send"] {
        bench.tell(&[command], 3, &["first, en, email", "first, fr, email", "first, en, letter"]);
    }
    assert!(server.taken().is_empty() && bench.ledger().is_empty());
    assert!(!bench.path("case/letters").exists());
}

#[test]
fn everyone_is_told_once_in_the_words_of_the_place() {
    let bench = bench();
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    bench.tell(&["send", "--channel", "email", "--send"], 0, &["3 handed over"]);
    assert_eq!(server.recipients(), ["bruno@c.example.org", "olive@a.example.org", "pierre@b.example.org"]);
    let pierre = server.taken().into_iter().find(|taken| taken.to.starts_with("pierre")).unwrap().message;
    let message = mail_parser(&pierre);
    assert!(message.contains("Pierre Gagnon") && message.contains("courriel"), "{message}");
    assert!(message.contains("as <written> by us"), "{message}");
    bench.tell(&["send", "--channel", "email", "--send"], 0, &["0 handed over"]);
    assert_eq!(server.taken().len(), 3);
    assert_eq!((bench.count("told"), bench.count("letter")), (3, 1));
    bench.says(&["verify", "--case", "case"], 0, &["ledger of deliveries"]);
    let ledger = bench.ledger();
    for value in ["Marchand", "olive", "Laval", "example.org"] {
        assert!(!ledger.contains(value), "{value}");
    }
}

/// The first text part of a message, decoded.
fn mail_parser(message: &str) -> String {
    let parsed = ::mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
    parsed.body_text(0).unwrap().into_owned()
}

#[test]
fn a_text_that_is_not_written_stops_all_sending() {
    let bench = bench();
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    let path = bench.path("case/notice.toml");
    let texts = std::fs::read_to_string(&path).unwrap();
    let fr = texts.find("[fr]").unwrap();
    let without = format!("{}{}", &texts[..fr], texts[fr..].replacen("as <written> by us", "", 1));
    std::fs::write(path, without).unwrap();
    bench.tell(
        &["send", "--send"],
        1,
        &["nothing is sent until the texts hold", "[fr] organisation is empty"],
    );
    assert!(server.taken().is_empty() && bench.ledger().is_empty());
}

#[test]
fn a_server_that_puts_off_is_asked_again_and_one_that_refuses_is_followed_by_a_letter() {
    let bench = bench();
    let server = MailServer::start(|to, before| match (to.split('@').next(), before) {
        (Some("olive"), 0) => Reply::Code(451),
        (Some("pierre"), _) => Reply::Code(550),
        (Some("bruno"), 0) => Reply::CodeAfter(452),
        _ => Reply::Take,
    });
    bench.set_up(server.port, "");
    bench.tell(&["send", "--channel", "email", "--send"], 3, &["2 handed over, 1 refused, 2 put off"]);
    assert_eq!(server.recipients(), ["bruno@c.example.org", "olive@a.example.org"]);
    let status = bench.status();
    let whole = &status["tally"]["whole"];
    assert_eq!((&whole["told"], &whole["letter"], &whole["failed"]), (&2.into(), &2.into(), &1.into()));
    bench.tell(
        &["send", "--channel", "letter", "--send"],
        0,
        &["2 letters written", "letters-0001-", "letters-0002-"],
    );
}

#[test]
fn a_server_that_always_puts_off_leaves_all_pending_for_the_next_run() {
    let bench = bench();
    let server = MailServer::start(|_, before| if before < 3 { Reply::Code(421) } else { Reply::Take });
    bench.set_up(server.port, "");
    bench.tell(&["send", "--channel", "email", "--send"], 3, &["0 handed over, 0 refused, 9 put off"]);
    assert_eq!(bench.count("email"), 3);
    bench.tell(&["send", "--channel", "email", "--send"], 0, &["3 handed over"]);
    assert_eq!(server.taken().len(), 3);
}

#[test]
fn a_server_that_falls_silent_leaves_unknown_what_nobody_repeats_until_it_is_settled() {
    let bench = bench();
    let server = MailServer::start(|to, before| match (to.split('@').next(), before) {
        (Some("olive" | "pierre"), 0) => Reply::Silence,
        _ => Reply::Take,
    });
    bench.set_up(server.port, "wait_seconds = 0.3");
    bench.tell(&["send", "--channel", "email", "--send"], 3, &["1 handed over", "2 without an answer"]);
    let status = bench.status();
    let unknown: Vec<&str> =
        status["unknown"].as_array().unwrap().iter().map(|one| one["try"].as_str().unwrap()).collect();
    assert_eq!((unknown.len(), status["tally"]["whole"]["unknown"].as_u64()), (2, Some(2)));
    bench.tell(&["send", "--channel", "email", "--send"], 0, &["0 handed over"]);
    assert_eq!(server.taken().len(), 1);

    bench.tell(&["settle", "0123456789abcdef.1", "--as", "told"], 1, &["there is no try"]);
    bench.tell(&["settle", "Olive", "--as", "told"], 1, &["neither a file of letters nor a try"]);
    bench.tell(&["settle", unknown[0], "--as", "told"], 0, &["1 settled"]);
    bench.tell(&["settle", unknown[0], "--as", "told"], 1, &["is not unknown"]);
    bench.tell(&["settle", unknown[1], "--as", "not-told"], 0, &["1 settled"]);
    bench.tell(&["send", "--channel", "email", "--send"], 0, &["1 handed over"]);
    assert_eq!((bench.count("told"), bench.count("unknown")), (3, 0));
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn a_server_that_is_not_there_or_refuses_the_sender_stops_the_run_and_closes_no_address() {
    let bench = bench();
    bench.set_up(1, "connections = 1");
    bench.tell(&["send", "--channel", "email", "--send"], 1, &["does not answer", "nobody is told twice"]);
    assert_eq!((bench.count("email"), bench.count("unknown")), (3, 0));
    bench.set_up(1, "user = \"u\"\npassword = { variable = \"NOT_SET_ANYWHERE\" }");
    bench.tell(
        &["send", "--channel", "email", "--send"],
        1,
        &["NOT_SET_ANYWHERE of the environment is not set"],
    );
    bench.write(
        "case/tell.toml",
        "[email]\nserver = \"192.0.2.7\"\nsecurity = \"none\"\nfrom = \"a@b.example\"\n",
    );
    bench.tell(&["send", "--channel", "email", "--send"], 1, &["for a server on this machine only"]);
}

#[test]
fn a_report_that_a_message_came_back_is_followed_by_a_letter() {
    let bench = bench();
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    bench.tell(&["send", "--channel", "email", "--send"], 0, &[]);
    let olive = server.taken().into_iter().find(|taken| taken.to.starts_with("olive")).unwrap().message;
    let id = olive.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
    let report = |action: &str| {
        format!(
            "From: MAILER-DAEMON@a.example.org\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example.org\r\n\r\n\
             Final-Recipient: rfc822; olive@a.example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
        )
    };
    bench.write("box/new/1", &report("delayed"));
    bench.write("box/cur/2", "From: pierre@b.example.org\r\n\r\nThank you.\r\n");
    bench.tell(
        &["returns", "--mail", "box"],
        0,
        &["0 came back", "1 are still being tried", "1 name nothing"],
    );
    assert_eq!(bench.count("told"), 3);
    let mbox = format!("From x Mon\n{}\nFrom x Tue\n{}", report("failed"), report("failed"));
    bench.write("bounces.mbox", &mbox);
    bench.tell(&["returns", "--mail", "bounces.mbox"], 0, &["1 came back, 1 were known"]);
    bench.tell(&["returns", "--mail", "bounces.mbox"], 0, &["0 came back, 2 were known"]);
    assert_eq!((bench.count("told"), bench.count("letter")), (2, 2));
    bench.tell(&["returns", "--mail", "nowhere"], 1, &["there is no nowhere"]);
    assert!(!bench.ledger().contains("olive"));
}

#[test]
fn a_ledger_that_was_changed_sends_nothing() {
    let bench = bench();
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    bench.tell(&["send", "--channel", "email", "--send"], 0, &[]);
    let whole = bench.ledger();
    let changed = whole.replacen("\"outcome\":\"handed\"", "\"outcome\":\"refused\"", 1);
    std::fs::write(bench.path("case/ledger.jsonl"), changed).unwrap();
    bench.tell(&["send", "--channel", "email", "--send"], 1, &["was changed or is damaged", "Restore it"]);
    let cut: String = whole.lines().take(3).map(|line| format!("{line}\n")).collect();
    std::fs::write(bench.path("case/ledger.jsonl"), cut).unwrap();
    bench.says(&["verify", "--case", "case"], 1, &["does not go on from line"]);
    bench.tell(&["send", "--channel", "email", "--send"], 1, &["restore it from a copy"]);
    assert_eq!(server.taken().len(), 3);
}

#[test]
fn people_without_a_way_are_told_of_with_the_reason() {
    let bench = Bench::of(&[(
        "people.csv",
        "name,address,city,province,postal_code,country,email\n\
         Olive Marchand,,Toronto,ON,,CA,garden-list@a.example.org\n\
         \"<b>*Pierre* #Gagnon</b>\",,Laval,QC,,CA,pi***@b.example.org\n\
         Anne Roy,,Ottawa,ON,,CA,\n",
    )]);
    bench.set_up(1, "");
    let text = bench.tell(&["plan"], 3, &["email of a role or a list; letter incomplete"]);
    assert!(text.contains("email partly hidden"), "{text}");
    assert!(text.contains("email none known"), "{text}");
    bench.tell(&["status"], 3, &["Substitute notice: none yet"]);
    bench.tell(&["post"], 0, &["notice.en.html", "notice.ko.html", "Put it up for 30 days"]);
    bench.tell(&["post", "--posted-on", "2190-01-01"], 1, &["lies in the future"]);
    bench.tell(&["post", "--posted-on", "2026-09-15"], 0, &["until 2026-10-14"]);
    let page = std::fs::read_to_string(bench.path("case/notices/substitute/notice.en.html")).unwrap();
    assert!(!page.contains("Preview") && page.contains("as &#60;written&#62; by us"), "{page}");
    bench.tell(&["status"], 3, &["from 2026-09-15, to stand until 2026-10-14"]);
}

#[test]
fn status_tells_the_number_that_an_authority_asks_for() {
    let bench = Bench::of(&[(
        "people.csv",
        "name,address,city,province,postal_code,country,email\n\
         Ann Lee,1 Elm Ave,Houston,TX,77001,US,ann@a.example.org\n\
         Bob Lee,2 Elm Ave,Houston,TX,77001,US,bob@b.example.org\n\
         Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@c.example.org\n",
    )]);
    let server = MailServer::start(|_, _| Reply::Take);
    bench.set_up(server.port, "");
    let form = |words: &str| {
        let form = ["notice", "form", "--case", "case", "--kind", "regulator", "--jurisdiction", "us-tx"];
        bench.says(&form, 0, &["us-tx/regulator.en.md"]);
        let page = std::fs::read_to_string(bench.path("case/notices/regulator/us-tx.en.html")).unwrap();
        assert!(page.contains(words), "{page}");
    };
    form("0 people were told by ");
    assert!(bench.ledger().is_empty(), "asking for the number writes nothing");
    bench.tell(&["send", "--send", "--limit", "2"], 0, &["2 handed over"]);
    bench.tell(&["send", "--send"], 0, &["1 handed over"]);
    form("2 people were told by ");
    bench.tell(
        &["status"],
        0,
        &["the Attorney General of Texas asks for it: 2 people of Texas were already told."],
    );
    assert_eq!(bench.status()["tally"]["jurisdictions"]["us"]["told"], 2);
}
