//! Invented people's names: a few very common ones and a long tail, upper case, accents rare, as in the RPPS.

use super::random::{Rng, Skew, Weighted};

const ROOTS: [&str; 72] = [
    "BER", "BOU", "BAR", "BEL", "BON", "BRI", "CAR", "CHA", "COR", "COU", "CLA", "DEL", "DOR", "DUR", "FAU",
    "FER", "FON", "FLO", "GAR", "GRA", "GUI", "GOU", "HAR", "HER", "HOU", "JAC", "JOU", "LAM", "LAN", "LAR",
    "LEM", "LOR", "MAR", "MON", "MOR", "MAL", "MER", "NAU", "NOR", "PER", "PRA", "POI", "PON", "PEL", "QUE",
    "RAY", "ROU", "RIV", "ROB", "SAL", "SER", "SOU", "SAU", "TAR", "TOU", "THI", "TRE", "VAL", "VER", "VIL",
    "VAU", "VIG", "BLA", "CRE", "DRO", "FRE", "GLO", "PLA", "TRU", "VRI", "KER", "LES",
];
const MIDDLES: [&str; 30] = [
    "", "", "", "", "DI", "NA", "LI", "MA", "TA", "BE", "CHE", "DE", "GE", "NE", "RI", "SSE", "TTE", "VE",
    "LLI", "GNO", "NTI", "RGE", "LDO", "MBE", "NDA", "PA", "QUI", "STA", "VI", "ZA",
];
const ENDINGS: [&str; 44] = [
    "IER", "AUD", "ARD", "EAU", "ET", "ON", "IN", "EL", "OT", "AC", "AN", "OUX", "IERE", "ELLE", "ERT",
    "AULT", "OIS", "EZ", "EC", "IC", "AS", "ES", "IS", "OU", "Y", "ELLI", "INI", "UCCI", "AND", "END", "ANT",
    "ENT", "EUX", "EREAU", "ONNET", "INEAU", "ILLON", "ASSE", "OLLE", "IGNON", "EVIN", "IAT", "OUD", "UCHE",
];
const PARTICLES: [&str; 10] = ["DE ", "LE ", "LA ", "D'", "DU ", "DES ", "DE LA ", "VAN ", "EL ", "BEN "];

struct FirstName {
    plain: &'static str,
    accented: &'static str,
    gender: Gender,
}

/// As the civilité tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    /// MME.
    Woman,
    /// M.
    Man,
}

/// The stock of names.
pub(crate) struct Names {
    common: Vec<&'static str>,
    first: Weighted<FirstName>,
}

impl Names {
    /// Reads the lists that come with the generator.
    pub(crate) fn new() -> Self {
        let first = include_str!("data/first_names.csv").lines().skip(1).filter_map(|line| {
            let mut fields = line.split(';');
            let (plain, accented) = (fields.next()?, fields.next()?);
            let gender = if fields.next()? == "F" { Gender::Woman } else { Gender::Man };
            Some((FirstName { plain, accented, gender }, fields.next()?.parse().ok()?))
        });
        Self {
            common: include_str!("data/surnames.txt").split_whitespace().collect(),
            first: Weighted::new(first),
        }
    }

    /// A family name, appended to `out`.
    pub(crate) fn surname(&self, rng: &mut Rng, out: &mut String) {
        match rng.below(100) {
            0..22 => out.push_str(self.common(rng)),
            22..24 => {
                out.push_str(rng.pick(&PARTICLES));
                self.simple(rng, out);
            }
            24..30 => {
                self.simple(rng, out);
                out.push(if rng.chance(8000) { '-' } else { ' ' });
                self.simple(rng, out);
            }
            _ => compose(rng, out),
        }
    }

    fn simple(&self, rng: &mut Rng, out: &mut String) {
        if rng.chance(5000) {
            out.push_str(self.common(rng));
        } else {
            compose(rng, out);
        }
    }

    /// One of the common names; the first of the list bears one person in 200.
    pub(crate) fn common(&self, rng: &mut Rng) -> &'static str {
        self.common[rng.skewed(self.common.len(), Skew::Slight)]
    }

    /// A given name, appended to `out`.
    pub(crate) fn first_name(&self, rng: &mut Rng, out: &mut String) -> Gender {
        let drawn = self.first.draw(rng);
        if !drawn.accented.is_empty() && rng.chance(300) {
            out.push_str(drawn.accented);
        } else {
            out.push_str(drawn.plain);
        }
        if rng.chance(500) {
            let second = self.first.draw(rng);
            if second.gender == drawn.gender && second.plain != drawn.plain {
                out.push(if rng.chance(9000) { '-' } else { ' ' });
                out.push_str(second.plain);
            }
        }
        drawn.gender
    }
}

/// A name of syllables: about 90,000 of them, some far commoner than others.
fn compose(rng: &mut Rng, out: &mut String) {
    out.push_str(ROOTS[rng.below(ROOTS.len())]);
    out.push_str(MIDDLES[rng.below(MIDDLES.len())]);
    out.push_str(ENDINGS[rng.skewed(ENDINGS.len(), Skew::Strong)]);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::synth::random::Stream;

    #[test]
    fn a_long_tail_and_homonyms() {
        let names = Names::new();
        let mut counts = HashMap::<String, u32>::new();
        for index in 0..20_000 {
            let mut name = String::new();
            names.surname(&mut Rng::new(7, Stream::Person, index), &mut name);
            assert!(name.len() >= 3 && !name.contains('|') && name.is_ascii(), "{name}");
            *counts.entry(name).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or(0);
        let once = counts.values().filter(|count| **count == 1).count();
        assert!((40..400).contains(&most), "{most}");
        assert!(once > 3000, "{once}");
    }
}
