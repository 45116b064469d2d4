//! Whom a record is about by its name, in its town first: candidates of the index, one of them sure, or none.
//!
//! Sure is a probability, measured by `cargo run -p aiguilleur-reconcile --example calibrate` and `tests/linkage/run`:
//! of FEBRL4's pairs, what is above the bound of people was right more than 998 times of 1,000.

use aiguilleur_directory::{
    DirectoryError, SearchHit, Snapshot,
    matching::{Identified, Level, Likely, Named, PlaceLevel, StructureName},
    view::Status,
};
use aiguilleur_domain::name::fold;

use super::names;
use crate::{answer::Candidate, record::ClientRecord};

/// From this probability on, a person is the client; a structure.
const SURE_PERSON: f32 = 0.8;
const SURE_STRUCTURE: f32 = 0.95;
/// Less probable candidates are not worth a person's look.
const WORTH_A_LOOK: f32 = 0.005;
/// Candidates that an answer names.
const MAX_CANDIDATES: usize = 20;

/// Who may be meant.
#[derive(Debug, Default)]
pub(super) struct ByName {
    /// The likeliest first.
    pub(super) candidates: Vec<Candidate>,
    /// The one who is meant, if one is.
    pub(super) sure: Option<Sure>,
}

/// Who is meant.
#[derive(Debug, Clone)]
pub(super) struct Sure {
    /// idNat PP or idNatStruct.
    pub(super) id: String,
    pub(super) score: u8,
    pub(super) margin: u8,
    pub(super) evidence: Vec<&'static str>,
    /// Whether nothing of the name or the place was left to suppose.
    pub(super) whole: bool,
    /// Whether a name or the place contradicts: a person must confirm before anything is proposed.
    pub(super) supposed: bool,
}

/// A candidate, weighed and named.
struct Weighed {
    likely: Likely,
    hit: SearchHit,
}

/// Who may be meant by the record's name.
pub(super) fn seek(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    if record.full_name().is_empty() {
        return Ok(ByName::default());
    }
    let asked = names::asked(record);
    let structures_only = snapshot.speaks_of_a_structure(&asked)? && record.profession.is_empty();
    let people = if structures_only { ByName::default() } else { people(snapshot, record)? };
    let a_person = !record.given_name.is_empty() || !record.profession.is_empty();
    if (people.sure.is_some() || !people.candidates.is_empty()) && a_person && !structures_only {
        return Ok(people);
    }
    let structures = structures(snapshot, record)?;
    Ok(match (&people.sure, &structures.sure) {
        (Some(_), None) => people,
        (None, Some(_)) => structures,
        // Nobody is sure, or a person and a structure both are: somebody must choose.
        _ => {
            let mut candidates = [people.candidates, structures.candidates].concat();
            candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
            candidates.truncate(MAX_CANDIDATES);
            ByName { candidates, sure: None }
        }
    })
}

fn weighed(snapshot: &Snapshot, identified: Identified) -> Result<Vec<Weighed>, DirectoryError> {
    let mut all = Vec::with_capacity(identified.candidates.len());
    for likely in identified.candidates {
        if let Some(hit) = snapshot.candidate(&likely)? {
            all.push(Weighed { likely, hit });
        }
    }
    Ok(all)
}

/// The people who may be meant.
fn people(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let mut all = weighed(snapshot, snapshot.identify_person(&names::asked(record))?)?;
    all.retain(|one| is_of_profession(record, &one.hit));
    join_numbers_of_one_person(&mut all);
    all.retain(|one| {
        let probability = one.likely.probability;
        probability >= SURE_PERSON || (probability >= WORTH_A_LOOK && family(one).agrees())
    });
    let sure = all.first().filter(|best| best.likely.probability >= SURE_PERSON);
    let sure = sure.map(|best| {
        let (family, given) = levels(best);
        let spelt = |level: Level| matches!(level, Level::Exact | Level::Joined | Level::Variant);
        let place = best.likely.place.agrees() && !best.likely.past;
        let other = family == Level::Differs || given == Level::Differs;
        let supposed = other || best.likely.place == PlaceLevel::Differs;
        Sure { supposed, ..self_told(best, &all, spelt(family) && spelt(given) && place) }
    });
    Ok(ByName { candidates: candidates(&all), sure })
}

const fn levels(one: &Weighed) -> (Level, Level) {
    match one.likely.name {
        Named::Person(name) => (name.family, name.given),
        Named::Structure(_) => (Level::Differs, Level::Differs),
    }
}

const fn family(one: &Weighed) -> Level {
    levels(one).0
}

fn self_told(best: &Weighed, all: &[Weighed], whole: bool) -> Sure {
    let second = all.get(1).map_or(0.0, |second| second.likely.probability);
    Sure {
        id: best.hit.id.clone(),
        score: percent(best.likely.probability),
        margin: percent(best.likely.probability - second),
        evidence: evidence(&best.likely),
        whole,
        supposed: false,
    }
}

/// One person whose ADELI number ended as their RPPS number began is one client.
fn join_numbers_of_one_person(all: &mut Vec<Weighed>) {
    let mut at = 0;
    while at < all.len() {
        let twin = |one: &Weighed| {
            one.hit.status == Status::Active
                && fold(&one.hit.name) == fold(&all[at].hit.name)
                && one.hit.profession.map(|view| view.code) == all[at].hit.profession.map(|view| view.code)
                && one.hit.cities == all[at].hit.cities
        };
        let over = all[at].hit.status == Status::Ended && all[at].hit.rpps.is_none();
        match all.iter().position(|one| over && twin(one)) {
            Some(living) => {
                all[living].likely.probability += all[at].likely.probability;
                all.remove(at);
            }
            None => at += 1,
        }
    }
    all.sort_by(|a, b| b.likely.probability.total_cmp(&a.likely.probability));
}

/// Whether the record's profession, if it has one, is the candidate's.
fn is_of_profession(record: &ClientRecord, hit: &SearchHit) -> bool {
    if record.profession.is_empty() {
        return true;
    }
    let wanted = fold(&record.profession);
    let is = |view: &aiguilleur_directory::view::CodeView| {
        fold(view.text()).starts_with(&wanted) || fold(view.code.as_str()) == wanted
    };
    hit.profession.iter().chain(&hit.savoir_faire).any(is)
}

/// The structures that may be meant.
fn structures(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let identified = snapshot.identify_structure(&names::asked(record))?;
    let generic = identified.generic;
    let mut all = weighed(snapshot, identified)?;
    join_entities(snapshot, &mut all)?;
    let placed = !record.city.is_empty() || !record.postcode.is_empty();
    let sure = if generic { alone_of_its_kind(&all) } else { all.first().filter(|best| is_sure(best)) };
    let sure = sure.map(|best| {
        let same = matches!(best.likely.name, Named::Structure(StructureName::Same | StructureName::Close));
        let whole = same && best.likely.place.agrees() && !generic;
        self_told(best, &all, whole)
    });
    let there = |one: &Weighed| !placed || one.likely.place.agrees();
    all.retain(|one| there(one) || !matches!(one.likely.name, Named::Structure(StructureName::Differs)));
    Ok(ByName { candidates: candidates(&all), sure })
}

/// A name alone is many structures', here or elsewhere: the place must be the client's too.
fn is_sure(best: &Weighed) -> bool {
    let name = matches!(best.likely.name, Named::Structure(StructureName::Same | StructureName::Close));
    best.likely.probability >= SURE_STRUCTURE && name && best.likely.place.agrees()
}

/// « Pharmacie » in a town that has one.
fn alone_of_its_kind(all: &[Weighed]) -> Option<&Weighed> {
    let mut there = all.iter().filter(|one| one.likely.place.agrees() && !one.likely.ended);
    there.next().filter(|_| there.next().is_none())
}

/// A legal entity and its only site are one client: the site.
fn join_entities(snapshot: &Snapshot, all: &mut Vec<Weighed>) -> Result<(), DirectoryError> {
    let mut at = 0;
    while at < all.len() {
        let ej = all[at].hit.id.strip_prefix('1').and_then(|id| id.parse().ok());
        let sites = match ej {
            Some(ej) => snapshot.sites_of(ej, 2)?,
            None => Vec::new(),
        };
        let site = match sites.as_slice() {
            [only] => all.iter().position(|one| one.hit.id == format!("1{only}")),
            _ => None,
        };
        match site {
            Some(site) => {
                all[site].likely.probability += all[at].likely.probability;
                all.remove(at);
            }
            None => at += 1,
        }
    }
    all.sort_by(|a, b| {
        b.likely.probability.total_cmp(&a.likely.probability).then(b.likely.bits.total_cmp(&a.likely.bits))
    });
    Ok(())
}

fn candidates(all: &[Weighed]) -> Vec<Candidate> {
    let one = |one: &Weighed| Candidate {
        id: one.hit.id.clone(),
        name: one.hit.name.clone(),
        cities: one.hit.cities.clone(),
        profession: one.hit.profession.and_then(|view| view.label),
        score: percent(one.likely.probability),
        evidence: evidence(&one.likely),
        orders_on: None,
    };
    all.iter().take(MAX_CANDIDATES).map(one).collect()
}

fn percent(probability: f32) -> u8 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    let percent = (probability.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}

/// What agrees and what does not, in French.
fn evidence(likely: &Likely) -> Vec<&'static str> {
    let mut told = match likely.name {
        Named::Structure(StructureName::Same) => vec!["même nom"],
        Named::Structure(StructureName::Close) => vec!["nom proche"],
        Named::Structure(StructureName::Part) => vec!["nom en partie"],
        Named::Structure(StructureName::Generic) => vec!["même genre de structure"],
        Named::Structure(StructureName::Differs) => vec!["autre nom"],
        Named::Person(name) => vec![of_family(name.family), of_given(name.given)],
    };
    told.push(match likely.place {
        PlaceLevel::Town => "même commune",
        PlaceLevel::NearTown => "commune écrite presque pareil",
        PlaceLevel::Postcode => "même code postal",
        PlaceLevel::Departement => "même département, autre commune",
        PlaceLevel::Absent => "commune non comparée",
        PlaceLevel::Differs => "autre commune",
    });
    if likely.past {
        told.push("n'y exerce plus");
    }
    if likely.ended {
        told.push("terminé ou fermé");
    }
    told
}

const fn of_family(level: Level) -> &'static str {
    match level {
        Level::Exact | Level::Joined => "même nom",
        Level::Absent => "nom non comparé",
        Level::Slip | Level::TwoSlips => "nom à une faute près",
        Level::Heard => "nom de même son",
        Level::Differs => "autre nom",
        _ => "nom en partie",
    }
}

const fn of_given(level: Level) -> &'static str {
    match level {
        Level::Exact | Level::Joined => "même prénom",
        Level::Absent => "prénom non comparé",
        Level::Slip | Level::TwoSlips => "prénom à une faute près",
        Level::Heard => "prénom de même son",
        Level::Initial => "même initiale",
        Level::Differs => "autre prénom",
        _ => "prénom abrégé ou en partie",
    }
}
