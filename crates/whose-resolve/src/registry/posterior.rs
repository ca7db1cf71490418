//! How probable it is that a person is a customer, and which one.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use crate::model::Model;

/// Rounds of estimation.
const ROUNDS: usize = 15;
/// People of a set of roles that the start of its coverage counts as.
const PRIOR_PEOPLE: f64 = 20.0;
/// Fits below this probability are forgotten.
const FORGOTTEN: f32 = 1e-4;
/// Probability of being a customer at all from which every customer of a person's set is possible.
const LIKELY: f32 = 0.3;
/// What the smallest set of likely customers holds of the probability that it is a customer at all.
const SET: f32 = 0.95;

/// A person and a customer who may be one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub person: u32,
    pub customer: u32,
    /// Probability that they are.
    pub probability: f32,
    /// Best probability of another customer for the same person.
    pub runner_up: f32,
    /// Is the customer in that set, and the person as likely a customer as not?
    pub likely: bool,
    /// Size of the smallest set of customers that holds 95% of the person's probability.
    pub set: u32,
}

/// What was estimated.
pub(crate) struct Outcome {
    pub fits: Vec<Fit>,
    pub strangers: Vec<u32>,
    pub coverage: f64,
    pub model: Model,
}

/// Estimates coverage, shares of agreement and probabilities, in turn.
pub(crate) fn estimate(
    candidates: &[Candidate],
    customers: usize,
    everybody: usize,
    roles: &[u32],
) -> Outcome {
    let people: Vec<&[Candidate]> = candidates.chunk_by(|one, other| one.person == other.person).collect();
    let mut model = Model::of_registry();
    let mut coverage = Coverage::new(roles);
    let mut chances: Vec<Vec<f32>> = Vec::new();
    for round in 0..=ROUNDS {
        chances = people
            .par_iter()
            .map(|group| {
                let judged: Vec<(f32, f32)> =
                    group.iter().map(|one| model.likelihoods(&one.pattern)).collect();
                posterior(&judged, coverage.of(roles[group[0].person as usize]), customers as f64)
            })
            .collect();
        if round < ROUNDS {
            coverage.update(roles, &people, &chances);
            model.fit_registry(&people, &chances);
        }
    }
    let fits: Vec<Fit> =
        people.iter().zip(&chances).flat_map(|(group, chances)| fits(group, chances)).collect();
    let mut known = vec![0.0f32; everybody];
    for (group, chances) in people.iter().zip(&chances) {
        known[group[0].person as usize] = chances.iter().sum();
    }
    let strangers = (0..everybody as u32).filter(|person| known[*person as usize] < 0.5).collect();
    Outcome { fits, strangers, coverage: coverage.overall(roles), model }
}

/// p_i of each candidate of one person.
fn posterior(judged: &[(f32, f32)], coverage: f64, customers: f64) -> Vec<f32> {
    let ratio = (1.0 - coverage) / coverage;
    let nobody = (customers * ratio).ln();
    let household = ratio.ln();
    // All in logarithms, against the largest.
    let top = judged.iter().fold(nobody, |top, (matched, shared)| {
        top.max(f64::from(*matched)).max(household + f64::from(*shared))
    });
    let mut sum = (nobody - top).exp();
    for (matched, shared) in judged {
        sum += (f64::from(*matched) - top).exp();
        // A household needs something shared; where nothing is, it is the stranger already counted.
        if *shared > 0.0 {
            sum += (household + f64::from(*shared) - top).exp();
        }
    }
    judged.iter().map(|(matched, _)| ((f64::from(*matched) - top).exp() / sum) as f32).collect()
}

fn fits(group: &[Candidate], chances: &[f32]) -> Vec<Fit> {
    let mut order: Vec<usize> = (0..group.len()).collect();
    order.sort_unstable_by(|one, other| chances[*other].total_cmp(&chances[*one]).then(one.cmp(other)));
    let mass: f32 = chances.iter().sum();
    let (mut held, mut set) = (0.0, 0u32);
    for at in &order {
        if held >= SET * mass {
            break;
        }
        held += chances[*at];
        set += 1;
    }
    // Customers who fit as well as the last of the set belong to it: equal fits are never parted by a coin.
    let last = order.get(set.saturating_sub(1) as usize).map_or(1.0, |at| chances[*at]);
    let set = order.iter().filter(|at| chances[**at] >= last * 0.999).count() as u32;
    let first = order.first().map_or(0.0, |at| chances[*at]);
    let second = order.get(1).map_or(0.0, |at| chances[*at]);
    let kept = order.iter().filter(|at| chances[**at] >= FORGOTTEN || mass >= LIKELY);
    kept.map(|at| Fit {
        person: group[*at].person,
        customer: group[*at].customer,
        probability: chances[*at],
        likely: mass >= LIKELY && chances[*at] >= last * 0.999,
        runner_up: if *at == order[0] { second } else { first },
        set,
    })
    .collect()
}

/// The share of people who are customers, for each set of roles.
struct Coverage {
    of_roles: FxHashMap<u32, f64>,
}

impl Coverage {
    fn new(roles: &[u32]) -> Self {
        Self { of_roles: roles.iter().map(|roles| (*roles, 0.5)).collect() }
    }

    fn of(&self, roles: u32) -> f64 {
        self.of_roles.get(&roles).copied().unwrap_or(0.5)
    }

    fn update(&mut self, roles: &[u32], people: &[&[Candidate]], masses: &[Vec<f32>]) {
        let mut found: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
        roles.iter().for_each(|roles| found.entry(*roles).or_default().1 += 1.0);
        for (group, mass) in people.iter().zip(masses) {
            let sum: f64 = mass.iter().map(|p| f64::from(*p)).sum();
            found.entry(roles[group[0].person as usize]).or_default().0 += sum;
        }
        for (roles, (sum, count)) in found {
            let share = (sum + 0.5 * PRIOR_PEOPLE) / (count + PRIOR_PEOPLE);
            self.of_roles.insert(roles, share.clamp(0.001, 0.999));
        }
    }

    fn overall(&self, roles: &[u32]) -> f64 {
        roles.iter().map(|roles| self.of(*roles)).sum::<f64>() / roles.len().max(1) as f64
    }
}
