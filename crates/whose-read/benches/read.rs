//! Reading whole files, beside what the machine allows: reading the same bytes, and counting their line ends.
//! `cargo bench -p whose-read`

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use divan::Bencher;
use divan::counter::BytesCount;
use tempfile::NamedTempFile;
use whose_model::{Batch, Gap, Sink, Table};
use whose_read::{HandedIn, Options, Receiver, Receiving, SourceEnd, SourceStart};

/// Bytes of each file.
const SIZE: usize = 16 << 20;

fn main() {
    divan::main();
}

/// Counts fields and forgets them.
#[derive(Default)]
struct Counting(AtomicU64);

struct One<'a>(&'a AtomicU64);

impl Sink for One<'_> {
    fn table(&mut self, _number: u32, _table: &Table) {}
    fn column(&mut self, _table: u32, _column: u32, _name: &str) {}
    fn batch(&mut self, _table: u32, batch: &Batch) {
        self.0.fetch_add(batch.fields.len() as u64, Ordering::Relaxed);
    }
    fn gap(&mut self, _gap: Gap) {}
}

impl Receiving for One<'_> {
    fn finish(self: Box<Self>, _end: SourceEnd) {}
}

impl Receiver for Counting {
    fn open<'a>(&'a self, _start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        Some(Box::new(One(&self.0)))
    }
}

/// A file that repeats a block of lines, with a number in each block.
fn file(begin: &str, block: impl Fn(usize) -> String, end: &str) -> NamedTempFile {
    let mut content = String::from(begin);
    let mut number = 0;
    while content.len() < SIZE {
        content.push_str(&block(number));
        number += 1;
    }
    content.push_str(end);
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(content.as_bytes()).expect("written");
    file
}

fn comma_separated() -> NamedTempFile {
    let row = |n: usize| {
        format!(
            "{n},Person {n},{n} Long Street,Springfield,K1A 0B1,2018-05-{:02},613-555-{:04}\n",
            n % 28 + 1,
            n % 10_000
        )
    };
    file("id,name,address,city,postal,date,phone\n", row, "")
}

fn quoted() -> NamedTempFile {
    let row = |n: usize| {
        format!(
            "\"{n}\",\"Person, {n}\",\"{n} \"\"Long\"\" Street\",\"Springfield\",\"2018-05-{:02}\"\n",
            n % 28 + 1
        )
    };
    file("\"id\",\"name\",\"address\",\"city\",\"date\"\n", row, "")
}

fn log() -> NamedTempFile {
    let line = |n: usize| {
        format!(
            "2018-05-{:02} 12:00:00 INFO order {n} was handed to the carrier, recipient notified by mail to n{n}@mail.example\n",
            n % 28 + 1
        )
    };
    file("", line, "")
}

fn json() -> NamedTempFile {
    let element = |n: usize| {
        format!(
            "{}{{\"id\":{n},\"name\":\"Person {n}\",\"address\":{{\"street\":\"{n} Long Street\",\"city\":\"Springfield\"}},\"phones\":[\"613-555-{:04}\"]}}",
            if n == 0 { "" } else { ",\n" },
            n % 10_000
        )
    };
    file("[", element, "]")
}

fn xml() -> NamedTempFile {
    let element = |n: usize| {
        format!(
            "<order id=\"{n}\"><name>Person {n}</name><street>{n} Long Street</street><city>Springfield</city><date>2018-05-{:02}</date></order>\n",
            n % 28 + 1
        )
    };
    file("<?xml version=\"1.0\"?>\n<orders>", element, "</orders>")
}

fn korean() -> NamedTempFile {
    let row = |n: usize| {
        format!("{n},홍길동,서울시 종로구 세종대로 {n},010-1234-{:04},12가{:04}\n", n % 10_000, n % 10_000)
    };
    let utf8 = file("번호,이름,주소,휴대폰,차량번호\n", row, "");
    let text = std::fs::read_to_string(utf8.path()).expect("read");
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(&encoding_rs::EUC_KR.encode(&text).0).expect("written");
    file
}

fn x12() -> NamedTempFile {
    let shipment = |n: usize| {
        format!(
            "ST*856*{n:04}~\nBSN*00*S{n}*20180502*1200~\nHL*1**S~\nREF*2I*T{n}~\nDTM*011*20180502~\nN1*SF*Shop~\nN1*ST*Person {n}~\nN3*{n} Long Street~\nN4*Springfield*ON*K1A0B1*CA~\nPER*DC*Person {n}*TE*6135550100~\nSE*11*{n:04}~\n"
        )
    };
    let begin = "ISA*00*          *00*          *ZZ*SHOP           *ZZ*CARRIER        *180502*1200*U*00401*000000001*0*P*>~\nGS*SH*SHOP*CARRIER*20180502*1200*1*X*004010~\n";
    file(begin, shipment, "")
}

fn edifact() -> NamedTempFile {
    let message = |n: usize| {
        format!(
            "UNH+{n}+IFTMIN:D:96A:UN'BGM+610+S{n}+9'DTM+137:20180502:102'NAD+CZ+++Shop'NAD+CN+++Person {n}+{n} Long Street+Springfield++K1A0B1+CA'COM+6135550100:TE'GID+1+1:PK'UNT+8+{n}'\n"
        )
    };
    file("UNA:+.? 'UNB+UNOC:3+SHOP+CARRIER+180502:1200+1'\n", message, "")
}

fn mysqldump() -> NamedTempFile {
    let rows = |n: usize| {
        format!(
            "INSERT INTO `people` VALUES ({n},'Person {n}','{n} Long Street','Springfield','K1A 0B1','2018-05-02',NULL),({n},'Person O\\'{n}','{n} Long Street','Springfield','K1A 0B1','2018-05-02','613-555-0100');\n"
        )
    };
    file(
        "-- MySQL dump 10.13\nCREATE TABLE `people` (`id` int, `name` text, `street` text, `city` text, `postal` text, `day` date, `phone` text);\n",
        rows,
        "",
    )
}

fn pgdump() -> NamedTempFile {
    let row = |n: usize| format!("{n}\tPerson {n}\t{n} Long Street\tSpringfield\tK1A 0B1\t2018-05-02\t\\N\n");
    file(
        "-- PostgreSQL database dump\nCOPY public.people (id, name, street, city, postal, day, phone) FROM stdin;\n",
        row,
        "\\.\n",
    )
}

fn mbox() -> NamedTempFile {
    let message = |n: usize| {
        format!(
            "From a@example.com Wed May  2 12:00:00 2018\nFrom: Person {n} <p{n}@example.com>\nTo: shop@example.com\nSubject: Order {n}\nDate: Wed, 2 May 2018 12:00:00 -0400\n\nWhere is my order? I live at {n} Long Street, Springfield.\n\n"
        )
    };
    file("", message, "")
}

fn read(bencher: Bencher<'_, '_>, file: &NamedTempFile) {
    let handed = HandedIn::new(file.path().to_path_buf());
    let options = Arc::new(Options::new(PathBuf::from(file.path().parent().expect("a folder"))));
    let bytes = file.as_file().metadata().expect("there").len();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let counting = Counting::default();
        whose_read::read(&handed, &options, &counting);
        counting.0.into_inner()
    });
}

macro_rules! formats {
    ($($name:ident),*) => {$(
        mod $name {
            use divan::Bencher;

            /// All of reading: digest, survey, recognition, records.
            #[divan::bench]
            fn whose(bencher: Bencher<'_, '_>) {
                super::read(bencher, &super::$name());
            }

            /// The bound: the same bytes into memory.
            #[divan::bench]
            fn bytes_into_memory(bencher: Bencher<'_, '_>) {
                let file = super::$name();
                let bytes = file.as_file().metadata().expect("there").len();
                bencher.counter(super::BytesCount::new(bytes)).bench_local(|| std::fs::read(file.path()).expect("read").len());
            }

            /// The bound of any splitter: finding the line ends.
            #[divan::bench]
            fn line_ends(bencher: Bencher<'_, '_>) {
                let bytes = std::fs::read(super::$name().path()).expect("read");
                bencher.counter(super::BytesCount::of_slice(&bytes)).bench_local(|| memchr::memchr_iter(b'\n', &bytes).count());
            }
        }
    )*};
}

formats!(comma_separated, quoted, log, json, xml, korean, x12, edifact, mysqldump, pgdump, mbox);
