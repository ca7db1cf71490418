//! Chance that depends on nothing but the seed and what it is thrown for.

/// What a throw is for. Each purpose has its own numbers, so that a new one changes no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    Households = 1,
    Shipping,
    Contact,
    Company,
    Spelling,
    Noise,
    Postcode,
    Parcel,
    Insured,
    Driver,
    Claim,
    Memo,
    Registry,
}

/// A stream of random numbers (SplitMix64, public domain, Vigna 2015).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream for the `index`th thing of a purpose.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let start = mix(seed ^ (purpose as u64).wrapping_mul(0xd134_2543_de82_ef95));
        Self(mix(start ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// Evenly from 0 to below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        (((self.next() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// Evenly from `from` to `to`, both possible.
    pub(crate) fn between(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(to - from + 1)
    }

    /// True in `per_mille` of 1,000 cases.
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1_000) < per_mille
    }

    /// True in `parts` of 1,000,000 cases.
    pub(crate) fn rarely(&mut self, parts: u32) -> bool {
        self.below(1_000_000) < parts
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u32) as usize]
    }
}

/// The finaliser of SplitMix64; also a good hash of a number.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_differs_from_its_neighbour() {
        let throw = |index| Dice::new(7, Purpose::Noise, index).next();
        assert_eq!(throw(3), throw(3));
        assert_ne!(throw(3), throw(4));
    }

    #[test]
    fn throws_are_even() {
        let mut dice = Dice::new(1, Purpose::Noise, 0);
        let mut counts = [0u32; 10];
        for _ in 0..100_000 {
            counts[dice.below(10) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
    }
}
