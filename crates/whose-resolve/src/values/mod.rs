//! Every distinct value of a case, taken apart once, and each mention as a row of their numbers.

use rayon::prelude::*;
use whose_model::tables::ItemView;
use whose_model::{Categories, Category, CategorySet, Comparison, Group};

use crate::corpus::Corpus;
use crate::forms::birth::Birth;
use crate::forms::name::{ParsedName, RawName, Suffix};
use crate::forms::street::ParsedStreet;
use crate::forms::{email, identifier, phone, street};
use crate::intern::{Interner, Lists, NONE, TextInterner, Texts};
use crate::words::Words;

/// A name by the numbers of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NameForm {
    pub given: u32,
    pub middle: u32,
    pub family: u32,
    /// Parts of a double family name.
    pub parts: [u32; 2],
    pub suffix: Suffix,
    /// Number of its mask, where the name is masked.
    pub mask: u32,
}

/// A number in a street.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LineForm {
    /// In [`Values::numbers`].
    pub number: u32,
    /// In [`Values::streets`].
    pub street: u32,
}

/// Local part and domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct EmailForm {
    /// In [`Values::locals`].
    pub local: u32,
    /// In [`Values::domains`].
    pub domain: u32,
}

/// A number or code with its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct IdentifierForm {
    /// In [`Values::codes`].
    pub code: u32,
    /// Category number.
    pub category: u8,
    /// Given by a state to one person?
    pub national: bool,
    /// Does it tell the birth date, so that the two are one piece of evidence?
    pub tells_birth: bool,
}

/// What is compared of a mention: numbers of values, [`NONE`] where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Row {
    pub name: u32,
    pub line: u32,
    pub unit: u32,
    pub postcode: u32,
    pub city: u32,
    pub birth: Birth,
    /// 0 unknown, 1 male, 2 female.
    pub sex: u8,
    pub phones: [u32; 2],
    pub emails: [u32; 2],
    pub identifiers: [u32; 4],
}

/// The distinct values.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub names: Vec<NameForm>,
    pub words: Words,
    /// Whole text of each name, where any name is masked; else empty.
    pub wholes: Texts,
    pub lines: Vec<LineForm>,
    pub numbers: Texts,
    pub streets: Texts,
    pub postcodes: Texts,
    pub cities: Texts,
    pub phones: Texts,
    pub emails: Vec<EmailForm>,
    pub locals: Texts,
    pub domains: Texts,
    pub identifiers: Vec<IdentifierForm>,
    pub codes: Texts,
}

/// Categories whose numbers begin with the birth date.
const KOREAN_NUMBERS: [&str; 2] = ["kr-resident-number", "kr-foreigner-number"];

/// Which categories are wanted: a registry's addresses are not read when no mention has one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted(pub CategorySet);

impl Wanted {
    /// Every category.
    pub(crate) const ALL: Self = Self(CategorySet(u128::MAX));
}

struct Column<K> {
    lists: Lists,
    distinct: Vec<K>,
}

/// Goes through all mentions and numbers the values that `pick` chooses.
fn column<'a, K: std::hash::Hash + Eq + Copy>(
    corpus: &Corpus<'a>,
    pick: impl Fn(&ItemView<'a>) -> Option<K>,
) -> Column<K> {
    let (mut lists, mut distinct) = (Lists::with_rows(corpus.len()), Vec::new());
    let mut interner = Interner::default();
    for mention in corpus.iter() {
        for item in mention.items() {
            if let Some(value) = pick(&item) {
                let (number, new) = interner.number(value);
                if new {
                    distinct.push(value);
                }
                lists.push(number);
            }
        }
        lists.end_row();
    }
    Column { lists, distinct }
}

/// The category of an item, if the list has it.
fn category<'c>(categories: &'c [Category], item: &ItemView<'_>) -> Option<&'c Category> {
    categories.get(usize::from(item.category.0)).filter(|_| !item.value.is_empty())
}

/// Text columns whose distinct values are folded and numbered.
fn texts<'a>(
    corpus: &Corpus<'a>,
    pick: impl Fn(&ItemView<'a>) -> bool,
    form: impl Fn(&str) -> String + Sync,
) -> (Vec<u32>, Texts) {
    let column = column(corpus, |item| pick(item).then_some(item.value));
    let formed: Vec<String> = column.distinct.par_iter().map(|value| form(value)).collect();
    let mut interner = TextInterner::default();
    let numbers: Vec<u32> = formed.iter().map(|text| interner.number(text)).collect();
    let firsts = (0..corpus.len())
        .map(|row| column.lists.row(row).first().map_or(NONE, |number| numbers[*number as usize]))
        .collect();
    (firsts, interner.finish())
}

struct NameColumn {
    firsts: Vec<u32>,
    names: Vec<NameForm>,
    words: Words,
    wholes: Texts,
}

fn names<'a>(corpus: &Corpus<'a>, categories: &[Category]) -> NameColumn {
    let (mut interner, mut distinct, mut raw) =
        (Interner::default(), Vec::new(), Vec::with_capacity(corpus.len()));
    for mention in corpus.iter() {
        let (mut whole, mut given, mut family) = ("", "", "");
        for item in mention.items() {
            let slot = match category(categories, &item).map(|category| category.comparison) {
                Some(Comparison::Name) => &mut whole,
                Some(Comparison::GivenName) => &mut given,
                Some(Comparison::FamilyName) => &mut family,
                _ => continue,
            };
            if slot.is_empty() {
                *slot = item.value;
            }
        }
        let name = match (whole, given, family) {
            ("", "", "") => None,
            (whole, "", "") => Some(RawName::Whole(whole)),
            (_, given, family) => Some(RawName::Parts(given, family)),
        };
        raw.push(name.map_or(NONE, |name| {
            let (number, new) = interner.number(name);
            if new {
                distinct.push(name);
            }
            number
        }));
    }
    drop(interner);
    let parsed: Vec<ParsedName> = distinct.par_iter().map(|name| name.parse()).collect();
    let any_masked = parsed.iter().any(|name| !name.mask.is_empty());
    let (mut words, mut masks) = (TextInterner::default(), TextInterner::default());
    let (mut forms, mut names, mut wholes) = (Interner::default(), Vec::new(), Texts::default());
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
                if any_masked {
                    wholes.push(&whole_text(name));
                }
            }
            number
        })
        .collect();
    let firsts = raw.iter().map(|raw| numbers.get(*raw as usize).copied().unwrap_or(NONE)).collect();
    NameColumn { firsts, names, words: Words::new(words.finish()), wholes }
}

/// A name in the order in which a masked one is written: Hangul family first without a space.
fn whole_text(name: &ParsedName) -> String {
    if !name.mask.is_empty() {
        return name.mask.clone();
    }
    if name.family.chars().all(crate::forms::fold::is_hangul) {
        return format!("{}{}", name.family, name.given);
    }
    [&name.given, &name.middle, &name.family]
        .into_iter()
        .filter(|p| !p.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

struct StreetColumn {
    firsts: Vec<(u32, u32)>,
    lines: Vec<LineForm>,
    numbers: Texts,
    streets: Texts,
}

fn streets<'a>(corpus: &Corpus<'a>, categories: &[Category]) -> StreetColumn {
    let column = column(corpus, |item| {
        let category = category(categories, item)?;
        (category.comparison == Comparison::Street).then_some(item.value)
    });
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
    let firsts = (0..corpus.len())
        .map(|row| column.lists.row(row).first().map_or((NONE, NONE), |raw| formed[*raw as usize]))
        .collect();
    StreetColumn { firsts, lines, numbers: numbers.finish(), streets: streets.finish() }
}

struct ContactColumn {
    phones: Vec<[u32; 2]>,
    phone_texts: Texts,
    emails: Vec<[u32; 2]>,
    email_forms: Vec<EmailForm>,
    locals: Texts,
    domains: Texts,
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

fn contacts<'a>(corpus: &Corpus<'a>, categories: &[Category]) -> ContactColumn {
    let phones = column(corpus, |item| {
        (category(categories, item)?.comparison == Comparison::Phone).then_some(item.value)
    });
    let mut phone_texts = TextInterner::default();
    let phone_numbers: Vec<u32> =
        phones.distinct.iter().map(|text| phone_texts.number(&phone::parse(text))).collect();
    let emails = column(corpus, |item| {
        let category = category(categories, item)?;
        (category.comparison == Comparison::Email).then_some(item.value)
    });
    let (mut locals, mut domains) = (TextInterner::default(), TextInterner::default());
    let (mut interner, mut email_forms) = (Interner::default(), Vec::new());
    let email_numbers: Vec<u32> = emails
        .distinct
        .iter()
        .map(|text| {
            let (local, domain) = email::parse(text);
            let form = EmailForm { local: locals.number(&local), domain: domains.number(&domain) };
            let (number, new) = interner.number(form);
            if new {
                email_forms.push(form);
            }
            number
        })
        .collect();
    let rows = 0..corpus.len();
    ContactColumn {
        phones: rows.clone().map(|row| first_two(phones.lists.row(row), &phone_numbers)).collect(),
        phone_texts: phone_texts.finish(),
        emails: rows.map(|row| first_two(emails.lists.row(row), &email_numbers)).collect(),
        email_forms,
        locals: locals.finish(),
        domains: domains.finish(),
    }
}

struct PersonalColumn {
    births: Vec<(Birth, u8)>,
    identifiers: Vec<[u32; 4]>,
    forms: Vec<IdentifierForm>,
    codes: Texts,
}

/// The sex a value states in English, French or Korean; 0 when none.
fn sex_of(text: &str) -> u8 {
    match text.trim().to_lowercase().chars().next() {
        Some('m' | 'h' | '남' | '1') => 1,
        Some('f' | 'w' | '여' | '2') => 2,
        _ => 0,
    }
}

fn personal<'a>(corpus: &Corpus<'a>, categories: &[Category]) -> PersonalColumn {
    let column = column(corpus, |item| {
        let category = category(categories, item)?;
        (category.comparison == Comparison::Identifier).then_some((item.category.0, item.value))
    });
    let mut codes = TextInterner::default();
    let (mut interner, mut forms, mut births_of) = (Interner::default(), Vec::new(), Vec::new());
    let numbers: Vec<u32> = column
        .distinct
        .iter()
        .map(|(number, value)| {
            let category = &categories[usize::from(*number)];
            let national = category.group == Group::NationalId;
            let korean = national && KOREAN_NUMBERS.contains(&category.code.as_str());
            let mut code = identifier::parse(value);
            if korean {
                code = identifier::korean_form(&code);
            }
            let birth = if korean { identifier::korean_birth(&code) } else { None };
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
    let sex = |category: &Category| category.comparison == Comparison::Category && category.code == "sex";
    let mut births = Vec::with_capacity(corpus.len());
    let mut identifiers = Vec::with_capacity(corpus.len());
    for (row, mention) in corpus.iter().enumerate() {
        let mut four = [NONE; 4];
        let (mut birth, mut stated) = (Birth::default(), 0);
        let mut at = 0;
        for raw in column.lists.row(row) {
            let number = numbers[*raw as usize];
            if number != NONE && !four.contains(&number) && at < 4 {
                four[at] = number;
                at += 1;
                if let Some((known, digit)) = births_of[number as usize] {
                    birth = known;
                    stated = digit.map_or(0, |digit| if digit % 2 == 1 { 1 } else { 2 });
                }
            }
        }
        four[..at].sort_unstable();
        for item in mention.items() {
            match category(categories, &item) {
                Some(known) if known.comparison == Comparison::BirthDate => {
                    birth = Birth::parse(item.value).unwrap_or(birth);
                }
                Some(known) if sex(known) => stated = sex_of(item.value),
                _ => {}
            }
        }
        births.push((birth, stated));
        identifiers.push(four);
    }
    PersonalColumn { births, identifiers, forms, codes: codes.finish() }
}

fn compact(text: &str) -> String {
    let folded = crate::forms::fold::fold(text);
    let word = street::short_region(folded.trim());
    word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '*' | '…')).collect()
}

/// Takes every value of the mentions apart and gives each mention its row.
pub(crate) fn read(corpus: &Corpus<'_>, categories: &Categories, wanted: Wanted) -> (Values, Vec<Row>) {
    let mut list: Vec<Category> = categories.iter().cloned().collect();
    for category in list.iter_mut().filter(|category| !wanted.0.contains(category.id)) {
        category.comparison = Comparison::Opaque;
    }
    let list = list.as_slice();
    let is = |item: &ItemView<'_>, wanted: Comparison| {
        category(list, item).is_some_and(|category| category.comparison == wanted)
    };
    let is_city = |item: &ItemView<'_>| {
        is(item, Comparison::Place)
            && !matches!(list[usize::from(item.category.0)].code.as_str(), "region" | "country")
    };
    let ((names, places), (streets, (contacts, personal))) = rayon::join(
        || {
            let names = names(corpus, list);
            let postcodes = texts(corpus, |item| is(item, Comparison::Postcode), compact);
            (names, (postcodes, texts(corpus, is_city, compact)))
        },
        || {
            let streets = streets(corpus, list);
            (streets, rayon::join(|| contacts(corpus, list), || personal(corpus, list)))
        },
    );
    let ((postcodes, postcode_texts), (cities, city_texts)) = places;
    let rows = (0..corpus.len())
        .into_par_iter()
        .map(|at| Row {
            name: names.firsts[at],
            line: streets.firsts[at].0,
            unit: streets.firsts[at].1,
            postcode: postcodes[at],
            city: cities[at],
            birth: personal.births[at].0,
            sex: personal.births[at].1,
            phones: contacts.phones[at],
            emails: contacts.emails[at],
            identifiers: personal.identifiers[at],
        })
        .collect();
    let values = Values {
        names: names.names,
        words: names.words,
        wholes: names.wholes,
        lines: streets.lines,
        numbers: streets.numbers,
        streets: streets.streets,
        postcodes: postcode_texts,
        cities: city_texts,
        phones: contacts.phone_texts,
        emails: contacts.email_forms,
        locals: contacts.locals,
        domains: contacts.domains,
        identifiers: personal.forms,
        codes: personal.codes,
    };
    (values, rows)
}
