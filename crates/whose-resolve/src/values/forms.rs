//! Distinct values taken apart, and equal forms numbered.

use rayon::prelude::*;
use whose_model::{CategoryId, CategorySet};

use super::columns::{Firsts, Lists, Numbering, Stored, Wishes};
use super::{EmailForm, IdentifierForm, LineForm, NameForm, Readings};
use crate::forms::birth::Birth;
use crate::forms::fold::is_hangul;
use crate::forms::hangul;
use crate::forms::name::{ParsedName, RawName};
use crate::forms::street::ParsedStreet;
use crate::forms::{email, identifier, phone, street};
use crate::intern::{Interner, NONE, TextInterner, Texts};
use crate::words::Words;

/// Names.
pub(super) struct NameColumn {
    pub(super) firsts: Vec<u32>,
    pub(super) names: Vec<NameForm>,
    pub(super) words: Words,
    pub(super) wholes: Texts,
    pub(super) readings: Vec<Readings>,
}

/// The names of all mentions as their sources hold them, and the distinct ones.
fn raw_names<'a>(stored: &Stored<'_, 'a>, wishes: &Wishes) -> (Vec<u32>, Vec<RawName<'a>>) {
    let wanted = wishes.whole.union(wishes.given).union(wishes.family);
    let mut firsts = vec![NONE; stored.len()];
    let mut numbering = Numbering::new(stored.len() / 4);
    stored.each(|rank, view, row| {
        let (mut whole, mut given, mut family) = ("", "", "");
        for (_, category, value) in view.values(row, |category| wanted.contains(category)) {
            let slot = if wishes.whole.contains(category) {
                &mut whole
            } else if wishes.given.contains(category) {
                &mut given
            } else {
                &mut family
            };
            if slot.is_empty() {
                *slot = value;
            }
        }
        let name = match (whole, given, family) {
            ("", "", "") => return,
            (whole, "", "") => RawName::Whole(whole),
            (_, given, family) => RawName::Parts(given, family),
        };
        firsts[rank] = numbering.number(name, rank, 0);
    });
    let (distinct, place) = numbering.finish();
    firsts.iter_mut().filter(|number| **number != NONE).for_each(|number| *number = place[*number as usize]);
    (firsts, distinct)
}

/// Takes the names apart.
pub(super) fn names(stored: &Stored<'_, '_>, wishes: &Wishes) -> NameColumn {
    let (mut firsts, distinct) = raw_names(stored, wishes);
    let parsed: Vec<ParsedName> = distinct.par_iter().map(|name| name.parse()).collect();
    let any_masked = parsed.iter().any(|name| !name.mask.is_empty());
    let (mut words, mut masks) = (TextInterner::default(), TextInterner::default());
    let (mut forms, mut names, mut wholes) = (Interner::default(), Vec::new(), Texts::default());
    let mut shown: Vec<&ParsedName> = Vec::new();
    let numbers: Vec<u32> = parsed
        .iter()
        .map(|name| {
            let mut parts = [NONE; 2];
            if name.family.contains('-') {
                for (slot, part) in parts.iter_mut().zip(name.family.split('-')) {
                    *slot = words.number(part);
                }
            }
            let form = NameForm {
                given: words.number(&name.given),
                middle: words.number(&name.middle),
                family: words.number(&name.family),
                parts,
                suffix: name.suffix,
                mask: masks.number(&name.mask),
            };
            if form.given == NONE && form.family == NONE && form.mask == NONE {
                return NONE;
            }
            let (number, new) = forms.number(form);
            if new {
                names.push(form);
                shown.push(name);
                if any_masked {
                    wholes.push(&whole_text(name));
                }
            }
            number
        })
        .collect();
    replace(&mut firsts, &numbers);
    NameColumn { firsts, names, words: Words::new(words.finish()), wholes, readings: readings(&shown) }
}

/// How each name reads; nothing unless some stand in Hangul and others, in Latin letters, may be Korean.
fn readings(names: &[&ParsedName]) -> Vec<Readings> {
    let hangul = |name: &ParsedName| name.family.chars().next().is_some_and(is_hangul);
    let is_latin = |name: &ParsedName| name.family.is_ascii() && !name.family.is_empty();
    if !names.iter().any(|name| hangul(name)) || !names.iter().any(|name| is_latin(name)) {
        return Vec::new();
    }
    let of = |name: &&ParsedName| {
        if !name.mask.is_empty() {
            return Readings::default();
        }
        if hangul(name) {
            return Readings { hangul: true, list: [hangul::of_hangul(&name.given, &name.family), None] };
        }
        let joined = |one: &str, other: &str| [one, other].join(" ");
        let last = hangul::of_latin(&joined(&name.given, &name.middle), &name.family);
        let first = hangul::of_latin(&joined(&name.middle, &name.family), &name.given);
        Readings { hangul: false, list: [last, first] }
    };
    let found: Vec<Readings> = names.par_iter().map(of).collect();
    let read = |in_hangul: bool| found.iter().any(|of| of.hangul == in_hangul && of.list != [None; 2]);
    if read(true) && read(false) { found } else { Vec::new() }
}

/// Numbers of distinct values become the numbers of their forms.
fn replace(firsts: &mut [u32], forms: &[u32]) {
    firsts
        .par_iter_mut()
        .filter(|number| **number != NONE)
        .for_each(|number| *number = forms[*number as usize]);
}

/// A name in the order in which a masked one is written: Hangul family first without a space.
fn whole_text(name: &ParsedName) -> String {
    if !name.mask.is_empty() {
        return name.mask.clone();
    }
    if name.family.chars().all(is_hangul) {
        return format!("{}{}", name.family, name.given);
    }
    [&name.given, &name.middle, &name.family]
        .into_iter()
        .filter(|p| !p.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Street lines.
pub(super) struct StreetColumn {
    /// Line and unit of each mention.
    pub(super) firsts: Vec<(u32, u32)>,
    pub(super) lines: Vec<LineForm>,
    pub(super) numbers: Texts,
    pub(super) streets: Texts,
}

/// Takes the street lines apart.
pub(super) fn streets(stored: &Stored<'_, '_>, wishes: &Wishes) -> StreetColumn {
    let column = Firsts::read(stored, wishes.street);
    let parsed: Vec<ParsedStreet> = column.distinct.par_iter().map(|text| street::parse(text)).collect();
    let (mut numbers, mut streets, mut units) =
        (TextInterner::default(), TextInterner::default(), TextInterner::default());
    let (mut interner, mut lines) = (Interner::default(), Vec::new());
    let formed: Vec<(u32, u32)> = parsed
        .iter()
        .map(|street| {
            let form =
                LineForm { number: numbers.number(&street.number), street: streets.number(&street.name) };
            let unit = units.number(&street.unit);
            if form.number == NONE && form.street == NONE {
                return (NONE, unit);
            }
            let (number, new) = interner.number(form);
            if new {
                lines.push(form);
            }
            (number, unit)
        })
        .collect();
    let first = |number: &u32| formed.get(*number as usize).copied().unwrap_or((NONE, NONE));
    let firsts = column.of.par_iter().map(first).collect();
    StreetColumn { firsts, lines, numbers: numbers.finish(), streets: streets.finish() }
}

/// Postcodes or cities: the number of each mention's, and the folded texts.
pub(super) fn places(stored: &Stored<'_, '_>, wanted: CategorySet) -> (Vec<u32>, Texts) {
    let mut column = Firsts::read(stored, wanted);
    let formed: Vec<String> = column.distinct.par_iter().map(|value| compact(value)).collect();
    let mut interner = TextInterner::default();
    let numbers: Vec<u32> = formed.iter().map(|text| interner.number(text)).collect();
    replace(&mut column.of, &numbers);
    (column.of, interner.finish())
}

fn compact(text: &str) -> String {
    let folded = crate::forms::fold::fold(text);
    let word = street::short_region(folded.trim());
    word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '*' | '…')).collect()
}

/// Phones.
pub(super) struct PhoneColumn {
    pub(super) twos: Vec<[u32; 2]>,
    pub(super) texts: Texts,
}

fn first_two(list: &[u32], numbers: &[u32]) -> [u32; 2] {
    let mut two = [NONE; 2];
    let mut at = 0;
    for raw in list {
        let number = numbers[*raw as usize];
        if number != NONE && !two.contains(&number) && at < 2 {
            two[at] = number;
            at += 1;
        }
    }
    // One order whatever the order of the columns.
    if two[1] != NONE {
        two.sort_unstable();
    }
    two
}

/// The first two of each mention.
fn twos(stored: &Stored<'_, '_>, column: &Lists<&str>, numbers: &[u32]) -> Vec<[u32; 2]> {
    let mut twos = vec![[NONE; 2]; stored.len()];
    for (rank, list) in column.mentions() {
        twos[rank] = first_two(list, numbers);
    }
    twos
}

/// Phones in one spelling.
pub(super) fn phones(stored: &Stored<'_, '_>, wishes: &Wishes) -> PhoneColumn {
    let column = Lists::read(stored, wishes.phone, |_, value| value);
    let formed: Vec<String> = column.distinct.par_iter().map(|text| phone::parse(text)).collect();
    let mut texts = TextInterner::default();
    let numbers: Vec<u32> = formed.iter().map(|text| texts.number(text)).collect();
    PhoneColumn { twos: twos(stored, &column, &numbers), texts: texts.finish() }
}

/// E-mail addresses.
pub(super) struct EmailColumn {
    pub(super) twos: Vec<[u32; 2]>,
    pub(super) forms: Vec<EmailForm>,
    pub(super) locals: Texts,
    pub(super) domains: Texts,
}

/// Takes e-mail addresses apart.
pub(super) fn emails(stored: &Stored<'_, '_>, wishes: &Wishes) -> EmailColumn {
    let column = Lists::read(stored, wishes.email, |_, value| value);
    let (mut locals, mut domains) = (TextInterner::default(), TextInterner::default());
    let (mut interner, mut forms) = (Interner::default(), Vec::new());
    let numbers: Vec<u32> = column
        .distinct
        .iter()
        .map(|text| {
            let (local, domain) = email::parse(text);
            let form = EmailForm { local: locals.number(&local), domain: domains.number(&domain) };
            let (number, new) = interner.number(form);
            if new {
                forms.push(form);
            }
            number
        })
        .collect();
    let twos = twos(stored, &column, &numbers);
    EmailColumn { twos, forms, locals: locals.finish(), domains: domains.finish() }
}

/// Numbers of people and vehicles, birth dates, sexes.
pub(super) struct PersonalColumn {
    pub(super) births: Vec<(Birth, u8)>,
    pub(super) identifiers: Vec<[u32; 4]>,
    pub(super) forms: Vec<IdentifierForm>,
    pub(super) codes: Texts,
}

/// The sex a value states in English, French or Korean; 0 when none.
fn sex_of(text: &str) -> u8 {
    match text.trim().to_lowercase().chars().next() {
        Some('m' | 'h' | '남' | '1') => 1,
        Some('f' | 'w' | '여' | '2') => 2,
        _ => 0,
    }
}

/// The code of a number in one spelling, and the birth date and sex digit that it tells.
fn identifier_form(korean: bool, value: &str) -> (String, Option<(Birth, Option<u8>)>) {
    let mut code = identifier::parse(value);
    if !korean {
        return (code, None);
    }
    code = identifier::korean_form(&code);
    let birth = identifier::korean_birth(&code);
    (code, birth)
}

/// Numbers in one spelling; birth dates and sexes, stated or told by a number.
pub(super) fn personal(stored: &Stored<'_, '_>, wishes: &Wishes) -> PersonalColumn {
    let column = Lists::read(stored, wishes.identifier, |category, value| (category.0, value));
    let is = |set: CategorySet, number: u8| set.contains(CategoryId(number));
    let formed: Vec<_> = column
        .distinct
        .par_iter()
        .map(|(number, value)| identifier_form(is(wishes.korean, *number), value))
        .collect();
    let mut codes = TextInterner::default();
    let (mut interner, mut forms, mut births_of) = (Interner::default(), Vec::new(), Vec::new());
    let numbers: Vec<u32> = column
        .distinct
        .iter()
        .zip(formed)
        .map(|((number, _), (code, birth))| {
            let national = is(wishes.national, *number);
            let tells_birth = birth.is_some();
            let form = IdentifierForm { code: codes.number(&code), category: *number, national, tells_birth };
            if form.code == NONE {
                return NONE;
            }
            let (id, new) = interner.number(form);
            if new {
                forms.push(form);
                births_of.push(birth);
            }
            id
        })
        .collect();
    let mut births = vec![(Birth::default(), 0u8); stored.len()];
    let mut identifiers = vec![[NONE; 4]; stored.len()];
    for (rank, list) in column.mentions() {
        let four = &mut identifiers[rank];
        let mut at = 0;
        for number in list.iter().map(|raw| numbers[*raw as usize]) {
            if number != NONE && !four.contains(&number) && at < 4 {
                four[at] = number;
                at += 1;
                if let Some((known, digit)) = births_of[number as usize] {
                    births[rank] = (known, digit.map_or(0, |digit| if digit % 2 == 1 { 1 } else { 2 }));
                }
            }
        }
        four[..at].sort_unstable();
    }
    state_births(stored, wishes, &mut births);
    PersonalColumn { births, identifiers, forms, codes: codes.finish() }
}

/// What is stated comes before what a number tells.
fn state_births(stored: &Stored<'_, '_>, wishes: &Wishes, births: &mut [(Birth, u8)]) {
    let wanted = wishes.birth.union(wishes.sex);
    if wanted == CategorySet::default() {
        return;
    }
    stored.each(|rank, view, row| {
        for (_, category, value) in view.values(row, |category| wanted.contains(category)) {
            let (birth, sex) = &mut births[rank];
            if wishes.birth.contains(category) {
                *birth = Birth::parse(value).unwrap_or(*birth);
            } else if !value.is_empty() {
                *sex = sex_of(value);
            }
        }
    });
}
