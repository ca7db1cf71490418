use super::{Source, run, run_in_steps, same};
use whose_detect::{Corrections, Options};
use whose_model::record::TableKind;

#[test]
fn invoices_and_products_are_not_people() {
    let out = run(&Source::rows(
        "invoice_no | product_name     | color | unit_price | file_name     | status    | url
         100001     | Blue shirt M     | Blue  | 19.99      | scan_001.pdf  | DELIVERED | https://example.org/a
         100002     | Green tea 500g   | Green | 4.50       | scan_002.pdf  | RETURNED  | https://example.org/b
         100003     | Charlotte lamp   | Brown | 45.00      | scan_003.pdf  | DELIVERED | https://example.org/c",
    ));
    assert_eq!(out.detected.mentions, 0, "{}", out.mentions());
}

#[test]
fn a_column_of_companies_is_no_column_of_people() {
    let out = run(&Source::rows(
        "name\nMaple Books Inc.\nCedar Toys Ltd\nLibrairie du Plateau\nNorthern Logistics Corp\nSmith & Sons Ltd",
    ));
    same(&out.layout(), "name: organisation-name");
    assert_eq!(out.detected.mentions, 0);
}

#[test]
fn numbers_that_look_like_cards_or_phones() {
    let out = run(&Source::rows(
        "tracking_no      | qty | lat       | epoch
         4929000000000006 | 1   | 43.653225 | 1526300000
         4929000000000014 | 2   | 45.501690 | 1526300001
         1234567890123456 | 1   | 46.813878 | 1526300002",
    ));
    assert_eq!(out.detected.mentions, 0, "{}", out.mentions());
    same(&out.layout(), "tracking_no: record-number");
}

#[test]
fn an_email_in_any_cell_counts() {
    let out =
        run(&Source::rows("item | note\nlamp | ok\nchair | ask jane.doe@example.org first\ntable | ok"));
    same(&out.mentions(), "2 unknown - - email=jane.doe@example.org");
}

#[test]
fn a_corrected_layout_wins() {
    let corrections = Corrections::parse(
        "[[column]]\nname = \"color\"\ncategory = \"person-name\"\nrole = \"owner\"\ndecided_by = \"corrected\"\n\
         [[column]]\nname = \"name\"\ncategory = \"\"\ndecided_by = \"corrected\"\n",
    )
    .expect("a layout file");
    let options = Options { corrections, ..Options::default() };
    let out = run_in_steps(&Source::rows("name | color\nAnne Roy | Xyvo\nPaul Lee | Brimm"), options, 10);
    same(&out.layout(), "color: person-name owner");
    same(&out.mentions(), "1 owner - - person-name=Xyvo\n2 owner - - person-name=Brimm");
    assert!(out.detected.layouts.iter().all(|row| row.decided_by == "corrected"));
}

#[test]
fn print_and_creation_dates_yield_to_better_ones() {
    let out = run(&Source::rows(
        "created_at | accident_date | printed   | driver_name
         2011-04-01 | 2011-03-05    | 2012-01-01 | Anne Roy",
    ));
    same(&out.mentions(), "1 driver - 2011-03-05 event-date=2011-03-05; person-name=Anne Roy");
}

#[test]
fn numbers_of_a_log_are_cards_only_by_a_word() {
    let lines: String =
        (0..60u64).map(|n| format!("done {} in {n} ms\n", 4_111_111_111_110_000 + n * 37)).collect();
    let text = format!("line\n{lines}paid by card 4111111111111111 for anne@example.org");
    let out = run(&Source { place: "log/a.log", table: "", kind: TableKind::Text, text: &text });
    let cards: Vec<_> = out.detected.findings.iter().filter(|(code, _)| code == "card").collect();
    assert_eq!(cards, [&("card".to_string(), 1)]);
}

#[test]
fn accounts_of_tests_and_systems_are_nobody() {
    let out = run(&Source::rows(
        "id | name | email | phone
         1 | Test User | testuser@example.com | 555-555-5555
         2 | asdf | asdf@asdf.com | 000-000-0000
         3 | 테스트 | test01@naver.com | 010-1234-5678
         4 | system | root@example.org | ~
         5 | John Doe | john.doe@example.com | 123-456-7890
         6 | Margaret Hill | mhill@example.org | 416-555-0199
         7 | John Doe | jdoe@example.org | 416-555-0142
         8 | Test User | anne.roy@example.org | 416-555-0177",
    ));
    let records: Vec<String> =
        out.mentions().lines().filter_map(|line| line.split(' ').next().map(str::to_string)).collect();
    assert_eq!(records, ["5", "6", "7", "8"], "{}", out.mentions());
    assert!(out.detected.findings.contains(&("test-account".to_string(), 4)), "{:?}", out.detected.findings);
}

/// A table of one column with these values, each told apart by a number where there are few.
fn layout_of(header: &str, values: &[&str]) -> String {
    let rows: String = (0..12).map(|at| format!("{}\n", values[at % values.len()])).collect();
    run(&Source::rows(&format!("{header}\n{rows}"))).layout()
}

#[test]
fn a_list_of_names_alone_is_one_of_people_and_a_list_of_currencies_is_not() {
    let korean =
        ["홍길동", "김민수", "박서연", "이지은", "최현우", "정다은", "강지훈", "조수빈", "윤서준", "장하늘"];
    same(&layout_of("이름", &korean), "이름: person-name");
    let currencies =
        ["Rand", "Lek", "Dinar", "Euro", "Peso", "Franc", "Dollar", "Rupee", "Baht", "Won", "Krona", "Mark"];
    same(&layout_of("name", &currencies), "");
    let areas = ["U.S.", "Bethel Census Area", "Kodiak Island Borough", "Nome Census Area", "Albanian lek"];
    same(&layout_of("NAME1", &areas), "");
}

#[test]
fn what_is_called_like_a_name_and_holds_words_or_paths_names_nobody() {
    same(&layout_of("style:family", &["paragraph", "table", "graphic", "table-row"]), "");
    same(&layout_of("FamilyToilet", &["No", "No", "Yes"]), "");
    same(&layout_of("parent-style-name", &["Standard", "heading", "paragraph"]), "");
    same(&layout_of("PartName", &["/word/document.xml", "/word/styles.xml", "/docProps/app.xml"]), "");
    same(&layout_of("family", &["Tremblay", "Okonkwo", "Nguyen", "Roy", "Baker"]), "family: family-name");
}

#[test]
fn kinds_of_music_are_no_sexes() {
    same(&layout_of("genre", &["Rock", "Jazz", "Blues", "Latin", "Opera", "Soul"]), "");
    same(&layout_of("genre", &["homme", "femme"]), "genre: sex");
    same(&layout_of("sex_cd", &["1", "2"]), "sex_cd: sex");
}

#[test]
fn a_number_of_somebody_else_is_not_the_rows_own() {
    let table = |rep: &str| -> String {
        let rows = (1..=12).map(|at| format!("{at} | Anne Roy | {}\n", 3 + at % 2));
        format!("customer_id | name | {rep}\n{}", rows.collect::<String>())
    };
    same(
        &run(&Source::rows(&table("support_rep_id"))).layout(),
        "customer_id: customer-number customer\nname: person-name customer",
    );
    let own = run(&Source::rows(&table("household_customer_no"))).layout();
    assert!(own.contains("household_customer_no: customer-number"), "{own}");
}

#[test]
fn an_id_of_cells_is_no_phone() {
    let values = ["20458812", "20458813", "20458877", "20459012", "20459100"];
    same(&layout_of("cell_id", &values), "");
    same(&layout_of("cell", &["416-555-0199", "613-555-0123", "604-555-0177"]), "cell: phone");
}
