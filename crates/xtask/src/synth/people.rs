//! The invented professionals: who they are, what they may practise, where they do, on either day.

use std::collections::HashMap;

use super::{
    World,
    names::Gender,
    random::{Rng, Skew, Stream, Weighted},
};
use crate::publish::numbers;

/// How a profession is practised: one line of `data/situations.csv`, weighted as in the real sample.
pub(crate) struct Practice {
    pub(crate) secteur: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) categorie: &'static str,
    pub(crate) autorite: &'static str,
    pub(crate) section: &'static str,
}

/// The practices and savoir-faire of every profession.
pub(crate) struct Professions {
    codes: Weighted<&'static str>,
    practices: HashMap<&'static str, Weighted<Practice>>,
    savoir_faire: HashMap<&'static str, Weighted<(&'static str, &'static str)>>,
}

/// The place of a situation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    /// None is named.
    None,
    /// The cabinet `order` of the holder, a person's index.
    Cabinet { holder: u32, order: u8 },
    /// A site of FINESS.
    Eg(u32),
    /// A société d'exercice.
    Societe(u32),
    /// An employer outside FINESS.
    Employer(u32),
    /// A structure without usable identifier.
    Opaque(u32),
}

#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) practice: &'a Practice,
    pub(crate) site: Site,
    /// Which of the person's situations: it draws the details.
    pub(crate) slot: u8,
}

/// A professional.
pub(crate) struct Person<'a> {
    pub(crate) index: u32,
    pub(crate) adeli: bool,
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) gender: Gender,
    pub(crate) profession: &'static str,
    pub(crate) savoir_faire: Vec<(&'static str, &'static str)>,
    pub(crate) situations: Vec<Situation<'a>>,
}

/// What happens to a person between the two days.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Nothing.
    None,
    /// The last situation ends; with it the person leaves if there was no other.
    Ended,
    /// A situation starts.
    Started,
    /// The first situation moves to another structure.
    Moved,
    /// The family name changes.
    Renamed,
}

/// Professions that had ADELI numbers.
const FORMER_ADELI: [&str; 15] =
    ["26", "28", "41", "71", "72", "81", "82", "86", "91", "92", "93", "94", "95", "96", "98"];

/// Slots of the situations that the second day brings.
const STARTED_SLOT: u8 = 20;
const MOVED_SLOT: u8 = 30;

impl Professions {
    /// Reads the tables that come with the generator.
    pub(crate) fn new() -> Self {
        let mut lines: HashMap<&'static str, Vec<(Practice, u64)>> = HashMap::new();
        for line in include_str!("data/situations.csv").lines().skip(1) {
            let f: Vec<&'static str> = line.split(';').collect();
            let practice =
                Practice { secteur: f[1], mode: f[2], categorie: f[3], autorite: f[4], section: f[5] };
            lines.entry(f[0]).or_default().push((practice, f[6].parse().unwrap_or(0)));
        }
        let mut savoir_faire: HashMap<&'static str, Vec<_>> = HashMap::new();
        for line in include_str!("data/savoir_faire.csv").lines().skip(1) {
            let f: Vec<&'static str> = line.split(';').collect();
            savoir_faire.entry(f[0]).or_default().push(((f[1], f[2]), f[3].parse().unwrap_or(0)));
        }
        let practices: HashMap<_, _> =
            lines.into_iter().map(|(code, pairs)| (code, Weighted::new(pairs))).collect();
        let mut codes: Vec<_> =
            practices.iter().map(|(code, practices)| (*code, practices.total())).collect();
        codes.sort_unstable();
        Self {
            codes: Weighted::new(codes),
            practices,
            savoir_faire: savoir_faire
                .into_iter()
                .map(|(code, pairs)| (code, Weighted::new(pairs)))
                .collect(),
        }
    }

    /// The specialties of a person of that profession: as often none as in the sample, seldom two or three.
    fn savoir_faire(&self, profession: &str, rng: &mut Rng) -> Vec<(&'static str, &'static str)> {
        let Some(weighted) = self.savoir_faire.get(profession) else {
            return Vec::new();
        };
        let everybody = self.practices.get(profession).map_or(1, Weighted::total);
        if rng.below(usize::try_from(everybody).unwrap_or(1)) as u64 >= weighted.total() {
            return Vec::new();
        }
        let count = match rng.below(100) {
            0 => 3,
            1..7 => 2,
            _ => 1,
        };
        let mut drawn: Vec<_> = (0..count).map(|_| *weighted.draw(rng)).collect();
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }
}

impl Person<'_> {
    /// Its number in the open file.
    pub(crate) fn identifier(&self) -> String {
        if self.adeli {
            numbers::adeli(self.index % 1_000_000).to_string()
        } else {
            numbers::rpps(self.index).to_string()
        }
    }
}

impl World {
    /// The person `index` on the first day.
    pub(crate) fn person(&self, index: u32) -> Person<'_> {
        let mut rng = Rng::new(self.seed, Stream::Person, u64::from(index));
        let profession = *self.professions.codes.draw(&mut rng);
        let (mut nom, mut prenom) = (String::new(), String::new());
        self.names.surname(&mut rng, &mut nom);
        let gender = self.names.first_name(&mut rng, &mut prenom);
        let savoir_faire = self.professions.savoir_faire(profession, &mut rng);
        let adeli = FORMER_ADELI.contains(&profession) && rng.chance(400);
        let count = situation_count(&mut rng);
        let mut person =
            Person { index, adeli, nom, prenom, gender, profession, savoir_faire, situations: Vec::new() };
        for slot in 0..count {
            let situation = self.situation(&person, slot);
            let nowhere = situation.site == Site::None;
            let known = person.situations.iter().any(|other| other.site == situation.site);
            if slot == 0 || !(nowhere || known) {
                person.situations.push(situation);
            }
            if slot == 0 && nowhere {
                break;
            }
        }
        person
    }

    /// What happens to the person `index` between the two days: 0.5 % of the rows are touched.
    pub(crate) fn change(&self, person: &Person<'_>) -> Change {
        let placed = person.situations.last().is_some_and(|situation| situation.site != Site::None);
        match Rng::new(self.seed, Stream::Change, u64::from(person.index)).below(10_000) {
            0..13 if placed => Change::Ended,
            13..26 if placed => Change::Started,
            26..36 if placed => Change::Moved,
            36..39 => Change::Renamed,
            _ => Change::None,
        }
    }

    /// Makes the change.
    pub(crate) fn apply<'a>(&'a self, change: Change, person: &mut Person<'a>) {
        match change {
            Change::None => {}
            Change::Ended => drop(person.situations.pop()),
            Change::Started => person.situations.push(self.elsewhere(person, STARTED_SLOT)),
            Change::Moved => person.situations[0] = self.elsewhere(person, MOVED_SLOT),
            Change::Renamed => {
                let mut rng = Rng::new(self.seed, Stream::Renaming, u64::from(person.index));
                person.nom.push('-');
                self.names.surname(&mut rng, &mut person.nom);
            }
        }
    }

    /// A situation in a structure that the person does not have yet.
    fn elsewhere(&self, person: &Person<'_>, first_slot: u8) -> Situation<'_> {
        let mut slot = first_slot;
        loop {
            let situation = self.situation(person, slot);
            let known = person.situations.iter().any(|other| other.site == situation.site);
            if (situation.site != Site::None && !known) || slot == u8::MAX {
                return situation;
            }
            slot += 1;
        }
    }

    fn situation(&self, person: &Person<'_>, slot: u8) -> Situation<'_> {
        let mut rng = self.situation_draws(person.index, slot);
        let practice = self.professions.practices[person.profession].draw(&mut rng);
        let site = match practice.secteur {
            "" => Site::None,
            "SA07" | "SA40" => cabinet(person, slot, 600, &mut rng),
            "SA08" => cabinet(person, slot, 3400, &mut rng),
            "SA09" => Site::Societe(below(self.societes, &mut rng)),
            secteur => match self.registry.site_of(secteur, &mut rng) {
                Some(eg) => Site::Eg(eg),
                None if matches!(secteur, "SA13" | "SA24" | "SA26" | "SA43" | "SA48") && rng.chance(1300) => {
                    Site::Opaque(person.index)
                }
                None => Site::Employer(below(self.employers, &mut rng)),
            },
        };
        Situation { practice, site, slot }
    }

    /// The draws of one situation.
    pub(crate) fn situation_draws(&self, person: u32, slot: u8) -> Rng {
        Rng::new(self.seed, Stream::Situation, u64::from(person) << 8 | u64::from(slot))
    }
}

/// The person's own cabinet, or `shared` times in 10,000 one whose rang belongs to a neighbour.
fn cabinet(person: &Person<'_>, slot: u8, shared: usize, rng: &mut Rng) -> Site {
    if rng.chance(shared) && person.index > 0 && !person.adeli {
        let back = 1 + below(person.index.min(40), rng);
        return Site::Cabinet { holder: person.index - back.min(person.index), order: 0 };
    }
    let order = if slot == 0 && rng.chance(800) { 1 + rng.skewed(6, Skew::Strong) as u8 } else { slot };
    Site::Cabinet { holder: person.index, order }
}

fn below(limit: u32, rng: &mut Rng) -> u32 {
    rng.below(limit.max(1) as usize) as u32
}

/// Three people in four have one situation.
fn situation_count(rng: &mut Rng) -> u8 {
    match rng.below(100) {
        0..74 => 1,
        74..92 => 2,
        92..97 => 3,
        97..99 => 4,
        _ => 6,
    }
}
