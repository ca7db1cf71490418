//! Accident records of an insurer: 157,901 records about 119,322 customers and others; a registry of 2,000,000.

use whose_model::GapReason;
use whose_model::civil::days_from_date;
use whose_model::tables::LayoutRow;
use whose_tell::{CountedExposure, CountedStanding, Lookalike, PeopleEstimate, RegistryFacts, Resolving};

use super::{Case, over_months};

const RECORDS: u64 = 157_901;
const PEOPLE: u64 = 171_406;
const CUSTOMERS: u64 = 119_322;
const MENTIONS: u64 = 268_430;
const CLIENT: &str = "한화손해보험";

pub fn accidents() -> Case {
    let mut case = Case::empty("현장출동시스템 사고기록");
    case.facts.clients_listed = Some(vec![CLIENT.into()]);
    case.facts.registry = Some(RegistryFacts { customers: 2_000_000, digest: "77ab".repeat(16) });
    case.estimate =
        PeopleEstimate { lower: 170_900, best: 171_350, upper: 171_910, uncompared: 0, percent: Some(95) };
    case.people.people = PEOPLE;
    case.people.uncertain = 1_220;
    case.people.jointly_revealed.insert("person-name".into(), 41_730);
    case.people.jointly_revealed.insert("kr-resident-number".into(), 1_204);
    case.resolving = Resolving {
        pairs_compared: 2_904_117,
        links_taken: 97_024,
        links_vetoed: 1_403,
        junk_values: 12,
        weights_set: 2,
        cut_blocks: 9,
    };
    case.lookalikes =
        vec![Lookalike { looks_like: "payment-card".into(), is: "record-number".into(), values: 15_811 }];
    tallies(&mut case);
    exposure(&mut case);
    standings(&mut case);
    sources(&mut case);
    layouts(&mut case);
    case
}

fn tallies(case: &mut Case) {
    for client in ["", CLIENT] {
        let whole = case.tally("whole", client, "", [RECORDS, PEOPLE, MENTIONS]);
        whole.first_day = days_from_date(2008, 11, 3);
        whole.last_day = days_from_date(2011, 5, 12);
    }
    for (month, records) in over_months((2008, 11), 31, RECORDS - 212) {
        case.tally("month", "", &month, [records, records * 13 / 10, records * 17 / 10]);
    }
    case.tally("overlap", "", "1", [0, PEOPLE, 0]);
    case.tally("role", "", "insured", [RECORDS, CUSTOMERS, RECORDS]);
    case.tally("role", "", "driver", [110_529, 84_300, 110_529]);
    for (key, records, people) in [
        ("kr-resident-number+person-name+phone+plate", 96_412, 88_104),
        ("person-name+phone+plate", 40_880, 44_120),
        ("kr-resident-number+person-name+plate", 15_220, 21_002),
        ("person-name+plate", 4_110, 16_980),
        ("kr-resident-number+person-name+phone+plate+street-address", 1_279, 1_200),
    ] {
        case.tally("combination", "", key, [records, people, records * 17 / 10]);
    }
    for (category, records, people) in [
        ("person-name", RECORDS, PEOPLE),
        ("phone", 138_571, 133_424),
        ("kr-resident-number", 112_911, 110_306),
        ("plate", RECORDS, PEOPLE),
        ("event-date", 157_689, 171_200),
        ("event-time", 157_014, 170_700),
        ("event-place", 156_200, 169_004),
        ("street-address", 1_279, 1_200),
    ] {
        case.tally("category", "", category, [records, people, records * 17 / 10]);
        for (role, share) in [("insured", 70), ("driver", 49)] {
            let part = |n: u64| n * share / 100;
            let key = format!("{role}/{category}");
            case.tally("role-category", "", &key, [part(records), part(people), part(records)]);
        }
    }
}

/// Two drivers: of one only masked numbers are known, of the other a whole one too.
fn exposure(case: &mut Case) {
    for (person, category, masked_only) in
        [(1, "kr-resident-number", true), (2, "kr-resident-number", false), (2, "mobile", true)]
    {
        case.exposure.add(&CountedExposure {
            person,
            category: category.into(),
            role: "driver".into(),
            masked_only,
        });
    }
}

fn standings(case: &mut Case) {
    let mut add = |standing: &str, k: u32, probability: f32, people: std::ops::Range<u64>| {
        for person in people {
            case.standings.add(&CountedStanding {
                standing: standing.into(),
                k,
                probability,
                person: Some(person),
            });
        }
    };
    add("confirmed", 1, 0.9981, 0..114_806);
    add("possible", 2, 0.5, 114_806..115_506);
    add("possible", 2, 0.5, 114_806..115_506);
    add("possible", 3, 0.33, 115_506..115_800);
    add("possible", 17, 0.06, 115_800..116_050);
}

fn sources(case: &mut Case) {
    case.source(
        11,
        0,
        &["dump/accident.sql"],
        "mysqldump",
        "euc-kr",
        [91_204_771, 91_204_771, 157_901],
        &["kr-resident-number=112911", "person-name=268430"],
    );
    case.source(
        12,
        0,
        &["dump/export/사고접수.csv", "dump/backup.tar.gz!/사고접수.csv"],
        "csv",
        "euc-kr",
        [20_118_400, 20_118_400, 90_112],
        &["person-name=140220"],
    );
    case.source(
        13,
        0,
        &["dump/app.db"],
        "sqlite",
        "utf-8",
        [31_457_280, 31_457_280, 157_901],
        &["person-name=157901"],
    );
    case.source(14, 0, &["dump/log/wap.xml"], "xml", "euc-kr", [8_204_113, 8_200_017, 12_044], &[]);
    case.gap(14, 8_200_017, 8_204_113, GapReason::Damaged, "not well formed at the end of the file");
}

fn layouts(case: &mut Case) {
    for (source, column, category, role, certainty) in [
        (13, "col_7", Some("mobile"), "driver", 0.62),
        (13, "biz_no", None, "unknown", 0.71),
        (11, "driver_nm", Some("person-name"), "driver", 0.99),
    ] {
        case.layouts.push(LayoutRow {
            source,
            table: 0,
            table_name: "ACCIDENT".into(),
            column: 7,
            column_name: column.into(),
            category: category.map(str::to_string),
            role: role.into(),
            certainty,
            evidence: "98% of values fit ###-****-####; no heading word".into(),
            decided_by: "inferred".into(),
            values: 157_901,
            found: 157_001,
            masked: 157_001,
            mask_rule: Some("###-****-####".into()),
            lookalikes: 0,
            shape: String::new(),
        });
    }
}
