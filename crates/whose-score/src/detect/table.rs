//! The printed table.

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    what: String,
    peer: String,
    bar: String,
    measured: String,
    met: Option<bool>,
}

impl Line {
    /// A figure with its bar.
    pub fn new(what: &str, peer: &str, bar: &str, measured: String, met: bool) -> Self {
        Self { met: Some(met), ..Self::told(what, peer, measured) }.with_bar(bar)
    }

    /// A figure without a bar.
    pub fn told(what: &str, peer: &str, measured: String) -> Self {
        Self { what: what.into(), peer: peer.into(), bar: String::new(), measured, met: None }
    }

    /// What could not be measured, and why.
    pub fn skipped(what: &str, why: &str) -> Self {
        Self::told(what, "", format!("skipped: {why}"))
    }

    fn with_bar(mut self, bar: &str) -> Self {
        self.bar = bar.into();
        self
    }

    /// A share that must reach a least value, at the three places that bars have.
    pub fn least(what: &str, peer: &str, least: f64, share: f64) -> Self {
        let met = (share * 1_000.0).round() >= (least * 1_000.0).round();
        Self::new(what, peer, &format!(">= {least}"), format!("{share:.3}"), met)
    }

    /// False when a bar is missed.
    pub fn is_met(&self) -> bool {
        self.met.unwrap_or(true)
    }
}

/// All lines, and how many bars are missed.
pub fn table(lines: &[Line]) -> String {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["what", "best peer", "bar", "whose", ""]);
    for line in lines {
        let sign = match line.met {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "",
        };
        table.add_row([line.what.as_str(), &line.peer, &line.bar, &line.measured, sign]);
    }
    let missed = lines.iter().filter(|line| !line.is_met()).count();
    let verdict =
        if missed == 0 { "all bars are met".to_string() } else { format!("{missed} bars are missed") };
    format!("{table}\n{verdict}\n")
}
