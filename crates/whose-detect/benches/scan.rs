//! The scan of text and of cells, beside the count of newlines in the same bytes.

use divan::counter::BytesCount;
use std::fmt::Write;
use whose_detect::{Findings, Hint, Scanner};

fn main() {
    divan::main();
}

/// Lines of a shipping table: numbers, dates, names, addresses, phones, mails, tracking numbers.
fn table() -> String {
    let mut random = 7u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut text =
        String::from("shipment_id,ship_date,recipient_name,address,phone,email,qty,amount,tracking_no,id\n");
    for row in 0..40_000u64 {
        let phone = match next(4) {
            0 => format!("010-{:04}-{:04}", next(10_000), next(10_000)),
            1 => format!("416-{:03}-{:04}", 200 + next(800), next(10_000)),
            2 => format!("+1 ({}) 555-{:04}", 204 + next(600), next(10_000)),
            _ => String::new(),
        };
        let mail = if next(3) == 0 { format!("person{}@example.org", next(9_999)) } else { String::new() };
        let id = if next(20) == 0 {
            format!("{:02}0{}1{}-1******", 50 + next(50), 1 + next(9), next(9))
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "{},20{}-0{}-1{},\"Tremblay-Gagnon, Marie\",\"{} rue Sainte-Catherine Ouest, app. {}, Montréal QC H2X {}Y{}\",\
             {phone},{mail},{},{}.{:02},{:016},{id}",
            10_000_000 + row,
            16 + next(4),
            1 + next(9),
            next(9),
            next(9_999),
            next(99),
            next(10),
            next(10),
            1 + next(9),
            next(900),
            next(100),
            next(10_000_000_000_000_000),
        );
    }
    text
}

/// Sentences with a value here and there.
fn prose() -> String {
    let mut text = String::new();
    for number in 0..20_000u64 {
        let _ = writeln!(
            text,
            "Le conseil a examiné la demande en mars, puis le greffe a joint Mme Roy au 514 555-{:04} pour la suite. \
             접수 담당자는 서류를 확인한 뒤 신청인에게 결과를 알려 드렸으며 추가 자료는 없었습니다. The committee \
             agreed that the parcels of the second quarter would be counted again before the end of the year.",
            number % 10_000
        );
    }
    text
}

#[divan::bench]
fn scan_table_as_text(bencher: divan::Bencher<'_, '_>) {
    let (scanner, text, mut findings) = (Scanner::new(), table(), Findings::default());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        scanner.scan(&text, Hint::default(), &mut findings);
        findings.list().len()
    });
}

#[divan::bench]
fn scan_table_by_cell(bencher: divan::Bencher<'_, '_>) {
    let (scanner, text, mut findings) = (Scanner::new(), table(), Findings::default());
    let cells: Vec<&str> = text.split(['\n', ',']).collect();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut found = 0;
        for cell in &cells {
            scanner.scan(cell, Hint::default(), &mut findings);
            found += findings.list().len();
        }
        found
    });
}

#[divan::bench]
fn profile_table_by_cell(bencher: divan::Bencher<'_, '_>) {
    let (scanner, text) = (Scanner::new(), table());
    let cells: Vec<&str> = text.split(['\n', ',']).collect();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| cells.iter().filter(|cell| !scanner.profile(cell).fits.is_empty()).count());
}

#[divan::bench]
fn scan_prose(bencher: divan::Bencher<'_, '_>) {
    let (scanner, text, mut findings) = (Scanner::new(), prose(), Findings::default());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        scanner.scan(&text, Hint::default(), &mut findings);
        findings.list().len()
    });
}

#[divan::bench]
fn newlines_of_table(bencher: divan::Bencher<'_, '_>) {
    let text = table();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| memchr::memchr_iter(b'\n', text.as_bytes()).count());
}

#[divan::bench]
fn making_a_scanner() -> Scanner {
    Scanner::new()
}
