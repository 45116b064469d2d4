//! Mutations of seeds: the same for the same number, so that a finding is found again.

/// A small generator (xorshift64*): equal seeds, equal numbers.
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Begins at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`, 0 where that is none.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// What formats are made of and what breaks them.
const TOKENS: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\\",
    b"|",
    b";",
    b",",
    b"'",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\xC3",
    b"\xED\xA0\x80",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"null",
    b"\\ud800",
    b"<",
    b">",
    b"/>",
    b"<!--",
    b"]]>",
    b"&amp;",
    b"&#x0;",
    b"<!DOCTYPE",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"2A",
    b"2026-02-30",
    b" ",
    b"\xC2\xA0",
    b"\x30\x80",
    b"\x84\xFF\xFF\xFF\xFF",
];

/// Longest input, in bytes: what matters in a decoder happens well before.
const LONGEST: usize = 64 << 10;

/// One of `seeds`, changed in up to eight places.
pub fn mutated(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(8) {
        change(&mut bytes, seeds, numbers);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let reach = 1 << numbers.below(10);
    let end = (at + numbers.below(reach)).min(bytes.len());
    match numbers.below(8) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let again = bytes[at..end].repeat(1 + numbers.below(40));
            bytes.splice(at..at, again);
        }
        3 => {
            let other = &seeds[numbers.below(seeds.len())];
            let from = numbers.below(other.len() + 1);
            bytes.splice(at..end, other[from..].iter().copied());
        }
        4 => bytes.resize(bytes.len() + numbers.below(300), b'a'),
        5 if at < bytes.len() => bytes[at] = u8::try_from(numbers.below(256)).unwrap_or(0),
        6 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        _ => {
            let token = TOKENS[numbers.below(TOKENS.len())];
            bytes.splice(at..end.min(at + 1), token.iter().copied());
        }
    }
}
