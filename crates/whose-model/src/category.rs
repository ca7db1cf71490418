//! What kinds of personal data there are.
//!
//! The general kinds stand here because several steps speak of them. A national or company identifier brings
//! its own [`Category`] from its one file in `whose-detect/src/identifiers/`; `whose_detect::categories()`
//! is the whole list, and every case stores the list it was made with, so that a later step needs no other.

use serde::{Deserialize, Serialize};

/// The heading a category is reported under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Names.
    Name,
    /// Postal addresses and their parts.
    Address,
    /// E-mail, phone, messenger.
    Contact,
    /// Date of birth, age, sex, nationality.
    Personal,
    /// Numbers that a state gives to one person.
    NationalId,
    /// Cards, accounts, IBAN.
    Financial,
    /// Health numbers, diagnoses.
    Health,
    /// Passwords, hashes, keys, tokens.
    Login,
    /// Plates and vehicle numbers.
    Vehicle,
    /// Addresses of devices.
    Device,
    /// What happened to the person: date, time and place of an event.
    Event,
    /// Numbers a company gives: customer, policy, claim, tracking.
    Company,
}

impl Group {
    /// Stable code, used in tables and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::Contact => "contact",
            Self::Personal => "personal",
            Self::NationalId => "national-id",
            Self::Financial => "financial",
            Self::Health => "health",
            Self::Login => "login",
            Self::Vehicle => "vehicle",
            Self::Device => "device",
            Self::Event => "event",
            Self::Company => "company",
        }
    }
}

/// How two values of a category are compared, and what they are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// Whole person name, any order.
    Name,
    /// Given name alone.
    GivenName,
    /// Family name alone.
    FamilyName,
    /// Street, number, unit, box: the lines of an address without city and code.
    Street,
    /// City, region or country.
    Place,
    /// Postal code.
    Postcode,
    /// E-mail address, lower case.
    Email,
    /// Phone number: `+` country code and digits where the country is known, else digits.
    Phone,
    /// Date of birth, `YYYY-MM-DD`, unknown positions starred.
    BirthDate,
    /// A date that says nothing about who it is.
    Date,
    /// A number or code that belongs to one person, vehicle or account: equal or compatible, or not.
    Identifier,
    /// A value with few possible contents: sex, title, country.
    Category,
    /// Never compared: free text, secrets.
    Opaque,
}

/// A word in the three languages of the report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
    /// French.
    pub fr: String,
}

/// One kind of personal data, as a constant in the file that finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CategoryDefinition {
    /// Stable code: `person-name`, `kr-resident-number`.
    pub code: &'static str,
    /// Heading in the report.
    pub group: Group,
    /// How values compare.
    pub comparison: Comparison,
    /// Does a value, alone, point at one person (a person's mention may consist of it)?
    pub identifies: bool,
    /// English, Korean, French.
    pub label: [&'static str; 3],
}

/// One kind of personal data, as a case stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Position in the case's list; the number that tables hold.
    pub id: CategoryId,
    /// Stable code.
    pub code: String,
    /// Heading in the report.
    pub group: Group,
    /// How values compare.
    pub comparison: Comparison,
    /// Does a value, alone, point at one person?
    pub identifies: bool,
    /// Names for people.
    pub label: Label,
}

impl Category {
    /// The code it is reported under: parts of a name, an address or a phone count as one item.
    #[must_use]
    pub fn reported_as(&self) -> &str {
        match self.comparison {
            Comparison::Name | Comparison::GivenName | Comparison::FamilyName => general::PERSON_NAME.code,
            Comparison::Phone => general::PHONE.code,
            _ if self.group == Group::Address => general::STREET_ADDRESS.code,
            _ => &self.code,
        }
    }
}

/// Number of a category within one case's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategoryId(pub u8);

/// The list of categories that a run knows. At most 128.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categories(Vec<Category>);

impl Categories {
    /// Numbers the definitions in the order given.
    ///
    /// # Panics
    /// When there are more than 128, or one code stands twice: both are mistakes in the list itself.
    #[must_use]
    pub fn new(definitions: &[CategoryDefinition]) -> Self {
        assert!(definitions.len() <= 128, "a category set has 128 bits");
        let list: Vec<Category> = definitions
            .iter()
            .zip(0u8..)
            .map(|(definition, number)| Category {
                id: CategoryId(number),
                code: definition.code.to_string(),
                group: definition.group,
                comparison: definition.comparison,
                identifies: definition.identifies,
                label: Label {
                    en: definition.label[0].to_string(),
                    ko: definition.label[1].to_string(),
                    fr: definition.label[2].to_string(),
                },
            })
            .collect();
        for (at, category) in list.iter().enumerate() {
            assert!(
                list[..at].iter().all(|other| other.code != category.code),
                "{} stands twice",
                category.code
            );
        }
        Self(list)
    }

    /// A list read back from a case.
    #[must_use]
    pub fn from_stored(list: Vec<Category>) -> Self {
        Self(list)
    }

    /// All, by number.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Category> {
        self.0.iter()
    }

    /// The category of that number.
    ///
    /// # Panics
    /// When the number is not of this list.
    #[must_use]
    pub fn get(&self, id: CategoryId) -> &Category {
        &self.0[id.0 as usize]
    }

    /// The category with that code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Category> {
        self.0.iter().find(|category| category.code == code)
    }

    /// The number of a code that is known to be in the list.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn id(&self, definition: &CategoryDefinition) -> CategoryId {
        self.by_code(definition.code).unwrap_or_else(|| panic!("no category {}", definition.code)).id
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A set of categories of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategorySet(pub u128);

impl CategorySet {
    /// Adds one.
    #[inline]
    pub fn insert(&mut self, id: CategoryId) {
        self.0 |= 1 << id.0;
    }

    /// Is it in?
    #[inline]
    #[must_use]
    pub const fn contains(self, id: CategoryId) -> bool {
        self.0 >> id.0 & 1 == 1
    }

    /// Either.
    #[inline]
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// None at all?
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, ascending.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = CategoryId> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let id = left.trailing_zeros() as u8;
            left &= left.wrapping_sub(1);
            (id < 128).then_some(CategoryId(id))
        })
    }
}

/// The kinds that more than one step speaks of.
pub mod general {
    use super::{CategoryDefinition, Comparison, Group};

    const fn define(
        code: &'static str,
        group: Group,
        comparison: Comparison,
        identifies: bool,
        label: [&'static str; 3],
    ) -> CategoryDefinition {
        CategoryDefinition { code, group, comparison, identifies, label }
    }

    /// A person's whole name as written, NFC, single spaces.
    pub const PERSON_NAME: CategoryDefinition =
        define("person-name", Group::Name, Comparison::Name, true, ["name", "성명", "nom"]);
    /// Given name, where a source keeps it apart.
    pub const GIVEN_NAME: CategoryDefinition =
        define("given-name", Group::Name, Comparison::GivenName, true, ["given name", "이름", "prénom"]);
    /// Family name, where a source keeps it apart.
    pub const FAMILY_NAME: CategoryDefinition = define(
        "family-name",
        Group::Name,
        Comparison::FamilyName,
        true,
        ["family name", "성", "nom de famille"],
    );
    /// Name of a company or authority. Never a person; kept to tell the two apart.
    pub const ORGANISATION_NAME: CategoryDefinition = define(
        "organisation-name",
        Group::Company,
        Comparison::Opaque,
        false,
        ["organisation", "회사·기관명", "organisation"],
    );
    /// Street lines joined by `, `, or a whole address on one line where it cannot be parted.
    pub const STREET_ADDRESS: CategoryDefinition = define(
        "street-address",
        Group::Address,
        Comparison::Street,
        false,
        ["postal address", "주소", "adresse postale"],
    );
    /// City, town, 시군구.
    pub const CITY: CategoryDefinition =
        define("city", Group::Address, Comparison::Place, false, ["city", "시군구", "ville"]);
    /// Province, state, 시도.
    pub const REGION: CategoryDefinition = define(
        "region",
        Group::Address,
        Comparison::Place,
        false,
        ["province or state", "시도", "province ou état"],
    );
    /// Postal code, upper case, without spaces.
    pub const POSTCODE: CategoryDefinition = define(
        "postcode",
        Group::Address,
        Comparison::Postcode,
        false,
        ["postal code", "우편번호", "code postal"],
    );
    /// Country, as written.
    pub const COUNTRY: CategoryDefinition =
        define("country", Group::Address, Comparison::Place, false, ["country", "국가", "pays"]);
    /// E-mail address, lower case.
    pub const EMAIL: CategoryDefinition =
        define("email", Group::Contact, Comparison::Email, true, ["e-mail address", "이메일", "courriel"]);
    /// Phone of unknown kind or landline.
    pub const PHONE: CategoryDefinition = define(
        "phone",
        Group::Contact,
        Comparison::Phone,
        true,
        ["phone number", "전화번호", "numéro de téléphone"],
    );
    /// Mobile phone, where the numbering plan tells.
    pub const MOBILE: CategoryDefinition = define(
        "mobile",
        Group::Contact,
        Comparison::Phone,
        true,
        ["mobile number", "휴대전화번호", "numéro de mobile"],
    );
    /// Date of birth.
    pub const BIRTH_DATE: CategoryDefinition = define(
        "birth-date",
        Group::Personal,
        Comparison::BirthDate,
        false,
        ["date of birth", "생년월일", "date de naissance"],
    );
    /// Sex or gender.
    pub const SEX: CategoryDefinition =
        define("sex", Group::Personal, Comparison::Category, false, ["sex", "성별", "sexe"]);
    /// Date of the event that a record tells of: shipped, accident, visit.
    pub const EVENT_DATE: CategoryDefinition = define(
        "event-date",
        Group::Event,
        Comparison::Date,
        false,
        ["date of the event", "발생일", "date de l’événement"],
    );
    /// Time of day of that event.
    pub const EVENT_TIME: CategoryDefinition = define(
        "event-time",
        Group::Event,
        Comparison::Opaque,
        false,
        ["time of the event", "발생시각", "heure de l’événement"],
    );
    /// Where it happened.
    pub const EVENT_PLACE: CategoryDefinition = define(
        "event-place",
        Group::Event,
        Comparison::Opaque,
        false,
        ["place of the event", "발생장소", "lieu de l’événement"],
    );
    /// Registration plate of a vehicle, without spaces.
    pub const PLATE: CategoryDefinition = define(
        "plate",
        Group::Vehicle,
        Comparison::Identifier,
        true,
        ["registration plate", "차량번호", "plaque d’immatriculation"],
    );
    /// Number that the company gave to a customer.
    pub const CUSTOMER_NUMBER: CategoryDefinition = define(
        "customer-number",
        Group::Company,
        Comparison::Identifier,
        true,
        ["customer number", "고객번호", "numéro de client"],
    );
    /// Number of a record of the business: shipment, claim, order, policy. Never a person's.
    pub const RECORD_NUMBER: CategoryDefinition = define(
        "record-number",
        Group::Company,
        Comparison::Opaque,
        false,
        ["record number", "접수번호", "numéro de dossier"],
    );
    /// Which client a record was held for. Never a person's.
    pub const CLIENT_KEY: CategoryDefinition =
        define("client-key", Group::Company, Comparison::Opaque, false, ["client", "위탁사", "client"]);
    /// Number by which a row of one table is tied to a row of another that holds more of the same person. Never a person's; a record
    /// that shows nothing else but an address is told to be somebody's by it.
    pub const REFERENCE: CategoryDefinition = define(
        "reference",
        Group::Company,
        Comparison::Opaque,
        true,
        ["key between tables", "테이블 연결 키", "clé entre tables"],
    );
    /// Text in sentences that may hold findings of every kind.
    pub const FREE_TEXT: CategoryDefinition = define(
        "free-text",
        Group::Event,
        Comparison::Opaque,
        false,
        ["free text", "자유 서술", "texte libre"],
    );

    /// Account of a test, or of a system itself. Nobody's; counted so that the report can say how many there were.
    pub const TEST_ACCOUNT: CategoryDefinition = define(
        "test-account",
        Group::Company,
        Comparison::Opaque,
        false,
        ["test or system account", "시험·시스템 계정", "compte de test ou du système"],
    );
    /// What stands beside a person's data and is none: numbers of records, keys of clients and between tables, names of companies.
    pub const OF_NOBODY: [&str; 4] =
        [ORGANISATION_NAME.code, RECORD_NUMBER.code, CLIENT_KEY.code, REFERENCE.code];

    /// All kinds of this module, by their numbers.
    pub const ALL: &[CategoryDefinition] = &[
        PERSON_NAME,
        GIVEN_NAME,
        FAMILY_NAME,
        ORGANISATION_NAME,
        STREET_ADDRESS,
        CITY,
        REGION,
        POSTCODE,
        COUNTRY,
        EMAIL,
        PHONE,
        MOBILE,
        BIRTH_DATE,
        SEX,
        EVENT_DATE,
        EVENT_TIME,
        EVENT_PLACE,
        PLATE,
        CUSTOMER_NUMBER,
        RECORD_NUMBER,
        CLIENT_KEY,
        FREE_TEXT,
        TEST_ACCOUNT,
        REFERENCE,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_categories_have_distinct_codes_and_numbers() {
        let categories = Categories::new(general::ALL);
        for (number, category) in categories.iter().enumerate() {
            assert_eq!(usize::from(category.id.0), number);
        }
        assert_eq!(categories.get(categories.id(&general::EMAIL)).code, "email");
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = CategorySet::default();
        set.insert(CategoryId(0));
        set.insert(CategoryId(127));
        assert_eq!(set.iter().collect::<Vec<_>>(), [CategoryId(0), CategoryId(127)]);
    }
}
