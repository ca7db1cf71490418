//! The same against a mail server as the internet runs them. `cargo xtask test` installs it; without it this is skipped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::bench::Bench;

/// Folder of what belongs to these tests.
const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sending");

pub struct Aiosmtpd {
    child: Child,
    port: u16,
    /// A line for each message that was taken.
    pub lines: Option<std::io::Lines<BufReader<std::process::ChildStdout>>>,
}

impl Aiosmtpd {
    /// None where it is not installed.
    pub fn start() -> Option<Self> {
        let Ok(python) = std::env::var("WHOSE_MAIL_PYTHON") else {
            eprintln!("skipped: no mail server is installed; `cargo xtask test` does it");
            return None;
        };
        let mut child =
            Command::new(python).arg(format!("{HERE}/mailserver.py")).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap().parse().unwrap();
        Some(Self { child, port, lines: Some(lines) })
    }

    /// Settings to send by it, with its certificate trusted and the password in a file.
    pub fn settings(&self, bench: &Bench, connections: usize, per_second: usize) -> String {
        format!(
            "[email]\nserver = \"localhost\"\nport = {}\nsecurity = \"starttls\"\ncertificate = \"{HERE}/tls/certificate.pem\"\n\
             user = \"maple\"\npassword = {{ file = \"{}\" }}\nfrom = \"Maple <notice@maple.example>\"\n\
             bounces_to = \"bounces@maple.example\"\nconnections = {connections}\nper_second = {per_second}.0\nretry_seconds = [0.1]\n",
            self.port,
            bench.path("password").display()
        )
    }
}

impl Drop for Aiosmtpd {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

const PEOPLE: &str = "name,address,city,province,postal_code,country,email\n\
     Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@a.example.org\n\
     Pierre Gagnon,9 rue Laval,Laval,QC,H7N 1A1,CA,pierre@b.example.org\n";

#[test]
fn a_server_with_tls_and_a_user_takes_what_is_sent() {
    let Some(mut server) = Aiosmtpd::start() else { return };
    let bench = Bench::of(&[("people.csv", PEOPLE)]);
    let whole = server.settings(&bench, 2, 100);
    let settings = |password: &str, settings: &str| {
        bench.write("password", password);
        bench.write("case/tell.toml", settings);
    };
    let distrustful: String =
        whole.lines().filter(|line| !line.starts_with("certificate")).collect::<Vec<_>>().join("\n");
    settings("S3CRET\n", &distrustful);
    bench.tell(&["send", "--send"], 1, &["TLS with the mail server failed"]);
    settings("wrong", &whole);
    let text = bench.tell(&["send", "--send"], 1, &["does not take the user and the password"]);
    assert!(!text.contains("wrong"), "{text}");
    settings("S3CRET\n", &whole);
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    let mut all: Vec<serde_json::Value> = server
        .lines
        .take()
        .unwrap()
        .take(2)
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect();
    all.sort_by_key(|one| one["to"][0].as_str().unwrap().to_string());
    assert_eq!(all[0]["to"][0], "olive@a.example.org");
    assert_eq!(all[0]["from"], "bounces@maple.example");
    assert_eq!(all[0]["tls"], true);
    assert!(all[1]["message"].as_str().unwrap().contains("Content-Type: multipart/alternative"));
}
