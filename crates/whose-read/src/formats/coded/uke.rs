//! Receipts of Japanese clinics and pharmacies (レセプト電算処理, UKE): a code of the record, then values between commas.

use super::{Coded, Sayings};

/// Receipts of Japanese clinics.
pub const UKE: Coded = Coded {
    code: "uke",
    title: "Receipts of Japanese clinics and pharmacies: UKE",
    fits,
    begins: |line| line.starts_with("RE,"),
    says,
};

/// Names of fields by record and place.
const FIELDS: [(&str, usize, &str); 17] = [
    ("IR", 7, "医療機関名称"),
    ("UK", 7, "医療機関名称"),
    ("RE", 1, "レセプト番号"),
    ("RE", 2, "レセプト種別"),
    ("RE", 3, "診療年月"),
    ("RE", 4, "氏名"),
    ("RE", 5, "男女区分"),
    ("RE", 6, "生年月日"),
    ("RE", 8, "入院年月日"),
    ("RE", 13, "カルテ番号"),
    ("RE", 36, "氏名カナ"),
    ("HO", 1, "保険者番号"),
    ("HO", 2, "被保険者証記号"),
    ("HO", 3, "被保険者証番号"),
    ("SY", 1, "傷病名コード"),
    ("SY", 2, "診療開始日"),
    ("CO", 3, "コメント"),
];

/// All lines have a code of two letters; that of a patient is there, behind that of the clinic.
fn fits(lines: &[&str]) -> bool {
    let coded = |line: &&str| {
        let bytes = line.as_bytes();
        bytes.len() > 3 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2] == b','
    };
    let is_patient = |line: &&str| {
        let mut values = line.split(',');
        let digits =
            |value: Option<&str>| value.is_some_and(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
        values.next() == Some("RE")
            && digits(values.next())
            && values.next().is_some_and(|kind| kind.len() == 4)
    };
    let begins = lines.first().is_some_and(|line| line.starts_with("UK,") || line.starts_with("IR,"));
    begins && lines.iter().all(coded) && lines.iter().any(is_patient)
}

fn says(line: &str, said: &mut Sayings<'_>) {
    let mut values = line.split(',');
    let tag = values.next().unwrap_or_default();
    for (place, value) in values.enumerate() {
        let place = place + 1;
        match FIELDS.iter().find(|(known, at, _)| *known == tag && *at == place) {
            Some((_, _, name)) => said.say(name, value),
            None => said.say(&format!("{tag}.{}", place + 1), value),
        }
    }
}
