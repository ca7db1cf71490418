//! What people write beside columns and in lines: notes, logs, letters.

use super::{Source, run, same};
use whose_model::record::TableKind;

fn lines(text: &str) -> String {
    let text = format!("text\n{text}");
    run(&Source { place: "disk/notes.txt", table: "", kind: TableKind::Text, text: &text }).mentions()
}

#[test]
fn somebody_else_in_a_customers_note_is_somebody_else() {
    same(
        &run(&Source::rows(
            "cust_nm      | phone        | memo
             Luc Tremblay | 416-555-1234 | Mr. Tremblay called, asked for a refund
             Luc Tremblay | 416-555-1234 | spoke with his wife Anne Gagnon, call her at 613-555-0199
             Luc Tremblay | 416-555-1234 | TREMBLAY, LUC (luc@example.org) confirmed",
        ))
        .mentions(),
        "1 customer - - person-name=Luc Tremblay; phone=+14165551234; person-name=Tremblay
         2 customer - - person-name=Luc Tremblay; phone=+14165551234
         2 unknown - - person-name=Anne Gagnon; phone=+16135550199
         3 customer - - person-name=Luc Tremblay; phone=+14165551234; person-name=TREMBLAY, LUC; email=luc@example.org",
    );
}

#[test]
fn a_company_beside_a_note_is_nobody() {
    same(
        &run(&Source::rows(
            "logger      | msg
             Maple Books | Order 7 placed by Anne Roy <anne@example.org> for Paul Lee (paul@example.org)
             Maple Books | Order 8 placed by June Wilson <june@example.org> tel (0151)4960263",
        ))
        .mentions(),
        "1 unknown - - person-name=Anne Roy; email=anne@example.org
         1 unknown - - person-name=Paul Lee; email=paul@example.org
         2 unknown - - person-name=June Wilson; email=june@example.org; phone=+441514960263",
    );
}

#[test]
fn pairs_of_keys_and_values_are_one_person() {
    same(
        &lines(
            "2024-05-01 10:00:01 INFO updateCustomer id=7 firstName=Anne lastName=Roy email=anne@example.org status=OK
             2024-05-01 10:00:02 INFO updateCustomer email=paul@example.org firstName=paul lastName=null",
        ),
        "1 unknown - 2024-05-01 given-name=Anne; family-name=Roy; email=anne@example.org
         2 unknown - 2024-05-01 email=paul@example.org; given-name=paul",
    );
}

#[test]
fn half_a_name_in_a_line_tells_nobody_who_it_is() {
    same(
        &lines(
            "Agent: Thanks Brian. And your postcode?
             Ms. Ellis disputes the charge
             Ms. Ellis (ellis@example.org) disputes the charge
             Hamilton, David called again",
        ),
        "3 unknown - - person-name=Ellis; email=ellis@example.org
         4 unknown - - person-name=Hamilton, David",
    );
}

#[test]
fn what_stands_by_a_signature_is_of_whoever_signed() {
    same(
        &run(&Source {
            place: "disk/in.mbox",
            table: "",
            kind: TableKind::Mail,
            text: "From | body
                   Anne Roy <anne@example.org> | My parcel is lost. Please call 416-555-1234. Regards, Anne Roy, 12 Main St, Toronto ON M5V 2T6",
        })
        .mentions(),
        "1 author - - person-name=Anne Roy; email=anne@example.org; phone=+14165551234; street-address=12 Main St; city=Toronto; \
         region=ON; postcode=M5V 2T6",
    );
}

#[test]
fn short_names_of_columns() {
    same(
        &run(&Source::rows(
            "NO_CLI | NOM_CLI | PREN_CLI | ADR_1       | CD_POST | HPHONE                | DT_NAIS
             400001 | ROY     | ANNE     | 12 RUE HAUTE | G1R 2A1 | 749-947-0528x9576 | 19660602
             400002 | GAGNON  | LUC      | 9 RUE BASSE | G1R 2A2 | (08504) 66116 | 19710102",
        ))
        .mentions(),
        "1 customer - - customer-number=400001; family-name=ROY; given-name=ANNE; street-address=12 RUE HAUTE; postcode=G1R2A1; \
         phone=+17499470528; birth-date=1966-06-02
         2 customer - - customer-number=400002; family-name=GAGNON; given-name=LUC; street-address=9 RUE BASSE; postcode=G1R2A2; \
         phone=0850466116; birth-date=1971-01-02",
    );
}

#[test]
fn two_family_names_are_one_persons() {
    same(
        &run(&Source::rows(
            "nombre | apellido_paterno | apellido_materno | total
             Ana    | García           | López            | 3
             Luis   | Pérez            | Ruiz             | 4
             합계   |                  |                  | 7",
        ))
        .mentions(),
        "1 unknown - - given-name=Ana; family-name=García López
         2 unknown - - given-name=Luis; family-name=Pérez Ruiz",
    );
}

#[test]
fn streets_and_towns_of_a_letter_are_no_people() {
    same(
        &lines(
            "Charlotte Lucas
             avenue Margot Rolland
             1032 Houston Ford
             Lake Jane ON  K1A 0B1
             Charles Hill",
        ),
        "1 unknown - - person-name=Charlotte Lucas
         5 unknown - - person-name=Charles Hill",
    );
}

#[test]
fn what_stands_in_a_form_is_the_patients_and_not_the_doctors() {
    same(
        &lines(
            "Patient: Morwenna Chatterjee⏎GP: Dr P Wakefield⏎Date of birth: 24/01/1964⏎Telephone: 07845 511381⏎Diagnosis: J45.9
             NHS No: 943 476 5919⏎Consultant: Dr Bronwen Pritchard⏎Patient: Judith Ackroyd⏎Diagnosis: Acute kidney injury (N17.9)
             Patient: Zvqork Melquandt⏎Diagnosis: Community acquired pneumonia⏎Consultant: Dr Anne Roy, 01865 712345
             Betr.: Pat. Weber, Heike, geb. 09.11.1952⏎⏎Diagnosen: Vorhofflimmern (I48.9)⏎⏎Oberarzt Dr. Paul Lang",
        ),
        "1 patient - - person-name=Morwenna Chatterjee; birth-date=1964-01-24; phone=07845511381; diagnosis=J45.9
         1 practitioner - - person-name=P Wakefield
         2 patient - - uk-nhs-number=9434765919; person-name=Judith Ackroyd; diagnosis=N17.9
         2 practitioner - - person-name=Bronwen Pritchard
         3 patient - - person-name=Zvqork Melquandt; diagnosis=Community acquired pneumonia
         3 practitioner - - person-name=Anne Roy; phone=+441865712345
         4 patient - - person-name=Weber, Heike; birth-date=1952-11-09; diagnosis=I48.9
         4 practitioner - - person-name=Paul Lang",
    );
}

#[test]
fn what_stands_behind_the_role_of_a_party_is_theirs() {
    same(
        &lines(
            "(사업주) 대표자: 한도윤 (서명)⏎(근로자) 주소: 서울특별시 강남구 테헤란로 152⏎연락처: 010-1234-5678⏎성명: 서민경 (서명)",
        ),
        "1 unknown - - person-name=한도윤
         1 unknown - - region=서울특별시; city=강남구; street-address=테헤란로 152; mobile=+821012345678; person-name=서민경",
    );
}

#[test]
fn dates_in_texts_follow_the_others_of_their_source() {
    same(
        &lines(
            "Name: Anne Roy⏎Date of birth: 05/12/1939
             Name: Paul Lee⏎Date of birth: 28/12/1951",
        ),
        "1 unknown - - person-name=Anne Roy; birth-date=1939-12-05
         2 unknown - - person-name=Paul Lee; birth-date=1951-12-28",
    );
    same(
        &lines("Name: Anne Roy⏎Postcode: LS5 3DP⏎Date of birth: 05/12/1939"),
        "1 unknown - - person-name=Anne Roy; postcode=LS53DP; birth-date=1939-12-05",
    );
}
