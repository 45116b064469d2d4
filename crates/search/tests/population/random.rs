//! A small deterministic generator of numbers (splitmix64).

/// Numbers that depend only on a seed and a position.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn new(seed: u64, position: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ position.wrapping_mul(0xd1b5_4a32_d192_ed03),
        }
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `bound`, evenly.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// A rank below `bound`, the first ones oftener: Zipf's law, `flat` ranks shifted (the larger, the less
    /// the very first stand out).
    pub fn rank(&mut self, bound: usize, flat: f64) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let whole = (bound as f64 + flat) / flat;
        ((whole.powf(even) - 1.0) * flat) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}
