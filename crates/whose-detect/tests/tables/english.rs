use super::{Source, run, run_in_steps, same};
use whose_detect::Options;
use whose_model::client::ClientKey;
use whose_model::record::TableKind;

const MANIFEST: &str = "
    tracking_no      | ship_date  | recipient_name    | addr1          | addr2  | city        | prov | postal_code | email              | phone        | product
    1000000000000001 | 2018-05-01 | Anne Roy          | 12 Main St     | Apt 4  | Toronto     | ON   | M5V 2T6     | ~                  | ~            | Blue shirt
    1000000000000002 | 2018-05-02 | LEE, PAUL         | PO Box 9       | ~      | Moncton     | NB   | E1C4Z6      | paul@example.org   | 506-555-0123 | Green tea
    1000000000000003 | 2018-05-03 | Maple Books Inc.  | 99 King Street | ~      | Kingston    | ON   | K7L 1A1     | info@example.com   | ~            | Desk lamp
    1000000000000004 | 2018-05-04 | Maple Toys Ltd    | 5 Oak Ave      | ATTN: Susan Clark | Ottawa | ON | K1A 0B1     | ~                  | ~            | Lamp
    1000000000000005 | 2018-05-05 | N/A               | 7 Pine Rd      | ~      | Ottawa      | ON   | K1A 0B1     | ~                  | ~            | Lamp
";

#[test]
fn a_shipping_manifest() {
    let out = run(&Source::rows(MANIFEST));
    same(
        &out.layout(),
        "tracking_no: record-number
         ship_date: event-date
         recipient_name: person-name recipient
         addr1: street-address recipient
         addr2: street-address recipient
         city: city recipient
         prov: region recipient
         postal_code: postcode recipient
         email: email recipient
         phone: phone recipient",
    );
    same(
        &out.mentions(),
        "1 recipient - 2018-05-01 record-number=1000000000000001; event-date=2018-05-01; person-name=Anne Roy; \
         street-address=12 Main St, Apt 4; city=Toronto; region=ON; postcode=M5V2T6
         2 recipient - 2018-05-02 record-number=1000000000000002; event-date=2018-05-02; person-name=LEE, PAUL; \
         street-address=PO Box 9; city=Moncton; region=NB; postcode=E1C4Z6; email=paul@example.org; phone=+15065550123
         4 contact - 2018-05-04 record-number=1000000000000004; event-date=2018-05-04; street-address=5 Oak Ave; \
         person-name=Susan Clark; city=Ottawa; region=ON; postcode=K1A0B1",
    );
}

/// Who orders a payment is the client, and its account none of those who are paid.
const PAYMENTS: &str = "
    on behalf of   | bank account on behalf of | value date | bank account           | name     | memo  | amount
    Acme Logistics | DE89370400440532013000    | 2023-11-28 | GB82WEST12345698765432 | Anne Roy | PAY 1 | 0000108734
    Acme Logistics | DE89370400440532013000    | 2023-11-28 | FR7630006000011234567890189 | Paul Lee | PAY 2 | 0000349974
";

#[test]
fn who_orders_a_payment_is_the_client() {
    let out = run(&Source::rows(PAYMENTS));
    assert!(!out.mentions().contains("DE89370400440532013000"), "{}", out.mentions());
    assert!(out.mentions().lines().all(|line| line.contains(" Acme Logistics ")), "{}", out.mentions());
    assert!(out.mentions().contains("iban=GB82WEST12345698765432"), "{}", out.mentions());
}

#[test]
fn clients_by_column_and_by_folder() {
    let keys = || Options {
        client_keys: vec![
            ClientKey { key: "0007023210".into(), client: "Maple".into() },
            ClientKey { key: "cedar".into(), client: "Cedar".into() },
        ],
        ..Options::default()
    };
    let text = "acct | name | postal\n 7023210 | Anne Roy | M5V 2T6\n 0007023210 | Paul Lee | K7L 1A1";
    let out = run_in_steps(&Source::rows(text), keys(), 10);
    same(&out.layout(), "acct: client-key\nname: person-name\npostal: postcode");
    assert!(out.mentions().lines().all(|line| line.contains(" 0007023210 ")), "{}", out.mentions());
    let text = "name | postal\n Anne Roy | M5V 2T6";
    let out = run_in_steps(
        &Source { place: "disk/Cedar/2018.zip!/may.csv", table: "", kind: TableKind::Rows, text },
        keys(),
        10,
    );
    same(&out.mentions(), "1 unknown cedar - person-name=Anne Roy; postcode=M5V2T6");
}

#[test]
fn split_names_and_birth() {
    let out = run(&Source {
        place: "hr.sql",
        table: "employees",
        kind: TableKind::Rows,
        text: "emp_no | birth_date | first_name | middle_name | last_name | gender | hire_date
               10001  | 1953-09-02 | Georgi     | A.          | Facello   | M      | 1986-06-26
               10002  | 1964-06-02 | Bezalel    | ~           | Simmel    | F      | 1985-11-21",
    });
    same(
        &out.layout(),
        "emp_no: customer-number employee
         birth_date: birth-date employee
         first_name: given-name employee
         middle_name: given-name employee
         last_name: family-name employee
         gender: sex employee
         hire_date: event-date",
    );
    same(
        &out.mentions(),
        "1 employee - 1986-06-26 customer-number=10001; birth-date=1953-09-02; given-name=Georgi A.; family-name=Facello; sex=M; \
         event-date=1986-06-26
         2 employee - 1985-11-21 customer-number=10002; birth-date=1964-06-02; given-name=Bezalel; family-name=Simmel; sex=F; \
         event-date=1985-11-21",
    );
}

#[test]
fn names_that_no_list_knows() {
    let out =
        run(&Source::rows("full_name\nZvorkan Qelth\nIbbolo Wrannick\nTresk Uvanno-Pryl\nOksel D'Hwarr"));
    assert_eq!(out.detected.mentions, 4);
}

#[test]
fn areas_that_are_hidden_are_of_north_america() {
    same(
        &run(&Source::rows(
            "customer_name | phone          | zip
             A*** R**      | (***) ***-5874 | 891**
             P*** L**      | (***) ***-7628 | 435**",
        ))
        .mentions(),
        "1 customer - - person-name=A*** R**; phone=+1******5874; postcode=891**
         2 customer - - person-name=P*** L**; phone=+1******7628; postcode=435**",
    );
}
