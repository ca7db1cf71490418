//! Transfers and collections of French banks (CFONB 160): records of 160 characters, `03` who orders them, `06` a payment, `08` the sum.
//!
//! The day has one digit of the year, so it is text: it does not tell the decade.

use super::{ORDERED_BY, ORDERED_FROM, Payments, Says, field, has_digits};

/// Transfers and collections.
pub const CFONB: Payments = Payments {
    code: "cfonb160",
    title: "Transfers and collections of French banks (CFONB 160)",
    length: 160,
    fits,
    says,
    of_all: &[(31, 54, ORDERED_BY), (87, 102, ORDERED_FROM)],
    of_each: &[
        (150, 154, "bank code"),
        (87, 91, "branch code"),
        (92, 102, "bank account"),
        (55, 74, "bank name"),
        (31, 54, "name"),
        (119, 149, "memo"),
        (19, 30, "reference"),
        (103, 118, "amount"),
    ],
    day: |_| None,
};

/// Kinds of operations whose fields have these places: transfers and collections.
const KINDS: [&str; 10] = ["02", "08", "22", "27", "28", "29", "68", "76", "85", "88"];

fn fits(records: &[&str]) -> bool {
    let [first, second, ..] = records else { return false };
    let kind = field(first, (3, 4));
    is_company(first)
        && is_payment(second)
        && KINDS.contains(&kind)
        && field(second, (3, 4)) == kind
        && [first, second].iter().all(|record| has_digits(record, &[(87, 91), (150, 154)]))
}

fn is_company(record: &str) -> bool {
    record.starts_with("03")
}

fn is_payment(record: &str) -> bool {
    record.starts_with("06") && has_digits(record, &[(103, 118)])
}

fn says(record: &str) -> Says {
    match record {
        _ if is_company(record) => Says::Company,
        _ if is_payment(record) => Says::Payment,
        _ => Says::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn head() -> String {
        format!(
            "0302{:8}123456{:7}28113{:<24}{:<26}E{:5}0012300012345678{:47}30004{:6}",
            "", "", "VILLE DE TOURS", "SALAIRES", "", "", ""
        )
    }

    fn payment(account: &str, name: &str) -> String {
        format!(
            "0602{:8}123456{:<12}{name:<24}{:<32}00921{account}{:016}{:<31}30004{:6}",
            "", "M7", "BNP PARIBAS", 9_000, "SALAIRE", ""
        )
    }

    #[test]
    fn payments_have_their_own_account_and_who_orders_them() {
        let text = lines(&[
            head(),
            payment("00012345678", "ANNE ROY"),
            payment("0008765432Z", "PAUL LEE"),
            format!("0802{:98}{:016}", "", 9),
        ]);
        // On tapes no line ends part the records.
        for text in [
            text.clone(),
            lines(&[text.lines().next().unwrap_or_default().to_string()
                + &payment("00012345678", "ANNE ROY")
                + &payment("0008765432Z", "PAUL LEE")]),
        ] {
            let found = dump("v.160", text.as_bytes());
            assert!(found.starts_with("v.160: cfonb160"), "{found}");
            for expected in [
                "on behalf of=\"VILLE DE TOURS\" bank account on behalf of=\"0012300012345678\" bank code=\"30004\" branch code=\"00921\" bank account=\"00012345678\" bank name=\"BNP PARIBAS\" name=\"ANNE ROY\" memo=\"SALAIRE\" reference=\"M7\"",
                "bank account=\"0008765432Z\" bank name=\"BNP PARIBAS\" name=\"PAUL LEE\"",
                "text=\"0302",
            ] {
                assert!(found.contains(expected), "{expected}\n{found}");
            }
            assert_eq!(found.matches("\" name=").count(), 2, "{found}");
        }
    }

    proptest! {
        #[test]
        fn any_records_are_read(lines in proptest::collection::vec("0[368]02[0-9A-Zé ]{0,170}", 0..6)) {
            let text = format!("{}\n{}\n{}", head(), payment("00012345678", "ANNE ROY"), lines.join("\n"));
            let sources = read_bytes("f", text.as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "cfonb160");
        }
    }
}
