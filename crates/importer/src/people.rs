//! People, from sorted facts to records: one person, their exercices, their situations.

use std::ops::Range;

use aiguilleur_domain::{
    Date,
    entity::{Exercice, PersonRow, SavoirFaire, Situation, StatedActivity},
};
use aiguilleur_store::{StoreError, sort::Sorted};

use super::{
    history::Span,
    intake::PersonFact,
    restricted::{RestrictedTally, Stated},
};
use aiguilleur_directory::record::{Identity, StoredExercice, StoredPerson, StoredSituation, decode};

/// The facts of one person, copied out of the sorted stream so that they can be read together.
#[derive(Debug, Default)]
pub(super) struct Dossier {
    key: Vec<u8>,
    bytes: Vec<u8>,
    facts: Vec<Range<usize>>,
}

/// What the rows came to, for the account of the import.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowTally {
    /// Rows that made or joined a situation.
    pub(super) in_situations: u64,
    /// Of these, rows that repeat a situation for another savoir-faire, or word for word.
    pub(super) repeated: u64,
    /// Rows that carry neither structure nor secteur.
    pub(super) without_situation: u64,
    /// Savoir-faire rows of people without any activity row.
    pub(super) savoir_faire_alone: u64,
    /// What the restricted extraction came to.
    pub(super) restricted: RestrictedTally,
}

/// Cuts the sorted stream into dossiers. The first fact of the next person is up.
pub(super) struct Dossiers(Sorted);

impl Dossiers {
    pub(super) fn new(mut sorted: Sorted) -> Result<Self, StoreError> {
        sorted.advance()?;
        Ok(Self(sorted))
    }

    /// The key of the next person.
    pub(super) fn next_key(&self) -> Option<&[u8]> {
        self.0.up().map(|(key, _)| key)
    }

    /// Fills `dossier` with the next person's facts; `false` at the end.
    pub(super) fn fill(&mut self, dossier: &mut Dossier) -> Result<bool, StoreError> {
        let Some((key, _)) = self.0.up() else { return Ok(false) };
        dossier.key.clear();
        dossier.key.extend_from_slice(key);
        dossier.bytes.clear();
        dossier.facts.clear();
        while let Some((_, fact)) = self.0.up().filter(|(key, _)| *key == dossier.key) {
            dossier.push(fact);
            self.0.advance()?;
        }
        Ok(true)
    }
}

impl Dossier {
    fn push(&mut self, fact: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(fact);
        self.facts.push(start..self.bytes.len());
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// A person of a stock that is not given again, with the savoir-faire that these facts add.
    pub(super) fn completed<'a>(&self, past: &StoredPerson<'a>) -> Result<StoredPerson<'a>, StoreError> {
        let mut person = past.clone();
        for fact in &self.facts {
            if let PersonFact::SavoirFaire(exercice, savoir_faire) = decode(&self.bytes[fact.clone()])?
                && person.exercices.iter().any(|known| known.exercice == exercice)
            {
                exercice_of(&mut person, exercice, Some(savoir_faire));
            }
        }
        Ok(person)
    }

    /// The person that the facts make, seen on the day of `span`; `None` when the open stock does not name them,
    /// unless what is stated of them is all past. `fresh` when what is stated is as recent as that stock.
    pub(super) fn person(
        &self,
        span: Span,
        fresh: bool,
        tally: &mut RowTally,
    ) -> Result<Option<StoredPerson<'_>>, StoreError> {
        let mut person: Option<StoredPerson<'_>> = None;
        let (mut apart, mut stated) = (Vec::new(), Stated::default());
        for fact in &self.facts {
            match decode(&self.bytes[fact.clone()])? {
                PersonFact::Row(mut row, beside) => {
                    if let Some(place) = row.situation.as_mut().and_then(|it| it.place.as_mut()) {
                        beside.put(place);
                    }
                    match &mut person {
                        Some(person) => add(person, row, span.as_of, tally),
                        None => person = Some(first(row, span.as_of, tally)),
                    }
                }
                PersonFact::SavoirFaire(exercice, savoir_faire) => apart.push((exercice, savoir_faire)),
                PersonFact::ExercPro(row) => stated.exercices.push(row),
                PersonFact::StatedSavoirFaire(exercice, savoir_faire, abandoned_on) => {
                    stated.savoir_faire.push((exercice, savoir_faire, abandoned_on));
                }
                PersonFact::Activite(row) => stated.activites.push(row),
            }
        }
        let Some(mut person) = person else {
            tally.savoir_faire_alone += apart.len() as u64;
            return Ok(stated.past_person(span, &mut tally.restricted));
        };
        for (exercice, known) in apart {
            exercice_of(&mut person, exercice, Some(known));
        }
        stated.enrich(&mut person, span, fresh, &mut tally.restricted);
        Ok(Some(person))
    }
}

fn first<'a>(row: PersonRow<'a>, day: Date, tally: &mut RowTally) -> StoredPerson<'a> {
    let person = row.person.clone();
    let mut stored = StoredPerson {
        person,
        exercices: Vec::with_capacity(1),
        situations: Vec::with_capacity(1),
        identity: Identity::default(),
    };
    add(&mut stored, row, day, tally);
    stored
}

fn add<'a>(person: &mut StoredPerson<'a>, row: PersonRow<'a>, day: Date, tally: &mut RowTally) {
    let exercice = exercice_of(person, row.exercice, row.savoir_faire);
    let Some(situation) = row.situation else {
        tally.without_situation += 1;
        return;
    };
    tally.in_situations += 1;
    if holds(person, exercice, &situation) {
        tally.repeated += 1;
        return;
    }
    person.situations.push(StoredSituation {
        exercice,
        situation,
        first_seen: day,
        last_seen: day,
        ended: None,
        stated: StatedActivity::default(),
    });
}

fn holds(person: &StoredPerson<'_>, exercice: u16, situation: &Situation<'_>) -> bool {
    person.situations.iter().any(|known| known.exercice == exercice && known.situation.is(situation))
}

/// The index of an exercice of `person`, added when it is new, and a savoir-faire of it.
pub(super) fn exercice_of(
    person: &mut StoredPerson<'_>,
    exercice: Exercice,
    savoir_faire: Option<SavoirFaire>,
) -> u16 {
    let index = person.exercices.iter().position(|known| known.exercice == exercice).unwrap_or_else(|| {
        person.exercices.push(StoredExercice { exercice, savoir_faire: Vec::new() });
        person.exercices.len() - 1
    });
    if let Some(savoir_faire) = savoir_faire {
        let known = &mut person.exercices[index].savoir_faire;
        if let Err(at) = known.binary_search(&savoir_faire) {
            known.insert(at, savoir_faire);
        }
    }
    u16::try_from(index).unwrap_or(u16::MAX)
}
