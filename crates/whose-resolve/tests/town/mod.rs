//! A town of generated people, against whom the people of a test stand out or do not.

#![allow(dead_code)]

use arrow_array::RecordBatch;
use whose_model::category::general;
use whose_model::tables::{MentionsBuilder, NewItem, NewMention};
use whose_model::{Categories, CategoryId, Comparison, Group, Role};

/// A national number of the tests.
pub const NATIONAL: whose_model::category::CategoryDefinition = whose_model::category::CategoryDefinition {
    code: "kr-resident-number",
    group: Group::NationalId,
    comparison: Comparison::Identifier,
    identifies: true,
    label: ["resident number", "주민등록번호", "numéro"],
};

/// The categories of the tests.
pub fn categories() -> Categories {
    let mut list = general::ALL.to_vec();
    list.push(NATIONAL);
    Categories::new(&list)
}

/// One mention of a test.
#[derive(Debug, Clone)]
pub struct Written {
    pub id: u64,
    pub source: u64,
    pub record: u64,
    pub record_key: u64,
    pub role: Role,
    pub client: Option<&'static str>,
    pub date: Option<i32>,
    /// Column that all its items stand in.
    pub column: u32,
    pub items: Vec<(&'static str, String)>,
}

impl Written {
    /// A mention in a record of its own.
    pub fn new(id: u64, items: Vec<(&'static str, String)>) -> Self {
        Self {
            id,
            source: 1,
            record: id,
            record_key: id,
            role: Role::Recipient,
            client: None,
            date: None,
            column: 0,
            items,
        }
    }
}

/// A small generator of numbers that look random.
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % sides as u64) as usize
    }

    fn word(&mut self, syllables: usize) -> String {
        const ONSETS: [&str; 14] = ["b", "br", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v"];
        const NUCLEI: [&str; 6] = ["a", "e", "i", "o", "u", "ei"];
        const CODAS: [&str; 6] = ["", "n", "r", "l", "s", "t"];
        (0..syllables)
            .map(|_| format!("{}{}{}", ONSETS[self.roll(14)], NUCLEI[self.roll(6)], CODAS[self.roll(6)]))
            .collect()
    }
}

/// Names that are common and names that are rare, as in life: low numbers are rolled far more often.
fn skewed(dice: &mut Dice, many: usize) -> usize {
    let one = dice.roll(many);
    dice.roll(one + 1)
}

/// People of a town: each with name, address, sometimes phone and birth date, in one to three mentions. The second
/// result says who each mention is of.
pub fn people(count: usize, seed: u64) -> (Vec<Written>, Vec<usize>) {
    let mut dice = Dice(seed);
    let given: Vec<String> = (0..150).map(|_| dice.word(2)).collect();
    let family: Vec<String> = (0..600).map(|_| dice.word(3)).collect();
    let streets: Vec<String> = (0..200).map(|_| dice.word(3)).collect();
    let (mut mentions, mut truth) = (Vec::new(), Vec::new());
    for person in 0..count {
        let name = format!("{} {}", given[skewed(&mut dice, 150)], family[skewed(&mut dice, 600)]);
        let postcode = dice.roll(80);
        let address = format!("{} {} Street", dice.roll(900) + 1, streets[dice.roll(200)]);
        let phone = format!("+1514{:07}", dice.roll(10_000_000));
        let birth = format!("{}-{:02}-{:02}", 1930 + dice.roll(70), dice.roll(12) + 1, dice.roll(28) + 1);
        for _ in 0..1 + dice.roll(3) {
            let mut items = vec![
                ("person-name", name.clone()),
                ("street-address", address.clone()),
                ("city", format!("Town {}", postcode / 8)),
                ("postcode", format!("H{}A{}B{}", postcode % 10, postcode / 10, postcode % 7)),
            ];
            if dice.roll(3) == 0 {
                items.push(("phone", phone.clone()));
            }
            if dice.roll(3) == 0 {
                items.push(("birth-date", birth.clone()));
            }
            mentions.push(Written::new(1_000_000 + mentions.len() as u64, items));
            truth.push(person);
        }
    }
    (mentions, truth)
}

/// Mentions as a batch.
pub fn batch(mentions: &[Written], categories: &Categories) -> RecordBatch {
    let mut builder = MentionsBuilder::default();
    for mention in mentions {
        let head = NewMention {
            id: mention.id,
            source: mention.source,
            table: 0,
            record: mention.record,
            offset: 0,
            record_key: mention.record_key,
            role: mention.role,
            client_key: mention.client,
            date: mention.date,
        };
        let items = mention.items.iter().map(|(code, value)| NewItem {
            category: categories.by_code(code).map_or(CategoryId(0), |category| category.id),
            value,
            column: mention.column,
            start: 0,
            end: 0,
            certainty: 90,
        });
        builder.push(head, items);
    }
    builder.finish()
}
