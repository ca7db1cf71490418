//! The model: three kinds of pairs, told apart by what agrees.
//!
//! Every pair of all pairs is a *match*, two people of the *same household or place*, or *strangers*. Given the kind,
//! fields agree independently. Among strangers they agree by chance, which the frequencies of the values tell. In a
//! household given name, birth date, sex and national number agree by chance too; family name, place, phone and other
//! numbers are shared. How often, and how many pairs of each kind there are, is estimated on the data itself, with
//! starting values that count as a few dozen pairs.

use rayon::prelude::*;

use crate::compare::{Pattern, RandomChances};
use crate::levels::{FIELDS, Field, level};
use crate::registry::{Chances, Known};
use crate::weights::{Between, Setting, Share, Weights};

/// Share of pairs at each level: (level, among matches, in a household). A household share of 0 is tied to chance.
type Priors = &'static [(u8, f64, f64)];

const GIVEN: Priors = &[
    (level::SAME, 0.80, 0.0),
    (level::VARIANT, 0.07, 0.0),
    (level::NEAR, 0.06, 0.0),
    (level::EXCHANGED, 0.02, 0.0),
    (level::MIDDLE, 0.01, 0.0),
    (level::SCRIPT, 0.01, 0.0),
    (level::OTHER, 0.04, 0.0),
];
const FAMILY: Priors = &[
    (level::SAME, 0.86, 0.72),
    (level::NEAR, 0.06, 0.03),
    (level::PART, 0.02, 0.03),
    (level::SCRIPT, 0.01, 0.01),
    (level::OTHER, 0.05, 0.22),
];
const SUFFIX: Priors = &[(level::SAME, 0.90, 0.10), (level::PART, 0.08, 0.60), (level::OTHER, 0.005, 0.30)];
const BIRTH: Priors = &[
    (level::SAME, 0.88, 0.0),
    (level::NEAR, 0.08, 0.0),
    (level::VARIANT, 0.015, 0.0),
    (level::PART, 0.015, 0.0),
    (level::OTHER, 0.01, 0.0),
];
const PLACE: Priors = &[
    (level::SAME, 0.62, 0.70),
    (level::UNIT_MISSING, 0.05, 0.08),
    (level::SLIP, 0.08, 0.06),
    (level::POSTCODE, 0.06, 0.08),
    (level::CITY, 0.03, 0.02),
    (level::OTHER_UNIT, 0.01, 0.01),
    (level::OTHER_NUMBER, 0.01, 0.005),
    (level::AREA, 0.02, 0.005),
    (level::TOWN, 0.03, 0.005),
    (level::LINE_ELSEWHERE, 0.005, 0.005),
    (level::OTHER, 0.085, 0.03),
];
const PHONE: Priors = &[
    (level::SAME, 0.72, 0.30),
    (level::RENUMBERED, 0.05, 0.02),
    (level::NEAR, 0.04, 0.01),
    (level::PART, 0.03, 0.01),
    (level::OTHER, 0.16, 0.66),
];
const EMAIL: Priors = &[
    (level::SAME, 0.72, 0.08),
    (level::PART, 0.04, 0.01),
    (level::NEAR, 0.06, 0.02),
    (level::OTHER, 0.18, 0.89),
];
const NATIONAL: Priors = &[(level::SAME, 0.946, 0.0), (level::NEAR, 0.05, 0.0), (level::OTHER, 0.004, 0.0)];
const OTHER: Priors = &[(level::SAME, 0.62, 0.15), (level::NEAR, 0.03, 0.01), (level::OTHER, 0.35, 0.84)];
const SEX: Priors = &[(level::SAME, 0.98, 0.0), (level::OTHER, 0.02, 0.0)];

const PRIORS: [Priors; FIELDS] = [GIVEN, FAMILY, SUFFIX, BIRTH, PLACE, PHONE, EMAIL, NATIONAL, OTHER, SEX];

/// Share of true pairs of which one is masked that fit: all but those with a slip. The others are unfit.
const COMPATIBLE: f64 = 0.97;
/// The same in a household, of values that are shared; of others a mask fits by chance.
const SHARED: [(Field, f64); 4] =
    [(Field::Place, 0.85), (Field::Phone, 0.3), (Field::Email, 0.08), (Field::Other, 0.15)];
/// Pairs that the starting shares count as.
const PRIOR_PAIRS: f64 = 60.0;
/// The same for birth dates and national numbers, of which it takes many cases to believe that they are often wrong.
const PRIOR_PAIRS_OF_FACTS: f64 = 400.0;
/// Share of household pairs who have a field in common on purpose, beside chance: a son with his father's name, twins.
const FAMILY_CUSTOM: [f32; FIELDS] = [0.002, 0.0, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// ln of the share of matches that may disagree in a field whose disagreement is a fact.
const FACT: f32 = -4.4;
/// Rounds of estimation.
const ROUNDS: usize = 24;
/// Household pairs per row, at least.
const LEAST_HOUSEHOLDS: f64 = 0.1;
/// Pairs that one task looks at.
const PART: usize = 8_192;

/// Pairs that the starting shares of a field count as.
const fn prior_pairs(field: usize) -> f64 {
    if field == Field::Birth as usize || field == Field::National as usize {
        PRIOR_PAIRS_OF_FACTS
    } else {
        PRIOR_PAIRS
    }
}

/// Estimated parameters.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// ln share among matches.
    matched: [[f32; level::COUNT]; FIELDS],
    /// ln share in a household; NaN where tied to chance.
    household: [[f32; level::COUNT]; FIELDS],
    /// ln of matches among all pairs.
    pub ln_matches: f32,
    /// ln of household pairs among all pairs.
    pub ln_household: f32,
}

/// What the model says of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judgement {
    /// ln of the odds that it is a match, against everything else.
    pub odds: f32,
    /// ln likelihood ratio of match against strangers.
    pub evidence: f32,
}

impl Judgement {
    /// Probability of a match.
    pub(crate) fn probability(self) -> f32 {
        1.0 / (1.0 + (-self.odds).exp())
    }
}

impl Model {
    /// The starting values, for that many rows.
    pub(crate) fn start(rows: f64) -> Self {
        let pairs = (rows * (rows - 1.0) / 2.0).max(1.0);
        let mut model = Self {
            matched: [[f32::NAN; level::COUNT]; FIELDS],
            household: [[f32::NAN; level::COUNT]; FIELDS],
            ln_matches: (0.4 * rows.max(2.0) / pairs).min(0.4).ln() as f32,
            ln_household: (0.4 * rows.max(2.0) / pairs).min(0.3).ln() as f32,
        };
        for (field, priors) in PRIORS.iter().enumerate() {
            set_pair(&mut model.matched[field], COMPATIBLE);
            for (level, matched, household) in *priors {
                model.matched[field][*level as usize] = matched.ln() as f32;
                if *household > 0.0 {
                    model.household[field][*level as usize] = household.ln() as f32;
                }
            }
        }
        // A mask on a shared value fits in a household as often as the value is shared.
        for (field, shared) in SHARED {
            set_pair(&mut model.household[field as usize], shared);
        }
        model
    }

    /// ln of the share of matches at a level of a field.
    pub(crate) fn matched(&self, field: Field, level: u8) -> f32 {
        self.matched[field as usize][level as usize]
    }

    /// Is disagreement in a field a fact that two people are two? Only where matches hardly ever disagree.
    pub(crate) fn is_fact(&self, field: Field) -> bool {
        self.matched(field, level::OTHER) < FACT
    }

    /// Weight of one field in natural logarithms: match against strangers.
    pub(crate) fn weight(&self, pattern: &Pattern, field: Field) -> f32 {
        let level = pattern.level(field);
        if level == level::ABSENT {
            return 0.0;
        }
        self.matched[field as usize][level as usize] - pattern.chance[field as usize]
    }

    /// ln likelihood ratios of match and of household against strangers.
    pub(crate) fn likelihoods(&self, pattern: &Pattern) -> (f32, f32) {
        let (mut matched, mut household) = (0.0, 0.0);
        for (field, custom) in FAMILY_CUSTOM.into_iter().enumerate() {
            let level = pattern.levels[field] as usize;
            if level == 0 {
                continue;
            }
            let chance = pattern.chance[field];
            matched += self.matched[field][level] - chance;
            let shared = self.household[field][level];
            if !shared.is_nan() {
                household += shared - chance;
            } else if level == usize::from(level::SAME) && custom > 0.0 {
                household += (custom * (-chance).exp()).ln_1p();
            }
        }
        // Father and son share the given name on purpose when a suffix tells them apart.
        let told_apart = matches!(pattern.level(Field::Suffix), level::PART | level::OTHER);
        if told_apart && pattern.level(Field::Given) == level::SAME {
            household += -0.7 - pattern.chance[Field::Given as usize];
        }
        (matched, household)
    }

    /// ln likelihood ratio of match against strangers.
    pub(crate) fn evidence(&self, pattern: &Pattern) -> f32 {
        Field::ALL.into_iter().map(|field| self.weight(pattern, field)).sum()
    }

    /// Judges a pair whose odds may reach a least; most are told to be below it by the evidence alone.
    pub(crate) fn judge_from(&self, pattern: &Pattern, least: f32) -> Option<Judgement> {
        if self.ln_matches + self.evidence(pattern) <= least {
            return None;
        }
        Some(self.judge(pattern)).filter(|judgement| judgement.odds > least)
    }

    /// Judges a pair.
    pub(crate) fn judge(&self, pattern: &Pattern) -> Judgement {
        let (matched, household) = self.likelihoods(pattern);
        let against = self.ln_household + household;
        // ln(1 + e^against), without overflow.
        let rest = if against > 20.0 { against } else { against.exp().ln_1p() };
        Judgement { odds: self.ln_matches + matched - rest, evidence: matched }
    }

    /// Estimates the parameters on a sample of pairs, each of which stands for `scale` pairs, among `rows` rows. What a person set
    /// stays, and the rest is estimated beside it.
    pub(crate) fn estimate(rows: f64, sample: &[Pattern], scale: f64, weights: &Weights) -> Self {
        let mut model = Self::start(rows);
        model.take(Between::Records, weights);
        for _ in 0..ROUNDS {
            let counts = model.expect(sample);
            model.maximise(&counts, rows, scale);
            model.take(Between::Records, weights);
        }
        model
    }

    /// Takes what a person set.
    fn take(&mut self, between: Between, weights: &Weights) {
        for field in 0..FIELDS {
            for level in 0..level::COUNT {
                if let Some(share) = weights.matched(between, field, level) {
                    self.matched[field][level] = share;
                }
                if let Some(share) = weights.household(between, field, level) {
                    self.household[field][level] = share;
                }
            }
        }
        if between == Between::Records {
            let ln = |setting| weights.get(setting).map(|share| share.ln() as f32);
            self.ln_matches = ln(Setting::Matches).unwrap_or(self.ln_matches);
            self.ln_household = ln(Setting::Households).unwrap_or(self.ln_household);
        }
    }

    /// Bounds the share of matches that disagree in a field by that of those with slips.
    fn bound_other(&mut self, mistaken: &Mistaken, counts: &Counts) {
        let row = mistaken.field as usize;
        let seen: f64 = PRIORS[row].iter().map(|(level, ..)| counts.matched[row][*level as usize]).sum();
        let slips = mistaken
            .slips
            .iter()
            .map(|(field, level, share)| share * counts.matched[*field as usize][*level as usize]);
        let prior = prior_pairs(row);
        let most = (slips.sum::<f64>() + prior * mistaken.usual) / (seen + prior);
        let share = &mut self.matched[row][level::OTHER as usize];
        *share = share.min(most.ln() as f32);
    }

    fn expect(&self, sample: &[Pattern]) -> Counts {
        // Parts of fixed size, added in order: the sums are the same whatever the number of threads.
        let parts: Vec<Counts> = sample.par_chunks(PART).map(|part| self.expect_part(part)).collect();
        parts.iter().fold(Counts::default(), Counts::plus)
    }

    fn expect_part(&self, sample: &[Pattern]) -> Counts {
        let mut counts = Counts::default();
        for pattern in sample {
            let (matched, household) = self.likelihoods(pattern);
            let (matched, household) = (self.ln_matches + matched, self.ln_household + household);
            let top = matched.max(household).max(0.0);
            let (a, b, c) = ((matched - top).exp(), (household - top).exp(), (-top).exp());
            let sum = a + b + c;
            let (a, b) = (f64::from(a / sum), f64::from(b / sum));
            counts.matches += a;
            counts.households += b;
            for field in 0..FIELDS {
                let level = pattern.levels[field] as usize;
                counts.matched[field][level] += a;
                counts.household[field][level] += b;
            }
        }
        counts
    }

    fn maximise(&mut self, counts: &Counts, rows: f64, scale: f64) {
        let pairs = (rows * (rows - 1.0) / 2.0).max(1.0);
        self.ln_matches = ((counts.matches * scale + 1.0) / pairs).clamp(1e-18, 0.5).ln() as f32;
        // People live together, even where the data shows few who do: else the first family in it becomes one person.
        let households = (counts.households * scale).max(LEAST_HOUSEHOLDS * rows);
        self.ln_household = ((households + 1.0) / pairs).clamp(1e-18, 0.5).ln() as f32;
        for (field, priors) in PRIORS.iter().enumerate() {
            let levels = || priors.iter().map(|(level, ..)| *level as usize);
            let seen: f64 = levels().map(|level| counts.matched[field][level]).sum();
            let prior = prior_pairs(field);
            let shared: f64 = levels().map(|level| counts.household[field][level]).sum();
            for (level, matched, household) in *priors {
                let level = *level as usize;
                let share = (counts.matched[field][level] + prior * matched) / (seen + prior);
                self.matched[field][level] = share.ln() as f32;
                if *household > 0.0 {
                    let share =
                        (counts.household[field][level] + PRIOR_PAIRS * household) / (shared + PRIOR_PAIRS);
                    self.household[field][level] = share.ln() as f32;
                }
            }
            // What changed is hidden by a mask no more often than it is seen.
            let changed = f64::from(self.matched[field][level::OTHER as usize].exp()).max(1.0 - COMPATIBLE);
            let fit = fitting(&counts.matched[field], prior, COMPATIBLE).max(1.0 - changed);
            set_pair(&mut self.matched[field], fit);
        }
        for mistaken in MISTAKEN {
            self.bound_other(&mistaken, counts);
        }
        for (field, shared) in SHARED {
            let field = field as usize;
            set_pair(&mut self.household[field], fitting(&counts.household[field], PRIOR_PAIRS, shared));
        }
    }
}

/// A field in which families differ on purpose, and the slips in it and its like.
struct Mistaken {
    field: Field,
    /// Each with the share of it that may be wholly wrong.
    slips: &'static [(Field, u8, f64)],
    /// Share of matches that disagree in it where nobody slips.
    usual: f64,
}

/// Twins agree in all but the given name, father and son in all but the birth date: taken for matches, they would teach that
/// matches often disagree there. Whoever writes names or dates that are wholly wrong makes slips in them as well, so those
/// are the most that may be.
const MISTAKEN: [Mistaken; 2] = [
    Mistaken {
        field: Field::Given,
        slips: &[
            (Field::Given, level::NEAR, 1.0),
            (Field::Family, level::NEAR, 1.0),
            (Field::Family, level::OTHER, 1.0),
        ],
        usual: 0.002,
    },
    Mistaken {
        field: Field::Birth,
        slips: &[
            (Field::Birth, level::NEAR, 1.0),
            (Field::Birth, level::VARIANT, 1.0),
            (Field::Birth, level::PART, 1.0),
            // Where names are often wrong, dates may be.
            (Field::Given, level::NEAR, 0.2),
            (Field::Family, level::NEAR, 0.2),
        ],
        usual: 0.01,
    },
];

/// The share of pairs with a mask that fit.
fn fitting(counts: &[f64; level::COUNT], prior: f64, share: f64) -> f64 {
    let (fit, unfit) = (counts[level::COMPATIBLE as usize], counts[level::UNFIT as usize]);
    (fit + prior * share) / (fit + unfit + prior)
}

/// Sets the shares of pairs with a mask that fit, and that do not.
fn set_pair(shares: &mut [f32; level::COUNT], fit: f64) {
    shares[level::COMPATIBLE as usize] = fit.ln() as f32;
    shares[level::UNFIT as usize] = (1.0 - fit).max(1e-6).ln() as f32;
}

impl Counts {
    fn plus(mut self, part: &Self) -> Self {
        self.matches += part.matches;
        self.households += part.households;
        for (sums, parts) in [(&mut self.matched, &part.matched), (&mut self.household, &part.household)] {
            for (sum, part) in sums.iter_mut().flatten().zip(parts.iter().flatten()) {
                *sum += part;
            }
        }
        self
    }
}

#[derive(Default)]
struct Counts {
    matches: f64,
    households: f64,
    matched: [[f64; level::COUNT]; FIELDS],
    household: [[f64; level::COUNT]; FIELDS],
}

/// The levels at which a field can agree.
pub(crate) fn levels_of(field: Field) -> impl Iterator<Item = u8> {
    let with_masks = [level::COMPATIBLE, level::UNFIT];
    let own = PRIORS[field as usize].iter().map(|(level, ..)| *level);
    // A sex and a suffix are never masked.
    own.chain(with_masks.into_iter().filter(move |_| !matches!(field, Field::Sex | Field::Suffix)))
}

impl Model {
    /// The shares as they are used, beside those of strangers where these do not depend on the value.
    pub(crate) fn shares(&self, between: Between, random: &RandomChances, weights: &Weights) -> Vec<Share> {
        let fields = Field::ALL.into_iter();
        let levels = fields.flat_map(|field| levels_of(field).map(move |level| (field, level)));
        levels
            .map(|(field, level)| {
                let (row, at) = (field as usize, usize::from(level));
                let household = self.household[row][at];
                let by_value = matches!(level, level::SAME | level::COMPATIBLE | level::UNFIT);
                let set = weights.matched(between, row, at).or(weights.household(between, row, at));
                Share {
                    between,
                    field: field.word(),
                    level: level::word(level, field == Field::Place),
                    matched: f64::from(self.matched[row][at]).exp(),
                    household: (!household.is_nan()).then(|| f64::from(household).exp()),
                    chance: (!by_value).then(|| f64::from(random.0[row][at]).exp()),
                    set: set.is_some(),
                }
            })
            .collect()
    }
}

impl Model {
    /// The starting values for people and customers: the registry is years older or younger, so mobiles have moved.
    pub(crate) fn of_registry(weights: &Weights) -> Self {
        let mut model = Self::start(2.0);
        for (level, share) in [
            (level::SAME, 0.60f32),
            (level::RENUMBERED, 0.20),
            (level::NEAR, 0.03),
            (level::PART, 0.02),
            (level::OTHER, 0.15),
        ] {
            model.matched[Field::Phone as usize][level as usize] = share.ln();
        }
        model.take(Between::Registry, weights);
        model
    }

    /// Estimates the shares among matches again, each candidate counting with its probability of a match; returns by how much any
    /// changed.
    pub(crate) fn fit_registry(
        &mut self,
        people: &[Known<'_>],
        chances: &[Chances],
        weights: &Weights,
    ) -> f64 {
        let parts: Vec<Counts> = people
            .par_chunks(PART)
            .zip(chances.par_chunks(PART))
            .map(|(people, chances)| {
                let mut counts = Counts::default();
                for (known, chances) in people.iter().zip(chances) {
                    known.each(chances, |pattern, chance| {
                        for field in 0..FIELDS {
                            counts.matched[field][pattern.levels[field] as usize] += chance;
                        }
                    });
                }
                counts
            })
            .collect();
        let before = self.matched;
        let counts = parts.iter().fold(Counts::default(), Counts::plus);
        for (field, priors) in PRIORS.iter().enumerate() {
            let seen: f64 = priors.iter().map(|(level, ..)| counts.matched[field][*level as usize]).sum();
            let prior = prior_pairs(field);
            for (level, matched, _) in *priors {
                let level = *level as usize;
                let share = (counts.matched[field][level] + prior * matched) / (seen + prior);
                self.matched[field][level] = share.ln() as f32;
            }
            set_pair(&mut self.matched[field], fitting(&counts.matched[field], prior, COMPATIBLE));
        }
        self.take(Between::Registry, weights);
        let both = self.matched.iter().flatten().zip(before.iter().flatten());
        let changes =
            both.filter(|(now, _)| !now.is_nan()).map(|(now, before)| (now.exp() - before.exp()).abs());
        f64::from(changes.fold(0.0, f32::max))
    }
}
