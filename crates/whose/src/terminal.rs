//! Everything that is printed goes through here: tables and summaries to standard output, progress and errors to
//! standard error. In a pipe, progress is silent.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the module that prints")]

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::Duration;

use comfy_table::{ContentArrangement, Table};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use whose::progress::Progress;

/// Prints a line, or several. A closed pipe ends quietly.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Prints an error with its reasons, and nothing else.
pub fn complain(error: &anyhow::Error) {
    eprintln!("whose: {error:#}");
}

/// Prints a remark beside the output.
pub fn remark(text: &str) {
    eprintln!("whose: {text}");
}

/// A table for people: aligned columns, header, no frame.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if !std::io::stdout().is_terminal() {
        table.set_width(160);
    }
    table.set_header(header.iter().copied());
    for row in rows {
        table.add_row(row);
    }
    table.trim_fmt()
}

/// Progress on a terminal: rate, share, time left.
#[derive(Debug)]
pub struct Bar {
    bar: Mutex<ProgressBar>,
}

impl Bar {
    /// A bar that is silent unless standard error is a terminal.
    pub fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()) }
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar().finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, step: &str, total: u64) {
        let mut bar = self.bar();
        bar.finish_and_clear();
        if !std::io::stderr().is_terminal() {
            return;
        }
        let template = match (step, total) {
            (_, 0) => "{msg:<10} {spinner} {elapsed}",
            ("reading", _) => {
                "{msg:<10} {wide_bar} {percent:>3}% {bytes}/{total_bytes} {bytes_per_sec} left {eta}"
            }
            _ => "{msg:<10} {wide_bar} {percent:>3}% {human_pos}/{human_len} left {eta}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        *bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10))
            .with_style(style);
        bar.set_message(step.to_string());
        bar.enable_steady_tick(Duration::from_millis(200));
    }

    fn at(&self, done: u64) {
        self.bar().set_position(done);
    }

    fn say(&self, message: &str) {
        let bar = self.bar();
        if bar.is_hidden() {
            remark(message);
        } else {
            bar.println(format!("whose: {message}"));
        }
    }
}
