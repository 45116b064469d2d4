//! Looks up the words of a query among structures: names, pairs of words, towns, streets, codes.

use std::cmp::Reverse;

use tantivy::{InvertedIndexReader, postings::TermInfo};

use crate::{
    analysis::{LEXICON, Meaning, edit},
    error::SearchError,
    limits::{MAX_NEIGHBOURS, MAX_PREFIX_TERMS},
    ranking::{self, Resemblance, Role},
    shard::{
        Shard,
        compare::{MIN_SLIP, MIN_TWO_SLIPS},
        lists::{List, Source, Weighed},
        structures::StructureSearch,
    },
};

impl<'a> StructureSearch<'a> {
    fn push(&mut self, words: u16, source: Source, info: TermInfo, role: Role, found: Resemblance) {
        let points = ranking::points_of_structure(role, found);
        self.lists.push(Weighed { list: List { words, source, info }, role, how: found.how, points });
    }

    pub(super) fn look_up_word(&mut self, word: usize) -> Result<(), SearchError> {
        if self.query.words[word].optional_for_structures {
            return Ok(());
        }
        let (typed, plain) = (self.words[word], self.query.words[word].text.as_str());
        let shard = self.shard;
        if let Some(info) = shard.parts[0].term(typed)? {
            self.push(1 << word, Source::Name(0), info, Role::Structure, Resemblance::EXACT);
        }
        if let Some(info) = shard.term(Source::Pair, plain)? {
            self.push(1 << word, Source::Pair, info, Role::Structure, Resemblance::JOINED);
        }
        if let Some(info) = shard.term(Source::Town, plain)? {
            self.push(1 << word, Source::Town, info, Role::TownWord, Resemblance::EXACT);
        }
        if let Some(info) = shard.term(Source::Street, LEXICON.in_street(plain))? {
            self.push(1 << word, Source::Street, info, Role::Street, Resemblance::EXACT);
        }
        Ok(())
    }

    pub(super) fn look_up_span(&mut self, words: u16, meaning: &'a Meaning) -> Result<(), SearchError> {
        let shard = self.shard;
        match meaning {
            Meaning::Joined(text) => {
                if let Some(info) = shard.parts[0].term(text)? {
                    self.push(words, Source::Name(0), info, Role::Structure, Resemblance::JOINED);
                }
            }
            Meaning::City(text) => {
                if let Some(info) = shard.city.term(text)? {
                    self.push(words, Source::City, info, Role::City, Resemblance::EXACT);
                }
            }
            Meaning::CityToday(text) => {
                if let Some(info) = shard.city.term(text)? {
                    self.push(words, Source::City, info, Role::City, Resemblance::VARIANT);
                }
            }
            Meaning::Codes { structures, kind, .. } => {
                for code in structures {
                    if let Some(info) = shard.facet.terms().get(code)? {
                        self.push(words, Source::Code, info, Role::Code(*kind), Resemblance::EXACT);
                    }
                }
            }
        }
        Ok(())
    }

    /// The last word as a beginning of a word of a name or of a town.
    pub(super) fn look_up_beginning(&mut self) -> Result<(), SearchError> {
        let Some(last) = self.words.len().checked_sub(1) else { return Ok(()) };
        let typed = self.words[last];
        if typed.len() < 2 || self.optional & (1 << last) != 0 {
            return Ok(());
        }
        for (source, role) in [(Source::Name(0), Role::Structure), (Source::Town, Role::TownWord)] {
            for info in self.shard.beginning_with(source, typed)? {
                self.push(1 << last, source, info, role, Resemblance::prefix(typed.len(), typed.len() + 3));
            }
        }
        Ok(())
    }

    /// The words of names and towns a slip from this one, and those that sound like it; else two slips, when so many
    /// may be forgiven.
    pub(super) fn look_up_neighbours(&mut self, word: usize, slips: u8) -> Result<(), SearchError> {
        let typed = self.words[word];
        if typed.len() < MIN_SLIP || typed.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(());
        }
        let before = self.lists.len();
        self.look_up_slips(word, 1)?;
        for (_, info) in self.shard.parts[0].sounds.like(typed).iter().take(MAX_NEIGHBOURS) {
            self.push(1 << word, Source::Name(0), info.clone(), Role::Structure, Resemblance::HEARD);
        }
        if self.lists.len() == before && slips > 1 && typed.len() >= MIN_TWO_SLIPS {
            self.look_up_slips(word, 2)?;
        }
        Ok(())
    }

    fn look_up_slips(&mut self, word: usize, slips: u8) -> Result<(), SearchError> {
        for (source, role) in [(Source::Name(0), Role::Structure), (Source::Town, Role::TownWord)] {
            let Some(terms) = self.shard.reader(source) else { continue };
            for (info, found) in self.near(terms, self.words[word], slips)? {
                self.push(1 << word, source, info, role, found);
            }
        }
        Ok(())
    }

    /// The words of a dictionary at most so many slips from `typed`, the nearest first.
    fn near(
        &self,
        terms: &InvertedIndexReader,
        typed: &str,
        slips: u8,
    ) -> Result<Vec<(TermInfo, Resemblance)>, SearchError> {
        let automaton = self.automata.near(typed, slips).map_err(SearchError::Read)?;
        let mut stream = terms.terms().search(&*automaton).into_stream()?;
        let mut near = Vec::new();
        while stream.advance() && near.len() < MAX_NEIGHBOURS * 4 {
            let term = std::str::from_utf8(stream.key()).unwrap_or_default();
            if let Some(slip) = edit(typed, term, usize::from(slips)) {
                let found = Resemblance::slip(slip);
                near.push((ranking::points(Role::Structure, found), stream.value().clone(), found));
            }
        }
        near.sort_by_key(|(points, info, _)| (Reverse(*points), Reverse(info.doc_freq)));
        near.truncate(MAX_NEIGHBOURS);
        Ok(near.into_iter().map(|(_, info, found)| (info, found)).collect())
    }
}

impl Shard {
    fn term(&self, source: Source, word: &str) -> Result<Option<TermInfo>, SearchError> {
        Ok(self.reader(source).map(|terms| terms.terms().get(word)).transpose()?.flatten())
    }

    /// The lists of the words that begin so, the most borne first.
    fn beginning_with(&self, source: Source, typed: &str) -> Result<Vec<TermInfo>, SearchError> {
        let Some(reader) = self.reader(source) else { return Ok(Vec::new()) };
        let mut infos = Vec::new();
        let mut terms = reader.terms().range().gt(typed).into_stream()?;
        while terms.advance() && terms.key().starts_with(typed.as_bytes()) && infos.len() < MAX_PREFIX_TERMS {
            infos.push(terms.value().clone());
        }
        infos.sort_by_key(|info| (Reverse(info.doc_freq), info.postings_range.start));
        infos.truncate(MAX_NEIGHBOURS);
        Ok(infos)
    }
}
