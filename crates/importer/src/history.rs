//! History: what the served generation knew and the new stock no longer says.
//!
//! The open stocks hold active situations only; an end shows as an absence. Both streams are sorted by the
//! same key, so remembering costs one walk along the old table.

use aiguilleur_directory::table;
use aiguilleur_domain::{
    Date,
    entity::{Exercice, Situation, SourceKind},
};
use aiguilleur_store::{Entries, Record, StoreError};

use super::restricted;
use aiguilleur_directory::record::{
    Ended, FormerName, Identity, StoredEg, StoredEj, StoredExercice, StoredPerson, StoredSituation,
    same_situation,
};

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

    /// The old record of `key`, when the walk has reached it.
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

/// What is kept of a person. One named by a savoir-faire row only no longer practises.
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
pub(super) fn join_person<'a>(new: &mut StoredPerson<'a>, old: &StoredPerson<'a>, span: Span) {
    remember_name(new, old, span);
    let mut gone = Vec::new();
    for past in &old.situations {
        let Some(past_exercice) = old.exercices.get(usize::from(past.exercice)) else { continue };
        let is_it = |exercice: &Exercice, situation: &StoredSituation<'_>| {
            same_situation((exercice, &situation.situation), (&past_exercice.exercice, &past.situation))
                || restricted::ends((exercice, situation), (&past_exercice.exercice, past))
        };
        if !go_on(new, past, is_it) {
            gone.push((past, past_exercice));
        }
    }
    // The numbers that name the structure to everybody outlast the technical id that names it to its publisher.
    for (past, past_exercice) in gone {
        let is_it = |exercice: &Exercice, situation: &StoredSituation<'_>| {
            past.ended.is_none()
                && same_but_technical_id(
                    (exercice, &situation.situation),
                    (&past_exercice.exercice, &past.situation),
                )
        };
        if !go_on(new, past, is_it) {
            let exercice = exercice_index(&mut new.exercices, past_exercice);
            remember(&mut new.situations, StoredSituation { exercice, ..past.clone() }, span);
        }
    }
    bound(&mut new.situations);
}

/// Situations that are kept of a person, of several days together: answers list them all.
const SITUATIONS: usize = 1_000;

/// Of too many situations, drops those that ended first.
fn bound(situations: &mut Vec<StoredSituation<'_>>) {
    if situations.len() > SITUATIONS {
        situations.sort_by_key(|known| known.ended.map(|ended| std::cmp::Reverse(ended.on)));
        situations.truncate(SITUATIONS);
    }
}

/// Finds what `past` is today by `is_it`, and has it keep its first day.
fn go_on<'a>(
    new: &mut StoredPerson<'a>,
    past: &StoredSituation<'a>,
    is_it: impl Fn(&Exercice, &StoredSituation<'_>) -> bool,
) -> bool {
    let StoredPerson { exercices, situations, .. } = new;
    let current = situations.iter_mut().find(|situation| {
        exercices.get(usize::from(situation.exercice)).is_some_and(|known| is_it(&known.exercice, situation))
    });
    let Some(current) = current else { return false };
    if current.ended.is_some() {
        restricted::resume(current, past);
    } else {
        current.first_seen = past.first_seen.min(current.first_seen);
    }
    true
}

fn same_but_technical_id(a: (&Exercice, &Situation<'_>), b: (&Exercice, &Situation<'_>)) -> bool {
    let numbered = |situation: &Situation<'_>| {
        let place = situation.place.as_ref()?;
        let known = place.id_nat_struct.is_some() || place.finess_eg.is_some() || place.siret.is_some();
        known.then(|| table::place_key(place))
    };
    let stated = |it: &Situation<'_>| (it.mode_exercice, it.genre_activite, it.role, it.secteur_activite);
    a.0 == b.0 && stated(a.1) == stated(b.1) && numbered(a.1).is_some() && numbered(a.1) == numbered(b.1)
}

/// Names that are kept: a life holds few.
const FORMER_NAMES: usize = 8;

/// Keeps the name that the person bore until the last stock, when it is another.
fn remember_name<'a>(new: &mut StoredPerson<'a>, old: &StoredPerson<'a>, span: Span) {
    let name =
        |person: &StoredPerson<'a>| (person.person.family_name.clone(), person.person.given_name.clone());
    let (current, (family_name, given_name)) = (name(new), name(old));
    let mut former = old.identity.former_names.clone();
    if current != (family_name.clone(), given_name.clone()) {
        let last_seen = old.situations.iter().map(|known| known.last_seen).max().unwrap_or(span.as_of);
        former.insert(0, FormerName { family_name, given_name, last_seen });
    }
    former.retain(|name| (&name.family_name, &name.given_name) != (&current.0, &current.1));
    former.truncate(FORMER_NAMES);
    new.identity =
        Identity { former_names: former, formerly: new.identity.formerly.or(old.identity.formerly) };
}

/// A person who is in no row any more: every situation has ended.
pub(super) fn person_gone<'a>(old: &StoredPerson<'a>, span: Span) -> Option<StoredPerson<'a>> {
    let mut situations = Vec::with_capacity(old.situations.len());
    for past in &old.situations {
        remember(&mut situations, past.clone(), span);
    }
    let StoredPerson { person, exercices, identity, .. } = old;
    (!situations.is_empty()).then(|| StoredPerson {
        person: person.clone(),
        exercices: exercices.clone(),
        situations,
        identity: identity.clone(),
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
    let since = *old.absent_since.get_or_insert(span.as_of);
    (since >= span.forget_before).then_some(old)
}

/// A legal entity that the new stock no longer holds, or `None` when it is time to forget it.
pub(super) fn ej_gone(mut old: StoredEj<'_>, span: Span) -> Option<StoredEj<'_>> {
    let since = *old.absent_since.get_or_insert(span.as_of);
    (since >= span.forget_before).then_some(old)
}
