//! `whose serve`: the lookup page.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use whose::lookup::{App, CodeSender, Desk, Index, IndexKey, Limits, Outbox, Program, Serving, serve};

use super::End;
use crate::terminal;

/// Serve the page where people ask "was I in it?". They enter an e-mail address or mobile number, get a code there, and only
/// then see what concerns them. Everyone gets the same answer at the same time, affected or not.
///
/// It speaks plain HTTP: put a proxy with TLS before it (--behind-proxy), which says who asks in X-Forwarded-For.
///
/// Codes are handed over as JSON {channel, to, language, subject, text}: to a program on its standard input (--send-with), or as
/// files in a folder (--outbox) that another program takes out.
///
/// Example: whose serve --lookup --index lookup.index --key lookup.key --send-with /usr/local/bin/send-code
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Serve the lookup page.
    #[arg(long, required = true)]
    lookup: bool,
    /// The index, as `whose lookup index` made it.
    #[arg(long, value_name = "FILE")]
    index: PathBuf,
    /// Its key.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Program that sends a code.
    #[arg(long, value_name = "PROGRAM", required_unless_present = "outbox")]
    send_with: Option<PathBuf>,
    /// Folder that codes are put into.
    #[arg(long, value_name = "DIR", conflicts_with = "send_with")]
    outbox: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A proxy with TLS stands before it.
    #[arg(long)]
    behind_proxy: bool,
    /// Codes altogether within an hour.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().all_codes_an_hour)]
    codes_per_hour: u32,
    /// Requests of one connection within ten minutes.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().requests)]
    requests: u32,
    /// Milliseconds after which every answer is given.
    #[arg(long, value_name = "MS", default_value_t = 700)]
    schedule: u64,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    if !arguments.listen.ip().is_loopback() && !arguments.behind_proxy {
        bail!(
            "{} can be reached from elsewhere without encryption: listen on 127.0.0.1, or put a proxy with TLS before it \
             and say --behind-proxy",
            arguments.listen
        );
    }
    let index = Index::open(&arguments.index, IndexKey::read(&arguments.key)?)?;
    match (&arguments.send_with, &arguments.outbox) {
        (Some(program), _) => run_with(arguments, index, Program(program.clone())),
        (None, Some(dir)) => run_with(arguments, index, Outbox::at(dir)?),
        (None, None) => unreachable!("the command line asks for one of the two"),
    }
}

fn run_with(arguments: &Arguments, index: Index, sender: impl CodeSender) -> Result<End> {
    let limits = Limits {
        all_codes_an_hour: arguments.codes_per_hour,
        requests: arguments.requests,
        ..Limits::default()
    };
    let serving = Serving {
        listen: arguments.listen,
        behind_proxy: arguments.behind_proxy,
        schedule: Duration::from_millis(arguments.schedule),
    };
    let desk = Desk::new(limits)?;
    let entries = index.entries();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let totals = runtime.block_on(async {
        let app = App::new(index, desk, sender, serving, |line: &str| terminal::remark(line));
        let ready = |at| {
            terminal::print(&format!(
                "Lookup page of {entries} contact points: http://{at}/ (Ctrl+C ends it)"
            ))
        };
        serve(std::sync::Arc::clone(&app), ready).await?;
        anyhow::Ok(app.desk().totals())
    })?;
    terminal::print(&format!(
        "{} times asked, {} codes, {} right, {} wrong, {} refused as too many.",
        totals.asked, totals.codes, totals.right, totals.wrong, totals.refused
    ));
    Ok(End::Complete)
}
