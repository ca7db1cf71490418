//! What the values of a column look like, counted over a sample.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use whose_model::CategoryId;
use whose_model::record::Batch;

use crate::address::{self, Shape};
use crate::date_orders::Shown;
use crate::dates::{self, Order};
use crate::detector::Knowledge;
use crate::holders::holders;
use crate::lexicon::{latin, places};
use crate::masks::is_mask;
use crate::normal::trimmed;
use crate::person::{self, Named};
use crate::text::is_document;

/// Values looked at per column; drawn evenly from the sample.
const LOOKED_AT: usize = 300;

/// Counts over the values of a column that were looked at.
#[derive(Debug, Clone, Default)]
pub struct ColumnProfile {
    /// Values in the sample that are not empty.
    pub present: u32,
    /// Values looked at: not empty, not `N/A`.
    pub values: u32,
    /// Different ones.
    pub distinct: u32,
    /// Shape fits, by category.
    pub fits: FxHashMap<CategoryId, u32>,
    /// Certain without context, by category.
    pub likely: FxHashMap<CategoryId, u32>,
    /// Right check digit, by category.
    pub checked: FxHashMap<CategoryId, u32>,
    /// Full names of people.
    pub people: u32,
    /// Perhaps names of people.
    pub maybe_people: u32,
    /// Single words that are names.
    pub single_names: u32,
    /// Of the single words: given names; family names.
    pub given: u32,
    /// Of the single words: family names.
    pub family: u32,
    /// Nothing but ordinary English or French words, none of which is a name: `paragraph`, `not set`.
    pub ordinary: u32,
    /// Organisations.
    pub organisations: u32,
    /// Towns, regions, countries.
    pub places: u32,
    /// Towns, whether or not they are names of people too.
    pub towns: u32,
    /// Provinces and states.
    pub regions: u32,
    /// Countries.
    pub countries: u32,
    /// Streets or whole addresses.
    pub streets: u32,
    /// Number and words, unit lines.
    pub weak_streets: u32,
    /// Whole addresses.
    pub whole_addresses: u32,
    /// Canadian postal codes.
    pub canadian_codes: u32,
    /// Postal codes of digits.
    pub digit_codes: u32,
    /// Dates.
    pub dates: u32,
    /// What they show of the order of day, month and year.
    pub orders: Shown,
    /// The first and the last of the dates, in days since 1970-01-01.
    pub days: Option<(i32, i32)>,
    /// Times of day.
    pub times: u32,
    /// Sentences: more than five words and forty bytes; or a document in a cell, of JSON or XML.
    pub sentences: u32,
    /// Letters, spaces and signs of names only.
    pub lettered: u32,
    /// Has a letter.
    pub with_letter: u32,
    /// Digits and separators only.
    pub digits_only: u32,
    /// A `+` and as many digits as phone numbers with their country have.
    pub prefixed: u32,
    /// Has a digit.
    pub with_digit: u32,
    /// Has a masked position.
    pub masked: u32,
    /// Masked, with letters and no digit, as short as a name: `홍*동`, `K*** S***`.
    pub masked_names: u32,
    /// Two to eight Chinese characters or kana: as names of people are written in Japan and China.
    pub han: u32,
    /// Letters of a script of which no name is listed.
    pub unlisted: u32,
    /// Keys of known clients.
    pub client_keys: u32,
    /// Words of sexes.
    pub sexes: u32,
    /// Holds `://`, or begins with `www.`.
    pub links: u32,
    /// A mailbox or a caller's number with whose it is: `Anne Roy <anne@example.org>`, `"Anne Roy" <4165550123>`.
    pub mailboxes: u32,
    /// Bytes of all values looked at.
    pub bytes: u32,
    /// Words of all values looked at.
    pub words: u32,
    /// Written `family, given`.
    pub commas: u32,
}

impl ColumnProfile {
    /// Share of the values looked at.
    #[must_use]
    pub fn share(&self, count: u32) -> f32 {
        if self.values == 0 { 0.0 } else { count as f32 / self.values as f32 }
    }

    /// Share that fits a category.
    #[must_use]
    pub fn fitting(&self, category: CategoryId) -> f32 {
        self.share(self.fits.get(&category).copied().unwrap_or(0))
    }

    /// Share that is likely of a category.
    #[must_use]
    pub fn likely_share(&self, category: CategoryId) -> f32 {
        self.share(self.likely.get(&category).copied().unwrap_or(0))
    }

    /// Bytes of a value, on average.
    #[must_use]
    pub fn mean_length(&self) -> f32 {
        self.share(self.bytes)
    }
}

/// How much is asked of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything.
    Whole,
    /// Letters, digits, dates, identifiers, clients: where a dictionary tells what the columns mean, no name or address
    /// is guessed.
    Letters,
}

/// Counts every column of a sample.
pub(crate) fn profile(
    knowledge: &Knowledge<'_>,
    sample: &Batch,
    columns: usize,
    depth: Depth,
) -> Vec<ColumnProfile> {
    let mut present = vec![0usize; columns];
    for field in &sample.fields {
        let value = sample.value(*field);
        if !value.is_empty() && (field.column as usize) < columns {
            present[field.column as usize] += 1;
        }
    }
    let mut profiles = vec![ColumnProfile::default(); columns];
    let mut looked_at = vec![LookedAt::default(); columns];
    let mut counted = vec![0usize; columns];
    for field in &sample.fields {
        let at = field.column as usize;
        let value = sample.value(*field);
        if value.is_empty() || at >= columns {
            continue;
        }
        // Every step-th value, so that the end of the sample counts as much as its beginning.
        let step = present[at].div_ceil(LOOKED_AT);
        counted[at] += 1;
        profiles[at].present += 1;
        if (counted[at] - 1).is_multiple_of(step) {
            looked_at[at].add(value);
        }
    }
    for (profile, looked_at) in profiles.iter_mut().zip(looked_at) {
        // Each different value is judged once, however often it stands.
        for (value, times) in looked_at.values {
            if !person::is_nothing(value) {
                let value = trimmed(value);
                count(knowledge, value, times, profile);
                if depth == Depth::Whole {
                    count_words(value, times, profile);
                }
                profile.distinct += 1;
            }
        }
    }
    profiles
}

/// The different values of a column in the order in which they were met, with how often each.
#[derive(Debug, Clone, Default)]
struct LookedAt<'v> {
    values: Vec<(&'v str, u32)>,
    at: FxHashMap<&'v str, usize>,
}

impl<'v> LookedAt<'v> {
    fn add(&mut self, value: &'v str) {
        match self.at.entry(value) {
            Entry::Occupied(known) => self.values[*known.get()].1 += 1,
            Entry::Vacant(free) => {
                free.insert(self.values.len());
                self.values.push((value, 1));
            }
        }
    }
}

fn count(knowledge: &Knowledge<'_>, value: &str, times: u32, profile: &mut ColumnProfile) {
    profile.values += times;
    let shape = knowledge.scanner.profile(value);
    for (set, counts) in [
        (shape.fits, &mut profile.fits),
        (shape.likely, &mut profile.likely),
        (shape.checked, &mut profile.checked),
    ] {
        for category in set.iter() {
            *counts.entry(category).or_default() += times;
        }
    }
    count_letters(value, times, profile);
    if let Some(moment) = dates::read(value, Order::MonthFirst) {
        profile.dates += times;
        let (first, last) = profile.days.unwrap_or((moment.days, moment.days));
        profile.days = Some((first.min(moment.days), last.max(moment.days)));
    }
    dates::show(value, times, &mut profile.orders);
    profile.client_keys += times * u32::from(knowledge.client_of(value).is_some());
}

/// What else the value may be.
fn count_words(value: &str, times: u32, profile: &mut ColumnProfile) {
    count_names(value, times, profile);
    count_address(value, times, profile);
    profile.times += times * u32::from(dates::read_time(value).is_some());
    profile.sexes += times * u32::from(is_sex(value));
}

fn count_letters(value: &str, times: u32, profile: &mut ColumnProfile) {
    let (mut letters, mut digits, mut masks, mut others) = (0u32, 0u32, 0u32, 0u32);
    for c in value.chars() {
        if c.is_ascii_digit() {
            digits += 1;
        } else if c.is_alphabetic() || is_sign_of_letters(c) {
            letters += 1;
        } else if is_mask(c) {
            masks += 1;
        } else if !matches!(c, ' ' | '\u{3000}' | '.' | '-' | '\'' | '’' | ',' | '/' | '(' | ')' | '+' | ':')
        {
            others += 1;
        }
    }
    let words = value.split_whitespace().count() as u32;
    profile.bytes += times * value.len() as u32;
    profile.words += times * words;
    profile.lettered += times * u32::from(letters > 0 && digits == 0 && others == 0);
    profile.with_letter += times * u32::from(letters > 0);
    profile.digits_only += times * u32::from(digits > 0 && letters == 0 && others == 0 && masks == 0);
    profile.prefixed += times
        * u32::from(value.starts_with('+') && (8..=15).contains(&digits) && letters + others + masks == 0);
    profile.with_digit += times * u32::from(digits > 0);
    profile.masked += times * u32::from(masks > 0 && letters + digits > 0 && masks < 40);
    let characters = letters + masks;
    profile.masked_names += times
        * u32::from(
            masks > 0 && letters > 0 && digits + others == 0 && characters <= 24 && !value.contains('/'),
        );
    let short = |most: u32| (2..=most).contains(&letters) && digits + others == 0;
    // In kana a name is longer, and each mark of voice may stand for itself.
    let han = short(8) && value.chars().all(is_han) || short(18) && value.chars().all(is_kana);
    profile.han += times * u32::from(han);
    profile.unlisted += times * u32::from(short(48) && value.chars().all(is_unlisted));
    profile.sentences += times * u32::from(words > 5 && value.len() > 40 || is_document(value));
    let reaches = |inner: &str| inner.contains('@') || is_number(inner.trim_end_matches('>'));
    let mailbox = || value.find('<').is_some_and(|at| at > 0 && reaches(&value[at + 1..]));
    profile.mailboxes += times * u32::from(value.ends_with('>') && mailbox());
    profile.links += times * u32::from(value.contains("://") || value.starts_with("www."));
}

/// A number to call, without anything between its digits.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Is a text written in letters alone of which no list holds names? It may name somebody.
pub(super) fn may_name_somebody(text: &str) -> bool {
    let in_letters = |is: fn(char) -> bool| text.chars().all(is);
    text.chars().any(char::is_alphabetic)
        && (in_letters(is_han) || in_letters(is_kana) || in_letters(is_unlisted))
}

/// Kana of either width, or a blank between names.
fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' | ' ' | '\u{3000}')
}

/// A Chinese character, kana, or a blank or point between names.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | ' ' | '\u{3000}')
}

/// A letter of a script for which there is no list of names, Greek to Thai, or what stands between names.
fn is_unlisted(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{6ff}' | '\u{900}'..='\u{e7f}' | ' ' | '.' | '-' | '\'' | '’')
}

/// Signs of vowels and tones in the scripts of India and Thailand.
fn is_sign_of_letters(c: char) -> bool {
    ('\u{900}'..'\u{e80}').contains(&c)
}

fn count_names(value: &str, times: u32, profile: &mut ColumnProfile) {
    let several = holders(value).is_some();
    let named = if several { Named::Person } else { person::judge(value) };
    match named {
        Named::Person => profile.people += times,
        Named::MaybePerson => profile.maybe_people += times,
        Named::SingleName => profile.single_names += times,
        Named::Organisation => profile.organisations += times,
        Named::Place => profile.places += times,
        Named::Other => profile.ordinary += times * u32::from(is_ordinary(value)),
        Named::Nothing => {}
    }
    if matches!(named, Named::Person | Named::MaybePerson) && value.contains(',') {
        profile.commas += times;
    }
    if matches!(named, Named::SingleName | Named::Place) {
        let flags = latin::flags(value);
        profile.given += times * u32::from(flags.given());
        profile.family += times * u32::from(flags.family());
    }
    profile.towns += times * u32::from(places::is_town(value));
    profile.regions += times * u32::from(places::region(value).is_some());
    profile.countries += times * u32::from(places::is_country(value));
}

/// Words of a dictionary that are no names, whatever joins them.
fn is_ordinary(value: &str) -> bool {
    let mut words = value.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let flags = latin::flags(word);
            flags.word() && !flags.name()
        })
}

fn count_address(value: &str, times: u32, profile: &mut ColumnProfile) {
    match address::shape(value) {
        Shape::No => {}
        Shape::Weak => profile.weak_streets += times,
        Shape::Street => profile.streets += times,
        Shape::Whole => {
            profile.streets += times;
            profile.whole_addresses += times;
        }
    }
    profile.canadian_codes += times * u32::from(address::is_canadian_postcode(value));
    profile.digit_codes += times * u32::from(address::is_digits_postcode(value));
}

/// `M`, `F`, `male`, `남`, `여자`, `homme`, ...
pub(crate) fn is_sex(value: &str) -> bool {
    const SEXES: [&str; 20] = [
        "m",
        "f",
        "x",
        "male",
        "female",
        "man",
        "woman",
        "h",
        "homme",
        "femme",
        "masculin",
        "feminin",
        "non-binary",
        "nonbinary",
        "other",
        "unisex",
        "masculine",
        "feminine",
        "u",
        "unknown",
    ];
    let value = value.trim();
    matches!(value, "남" | "여" | "남자" | "여자" | "남성" | "여성")
        || SEXES.iter().any(|sex| value.eq_ignore_ascii_case(sex))
        || value.eq_ignore_ascii_case("féminin")
}
