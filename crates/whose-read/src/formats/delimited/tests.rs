//! What is written beside what is read.

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

/// The lines that follow the first of a dump: tables, rows, gaps.
fn read(text: &str) -> Vec<String> {
    dump("t", text.as_bytes()).lines().skip(1).map(|line| line.trim().to_string()).collect()
}

fn format_of(text: &str) -> String {
    read_bytes("t", text.as_bytes())["t"].format.clone()
}

#[test]
fn quotes_hold_separators_line_ends_and_quotes() {
    let text = "name,note\r\n\"Kim, Min\",\"said \"\"hi\"\"\"\r\n\"Lee\nJun\",x\r\n";
    let expected = [
        r#"table 0 rows "": name | note"#,
        r#"0 #1 @11: name="Kim, Min" note="said \"hi\"""#,
        r#"0 #2 @37: name="Lee\nJun" note="x""#,
    ];
    assert_eq!(read(text), expected);
}

#[test]
fn backslashes_escape_where_they_do() {
    let text = "name,note\n\"Kim\",\"said \\\"hi, you\\\" twice\"\n\"Lee\",\"plain\"\n";
    assert_eq!(read(text)[1], r#"0 #1 @10: name="Kim" note="said \"hi, you\" twice""#);
}

#[test]
fn separators_of_all_kinds_are_found() {
    for separator in [",", ";", "\t", "|", "||", "~|~", "\u{1}", "\u{1f}", "^|^"] {
        let row = |cells: [&str; 4]| cells.join(separator) + "\n";
        let text = [
            row(["cust_no", "name", "phone", "city"]),
            row(["1", "Ada", "010-1", "London"]),
            row(["2", "Bob", "", "Paris"]),
            row(["3", "Eve", "010-3", "Rome"]),
        ]
        .concat();
        let rows = read(&text);
        assert_eq!(rows[0], r#"table 0 rows "": cust_no | name | phone | city"#, "{separator:?}");
        assert!(rows[2].ends_with(r#"cust_no="2" name="Bob" phone="" city="Paris""#), "{separator:?}");
    }
}

#[test]
fn what_a_client_says_around_a_table_with_bars_is_no_row() {
    let rows: String = (1..9).map(|at| format!(" {at:>2} | Anne Roy | Ely\n")).collect();
    let rows =
        read(&format!(" no |   name   | town\n----+----------+------\n{rows}(8 rows)\n\nshop=# \\q\n"));
    assert_eq!(rows[0], r#"table 0 rows "": no | name | town"#);
    assert_eq!(rows.iter().filter(|row| row.starts_with("0 #")).count(), 8, "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("text=\"(8 rows)\"")), "{rows:?}");
}

#[test]
fn masked_values_do_not_separate() {
    for (mask, shown) in [('*', "010-****-1234"), ('#', "010-####-1234")] {
        let rows: String = (1..9).map(|at| format!("{at},홍{mask}동,{shown},김{mask}수\n")).collect();
        let read_as = read(&format!("no,name,phone,driver\n{rows}"));
        assert!(read_as[1].ends_with(&format!("phone=\"{shown}\" driver=\"김{mask}수\"")), "{}", read_as[1]);
        assert_eq!(read(&rows)[0], r#"table 0 rows-without-header "": 1 | 2 | 3 | 4"#);
        let list = format!("{shown}\n").repeat(9);
        assert!(!read(&list)[0].contains('|'), "{}", read(&list)[0]);
        let required = format!("name*,phone*,email*\n{}", "Kim,010-1,a@b.example\n".repeat(4));
        assert!(read(&required)[1].contains("Kim"), "{required}");
    }
    let stars = "name*city*phone\nKim, A*Seoul*1\nLee, B**2\nPark, C*Busan*3\nHan, D*Ulsan*4\n";
    assert!(read(stars)[2].ends_with(r#"name="Lee, B" city="" phone="2""#), "{}", read(stars)[2]);
}

#[test]
fn decimal_commas_do_not_separate() {
    let rows = read("id;amount;rate\n1;1,5;2,25\n2;2,5;3,75\n3;4,0;1,00\n");
    assert_eq!(rows[1], r#"0 #1 @15: id="1" amount="1,5" rate="2,25""#);
}

#[test]
fn values_are_not_taken_for_a_header() {
    let rows = read("Kim,010-1234-5678,Seoul\nLee,010-2345-6789,Busan\nPark,010-3456-7890,Daegu\n");
    assert_eq!(rows[0], r#"table 0 rows-without-header "": 1 | 2 | 3"#);
    assert_eq!(rows.len(), 4);
}

#[test]
fn names_alone_are_not_taken_for_a_header() {
    let rows = read("Kim,Seoul\nLee,Busan\nPark,Seoul\n");
    assert_eq!(rows[0], r#"table 0 rows-without-header "": 1 | 2"#);
}

#[test]
fn lines_around_the_table_are_read_too() {
    let rows = read(
        "Manifest of 2018-05\n\nname;city;zip\n# checked\nAda;London;N1\nBob;Paris;75001\nEve;Rome;00100\n",
    );
    assert!(rows.contains(&r#"table 0 rows "": name | city | zip"#.to_string()), "{rows:?}");
    assert!(rows.contains(&r#"1 #1 @0: text="Manifest of 2018-05""#.to_string()), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("checked")), "{rows:?}");
    assert_eq!(
        read_bytes("t", b"sep=;\nname;city\nAda;London\nBob;Paris\n")["t"].rows[1],
        r#"table 0 rows "": name | city"#
    );
}

#[test]
fn ragged_rows_keep_all_their_fields() {
    let rows = read(
        "id,name,city\n1,Ada\n2,Bob,Paris,extra\n3,Eve,Rome\n4,Max,Bonn\n5,Ann,Oslo\n6,Tim,Bern\n7,Pia,Graz\n",
    );
    assert_eq!(rows[1], r#"0 #1 @13: id="1" name="Ada""#);
    assert_eq!(rows[2], r#"0 #2 @19: id="2" name="Bob" city="Paris" 4="extra""#);
}

#[test]
fn a_quote_that_never_closes_costs_no_row() {
    let mut text = "id,name,city\n1,\"Ada,London\n".to_string();
    for n in 2..50 {
        text.push_str(&format!("{n},Bob,Paris\n"));
    }
    assert_eq!(read_bytes("t", text.as_bytes())["t"].records, 49);
}

#[test]
fn prose_is_text() {
    let text = "Dear Ada,\nthank you for your letter, which came on Monday.\nWe will look into it, and write, soon.\n\nBest,\nBob\n";
    assert_eq!(format_of(text), "text");
}

#[test]
fn old_macintosh_line_ends_end_records() {
    let rows = read("name,city,zip\rAda,London,1\rBob,Paris,2\r");
    assert_eq!(
        rows[1..],
        [r#"0 #1 @14: name="Ada" city="London" zip="1""#, r#"0 #2 @27: name="Bob" city="Paris" zip="2""#]
    );
}

#[test]
fn offsets_in_cp949_are_those_of_the_file() {
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("이름,주소\n홍길동,서울시\n김영희,부산시\n");
    let source = &read_bytes("t", &bytes)["t"];
    assert_eq!(source.rows[2], r#"0 #2 @24: 이름="김영희" 주소="부산시""#);
}

#[test]
fn records_across_the_pieces_of_a_long_file_stay_whole() {
    let rows: Vec<Vec<String>> = (0..40_000)
        .map(|n| {
            vec![n.to_string(), format!("said \"{}\", then\nleft", "x".repeat(n % 23)), format!("{}", n * 7)]
        })
        .collect();
    let mut text = "row_id,note,plain\r\n".to_string();
    for row in &rows {
        text.push_str(&format!("{},\"{}\",{}\r\n", row[0], row[1].replace('"', "\"\""), row[2]));
    }
    let source = &read_bytes("t", text.as_bytes())["t"];
    let found: Vec<Vec<String>> =
        source.values.iter().map(|row| row.iter().map(|value| value.3.clone()).collect()).collect();
    assert!(found == rows, "{} of {} rows", found.len(), rows.len());
}

#[test]
fn what_stands_between_quotes_parts_the_fields() {
    let text = "col_a,col_b,col_c\r\n\"\"\"x\",\"x\",\";x\"\r\n\";;x\",\"\"\";x\",\"x\"\r\n\"x\",\";a;x\",\"\"\"\"\"x\"\r\n\"x\",\";;x\",\"\na;;x\"\r\n";
    let rows = &read_bytes("t", text.as_bytes())["t"].rows;
    assert!(rows[0].contains("col_a | col_b | col_c") && rows.len() == 5, "{rows:?}");
}

#[test]
fn a_separator_within_quotes_is_none_however_often_it_stands_there() {
    let text = "col_a,col_b,col_c\r\n\"x\",\"\"\"x\",\";a;x\"\r\n\"\"\"\"\"x\",\"\n가;;x\",\"\"\"x\"\r\n\";\"\"x\",\";a;a\n\nx\",\";a\n;a\n;x\"\r\n\"\"\"x\",\"\na;a\n\"\"x\",\"\"\"x\"\r\n";
    let rows = &read_bytes("t", text.as_bytes())["t"].rows;
    assert!(rows[0].contains("col_a | col_b | col_c") && rows.len() == 5, "{rows:?}");
}

fn written(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a-z,\" \n;가-힣]{0,12}x", 3), 4..12)) {
        let text = format!("col_a,col_b,col_c\r\n{}", written(&rows));
        let source = &read_bytes("t", text.as_bytes())["t"];
        prop_assert_eq!(&source.format, "delimited");
        let found: Vec<Vec<String>> = source.values.iter().map(|row| row.iter().map(|value| value.3.clone()).collect()).collect();
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn arbitrary_text_costs_gaps_at_most(text in "[a,;\"'\\\\|\n\r\t ]{0,200}") {
        read_bytes("t", text.as_bytes());
    }
}

#[test]
fn tables_one_below_the_other_are_tables_of_their_own() {
    let rows = read(
        "Customers\nid,name,email\n1,Ada,ada@example.org\n2,Bob,bob@example.org\n\nOrders\norder_no,ship_to,ship_city,amount\nA-1,Eve,Rome,10.50\nA-2,Ian,Oslo,11.00\n",
    );
    let expected = [
        r#"table 0 rows "": id | name | email"#,
        r#"0 #1 @24: id="1" name="Ada" email="ada@example.org""#,
        r#"0 #2 @46: id="2" name="Bob" email="bob@example.org""#,
        r#"table 1 text "lines around the table": text"#,
        r#"1 #1 @0: text="Customers""#,
        r#"1 #2 @69: text="Orders""#,
        r#"table 2 rows "Orders": order_no | ship_to | ship_city | amount"#,
        r#"2 #1 @110: order_no="A-1" ship_to="Eve" ship_city="Rome" amount="10.50""#,
        r#"2 #2 @129: order_no="A-2" ship_to="Ian" ship_city="Oslo" amount="11.00""#,
    ];
    let mut sorted = rows.clone();
    sorted.sort();
    let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn tables_filled_up_to_one_width_are_told_apart_by_their_headers() {
    let rows = read(
        "Clients,,,\nname,city,phone,\nAda,London,020-1111,\nBob,Paris,014-2222,\n,,,\nCars,,,\nplate,owner,make,year\n12AB345,Eve,Seat,2010\n34CD567,Ian,Fiat,2012\n",
    );
    assert!(rows.contains(&r#"table 0 rows "": name | city | phone | 4"#.to_string()), "{rows:?}");
    assert!(rows.contains(&r#"table 2 rows "Cars": plate | owner | make | year"#.to_string()), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with("2 #2") && row.contains(r#"owner="Ian""#)), "{rows:?}");
}

#[test]
fn a_header_that_comes_again_begins_no_table() {
    let rows = read("name,city\nAda,London\nBob,Paris\n\nname,city\nEve,Rome\n\n\nIan,Oslo\n");
    assert_eq!(rows.len(), 5, "{rows:?}");
    assert!(rows[3].starts_with("0 #3") && rows[4].starts_with("0 #4"), "{rows:?}");
}

#[test]
fn a_time_of_day_parts_no_lines_of_a_log() {
    let line = |second: usize, said: &str| {
        format!("2023-03-01 08:00:{second:02}.347 DEBUG 4211 --- [exec-3] org.example.Sql : {said}\n")
    };
    let log: String =
        (0..8).map(|at| line(at, if at % 2 == 0 { "insert into t" } else { "binding [1]" })).collect();
    assert_ne!(format_of(&log), "delimited");
    let users: String =
        (0..8).map(|at| format!("user{at}:x:100{at}:100{at}:Ada Roe:/home/user{at}\n")).collect();
    assert_eq!(format_of(&users), "delimited");
}
