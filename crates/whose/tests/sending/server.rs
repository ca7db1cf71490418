//! Servers that do as a test tells them: SMTP, and the gateway of text messages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the mail server answers a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Takes the message.
    Take,
    /// Says this code to the recipient.
    Code(u16),
    /// Says this code after the message.
    CodeAfter(u16),
    /// Takes the message and never answers.
    Silence,
}

/// A message that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    pub to: String,
    pub message: String,
}

type Script = dyn Fn(&str, usize) -> Reply + Send + Sync;

/// A mail server. The script is asked with the recipient and how often it came before.
pub struct MailServer {
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl MailServer {
    pub fn start(script: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let (script, asked): (Arc<Script>, Arc<Mutex<Vec<String>>>) = (Arc::new(script), Arc::default());
        let for_threads = Arc::clone(&taken);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (script, taken, asked) =
                    (Arc::clone(&script), Arc::clone(&for_threads), Arc::clone(&asked));
                std::thread::spawn(move || talk(stream, &*script, &taken, &asked));
            }
        });
        Self { port, taken }
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// Recipients of what was taken, sorted.
    pub fn recipients(&self) -> Vec<String> {
        let mut all: Vec<String> = self.taken().into_iter().map(|taken| taken.to).collect();
        all.sort();
        all
    }
}

fn talk(
    stream: TcpStream,
    script: &Script,
    taken: &Mutex<Vec<Taken>>,
    asked: &Mutex<Vec<String>>,
) -> Option<()> {
    let mut out = stream.try_clone().ok()?;
    let mut lines = BufReader::new(stream);
    let mut say = move |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
    say("220 test")?;
    let (mut to, mut reply) = (String::new(), Reply::Take);
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let upper = line.to_ascii_uppercase();
        if upper.starts_with("RCPT TO:") {
            to = line.split(['<', '>']).nth(1).unwrap_or_default().to_string();
            let before = {
                let mut asked = asked.lock().unwrap();
                asked.push(to.clone());
                asked.iter().filter(|one| **one == to).count() - 1
            };
            reply = script(&to, before);
            match reply {
                Reply::Code(code) => say(&format!("{code} no {to}"))?,
                _ => say("250 ok")?,
            }
        } else if upper.starts_with("DATA") {
            say("354 go on")?;
            let mut message = String::new();
            loop {
                let mut line = String::new();
                if lines.read_line(&mut line).ok()? == 0 {
                    return None;
                }
                if line == ".\r\n" {
                    break;
                }
                message.push_str(line.strip_prefix('.').unwrap_or(&line));
            }
            match reply {
                Reply::CodeAfter(code) => say(&format!("{code} no"))?,
                Reply::Silence => {
                    std::thread::sleep(Duration::from_secs(30));
                    return None;
                }
                _ => {
                    taken.lock().unwrap().push(Taken { to: to.clone(), message });
                    say("250 taken")?;
                }
            }
        } else if upper.starts_with("EHLO") {
            say("250-test\r\n250 8BITMIME")?;
        } else if upper.starts_with("QUIT") {
            say("221 bye")?;
            return None;
        } else {
            say("250 ok")?;
        }
    }
}

/// A gateway of text messages: every request's head and body are kept, the answer is always the same.
pub struct GatewayServer {
    pub port: u16,
    requests: Arc<Mutex<Vec<(String, String)>>>,
}

impl GatewayServer {
    pub fn start(status: &'static str, answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let for_thread = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = one_request(stream, status, &answer, &for_thread);
            }
        });
        Self { port, requests }
    }

    pub fn requests(&self) -> Vec<(String, String)> {
        self.requests.lock().unwrap().clone()
    }
}

fn one_request(
    stream: TcpStream,
    status: &str,
    answer: &dyn Fn(&str) -> String,
    requests: &Mutex<Vec<(String, String)>>,
) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length:").map(str::trim).map(str::to_string)
        })
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let text = answer(&body);
    requests.lock().unwrap().push((head, body));
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    )
}
