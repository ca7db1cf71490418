//! Payments and collections of Bacs (United Kingdom, Bacs Standard 18): labels of 80 characters, payments of 100, of 106 with a day of their own,
//! of 120 as Bacs gives them on.

use whose_model::civil;

use super::{DAY, ORDERED_BY, ORDERED_FROM, Payments, Says, field, has_digits};

/// Payments of Bacs.
pub const BACS: Payments = Payments {
    code: "bacs",
    title: "Payments of Bacs (Standard 18)",
    length: 120,
    fits: |records| records.iter().find(|record| !is_label(record)).is_some_and(|record| is_payment(record)),
    says,
    of_all: &[(5, 10, DAY)],
    of_each: &[
        (47, 64, ORDERED_BY),
        (18, 31, ORDERED_FROM),
        (101, 106, DAY),
        (1, 6, "bank code"),
        (7, 14, "bank account"),
        (83, 100, "name"),
        (65, 82, "memo"),
        (36, 46, "amount"),
    ],
    day,
};

/// Kinds of payments, and of what is said of a mandate.
const KINDS: [&str; 17] =
    ["01", "02", "03", "07", "17", "18", "19", "81", "82", "83", "85", "99", "Z4", "Z5", "0N", "0C", "0S"];

fn is_label(record: &str) -> bool {
    ["VOL1", "HDR1", "HDR2", "UHL1"].iter().any(|label| record.starts_with(label)) || record.trim().is_empty()
}

fn is_payment(record: &str) -> bool {
    has_digits(record, &[(1, 14), (18, 31), (36, 46)]) && KINDS.contains(&field(record, (16, 17)))
}

fn says(record: &str) -> Says {
    // The sum that leaves the company's account.
    let is_own = field(record, (1, 14)) == field(record, (18, 31));
    match record {
        _ if record.starts_with("UHL1") => Says::Company,
        _ if is_payment(record) && !is_own => Says::Payment,
        _ => Says::Other,
    }
}

/// `23333`: the year and the day in it. Some write a blank before, some a digit of the century.
fn day(digits: &str) -> Option<String> {
    let digits = digits.get(digits.len().checked_sub(5)?..)?;
    let number: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (year, day) = (2000 + number / 1000, number % 1000);
    let days = civil::days_from_date(year, 1, 1)? + day - 1;
    (day > 0 && civil::date_from_days(days).0 == year).then(|| civil::iso(days))
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use super::day;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const LABELS: &str = "VOL1123456                               HSBC             000000000000001\nHDR1A123456S  1234560100001       23330 23335       0\nUHL1 23333999999    000000001 DAILY  001\n";

    fn payment(account: &str, name: &str) -> String {
        format!(
            "{account}099401234876543210000{:011}{:<18}{:<18}{name:<18}",
            90_000, "ACME LOGISTICS", "PAY 7"
        )
    }

    #[test]
    fn payments_have_their_own_account_and_the_day_of_the_label() {
        let own = payment("40123487654321", "ACME");
        let text = LABELS.to_string()
            + &lines(&[
                payment("11223312345678", "ANNE ROY"),
                payment("11223387654321", "PAUL LEE") + " 23334",
                own,
            ]);
        let found = dump("wages.b18", text.as_bytes());
        assert!(found.starts_with("wages.b18: bacs"), "{found}");
        for expected in [
            "0 #1 @169: value date=\"2023-11-29\" on behalf of=\"ACME LOGISTICS\" bank account on behalf of=\"40123487654321\" bank code=\"112233\" bank account=\"12345678\" name=\"ANNE ROY\" memo=\"PAY 7\"",
            "value date=\"2023-11-30\" on behalf of=\"ACME LOGISTICS\" bank account on behalf of=\"40123487654321\" bank code=\"112233\" bank account=\"87654321\" name=\"PAUL LEE\"",
            "VOL1123456",
        ] {
            assert!(found.contains(expected), "{expected}\n{found}");
        }
        assert_eq!(found.matches("\" name=").count(), 2, "{found}");
    }

    #[test]
    fn days_are_counted_through_the_year() {
        for (digits, expected) in [
            ("23333", Some("2023-11-29")),
            ("024060", Some("2024-02-29")),
            ("23366", None),
            ("23000", None),
            ("", None),
            ("DAILY", None),
            ("+1333", None),
            ("é3333", None),
        ] {
            assert_eq!(day(digits).as_deref(), expected, "{digits}");
        }
    }

    proptest! {
        #[test]
        fn any_records_are_read(lines in proptest::collection::vec("[0-9A-Zé ]{0,130}", 0..6)) {
            let text = format!("{LABELS}{}\n{}", payment("11223312345678", "ANNE ROY"), lines.join("\n"));
            let sources = read_bytes("f", text.as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "bacs");
        }
    }
}
