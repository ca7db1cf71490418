//! Interchanges beside the records that they give.

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

const ENVELOPE: &str = "ISA*00*          *00*          *ZZ*MERCHANT       *ZZ*CARRIER        *180102*1253*U*00401*000000905*0*P*>~\nGS*SH*MERCHANT*CARRIER*20180102*1253*1*X*004010~\n";

fn lines(source: &str) -> Vec<String> {
    dump("x", source.as_bytes()).lines().skip(1).map(|line| line.trim().to_string()).collect()
}

fn notice(body: &str) -> String {
    let segments = body.matches('~').count() + 2;
    format!("{ENVELOPE}ST*856*0001~\n{body}SE*{segments}*0001~\nGE*1*1~\nIEA*1*000000905~\n")
}

#[test]
fn a_shipment_is_a_record() {
    let source = notice(
        "BSN*00*S1*20180102*1253~\nHL*1**S~\nDTM*011*20180103~\nREF*2I*T1~\nN1*SF*Shop~\nN1*ST*Ada Example*92*77~\nN3*1 Main St*Apt 2~\nN4*Ottawa*ON*K1A0B1*CA~\nPER*DC*Ada*TE*6135550100*EM*ada@example.com~\nHL*2*1*O~\nPRF*P1~\nHL*3**S~\nN1*ST*Bob Example~\n",
    );
    let text = lines(&source);
    assert_eq!(
        text[1],
        "0 #1 @202: ISA.06=\"MERCHANT\" ISA.08=\"CARRIER\" GS.02=\"MERCHANT\" GS.03=\"CARRIER\" BSN.01=\"00\" BSN.02=\"S1\" BSN.03=\"20180102\" BSN.04=\"1253\" HL.03=\"S\" DTM[011].02=\"20180103\" REF[2I].02=\"T1\" N1[SF].02~1=\"Shop\" N1[ST].02~2=\"Ada Example\" N1[ST].03~2=\"92\" N1[ST].04~2=\"77\" N3[ST].01~2=\"1 Main St\" N3[ST].02~2=\"Apt 2\" N4[ST].01~2=\"Ottawa\" N4[ST].02~2=\"ON\" N4[ST].03~2=\"K1A0B1\" N4[ST].04~2=\"CA\" PER[ST].02~2=\"Ada\" PER[ST].TE~2=\"6135550100\" PER[ST].EM~2=\"ada@example.com\" HL.03~3=\"O\" PRF.01~3=\"P1\""
            .replace("@202", &format!("@{}", source.find("HL*1").expect("there")))
    );
    assert!(text[2].ends_with("BSN.04=\"1253\" HL.03=\"S\" N1[ST].02~1=\"Bob Example\""), "{}", text[2]);
    assert_eq!(text.len(), 3, "no gaps: {text:?}");
}

#[test]
fn orders_with_their_own_recipient_are_records() {
    let text = lines(&notice(
        "BSN*00*S1*20180102~\nHL*1**S~\nDTM*011*20180103~\nHL*2*1*O~\nN1*ST*Ada Example~\nHL*3*2*P~\nMAN*GM*T1~\nHL*4*1*O~\nN1*ST*Bob Example~\n",
    ));
    assert_eq!(text.len(), 3, "{text:?}");
    assert!(
        text[1].contains("DTM[011].02=\"20180103\" HL.03~1=\"O\" N1[ST].02~2=\"Ada Example\""),
        "{}",
        text[1]
    );
    assert!(text[1].contains("MAN[GM].02~3=\"T1\"") && !text[1].contains("Bob"));
    assert!(
        text[2].contains("DTM[011].02=\"20180103\"") && text[2].contains("Bob") && !text[2].contains("Ada")
    );
}

#[test]
fn stops_of_a_load_tender_are_records() {
    let tender = notice(
        "B2**CPCL**L1**PP~\nN1*SH*Shop~\nS5*1*LD~\nN1*SF*Depot~\nS5*2*UL~\nL11*T1*2I~\nG62*10*20180102~\nN1*CN*Ada Example~\nS5*3*UL~\nL11*T2*2I~\nN1*CN*Bob Example~\nL3***********2~\n",
    )
    .replace("ST*856", "ST*204");
    let text = lines(&tender);
    assert_eq!(text.len(), 4, "{text:?}");
    assert!(text[1].contains("=\"T1\"") && text[1].contains("Ada"), "{}", text[1]);
    assert!(text[2].contains("T2") && text[2].contains("Bob") && !text[2].contains("T1"), "{}", text[2]);
    assert!(text[1].contains("Shop") && text[2].contains("Shop") && text[3].contains("Depot"), "{text:?}");
}

#[test]
fn members_and_patients_are_records() {
    let claims = notice(
        "BHT*0019*00*1*20180102~\nNM1*41*2*Clearing~\nHL*1**20*1~\nNM1*85*2*Clinic~\nHL*2*1*22*1~\nNM1*IL*1*Doe*Jane****MI*123~\nDMG*D8*19800101*F~\nCLM*A1*50~\nHI*BK>8901*BF>87200~\nHL*3*2*23*0~\nNM1*QC*1*Doe*Tim~\n",
    )
    .replace("ST*856", "ST*837");
    let text = lines(&claims);
    assert_eq!(text.len(), 5, "{text:?}");
    assert!(text[3].contains("NM1[IL].03~1=\"Doe\" NM1[IL].04~1=\"Jane\""), "{}", text[3]);
    assert!(
        text[3].contains("DMG[IL].02~1=\"19800101\"") && text[3].contains("HI[BF].02~2=\"87200\""),
        "{}",
        text[3]
    );
    assert!(text[4].contains("NM1[QC].04~1=\"Tim\"") && !text[4].contains("Jane"), "{}", text[4]);
}

#[test]
fn what_stands_before_a_members_name_is_the_members() {
    let members = notice(
        "BGN*00*1*20240601~\nINS*Y*18*021~\nREF*0F*S1~\nNM1*IL*1*Doe*Jane****34*123456789~\nN3*1 Main Street~\nNM1*31*1~\nN3*2 Side Street~\n\
         INS*N*01*021~\nREF*0F*S1~\nNM1*IL*1*Doe*Tim****ZZ*77~\n",
    )
    .replace("ST*856", "ST*834");
    let text = lines(&members);
    assert_eq!(text.len(), 3, "{text:?}");
    assert!(
        text[1].contains("REF[0F].02~1=\"S1\"") && text[1].contains("NM1[IL].34~1=\"123456789\""),
        "{}",
        text[1]
    );
    assert!(text[1].contains("N3[31].01~2=\"2 Side Street\""), "{}", text[1]);
    assert!(
        text[2].contains("NM1[IL].04~1=\"Tim\"") && text[2].contains("NM1[IL].09~1=\"77\""),
        "{}",
        text[2]
    );
}

#[test]
fn eligibility_is_told_of_the_person_of_its_level() {
    let answer = notice(
        "BHT*0022*11*1*20240601~\nHL*1**22*0~\nNM1*IL*1*Doe*Jane****MI*1~\nINS*Y*18~\nDTP*346*D8*20240101~\n\
         HL*2**22*0~\nNM1*1P*2*Clinic~\nNM1*IL*1*Roe*Tim****MI*2~\n",
    )
    .replace("ST*856", "ST*271");
    let text = lines(&answer);
    assert_eq!(text.len(), 3, "{text:?}");
    assert!(text[1].contains("NM1[IL].03~1=\"Doe\"") && text[1].contains("DTP[346].03"), "{}", text[1]);
    assert!(text[2].contains("NM1[1P].03~1") && text[2].contains("NM1[IL].03~2=\"Roe\""), "{}", text[2]);
}

#[test]
fn wrapped_lines_are_joined() {
    let source =
        notice("BSN*00*S1*20180102~\nHL*1**S~\nN1*ST*Ada Example~\nN3*1 Main Street~\n").replace('\n', "");
    let mut wrapped = String::new();
    for (at, character) in source.chars().enumerate() {
        if at > 0 && at % 80 == 0 {
            wrapped.push_str("\r\n");
        }
        wrapped.push(character);
    }
    let strip = |text: Vec<String>| {
        text.into_iter()
            .map(|line| line.split_once(": ").map(|(_, rest)| rest.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(strip(lines(&source)), strip(lines(&wrapped)));
}

#[test]
fn wrong_counts_and_garbage_are_gaps() {
    let good = notice("BSN*00*S1*20180102~\nHL*1**S~\nN1*ST*Ada Example~\n");
    let source = format!("{}\nsome log line\n{good}", good.replace("SE*5", "SE*9"));
    let sources = read_bytes("x", source.as_bytes());
    let gaps: Vec<(u64, &str)> =
        sources["x"].gaps.iter().map(|gap| (gap.bytes(), gap.detail.as_str())).collect();
    assert_eq!(sources["x"].records, 2);
    assert_eq!(gaps, [(0, "SE counts other segments than its set has"), (14, "no part of an interchange")]);
}

#[test]
fn any_separators_do() {
    let plain = notice("BSN*00*S1*20180102~\nHL*1**S~\nN1*ST*Ada Example~\nN3*1 Main St~\n");
    let records = |source: &str| {
        let text =
            lines(source).into_iter().map(|line| line.split_once(": ").map(|(_, rest)| rest.to_string()));
        text.collect::<Vec<_>>()
    };
    for (element, terminator) in [("|", "\u{1c}"), ("\u{1d}", "'"), ("^", "\n"), ("~", "\r\n")] {
        let end =
            if terminator.ends_with('\n') { terminator.to_string() } else { format!("{terminator}\r\n") };
        let source = plain.replace("~\n", "\0").replace('*', element).replace('\0', &end);
        assert_eq!(records(&source), records(&plain), "{element:?} {terminator:?}");
    }
}

/// Cut anywhere, everything but the segment that was cut is read.
#[test]
fn cut_short_it_loses_no_earlier_record() {
    let source = notice(
        "BSN*00*S1*20180102~\nHL*1**S~\nN1*ST*Ada Example~\nHL*2**S~\nN1*ST*Bob Example~\nN3*1 Main St~\n",
    );
    let complete = source.find("HL*2").expect("there");
    for end in ENVELOPE.len()..source.len() {
        let sources = read_bytes("x", &source.as_bytes()[..end]);
        let read = &sources["x"];
        assert!(end < complete || read.rows.iter().any(|row| row.contains("Ada Example")), "cut at {end}");
        let torn: u64 = read.gaps.iter().map(whose_model::Gap::bytes).sum();
        assert!(torn < 60, "cut at {end}: {torn} bytes not read");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn arbitrary_bytes_are_records_or_gaps(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut source = ENVELOPE.as_bytes().to_vec();
        source.extend(bytes);
        read_bytes("x", &source);
    }

    #[test]
    fn arbitrary_segments_are_records_or_gaps(body in "((ST|SE|HL|N1|NM1|LX|INS|IEA|GE|GS|PER|ISA)(\\*[A-Z0-9]{0,3}){0,4}[~\n]){0,40}") {
        read_bytes("x", format!("{ENVELOPE}{body}").as_bytes());
    }
}

#[test]
fn text_in_any_language_is_no_group_and_harms_nothing() {
    for text in ["홍길동 서울\n김영희 부산\n", "S가\n", "GS", "ST*214"] {
        let sources = read_bytes("t", text.as_bytes());
        assert_ne!(sources["t"].format, "unreadable");
        assert!(sources["t"].gaps.is_empty(), "{text:?}");
    }
    let long = format!("ST{}", "가".repeat(200));
    assert!(read_bytes("t", long.as_bytes())["t"].gaps.is_empty());
}
