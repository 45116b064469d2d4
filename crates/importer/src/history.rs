//! History: what the served generation knew and the new stock no longer says.
//!
//! The open stocks hold active situations only; an end shows as an absence. Both streams are sorted by the
//! same key, so remembering costs one walk along the old table.

use aiguilleur_domain::{
    Date,
    entity::{LifeState, SourceKind},
};
use aiguilleur_store::{Entries, Generation, Record, StoreError};

use super::restricted;
use aiguilleur_directory::record::{
    Ended, StoredEg, StoredEj, StoredExercice, StoredPerson, StoredSituation, same_situation,
};

/// Whether the new day continues the served generation's: an older day says nothing of what came after it.
pub(super) fn continues(served: &Generation, as_of: Date, notes: &mut Vec<String>) -> bool {
    let before = served.manifest().as_of;
    if before <= as_of {
        return true;
    }
    notes.push(format!(
        "Les données sont du {as_of}, celles servies du {before} : l'historique n'est pas repris de plus récent que soi."
    ));
    false
}

/// The days between which history is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) as_of: Date,
    /// What ended before is forgotten.
    pub(super) forget_before: Date,
}

impl Span {
    pub(super) fn new(as_of: Date, years: i16) -> Self {
        let forget_before = as_of.checked_sub(jiff::Span::new().years(years)).unwrap_or(Date::MIN);
        Self { as_of, forget_before }
    }
}

/// The records of one old table, walked along with a new stream of ascending keys.
pub(super) struct Remembered<'t> {
    entries: Option<Entries<'t>>,
    up: Option<Record>,
}

impl<'t> Remembered<'t> {
    pub(super) fn new(entries: Option<Entries<'t>>) -> Result<Self, StoreError> {
        let mut remembered = Self { entries, up: None };
        remembered.advance()?;
        Ok(remembered)
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.up = self.entries.as_mut().and_then(Iterator::next).transpose()?;
        Ok(())
    }

    /// The next old record before `key` (before the end, without a key), if there is one.
    pub(super) fn next_before(&mut self, key: Option<&[u8]>) -> Result<Option<Record>, StoreError> {
        let due = self.up.as_ref().is_some_and(|record| key.is_none_or(|key| record.key() < key));
        if !due {
            return Ok(None);
        }
        let record = self.up.take();
        self.advance()?;
        Ok(record)
    }

    /// The old record of `key`, when the walk stands there.
    pub(super) fn take(&mut self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        if self.up.as_ref().is_some_and(|record| record.key() == key) {
            let record = self.up.take();
            self.advance()?;
            return Ok(record);
        }
        Ok(None)
    }
}

fn ended_by_absence(as_of: Date) -> Ended {
    Ended { on: as_of, source: SourceKind::RppsPersonneActivite, reason: None }
}

/// What is kept of a person. One whom a savoir-faire alone still names practises nowhere any more.
pub(super) fn person_kept<'a>(
    new: Option<StoredPerson<'a>>,
    old: Option<&StoredPerson<'a>>,
    span: Span,
) -> Option<StoredPerson<'a>> {
    match (new, old) {
        (Some(mut new), Some(old)) => {
            join_person(&mut new, old, span);
            Some(new)
        }
        (None, Some(old)) => person_gone(old, span),
        (new, None) => new,
    }
}

/// Joins a person's new record with the old one: what goes on keeps its first day, what is gone has ended.
fn join_person<'a>(new: &mut StoredPerson<'a>, old: &StoredPerson<'a>, span: Span) {
    for past in &old.situations {
        let Some(past_exercice) = old.exercices.get(usize::from(past.exercice)) else { continue };
        let current = new.situations.iter_mut().find(|situation| {
            new.exercices.get(usize::from(situation.exercice)).is_some_and(|exercice| {
                same_situation(
                    (&exercice.exercice, &situation.situation),
                    (&past_exercice.exercice, &past.situation),
                ) || restricted::ends((&exercice.exercice, situation), (&past_exercice.exercice, past))
            })
        });
        if let Some(current) = current {
            if current.ended.is_some() {
                restricted::resume(current, past);
            } else {
                current.first_seen = past.first_seen.min(current.first_seen);
            }
            continue;
        }
        let exercice = exercice_index(&mut new.exercices, past_exercice);
        remember(&mut new.situations, StoredSituation { exercice, ..past.clone() }, span);
    }
}

/// A person who is in no row any more: every situation has ended.
pub(super) fn person_gone<'a>(old: &StoredPerson<'a>, span: Span) -> Option<StoredPerson<'a>> {
    let mut situations = Vec::with_capacity(old.situations.len());
    for past in &old.situations {
        remember(&mut situations, past.clone(), span);
    }
    let StoredPerson { person, exercices, .. } = old;
    (!situations.is_empty()).then(|| StoredPerson {
        person: person.clone(),
        exercices: exercices.clone(),
        situations,
    })
}

fn remember<'a>(situations: &mut Vec<StoredSituation<'a>>, mut past: StoredSituation<'a>, span: Span) {
    // A situation without structure that is gone says nothing anybody could act on.
    if past.situation.place.is_none() {
        return;
    }
    let ended = *past.ended.get_or_insert_with(|| ended_by_absence(span.as_of));
    if ended.on >= span.forget_before {
        situations.push(past);
    }
}

fn exercice_index(exercices: &mut Vec<StoredExercice>, wanted: &StoredExercice) -> u16 {
    let found = exercices.iter().position(|exercice| exercice.exercice == wanted.exercice);
    let index = found.unwrap_or_else(|| {
        exercices.push(wanted.clone());
        exercices.len() - 1
    });
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// A site that the new stock no longer holds, or `None` when it is time to forget it.
pub(super) fn site_gone(mut old: StoredEg<'_>, span: Span) -> Option<StoredEg<'_>> {
    let since = absent(&mut old.absent_since, &mut old.entity.state, span);
    (since >= span.forget_before).then_some(old)
}

/// A legal entity that the new stock no longer holds, or `None` when it is time to forget it.
pub(super) fn ej_gone(mut old: StoredEj<'_>, span: Span) -> Option<StoredEj<'_>> {
    let since = absent(&mut old.absent_since, &mut old.entity.state, span);
    (since >= span.forget_before).then_some(old)
}

fn absent(absent_since: &mut Option<Date>, state: &mut LifeState, span: Span) -> Date {
    let since = *absent_since.get_or_insert(span.as_of);
    if !matches!(state, LifeState::Closed { .. }) {
        *state = LifeState::Closed { on: Some(since), kind: None };
    }
    since
}
