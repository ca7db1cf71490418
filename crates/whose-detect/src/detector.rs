//! The detector: built once per run, shared by all threads, asked for one [`SourceDetector`] per source.

use std::sync::Arc;

use arrow_array::RecordBatch;
use rustc_hash::FxHashMap;
use whose_model::category::{CategoryDefinition, general};
use whose_model::client::{ClientKey, normal_key};
use whose_model::prose::NamesInProse;
use whose_model::{Categories, CategoryId, CategorySet, Place, SourceId};

use crate::corrections::Corrections;
use crate::elsewhere::Elsewhere;
use crate::identifiers::{BANK_ACCOUNT, DRIVER_LICENCE, diagnosis};
use crate::scan::{Findings, OwnNumbers, Scanner};
use crate::source::SourceDetector;
use crate::text::{self, Span};

/// What a run may set.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Keys under which the contractor filed its clients.
    pub client_keys: Vec<ClientKey>,
    /// Corrected layouts.
    pub corrections: Corrections,
    /// What tables of the same layout elsewhere tell.
    pub elsewhere: Elsewhere,
    /// The sources are the company's own customer list: every row is one customer, whoever else it names.
    pub registry: bool,
    /// Numbers of the company's own.
    pub own_numbers: OwnNumbers,
    /// A model that is asked for names in running text too; never for cells of columns whose meaning is known.
    pub names_in_prose: Option<Arc<dyn NamesInProse>>,
}

/// Finds layouts, findings and mentions.
#[derive(Debug)]
pub struct Detector {
    scanner: Scanner,
    ids: Ids,
    clients: FxHashMap<String, String>,
    corrections: Corrections,
    elsewhere: Elsewhere,
    registry: bool,
    names_in_prose: Option<Arc<dyn NamesInProse>>,
    code_hashes: Vec<u64>,
}

impl Detector {
    /// A detector for these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let scanner = Scanner::with_own(options.own_numbers);
        let ids = Ids::of(scanner.categories());
        let clients =
            options.client_keys.into_iter().map(|client| (normal_key(&client.key), client.key)).collect();
        let code_hashes = scanner
            .categories()
            .iter()
            .map(|category| {
                let mut hash = crate::hash::StableHash::default();
                hash.text(&category.code);
                hash.finish()
            })
            .collect();
        Self {
            scanner,
            ids,
            clients,
            corrections: options.corrections,
            elsewhere: options.elsewhere,
            registry: options.registry,
            names_in_prose: options.names_in_prose,
            code_hashes,
        }
    }

    /// The categories that findings and mentions are numbered by.
    #[must_use]
    pub fn categories(&self) -> &Categories {
        self.scanner.categories()
    }

    /// A detector of one source; mentions go to `give`, in the order of the records of each table.
    pub fn source<'a>(
        &'a self,
        id: SourceId,
        place: &Place,
        give: Box<dyn FnMut(RecordBatch) + Send + 'a>,
    ) -> SourceDetector<'a> {
        SourceDetector::new(self, id, place, give)
    }

    /// What a free text holds, in the order of the text, nothing within another: identifiers, names, addresses,
    /// and places that nothing ties to an address (those with a certainty below 50).
    #[must_use]
    pub fn read_text(&self, text: &str) -> Vec<Span> {
        text::spans(self, text, None, &mut Findings::default())
    }

    pub(crate) const fn scanner(&self) -> &Scanner {
        &self.scanner
    }

    pub(crate) fn names_in_prose(&self) -> Option<&dyn NamesInProse> {
        self.names_in_prose.as_deref()
    }

    pub(crate) const fn ids(&self) -> &Ids {
        &self.ids
    }

    pub(crate) const fn elsewhere(&self) -> &Elsewhere {
        &self.elsewhere
    }

    pub(crate) fn corrections_of(&self, source: SourceId) -> Corrections {
        self.corrections.of_source(source.0)
    }

    /// Hash of a category's code: equal in every version, unlike its number.
    pub(crate) fn code_hash(&self, category: CategoryId) -> u64 {
        self.code_hashes[usize::from(category.0)]
    }

    /// Does it read the company's own customer list, in which each row is one customer?
    pub(crate) const fn reads_registry(&self) -> bool {
        self.registry
    }

    /// What is known, for the judging of layouts.
    pub(crate) fn knowledge<'k>(&'k self, corrections: &'k Corrections, place: &'k str) -> Knowledge<'k> {
        Knowledge {
            scanner: &self.scanner,
            categories: self.scanner.categories(),
            ids: &self.ids,
            clients: &self.clients,
            corrections,
            place,
            registry: self.registry,
        }
    }

    /// The key of a known client that a path names, by a folder, a file or a part of their names.
    pub(crate) fn client_of_place(&self, place: &str) -> Option<&str> {
        if self.clients.is_empty() {
            return None;
        }
        let components = || place.split(['/', '\\', '!']).filter(|part| !part.is_empty()).rev();
        let tokens = |part: &'_ str| -> Vec<String> {
            part.split(['_', '-', '.', ' ', '(', ')', '='])
                .filter(|token| token.len() >= 3)
                .map(normal_key)
                .collect()
        };
        components()
            .find_map(|part| self.clients.get(&normal_key(part.split('.').next().unwrap_or(part))))
            .or_else(|| {
                components().find_map(|part| tokens(part).iter().find_map(|token| self.clients.get(token)))
            })
            .map(String::as_str)
    }

    /// The key of the known client with which a record's own number begins: carriers and issuers number that way.
    pub(crate) fn client_of_number(&self, number: &str) -> Option<&str> {
        if self.clients.is_empty() || number.len() > 60 {
            return None;
        }
        let number = normal_key(number);
        let longest = LONGEST_KEY.min(number.len().checked_sub(SHORTEST_SERIAL)?);
        (SHORTEST_KEY..=longest)
            .rev()
            .find_map(|length| self.clients.get(number.get(..length)?))
            .map(String::as_str)
    }
}

/// A client's key of fewer characters begins other numbers by chance.
const SHORTEST_KEY: usize = 6;
/// Longest key that is looked for at the beginning of a number.
const LONGEST_KEY: usize = 16;
/// What must follow the key in a number.
const SHORTEST_SERIAL: usize = 4;

/// What is known while layouts are judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knowledge<'a> {
    pub scanner: &'a Scanner,
    pub categories: &'a Categories,
    pub ids: &'a Ids,
    pub clients: &'a FxHashMap<String, String>,
    pub corrections: &'a Corrections,
    pub place: &'a str,
    pub registry: bool,
}

impl Knowledge<'_> {
    /// The known client's key that a value is.
    pub(crate) fn client_of(&self, value: &str) -> Option<&str> {
        if self.clients.is_empty() || value.len() > 60 {
            return None;
        }
        self.clients.get(&normal_key(value)).map(String::as_str)
    }
}

macro_rules! ids {
    ($($name:ident = $definition:ident,)*) => {
        /// Numbers of the general categories.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Ids {
            $(pub $name: CategoryId,)*
            /// Payment cards, where the list has them.
            pub card: Option<CategoryId>,
            /// Illnesses, by code or in words.
            pub diagnosis: CategoryId,
            /// Addresses of computers.
            pub ip_address: Option<CategoryId>,
            /// Accounts at banks.
            pub bank_account: CategoryId,
            /// Driver licences.
            pub driver_licence: CategoryId,
            identifying: CategorySet,
        }

        impl Ids {
            fn of(categories: &Categories) -> Self {
                let id = |definition: &CategoryDefinition| categories.id(definition);
                let mut identifying = CategorySet::default();
                categories.iter().filter(|category| category.identifies).for_each(|category| identifying.insert(category.id));
                let card = categories.by_code("card").map(|category| category.id);
                let ip_address = categories.by_code("ip-address").map(|category| category.id);
                let diagnosis = id(&diagnosis::IDENTIFIER.category);
                let (bank_account, driver_licence) = (id(&BANK_ACCOUNT), id(&DRIVER_LICENCE));
                Self { $($name: id(&general::$definition),)* card, diagnosis, ip_address, bank_account, driver_licence, identifying }
            }
        }
    };
}

ids! {
    person_name = PERSON_NAME,
    given_name = GIVEN_NAME,
    family_name = FAMILY_NAME,
    organisation = ORGANISATION_NAME,
    street = STREET_ADDRESS,
    city = CITY,
    region = REGION,
    postcode = POSTCODE,
    country = COUNTRY,
    email = EMAIL,
    phone = PHONE,
    mobile = MOBILE,
    birth_date = BIRTH_DATE,
    sex = SEX,
    event_date = EVENT_DATE,
    event_time = EVENT_TIME,
    event_place = EVENT_PLACE,
    plate = PLATE,
    customer_number = CUSTOMER_NUMBER,
    record_number = RECORD_NUMBER,
    client_key = CLIENT_KEY,
    reference = REFERENCE,
}

impl Ids {
    /// May a mention consist of it alone?
    pub(crate) const fn identifies(&self, category: CategoryId) -> bool {
        self.identifying.contains(category)
    }

    /// Phone or mobile?
    pub(crate) fn is_phone(&self, category: CategoryId) -> bool {
        category == self.phone || category == self.mobile
    }

    /// Part of an address?
    pub(crate) fn is_address(&self, category: CategoryId) -> bool {
        [self.street, self.city, self.region, self.postcode, self.country].contains(&category)
    }

    /// Part of a person's name?
    pub(crate) fn is_name(&self, category: CategoryId) -> bool {
        category == self.person_name || category == self.given_name || category == self.family_name
    }
}
