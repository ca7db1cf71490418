//! The texts that people are told, each read and held against the law once: by jurisdiction, kind and language.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::letter::Sheet;
use whose_tell::notice::{CaseNumbers, CompanyTexts, Kind, Library, Prepared, Text};

use super::ledger::{Act, AddressKey};
use super::recipients::Recipient;
use super::settings::TellSettings;
use crate::Case;
use crate::notices::{case_numbers, choose, said};

/// A text that people are told.
#[derive(Debug)]
pub struct Form {
    prepared: Prepared,
    company: CompanyTexts,
    numbers: CaseNumbers,
    /// Its line of the ledger.
    pub act: Act,
    /// Its id there.
    pub id: String,
    /// Its language.
    pub language: Language,
    /// The sheet its letters are printed on.
    pub sheet: Sheet,
    /// Why it may not be used: what the law says against it, texts of the company that are empty.
    pub problems: Vec<String>,
}

impl Form {
    /// Fills it in for one person.
    #[must_use]
    pub fn fill(&self, recipient: &Recipient) -> Text<'_> {
        self.prepared.fill(Some(&recipient.addressee), &self.numbers, &self.company)
    }

    /// What a variable of notices stands for; none: nothing is known.
    #[must_use]
    pub fn value(&self, name: &str, recipient: &Recipient) -> Option<String> {
        self.prepared.value(name, Some(&recipient.addressee), &self.numbers, &self.company)
    }
}

/// All texts in use.
pub(super) struct Forms<'a> {
    pub case: &'a Case,
    pub law: &'a Law,
    pub templates: &'a Library,
    pub settings: &'a TellSettings,
    pub key: &'a AddressKey,
    pub all: BTreeMap<(String, &'static str, &'static str), Arc<Form>>,
}

impl Forms<'_> {
    /// The text for a recipient.
    pub fn of(&mut self, recipient: &Recipient, kind: Kind) -> Result<Arc<Form>> {
        let key = (recipient.jurisdiction.clone(), kind.code(), recipient.language.code());
        if let Some(form) = self.all.get(&key) {
            return Ok(Arc::clone(form));
        }
        let form = Arc::new(self.make(&recipient.jurisdiction, kind, recipient.language)?);
        self.all.insert(key, Arc::clone(&form));
        Ok(form)
    }

    fn make(&self, code: &str, kind: Kind, language: Language) -> Result<Form> {
        let chosen = choose(self.law, self.templates, code, kind, Some(language))?;
        let said = said(self.case, self.law, code, kind, language)?;
        let prepared = Prepared::new(chosen.path, chosen.text, language)?;
        let mut problems: Vec<String> =
            chosen.problems.iter().chain(&said.problems).map(ToString::to_string).collect();
        let missing = prepared.missing(&said.texts);
        if !missing.is_empty() {
            problems.push(format!(
                "{} of {}: [{}] {} is empty",
                crate::notices::COMPANY_FILE,
                chosen.path,
                language.code(),
                missing.join(", ")
            ));
        }
        let mut written = chosen.text.to_string();
        for (name, text) in &said.texts {
            written.push_str(&format!("\n{name}\n{text}"));
        }
        if let Some((template, kakao)) = self.settings.text.kakao_template(kind, language) {
            written.push_str(&format!("\n{template}\n{:?}", kakao.variables));
        }
        let digest = blake3::hash(written.as_bytes()).to_hex()[..16].to_string();
        let parts = format!("{}/{code}/{}/{}/{digest}", kind.code(), language.code(), chosen.path);
        let id = self.key.digest("content", &parts);
        let act = Act::Content {
            id: id.clone(),
            kind: kind.code().to_string(),
            jurisdiction: code.to_string(),
            language: language.code().to_string(),
            template: chosen.path.to_string(),
            digest,
        };
        Ok(Form {
            numbers: case_numbers(self.case, self.law, Some(code), None, chosen.text)?,
            sheet: self.settings.sheet(self.law, code),
            company: said.texts,
            prepared,
            act,
            id,
            language,
            problems,
        })
    }
}
