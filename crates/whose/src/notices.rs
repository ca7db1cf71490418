//! Notices of a case: templates of a folder, the company's texts, a preview for one person.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whose_model::tables::{PersonRow, TallyRow};
use whose_model::{Categories, Category};
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::notice::{
    Addressee, BUILT_IN, CaseNumbers, CompanyTexts, GENERAL, Kind, Library, Notice, Problem, company_texts,
    empty_company_texts, lint_for, lint_form, page,
};
use whose_tell::residence::Finder;

use crate::Case;
use crate::case::NewEntry;

/// What the company says in its notices; a file of the case folder.
pub const COMPANY_FILE: &str = "notice.toml";

/// The built-in templates, and those of a folder in their place.
///
/// # Errors
/// When a file of the folder cannot be read, or its name is that of no template.
pub fn library(law: &Law, templates: Option<&Path>) -> Result<Library> {
    let mut library = Library::default();
    let Some(dir) = templates else { return Ok(library) };
    for folder in sorted(dir)? {
        if !folder.is_dir() {
            bail!(
                "{} is no folder of a jurisdiction: templates stand in DIR/JURISDICTION/KIND.LANGUAGE.md",
                folder.display()
            );
        }
        for file in sorted(&folder)? {
            let path = relative(dir, &file)?;
            let text = fs_err::read_to_string(&file)?;
            library.put(law, &path, text).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
        }
    }
    Ok(library)
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs_err::read_dir(dir)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

/// The path of a template in its folder, with `/` on every system.
fn relative(dir: &Path, file: &Path) -> Result<String> {
    let parts: Option<Vec<&str>> =
        file.strip_prefix(dir)?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/")).with_context(|| format!("{} has no readable name", file.display()))
}

/// Writes the built-in templates into a new or empty folder, to be changed there.
///
/// # Errors
/// When the folder holds something already, or cannot be written.
pub fn write_templates(dir: &Path) -> Result<usize> {
    if dir.is_dir() && fs_err::read_dir(dir)?.next().is_some() {
        bail!(
            "{} is not empty: name a new folder, so that no changed template is written over",
            dir.display()
        );
    }
    for (path, text) in BUILT_IN {
        let path = dir.join(path);
        fs_err::create_dir_all(path.parent().unwrap_or(dir))?;
        fs_err::write(path, text)?;
    }
    Ok(BUILT_IN.len())
}

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
    /// Show the name whole.
    pub reveal: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preview {
    /// A page was written.
    Written {
        /// Where.
        page: PathBuf,
        /// Template that was used.
        template: String,
        /// Jurisdiction that was taken, and why.
        jurisdiction: String,
        /// Texts of the company that are empty.
        missing: Vec<String>,
        /// An empty file for the company's texts was made, there.
        made: Option<PathBuf>,
    },
    /// The template may not be used.
    Refused(Vec<Problem>),
}

/// Writes the preview of a notice into the case folder.
///
/// # Errors
/// When there is no such person or template, the company's file or a table is damaged, or the folder cannot be written.
pub fn preview(case: &mut Case, law: &Law, library: &Library, request: &Request) -> Result<Preview> {
    let person = person(case, &request.person)?;
    let (code, why) = jurisdiction(law, &person, request)?;
    let one = law.jurisdiction(&code);
    let language = match (request.language, one) {
        (Some(language), _) => language,
        (None, Some(one)) => {
            one.languages.iter().find_map(|language| Language::from_code(language)).unwrap_or_default()
        }
        (None, None) => Language::default(),
    };
    let Some((path, text)) = library.find(law, &code, request.kind, language) else {
        bail!("there is no template for {code}, {}, in {}", request.kind.code(), language.code());
    };
    let problems = match one {
        Some(one) => lint_for(law, library, one, request.kind, language),
        None => lint_form(law, path, text),
    };
    if !problems.is_empty() {
        return Ok(Preview::Refused(problems));
    }
    let (texts, made) = company(case)?;
    let none = CompanyTexts::new();
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let addressee = Addressee::new(&person, &categories, request.reveal);
    if request.reveal {
        case.record(NewEntry {
            command: "notice preview --reveal".into(),
            what: format!("notice for {} revealed", addressee.reference),
            ..NewEntry::default()
        })?;
    }
    let made_page = page(&Notice {
        path,
        text,
        language,
        addressee: &addressee,
        numbers: numbers(case, law, &code, text)?,
        company: texts.get(language.code()).unwrap_or(&none),
        masked: !request.reveal,
    })?;
    let name = format!(
        "notices/preview/{}.{code}.{}.{}.html",
        addressee.reference,
        request.kind.code(),
        language.code()
    );
    Ok(Preview::Written {
        page: case.write_file(Path::new(&name), made_page.html.as_bytes())?,
        template: path.to_string(),
        jurisdiction: format!("{code}, {why}"),
        missing: made_page.missing,
        made,
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

/// The company's texts by language; where there is no file yet, an empty one is made.
fn company(case: &Case) -> Result<(BTreeMap<String, CompanyTexts>, Option<PathBuf>)> {
    let path = case.dir().join(COMPANY_FILE);
    if !path.exists() {
        let made = case.write_file(Path::new(COMPANY_FILE), empty_company_texts().as_bytes())?;
        return Ok((BTreeMap::new(), Some(made)));
    }
    let text = fs_err::read_to_string(&path)?;
    let texts = company_texts(&text).with_context(|| {
        format!("{} cannot be read: correct it, or delete it to get an empty one", path.display())
    })?;
    Ok((texts, None))
}

/// The numbers of the case. Those who live in the jurisdiction are counted only where the template states them.
fn numbers(case: &Case, law: &Law, code: &str, template: &str) -> Result<CaseNumbers> {
    let tallies: Vec<TallyRow> = case.store().rows()?;
    let whole = tallies.iter().find(|tally| tally.kind == "whole" && tally.client.is_empty());
    let residents = if template.contains("{residents}") {
        crate::clocks::residents(case, law)?.of(code).people
    } else {
        0
    };
    Ok(CaseNumbers {
        people: whole.map_or(0, |tally| tally.people),
        records: whole.map_or(0, |tally| tally.records),
        residents,
    })
}
