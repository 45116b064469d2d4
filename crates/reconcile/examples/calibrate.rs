//! How the probability of a match was calibrated: clients drawn from a generation, corrupted as real files are, some of
//! them replaced by people absent from the directory; then, by probability, how many were right.
//!
//! usage: cargo run --release -p aiguilleur-reconcile --example calibrate -- DATA [CLIENTS]

#![allow(clippy::print_stdout, reason = "a command")]

use std::process::ExitCode;

use aiguilleur_directory::{BlockCache, DataDir, Snapshot, matching::Asked};

/// Bounds that are printed.
const BOUNDS: [f32; 7] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995];

/// The same clients each time: an ordinary linear congruential generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    fn of(&mut self, in_a_hundred: usize) -> bool {
        self.below(100) < in_a_hundred
    }

    /// One slip of a hand.
    fn slip(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = self.below(letters.len());
        match self.below(4) {
            0 if letters.len() > 3 => _ = letters.remove(at),
            1 if at + 1 < letters.len() => letters.swap(at, at + 1),
            2 => letters.insert(at, char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0))),
            _ if !letters.is_empty() => {
                letters[at] = char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0));
            }
            _ => {}
        }
        letters.into_iter().collect()
    }
}

/// A client and whose record it is; nobody's, where the directory does not hold them.
struct Client {
    family: String,
    given: String,
    town: String,
    right: Option<String>,
}

fn spoilt(person: &(String, String, String, String), other: &str, chance: &mut Chance) -> Client {
    let (id, mut family, mut given, mut town) = person.clone();
    let mut right = Some(id);
    if chance.of(10) {
        // A namesake by family name and town, absent from the directory.
        other.clone_into(&mut given);
        right = None;
    }
    if chance.of(20) {
        family = chance.slip(&family);
    }
    if chance.of(15) {
        given = chance.slip(&given);
    }
    if chance.of(5) {
        given = given.chars().take(1).collect();
    }
    if chance.of(10) {
        town = chance.slip(&town);
    }
    if chance.of(5) {
        std::mem::swap(&mut family, &mut given);
    }
    Client { family, given, town, right }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let data = arguments.next().ok_or("usage: calibrate DATA [CLIENTS]")?;
    let wanted: usize = arguments.next().map_or(Ok(5_000), |text| text.parse())?;
    let snapshot = Snapshot::current(&DataDir::existing(data), &BlockCache::default())?;
    let mut people = Vec::new();
    for record in snapshot.every_professional()? {
        let hit = snapshot.professional_of(&record?)?;
        let towns = hit.situations.iter().filter_map(|practice| practice.structure.as_ref());
        let town = towns.map(|structure| structure.address.city.clone()).find(|town| !town.is_empty());
        let (family, given) = (hit.professional.family_name, hit.professional.given_name);
        people.extend(town.map(|town| (hit.professional.id_nat_pp.to_string(), family, given, town)));
    }
    let mut chance = Chance(2026);
    let mut found: Vec<(f32, bool)> = Vec::new();
    for _ in 0..wanted.min(people.len() * 10) {
        let other = people[chance.below(people.len())].2.clone();
        let client = spoilt(&people[chance.below(people.len())].clone(), &other, &mut chance);
        let (family_name, given_name, town) = (&client.family, &client.given, &client.town);
        let asked = Asked { family_name, given_name, town, ..Asked::default() };
        if let Some(best) = snapshot.identify_person(&asked)?.candidates.into_iter().next() {
            found.push((best.probability, client.right == Some(best.id)));
        }
    }
    println!("{:>6} {:>8} {:>8} {:>10}", "from", "matched", "right", "precision");
    for bound in BOUNDS {
        let above = found.iter().filter(|(probability, _)| *probability >= bound);
        let (all, right) =
            above.fold((0_u32, 0_u32), |(all, right), (_, is)| (all + 1, right + u32::from(*is)));
        println!("{bound:>6} {all:>8} {right:>8} {:>10.4}", f64::from(right) / f64::from(all.max(1)));
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
