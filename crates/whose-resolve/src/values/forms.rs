//! Distinct values taken apart, and equal forms numbered.

use rayon::prelude::*;
use whose_model::{CategoryId, CategorySet};

use super::columns::{Firsts, Lists, Stored, Wishes, by_mention};
use super::han;
use super::readings::readings;
use super::same_words;
use super::{EmailForm, IdentifierForm, LineForm, NameForm, Readings};
use crate::forms::birth::Birth;
use crate::forms::fold::{fold, is_hangul};
use crate::forms::kana;
use crate::forms::letters::Letters;
use crate::forms::name::{ParsedName, RawName};
use crate::forms::romanise;
use crate::forms::street::ParsedStreet;
use crate::forms::{email, identifier, phone, street};
use crate::intern::{NONE, Texts};
use crate::numbering::{Numbered, number, number_each, number_texts, place};
use crate::words::Words;

/// Names.
pub(super) struct NameColumn {
    pub(super) firsts: Vec<u32>,
    pub(super) names: Vec<NameForm>,
    pub(super) words: Words,
    pub(super) wholes: Texts,
    pub(super) readings: Vec<Readings>,
    pub(super) same_words: Vec<u32>,
}

/// The names of all mentions as their sources hold them, and the distinct ones.
fn raw_names<'a>(stored: &Stored<'_, 'a>, wishes: &Wishes) -> (Vec<u32>, Vec<RawName<'a>>) {
    let wanted = wishes.whole.union(wishes.given).union(wishes.family);
    let parts = stored.each(|found: &mut Vec<(u64, RawName<'a>)>, rank, view, row| {
        // Whole, given, family; as written first, and as it reads.
        let mut parts = [[""; 3]; 2];
        for (_, category, value) in view.values(row, |category| wanted.contains(category)) {
            let part = if wishes.whole.contains(category) {
                0
            } else if wishes.given.contains(category) {
                1
            } else {
                2
            };
            let slot = &mut parts[usize::from(kana::is_kana(value))][part];
            if slot.is_empty() {
                *slot = value;
            }
        }
        let [written, kana] = parts.map(|[whole, given, family]| match (given, family) {
            ("", "") => ["", whole],
            parts => parts.into(),
        });
        let name = match (written, kana) {
            (["", ""], ["", ""]) => return,
            (["", whole], ["", ""]) | (["", ""], ["", whole]) => whole_or_family(whole, &parts),
            ([given, family], ["", ""]) | (["", ""], [given, family]) => RawName::Parts(given, family),
            _ => RawName::Read(written, kana),
        };
        found.push((place(rank, 0), name));
    });
    let Numbered { numbers, distinct } = number(parts);
    (by_mention(numbers, stored.len()), distinct)
}

/// One text is a whole name, or a family name that stands alone.
fn whole_or_family<'a>(text: &'a str, parts: &[[&str; 3]; 2]) -> RawName<'a> {
    let whole = parts.iter().any(|[whole, ..]| !whole.is_empty());
    if whole { RawName::Whole(text) } else { RawName::Parts("", text) }
}

/// Takes the names apart.
pub(super) fn names(stored: &Stored<'_, '_>, wishes: &Wishes) -> NameColumn {
    let (mut firsts, distinct) = raw_names(stored, wishes);
    let mut parsed: Vec<ParsedName> = distinct.par_iter().map(|name| name.parse()).collect();
    han::split(&mut parsed);
    let any_masked = parsed.iter().any(|name| !name.mask.is_empty());
    // Masks are held against letters as they are written, words in Latin letters against words.
    let foreign =
        |name: &ParsedName| [&name.given, &name.family].into_iter().any(|word| romanise::is_needed(word));
    let romanised = parsed.par_iter().any(foreign);
    let spelt: Vec<ParsedName> =
        if romanised { parsed.par_iter().map(ParsedName::romanised).collect() } else { Vec::new() };
    let spelt = if romanised { &spelt } else { &parsed };
    let (forms, words) = name_forms(spelt, &parsed);
    let (numbers, names) = number_each(forms.len(), |at| {
        let form = forms[at];
        let is_empty = form.given == NONE && form.family == NONE && form.mask == NONE;
        (!is_empty).then_some(form)
    });
    // The first name of each form stands for it.
    let mut shown: Vec<&ParsedName> = Vec::with_capacity(names.len());
    let mut wholes = Texts::default();
    for (number, (name, written)) in numbers.iter().zip(spelt.iter().zip(&parsed)) {
        if *number as usize == shown.len() {
            shown.push(name);
            if any_masked {
                wholes.push(&whole_text(written));
            }
        }
    }
    replace(&mut firsts, &numbers);
    let (readings, same_words) = (readings(&shown), same_words::groups(&shown));
    NameColumn { firsts, names, words: Words::new(words, romanised), wholes, readings, same_words }
}

/// What a name is written in.
pub(super) fn letters_of(name: &ParsedName) -> Letters {
    let told = [&name.family, &name.given, &name.mask].into_iter().find(|part| !part.is_empty());
    told.map_or(Letters::default(), |part| Letters::of(part))
}

/// The form of each name in Latin letters, with what it was written in, and all words.
fn name_forms(names: &[ParsedName], written: &[ParsedName]) -> (Vec<NameForm>, Texts) {
    const WORDS: usize = 5;
    let (words, texts) = number_texts(names.len() * WORDS, |at| {
        let name = &names[at / WORDS];
        let part = |part: usize| match name.family.contains('-') {
            true => name.family.split('-').nth(part).unwrap_or_default(),
            false => "",
        };
        match at % WORDS {
            0 => &name.given,
            1 => &name.middle,
            2 => &name.family,
            3 => part(0),
            _ => part(1),
        }
    });
    let (masks, _) = number_texts(names.len(), |at| &names[at].mask);
    let form = |(((name, written), words), mask): (((&ParsedName, &ParsedName), &[u32]), u32)| NameForm {
        given: words[0],
        middle: words[1],
        family: words[2],
        parts: [words[3], words[4]],
        suffix: name.suffix,
        letters: letters_of(written),
        read: name.reading.map_or(0, |reading| reading.family.rotate_left(16) ^ reading.given),
        mask,
    };
    (names.iter().zip(written).zip(words.chunks_exact(WORDS)).zip(masks).map(form).collect(), texts)
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
    // Without a blank, as such names are masked.
    if name.family.chars().all(is_hangul) || letters_of(name) == Letters::Han {
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
    let (numbers, of_numbers) = number_texts(parsed.len(), |at| &parsed[at].number);
    let (streets, of_streets) = number_texts(parsed.len(), |at| &parsed[at].name);
    let (units, _) = number_texts(parsed.len(), |at| &parsed[at].unit);
    drop(parsed);
    let (forms, lines) = number_each(numbers.len(), |at| {
        let form = LineForm { number: numbers[at], street: streets[at] };
        (form.number != NONE || form.street != NONE).then_some(form)
    });
    let first = |number: &u32| match *number {
        NONE => (NONE, NONE),
        number => (forms[number as usize], units[number as usize]),
    };
    let firsts = column.of.par_iter().map(first).collect();
    StreetColumn { firsts, lines, numbers: of_numbers, streets: of_streets }
}

/// Postcodes or cities: the number of each mention's, and the folded texts.
pub(super) fn places(stored: &Stored<'_, '_>, wanted: CategorySet) -> (Vec<u32>, Texts) {
    let mut column = Firsts::read(stored, wanted);
    let formed: Vec<String> = column.distinct.par_iter().map(|value| compact(value)).collect();
    let (numbers, texts) = number_texts(formed.len(), |at| &formed[at]);
    replace(&mut column.of, &numbers);
    (column.of, texts)
}

fn compact(text: &str) -> String {
    let folded = fold(text);
    let folded = romanise::romanise(&folded);
    let word = street::short_region(folded.trim());
    word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '*' | '…')).collect()
}

/// Phones.
pub(super) struct PhoneColumn {
    pub(super) twos: Vec<[u32; 2]>,
    pub(super) texts: Texts,
}

fn first_two(list: impl Iterator<Item = u32>) -> [u32; 2] {
    let mut two = [NONE; 2];
    let mut at = 0;
    for number in list {
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
fn twos(stored: &Stored<'_, '_>, column: &Lists, of: impl Fn(u32) -> u32) -> Vec<[u32; 2]> {
    let mut twos = vec![[NONE; 2]; stored.len()];
    for (rank, list) in column.mentions() {
        twos[rank] = first_two(list.map(&of));
    }
    twos
}

/// Phones in one spelling.
pub(super) fn phones(stored: &Stored<'_, '_>, wishes: &Wishes) -> PhoneColumn {
    let column = Lists::read(stored, wishes.phone, |_, value| (0, phone::parse(value)));
    PhoneColumn { twos: twos(stored, &column, |number| number), texts: column.texts }
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
    let column = Lists::read(stored, wishes.email, |_, value| (0, value.to_string()));
    let count = column.texts.len();
    let parsed: Vec<(String, String)> =
        (0..count as u32).into_par_iter().map(|at| email::parse(column.texts.get(at))).collect();
    let (of_locals, locals) = number_texts(count, |at| &parsed[at].0);
    let (of_domains, domains) = number_texts(count, |at| &parsed[at].1);
    drop(parsed);
    let (numbers, forms) =
        number_each(count, |at| Some(EmailForm { local: of_locals[at], domain: of_domains[at] }));
    let twos = twos(stored, &column, |number| numbers[number as usize]);
    EmailColumn { twos, forms, locals, domains }
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

/// Numbers in one spelling; birth dates and sexes, stated or told by a number.
pub(super) fn personal(stored: &Stored<'_, '_>, wishes: &Wishes) -> PersonalColumn {
    let is = |set: CategorySet, number: u8| set.contains(CategoryId(number));
    // A record's number is nobody's own, and whole ones are of copies of a record; of a masked one, the whole one tells whose record it is.
    let records = if stored.is_any_masked(wishes.record) { wishes.record } else { CategorySet::default() };
    let column = Lists::read(stored, wishes.identifier.union(records), |category, value| {
        let code = identifier::parse(value);
        let korean = wishes.korean.contains(category);
        (category.0, if korean { identifier::korean_form(&code) } else { code })
    });
    let birth = |at: usize| {
        let korean = is(wishes.korean, column.kinds[at]);
        korean.then(|| identifier::korean_birth(column.texts.get(at as u32))).flatten()
    };
    let form = |at: usize| {
        let category = column.kinds[at];
        let tells_birth = birth(at).is_some();
        let (national, record) = (is(wishes.national, category), is(records, category));
        IdentifierForm { code: at as u32, category, national, record, tells_birth }
    };
    let forms = (0..column.texts.len()).into_par_iter().map(form).collect();
    let mut births = vec![(Birth::default(), 0u8); stored.len()];
    let mut identifiers = vec![[NONE; 4]; stored.len()];
    for (rank, list) in column.mentions() {
        let four = &mut identifiers[rank];
        let mut at = 0;
        for number in list {
            if !four.contains(&number) && at < 4 {
                four[at] = number;
                at += 1;
                if let Some((known, digit)) = birth(number as usize) {
                    births[rank] = (known, digit.map_or(0, |digit| if digit % 2 == 1 { 1 } else { 2 }));
                }
            }
        }
        four[..at].sort_unstable();
    }
    state_births(stored, wishes, &mut births);
    PersonalColumn { births, identifiers, forms, codes: column.texts }
}

/// What is stated comes before what a number tells.
fn state_births(stored: &Stored<'_, '_>, wishes: &Wishes, births: &mut [(Birth, u8)]) {
    let wanted = wishes.birth.union(wishes.sex);
    if wanted == CategorySet::default() {
        return;
    }
    let parts = stored.each(|found: &mut Vec<(u32, Option<Birth>, Option<u8>)>, rank, view, row| {
        let (mut birth, mut sex) = (None, None);
        for (_, category, value) in view.values(row, |category| wanted.contains(category)) {
            if wishes.birth.contains(category) {
                birth = Birth::parse(value).or(birth);
            } else if !value.is_empty() {
                sex = Some(sex_of(value));
            }
        }
        found.push((rank as u32, birth, sex));
    });
    for (rank, birth, sex) in parts.into_iter().flatten() {
        let known = &mut births[rank as usize];
        *known = (birth.unwrap_or(known.0), sex.unwrap_or(known.1));
    }
}
