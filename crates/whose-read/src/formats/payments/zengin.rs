//! Transfers, wages and collections of Japanese banks (全銀協規定フォーマット): records of 120 bytes in half-width kana, often without line ends.
//!
//! `1` says who pays, `2` is a payment, `8` the sum. The day has no year, so it is text.

use super::{ORDERED_BY, ORDERED_FROM, Payments, Says, field, has_digits};

/// Transfers, wages and collections.
pub const ZENGIN: Payments = Payments {
    code: "zengin",
    title: "Payments of Japanese banks (全銀協規定形式): 総合振込, 給与振込, 口座振替",
    length: 120,
    fits,
    says,
    of_all: &[(15, 54, ORDERED_BY), (97, 103, ORDERED_FROM)],
    of_each: &[
        (2, 5, "bank code"),
        (6, 20, "bank name"),
        (21, 23, "branch code"),
        (24, 38, "branch name"),
        (44, 50, "bank account"),
        (51, 80, "name"),
        (81, 90, "amount"),
        (92, 111, "reference"),
    ],
    day: |_| None,
};

/// Transfers, wages, bonuses (of companies and of the state) and collections.
const KINDS: [&str; 6] = ["21", "11", "12", "71", "72", "91"];

fn fits(records: &[&str]) -> bool {
    let [first, second, ..] = records else { return false };
    let is_coded = matches!(field(first, (4, 4)), "0" | "1");
    first.starts_with('1')
        && KINDS.contains(&field(first, (2, 3)))
        && is_coded
        && has_digits(first, &[(5, 14)])
        && is_payment(second)
}

fn is_payment(record: &str) -> bool {
    record.starts_with('2') && has_digits(record, &[(2, 5), (21, 23), (43, 50), (81, 90)])
}

fn says(record: &str) -> Says {
    match record {
        _ if record.starts_with('1') => Says::Company,
        _ if is_payment(record) => Says::Payment,
        _ => Says::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn head(name: &str) -> String {
        format!("1110{:010}{name:<40}11250001{:<15}001{:<15}11234567{:17}", 12_345, "ﾐﾅﾄ", "ﾎﾝﾃﾝ", "")
    }

    fn payment(account: u32, name: &str) -> String {
        format!(
            "20005{:<15}533{:<15}00001{account:07}{name:<30}{:010}1{:<29}",
            "ﾐﾂﾋﾞｼ", "ｼﾝｼﾞﾕｸ", 232_376, "E7"
        )
    }

    #[test]
    fn payments_have_their_own_account_and_who_pays() {
        let records = [
            head("ｶ)ｻｸﾗ"),
            payment(1_864_641, "ﾔﾏﾓﾄ ﾘｴ"),
            payment(1_619_626, "ｻｲﾄｳ ﾐﾕｷ"),
            format!("8{:119}", ""),
        ];
        // With and without line ends.
        for text in [lines(&records), records.concat()] {
            let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(&text);
            let found = dump("kyuyo.txt", &bytes);
            assert!(found.starts_with("kyuyo.txt: zengin"), "{found}");
            for expected in [
                "on behalf of=\"ｶ)ｻｸﾗ\" bank account on behalf of=\"1234567\" bank code=\"0005\"",
                "branch code=\"533\"",
                "bank account=\"1864641\" name=\"ﾔﾏﾓﾄ ﾘｴ\" amount=\"0000232376\" reference=\"E7\"",
                "bank account=\"1619626\" name=\"ｻｲﾄｳ ﾐﾕｷ\"",
                "text=\"1110",
            ] {
                assert!(found.contains(expected), "{expected}\n{found}");
            }
            assert_eq!(found.matches("\" name=").count(), 2, "{found}");
        }
    }

    proptest! {
        #[test]
        fn any_records_are_read(lines in proptest::collection::vec("[128][0-9ｱ-ﾝé ]{0,130}", 0..6)) {
            let text = format!("{}\n{}\n{}", head("ｶ)ｻｸﾗ"), payment(7, "ｻｲﾄｳ ﾐﾕｷ"), lines.join("\n"));
            let sources = read_bytes("f", text.as_bytes());
            prop_assert_eq!(sources["f"].format.as_str(), "zengin");
        }
    }
}
