//! Notices made: letters as PDF and messages of e-mail, beside what they are made of: texts filled in alone.
//! `cargo bench -p whose-tell`

use std::time::SystemTime;

use divan::Bencher;
use divan::counter::ItemsCount;
use whose_model::category::general;
use whose_model::tables::{PersonRow, PersonValue};
use whose_model::{Categories, Sensitive, civil};
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::letter::{Fonts, Letter, Printer, Sheet};
use whose_tell::mail::{Sender, compose};
use whose_tell::notice::{Addressee, CaseNumbers, CompanyTexts, From, Kind, Library, Prepared, VARIABLES};

/// Letters in a file.
const LETTERS: usize = 250;

fn main() {
    divan::main();
}

fn addressees() -> Vec<Addressee> {
    let categories = Categories::new(general::ALL);
    let value = |category: &str, text: String| PersonValue {
        category: category.to_string(),
        value: Sensitive::new(text),
        mentions: 1,
    };
    (0..LETTERS as u64)
        .map(|at| {
            let values = vec![
                value("person-name", format!("Olive Marchand {at}")),
                value("street-address", format!("{at} Main Street")),
                value("email", format!("olive{at}@example.org")),
            ];
            let person = PersonRow {
                id: at,
                name: Sensitive::new(format!("Olive Marchand {at}")),
                categories: values.iter().map(|value| value.category.clone()).collect(),
                values,
                roles: Vec::new(),
                clients: vec!["Maple Books".to_string()],
                first_day: civil::days_from_date(2016, 7, 1),
                last_day: civil::days_from_date(2019, 3, 31),
                records: 1,
                mentions: 1,
                probability: 1.0,
                jointly_revealed: Vec::new(),
            };
            Addressee::new(&person, &categories, true)
        })
        .collect()
}

struct Desk {
    prepared: Prepared,
    company: CompanyTexts,
    numbers: CaseNumbers,
    addressees: Vec<Addressee>,
}

impl Desk {
    fn new(language: Language) -> Self {
        let (law, library) = (Law::load().expect("the law"), Library::default());
        let (path, text) = library.find(&law, "ca", Kind::First, language).expect("a template");
        let sentence = "We are sorry. Here stands what the company says of it, in two or three sentences.";
        let company = VARIABLES
            .iter()
            .filter(|variable| variable.from == From::Company)
            .map(|variable| (variable.name.to_string(), sentence.to_string()))
            .collect();
        let prepared = Prepared::new(path, text, language).expect("words");
        Self { prepared, company, numbers: CaseNumbers::default(), addressees: addressees() }
    }

    fn letters(&self) -> Vec<Letter> {
        let lines = |one: &Addressee| {
            vec![one.name.reveal().clone(), "12 Main St".into(), "Toronto ON M5V 2T6".into()]
        };
        self.addressees
            .iter()
            .map(|one| {
                let text = self.prepared.fill(Some(one), &self.numbers, &self.company);
                Letter::new(&text, lines(one), one.reference.clone())
            })
            .collect()
    }
}

const LANGUAGES: [&str; 3] = ["en", "fr", "ko"];

/// The bound: what stands in a letter, without setting it.
#[divan::bench(args = LANGUAGES)]
fn texts_filled_in(bencher: Bencher<'_, '_>, language: &str) {
    let desk = Desk::new(Language::from_code(language).expect("a language"));
    bencher.counter(ItemsCount::new(LETTERS)).bench(|| desk.letters());
}

#[divan::bench(args = LANGUAGES, sample_count = 5)]
fn letters_as_pdf(bencher: Bencher<'_, '_>, language: &str) {
    let language = Language::from_code(language).expect("a language");
    let (desk, printer) = (Desk::new(language), Printer::new(Fonts::new(Vec::new()).expect("fonts")));
    let letters = desk.letters();
    bencher
        .counter(ItemsCount::new(LETTERS))
        .bench(|| printer.print(Sheet::UsTen, language, "Maple Books", &letters).expect("letters"));
}

#[divan::bench(args = LANGUAGES)]
fn messages_composed(bencher: Bencher<'_, '_>, language: &str) {
    let desk = Desk::new(Language::from_code(language).expect("a language"));
    let sender = Sender::new("Maple <notice@maple.example>", None).expect("a sender");
    bencher.counter(ItemsCount::new(LETTERS)).bench(|| {
        desk.addressees
            .iter()
            .map(|one| {
                let text = desk.prepared.fill(Some(one), &desk.numbers, &desk.company);
                let of = "0123456789abcdef.1";
                compose(&sender, one.name.reveal(), "olive@example.org", of, &text, SystemTime::UNIX_EPOCH)
                    .expect("a message")
                    .len()
            })
            .sum::<usize>()
    });
}
