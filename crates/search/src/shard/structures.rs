//! Structures: found by weight, then compared with the text of their names.
//!
//! A structure's name is long, abbreviated and cut, and people add what they know (town, kind, street, « service
//! comptabilité »): no word is required. Words that the best record lacks are then looked for with slips and by ear.

use tantivy::{DocId, InvertedIndexReader, postings::TermInfo};

use super::{
    Shard,
    best::Best,
    dense::Cursor,
    facets::Passing,
    find::{Candidate, Filters, Place},
    lists::{Budget, List, Source, bits},
    matcher::{MIN_SLIP, MIN_TWO_SLIPS, Matcher, keep_best, mask},
    neighbours::Automata,
    weights::{Heaviest, Weighed, Weighing, Weights},
};
use crate::{
    analysis::{Meaning, Understood, edit},
    error::SearchError,
    limits::{MAX_COMPARED_STRUCTURES, MAX_GUESSED, MAX_NEIGHBOURS, MAX_WORDS},
    manifest::ShardKind,
    ranking::{self, CodeKind, Evidence, How, Resemblance, Role, WordMatch},
};

/// Hundredths of what a word found in a structure is worth: people are asked for more often, and who bears a name comes
/// before a structure that has it.
const PEOPLE_FIRST: u32 = 90;

/// A query among the structures of one shard.
pub(super) struct StructureSearch<'a> {
    pub(super) number: usize,
    pub(super) shard: &'a Shard,
    query: &'a Understood,
    words: Vec<&'a str>,
    matcher: Matcher<'a>,
    pub(super) required: u16,
    optional: u16,
    lists: Vec<Weighed>,
    weights: Weights,
    passing: Passing,
    include_ended: bool,
    page_end: usize,
    automata: &'a Automata,
    pub(super) budget: Budget,
    /// Records with all the words, whether or not they were compared.
    pub(super) complete: Vec<DocId>,
    /// Records with all the words, whole.
    pub(super) complete_whole: usize,
    pub(super) candidates: Vec<Candidate>,
}

impl<'a> StructureSearch<'a> {
    /// `None` when a filter names a code that no structure has.
    pub(super) fn new(
        number: usize,
        shard: &'a Shard,
        query: &'a Understood,
        filters: &Filters,
        automata: &'a Automata,
    ) -> Result<Option<Self>, SearchError> {
        let passing = shard.passing(&filters.codes)?;
        if matches!(passing, Passing::None) {
            return Ok(None);
        }
        let words: Vec<&str> = query.words.iter().map(|word| word.in_structures.as_str()).collect();
        let optional = query
            .words
            .iter()
            .enumerate()
            .fold(0, |bits, (i, word)| bits | u16::from(word.optional_for_structures) << i);
        Ok(Some(Self {
            number,
            shard,
            query,
            matcher: Matcher::new(shard, query, words.clone(), 1),
            required: mask(0, words.len()) & !optional,
            words,
            optional,
            lists: Vec::new(),
            weights: Weights([0; MAX_WORDS]),
            passing,
            include_ended: filters.include_ended,
            page_end: filters.page_end,
            automata,
            budget: Budget::new(filters.until),
            complete: Vec::new(),
            complete_whole: 0,
            candidates: Vec::new(),
        }))
    }

    /// Every word as it is written, the last one as a beginning too.
    pub(super) fn as_written(&mut self) -> Result<(), SearchError> {
        if self.words.is_empty() {
            self.filtered();
            return Ok(());
        }
        for word in 0..self.words.len() {
            self.look_up_word(word)?;
        }
        for span in &self.query.spans {
            self.look_up_span(mask(span.start, span.end), &span.meaning)?;
        }
        self.look_up_beginning()?;
        self.weigh();
        self.compare()
    }

    /// What the best record lacks, with slips and by ear.
    pub(super) fn guessed(&mut self) -> Result<(), SearchError> {
        let lacking = self.lacking();
        let known = self.lists.iter().filter(|of| of.how == How::Exact);
        let unknown = self.required & !known.fold(0, |words, of| words | of.list.words);
        if lacking | unknown == 0 {
            return Ok(());
        }
        let guessed = self.most_probably_misspelt(lacking, unknown);
        for word in bits(guessed) {
            self.look_up_neighbours(word, if unknown & (1 << word) == 0 { 1 } else { 2 })?;
        }
        self.matcher = Matcher::new(self.shard, self.query, self.words.clone(), 2).by_ear().tolerant(guessed);
        self.budget.renew();
        self.weigh();
        self.compare()
    }

    /// Whether a bound left something out.
    pub(super) fn is_cut(&self) -> bool {
        self.budget.exhausted
    }

    /// Of the words that the best record lacks or that stand nowhere, some: first those that stand nowhere, then the
    /// longest.
    fn most_probably_misspelt(&self, lacking: u16, unknown: u16) -> u16 {
        let mut words: Vec<usize> = bits(lacking | unknown).collect();
        words.sort_by_key(|word| (unknown & (1 << word) == 0, std::cmp::Reverse(self.words[*word].len())));
        words.iter().take(MAX_GUESSED).fold(0, |mask, word| mask | 1 << word)
    }

    /// The required words that the best candidate lacks.
    fn lacking(&self) -> u16 {
        let best = self.candidates.iter().min_by_key(|candidate| candidate.order());
        let found = best.map_or(0, |best| found(&best.evidence));
        self.required & !found
    }

    /// Everything that passes the filters.
    fn filtered(&mut self) {
        let docs = (0..self.shard.documents()).filter(|doc| self.passing.holds(*doc));
        self.complete = docs.filter(|doc| self.include_ended || !self.shard.is_ended(*doc)).collect();
        self.complete_whole = self.complete.len();
        let mut best = Best::new(self.page_end);
        for doc in &self.complete {
            let candidate = self.candidate(*doc, self.evidence(*doc, &mut []));
            if !best.are_before(candidate.score, || candidate.place) {
                best.add(&candidate);
                self.candidates.push(candidate);
            }
        }
    }

    fn push(&mut self, words: u16, source: Source, info: TermInfo, role: Role, found: Resemblance) {
        let points = ranking::points_of_structure(role, found);
        self.lists.push(Weighed { list: List { words, source, info }, role, how: found.how, points });
    }

    fn look_up_word(&mut self, word: usize) -> Result<(), SearchError> {
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
        for (source, role) in [(Source::Town, Role::TownWord), (Source::Street, Role::Street)] {
            if let Some(info) = shard.term(source, plain)? {
                self.push(1 << word, source, info, role, Resemblance::EXACT);
            }
        }
        Ok(())
    }

    fn look_up_span(&mut self, words: u16, meaning: &'a Meaning) -> Result<(), SearchError> {
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
    fn look_up_beginning(&mut self) -> Result<(), SearchError> {
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
    fn look_up_neighbours(&mut self, word: usize, slips: u8) -> Result<(), SearchError> {
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
        near.sort_by_key(|(points, info, _)| (std::cmp::Reverse(*points), std::cmp::Reverse(info.doc_freq)));
        near.truncate(MAX_NEIGHBOURS);
        Ok(near.into_iter().map(|(_, info, found)| (info, found)).collect())
    }

    /// What each word weighs: by the documents that have it in a name or a town.
    fn weigh(&mut self) {
        let frequency = |word: usize| {
            let of_word = self.lists.iter().filter(|of| of.list.words == 1 << word);
            let named = of_word.filter(|of| of.how != How::Prefix && of.role != Role::Street);
            named.filter(|of| !matches!(of.role, Role::Code(_))).map(|of| of.list.documents()).sum()
        };
        let frequencies: Vec<u64> = (0..self.words.len()).map(frequency).collect();
        let kinds = self.lists.iter().filter(|of| of.role == Role::Code(CodeKind::Categorie));
        let kinds = kinds.fold(0, |words, of| words | of.list.words);
        self.weights = Weights::new(&frequencies, u64::from(self.shard.documents()), self.required, kinds);
    }

    /// Weighs all lists, then compares the heaviest records with the text.
    fn compare(&mut self) -> Result<(), SearchError> {
        let weighing = Weighing {
            shard: self.shard,
            lists: &self.lists,
            weights: self.weights,
            required: self.required,
            last: self.words.len().saturating_sub(1),
            passing: &self.passing,
            include_ended: self.include_ended,
            most: MAX_COMPARED_STRUCTURES.max(self.page_end),
        };
        let Heaviest { docs, complete, complete_whole } = weighing.heaviest(&mut self.budget)?;
        (self.complete, self.complete_whole) = (complete, complete_whole);
        let read = self.lists.iter().filter(|of| of.list.source != Source::Name(0));
        let read = read.filter(|of| of.list.source != Source::City && of.how != How::Prefix);
        let mut read: Vec<(Weighed, Cursor<'_>)> = read
            .map(|of| Ok((of.clone(), self.shard.cursor(&of.list)?)))
            .collect::<Result<_, SearchError>>()?;
        self.candidates.clear();
        for of in docs {
            self.budget.spent += crate::limits::TEXT_COST;
            let evidence = self.evidence(of.doc, &mut read);
            self.candidates.push(self.candidate(of.doc, evidence));
        }
        Ok(())
    }

    /// What the words found in a record: in its names and town by their text, in the rest by its lists.
    fn evidence(&self, doc: DocId, read: &mut [(Weighed, Cursor<'_>)]) -> Evidence {
        let name = self.matcher.name(0, doc);
        let (town, _) = self.matcher.city(doc);
        let mut words = name.words;
        for (slot, found) in words.iter_mut().zip(town.words) {
            let found =
                found.map(|found| WordMatch { points: found.points + ranking::TOWN_OF_STRUCTURE, ..found });
            keep_best(slot, found);
        }
        for (list, cursor) in read {
            if !cursor.stands_at(doc) {
                continue;
            }
            let group = u8::try_from(list.list.words.trailing_zeros()).unwrap_or_default();
            let found = WordMatch { role: list.role, how: list.how, group, points: list.points };
            for word in bits(list.list.words) {
                keep_best(&mut words[word], Some(found));
            }
        }
        let named = words.iter().flatten().any(|found| found.role == Role::Structure);
        for (word, slot) in words.iter_mut().enumerate() {
            if let Some(found) = slot {
                let points = self.weights.of(word, found.points) * PEOPLE_FIRST / 100;
                found.points = u16::try_from(points).unwrap_or(u16::MAX);
            }
        }
        Evidence {
            words,
            optional: self.optional,
            family_complete: if named { name.complete } else { 0 },
            given_complete: 0,
            ended: self.shard.is_ended(doc),
            past: false,
            titled: false,
            doctor: false,
            house: self.shard.house(doc),
            namesakes: 1,
        }
    }

    fn candidate(&self, doc: DocId, evidence: Evidence) -> Candidate {
        let place =
            Place { kind: ShardKind::Structures, rank: self.shard.rank(doc), shard: self.number, doc };
        Candidate { place, score: ranking::score(&evidence), evidence }
    }
}

/// The words that found something.
pub(super) fn found(evidence: &Evidence) -> u16 {
    evidence.words.iter().enumerate().fold(0, |mask, (word, found)| mask | u16::from(found.is_some()) << word)
}

impl Shard {
    fn reader(&self, source: Source) -> Option<&InvertedIndexReader> {
        match source {
            Source::Name(part) => self.parts.get(usize::from(part)).map(|part| &*part.terms),
            Source::Town => self.town.as_deref(),
            Source::Street => self.street.as_deref(),
            Source::Pair => self.pair.as_deref(),
            _ => None,
        }
    }

    fn term(&self, source: Source, word: &str) -> Result<Option<TermInfo>, SearchError> {
        Ok(self.reader(source).map(|terms| terms.terms().get(word)).transpose()?.flatten())
    }

    /// The lists of the words that begin so, the most borne first.
    fn beginning_with(&self, source: Source, typed: &str) -> Result<Vec<TermInfo>, SearchError> {
        let Some(reader) = self.reader(source) else { return Ok(Vec::new()) };
        let mut infos = Vec::new();
        let mut terms = reader.terms().range().gt(typed).into_stream()?;
        while terms.advance()
            && terms.key().starts_with(typed.as_bytes())
            && infos.len() < crate::limits::MAX_PREFIX_TERMS
        {
            infos.push(terms.value().clone());
        }
        infos.sort_by_key(|info| (std::cmp::Reverse(info.doc_freq), info.postings_range.start));
        infos.truncate(MAX_NEIGHBOURS);
        Ok(infos)
    }

    /// How much a structure is a house rather than an annex, and how short its name is, in points.
    pub(super) fn promise(&self, doc: DocId) -> u32 {
        let part = &self.parts[0];
        let words = part.names(doc).map(|ord| part.texts.own_words(ord)).min().unwrap_or(1).max(1);
        let short = u32::from(ranking::COMPLETE) / u32::from(words);
        let house = ranking::house(self.house(doc)) + 200;
        let ended = if self.is_ended(doc) { 0 } else { ranking::ENDED.unsigned_abs() };
        short + house.unsigned_abs() + ended
    }
}
