//! Numbers that look random and can be had again.

/// A generator (`SplitMix64`): the same seed, the same numbers.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// One whose seed is that of `AIGUILLEUR_ATTACK_SEED`, else `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        let given = std::env::var("AIGUILLEUR_ATTACK_SEED").ok().and_then(|text| text.parse().ok());
        Self(given.unwrap_or(seed))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    /// One of `all`.
    pub(crate) fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
