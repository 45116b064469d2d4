//! The structures that the RPPS names, and who practises there: gathered while people are written.

use std::thread;

use aiguilleur_directory::{
    record::{StoredPerson, StoredPlace, StoredPractitioner, decode, decode_place, encode, encode_place},
    table,
};
use aiguilleur_domain::{FinessEg, entity::PracticePlace};
use aiguilleur_search::IndexBuilder;
use aiguilleur_store::{Building, sort::Sorter};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{ImportError, assembly::Counts, indexing};

/// Collects structures and practitioners in the order people come, to be written in the order of their keys.
pub(super) struct Places {
    descriptions: Sorter,
    practitioners: Sorter,
    /// Hash of place key and technical id → whether an active situation was seen there: the first active
    /// description is kept, an ended one is kept only until then.
    seen: FxHashMap<u64, bool>,
    /// Sites that FINESS describes: they are in the index already.
    sites: FxHashSet<FinessEg>,
    buffer: Vec<u8>,
}

fn fingerprint(key: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(key);
    hasher.finish()
}

impl Places {
    pub(super) fn new(building: &Building, budget: usize, sites: FxHashSet<FinessEg>) -> Self {
        let sorter = |name| Sorter::new(name, building.runs_dir(), budget / 2);
        Self {
            descriptions: sorter("places"),
            practitioners: sorter("practitioners"),
            seen: FxHashMap::default(),
            sites,
            buffer: Vec::new(),
        }
    }

    /// Notes where `person` practises or did; a structure met active for the first time goes to the index at
    /// once, so that its shard fills while people's do.
    pub(super) fn note(
        &mut self,
        id: &str,
        person: &StoredPerson<'_>,
        index: &mut IndexBuilder,
    ) -> Result<(), ImportError> {
        for stored in &person.situations {
            let Some(place) = &stored.situation.place else { continue };
            let (key, ended) = (table::place_key(place), stored.ended.is_some());
            let full_key = table::composed(key.as_bytes(), place.technical_id.as_bytes());
            let seen = self.seen.entry(fingerprint(&full_key)).or_insert(false);
            let better = !*seen;
            *seen |= !ended;
            if better {
                let record = StoredPlace {
                    place: place.clone(),
                    secteur_activite: stored.situation.secteur_activite,
                    ended,
                };
                self.descriptions.push(&full_key, encode_place(&record, &mut self.buffer)?)?;
                if !ended && !is_described(place, &self.sites) {
                    indexing::place(index, &key, &record)?;
                }
            }
            let practitioner = StoredPractitioner {
                profession: person
                    .exercices
                    .get(usize::from(stored.exercice))
                    .and_then(|exercice| exercice.exercice.profession),
                mode_exercice: stored.situation.mode_exercice,
                ended,
            };
            let key = table::composed(key.as_bytes(), id.as_bytes());
            self.practitioners.push(&key, encode(&practitioner, &mut self.buffer)?)?;
        }
        Ok(())
    }

    /// Writes both tables, beside one another; `each` is shown every structure with its record's key and its own.
    pub(super) fn write(
        self,
        building: &Building,
        counts: &mut Counts,
        index: &mut IndexBuilder,
        each: impl FnMut(&[u8], &str, &StoredPlace<'_>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let Self { descriptions, practitioners, sites, .. } = self;
        thread::scope(|scope| {
            let beside = scope.spawn(|| write_practitioners(practitioners, building));
            counts.add("structures_rpps", write_descriptions(descriptions, &sites, building, index, each)?);
            beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

fn is_described(place: &PracticePlace<'_>, sites: &FxHashSet<FinessEg>) -> bool {
    place.finess_eg.is_some_and(|finess| sites.contains(&finess))
}

fn write_descriptions(
    descriptions: Sorter,
    sites: &FxHashSet<FinessEg>,
    building: &Building,
    index: &mut IndexBuilder,
    mut each: impl FnMut(&[u8], &str, &StoredPlace<'_>) -> Result<(), ImportError>,
) -> Result<u64, ImportError> {
    let mut writer = building.table(table::PLACES)?;
    merge_same_key(descriptions, |key, versions| {
        let mut best: Option<(StoredPlace<'_>, &[u8])> = None;
        for version in versions {
            let place = decode_place(version)?;
            if best.as_ref().is_none_or(|(known, _)| known.ended && !place.ended) {
                best = Some((place, version));
            }
        }
        let Some((place, bytes)) = best else { return Ok(()) };
        writer.push(key, bytes)?;
        let place_key = table::place_key(&place.place);
        if place.ended && !is_described(&place.place, sites) {
            indexing::place(index, &place_key, &place)?;
        }
        each(key, &place_key, &place)
    })?;
    Ok(writer.finish()?)
}

fn write_practitioners(practitioners: Sorter, building: &Building) -> Result<(), ImportError> {
    let mut writer = building.table(table::PRACTITIONERS)?;
    merge_same_key(practitioners, |key, versions| {
        // Active if any of the person's situations there is.
        let mut shown = versions[0];
        for version in versions.iter().filter(|_| versions.len() > 1) {
            if !decode::<StoredPractitioner>(version)?.ended {
                shown = version;
                break;
            }
        }
        Ok(writer.push(key, shown)?)
    })?;
    writer.finish()?;
    Ok(())
}

/// Calls `each` once a key, with all its values in the order they were pushed.
pub(super) fn merge_same_key(
    sorter: Sorter,
    mut each: impl FnMut(&[u8], Vec<&[u8]>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut sorted = sorter.finish()?;
    let (mut key, mut bytes, mut ends): (Vec<u8>, Vec<u8>, Vec<usize>) = Default::default();
    let mut flush = |key: &[u8], bytes: &[u8], ends: &[usize]| {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let values: Vec<&[u8]> = starts.zip(ends).map(|(start, end)| &bytes[start..*end]).collect();
        if values.is_empty() { Ok(()) } else { each(key, values) }
    };
    while let Some((next, value)) = sorted.next_record()? {
        if next != key {
            flush(&key, &bytes, &ends)?;
            key.clear();
            key.extend_from_slice(next);
            bytes.clear();
            ends.clear();
        }
        bytes.extend_from_slice(value);
        ends.push(bytes.len());
    }
    flush(&key, &bytes, &ends)
}
