//! One letter as it would be posted, to be looked at.

use anyhow::Result;
use whose_model::tables::PersonRow;
use whose_model::{Categories, Category, masking};
use whose_tell::contact::{Contacts, has_one_address};
use whose_tell::law::Law;
use whose_tell::letter::{Letter, Printer};
use whose_tell::notice::{Addressee, Text};
use whose_tell::residence::Finder;

use super::addresses::Addresses;
use super::plan::fonts;
use super::settings::TellSettings;
use crate::Case;

/// A letter to a person, its name and address masked unless they are revealed.
pub(crate) fn preview_letter(
    case: &Case,
    law: &Law,
    person: &PersonRow,
    code: &str,
    text: &Text<'_>,
    reveal: bool,
) -> Result<Vec<u8>> {
    let (settings, _) = TellSettings::of(case, law)?;
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let contacts = match has_one_address(&person.values) {
        true => Contacts::of(&person.values),
        false => Addresses::find(case, &Finder::new(law), &categories)?.of(person),
    };
    let shown = |line: &String| if reveal { line.clone() } else { masking::by_shape(line) };
    let mut to = vec![Addressee::new(person, &categories, reveal).name.into_inner()];
    match &contacts.letter {
        Ok(postal) => to.extend(postal.reveal().iter().map(shown)),
        Err(lack) => to.push(format!("[{}]", lack.words())),
    }
    let letter = Letter::new(text, to, format!("preview {}", PersonRow::print_id(person.id)));
    let printer = Printer::new(fonts(&settings)?);
    let sheet = settings.sheet(law, code);
    Ok(printer.print(sheet, text.language(), &settings.letter.sender, &[letter])?.pdf)
}
