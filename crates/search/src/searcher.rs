//! A built index, open for reading: asks every shard, orders what they found, names the best.

use std::path::Path;

use aiguilleur_domain::Code;

use crate::{
    analysis::{Understood, place, understand},
    error::SearchError,
    limits::{MAX_LIMIT, MAX_OFFSET},
    manifest::{Manifest, ShardKind},
    query::{Answer, Hit, KindFilter, Query, Total},
    ranking,
    shard::{Candidate, Filters, Found, Shard, find},
};

/// Reads one index; cheap to share between threads, immutable.
///
/// The folder is only read: no lock is taken, no file is written, no thread is started.
pub struct Searcher {
    format: u32,
    shards: Vec<Shard>,
}

impl Searcher {
    /// Opens the index in `dir`. Names are read into memory; lists stay on disk, mapped.
    pub fn open(dir: &Path) -> Result<Self, SearchError> {
        let manifest = Manifest::read(dir)?;
        let open = |entry: &crate::manifest::ShardEntry| {
            let shard = Shard::open(&dir.join(&entry.dir), entry.kind);
            shard.map_err(|source| SearchError::Open { dir: dir.to_owned(), source })
        };
        let shards = manifest.shards.iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self { format: manifest.format, shards })
    }

    /// Whether people are listed by [`crate::Listed`]: an older index finds nobody by it.
    pub const fn lists_people(&self) -> bool {
        self.format >= crate::schema::LISTED
    }

    /// Finds what a text may mean. Errors are the disk's: no text is an error.
    pub fn search(&self, query: &Query<'_>) -> Result<Answer, SearchError> {
        let understood = understand(query.text);
        let filters = filters(query);
        let empty = understood.words.is_empty() && filters.codes.is_empty();
        let shards = self.shards.iter().enumerate().filter(|(_, s)| !empty && wanted(query, s.kind));
        let Found { candidates, rest, more, relaxed, facets, steps } = find(shards, &understood, &filters)?;
        let count = u32::try_from(candidates.len() + rest).unwrap_or(u32::MAX);
        let first = candidates.iter().min_by_key(|candidate| candidate.order());
        Ok(Answer {
            homonyms: first.map_or(Ok(0), |first| self.homonyms(first))?,
            steps,
            facets,
            left_out: first.filter(|_| relaxed).map_or(Vec::new(), |first| left_out(first, &understood)),
            total: if more { Total::AtLeast(count) } else { Total::Exact(count) },
            hits: self.page(candidates, query, &understood)?,
        })
    }

    pub(crate) fn shards(&self) -> impl Iterator<Item = &Shard> {
        self.shards.iter()
    }

    fn page(
        &self,
        mut found: Vec<Candidate>,
        query: &Query<'_>,
        understood: &Understood,
    ) -> Result<Vec<Hit>, SearchError> {
        let offset = query.offset.min(MAX_OFFSET);
        let end = offset + query.limit.min(MAX_LIMIT);
        if found.len() > end {
            found.select_nth_unstable_by_key(end, Candidate::order);
            found.truncate(end);
        }
        found.sort_unstable_by_key(Candidate::order);
        let words: Vec<String> = understood.words.iter().map(|word| word.text.clone()).collect();
        let page = found.iter().skip(offset);
        page.map(|candidate| self.hit(candidate, query.explain.then_some(&words))).collect()
    }

    fn hit(&self, candidate: &Candidate, words: Option<&Vec<String>>) -> Result<Hit, SearchError> {
        let doc = candidate.place.doc;
        let shard = &self.shards[candidate.place.shard];
        Ok(Hit {
            kind: shard.hit_kind(doc),
            id: shard.id(doc)?,
            score: candidate.score,
            matched: ranking::labels(&candidate.evidence),
            ended: candidate.evidence.ended,
            reasons: words.map(|words| ranking::reasons(&candidate.evidence, words)).unwrap_or_default(),
        })
    }

    fn homonyms(&self, candidate: &Candidate) -> Result<u32, SearchError> {
        let shard = &self.shards[candidate.place.shard];
        if shard.kind == ShardKind::Structures {
            return Ok(0);
        }
        let Some((family, given)) = shard.person_name(candidate.place.doc) else { return Ok(1) };
        let people = self.shards.iter().filter(|shard| shard.kind == ShardKind::People);
        people.map(|shard| shard.bearers(family, given)).sum()
    }
}

/// The words that say something and found nothing in a record.
fn left_out(candidate: &Candidate, understood: &Understood) -> Vec<String> {
    let evidence = &candidate.evidence;
    let missing = understood
        .words
        .iter()
        .enumerate()
        .filter(|(word, _)| evidence.words[*word].is_none() && evidence.optional & (1 << word) == 0);
    missing.map(|(_, word)| word.text.clone()).collect()
}

fn wanted(query: &Query<'_>, kind: ShardKind) -> bool {
    match kind {
        ShardKind::People => query.kind != KindFilter::Structures && query.categories.is_empty(),
        ShardKind::Structures => {
            query.kind != KindFilter::People && query.professions.is_empty() && query.savoir_faire.is_empty()
        }
    }
}

fn filters(query: &Query<'_>) -> Filters {
    let coded = |kind: char, codes: &[Code]| codes.iter().map(|code| format!("{kind}{code}")).collect();
    let departements = query.departements.iter();
    let departements = departements.flat_map(|code| departements_of(&code.trim().to_ascii_uppercase()));
    let communes = query.communes.iter();
    let communes = communes.flat_map(|code| place::communes(&code.trim().to_ascii_uppercase()));
    let groups: [Vec<String>; 5] = [
        coded('j', query.professions),
        coded('s', query.savoir_faire),
        coded('k', query.categories),
        departements.map(|code| format!("d{code}")).collect(),
        communes.map(|code| format!("c{code}")).collect(),
    ];
    let codes = groups.into_iter().filter(|group| !group.is_empty()).collect();
    Filters {
        codes,
        include_ended: query.include_ended,
        facets: query.facets,
        page_end: query.offset.min(MAX_OFFSET) + query.limit.min(MAX_LIMIT),
        until: query.until,
    }
}

/// `20` is both départements of Corsica.
fn departements_of(code: &str) -> Vec<String> {
    if code == "20" { vec!["2A".to_owned(), "2B".to_owned()] } else { vec![code.to_owned()] }
}

/// The identifiers of people are kept as numbers: twelve digits as they are, shorter alphanumeric ones behind
/// them, in base 36 after a leading 1.
const SHORT: u64 = 1_000_000_000_000;

/// The number that holds `id`, if it is one that a number can hold.
pub(crate) fn number_of(id: &str) -> Option<u64> {
    if id.len() == 12 && id.bytes().all(|b| b.is_ascii_digit()) {
        return id.parse().ok();
    }
    if id.is_empty() || id.len() > 11 || !id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return None;
    }
    let number = id.chars().try_fold(1_u64, |number, c| Some(number * 36 + u64::from(c.to_digit(36)?)))?;
    Some(SHORT + number)
}

/// The identifier that [`number_of`] made a number of.
pub(crate) fn id_of(number: u64) -> String {
    if number < SHORT {
        return format!("{number:012}");
    }
    let mut rest = number - SHORT;
    let mut id = Vec::new();
    while rest > 1 {
        let digit = u32::try_from(rest % 36).unwrap_or_default();
        id.extend(char::from_digit(digit, 36).map(|c| c.to_ascii_uppercase()));
        rest /= 36;
    }
    id.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{id_of, number_of};

    #[test]
    fn identifiers_come_back() {
        for id in ["899700000104", "000000000001", "0010001949", "069A005441", "A", "0", "00", "ZZZZZZZZZZZ"]
        {
            assert_eq!(id_of(number_of(id).unwrap()), id);
        }
        for id in ["", "8997000001041", "abc", "8 9"] {
            assert_eq!(number_of(id), None, "{id}");
        }
    }
}
