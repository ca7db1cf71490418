//! What a template can speak of: one list.

use std::collections::BTreeMap;

/// Where the value of a variable comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The person, out of the case.
    Person,
    /// The case as a whole.
    Case,
    /// The company: `notice.toml` in the case folder, by language.
    Company,
}

/// A variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// As it is written between braces.
    pub name: &'static str,
    /// Where its value comes from.
    pub from: From,
    /// Content that it says wherever it stands, as in the vocabulary of the law; empty: none of its own.
    pub content: &'static str,
    /// What it is.
    pub means: &'static str,
}

const fn variable(name: &'static str, from: From, content: &'static str, means: &'static str) -> Variable {
    Variable { name, from, content, means }
}

/// Every variable.
pub const VARIABLES: &[Variable] = &[
    variable("name", From::Person, "", "name of the person"),
    variable("reference", From::Person, "", "number of the person in the case"),
    variable("items", From::Person, "items", "what was exposed of the person; a list"),
    variable("partly", From::Person, "items", "items of which a part was hidden; a list"),
    variable("jointly", From::Person, "items", "items that several copies show whole only together; a list"),
    variable("clients", From::Person, "", "the clients whose records the person was in; a list"),
    variable("period", From::Person, "when", "first to last day of the records about the person"),
    variable(
        "consequences",
        From::Person,
        "consequences",
        "what may follow, by the items of the person; a list",
    ),
    variable("steps", From::Person, "steps", "what the person can do, by the items of the person; a list"),
    variable("people", From::Case, "people-count", "number of people in the case"),
    variable("records", From::Case, "records-count", "number of records in the case"),
    variable("residents", From::Case, "residents-count", "number of people of the jurisdiction"),
    variable("residences", From::Case, "residents-count", "number of people of each place; a list"),
    variable("case_items", From::Case, "items", "what was exposed, with people and records of each; a list"),
    variable("case_period", From::Case, "", "first to last day of all records"),
    variable(
        "told_people",
        From::Case,
        "told-count",
        "number of people already told, by the ledger, with the day; not in a notice to people",
    ),
    variable(
        "telling",
        From::Case,
        "told-count",
        "how far telling is, by the ledger, with the day; a list; not in a notice to people",
    ),
    variable("client", From::Case, "", "the client that is told, in a notice to one"),
    variable("organisation", From::Company, "identity", "who writes: the organisation, its address"),
    variable(
        "what_happened",
        From::Company,
        "what-happened",
        "what happened, how, and its cause, in sentences",
    ),
    variable("lost_on", From::Company, "when", "day or period of the loss"),
    variable("discovered_on", From::Company, "discovered", "day on which the loss became known"),
    variable("measures", From::Company, "measures", "what was done and will be done, in sentences"),
    variable("contact", From::Company, "contact", "whom to ask: office, phone, e-mail, hours"),
    variable(
        "data_protection_officer",
        From::Company,
        "data-protection-officer",
        "the data protection officer",
    ),
    variable("remedies", From::Company, "rights", "what the company offers: how to claim, compensation"),
    variable(
        "likely_consequences",
        From::Company,
        "consequences",
        "what may follow for the people, in sentences",
    ),
    variable("advice", From::Company, "steps", "what people are told to do, in sentences"),
    variable(
        "harm_reasons",
        From::Company,
        "harm-reasons",
        "why the harm is judged as it is; for an authority",
    ),
    variable(
        "notice_plan",
        From::Company,
        "notice-plan",
        "how and when people are or will be told; for an authority",
    ),
    variable("police", From::Company, "police", "what the police know; for an authority"),
    variable(
        "correction",
        From::Company,
        "",
        "what an earlier notice said wrongly, and what holds; for a follow-up or withdrawal",
    ),
];

/// The variable of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|variable| variable.name == name)
}

/// What the company says, in one language: variable to text.
pub type CompanyTexts = BTreeMap<String, String>;

/// What is wrong with the company's file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CompanyError(String);

/// Reads `notice.toml`: a table a language, in it the company's variables.
///
/// # Errors
/// When it is no TOML, or holds a language or variable that there is not.
pub fn company_texts(text: &str) -> Result<BTreeMap<String, CompanyTexts>, CompanyError> {
    let all: BTreeMap<String, CompanyTexts> =
        toml::from_str(text).map_err(|error| CompanyError(error.to_string()))?;
    for (language, texts) in &all {
        if crate::Language::from_code(language).is_none() {
            return Err(CompanyError(format!("there is no language [{language}]: en, ko, fr")));
        }
        for name in texts.keys() {
            if by_name(name).is_none_or(|variable| variable.from != From::Company) {
                let known: Vec<&str> = company().map(|variable| variable.name).collect();
                return Err(CompanyError(format!(
                    "[{language}] {name} is none of the company's texts: {}",
                    known.join(", ")
                )));
            }
        }
    }
    Ok(all)
}

fn company() -> impl Iterator<Item = &'static Variable> {
    VARIABLES.iter().filter(|variable| variable.from == From::Company)
}

/// A `notice.toml` with every text empty, to be filled in.
#[must_use]
pub fn empty_company_texts() -> String {
    let mut text = String::from(
        "# What notices say of the incident and of you, in each language that people are told in.\n\
         # A text that is left empty is shown as missing in a preview.\n",
    );
    for language in crate::Language::ALL {
        text.push_str(&format!("\n[{}]\n", language.code()));
        for variable in company() {
            text.push_str(&format!("# {}\n{} = \"\"\n", variable.means, variable.name));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_file_is_read_and_holds_every_text() {
        let all = company_texts(&empty_company_texts()).unwrap();
        assert_eq!(all.keys().collect::<Vec<_>>(), ["en", "fr", "ko"]);
        assert_eq!(all["en"].len(), company().count());
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        let wrong = |text: &str| company_texts(text).unwrap_err().to_string();
        assert!(wrong("[de]\ncontact = \"x\"").contains("no language [de]"));
        assert!(wrong("[en]\nname = \"x\"").contains("organisation, what_happened"));
        assert!(wrong("[en\n").contains("line 1"));
    }

    #[test]
    fn content_of_variables_is_in_the_vocabulary() {
        let law = crate::law::Law::load().unwrap();
        for variable in VARIABLES {
            let known =
                variable.content.is_empty() || law.vocabulary().content.contains_key(variable.content);
            assert!(known, "{}", variable.name);
        }
    }
}
