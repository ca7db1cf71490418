//! Interchanges beside the records that they give.

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

const HEADER: &str = "UNA:+.? '\nUNB+UNOC:3+SHOP:14+CARRIER:14+180102:1000+1'\n";

fn lines(source: &str) -> Vec<String> {
    dump("x", source.as_bytes()).lines().skip(1).map(|line| line.trim().to_string()).collect()
}

fn message(code: &str, body: &str) -> String {
    let segments = body.matches("'\n").count() + 2;
    format!("{HEADER}UNH+1+{code}:D:96A:UN'\n{body}UNT+{segments}+1'\nUNZ+1+1'\n")
}

#[test]
fn a_message_is_a_record() {
    let text = lines(&message(
        "IFTMIN",
        "BGM+610+S1+9'\nDTM+137:20180102:102'\nNAD+CZ+++Shop'\nNAD+CN+77::9++Ada Example:c/o O?'Neil+1 Main St+Ottawa++K1A0B1+CA'\nCTA+IC+:Ada'\nCOM+6135550100:TE+ada@example.com:EM'\nGID+1+1:PK'\n",
    ));
    assert_eq!(
        text[1].split_once(": ").expect("a row").1,
        "UNB.S002.1=\"SHOP\" UNB.S003.1=\"CARRIER\" BGM.C002.1=\"610\" BGM.C106.1=\"S1\" BGM.1225=\"9\" DTM[137].C507.2=\"20180102\" DTM[137].C507.3=\"102\" NAD[CZ].C080.1~1=\"Shop\" NAD[CN].C082.1~2=\"77\" NAD[CN].C082.3~2=\"9\" NAD[CN].C080.1~2=\"Ada Example\" NAD[CN].C080.2~2=\"c/o O'Neil\" NAD[CN].C059.1~2=\"1 Main St\" NAD[CN].3164~2=\"Ottawa\" NAD[CN].3251~2=\"K1A0B1\" NAD[CN].3207~2=\"CA\" CTA[CN].3139~2=\"IC\" CTA[CN].C056.2~2=\"Ada\" COM[CN].TE~2=\"6135550100\" COM[CN].EM~2=\"ada@example.com\" GID.1496~3=\"1\" GID.C213.1~3=\"1\" GID.C213.2~3=\"PK\""
    );
    assert_eq!(text.len(), 2, "no gaps: {text:?}");
}

#[test]
fn consignments_with_their_own_consignee_are_records() {
    let text = lines(&message(
        "IFCSUM",
        "BGM+785+M1'\nNAD+CZ+++Shop'\nCNI+1+C1'\nNAD+CN+++Ada Example'\nGID+1+1'\nCNI+2+C2'\nNAD+CN+++Bob Example'\n",
    ));
    assert_eq!(text.len(), 3, "{text:?}");
    assert!(text[1].contains("Shop") && text[1].contains("Ada") && !text[1].contains("Bob"), "{}", text[1]);
    assert!(text[2].contains("Shop") && text[2].contains("Bob") && !text[2].contains("Ada"), "{}", text[2]);
}

#[test]
fn counts_garbage_and_missing_headers_cost_gaps_only() {
    let good = message("DESADV", "BGM+351+1'\nNAD+DP+++Ada Example'\n");
    let source = format!("log line\n{}{good}", good.replace("UNT+4", "UNT+7").replace("UNA:+.? '\n", ""));
    let sources = read_bytes("x", source.as_bytes());
    let details: Vec<&str> = sources["x"].gaps.iter().map(|gap| gap.detail.as_str()).collect();
    assert_eq!(sources["x"].records, 2);
    assert_eq!(details, ["no part of an interchange", "UNT counts other segments than its message has"]);
}

#[test]
fn lines_and_other_separators_do() {
    let plain =
        message("IFTMIN", "BGM+610+S1'\nNAD+CN+++Ada Example+1 Main St'\n").replace("UNA:+.? '\n", "");
    let records = |source: &str| {
        let text =
            lines(source).into_iter().map(|line| line.split_once(": ").map(|(_, rest)| rest.to_string()));
        text.collect::<Vec<_>>()
    };
    assert_eq!(records(&plain.replace('\'', "")), records(&plain));
    let level_b = plain.replace("'\n", "\u{1c}").replace('+', "\u{1d}").replace(':', "\u{1f}");
    assert_eq!(records(&level_b), records(&plain));
    let other = plain.replace('+', "|").replace(':', "^").replace('\'', "~");
    assert_eq!(records(&other), records(&plain));
}

/// Cut anywhere, everything but the segment that was cut is read.
#[test]
fn cut_short_it_loses_no_earlier_record() {
    let source =
        message("IFCSUM", "BGM+785+M1'\nCNI+1'\nNAD+CN+++Ada Example'\nCNI+2'\nNAD+CN+++Bob Example'\n");
    let complete = source.find("CNI+2").expect("there");
    for end in HEADER.len()..source.len() {
        let sources = read_bytes("x", &source.as_bytes()[..end]);
        let read = &sources["x"];
        assert!(end < complete || read.rows.iter().any(|row| row.contains("Ada Example")), "cut at {end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn arbitrary_bytes_are_records_or_gaps(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut source = HEADER.as_bytes().to_vec();
        source.extend(bytes);
        read_bytes("x", &source);
    }

    #[test]
    fn arbitrary_segments_are_records_or_gaps(body in "((UNA|UNB|UNH|UNT|UNZ|BGM|NAD|CNI|GID|LIN|COM)([+:?][A-Z0-9]{0,3}){0,5}['\n]){0,40}") {
        read_bytes("x", format!("{HEADER}{body}").as_bytes());
    }
}
