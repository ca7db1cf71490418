//! Shipping manifests of 44 clients: 2.2 million records about 950,000 people, July 2016 to March 2019.

use whose_model::GapReason;
use whose_model::civil::days_from_date;
use whose_tell::{PeopleEstimate, Resolving, TableDigest};

use super::{Case, over_months};

const CLIENTS: usize = 44;
const RECORDS: u64 = 2_204_518;
const PEOPLE: u64 = 950_012;
/// People of two and of three clients.
const OVERLAP: [u64; 2] = [61_240, 3_118];

const NAMES: [&str; 11] = [
    "Maple Outfitters",
    "Boreal Books",
    "Chinook Garden",
    "Laurentide Shoes",
    "Fundy Toys",
    "Saguenay Photo",
    "Prairie Seeds",
    "Rideau Optics",
    "Kootenay Cycles",
    "Gaspé Textiles",
    "Acadia Kitchen",
];
const PLACES: [&str; 4] = ["Direct", "& Sons", "Canada", "Online"];

pub fn manifests() -> Case {
    let mut case = Case::empty("EDI supplier, shipping manifests");
    let names: Vec<String> =
        (0..CLIENTS).map(|at| format!("{} {}", NAMES[at % 11], PLACES[at / 11])).collect();
    case.facts.clients_listed = Some(names.clone());
    case.facts.tables = ["sources", "gaps", "people", "exposure", "tallies"]
        .map(|table| TableDigest { table: table.into(), digest: "3b0c".repeat(16) })
        .to_vec();
    case.estimate =
        PeopleEstimate { lower: 948_870, best: PEOPLE, upper: 951_204, uncompared: 0, percent: Some(95) };
    case.people.people = PEOPLE;
    case.people.uncertain = 2_904;
    case.resolving = Resolving {
        pairs_compared: 18_204_551,
        links_taken: 1_254_506,
        links_vetoed: 8_112,
        junk_values: 37,
        weights_set: 0,
        cut_blocks: 214,
    };
    wholes(&mut case, &names);
    combinations(&mut case);
    sources(&mut case);
    case
}

fn wholes(case: &mut Case, names: &[String]) {
    let whole = case.tally("whole", "", "", [RECORDS, PEOPLE, RECORDS]);
    whole.first_day = days_from_date(2016, 7, 1);
    whole.last_day = days_from_date(2019, 3, 31);
    for (month, records) in over_months((2016, 7), 33, RECORDS) {
        case.tally("month", "", &month, [records, records * 9 / 10, records]);
    }
    // Client n has 1/(n+6) of the weight of the first: a long tail, as with real customers.
    let people_of_all = PEOPLE + OVERLAP[0] + 2 * OVERLAP[1];
    let weights: Vec<u64> = (0..CLIENTS as u64).map(|at| 1_000_000 / (at + 6)).collect();
    let all: u64 = weights.iter().sum();
    let (mut records_left, mut people_left) = (RECORDS, people_of_all);
    for (at, name) in names.iter().enumerate() {
        let last = at + 1 == CLIENTS;
        let records = if last { records_left } else { RECORDS * weights[at] / all };
        let people = if last { people_left } else { people_of_all * weights[at] / all };
        records_left -= records;
        people_left -= people;
        let skipped = at as u32 % 5;
        let row = case.tally("whole", name, "", [records, people, records]);
        row.first_day = days_from_date(2016, 7 + skipped, 1 + at as u32 % 9);
        row.last_day = days_from_date(2019, 3, 31 - at as u32 % 20);
        for (month, records) in over_months((2016, 7 + skipped), 33 - skipped, records) {
            case.tally("month", name, &month, [records, records * 9 / 10, records]);
        }
        for (category, share) in
            [("person-name", 1_000), ("street-address", 1_000), ("email", 22), ("phone", 17)]
        {
            let part = |n: u64| n * share / 1_000;
            case.tally("category", name, category, [part(records), part(people), part(records)]);
        }
    }
    case.tally("overlap", "", "1", [0, PEOPLE - OVERLAP[0] - OVERLAP[1], 0]);
    case.tally("overlap", "", "2", [0, OVERLAP[0], 0]);
    case.tally("overlap", "", "3", [0, OVERLAP[1], 0]);
}

fn combinations(case: &mut Case) {
    for (key, records, people) in [
        ("person-name+street-address", 2_138_381, 921_510),
        ("email+person-name+street-address", 28_660, 12_350),
        ("person-name+phone+street-address", 17_637, 7_602),
        ("email+person-name+phone+street-address", 19_840, 8_550),
    ] {
        case.tally("combination", "", key, [records, people, records]);
    }
    for (category, records, people) in [
        ("person-name", RECORDS, PEOPLE),
        ("street-address", RECORDS, PEOPLE),
        ("email", 48_500, 20_900),
        ("phone", 37_477, 16_152),
        ("event-date", RECORDS, PEOPLE),
        ("record-number", RECORDS, PEOPLE),
    ] {
        case.tally("category", "", category, [records, people, records]);
        case.tally("role-category", "", &format!("recipient/{category}"), [records, people, records]);
    }
    case.tally("role", "", "recipient", [RECORDS, PEOPLE, RECORDS]);
}

fn sources(case: &mut Case) {
    case.source(1, 0, &["leak/2018.zip"], "zip", "", [61_204_118, 60_991_714, 0], &[]);
    case.source(
        2,
        1,
        &["leak/2018.zip!/x12/856.edi", "leak/old/856.edi"],
        "x12",
        "utf-8",
        [412_339_118, 412_339_118, 803_114],
        &["email=18220", "person-name=803114", "street-address=803114"],
    );
    case.source(
        3,
        1,
        &["leak/2018.zip!/manifests/q3.xml"],
        "xml",
        "windows-1252",
        [190_220_741, 190_220_741, 377_120],
        &["person-name=377120"],
    );
    case.source(
        4,
        0,
        &["leak/exports/recipients_2017.csv", "leak/exports/copy of recipients_2017.csv"],
        "csv",
        "utf-16le",
        [204_551_230, 204_551_230, 720_400],
        &["person-name=720400", "phone=21004"],
    );
    case.source(
        5,
        0,
        &["leak/edi/iftmin_0419.edi"],
        "edifact",
        "iso-8859-1",
        [88_114_002, 71_020_336, 303_884],
        &["person-name=303884"],
    );
    case.source(6, 0, &["leak/bin/translator.exe"], "unknown", "", [4_118_528, 0, 0], &[]);
    case.gap(1, 60_991_714, 61_204_118, GapReason::Encrypted, "member invoices.zip is encrypted");
    case.gap(
        5,
        71_020_336,
        88_114_002,
        GapReason::Truncated,
        "the interchange has no UNZ; the last message ends in a segment",
    );
    case.gap(6, 0, 4_118_528, GapReason::Binary, "a program");
}
