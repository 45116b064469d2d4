//! One shard being searched: a sealed segment, opened once, read by any number of threads.
//!
//! tantivy gives the dictionaries, the posting lists and the automata; finding is ours. Of all 584 searches for real
//! structures SQLite FTS5 finds 0.890 at 1, this 0.986 (index/README.md). Not yet measured beside it: tantivy's own
//! BooleanQuery over the same fields.
//!
//! - `find` runs the stages over all shards. People (`search`, `guess`): exact words; the last word as a beginning; one
//!   word with a slip; one word by ear; words of the workplace; every word with a slip; else most of the words (`relax`).
//! - Structures (`structures`): by weight as the words are written, then what the best record lacks by slips and by ear.
//! - `weights` gathers the heaviest records of a shard from lists; `score`, `bound` and `best` weigh people.
//! - `matcher` compares a text with a name; `facets` filters by codes and counts them.
//! - `part`, `ranks`, `lists`, `dense`, `sounds` hold what is read: names, posting lists, long lists as bits.

mod alike;
mod beginning;
mod best;
mod bound;
mod dense;
mod facets;
mod find;
mod guess;
mod homonyms;
mod lists;
mod matcher;
mod narrow;
mod neighbours;
mod part;
mod ranks;
mod reading;
mod relax;
mod score;
mod search;
mod select;
mod sounds;
mod structures;
mod weights;

use std::{path::Path, sync::Arc};

use tantivy::{
    DocId, Index, InvertedIndexReader, SegmentReader,
    columnar::{Column, StrColumn},
    schema::Field,
};

pub(crate) use self::{
    dense::Cursor,
    find::{Candidate, Filters, Found, find},
    neighbours::Automata,
    reading::{Dictionary, Documents},
};
use self::{dense::Dense, part::Part};
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

    /// How much a structure is a house rather than an annex of one: see [`schema::HOUSE_SHIFT`].
    fn house(&self, doc: DocId) -> u8 {
        u8::try_from(self.flags(doc) >> schema::HOUSE_SHIFT & 3).unwrap_or(0)
    }

    /// How many of a person's towns are of current practice: the first ones.
    fn current_towns(&self, doc: DocId) -> usize {
        usize::try_from(self.flags(doc) >> schema::TOWNS_SHIFT).unwrap_or(usize::MAX)
    }

    /// What stands at `doc`.
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
