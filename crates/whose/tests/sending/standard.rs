//! The same against a mail server as the internet runs them. `cargo xtask test` installs it; without it this is skipped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::bench::Bench;

/// Folder of what belongs to these tests.
const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sending");

struct Aiosmtpd {
    child: Child,
    port: u16,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Aiosmtpd {
    /// None where it is not installed.
    fn start() -> Option<Self> {
        let Ok(python) = std::env::var("WHOSE_MAIL_PYTHON") else {
            eprintln!("skipped: no mail server is installed; `cargo xtask test` does it");
            return None;
        };
        let mut child =
            Command::new(python).arg(format!("{HERE}/mailserver.py")).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap().parse().unwrap();
        Some(Self { child, port, lines })
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
    let settings = |password: &str, certificate: &str| {
        bench.write("password", password);
        bench.write(
            "case/tell.toml",
            &format!(
                "[email]\nserver = \"localhost\"\nport = {}\nsecurity = \"starttls\"\n{certificate}\nuser = \"maple\"\n\
                 password = {{ file = \"{}\" }}\nfrom = \"Maple <notice@maple.example>\"\nconnections = 2\n\
                 bounces_to = \"bounces@maple.example\"\nretry_seconds = [0.1]\n",
                server.port,
                bench.path("password").display()
            ),
        );
    };
    settings("S3CRET\n", "");
    bench.tell(&["send", "--send"], 1, &["TLS with the mail server failed"]);
    let trusted = format!("certificate = \"{HERE}/tls/certificate.pem\"");
    settings("wrong", &trusted);
    let text = bench.tell(&["send", "--send"], 1, &["does not take the user and the password"]);
    assert!(!text.contains("wrong"), "{text}");
    settings("S3CRET\n", &trusted);
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    let mut all: Vec<serde_json::Value> =
        server.lines.by_ref().take(2).map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    all.sort_by_key(|one| one["to"][0].as_str().unwrap().to_string());
    assert_eq!(all[0]["to"][0], "olive@a.example.org");
    assert_eq!(all[0]["from"], "bounces@maple.example");
    assert_eq!(all[0]["tls"], true);
    assert!(all[1]["message"].as_str().unwrap().contains("Content-Type: multipart/alternative"));
}
