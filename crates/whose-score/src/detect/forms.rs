//! Every form of identifier that must be told, whole and with a part hidden: found as what it is, and as nothing else.

use whose_detect::Detector;

use super::Line;

/// A finding of this certainty or more counts.
const TOLD: u8 = 50;

/// Text with one value, and the code of its category. All values are made up.
type Form = (&'static str, &'static str);

/// Whole values.
const FULL: [Form; 52] = [
    ("주민등록번호 800101-1234567", "kr-resident-number"),
    ("주민번호 8001011234567", "kr-resident-number"),
    ("주민등록번호: 210315-3456789", "kr-resident-number"),
    ("외국인등록번호 920715-6238941", "kr-foreigner-number"),
    ("여권번호 M12345678", "passport"),
    ("여권번호: M123A4567", "passport"),
    ("운전면허번호 11-07-123456-78", "driver-licence"),
    ("면허번호: 서울 07-123456-78", "driver-licence"),
    ("사업자등록번호 123-45-67891", "kr-business-number"),
    ("법인등록번호 110111-0006246", "kr-corporate-number"),
    ("차량번호 12가3456", "plate"),
    ("차량 123가4567", "plate"),
    ("차량번호 서울12가3456", "plate"),
    ("휴대폰 010-1234-5678", "mobile"),
    ("연락처 011-234-5678", "mobile"),
    ("연락처 +82-10-1234-5678", "mobile"),
    ("전화 02-123-4567", "phone"),
    ("고객센터 1588-1234", "phone"),
    ("국민은행 123456-12-123456", "bank-account"),
    ("신한은행 계좌 110-123-456789", "bank-account"),
    ("건강보험증번호 1-2840193756", "kr-health-insurance-number"),
    ("개인통관고유부호 P123456789012", "kr-customs-code"),
    ("SIN 130-692-544", "ca-sin"),
    ("K1A 0B1 Ottawa", "postcode"),
    ("RAMQ TREM 8001 0112", "ca-health-number"),
    ("transit 00102-003-1234567", "bank-account"),
    ("Ontario licence A1234-56788-00112", "driver-licence"),
    ("SSN 536-22-1234", "us-ssn"),
    ("ITIN 912-70-1234", "us-itin"),
    ("EIN 12-3456789", "us-ein"),
    ("routing number 021000021", "bank-account"),
    ("NPI 1234567893", "us-npi"),
    ("MBI 1EG4-TE5-MK73", "us-mbi"),
    ("DEA AB1234563", "us-dea"),
    ("call (416) 555-1234", "phone"),
    ("GB82 WEST 1234 5698 7654 32", "iban"),
    ("NHS number 943 476 5919", "uk-nhs-number"),
    ("NINO AB 12 34 56 C", "uk-nino"),
    ("n° de sécurité sociale 2 55 08 14 168 025 38", "fr-nir"),
    ("Steuer-ID 36 574 261 809", "de-tax-id"),
    ("DNI 12345678Z", "es-dni"),
    ("codice fiscale RCCMNL83S18D969H", "it-fiscal-code"),
    ("BSN 111222333", "nl-bsn"),
    ("PESEL 44051401359", "pl-pesel"),
    ("マイナンバー 1234 5678 9018", "jp-my-number"),
    ("card 4111 1111 1111 1111", "card"),
    ("write to anne.roy@example.org today", "email"),
    ("from 203.0.113.9 at night", "ip-address"),
    ("device 00:1A:2B:3C:4D:5E", "mac-address"),
    ("VIN 1M8GDM9AXKP042788", "vin"),
    ("IMEI 490154203237518", "imei"),
    ("생년월일 1980년 1월 1일", "birth-date"),
];

/// Values of which a part is hidden or missing.
const MASKED: [Form; 26] = [
    ("주민등록번호 800101-1******", "kr-resident-number"),
    ("주민번호 800101-*******", "kr-resident-number"),
    ("주민등록번호: 800101-1", "kr-resident-number"),
    ("주민번호 ******-1234567", "kr-resident-number"),
    ("외국인등록번호 920715-6******", "kr-foreigner-number"),
    ("여권번호 M1234****", "passport"),
    ("운전면허번호 11-07-******-78", "driver-licence"),
    ("차량번호 12가34**", "plate"),
    ("차량번호 12*3456", "plate"),
    ("차량번호 **가3456", "plate"),
    ("휴대폰 010-1234-****", "mobile"),
    ("휴대폰 010-****-5678", "mobile"),
    ("연락처 010-12**-56**", "mobile"),
    ("국민은행 430-20-1*****", "bank-account"),
    ("카드 9430-82**-****-2393", "card"),
    ("card 4111 11** **** 1111", "card"),
    ("SIN ***-***-286", "ca-sin"),
    ("SSN XXX-XX-4399", "us-ssn"),
    ("SSN ***-**-4399", "us-ssn"),
    ("IBAN GB82 **** **** **** **54 32", "iban"),
    ("메일 ho***@gmail.com", "email"),
    ("phone (***) ***-1234", "phone"),
    ("성명: 홍*동", "person-name"),
    ("성명: 김**", "person-name"),
    ("이름: 홍길*", "person-name"),
    ("name: KIM ***", "person-name"),
];

fn score(detector: &Detector, forms: &[Form]) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    for (text, code) in forms {
        let found: Vec<String> = detector
            .read_text(text)
            .into_iter()
            .filter(|span| span.certainty >= TOLD)
            .map(|span| detector.categories().get(span.category).code.clone())
            .collect();
        if found.len() != 1 || found[0] != *code {
            wrong.push(format!("{text}: {}", if found.is_empty() { "-".into() } else { found.join("+") }));
        }
    }
    (forms.len() - wrong.len(), wrong)
}

/// How many forms are right.
pub fn lines(detector: &Detector) -> Vec<Line> {
    let sets = [
        ("identifier forms, whole", "presidio 14/23", &FULL[..]),
        ("identifier forms, masked or partial", "presidio 1/20", &MASKED[..]),
    ];
    let mut lines = Vec::new();
    for (what, peer, forms) in sets {
        let (right, wrong) = score(detector, forms);
        let all = forms.len();
        lines.push(Line::new(what, peer, "all", format!("{right}/{all}"), right == all));
        lines.extend(wrong.into_iter().map(|wrong| Line::told("  wrong", "", wrong)));
    }
    lines
}
