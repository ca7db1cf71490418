//! Whose item each column holds: the people of a record, by role.

use whose_model::Role;
use whose_model::category::Group;
use whose_model::record::{Table, TableKind};

use super::{Column, ColumnLayout, DecidedBy, Layout, Meaning, Reading, hl7};
use crate::dates::Order;
use crate::detector::Knowledge;
use crate::header::{self, Concept};

/// One of the people that a record of the table may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Party {
    /// In which role.
    pub role: Role,
    /// 0; 1, 2, ... for further people of the same role: `officer 2 name`.
    pub ordinal: u16,
}

/// Gives every column its party and makes the layout.
pub(super) fn settle(knowledge: &Knowledge<'_>, table: &Table, columns: Vec<Column>, order: Order) -> Layout {
    let mut layout =
        Layout { columns: Vec::with_capacity(columns.len()), parties: Vec::new(), pieces: Vec::new(), order };
    let parties = if knowledge.registry {
        everyone_is_the_customer(&columns)
    } else {
        assign(knowledge, table, &columns)
    };
    let repeated = repeated_prefixes(table.kind, &columns);
    let further: Vec<bool> = columns
        .iter()
        .zip(&parties)
        .map(|(column, party)| is_further(column, *party, &columns, &parties))
        .collect();
    let abroad = columns.iter().any(|column| is_of_another_country(knowledge, column));
    let towns: Vec<Party> = columns
        .iter()
        .zip(&parties)
        .filter(|(column, _)| column.means(Meaning::City))
        .map(|(_, party)| *party)
        .collect();
    for ((column, party), further) in columns.into_iter().zip(parties).zip(further) {
        let parted = column.means(Meaning::Street) && !towns.contains(&party);
        let plate = column.reading == Reading::Identifier(knowledge.ids.plate);
        let shared = plate && column.role == Role::Unknown && table.kind != TableKind::Segments;
        let party = find_or_add(&mut layout.parties, party);
        let grouped = match table.kind {
            TableKind::Segments => !hl7::is_of_the_patient(&column),
            TableKind::Paths => array_prefix(&column.name)
                .is_some_and(|prefix| repeated.iter().any(|known| prefix.starts_with(known.as_str()))),
            _ => false,
        };
        layout.columns.push(ColumnLayout {
            parted,
            shared,
            further,
            abroad,
            ..finish(column, party, grouped, order)
        });
    }
    if layout.parties.is_empty() {
        layout.parties.push(Party::default());
    }
    layout
}

/// Does it hold numbers of identity of a country whose phones and postal codes are known by no plan?
fn is_of_another_country(knowledge: &Knowledge<'_>, column: &Column) -> bool {
    const PLANNED: [&str; 5] = ["kr", "ca", "us", "fr", "uk"];
    let Reading::Identifier(category) = column.reading else { return false };
    let category = knowledge.categories.get(category);
    let country = category.code.split_once('-').map(|(country, _)| country);
    category.group == Group::NationalId
        && country.is_some_and(|country| country.len() == 2 && !PLANNED.contains(&country))
}

/// Is it of an address for a delivery or a bill, where the person has another one?
fn is_further(column: &Column, party: Party, columns: &[Column], parties: &[Party]) -> bool {
    let is_own =
        |(other, of): (&Column, &Party)| *of == party && other.role != column.role && other.is_address();
    let moved = column.is_address() && !matches!(column.role, Role::Unknown) && column.role != party.role;
    moved && columns.iter().zip(parties).any(is_own)
}

/// Adds a column that came late.
pub(super) fn join(layout: &mut Layout, column: Column) {
    let party = layout.parties.iter().position(|party| party.role == column.role).unwrap_or(0);
    layout.columns.push(finish(column, party, false, layout.order));
}

fn finish(column: Column, party: usize, grouped: bool, of_table: Order) -> ColumnLayout {
    ColumnLayout {
        reading: column.reading,
        party,
        grouped,
        shared: false,
        parted: false,
        further: false,
        of_company: column.words.is_of_company() && column.words.has(Concept::Phone),
        of_client: column.words.has(Concept::OnBehalf)
            && column.words.has(Concept::Account)
            && column.reading != Reading::As(Meaning::ClientKey),
        abroad: false,
        cards: !column.is_other_number(),
        order: column.profile.orders.order().unwrap_or(of_table),
        certainty: column.certainty,
        evidence: column.evidence.join("; "),
        decided_by: column.decided_by,
        shape: column.shape,
    }
}

fn find_or_add(parties: &mut Vec<Party>, party: Party) -> usize {
    parties.iter().position(|known| *known == party).unwrap_or_else(|| {
        parties.push(party);
        parties.len() - 1
    })
}

/// Columns that name someone anchor a party; a column without a role belongs to the nearest anchor before it,
/// or to the first one.
fn assign(knowledge: &Knowledge<'_>, table: &Table, columns: &[Column]) -> Vec<Party> {
    if matches!(table.kind, TableKind::Segments | TableKind::Mail | TableKind::Text) {
        return columns.iter().map(|column| Party { role: column.role, ordinal: 0 }).collect();
    }
    let default = default_role(table, knowledge.place, columns);
    let anchors = anchors(columns, default);
    let homes = [Role::Recipient, Role::Payer].map(|role| (role, home_of(columns, &anchors, role)));
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if let Some((_, party)) = anchors.iter().find(|(anchor, _)| *anchor == at) {
                return *party;
            }
            let of_kin = kin(columns, at).and_then(|own| {
                anchors.iter().find(|(anchor, _)| kin(columns, *anchor).as_ref() == Some(&own))
            });
            if let Some((_, party)) = of_kin {
                return *party;
            }
            // The phone to reach somebody by, where no contact is named, is that somebody's.
            let unnamed =
                column.role == Role::Contact && !anchors.iter().any(|(_, party)| party.role == Role::Contact);
            let role = if unnamed { holder(table.kind, columns, at) } else { column.role };
            let own_mailbox = matches!(column.reading, Reading::Identifier(_)) && !varies(column);
            let home = homes.iter().find(|(of, _)| *of == role && !own_mailbox).and_then(|(_, home)| *home);
            let role = home.or_else(|| reached(knowledge, columns, &anchors, at)).unwrap_or(role);
            let earlier =
                || anchors.iter().rev().filter(|(anchor, party)| *anchor < at && fits(role, party.role));
            // Behind a contact or a doctor stand their phones; what else follows is of whom the row is about.
            let about = |anchor: usize, party: &Party| {
                role != Role::Unknown
                    || !is_beside(party.role)
                    || party.role != Role::Practitioner
                        && at - anchor <= 2
                        && reaches(knowledge, column)
                        && !tells_who(knowledge, columns, anchor)
            };
            if let Some(party) = called_alike(columns, &anchors, at) {
                return party;
            }
            let before = earlier().find(|(anchor, party)| about(*anchor, party)).or_else(|| earlier().next());
            let after = anchors.iter().find(|(_, party)| fits(role, party.role));
            match before.or(after) {
                Some((_, party)) => *party,
                None => Party { role: if role == Role::Unknown { default } else { role }, ordinal: 0 },
            }
        })
        .collect()
}

/// Whose item a column of no role is, by its first word: `Primary Email` is of `Primary Member Name`, though `Spouse Name` stands
/// between them.
fn called_alike(columns: &[Column], anchors: &[(usize, Party)], at: usize) -> Option<Party> {
    let first = |column: &Column| {
        let word = column.name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        (word.chars().count() > 2 && word.len() < column.name.len()).then(|| word.to_lowercase())
    };
    let own = first(&columns[at]).filter(|_| columns[at].role == Role::Unknown)?;
    let mut alike = anchors.iter().filter(|(anchor, _)| first(&columns[*anchor]).as_ref() == Some(&own));
    let (_, party) = alike.next()?;
    let others = anchors.iter().any(|(_, other)| other != party);
    (others && alike.all(|(_, other)| other == party)).then_some(*party)
}

/// Whose address that of a delivery or of a bill is, where the row says nothing else of who gets it: that of the one whom
/// it names. A mailbox that is the same in most rows is the business's own.
fn home_of(columns: &[Column], anchors: &[(usize, Party)], role: Role) -> Option<Role> {
    let own = || columns.iter().filter(move |column| column.role == role);
    let nobody_else = !anchors.iter().any(|(_, party)| party.role == role)
        && !own().any(|column| matches!(column.reading, Reading::Identifier(_)) && varies(column));
    if !nobody_else {
        return None;
    }
    let (_, named) = anchors.iter().find(|(_, party)| {
        matches!(party.role, Role::Unknown | Role::Customer | Role::User | Role::Owner | Role::Student)
    })?;
    Some(named.role)
}

/// Whose phone or e-mail address a column holds whose role nobody is named in: of a user or customer, the one person whom the row
/// names; of a sender, payer or recipient too, unless the other side has one of its own that varies from row to row.
fn reached(
    knowledge: &Knowledge<'_>,
    columns: &[Column],
    anchors: &[(usize, Party)],
    at: usize,
) -> Option<Role> {
    let role = columns[at].role;
    let (_, first) = anchors.first()?;
    let alone = anchors.iter().all(|(_, party)| party == first);
    // The account of a student is the student's, and the number that a patient has as a member the patient's.
    let about = || anchors.iter().map(|(_, party)| party.role).filter(|role| !is_beside(*role));
    let main = about().next().filter(|main| about().all(|role| role == *main));
    let has_account = main.filter(|main| matches!(main, Role::Student | Role::Patient | Role::Employee));
    let is_number = columns[at].means(Meaning::CustomerNumber);
    // Whoever is paid by the month has a number for it: `PayId`.
    let paid = role == Role::Payer && main == Some(Role::Employee);
    if has_account.is_some() && (role == Role::User || (role == Role::Customer || paid) && is_number) {
        return has_account;
    }
    let open = matches!(first.role, Role::Unknown | Role::Customer | Role::User);
    // So is the password.
    if alone && open && role == Role::User && is_login(knowledge, &columns[at]) {
        return Some(first.role);
    }
    if !alone || !open || role == first.role || !reaches(knowledge, &columns[at]) {
        return None;
    }
    let is_side = |role| matches!(role, Role::Sender | Role::Payer | Role::Recipient);
    let other_side = columns.iter().any(|column| {
        is_side(column.role) && column.role != role && reaches(knowledge, column) && varies(column)
    });
    // Who has an account pays for it.
    let side = is_side(role) && first.role == Role::Unknown || role == Role::Payer;
    let of_the_side = side && varies(&columns[at]) && !other_side;
    (matches!(role, Role::User | Role::Customer) || of_the_side).then_some(first.role)
}

/// Is it the name of a mother or father behind a number of identity, as papers tell who somebody is: `CPF`, `Nome da Mãe`?
fn tells_who(knowledge: &Knowledge<'_>, columns: &[Column], anchor: usize) -> bool {
    let is_identity = |column: &Column| matches!(column.reading, Reading::Identifier(category) if knowledge.categories.get(category).group == Group::NationalId);
    header::speaks_of_a_parent(&columns[anchor].name) && columns[..anchor].iter().any(is_identity)
}

/// Has a column another value in most of its rows?
const fn varies(column: &Column) -> bool {
    column.profile.distinct * 2 > column.profile.values
}

/// Somebody whom a row names beside the one it is about.
const fn is_beside(role: Role) -> bool {
    matches!(role, Role::Contact | Role::Relative | Role::Practitioner)
}

/// Is it a column of passwords or their like?
fn is_login(knowledge: &Knowledge<'_>, column: &Column) -> bool {
    matches!(column.reading, Reading::Identifier(category) if knowledge.categories.get(category).group == Group::Login)
}

/// Is it a column of phones or e-mails?
fn reaches(knowledge: &Knowledge<'_>, column: &Column) -> bool {
    matches!(column.reading, Reading::Identifier(category) | Reading::Piece(category)
        if knowledge.ids.is_phone(category) || category == knowledge.ids.email)
}

/// The role of what stands beside a column: in the same element of a tree, else before it in the row.
fn holder(kind: TableKind, columns: &[Column], at: usize) -> Role {
    let parent = |name: &str| name.rfind(['.', '/']).map_or(0, |end| end);
    let near = |other: &&Column| {
        let own = &columns[at].name;
        kind != TableKind::Paths || other.name.get(..parent(&other.name)) == own.get(..parent(own))
    };
    let known = |column: &&Column| !matches!(column.role, Role::Unknown | Role::Contact);
    let before = columns[..at].iter().rev().filter(near).find(known);
    before
        .or_else(|| columns[at..].iter().filter(near).find(known))
        .map_or(Role::Unknown, |column| column.role)
}

/// A company's own list: each row is one customer. Only relatives and contacts, who say so, are others.
fn everyone_is_the_customer(columns: &[Column]) -> Vec<Party> {
    let other = |role| matches!(role, Role::Relative | Role::Contact);
    columns
        .iter()
        .map(|column| Party {
            role: if other(column.role) { column.role } else { Role::Customer },
            ordinal: 0,
        })
        .collect()
}

fn fits(role: Role, party: Role) -> bool {
    role == Role::Unknown || role == party
}

/// Columns with names of people, each with its party. A second whole name, or a second given name, of one role
/// is a second person.
fn anchors(columns: &[Column], default: Role) -> Vec<(usize, Party)> {
    let mut anchors: Vec<(usize, Party)> = Vec::new();
    let mut last: Option<(usize, Party)> = None;
    // Address books have columns for everything: where others are filled, an empty one names nobody.
    let filled = |column: &Column| column.profile.present > 0;
    let any_filled = columns.iter().any(|column| column.is_name() && filled(column));
    let names = |column: &Column| {
        column.is_name() && (filled(column) || !any_filled || column.decided_by == DecidedBy::Corrected)
    };
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| names(column)) {
        let role = if column.role == Role::Unknown { default } else { column.role };
        let same_role = |(known, party): &&(usize, Party)| {
            party.role == role && columns[*known].reading == column.reading
        };
        let own = kin(columns, at);
        let elsewhere = || {
            let beside =
                |known: &Column| is_somebody_elses(column, known) || is_somebody_elses(known, column);
            anchors.iter().any(|(known, party)| party.role == role && beside(&columns[*known]))
        };
        let taken = anchors.iter().filter(same_role).count();
        let joins = last.is_some_and(|(before, party)| {
            party.role == role
                && kin(columns, before) == own
                && at - before <= 3
                && !column.means(Meaning::PersonName)
                && !columns[before].means(Meaning::PersonName)
                && (is_second_family_name(columns, before, at)
                    || !anchors
                        .iter()
                        .any(|(known, other)| *other == party && columns[*known].reading == column.reading))
        });
        // The same name in other letters is no second person's.
        let party = match last {
            Some((_, party)) if joins => party,
            Some((_, party)) if column.words.other_script && (role == default || role == party.role) => party,
            // `Parent name`, `Child 1 first name`: another one, whatever part of the name it is.
            _ if own.is_some() || elsewhere() => {
                let last =
                    anchors.iter().filter(|(_, party)| party.role == role).map(|(_, party)| party.ordinal);
                Party { role, ordinal: last.max().map_or(0, |ordinal| ordinal.saturating_add(1)) }
            }
            _ => Party { role, ordinal: u16::try_from(taken).unwrap_or(u16::MAX) },
        };
        anchors.push((at, party));
        last = Some((at, party));
    }
    anchors
}

/// In a tree, is it the name of somebody beside the one whose name stands in another element: the same few in most records, who look
/// after those whom the records are about?
fn is_somebody_elses(column: &Column, known: &Column) -> bool {
    let parent = |name: &str| name.rfind('/').map_or(0, |end| end);
    let (own, other) = (&column.name, &known.name);
    let apart = own.contains('/') && own.get(..parent(own)) != other.get(..parent(other));
    let few = column.profile.values >= 5 && column.profile.distinct * 2 <= column.profile.values;
    apart && column.means(Meaning::PersonName) && few && varies(known)
}

/// Which of several relatives a column is of: `child 1` of `Child 1 first name`, `mother` of `Mother's phone`.
fn kin(columns: &[Column], at: usize) -> Option<String> {
    let column = &columns[at];
    (column.role == Role::Relative).then(|| header::relative(&column.name)).flatten()
}

/// `apellido_paterno`, `apellido_materno`: two family names side by side, and one given name for them.
fn is_second_family_name(columns: &[Column], before: usize, at: usize) -> bool {
    let of_role = |meaning: Meaning| {
        columns.iter().filter(move |column| column.means(meaning) && column.role == columns[at].role).count()
    };
    at - before == 1
        && columns[before].means(Meaning::FamilyName)
        && columns[at].means(Meaning::FamilyName)
        && of_role(Meaning::GivenName) == 1
        && of_role(Meaning::FamilyName) == 2
}

/// The role of people whom no column name gives one: from the table's name, the file's name, and what else the
/// table holds.
fn default_role(table: &Table, place: &str, columns: &[Column]) -> Role {
    // `emp_id`, `Kundennr`: whose number it is, the row is about.
    let numbered = columns.iter().find(|column| column.means(Meaning::CustomerNumber));
    let numbered = numbered.map_or(Role::Unknown, |column| column.role);
    let nameless = !columns.iter().any(Column::is_name);
    let file = place.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    for name in [table.name.as_str(), stem] {
        let role = header::role_of(&header::words(name));
        // How somebody is reached, who is named elsewhere, is no other person: `contact` with `customer_id`.
        let of_somebody = role == Role::Contact && nameless && numbered != Role::Unknown;
        if role != Role::Unknown && !of_somebody {
            return role;
        }
    }
    // Nothing is sent to a row of the staff's, or of patients'.
    if matches!(numbered, Role::Employee | Role::Patient | Role::Student) {
        return numbered;
    }
    let shipment = columns
        .iter()
        .any(|column| column.words.has(Concept::Shipment) || column.words.has(Concept::Manifest));
    let addressed = columns.iter().any(Column::is_address);
    if shipment && addressed {
        return Role::Recipient;
    }
    numbered
}

/// The part of a path up to its last array.
fn array_prefix(path: &str) -> Option<&str> {
    path.rfind("[]").map(|at| &path[..at + 2])
}

/// The part of the path of a name up to the last array that is not called after names itself: the elements of `name[]` are several
/// names of one person, those of `passengers[]` are people.
fn people_prefix(path: &str) -> Option<&str> {
    use header::Concept as C;
    const NAMES: [C; 6] = [C::Name, C::FullName, C::Given, C::Family, C::Middle, C::Title];
    path.rmatch_indices("[]").map(|(at, _)| &path[..at + 2]).find(|prefix| {
        let array = prefix.trim_end_matches("[]").rsplit('/').next().unwrap_or_default();
        !header::words(array).any(&NAMES)
    })
}

/// Arrays whose elements are people: something in them names one.
fn repeated_prefixes(kind: TableKind, columns: &[Column]) -> Vec<String> {
    if kind != TableKind::Paths {
        return Vec::new();
    }
    columns
        .iter()
        .filter(|column| column.is_name() && matches!(column.reading, Reading::As(_)))
        .filter_map(|column| people_prefix(&column.name).map(str::to_string))
        .collect()
}
