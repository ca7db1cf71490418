//! Notices: what a person is told, in plain words of the person's language.
//!
//! A template ([`Library`]) says how, per jurisdiction, kind and language; [`lint`] holds it against the law of every
//! jurisdiction that uses it; [`page`] fills it in for one person.

mod addressee;
mod library;
mod lint;
mod plain;
mod render;
mod template;
mod variables;

pub use addressee::{Addressee, Item, visible};
pub use library::{BUILT_IN, GENERAL, Kind, Library};
pub use lint::{lint, lint_company, lint_for, lint_form};
pub(crate) use render::told_by_group;
pub use render::{Banner, CaseNumbers, Notice, Page, Prepared, Telling, Text, page, variables_in_words};
pub use template::Problem;
pub use variables::{
    CompanyError, CompanyTexts, From, VARIABLES, Variable, company_texts, empty_company_texts,
};
