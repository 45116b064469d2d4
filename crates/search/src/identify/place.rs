//! Where documents are, against the place on file.

use tantivy::DocId;

use super::{asked::PlaceAsked, frequencies::Frequencies, weights::Place};
use crate::{
    analysis::{Edit, LEXICON, edit},
    error::SearchError,
    shard::{Cursor, Dictionary, Shard},
};

/// Shorter towns have too many neighbours.
const MIN_SLIP: usize = 5;
const MIN_TWO_SLIPS: usize = 9;
const MIN_BEGINNING: usize = 6;
const ARTICLES: &[&str] = &["le ", "la ", "les ", "l "];

/// Whether two towns, both in canonical words, are one, or may be.
pub(super) fn town(asked: &str, known: &str) -> Option<Place> {
    let bare = |town: &str| {
        ARTICLES.iter().find_map(|article| town.strip_prefix(article)).unwrap_or(town).to_owned()
    };
    let (a, b) = (bare(asked), bare(known));
    if a == b {
        return Some(Place::Town);
    }
    if LEXICON.communes_today(asked).contains(&known) {
        return Some(Place::NearTown);
    }
    let (a, b): (String, String) = (a.split(' ').collect(), b.split(' ').collect());
    let shortest = a.len().min(b.len());
    let slips = if shortest >= MIN_TWO_SLIPS { 2 } else { 1 };
    let near = match edit(&a, &b, slips) {
        Some(Edit::None) => return Some(Place::Town),
        Some(_) => shortest >= MIN_SLIP,
        None => shortest >= MIN_BEGINNING && (a.starts_with(&b) || b.starts_with(&a)),
    };
    near.then_some(Place::NearTown)
}

/// The place on file, ready to be compared with the documents of one shard, ascending.
pub(super) struct Places<'s> {
    shard: &'s Shard,
    asked: &'s PlaceAsked,
    postcode: Option<Cursor<'s>>,
    departement: Option<Cursor<'s>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(shard: &'s Shard, asked: &'s PlaceAsked) -> Result<Self, SearchError> {
        let of = |term: String| -> Result<Option<Cursor<'s>>, SearchError> {
            let documents = shard.documents_of(Dictionary::Code, &term)?;
            Ok(documents.map(|documents| shard.membership(&documents)).transpose()?)
        };
        let postcode = if asked.postcode.is_empty() { None } else { of(format!("p{}", asked.postcode))? };
        let departement =
            asked.departement.as_ref().map(|code| of(format!("d{code}"))).transpose()?.flatten();
        Ok(Self { shard, asked, postcode, departement })
    }

    /// Where `doc` is, what that weighs, and whether it is a place of the past.
    pub(super) fn compare(
        &mut self,
        doc: DocId,
        frequencies: &Frequencies<'_>,
    ) -> Result<(Place, f32, bool), SearchError> {
        if self.asked.is_empty() {
            return Ok((Place::Absent, 0.0, false));
        }
        let documents = frequencies.documents();
        let mut best: Option<(Place, f32, bool)> = None;
        let mut keep = |found: (Place, f32, bool)| {
            if best.is_none_or(|best| found.1 > best.1) {
                best = Some(found);
            }
        };
        let current = self.shard.towns_of_practice(doc);
        let mut somewhere = false;
        for (rank, (_, known)) in self.shard.towns(doc).enumerate() {
            somewhere = true;
            if let Some(place) = town(&self.asked.town, known) {
                let there = frequencies.bearers(Dictionary::Town, known)?;
                keep((place, place.bits(there, documents), rank >= current));
            }
        }
        for (place, cursor, term) in [
            (Place::Postcode, &mut self.postcode, Some(format!("p{}", self.asked.postcode))),
            (
                Place::Departement,
                &mut self.departement,
                self.asked.departement.as_ref().map(|d| format!("d{d}")),
            ),
        ] {
            if let (Some(cursor), Some(term)) = (cursor, term)
                && cursor.stands_at(doc)
            {
                keep((place, place.bits(frequencies.bearers(Dictionary::Code, &term)?, documents), false));
            }
        }
        let nowhere = if somewhere { Place::Differs } else { Place::Absent };
        Ok(best.unwrap_or((nowhere, nowhere.bits(0, documents), false)))
    }
}
