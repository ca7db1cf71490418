//! What an authority, a client or everyone is told, filled in from the case. No personal value is in it.

use std::path::Path;

use anyhow::{Result, bail};
use whose_model::tables::TallyRow;
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::notice::{Banner, GENERAL, Kind, Library, Prepared};

use super::numbers::{case_numbers, clients};
use super::{Made, choose, said};
use crate::Case;
use crate::names::file_name;
use crate::tell::ToldSoFar;

/// What a form is asked for.
#[derive(Debug, Clone)]
pub struct FormRequest {
    /// One of [`Kind::OF_THE_CASE`].
    pub kind: Kind,
    /// By the law of this jurisdiction; an authority is always of one.
    pub jurisdiction: Option<String>,
    /// The client that is told; none: each of them.
    pub client: Option<String>,
    /// Language; none: the first of the jurisdiction.
    pub language: Option<Language>,
}

/// Writes a report to an authority, notices to clients, or a public statement into the case folder.
///
/// # Errors
/// When there is no such jurisdiction, client or template, a file is damaged, or the folder cannot be written.
pub fn form(case: &Case, law: &Law, library: &Library, request: &FormRequest) -> Result<Made> {
    let code = match &request.jurisdiction {
        None if request.kind == Kind::Regulator => {
            bail!(
                "an authority is of a jurisdiction: name it with --jurisdiction, as `whose clocks` lists them"
            )
        }
        None => GENERAL,
        Some(code) if law.jurisdiction(code).is_some() => code,
        Some(code) => {
            let known: Vec<&str> = law.jurisdictions().iter().map(|one| one.code.as_str()).collect();
            bail!("there is no jurisdiction {code}: {}", known.join(", "))
        }
    };
    let chosen = choose(law, library, code, request.kind, request.language)?;
    if !chosen.problems.is_empty() {
        return Ok(Made::Refused(chosen.problems));
    }
    let said = said(case, law, code, request.kind, chosen.language)?;
    if !said.problems.is_empty() {
        return Ok(Made::Refused(said.problems));
    }
    // Where people stand is looked at one by one: only for a text that states it.
    let states_telling = ["{told_people}", "{telling}"].iter().any(|name| chosen.text.contains(name));
    let telling = states_telling.then(|| ToldSoFar::of_case(case, law)).transpose()?;
    let prepared = Prepared::new(chosen.path, chosen.text, chosen.language)?;
    let (mut pages, mut missing) = (Vec::new(), Vec::new());
    for client in receivers(case, request)? {
        let mut numbers = case_numbers(case, law, Some(code), client.as_deref(), chosen.text)?;
        numbers.telling = telling.as_ref().map(|so_far| so_far.of(client.as_deref(), code));
        let text = prepared.fill(None, &numbers, &said.texts);
        // What is whole goes out as it is.
        let html = text.html((!text.missing.is_empty()).then_some(Banner::Preview))?;
        let to = client.as_deref().map(|client| format!(".{}", file_name(client))).unwrap_or_default();
        let name = format!("notices/{}/{code}{to}.{}.html", request.kind.code(), chosen.language.code());
        pages.push(case.write_file(Path::new(&name), html.as_bytes())?);
        missing = text.missing;
    }
    Ok(Made::Written {
        pages,
        template: chosen.path.to_string(),
        jurisdiction: match &request.jurisdiction {
            Some(code) => format!("{code}, as asked for"),
            None => "of no place".to_string(),
        },
        missing,
        company_file: said.made,
    })
}

/// One page for all, or one for each client.
fn receivers(case: &Case, request: &FormRequest) -> Result<Vec<Option<String>>> {
    match (&request.client, request.kind) {
        (None, Kind::Client) => {
            let tallies: Vec<TallyRow> = case.store().rows()?;
            let all: Vec<Option<String>> = clients(&tallies).map(|client| Some(client.to_string())).collect();
            if all.is_empty() {
                bail!(
                    "no record of this case is of a known client: give `whose scope` a list with --clients"
                );
            }
            Ok(all)
        }
        (Some(client), Kind::Client) => Ok(vec![Some(client.clone())]),
        (Some(_), _) => bail!("--client is for `--kind client`: other forms are about the whole case"),
        (None, _) => Ok(vec![None]),
    }
}
