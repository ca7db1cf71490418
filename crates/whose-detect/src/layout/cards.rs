//! Is a lone number with a right Luhn digit a payment card? One random number of ten has one, so a column or text
//! full of other numbers of that length shows "cards" by chance.

use whose_model::record::Batch;

use crate::header;
use crate::identifiers::card;
use crate::scan::check_digit;

/// From so many candidates on, their share of right check digits tells.
const ENOUGH: u32 = 8;
/// Longer words-to-number gaps say nothing, in bytes.
const GAP: usize = 16;

/// Words of payment cards.
const CARD_WORDS: [&str; 9] =
    ["카드", "card", "carte", "visa", "mastercard", "amex", "credit", "결제수단", "신용"];

/// Words of numbers that are not cards: policies, receipts, contracts, parcels, orders, claims.
const OTHER_WORDS: [&str; 38] = [
    "증권",
    "접수",
    "보험",
    "계약",
    "사고",
    "청구",
    "운송장",
    "송장",
    "등기",
    "주문",
    "예약",
    "화물",
    "관리번호",
    "claim",
    "policy",
    "contract",
    "tracking",
    "pin",
    "waybill",
    "shipment",
    "parcel",
    "barcode",
    "order",
    "invoice",
    "receipt",
    "case",
    "ticket",
    "booking",
    "reference",
    "police",
    "contrat",
    "dossier",
    "sinistre",
    "suivi",
    "colis",
    "commande",
    "facture",
    "trackingno",
];

/// Counts numbers with the prefix and the length of a card network, and how many pass Luhn.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    candidates: u32,
    passing: u32,
}

impl Tally {
    fn count(&mut self, text: &str) {
        let mut digits = [0u8; 20];
        let mut length = 0;
        let mut separated = false;
        for byte in text.bytes().chain(std::iter::once(b'\n')) {
            if byte.is_ascii_digit() {
                if length < digits.len() {
                    digits[length] = byte;
                }
                length += 1;
                separated = false;
            } else if matches!(byte, b' ' | b'-') && length > 0 && length % 4 == 0 && !separated {
                separated = true;
            } else {
                self.judge(&digits[..length.min(digits.len())]);
                (length, separated) = (0, false);
            }
        }
    }

    fn judge(&mut self, digits: &[u8]) {
        if (14..=16).contains(&digits.len()) && card::network(digits) {
            self.candidates += 1;
            self.passing += u32::from(check_digit::luhn(digits) == Some(true));
        }
    }

    /// May a number without a card word be believed? Of few candidates half must pass, of many four of five.
    const fn believed(self) -> bool {
        if self.candidates < ENOUGH {
            self.passing * 2 >= self.candidates
        } else {
            self.passing * 5 >= self.candidates * 4
        }
    }
}

/// For each column of a sample: are lone numbers that look like cards believed?
pub(super) fn believed(sample: &Batch, columns: usize) -> Vec<bool> {
    let mut tallies = vec![Tally::default(); columns];
    for field in &sample.fields {
        let value = sample.value(*field);
        if value.len() >= 14
            && let Some(tally) = tallies.get_mut(field.column as usize)
        {
            tally.count(value);
        }
    }
    tallies.into_iter().map(Tally::believed).collect()
}

/// Is a cell a number with the length, the network and the check digit of a card?
pub(crate) fn passes(value: &str) -> bool {
    if !(14..=19).contains(&value.len()) || !value.as_bytes()[0].is_ascii_digit() {
        return false;
    }
    let mut tally = Tally::default();
    tally.count(value);
    tally.passing == 1
}

/// What the word right before a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Card,
    Other,
    Nothing,
}

/// Is the number at `start` a card? A word right before it decides; without one, whether the column's lone
/// numbers are believed.
pub(crate) fn stands(text: &str, start: usize, believed: bool) -> bool {
    match label(&text[..start]) {
        Label::Card => true,
        Label::Other => false,
        Label::Nothing => believed,
    }
}

/// Is the number at `start` that of a ware or part, by the word right before it?
pub(crate) fn is_of_a_thing(text: &str, start: usize) -> bool {
    let near = near(&text[..start]);
    header::words_of_goods().any(|word| ending(&near, word).is_some())
}

/// The nearest word of either kind that ends right before the number: between them no digit and little else.
fn label(before: &str) -> Label {
    let near = near(before);
    let nearest = |words: &[&str]| words.iter().filter_map(|word| ending(&near, word)).max();
    match (nearest(&CARD_WORDS), nearest(&OTHER_WORDS)) {
        (Some(card), other) if other.is_none_or(|other| card >= other) => Label::Card,
        (_, Some(_)) => Label::Other,
        _ => Label::Nothing,
    }
}

/// The words before a number, up to another number or line, in small letters.
fn near(before: &str) -> String {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(48))..];
    near[near.rfind(|c: char| c.is_ascii_digit() || c == '\n').map_or(0, |at| at + 1)..].to_lowercase()
}

/// Where the word ends, if it stands by itself and near enough to the end. Korean words take particles and
/// follow others without a space.
fn ending(near: &str, word: &str) -> Option<usize> {
    near.rmatch_indices(word).map(|(at, _)| (at, at + word.len())).find_map(|(at, end)| {
        let alone = !word.is_ascii()
            || !(near[..at].ends_with(|c: char| c.is_alphabetic())
                || near[end..].trim_start_matches('s').starts_with(|c: char| c.is_ascii_lowercase())
                    && !near[end..].starts_with("no")
                    && !near[end..].starts_with("num"));
        (alone && near.len() - end <= GAP).then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_number() {
        for (before, label_is) in [
            ("카드 ", Label::Card),
            ("신용카드번호: ", Label::Card),
            ("paid by card ", Label::Card),
            ("card_number=", Label::Card),
            ("증권번호 ", Label::Other),
            ("label printed pin=", Label::Other),
            ("Tracking no. ", Label::Other),
            ("policy card ", Label::Card),
            ("shipping ", Label::Nothing),
            ("order 17 paid with ", Label::Nothing),
            ("", Label::Nothing),
        ] {
            assert_eq!(label(before), label_is, "{before}");
        }
    }

    #[test]
    fn chance_and_cards() {
        let chance: String = (0..100u64).map(|n| format!("x {}\n", 4_111_111_111_110_000 + n * 37)).collect();
        let mut tally = Tally::default();
        tally.count(&chance);
        assert_eq!((tally.candidates, tally.believed()), (100, false));
        let mut tally = Tally::default();
        tally.count("4111 1111 1111 1111, 5421-7788-1023-9989");
        assert_eq!((tally.candidates, tally.passing, tally.believed()), (2, 2, true));
    }
}
