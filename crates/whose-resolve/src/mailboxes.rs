//! Mailboxes in running text that are called after somebody whom the text names.
//!
//! A letter names Anne Roy at its head and gives `anne.roy@example.org` at its foot. Within one text, a mailbox that shows no name is
//! that of the one person whose given and family name it is made of.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::intern::NONE;
use crate::nodes::absorb;
use crate::options::RunningTexts;
use crate::values::{Row, Values};

/// Fewer letters are no two names.
const LEAST_LETTERS: usize = 6;

/// Makes the nameless mailboxes of a text entries of those whom they are called after. Says which mentions were joined so.
pub(crate) fn join(
    values: &Values,
    corpus: &Corpus<'_>,
    texts: &RunningTexts,
    rows: &mut [Row],
    entry_of: &mut [u32],
    alone: &FxHashSet<u32>,
) -> FxHashSet<u32> {
    let mut moved: FxHashMap<u32, u32> = FxHashMap::default();
    for text in by_text(corpus, texts, rows, entry_of, alone).chunk_by(|one, other| one.0 == other.0) {
        let named = named(values, rows, text);
        for (_, at) in text {
            let row = rows[*at as usize];
            let nameless = row.name == NONE && row.emails[0] != NONE && row.emails[1] == NONE;
            let local = || letters(values.locals.get(values.emails[row.emails[0] as usize].local));
            // Called after two whom the text names, it may be either's.
            if let Some(Some(to)) = nameless.then(local).and_then(|local| named.get(&local).copied()) {
                absorb(values, &mut rows[to as usize], &row);
                moved.insert(*at, to);
            }
        }
    }
    if !moved.is_empty() {
        entry_of.iter_mut().for_each(|entry| *entry = moved.get(entry).copied().unwrap_or(*entry));
    }
    moved.into_keys().collect()
}

/// The entries of texts, by text and in their order. Conversations name their speakers in each message.
fn by_text(
    corpus: &Corpus<'_>,
    texts: &RunningTexts,
    rows: &[Row],
    entry_of: &[u32],
    alone: &FxHashSet<u32>,
) -> Vec<((u64, u32), u32)> {
    if texts.is_empty() || !rows.iter().any(|row| row.name == NONE && row.emails[0] != NONE) {
        return Vec::new();
    }
    let places = corpus.collect(|mention| {
        let place = (mention.source(), mention.table());
        (texts.contains(place.0, place.1) && !texts.is_conversation(place.0)).then_some(place)
    });
    let is_entry = |at: u32| entry_of[at as usize] == at && !alone.contains(&at);
    let mut all: Vec<((u64, u32), u32)> = (0u32..)
        .zip(places)
        .filter(|(at, _)| is_entry(*at))
        .filter_map(|(at, place)| Some((place?, at)))
        .collect();
    all.sort_unstable();
    all
}

/// The first entry of each whole name of a text by what a mailbox called after it says; nobody where two names say the same.
fn named(values: &Values, rows: &[Row], text: &[((u64, u32), u32)]) -> FxHashMap<String, Option<u32>> {
    let mut named: FxHashMap<String, Option<u32>> = FxHashMap::default();
    let mut names: FxHashSet<(u32, u32)> = FxHashSet::default();
    for (_, at) in text {
        let Some(name) = values.names.get(rows[*at as usize].name as usize) else { continue };
        let whole = name.given != NONE && name.family != NONE && name.mask == NONE;
        if !whole || !names.insert((name.given, name.family)) {
            continue;
        }
        let (given, family) = (word(values, name.given), word(values, name.family));
        let mut forms = [format!("{given}{family}"), format!("{family}{given}")].to_vec();
        forms.extend(given.chars().next().map(|initial| format!("{initial}{family}")));
        forms.dedup();
        for form in forms.into_iter().filter(|form| form.len() >= LEAST_LETTERS) {
            named.entry(form).and_modify(|known| *known = None).or_insert(Some(*at));
        }
    }
    named
}

/// The letters of a word of a name, as mailboxes are called after it.
pub(crate) fn word(values: &Values, word: u32) -> String {
    String::from_utf8_lossy(values.words.letters(word)).into_owned()
}

/// The letters of a local part: `anne.roy7` is `anneroy`.
pub(crate) fn letters(local: &str) -> String {
    local.chars().filter(|c| c.is_alphabetic()).collect()
}
