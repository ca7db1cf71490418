//! The report of two made-up cases in the size of the two incidents, of an empty one, and of hostile names.

mod cases;

use cases::{Case, accidents, manifests};
use whose_tell::{Language, Report, Totals, csv_tables, html, json, report, summary_text};

fn made(case: &Case) -> Report {
    report(&case.facts, &case.tables())
}

/// The end of a run in English.
fn summary(report: &Report) -> String {
    summary_text(report, Language::English).unwrap()
}

/// Writes the page where a person can look at it, and returns it.
fn page(name: &str, report: &Report, language: Language) -> String {
    let page = html(report, language).unwrap();
    let file = format!("{}/{name}.{}.html", env!("CARGO_TARGET_TMPDIR"), language.code());
    std::fs::write(file, &page).unwrap();
    page
}

#[test]
fn summary_of_manifests() {
    insta::assert_snapshot!(summary(&made(&manifests())));
}

#[test]
fn summary_of_accidents() {
    insta::assert_snapshot!(summary(&made(&accidents())));
}

#[test]
fn summary_in_korean() {
    insta::assert_snapshot!(summary_text(&made(&accidents()), Language::Korean).unwrap());
}

#[test]
fn summary_in_french() {
    insta::assert_snapshot!(summary_text(&made(&manifests()), Language::French).unwrap());
}

#[test]
fn summary_of_nothing() {
    insta::assert_snapshot!(summary(&made(&Case::empty("Nothing at all"))));
}

#[test]
fn json_of_accidents() {
    insta::assert_snapshot!(json(&made(&accidents())).unwrap());
}

#[test]
fn json_reads_back() {
    for case in [manifests(), accidents(), Case::empty("Nothing")] {
        let report = made(&case);
        assert_eq!(serde_json::from_str::<Report>(&json(&report).unwrap()).unwrap(), report);
    }
}

#[test]
fn a_summary_has_at_most_thirty_lines_of_a_hundred_columns() {
    for case in [manifests(), accidents()] {
        for language in Language::ALL {
            let summary = summary_text(&made(&case), language).unwrap();
            assert!(summary.lines().count() <= 30, "{summary}");
            assert!(summary.lines().all(|line| line.chars().count() <= 100), "{summary}");
        }
    }
}

#[test]
fn the_clients_add_up_to_the_whole() {
    let clients = made(&manifests()).clients;
    let more = clients.sums.counted_more_than_once;
    assert_eq!(clients.found, 44);
    assert_eq!(more, Totals { people: 61_240 + 2 * 3_118, records: 0, mentions: 0 });
    assert_eq!(clients.sums.people_more_than_once_by_overlap, Some(more.people));
}

#[test]
fn nothing_more_than_name_and_address() {
    let combinations = made(&manifests()).combinations;
    assert_eq!(combinations.base, ["person-name", "street-address"]);
    assert_eq!(combinations.of_records.within_base, 2_138_381);
    assert_eq!(combinations.of_people.beyond_base, 28_502);
    assert_eq!(combinations.of_people.beyond["email"], 12_350 + 8_550);
}

#[test]
fn content_is_read_or_in_a_gap_and_packaging_does_not_count() {
    let coverage = made(&manifests()).coverage;
    let gaps = (61_204_118 - 60_991_714) + (88_114_002 - 71_020_336) + 4_118_528;
    assert_eq!(coverage.bytes_in_gaps, gaps);
    assert_eq!(coverage.bytes_read, 412_339_118 + 190_220_741 + 204_551_230 + 71_020_336);
    assert_eq!(coverage.bytes, coverage.bytes_read + coverage.bytes_in_gaps);
    assert_eq!(coverage.bytes_handed_in, 61_204_118 + 204_551_230 + 88_114_002 + 4_118_528);
    assert_eq!((coverage.copies, coverage.sources_not_adding_up), (2, 0));
}

#[test]
fn a_lost_byte_is_told() {
    let mut case = manifests();
    case.sources[3].bytes_read -= 1;
    let report = made(&case);
    assert_eq!(report.coverage.sources_not_adding_up, 1);
    assert!(page("lost", &report, Language::English).contains("do not add up"));
    assert!(summary(&report).contains("In 1 source, bytes read and gaps do not add up"));
}

#[test]
fn not_found_is_qualified_by_the_gaps() {
    let manifests = page("manifests", &made(&manifests()), Language::English);
    assert!(manifests.contains("No financial data, health data, log-in data or national identity numbers"));
    assert!(manifests.contains("21,424,598 bytes could not be read"), "the gaps stand beside the statement");
    let accidents = page("accidents", &made(&accidents()), Language::English);
    assert!(accidents.contains("Found: national identity numbers."));
    assert!(accidents.contains("15,811 values that pass the check of a payment card number are none"));
}

#[test]
fn nothing_more_and_not_found_are_qualified_by_columns_that_nobody_understood() {
    let mut case = manifests();
    let plain = made(&case);
    assert!(plain.open_columns().is_empty());
    assert!(!page("manifests", &plain, Language::English).contains("understood"));
    let columns = [
        ("Name", Some("person-name"), 100, "by its name; 100% of values fit"),
        ("Salary", None, 100, "numbers"),
        ("Union", None, 40, "neither its name nor its values tell"),
        ("Hired", None, 100, "by its name; 100% of values fit"),
        ("Empty", None, 0, "no value seen"),
        ("Notes", None, 50, "neither its name nor its values tell"),
        ("ann@example.org", None, 9, "numbers"),
        ("Corrected", None, 90, "numbers"),
    ];
    for (column, (name, category, values, evidence)) in (0..).zip(columns) {
        let found = if category.is_some() || name == "Notes" { values } else { 0 };
        let decided_by = if name == "Corrected" { "corrected" } else { "inferred" };
        case.layout(4, column, name, category, [values, found], (evidence, decided_by));
    }
    // A table of things needs no such word.
    case.layout(5, 0, "Stock", None, [70, 0], ("numbers", "inferred"));
    let report = made(&case);
    let open: Vec<(&str, u64, u64)> =
        report.open_columns().iter().map(|open| (open.column.as_str(), open.values, open.fullest)).collect();
    assert_eq!(open, [("Salary", 100, 100), ("Union", 40, 100), ("ann@example.org", 9, 100)]);
    let page = page("open", &report, Language::English);
    assert!(page.contains("nothing more that was understood") && !page.contains("address, nothing more."));
    let told = "3 columns of the tables of people were filled and not understood: Salary, Union and 1 other.";
    assert_eq!(page.matches(told).count(), 2, "beside what people have, and beside what was not found");
    assert!(page.contains("What stands in 3 columns of people that were not understood is not covered."));
    let said = summary(&report);
    assert!(said.contains("nothing more that was understood"), "{said}");
    assert!(said.contains("not understood, in 3 columns of tables of people: Salary, Union\n"), "{said}");
    assert!(said.contains("(not read: 21,424,598 bytes; not understood: 3 columns)"), "{said}");
}

#[test]
fn a_day_that_stands_for_none_is_told_beside_the_period() {
    let mut case = manifests();
    case.tally("default-day", "", "1970-01-01", [3, 2, 3]);
    let report = made(&case);
    assert!(summary(&report).contains("33 months, without 3 records of 1970-01-01\n"));
    let page = page("default-day", &report, Language::English);
    assert!(page.contains("3 records of 1 January 1970 are left out"));
}

#[test]
fn customers_without_a_standing_are_excluded() {
    let registry = made(&accidents()).registry.unwrap();
    assert_eq!(registry.confirmed + registry.possible + registry.excluded, 2_000_000);
    assert_eq!(registry.people_linked, 116_050);
    assert_eq!(registry.people_in_no_registry, 171_406 - 116_050);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    for mut case in [manifests(), accidents()] {
        let first = made(&case);
        case.tallies.reverse();
        case.sources.reverse();
        case.gaps.reverse();
        case.layouts.reverse();
        let second = made(&case);
        assert_eq!(json(&first).unwrap(), json(&second).unwrap());
        assert_eq!(html(&first, Language::English).unwrap(), html(&second, Language::English).unwrap());
    }
}

#[test]
fn every_language_has_its_page_without_a_missing_word() {
    let sections = [
        "page", "count", "lead", "headline", "table", "contents", "absent", "coverage", "period", "clients",
        "people", "registry", "exposed", "jointly", "sources", "layouts", "method", "digests", "units",
    ];
    for language in Language::ALL {
        for (name, case) in
            [("manifests", manifests()), ("accidents", accidents()), ("nothing", Case::empty("Nothing"))]
        {
            let page = page(name, &made(&case), language);
            assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
            for section in sections {
                let missing = page
                    .split(|letter: char| !(letter.is_alphanumeric() || "._-".contains(letter)))
                    .find(|word| {
                        word.strip_prefix(section).is_some_and(|rest| {
                            rest.starts_with('.')
                                && rest.len() > 1
                                && !rest.ends_with(".csv")
                                && !rest.ends_with(".json")
                        })
                    });
                assert_eq!(missing, None, "{name} in {}", language.code());
            }
            assert!(!page.contains("{n}") && !page.contains("{people}"), "a value was not filled in");
        }
    }
}

#[test]
fn the_page_asks_nobody_for_anything() {
    for case in [manifests(), accidents()] {
        let page = page("alone", &made(&case), Language::English);
        for forbidden in ["<script", "<link", "<img", "@import", "url(", "http:", "https:"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn hostile_names_are_text() {
    let mut case = manifests();
    for row in &mut case.tallies {
        if row.client == "Maple Outfitters Direct" {
            row.client = "=HYPERLINK(\"x\")<script>alert(1)</script>".into();
        }
    }
    case.sources[3].places[0] = "@\u{1b}[2J<b>.csv".into();
    let report = made(&case);
    let page = page("hostile", &report, Language::English);
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(!summary(&report).contains('\u{1b}'));
    let tables = csv_tables(&report, &case.tables()).unwrap();
    let clients = tables.iter().find(|(name, _)| *name == "clients.csv").unwrap();
    assert!(String::from_utf8_lossy(&clients.1).contains("\"'=HYPERLINK"));
}

#[test]
fn months_of_years_of_any_length_stand_in_order() {
    let mut case = Case::empty("long");
    for month in ["1-01", "03184-01", "0002-02"] {
        case.tally("month", "", month, [1, 1, 1]);
    }
    let months = made(&case).months.rows;
    let names: Vec<&str> = months.iter().map(|month| month.month.as_str()).collect();
    assert_eq!(names, ["0001-01", "0002-02", "3184-01"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever stands in the tables, there is a report, and it is well formed.
    #[test]
    fn any_tables_have_a_report(
        tallies in proptest::collection::vec(
            ("whole|month|combination|category|role|role-category|overlap",
                "|\\?|[A-C]", "|[0-9]{1,9}-[01][0-9]|driver/phone|person-name(\\+email)?|[0-9]|\\PC{0,6}",
                [0u64..1 << 40, 0..1 << 40, 0..1 << 40], proptest::option::of(-80_000i32..80_000)),
            0..24),
        gaps in proptest::collection::vec((0u64..4, 0u64..1 << 40, 0u64..1 << 40), 0..6),
        sources in proptest::collection::vec((0u64..4, 0u64..4, 0u64..1 << 40, 0u64..9), 0..6),
    ) {
        let mut case = Case::empty("\u{0}<&>\"");
        for (kind, client, key, counts, day) in tallies {
            let row = case.tally(&kind, &client, &key, counts);
            (row.first_day, row.last_day) = (day, day);
        }
        for (source, from, to) in gaps {
            case.gap(source, from, to, whose_model::GapReason::Damaged, "x");
        }
        for (id, container, bytes, records) in sources {
            case.source(id, container, &["a", "b"], "csv", "", [bytes, bytes, records], &["iban=1", "iban", "=x"]);
        }
        let report = made(&case);
        proptest::prop_assert!(summary(&report).lines().count() <= 30);
        proptest::prop_assert!(csv_tables(&report, &case.tables()).is_ok());
        for language in Language::ALL {
            let page = html(&report, language).unwrap();
            proptest::prop_assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
        }
        proptest::prop_assert_eq!(serde_json::from_str::<Report>(&json(&report).unwrap()).unwrap(), report);
    }
}

#[test]
fn tables_as_csv() {
    let case = accidents();
    let mut shown = String::new();
    for (name, content) in csv_tables(&made(&case), &case.tables()).unwrap() {
        shown.push_str(&format!("== {name}\n{}\n", String::from_utf8(content).unwrap()));
    }
    insta::assert_snapshot!(shown);
}
