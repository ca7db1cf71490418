//! `whose enquiry`: what people came back with, and what came of it.

use anyhow::Result;
use clap::Subcommand;
use jiff::civil::Date;
use whose::enquiries::{NewEnquiry, Settlement, add, list, settle};
use whose::verify::require_scoped;
use whose_tell::{Enquiry, EnquiryKind, EnquiryStep, Money};

use super::{CaseArgument, End, Format};
use crate::terminal;

/// Note what people came back with (questions, objections, claims) and what came of it (answered, rejected, compensation decided,
/// paid). All of it stands in the case's journal; the report counts it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose enquiry --case case/ add --kind claim --person P-0FJ7Q2M8K1ZXC --about \"identity monitoring\"
  whose enquiry --case case/ settle 1 decided --amount \"120.50 CAD\"
  whose enquiry --case case/ settle 1 paid --amount \"120.50 CAD\"
  whose enquiry --case case/ list --open")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Note an enquiry.
    Add {
        /// What is wanted.
        #[arg(long, value_parser = ["question", "objection", "claim"])]
        kind: String,
        /// Person, as the notice or `whose people` prints it; left out where who asks is in no record.
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
        /// Day it came, YYYY-MM-DD; today by default.
        #[arg(long, value_name = "DAY")]
        received: Option<Date>,
        /// What it is about, in a few words. Write no personal data here.
        #[arg(long, default_value = "")]
        about: String,
    },
    /// Note what came of an enquiry.
    Settle {
        /// Its number, as `list` shows it.
        number: u32,
        /// What came of it.
        #[arg(value_parser = ["answered", "rejected", "decided", "paid"])]
        step: String,
        /// Compensation decided or paid, with its currency: "120.50 CAD".
        #[arg(long, value_name = "AMOUNT")]
        amount: Option<Money>,
        /// Day of it, YYYY-MM-DD; today by default.
        #[arg(long, value_name = "DAY")]
        day: Option<Date>,
        /// The reason, in a few words. Write no personal data here.
        #[arg(long, default_value = "")]
        why: String,
    },
    /// Show the enquiries.
    List {
        /// Only those in which someone still waits.
        #[arg(long)]
        open: bool,
        /// How to show them.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

fn today() -> Date {
    jiff::Zoned::now().date()
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    match &arguments.what {
        What::Add { kind, person, received, about } => {
            let new = NewEnquiry {
                kind: EnquiryKind::from_code(kind).unwrap_or(EnquiryKind::Question),
                person: person.clone(),
                received: received.unwrap_or_else(today),
                about: about.clone(),
            };
            let number = add(&mut case, &new)?;
            terminal::print(&format!("Enquiry {number} is noted."));
        }
        What::Settle { number, step, amount, day, why } => {
            let settlement = Settlement {
                number: *number,
                step: EnquiryStep::from_code(step).unwrap_or(EnquiryStep::Answered),
                amount: amount.clone(),
                day: day.unwrap_or_else(today),
                why: why.clone(),
            };
            let now = settle(&mut case, &settlement)?;
            let state = if now.is_open() { "is still open" } else { "is closed" };
            terminal::print(&format!("Enquiry {number}: {step}. It {state}."));
        }
        What::List { open, format } => {
            let mut enquiries = list(&case)?;
            enquiries.retain(|one| !open || one.is_open());
            match format {
                Format::Json => terminal::print(&serde_json::to_string_pretty(&enquiries)?),
                Format::Table if enquiries.is_empty() => terminal::print("No enquiry."),
                Format::Table => terminal::print(&shown(enquiries)),
            }
        }
    }
    Ok(End::Complete)
}

fn shown(enquiries: Vec<Enquiry>) -> String {
    let money = |money: &Option<Money>| money.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows = enquiries.into_iter().map(|one| {
        let state = if one.is_open() { "open" } else { "closed" };
        let step = one.step.map_or("", EnquiryStep::code);
        vec![
            one.number.to_string(),
            one.kind.code().to_string(),
            one.person.clone(),
            one.received.clone(),
            state.to_string(),
            format!("{step} {}", one.step_day).trim().to_string(),
            money(&one.decided),
            money(&one.paid),
            one.about,
        ]
    });
    terminal::table(
        &["number", "kind", "person", "received", "", "last step", "decided", "paid", "about"],
        rows,
    )
}
