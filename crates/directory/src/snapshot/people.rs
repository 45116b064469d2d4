//! People: a professional with their situations, and who practises in a structure.

use aiguilleur_domain::{
    Date, IdNatPp, IdNatStruct,
    entity::{PracticePlace, SourceKind, StatedActivity},
};
use aiguilleur_resolver::Statement;
use aiguilleur_store::StoreError;
use serde::Serialize;

use super::Snapshot;
use crate::{
    known::{KnownStructure, Practice, life},
    record::{
        StoredExercice, StoredPerson, StoredPlace, StoredPractitioner, StoredSituation, decode, decode_person,
    },
    table,
    view::{CodeView, PracticeView, ProfessionalView, SituationView, Status, StructureView},
};

/// A professional as the directory holds them: the view, and the facts to decide on.
#[derive(Debug, Clone, Serialize)]
pub struct PersonHit {
    /// Identity and exercices.
    #[serde(flatten)]
    pub professional: ProfessionalView,
    /// Each situation, current ones first, in its structure.
    pub situations: Vec<PracticeView>,
    /// The facts behind each situation, in the same order.
    #[serde(skip)]
    pub(crate) facts: Vec<SituationFacts>,
}

/// What the resolver needs of a situation.
#[derive(Debug, Clone)]
pub(crate) struct SituationFacts {
    pub(crate) exercice: Option<StoredExercice>,
    pub(crate) structure: Option<KnownStructure>,
    pub(crate) secteur: Option<aiguilleur_domain::Code>,
    pub(crate) mode: Option<aiguilleur_domain::Code>,
    pub(crate) section: Option<aiguilleur_domain::Code>,
    pub(crate) role: Option<aiguilleur_domain::Code>,
    pub(crate) genre: Option<aiguilleur_domain::Code>,
    pub(crate) end: Statement,
    pub(crate) stated: StatedActivity,
}

/// Somebody who practises in a structure.
#[derive(Debug, Clone, Serialize)]
pub struct Practitioner {
    /// idNat PP.
    pub id: String,
    /// Nom d'exercice.
    pub family_name: String,
    /// Prénom d'exercice.
    pub given_name: String,
    /// Profession practised there.
    pub profession: Option<CodeView>,
    /// Mode d'exercice there.
    pub mode_exercice: Option<CodeView>,
    /// Current or over.
    pub status: Status,
}

/// Bytes of a record beyond which it holds some hundred situations.
const LARGE: usize = 16 << 10;

/// A person, the cities where they practise, and the structure of the first current situation.
type Placed = (ProfessionalView, Vec<String>, Option<String>);

impl Snapshot {
    /// The professional of that identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn professional(&self, id: IdNatPp) -> Result<Option<PersonHit>, StoreError> {
        self.professional_on(id, self.today())
    }

    /// Whether deciding for that person is much work: they have some hundred situations or more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_large(&self, id: IdNatPp) -> Result<bool, StoreError> {
        Ok(self.person_record(id)?.is_some_and(|record| record.value().len() > LARGE))
    }

    /// The professional of that identifier, as things stand on `day`.
    pub(crate) fn professional_on(&self, id: IdNatPp, day: Date) -> Result<Option<PersonHit>, StoreError> {
        let record = self.person_record(id)?;
        record.map(|record| self.person_hit_of(record.value(), day)).transpose()
    }

    /// The facts of that person's situations in the structures of one number, current ones first; of the structures
    /// themselves nothing is read.
    pub(crate) fn situations_at(
        &self,
        person: IdNatPp,
        structure: IdNatStruct,
    ) -> Result<Vec<SituationFacts>, StoreError> {
        let Some(record) = self.person_record(person)? else { return Ok(Vec::new()) };
        let stored = decode_person(record.value())?;
        let there = |situation: &&StoredSituation<'_>| {
            situation.situation.place.as_ref().is_some_and(|place| place.id_nat_struct == Some(structure))
        };
        let facts = |situation: &StoredSituation<'_>| {
            let exercice = stored.exercices.get(usize::from(situation.exercice));
            SituationFacts::new(situation, exercice, None, life::of_situation(situation, self))
        };
        Ok(current_first(&stored).into_iter().filter(there).map(facts).collect())
    }

    /// The key of a person today: an ADELI number may have given way to a RPPS number.
    pub(super) fn key_today(&self, id: IdNatPp) -> Result<String, StoreError> {
        let key = table::person_key(id);
        let today = match id {
            IdNatPp::Adeli(_) => self.renumbered.get(key.as_bytes())?,
            IdNatPp::Rpps(_) => None,
        };
        Ok(today.map_or(key, |record| String::from_utf8_lossy(record.value()).into_owned()))
    }

    /// The professional of a stored record, as things stand on `day`.
    pub(super) fn person_hit_of(&self, record: &[u8], day: Date) -> Result<PersonHit, StoreError> {
        let stored = decode_person(record)?;
        let restricted = self.dated(SourceKind::RppsRestreint);
        let mut hit = PersonHit { professional: (&stored).into(), situations: Vec::new(), facts: Vec::new() };
        let mailboxes = self.mailboxes_of_person(stored.person.id)?;
        hit.professional.mailboxes =
            mailboxes.map(|all| all.into_iter().map(|mailbox| mailbox.address).collect());
        for situation in current_first(&stored) {
            let exercice = stored.exercices.get(usize::from(situation.exercice));
            let place = situation.situation.place.as_ref();
            let end = life::of_situation(situation, self);
            let practice = |place| match situation.ended {
                None => Ok(Practice::Current),
                Some(_) => self.practice_in(place),
            };
            let gather = |place| self.gather_place(place, practice(place)?);
            let structure = place.map(gather).transpose()?;
            hit.situations.push(PracticeView {
                situation: SituationView::new(situation, exercice, restricted, &end, day),
                structure: structure.as_ref().map(|known| StructureView::on(known, day)),
            });
            hit.facts.push(SituationFacts::new(situation, exercice, structure, end));
        }
        Ok(hit)
    }

    /// Whether anybody still practises in a place where somebody's situation has ended.
    fn practice_in(&self, place: &PracticePlace<'_>) -> Result<Practice, StoreError> {
        let key = table::composed(table::place_key(place).as_bytes(), place.technical_id.as_bytes());
        let Some(record) = self.places.get(&key)? else { return Ok(Practice::Ended) };
        let ended = decode::<StoredPlace<'_>>(record.value())?.ended;
        Ok(if ended { Practice::Ended } else { Practice::Current })
    }

    /// The name that search results and lists show, without the situations.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn professional_summary(&self, id: IdNatPp) -> Result<Option<ProfessionalView>, StoreError> {
        let record = self.person_record(id)?;
        record.map(|r| decode::<StoredPerson<'_>>(r.value()).map(|stored| (&stored).into())).transpose()
    }

    /// The same, with the cities where they practise, current ones first, each once, and the first current structure.
    pub(crate) fn professional_with_places(&self, id: IdNatPp) -> Result<Option<Placed>, StoreError> {
        let Some(record) = self.person_record(id)? else { return Ok(None) };
        let stored: StoredPerson<'_> = decode(record.value())?;
        let mut order: Vec<&StoredSituation<'_>> = stored.situations.iter().collect();
        order.sort_by_key(|situation| situation.ended.is_some());
        let mut cities: Vec<String> = Vec::new();
        for city in order.iter().filter_map(|s| s.situation.place.as_ref()).map(|place| &place.address.city) {
            if !city.is_empty() && !cities.iter().any(|known| known == city) {
                cities.push(city.to_string());
            }
        }
        let current = order.iter().take_while(|situation| situation.ended.is_none());
        let structure = current.filter_map(|s| s.situation.place.as_ref());
        let mut structure = structure.map(|place| {
            if place.enseigne.is_empty() {
                place.raison_sociale.to_string()
            } else {
                place.enseigne.to_string()
            }
        });
        let structure = structure.find(|name| !name.is_empty());
        Ok(Some(((&stored).into(), cities, structure)))
    }

    /// Who practises in the structures of a place key, in the order of their identifiers, after `after`; at
    /// most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn practitioners(
        &self,
        place_key: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Practitioner>, StoreError> {
        let prefix = table::prefix(place_key);
        let start = after.map(|id| table::composed(place_key.as_bytes(), id.as_bytes()));
        let records = self.practitioners.prefix(&prefix, start.as_deref().unwrap_or(&prefix))?;
        let mut found = Vec::new();
        for record in records {
            let record = record?;
            let id = table::second(record.key());
            if after == Some(id) || self.is_forgotten(id) {
                continue;
            }
            if found.len() == limit {
                break;
            }
            found.push(self.practitioner(id, decode(record.value())?)?);
        }
        Ok(found)
    }

    /// How many people practise or practised there, counted up to `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_practitioners(&self, place_key: &str, limit: usize) -> Result<usize, StoreError> {
        let prefix = table::prefix(place_key);
        let mut count = 0;
        for record in self.practitioners.prefix(&prefix, &prefix)? {
            count += usize::from(!self.is_forgotten(table::second(record?.key())));
            if count >= limit {
                break;
            }
        }
        Ok(count)
    }

    fn practitioner(&self, id: &str, there: StoredPractitioner) -> Result<Practitioner, StoreError> {
        let person = match id.parse() {
            Ok(id) => self.professional_summary(id)?,
            Err(_) => None,
        };
        let (family_name, given_name) =
            person.map(|person| (person.family_name, person.given_name)).unwrap_or_default();
        Ok(Practitioner {
            id: id.to_owned(),
            family_name,
            given_name,
            profession: there.profession.map(CodeView::profession),
            mode_exercice: there
                .mode_exercice
                .map(|code| CodeView::new(aiguilleur_nomenclature::Table::ModeExercice, code)),
            status: if there.ended { Status::Ended } else { Status::Active },
        })
    }
}

/// A person's situations, those under way first, then those that ended last.
fn current_first<'a, 'r>(stored: &'a StoredPerson<'r>) -> Vec<&'a StoredSituation<'r>> {
    let mut order: Vec<&StoredSituation<'_>> = stored.situations.iter().collect();
    order.sort_by_key(|situation| situation.ended.map(|ended| std::cmp::Reverse(ended.on)));
    order
}

impl SituationFacts {
    fn new(
        stored: &StoredSituation<'_>,
        exercice: Option<&StoredExercice>,
        structure: Option<KnownStructure>,
        end: Statement,
    ) -> Self {
        Self {
            exercice: exercice.cloned(),
            structure,
            secteur: stored.situation.secteur_activite,
            mode: stored.situation.mode_exercice,
            section: stored.situation.section_pharmacien,
            role: stored.situation.role,
            genre: stored.situation.genre_activite,
            end,
            stated: stored.stated,
        }
    }
}
