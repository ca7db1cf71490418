use super::{is_labelled_shipment, spans};
use crate::detector::{Detector, Options};
use crate::scan::Findings;

#[test]
fn numbers_of_parcels() {
    for before in ["label printed pin=", "Tracking no: ", "parcel ", "colis #"] {
        assert!(is_labelled_shipment(before), "{before}");
    }
    for before in ["card ", "paid with ", "pin=12 card=", ""] {
        assert!(!is_labelled_shipment(before), "{before}");
    }
}

/// What is found of a category and is told of a person.
fn found<'t>(category: &str, text: &'t str) -> Vec<&'t str> {
    let detector = Detector::new(Options::default());
    let spans = spans(&detector, text, &mut Findings::default());
    let told = spans.iter().filter(|span| span.certainty >= 50);
    told.filter(|span| detector.categories().get(span.category).code == category)
        .map(|span| &text[span.start..span.end])
        .collect()
}

#[test]
fn names_in_prose() {
    let found = |text| found("person-name", text);
    assert_eq!(found("성명: 홍길동 연락처 010-1234-5678"), ["홍길동"]);
    assert_eq!(found("홍길동 씨가 방문, 김민준님께 안내"), ["홍길동", "김민준"]);
    assert_eq!(found("Name: Anne Roy, spoke with Mr. Paul Lee today"), ["Anne Roy", "Paul Lee"]);
    assert_eq!(found("Bonjour Mme Gagnon"), ["Gagnon"]);
    assert_eq!(found("name: eth0 driver: nouveau"), [] as [&str; 0]);
    assert_eq!(found("배송 완료 고객센터 님"), [] as [&str; 0]);
}
