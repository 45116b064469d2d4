//! Exact selection in one shard: documents one after the other, names by their ranks in memory, codes by their lists.

use std::ops::Range;

use tantivy::{DocId, schema::IndexRecordOption};

use super::{
    Shard,
    lists::{Bits, Cursor},
    names::Part,
};
use crate::{
    analysis::{self, ALIASES},
    error::SearchError,
    select::{Condition, Looked},
    shard::Dictionary,
};

/// A condition, ready to be asked of documents in ascending order.
enum Test<'a> {
    Names(&'a Part, Ranks),
    Code(Cursor<'a>),
    Documents(Bits),
    Never,
}

/// Names of a part.
enum Ranks {
    /// Those that begin with the text as it is folded, and with the form that the index holds.
    Beginning([Range<u32>; 2]),
    /// Ascending.
    Listed(Vec<u32>),
}

impl Ranks {
    fn hold(&self, rank: u32) -> bool {
        match self {
            Self::Beginning(ranges) => ranges.iter().any(|range| range.contains(&rank)),
            Self::Listed(ranks) => ranks.binary_search(&rank).is_ok(),
        }
    }
}

impl Test<'_> {
    fn holds(&mut self, doc: DocId) -> bool {
        match self {
            Self::Names(part, ranks) => part.names(doc).any(|rank| ranks.hold(rank)),
            Self::Code(cursor) => cursor.stands_at(doc),
            Self::Documents(bits) => bits.holds(doc),
            Self::Never => false,
        }
    }
}

impl Shard {
    /// Documents that meet one condition of each group, from `first` on, at most `limit`; and how many were looked at.
    pub(crate) fn select(
        &self,
        groups: &[Vec<Condition>],
        first: DocId,
        limit: usize,
    ) -> Result<(Vec<DocId>, usize), SearchError> {
        let mut tests: Vec<Vec<Test<'_>>> = Vec::with_capacity(groups.len());
        for group in groups {
            tests.push(group.iter().map(|condition| self.test(condition)).collect::<Result<_, _>>()?);
        }
        let (mut found, mut doc) = (Vec::new(), first);
        while doc < self.documents() && found.len() < limit {
            if tests.iter_mut().all(|group| group.iter_mut().any(|test| test.holds(doc))) {
                found.push(doc);
            }
            doc += 1;
        }
        Ok((found, (doc - first.min(doc)) as usize))
    }

    fn test(&self, condition: &Condition) -> Result<Test<'_>, SearchError> {
        let part = |part: usize| &self.parts[part];
        Ok(match condition {
            Condition::Family(looked, text) => names(part(0), *looked, text, &analysis::person_name(text)),
            Condition::Given(looked, text) => {
                names(part(super::GIVEN), *looked, text, &analysis::person_name(text))
            }
            Condition::Name(looked, text) => {
                let form = analysis::structure_name(text);
                names(part(0), *looked, text, form.split(ALIASES).next().unwrap_or_default())
            }
            Condition::City(looked, text) => names(&self.city, *looked, text, &analysis::city(text)),
            Condition::Profession(code) => self.code('j', code)?,
            Condition::SavoirFaire(code) => self.code('s', code)?,
            Condition::Categorie(code) => self.code('k', code)?,
            Condition::Postcode(code) => Test::Documents(self.beginning('p', code)?),
        })
    }

    fn code(&self, kind: char, code: &str) -> Result<Test<'_>, SearchError> {
        let Some(documents) = self.documents_of(Dictionary::Code, &format!("{kind}{code}"))? else {
            return Ok(Test::Never);
        };
        Ok(Test::Code(self.membership(&documents)?))
    }
}

impl Shard {
    /// The documents that have a code which begins so.
    fn beginning(&self, kind: char, text: &str) -> Result<Bits, SearchError> {
        let begin = format!("{kind}{text}");
        let mut bits = Bits::none(self.documents());
        let mut terms = self.facet.terms().range().ge(&begin).into_stream()?;
        while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
            bits.add(self.facet.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?);
        }
        Ok(bits)
    }
}

/// Names that begin with, or hold, a text in either form.
fn names<'a>(part: &'a Part, looked: Looked, text: &str, form: &str) -> Test<'a> {
    let folded = analysis::fold(text);
    let ranks = match looked {
        Looked::Beginning => {
            Ranks::Beginning([part.texts.beginning_with(&folded), part.texts.beginning_with(form)])
        }
        Looked::Inside => {
            let holds = |rank: &u32| {
                let name = part.texts.get(*rank);
                name.contains(&folded) || name.contains(form)
            };
            Ranks::Listed((0..part.texts.len()).filter(holds).collect())
        }
    };
    Test::Names(part, ranks)
}
