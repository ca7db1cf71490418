//! Enquiries of a case: lines of its journal, which is where they stand. Nothing is ever taken out of it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use whose_model::tables::PersonRow;
use whose_tell::{Enquiry, EnquiryKind, EnquiryStep, Money};

use crate::case::{Case, NewEntry};
use crate::explain::members;

/// Command of a journal line that holds an enquiry.
const ADD: &str = "enquiry add";
/// Command of a journal line that holds what came of one.
const SETTLE: &str = "enquiry settle";

/// An enquiry as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnquiry {
    /// What is wanted.
    pub kind: EnquiryKind,
    /// Person, as printed; none where who asks is in no record.
    pub person: Option<String>,
    /// Day it came.
    pub received: Date,
    /// What it is about, in a few words without personal data.
    pub about: String,
}

/// What came of an enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Number of the enquiry.
    pub number: u32,
    /// What came of it.
    pub step: EnquiryStep,
    /// Compensation decided or paid.
    pub amount: Option<Money>,
    /// Day of it.
    pub day: Date,
    /// The reason, in a few words without personal data.
    pub why: String,
}

/// The enquiries of a case, by number.
///
/// # Errors
/// When a line of the journal is not as this version writes it.
pub fn list(case: &Case) -> Result<Vec<Enquiry>> {
    let mut enquiries: Vec<Enquiry> = Vec::new();
    for entry in case.journal().entries() {
        let cell = |name: &str| entry.inputs.get(name).map_or("", String::as_str);
        let damaged = || format!("line {} of the journal is no enquiry of this version", entry.number);
        match entry.command.as_str() {
            ADD => enquiries.push(Enquiry {
                number: enquiries.len() as u32 + 1,
                kind: EnquiryKind::from_code(cell("kind")).with_context(damaged)?,
                person: cell("person").to_string(),
                received: cell("received").to_string(),
                about: cell("about").to_string(),
                step: None,
                step_day: String::new(),
                decided: None,
                paid: None,
            }),
            SETTLE => {
                let at = cell("enquiry").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let enquiry = at.and_then(|at| enquiries.get_mut(at)).with_context(damaged)?;
                let step = EnquiryStep::from_code(cell("step")).with_context(damaged)?;
                let amount = match cell("amount") {
                    "" => None,
                    amount => Some(amount.parse::<Money>().with_context(damaged)?),
                };
                enquiry.take(step, amount, cell("day")).map_err(anyhow::Error::msg).with_context(damaged)?;
            }
            _ => {}
        }
    }
    Ok(enquiries)
}

/// Notes an enquiry; gives its number.
///
/// # Errors
/// When there is no such person, the day lies in the future, or the journal cannot be written.
pub fn add(case: &mut Case, new: &NewEnquiry) -> Result<u32> {
    not_in_future(new.received)?;
    let person = match &new.person {
        Some(person) => known_person(case, person)?,
        None => String::new(),
    };
    let number = list(case)?.len() as u32 + 1;
    let of = if person.is_empty() { "of someone in no record" } else { "of a person of the case" };
    case.record(NewEntry {
        command: ADD.into(),
        what: format!("enquiry {number}: {} {of}", new.kind.code()),
        inputs: BTreeMap::from([
            ("enquiry".to_string(), number.to_string()),
            ("kind".to_string(), new.kind.code().to_string()),
            ("person".to_string(), person),
            ("received".to_string(), new.received.to_string()),
            ("about".to_string(), new.about.clone()),
        ]),
        outputs: BTreeMap::new(),
    })?;
    Ok(number)
}

/// Notes what came of an enquiry; gives it as it stands now.
///
/// # Errors
/// When there is no such enquiry, the step does not follow from those before, the day lies in the future or before the enquiry,
/// or the journal cannot be written.
pub fn settle(case: &mut Case, settlement: &Settlement) -> Result<Enquiry> {
    let number = settlement.number;
    not_in_future(settlement.day)?;
    let mut enquiries = list(case)?;
    let at = (number as usize).checked_sub(1);
    let Some(enquiry) = at.and_then(|at| enquiries.get_mut(at)) else {
        bail!(
            "there is no enquiry {number}: `whose enquiry list --case {}` shows them",
            case.dir().display()
        );
    };
    let day = settlement.day.to_string();
    if day < enquiry.received {
        bail!("{day} is before enquiry {number} came, on {}", enquiry.received);
    }
    enquiry.take(settlement.step, settlement.amount.clone(), &day).map_err(anyhow::Error::msg)?;
    let enquiry = enquiry.clone();
    let amount = settlement.amount.as_ref().map(ToString::to_string).unwrap_or_default();
    case.record(NewEntry {
        command: SETTLE.into(),
        what: format!("enquiry {number}: {} {amount}", settlement.step.code()).trim_end().to_string(),
        inputs: BTreeMap::from([
            ("enquiry".to_string(), number.to_string()),
            ("step".to_string(), settlement.step.code().to_string()),
            ("amount".to_string(), amount),
            ("day".to_string(), day),
            ("why".to_string(), settlement.why.clone()),
        ]),
        outputs: BTreeMap::new(),
    })?;
    Ok(enquiry)
}

/// A day is not in the future where it has begun anywhere: fourteen hours ahead of UTC.
fn not_in_future(day: Date) -> Result<()> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(14))).date();
    if day > today {
        bail!("{day} lies in the future: enter what has happened");
    }
    Ok(())
}

/// The person that a printed number means, by the number of today: an earlier one, as on a letter, leads to the same person.
fn known_person(case: &Case, printed: &str) -> Result<String> {
    let Some(id) = PersonRow::parse_id(printed) else {
        bail!("a person is P- and 13 letters, as `whose people` and the notices print it");
    };
    let (today, _) = members(case, id).context("without --person the enquiry is of someone in no record")?;
    Ok(PersonRow::print_id(today))
}
