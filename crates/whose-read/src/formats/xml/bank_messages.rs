//! Messages of banks (ISO 20022: pain, pacs, camt): its short names in words, and what is said of the one who hands in payments or holds the
//! account apart from those who pay and are paid.
//!
//! What stands above the transactions is said of that one: a company's account is the account of none whom it pays.

use super::super::messages::{ORDERED_BY, ORDERED_FROM};

/// Elements that are records: one who pays or is paid. A movement may be a batch of them.
const TRANSACTIONS: [&str; 3] = ["CdtTrfTxInf", "DrctDbtTxInf", "Ntry"];
const OF_BATCH: &str = "TxDtls";

/// Parties, their accounts and banks, by their role.
const PARTIES: [(&str, &str); 15] = [
    ("Dbtr", "payer"),
    ("DbtrAcct", "payer/account"),
    ("DbtrAgt", "payer/bank"),
    ("UltmtDbtr", "ultimate payer"),
    ("Cdtr", "beneficiary"),
    ("CdtrAcct", "beneficiary/account"),
    ("CdtrAgt", "beneficiary/bank"),
    ("UltmtCdtr", "ultimate beneficiary"),
    ("InitgPty", ""),
    ("Acct", "account"),
    ("Ownr", ""),
    ("Svcr", "bank"),
    ("IntrmyAgt1", "bank"),
    ("InstgAgt", "bank"),
    ("InstdAgt", "bank"),
];

/// Other elements in words.
const WORDS: [(&str, &str); 31] = [
    ("Nm", "name"),
    ("PstlAdr", "address"),
    ("StrtNm", "street"),
    ("BldgNb", "house number"),
    ("TwnNm", "city"),
    ("CtrySubDvsn", "province"),
    ("Ctry", "country"),
    ("AdrLine", "address line"),
    ("BirthDt", "date of birth"),
    ("CityOfBirth", "place of birth"),
    ("CtryOfBirth", "country of birth"),
    ("PhneNb", "phone"),
    ("MobNb", "mobile"),
    ("EmailAdr", "email"),
    ("IBAN", "iban"),
    ("BIC", "bic"),
    ("BICFI", "bic"),
    ("BICOrBEI", "bic"),
    ("AnyBIC", "bic"),
    ("MmbId", "bank code"),
    ("Ustrd", "memo"),
    ("AddtlNtryInf", "memo"),
    ("AddtlTxInf", "memo"),
    ("EndToEndId", "reference"),
    ("InstrId", "reference"),
    ("MndtId", "mandate reference"),
    ("ReqdExctnDt", "value date"),
    ("ReqdColltnDt", "value date"),
    ("IntrBkSttlmDt", "value date"),
    ("BookgDt", "booking date"),
    ("ValDt", "value date"),
];

/// Whose records those of an entry are: money came in, so who pays is not the holder, or went out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    #[default]
    Unknown,
    Paid,
    Pays,
}

impl Holder {
    /// By what `CdtDbtInd` says.
    pub(super) fn told(said: &str) -> Self {
        match said {
            "CRDT" => Self::Paid,
            "DBIT" => Self::Pays,
            _ => Self::Unknown,
        }
    }

    fn is(self, party: &str) -> bool {
        matches!(
            (self, party),
            (Self::Paid, "Cdtr" | "CdtrAcct" | "CdtrAgt") | (Self::Pays, "Dbtr" | "DbtrAcct" | "DbtrAgt")
        )
    }
}

/// Do the attributes of the outermost element tell such a message?
pub(super) fn is_message(attributes: &str) -> bool {
    ["pain", "pacs", "camt"].iter().any(|area| attributes.contains(&format!(":xsd:{area}.")))
}

/// Which of the paths of a sample are records.
pub(super) fn records<'p>(
    paths: impl Iterator<Item = &'p str> + Clone,
    repeated: impl Fn(&str) -> bool,
) -> Vec<&'p str> {
    let named = |name: &'static str| paths.clone().filter(move |path| path.rsplit('/').next() == Some(name));
    let batch = named(OF_BATCH).find(|path| repeated(path));
    TRANSACTIONS
        .into_iter()
        .flat_map(named)
        .map(|path| batch.filter(|batch| batch.starts_with(path)).unwrap_or(path))
        .collect()
}

/// A path in words, and whether records within may have its value: all but what else is said of the one who hands in payments.
pub(super) fn in_words(path: &str, in_record: bool, holder: Holder) -> (String, bool) {
    let segments: Vec<&str> = path.split('/').collect();
    let party = segments.iter().position(|segment| PARTIES.iter().any(|(known, _)| known == segment));
    let of_holder = party.is_some_and(|at| !in_record || holder.is(segments[at]));
    let last = segments.last().copied().unwrap_or_default();
    if of_holder {
        let within = |name: &str| segments.contains(&name);
        let is_bank = ["DbtrAgt", "CdtrAgt", "Svcr", "FinInstnId"].into_iter().any(within);
        let is_account =
            ["DbtrAcct", "CdtrAcct", "Acct"].into_iter().any(within) && matches!(last, "IBAN" | "Id");
        match last {
            "Nm" if !is_bank => return (ORDERED_BY.to_string(), true),
            _ if is_account && !is_bank => return (ORDERED_FROM.to_string(), true),
            _ => {}
        }
    }
    let words = segments.iter().map(|segment| {
        let known = PARTIES.iter().chain(&WORDS).find(|(known, words)| known == segment && !words.is_empty());
        known.map_or(*segment, |(_, words)| words)
    });
    (words.collect::<Vec<_>>().join("/"), !of_holder)
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn payment(name: &str, iban: &str) -> String {
        format!(
            "<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId><CdtrAgt><FinInstnId><BIC>INGDDEFFXXX</BIC></FinInstnId></CdtrAgt><Cdtr><Nm>{name}</Nm><PstlAdr><PstCd>4434</PstCd></PstlAdr></Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct></CdtTrfTxInf>"
        )
    }

    fn order(payments: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn><GrpHdr><InitgPty><Nm>Acme</Nm></InitgPty></GrpHdr><PmtInf><ReqdExctnDt>2023-11-28</ReqdExctnDt><Dbtr><Nm>Acme GmbH</Nm><PstlAdr><TwnNm>Ulm</TwnNm></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>DE1</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BIC>COBADEFFXXX</BIC></FinInstnId></DbtrAgt>{payments}</PmtInf></CstmrCdtTrfInitn></Document>"
        )
    }

    #[test]
    fn each_payee_has_their_own_account_and_who_pays_is_apart() {
        let both = [payment("Anne Roy", "DE2"), payment("Paul Lee", "DE3")];
        // One alone is a record too.
        for payments in [both.concat(), both[0].clone()] {
            let found = dump("x", order(&payments).as_bytes());
            let records: Vec<&str> = found.lines().filter(|line| line.contains("beneficiary/name")).collect();
            assert_eq!(records.len(), payments.matches("<Cdtr>").count(), "{found}");
            for expected in [
                "on behalf of=\"Acme\"",
                "on behalf of=\"Acme GmbH\" bank account on behalf of=\"DE1\"",
                "reference=\"NOTPROVIDED\"",
                "beneficiary/name=\"Anne Roy\" beneficiary/address/PstCd=\"4434\" beneficiary/account/Id/iban=\"DE2\"",
            ] {
                assert!(records[0].contains(expected), "{expected}\n{found}");
            }
            assert!(!records[0].contains("Ulm") && found.contains("Ulm"), "{found}");
        }
    }

    #[test]
    fn the_holder_of_an_account_is_not_who_pays_into_it() {
        let movement = |direction: &str, payer: &str, payee: &str| {
            format!(
                "<Ntry><CdtDbtInd>{direction}</CdtDbtInd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr><Cdtr><Nm>{payee}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>"
            )
        };
        let text = format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.04\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>CH1</IBAN></Id><Ownr><Nm>Acme</Nm></Ownr></Acct>{}{}</Stmt></BkToCstmrStmt></Document>",
            movement("CRDT", "Anne Roy", "Acme"),
            movement("DBIT", "Acme", "Paul Lee")
        );
        let found = dump("x", text.as_bytes());
        assert!(
            found.contains("payer/name=\"Anne Roy\"") && found.contains("beneficiary/name=\"Paul Lee\""),
            "{found}"
        );
        assert!(
            !found.contains("/name=\"Acme\"") && found.contains("bank account on behalf of=\"CH1\""),
            "{found}"
        );
    }

    proptest! {
        #[test]
        fn any_payments_are_read(payments in "(</?(Cdtr|Nm|CdtTrfTxInf|PmtInf|Ntry|CdtDbtInd)>|CRDT|a){0,30}") {
            read_bytes("x", order(&payments).as_bytes());
        }
    }
}
