//! Records to mentions: bytes of cells per second through a source's detector, one core.
//!
//! The rows are those of a shipper's table in three languages: name, address on one line, some phones and
//! e-mails, product, tracking number, sender. The bound is the reading of the same bytes once.

use std::hash::Hasher;

use divan::Bencher;
use divan::counter::BytesCount;
use whose_detect::{Detector, Options};
use whose_model::record::{Batch, Sink, Table, TableKind};
use whose_model::{Place, SourceId};

fn main() {
    divan::main();
}

const COLUMNS: [&str; 13] = [
    "shipment_id",
    "ship_date",
    "recipient_name",
    "address",
    "phone",
    "email",
    "product",
    "qty",
    "amount",
    "tracking_no",
    "status",
    "sender",
    "national_id",
];

/// A small generator of numbers, so that every run measures the same rows.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len() as u64) as usize]
    }
}

fn row(number: u64, numbers: &mut Numbers) -> [String; 13] {
    const GIVEN: [&str; 8] = ["Anne", "Paul", "Luc", "Amélie", "Susan", "John", "Marie", "Olivier"];
    const FAMILY: [&str; 8] = ["Tremblay", "Smith", "Roy", "Gagnon", "Clark", "Lee", "Bouchard", "Miller"];
    const KOREAN: [&str; 6] = ["홍길동", "김민준", "이서연", "박지훈", "최지우", "남궁민수"];
    const STREETS: [&str; 4] = ["Main St", "King Street W", "rue des Érables", "Oak Ave"];
    const TOWNS: [&str; 3] = ["Toronto, ON M5V 2T6", "Québec, QC G1R 2A1", "Springfield, IL 62701"];
    let korean = numbers.below(3) == 0;
    let (name, address) = if korean {
        let name = numbers.one(&KOREAN).to_string();
        (name, format!("서울특별시 강남구 테헤란로 {}, {}층", numbers.below(300), numbers.below(20)))
    } else {
        let name = format!("{} {}", numbers.one(&GIVEN), numbers.one(&FAMILY));
        (name, format!("{} {}, {}", numbers.below(9_999), numbers.one(&STREETS), numbers.one(&TOWNS)))
    };
    let phone = if numbers.below(2) == 0 {
        format!("010-{:04}-{:04}", numbers.below(9_000) + 1_000, numbers.below(9_999))
    } else {
        String::new()
    };
    let email = if numbers.below(3) == 0 {
        format!("person{}@example.org", numbers.below(100_000))
    } else {
        String::new()
    };
    [
        (10_000_000 + number).to_string(),
        format!("2018-{:02}-{:02}", numbers.below(12) + 1, numbers.below(28) + 1),
        name,
        address,
        phone,
        email,
        numbers.one(&["Blue shirt M", "USB-C cable 2m", "무선 이어폰", "Chaise pliante"]).to_string(),
        (numbers.below(9) + 1).to_string(),
        format!("{}.{:02}", numbers.below(999), numbers.below(100)),
        (1_000_000_000_000_000 + numbers.below(8_999_999_999_999_999)).to_string(),
        numbers.one(&["DELIVERED", "IN_TRANSIT", "배송완료"]).to_string(),
        numbers.one(&["Maple Books Inc", "(주)한빛상사", "Librairie du Plateau"]).to_string(),
        String::new(),
    ]
}

fn batches(rows: u64) -> (Vec<Batch>, usize) {
    let mut numbers = Numbers(7);
    let (mut batches, mut batch, mut bytes) = (Vec::new(), Batch::default(), 0);
    for number in 0..rows {
        for (column, value) in (0u32..).zip(row(number, &mut numbers)) {
            bytes += value.len() + 1;
            batch.push(column, 0, &value);
        }
        batch.end_record(number + 1, 0);
        if batch.is_full() {
            batches.push(std::mem::take(&mut batch));
        }
    }
    batches.push(batch);
    (batches, bytes)
}

#[divan::bench(args = [50_000, 100_000, 200_000])]
fn table_of_people(bencher: Bencher<'_, '_>, rows: u64) {
    let detector = Detector::new(Options::default());
    let (batches, bytes) = batches(rows);
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut source = detector.source(SourceId(1), &Place("a.csv".into()), Box::new(drop));
        let columns = COLUMNS.map(str::to_string).to_vec();
        source.table(0, &Table { name: String::new(), kind: TableKind::Rows, columns });
        batches.iter().for_each(|batch| source.batch(0, batch));
        source.finish().mentions
    });
}

/// The bound: the same bytes, looked at once.
#[divan::bench(args = [200_000])]
fn commas_of_the_table(bencher: Bencher<'_, '_>, rows: u64) {
    let (batches, bytes) = batches(rows);
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let count = |batch: &Batch| memchr::memchr_iter(b',', batch.text.as_bytes()).count();
        batches.iter().map(count).sum::<usize>()
    });
}

/// The bound of any reading of cells: each cell hashed once.
#[divan::bench(args = [200_000])]
fn hashes_of_the_cells(bencher: Bencher<'_, '_>, rows: u64) {
    let (batches, bytes) = batches(rows);
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut sum = 0u64;
        for batch in &batches {
            for field in &batch.fields {
                let mut hasher = rustc_hash::FxHasher::default();
                hasher.write(batch.value(*field).as_bytes());
                sum = sum.wrapping_add(hasher.finish());
            }
        }
        sum
    });
}

#[divan::bench(args = [50_000])]
fn lines_of_a_log(bencher: Bencher<'_, '_>, lines: u64) {
    let detector = Detector::new(Options::default());
    let mut batch = Batch::default();
    for number in 0..lines {
        batch.push(
            0,
            0,
            &format!(
                "2018-05-01 10:00:{:02} INFO worker-{} request {} done in {} ms",
                number % 60,
                number % 8,
                number,
                number % 977
            ),
        );
        batch.end_record(number + 1, 0);
    }
    bencher.counter(BytesCount::new(batch.text.len())).bench(|| {
        let mut source = detector.source(SourceId(1), &Place("a.log".into()), Box::new(drop));
        source.table(0, &Table { name: String::new(), kind: TableKind::Text, columns: vec!["text".into()] });
        source.batch(0, &batch);
        source.finish().mentions
    });
}
