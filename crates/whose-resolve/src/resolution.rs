//! From mentions to people.

use rayon::prelude::*;
use whose_model::Categories;

use crate::blocking::{self, CutBlock};
use crate::cluster::{self, Edge, Edges, Fate, Judge};
use crate::compare::{Comparer, Pattern, RandomChances};
use crate::corpus::Corpus;
use crate::decisions::{Decided, decided};
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{FIELDS, level};
use crate::model::Model;
use crate::nodes::{self, Nodes};
use crate::options::{Options, Progress};
use crate::sketch::sketches;
use crate::uncompared;
use crate::values::{self, Row, Values, Wanted};
use crate::weights::{Between, Setting, Share, Used, Weights};

/// Random pairs that chance levels are counted on.
const RANDOM_PAIRS: u64 = 120_000;
/// Pairs that the model is estimated on.
const SAMPLE_PAIRS: usize = 200_000;
/// Pairs that one task compares.
const PAIRS_AT_ONCE: usize = 16_384;
/// Edges below these log-odds are forgotten.
const FORGOTTEN: f32 = -5.0;

/// Links refused are kept for review above these log-odds (one in twenty)...
const BORDERLINE: f32 = -2.95;
/// ...and at most so many of a person.
const MOST_REFUSED: usize = 6;

/// A lower, best and upper number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeopleCount {
    /// At least so many, with 95% confidence.
    pub lower: u64,
    /// As resolved.
    pub best: u64,
    /// At most so many, with 95% confidence.
    pub upper: u64,
    /// Of these, how many show no kind of value that all others could be known by, so that nobody can tell whether they are among them: a
    /// phone alone, beside names without any. The lower number allows for all of them.
    pub uncompared: u64,
}

/// Links between nodes that are kept for explaining, by person.
#[derive(Debug, Default)]
pub(crate) struct Links {
    ends: Vec<u32>,
    links: Vec<(Edge, Fate)>,
}

impl Links {
    /// Keeps every link taken, and of the others the surest of each person.
    fn new(people: &People, fates: Vec<(Edge, Fate)>) -> Self {
        let mut kept: Vec<(u32, Edge, Fate)> = fates
            .into_iter()
            .filter(|(edge, fate)| fate.joins() || edge.odds > BORDERLINE)
            .map(|(edge, fate)| (people.of_node[edge.one as usize], edge, fate))
            .collect();
        // A stable sort: within a person the surest stays first.
        kept.sort_by_key(|(person, ..)| *person);
        let (mut ends, mut links) = (vec![0u32; people.count], Vec::with_capacity(kept.len()));
        for of_person in kept.chunk_by(|one, other| one.0 == other.0) {
            let mut refused = 0;
            for (_, edge, fate) in of_person {
                refused += usize::from(!fate.joins());
                if fate.joins() || refused <= MOST_REFUSED {
                    links.push((*edge, *fate));
                }
            }
            ends[of_person[0].0 as usize] = links.len() as u32;
        }
        let mut last = 0;
        for end in &mut ends {
            *end = last.max(*end);
            last = *end;
        }
        Self { ends, links }
    }

    /// The links of a person, surest first.
    pub(crate) fn of(&self, person: usize) -> &[(Edge, Fate)] {
        let start = if person == 0 { 0 } else { self.ends[person - 1] };
        &self.links[start as usize..self.ends[person] as usize]
    }
}

/// The people found, and all that explains them.
#[derive(Debug)]
pub struct Resolution {
    pub(crate) values: Values,
    pub(crate) nodes: Nodes,
    pub(crate) frequencies: Frequencies,
    pub(crate) random: RandomChances,
    pub(crate) model: Model,
    pub(crate) weights: Weights,
    pub(crate) links: Links,
    /// Nodes whose records stand alone.
    pub(crate) alone: Vec<bool>,
    /// Person of each mention, by place in the order of ids.
    pub(crate) person_of: Vec<u32>,
    /// Mentions of each person, by place.
    pub(crate) members: Members,
    /// Probability of each person.
    pub(crate) sureness: Vec<f32>,
    /// Blocks that were too large to compare in full.
    pub cut: Vec<CutBlock>,
    /// How many people.
    pub count: PeopleCount,
    /// Pairs that were compared.
    pub pairs: u64,
}

/// Mentions by person.
#[derive(Debug, Default)]
pub(crate) struct Members {
    ends: Vec<u32>,
    mentions: Vec<u32>,
}

impl Members {
    fn new(person_of: &[u32], people: usize) -> Self {
        let mut ends = vec![0u32; people];
        for person in person_of {
            ends[*person as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut mentions = vec![0u32; person_of.len()];
        let mut at = ends.clone();
        for (mention, person) in person_of.iter().enumerate().rev() {
            at[*person as usize] -= 1;
            mentions[at[*person as usize] as usize] = mention as u32;
        }
        Self { ends, mentions }
    }

    /// The mentions of a person, in order.
    pub(crate) fn of(&self, person: usize) -> &[u32] {
        let start = if person == 0 { 0 } else { self.ends[person - 1] };
        &self.mentions[start as usize..self.ends[person] as usize]
    }

    /// How many people.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Resolves mentions to people.
///
/// Mentions come in the order of their ids ([`Corpus`]), so the order of their batches makes no difference.
#[must_use]
pub fn resolve(
    corpus: &Corpus<'_>,
    categories: &Categories,
    options: &Options,
    progress: &dyn Progress,
) -> Resolution {
    progress.step("values", corpus.len() as u64);
    let (values, rows) = values::read(corpus, categories, Wanted::ALL);
    progress.step("copies", corpus.len() as u64);
    let nodes = {
        let alone = decided(corpus, &options.decisions);
        nodes::build((corpus, categories), &values, rows, (&options.numberings, &options.texts), &alone)
    };
    let weights = evidence_weights(&nodes);
    let frequencies = Frequencies::new(&values, &nodes.rows, &weights);
    progress.step("candidates", nodes.len() as u64);
    let (pairs, cut) = blocking::pairs(&nodes, &values, &frequencies);
    progress.step("weights", pairs.len() as u64);
    let random = random_chances(&values, &frequencies, &nodes.rows);
    let comparer = Comparer { values: &values, frequencies: &frequencies, random: &random };
    let mut sample = sample(&comparer, &nodes.rows, &pairs);
    let scale = pairs.len() as f64 / sample.len().max(1) as f64;
    sample.extend(copies(&comparer, &nodes, scale));
    let model = Model::estimate(nodes.len() as f64, &sample, scale, &options.weights);
    drop(sample);
    progress.step("comparing", pairs.len() as u64);
    let apart = nodes::apart(corpus, &nodes, &comparer);
    let decided = Decided::new(corpus, &nodes, &options.decisions);
    let judge = Judge { comparer, model: &model, nodes: &nodes, apart: &apart, decided: &decided };
    let least = options.weights.or_usual(Setting::LeastOdds).ln() as f32;
    let edges = edges(&judge, least, &pairs);
    let compared = pairs.len() as u64;
    drop(pairs);
    progress.step("clusters", edges.list.len() as u64);
    let (mut clusters, fates) = cluster::cluster(&judge, &edges, least);
    drop(edges);
    let alone = alone(&comparer, &model, &nodes);
    let people = People::number(&nodes, &alone, |node| clusters.root(node));
    let members = Members::new(&people.person_of, people.count);
    let of_mention = people.person_of.iter().copied().zip(nodes.of_mention.iter().copied());
    let uncompared = uncompared::count(&values, &nodes.rows, people.count, of_mention);
    let doubts = doubts(&comparer, &model, &nodes, &alone);
    let (count, sureness) = sureness(&nodes, &people, &fates, &doubts, uncompared);
    let links = Links::new(&people, fates);
    Resolution {
        links,
        alone,
        person_of: people.person_of,
        members,
        sureness,
        cut,
        count,
        pairs: compared,
        model,
        weights: options.weights.clone(),
        random,
        frequencies,
        nodes,
        values,
    }
}

/// A row with more than a name counts once in frequencies, however often it was copied; of a bare name each record is
/// taken for another person.
fn evidence_weights(nodes: &Nodes) -> Vec<u32> {
    nodes
        .rows
        .iter()
        .zip(&nodes.weights)
        .map(|(row, weight)| if says_more_than_a_name(row) { 1 } else { *weight })
        .collect()
}

pub(crate) fn says_more_than_a_name(row: &Row) -> bool {
    row.line != NONE
        || row.phones[0] != NONE
        || row.emails[0] != NONE
        || row.identifiers[0] != NONE
        || row.birth.is_whole()
}

/// A fixed sequence of numbers that look random.
fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

/// How often random pairs agree at each level.
fn random_chances(values: &Values, frequencies: &Frequencies, rows: &[Row]) -> RandomChances {
    let start = RandomChances::default();
    let comparer = Comparer { values, frequencies, random: &start };
    let count = rows.len() as u64;
    let mut random = RandomChances::default();
    if count < 2 {
        return random;
    }
    // Of few rows few pairs say all.
    let parts = (RANDOM_PAIRS / 1_000).min(count / 25 + 20);
    let counts = (0..parts)
        .into_par_iter()
        .map(|part| {
            let mut counts = [[0u32; level::COUNT]; FIELDS];
            for at in part * 1_000..(part + 1) * 1_000 {
                let (one, other) = (scatter(at * 2) % count, scatter(at * 2 + 1) % count);
                if one != other {
                    let pattern = comparer.compare(&rows[one as usize], &rows[other as usize]);
                    pattern
                        .levels
                        .iter()
                        .zip(&mut counts)
                        .for_each(|(level, counts)| counts[*level as usize] += 1);
                }
            }
            counts
        })
        .reduce(
            || [[0u32; level::COUNT]; FIELDS],
            |mut sum, part| {
                sum.iter_mut().zip(&part).for_each(|(a, b)| a.iter_mut().zip(b).for_each(|(a, b)| *a += b));
                sum
            },
        );
    for (chances, counts) in random.0.iter_mut().zip(&counts) {
        let seen: u32 = counts[1..].iter().sum();
        for (chance, count) in chances.iter_mut().zip(counts).skip(1) {
            *chance = ((f64::from(*count) + 0.5) / (f64::from(seen) + 5_000.0)).ln().min(-0.005) as f32;
        }
        let other = f64::from(counts[level::OTHER as usize]) + 5_000.0;
        chances[level::OTHER as usize] = (other / (f64::from(seen) + 5_000.0)).ln().min(-0.005) as f32;
    }
    random
}

/// Every so many-th pair, compared.
fn sample(comparer: &Comparer<'_>, rows: &[Row], pairs: &[u64]) -> Vec<Pattern> {
    let step = pairs.len().div_ceil(SAMPLE_PAIRS).max(1) as u64;
    pairs
        .par_iter()
        .filter(|pair| scatter(**pair).is_multiple_of(step))
        .map(|pair| comparer.compare(&rows[(pair >> 32) as usize], &rows[*pair as u32 as usize]))
        .collect()
}

/// The pairs that may be matches, surest first. What a fact says of those that would be joined is noted while they are at hand.
fn edges(judge: &Judge<'_>, least: f32, pairs: &[u64]) -> Edges {
    let (comparer, model, rows) = (&judge.comparer, judge.model, &judge.nodes.rows[..]);
    let sketches = sketches(comparer.values, comparer.frequencies, rows);
    let of_part = |pairs: &[u64]| {
        let (mut found, mut impossible, mut hopeful) = (Vec::new(), Vec::new(), Vec::new());
        for of_one in pairs.chunk_by(|one, other| one >> 32 == other >> 32) {
            let one = (of_one[0] >> 32) as u32;
            let sketch = &sketches[one as usize];
            hopeful.clear();
            hopeful.extend(
                of_one
                    .iter()
                    .map(|pair| *pair as u32)
                    .filter(|other| !sketch.hopeless(&sketches[*other as usize])),
            );
            if hopeful.is_empty() {
                continue;
            }
            let side = comparer.side(&rows[one as usize]);
            comparer.each_side(rows, &hopeful, |other, other_side| {
                let pattern = comparer.compare_sides(&side, other_side);
                if let Some(judgement) = model.judge_from(&pattern, FORGOTTEN) {
                    if judgement.odds >= least && judge.impossible(one, other, &pattern) {
                        impossible.push(Edges::key(one, other));
                    }
                    found.push(Edge { one, other, odds: judgement.odds });
                }
            });
        }
        (found, impossible)
    };
    let parts: Vec<(Vec<Edge>, Vec<u64>)> = pairs.par_chunks(PAIRS_AT_ONCE).map(of_part).collect();
    let mut edges = Edges::default();
    edges.list.reserve_exact(parts.iter().map(|(found, _)| found.len()).sum());
    for (found, impossible) in parts {
        edges.list.extend(found);
        edges.impossible.extend(impossible);
    }
    edges.list.par_sort_unstable_by(|one, other| {
        other.odds.total_cmp(&one.odds).then((one.one, one.other).cmp(&(other.one, other.other)))
    });
    edges
}

/// Records that say a name and a town and nothing more, and say the same, are one node; the pairs of them show how often that is one
/// person, and are among those that the model is estimated on. Every `step`-th node is looked at.
fn copies(comparer: &Comparer<'_>, nodes: &Nodes, step: f64) -> Vec<Pattern> {
    let step = step.ceil().max(1.0) as u64;
    let of_node = |(at, (row, weight)): (usize, (&Row, &u32))| {
        let placed = row.name != NONE && (row.city != NONE || row.postcode != NONE);
        let counts =
            *weight > 1 && placed && !says_more_than_a_name(row) && scatter(at as u64).is_multiple_of(step);
        counts.then(|| std::iter::repeat_n(comparer.compare(row, row), *weight as usize - 1))
    };
    nodes.rows.par_iter().zip(&nodes.weights).enumerate().filter_map(of_node).flatten_iter().collect()
}

/// Does a row show a whole phone, mailbox or number that is not everybody's? Then equal records are one person's, as far as anybody can tell:
/// a log of calls names nobody.
fn has_own(comparer: &Comparer<'_>, row: &Row) -> bool {
    let (values, frequencies) = (comparer.values, comparer.frequencies);
    let whole = |text: &str| !text.contains(['*', '…']);
    let own = |list: &[u32], junk: &[bool], is_whole: &dyn Fn(u32) -> bool| {
        list.iter().any(|value| *value != NONE && !junk[*value as usize] && is_whole(*value))
    };
    own(&row.phones, &frequencies.junk_phones, &|phone| whole(values.phones.get(phone)))
        || own(&row.emails, &frequencies.junk_emails, &|email| {
            whole(values.locals.get(values.emails[email as usize].local))
        })
        || own(&row.identifiers, &frequencies.junk_identifiers, &|number| {
            let form = values.identifiers[number as usize];
            !form.record && whole(values.codes.get(form.code))
        })
}

/// Nodes whose records say so little that equal ones need not be one person. Of a bare name, each record may be of another
/// of its bearers: the more records, the surer it must be. Where an address or more stands beside it, many equal records
/// are no sign of many people; and the more records have equals at all, the likelier it is that two of them are one person's.
fn alone(comparer: &Comparer<'_>, model: &Model, nodes: &Nodes) -> Vec<bool> {
    let several = || nodes.rows.par_iter().zip(&nodes.weights);
    let records: f64 = nodes.weights.iter().map(|weight| f64::from(*weight)).sum();
    let telling = several().filter(|(row, _)| says_more_than_a_name(row));
    let copies: u64 = telling.map(|(_, weight)| u64::from(*weight) - 1).sum();
    let pairs = (records * (records - 1.0) / 2.0).max(1.0);
    let likelier = ((copies.max(1) as f64 / pairs).ln() as f32 - model.ln_matches).max(0.0);
    several()
        .map(|(row, weight)| {
            *weight > 1 && !has_own(comparer, row) && {
                let pattern = comparer.compare(row, row);
                let bare = !says_more_than_a_name(row);
                let least = if bare { (*weight as f32 - 1.0).ln() } else { -likelier };
                model.judge(&pattern).odds < least
            }
        })
        .collect()
}

/// People numbered in the order of their first mention.
struct People {
    person_of: Vec<u32>,
    /// Person of each node; of a node whose records stand alone, that of the first.
    of_node: Vec<u32>,
    count: usize,
}

impl People {
    fn number(nodes: &Nodes, alone: &[bool], mut root: impl FnMut(u32) -> u32) -> Self {
        let mut of_root = vec![NONE; nodes.len()];
        let mut of_node = vec![NONE; nodes.len()];
        let mut of_entry: Vec<u32> = vec![NONE; nodes.entry_of.len()];
        let mut count = 0u32;
        let mut next = || {
            count += 1;
            count - 1
        };
        for (mention, node) in nodes.of_mention.iter().enumerate() {
            let entry = nodes.entry_of[mention] as usize;
            let person = if alone[*node as usize] {
                if of_entry[entry] == NONE {
                    of_entry[entry] = next();
                }
                of_entry[entry]
            } else {
                let slot = &mut of_root[root(*node) as usize];
                if *slot == NONE {
                    *slot = next();
                }
                *slot
            };
            of_entry[mention] = person;
            if of_node[*node as usize] == NONE {
                of_node[*node as usize] = person;
            }
        }
        Self { person_of: of_entry, of_node, count: count as usize }
    }
}

/// A node of several records that say a name, perhaps a town, and nothing more.
struct Doubt {
    /// Records beside the first.
    others: u32,
    /// Do its records stand alone?
    alone: bool,
    /// That two of them are one person's.
    probability: f32,
}

fn doubts(comparer: &Comparer<'_>, model: &Model, nodes: &Nodes, alone: &[bool]) -> Vec<Doubt> {
    let rows = nodes.rows.par_iter().zip(&nodes.weights).zip(alone);
    rows.filter(|((row, weight), _)| **weight > 1 && !says_more_than_a_name(row))
        .map(|((row, weight), alone)| Doubt {
            others: weight - 1,
            alone: *alone,
            probability: model.judge(&comparer.compare(row, row)).probability(),
        })
        .collect()
}

/// The interval of the number of people, and each person's probability.
fn sureness(
    nodes: &Nodes,
    people: &People,
    fates: &[(Edge, Fate)],
    doubts: &[Doubt],
    uncompared: u64,
) -> (PeopleCount, Vec<f32>) {
    let mut sureness = vec![1.0f32; people.count];
    let (mut too_few, mut spread) = (0.0f64, 0.0f64);
    let mut missed = vec![0.0f32; nodes.len()];
    for (edge, fate) in fates {
        let probability = 1.0 / (1.0 + (-edge.odds).exp());
        match fate {
            Fate::Taken | Fate::Decided => {
                sureness[people.of_node[edge.one as usize] as usize] *= probability;
                too_few += f64::from(1.0 - probability);
                spread += f64::from(probability * (1.0 - probability));
            }
            Fate::Thin => {
                // One node can join at most one more person: the likeliest counts.
                let node = if people.of_node[edge.one as usize] > people.of_node[edge.other as usize] {
                    edge.one
                } else {
                    edge.other
                };
                let slot = &mut missed[node as usize];
                *slot = slot.max(probability.min(0.5));
            }
            Fate::Vetoed | Fate::Forbidden => {}
        }
    }
    let mut too_many: f64 = missed.iter().map(|p| f64::from(*p)).sum();
    for doubt in doubts {
        let (others, p) = (f64::from(doubt.others), f64::from(doubt.probability));
        if doubt.alone {
            too_many += others * p;
        } else {
            too_few += others * (1.0 - p);
        }
        spread += others * p * (1.0 - p);
    }
    spread += missed.iter().map(|p| f64::from(p * (1.0 - p))).sum::<f64>();
    let best = people.count as u64;
    let margin = 1.96 * spread.sqrt();
    let count = PeopleCount {
        lower: best.saturating_sub((too_many + margin).ceil() as u64 + uncompared).max(1.min(best)),
        best,
        upper: best + (too_few + margin).ceil() as u64,
        uncompared,
    };
    (count, sureness)
}

impl Resolution {
    /// How many of some pairs of mentions, by place in the order of ids, are likelier one person than not. Every pair is compared in
    /// full, whatever the blocks.
    #[must_use]
    pub fn likelier(&self, pairs: &[(u32, u32)]) -> usize {
        let node = |mention: u32| self.nodes.of_mention[mention as usize];
        let comparer = self.comparer();
        let mut count = 0;
        for of_one in pairs.chunk_by(|one, other| one.0 == other.0) {
            let side = comparer.side(&self.nodes.rows[node(of_one[0].0) as usize]);
            let others: Vec<u32> = of_one.iter().map(|(_, other)| node(*other)).collect();
            comparer.each_side(&self.nodes.rows, &others, |_, other| {
                count += usize::from(self.model.judge(&comparer.compare_sides(&side, other)).odds > 0.0);
            });
        }
        count
    }

    /// How many people there are.
    #[must_use]
    pub fn people(&self) -> usize {
        self.members.len()
    }

    /// Person of each mention, both by their place in order: mentions by id, people by first mention.
    #[must_use]
    pub fn person_of(&self) -> &[u32] {
        &self.person_of
    }

    /// Distinct rows that were compared.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }
}

impl Resolution {
    /// The shares of agreement between records, as they were used; no value in them.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        self.model.shares(Between::Records, &self.random, &self.weights)
    }

    /// The numbers of the whole, as they were used.
    #[must_use]
    pub fn used(&self) -> Vec<Used> {
        let value = |setting| match setting {
            Setting::Matches => f64::from(self.model.ln_matches).exp(),
            Setting::Households => f64::from(self.model.ln_household).exp(),
            other => self.weights.or_usual(other),
        };
        used(&self.weights, Between::Records, value)
    }
}

/// The numbers of a part, with what they are.
pub(crate) fn used(weights: &Weights, between: Between, value: impl Fn(Setting) -> f64) -> Vec<Used> {
    let all = Setting::ALL.into_iter().filter(|setting| setting.between() == between);
    all.map(|setting| Used { setting, value: value(setting), set: weights.get(setting).is_some() }).collect()
}
