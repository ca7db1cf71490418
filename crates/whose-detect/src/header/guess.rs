//! From the words of a column's name to what the column may mean.

use whose_model::Role;

use super::Words;
use super::words::Concept as C;

/// How well a date tells when the event of a record was: accident before receipt before data entry.
pub type Rank = u8;

/// What a column may mean, apart from the identifiers that know their own column words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Whole name of a person.
    PersonName,
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// Middle name or initial.
    MiddleName,
    /// Company, shop, authority.
    Organisation,
    /// Line of an address.
    Street,
    /// Town.
    City,
    /// Province, state.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Sex.
    Sex,
    /// Date, with its rank as the date of the event.
    Date(Rank),
    /// Time of day.
    Time,
    /// Place of the event.
    Place,
    /// The record's own number.
    RecordNumber(Rank),
    /// What somebody suffers from, in words.
    Illness,
    /// Number of a person with the company.
    CustomerNumber,
    /// Which client the record belongs to.
    ClientKey,
    /// Number of a row of another table that holds more of the same person, or of this row for that table.
    Reference,
    /// What one person of the record is to the other: spouse, child, self.
    Relation,
    /// Sentences.
    FreeText,
}

/// What a column's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guess {
    /// What it may mean.
    pub meaning: Option<Meaning>,
    /// How strongly the name says so, 0 to 100; below 50 the values must say the same.
    pub strength: u8,
    /// Whose item it is.
    pub role: Role,
    /// The name says that it is something else: a product, a file, an amount.
    pub other: bool,
}

const GEOGRAPHY: [C; 9] =
    [C::Address, C::Street, C::Line, C::Unit, C::House, C::City, C::Region, C::County, C::Country];

pub(super) const PEOPLE: [C; 17] = [
    C::Customer,
    C::Recipient,
    C::Sender,
    C::Driver,
    C::Insured,
    C::Payer,
    C::Patient,
    C::Practitioner,
    C::Employee,
    C::Contact,
    C::Relative,
    C::Student,
    C::Author,
    C::User,
    C::Owner,
    C::Victim,
    C::Person,
];

/// What a column's name says.
#[must_use]
pub fn guess(words: &Words) -> Guess {
    let role = role_of(words);
    let say = |meaning, strength| Guess { meaning: Some(meaning), strength, role, other: false };
    let other = Guess { meaning: None, strength: 0, role, other: true };
    if words.is_empty() {
        return Guess::default();
    }
    // `mail_addr`: for letters, unless its values are e-mails.
    if words.mail && words.has(C::Address) && !words.has(C::Phone) {
        return say(Meaning::Street, 45);
    }
    if words.any(&[C::Electronic, C::Phone]) {
        return Guess {
            role,
            other: !words.has(C::Phone) || words.any(&[C::Measure, C::Thing, C::Text]),
            ..Guess::default()
        };
    }
    // `suffix`, `salutation`: Jr, Mrs.
    if words.last() == Some(C::Title) {
        return other;
    }
    if words.last() == Some(C::Measure) && !words.has(C::FullName)
        || words.first() == Some(C::Measure) && words.any(&[C::Thing, C::Number])
    {
        return other;
    }
    // `mother's maiden name`: the answer to a question of a bank, and nobody of the record's.
    if words.has(C::Relative) && words.maiden {
        return other;
    }
    // `birth name`, `nom de naissance`.
    if words.has(C::Birth)
        && words.any(&[C::Name, C::Family])
        && !words.any(&[C::Date, C::Given, C::FullName])
    {
        return say(Meaning::FamilyName, 80);
    }
    if words.has(C::Birth) {
        return Guess {
            role,
            other: words.any(&[C::Place, C::City, C::Country, C::Region, C::County]),
            ..Guess::default()
        };
    }
    // `disease_name`; but not `diagnosis_patient_name`.
    let somebody = words.has(C::Name) && words.any(&PEOPLE);
    if words.has(C::Illness)
        && !somebody
        && !words.any(&[C::Date, C::Time, C::Number, C::Institution, C::Thing])
    {
        return say(Meaning::Illness, 85);
    }
    if words.has(C::Sex) {
        return say(Meaning::Sex, 85);
    }
    // `PLZ/Ort`: a line of the address.
    if words.has(C::Postcode) && words.has(C::City) && words.len() == 2 {
        return say(Meaning::Street, 60);
    }
    // The four digits behind a ZIP code are none.
    if words.last() == Some(C::Postcode) && words.ordinal == Some(4) {
        return other;
    }
    if words.has(C::Postcode) && !words.any(&[C::Date, C::Thing, C::Measure]) {
        return say(Meaning::Postcode, 90);
    }
    person_name(words)
        .or_else(|| geography(words))
        .or_else(|| moment(words))
        .or_else(|| organisation(words))
        .or_else(|| whole_name(words))
        .or_else(|| number(words))
        .or_else(|| rest(words))
        .map_or_else(
            || {
                if words.any(&[C::Thing, C::Measure, C::System]) {
                    other
                } else {
                    Guess { role, ..Guess::default() }
                }
            },
            |(meaning, strength)| say(meaning, strength),
        )
}

/// Given, family and middle names.
fn person_name(words: &Words) -> Option<(Meaning, u8)> {
    if words.any(&[C::Thing, C::Institution, C::Date, C::Time, C::System, C::Number, C::Country, C::Title])
        && !words.has(C::Given)
    {
        return None;
    }
    if words.has(C::Title) || words.any(&[C::Date, C::Number]) {
        return None;
    }
    // `EE Last`: of a person, last of all.
    let ends = matches!(words.last(), Some(C::First | C::Last));
    let alone = words.len() == 1 || ends && words.len() <= 4 && words.any(&PEOPLE);
    let named = words.any(&[C::Name, C::Initial, C::FullName]);
    // `family toilet`, `given consent`: the values must vary.
    let strength = if named || words.list.iter().all(Option::is_some) { 90 } else { 70 };
    if words.has(C::Middle) {
        return Some((Meaning::MiddleName, 85));
    }
    // `last, first`, `name (first, last)`.
    if (words.has(C::First) || words.has(C::Given)) && (words.has(C::Last) || words.has(C::Family)) {
        return Some((Meaning::PersonName, 85));
    }
    if words.has(C::Given) || (words.has(C::First) && (named || alone)) {
        return Some((
            Meaning::GivenName,
            if words.len() == 1 && words.has(C::First) { 55 } else { strength },
        ));
    }
    if words.has(C::Family) || (words.has(C::Last) && (named || alone)) {
        return Some((
            Meaning::FamilyName,
            if words.len() == 1 && words.has(C::Last) { 55 } else { strength },
        ));
    }
    words.has(C::FullName).then_some((Meaning::PersonName, 92))
}

fn geography(words: &Words) -> Option<(Meaning, u8)> {
    let last = words.list.iter().rev().flatten().find(|concept| GEOGRAPHY.contains(concept))?;
    if words.any(&[C::Date, C::Text])
        || (words.has(C::Number)
            && !words.any(&[C::Street, C::House, C::Unit, C::Address])
            && !matches!(last, C::Country | C::Region))
    {
        return None;
    }
    let place = words.has(C::Accident);
    match last {
        // `municipio_domicilio`: the town where someone lives.
        C::Address if words.len() == 2 && words.first() == Some(C::City) => Some((Meaning::City, 60)),
        C::Address if words.len() == 2 && words.first() == Some(C::Region) => Some((Meaning::Region, 60)),
        C::Address | C::Line if words.any(&[C::Address, C::Street]) => {
            Some(if place { (Meaning::Place, 80) } else { (Meaning::Street, 88) })
        }
        C::Street => Some((Meaning::Street, if words.has(C::Address) || words.len() == 1 { 85 } else { 75 })),
        C::House | C::Unit if words.any(&[C::Address, C::Street]) => Some((Meaning::Street, 70)),
        C::Unit | C::House if words.len() <= 2 => Some((Meaning::Street, 45)),
        C::City if words.last() == Some(C::City) || !words.any(&[C::Thing, C::Institution, C::Company]) => {
            Some((Meaning::City, if words.len() > 3 { 60 } else { 85 }))
        }
        // `estado pedido`: how far an order is.
        C::Region if words.any(&[C::Order, C::Shipment, C::Case, C::Policy]) => None,
        C::Region
            if words.last() == Some(C::Region) || !words.any(&[C::Thing, C::Institution, C::Company]) =>
        {
            Some((Meaning::Region, 75))
        }
        C::County => Some((Meaning::Region, 40)),
        C::Country => Some((Meaning::Country, 80)),
        _ => None,
    }
}

fn moment(words: &Words) -> Option<(Meaning, u8)> {
    let rank = if words.has(C::Expiry) {
        2
    } else if words.has(C::System) && !words.any(&[C::Accident, C::Happened]) {
        20
    } else if words.has(C::Accident) {
        100
    } else if words.has(C::Happened) {
        90
    } else if words.any(&[C::Case, C::Visit]) {
        80
    } else if words.any(&[C::Order, C::Shipment]) {
        70
    } else if words.any(&[C::Manifest, C::Receipt]) {
        60
    } else {
        50
    };
    if words.has(C::Date) {
        return Some((Meaning::Date(rank), 80));
    }
    if words.has(C::Time) {
        return Some((Meaning::Time, if rank >= 50 { 70 } else { 30 }));
    }
    // `shipped`, `occurred`, `created_at`.
    (words.len() <= 2
        && words.any(&[C::Happened, C::System])
        && !words.any(&[C::Name, C::Place, C::Number])
        && !words.any(&PEOPLE))
    .then_some((Meaning::Date(rank), 35))
}

fn organisation(words: &Words) -> Option<(Meaning, u8)> {
    let person = words.any(&PEOPLE) && !words.any(&[C::Customer, C::Owner]);
    if words.has(C::Company) && !words.has(C::Number) && !person {
        return Some((Meaning::Organisation, 85));
    }
    if words.has(C::Institution) && !words.has(C::Number) && !person {
        return Some((Meaning::Organisation, if words.has(C::Name) { 80 } else { 60 }));
    }
    None
}

fn whole_name(words: &Words) -> Option<(Meaning, u8)> {
    if words.any(&[C::Thing, C::Number, C::Measure, C::Text, C::System, C::Title]) {
        return None;
    }
    let person = words.any(&PEOPLE);
    if words.has(C::Place) && !person {
        return None;
    }
    if words.has(C::Name) {
        return match (person, words.len()) {
            (true, _) if words.has(C::User) => Some((Meaning::PersonName, 40)),
            (true, _) => Some((Meaning::PersonName, 85)),
            (false, 1) => Some((Meaning::PersonName, 50)),
            _ => Some((Meaning::PersonName, 45)),
        };
    }
    // `acct_holder`, `ship_to`: what they have or are sent stands before them.
    let last = words.last().is_some_and(|last| PEOPLE.contains(&last));
    let alone = words.list.iter().flatten().all(|concept| {
        PEOPLE.contains(concept)
            || matches!(concept, C::First | C::Last)
            || last && matches!(concept, C::Account | C::Happened)
    });
    (person && alone && words.list.iter().all(Option::is_some)).then_some((Meaning::PersonName, 50))
}

fn number(words: &Words) -> Option<(Meaning, u8)> {
    let numbered = words.any(&[C::Number, C::Account]);
    let alone = words.len() == 1;
    if words.any(&[C::Thing, C::Measure]) && !words.any(&[C::Case, C::Shipment]) {
        return None;
    }
    if words.has(C::OnBehalf)
        || (words.has(C::Client) && (numbered || alone))
        || (words.has(C::Sender) && words.has(C::Account))
    {
        return Some((Meaning::ClientKey, 70));
    }
    let rank = [
        (C::Receipt, 95),
        (C::Shipment, 90),
        (C::Case, 85),
        (C::Accident, 85),
        (C::Visit, 60),
        (C::Order, 60),
        (C::Manifest, 30),
        (C::Policy, 40),
    ]
    .iter()
    .find(|(concept, _)| words.has(*concept))
    .map(|(_, rank)| *rank);
    match rank {
        Some(rank) if numbered || words.only(C::Shipment) || (alone && rank >= 85) => {
            return Some((Meaning::RecordNumber(rank), 75));
        }
        _ => {}
    }
    // `customer_ref` is the customer's own word for the order.
    if words.reference && words.any(&PEOPLE) {
        return Some((Meaning::RecordNumber(35), 60));
    }
    if numbered && words.any(&PEOPLE) && !words.any(&[C::Institution, C::Company]) {
        return Some((Meaning::CustomerNumber, 80));
    }
    if words.has(C::Account) && !words.has(C::Company) {
        return Some((Meaning::CustomerNumber, 45));
    }
    (numbered
        && (alone || words.has(C::Number))
        && words.len() <= 2
        && !words.any(&[C::Institution, C::Company]))
    .then_some((Meaning::RecordNumber(10), 20))
}

fn rest(words: &Words) -> Option<(Meaning, u8)> {
    if words.has(C::Place) && !words.has(C::Number) {
        return Some(if words.any(&[C::Accident, C::Happened, C::Case]) {
            (Meaning::Place, 85)
        } else {
            (Meaning::Place, 40)
        });
    }
    if words.has(C::Relation) && !words.any(&[C::Number, C::Name]) {
        return Some((Meaning::Relation, 70));
    }
    words.has(C::Text).then_some((Meaning::FreeText, 60))
}

/// Whose item a column with these words holds.
#[must_use]
pub fn role_of(words: &Words) -> Role {
    let roles = [
        (C::Relative, Role::Relative),
        (C::Driver, Role::Driver),
        (C::Insured, Role::Insured),
        (C::Victim, Role::Victim),
        (C::Contact, Role::Contact),
        (C::Sender, Role::Sender),
        (C::Recipient, Role::Recipient),
        (C::Payer, Role::Payer),
        (C::Patient, Role::Patient),
        (C::Practitioner, Role::Practitioner),
        (C::Student, Role::Student),
        (C::Employee, Role::Employee),
        (C::Author, Role::Author),
        (C::Owner, Role::Owner),
        (C::Customer, Role::Customer),
        (C::User, Role::User),
    ];
    // Who looks after a contact: `Contact owner`.
    if words.has(C::Contact) && words.last() == Some(C::Owner) {
        return Role::Employee;
    }
    let found = roles.iter().find(|(concept, _)| words.has(*concept)).map(|(_, role)| *role);
    let shipped = words.has(C::Happened) && !words.has(C::Accident);
    match found {
        Some(role) => role,
        // `ship_name`, `delivery address`, `배송지`.
        None if shipped
            && (words.has(C::Name) || words.any(&GEOGRAPHY) || words.any(&[C::Phone, C::Postcode])) =>
        {
            Role::Recipient
        }
        None => Role::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn column_names() {
        for (name, meaning, role) in [
            ("cust_nm", Some(Meaning::PersonName), Role::Customer),
            ("first_name", Some(Meaning::GivenName), Role::Unknown),
            ("Contact owner", Some(Meaning::PersonName), Role::Employee),
            ("LastName", Some(Meaning::FamilyName), Role::Unknown),
            ("ship_to_city", Some(Meaning::City), Role::Recipient),
            ("RCPT_ADDR1", Some(Meaning::Street), Role::Recipient),
            ("수취인주소", Some(Meaning::Street), Role::Recipient),
            ("피보험자명", Some(Meaning::PersonName), Role::Insured),
            ("운전자성명", Some(Meaning::PersonName), Role::Driver),
            ("사고일시", Some(Meaning::Date(100)), Role::Unknown),
            ("사고장소", Some(Meaning::Place), Role::Unknown),
            ("접수번호", Some(Meaning::RecordNumber(95)), Role::Unknown),
            ("고객번호", Some(Meaning::CustomerNumber), Role::Customer),
            ("nom du destinataire", Some(Meaning::PersonName), Role::Recipient),
            ("code postal", Some(Meaning::Postcode), Role::Unknown),
            ("adresse", Some(Meaning::Street), Role::Unknown),
            ("tracking_no", Some(Meaning::RecordNumber(90)), Role::Unknown),
            ("TRACKING_PIN", Some(Meaning::RecordNumber(90)), Role::Unknown),
            ("customer-ref", Some(Meaning::RecordNumber(35)), Role::Customer),
            ("customer-no", Some(Meaning::CustomerNumber), Role::Customer),
            ("company_name", Some(Meaning::Organisation), Role::Unknown),
            ("contact_name", Some(Meaning::PersonName), Role::Contact),
            ("product_name", None, Role::Unknown),
            ("file name", None, Role::Unknown),
            ("mailed_by", Some(Meaning::ClientKey), Role::Unknown),
            ("client_id", Some(Meaning::ClientKey), Role::Unknown),
            ("shipped_at", Some(Meaning::Date(90)), Role::Unknown),
            ("print_date", Some(Meaning::Date(20)), Role::Unknown),
            ("address type", None, Role::Unknown),
            ("ip address", None, Role::Unknown),
            ("country-code", Some(Meaning::Country), Role::Unknown),
            ("prov_cd", Some(Meaning::Region), Role::Unknown),
            ("client-voice-number", None, Role::Unknown),
            ("memo", Some(Meaning::FreeText), Role::Unknown),
            ("성별", Some(Meaning::Sex), Role::Unknown),
            ("NOM_PRENOM", Some(Meaning::PersonName), Role::Unknown),
            ("EE Last", Some(Meaning::FamilyName), Role::Employee),
            ("PREN_CLI", Some(Meaning::GivenName), Role::Customer),
            ("ship_to", Some(Meaning::PersonName), Role::Recipient),
            ("acct_holder", Some(Meaning::PersonName), Role::Owner),
            ("acct_no", Some(Meaning::CustomerNumber), Role::Unknown),
            ("disease_name", Some(Meaning::Illness), Role::Unknown),
            ("진단명", Some(Meaning::Illness), Role::Unknown),
            ("matricule", Some(Meaning::CustomerNumber), Role::Employee),
            ("Primary Member First", Some(Meaning::GivenName), Role::Customer),
            ("PLZ/Ort", Some(Meaning::Street), Role::Unknown),
            ("mail_addr1", Some(Meaning::Street), Role::Unknown),
            ("CD_POST", Some(Meaning::Postcode), Role::Unknown),
            ("drv_rel", Some(Meaning::Relation), Role::Driver),
            ("관계", Some(Meaning::Relation), Role::Unknown),
        ] {
            let guess = guess(&words(name));
            assert_eq!((guess.meaning, guess.role), (meaning, role), "{name}");
        }
    }
}
