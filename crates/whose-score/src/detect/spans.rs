//! Spans in labelled texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde_json::Value;
use whose_detect::Detector;

use super::{Line, Score};

/// A span in characters, and its class.
type Labelled = (usize, usize, &'static str);

/// The class of a label of the texts.
fn class_of_label(label: &str) -> Option<&'static str> {
    Some(match label {
        "PERSON" | "PER" | "PS" => "PERSON",
        "STREET_ADDRESS" | "ADDRESS" | "GPE" | "LOCATION" | "LOC" | "LC" => "LOC",
        "EMAIL" | "EMAIL_ADDRESS" => "EMAIL",
        "PHONE" | "PHONE_NUMBER" | "FAX" => "PHONE",
        "CREDIT_CARD" | "CARD" => "CARD",
        "IBAN" | "IBAN_CODE" => "IBAN",
        "US_SSN" | "SSN" => "SSN",
        "IP" | "IP_ADDRESS" => "IP",
        "URL" | "DOMAIN_NAME" => "URL",
        "US_DRIVER_LICENSE" | "DRIVER_LICENSE" => "DRIVER_LICENSE",
        "POSTAL_CODE" | "ZIP_CODE" => "POSTAL",
        "RRN" => "RRN",
        "FRN" => "FRN",
        "PASSPORT" => "PASSPORT",
        "BUSINESS_REG" => "BUSINESS_REG",
        "CORP_REG" => "CORP_REG",
        "ACCOUNT" => "ACCOUNT",
        "VEHICLE" => "VEHICLE",
        "DT_BIRTH" => "DT_BIRTH",
        _ => return None,
    })
}

/// The class of a category.
fn class_of_category(code: &str) -> Option<&'static str> {
    Some(match code {
        "person-name" | "given-name" | "family-name" => "PERSON",
        "street-address" | "event-place" | "city" | "region" | "country" => "LOC",
        "email" => "EMAIL",
        "phone" | "mobile" => "PHONE",
        "card" => "CARD",
        "iban" => "IBAN",
        "us-ssn" => "SSN",
        "ip-address" => "IP",
        "web-address" => "URL",
        "driver-licence" => "DRIVER_LICENSE",
        "postcode" => "POSTAL",
        "kr-resident-number" => "RRN",
        "kr-foreigner-number" => "FRN",
        "passport" => "PASSPORT",
        "kr-business-number" => "BUSINESS_REG",
        "kr-corporate-number" => "CORP_REG",
        "bank-account" => "ACCOUNT",
        "plate" => "VEHICLE",
        "birth-date" => "DT_BIRTH",
        _ => return None,
    })
}

/// What a set came to.
#[derive(Debug, Default)]
struct Outcome {
    all: Score,
    classes: BTreeMap<&'static str, Score>,
    /// Labels as they stand in the file: how many, and how many of them were found.
    labels: BTreeMap<String, (u32, u32)>,
}

/// A text with its labels.
struct Document {
    text: String,
    spans: Vec<(usize, usize, String)>,
}

fn documents(path: &Path) -> Result<Vec<Document>> {
    let text = fs_err::read_to_string(path)?;
    text.lines()
        .map(|line| document(line).with_context(|| format!("{} is damaged", path.display())))
        .collect()
}

fn document(line: &str) -> Option<Document> {
    let value: Value = serde_json::from_str(line).ok()?;
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let spans = value["spans"].as_array()?.iter();
    let spans = spans.map(|span| Some((number(&span[0])?, number(&span[1])?, span[2].as_str()?.to_string())));
    Some(Document { text: value["text"].as_str()?.to_string(), spans: spans.collect::<Option<_>>()? })
}

/// What the detector says, in characters; once for each class and range.
fn said(detector: &Detector, text: &str, classes: &BTreeSet<&str>) -> BTreeSet<Labelled> {
    let mut at = (0, 0);
    let mut characters = |byte: usize| {
        if byte < at.0 {
            at = (0, 0);
        }
        at = (byte, at.1 + text[at.0..byte].chars().count());
        at.1
    };
    let mut found = BTreeSet::new();
    for span in detector.read_text(text) {
        let class = class_of_category(&detector.categories().get(span.category).code);
        if let Some(class) = class.filter(|class| classes.contains(class)) {
            found.insert((characters(span.start), characters(span.end), class));
        }
    }
    found
}

fn overlaps(one: &Labelled, others: &BTreeSet<Labelled>) -> bool {
    others.iter().any(|other| other.0 < one.1 && one.0 < other.1 && other.2 == one.2)
}

fn score(detector: &Detector, documents: &[Document]) -> Outcome {
    let labels = documents.iter().flat_map(|document| &document.spans);
    let classes: BTreeSet<&str> = labels.filter_map(|span| class_of_label(&span.2)).collect();
    let mut outcome = Outcome::default();
    let read: Vec<BTreeSet<Labelled>> =
        documents.par_iter().map(|document| said(detector, &document.text, &classes)).collect();
    for (document, said) in documents.iter().zip(read) {
        let labelled = || {
            document.spans.iter().filter_map(|(start, end, label)| {
                class_of_label(label).map(|class| ((*start, *end, class), label))
            })
        };
        let gold: BTreeSet<Labelled> = labelled().map(|(span, _)| span).collect();
        for (span, label) in labelled() {
            let counts = outcome.labels.entry(label.clone()).or_default();
            counts.0 += 1;
            counts.1 += u32::from(overlaps(&span, &said));
        }
        for span in &gold {
            let score = outcome.classes.entry(span.2).or_default();
            score.gold += 1;
            score.found += u32::from(overlaps(span, &said));
        }
        for span in &said {
            let score = outcome.classes.entry(span.2).or_default();
            score.said += 1;
            score.right += u32::from(overlaps(span, &gold));
        }
    }
    outcome.classes.values().for_each(|score| outcome.all.add(score));
    outcome
}

/// The lines of the table for one set.
type Bars = fn(&Outcome) -> Vec<Line>;

/// Scores every set that is there.
pub fn lines(detector: &Detector, folder: &Path) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let sets: [(&str, &str, Bars); 5] = [
        ("English text, presidio-research synth_v2", "en_presidio_synth_v2", english),
        ("Korean text, generated_540", "ko_generated_540", korean),
        ("French text, ECHR", "fr_echr_reviewed", french),
        ("English prose, wikigold", "en_wikigold", wikigold),
        ("French newspapers, Europeana", "fr_europeana_bnf", europeana),
    ];
    for (what, name, tell) in sets {
        let path = folder.join(format!("{name}.jsonl"));
        if !path.exists() {
            lines.push(Line::skipped(what, "the data is not there"));
            continue;
        }
        let outcome = score(detector, &documents(&path)?);
        lines.extend(tell(&outcome));
        lines.push(Line::told(&format!("  {name}, F1 by class"), "", by_class(&outcome)));
    }
    Ok(lines)
}

fn by_class(outcome: &Outcome) -> String {
    let classes = outcome.classes.iter().map(|(class, score)| format!("{class} {:.3}", score.f(1.0)));
    classes.collect::<Vec<_>>().join(", ")
}

fn class(outcome: &Outcome, class: &str) -> Score {
    outcome.classes.get(class).copied().unwrap_or_default()
}

fn english(outcome: &Outcome) -> Vec<Line> {
    let (all, found) = outcome.labels.get("STREET_ADDRESS").copied().unwrap_or_default();
    vec![
        Line::least("English synth_v2, F1", "presidio .632", 0.80, outcome.all.f(1.0)),
        Line::least("English synth_v2, F2", "presidio .584", 0.80, outcome.all.f(2.0)),
        Line::least(
            "English synth_v2, street addresses, recall",
            "presidio .139",
            0.80,
            f64::from(found) / f64::from(all.max(1)),
        ),
    ]
}

fn korean(outcome: &Outcome) -> Vec<Line> {
    vec![
        Line::least("Korean generated_540, F1", "ko-pii .771", 0.87, outcome.all.f(1.0)),
        Line::least("Korean generated_540, F2", "ko-pii .810", 0.88, outcome.all.f(2.0)),
        Line::least("Korean generated_540, PERSON F1", "ko-pii .560", 0.75, class(outcome, "PERSON").f(1.0)),
    ]
}

fn french(outcome: &Outcome) -> Vec<Line> {
    let person = class(outcome, "PERSON").f(1.0);
    vec![Line::least("French ECHR, PERSON F1", "presidio .824", 0.80, person)]
}

fn wikigold(outcome: &Outcome) -> Vec<Line> {
    let person = class(outcome, "PERSON").f(1.0);
    vec![Line::least("English wikigold, PERSON F1", "presidio .738", 0.74, person)]
}

fn europeana(outcome: &Outcome) -> Vec<Line> {
    let person = format!("{:.3}", class(outcome, "PERSON").f(1.0));
    vec![Line::told("French newspapers (machine-read), PERSON F1", "presidio .689", person)]
}
