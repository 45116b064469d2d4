//! A synthetic population with the shape of the real one: few very common names, a long tail, compounds,
//! particles, namesakes, small towns. Deterministic by seed; no real person.

pub mod ceiling;
pub mod golden;
mod random;
mod words;

use std::{ops::Range, path::Path};

use aiguilleur_domain::{Code, identifier::luhn_key};
use aiguilleur_search::{
    BuildOptions, IndexBuilder, IndexStats, PersonDoc, Place, StructureDoc, StructureKind,
};

pub use self::random::Random;
pub use self::words::{Town, Words};

/// A person, owned.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub family: String,
    pub given: String,
    pub profession: Code,
    pub savoir_faire: Vec<Code>,
    /// Towns of practice, by rank in [`Words::towns`], with the name of the structure.
    pub places: Vec<(usize, String)>,
    pub ended: bool,
}

/// A structure, owned.
#[derive(Clone, Debug)]
pub struct Structure {
    pub key: String,
    pub name: String,
    pub town: usize,
    pub categorie: Code,
    pub closed: bool,
}

/// The generator: the n-th person is the same whatever was generated before.
pub struct Population {
    pub words: Words,
    seed: u64,
}

/// Shares of 1,000 people.
const PROFESSIONS: [(u64, &str); 12] = [
    (420, "60"),
    (150, "10"),
    (80, "70"),
    (60, "21"),
    (50, "93"),
    (40, "40"),
    (40, "28"),
    (30, "91"),
    (20, "50"),
    (15, "80"),
    (55, "98"),
    (40, "86"),
];
const SPECIALTIES: [(u64, &str); 12] = [
    (430, "SM53"),
    (120, "SM26"),
    (60, "SM44"),
    (50, "SM42"),
    (50, "SM04"),
    (50, "SM02"),
    (40, "SM40"),
    (40, "SM38"),
    (40, "SM20"),
    (40, "SM08"),
    (40, "SM41"),
    (40, "SM15"),
];
/// Share of structures, name before the bearer, catégorie.
const STRUCTURES: [(u64, &str, &str); 8] = [
    (350, "PHARMACIE", "620"),
    (200, "CABINET DU DR", "698"),
    (100, "EHPAD RESIDENCE", "500"),
    (80, "LBM", "611"),
    (80, "CENTRE DE SANTE", "124"),
    (70, "CLINIQUE", "365"),
    (60, "CH", "355"),
    (60, "SELARL", "699"),
];

impl Population {
    pub fn new(seed: u64) -> Self {
        Self { words: Words::load(), seed }
    }

    /// The `n`-th person, by ascending id.
    pub fn person(&self, n: u64) -> Person {
        let mut random = Random::new(self.seed, n);
        let family = self.words.family(&mut random);
        let given = self.words.given(&mut random);
        let profession = pick(&mut random, &PROFESSIONS);
        let savoir_faire = if profession == "10" {
            vec![pick(&mut random, &SPECIALTIES).parse().unwrap()]
        } else {
            Vec::new()
        };
        let count = match random.below(100) {
            0..33 => 0,
            33..85 => 1,
            85..96 => 2,
            _ => 3,
        };
        let places = (0..count)
            .map(|_| {
                let town = self.words.town(&mut random);
                (town, self.structure_name(&mut random, town).0)
            })
            .collect();
        Person {
            id: id(n),
            family,
            given,
            profession: profession.parse().unwrap(),
            savoir_faire,
            places,
            ended: random.below(100) < 6,
        }
    }

    /// The `n`-th structure.
    pub fn structure(&self, n: u64) -> Structure {
        let mut random = Random::new(self.seed ^ 0x5eed, n);
        let town = self.words.town(&mut random);
        let (name, categorie) = self.structure_name(&mut random, town);
        Structure {
            key: format!("199{n:07}"),
            name,
            town,
            categorie: categorie.parse().unwrap(),
            closed: random.below(100) < 40,
        }
    }

    fn structure_name(&self, random: &mut Random, town: usize) -> (String, &'static str) {
        let mut share = random.below(1000);
        let (prefix, categorie) = STRUCTURES
            .iter()
            .find_map(|(weight, prefix, categorie)| {
                let found = share < *weight;
                share = share.saturating_sub(*weight);
                found.then_some((*prefix, *categorie))
            })
            .unwrap_or(("PHARMACIE", "620"));
        let name = match random.below(4) {
            0 => format!("{prefix} DE {}", self.words.towns[town].name.to_uppercase()),
            1 => format!("{prefix} SAINT {}", self.words.given(random).to_uppercase()),
            _ => format!("{prefix} {}", self.words.family(random)),
        };
        (name, categorie)
    }
}

fn pick(random: &mut Random, shares: &[(u64, &'static str)]) -> &'static str {
    let mut share = random.below(shares.iter().map(|(weight, _)| weight).sum());
    for (weight, code) in shares {
        if share < *weight {
            return code;
        }
        share -= weight;
    }
    shares[0].1
}

/// `8` and a RPPS of the 997 range with its key.
fn id(n: u64) -> String {
    let digits = format!("997{n:07}");
    let key = luhn_key(digits.bytes().map(|b| b - b'0'));
    format!("8{digits}{key}")
}

/// Builds an index of the first `people` and `structures` of a population.
pub fn build(
    population: &Population,
    people: u64,
    structures: u64,
    dir: &Path,
    options: BuildOptions,
) -> IndexStats {
    let mut builder = IndexBuilder::create(dir, options).unwrap();
    add_people(&mut builder, population, 0..people);
    add_structures(&mut builder, population, 0..structures);
    builder.finish().unwrap()
}

/// Adds these people.
pub fn add_people(builder: &mut IndexBuilder, population: &Population, numbers: Range<u64>) {
    for n in numbers {
        add_person(builder, population, &population.person(n));
    }
}

/// Adds these structures.
pub fn add_structures(builder: &mut IndexBuilder, population: &Population, numbers: Range<u64>) {
    for n in numbers {
        let structure = population.structure(n);
        let town = &population.words.towns[structure.town];
        let document = StructureDoc {
            key: &structure.key,
            kind: StructureKind::Eg,
            names: &[&structure.name],
            street: "",
            towns: &[&town.name],
            postcode: &town.postcode,
            departement: "",
            commune: "",
            categorie: Some(structure.categorie),
            closed: structure.closed,
        };
        builder.add_structure(&document).unwrap();
    }
}

fn add_person(builder: &mut IndexBuilder, population: &Population, person: &Person) {
    let place = |(town, name): &(usize, String)| {
        let Town { name: city, postcode } = &population.words.towns[*town];
        (city.to_uppercase(), postcode.clone(), name.clone())
    };
    let places: Vec<_> = person.places.iter().map(place).collect();
    let places: Vec<Place<'_>> = places
        .iter()
        .map(|(city, postcode, name)| Place {
            city,
            postcode,
            structure_name: name,
            active: !person.ended,
            ..Place::default()
        })
        .collect();
    let document = PersonDoc {
        id: &person.id,
        family_name: &person.family,
        given_name: &person.given,
        former_names: &[],
        civilite: None,
        professions: &[(person.profession, &person.savoir_faire)],
        places: &places,
        ended: person.ended,
        listed: &[],
    };
    builder.add_person(&document).unwrap();
}
