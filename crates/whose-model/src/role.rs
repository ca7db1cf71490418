//! In which role a person appears in a record.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $code:literal [$en:literal, $ko:literal, $fr:literal],)*) => {
        /// In which role a person appears in a record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[repr(u8)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            /// Every role, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// English, Korean, French.
            #[must_use]
            pub const fn label(self) -> [&'static str; 3] {
                match self { $(Self::$name => [$en, $ko, $fr],)* }
            }
        }
    };
}

roles! {
    /// Nothing tells.
    #[default]
    Unknown = "unknown" ["unknown", "미상", "inconnu"],
    /// Receives a shipment.
    Recipient = "recipient" ["recipient", "수취인", "destinataire"],
    /// Sends a shipment.
    Sender = "sender" ["sender", "발송인", "expéditeur"],
    /// Buys, or holds a contract that has no better word.
    Customer = "customer" ["customer", "고객", "client"],
    /// Pays.
    Payer = "payer" ["payer", "납부자", "payeur"],
    /// Insured by a policy.
    Insured = "insured" ["insured", "피보험자", "assuré"],
    /// Drove the vehicle.
    Driver = "driver" ["driver", "운전자", "conducteur"],
    /// Harmed in an accident, other party.
    Victim = "victim" ["other party", "피해자", "tiers"],
    /// Is treated, or a member of a health plan.
    Patient = "patient" ["patient", "환자", "patient"],
    /// Treats.
    Practitioner = "practitioner" ["practitioner", "의료인", "praticien"],
    /// Works for the organisation that the record belongs to.
    Employee = "employee" ["employee", "직원", "employé"],
    /// Speaks for a company.
    Contact = "contact" ["contact person", "담당자", "personne-ressource"],
    /// Related to another person in the record: spouse, next of kin, guardian.
    Relative = "relative" ["relative", "가족", "proche"],
    /// Learns.
    Student = "student" ["student", "학생", "étudiant"],
    /// Wrote the message.
    Author = "author" ["author", "작성자", "auteur"],
    /// Holds a log-in.
    User = "user" ["user", "사용자", "utilisateur"],
    /// Owns the thing: vehicle, house, account.
    Owner = "owner" ["owner", "소유자", "propriétaire"],
}

impl Role {
    /// The role of a stored number; `Unknown` for a number of a later version.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// The role with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.code() == code)
    }
}
