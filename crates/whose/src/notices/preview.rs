//! What one person would be told.

use std::path::Path;

use anyhow::{Context, Result, bail};
use whose_model::tables::PersonRow;
use whose_model::{Categories, Category};
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::notice::{Addressee, GENERAL, Kind, Library, Notice, Prepared, page};
use whose_tell::residence::Finder;

use super::numbers::case_numbers;
use super::{Made, choose, said};
use crate::Case;
use crate::case::NewEntry;

/// What a preview is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Person, as printed.
    pub person: String,
    /// Kind of notice.
    pub kind: Kind,
    /// Language; none: the first of the jurisdiction.
    pub language: Option<Language>,
    /// Jurisdiction; none: where the person lives.
    pub jurisdiction: Option<String>,
    /// Show name and address whole.
    pub reveal: bool,
    /// As a letter too, in PDF.
    pub pdf: bool,
}

/// Writes the preview of a notice into the case folder.
///
/// # Errors
/// When there is no such person or template, the company's file or a table is damaged, or the folder cannot be written.
pub fn preview(case: &mut Case, law: &Law, library: &Library, request: &Request) -> Result<Made> {
    let person = person(case, &request.person)?;
    let (code, why) = jurisdiction(law, &person, request)?;
    let chosen = choose(law, library, &code, request.kind, request.language)?;
    if !chosen.problems.is_empty() {
        return Ok(Made::Refused(chosen.problems));
    }
    let said = said(case, law, &code, request.kind, chosen.language)?;
    if !said.problems.is_empty() {
        return Ok(Made::Refused(said.problems));
    }
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let addressee = Addressee::new(&person, &categories, request.reveal);
    if request.reveal {
        case.record(NewEntry {
            command: "notice preview --reveal".into(),
            what: format!("notice for {} revealed", addressee.reference),
            ..NewEntry::default()
        })?;
    }
    let numbers = case_numbers(case, law, Some(&code), None, chosen.text)?;
    let made = page(&Notice {
        path: chosen.path,
        text: chosen.text,
        language: chosen.language,
        addressee: Some(&addressee),
        numbers: &numbers,
        company: &said.texts,
        masked: !request.reveal,
    })?;
    let name = format!(
        "notices/preview/{}.{code}.{}.{}",
        addressee.reference,
        request.kind.code(),
        chosen.language.code()
    );
    let mut pages = vec![case.write_file(Path::new(&format!("{name}.html")), made.html.as_bytes())?];
    if request.pdf {
        let prepared = Prepared::new(chosen.path, chosen.text, chosen.language)?;
        let text = prepared.fill(Some(&addressee), &numbers, &said.texts);
        let pdf = crate::tell::preview_letter(case, law, &person, &code, &text, request.reveal)?;
        pages.push(case.write_file(Path::new(&format!("{name}.pdf")), &pdf)?);
    }
    Ok(Made::Written {
        pages,
        template: chosen.path.to_string(),
        jurisdiction: format!("{code}, {why}"),
        missing: made.missing,
        company_file: said.made,
    })
}

fn person(case: &Case, printed: &str) -> Result<PersonRow> {
    let Some(id) = PersonRow::parse_id(printed) else {
        bail!(
            "{printed} is no person: a person is P- and 13 letters and digits, as `whose people` prints it"
        );
    };
    let mut found = None;
    case.store().each(|person: PersonRow| {
        if person.id == id {
            found = Some(person);
        }
        Ok(())
    })?;
    found.with_context(|| format!("there is no person {printed} in this case: `whose people` lists them"))
}

fn jurisdiction(law: &Law, person: &PersonRow, request: &Request) -> Result<(String, &'static str)> {
    if let Some(code) = &request.jurisdiction {
        if code != GENERAL && law.jurisdiction(code).is_none() {
            let known: Vec<&str> = law.jurisdictions().iter().map(|one| one.code.as_str()).collect();
            bail!("there is no jurisdiction {code}: {GENERAL}, {}", known.join(", "));
        }
        return Ok((code.clone(), "as asked for"));
    }
    Ok(match Finder::new(law).find(&person.values).main {
        Some(at) => {
            (law.jurisdictions()[at].code.clone(), "where the person lives, as far as the data tells")
        }
        None => (GENERAL.to_string(), "as nothing tells of a law that is in this version"),
    })
}
