//! `whose tell`: who is told what by which way, and the proof that they were.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Subcommand;
use jiff::civil::Date;
use serde_json::json;
use whose::notices::library;
use whose::progress::Control;
use whose::tell::ledger::Outcome;
use whose::tell::settle::{What, settle};
use whose::tell::{Asked, Counts, Plan, Sent, plan, posting, returns, send};
use whose::verify::require_scoped;
use whose_tell::Language;
use whose_tell::delivery::Channel;
use whose_tell::law::{Law, Recipient};

use super::{CaseArgument, End, Format};
use crate::terminal;

/// Tell the people: plan, send, see who was told. Nothing leaves the machine without `send --send`.
///
/// Everyone is told once per occasion, whatever is run again, killed or resumed: before anything leaves, an intent is on the
/// disk (ledger.jsonl in the case folder, hash-chained); its outcome follows. A try without an outcome is unknown: it is shown
/// and never repeated until you settle it. What is refused or comes back is followed by the next way, then by the substitute
/// notice. How people are told stands in tell.toml of the case folder, what they are told in notice.toml.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose tell plan --case case/
  whose tell send --case case/ --channel letter --send
  whose tell settle --case case/ letters-0001-en --as told --on 2026-09-16
  whose tell returns --case case/ --mail bounces.mbox
  whose tell status --case case/")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show who would get which notice in which language by which way, and why someone cannot be reached. Nothing is sent.
    Plan(Look),
    /// Send what the plan shows: messages leave, letters are written as PDF into the case folder. Without --send a plan only.
    Send(SendArguments),
    /// Show who was told, who is to be told, what is unknown, files of letters, and the numbers that authorities ask for.
    Status(Look),
    /// Take what came back: reports in a mailbox, or a list of returned letters.
    Returns(ReturnArguments),
    /// Say what came of an unknown try, or that a file of letters was posted.
    Settle(SettleArguments),
    /// Write the substitute notice for those who cannot be reached, or record the day it was put up.
    Post(PostArguments),
}

#[derive(Debug, clap::Args)]
struct Look {
    #[command(flatten)]
    case: CaseArgument,
    /// Folder with templates of your own.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, clap::Args)]
struct SendArguments {
    #[command(flatten)]
    look: Look,
    /// Really send. Without it nothing leaves the machine and nothing is written.
    #[arg(long)]
    send: bool,
    /// By this channel only.
    #[arg(long, value_parser = channel)]
    channel: Option<Channel>,
    /// So many notices at most: a first few, to see that they arrive.
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
}

#[derive(Debug, clap::Args)]
struct ReturnArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// An mbox file, a maildir, or a folder of messages, with reports of mail servers.
    #[arg(long, value_name = "PATH", required_unless_present = "letters")]
    mail: Vec<PathBuf>,
    /// A list of returned letters: one a line, with the code that is printed on it, or the person.
    #[arg(long, value_name = "FILE")]
    letters: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct SettleArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Tries or files of letters, as `whose tell status` lists them.
    #[arg(value_name = "NAME", required_unless_present = "all_unknown", conflicts_with = "all_unknown")]
    names: Vec<String>,
    /// Every unknown try.
    #[arg(long)]
    all_unknown: bool,
    /// Of this channel only.
    #[arg(long, value_parser = channel, requires = "all_unknown")]
    channel: Option<Channel>,
    /// What you found out: `told` (it was handed over, it was posted) or `not-told` (it is tried again).
    #[arg(long = "as", value_name = "told|not-told", value_parser = ["told", "not-told"])]
    found: String,
    /// On which day; today by default.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
}

#[derive(Debug, clap::Args)]
struct PostArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Languages of the page; all three by default.
    #[arg(long = "language", value_parser = ["en", "ko", "fr"])]
    languages: Vec<String>,
    /// Folder with templates of your own.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// The page was put up on this day: records it.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["languages", "templates"])]
    posted_on: Option<Date>,
}

fn channel(text: &str) -> Result<Channel, String> {
    Channel::from_code(text).ok_or_else(|| "email, text or letter".to_string())
}

pub fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.command {
        Command::Plan(look) => run_plan(look),
        Command::Send(arguments) => run_send(arguments),
        Command::Status(look) => run_status(look),
        Command::Returns(arguments) => run_returns(arguments),
        Command::Settle(arguments) => run_settle(arguments),
        Command::Post(arguments) => run_post(arguments),
    }
}

fn planned(case: &whose::Case, look: &Look, law: &Law) -> Result<Plan> {
    require_scoped(case)?;
    let library = library(law, look.templates.as_deref())?;
    plan(case, law, &library)
}

fn run_plan(look: &Look) -> Result<End> {
    let case = look.case.open()?;
    let plan = planned(&case, look, &Law::load()?)?;
    show(&plan, look.format)?;
    Ok(end(&plan))
}

fn show(plan: &Plan, format: Format) -> Result<()> {
    if format == Format::Json {
        let document = json!({ "tally": plan.tally, "problems": plan.problems });
        terminal::print(&serde_json::to_string_pretty(&document)?);
        return Ok(());
    }
    let rows = plan.tally.notices.iter().map(|(notice, count)| vec![notice.clone(), spelled(*count)]);
    terminal::print(&terminal::table(&["notice, language, channel", "to send"], rows));
    reasons("cannot be reached, because", &plan.tally.unreachable);
    reasons("owed no notice, because", &plan.tally.not_owed);
    by_place(plan);
    if plan.tally.two_places > 0 {
        terminal::print(&format!(
            "\n{} have addresses in several jurisdictions: each is told once, by the law of the one that most records show.",
            spelled(plan.tally.two_places)
        ));
    }
    if let Some(made) = &plan.settings_file {
        terminal::print(&format!("\nMade: {}: write there how people are told", made.display()));
    }
    for problem in &plan.problems {
        terminal::print(&format!("Not ready: {problem}"));
    }
    Ok(())
}

fn reasons(title: &str, counts: &std::collections::BTreeMap<String, u64>) {
    if counts.is_empty() {
        return;
    }
    let rows = counts.iter().map(|(why, count)| vec![why.clone(), spelled(*count)]);
    terminal::print(&format!("\n{}", terminal::table(&[title, "people"], rows)));
}

fn by_place(plan: &Plan) {
    let header = [
        "",
        "people",
        "told",
        "written",
        "unknown",
        "pending",
        "of these failed before",
        "unreachable",
        "not owed",
    ];
    let row = |name: &str, counts: &Counts| -> Vec<String> {
        let numbers = [
            counts.recipients,
            counts.told,
            counts.written,
            counts.unknown,
            counts.pending(),
            counts.failed,
            counts.unreachable,
            counts.not_owed,
        ];
        std::iter::once(name.to_string()).chain(numbers.map(spelled)).collect()
    };
    let mut rows = vec![row("all", &plan.tally.whole)];
    rows.extend(plan.tally.jurisdictions.iter().map(|(code, counts)| row(code, counts)));
    rows.extend(plan.tally.clients.iter().map(|(client, counts)| row(client, counts)));
    terminal::print(&format!("\n{}", terminal::table(&header, rows)));
}

fn spelled(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Complete where everyone was told; else something is still to be done.
fn end(plan: &Plan) -> End {
    let counts = &plan.tally.whole;
    let open = counts.pending() + counts.unknown + counts.written + counts.unreachable;
    if open == 0 && plan.problems.is_empty() { End::Complete } else { End::WithGaps }
}

fn run_send(arguments: &SendArguments) -> Result<End> {
    let mut case = arguments.look.case.open()?;
    let law = Law::load()?;
    let before = planned(&case, &arguments.look, &law)?;
    show(&before, arguments.look.format)?;
    if !arguments.send {
        terminal::remark("nothing was sent: this is what --send would do");
        return Ok(End::WithGaps);
    }
    let control = Arc::new(Control::default());
    let for_signal = Arc::clone(&control);
    ctrlc::set_handler(move || for_signal.stop())?;
    let library = library(&law, arguments.look.templates.as_deref())?;
    let asked = Asked { channel: arguments.channel, limit: arguments.limit };
    let sent = send(&mut case, &law, &library, &before, asked, &control)?;
    Ok(tell_of(&sent))
}

fn tell_of(sent: &Sent) -> End {
    terminal::print(&format!(
        "\n{} handed over, {} refused, {} put off, {} without an answer, {} letters written",
        spelled(sent.handed),
        spelled(sent.refused),
        spelled(sent.deferred),
        spelled(sent.unknown),
        spelled(sent.letters)
    ));
    for file in &sent.files {
        terminal::print(&format!("Letters: {}", file.display()));
    }
    if let Some(why) = &sent.stopped {
        terminal::remark(&format!("stopped: {why}. Run it again when that is mended: nobody is told twice"));
        return End::Failed;
    }
    let smooth = sent.refused + sent.deferred + sent.unknown == 0;
    if smooth { End::Complete } else { End::WithGaps }
}

fn run_status(look: &Look) -> Result<End> {
    let case = look.case.open()?;
    let law = Law::load()?;
    let plan = planned(&case, look, &law)?;
    let asked = told_counts(&law, &plan);
    if look.format == Format::Json {
        let unknown: Vec<_> = plan
            .unknown
            .iter()
            .map(|(of, channel)| json!({ "try": of.print(), "channel": channel.code() }))
            .collect();
        let files: Vec<_> = plan
            .batches
            .iter()
            .map(|batch| json!({ "file": batch.name, "letters": batch.letters, "outcome": batch.outcome }))
            .collect();
        let document = json!({
            "tally": plan.tally, "unknown": unknown, "letters": files, "substitute": plan.postings, "told_counts": asked,
        });
        terminal::print(&serde_json::to_string_pretty(&document)?);
        return Ok(end(&plan));
    }
    by_place(&plan);
    reasons("cannot be reached, because", &plan.tally.unreachable);
    for (place, to, told) in &asked {
        terminal::print(&format!(
            "\n{to} asks for it: {} people of {place} were already told.",
            spelled(*told)
        ));
    }
    for batch in &plan.batches {
        let how = batch.outcome.map_or("not finished", Outcome::words);
        terminal::print(&format!(
            "Letters: {}, {} letters: {how}",
            batch.name,
            spelled(u64::from(batch.letters))
        ));
    }
    for (from, until) in &plan.postings {
        terminal::print(&format!("Substitute notice: from {from}, to stand until {until}"));
    }
    if plan.tally.whole.unreachable > 0 && plan.postings.is_empty() {
        terminal::print("Substitute notice: none yet: `whose tell post` writes it");
    }
    for (of, channel) in &plan.unknown {
        terminal::print(&format!("Unknown: {} by {}: `whose tell settle`", of.print(), channel.code()));
    }
    Ok(end(&plan))
}

/// The people already told, where an authority asks for their number.
fn told_counts(law: &Law, plan: &Plan) -> Vec<(String, String, u64)> {
    let mut all = Vec::new();
    for one in law.jurisdictions() {
        let asks = one.duties.iter().find(|duty| {
            let content = duty.content.as_ref();
            duty.recipient == Recipient::Regulator
                && duty.valid_until.is_none()
                && content.is_some_and(|content| content.required.iter().any(|one| one == "told-count"))
        });
        if let (Some(duty), Some(counts)) = (asks, plan.tally.jurisdictions.get(&one.code)) {
            all.push((one.name.en.clone(), duty.to.clone(), counts.ever_told));
        }
    }
    all
}

fn run_returns(arguments: &ReturnArguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    let law = Law::load()?;
    let mut complete = true;
    if !arguments.mail.is_empty() {
        complete &= came_back(&returns::from_mail(&mut case, &law, &arguments.mail)?);
    }
    if let Some(path) = &arguments.letters {
        complete &= came_back(&returns::from_letters(&mut case, path)?);
    }
    Ok(if complete { End::Complete } else { End::WithGaps })
}

fn came_back(found: &returns::Found) -> bool {
    terminal::print(&format!(
        "{} came back, {} were known, {} are still being tried, {} name nothing of this case",
        spelled(found.returned),
        spelled(found.known),
        spelled(found.delayed),
        spelled(found.other)
    ));
    for of in &found.unclear {
        terminal::print(&format!("Unclear: {of}: look at the message by hand"));
    }
    found.unclear.is_empty()
}

fn run_settle(arguments: &SettleArguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    let what = match arguments.all_unknown {
        true => What::AllUnknown(arguments.channel),
        false => What::Named(arguments.names.clone()),
    };
    let count = settle(&mut case, &what, arguments.found == "told", arguments.on)?;
    terminal::print(&format!("{} settled as {}", spelled(count), arguments.found));
    Ok(End::Complete)
}

fn run_post(arguments: &PostArguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let law = Law::load()?;
    if let Some(day) = arguments.posted_on {
        let until = posting::posted(&mut case, &law, day)?;
        terminal::print(&format!("Put up on {day}: it must stand until {until}"));
        return Ok(End::Complete);
    }
    let mut languages: Vec<Language> =
        arguments.languages.iter().filter_map(|code| Language::from_code(code)).collect();
    if languages.is_empty() {
        languages = Language::ALL.to_vec();
    }
    let library = library(&law, arguments.templates.as_deref())?;
    let pages = posting::pages(&case, &law, &library, &languages)?;
    if pages.is_empty() {
        bail!("no page was written");
    }
    for page in pages {
        terminal::print(&format!("Notice: {}", page.display()));
    }
    terminal::print(&format!(
        "Put it up for {} days, then: whose tell post --case {} --posted-on DAY",
        posting::days(&law),
        case.dir().display()
    ));
    Ok(End::Complete)
}
