//! Fills the tables with the lists. Part of the build alone.

use super::flags::Flags;
use super::table::{AREA, Latin, Places, TOWN, Table, hash_padded};
use super::words;

impl<const SLOTS: usize, const KNOWN: u64> Table<SLOTS, KNOWN> {
    /// The table of these hashes and what is known of each; what is said of one word several times comes together.
    fn of(words: impl Iterator<Item = (u64, u64)>) -> Vec<u8> {
        let mut table = vec![0; Self::BYTES];
        let slots = table.as_chunks_mut::<8>().0;
        for (hash, known) in words {
            let at = Self::slot(slots, hash & !KNOWN);
            slots[at] = (u64::from_le_bytes(slots[at]) | hash & !KNOWN | known).to_le_bytes();
        }
        table
    }
}

/// The hash of a folded text of at most 64 bytes; `None` for longer ones.
fn hash(folded: &str) -> Option<u64> {
    let mut padded = [0u8; 64];
    padded.get_mut(..folded.len())?.copy_from_slice(folded.as_bytes());
    Some(hash_padded(&padded, folded.len()))
}

/// The table of words in Latin letters.
pub(super) fn latin() -> Vec<u8> {
    let listed = include_str!("../../lexicons/latin-words.txt").lines().filter_map(|line| {
        let (word, letters) = line.rsplit_once(' ')?;
        Some((word, letters.bytes().map(letter).fold(0, |all, one| all | one)))
    });
    let places = words::towns().filter(|town| !town.contains(' ')).map(|town| (town, Flags::PLACE));
    let organisations = words::organisations().map(|word| (word, Flags::ORGANISATION));
    let parts = words::departments().map(|word| (word, Flags::DEPARTMENT));
    let binding = words::binding().map(|word| (word, Flags::BINDING));
    let legal = words::legal_forms().map(|word| (word, Flags::LEGAL_FORM));
    let titles = words::titles().map(|word| (word, Flags::TITLE));
    let particles = words::particles().map(|word| (word, Flags::PARTICLE));
    // `St. John's` is looked up as `saint john s` too.
    let towns = words::towns().chain(["st", "ste"]).map(|name| (name, Flags::BEGINS_TOWN));
    let regions = words::region_names().map(|name| (name, Flags::BEGINS_REGION));
    let countries = words::countries().map(|name| (name, Flags::BEGINS_COUNTRY));
    let begin = towns.chain(regions).chain(countries).map(|(name, flag)| (first_word(name), flag));
    let whole = listed
        .chain(places)
        .chain(organisations)
        .chain(parts)
        .chain(binding)
        .chain(legal)
        .chain(titles)
        .chain(particles);
    Latin::of(whole.chain(begin).filter_map(|(word, flags)| Some((hash(word)?, u64::from(flags)))))
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

fn letter(letter: u8) -> u16 {
    match letter {
        b'G' => Flags::COMMON_GIVEN,
        b'g' => Flags::GIVEN,
        b'F' => Flags::COMMON_FAMILY,
        b'f' => Flags::FAMILY,
        b'W' => Flags::COMMON_WORD,
        b'w' => Flags::WORD,
        _ => 0,
    }
}

/// The table of names of places.
pub(super) fn places() -> Vec<u8> {
    let towns = words::towns().map(|name| (name, TOWN));
    // Codes of two and three letters are words too.
    let areas = words::region_codes()
        .chain(words::region_names())
        .chain(words::countries())
        .filter(|name| name.len() > 3);
    Places::of(
        towns.chain(areas.map(|name| (name, AREA))).filter_map(|(name, known)| Some((hash(name)?, known))),
    )
}
