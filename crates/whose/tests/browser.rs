//! The lookup page in a real browser: usable without a script and with the keyboard alone, on a phone, by people who see little.
//!
//! Needs Chromium (`apt-get install chromium`). Where there is none the test says so and ends.
#![allow(clippy::print_stdout, reason = "a test that is left out says so")]

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A browser that is spoken to through two pipes, in the DevTools protocol: messages of JSON that end with a zero byte.
struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    number: u64,
    session: Option<String>,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn chromium() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&folders)
        .flat_map(|dir| names.map(|name| dir.join(name)))
        .find(|path| path.exists())
}

impl Browser {
    fn start(program: &Path, dir: &Path) -> Self {
        let pipes = ["to", "from"].map(|name| dir.join(name));
        for pipe in &pipes {
            assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
        }
        let script = "exec \"$0\" --headless=new --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
                      --remote-debugging-pipe --user-data-dir=\"$3\" about:blank 3<\"$1\" 4>\"$2\"";
        let child = Command::new("sh")
            .args(["-c", script])
            .args([program, &pipes[0], &pipes[1], &dir.join("profile")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = File::options().write(true).open(&pipes[0]).unwrap();
        let from = BufReader::new(File::open(&pipes[1]).unwrap());
        let mut browser = Self { child, to, from, number: 0, session: None };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}));
        let attached =
            browser.ask("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = Some(attached["sessionId"].as_str().unwrap().to_string());
        browser.ask("Page.enable", json!({}));
        browser
    }

    /// Sends a command and waits for its result.
    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut answer = Vec::new();
            self.from.read_until(0, &mut answer).unwrap();
            assert!(!answer.is_empty(), "the browser has ended");
            let answer: Value = serde_json::from_slice(&answer[..answer.len() - 1]).unwrap();
            if answer["id"] == json!(self.number) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    /// The value of an expression in the page.
    fn value(&mut self, expression: &str) -> Value {
        let result = self.ask("Runtime.evaluate", json!({"expression": expression, "returnByValue": true}));
        assert!(result["exceptionDetails"].is_null(), "{result}");
        result["result"]["value"].clone()
    }

    fn wait_for(&mut self, words: &str) {
        for _ in 0..200 {
            let text = self.value("document.readyState === 'complete' ? document.body.innerText : ''");
            if text.as_str().is_some_and(|text| text.contains(words)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("{words:?} never came: {}", self.value("document.body.innerText"));
    }

    fn go(&mut self, address: &str, words: &str) {
        self.ask("Page.navigate", json!({"url": address}));
        self.wait_for(words);
    }

    /// Types as someone does who has a keyboard and no script.
    fn enter(&mut self, text: &str, words: &str) {
        self.ask("Emulation.setScriptExecutionDisabled", json!({"value": true}));
        for (kind, character) in [("keyDown", None), ("char", Some("\r")), ("keyUp", None)] {
            if kind == "keyDown" {
                self.focus_field();
                self.ask("Input.insertText", json!({"text": text}));
            }
            let mut key = json!({"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13});
            if let Some(character) = character {
                key["text"] = json!(character);
            }
            self.ask("Input.dispatchKeyEvent", key);
        }
        std::thread::sleep(Duration::from_millis(300));
        self.ask("Emulation.setScriptExecutionDisabled", json!({"value": false}));
        self.wait_for(words);
    }

    /// Goes from field to field with the Tab key until it stands in the text field.
    fn focus_field(&mut self) {
        self.ask("Emulation.setScriptExecutionDisabled", json!({"value": false}));
        for _ in 0..20 {
            if self.value("document.activeElement.type") == json!("text") {
                break;
            }
            for kind in ["keyDown", "keyUp"] {
                let key = json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
                self.ask("Input.dispatchKeyEvent", key);
            }
        }
        assert_eq!(
            self.value("document.activeElement.type"),
            json!("text"),
            "Tab does not lead to the field"
        );
        self.ask("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    }
}

/// What WCAG 2.2 AA asks of a page that can be counted in it: a list of what is wrong.
const WRONG: &str = r#"(() => {
  const wrong = [];
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const part = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const light = color => 0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2]);
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const color = rgb(getComputedStyle(node).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const seen = node => node.getClientRects().length > 0;
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    if (!own || !seen(node)) continue;
    const style = getComputedStyle(node);
    const ratio = contrast(rgb(style.color), behind(node));
    if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)} of ${node.tagName}: ${node.innerText.slice(0, 30)}`);
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (field.labels.length !== 1 || !field.labels[0].innerText.trim()) wrong.push(`no label: ${field.name}`);
    for (const id of (field.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean))
      if (!document.getElementById(id)) wrong.push(`describedby leads nowhere: ${id}`);
    const edge = contrast(rgb(getComputedStyle(field).borderTopColor), behind(field.parentElement));
    if (edge < 3) wrong.push(`edge of ${field.name}: ${edge.toFixed(2)}`);
  }
  for (const node of document.querySelectorAll('a, button, input:not([type=hidden])')) {
    const box = node.getBoundingClientRect();
    if (box.height < 24 || box.width < 24) wrong.push(`small target: ${node.outerHTML.slice(0, 60)} ${box.width}x${box.height}`);
    if (!(node.innerText || node.labels?.length)) wrong.push(`no name: ${node.outerHTML.slice(0, 60)}`);
  }
  const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(node => Number(node.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1) wrong.push('not one h1');
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) wrong.push('a level of headings is left out'); });
  if (!document.documentElement.lang) wrong.push('no language');
  if (!document.title) wrong.push('no title');
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main');
  if (document.scripts.length) wrong.push('a script');
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`wider than the screen: ${root.scrollWidth} of ${root.clientWidth}`);
  const ids = [...document.querySelectorAll('[id]')].map(node => node.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id twice');
  return wrong;
})()"#;

/// Holds the page that is shown against what is asked, on a phone and a desk, light and dark.
fn check(browser: &mut Browser, page: &str) {
    for (width, scheme) in [(320, "light"), (320, "dark"), (1280, "light")] {
        browser.ask(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}),
        );
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.ask("Emulation.setEmulatedMedia", media);
        assert_eq!(browser.value(WRONG), json!([]), "{page}, {width} wide, {scheme}");
    }
}

struct Served {
    dir: tempfile::TempDir,
    child: Child,
    at: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let whose = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
            command.args(arguments).current_dir(dir.path());
            command
        };
        std::fs::write(
            dir.path().join("people.csv"),
            "client,name,address,city,province,postal_code,email,ship_date\n\
             A very long name of a business that sells books,Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,olive@example.org,2018-03-01\n\
             MAPLE,Ann Lee,1 Elm Ave,Ottawa,ON,K1A 0B1,olive@example.org,2018-05-01\n",
        )
        .unwrap();
        for arguments in [
            &["scope", "people.csv", "--case", "case"][..],
            &["lookup", "key", "key"],
            &["lookup", "index", "--case", "case", "--key", "key", "--out", "index"],
        ] {
            assert!(whose(arguments).stdout(Stdio::null()).status().unwrap().success(), "{arguments:?}");
        }
        let serve = [
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
        let mut child = whose(&serve).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let at = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
        Self { dir, child, at }
    }

    /// The code in the outbox.
    fn code(&self) -> String {
        for _ in 0..200 {
            if let Some(file) = std::fs::read_dir(self.dir.path().join("box")).unwrap().next() {
                let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
                let message: Value = serde_json::from_str(&text).unwrap();
                let text = message["text"].as_str().unwrap();
                let at = text.find(|letter: char| letter.is_ascii_digit()).unwrap();
                return text[at..at + 8].to_string();
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("no code came");
    }
}

#[test]
fn people_with_a_phone_a_keyboard_or_little_sight_find_out() {
    let Some(program) = chromium() else {
        println!("no Chromium on this machine: the lookup page was not opened in a browser");
        return;
    };
    let served = Served::start();
    let mut browser = Browser::start(&program, served.dir.path());
    let address = format!("http://{}/", served.at);
    for (language, words) in
        [("ko", "유출되었습니까"), ("fr", "faisaient-elles"), ("en", "Was my data in it?")]
    {
        browser.go(&format!("{address}?l={language}"), words);
        check(&mut browser, language);
    }
    browser.enter("no contact point", "neither an e-mail address nor");
    check(&mut browser, "a mistake");
    browser.enter("olive@example.org", "Enter the code");
    check(&mut browser, "code");
    browser.enter("00000000", "tries are left");
    check(&mut browser, "wrong code");
    let code = served.code();
    browser.enter(&code, "Data about you was in it");
    check(&mut browser, "found");
    let text = browser.value("document.body.innerText");
    assert!(text.as_str().unwrap().contains("postal address"), "{text}");
}
