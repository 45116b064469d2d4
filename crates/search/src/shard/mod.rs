//! One shard being searched: a sealed segment, opened once, read by any number of threads.
//!
//! tantivy gives the dictionaries, the posting lists and the automata; finding is ours, because tantivy's own is slower
//! and finds people less well. Tried beside it: a BooleanQuery over exact, prefix and fuzzy terms of name, place,
//! category, street and workplace, 1,000 candidates a shard, then the same `ranking`; with fuzzy terms always, or only
//! when no person has all the words. The searches for real structures and persons of `index/README.md`, first right at 1
//! and at 5, median time of an answer (a build whose tantivy is optimised, and ours is not):
//!
//! | | 584 structures of 95,333 | | 214 persons of 36,944 | |
//! |---|---|---|---|---|
//! | SQLite FTS5 | 0.890, 0.938 | | 0.491, 0.542 | |
//! | BooleanQuery, then ranking | 0.985, 1.000 | 464 ms | 0.855, 0.981 | 18 ms |
//! | the same, fuzzy terms last | 0.985, 1.000 | 444 ms | 0.855, 0.981 | 28 ms |
//! | these stages, then ranking | 0.986, 1.000 | 15 ms | 0.986, 1.000 | 3 ms |
//!
//! So ranking finds structures, whatever gathers them; people are found by the order of the stages, since who has a word
//! with a slip must not stand beside those who have it; and the bound on work (`limits`) holds for lists that are walked
//! here, not for the unions of a BooleanQuery.
//!
//! - `find` runs the stages over all shards and adds up what they found.
//! - `people`: exact words; the last word as a beginning; one word with a slip; one word by ear; words of the workplace;
//!   a slip in each word (`slips`); else most of the words (`most_words`). Then `score`, for those that pass `bound`.
//! - `structures`: by weight as the words are written (`lookup`), then what the best record lacks by slips and by ear.
//! - `compare` holds a text against names; `names` has these in memory, with their dictionaries and sounds.
//! - `lists` reads posting lists: their intersections, the heaviest records of their unions, codes as filters and counts.

mod best;
mod compare;
mod find;
mod lists;
mod names;
mod people;
mod reading;
mod select;
mod structures;

use std::{path::Path, sync::Arc};

use tantivy::{
    DocId, Index, InvertedIndexReader, SegmentReader,
    columnar::{Column, StrColumn},
    schema::Field,
};

pub(crate) use self::{
    find::{Candidate, Filters, Found, find},
    lists::Cursor,
    names::Automata,
    reading::{Dictionary, Documents},
};
use self::{lists::Dense, names::Part};
use crate::{
    document::StructureKind,
    error::{Cause, SearchError},
    manifest::ShardKind,
    query::HitKind,
    ranking::Role,
    schema::{self, column},
    searcher::id_of,
};

/// The part of people that holds their given names.
const GIVEN: usize = 1;

/// A shard, open.
pub(crate) struct Shard {
    pub(crate) kind: ShardKind,
    /// Family and given name, or the structure's name.
    parts: Vec<Part>,
    city: Part,
    facet: Arc<InvertedIndexReader>,
    dense_codes: Dense,
    dense_towns: Dense,
    work: Option<Arc<InvertedIndexReader>>,
    town: Option<Arc<InvertedIndexReader>>,
    street: Option<Arc<InvertedIndexReader>>,
    pair: Option<Arc<InvertedIndexReader>>,
    number: Option<Column<u64>>,
    key: Option<StrColumn>,
    /// In memory: every candidate is asked for them.
    flags: Vec<u16>,
}

impl Shard {
    pub(crate) fn open(dir: &Path, kind: ShardKind) -> Result<Self, Cause> {
        let index = Index::open_in_dir(dir)?;
        if let Some(file) = index.validate_checksum()?.into_iter().next() {
            return Err(format!("{} n'a pas sa somme de contrôle", file.display()).into());
        }
        let segments = index.searchable_segments()?;
        let [segment] = segments.as_slice() else {
            return Err("a shard is one segment".into());
        };
        let reader = SegmentReader::open(segment)?;
        match kind {
            ShardKind::People => Self::people(&reader),
            ShardKind::Structures => Self::structures(&reader),
        }
    }

    fn people(reader: &SegmentReader) -> Result<Self, Cause> {
        let fields = schema::people().1;
        Ok(Self {
            parts: vec![
                Part::open(reader, Role::Family, fields.family, column::FAMILY)?,
                Part::open(reader, Role::Given, fields.given, column::GIVEN)?,
            ],
            work: Some(reader.inverted_index(fields.work)?),
            number: Some(reader.fast_fields().u64(column::NUMBER)?),
            ..Self::common(reader, ShardKind::People, fields.city, fields.facet)?
        })
    }

    /// Fields are looked up by name: an index of format 2 has neither words of towns, streets nor pairs.
    fn structures(reader: &SegmentReader) -> Result<Self, Cause> {
        let schema = reader.schema();
        let named = |name| schema.get_field(name);
        let optional = |name| named(name).ok().map(|field| reader.inverted_index(field)).transpose();
        let name = named(column::NAME)?;
        Ok(Self {
            parts: vec![Part::open(reader, Role::Structure, name, column::NAME)?],
            town: optional(column::TOWN)?,
            street: optional(column::STREET)?,
            pair: optional(column::PAIR)?,
            ..Self::common(reader, ShardKind::Structures, named(column::CITY)?, named(column::FACET)?)?
        })
    }

    fn common(reader: &SegmentReader, kind: ShardKind, city: Field, facet: Field) -> Result<Self, Cause> {
        let facet = reader.inverted_index(facet)?;
        let city = Part::open(reader, Role::City, city, column::CITY)?;
        Ok(Self {
            kind,
            parts: Vec::new(),
            dense_codes: Dense::load(&facet, reader.max_doc())?,
            dense_towns: Dense::load(&city.terms, reader.max_doc())?,
            city,
            facet,
            work: None,
            town: None,
            street: None,
            pair: None,
            number: None,
            key: reader.fast_fields().str(column::KEY)?,
            flags: flags(&reader.fast_fields().u64(column::FLAGS)?),
        })
    }

    fn documents(&self) -> u32 {
        u32::try_from(self.flags.len()).unwrap_or(u32::MAX)
    }

    fn flags(&self, doc: DocId) -> u64 {
        self.flags.get(doc as usize).copied().map_or(0, u64::from)
    }

    fn is_ended(&self, doc: DocId) -> bool {
        self.flags(doc) & schema::ENDED != 0
    }

    /// Whether a person bears the title of doctor or professor.
    fn is_doctor(&self, doc: DocId) -> bool {
        self.kind == ShardKind::People && self.flags(doc) & schema::DOCTOR != 0
    }

    /// How much a structure is a main establishment rather than an annex of one: see [`schema::HOUSE_SHIFT`].
    fn house(&self, doc: DocId) -> u8 {
        u8::try_from(self.flags(doc) >> schema::HOUSE_SHIFT & 3).unwrap_or(0)
    }

    /// How many of a person's towns are of current practice: the first ones.
    fn current_towns(&self, doc: DocId) -> usize {
        usize::try_from(self.flags(doc) >> schema::TOWNS_SHIFT).unwrap_or(usize::MAX)
    }

    /// Kind of the hit at `doc`.
    pub(crate) fn hit_kind(&self, doc: DocId) -> HitKind {
        match self.kind {
            ShardKind::People => HitKind::Person,
            ShardKind::Structures => {
                HitKind::Structure(StructureKind::from_bits(self.flags(doc) >> schema::KIND_SHIFT & 7))
            }
        }
    }

    /// The order of identifiers within the shard.
    fn rank(&self, doc: DocId) -> u64 {
        let number = self.number.as_ref().and_then(|column| column.first(doc));
        let key = || self.key.as_ref().and_then(|column| column.ords().first(doc));
        number.or_else(key).unwrap_or(u64::MAX)
    }

    /// The identifier that the builder was given for `doc`.
    pub(crate) fn id(&self, doc: DocId) -> Result<String, SearchError> {
        if let Some(number) = self.number.as_ref().and_then(|column| column.first(doc)) {
            return Ok(id_of(number));
        }
        let mut id = String::new();
        if let Some(column) = &self.key
            && let Some(ord) = column.ords().first(doc)
        {
            column.ord_to_str(ord, &mut id)?;
        }
        Ok(id)
    }
}

/// The flags of every document. Nobody practises in more towns than the bits for their number can tell; if they did,
/// the last would count as left.
fn flags(column: &Column<u64>) -> Vec<u16> {
    const TOWNS: u64 = (u16::MAX as u64) >> schema::TOWNS_SHIFT;
    let low = (1 << schema::TOWNS_SHIFT) - 1;
    let short = |flags: u64| {
        let towns = (flags >> schema::TOWNS_SHIFT).min(TOWNS);
        u16::try_from(towns << schema::TOWNS_SHIFT | flags & low).unwrap_or(0)
    };
    (0..column.num_docs()).map(|doc| short(column.first(doc).unwrap_or(0))).collect()
}
