//! What a client's package says of itself: its manifest, and how its counts add up to the whole case.

use serde::{Deserialize, Serialize};

use crate::{GapsByReason, Overlap, Report, Sums, Totals};

/// Version of the manifest's shape, in its field `schema`.
pub const PACKAGE_SCHEMA: &str = "whose-package/1";

/// `manifest.json`: the last file of a package, with the digest of every other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageManifest {
    /// [`PACKAGE_SCHEMA`].
    pub schema: String,
    /// The client whose people are in it.
    pub client: String,
    /// Language of its page.
    pub language: String,
    /// Identity of the case.
    pub case: String,
    /// Day the case was last scoped, `YYYY-MM-DD`.
    pub made: String,
    /// Version of the program.
    pub tool_version: String,
    /// Version of the rules.
    pub rules_version: String,
    /// Hash of the journal's line that the case rests on.
    pub journal_head: String,
    /// What is in it.
    pub counts: Totals,
    /// First day of a record.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
    /// How it adds up to the whole.
    pub sums: PackageSums,
    /// Every other file, in the order they stand in the package.
    pub files: Vec<PackageFile>,
}

/// How the counts of all clients add up to the whole case. No other client is named, and none is counted alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackageSums {
    /// Clients with records.
    pub clients: u64,
    /// Records of no known client; they are in no package.
    pub unattributed: Totals,
    /// Sum over the clients and the unattributed, the whole, and what is counted more than once.
    pub sums: Sums,
    /// People of the whole case by the number of clients that hold records about them.
    pub overlap: Vec<Overlap>,
    /// People of this package who stand in records of other clients too.
    pub also_in_others: u64,
}

impl PackageSums {
    /// Those of a case's report. `also_in_others` is the one number that is the client's own.
    #[must_use]
    pub fn of(report: &Report, also_in_others: u64) -> Self {
        let clients = &report.clients;
        Self {
            clients: clients.found,
            unattributed: clients.unattributed.as_ref().map(|entry| entry.totals).unwrap_or_default(),
            sums: clients.sums,
            overlap: clients.overlap.clone(),
            also_in_others,
        }
    }

    /// What all packages of the case add up to.
    #[must_use]
    pub const fn in_packages(&self) -> Totals {
        less(self.sums.clients, self.unattributed)
    }
}

const fn less(all: Totals, part: Totals) -> Totals {
    Totals {
        records: all.records.saturating_sub(part.records),
        people: all.people.saturating_sub(part.people),
        mentions: all.mentions.saturating_sub(part.mentions),
    }
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageFile {
    /// Its name.
    pub name: String,
    /// BLAKE3 of its content, hex.
    pub digest: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its rows, where it is a table of people.
    pub rows: Option<u64>,
}

/// What a package's page says beside the report of the client's own records.
#[derive(Debug, Clone, Copy)]
pub struct PackageFacts<'a> {
    /// The client.
    pub client: &'a str,
    /// How it adds up.
    pub sums: &'a PackageSums,
    /// What could not be read in the whole case.
    pub unread: &'a [GapsByReason],
    /// The tables of people in it.
    pub files: &'a [PackageFile],
}

impl PackageManifest {
    /// What does not add up in the manifest itself, in words; nothing when all holds.
    #[must_use]
    pub fn contradictions(&self) -> Vec<String> {
        let sums = &self.sums.sums;
        let mut found = Vec::new();
        let counts = |totals: Totals| [totals.records, totals.mentions, totals.people];
        for (name, ((clients, whole), (again, own))) in ["records", "mentions", "people"].into_iter().zip(
            counts(sums.clients)
                .into_iter()
                .zip(counts(sums.whole))
                .zip(counts(sums.counted_more_than_once).into_iter().zip(counts(self.counts))),
        ) {
            if clients.checked_sub(whole) != Some(again) {
                found.push(format!(
                    "{name}: {clients} of all clients less {again} counted again is not the whole, {whole}"
                ));
            }
            if own > clients {
                found.push(format!("{name}: {own} of this client are more than {clients} of all"));
            }
        }
        let by_overlap: u64 =
            self.sums.overlap.iter().map(|row| row.clients.saturating_sub(1) * row.people).sum();
        if let Some(stated) = sums.people_more_than_once_by_overlap
            && (stated != by_overlap || stated != sums.counted_more_than_once.people)
        {
            found.push(format!("people counted again: {by_overlap} by the overlap, {stated} stated"));
        }
        let several: u64 = self.sums.overlap.iter().filter(|row| row.clients > 1).map(|row| row.people).sum();
        if self.sums.also_in_others > several.min(self.counts.people) {
            found.push("more people of several clients in this package than there are".to_string());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn totals(records: u64, people: u64, mentions: u64) -> Totals {
        Totals { records, people, mentions }
    }

    fn manifest() -> PackageManifest {
        PackageManifest {
            schema: PACKAGE_SCHEMA.into(),
            client: "Maple".into(),
            language: "en".into(),
            case: String::new(),
            made: String::new(),
            tool_version: String::new(),
            rules_version: String::new(),
            journal_head: String::new(),
            counts: totals(5, 4, 5),
            first_day: None,
            last_day: None,
            sums: PackageSums {
                clients: 2,
                unattributed: totals(1, 1, 1),
                sums: Sums {
                    clients: totals(10, 9, 10),
                    whole: totals(10, 7, 10),
                    counted_more_than_once: totals(0, 2, 0),
                    people_more_than_once_by_overlap: Some(2),
                },
                overlap: vec![Overlap { clients: 1, people: 5 }, Overlap { clients: 2, people: 2 }],
                also_in_others: 2,
            },
            files: Vec::new(),
        }
    }

    #[test]
    fn what_adds_up_holds() {
        assert_eq!(manifest().contradictions(), Vec::<String>::new());
        assert_eq!(manifest().sums.in_packages(), totals(9, 8, 9));
    }

    #[test]
    fn each_number_that_does_not_add_up_is_told() {
        type Change = fn(&mut PackageManifest);
        let changes: [(Change, &str); 5] = [
            (|it| it.sums.sums.whole.people = 6, "people: 9 of all clients"),
            (|it| it.counts.records = 11, "records: 11 of this client are more"),
            (|it| it.sums.overlap[1].people = 3, "3 by the overlap, 2 stated"),
            (|it| it.sums.also_in_others = 3, "more people of several clients"),
            (|it| it.sums.sums.clients.mentions = 9, "mentions: 9 of all clients less 0"),
        ];
        for (change, says) in changes {
            let mut changed = manifest();
            change(&mut changed);
            let found = changed.contradictions().join("; ");
            assert!(found.contains(says), "{found}");
        }
    }
}
