//! What people who were told came back with: questions, objections, claims; what was answered, decided and paid.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What someone wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnquiryKind {
    /// To know something.
    Question,
    /// To have something stopped, corrected or deleted.
    Objection,
    /// To be compensated.
    Claim,
}

impl EnquiryKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Question, Self::Objection, Self::Claim];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Objection => "objection",
            Self::Claim => "claim",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnquiryStep {
    /// It was answered; of a claim: settled without money.
    Answered,
    /// It was refused.
    Rejected,
    /// Compensation was decided.
    Decided,
    /// Compensation was paid, or a part of it.
    Paid,
}

impl EnquiryStep {
    /// Every step.
    pub const ALL: [Self; 4] = [Self::Answered, Self::Rejected, Self::Decided, Self::Paid];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Rejected => "rejected",
            Self::Decided => "decided",
            Self::Paid => "paid",
        }
    }

    /// The step of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// Money, in the smallest unit of its currency: `120.50 CAD` is 12,050 cents, `100000 KRW` is 100,000 won.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    /// In the smallest unit.
    pub units: u64,
    /// ISO 4217 code.
    pub currency: String,
}

/// Currencies without a smaller unit in use, ISO 4217.
const WITHOUT_CENTS: [&str; 5] = ["KRW", "JPY", "VND", "CLP", "ISK"];

impl Money {
    fn decimals(currency: &str) -> u32 {
        if WITHOUT_CENTS.contains(&currency) { 0 } else { 2 }
    }
}

/// What is wrong with an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MoneyError(String);

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let wrong = || MoneyError(format!("{text} is no amount with its currency: 120.50 CAD, 100000 KRW"));
        let (amount, currency) = text.trim().split_once(' ').ok_or_else(wrong)?;
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(wrong());
        }
        let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
        let decimals = Self::decimals(currency);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > decimals as usize {
            return Err(wrong());
        }
        let padded = format!("{part:0<width$}", width = decimals as usize);
        let units: u64 = format!("{whole}{padded}").parse().map_err(|_| wrong())?;
        if units == 0 {
            return Err(MoneyError(format!("{text}: an amount is more than nothing")));
        }
        Ok(Self { units, currency: currency.to_string() })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::decimals(&self.currency) {
            0 => write!(formatter, "{} {}", self.units, self.currency),
            _ => write!(formatter, "{}.{:02} {}", self.units / 100, self.units % 100, self.currency),
        }
    }
}

impl TryFrom<String> for Money {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

/// One enquiry, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// Number in the case, from 1.
    pub number: u32,
    /// What is wanted.
    pub kind: EnquiryKind,
    /// Person, as printed; empty where who asks is in no record.
    pub person: String,
    /// Day it came, ISO.
    pub received: String,
    /// What it is about, in a few words without personal data.
    pub about: String,
    /// The last step; none: open.
    pub step: Option<EnquiryStep>,
    /// Day of the last step, ISO.
    pub step_day: String,
    /// Compensation that was decided.
    pub decided: Option<Money>,
    /// Compensation that was paid, in the same currency.
    pub paid: Option<Money>,
}

impl Enquiry {
    /// Does someone still wait? Also who was promised more than was paid.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.step {
            None => true,
            Some(EnquiryStep::Answered | EnquiryStep::Rejected) => false,
            Some(EnquiryStep::Decided | EnquiryStep::Paid) => self.decided != self.paid,
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// When it does not follow from what was before: then nothing is changed.
    pub fn take(&mut self, step: EnquiryStep, amount: Option<Money>, day: &str) -> Result<(), String> {
        let number = self.number;
        match (step, &amount) {
            (EnquiryStep::Decided | EnquiryStep::Paid, None) => {
                return Err(format!(
                    "an amount with its currency belongs to {}: --amount \"120.50 CAD\"",
                    step.code()
                ));
            }
            (EnquiryStep::Answered | EnquiryStep::Rejected, Some(_)) => {
                return Err(format!("no amount belongs to {}", step.code()));
            }
            _ => {}
        }
        if matches!(step, EnquiryStep::Answered | EnquiryStep::Rejected) && self.paid.is_some() {
            return Err(format!("enquiry {number} was paid already"));
        }
        match step {
            EnquiryStep::Answered | EnquiryStep::Rejected => self.decided = None,
            EnquiryStep::Decided => {
                if let (Some(paid), Some(decided)) = (&self.paid, &amount)
                    && (paid.currency != decided.currency || paid.units > decided.units)
                {
                    return Err(format!(
                        "{paid} was paid on enquiry {number} already: {decided} does not hold it"
                    ));
                }
                self.decided = amount;
            }
            EnquiryStep::Paid => self.pay(amount)?,
        }
        self.step = Some(step);
        self.step_day = day.to_string();
        Ok(())
    }

    fn pay(&mut self, amount: Option<Money>) -> Result<(), String> {
        let number = self.number;
        let (Some(decided), Some(amount)) = (&self.decided, amount) else {
            return Err(format!(
                "no compensation was decided on enquiry {number}: settle it with `decided` first"
            ));
        };
        let before = self.paid.as_ref().map_or(0, |paid| paid.units);
        let units = before.saturating_add(amount.units);
        if amount.currency != decided.currency || units > decided.units {
            let before = Money { units: before, currency: decided.currency.clone() };
            return Err(format!(
                "{decided} was decided on enquiry {number} and {before} paid: {amount} is not what is left"
            ));
        }
        self.paid = Some(Money { units, currency: amount.currency });
        Ok(())
    }
}

/// Enquiries, counted for the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EnquiryCounts {
    /// All.
    pub all: u64,
    /// Of these, those in which someone still waits.
    pub open: u64,
    /// By kind, in the order of [`EnquiryKind::ALL`].
    pub kinds: Vec<EnquiryKindCount>,
    /// Compensation by currency.
    pub money: Vec<MoneyCount>,
}

/// Enquiries of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryKindCount {
    /// Which.
    pub kind: EnquiryKind,
    /// All.
    pub all: u64,
    /// Those in which someone still waits.
    pub open: u64,
    /// Answered.
    pub answered: u64,
    /// Rejected.
    pub rejected: u64,
    /// With compensation decided, paid or not.
    pub decided: u64,
}

/// Compensation in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyCount {
    /// What was decided.
    pub decided: Money,
    /// What of it was paid; none: nothing yet.
    pub paid: Option<Money>,
    /// Enquiries.
    pub enquiries: u64,
}

impl EnquiryCounts {
    /// Counts enquiries.
    #[must_use]
    pub fn of(enquiries: &[Enquiry]) -> Self {
        let mut money: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
        for (decided, paid) in enquiries.iter().filter_map(|one| Some((one.decided.as_ref()?, &one.paid))) {
            let sum = money.entry(&decided.currency).or_default();
            sum.0 = sum.0.saturating_add(decided.units);
            sum.1 = sum.1.saturating_add(paid.as_ref().map_or(0, |paid| paid.units));
            sum.2 += 1;
        }
        let kind = |kind: EnquiryKind| {
            let of_kind = || enquiries.iter().filter(move |one| one.kind == kind);
            let count = |fits: &dyn Fn(&Enquiry) -> bool| of_kind().filter(|one| fits(one)).count() as u64;
            EnquiryKindCount {
                kind,
                all: count(&|_| true),
                open: count(&Enquiry::is_open),
                answered: count(&|one| one.step == Some(EnquiryStep::Answered)),
                rejected: count(&|one| one.step == Some(EnquiryStep::Rejected)),
                decided: count(&|one| one.decided.is_some()),
            }
        };
        Self {
            all: enquiries.len() as u64,
            open: enquiries.iter().filter(|one| one.is_open()).count() as u64,
            kinds: EnquiryKind::ALL.map(kind).into(),
            money: money
                .into_iter()
                .map(|(currency, (decided, paid, enquiries))| {
                    let of = |units| Money { units, currency: currency.to_string() };
                    MoneyCount { decided: of(decided), paid: (paid > 0).then(|| of(paid)), enquiries }
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Option<Money> {
        Some(text.parse().unwrap())
    }

    fn claim() -> Enquiry {
        Enquiry {
            number: 1,
            kind: EnquiryKind::Claim,
            person: String::new(),
            received: "2026-11-01".into(),
            about: String::new(),
            step: None,
            step_day: String::new(),
            decided: None,
            paid: None,
        }
    }

    #[test]
    fn amounts_are_whole_numbers_of_the_smallest_unit() {
        for (text, units, printed) in [
            ("120.5 CAD", 12_050, "120.50 CAD"),
            ("100000 KRW", 100_000, "100000 KRW"),
            ("0.01 EUR", 1, "0.01 EUR"),
        ] {
            let money: Money = text.parse().unwrap();
            assert_eq!((money.units, money.to_string().as_str()), (units, printed));
        }
        for text in [
            "",
            "120",
            "CAD 120",
            "-1 CAD",
            "1.005 CAD",
            "1.5 KRW",
            "1,000 CAD",
            "0 CAD",
            "1 cad",
            "1e9 CAD",
            "99999999999999999999 CAD",
            ". CAD",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_claim_is_open_until_all_that_was_decided_is_paid() {
        let mut one = claim();
        assert!(one.is_open());
        one.take(EnquiryStep::Decided, money("100 CAD"), "2026-11-02").unwrap();
        assert!(one.is_open());
        one.take(EnquiryStep::Paid, money("60 CAD"), "2026-11-03").unwrap();
        assert!(one.is_open());
        one.take(EnquiryStep::Paid, money("40 CAD"), "2026-11-04").unwrap();
        assert!(!one.is_open());
        assert_eq!((one.paid, one.step_day.as_str()), (money("100 CAD"), "2026-11-04"));
    }

    #[test]
    fn a_step_that_does_not_follow_is_refused_and_changes_nothing() {
        let mut one = claim();
        let refused = |one: &mut Enquiry, step, amount, says: &str| {
            let before = one.clone();
            let message = one.take(step, amount, "2026-11-02").unwrap_err();
            assert!(message.contains(says), "{message}");
            assert_eq!(*one, before);
        };
        refused(&mut one, EnquiryStep::Paid, money("1 CAD"), "no compensation was decided");
        refused(&mut one, EnquiryStep::Decided, None, "--amount");
        refused(&mut one, EnquiryStep::Answered, money("1 CAD"), "no amount belongs");
        one.take(EnquiryStep::Decided, money("100 CAD"), "2026-11-02").unwrap();
        refused(&mut one, EnquiryStep::Paid, money("100.01 CAD"), "is not what is left");
        refused(&mut one, EnquiryStep::Paid, money("1 EUR"), "is not what is left");
        one.take(EnquiryStep::Paid, money("50 CAD"), "2026-11-02").unwrap();
        refused(&mut one, EnquiryStep::Rejected, None, "was paid already");
        refused(&mut one, EnquiryStep::Decided, money("49 CAD"), "was paid on enquiry 1 already");
    }

    #[test]
    fn enquiries_are_counted_by_kind_and_currency() {
        let mut paid = claim();
        paid.take(EnquiryStep::Decided, money("100 CAD"), "").unwrap();
        paid.take(EnquiryStep::Paid, money("30 CAD"), "").unwrap();
        let mut won = claim();
        won.take(EnquiryStep::Decided, money("5000 KRW"), "").unwrap();
        let mut question = Enquiry { kind: EnquiryKind::Question, ..claim() };
        question.take(EnquiryStep::Answered, None, "").unwrap();
        let counts = EnquiryCounts::of(&[paid, won, question]);
        assert_eq!((counts.all, counts.open), (3, 2));
        let claims = counts.kinds[2];
        assert_eq!((claims.all, claims.open, claims.decided), (2, 2, 2));
        assert_eq!(counts.kinds[0].answered, 1);
        let money: Vec<(String, Option<String>)> = counts
            .money
            .iter()
            .map(|row| (row.decided.to_string(), row.paid.as_ref().map(ToString::to_string)))
            .collect();
        assert_eq!(money, [("100.00 CAD".into(), Some("30.00 CAD".into())), ("5000 KRW".into(), None)]);
    }
}
