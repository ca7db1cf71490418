//! What one column means, from its name and its values. Both vote: a name whose values contradict it is not
//! believed, and strong values need no name.

use whose_model::category::Group;
use whose_model::tables::LayoutRow;
use whose_model::{CategoryId, Role};

use super::{Column, ColumnProfile, Reading, profile};
use crate::detector::Knowledge;
use crate::header::{self, Concept, Meaning};
use crate::person::{self, Named};

/// Decides a column by itself; neighbours are looked at later.
pub(super) fn decide(knowledge: &Knowledge<'_>, column: &mut Column) {
    if column.profile.values == 0 {
        return decide_by_name(knowledge, column);
    }
    let by = by_clients(column)
        || by_title(column)
        || by_mailboxes(column)
        || by_named_identifier(knowledge, column)
        || by_identity_word(knowledge, column)
        || names_a_number(column) && by_plain_identifier(knowledge, column)
        || by_phone_word(knowledge, column)
        || by_birth_word(knowledge, column)
        || by_guess(column)
        || by_identifier_values(knowledge, column)
        || by_strict_values(knowledge, column)
        || by_country_codes(knowledge, column)
        || by_values(column);
    if !by {
        leave_open(knowledge, column);
    }
}

/// Mailboxes with whose they are.
fn by_mailboxes(column: &mut Column) -> bool {
    let share = column.profile.share(column.profile.mailboxes);
    if share >= 0.5 {
        column.take(
            Reading::Mailboxes,
            0.9,
            format!("{} of values are mailboxes with names", percent(share)),
        );
    }
    share >= 0.5
}

/// Nothing was seen in it: the name alone decides, weakly. Each later value must still fit.
fn decide_by_name(knowledge: &Knowledge<'_>, column: &mut Column) {
    if let Some(category) = column.named.iter().next() {
        let code = &knowledge.categories.get(category).code;
        return column.take(Reading::Identifier(category), 0.4, format!("named like {code}; no value seen"));
    }
    match column.guess.meaning {
        Some(Meaning::Date(_) | Meaning::Time) => {
            column.take(Reading::Nothing, 0.3, "named like a date; no value seen")
        }
        Some(meaning) if column.guess.strength >= 70 => {
            column.take(Reading::As(meaning), 0.35, "by its name; no value seen");
        }
        _ => column.take(Reading::Scan, 0.0, "no value seen"),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}

pub(super) fn by_clients(column: &mut Column) -> bool {
    let share = column.profile.share(column.profile.client_keys);
    if share < 0.9 {
        return false;
    }
    column.take(
        Reading::As(Meaning::ClientKey),
        0.95,
        format!("{} of values are keys of clients", percent(share)),
    );
    true
}

/// The column words of an identifier stand in the name.
fn by_named_identifier(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let mut best: Option<(f32, CategoryId)> = None;
    for category in column.named.iter() {
        if column.words.code && knowledge.ids.is_phone(category) {
            continue;
        }
        // `LAST_CELL_LON`: measured, and no number.
        if column.words.last() == Some(Concept::Measure) && knowledge.ids.is_phone(category) {
            continue;
        }
        // `Card Exp Year`: four digits, and none of the card's.
        let expires =
            column.words.any(&[Concept::Expiry, Concept::Measure]) && !column.words.has(Concept::Number);
        let is_card = Some(category) == knowledge.ids.card;
        if is_card && (expires || header::is_other_card(&column.name)) {
            continue;
        }
        let share = if knowledge.ids.is_phone(category) {
            phones(knowledge, &column.profile)
        } else {
            column.profile.fitting(category)
        };
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, category));
        }
    }
    let Some((share, category)) = best else { return false };
    // IBANs under `account`: what tells itself needs no name.
    let is_iban = |other: &CategoryId| {
        let group = knowledge.categories.get(*other).group;
        group == Group::Financial && *other != category && column.profile.likely_share(*other) >= 0.9
    };
    if category == knowledge.ids.bank_account && column.profile.likely.keys().any(is_iban) {
        return false;
    }
    let category = phone_kind(knowledge, category, &column.profile);
    let code = &knowledge.categories.get(category).code;
    // One number of ten passes the check by chance, and more where they have prefixes.
    let is_card = Some(category) == knowledge.ids.card;
    if is_card && share < 0.5 {
        column.evidence.push(format!("named like {code}, but only {} of values fit", percent(share)));
        return false;
    }
    if share >= 0.3 || (share > 0.0 && column.profile.likely_share(category) >= 0.1) {
        let why = format!("named like {code}; {} of values fit", percent(share));
        column.take(Reading::Identifier(category), 0.6 + 0.39 * share, why);
        return true;
    }
    column.evidence.push(format!("named like {code}, but only {} of values fit", percent(share)));
    false
}

/// `ID Number`, `National ID`, and nearly all values have the check digit of one kind of number that a state gives, and of no other.
fn by_identity_word(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    header::speaks_of_identity(&column.name)
        && by_check_digits(knowledge, column, "its name speaks of identity", |_| true)
}

/// No name helps, but nearly all values have the dates and check digits of one kind, which few random numbers have.
fn by_strict_values(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let nameless = column.words.is_empty() && column.guess.meaning.is_none() && !column.guess.other;
    nameless
        && column.profile.share(column.profile.distinct) >= 0.5
        && by_check_digits(knowledge, column, "its name says nothing", |category| {
            knowledge.scanner.is_strict(category)
        })
}

/// Do nearly all values have the check digit of one kind of number that a state gives, and of no other such kind?
fn by_check_digits(
    knowledge: &Knowledge<'_>,
    column: &mut Column,
    name: &str,
    may_be: impl Fn(CategoryId) -> bool,
) -> bool {
    let profile = &column.profile;
    if profile.values < 10 || column.numbers_things(true) {
        return false;
    }
    let mut right = profile.checked.iter().filter(|(category, count)| {
        knowledge.categories.get(**category).group == Group::NationalId
            && profile.share(**count) >= 0.95
            && may_be(**category)
    });
    let (Some((category, count)), None) = (right.next(), right.next()) else { return false };
    let (category, share) = (*category, profile.share(*count));
    let code = &knowledge.categories.get(category).code;
    let why = format!("{name}; {} of values have the check digit of {code}", percent(share));
    column.take(Reading::Identifier(category), 0.5 + 0.4 * share, why);
    true
}

/// `Civilité`: H, F.
fn by_title(column: &mut Column) -> bool {
    let profile = &column.profile;
    let sexes = profile.share(profile.sexes);
    let found = column.words.last() == Some(Concept::Title) && sexes >= 0.8;
    if found {
        column.take(Reading::As(Meaning::Sex), 0.8, format!("{} of values are sexes", percent(sexes)));
    }
    found
}

/// A word for phones in the name, and numbers as long as local ones: `contactphone`, `telefono`.
fn by_phone_word(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let words = &column.words;
    let named = words.has(Concept::Phone) && !words.code;
    if !named || words.any(&[Concept::Measure, Concept::Thing, Concept::Text, Concept::Date]) {
        return false;
    }
    let profile = &column.profile;
    let numbers = profile.share(profile.with_digit);
    let share = phones(knowledge, profile).max(if (6.0..=24.0).contains(&profile.mean_length()) {
        numbers
    } else {
        0.0
    });
    if share < 0.5 {
        return false;
    }
    let category = phone_kind(knowledge, knowledge.ids.phone, profile);
    let why = format!("its name speaks of phones; {} of values are numbers", percent(share));
    column.take(Reading::Identifier(category), 0.5 + 0.3 * share, why);
    true
}

/// No name helps, but many values begin with `+` and the code of a country: those without are phones of the same people.
fn by_country_codes(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let profile = &column.profile;
    let (prefixed, digits) = (profile.share(profile.prefixed), profile.share(profile.digits_only));
    let nameless =
        column.named.iter().next().is_none() && column.guess.meaning.is_none() && !column.guess.other;
    if !nameless
        || profile.values < 5
        || prefixed < 0.2
        || digits < 0.9
        || !(8.0..=20.0).contains(&profile.mean_length())
    {
        return false;
    }
    let why =
        format!("{} of values begin with the code of a country, the others are numbers", percent(prefixed));
    column.take(Reading::Identifier(knowledge.ids.phone), 0.5 + 0.3 * prefixed, why);
    true
}

/// A word for birth in the name, in whatever language, and dates: `Geburtsdatum`, `brdt`.
fn by_birth_word(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let category = knowledge.ids.birth_date;
    let share = column.profile.fitting(category).max(column.profile.share(column.profile.dates));
    if !column.words.has(Concept::Birth) || column.guess.other || share < 0.5 {
        return false;
    }
    let why = format!("its name speaks of birth; {} of values are dates", percent(share));
    column.take(Reading::Identifier(category), 0.5 + 0.4 * share, why);
    true
}

/// Share of phone numbers of either kind: columns named `tel` hold mobiles, columns named `mobile` others too.
fn phones(knowledge: &Knowledge<'_>, profile: &ColumnProfile) -> f32 {
    let (phone, mobile) = (profile.fitting(knowledge.ids.phone), profile.fitting(knowledge.ids.mobile));
    (phone + mobile).min(1.0)
}

/// The kind of phone that most values are, where a column is named after either. Mobiles have shapes of their own;
/// as a phone of somewhere else they nearly always fit too.
fn phone_kind(knowledge: &Knowledge<'_>, category: CategoryId, profile: &ColumnProfile) -> CategoryId {
    let ids = knowledge.ids;
    if !ids.is_phone(category) {
        category
    } else if profile.fitting(ids.mobile) >= 0.5 {
        ids.mobile
    } else if profile.fitting(ids.phone) > profile.fitting(ids.mobile) {
        ids.phone
    } else {
        category
    }
}

fn by_guess(column: &mut Column) -> bool {
    let Some(meaning) = column.guess.meaning else { return false };
    let strength = column.guess.strength;
    let Some((reading, share)) = fitting(meaning, strength, column) else {
        column.evidence.push("its values contradict its name".into());
        return false;
    };
    let certainty = (f32::from(strength) / 100.0).mul_add(0.6, share * 0.4);
    let masked = column.profile.share(column.profile.masked);
    let mut why = format!("by its name; {} of values fit", percent(share));
    if masked > 0.05 {
        why.push_str(&format!(", {} masked", percent(masked)));
    }
    column.take(reading, certainty, why);
    true
}

/// Do the values fit what the name says? The reading, which the values may refine, and the share that fits.
fn fitting(meaning: Meaning, strength: u8, column: &Column) -> Option<(Reading, f32)> {
    let profile = &column.profile;
    let lettered = profile.share(profile.lettered + profile.masked).min(1.0);
    let coded = profile.share(profile.with_digit);
    let as_meaning = |least: f32, share: f32| (share >= least).then_some((Reading::As(meaning), share));
    match meaning {
        Meaning::PersonName => person_name(strength, column),
        Meaning::GivenName | Meaning::FamilyName => {
            let short = profile.share(profile.words) <= 3.0 && profile.mean_length() <= 30.0;
            let names =
                profile.share(profile.single_names + profile.people + profile.maybe_people + profile.masked);
            let flags = profile.values >= 20 && (profile.distinct < 3 || profile.mean_length() < 2.0);
            let doubtful = (60..80).contains(&strength) && profile.values >= 5 && profile.distinct < 3;
            if strength < 60 && names < 0.3 || doubtful || flags || are_ordinary_words(profile) {
                return None;
            }
            if short { as_meaning(0.5, lettered) } else { None }
        }
        Meaning::MiddleName => as_meaning(0.5, lettered),
        Meaning::Organisation => as_meaning(0.5, profile.share(profile.with_letter)),
        Meaning::Street => street(column),
        Meaning::City | Meaning::Country => as_meaning(0.6, lettered),
        Meaning::Region => {
            let short = profile.mean_length() <= 30.0 && profile.distinct <= 120;
            if short { as_meaning(0.6, lettered) } else { None }
        }
        Meaning::Postcode => {
            // The longest have nine digits and a hyphen; phones are longer.
            let short = (3.5..=10.5).contains(&profile.mean_length());
            let fits = profile.share(profile.canadian_codes + profile.digit_codes).max(if short {
                coded
            } else {
                0.0
            });
            as_meaning(0.5, fits)
        }
        Meaning::Sex => {
            // Kinds of music and books are called `genre` too.
            let told = profile.share(profile.sexes) >= 0.3 || profile.distinct <= 4;
            (told && profile.distinct <= 12 && profile.mean_length() <= 14.0)
                .then_some((Reading::As(meaning), 0.9))
        }
        Meaning::Date(rank) => date(rank, profile),
        Meaning::Time => {
            if profile.share(profile.dates) >= 0.6 && profile.mean_length() >= 8.0 {
                return date(50, profile);
            }
            as_meaning(0.6, profile.share(profile.times))
        }
        Meaning::Place => place(strength, column),
        Meaning::RecordNumber(rank) => {
            let distinct = profile.share(profile.distinct);
            let sensible = rank > 10
                && coded >= 0.8
                && profile.share(profile.words) <= 2.0
                && profile.mean_length() <= 40.0;
            (sensible && (profile.values < 10 || distinct >= 0.3)).then_some((Reading::As(meaning), distinct))
        }
        Meaning::CustomerNumber => {
            let sensible =
                coded >= 0.6 && profile.share(profile.words) <= 2.0 && profile.mean_length() <= 40.0;
            sensible.then_some((Reading::As(meaning), coded))
        }
        // `client` is also what a lawyer or a shop calls the people it serves.
        Meaning::ClientKey if column.words.only(Concept::Client) && profile.share(profile.people) >= 0.5 => {
            person_name(50, column)
        }
        Meaning::ClientKey => {
            let own = profile.values >= 20 && profile.share(profile.distinct) > 0.5;
            let reading = if own { Meaning::CustomerNumber } else { meaning };
            (profile.mean_length() <= 40.0).then_some((Reading::As(reading), 0.7))
        }
        Meaning::Illness => {
            // A flag says nothing of it, and a report is a text.
            let said = profile.mean_length() >= 3.0 && (profile.values < 5 || profile.distinct > 1);
            let text = profile.share(profile.words) > 8.0;
            let reading = if text { Reading::Text } else { Reading::As(meaning) };
            (said && lettered >= 0.5).then_some((reading, lettered))
        }
        Meaning::Relation => {
            let words = profile.mean_length() <= 24.0 && profile.distinct <= 100 && lettered >= 0.8;
            words.then_some((Reading::As(meaning), lettered))
        }
        // `short_text`, `answer`: what was written is a name.
        Meaning::FreeText
            if profile.values >= 5
                && profile.mean_length() <= 30.0
                && profile.share(profile.people) >= 0.8 =>
        {
            person_name(50, column)
        }
        Meaning::FreeText => Some((Reading::Text, 0.8)),
        // No name says so: other tables do.
        Meaning::Reference => None,
    }
}

/// `style:family`, `parent-style-name`: words of a dictionary under a name's name, and hardly a name.
fn are_ordinary_words(profile: &ColumnProfile) -> bool {
    let names = profile.share(profile.people + profile.maybe_people + profile.single_names + profile.masked);
    profile.share(profile.ordinary) >= 0.5 && names < 0.2
}

fn person_name(strength: u8, column: &Column) -> Option<(Reading, f32)> {
    let profile = &column.profile;
    if are_ordinary_words(profile) {
        return None;
    }
    let people = profile.share(profile.people + profile.maybe_people);
    let single = profile.share(profile.single_names);
    let organisations = profile.share(profile.organisations);
    let places = profile.share(profile.places);
    if organisations > 0.5 && organisations > 2.0 * people {
        return Some((Reading::As(Meaning::Organisation), organisations));
    }
    if strength >= 80 {
        let lettered = profile.share(profile.lettered + profile.masked).min(1.0);
        let wordy = profile.share(profile.words) > 6.0;
        // One word all the way down is the name of a program, of a team, of nobody.
        let repeated = profile.values >= 10 && profile.distinct == 1;
        let fits = people.max(single).max(if wordy || repeated { 0.0 } else { 0.8 * lettered });
        return (fits >= 0.3 && !(places > 0.6 && people < 0.2))
            .then_some((Reading::As(Meaning::PersonName), fits));
    }
    // In Chinese characters and scripts without a list of names the column's name alone tells who is a person.
    let writes = profile.distinct > 1 && matches!(column.role, Role::Sender | Role::Author);
    let varied = profile.values < 10 || profile.share(profile.distinct) >= 0.5 || writes;
    let han = profile.share(profile.han + profile.unlisted);
    let named = strength >= 50 || column.words.only(Concept::Name);
    if named && han >= 0.8 && varied {
        return Some((Reading::As(Meaning::PersonName), han));
    }
    let masked = profile.share(profile.masked_names);
    if strength == 50 && masked >= 0.5 {
        return Some((Reading::As(Meaning::PersonName), masked));
    }
    // `name` or a role alone: most values must be people; single names need the name `name`.
    if people >= 0.45 && organisations < 0.3 && places < 0.3 && profile.share(profile.words) >= 1.0 {
        return Some((Reading::As(Meaning::PersonName), people));
    }
    if organisations >= 0.4 {
        return Some((Reading::As(Meaning::Organisation), organisations));
    }
    let named = column.words.has(Concept::Name) && column.words.len() == 1 || strength == 50;
    (named && people + single >= 0.6 && single > 0.0 && places < 0.25)
        .then_some((Reading::As(Meaning::PersonName), people + single))
}

fn street(column: &Column) -> Option<(Reading, f32)> {
    let profile = &column.profile;
    // `adresse électronique`.
    let tells_itself = profile.likely.values().any(|count| profile.share(*count) >= 0.8);
    if profile.share(profile.links) > 0.2 || profile.share(profile.dates) > 0.8 || tells_itself {
        return None;
    }
    let streets = profile.share(profile.streets + profile.weak_streets).min(1.0);
    let digits = profile.share(profile.digits_only);
    let whole = column.words.has(Concept::Address);
    if digits > 0.8
        && !column.words.any(&[Concept::House, Concept::Unit])
        && !(whole && column.words.ordinal.is_some())
    {
        return None;
    }
    let lettered = profile.share(profile.with_letter);
    // A second line may hold anything: a floor, a company, a name.
    let fits = if whole { streets.max(0.7 * lettered) } else { streets.max(0.5 * lettered) };
    if column.guess.strength < 60 && streets < 0.4 {
        return None;
    }
    let least = if column.guess.strength >= 80 { 0.25 } else { 0.3 };
    (fits >= least).then_some((Reading::As(Meaning::Street), fits))
}

fn place(strength: u8, column: &Column) -> Option<(Reading, f32)> {
    let profile = &column.profile;
    let letters = profile.share(profile.with_letter);
    if strength >= 80 {
        return (letters >= 0.5).then_some((Reading::As(Meaning::Place), letters));
    }
    let streets = profile.share(profile.streets);
    if streets >= 0.5 {
        return Some((Reading::As(Meaning::Street), streets));
    }
    None
}

fn date(rank: u8, profile: &ColumnProfile) -> Option<(Reading, f32)> {
    let counted = profile.share(profile.orders.counted());
    // Numbers that happen to look like dates of six digits are fewer.
    let share = profile.share(profile.dates).max(if counted >= 0.95 { counted } else { 0.0 });
    (share >= 0.6).then_some((Reading::As(Meaning::Date(rank)), share))
}

/// Does the name say that it is a number of the company's own?
fn names_a_number(column: &Column) -> bool {
    matches!(
        column.guess.meaning,
        Some(Meaning::ClientKey | Meaning::CustomerNumber | Meaning::RecordNumber(_))
    )
}

/// Values that are written as phones or e-mails are, not as bare digits, are no numbers of the company's own.
fn by_plain_identifier(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let profile = &column.profile;
    // Korean mobiles begin with 010, whatever stands between.
    let mobiles = profile.values >= 5 && profile.likely_share(knowledge.ids.mobile) >= 0.95;
    (mobiles || profile.share(profile.digits_only) < 0.2) && by_identifier_values(knowledge, column)
}

/// No name helps: values that tell themselves.
fn by_identifier_values(knowledge: &Knowledge<'_>, column: &mut Column) -> bool {
    let profile = &column.profile;
    let mut best: Option<(f32, CategoryId)> = None;
    for category in profile.likely.keys() {
        let share = profile.likely_share(*category);
        // Ties go to the category that comes first in the list.
        if best.is_none_or(|(most, id)| share > most || (share == most && *category < id)) {
            best = Some((share, *category));
        }
    }
    let Some((share, category)) = best else { return false };
    let contradicted = column.guess.other
        && (knowledge.ids.is_phone(category) || Some(category) == knowledge.ids.ip_address);
    let checked = profile.share(profile.checked.get(&category).copied().unwrap_or(0));
    // Another number by its name is no card, even where all pass Luhn.
    let is_card = knowledge.ids.card == Some(category);
    let numbers_by_chance = if is_card {
        column.is_other_number() || checked < 0.95 && profile.share(profile.masked) < 0.5
    } else {
        is_somebodys(knowledge, category) && column.numbers_things(checked >= 0.95)
    };
    if share < 0.8 || contradicted || numbers_by_chance || profile.share(profile.dates) > share {
        return false;
    }
    let code = &knowledge.categories.get(category).code;
    column.take(
        Reading::Identifier(category),
        0.3 + 0.6 * share,
        format!("{} of values are {code}", percent(share)),
    );
    true
}

/// Is it a number that a person has from a state, a bank or a hospital?
fn is_somebodys(knowledge: &Knowledge<'_>, category: CategoryId) -> bool {
    matches!(knowledge.categories.get(category).group, Group::Financial | Group::NationalId | Group::Health)
}

fn by_values(column: &mut Column) -> bool {
    let profile = &column.profile;
    if column.guess.other && profile.share(profile.streets) < 0.9 {
        return false;
    }
    let people = profile.share(profile.people);
    let maybe = profile.share(profile.people + profile.maybe_people);
    let organisations = profile.share(profile.organisations);
    let places = profile.share(profile.places);
    let varied = profile.distinct >= 3 || profile.values < 6;
    // A name that speaks of something else than people needs more of them.
    let speaks = !column.words.is_empty()
        && !column.words.has(Concept::Name)
        && column.guess.meaning != Some(Meaning::PersonName);
    let least = if speaks { 0.85 } else { 0.6 };
    // Of masked letters alone, without a name over them, most are names.
    let masked = profile.share(profile.masked_names);
    let masked_names = profile.values >= 3
        && column.words.is_empty()
        && masked >= 0.8
        && profile.share(profile.words) <= 4.0
        && varied;
    let (reading, share, what) = if masked_names {
        (Reading::As(Meaning::PersonName), masked, "names, masked")
    } else if maybe >= least && people >= 0.35 && organisations < 0.25 && places < 0.3 && varied {
        (Reading::As(Meaning::PersonName), maybe, "names of people")
    } else if profile.share(profile.streets) >= 0.5 {
        (Reading::As(Meaning::Street), profile.share(profile.streets), "postal addresses")
    } else if profile.share(profile.canadian_codes) >= 0.8 {
        (Reading::As(Meaning::Postcode), profile.share(profile.canadian_codes), "postal codes")
    } else if organisations >= 0.5 {
        (Reading::As(Meaning::Organisation), organisations, "organisations")
    } else if profile.share(profile.dates) >= 0.8
        && profile.share(profile.with_digit) > 0.9
        && plausible_date(profile)
    {
        (Reading::As(Meaning::Date(30)), profile.share(profile.dates), "dates")
    } else if profile.share(profile.sentences) >= 0.3 {
        (Reading::Text, profile.share(profile.sentences), "sentences")
    } else {
        return false;
    };
    let certainty = 0.35 + 0.5 * share;
    column.take(reading, certainty, format!("{} of values are {what}", percent(share)));
    true
}

/// Bare digits are dates only where they vary little in length and a separator or eight digits show a year.
fn plausible_date(profile: &ColumnProfile) -> bool {
    profile.mean_length() >= 7.5
}

/// Nothing fits: is it worth scanning each cell?
pub(super) fn leave_open(knowledge: &Knowledge<'_>, column: &mut Column) {
    let profile = &column.profile;
    let plain = profile.share(profile.digits_only) >= 0.95 || profile.share(profile.dates) >= 0.95;
    let numbers = column.profile.likely.keys().any(|category| knowledge.ids.is_phone(*category));
    let reading = if plain && (!numbers || column.guess.other) { Reading::Nothing } else { Reading::Scan };
    let certainty = if plain { 0.8 } else { 0.5 };
    let numbered = matches!(column.guess.meaning, Some(Meaning::RecordNumber(_)));
    let why = if header::speaks_of_somebody(&column.name) {
        LayoutRow::OF_SOMEBODY
    } else if column.words.is_empty()
        && (person::judge(&column.name) == Named::Person || profile::may_name_somebody(&column.name))
    {
        LayoutRow::CALLED_AS_SOMEBODY
    } else if column.guess.other {
        "its name says that it is something else"
    } else if numbered && !column.words.has_unknown() {
        "its name says that it is a number of the record's"
    } else if column.guess.meaning.is_some() {
        LayoutRow::LEFT_OPEN
    } else if plain {
        LayoutRow::NUMBERS
    } else {
        LayoutRow::NOT_TOLD
    };
    column.take(reading, certainty, why);
}
