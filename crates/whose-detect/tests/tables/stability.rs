use proptest::prelude::*;
use whose_detect::Options;
use whose_model::record::TableKind;

use super::{Source, run, run_in_steps};

#[test]
fn the_size_of_batches_changes_nothing() {
    let mut text = "name | email | city\n".to_string();
    for number in 0..50 {
        text.push_str(&format!(
            "Anne Roy{} | anne{number}@example.org | Toronto\n",
            ["", "-Lee"][number % 2]
        ));
    }
    let whole = run(&Source::rows(&text)).mentions();
    for step in [1, 7, 50] {
        assert_eq!(run_in_steps(&Source::rows(&text), Options::default(), step).mentions(), whole);
    }
}

#[test]
fn the_same_record_in_two_files_has_one_key() {
    let csv = run(&Source::rows("접수번호 | 사고일시 | 운전자명\nA2011-000123 | 2011-03-05 14:05 | 홍길동"));
    let dump = run(&Source {
        place: "dump.sql",
        table: "acdt",
        kind: TableKind::Rows,
        text: "rcpt_id | 사고일자 | drv_nm | rcpno | memo\n1 | 20110305 | 홍*동 | a2011-000123 | ok",
    });
    assert_eq!(csv.record_keys(), dump.record_keys());
    let other =
        run(&Source::rows("접수번호 | 사고일시 | 운전자명\nA2011-000124 | 2011-03-05 14:05 | 홍길동"));
    assert_ne!(csv.record_keys(), other.record_keys());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_in_cells_or_headers_panics(
        head in proptest::collection::vec("[^|\\n]{0,12}", 1..5),
        rows in proptest::collection::vec(proptest::collection::vec("[^|\\n:&]{0,24}", 1..5), 1..8),
        kind in 0usize..6,
    ) {
        let kinds = [
            TableKind::Rows, TableKind::RowsWithoutHeader, TableKind::Paths, TableKind::Segments, TableKind::Text, TableKind::Mail,
        ];
        let mut text = format!("x{}\n", head.join("|"));
        for row in rows {
            text.push_str(&format!("x{}\n", row.join("|")));
        }
        let source = Source { place: "x", table: "t", kind: kinds[kind], text: &text };
        let _ = run(&source).mentions();
    }
}
