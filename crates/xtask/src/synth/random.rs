//! Reproducible draws: every record has its own sequence, so that any record can be made again alone.

/// A sequence of draws (SplitMix64: small, fast, good enough for data that only has to look real).
pub(crate) struct Rng(u64);

/// What a sequence is for; two purposes never share draws.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    /// Who a person is.
    Person = 1,
    /// The name that a person bears from the second day on.
    Renaming,
    /// One situation of a person.
    Situation,
    /// What happens to a person between the two days.
    Change,
    /// A cabinet.
    Cabinet,
    /// A société d'exercice.
    Societe,
    /// An employer outside FINESS.
    Employer,
    /// A legal person of FINESS.
    Ej,
    /// A site of FINESS.
    Eg,
    /// What happens to a site between the two days.
    EgChange,
    /// How sites are shared out among legal persons.
    Sharing,
    /// A village.
    Village,
    /// A legal unit that no directory names.
    Unit,
}

/// How much more often small numbers come. Of n numbers, the first takes n^(-2/3), n^(-1/2), n^(-1/3) of the draws.
#[derive(Clone, Copy)]
pub(crate) enum Skew {
    /// Family names.
    Slight,
    /// Most things.
    Strong,
    /// Sites of legal persons: a few have hundreds.
    Extreme,
}

impl Rng {
    /// The sequence of record `index` in `stream`.
    pub(crate) fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let start = mix(seed ^ mix((stream as u64) << 56 ^ index));
        Self(start)
    }

    /// 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `limit`, which is not zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.bits()) * limit as u128) >> 64) as usize
    }

    /// True `rate` times in 10,000.
    pub(crate) fn chance(&mut self, rate: usize) -> bool {
        self.below(10_000) < rate
    }

    /// A number from 0 to below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `limit`, small ones more often.
    pub(crate) fn skewed(&mut self, limit: usize, skew: Skew) -> usize {
        let unit = self.unit();
        let bent = match skew {
            Skew::Slight => unit * unit.sqrt(),
            Skew::Strong => unit * unit,
            Skew::Extreme => unit * unit * unit,
        };
        ((bent * limit as f64) as usize).min(limit.saturating_sub(1))
    }

    /// One of `items`.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Draws among weighted items.
pub(crate) struct Weighted<T> {
    items: Vec<T>,
    upto: Vec<u64>,
}

impl<T> Weighted<T> {
    /// Items with their weights, at least one of them positive.
    pub(crate) fn new(pairs: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut total = 0;
        let (items, upto) = pairs
            .into_iter()
            .map(|(item, weight)| {
                total += weight;
                (item, total)
            })
            .unzip();
        Self { items, upto }
    }

    /// The sum of the weights.
    pub(crate) fn total(&self) -> u64 {
        self.upto.last().copied().unwrap_or(0)
    }

    /// One item.
    pub(crate) fn draw(&self, rng: &mut Rng) -> &T {
        let point = rng.below(usize::try_from(self.total()).unwrap_or(usize::MAX)) as u64;
        &self.items[self.upto.partition_point(|upto| *upto <= point)]
    }
}

/// A permutation of `0..count` that needs no memory: an affine map modulo `count`.
pub(crate) struct Permutation {
    count: u64,
    factor: u64,
    shift: u64,
}

impl Permutation {
    /// The identity when `seed` is none.
    pub(crate) fn new(count: u64, seed: Option<u64>) -> Self {
        let Some(seed) = seed else {
            return Self { count, factor: 1, shift: 0 };
        };
        let mut factor = mix(seed) % count.max(1);
        while gcd(factor, count) != 1 {
            factor = (factor + 1) % count.max(2);
        }
        Self { count, factor, shift: mix(seed ^ 1) % count.max(1) }
    }

    /// Where `index` goes.
    pub(crate) fn at(&self, index: u64) -> u64 {
        let product = u128::from(self.factor) * u128::from(index) + u128::from(self.shift);
        (product % u128::from(self.count.max(1))) as u64
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutations_are_permutations() {
        for count in [1, 2, 7, 1000, 1024] {
            for seed in [None, Some(1), Some(42)] {
                let permutation = Permutation::new(count, seed);
                let mut seen: Vec<u64> = (0..count).map(|index| permutation.at(index)).collect();
                seen.sort_unstable();
                assert!(seen.into_iter().eq(0..count), "{count} {seed:?}");
            }
        }
    }

    #[test]
    fn weights_are_respected() {
        let weighted = Weighted::new([("a", 1), ("b", 0), ("c", 3)]);
        let mut rng = Rng::new(1, Stream::Person, 0);
        let drawn: Vec<_> = (0..4000).map(|_| *weighted.draw(&mut rng)).collect();
        let count = |item| drawn.iter().filter(|found| **found == item).count();
        assert_eq!(count("b"), 0);
        assert!((900..1100).contains(&count("a")), "{}", count("a"));
    }
}
