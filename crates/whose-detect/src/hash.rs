//! The one stable hash: ids and keys made with it are stored in cases, so it never changes.

/// Odd constants from the digits of the golden ratio and of the square roots of two and three.
const START: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0x6a09_e667_f3bc_c909;
const SECOND: u64 = 0xbb67_ae85_84ca_a73b;

/// A 64-bit hash of a sequence of numbers and texts: each eight bytes are multiplied into the state and both
/// halves of the product are folded together. Not cryptographic. Equal on every machine and in every version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StableHash(u64);

impl Default for StableHash {
    fn default() -> Self {
        Self(START)
    }
}

impl StableHash {
    /// Takes a number in.
    pub const fn number(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number, FIRST);
    }

    /// Takes a text in, with its length, so that neighbours cannot run together.
    pub fn text(&mut self, text: &str) {
        let mut words = text.as_bytes().chunks_exact(8);
        for word in &mut words {
            self.number(u64::from_le_bytes(word.try_into().expect("chunks of eight")));
        }
        let mut last = [0u8; 8];
        last[..words.remainder().len()].copy_from_slice(words.remainder());
        self.number(u64::from_le_bytes(last));
        self.number(text.len() as u64);
    }

    /// The hash of all that was taken in.
    #[must_use]
    pub const fn finish(self) -> u64 {
        fold(self.0, SECOND)
    }
}

const fn fold(one: u64, other: u64) -> u64 {
    let product = (one as u128).wrapping_mul(other as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> u64 {
        let mut hash = StableHash::default();
        parts.iter().for_each(|part| hash.text(part));
        hash.finish()
    }

    #[test]
    fn stays_what_it_was() {
        assert_eq!(of(&["T-1", "2018-05-01"]), of(&["T-1", "2018-05-01"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a\0"]), of(&["a"]));
    }
}
