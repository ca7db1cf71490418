//! What a column's neighbours tell: a family name beside a given name, a town behind a street.

use whose_model::Role;
use whose_model::category::general;
use whose_model::tables::LayoutRow;

use super::{Column, ColumnProfile, Reading};
use crate::detector::Knowledge;
use crate::header::{Concept, Meaning, Words, is_account_name, is_given_beside_family};

/// Adjusts what columns mean by what stands beside them. `titled`: whom the table is called after.
pub(super) fn adjust(knowledge: &Knowledge<'_>, columns: &mut [Column], titled: Role) {
    if knowledge.registry {
        customer_key(columns);
    }
    pair_names(columns);
    for at in 0..columns.len() {
        whole_names(columns, at);
    }
    accounts(columns);
    of_everybody(knowledge, columns);
    names_of_things(knowledge, columns);
    values_of_properties(columns);
    address_blocks(columns);
    lone_units(columns);
    birth_dates(knowledge, columns);
    own_ids(columns, titled);
    numbers_of_others(columns);
    super::apart::settle(knowledge, columns);
}

/// `id` of the table `customers` is the customers' number, where the table names them and no column is called so.
fn own_ids(columns: &mut [Column], titled: Role) {
    let numbered = columns.iter().any(|column| column.means(Meaning::CustomerNumber));
    if titled == Role::Unknown || numbered || !columns.iter().any(Column::is_name) {
        return;
    }
    let own = columns.iter_mut().find(|column| {
        let profile = &column.profile;
        column.is_open()
            && column.words.only(Concept::Number)
            && profile.values > 0
            && profile.distinct == profile.values
            && profile.share(profile.digits_only) >= 0.99
    });
    if let Some(own) = own {
        own.role = titled;
        own.take(Reading::As(Meaning::CustomerNumber), 0.7, "the number of each row in a table of people");
    }
}

/// Where a table numbers those whom it names, a number of somebody in another role that few rows differ in is somebody else's:
/// `support_rep_id` beside `customer_id`.
fn numbers_of_others(columns: &mut [Column]) {
    let share = |column: &Column| column.profile.share(column.profile.distinct);
    let number = |column: &Column| column.means(Meaning::CustomerNumber);
    let own =
        columns.iter().find(|column| number(column) && column.role != Role::Unknown && share(column) >= 0.9);
    let Some(own) = own.map(|column| column.role) else { return };
    if !columns.iter().any(Column::is_name) {
        return;
    }
    for column in columns.iter_mut().filter(|column| number(column) && column.role != own) {
        if column.profile.values >= 10 && share(column) < 0.5 {
            let why = "few different ones beside the number of each row: somebody else's";
            column.take(Reading::Nothing, 0.6, why);
        }
    }
}

/// Beside names of people, dates that are spread over the years of lives, and end long before the other dates of the table
/// begin, are days of birth where the column's name says nothing else.
fn birth_dates(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    const YEAR: i32 = 365;
    if !columns.iter().any(Column::is_name) || columns.iter().any(|column| is_birth(knowledge, column)) {
        return;
    }
    let others_begin = |at: usize| {
        let others = columns.iter().enumerate().filter(|(other, _)| *other != at);
        others.filter_map(|(_, column)| column.profile.days.map(|(first, _)| first)).min()
    };
    let found = (0..columns.len()).find(|at| {
        let column = &columns[*at];
        let Some((first, last)) = column.profile.days else { return false };
        let unnamed = column.guess.meaning.is_none() && !column.guess.other;
        // 1900 to 2020, at least a generation apart.
        let of_lives = first >= -70 * YEAR && last <= 50 * YEAR && last - first >= 25 * YEAR;
        unnamed
            && column.means(Meaning::Date(30))
            && column.profile.values >= 10
            && of_lives
            && others_begin(*at)
                .map_or(first <= 15 * YEAR, |begin| begin > last - 5 * YEAR && begin > first + 20 * YEAR)
    });
    if let Some(at) = found {
        let category = knowledge.ids.birth_date;
        columns[at].take(Reading::Identifier(category), 0.6, "days of many decades beside names of people");
    }
}

fn is_birth(knowledge: &Knowledge<'_>, column: &Column) -> bool {
    column.reading == Reading::Identifier(knowledge.ids.birth_date)
}

/// `room`, `suite`: part of an address only where a table has addresses.
fn lone_units(columns: &mut [Column]) {
    let lone = |column: &Column| {
        column.means(Meaning::Street)
            && column.words.any(&[Concept::Unit, Concept::House])
            && !column.words.any(&[Concept::Address, Concept::Street, Concept::Line])
    };
    if columns.iter().any(|column| column.is_address() && !lone(column)) {
        return;
    }
    for column in columns.iter_mut().filter(|column| lone(column)) {
        column.take(Reading::Scan, 0.4, LayoutRow::LONE_UNIT);
    }
}

/// A registry's own key: a column of numbers or codes, all different, where none is called a customer number.
fn customer_key(columns: &mut [Column]) {
    if columns.iter().any(|column| column.means(Meaning::CustomerNumber)) {
        return;
    }
    let key = columns.iter_mut().find(|column| {
        let profile = &column.profile;
        let coded = column.words.any(&[Concept::Number, Concept::Client, Concept::Customer])
            || column.words.is_empty();
        let free = column.is_open()
            || matches!(column.reading, Reading::As(Meaning::RecordNumber(_) | Meaning::ClientKey));
        free && coded
            && profile.values > 0
            && profile.distinct == profile.values
            && profile.share(profile.with_digit) > 0.9
            && profile.share(profile.words) <= 1.0
    });
    if let Some(key) = key {
        key.take(Reading::As(Meaning::CustomerNumber), 0.8, "the list's own key: all values differ");
    }
}

/// `nom` beside `prénom`, `name` beside `first name`; two columns of single names without headers.
fn pair_names(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let beside = [at.wrapping_sub(1), at + 1, at + 2, at.wrapping_sub(2)];
        // `メイ` tells how `名` reads, and is no other part of the name.
        let like = |near: &&usize| {
            let near = columns.get(**near);
            near.filter(|near| {
                near.role == columns[at].role && near.words.other_script == columns[at].words.other_script
            })
        };
        let any =
            |meaning: Meaning| beside.iter().filter_map(|near| like(&near)).any(|near| near.means(meaning));
        let (given, family) = (any(Meaning::GivenName), any(Meaning::FamilyName));
        // A given name that has its family name already has no second one: `name_set`.
        let complete = beside.iter().any(|near| {
            let near = *near;
            let own = columns[at].role;
            columns.get(near).is_some_and(|given| given.means(Meaning::GivenName) && given.role == own)
                && (near.saturating_sub(3)..(near + 4).min(columns.len())).any(|other| {
                    other != at
                        && columns[other].means(Meaning::FamilyName)
                        && columns[other].role == columns[near].role
                })
        });
        let column = &mut columns[at];
        // `Nombre(s)` beside `Apellido paterno` holds as many given names as somebody has.
        if family && !given && is_given_beside_family(&column.name) && column.means(Meaning::PersonName) {
            column.take(Reading::As(Meaning::GivenName), 0.75, "beside a family name");
            continue;
        }
        let profile = &column.profile;
        let single =
            profile.share(profile.single_names + profile.places) + profile.share(profile.maybe_people) * 0.5;
        let one_word = profile.share(profile.words) < 1.6 && profile.values > 0;
        let open = column.is_open() && !column.guess.other;
        let name = column.words.has(Concept::Name) && column.words.len() <= 2 && !column.guess.other;
        let lettered = profile.share(profile.lettered) > 0.8;
        let people = profile.share(profile.people) > 0.5;
        if given
            && !family
            && !complete
            && one_word
            && lettered
            && !people
            && (name && open || column.means(Meaning::PersonName) || open && single > 0.5)
        {
            column.take(Reading::As(Meaning::FamilyName), 0.75, "beside a given name");
        } else if family
            && !given
            && one_word
            && lettered
            && !people
            && (name && (open || column.means(Meaning::PersonName)) || (open && single > 0.5))
        {
            column.take(Reading::As(Meaning::GivenName), 0.75, "beside a family name");
        }
    }
    unnamed_pairs(columns);
}

/// A customer number that is the same in every row is none where the rows are about different people: the account that all of them use.
fn of_everybody(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    let differs = |column: &Column| {
        let told = column.is_name() || column.reading == Reading::Identifier(knowledge.ids.email);
        told && column.profile.distinct > 1
    };
    if !columns.iter().any(differs) {
        return;
    }
    let is_one = |profile: &ColumnProfile| profile.values >= 5 && profile.distinct == 1;
    for column in
        columns.iter_mut().filter(|column| column.means(Meaning::CustomerNumber) && is_one(&column.profile))
    {
        column.take(Reading::Nothing, 0.6, "one number for all rows");
    }
}

/// `Account Name` beside the names of people: the company that they are of.
fn accounts(columns: &mut [Column]) {
    let is_account = |column: &Column| column.means(Meaning::PersonName) && is_account_name(&column.name);
    let Some(account) = columns.iter().position(is_account) else { return };
    if columns.iter().enumerate().any(|(at, column)| at != account && column.is_name()) {
        columns[account].take(Reading::As(Meaning::Organisation), 0.6, "an account, beside the people of it");
    }
}

/// Two columns of single names without headers, side by side or with middle names between.
fn unnamed_pairs(columns: &mut [Column]) {
    let share =
        |column: &Column, count: fn(&ColumnProfile) -> u32| column.profile.share(count(&column.profile));
    let single = |column: &Column| {
        let profile = &column.profile;
        let names = profile.share(profile.single_names + profile.places);
        let varied = profile.values < 10 || profile.share(profile.distinct) > 0.15;
        column.is_open() && column.words.is_empty() && profile.values >= 5 && names > 0.55 && varied
    };
    for left in 0..columns.len() {
        for right in [left + 1, left + 2] {
            if right >= columns.len() || !single(&columns[left]) || !single(&columns[right]) {
                continue;
            }
            let givenness = |column: &Column| {
                share(column, |profile| profile.given) - share(column, |profile| profile.family)
            };
            let left_given = givenness(&columns[left]) >= givenness(&columns[right]);
            let (given, family) = if left_given { (left, right) } else { (right, left) };
            let plausible = share(&columns[given], |profile| profile.given) > 0.5
                && share(&columns[family], |profile| profile.family) > 0.5;
            if !plausible {
                continue;
            }
            columns[given].take(Reading::As(Meaning::GivenName), 0.6, "given names beside family names");
            columns[family].take(Reading::As(Meaning::FamilyName), 0.6, "family names beside given names");
            let middle = [left.min(right) + 1, left.max(right) + 1];
            let count = columns.len();
            for at in middle.into_iter().filter(|at| *at < count && *at != left && *at != right) {
                let column = &mut columns[at];
                let profile = &column.profile;
                let short = profile.mean_length() <= 10.0 && profile.share(profile.words) < 1.5;
                let initials = profile.mean_length() <= 2.2 || profile.share(profile.single_names) > 0.5;
                if column.is_open()
                    && column.words.is_empty()
                    && short
                    && initials
                    && profile.share(profile.lettered) > 0.8
                    && profile.distinct > 5
                {
                    column.take(Reading::As(Meaning::MiddleName), 0.5, "beside given and family names");
                }
            }
        }
    }
}

/// Whole names under `first name` or `surname`, where no column holds the other part: `Marie Anne` beside `Dupont` is a given name.
fn whole_names(columns: &mut [Column], at: usize) {
    let column = &columns[at];
    let other = match column.reading {
        Reading::As(Meaning::GivenName) => Meaning::FamilyName,
        Reading::As(Meaning::FamilyName) => Meaning::GivenName,
        _ => return,
    };
    let profile = &column.profile;
    let whole = profile.share(profile.people) > 0.6 && profile.share(profile.words) >= 1.8;
    let has_other = columns.iter().any(|beside| beside.means(other) && beside.role == column.role);
    if whole && !has_other {
        columns[at].take(Reading::As(Meaning::PersonName), 0.7, "whole names");
    }
}

/// `extension[]/valueString` beside `extension[]/url`: what the name in it is for, another field says, so it names nobody by itself.
fn values_of_properties(columns: &mut [Column]) {
    const KEYS: [&str; 6] = ["url", "key", "code", "property", "system", "type"];
    let is_value =
        |name: &str| name.rsplit('/').next().is_some_and(|last| last.to_lowercase().starts_with("value"));
    let beside = |columns: &[Column], at: usize| {
        columns[at].name.rsplit_once("[]/").is_some_and(|(array, _)| {
            KEYS.iter().any(|key| columns.iter().any(|other| other.name == format!("{array}[]/{key}")))
        })
    };
    for at in 0..columns.len() {
        if columns[at].is_name() && is_value(&columns[at].name) && beside(columns, at) {
            columns[at].take(Reading::Scan, 0.4, LayoutRow::OF_PROPERTY);
        }
    }
}

/// Single words under `name`, and nothing of a person beside them: currencies and colours are called so too.
fn names_of_things(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    let personal = |column: &Column| match column.reading {
        Reading::As(
            Meaning::Street
            | Meaning::CustomerNumber
            | Meaning::Sex
            | Meaning::GivenName
            | Meaning::FamilyName,
        ) => true,
        Reading::Identifier(category) => {
            let category = knowledge.categories.get(category);
            category.identifies || category.code == general::BIRTH_DATE.code
        }
        _ => false,
    };
    if columns.iter().any(personal) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.means(Meaning::PersonName)) {
        let profile = &column.profile;
        let lone = column.words.only(Concept::Name) && column.role == Role::Unknown;
        // Perhaps a person is what two words often look like: `Albanian lek`, `Nome Area`.
        let people = profile.share(profile.people + profile.masked_names + profile.han)
            + profile.share(profile.maybe_people) / 3.0;
        if lone && profile.values >= 10 && people < 0.3 {
            column.take(Reading::Scan, 0.4, LayoutRow::OF_THINGS);
        }
    }
}

/// Behind a street: further lines, town, region, code, country that their names do not tell.
fn address_blocks(columns: &mut [Column]) {
    for at in 0..columns.len() {
        if !columns[at].is_open() || columns[at].guess.other || columns[at].profile.values == 0 {
            continue;
        }
        let near = (at.saturating_sub(3)..(at + 4).min(columns.len())).filter(|other| *other != at);
        let block = near.clone().filter(|other| columns[*other].is_address()).count();
        let street_before = at > 0 && columns[at - 1].means(Meaning::Street);
        let profile = &columns[at].profile;
        let regions = profile.share(profile.regions);
        let places = profile.share(profile.places);
        let towns = profile.share(profile.towns);
        // A name that does not speak of codes or towns speaks against them.
        let headed = !columns[at].words.is_unnamed();
        let codes = if headed { 0.0 } else { profile.share(profile.digit_codes + profile.canadian_codes) };
        let (meaning, share) = if block > 0 && regions >= 0.7 {
            (Meaning::Region, regions)
        } else if block > 0 && profile.share(profile.countries) >= 0.8 {
            (Meaning::Country, profile.share(profile.countries))
        } else if block > 0 && codes >= 0.7 {
            (Meaning::Postcode, codes)
        } else if block > 0
            && places.max(towns) >= (if headed { 0.85 } else { 0.45 })
            && profile.share(profile.lettered) > 0.8
        {
            (Meaning::City, places.max(towns))
        } else if street_before
            && (!headed || speaks_of_address(&columns[at].words))
            && profile.share(profile.weak_streets + profile.streets) >= 0.4
            && profile.share(profile.dates) < 0.3
        {
            (Meaning::Street, profile.share(profile.weak_streets + profile.streets))
        } else {
            continue;
        };
        columns[at].take(
            Reading::As(meaning),
            0.4 + 0.4 * share,
            format!("beside an address; {:.0}% of values fit", share * 100.0),
        );
    }
}

/// May a column of that name be a line of an address?
fn speaks_of_address(words: &Words) -> bool {
    words.any(&[
        Concept::Address,
        Concept::Street,
        Concept::Line,
        Concept::Unit,
        Concept::House,
        Concept::Place,
    ]) || words.is_empty()
}

/// Of all dates, the one that tells best when the record's event was; of all times the one beside it; of all
/// numbers the record's own. The others hold nothing.
pub(super) fn choose_event(columns: &mut [Column]) {
    if !columns.iter().any(|column| column.reading == Reading::EventDate) {
        let best = best_ranked(columns, |meaning| match meaning {
            Meaning::Date(rank) if rank > 2 => Some(rank),
            _ => None,
        });
        if let Some(best) = best {
            let certainty = columns[best].certainty;
            columns[best].take(Reading::EventDate, certainty, "best date of the event");
        }
    }
    if !columns.iter().any(|column| column.reading == Reading::EventTime)
        && let Some(best) = columns.iter().position(|column| column.means(Meaning::Time))
    {
        let certainty = columns[best].certainty;
        columns[best].take(Reading::EventTime, certainty, "time of the event");
    }
    unnamed_number(columns);
    let number = best_number(columns);
    for (at, column) in columns.iter_mut().enumerate() {
        match column.reading {
            Reading::As(Meaning::Date(_) | Meaning::Time) => column.reading = Reading::Nothing,
            Reading::As(Meaning::RecordNumber(_)) if number != Some(at) => {
                column.evidence.push("another column is the record's own number".into());
                column.reading = Reading::Nothing;
            }
            _ => {}
        }
    }
}

/// Where no name tells the record's number: a column of long numbers, nearly all different.
fn unnamed_number(columns: &mut [Column]) {
    if columns.iter().any(|column| matches!(column.reading, Reading::As(Meaning::RecordNumber(_)))) {
        return;
    }
    let candidate = columns.iter_mut().find(|column| {
        let profile = &column.profile;
        matches!(column.reading, Reading::Nothing | Reading::Scan)
            && !column.guess.other
            && column.named.iter().next().is_none()
            && profile.values >= 10
            && profile.share(profile.distinct) >= 0.95
            && profile.share(profile.digits_only) >= 0.95
            && profile.share(profile.dates) < 0.5
            && (10.0..=20.0).contains(&profile.mean_length())
    });
    if let Some(column) = candidate {
        column.take(Reading::As(Meaning::RecordNumber(11)), 0.6, "long numbers, nearly all different");
    }
}

/// Position of the record's own number: what its name says, its values being long and all different; a short
/// count of rows, or a number that many records share, only where nothing else is.
fn best_number(columns: &[Column]) -> Option<usize> {
    let weight = |column: &Column| {
        let Reading::As(Meaning::RecordNumber(rank)) = column.reading else { return None };
        let profile = &column.profile;
        let seen = profile.values >= 10;
        let digits = profile.share(profile.digits_only) >= 0.95;
        let different = profile.share(profile.distinct) >= 0.9;
        let mut weight = i32::from(rank);
        weight += if seen && digits && different && profile.mean_length() >= 10.0 { 15 } else { 0 };
        weight -= if seen && digits && profile.mean_length() < 6.0 { 50 } else { 0 };
        weight -= if seen && !different { 30 } else { 0 };
        Some((weight, profile.mean_length() as u32))
    };
    let mut best: Option<((i32, u32), usize)> = None;
    for (at, column) in columns.iter().enumerate() {
        if let Some(weight) = weight(column)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Position of the highest rank; the first of equals.
fn best_ranked(columns: &[Column], rank: impl Fn(Meaning) -> Option<u8>) -> Option<usize> {
    let mut best: Option<((u8, u32), usize)> = None;
    for (at, column) in columns.iter().enumerate() {
        if let Reading::As(meaning) = column.reading
            && let Some(rank) = rank(meaning)
        {
            // Of equal ranks the longer values: `A2011-000123` rather than the row number beside it.
            let weight = (rank, column.profile.mean_length() as u32);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, at));
            }
        }
    }
    best.map(|(_, at)| at)
}
