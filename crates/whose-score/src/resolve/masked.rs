//! Masked records against a large registry: who of them is which customer, and how well the stated probabilities hold.
//!
//! The people are made: family names by their shares in Korea (census of 2015, rounded), given names of two syllables whose
//! fashion turns with birth cohort and sex. Of every record name, birth date with sex, last digits of phone and plate are shown or
//! not, and some are wrong.

use std::time::Instant;

use anyhow::Result;
use arrow_array::RecordBatch;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use rayon::prelude::*;
use whose_model::category::{CategoryDefinition, general};
use whose_model::tables::{MentionsBuilder, NewItem};
use whose_model::{Categories, CategoryId, Comparison, Group};
use whose_resolve::{Corpus, Options, Standings, link_registry, resolve};

use super::dice::{Dice, Weighted, scatter};
use super::{forget_peak, peak, rows};

/// Records that leaked.
const RECORDS: u64 = 157_901;
/// Customers of one batch.
const BATCH: u64 = 250_000;
/// Seconds that resolving and linking may take on two cores.
const SECONDS: f64 = 60.0;

/// A resident number of Korea; `whose` knows its head as the birth date.
const RESIDENT: CategoryDefinition = CategoryDefinition {
    code: "kr-resident-number",
    group: Group::NationalId,
    comparison: Comparison::Identifier,
    identifies: true,
    label: ["resident registration number", "주민등록번호", "numéro d’enregistrement de résident"],
};

/// A registry and what share of those who leaked are in it.
#[derive(Debug, Clone, Copy)]
struct Trial {
    name: &'static str,
    customers: u64,
    coverage: f64,
}

const TRIALS: [Trial; 4] = [
    Trial { name: "masked_1m", customers: 1_000_000, coverage: 0.8 },
    Trial { name: "masked_1m", customers: 1_000_000, coverage: 0.3 },
    Trial { name: "masked_10m", customers: 10_000_000, coverage: 0.8 },
    Trial { name: "masked_10m", customers: 10_000_000, coverage: 0.3 },
];

/// The trials that a name stands for.
pub fn is_wanted(name: &str) -> bool {
    TRIALS.iter().any(|trial| trial.name == name)
}

/// Shares of the commonest family names in per cent; the rest is spread over others.
const FAMILY: [(&str, f64); 30] = [
    ("김", 21.5),
    ("이", 14.7),
    ("박", 8.4),
    ("최", 4.7),
    ("정", 4.3),
    ("강", 2.4),
    ("조", 2.1),
    ("윤", 2.1),
    ("장", 2.0),
    ("임", 1.7),
    ("한", 1.6),
    ("오", 1.5),
    ("서", 1.5),
    ("신", 1.5),
    ("권", 1.4),
    ("황", 1.4),
    ("안", 1.4),
    ("송", 1.4),
    ("전", 1.1),
    ("홍", 1.1),
    ("유", 1.0),
    ("고", 0.9),
    ("문", 0.9),
    ("양", 0.8),
    ("손", 0.8),
    ("배", 0.7),
    ("백", 0.6),
    ("허", 0.6),
    ("남", 0.6),
    ("심", 0.6),
];
/// Rarer ones.
const RARE: &str = "노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상갈";
/// Syllables of given names.
const SYLLABLES: &str = "민서지현준우영수정은경희진호성미숙자순철상재동석연주혜선아윤하예원유나도건시태규빈승한솔별찬혁훈기용광창종병대일남길춘옥금말복분례임란화향봉만덕홍택환식근섭열배필구형익범국권완욱웅헌모양애인이의세중보람슬다온소담채율린결";
/// Letters of plates.
const PLATE: &str = "가나다라마거너더러머고노도로모구누두루무버서어저보소오조부수우주하허호";

/// A person.
#[derive(Debug, Clone, Copy)]
struct Human {
    family: char,
    given: [char; 2],
    birth: (u16, u8, u8),
    /// 0 male, 1 female.
    sex: u8,
    phone: u32,
    plate: (u16, char, u16),
    secret: u32,
}

/// What people are made of.
struct Land {
    family: Vec<char>,
    shares: Weighted,
    syllables: Vec<char>,
    fashion: Weighted,
    plate: Vec<char>,
}

impl Land {
    fn new() -> Self {
        let rare: Vec<char> = RARE.chars().collect();
        let rest = 100.0 - FAMILY.iter().map(|(_, share)| share).sum::<f64>();
        let weight = |at: usize| 1.0 / (at as f64 + 1.0).powf(0.9);
        let whole: f64 = (0..rare.len()).map(weight).sum();
        let shares =
            FAMILY.iter().map(|(_, share)| *share).chain((0..rare.len()).map(|at| rest * weight(at) / whole));
        let family = FAMILY.iter().filter_map(|(name, _)| name.chars().next()).chain(rare.iter().copied());
        let mut syllables: Vec<char> = SYLLABLES.chars().collect();
        syllables.sort_unstable();
        syllables.dedup();
        let fashion = Weighted::new((1..=syllables.len()).map(|rank| 1.0 / rank as f64));
        Self {
            family: family.collect(),
            shares: Weighted::new(shares),
            syllables,
            fashion,
            plate: PLATE.chars().collect(),
        }
    }

    /// The person of a number: always the same.
    fn human(&self, number: u64) -> Human {
        let mut dice = Dice::new(number);
        let age = (0..4).map(|_| dice.share()).sum::<f64>() * 27.7 - 55.4 + 47.0;
        let year = 2_026 - age.clamp(16.0, 95.0) as u16;
        let sex = dice.roll(2) as u8;
        // Each cohort and sex has a fashion of its own: the same ranks, other syllables.
        let cohort = u64::from((year - 1_930) / 12 * 2 + u16::from(sex));
        let mut syllable = |place: u64| {
            let rank = self.fashion.roll(&mut dice) as u64;
            let step = 1 + 2 * (scatter(cohort * 2 + place) % (self.syllables.len() as u64 / 2 - 1));
            let count = self.syllables.len() as u64;
            self.syllables[((rank * step + scatter(cohort + 77 * place)) % count) as usize]
        };
        let given = [syllable(0), syllable(1)];
        Human {
            family: self.family[self.shares.roll(&mut dice)],
            given,
            birth: (year, dice.roll(12) as u8 + 1, dice.roll(28) as u8 + 1),
            sex,
            phone: dice.roll(100_000_000) as u32,
            plate: (
                dice.roll(600) as u16 + 10,
                self.plate[dice.roll(self.plate.len() as u64) as usize],
                dice.roll(10_000) as u16,
            ),
            secret: dice.roll(1_000_000) as u32,
        }
    }

    /// The person of a customer.
    fn customer(&self, at: u64) -> Human {
        self.human(at + 1_000_000_000)
    }
}

impl Human {
    fn name(&self) -> String {
        [self.family, self.given[0], self.given[1]].iter().collect()
    }

    fn resident(&self) -> String {
        let (year, month, day) = self.birth;
        let digit = 1 + self.sex + if year >= 2_000 { 2 } else { 0 };
        format!("{:02}{month:02}{day:02}-{digit}{:06}", year % 100, self.secret)
    }

    fn phone(&self) -> String {
        format!("010{:08}", self.phone)
    }

    fn plate(&self) -> String {
        format!("{:02}{}{:04}", self.plate.0, self.plate.1, self.plate.2)
    }
}

/// The categories that stand in it.
struct Kinds {
    categories: Categories,
    customer: CategoryId,
    name: CategoryId,
    resident: CategoryId,
    phone: CategoryId,
    plate: CategoryId,
}

impl Kinds {
    fn new() -> Self {
        let definitions: Vec<CategoryDefinition> = general::ALL.iter().copied().chain([RESIDENT]).collect();
        let categories = Categories::new(&definitions);
        let id = |code: &str| categories.by_code(code).map_or(CategoryId(0), |category| category.id);
        let (customer, name) = (id(general::CUSTOMER_NUMBER.code), id(general::PERSON_NAME.code));
        let (resident, phone, plate) = (id(RESIDENT.code), id("phone"), id(general::PLATE.code));
        Self { customer, name, resident, phone, plate, categories }
    }
}

fn push(builder: &mut MentionsBuilder, number: u64, source: u64, items: &[(CategoryId, String)]) {
    let items = items.iter().map(|(category, value)| NewItem {
        category: *category,
        value,
        column: 0,
        start: 0,
        end: 0,
        certainty: 90,
    });
    builder.push(rows::head(number, source), items);
}

fn registry(land: &Land, kinds: &Kinds, customers: u64) -> Vec<RecordBatch> {
    let starts: Vec<u64> = (0..customers).step_by(BATCH as usize).collect();
    let part = |from: &u64| {
        let mut builder = MentionsBuilder::default();
        for at in *from..(from + BATCH).min(customers) {
            let human = land.customer(at);
            let items = [
                (kinds.customer, format!("C{at}")),
                (kinds.name, human.name()),
                (kinds.resident, human.resident()),
                (kinds.phone, human.phone()),
                (kinds.plate, human.plate()),
            ];
            push(&mut builder, at + 1, 2, &items);
        }
        builder.finish()
    };
    starts.par_iter().map(part).collect()
}

/// The masked records, and the customer of each who is one.
fn leak(land: &Land, kinds: &Kinds, trial: &Trial) -> (RecordBatch, Vec<Option<u64>>) {
    let mut builder = MentionsBuilder::default();
    let mut truth = Vec::new();
    let mut dice = Dice::new(4_711);
    for number in 1..=RECORDS {
        let customer = (dice.share() < trial.coverage).then(|| dice.roll(trial.customers));
        truth.push(customer);
        let own = customer.map_or_else(|| land.human(number), |at| land.customer(at));
        // A wrong value is that of some other person.
        let mut shown = |present: f64, wrong: f64| -> Option<Human> {
            let (is_present, is_wrong, other) =
                (dice.share() < present, dice.share() < wrong, dice.roll(trial.customers));
            is_present.then(|| if is_wrong { land.customer(other) } else { own })
        };
        let mut items = Vec::with_capacity(4);
        if let Some(human) = shown(0.99, 0.02) {
            items.push((kinds.name, format!("{}*{}", human.family, human.given[1])));
        }
        if let Some(human) = shown(0.70, 0.02) {
            items.push((kinds.resident, format!("{}******", &human.resident()[..8])));
        }
        if let Some(human) = shown(0.60, 0.03) {
            items.push((kinds.phone, format!("010****{:04}", human.phone % 10_000)));
        }
        if let Some(human) = shown(0.55, 0.03) {
            let hidden = "*".repeat(human.plate().chars().count() - 4);
            items.push((kinds.plate, format!("{hidden}{:04}", human.plate.2)));
        }
        push(&mut builder, number, 1, &items);
    }
    (builder.finish(), truth)
}

/// Stated probabilities of a tenth, and how many came true.
#[derive(Debug, Clone, Copy, Default)]
struct Tenth {
    count: u64,
    stated: f64,
    came_true: u64,
}

impl Tenth {
    fn off(&self) -> f64 {
        if self.count == 0 { 0.0 } else { (self.stated - self.came_true as f64) / self.count as f64 }
    }

    /// How far off chance alone would put it, in 99 of 100 cases.
    fn chance(&self) -> f64 {
        let mean = self.stated / self.count.max(1) as f64;
        2.6 * (mean * (1.0 - mean) / self.count.max(1) as f64).sqrt()
    }

    fn add(&mut self, probability: f32, is_true: bool) {
        self.count += 1;
        self.stated += f64::from(probability);
        self.came_true += u64::from(is_true);
    }
}

/// Which tenth a probability is in.
fn tenth(probability: f32) -> usize {
    ((probability * 10.0) as usize).min(9)
}

/// What came out of a trial.
#[derive(Debug, Default)]
struct Linked {
    people: usize,
    exact: u64,
    exact_true: u64,
    /// People who are a customer as likely as not, no customer confirmed; who are one; and whose set holds that one.
    sets: u64,
    of_customers: u64,
    held: u64,
    by_fit: [Tenth; 10],
    by_customer: [Tenth; 10],
    coverage: f64,
    seconds: f64,
    peak_bytes: u64,
    totals: [u64; 3],
    leaked: u64,
    excluded: u64,
}

impl Linked {
    fn worst(tenths: &[Tenth; 10]) -> f64 {
        tenths.iter().map(|tenth| (tenth.off().abs() - tenth.chance()).max(0.0)).fold(0.0, f64::max)
    }

    fn meets(&self) -> bool {
        share(self.exact_true, self.exact) >= 0.999
            && share(self.held, self.of_customers) >= 0.95
            && Self::worst(&self.by_fit) <= 0.02
            && Self::worst(&self.by_customer) <= 0.02
            && self.seconds <= SECONDS
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Links every trial of a name, or those of the small registry; prints the table. True when the bars are met.
///
/// # Errors
/// When mentions could not be linked.
pub fn run(name: &str, print: &mut dyn FnMut(&str)) -> Result<bool> {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "masked records",
        "c",
        "c found",
        "exact",
        "P",
        "bar",
        "sets",
        "hold",
        "bar",
        "off, by pair",
        "by customer",
        "bar",
        "confirmed, possible, excluded",
        "leaked excluded",
        "s",
        "MB",
        "",
    ]);
    let (land, kinds, mut met) = (Land::new(), Kinds::new(), true);
    for trial in TRIALS.iter().filter(|trial| trial.name == name) {
        let linked = link(trial, &land, &kinds)?;
        met &= linked.meets();
        table.add_row(line(trial, &linked));
        for (what, tenths) in [("pairs", &linked.by_fit), ("customers", &linked.by_customer)] {
            let shown: Vec<String> =
                tenths.iter().map(|tenth| format!("{}: {:+.3}", tenth.count, -tenth.off())).collect();
            print(&format!(
                "{} c {} {what} by tenths of probability, true less stated: {}",
                trial.name,
                trial.coverage,
                shown.join(", ")
            ));
        }
    }
    print(&table.to_string());
    print(
        "experiment in numpy, 10 M: exact 88,947 at .9991 (c .8), 30,839 at .9993 (c .3); sets hold .980, .991; 52 s; a single hit taken for a match .916, .544",
    );
    Ok(met)
}

fn line(trial: &Trial, linked: &Linked) -> Vec<String> {
    let worst = |tenths| format!("{:.3}", Linked::worst(tenths));
    let [confirmed, possible, excluded] = linked.totals;
    vec![
        format!("{} of {} people", trial.name, linked.people),
        trial.coverage.to_string(),
        format!("{:.3}", linked.coverage),
        linked.exact.to_string(),
        format!("{:.5}", share(linked.exact_true, linked.exact)),
        "0.999".into(),
        linked.sets.to_string(),
        format!("{:.4}", share(linked.held, linked.of_customers)),
        "0.95".into(),
        worst(&linked.by_fit),
        worst(&linked.by_customer),
        "0.02".into(),
        format!("{confirmed}, {possible}, {excluded}"),
        format!("{} of {}", linked.excluded, linked.leaked),
        format!("{:.1}", linked.seconds),
        format!("{:.0}", linked.peak_bytes as f64 / 1e6),
        if linked.meets() { "met" } else { "MISSED" }.to_string(),
    ]
}

fn link(trial: &Trial, land: &Land, kinds: &Kinds) -> Result<Linked> {
    let customers = registry(land, kinds, trial.customers);
    let (batch, truth) = leak(land, kinds, trial);
    let batches = [batch];
    forget_peak();
    let begun = Instant::now();
    let corpus = Corpus::new(&batches)?;
    let resolution = resolve(&corpus, &kinds.categories, &Options::default(), &());
    let standings = link_registry(
        &corpus,
        &resolution,
        &customers,
        &kinds.categories,
        &whose_resolve::Weights::default(),
        &(),
    )?;
    let mut linked = Linked {
        seconds: begun.elapsed().as_secs_f64(),
        peak_bytes: peak(),
        people: resolution.people(),
        coverage: standings.coverage,
        totals: standings.totals(),
        ..Linked::default()
    };
    let mut customers_of: Vec<Vec<u64>> = vec![Vec::new(); resolution.people()];
    for (person, customer) in resolution.person_of().iter().zip(&truth) {
        customers_of[*person as usize].extend(customer);
    }
    linked.count_people(&standings, &customers_of);
    linked.count_customers(&standings, &customers_of, trial.customers);
    Ok(linked)
}

impl Linked {
    fn count_people(&mut self, standings: &Standings, customers_of: &[Vec<u64>]) {
        let mut fits: Vec<_> = standings.fits().collect();
        fits.sort_by(|one, other| {
            one.person.cmp(&other.person).then(other.probability.total_cmp(&one.probability))
        });
        for of_person in fits.chunk_by(|one, other| one.person == other.person) {
            let own = &customers_of[of_person[0].person];
            let is_own = |customer: usize| own.contains(&(customer as u64));
            for fit in of_person {
                self.by_fit[tenth(fit.probability)].add(fit.probability, is_own(fit.customer));
            }
            let runner_up = of_person.get(1).map_or(0.0, |fit| fit.probability);
            let mass: f32 = of_person.iter().map(|fit| fit.probability).sum();
            if of_person[0].probability >= 0.99 && runner_up <= 0.005 {
                self.exact += 1;
                self.exact_true += u64::from(is_own(of_person[0].customer));
            } else if mass >= 0.5 {
                self.sets += 1;
                if !own.is_empty() {
                    self.of_customers += 1;
                    self.held += u64::from(of_person.iter().any(|fit| fit.in_set && is_own(fit.customer)));
                }
            }
        }
    }

    fn count_customers(&mut self, standings: &Standings, customers_of: &[Vec<u64>], customers: u64) {
        let mut leaked = vec![false; customers as usize];
        customers_of.iter().flatten().for_each(|customer| leaked[*customer as usize] = true);
        for start in (0..standings.len()).step_by(BATCH as usize) {
            let range = start..(start + BATCH as usize).min(standings.len());
            for (row, leaked) in standings.rows(range.clone()).iter().zip(&leaked[range]) {
                if row.probability > 0.0 {
                    self.by_customer[tenth(row.probability)].add(row.probability, *leaked);
                }
                self.leaked += u64::from(*leaked);
                self.excluded += u64::from(*leaked && row.standing == "excluded");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_always_the_same_person() {
        let land = Land::new();
        let human = land.human(7);
        assert_eq!(human.name(), land.human(7).name());
        assert_eq!(human.name().chars().count(), 3);
        assert_eq!((human.resident().len(), human.phone().len()), (14, 11));
    }

    #[test]
    fn a_tenth_is_as_far_off_as_it_states_too_much() {
        let mut tenth = Tenth::default();
        for is_true in [true, false, false, false] {
            tenth.add(0.5, is_true);
        }
        assert!((tenth.off() - 0.25).abs() < 1e-9);
        assert_eq!((super::tenth(0.05), super::tenth(1.0)), (0, 9));
    }
}
