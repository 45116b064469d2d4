//! The words that names and towns are made of.

use super::random::Random;

/// A town and its postcode.
#[derive(Debug, Clone)]
pub struct Town {
    pub name: String,
    pub postcode: String,
}

/// Lists to draw from.
pub struct Words {
    surnames: Vec<String>,
    given: Vec<String>,
    pub towns: Vec<Town>,
}

const STEMS: [&str; 72] = [
    "BAR", "BEL", "BER", "BOI", "BON", "BOU", "BRI", "BRO", "CAL", "CAS", "CHA", "CHE", "CLA", "COR", "COU",
    "CRE", "DAL", "DAR", "DEL", "DES", "DOU", "DRO", "DUR", "ESC", "FAL", "FER", "FLO", "FON", "FOR", "GAL",
    "GAU", "GER", "GOU", "GRA", "GUE", "HAR", "HER", "HOU", "JAN", "JOU", "KER", "LAN", "LAR", "LES", "LOR",
    "MAL", "MAR", "MER", "MON", "MOU", "NAU", "NOR", "PAS", "PEL", "PER", "PLA", "POI", "PRE", "RAM", "RAV",
    "REN", "ROU", "SAL", "SAV", "SER", "TAR", "TRE", "VAL", "VER", "VIA", "VIL", "WAL",
];
const MIDDLES: [&str; 30] = [
    "", "A", "E", "I", "O", "BE", "BI", "CHA", "CI", "DA", "DI", "FA", "GA", "GE", "LA", "LE", "LI", "MA",
    "MI", "NA", "NE", "NI", "PI", "RA", "RI", "SA", "TA", "TI", "VA", "VI",
];
const ENDINGS: [&str; 40] = [
    "ARD", "AUD", "AULT", "AY", "BERT", "BIER", "CEL", "CHET", "CHON", "DEAU", "DIER", "DIN", "DOT", "EAU",
    "ET", "EUIL", "GNE", "GNIER", "GUET", "LARD", "LET", "LIER", "LLAC", "LLOT", "LON", "MONT", "NARD",
    "NEL", "NET", "NIER", "QUET", "QUIN", "RAND", "REAU", "RIER", "SIER", "SSON", "TEAU", "TIER", "ZAC",
];
const PARTICLES: [&str; 10] = ["LE ", "DE ", "DU ", "DE LA ", "D'", "EL ", "BEN ", "VAN DER ", "LE ", "LA "];
const RIVERS: [&str; 24] = [
    "sur-Loire",
    "sur-Seine",
    "sur-Mer",
    "sur-Saône",
    "sur-Orne",
    "sur-Vienne",
    "en-Forêt",
    "en-Bresse",
    "les-Bains",
    "le-Château",
    "de-Bretagne",
    "du-Désert",
    "des-Champs",
    "la-Forêt",
    "sous-Bois",
    "aux-Mines",
    "en-Vexin",
    "sur-Sarthe",
    "du-Var",
    "d'Aunis",
    "les-Vignes",
    "le-Vieux",
    "du-Mont",
    "en-Caux",
];

impl Words {
    pub fn load() -> Self {
        let list = |text: &'static str| text.split_whitespace().map(|word| word.replace('_', " "));
        let mut towns: Vec<Town> = list(include_str!("towns.txt"))
            .map(|town| {
                let (name, postcode) = town.split_once(':').unwrap();
                Town { name: name.to_owned(), postcode: postcode.to_owned() }
            })
            .collect();
        let given: Vec<String> = list(include_str!("given.txt")).collect();
        // Thousands of small towns, most of them called after a saint, as they are.
        for (i, saint) in given.iter().take(200).enumerate() {
            for (j, river) in RIVERS.iter().enumerate() {
                let postcode = format!("{:02}{:03}", 1 + (i + j * 7) % 95, 100 + (i * 31 + j * 17) % 880);
                towns.push(Town { name: format!("Saint-{saint}-{river}"), postcode });
            }
        }
        Self {
            surnames: list(include_str!("surnames.txt")).map(|name| name.to_uppercase()).collect(),
            given,
            towns,
        }
    }

    /// `Nom d'exercice`, in capitals without accents, as published.
    pub fn family(&self, random: &mut Random) -> String {
        match random.below(100) {
            // Some names exist in a few families only.
            0..4 => self.rare(random),
            4..8 => format!("{}-{}", self.simple(random), self.simple(random)),
            8..12 => format!("{}{}", random.pick(&PARTICLES), self.simple(random)),
            _ => self.simple(random),
        }
    }

    fn simple(&self, random: &mut Random) -> String {
        if random.below(100) < 32 {
            return self.surnames[random.rank(self.surnames.len(), 25.0)].clone();
        }
        // The tail: some 86,000 names, each far rarer than the last of the list.
        let stem = random.pick(&STEMS);
        let middle = MIDDLES[random.rank(MIDDLES.len(), 4.0)];
        format!("{stem}{middle}{}", ENDINGS[random.below(ENDINGS.len() as u64) as usize])
    }

    fn rare(&self, random: &mut Random) -> String {
        let syllables = 2 + random.below(2) as usize;
        let mut name: String = (0..syllables).map(|_| *random.pick(&STEMS)).collect();
        name.push_str(random.pick::<&str>(&ENDINGS));
        name
    }

    /// `Prénom d'exercice`.
    pub fn given(&self, random: &mut Random) -> String {
        let one = |random: &mut Random| self.given[random.rank(self.given.len(), 8.0)].clone();
        let any = |random: &mut Random| self.given[random.below(self.given.len() as u64) as usize].clone();
        let name = match random.below(100) {
            0..4 => format!("Jean-{}", any(random)),
            4..7 => format!("Marie-{}", any(random)),
            7..9 => format!("{} {}", any(random), any(random)),
            9..40 => any(random),
            _ => one(random),
        };
        name.to_uppercase()
    }

    /// The rank of a town, the larger ones oftener.
    pub fn town(&self, random: &mut Random) -> usize {
        if random.below(10) < 7 {
            random.rank(360, 1.5)
        } else {
            random.below(self.towns.len() as u64) as usize
        }
    }
}
