use super::{Source, keys_of, run, same};
use whose_model::record::TableKind;

const ACCIDENTS: &str = "
    접수번호     | 사고일시         | 사고장소                 | 차량번호  | 운전자명 | 운전자연락처   | 피보험자명 | 주민등록번호    | 처리상태
    A2011-000123 | 2011-03-05 14:05 | 서울 강남구 테헤란로     | 12가3456  | 홍길동   | 010-2345-6789  | 김민준     | 800101-1****** | 완료
    A2011-000124 | 2011-03-06 09:10 | 부산 해운대구 우동       | 34나5678  | 이서연   | 011-234-5678   | 이서연     | 850202-2****** | 접수
    A2011-000125 | 2011-03-07 23:59 | 대전 유성구 봉명동       | 56다7890  | 박*수    | 010-****-4321  | 최지우     | 790303-1****** | 완료
";

#[test]
fn two_people_of_an_accident() {
    let out =
        run(&Source { place: "backup/accident.csv", table: "", kind: TableKind::Rows, text: ACCIDENTS });
    same(
        &out.layout(),
        "접수번호: record-number
         사고일시: event-date
         사고장소: event-place
         차량번호: plate
         운전자명: person-name driver
         운전자연락처: mobile driver
         피보험자명: person-name insured
         주민등록번호: kr-resident-number insured",
    );
    let first: String = out.mentions().lines().take(2).map(|line| format!("{line}\n")).collect();
    same(
        &first,
        "1 driver - 2011-03-05 record-number=A2011000123; event-date=2011-03-05; event-time=14:05; event-place=서울 강남구 테헤란로; \
         plate=12가3456; person-name=홍길동; mobile=+821023456789
         1 insured - 2011-03-05 record-number=A2011000123; event-date=2011-03-05; event-time=14:05; event-place=서울 강남구 테헤란로; \
         plate=12가3456; person-name=김민준; kr-resident-number=800101-1******",
    );
}

#[test]
fn an_insured_who_drove_is_the_driver_too() {
    let out = run(&Source::rows(
        "접수번호     | 피보험자명 | 피보험자휴대폰 | 운전자명 | 운전자휴대폰  | 운전자관계 | 메모
         A2011-000123 | 홍길동     | 010-2345-6789  |          |               | 본인       | 홍길동님 후진 중 접촉, 렌트 안내함
         A2011-000124 | 김민준     | 010-9876-5432  | 이서연   | 011-234-5678  | 배우자     |
         A2011-000125 | 최지우     | 010-3333-4444  |          |               | 지인       | 현장 도착 전 쌍방 합의, 출동 취소",
    ));
    let people: Vec<String> = out
        .mentions()
        .lines()
        .map(|line| line.split(';').take(2).collect::<String>().replace("record-number=", ""))
        .collect();
    assert_eq!(
        people,
        [
            "1 insured - - A2011000123 person-name=홍길동",
            "1 driver - - A2011000123 person-name=홍길동",
            "2 insured - - A2011000124 person-name=김민준",
            "2 driver - - A2011000124 person-name=이서연",
            "3 insured - - A2011000125 person-name=최지우",
        ]
    );
}

#[test]
fn masks_are_reported_with_their_rule() {
    let out = run(&Source::rows(ACCIDENTS));
    let resident =
        out.detected.layouts.iter().find(|row| row.column_name == "주민등록번호").expect("the column");
    assert_eq!((resident.values, resident.found, resident.masked), (3, 3, 3));
    assert_eq!(resident.mask_rule.as_deref(), Some("######-#******"));
    let phone =
        out.detected.layouts.iter().find(|row| row.column_name == "운전자연락처").expect("the column");
    assert_eq!((phone.masked, phone.mask_rule.as_deref()), (1, Some("###-****-####")));
}

#[test]
fn addresses_on_one_line() {
    let out = run(&Source::rows(
        "고객명   | 휴대폰        | 주소                                   | 가입일
         홍길동   | 01023456789   | (06234) 서울특별시 강남구 테헤란로 123, 4층 | 20110305
         김민준   | 01098765432   | 경기 성남시 분당구 정자동 12-3 101동 202호 | 20110306",
    ));
    same(
        &out.layout(),
        "고객명: person-name customer
         휴대폰: mobile customer
         주소: street-address customer
         가입일: event-date",
    );
    same(
        &out.mentions(),
        "1 customer - 2011-03-05 person-name=홍길동; mobile=+821023456789; street-address=테헤란로 123, 4층; city=강남구; \
         region=서울특별시; postcode=06234; event-date=2011-03-05
         2 customer - 2011-03-06 person-name=김민준; mobile=+821098765432; street-address=정자동 12-3 101동 202호; \
         city=성남시 분당구; region=경기; event-date=2011-03-06",
    );
}

#[test]
fn without_header() {
    let out = run(&Source {
        place: "a.txt",
        table: "",
        kind: TableKind::RowsWithoutHeader,
        text: "1 | 2 | 3 | 4
               1 | 홍길동 | 010-2345-6789 | 서울특별시 강남구 테헤란로 123
               2 | 김민준 | 010-9876-5432 | 경기 성남시 분당구 정자동 12-3
               3 | 이서연 | 010-1111-2222 | 부산광역시 해운대구 우동 77
               4 | 박지훈 | 010-3333-4444 | 대전광역시 유성구 대학로 99",
    });
    same(&out.layout(), "2: person-name\n3: mobile\n4: street-address");
}

#[test]
fn the_policy_number_is_neither_card_nor_the_record_own_number() {
    let out = run(&Source::rows(
        "accept_no        | policy_no        | acdt_date  | insured_name | insured_tel   | memo
         2007010200001046 | 4111111111111111 | 2007-01-02 | 백종훈       | 010-6192-7939 | 증권번호 4111111111111111 확인
         2007010200001079 | 4242424242424242 | 2007-01-02 | 김상호       | 01040700417   | 접수 4242424242424242 완료 후 재통화
         2007010200001103 | 5555555555554444 | 2007-01-03 | 강미숙       | 11-691-9599   | 카드 5555555555554444 로 결제",
    ));
    same(
        &out.layout(),
        "accept_no: record-number
         acdt_date: event-date
         insured_name: person-name insured
         insured_tel: mobile insured
         memo: free-text",
    );
    assert_eq!(out.mentions().matches("card=").count(), 1);
    assert_eq!(out.mentions().matches("mobile=+82").count(), 3);
}

#[test]
fn one_record_has_one_key_with_its_day_and_without() {
    let export = keys_of("접수번호 | 사고일자 | 운전자명\n 2010010100065930 | 2010-01-01 | 김광현");
    let list = keys_of("접수번호 | 운전자명 | 운전자 휴대폰\n 2010-0101-0006-5930 | 김*현 | 010-2069-6904");
    assert_eq!(export, list);
    let monday = keys_of("접수번호 | 사고일자 | 운전자명\n A-000017 | 2010-01-04 | 김광현");
    let tuesday = keys_of("접수번호 | 사고일자 | 운전자명\n A-000017 | 2010-01-05 | 이서연");
    assert_ne!(monday, tuesday);
}
