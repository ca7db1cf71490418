//! Notices of a case: templates of a folder, the company's texts, a preview for one person, forms filled in from the case.

mod form;
mod numbers;
mod preview;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whose_tell::Language;
use whose_tell::law::{Jurisdiction, Law};
use whose_tell::notice::{
    BUILT_IN, CompanyTexts, Kind, Library, Problem, company_texts, empty_company_texts, lint_company,
    lint_for, lint_form,
};

pub use form::{FormRequest, form};
pub(crate) use numbers::{case_numbers, clients};
pub use preview::{Request, preview};

use crate::Case;

/// What the company says in its notices; a file of the case folder.
pub const COMPANY_FILE: &str = "notice.toml";

/// The built-in templates, and those of a folder in their place.
///
/// # Errors
/// When a file of the folder cannot be read, or its name is that of no template.
pub fn library(law: &Law, templates: Option<&Path>) -> Result<Library> {
    let mut library = Library::default();
    let Some(dir) = templates else { return Ok(library) };
    if !dir.is_dir() {
        bail!("there is no folder {}: `whose notice templates DIR` makes one, to be changed", dir.display());
    }
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

/// What came of a preview or a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Pages were written.
    Written {
        /// Where.
        pages: Vec<PathBuf>,
        /// Template that was used.
        template: String,
        /// Jurisdiction that was taken, and why.
        jurisdiction: String,
        /// Texts of the company that are empty.
        missing: Vec<String>,
        /// An empty file for the company's texts was made, there.
        company_file: Option<PathBuf>,
    },
    /// The template may not be used.
    Refused(Vec<Problem>),
}

/// The template for a kind, and its language.
pub(crate) struct Chosen<'a> {
    pub path: &'a str,
    pub text: &'a str,
    pub language: Language,
    pub problems: Vec<Problem>,
}

/// Chooses a template: in the language asked for, else in the first of the jurisdiction.
pub(crate) fn choose<'a>(
    law: &Law,
    library: &'a Library,
    code: &str,
    kind: Kind,
    language: Option<Language>,
) -> Result<Chosen<'a>> {
    let one = law.jurisdiction(code);
    let first = |one: &Jurisdiction| one.languages.iter().find_map(|language| Language::from_code(language));
    let language = language.or_else(|| one.and_then(first)).unwrap_or_default();
    let Some((path, text)) = library.find(law, code, kind, language) else {
        bail!("there is no template for {code}, {}, in {}", kind.code(), language.code());
    };
    let problems = match one {
        Some(one) => lint_for(law, library, one, kind, language),
        None => lint_form(law, path, text),
    };
    Ok(Chosen { path, text, language, problems })
}

/// The company's texts in one language, and what the law says against them.
pub(crate) struct Said {
    pub texts: CompanyTexts,
    /// The empty file that was made, where there was none.
    pub made: Option<PathBuf>,
    pub problems: Vec<Problem>,
}

/// Reads what the company says, and holds it against the law of a jurisdiction.
pub(crate) fn said(case: &Case, law: &Law, code: &str, kind: Kind, language: Language) -> Result<Said> {
    let (mut all, made) = company_or_made(case)?;
    let texts = all.remove(language.code()).unwrap_or_default();
    let problems = law
        .jurisdiction(code)
        .map(|one| lint_company(one, kind, language, COMPANY_FILE, &texts))
        .unwrap_or_default();
    Ok(Said { texts, made, problems })
}

/// The company's texts by language; none where there is no file yet.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn company(case: &Case) -> Result<BTreeMap<String, CompanyTexts>> {
    if case.dir().join(COMPANY_FILE).exists() { Ok(company_or_made(case)?.0) } else { Ok(BTreeMap::new()) }
}

/// The same; where there is no file yet, an empty one is made.
fn company_or_made(case: &Case) -> Result<(BTreeMap<String, CompanyTexts>, Option<PathBuf>)> {
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
