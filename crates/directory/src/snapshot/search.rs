//! Search: names go to the index, identifiers straight to their record.

use aiguilleur_domain::{
    Code, Date, IdNatPp,
    pasted::{Key, Pasted, Reading, Value},
};
use aiguilleur_search::{HitKind, KindFilter, MAX_LIMIT, MAX_OFFSET, Query, Total};
use aiguilleur_store::StoreError;
use serde::Serialize;

use super::{FacetsView, Snapshot, StructureId};
use crate::{
    DirectoryError,
    known::KnownStructure,
    record::{FormerName, decode_person},
    table,
    view::{CodeView, Status, StructureView},
};

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// The typed text.
    pub text: String,
    /// `Some(true)` for people only, `Some(false)` for structures only.
    pub people_only: Option<bool>,
    /// Any of these professions, by code. Here as below, an empty list is no filter.
    pub profession: Vec<Code>,
    /// Any of these savoir-faire, by code.
    pub savoir_faire: Vec<Code>,
    /// Any of these départements, by code.
    pub departement: Vec<String>,
    /// Any of these communes, by INSEE code.
    pub commune: Vec<String>,
    /// Any of these catégories d'établissement, by code.
    pub categorie: Vec<Code>,
    /// Whether ended people and closed structures are wanted.
    pub include_ended: bool,
    /// Hits wanted.
    pub limit: usize,
    /// Hits to skip.
    pub offset: usize,
    /// Whether hits say how their score came about.
    pub explain: bool,
    /// Whether the codes of what was found are counted.
    pub facets: bool,
    /// When the search gives up, if it must.
    pub until: Option<std::time::Instant>,
}

/// A page of hits.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// How many people bear the first hit's name.
    pub homonyms: u32,
    /// How many records match.
    pub total: u32,
    /// Whether `total` is exact or a lower bound.
    pub total_is_exact: bool,
    /// Words of the text that the first hit has not: no record has them all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// The same in a French sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relaxed: Option<String>,
    /// How many of the records found have each code, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<FacetsView>,
    /// Where the next page begins; `null` at the end.
    #[serde(skip)]
    pub next_offset: Option<usize>,
    /// Steps of work that the search took in the index.
    #[serde(skip)]
    pub steps: usize,
}

/// A record found.
#[derive(Debug, Clone, Serialize)]
pub struct SearchHit {
    /// `professional` or `structure`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How to ask for it.
    pub id: String,
    /// RPPS number, for a professional who has one.
    pub rpps: Option<String>,
    /// The name to show.
    pub name: String,
    /// Higher is better; comparable within one answer only.
    pub score: i32,
    /// Names of the fields that matched.
    pub matched: Vec<String>,
    /// Current or over; open or closed.
    pub status: Status,
    /// Profession, for a professional; catégorie, for a structure.
    pub profession: Option<CodeView>,
    /// Savoir-faire, for a professional.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub savoir_faire: Vec<CodeView>,
    /// Where, each place once, current ones first.
    pub cities: Vec<String>,
    /// The structure of practice, for a professional: the first current one.
    pub structure: Option<String>,
    /// Names that the person bore, when one of them is what matched; the last first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<FormerNameView>,
    /// How the score came about, when asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<aiguilleur_search::Reason>,
}

/// A name that a person bore.
#[derive(Debug, Clone, Serialize)]
pub struct FormerNameView {
    /// Given and family name.
    pub name: String,
    /// Day of the last extraction that gave it.
    pub last_seen: Date,
}

impl Snapshot {
    /// Looks for `request`.
    ///
    /// # Errors
    /// When the index or the store cannot be read; never because of the text.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchPage, DirectoryError> {
        let by_identifier = self.by_identifier(&request.text)?;
        if !by_identifier.is_empty() {
            let total = u32::try_from(by_identifier.len()).unwrap_or(u32::MAX);
            let hits = by_identifier.into_iter().skip(request.offset).take(request.limit.max(1)).collect();
            return Ok(SearchPage {
                hits,
                homonyms: 0,
                total,
                total_is_exact: true,
                left_out: Vec::new(),
                relaxed: None,
                facets: None,
                next_offset: None,
                steps: 0,
            });
        }
        let limit = request.limit.clamp(1, MAX_LIMIT);
        let query = Query {
            text: &request.text,
            kind: match request.people_only {
                Some(true) => KindFilter::People,
                Some(false) => KindFilter::Structures,
                None => KindFilter::Any,
            },
            professions: &request.profession,
            savoir_faire: &request.savoir_faire,
            departements: &request.departement,
            communes: &request.commune,
            categories: &request.categorie,
            include_ended: request.include_ended,
            limit,
            offset: request.offset.min(MAX_OFFSET),
            explain: request.explain,
            facets: request.facets,
            until: request.until,
        };
        let answer = self.searcher().search(&query)?;
        let mut hits = Vec::with_capacity(answer.hits.len());
        for hit in &answer.hits {
            hits.extend(self.hit(hit)?);
        }
        let end = query.offset + answer.hits.len();
        let more = answer.hits.len() == limit && (end as u64) < u64::from(answer.total.count());
        Ok(SearchPage {
            relaxed: relaxed(&answer.left_out),
            left_out: answer.left_out,
            facets: answer.facets.as_ref().map(FacetsView::from),
            hits,
            homonyms: answer.homonyms,
            total: answer.total.count(),
            total_is_exact: matches!(answer.total, Total::Exact(_)),
            next_offset: (more && end < MAX_OFFSET).then_some(end),
            steps: answer.steps,
        })
    }

    /// The records that a pasted identifier names.
    fn by_identifier(&self, text: &str) -> Result<Vec<SearchHit>, DirectoryError> {
        let mut hits = Vec::new();
        for reading in Pasted::read(text).readings {
            // A false key: who it would be with the right one.
            let (value, how) = match (reading.value, with_right_key(&reading)) {
                (Some(value), _) => (value, "exact"),
                (None, Some(value)) => (value, "right_key"),
                (None, None) => continue,
            };
            let matched = vec![format!("{}:{how}", reading.kind)];
            if let Some(id) = value.person() {
                hits.extend(self.person_hit(&id.to_string(), 1000, matched.clone())?);
            }
            if let Some(id) = value.structure() {
                let structures = self.structures(StructureId::Known(id))?;
                hits.extend(
                    structures.iter().map(|known| structure_hit(known, self.today(), 1000, matched.clone())),
                );
            }
        }
        Ok(hits)
    }

    pub(super) fn hit(&self, hit: &aiguilleur_search::Hit) -> Result<Option<SearchHit>, DirectoryError> {
        let matched = hit.matched.iter().map(|code| (*code).to_owned()).collect();
        let found = match hit.kind {
            HitKind::Person => self.person_hit(&hit.id, hit.score, matched)?,
            HitKind::Structure(_) => {
                let key = hit.id.parse().ok().or_else(|| format!("1{}", hit.id).parse().ok());
                let structures = match key {
                    Some(id) => self.structures(StructureId::Known(id))?,
                    None => Vec::new(),
                };
                structures.first().map(|known| structure_hit(known, self.today(), hit.score, matched))
            }
        };
        Ok(found.map(|found| SearchHit { reasons: hit.reasons.clone(), ..found }))
    }

    fn person_hit(
        &self,
        id: &str,
        score: i32,
        matched: Vec<String>,
    ) -> Result<Option<SearchHit>, DirectoryError> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let Some((person, cities, structure)) = self.professional_with_places(id)? else { return Ok(None) };
        let by_former_name = matched.iter().any(|code| code.starts_with("former_name:"));
        let former_names = if by_former_name { self.former_names(id)? } else { Vec::new() };
        Ok(Some(SearchHit {
            kind: "professional",
            id: person.id_nat_pp.to_string(),
            rpps: person.rpps.map(|rpps| rpps.to_string()),
            name: format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
            score,
            matched,
            status: person.status,
            profession: person.profession,
            savoir_faire: person.savoir_faire,
            cities,
            structure,
            former_names,
            reasons: Vec::new(),
        }))
    }

    /// The names that a person bore, the last first.
    fn former_names(&self, id: IdNatPp) -> Result<Vec<FormerNameView>, StoreError> {
        let Some(record) = self.people.get(table::person_key(id).as_bytes())? else { return Ok(Vec::new()) };
        let former = decode_person(record.value())?.identity.former_names;
        let view = |name: &FormerName<'_>| FormerNameView {
            name: format!("{} {}", name.given_name, name.family_name).trim().to_owned(),
            last_seen: name.last_seen,
        };
        Ok(former.iter().map(view).collect())
    }
}

/// The number of a reading with the key that would hold.
fn with_right_key(reading: &Reading) -> Option<Value> {
    let key = reading.expected_key?.to_string();
    let stem = reading.canonical.get(..reading.canonical.len().checked_sub(key.len())?)?;
    let kind = |other: &Reading| other.kind == reading.kind && other.key == Key::Valid;
    Pasted::read(&format!("{stem}{key}")).readings.into_iter().find(kind)?.value
}

/// What was left out, in a sentence.
fn relaxed(left_out: &[String]) -> Option<String> {
    let words: Vec<String> = left_out.iter().map(|word| format!("« {word} »")).collect();
    (!words.is_empty())
        .then(|| format!("Aucune fiche ne répond à tous les mots. Résultats sans {}.", words.join(", ")))
}

fn structure_hit(known: &KnownStructure, day: Date, score: i32, matched: Vec<String>) -> SearchHit {
    let view = StructureView::on(known, day);
    let over = !known.goes_on(day);
    SearchHit {
        kind: "structure",
        id: view.id_nat_struct.map(|id| id.to_string()).unwrap_or_default(),
        rpps: None,
        name: view.name,
        score,
        matched,
        status: if over { Status::Ended } else { Status::Active },
        profession: view.categorie,
        savoir_faire: Vec::new(),
        cities: if view.address.city.is_empty() { Vec::new() } else { vec![view.address.city] },
        structure: None,
        former_names: Vec::new(),
        reasons: Vec::new(),
    }
}
