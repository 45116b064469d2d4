//! A shard as the comparison of client records reads it: documents by word, town or code, and their texts.

use tantivy::{DocId, postings::SegmentPostings};

use crate::{
    error::SearchError,
    ranking::Role,
    shard::{
        Shard,
        lists::{Cursor, List, Source},
        names::{Automata, near},
    },
};

/// Which dictionary a word is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dictionary {
    /// A part of the names: family and given name of people, the name of structures.
    Name(u8),
    Town,
    /// Postcodes, départements, catégories, each behind its letter.
    Code,
}

/// The documents of one word.
#[derive(Debug, Clone)]
pub(crate) struct Documents(List);

impl Documents {
    /// How many.
    pub(crate) fn count(&self) -> u32 {
        self.0.info.doc_freq
    }
}

impl Dictionary {
    const fn source(self) -> Source {
        match self {
            Self::Name(part) => Source::Name(part),
            Self::Town => Source::City,
            Self::Code => Source::Code,
        }
    }

    fn documents(self, info: tantivy::postings::TermInfo) -> Documents {
        Documents(List { words: 0, source: self.source(), info })
    }
}

impl Shard {
    /// How many documents it holds.
    pub(crate) fn size(&self) -> u32 {
        self.documents()
    }

    /// The documents of `word`, if there is any.
    pub(crate) fn documents_of(
        &self,
        dictionary: Dictionary,
        word: &str,
    ) -> std::io::Result<Option<Documents>> {
        let terms = match dictionary {
            Dictionary::Name(part) => self.parts[usize::from(part)].terms.terms(),
            Dictionary::Town => self.city.terms.terms(),
            Dictionary::Code => self.facet.terms(),
        };
        Ok(terms.get(word)?.map(|info| dictionary.documents(info)))
    }

    /// The documents of the words at most `slips` (1 or 2) away from `word`, itself included.
    pub(crate) fn documents_near(
        &self,
        automata: &Automata,
        dictionary: Dictionary,
        word: &str,
        slips: u8,
    ) -> Result<Vec<Documents>, SearchError> {
        let part = match dictionary {
            Dictionary::Name(part) => &self.parts[usize::from(part)],
            Dictionary::Town => &self.city,
            Dictionary::Code => return Ok(Vec::new()),
        };
        let automaton = automata.near(word, slips).map_err(SearchError::Read)?;
        Ok(near(part, &automaton)?.into_iter().map(|info| dictionary.documents(info)).collect())
    }

    /// The documents of the words of people's names that sound like `word`.
    pub(crate) fn documents_by_ear(&self, part: u8, word: &str) -> impl Iterator<Item = Documents> {
        let like = self.parts[usize::from(part)].sounds.like(word);
        like.iter().map(move |(_, info)| Dictionary::Name(part).documents(info.clone()))
    }

    /// The documents one by one, ascending.
    pub(crate) fn walk(&self, documents: &Documents) -> std::io::Result<SegmentPostings> {
        self.postings(&documents.0)
    }

    /// What tells whether documents, ascending, are among these.
    pub(crate) fn membership(&self, documents: &Documents) -> std::io::Result<Cursor<'_>> {
        self.cursor(&documents.0)
    }

    /// The names of a document in a part, each with its rank among the distinct names.
    pub(crate) fn names(&self, part: u8, doc: DocId) -> impl Iterator<Item = (u32, &str)> {
        let part = &self.parts[usize::from(part)];
        part.names(doc).map(|ord| (ord, part.texts.get(ord)))
    }

    /// The towns of a document, those of current practice first, each with its rank among the distinct towns.
    pub(crate) fn towns(&self, doc: DocId) -> impl Iterator<Item = (u32, &str)> {
        debug_assert!(self.city.role == Role::City);
        self.city.names(doc).map(|ord| (ord, self.city.texts.get(ord)))
    }

    /// Whether a document is a person without a current situation, or a structure that is closed.
    pub(crate) fn has_ended(&self, doc: DocId) -> bool {
        self.is_ended(doc)
    }

    /// How many of the towns of a document are of current practice.
    pub(crate) fn towns_of_practice(&self, doc: DocId) -> usize {
        self.current_towns(doc)
    }
}
