//! The lookup page over HTTP, without a socket and with one: what it tells whom, and what it never tells.
#![allow(clippy::print_stdout, reason = "a measurement shows its figures")]

mod bench;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use bench::Bench;
use tower::ServiceExt;
use whose::lookup::{App, CodeMessage, CodeSender, Contact, Desk, Index, IndexKey, Limits, Serving, router};

/// Two people of one e-mail address, one with a phone, one in Korea whose phone is masked.
const PEOPLE: &str = "client_key,name,address,city,province,postal_code,email,phone,ship_date\n\
     MAPLE,Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,olive@example.org,416-555-0142,2018-03-01\n\
     MAPLE,Pierre Gagnon,9 rue Laval,Laval,QC,H7N 1A1,family@example.org,,2018-04-01\n\
     MAPLE,Ann Lee,1 Elm Ave,Ottawa,ON,K1A 0B1,family@example.org,,2018-05-01\n\
     BIRCH,Claire Petit,3 rue du Lac,Laval,QC,H7N 1A9,,+33 6 12 34 56 78,2018-06-01\n\
     BIRCH,Bruno Costa,5 Oak Rd,Ottawa,ON,K1A 0B9,,,2018-06-01\n";
const DRIVERS: &str = "성명,휴대전화,주민등록번호,차량번호\n\
     홍길동,010-1234-****,800101-1******,12가3456\n\
     김민수,010-2345-****,750203-1******,34나5678\n\
     박서연,010-2345-****,820203-2******,56다7890\n";

impl Bench {
    /// A scoped case with its index.
    fn indexed() -> Self {
        let bench = Self::empty();
        std::fs::create_dir(bench.path("disk")).unwrap();
        std::fs::write(bench.path("disk/people.csv"), PEOPLE).unwrap();
        std::fs::write(bench.path("disk/drivers.csv"), DRIVERS).unwrap();
        bench.says(&["scope", "disk", "--case", "case"], 0, &["Mentions"]);
        std::fs::write(
            bench.path("case/notice.toml"),
            "[en]\nwhat_happened = \"A disk was copied.\"\nremedies = \"Write to claims@post.example.\"\n\
             contact = \"privacy@post.example\"\n[ko]\nremedies = \"배상을 청구하십시오.\"\n",
        )
        .unwrap();
        bench.says(&["lookup", "key", "key"], 0, &["Key: key"]);
        bench.says(
            &["lookup", "index", "--case", "case", "--key", "key", "--out", "index"],
            0,
            &[
                "7 people can be found by 6 contact points, 2 of them masked",
                "1 people have no contact point",
            ],
        );
        bench
    }

    fn index(&self) -> Index {
        Index::open(&self.path("index"), IndexKey::read(&self.path("key")).unwrap()).unwrap()
    }

    /// The pages, the codes that were sent, and what was logged. Must be called in a runtime.
    fn page(&self, limits: Limits, schedule: Duration) -> Page {
        let sent = Sent::default();
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        let serving =
            Serving { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), behind_proxy: false, schedule };
        let told = move |line: &str| lines.lock().unwrap().push(line.to_string());
        let app = App::new(self.index(), Desk::new(limits).unwrap(), sent.clone(), serving, told);
        Page { app, sent, log }
    }
}

#[derive(Clone, Default)]
struct Sent(Arc<Mutex<Vec<CodeMessage>>>);

impl CodeSender for Sent {
    fn send(&self, message: &CodeMessage) -> anyhow::Result<()> {
        if message.to.reveal().starts_with("broken") {
            anyhow::bail!("no way out");
        }
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

#[derive(Clone)]
struct Page {
    app: Arc<App>,
    sent: Sent,
    log: Arc<Mutex<Vec<String>>>,
}

struct Answered {
    status: StatusCode,
    body: String,
    headers: axum::http::HeaderMap,
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

impl Page {
    async fn send(&self, request: axum::http::request::Builder, body: String) -> Answered {
        let mut request = request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 9))));
        let response = router(Arc::clone(&self.app)).oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answered { status, body: String::from_utf8(body.to_vec()).unwrap(), headers }
    }

    async fn get(&self, path: &str) -> Answered {
        self.send(Request::get(path), String::new()).await
    }

    async fn ask(&self, contact: &str, language: &str) -> Answered {
        self.send(Request::post("/"), format!("l={language}&contact={}", encoded(contact))).await
    }

    async fn enter(&self, ticket: &str, code: &str, language: &str) -> Answered {
        let body = format!("l={language}&ticket={ticket}&code={}", encoded(code));
        self.send(Request::post("/code"), body).await
    }

    /// The code that was sent last, once it is there.
    async fn code(&self, before: usize) -> String {
        for _ in 0..200 {
            if let Some(message) = self.sent.0.lock().unwrap().get(before) {
                let at = message.text.reveal().find(|letter: char| letter.is_ascii_digit()).unwrap();
                return message.text.reveal()[at..at + 8].to_string();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no code was sent");
    }

    /// What someone sees who holds the contact point.
    async fn looked_up(&self, contact: &str, language: &str) -> String {
        let before = self.sent.0.lock().unwrap().len();
        let asked = self.ask(contact, language).await;
        let code = self.code(before).await;
        let found = self.enter(&ticket(&asked.body), &code, language).await;
        assert_eq!(found.status, StatusCode::OK);
        found.body
    }
}

fn ticket(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"ticket\" value=\"").expect("a page with a ticket");
    rest.split_once('"').unwrap().0.to_string()
}

/// A page with the ticket taken out: what could differ between two who asked.
fn without_ticket(page: &str) -> String {
    page.replace(&ticket(page), "TICKET")
}

fn open() -> Limits {
    Limits { requests: u32::MAX, all_codes_an_hour: u32::MAX, ..Limits::default() }
}

fn run<F: Future>(test: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(test)
}

fn contains(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "{word:?} is not in {page}");
    }
}

#[test]
fn who_holds_the_contact_point_sees_their_own_items_in_their_language() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(open(), Duration::ZERO);
        let found = page.looked_up(" Olive@Example.org", "en").await;
        contains(
            &found,
            &[
                "Data about you was in it",
                "records of 1 person with this contact point",
                "<li>name</li>",
                "<li>e-mail address</li>",
                "<li>phone number</li>",
                "from 1 March 2018",
                "held for: MAPLE",
                "P-",
                "Write to claims@post.example.",
                "privacy@post.example",
                "A disk was copied.",
                "Do not open links",
            ],
        );
        // Kinds of data are shown, never a value.
        for value in ["Olive", "Marchand", "Main St", "olive@example", "416", "0142"] {
            assert!(!found.contains(value), "{value}");
        }
        let by_phone = page.looked_up("+1 (416) 555-0142", "fr").await;
        contains(
            &by_phone,
            &["lang=\"fr\"", "Des données sur vous en faisaient partie", "<li>courriel</li>"],
        );
        let family = page.looked_up("family@example.org", "en").await;
        contains(&family, &["records of 2 people", "Person 1", "Person 2"]);
        let nothing = page.looked_up("nobody@example.org", "en").await;
        contains(&nothing, &["Nothing with this contact point was found", "privacy@post.example"]);
        assert!(!nothing.contains("P-"));
        assert!(page.log.lock().unwrap().is_empty());
    });
}

#[test]
fn a_contact_point_that_fits_only_masked_values_is_possibly_in_it() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(open(), Duration::ZERO);
        let one = page.looked_up("010-1234-5678", "ko").await;
        contains(
            &one,
            &["귀하의 정보가 포함되었을 가능성이 있습니다", "1명의 기록", "차량번호", "배상을 청구하십시오."],
        );
        // It may be a stranger: no number of a person is shown.
        assert!(!one.contains("P-"), "{one}");
        let two = page.looked_up("+82 10 2345 0000", "en").await;
        contains(&two, &["possibly in it", "records of 2 people whose contact point may be yours"]);
        // A number without its country may be another person's, elsewhere.
        let open = page.looked_up("06 12 34 56 78", "fr").await;
        contains(&open, &["en faisaient peut-être partie", "le pays du numéro saisi"]);
        assert!(!open.contains("P-"));
        contains(&page.looked_up("+33 6 12 34 56 78", "fr").await, &["en faisaient partie", "P-"]);
        let none = page.looked_up("010-9999-5678", "en").await;
        contains(&none, &["Nothing with this contact point"]);
    });
}

#[test]
fn ten_thousand_tries_learn_nothing() {
    let bench = Bench::indexed();
    run(async {
        // Without limits for one place, so that the affected can be asked for as often as the others.
        let limits = Limits { codes_an_hour: u32::MAX, wrong_a_day: u32::MAX, ..open() };
        let page = bench.page(limits, Duration::ZERO);
        let affected = ["olive@example.org", "family@example.org", "416-555-0142", "010-1234-5678"];
        let (mut bodies, mut statuses) = (BTreeSet::new(), BTreeSet::new());
        let mut tickets = BTreeSet::new();
        for try_number in 0..10_000 {
            let unaffected = format!("p{try_number}@example.org");
            let contact = if try_number % 2 == 0 { affected[try_number / 2 % 4] } else { &unaffected };
            let asked = page.ask(contact, "en").await;
            let ticket = ticket(&asked.body);
            statuses.insert(asked.status);
            bodies.insert(asked.body.replace(&ticket, "TICKET"));
            // A guessed code: wrong for everyone, in the same words.
            if try_number % 10 < 2 {
                let wrong = page.enter(&ticket, "00000000", "en").await;
                statuses.insert(wrong.status);
                bodies.insert(without_ticket(&wrong.body));
            }
            tickets.insert(ticket);
        }
        assert_eq!(statuses, [StatusCode::OK].into());
        assert_eq!(tickets.len(), 10_000);
        // One page that asks for the code, one that says that a code is wrong: the same for all.
        assert_eq!(bodies.len(), 2, "{bodies:?}");
    });
}

/// The time of an answer, affected or not: two samples of one distribution, by the test of Kolmogorov and Smirnov. Takes a minute;
/// run with `--ignored`.
#[test]
#[ignore = "a measurement of time"]
fn the_time_of_an_answer_tells_nothing() {
    let bench = Bench::indexed();
    run(async {
        let limits = Limits { codes_an_hour: u32::MAX, ..open() };
        let page = bench.page(limits, Duration::from_millis(250));
        let mut samples = [Vec::new(), Vec::new()];
        for round in 0..100 {
            let mut asked = Vec::new();
            for at in 0..100 {
                let page = page.clone();
                let contact = if at % 2 == 0 {
                    "olive@example.org".to_string()
                } else {
                    format!("p{round}-{at}@example.org")
                };
                asked.push(tokio::spawn(async move {
                    let began = std::time::Instant::now();
                    page.ask(&contact, "en").await;
                    began.elapsed()
                }));
            }
            for (at, answer) in asked.into_iter().enumerate() {
                samples[at % 2].push(answer.await.unwrap().as_nanos());
            }
        }
        samples.iter_mut().for_each(|sample| sample.sort_unstable());
        let [affected, unaffected] = samples;
        let share =
            |sample: &[u128], at: u128| sample.partition_point(|one| *one <= at) as f64 / sample.len() as f64;
        let all = affected.iter().chain(&unaffected);
        let distance =
            all.map(|at| (share(&affected, *at) - share(&unaffected, *at)).abs()).fold(0.0, f64::max);
        let n = affected.len() as f64;
        let critical = 1.95 * (2.0 / n).sqrt();
        println!(
            "distance {distance:.4}, beyond chance (0.1%) from {critical:.4}; median {} µs",
            affected[affected.len() / 2] / 1_000
        );
        assert!(distance < critical, "{distance} {critical}");
    });
}

#[test]
fn no_page_loads_or_runs_anything_and_none_is_kept() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(open(), Duration::ZERO);
        let asked = page.ask("olive@example.org", "en").await;
        let code = page.code(0).await;
        let found = page.enter(&ticket(&asked.body), &code, "en").await;
        for answered in [page.get("/").await, asked, found, page.get("/code").await] {
            assert_eq!(answered.headers[header::CACHE_CONTROL], "no-store");
            let policy = answered.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
            for forbidden in ["<script", " on", "src=", "http://", "https://", "javascript:"] {
                let tags: String = answered
                    .body
                    .split('<')
                    .filter_map(|tag| tag.split_once('>'))
                    .map(|(tag, _)| format!("<{tag}>"))
                    .collect();
                assert!(!tags.contains(forbidden), "{forbidden} in {tags}");
            }
        }
    });
}

#[test]
fn the_language_is_the_one_chosen_or_the_browsers() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(open(), Duration::ZERO);
        contains(&page.get("/").await.body, &["lang=\"en\"", "Was my data in it?"]);
        contains(&page.get("/?l=ko").await.body, &["lang=\"ko\"", "내 정보도 유출되었습니까?"]);
        contains(&page.get("/?l=xx").await.body, &["lang=\"en\""]);
        let french = Request::get("/").header(header::ACCEPT_LANGUAGE, "de-DE,fr-CA;q=0.8,en;q=0.5");
        contains(&page.send(french, String::new()).await.body, &["lang=\"fr\""]);
        page.ask("olive@example.org", "ko").await;
        page.code(0).await;
        let message = page.sent.0.lock().unwrap()[0].clone();
        assert!(message.text.reveal().contains("인증번호는") && message.subject == "인증번호");
        assert!(!message.text.reveal().contains("olive"));
    });
}

#[test]
fn what_is_no_single_contact_point_is_asked_for_again_and_shown_nowhere() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(open(), Duration::ZERO);
        for text in [
            "",
            "olive",
            "a@example.org, b@example.org",
            "<script>alert(1)</script>@x.org",
            "010-1234-****",
            "\u{202e}moc",
        ] {
            let asked = page.ask(text, "en").await;
            assert_eq!(asked.status, StatusCode::OK);
            contains(
                &asked.body,
                &["role=\"alert\"", "aria-invalid=\"true\"", "neither an e-mail address nor"],
            );
            assert!(text.is_empty() || !asked.body.contains(text), "{text}");
        }
        let long = page.ask(&"a".repeat(5_000), "en").await;
        assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
        let nothing = page.send(Request::post("/"), "\u{0}%zz&&&=".into()).await;
        assert_eq!(nothing.status, StatusCode::OK);
        let locked = page.enter("../../etc", "<b>", "en").await;
        contains(&locked.body, &["This code can no longer be used"]);
        assert!(!locked.body.contains("etc"));
        assert!(page.sent.0.lock().unwrap().is_empty());
    });
}

#[test]
fn who_asks_too_often_waits_and_a_sender_that_fails_tells_no_value() {
    let bench = Bench::indexed();
    run(async {
        let page = bench.page(Limits { requests: 2, ..Limits::default() }, Duration::ZERO);
        let first = page.ask("broken@example.org", "en").await;
        let second = page.ask("olive@example.org", "en").await;
        assert_eq!(without_ticket(&first.body), without_ticket(&second.body));
        let third = page.ask("olive@example.org", "en").await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
        contains(&third.body, &["Too many requests"]);
        page.code(0).await;
        let log = page.log.lock().unwrap().join("\n");
        assert!(log.contains("a code was not handed over: no way out"), "{log}");
        assert!(!log.contains("broken") && !log.contains('@'), "{log}");
    });
}

#[test]
fn the_index_holds_nothing_in_clear_and_opens_with_its_key_only() {
    let bench = Bench::indexed();
    let bytes = std::fs::read(bench.path("index")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    // Short texts may stand in sealed bytes by chance.
    for value in ["olive@", "family@", "4165550142", "Marchand", "821012", "홍길동", "MAPLE"] {
        assert!(!text.contains(value), "{value}");
    }
    let index = ["lookup", "index", "--case", "case", "--key", "key", "--out", "again"];
    bench.says(&index, 0, &[]);
    assert_eq!(std::fs::read(bench.path("again")).unwrap(), bytes, "the same case, the same index");
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);

    bench.says(&["lookup", "key", "other"], 0, &[]);
    let serve = |index: &str, key: &str, words: &[&str]| {
        bench.says(&["serve", "--lookup", "--index", index, "--key", key, "--outbox", "box"], 1, words);
    };
    serve("index", "other", &["was made with another key"]);
    serve("disk/people.csv", "key", &["is no lookup index"]);
    std::fs::write(bench.path("cut"), &bytes[..bytes.len() / 3]).unwrap();
    serve("cut", "key", &["cut"]);
    std::fs::write(bench.path("empty"), b"").unwrap();
    serve("empty", "key", &["is no lookup index"]);
    // An entry that was changed does not open, and says nothing.
    let mut changed = bytes;
    let last = changed.len() - 100;
    changed[last..].iter_mut().for_each(|byte| *byte ^= 1);
    std::fs::write(bench.path("index"), &changed).unwrap();
    let index = bench.index();
    let looked: Vec<bool> = [
        "olive@example.org",
        "family@example.org",
        "4165550142",
        "01012345678",
        "01023455678",
        "+33612345678",
        "0612345678",
    ]
    .map(|contact| index.look(&Contact::read(contact).unwrap()).is_ok())
    .into();
    assert_eq!(looked.iter().filter(|ok| !**ok).count(), 1);
}

/// The command itself, with a socket.
struct Served {
    child: Child,
    at: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn served(bench: &Bench) -> Served {
    let arguments = [
        "serve",
        "--lookup",
        "--index",
        "index",
        "--key",
        "key",
        "--outbox",
        "box",
        "--listen",
        "127.0.0.1:0",
        "--schedule",
        "50",
    ];
    let mut child = bench.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let at = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
    Served { child, at }
}

#[test]
fn the_command_serves_hands_codes_over_and_logs_no_value() {
    use std::io::{Read, Write};
    let bench = Bench::indexed();
    let mut served = served(&bench);
    let mut socket = std::net::TcpStream::connect(&served.at).unwrap();
    let body = "contact=olive%40example.org&l=en";
    write!(
        socket,
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("Enter the code"), "{answer}");
    for _ in 0..200 {
        if std::fs::read_dir(bench.path("box")).unwrap().count() > 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let file = std::fs::read_dir(bench.path("box")).unwrap().next().expect("a code").unwrap().path();
    let message: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(message["to"], "olive@example.org");
    served.child.kill().unwrap();
    let mut log = String::new();
    served.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(!log.contains("olive") && !log.contains("127.0.0.1"), "{log}");
}

#[test]
fn it_does_not_listen_in_the_open_without_a_proxy() {
    let bench = Bench::indexed();
    let serve = ["serve", "--lookup", "--index", "index", "--key", "key", "--outbox", "box"];
    let mut open = serve.to_vec();
    open.extend(["--listen", "0.0.0.0:0"]);
    bench.says(&open, 1, &["without encryption", "--behind-proxy"]);
    bench.says(&serve[..6], 2, &["--send-with"]);
}
