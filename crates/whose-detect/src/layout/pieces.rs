//! One number in several columns: `tel1`, `tel2`, `tel3`; `email1`, `email2`; the two halves of a resident number.

use whose_model::CategoryId;
use whose_model::record::Batch;

use super::{Column, DecidedBy, Reading};
use crate::detector::Knowledge;
use crate::header::Concept;

/// Records whose pieces are put together to see what they make.
const LOOKED_AT: usize = 200;
/// Columns that one value may be spread over.
const MOST: usize = 4;
/// Fewer records with all pieces tell nothing.
const LEAST: usize = 3;

/// Columns that hold one value together, in order, and what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// Numbers of the columns.
    pub columns: Vec<u32>,
    /// What they make.
    pub category: CategoryId,
    /// `-`, or `@` between the halves of an e-mail address.
    pub between: &'static str,
}

/// Finds columns that mean nothing alone and something together. Their names differ in their last part only.
pub(super) fn find(knowledge: &Knowledge<'_>, sample: &Batch, columns: &mut [Column]) -> Vec<Pieces> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let run = run_from(columns, at);
        let pieces = (2..=run).rev().find_map(|count| together(knowledge, sample, columns, at, count));
        let Some(pieces) = pieces else {
            at += 1;
            continue;
        };
        at += pieces.columns.len();
        let code = &knowledge.categories.get(pieces.category).code;
        for number in &pieces.columns {
            let others = pieces.columns.len();
            columns[*number as usize].take(
                Reading::Piece(pieces.category),
                0.85,
                format!("a piece of a {code}, which {others} columns make together"),
            );
        }
        found.push(pieces);
    }
    found
}

/// How many columns from one on are called alike.
fn run_from(columns: &[Column], at: usize) -> usize {
    let Some((stem, first)) = parted_name(&columns[at].name) else { return 0 };
    let mut count = 1;
    while count < MOST
        && columns.get(at + count).and_then(|column| parted_name(&column.name))
            == Some((stem.clone(), first + count as u32))
    {
        count += 1;
    }
    let run = &columns[at..at + count];
    // The halves of a number can look like masked ones.
    let half =
        |column: &Column| matches!(column.reading, Reading::Identifier(id) if column.named.contains(id));
    let fitting =
        run.iter().enumerate().all(|(number, column)| column.is_open() || number == 0 && half(column));
    let halves = || run.iter().all(|column| half(column) && column.profile.mean_length() <= 8.0);
    let corrected = run.iter().any(|column| column.decided_by == DecidedBy::Corrected);
    let parted = fitting && run.iter().any(Column::is_open) || count == 2 && halves();
    if parted && !corrected { count } else { 0 }
}

/// `TEL_NO2` as `tel_no` and 2; halves are numbered by their words.
fn parted_name(name: &str) -> Option<(String, u32)> {
    const HALVES: [(&str, u32); 8] = [
        ("앞자리", 1),
        ("뒷자리", 2),
        ("뒤자리", 2),
        ("앞", 1),
        ("뒤", 2),
        ("front", 1),
        ("back", 2),
        ("domain", 2),
    ];
    let plain = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    };
    let name: String = name.trim().to_lowercase().chars().map(plain).collect();
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (stem, number) = if digits == 1 {
        (&name[..name.len() - 1], name[name.len() - 1..].parse().ok()?)
    } else {
        HALVES.iter().find_map(|(half, number)| Some((name.strip_suffix(half)?, *number)))?
    };
    let stem = stem.trim_end_matches([' ', '_', '-', '.', '(']);
    (!stem.is_empty()).then(|| (stem.to_string(), number))
}

/// What so many columns from one on make together.
fn together(
    knowledge: &Knowledge<'_>,
    sample: &Batch,
    columns: &[Column],
    at: usize,
    count: usize,
) -> Option<Pieces> {
    let numbers: Vec<u32> = (at as u32..(at + count) as u32).collect();
    for between in ["-", "@"] {
        let values: Vec<String> = sample
            .iter()
            .filter_map(|(_, fields)| joined(sample, fields, &numbers, between))
            .take(LOOKED_AT)
            .collect();
        if values.len() < LEAST {
            return None;
        }
        if let Some(category) = category(knowledge, &columns[at], &values) {
            return Some(Pieces { columns: numbers, category, between });
        }
    }
    None
}

/// The category that most of the values are of: what the columns are called, an e-mail address or a phone.
fn category(knowledge: &Knowledge<'_>, column: &Column, values: &[String]) -> Option<CategoryId> {
    let ids = knowledge.ids;
    let share = |category| {
        let fits = values.iter().filter(|value| reads(knowledge, category, value)).count();
        fits as f32 / values.len() as f32
    };
    let phone = column.named.contains(ids.phone) || column.named.contains(ids.mobile);
    if phone || column.words.has(Concept::Phone) {
        let either = values
            .iter()
            .filter(|value| [ids.mobile, ids.phone].iter().any(|id| reads(knowledge, *id, value)));
        let enough = either.count() * 10 >= values.len() * 7;
        return enough.then(|| if share(ids.mobile) >= 0.5 { ids.mobile } else { ids.phone });
    }
    let electronic = column.words.has(Concept::Electronic).then_some(ids.email);
    let candidates = column.named.iter().chain(electronic).map(|category| (share(category), category));
    candidates
        .filter(|(share, _)| *share >= 0.7)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, id)| id)
}

fn reads(knowledge: &Knowledge<'_>, category: CategoryId, value: &str) -> bool {
    knowledge.scanner.read_cell(category, value, &mut String::new()).is_some()
}

/// The value that the pieces of a record make; `None` where one is missing.
pub(crate) fn joined(
    batch: &Batch,
    fields: &[whose_model::record::Field],
    columns: &[u32],
    between: &str,
) -> Option<String> {
    let mut whole = String::new();
    for (number, column) in columns.iter().enumerate() {
        let value = fields
            .iter()
            .filter(|field| field.column == *column)
            .map(|field| batch.value(*field).trim())
            .find(|value| !value.is_empty())?;
        if number > 0 {
            whole.push_str(between);
        }
        whole.push_str(value);
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::parted_name;

    #[test]
    fn names_fall_into_stem_and_number() {
        let parted = |name: &str| parted_name(name).map(|(stem, number)| format!("{stem} {number}"));
        assert_eq!(parted("TEL_NO2").as_deref(), Some("tel_no 2"));
        assert_eq!(parted("주민번호_뒤").as_deref(), Some("주민번호 2"));
        assert_eq!(parted("주민번호앞자리").as_deref(), Some("주민번호 1"));
        assert_eq!(parted("電話番号２").as_deref(), Some("電話番号 2"));
        assert_eq!(parted("addr12"), None);
        assert_eq!(parted("1"), None);
    }
}
