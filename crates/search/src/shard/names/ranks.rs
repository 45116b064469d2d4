//! Of every document of a shard, the ranks of its names: in memory, because one search asks for tens of thousands.

use tantivy::{
    DocId,
    columnar::{Cardinality, Column},
};

use crate::error::Cause;

/// Stands for no name.
const NONE: u32 = u32::MAX;

pub(crate) enum Ranks {
    /// Nobody has more than one name.
    One(Vec<u32>),
    /// The names of document `n` end where `ends[n]` says, and begin where those before end.
    Several { ends: Vec<u32>, ranks: Vec<u32> },
}

impl Default for Ranks {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

impl Ranks {
    pub(crate) fn load(column: &Column<u64>) -> Result<Self, Cause> {
        let docs = column.num_docs();
        let names = |doc| column.values_for_doc(doc).map(u32::try_from);
        if column.get_cardinality() != Cardinality::Multivalued {
            let one = (0..docs).map(|doc| names(doc).next().unwrap_or(Ok(NONE)));
            return Ok(Self::One(one.collect::<Result<_, _>>()?));
        }
        let (mut ends, mut ranks) = (Vec::with_capacity(docs as usize), Vec::new());
        for doc in 0..docs {
            for rank in names(doc) {
                ranks.push(rank?);
            }
            ends.push(u32::try_from(ranks.len())?);
        }
        ranks.shrink_to_fit();
        Ok(Self::Several { ends, ranks })
    }

    /// The ranks of the names of `doc`, in their order.
    pub(crate) fn of(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        match self {
            Self::One(ranks) => match ranks.get(doc..=doc) {
                Some([NONE]) | None => &[],
                Some(one) => one,
            },
            Self::Several { ends, ranks } => {
                let start = doc.checked_sub(1).map_or(0, |before| ends[before] as usize);
                ends.get(doc).map_or(&[], |end| &ranks[start..*end as usize])
            }
        }
    }
}
