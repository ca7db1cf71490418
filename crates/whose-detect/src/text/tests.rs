use std::sync::Arc;

use proptest::prelude::*;
use whose_model::prose::{Named, NamedSpan, NamesInProse};

use super::{Span, is_labelled_shipment, read, spans};
use crate::detector::{Detector, Options};
use crate::scan::Findings;

thread_local! {
    static DETECTOR: Detector = Detector::new(Options::default());
}

#[test]
fn numbers_of_parcels() {
    for before in ["label printed pin=", "Tracking no: ", "parcel ", "colis #"] {
        assert!(is_labelled_shipment(before), "{before}");
    }
    for before in ["card ", "paid with ", "pin=12 card=", ""] {
        assert!(!is_labelled_shipment(before), "{before}");
    }
}

/// What is found of a category with a certainty of that or more.
fn found_from<'t>(least: u8, category: &str, text: &'t str) -> Vec<&'t str> {
    DETECTOR.with(|detector| {
        let spans = spans(detector, text, None, &mut Findings::default());
        let told = spans.iter().filter(|span| span.certainty >= least);
        told.filter(|span| detector.categories().get(span.category).code == category)
            .map(|span| &text[span.start..span.end])
            .collect()
    })
}

fn found<'t>(category: &str, text: &'t str) -> Vec<&'t str> {
    found_from(50, category, text)
}

#[track_caller]
fn names(text: &str, expected: &[&str]) {
    assert_eq!(found("person-name", text), expected, "{text}");
}

#[test]
fn names_by_label_and_title() {
    names("성명: 홍길동 연락처 010-1234-5678", &["홍길동"]);
    names("Name: Anne Roy, spoke with Mr. Paul Lee today", &["Anne Roy", "Paul Lee"]);
    names("Bonjour Mme Gagnon", &["Gagnon"]);
    names("name: eth0 driver: nouveau", &[]);
}

#[test]
fn names_in_prose() {
    names("The order was placed by Emily Johnson and paid by her brother.", &["Emily Johnson"]);
    names("They invited Karen, Steven and Laura to dinner.", &["Karen", "Steven", "Laura"]);
    names("Hi Freddy, I'm contacting you about the parcel.", &["Freddy"]);
    names("Le requérant, M. Jean-Pierre van der Berg, a saisi la Cour.", &["Jean-Pierre van der Berg"]);
    // A family name alone is a name where the whole name stands nearby.
    names("Robert Hollis was born in 1950. In 1971 Hollis moved.", &["Robert Hollis", "Hollis"]);
}

#[test]
fn names_in_printed_tables() {
    names("  1  23-CV-1000   JUAREZ, KEVIN\n                     vs.\n", &["JUAREZ, KEVIN"]);
    names("                  JAMES, TROY\n   Motion to compel", &["JAMES, TROY"]);
    names("08:00    Rivers, Valerie      100238   10/06/1992", &["Rivers, Valerie"]);
    names("Juncken, Lili, Frau       200   DBL   01.03.23", &["Juncken, Lili"]);
    names("PARIS, TEXAS\nOXFORD, KENTUCKY\nBLACK, WHITE\n", &[]);
}

#[test]
fn no_names_in_prose() {
    names("The Royal Bank of Canada opened a branch near Lincoln Park.", &[]);
    names("She works in South Africa for the Department of Health.", &[]);
    names("March was cold. On Monday the Committee met in New York.", &[]);
}

#[test]
fn no_names_in_logs() {
    for line in [
        "2024-03-01 12:00:01 INFO  Starting Jenkins Remote Agent",
        "[12:00:01] WARN org.apache.Tomcat Connection Victor lost",
        "Mar  1 12:00:01 host systemd[1]: Started Daily Cleanup of Temporary Directories.",
        "level=error module=Marshal msg=\"Grant Timeout\"",
    ] {
        names(line, &[]);
    }
}

#[test]
fn titles_and_letters_are_no_part_of_a_name() {
    names("Present: Cllr Declan Murphy (Chair), PCSO Anne Roy", &["Declan Murphy", "Anne Roy"]);
    names("Consultant: Dr Emily Johnson FRCS", &["Emily Johnson"]);
    names(
        "Reunidos: D. Eusebio García López, mayor de edad, y Dña. Carmen Ruiz",
        &["Eusebio García López", "Carmen Ruiz"],
    );
    names(
        "Invited: Emily Johnson DDS, Zvqork Tremblay and Paul Lee",
        &["Emily Johnson", "Zvqork Tremblay", "Paul Lee"],
    );
    names("Ship to Emily Johnson Apt. 12, 77 Finch Ave W, North York ON M2N 2H5", &["Emily Johnson"]);
    names("Members: Emily Johnson (UIC), Paul Lee (NIU)", &["Emily Johnson", "Paul Lee"]);
    names("Sehr geehrter Herr Kollege Weber,", &["Weber"]);
    names("In attendance: Oluwaseun Wynne-Jones (Clerk)", &["Oluwaseun Wynne-Jones"]);
    names("Signed by Anne Marie ROY today", &["Anne Marie ROY"]);
}

#[test]
fn what_people_are_and_places_called_after_them() {
    names("From: Emily Johnson, HR Manager", &["Emily Johnson"]);
    names("Flight from London Heathrow (LHR) to Seoul Incheon (ICN)", &[]);
    names("The loan is with Wells Fargo, the tractor is a John Deere.", &[]);
    names("Aéroport Charles de Gaulle, terminal 2", &[]);
}

#[test]
fn patients_are_named_before_births_and_behind_labels() {
    names("Betr.: Pat. Weber, Heike, geb. 09.11.1952, wohnhaft Lindenallee 14", &["Weber, Heike"]);
    names("wir berichten über Ihre Patientin Weber, Heike, *09.11.1952.", &["Weber, Heike"]);
    names("Patient: Zvqork Melquandt\nDOB: 24/01/1964", &["Zvqork Melquandt"]);
    names("병명: 제2형 당뇨병 (E11.9)", &[]);
    assert_eq!(found("diagnosis", "병명: 제2형 당뇨병 (E11.9)"), ["E11.9"]);
    assert_eq!(
        found("diagnosis", "Diagnosis: Community acquired pneumonia\n"),
        ["Community acquired pneumonia"]
    );
}

#[test]
fn korean_names() {
    names("홍길동 씨가 방문, 김민준님께 안내", &["홍길동", "김민준"]);
    names("운전자 김호씨와 통화, 피보험자 이진님 귀가", &["김호", "이진"]);
    names("원고는 피고 박서준에게 금원을 지급하였다", &["박서준"]);
    names("담당자(주무관 박선영, 044-202-3147)", &["박선영"]);
    names("예금주 황지민)으로 송금", &["황지민"]);
    names("고객 이*훈님, 카드 승인", &["이*훈"]);
    // Once beside a role, a name everywhere.
    names("피고 최영서는 불복하였다. 그날 최영서 집에서", &["최영서", "최영서"]);
}

#[test]
fn korean_words_are_no_names() {
    names("배송 완료 고객센터 님", &[]);
    names("진술서\n작성일: 2025. 10. 27.\n환자 주소: 울산", &[]);
    names("신청인 주소와 진료과 전문의, 정형외과 진단명: 골절", &[]);
}

#[test]
fn addresses_in_prose() {
    let address = |text, expected: &[&str]| assert_eq!(found("street-address", text), expected, "{text}");
    address(
        "She lives at 12 Maple Street, Springfield, IL 62701.",
        &["12 Maple Street, Springfield, IL 62701"],
    );
    address("Livrer au 45, rue des Lilas, 75011 Paris svp", &["45, rue des Lilas, 75011 Paris"]);
    address("Send it to Unit 4526 Box 0671\nDPO AP 40902 please", &["Unit 4526 Box 0671\nDPO AP 40902"]);
    address("자택은 서울특별시 강남구 테헤란로 123, 4층입니다", &["서울특별시 강남구 테헤란로 123, 4층"]);
    address("In 2004 Summer Olympics took place; 12 Angry Men is a film.", &[]);
}

#[test]
fn where_something_happened_is_nobodys_address() {
    let text = "사고장소: 서울특별시 강남구 테헤란로 521 앞 노상";
    assert_eq!(found("street-address", text), [] as [&str; 0]);
    assert_eq!(found("event-place", text), ["서울특별시 강남구 테헤란로 521"]);
}

#[test]
fn places_count_and_are_told_of_nobody() {
    assert_eq!(found_from(0, "city", "We moved here from Portugal last year."), ["Portugal"]);
    assert_eq!(found("city", "We moved here from Portugal last year."), [] as [&str; 0]);
}

#[test]
fn an_address_is_told_in_its_parts() {
    let mut parts = Vec::new();
    DETECTOR.with(|detector| {
        let text = "Ship to 12 Maple Street, Springfield, IL 62701";
        read(detector, text, None, &mut Findings::default(), |found| parts.push(found.value.to_string()));
    });
    assert_eq!(parts, ["12 Maple Street", "Springfield", "IL", "62701"]);
}

/// Borders of characters, order, no overlap.
fn check(text: &str) {
    DETECTOR.with(|detector| {
        let mut end = 0;
        for span in spans(detector, text, None, &mut Findings::default()) {
            assert!(span.start >= end && span.start < span.end && span.certainty <= 100);
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            end = span.end;
        }
        read(detector, text, None, &mut Findings::default(), |found| assert!(!found.value.is_empty()));
    });
}

proptest! {
    #[test]
    fn reading_never_panics(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn reading_what_looks_like_people_never_panics(
        text in "(Anne |Roy |Mr\\. |M\\. |J\\.|van der |O'Neil|’s|12 |Main St|, |\\n|: |홍길동|씨|은 |담당자|\\*|○|서울특별시 |강남구 |테헤란로 |\\(|\\PC){0,24}"
    ) {
        check(&text);
    }
}

#[test]
fn what_stands_close_together_is_told_apart() {
    let line = "numéro de sécurité sociale 2 58 07 42 218 045 67. IBAN FR76 3000 6000 0112 3456 7890 189.";
    assert_eq!(found("fr-nir", line), ["2 58 07 42 218 045 67"]);
    assert_eq!(found("iban", line), ["FR76 3000 6000 0112 3456 7890 189"]);
    assert!(found("street-address", line).is_empty());
    names("Contact Jean Martin IBAN FR7630006000011234567890189", &["Jean Martin"]);
    names("Le témoin était Jean-Pierre N'Guessan, de Lyon.", &["Jean-Pierre N'Guessan"]);
}

#[test]
fn where_addresses_begin_and_end() {
    fn street(text: &str) -> Vec<&str> {
        found("street-address", text)
    }
    assert_eq!(
        street("demeurant au 12 bis, avenue du Général-Leclerc, 75014 Paris, tél. 06.12.34.56.78"),
        ["12 bis, avenue du Général-Leclerc, 75014 Paris"]
    );
    assert_eq!(
        street("She lives at Unit 4B, 77 Finch Ave W, North York ON M2N 2H5."),
        ["Unit 4B, 77 Finch Ave W, North York ON M2N 2H5"]
    );
    assert!(street("1 March 2023\n\nDear Mrs Newton\n\nOur records").is_empty());
    assert_eq!(
        street("96 Wendy Walks\nSouthby\nE5 4FU\n\nDear Mrs Newton"),
        ["96 Wendy Walks\nSouthby\nE5 4FU"]
    );
    assert_eq!(
        street("Mrs Newton\nFlat 3, 27 Albany Road\nCardiff\nCF24 3LW"),
        ["Flat 3, 27 Albany Road\nCardiff\nCF24 3LW"]
    );
    assert_eq!(street("ul. Długa 4/7\n80-831 Gdańsk\n"), ["ul. Długa 4/7\n80-831 Gdańsk"]);
    assert_eq!(street("Adresse : 14 rue des Lilas\nCode postal : 35000"), ["14 rue des Lilas"]);
    assert_eq!(
        street("Domicile : 14 rue des Lilas 35000 RENNES\nTéléphone : 06.12.34.56.78"),
        ["14 rue des Lilas 35000 RENNES"]
    );
    assert_eq!(
        street("주소 서울특별시 마포구 성미산로 128, 연락처 010-1234-5678)은 교통사고를 목격"),
        ["서울특별시 마포구 성미산로 128"]
    );
    assert_eq!(
        street("961 CHASE MEWS\nTAYLORSIDE CO 85507   (212) 972-5309\n"),
        ["961 CHASE MEWS\nTAYLORSIDE CO 85507"]
    );
    for region in ["CO", "NY"] {
        let text = format!("Address: 12 Oak Street, Denver, {region} 80014\nI would like two doors.");
        assert_eq!(street(&text), [format!("12 Oak Street, Denver, {region} 80014")]);
    }
    assert_eq!(
        street("서울특별시 강남구 테헤란로 152, 한빛빌딩 31층으로 보내주시면 됩니다"),
        ["서울특별시 강남구 테헤란로 152, 한빛빌딩 31층"]
    );
}

/// Says what it was told to say.
#[derive(Debug)]
struct Model(Vec<(Named, &'static str, u8)>);

impl NamesInProse for Model {
    fn names_in(&self, text: &str) -> Vec<NamedSpan> {
        let span = |(named, name, certainty): &(Named, &str, u8)| {
            let start = text.find(name).unwrap();
            NamedSpan { named: *named, start, end: start + name.len(), certainty: *certainty }
        };
        self.0.iter().map(span).collect()
    }
}

/// What is found with a model that says this: code of the category, what is written, certainty.
fn with_model(said: &[(Named, &'static str, u8)], text: &str) -> Vec<(String, String, u8)> {
    let model = Arc::new(Model(said.to_vec()));
    let detector = Detector::new(Options { names_in_prose: Some(model), ..Options::default() });
    let code = |span: &Span| detector.categories().get(span.category).code.clone();
    let spans = detector.read_text(text);
    spans.iter().map(|span| (code(span), text[span.start..span.end].to_string(), span.certainty)).collect()
}

#[test]
fn a_model_adds_what_no_list_knows() {
    let text = "zorvik melquandt came by yesterday";
    assert!(with_model(&[], text).is_empty());
    let found = with_model(&[(Named::Person, "zorvik melquandt", 100)], text);
    assert_eq!(found, [("person-name".to_string(), "zorvik melquandt".to_string(), 90)]);
    // A place is told of nobody.
    let found = with_model(&[(Named::Place, "melquandt", 100)], text);
    assert_eq!((found[0].0.as_str(), found[0].2 < 50), ("city", true));
}

#[test]
fn an_identifier_overrules_a_model() {
    let text = "write to anne.roy@example.org or call 416-555-1234 today";
    let without = with_model(&[], text);
    assert_eq!(without.len(), 2);
    let said = [(Named::Person, "anne.roy", 100), (Named::Address, "call 416-555", 100)];
    assert_eq!(with_model(&said, text), without);
}

#[test]
fn a_longer_name_of_the_lists_stays_whole() {
    let text = "The order was placed by Emily Johnson and paid by her brother.";
    let without = with_model(&[], text);
    let found = with_model(&[(Named::Person, "Johnson", 100)], text);
    assert_eq!((found[0].1.as_str(), found.len()), ("Emily Johnson", 1));
    assert!(found[0].2 == 90 && without[0].2 < 90);
}

#[test]
fn what_a_model_calls_a_person_is_looked_at() {
    let none: [(String, String, u8); 0] = [];
    assert_eq!(
        with_model(&[(Named::Person, "Zorvik Holdings Inc.", 100)], "by Zorvik Holdings Inc. now"),
        none
    );
    assert_eq!(with_model(&[(Named::Person, "x1", 100)], "unit x1 is down"), none);
    let found = with_model(&[(Named::Person, "길동은", 90)], "어제 길동은 왔다");
    assert_eq!(found.len(), 1);
}

#[test]
fn an_address_of_a_model_may_hold_its_postal_code() {
    let text = "lives at Zorvikweg neun, M5V 2T6 since May";
    let found = with_model(&[(Named::Address, "Zorvikweg neun, M5V 2T6", 90)], text);
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("street-address", "Zorvikweg neun, M5V 2T6"));
}

/// Says that whatever it is told is a name, borders of characters or not.
#[derive(Debug)]
struct Wild(Vec<(usize, usize)>);

impl NamesInProse for Wild {
    fn names_in(&self, _: &str) -> Vec<NamedSpan> {
        let span = |(start, end): &(usize, usize)| NamedSpan {
            named: Named::Person,
            start: *start,
            end: *end,
            certainty: 99,
        };
        self.0.iter().map(span).collect()
    }
}

proptest! {
    #[test]
    fn a_model_that_errs_breaks_nothing(
        text in "(Anne |Roy |홍길동|é|010-1234-5678|\\PC){0,16}",
        said in proptest::collection::vec((0usize..80, 0usize..90), 0..6)
    ) {
        let options = Options { names_in_prose: Some(Arc::new(Wild(said))), ..Options::default() };
        let mut end = 0;
        for span in Detector::new(options).read_text(&text) {
            prop_assert!(span.start >= end && span.start < span.end && span.certainty <= 100);
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            end = span.end;
        }
    }
}
