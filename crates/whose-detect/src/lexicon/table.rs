//! Tables of hashes in place of lists of words, and how a word is found in one. The build fills them (`filling.rs`).
//!
//! Open addressing over a power of two of slots of eight bytes, little-endian: the upper bits of a word's hash, and what is known
//! of it in the lower ones; 0 is free. An unknown word is taken for a known one with a chance of one in 2^30 and less, so the
//! words themselves need not be kept.

/// A table whose slots keep `KNOWN` for what is known.
pub(super) struct Table<const SLOTS: usize, const KNOWN: u64>;

/// Words in Latin letters and their `Flags`.
pub(super) type Latin = Table<{ 1 << 19 }, 0xffff>;

/// Names of places in Latin letters: [`TOWN`], [`AREA`] or both.
pub(super) type Places = Table<{ 1 << 16 }, 3>;

pub(super) const TOWN: u64 = 1;
pub(super) const AREA: u64 = 2;

/// A slot as the build writes it.
pub(super) type Slot = [u8; 8];

impl<const SLOTS: usize, const KNOWN: u64> Table<SLOTS, KNOWN> {
    pub(super) const BYTES: usize = SLOTS * size_of::<Slot>();

    /// What is known of the word with this hash; 0 for nothing.
    pub(super) fn known(table: &[u8], hash: u64) -> u64 {
        let slots = table.as_chunks::<8>().0;
        u64::from_le_bytes(slots[Self::slot(slots, hash & !KNOWN)]) & KNOWN
    }

    /// Where the hash stands, or the free slot where it would.
    pub(super) fn slot(slots: &[Slot], hash: u64) -> usize {
        let mut at = (hash >> 40) as usize & (SLOTS - 1);
        loop {
            let slot = u64::from_le_bytes(slots[at]);
            if slot == 0 || slot & !KNOWN == hash {
                return at;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }
}

/// The hash of a folded word that stands at the beginning of zeros; never 0. Not kept anywhere but in the tables.
pub(super) fn hash_padded(padded: &[u8], length: usize) -> u64 {
    let eights = padded[..length.next_multiple_of(8)].as_chunks().0;
    finish(eights.iter().fold(length as u64, |hash, eight| mix(hash, u64::from_le_bytes(*eight))))
}

/// Takes the next eight bytes of a word, the last ones with zeros behind them, into its hash, which begins with its length.
#[inline]
pub(super) const fn mix(hash: u64, eight: u64) -> u64 {
    let hash = (hash ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 32
}

/// The hash of a word of which all bytes were taken.
#[inline]
pub(super) const fn finish(hash: u64) -> u64 {
    hash | 1 << 63
}
