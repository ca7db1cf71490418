use super::{Source, run, same};
use whose_model::record::TableKind;

#[test]
fn a_ship_notice() {
    let out = run(&Source {
        place: "in/856.edi",
        table: "856",
        kind: TableKind::Segments,
        text: "ISA.06   | BSN.02 | DTM[011].02 | REF[2I].02 | N1[SF].02 | N1[ST].02    | N3[ST].01     | N4[ST].01 | N4[ST].02 | N4[ST].03 | PER[ST].02   | PER[ST].TE
               CPCMAPLE | S1     | 20180501    | T1         | 1::Maple Inc | 2::Anne Roy | 2::12 Main St | 2::Toronto | 2::ON | 2::M5V2T6 | ~            | 2::4165550123
               CPCMAPLE | S2     | 20180502    | T2         | 1::Maple Inc | 2::Cedar Ltd | 2::9 Oak Ave | 2::Ottawa | 2::ON | 2::K1A0B1 | 2::Paul Lee | 2::6135550199",
    });
    same(
        &out.mentions(),
        "1 recipient CPCMAPLE 2018-05-01 event-date=2018-05-01; record-number=T1; person-name=Anne Roy; street-address=12 Main St; \
         city=Toronto; region=ON; postcode=M5V2T6; phone=+14165550123
         2 contact CPCMAPLE 2018-05-02 event-date=2018-05-02; record-number=T2; street-address=9 Oak Ave; city=Ottawa; region=ON; \
         postcode=K1A0B1; person-name=Paul Lee; phone=+16135550199",
    );
}

#[test]
fn a_transport_order() {
    let out = run(&Source {
        place: "in/iftmin.edi",
        table: "IFTMIN",
        kind: TableKind::Segments,
        text: "UNB.S002.1 | BGM.1004 | DTM[137].C507.2 | NAD[CN].C080.1 | NAD[CN].C059.1 | NAD[CN].3164 | NAD[CN].3251 | COM[CN].EM
               5412345    | W1       | 201805011405    | 3::LUC GAGNON  | 3::4 RUE HAUTE | 3::QUEBEC    | 3::G1R 2A1   | 3::luc@exemple.ca",
    });
    same(
        &out.mentions(),
        "1 recipient 5412345 2018-05-01 record-number=W1; event-date=2018-05-01; event-time=14:05; person-name=LUC GAGNON; \
         street-address=4 RUE HAUTE; city=QUEBEC; postcode=G1R2A1; email=luc@exemple.ca",
    );
}

#[test]
fn a_tree_with_several_people_per_record() {
    let out = run(&Source {
        place: "a.json",
        table: "",
        kind: TableKind::Paths,
        text: "order/id | order/people[]/name      | order/people[]/email      | order/tags[]
               O-1      | 1::Anne Roy              | 1::anne@example.org       | 3::red
               O-2      | 2::Paul Lee              | ~                         | 4::blue",
    });
    same(
        &out.mentions(),
        "1 unknown - - record-number=O1; person-name=Anne Roy; email=anne@example.org
         2 unknown - - record-number=O2; person-name=Paul Lee",
    );
}

#[test]
fn several_names_and_addresses_of_one_person_and_of_several() {
    let out = run(&Source {
        place: "patients.json",
        table: "entry[]",
        kind: TableKind::Paths,
        text: "name[]/family[]  | name[]/given[]   | address[]/line[] | address[]/city | telecom[]/value
               1::Roy && 2::Bell | 1::Anne && 2::Anne | 3::12 Main St     | 3::Toronto     | 4::416-555-0142
               1::Lee            | 1::Paul            | 2::9 Elm Ave      | 2::Ottawa      | 3::416-555-0143",
    });
    assert_eq!(out.detected.mentions, 2, "{}", out.mentions());
    let out = run(&Source {
        place: "orders.json",
        table: "order[]",
        kind: TableKind::Paths,
        text: "id  | addresses[]/recipient_name | addresses[]/street
               O-1 | 1::Anne Roy && 2::Zoe Bell | 1::12 Main St && 2::7 Oak Rd
               O-2 | 3::Paul Lee                | 3::9 Elm Ave",
    });
    assert_eq!(out.detected.mentions, 3, "{}", out.mentions());
}

#[test]
fn a_manifest_tree() {
    let out = run(&Source {
        place: "manifest.xml",
        table: "",
        kind: TableKind::Paths,
        text: "manifest/mailed-by | shipment/delivery-spec/destination/name | shipment/delivery-spec/destination/address-details/address-line-1 | shipment/delivery-spec/destination/address-details/city | shipment/delivery-spec/destination/address-details/postal-zip-code | shipment/delivery-spec/sender/company
               7023210 | Anne Roy | 12 Main St | Toronto | M5V2T6 | Maple Books
               7023210 | Paul Lee | 5 Oak Ave  | Ottawa  | K1A0B1 | Maple Books",
    });
    same(
        &out.mentions(),
        "1 recipient 7023210 - person-name=Anne Roy; street-address=12 Main St; city=Toronto; postcode=M5V2T6
         2 recipient 7023210 - person-name=Paul Lee; street-address=5 Oak Ave; city=Ottawa; postcode=K1A0B1",
    );
}

#[test]
fn a_mail() {
    let out = run(&Source {
        place: "a.eml",
        table: "",
        kind: TableKind::Mail,
        text: "From | To | Date | body
               Anne Roy <anne@example.org> | \"Lee, Paul\" <paul@example.org>, sue@example.org | 2018-05-01T10:00 | see you",
    });
    same(
        &out.mentions(),
        "1 author - 2018-05-01 person-name=Anne Roy; email=anne@example.org; event-date=2018-05-01; event-time=10:00
         1 recipient - 2018-05-01 person-name=Lee, Paul; email=paul@example.org; event-date=2018-05-01; event-time=10:00
         1 recipient - 2018-05-01 email=sue@example.org; event-date=2018-05-01; event-time=10:00",
    );
}

#[test]
fn text_and_logs() {
    let out = run(&Source {
        place: "app.log",
        table: "",
        kind: TableKind::Text,
        text: "text
               2018-05-01 10:00:01 INFO started in 1200 ms
               2018-05-01 10:00:02 WARN login failed for jane.doe@example.org
               성명: 홍길동 연락처 010-2345-6789
               build 4111222233334444 id 7f3a",
    });
    same(
        &out.mentions(),
        "2 unknown - 2018-05-01 email=jane.doe@example.org
         3 unknown - - person-name=홍길동; mobile=+821023456789",
    );
}
