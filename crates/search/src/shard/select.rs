//! Exact selection in one shard: the documents of the fewest lists that hold all that may be selected, else all of
//! them, one after the other; names by their ranks in memory, codes by their lists.

use std::ops::Range;

use tantivy::DocId;

use super::{
    Shard,
    lists::{Bits, Cursor, List, Source},
    names::Part,
};
use crate::{
    analysis::{self, ALIASES, LEXICON},
    error::SearchError,
    limits::MAX_PREFIX_TERMS,
    ranking::Role,
    select::{Condition, Looked},
};

/// Documents are walked by lists when these hold less than one in so many: else enough are met one after the other.
const SPARSE: u64 = 16;

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
    Listed(Bits),
}

impl Ranks {
    fn hold(&self, rank: u32) -> bool {
        match self {
            Self::Beginning(ranges) => ranges.iter().any(|range| range.contains(&rank)),
            Self::Listed(ranks) => ranks.holds(rank),
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
        Ok(match self.few(groups)? {
            Some(few) => selected(few.from(first), &mut tests, limit),
            None => selected(first..self.documents(), &mut tests, limit),
        })
    }

    /// The documents of the group whose lists are shortest, when these are few.
    fn few(&self, groups: &[Vec<Condition>]) -> Result<Option<Bits>, SearchError> {
        let mut fewest: Option<Vec<List>> = None;
        for group in groups {
            let lists: Option<Vec<Vec<List>>> =
                group.iter().map(|condition| self.lists(condition)).collect::<Result<_, _>>()?;
            fewest = fewer(fewest, lists.map(|lists| lists.concat()));
        }
        let enough = u64::from(self.documents()) / SPARSE;
        fewest.filter(|lists| documents(lists) <= enough).map(|lists| self.bits(&lists)).transpose()
    }

    fn bits(&self, lists: &[List]) -> Result<Bits, SearchError> {
        let mut bits = Bits::none(self.documents());
        for list in lists {
            bits.add(self.postings(list)?);
        }
        Ok(bits)
    }

    /// Lists that hold every document that meets a condition, and perhaps others; `None` when there are no such lists,
    /// or too many.
    fn lists(&self, condition: &Condition) -> Result<Option<Vec<List>>, SearchError> {
        match condition {
            Condition::Family(looked, text) => {
                self.lists_of_names(0, *looked, text, &analysis::person_name(text))
            }
            Condition::Given(looked, text) => {
                self.lists_of_names(super::GIVEN, *looked, text, &analysis::person_name(text))
            }
            Condition::Name(looked, text) => self.lists_of_names(0, *looked, text, &own_form(text)),
            Condition::City(Looked::Beginning, text) => {
                let forms = [analysis::fold(text), analysis::city(text)];
                let lists = forms.map(|form| self.beginning(Source::City, &form, MAX_PREFIX_TERMS));
                let [folded, form] = lists;
                Ok(folded?.zip(form?).map(|(folded, form)| [folded, form].concat()))
            }
            Condition::City(Looked::Inside, _) => Ok(None),
            Condition::Postcode(code) => self.beginning(Source::Code, &format!("p{code}"), usize::MAX),
            Condition::Profession(code) => self.of_term(Source::Code, &format!("j{code}")).map(Some),
            Condition::SavoirFaire(code) => self.of_term(Source::Code, &format!("s{code}")).map(Some),
            Condition::Categorie(code) => self.of_term(Source::Code, &format!("k{code}")).map(Some),
            Condition::Listed(list) => self.of_term(Source::Code, &list.term()).map(Some),
        }
    }

    fn lists_of_names(
        &self,
        part: usize,
        looked: Looked,
        text: &str,
        form: &str,
    ) -> Result<Option<Vec<List>>, SearchError> {
        if looked == Looked::Inside {
            return Ok(None);
        }
        let (folded, form) =
            (self.lists_of_words(part, &analysis::fold(text))?, self.lists_of_words(part, form)?);
        Ok(folded.zip(form).map(|(folded, form)| [folded, form].concat()))
    }

    /// Of the words that a name begins with, the last of them perhaps unfinished, the lists of the rarest.
    fn lists_of_words(&self, part: usize, beginning: &str) -> Result<Option<Vec<List>>, SearchError> {
        let source = Source::Name(u8::try_from(part).unwrap_or_default());
        let of_structures = self.parts[part].role == Role::Structure;
        let words: Vec<&str> = beginning.split(' ').filter(|word| !word.is_empty()).collect();
        let mut fewest = None;
        for (at, word) in words.iter().enumerate() {
            let unfinished = at + 1 == words.len();
            let small = if unfinished { LEXICON.begins_stop_word(word) } else { LEXICON.is_stop_word(word) };
            let lists = if of_structures && small {
                // Small words of structures' names are in no list.
                None
            } else if unfinished {
                self.beginning(source, word, MAX_PREFIX_TERMS)?
            } else {
                Some(self.of_term(source, word)?)
            };
            fewest = fewer(fewest, lists);
        }
        Ok(fewest)
    }

    fn of_term(&self, source: Source, term: &str) -> Result<Vec<List>, SearchError> {
        let info = self.reader(source).map(|reader| reader.terms().get(term)).transpose()?.flatten();
        Ok(info.map(|info| List { words: 0, source, info }).into_iter().collect())
    }

    /// The lists of the terms that begin so; `None` when there are more than `most`.
    fn beginning(&self, source: Source, text: &str, most: usize) -> Result<Option<Vec<List>>, SearchError> {
        let Some(reader) = self.reader(source) else { return Ok(None) };
        let mut lists = Vec::new();
        let mut terms = reader.terms().range().ge(text).into_stream()?;
        while terms.advance() && terms.key().starts_with(text.as_bytes()) {
            if lists.len() == most {
                return Ok(None);
            }
            lists.push(List { words: 0, source, info: terms.value().clone() });
        }
        Ok(Some(lists))
    }

    fn test(&self, condition: &Condition) -> Result<Test<'_>, SearchError> {
        let part = |part: usize| &self.parts[part];
        Ok(match condition {
            Condition::Family(looked, text) => names(part(0), *looked, text, &analysis::person_name(text)),
            Condition::Given(looked, text) => {
                names(part(super::GIVEN), *looked, text, &analysis::person_name(text))
            }
            Condition::Name(looked, text) => names(part(0), *looked, text, &own_form(text)),
            Condition::City(looked, text) => names(&self.city, *looked, text, &analysis::city(text)),
            Condition::Postcode(_) => {
                Test::Documents(self.bits(&self.lists(condition)?.unwrap_or_default())?)
            }
            Condition::Profession(_)
            | Condition::SavoirFaire(_)
            | Condition::Categorie(_)
            | Condition::Listed(_) => match self.lists(condition)?.unwrap_or_default().first() {
                Some(list) => Test::Code(self.cursor(list)?),
                None => Test::Never,
            },
        })
    }
}

/// Of `docs`, ascending, those that meet one test of each group, at most `limit`; and how many were looked at.
fn selected(
    docs: impl Iterator<Item = DocId>,
    tests: &mut [Vec<Test<'_>>],
    limit: usize,
) -> (Vec<DocId>, usize) {
    let (mut found, mut steps) = (Vec::new(), 0);
    for doc in docs {
        if found.len() == limit {
            break;
        }
        steps += 1;
        if tests.iter_mut().all(|group| group.iter_mut().any(|test| test.holds(doc))) {
            found.push(doc);
        }
    }
    (found, steps)
}

fn documents(lists: &[List]) -> u64 {
    lists.iter().map(List::documents).sum()
}

fn fewer(one: Option<Vec<List>>, other: Option<Vec<List>>) -> Option<Vec<List>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if documents(&other) < documents(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The form of a structure's name, without those of its abbreviations.
fn own_form(text: &str) -> String {
    let form = analysis::structure_name(text);
    form.split(ALIASES).next().unwrap_or_default().to_owned()
}

/// Names that begin with, or hold, a text in either form.
fn names<'a>(part: &'a Part, looked: Looked, text: &str, form: &str) -> Test<'a> {
    let folded = analysis::fold(text);
    let ranks = match looked {
        Looked::Inside if folded.is_empty() => Ranks::Beginning([0..part.texts.len(), 0..0]),
        Looked::Beginning => {
            Ranks::Beginning([part.texts.beginning_with(&folded), part.texts.beginning_with(form)])
        }
        Looked::Inside => Ranks::Listed(Bits::of(part.texts.len(), &part.texts.holding([&folded, form]))),
    };
    Test::Names(part, ranks)
}
