//! People to the company's own registry: which customers were in the data, may have been, were not.
//!
//! The same comparison as among mentions. For a person and the customers i who share something with it,
//! `p_i = L_i / (sum_j (L_j + r H_j) + N (1 - c) / c)`, where L is the likelihood ratio of a match, H that of one
//! household, N the size of the registry, c the share of people who are customers at all, by role, and r = (1 - c) / c.
//! c and the shares of agreement are estimated on the same data. The chance of agreement is that very value's own
//! frequency in the registry, for a masked one the share of customers that it fits.

mod candidates;
mod cohorts;
mod crowds;
mod posterior;

use std::ops::Range;

use arrow_array::RecordBatch;
use rayon::prelude::*;
use whose_model::category::general;
use whose_model::tables::StandingRow;
use whose_model::{Categories, CategorySet, Comparison, Group};

use crate::compare::{Comparer, RandomChances};
use crate::frequency::Frequencies;
use crate::intern::{NONE, Texts};
use crate::model::Model;
use crate::nodes::absorb;
use crate::values::{self, Row, Values, Wanted};
use crate::weights::{Between, Setting, Share, Used, Weights};
use crate::{Corpus, Progress, Resolution, ResolveError, explain, resolution};

use cohorts::Cohorts;
use crowds::Crowds;
pub(crate) use posterior::{Chances, Known};
use posterior::{CrowdFit, Fit};

/// Of the customers who were in the data, at most this share is expected among the excluded: the least probable ones, as
/// many as that allows.
const EXCLUDED: f64 = 0.00001;

/// Customers that one task names.
const CUSTOMERS: usize = 65_536;

/// A number with a 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Lower end.
    pub lower: f64,
    /// Expected.
    pub expected: f64,
    /// Upper end.
    pub upper: f64,
}

/// The standing of every customer of a registry.
#[derive(Debug)]
pub struct Standings {
    customers: Texts,
    /// Probability that the customer was in the data.
    probability: Vec<f32>,
    confirmed: Vec<bool>,
    /// In the 95% set of a person who is a customer as likely as not.
    likely: Vec<bool>,
    /// Probability from which on a customer is possible.
    least: f32,
    /// Best fit of each customer: an index into the fits.
    best: Vec<u32>,
    fits: Vec<Fit>,
    people: Vec<u64>,
    rows: Vec<Row>,
    values: Values,
    frequencies: Frequencies,
    random: RandomChances,
    model: Model,
    first_customer: usize,
    weights: Weights,
    /// Share of people who are customers, as estimated.
    pub coverage: f64,
    /// People who fit more customers than could be told apart, by their place: every customer of that name is possible.
    pub undecided: Vec<u32>,
    /// People who are in no registry, by their place in the order of people.
    pub strangers: Vec<u32>,
    /// How many distinct customers were in the data.
    pub expected: Estimate,
}

/// Gives every customer a standing. `registry` holds mentions of customers, one per row of the registry.
///
/// # Errors
/// When a batch has other columns, or there are too many mentions.
pub fn link_registry(
    corpus: &Corpus<'_>,
    resolution: &Resolution,
    registry: &[RecordBatch],
    categories: &Categories,
    weights: &Weights,
    progress: &dyn Progress,
) -> Result<Standings, ResolveError> {
    let customers = Corpus::new(registry)?;
    let both = Corpus::chain(corpus, &customers);
    progress.step("registry values", customers.len() as u64);
    let (values, mention_rows) = values::read(&both, categories, wanted(corpus, categories));
    let first = corpus.len();
    let mut rows: Vec<Row> = (0..resolution.people())
        .into_par_iter()
        .map(|person| profile(resolution, &values, &mention_rows, person))
        .collect();
    let first_customer = rows.len();
    rows.extend_from_slice(&mention_rows[first..]);
    drop(mention_rows);
    let each_once = vec![1; rows.len() - first_customer];
    let frequencies = Frequencies::new(&values, &rows[first_customer..], &each_once);
    let random = RandomChances::of_registry();
    progress.step("registry candidates", rows.len() as u64);
    let comparer = Comparer { values: &values, frequencies: &frequencies, random: &random };
    let mut found = candidates::find(&comparer, &Model::of_registry(weights), &rows, first_customer);
    let cohorts = Cohorts::new(&values, &frequencies, &rows, first_customer, &found.candidates);
    cohorts.adjust(&mut found.candidates, &rows, first_customer);
    drop(cohorts);
    progress.step("registry posterior", (found.candidates.len() + found.crowds.list.len()) as u64);
    let roles = roles_of(corpus, resolution);
    let customers_count = rows.len() - first_customer;
    let outcome = posterior::estimate(&found, customers_count, first_customer, &roles, weights);
    let names = customer_keys(&customers, categories);
    let people = (0..resolution.people()).map(|person| resolution.person_id(corpus, person)).collect();
    let mut standings = Standings {
        customers: names,
        probability: vec![0.0; customers.len()],
        confirmed: vec![false; customers.len()],
        likely: vec![false; customers.len()],
        best: vec![NONE; customers.len()],
        people,
        rows,
        first_customer,
        coverage: outcome.coverage,
        least: weights.or_usual(Setting::Possible) as f32,
        weights: weights.clone(),
        strangers: outcome.strangers,
        undecided: outcome.undecided,
        expected: Estimate { lower: 0.0, expected: 0.0, upper: 0.0 },
        fits: outcome.fits,
        model: outcome.model,
        values,
        frequencies,
        random,
    };
    standings.settle(&found.crowds, &outcome.crowds);
    Ok(standings)
}

/// What of a registry can be compared with the mentions at all. A resident number and a birth date compare, whichever
/// side has which.
fn wanted(corpus: &Corpus<'_>, categories: &Categories) -> Wanted {
    let sets = corpus.collect(|mention| mention.categories());
    let stated = sets.into_iter().fold(CategorySet::default(), CategorySet::union);
    let kinds: Vec<Comparison> = stated.iter().map(|id| categories.get(id).comparison).collect();
    let mut wanted = stated;
    for category in categories.iter() {
        let compared = match category.comparison {
            Comparison::Identifier => category.group == Group::NationalId,
            Comparison::Name | Comparison::GivenName | Comparison::FamilyName | Comparison::BirthDate => true,
            other => kinds.contains(&other),
        };
        if compared {
            wanted.insert(category.id);
        }
    }
    Wanted(wanted)
}

/// The best known of a person.
fn profile(resolution: &Resolution, values: &Values, rows: &[Row], person: usize) -> Row {
    let mentions = resolution.members.of(person);
    let mut profile = rows[mentions[0] as usize];
    for mention in &mentions[1..] {
        let other = rows[*mention as usize];
        if other != profile {
            absorb(values, &mut profile, &other);
        }
    }
    profile
}

/// The set of roles of each person, as bits.
fn roles_of(corpus: &Corpus<'_>, resolution: &Resolution) -> Vec<u32> {
    let mut roles = vec![0u32; resolution.people()];
    let of_mention = corpus.collect(|mention| mention.role() as u8);
    for (role, person) in of_mention.into_iter().zip(&resolution.person_of) {
        roles[*person as usize] |= 1 << (role & 31);
    }
    roles
}

/// The customer number of each row, or the number of its record where it states none.
fn customer_keys(customers: &Corpus<'_>, categories: &Categories) -> Texts {
    let number = categories.by_code(general::CUSTOMER_NUMBER.code).map(|category| category.id);
    let starts: Vec<usize> = (0..customers.len()).step_by(CUSTOMERS).collect();
    let of_part = |from: usize| {
        let mut texts = Texts::default();
        for at in from..(from + CUSTOMERS).min(customers.len()) {
            let mention = customers.get(at);
            let stated = mention.items().find(|item| Some(item.category) == number && !item.value.is_empty());
            match stated {
                Some(item) => texts.push(item.value),
                None => texts.push(&mention.record().to_string()),
            };
        }
        texts
    };
    let parts: Vec<Texts> = starts.into_par_iter().map(of_part).collect();
    let mut all = Texts::default();
    parts.iter().flat_map(Texts::iter).for_each(|text| _ = all.push(text));
    all
}

/// A person who may be a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonFit {
    /// By its place in the order of people.
    pub person: usize,
    /// By its place in the order of the registry's mentions.
    pub customer: usize,
    /// Probability that the person is that customer.
    pub probability: f32,
    /// Is the customer in the smallest set that holds 95% of the person's probability, and the person as likely a customer as
    /// not?
    pub in_set: bool,
}

impl Standings {
    /// Everybody who was compared with a customer one by one and may be that one.
    pub fn fits(&self) -> impl Iterator<Item = PersonFit> {
        self.fits.iter().filter(|fit| fit.customer != NONE).map(|fit| PersonFit {
            person: fit.person as usize,
            customer: fit.customer as usize,
            probability: fit.probability,
            in_set: fit.likely,
        })
    }

    /// Probability, best fit and standing of every customer.
    fn settle(&mut self, crowds: &Crowds, crowd_fits: &[CrowdFit]) {
        let usual = |setting| self.weights.or_usual(setting) as f32;
        let (confirmed, runner_up) = (usual(Setting::Confirmed), usual(Setting::RunnerUp));
        for at in 0..self.fits.len() {
            let fit = self.fits[at];
            self.add(fit.customer as usize, at as u32, 1.0 - fit.probability, fit.likely);
            if fit.probability >= confirmed && fit.runner_up <= runner_up {
                self.confirmed[fit.customer as usize] = true;
            }
        }
        for of_class in crowd_fits.chunk_by(|one, other| one.class == other.class) {
            let first = self.fits.len() as u32;
            self.fits.extend(of_class.iter().map(|fit| fit.best));
            for customer in crowds.members(of_class[0].class as usize) {
                let shown = crowds.shown(customer);
                if let Some(at) = of_class.iter().position(|fit| fit.shown == shown) {
                    let fit = of_class[at];
                    self.add(customer as usize, first + at as u32, fit.nobody, fit.likely);
                }
            }
        }
        self.expect();
        self.draw_the_line();
    }

    /// A customer may be a person, or several.
    fn add(&mut self, customer: usize, fit: u32, nobody: f32, likely: bool) {
        let known = &mut self.probability[customer];
        *known = 1.0 - (1.0 - *known) * nobody;
        let best = &mut self.best[customer];
        let probability = |at: u32| self.fits[at as usize].probability;
        if *best == NONE || probability(*best) < probability(fit) {
            *best = fit;
        }
        self.likely[customer] |= likely;
    }

    /// From which probability on a customer is possible: so that hardly anybody who was in the data is excluded.
    fn draw_the_line(&mut self) {
        let possible = self.weights.or_usual(Setting::Possible) as f32;
        let mut low: Vec<f32> = (0..self.len())
            .filter(|customer| !self.likely[*customer] && !self.confirmed[*customer])
            .map(|customer| self.probability[customer])
            .filter(|probability| *probability > 0.0 && *probability < possible)
            .collect();
        low.par_sort_unstable_by(f32::total_cmp);
        let most = self.expected.expected * EXCLUDED;
        let mut sum = 0.0;
        let over = low.iter().find(|probability| {
            sum += f64::from(**probability);
            sum > most
        });
        self.least = over.copied().unwrap_or(possible);
    }

    /// How many distinct customers are expected to have been in the data.
    fn expect(&mut self) {
        let expected: f64 = self.probability.iter().map(|p| f64::from(*p)).sum();
        let variance: f64 = self.probability.iter().map(|p| f64::from(p * (1.0 - p))).sum();
        let margin = 1.96 * variance.sqrt();
        self.expected = Estimate { lower: (expected - margin).max(0.0), expected, upper: expected + margin };
    }

    /// The shares of agreement between people and customers, as they were used.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        self.model.shares(Between::Registry, &self.random, &self.weights)
    }

    /// The numbers of the registry, as they were used.
    #[must_use]
    pub fn used(&self) -> Vec<Used> {
        let value = |setting| match setting {
            Setting::Customers => self.coverage,
            other => self.weights.or_usual(other),
        };
        resolution::used(&self.weights, Between::Registry, value)
    }

    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.customers.len()
    }

    /// An empty registry?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers.len() == 0
    }

    /// How many are confirmed, possible, excluded.
    #[must_use]
    pub fn totals(&self) -> [u64; 3] {
        let mut totals = [0; 3];
        for customer in 0..self.len() {
            totals[self.standing(customer) as usize] += 1;
        }
        totals
    }

    fn standing(&self, customer: usize) -> Standing {
        if self.confirmed[customer] {
            Standing::Confirmed
        } else if self.probability[customer] >= self.least || self.likely[customer] {
            Standing::Possible
        } else {
            Standing::Excluded
        }
    }

    /// The rows of some customers, in the order of the registry's mentions.
    #[must_use]
    pub fn rows(&self, customers: Range<usize>) -> Vec<StandingRow> {
        customers.into_par_iter().map(|customer| self.row(customer)).collect()
    }

    fn row(&self, customer: usize) -> StandingRow {
        let standing = self.standing(customer);
        let mut row = StandingRow {
            customer: self.customers.get(customer as u32).to_string(),
            standing: standing.code().to_string(),
            k: 0,
            probability: self.probability[customer],
            person: None,
            evidence: String::new(),
        };
        if standing != Standing::Excluded
            && let Some(fit) = self.fits.get(self.best[customer] as usize)
        {
            row.k = if standing == Standing::Confirmed { 1 } else { fit.set };
            row.person = Some(self.people[fit.person as usize]);
            let comparer =
                Comparer { values: &self.values, frequencies: &self.frequencies, random: &self.random };
            let pattern =
                comparer.compare(&self.rows[fit.person as usize], &self.rows[self.first_customer + customer]);
            row.evidence = explain::words(&self.model, &pattern);
        }
        row
    }
}

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Confirmed,
    Possible,
    Excluded,
}

impl Standing {
    const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::Excluded => "excluded",
        }
    }
}
