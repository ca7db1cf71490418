//! Made-up tables in the size of the two incidents. No person stands behind any number; the totals are the published ones.

mod accidents;
mod manifests;

use whose_model::category::{CategoryDefinition, Comparison, Group, general};
use whose_model::tables::{GapRow, LayoutRow, SourceRow, TallyRow};
use whose_model::{Categories, GapReason};
use whose_tell::{
    CaseFacts, ExposureCounts, Lookalike, PeopleCounts, PeopleEstimate, Resolving, StandingCounts, Tables,
};

pub use accidents::accidents;
pub use manifests::manifests;

/// A case with its tables.
pub struct Case {
    pub facts: CaseFacts,
    pub categories: Categories,
    pub sources: Vec<SourceRow>,
    pub gaps: Vec<GapRow>,
    pub layouts: Vec<LayoutRow>,
    pub tallies: Vec<TallyRow>,
    pub people: PeopleCounts,
    pub standings: StandingCounts,
    pub exposure: ExposureCounts,
    pub estimate: PeopleEstimate,
    pub resolving: Resolving,
    pub lookalikes: Vec<Lookalike>,
}

impl Case {
    pub fn empty(name: &str) -> Self {
        let categories = Categories::new(&searched_for());
        Self {
            facts: CaseFacts {
                id: "5f0c1d2e".into(),
                name: name.into(),
                tool_version: "0.1.0".into(),
                rules_version: "1".into(),
                made: "2026-11-22".into(),
                handed_in: vec!["leak/".into()],
                journal_head: "9d1f6d0c".repeat(8),
                ..CaseFacts::default()
            },
            exposure: ExposureCounts::new(&categories),
            categories,
            sources: Vec::new(),
            gaps: Vec::new(),
            layouts: Vec::new(),
            tallies: Vec::new(),
            people: PeopleCounts::default(),
            standings: StandingCounts::default(),
            estimate: PeopleEstimate::default(),
            resolving: Resolving::default(),
            lookalikes: Vec::new(),
        }
    }

    pub fn tables(&self) -> Tables<'_> {
        Tables {
            categories: &self.categories,
            sources: &self.sources,
            gaps: &self.gaps,
            layouts: &self.layouts,
            tallies: &self.tallies,
            people: &self.people,
            standings: &self.standings,
            exposure: &self.exposure,
            estimate: self.estimate,
            resolving: self.resolving,
            lookalikes: &self.lookalikes,
        }
    }

    /// A tally: kind, client, key; records, people, mentions.
    pub fn tally(&mut self, kind: &str, client: &str, key: &str, counts: [u64; 3]) -> &mut TallyRow {
        let [records, people, mentions] = counts;
        self.tallies.push(TallyRow {
            kind: kind.into(),
            client: client.into(),
            key: key.into(),
            records,
            people,
            mentions,
            first_day: None,
            last_day: None,
        });
        self.tallies.last_mut().expect("just pushed")
    }

    /// A source: id, container (0: none), places, format, encoding; bytes, bytes read, records.
    #[allow(clippy::too_many_arguments)]
    pub fn source(
        &mut self,
        id: u64,
        container: u64,
        places: &[&str],
        format: &str,
        encoding: &str,
        counts: [u64; 3],
        findings: &[&str],
    ) {
        self.sources.push(SourceRow {
            id,
            digest: format!("{id:016x}").repeat(4),
            places: places.iter().map(|place| (*place).to_string()).collect(),
            container: (container != 0).then_some(container),
            format: format.into(),
            encoding: (!encoding.is_empty()).then(|| encoding.into()),
            bytes: counts[0],
            bytes_read: counts[1],
            records: counts[2],
            mentions: counts[2],
            findings: findings.iter().map(|pair| (*pair).to_string()).collect(),
            client: None,
        });
    }

    /// A column of a source's only table: number, name, category; values, values found; evidence and who decided.
    pub fn layout(
        &mut self,
        source: u64,
        column: u32,
        name: &str,
        category: Option<&str>,
        [values, found]: [u64; 2],
        (evidence, decided_by): (&str, &str),
    ) {
        self.layouts.push(LayoutRow {
            source,
            table: 0,
            table_name: String::new(),
            column,
            column_name: name.into(),
            category: category.map(str::to_string),
            role: "unknown".into(),
            certainty: 0.8,
            evidence: evidence.into(),
            decided_by: decided_by.into(),
            values,
            found,
            masked: 0,
            mask_rule: None,
            lookalikes: 0,
            shape: String::new(),
        });
    }

    pub fn gap(&mut self, source: u64, from: u64, to: u64, reason: GapReason, detail: &str) {
        self.gaps.push(GapRow {
            source,
            from,
            to,
            reason: reason.code().into(),
            detail: detail.into(),
            remedy: reason.remedy().into(),
        });
    }
}

/// The general categories, and some of each heading that is searched for.
fn searched_for() -> Vec<CategoryDefinition> {
    let define = |code, group, label| CategoryDefinition {
        code,
        group,
        comparison: Comparison::Identifier,
        identifies: true,
        label,
    };
    let mut all = general::ALL.to_vec();
    all.extend([
        define(
            "kr-resident-number",
            Group::NationalId,
            ["Korean resident registration number", "주민등록번호", "numéro d’enregistrement coréen"],
        ),
        define(
            "ca-sin",
            Group::NationalId,
            [
                "Canadian social insurance number",
                "캐나다 사회보험번호",
                "numéro d’assurance sociale canadien",
            ],
        ),
        define("passport", Group::NationalId, ["passport number", "여권번호", "numéro de passeport"]),
        define(
            "payment-card",
            Group::Financial,
            ["payment card number", "카드번호", "numéro de carte de paiement"],
        ),
        define(
            "bank-account",
            Group::Financial,
            ["bank account number", "계좌번호", "numéro de compte bancaire"],
        ),
        define("iban", Group::Financial, ["IBAN", "IBAN", "IBAN"]),
        define(
            "ca-health-number",
            Group::Health,
            ["Canadian health number", "캐나다 건강보험번호", "numéro d’assurance maladie canadien"],
        ),
        define("diagnosis-code", Group::Health, ["diagnosis code", "진단코드", "code de diagnostic"]),
        define("password", Group::Login, ["password", "비밀번호", "mot de passe"]),
        define(
            "password-hash",
            Group::Login,
            ["password hash", "비밀번호 해시", "empreinte de mot de passe"],
        ),
        define("api-key", Group::Login, ["API key", "API 키", "clé d’API"]),
    ]);
    all
}

/// Splits a whole over months with a seasonal swell; the parts add up to the whole.
pub fn over_months(first: (u32, u32), months: u32, whole: u64) -> Vec<(String, u64)> {
    const SEASON: [u64; 12] = [70, 66, 74, 80, 84, 78, 72, 76, 88, 98, 140, 152];
    let name = |at: u32| (first.0 + (first.1 - 1 + at) / 12, (first.1 - 1 + at) % 12);
    let weights: Vec<u64> = (0..months).map(|at| SEASON[name(at).1 as usize] + u64::from(at)).collect();
    let all: u64 = weights.iter().sum();
    let mut left = whole;
    (0..months)
        .map(|at| {
            let (year, month) = name(at);
            let part = if at + 1 == months { left } else { whole * weights[at as usize] / all };
            left -= part;
            (format!("{year}-{:02}", month + 1), part)
        })
        .collect()
}
