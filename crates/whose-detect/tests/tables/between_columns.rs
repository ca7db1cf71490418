//! Tables in other languages, numbers in several columns, and who a column is about.

use super::{Source, run, same};

#[test]
fn one_number_in_several_columns() {
    let out = run(&Source::rows(
        "고객명 | 영문성명 | 주민번호1 | 주민번호2 | 이메일1 | 이메일2 | 휴대폰1 | 휴대폰2 | 휴대폰3
         홍길동 | HONG GILDONG | 800203 | 1****** | hong | naver.com | 010 | 2345 | 6789
         김민준 | KIM MINJUN | 751231 | 2****** | minjun | daum.net | 010 | 3456 | 7890
         이서연 | LEE SEOYEON | 690514 | 2****** | ~ | ~ | 010 | 4567 | ****
         박지훈 | PARK JIHO | 881108 | 1****** | jihun | gmail.com | 02 | 345 | 6789",
    ));
    same(
        &out.layout(),
        "고객명: person-name customer
         영문성명: person-name customer
         주민번호1: kr-resident-number customer
         주민번호2: kr-resident-number customer
         이메일1: email customer
         이메일2: email customer
         휴대폰1: mobile customer
         휴대폰2: mobile customer
         휴대폰3: mobile customer",
    );
    same(
        &out.mentions(),
        "1 customer - - person-name=홍길동; kr-resident-number=800203-1******; email=hong@naver.com; mobile=+821023456789
         2 customer - - person-name=김민준; kr-resident-number=751231-2******; email=minjun@daum.net; mobile=+821034567890
         3 customer - - person-name=이서연; kr-resident-number=690514-2******; mobile=+82104567****
         4 customer - - person-name=박지훈; kr-resident-number=881108-1******; email=jihun@gmail.com; phone=+8223456789",
    );
}

#[test]
fn other_languages_by_their_headers() {
    let german = run(&Source::rows(
        "Kundennr | Anrede | Vorname | Nachname | Straße | PLZ | Ort | Telefon | Geburtsdatum
         40001 | Herr | Karl | Schmidt | Hauptstraße 3 | 50667 | Köln | 0221 1234567 | 03.02.1980
         40002 | Frau | Anna | Fischer | Am Markt 12 | 20095 | Hamburg | 040 7654321 | 25.12.1975",
    ));
    same(
        &german.layout(),
        "Kundennr: customer-number customer
         Vorname: given-name customer
         Nachname: family-name customer
         Straße: street-address customer
         PLZ: postcode customer
         Ort: city customer
         Telefon: phone customer
         Geburtsdatum: birth-date customer",
    );
    let japanese = run(&Source::rows(
        "顧客番号 | 氏名 | フリガナ | 生年月日 | 郵便番号 | 住所 | 電話番号
         1001 | 佐藤 健 | サトウ ケン | 1980/02/03 | 160-0023 | 東京都新宿区西新宿2-8-1 | 03-1234-5678
         1002 | 鈴木 花子 | スズキ ハナコ | 1975/12/25 | 530-0001 | 大阪府大阪市北区梅田1-1-3 | 06-1234-5678",
    ));
    same(
        &japanese.layout(),
        "顧客番号: customer-number customer
         氏名: person-name customer
         フリガナ: person-name customer
         生年月日: birth-date customer
         郵便番号: postcode customer
         住所: street-address customer
         電話番号: phone customer",
    );
    assert!(
        japanese.mentions().contains("person-name=佐藤 健; person-name=サトウ ケン;"),
        "{}",
        japanese.mentions()
    );
    let dutch = run(&Source::rows(
        "Lidnr | Voorletters | Tussenvoegsel | Achternaam | Geboortedatum
         401 | J. | van der | Berg | 03-02-1980
         402 | A.M. | ~ | Jansen | 25-12-1975
         403 | P. | de | Boer | 14-06-1969",
    ));
    same(
        &dutch.mentions(),
        "1 unknown - - given-name=J.; family-name=van der Berg; birth-date=1980-02-03
         2 unknown - - given-name=A.M.; family-name=Jansen; birth-date=1975-12-25
         3 unknown - - given-name=P.; family-name=de Boer; birth-date=1969-06-14",
    );
    let icelandic = run(&Source::rows(
        "Nafn | Kennitala | Heimilisfang | Póstnúmer | Sími | Netfang
         Anna Jónsdóttir | 120785-2309 | Laugavegur 12 | 101 | 555-1234 | anna@example.is
         Jón Karlsson | 010190-2079 | Hafnargata 3 | 230 | 555-4321 | jon@example.is",
    ));
    same(
        &icelandic.layout(),
        "Nafn: person-name
         Kennitala: is-kennitala
         Heimilisfang: street-address
         Sími: phone
         Netfang: email",
    );
}

#[test]
fn what_follows_a_contact_is_of_whom_the_row_is_about() {
    let out = run(&Source::rows(
        "emp_id | full_name | manager | manager_phone | ssn | bank_account
         E001 | Anne Roy | Paul Lee | 416-555-0123 | 536-22-1234 | 12345678901
         E002 | Susan Clark | Paul Lee | 416-555-0123 | 519-31-9876 | 12345678902",
    ));
    assert!(out.layout().contains("manager_phone: phone contact"), "{}", out.layout());
    for line in out.mentions().lines().filter(|line| line.contains(" contact ")) {
        assert!(!line.contains("ssn") && !line.contains("bank-account"), "{line}");
    }
}

#[test]
fn days_of_many_decades_beside_names_are_days_of_birth() {
    let mut text = "name | d1 | d2\n".to_string();
    for number in 0..12 {
        text.push_str(&format!(
            "Anne Roy | {}-03-0{} | 2021-05-1{}\n",
            1950 + number * 4,
            number % 9 + 1,
            number % 9
        ));
    }
    assert_eq!(run(&Source::rows(&text)).layout(), "name: person-name\nd1: birth-date\nd2: event-date\n");
    let founded = text.replace("name | d1", "name | shipped_at");
    assert!(!run(&Source::rows(&founded)).layout().contains("birth-date"));
}
