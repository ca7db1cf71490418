//! How probable it is that a person is a customer, and which one.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::candidates::{Candidate, Found};
use super::crowds::{Crowd, KINDS};
use crate::compare::Pattern;
use crate::intern::NONE;
use crate::model::Model;
use crate::weights::{Setting, Weights};

/// Rounds of estimation, at most.
const ROUNDS: usize = 100;
/// No estimated share changed by more than this: enough rounds.
const SETTLED: f64 = 0.0002;
/// People of a set of roles that the start of its coverage counts as.
const PRIOR_PEOPLE: f64 = 20.0;
/// Fits below this probability are forgotten.
const FORGOTTEN: f32 = 1e-6;
/// Probability of being a customer at all from which every customer of a person's set is possible.
const LIKELY: f32 = 0.3;
/// What the smallest set of likely customers holds of the probability that it is a customer at all.
const SET: f32 = 0.95;

/// A person and a customer who may be one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub person: u32,
    /// None for a crowd's.
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

/// A person with everybody it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    person: u32,
    candidates: &'a [Candidate],
    crowd: Option<&'a Crowd>,
}

/// The probabilities of one person's candidates, and of any one customer of each kind in its crowd.
#[derive(Debug, Default)]
pub(crate) struct Chances {
    candidates: Vec<f32>,
    /// What both show, how many customers, and the probability of each.
    crowd: Vec<(u8, u32, f32)>,
}

impl Chances {
    /// Probability that the person is a customer at all.
    fn mass(&self) -> f32 {
        let crowd: f32 = self.crowd.iter().map(|(_, count, chance)| *count as f32 * chance).sum();
        self.candidates.iter().sum::<f32>() + crowd
    }
}

impl<'a> Known<'a> {
    /// Everybody of whom anything is known, by person.
    fn all(found: &'a Found) -> Vec<Self> {
        let mut list = Vec::new();
        let mut crowds = found.crowds.list.iter().peekable();
        for candidates in found.candidates.chunk_by(|one, other| one.person == other.person) {
            let person = candidates[0].person;
            while let Some(crowd) = crowds.next_if(|crowd| crowd.person < person) {
                list.push(Known { person: crowd.person, candidates: &[], crowd: Some(crowd) });
            }
            list.push(Known { person, candidates, crowd: crowds.next_if(|crowd| crowd.person == person) });
        }
        list.extend(crowds.map(|crowd| Known { person: crowd.person, candidates: &[], crowd: Some(crowd) }));
        list
    }

    /// Every agreement that may be a match, with its probability times the customers that it stands for.
    pub(crate) fn each(&self, chances: &Chances, mut hear: impl FnMut(&Pattern, f64)) {
        for (candidate, chance) in self.candidates.iter().zip(&chances.candidates) {
            hear(&candidate.pattern, f64::from(*chance));
        }
        let kinds = self.crowd.into_iter().flat_map(Crowd::kinds);
        for ((_, count, pattern), (.., chance)) in kinds.zip(&chances.crowd) {
            hear(&pattern, f64::from(count) * f64::from(*chance));
        }
    }

    /// p_i of each candidate, and of a customer of each kind in the crowd.
    fn posterior(&self, model: &Model, coverage: f64, customers: f64) -> Chances {
        let judged: Vec<(f32, f32)> =
            self.candidates.iter().map(|one| model.likelihoods(&one.pattern)).collect();
        let crowd: Vec<(u8, u32, (f32, f32))> = self
            .crowd
            .into_iter()
            .flat_map(Crowd::kinds)
            .map(|(kind, count, pattern)| (kind, count, model.likelihoods(&pattern)))
            .collect();
        let ratio = (1.0 - coverage) / coverage;
        let nobody = (customers * ratio).ln();
        let household = ratio.ln();
        let all = || {
            let one_by_one = judged.iter().map(|both| (1.0, *both));
            one_by_one.chain(crowd.iter().map(|(_, count, both)| (f64::from(*count), *both)))
        };
        // All in logarithms, against the largest.
        let top = all().fold(nobody, |top, (_, (matched, shared))| {
            top.max(f64::from(matched)).max(household + f64::from(shared))
        });
        let mut sum = (nobody - top).exp();
        for (count, (matched, shared)) in all() {
            sum += count * (f64::from(matched) - top).exp();
            // A household needs something shared; where nothing is, it is the stranger already counted.
            if shared > 0.0 {
                sum += count * (household + f64::from(shared) - top).exp();
            }
        }
        let chance = |matched: f32| ((f64::from(matched) - top).exp() / sum) as f32;
        Chances {
            candidates: judged.iter().map(|(matched, _)| chance(*matched)).collect(),
            crowd: crowd
                .iter()
                .map(|(kind, count, (matched, _))| (*kind, *count, chance(*matched)))
                .collect(),
        }
    }

    /// The least probability in the smallest set of customers that holds most of the person's, and the set's size.
    /// Customers who fit as well as the last of the set belong to it: equal fits are never parted by a coin.
    fn set(&self, chances: &Chances, mass: f32) -> (f32, u32) {
        let mut groups: Vec<(f32, u32)> = chances.candidates.iter().map(|chance| (*chance, 1)).collect();
        groups.extend(chances.crowd.iter().map(|(_, count, chance)| (*chance, *count)));
        groups.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let (mut held, mut last) = (0.0, 1.0);
        for (chance, count) in &groups {
            if held >= SET * mass {
                break;
            }
            held += chance * *count as f32;
            last = *chance;
        }
        let set = groups.iter().filter(|(chance, _)| *chance >= last * 0.999).map(|(_, count)| count).sum();
        (last * 0.999, set)
    }
}

/// What was estimated.
pub(crate) struct Outcome {
    pub fits: Vec<Fit>,
    /// What the crowds add up to: for each class of customers and what they show.
    pub crowds: Vec<CrowdFit>,
    pub strangers: Vec<u32>,
    pub undecided: Vec<u32>,
    pub coverage: f64,
    pub model: Model,
}

/// Customers of a class who show the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CrowdFit {
    pub class: u32,
    pub shown: u8,
    /// Probability that one of them is none of the people who may be anybody of the class.
    pub nobody: f32,
    /// The best of these people.
    pub best: Fit,
    pub likely: bool,
}

/// Estimates coverage, shares of agreement and probabilities, in turn.
pub(crate) fn estimate(
    found: &Found,
    customers: usize,
    everybody: usize,
    roles: &[u32],
    weights: &Weights,
) -> Outcome {
    let people = Known::all(found);
    let mut model = Model::of_registry(weights);
    let mut coverage = Coverage::new(roles, weights.get(Setting::Customers));
    let mut chances: Vec<Chances> = Vec::new();
    for _ in 0..ROUNDS {
        let of = |known: &Known<'_>| {
            known.posterior(&model, coverage.of(roles[known.person as usize]), customers as f64)
        };
        chances = people.par_iter().map(of).collect();
        let changed = coverage.update(roles, &people, &chances);
        let changed = changed.max(model.fit_registry(&people, &chances, weights));
        if changed < SETTLED {
            break;
        }
    }
    let fits: Vec<Fit> =
        people.iter().zip(&chances).flat_map(|(known, chances)| fits(known, chances)).collect();
    let mut masses = vec![0.0f32; everybody];
    let mut open = vec![false; everybody];
    for (known, chances) in people.iter().zip(&chances) {
        masses[known.person as usize] = chances.mass();
        let sure = chances.candidates.iter().any(|chance| *chance >= 0.5);
        open[known.person as usize] = known.crowd.is_some() && !sure;
    }
    let all = || 0..everybody as u32;
    let strangers =
        all().filter(|person| masses[*person as usize] < 0.5 && !open[*person as usize]).collect();
    let undecided = all().filter(|person| open[*person as usize]).collect();
    let crowds = crowd_fits(&people, &chances, found.crowds.classes.len());
    Outcome { fits, crowds, strangers, undecided, coverage: coverage.overall(roles), model }
}

fn fits(known: &Known<'_>, chances: &Chances) -> Vec<Fit> {
    let list = &chances.candidates;
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_unstable_by(|one, other| list[*other].total_cmp(&list[*one]).then(one.cmp(other)));
    let mass = chances.mass();
    let (last, set) = known.set(chances, mass);
    let in_crowd = chances.crowd.iter().fold(0.0f32, |most, (.., chance)| most.max(*chance));
    let first = order.first().map_or(0.0, |at| list[*at]);
    let second = order.get(1).map_or(0.0, |at| list[*at]);
    let kept = order.iter().filter(|at| list[**at] >= FORGOTTEN || mass >= LIKELY);
    kept.map(|at| Fit {
        person: known.person,
        customer: known.candidates[*at].customer,
        probability: list[*at],
        likely: mass >= LIKELY && list[*at] >= last,
        runner_up: in_crowd.max(if *at == order[0] { second } else { first }),
        set,
    })
    .collect()
}

/// Puts together the people who may be anybody of the same class.
fn crowd_fits(people: &[Known<'_>], chances: &[Chances], classes: usize) -> Vec<CrowdFit> {
    let mut fits: Vec<[Option<CrowdFit>; KINDS]> = vec![[None; KINDS]; classes];
    for (known, chances) in people.iter().zip(chances) {
        let Some(crowd) = known.crowd else { continue };
        let mass = chances.mass();
        let (last, set) = known.set(chances, mass);
        for shown in 0..KINDS as u8 {
            let kind = shown & crowd.shown;
            let Some((.., chance)) = chances.crowd.iter().find(|(of, ..)| *of == kind) else { continue };
            let likely = mass >= LIKELY && *chance >= last;
            let best = Fit {
                person: known.person,
                customer: NONE,
                probability: *chance,
                runner_up: *chance,
                likely,
                set,
            };
            let slot = &mut fits[crowd.class as usize][usize::from(shown)];
            let fit = slot.get_or_insert(CrowdFit { class: crowd.class, shown, nobody: 1.0, best, likely });
            fit.nobody *= 1.0 - chance;
            fit.likely |= likely;
            if best.probability > fit.best.probability {
                fit.best = best;
            }
        }
    }
    fits.into_iter().flatten().flatten().collect()
}

/// The share of people who are customers, for each set of roles.
struct Coverage {
    of_roles: FxHashMap<u32, f64>,
    /// What a person set, for all roles.
    set: Option<f64>,
}

impl Coverage {
    fn new(roles: &[u32], set: Option<f64>) -> Self {
        let usual = Setting::Customers.usual();
        Self { of_roles: roles.iter().map(|roles| (*roles, set.unwrap_or(usual))).collect(), set }
    }

    fn of(&self, roles: u32) -> f64 {
        self.of_roles.get(&roles).copied().unwrap_or(Setting::Customers.usual())
    }

    /// Estimates the shares again; returns by how much any changed.
    fn update(&mut self, roles: &[u32], people: &[Known<'_>], chances: &[Chances]) -> f64 {
        if self.set.is_some() {
            return 0.0;
        }
        let mut found: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
        roles.iter().for_each(|roles| found.entry(*roles).or_default().1 += 1.0);
        for (known, chances) in people.iter().zip(chances) {
            found.entry(roles[known.person as usize]).or_default().0 += f64::from(chances.mass());
        }
        let mut changed = 0.0f64;
        for (roles, (sum, count)) in found {
            let share = ((sum + 0.5 * PRIOR_PEOPLE) / (count + PRIOR_PEOPLE)).clamp(0.001, 0.999);
            changed = changed.max((share - self.of(roles)).abs());
            self.of_roles.insert(roles, share);
        }
        changed
    }

    fn overall(&self, roles: &[u32]) -> f64 {
        roles.iter().map(|roles| self.of(*roles)).sum::<f64>() / roles.len().max(1) as f64
    }
}
