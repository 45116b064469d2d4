//! Matches a record by name, in its town first: candidates of the index, one of them sure, or none.
//!
//! Sure is a probability, measured by `cargo run -p aiguilleur-reconcile --example calibrate` and `tests/linkage/run`:
//! of FEBRL4's pairs, what is above the bound of people was right more than 998 times of 1,000.

use aiguilleur_directory::{
    DirectoryError, SearchHit, Snapshot,
    matching::{Identified, Level, Likely, Named, PlaceLevel, StructureName},
    view::Status,
};
use aiguilleur_domain::name::fold;

use super::{
    Sought,
    contact::{self, Known, Reached},
    evidence, names,
};
use crate::{answer::Candidate, record::ClientRecord};

/// From this probability on, a person is the client; one whose name or place contradicts; a structure.
const SURE_PERSON: f32 = 0.8;
const SURE_CONTRADICTED: f32 = 0.85;
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
    /// Whether the directory has others of that name, all excluded as candidates.
    pub(super) namesakes: bool,
    /// Whether the candidates share no more than a word of the name.
    pub(super) by_a_word: bool,
    /// The index's work.
    pub(super) steps: usize,
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
    /// Whether family and given name are written as the directory's, and nothing else was compared.
    pub(super) spelt: bool,
    /// Whether a name or the place contradicts: a person must confirm before anything is proposed.
    pub(super) supposed: bool,
}

/// A candidate, weighed and named.
struct Weighed {
    likely: Likely,
    hit: SearchHit,
    reached: Reached,
}

impl Weighed {
    /// Whether the place is the client's, or how it is reached tells where no place was compared.
    fn is_there(&self) -> bool {
        match self.likely.place {
            PlaceLevel::Absent => self.reached.agrees(),
            place => place.agrees() && !self.likely.past,
        }
    }
}

/// Who may be meant by the record's name.
pub(super) fn seek(
    snapshot: &Snapshot,
    record: &ClientRecord,
    sought: Sought,
) -> Result<ByName, DirectoryError> {
    if record.full_name().is_empty() {
        return Ok(ByName::default());
    }
    let asked = names::asked(record);
    let structures_only = match sought {
        Sought::Any => snapshot.speaks_of_a_structure(&asked)? && record.profession.is_empty(),
        Sought::Person => return people(snapshot, record),
        Sought::Structure => true,
    };
    let people = if structures_only { ByName::default() } else { people(snapshot, record)? };
    let a_person = !record.given_name.is_empty() || !record.profession.is_empty();
    if (people.sure.is_some() || !people.candidates.is_empty()) && a_person && !structures_only {
        return Ok(people);
    }
    let structures = structures(snapshot, record)?;
    let unknown = structures.sure.is_none() && (structures.candidates.is_empty() || structures.by_a_word);
    let people =
        if structures_only && sought == Sought::Any && unknown { holders(snapshot, record)? } else { people };
    Ok(match (&people.sure, &structures.sure) {
        (Some(_), None) => people,
        (None, Some(_)) => structures,
        // Nobody is sure, or a person and a structure both are: somebody must choose.
        _ => {
            let mut candidates = [people.candidates.as_slice(), &structures.candidates].concat();
            candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
            candidates.truncate(MAX_CANDIDATES);
            ByName {
                by_a_word: people.candidates.is_empty() && structures.by_a_word,
                namesakes: people.namesakes || structures.namesakes,
                steps: people.steps + structures.steps,
                candidates,
                sure: None,
            }
        }
    })
}

/// The people who may hold the cabinet on file: a person must choose among them.
fn holders(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let holder = snapshot.holder_of_cabinet(&names::asked(record))?;
    if holder.is_empty() {
        return Ok(ByName::default());
    }
    let named = ClientRecord {
        name: holder,
        city: record.city.clone(),
        postcode: record.postcode.clone(),
        ..ClientRecord::default()
    };
    let found = people(snapshot, &named)?;
    Ok(ByName { sure: None, ..found })
}

fn weighed(
    snapshot: &Snapshot,
    record: &ClientRecord,
    identified: Identified,
) -> Result<Vec<Weighed>, DirectoryError> {
    let mut all = Vec::with_capacity(identified.candidates.len());
    let reachable = contact::is_on_file(record);
    for likely in identified.candidates {
        if let Some(hit) = snapshot.candidate(&likely)? {
            let known = if reachable { contact::of(snapshot, &hit.id)? } else { Known::default() };
            all.push(Weighed { likely, hit, reached: contact::compare(record, &known) });
        }
    }
    if reachable {
        weigh_contacts(&mut all);
    }
    Ok(all)
}

/// What telephones and addresses say, shared out anew among the candidates and the chance that it is none of them.
fn weigh_contacts(all: &mut [Weighed]) {
    let none = 1.0 - all.iter().map(|one| one.likely.probability).sum::<f32>();
    for one in all.iter_mut() {
        one.likely.bits += one.reached.bits();
        one.likely.probability *= one.reached.bits().exp2();
    }
    let whole = all.iter().map(|one| one.likely.probability).sum::<f32>() + none.max(0.0);
    for one in all.iter_mut().filter(|_| whole > 0.0) {
        one.likely.probability /= whole;
    }
    all.sort_by(|a, b| b.likely.bits.total_cmp(&a.likely.bits));
}

/// The people who may be meant.
fn people(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let identified = snapshot.identify_person(&names::asked(record))?;
    let steps = identified.steps;
    let mut all = weighed(snapshot, record, identified)?;
    let namesakes = all.iter().any(|one| family(one).agrees());
    all.retain(|one| is_of_profession(record, &one.hit));
    join_numbers_of_one_person(&mut all);
    all.retain(|one| {
        let probability = one.likely.probability;
        probability >= SURE_PERSON || (probability >= WORTH_A_LOOK && family(one).agrees())
    });
    let bound = |best: &Weighed| if contradicts(best) { SURE_CONTRADICTED } else { SURE_PERSON };
    let sure = all.first().filter(|best| best.likely.probability >= bound(best));
    let sure = sure.map(|best| {
        let (family, given) = levels(best);
        let spelt = |level: Level| matches!(level, Level::Exact | Level::Joined | Level::Variant);
        let place = best.is_there();
        let supposed = contradicts(best);
        let spelt = spelt(family) && spelt(given);
        let unplaced = best.likely.place == PlaceLevel::Absent && !best.likely.past;
        Sure { supposed, spelt: spelt && unplaced, ..sure_of(best, &all, spelt && place) }
    });
    Ok(ByName { candidates: candidates(&all), sure, namesakes, by_a_word: false, steps })
}

/// Whether a name or the place is another than on file.
fn contradicts(one: &Weighed) -> bool {
    let (family, given) = levels(one);
    family == Level::Differs || given == Level::Differs || one.likely.place == PlaceLevel::Differs
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

fn sure_of(best: &Weighed, all: &[Weighed], whole: bool) -> Sure {
    let second = all.get(1).map_or(0.0, |second| second.likely.probability);
    Sure {
        id: best.hit.id.clone(),
        score: percent(best.likely.probability),
        margin: percent(best.likely.probability - second),
        evidence: evidence::of(&best.likely, best.reached),
        whole,
        spelt: false,
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
        fold(&view.text()).starts_with(&wanted) || fold(view.code.as_str()) == wanted
    };
    hit.profession.iter().chain(&hit.savoir_faire).any(is)
}

/// The structures that may be meant.
fn structures(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let identified = snapshot.identify_structure(&names::asked(record))?;
    let (generic, steps) = (identified.generic, identified.steps);
    let mut all = weighed(snapshot, record, identified)?;
    join_entities(snapshot, &mut all)?;
    let placed = !record.city.is_empty() || !record.postcode.is_empty();
    let sure = if generic { alone_of_its_kind(&all) } else { all.first().filter(|best| is_sure(best)) };
    let sure = sure.map(|best| {
        let same = matches!(best.likely.name, Named::Structure(StructureName::Same | StructureName::Close));
        let whole = same && best.is_there() && !generic || generic && best.reached.agrees();
        sure_of(best, &all, whole)
    });
    let there = |one: &Weighed| !placed || one.likely.place.agrees();
    let named = |one: &Weighed| !matches!(one.likely.name, Named::Structure(StructureName::Differs));
    all.retain(|one| there(one) || named(one));
    let by_a_word = !all.iter().any(named);
    Ok(ByName { candidates: candidates(&all), sure, namesakes: false, by_a_word, steps })
}

/// A name alone is many structures', here or elsewhere: the place, or how it is reached, must be the client's too.
fn is_sure(best: &Weighed) -> bool {
    let name = matches!(best.likely.name, Named::Structure(StructureName::Same | StructureName::Close));
    best.likely.probability >= SURE_STRUCTURE && name && best.is_there()
}

/// « Pharmacie » in a town that has one, or one that is reached as the client is.
fn alone_of_its_kind(all: &[Weighed]) -> Option<&Weighed> {
    let here = |one: &&Weighed| one.likely.place.agrees() && !one.likely.ended;
    let reached = all.iter().filter(here).any(|one| one.reached.agrees());
    let mut there = all.iter().filter(here).filter(|one| !reached || one.reached.agrees());
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
        evidence: evidence::of(&one.likely, one.reached),
        orders_on: None,
    };
    all.iter().take(MAX_CANDIDATES).map(one).collect()
}

fn percent(probability: f32) -> u8 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    let percent = (probability.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}
