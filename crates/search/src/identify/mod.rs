//! Who a client on file is: candidates from the index, in the client's town first, each with the probability that it
//! is the client, all agreements and contradictions weighed against each other and against chance.

mod asked;
mod frequencies;
mod person;
mod place;
mod retrieve;
mod structure;
mod weights;

use tantivy::DocId;

pub use self::{
    asked::Asked,
    structure::StructureName,
    weights::{Level, Place},
};
use self::{
    asked::PlaceAsked,
    frequencies::Frequencies,
    person::Comparer,
    place::Places,
    retrieve::{Scope, Tolerance},
    structure::StructureAsked,
};
use crate::{
    analysis,
    error::SearchError,
    manifest::ShardKind,
    query::HitKind,
    searcher::Searcher,
    shard::{Automata, Dictionary, Shard},
};

/// Candidates given, the likeliest first.
const MAX_CANDIDATES: usize = 20;
/// From this probability on, nothing is looked for farther away, nor with slips.
const SURE: f32 = 0.5;

/// Who the client may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identified {
    /// The likeliest first.
    pub candidates: Vec<Likely>,
    /// Whether the file's name says what kind of structure the client is, and nothing else.
    pub generic: bool,
    /// Whether a structure is named, and no person.
    pub speaks_of_a_structure: bool,
    /// Documents that were looked at: what the answer cost.
    pub steps: usize,
}

/// A record that may be the client's.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// Person, or which structure.
    pub kind: HitKind,
    /// As given to the builder.
    pub id: String,
    /// Whether the person has no current situation, or the structure is closed.
    pub ended: bool,
    /// That it is the client, of 1.
    pub probability: f32,
    /// What agreements and contradictions weigh together.
    pub bits: f32,
    /// How the place agrees.
    pub place: Place,
    /// Whether that place is one where the person practises no more.
    pub past: bool,
    /// How the name agrees.
    pub name: Named,
}

/// How a name agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Agreement of a person's names.
    Person(PersonName),
    /// Agreement of a structure's name.
    Structure(StructureName),
}

/// How a person's name agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonName {
    /// Family name.
    pub family: Level,
    /// Given name.
    pub given: Level,
    /// Whether the file has each in the other's column.
    pub swapped: bool,
}

/// A document that was compared.
struct Compared<'s> {
    shard: &'s Shard,
    doc: DocId,
    bits: f32,
    place: Place,
    past: bool,
    name: Named,
}

/// How the name on file is that of a person of these names; by their spelling alone, rarest or not.
pub fn person_name(asked: &Asked<'_>, family_name: &str, given_name: &str) -> PersonName {
    let (family, given) = (analysis::person_name(family_name), analysis::person_name(given_name));
    let compare = |reading: asked::Reading| {
        let name = PersonName {
            family: person::level(&reading.family, &family, person::Column::Family),
            given: person::level(&reading.given, &given, person::Column::Given),
            swapped: reading.swapped,
        };
        (name.family.max(name.given), reading.swapped, name)
    };
    let best =
        asked::people(asked).into_iter().map(compare).min_by_key(|(worst, swapped, _)| (*worst, *swapped));
    best.map_or(PersonName { family: Level::Absent, given: Level::Absent, swapped: false }, |(_, _, name)| {
        name
    })
}

/// Whether two towns, as they are written, are one, or may be.
pub fn same_town(a: &str, b: &str) -> Option<Place> {
    place::town(&analysis::city(a), &analysis::city(b))
}

impl Searcher {
    /// The people that a client may be.
    ///
    /// # Errors
    /// When the index cannot be read; never because of the texts.
    pub fn identify_person(&self, asked: &Asked<'_>) -> Result<Identified, SearchError> {
        let readings = asked::people(asked);
        let place = PlaceAsked::read(asked);
        let frequencies = self.frequencies(ShardKind::People);
        let automata = Automata::default();
        let mut compared = Vec::new();
        let mut steps = 0;
        for tolerance in [Tolerance::Exact, Tolerance::Slips] {
            compared.clear();
            let mut comparer = Comparer::new(&readings, &frequencies);
            for &shard in frequencies.shards() {
                comparer.next_shard();
                let docs = retrieve::people(shard, &readings, &place, &automata, tolerance, &mut steps)?;
                compare_people(shard, &docs, &place, &mut comparer, &frequencies, &mut compared)?;
            }
            let whole = |found: &Compared<'_>| match found.name {
                Named::Person(name) => {
                    let place = found.place.agrees() || place.is_empty();
                    place && !found.past && name.family <= Level::Part && name.given <= Level::Initial
                }
                Named::Structure(_) => false,
            };
            if compared.iter().any(whole) {
                break;
            }
        }
        let candidates = likely(compared, frequencies.documents())?;
        Ok(Identified { candidates, steps, ..Identified::default() })
    }

    /// The structures that a client may be.
    ///
    /// # Errors
    /// When the index cannot be read; never because of the texts.
    pub fn identify_structure(&self, asked: &Asked<'_>) -> Result<Identified, SearchError> {
        let place = PlaceAsked::read(asked);
        let frequencies = self.frequencies(ShardKind::Structures);
        let name = whole_name(asked);
        let words = StructureAsked::read(&name, &place.town, &frequencies)?;
        let mut identified = Identified {
            generic: words.is_generic(),
            speaks_of_a_structure: words.speaks_of_a_structure(),
            ..Identified::default()
        };
        if words.is_empty() {
            return Ok(identified);
        }
        let automata = Automata::default();
        for scope in [Scope::Town, Scope::Departement, Scope::France] {
            let unplaced = place.is_empty() || (scope == Scope::Departement && place.departement.is_none());
            if unplaced && scope != Scope::France {
                continue;
            }
            let mut compared = Vec::new();
            for &shard in frequencies.shards() {
                let docs =
                    retrieve::structures(shard, &words, &place, &automata, scope, &mut identified.steps)?;
                compare_structures(shard, &docs, &words, &place, &frequencies, &mut compared)?;
            }
            let found = likely(compared, frequencies.documents())?;
            let sure = found.first().is_some_and(|best| best.probability >= SURE || identified.generic);
            identified.candidates.extend(found);
            if sure {
                break;
            }
        }
        identified.candidates.sort_by(|a, b| b.bits.total_cmp(&a.bits));
        let mut seen = rustc_hash::FxHashSet::default();
        identified.candidates.retain(|candidate| seen.insert(candidate.id.clone()));
        identified.candidates.truncate(MAX_CANDIDATES);
        Ok(identified)
    }

    /// How the name on file is one of a structure's names, the best; nothing when the file has no name. What it says of
    /// the kind of structure is held against its `categories`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn structure_name<'n>(
        &self,
        asked: &Asked<'_>,
        known: impl Iterator<Item = &'n str>,
        categories: &[&str],
    ) -> Result<Option<StructureName>, SearchError> {
        let frequencies = self.frequencies(ShardKind::Structures);
        let words = StructureAsked::read(&whole_name(asked), &analysis::city(asked.town), &frequencies)?;
        if words.is_empty() {
            return Ok(None);
        }
        let mut best = None;
        for name in known {
            let is_one = |term: &str| term.strip_prefix('k').is_some_and(|code| categories.contains(&code));
            let fit = words.fit(&analysis::structure_name(name), &[], is_one, &frequencies)?;
            best = Some(best.map_or(fit.name, |best: StructureName| best.min(fit.name)));
        }
        Ok(best)
    }

    /// Whether the name on file is one of a structure, and no person's.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speaks_of_a_structure(&self, asked: &Asked<'_>) -> Result<bool, SearchError> {
        let frequencies = self.frequencies(ShardKind::Structures);
        Ok(StructureAsked::read(&whole_name(asked), "", &frequencies)?.speaks_of_a_structure())
    }

    /// Who holds the cabinet that the name on file is; nobody where it is none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn holder_of_cabinet(&self, asked: &Asked<'_>) -> Result<String, SearchError> {
        let name = whole_name(asked);
        let says_cabinet = analysis::fold(&name).split(' ').any(|word| word == "cabinet");
        if !says_cabinet {
            return Ok(String::new());
        }
        Ok(StructureAsked::read(&name, "", &self.frequencies(ShardKind::Structures))?.holder())
    }

    fn frequencies(&self, kind: ShardKind) -> Frequencies<'_> {
        Frequencies::new(self.shards().filter(|shard| shard.kind == kind).collect())
    }
}

/// The whole name on file, wherever its columns put it.
fn whole_name(asked: &Asked<'_>) -> String {
    let parts = [asked.given_name, asked.family_name].into_iter().filter(|part| !part.trim().is_empty());
    let joined = parts.collect::<Vec<_>>().join(" ");
    if joined.is_empty() { asked.name.to_owned() } else { joined }
}

fn compare_people<'s>(
    shard: &'s Shard,
    docs: &[DocId],
    place: &PlaceAsked,
    comparer: &mut Comparer<'_>,
    frequencies: &Frequencies<'_>,
    compared: &mut Vec<Compared<'s>>,
) -> Result<(), SearchError> {
    let mut places = Places::new(shard, place)?;
    for &doc in docs {
        let family = shard.names(0, doc).next().unwrap_or((u32::MAX, ""));
        let given = shard.names(1, doc).next().unwrap_or((u32::MAX, ""));
        let Some(agreement) = comparer.compare(family, given)? else { continue };
        let (at, bits, past) = places.compare(doc, frequencies)?;
        let ended = if shard.has_ended(doc) { weights::ENDED } else { 0.0 };
        compared.push(Compared {
            shard,
            doc,
            bits: agreement.bits + bits + ended,
            place: at,
            past,
            name: Named::Person(PersonName {
                family: agreement.family,
                given: agreement.given,
                swapped: agreement.swapped,
            }),
        });
    }
    Ok(())
}

fn compare_structures<'s>(
    shard: &'s Shard,
    docs: &[DocId],
    asked: &StructureAsked,
    place: &PlaceAsked,
    frequencies: &Frequencies<'_>,
    compared: &mut Vec<Compared<'s>>,
) -> Result<(), SearchError> {
    let mut places = Places::new(shard, place)?;
    let mut categories = Vec::new();
    for code in asked.categories() {
        if let Some(documents) = shard.documents_of(Dictionary::Code, code)? {
            categories.push((code, shard.membership(&documents)?));
        }
    }
    for &doc in docs {
        let of: Vec<&str> = categories
            .iter_mut()
            .filter_map(|(code, cursor)| cursor.stands_at(doc).then_some(*code))
            .collect();
        let there: Vec<&str> = shard.towns(doc).map(|(_, town)| town).collect();
        let mut best: Option<structure::Fit> = None;
        for (_, known) in shard.names(0, doc) {
            let fit = asked.fit(known, &there, |code| of.contains(&code), frequencies)?;
            if best.is_none_or(|best| fit.bits > best.bits) {
                best = Some(fit);
            }
        }
        let Some(fit) = best.filter(|fit| fit.found > 0) else { continue };
        let (at, bits, _) = places.compare(doc, frequencies)?;
        let ended = if shard.has_ended(doc) { weights::ENDED } else { 0.0 };
        let name = Named::Structure(fit.name);
        compared.push(Compared { shard, doc, bits: fit.bits + bits + ended, place: at, past: false, name });
    }
    Ok(())
}

/// The likeliest of those compared, each with its probability: its weight among all of them, and among the chance
/// that the client is not in the directory at all.
fn likely(mut compared: Vec<Compared<'_>>, documents: u32) -> Result<Vec<Likely>, SearchError> {
    let Some(top) = compared.iter().map(|found| found.bits).max_by(f32::total_cmp) else {
        return Ok(Vec::new());
    };
    let nobody = weights::count(documents) * weights::ABSENT / (1.0 - weights::ABSENT) / top.exp2();
    let all: f32 = compared.iter().map(|found| (found.bits - top).exp2()).sum::<f32>() + nobody;
    compared.sort_by(|a, b| b.bits.total_cmp(&a.bits).then(a.doc.cmp(&b.doc)));
    compared.truncate(MAX_CANDIDATES);
    let give = |found: Compared<'_>| {
        Ok(Likely {
            kind: found.shard.hit_kind(found.doc),
            id: found.shard.id(found.doc)?,
            ended: found.shard.has_ended(found.doc),
            probability: (found.bits - top).exp2() / all,
            bits: found.bits,
            place: found.place,
            past: found.past,
            name: found.name,
        })
    };
    compared.into_iter().map(give).collect()
}
