//! Words of a dictionary near one that was typed: those that begin with it, those a slip or two away.

use std::{cell::RefCell, rc::Rc};

use rustc_hash::FxHashMap;
use tantivy::{
    postings::TermInfo,
    query::{DfaWrapper, FuzzyTermQuery},
    schema::{Field, Term},
};

use crate::{
    error::{Cause, SearchError},
    limits::{MAX_NEIGHBOURS, MAX_PREFIX_TERMS},
    shard::{
        Shard,
        lists::{List, Source},
        names::Part,
    },
};

/// What recognises the words near those of one query: built once a word, used on every dictionary of every shard; and
/// what it found there, which the stages ask for again.
#[derive(Default)]
pub(crate) struct Automata {
    built: RefCell<FxHashMap<(String, u8), Rc<DfaWrapper>>>,
    found: RefCell<FxHashMap<Sought, Rc<[TermInfo]>>>,
}

/// A dictionary's address, a word and the slips.
type Sought = (*const Part, String, u8);

impl Automata {
    pub(crate) fn near(&self, word: &str, slips: u8) -> Result<Rc<DfaWrapper>, Cause> {
        let key = (word.to_owned(), slips);
        if let Some(known) = self.built.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        // An automaton knows only the text: the field may be any.
        let term = Term::from_field_text(Field::from_field_id(0), word);
        let built = Rc::new(FuzzyTermQuery::new(term, slips, true).automaton()?);
        self.built.borrow_mut().insert(key, Rc::clone(&built));
        Ok(built)
    }

    /// The words of a dictionary near this one, the most borne first.
    fn near_in(&self, part: &Part, word: &str, slips: u8) -> Result<Rc<[TermInfo]>, SearchError> {
        let key = (std::ptr::from_ref(part), word.to_owned(), slips);
        if let Some(known) = self.found.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let automaton = self.near(word, slips).map_err(SearchError::Read)?;
        let found: Rc<[TermInfo]> = most_borne(near(part, &automaton)?).collect();
        self.found.borrow_mut().insert(key, Rc::clone(&found));
        Ok(found)
    }
}

impl Shard {
    /// Lists of the words that begin with `prefix`, the most borne first, and whether some were left out.
    pub(crate) fn lists_beginning_with(
        &self,
        prefix: &str,
        words: u16,
    ) -> std::io::Result<(Vec<List>, bool)> {
        let mut found = Vec::new();
        let mut cut = false;
        for (part, source) in self.sources() {
            let mut infos = Vec::new();
            let mut terms = part.terms.terms().range().ge(prefix).into_stream()?;
            while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                if infos.len() == MAX_PREFIX_TERMS {
                    cut = true;
                    break;
                }
                infos.push(terms.value().clone());
            }
            cut |= infos.len() > MAX_NEIGHBOURS;
            found.extend(most_borne(infos).map(|info| List { words, source, info }));
        }
        Ok((found, cut))
    }

    /// Lists of the words at most `slips` (1 or 2) away from `word`, itself included, the most borne first.
    pub(crate) fn lists_near(
        &self,
        automata: &Automata,
        word: &str,
        slips: u8,
        words: u16,
    ) -> Result<Vec<List>, SearchError> {
        let mut found = Vec::new();
        for (part, source) in self.sources() {
            let infos = automata.near_in(part, word, slips)?;
            found.extend(infos.iter().map(|info| List { words, source, info: info.clone() }));
        }
        Ok(found)
    }

    /// Lists of the towns a slip away from `town`.
    pub(crate) fn towns_near(
        &self,
        automata: &Automata,
        town: &str,
        words: u16,
    ) -> Result<Vec<List>, SearchError> {
        let infos = automata.near_in(&self.city, town, 1)?;
        Ok(infos.iter().map(|info| List { words, source: Source::City, info: info.clone() }).collect())
    }

    /// Lists of the words that sound like `word`, the most borne first.
    pub(crate) fn lists_sounding_like(&self, word: &str, words: u16) -> Vec<List> {
        let of = |(part, source): (&Part, Source)| {
            let infos = part.sounds.like(word).iter().map(|(_, info)| info.clone()).collect();
            most_borne(infos).map(move |info| List { words, source, info })
        };
        self.sources().flat_map(of).collect()
    }

    fn sources(&self) -> impl Iterator<Item = (&Part, Source)> {
        (0..).map(Source::Name).zip(&self.parts).map(|(source, part)| (part, source))
    }
}

pub(crate) fn near(part: &Part, automaton: &DfaWrapper) -> std::io::Result<Vec<TermInfo>> {
    let mut terms = part.terms.terms().search(automaton).into_stream()?;
    let mut infos = Vec::new();
    while terms.advance() && infos.len() < MAX_PREFIX_TERMS {
        infos.push(terms.value().clone());
    }
    Ok(infos)
}

fn most_borne(mut infos: Vec<TermInfo>) -> impl Iterator<Item = TermInfo> {
    // The range breaks ties: it follows the order of the dictionary.
    infos.sort_by_key(|info| (std::cmp::Reverse(info.doc_freq), info.postings_range.start));
    infos.into_iter().take(MAX_NEIGHBOURS)
}
