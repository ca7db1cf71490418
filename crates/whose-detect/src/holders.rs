//! Names of several people in one cell: `Anne Roy & Paul Lee`, `John and Mary Smith`, as on a joint account.

use std::borrow::Cow;

use crate::lexicon::latin;
use crate::person::{self, Named};

/// What stands between two holders.
const BETWEEN: [&str; 9] = [" & ", ";", " / ", " and ", " AND ", " et ", " ET ", " und ", "\n"];
/// Most holders of one account; more are a list of something else.
const MOST: usize = 6;

/// The names, where a cell holds several; the family name that stands last is that of given names alone before it.
pub(crate) fn holders(value: &str) -> Option<Vec<Cow<'_, str>>> {
    if !may_be_several(value) {
        return None;
    }
    let between = BETWEEN.into_iter().find(|between| value.contains(between))?;
    let parts: Vec<&str> = value.split(between).map(str::trim).filter(|part| !part.is_empty()).collect();
    if !(2..=MOST).contains(&parts.len()) || tells_organisation(value) {
        return None;
    }
    if let [titles @ .., last] = &parts[..]
        && titles.iter().all(|part| person::is_written_title(part))
    {
        // `Mr. & Mrs. Greg Lam`: one of the two is named.
        let name = last
            .split_once(' ')
            .filter(|(title, _)| person::is_written_title(title))
            .map_or(*last, |(_, name)| name);
        return (name.contains(' ') && person::judge(name) != Named::Organisation)
            .then(|| vec![Cow::Borrowed(name)]);
    }
    let named: Vec<Named> = parts.iter().map(|part| person::judge(part)).collect();
    let is_whole = |(part, named): (&&str, &Named)| match named {
        Named::Person => true,
        Named::MaybePerson => part.contains(' '),
        _ => false,
    };
    let surely = named.contains(&Named::Person);
    if surely && parts.iter().zip(&named).all(is_whole) {
        return Some(parts.into_iter().map(Cow::Borrowed).collect());
    }
    // `John & Mary Smith`.
    let (last, before) = parts.split_last()?;
    let alone = named[..before.len()].iter().all(|named| *named == Named::SingleName);
    let (_, family) = last.rsplit_once(' ')?;
    let whole = named.last() == Some(&Named::Person) && !last.contains(',');
    (alone && whole && !before.iter().any(|part| part.contains(' '))).then(|| {
        let borrowed = before.iter().map(|given| Cow::Owned(format!("{given} {family}")));
        borrowed.chain([Cow::Borrowed(*last)]).collect()
    })
}

fn tells_organisation(value: &str) -> bool {
    value.split(' ').any(|word| latin::flags(word.trim_end_matches(['.', ','])).tells_organisation())
}

/// Most cells have none of the signs, and too few words for the others.
fn may_be_several(value: &str) -> bool {
    let mut blanks = 0;
    for byte in value.bytes() {
        match byte {
            b' ' => blanks += 1,
            b'&' | b';' | b'/' | b'\n' => return true,
            _ => {}
        }
    }
    blanks >= 3
}

#[cfg(test)]
mod tests {
    use super::holders;

    #[test]
    fn several_names_and_one() {
        for (value, expected) in [
            ("Anne Roy & Paul Lee", "Anne Roy|Paul Lee"),
            ("Anne Roy; Paul Lee; Mary Stone", "Anne Roy|Paul Lee|Mary Stone"),
            ("John and Mary Smith", "John Smith|Mary Smith"),
            ("Marie et Luc Tremblay", "Marie Tremblay|Luc Tremblay"),
            ("Johnson & Johnson", ""),
            ("Smith & Jones Ltd", ""),
            ("Marks & Spencer", ""),
            ("Anne Roy", ""),
            ("Mr. & Mrs. Greg Lam", "Greg Lam"),
            ("Dr. and Mrs. Paul R. Stone", "Paul R. Stone"),
            ("M. et Mme Luc Tremblay", "Luc Tremblay"),
            ("Mr. & Mrs. Bakery Ltd", ""),
            ("Tom's Fish & Chips", ""),
        ] {
            let found = holders(value).unwrap_or_default().join("|");
            assert_eq!(found, expected, "{value}");
        }
    }
}
