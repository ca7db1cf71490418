//! Direct entries of Australian banks (ABA, CEMTEX): records of 120 characters, the first of which says who pays.

use super::super::messages::day_first;
use super::{DAY, ORDERED_BY, ORDERED_FROM, Payments, Says, field, has_digits};

/// Direct entries.
pub const ABA: Payments = Payments {
    code: "aba",
    title: "Direct entries of Australian banks (ABA, CEMTEX)",
    length: 120,
    fits,
    says,
    of_all: &[(31, 56, ORDERED_BY), (75, 80, DAY)],
    of_each: &[
        // Where a bureau hands in what several pay, the remitter is the one.
        (97, 112, ORDERED_BY),
        (81, 96, ORDERED_FROM),
        (2, 8, "bank code"),
        (9, 17, "bank account"),
        (31, 62, "name"),
        (63, 80, "memo"),
        (21, 30, "amount"),
    ],
    day: day_first,
};

fn fits(records: &[&str]) -> bool {
    let [first, second, ..] = records else { return false };
    let bank = field(first, (21, 23));
    first.starts_with('0')
        && has_digits(first, &[(19, 20), (75, 80)])
        && bank.len() == 3
        && bank.bytes().all(|byte| byte.is_ascii_uppercase())
        && is_entry(second)
}

fn is_entry(record: &str) -> bool {
    record.starts_with('1')
        && field(record, (5, 5)) == "-"
        && has_digits(record, &[(2, 4), (6, 8), (19, 20), (21, 30)])
}

fn says(record: &str) -> Says {
    // The entry that balances the others is the company's own.
    let is_own = [((2, 8), (81, 87)), ((9, 17), (88, 96))]
        .iter()
        .all(|(paid, own)| field(record, *paid) == field(record, *own));
    match record {
        _ if record.starts_with('0') => Says::Company,
        _ if is_entry(record) && !is_own => Says::Payment,
        _ => Says::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn head() -> String {
        format!("0{:17}01CBA{:7}{:<26}301500{:<12}281123", "", "", "ACME LOGISTICS", "PAYROLL")
    }

    fn entry(account: &str, name: &str) -> String {
        format!(
            "1062-{account:<12} 53{:010}{name:<32}{:<18}063-123 10234567{:<16}00000000",
            9_000, "PAY 7", "ACME"
        )
    }

    #[test]
    fn entries_have_their_own_account_and_the_company_of_the_first_record() {
        let own = format!(
            "1063-123 10234567 13{:010}{:<32}{:<18}063-123 10234567{:<16}00000000",
            9, "ACME", "", "ACME"
        );
        let total = format!("7999-999{:12}{:030}{:24}000002", "", 9, "");
        let text = lines(&[
            head(),
            entry("673 12345678", "ROY. ANNE"),
            entry("799 87654321", "PAUL LEE"),
            own,
            total,
        ]);
        let found = dump("payroll.aba", text.as_bytes());
        assert!(found.starts_with("payroll.aba: aba"), "{found}");
        for expected in [
            "on behalf of=\"ACME\" value date=\"2023-11-28\" bank account on behalf of=\"063-123 10234567\" bank code=\"062-673\" bank account=\"12345678\" name=\"ROY. ANNE\" memo=\"PAY 7\"",
            "bank code=\"062-799\" bank account=\"87654321\" name=\"PAUL LEE\"",
            "text=\"7999-999",
        ] {
            assert!(found.contains(expected), "{expected}\n{found}");
        }
        assert_eq!(found.matches("\" name=").count(), 2, "{found}");
    }

    proptest! {
        #[test]
        fn any_records_are_read(lines in proptest::collection::vec("[017][0-9A-Zé -]{0,130}", 0..6)) {
            let text = format!("{}\n{}\n{}", head(), entry("673 12345678", "ANNE ROY"), lines.join("\n"));
            let sources = read_bytes("f", text.as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "aba");
        }
    }
}
