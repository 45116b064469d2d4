//! A professional: who, entitled to what, practising where, since and until when.

use aiguilleur_domain::{
    Code, Date,
    entity::{Exercice, Person, SavoirFaire, Situation, SourceKind},
};
use serde::{Deserialize, Serialize};

/// Key: the idNat PP.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredPerson<'a> {
    #[serde(borrow)]
    pub(crate) person: Person<'a>,
    pub(crate) exercices: Vec<StoredExercice>,
    #[serde(borrow)]
    pub(crate) situations: Vec<StoredSituation<'a>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredExercice {
    pub(crate) exercice: Exercice,
    /// Sorted, without repetition.
    pub(crate) savoir_faire: Vec<SavoirFaire>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredSituation<'a> {
    /// Index in [`StoredPerson::exercices`].
    pub(crate) exercice: u16,
    #[serde(borrow)]
    pub(crate) situation: Situation<'a>,
    /// Day of the first stock that held it, as far as this directory's history goes.
    pub(crate) first_seen: Date,
    /// Day of the last stock that held it.
    pub(crate) last_seen: Date,
    pub(crate) ended: Option<Ended>,
}

/// The end of a situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// The day it ended; for an absence, the day of the first stock without it.
    pub(crate) on: Date,
    /// The source that says so. The open stock says it by absence.
    pub(crate) source: SourceKind,
    /// TRE_R25, when the source gives a reason.
    pub(crate) reason: Option<Code>,
}

impl Ended {
    /// How the end is known, as answers say it: the open stock tells by absence only.
    pub(crate) const fn source_code(self) -> &'static str {
        match self.source {
            SourceKind::RppsPersonneActivite => "absence",
            other => other.name(),
        }
    }
}

impl StoredPerson<'_> {
    /// Whether no situation is active.
    pub(crate) fn is_ended(&self) -> bool {
        self.situations.iter().all(|situation| situation.ended.is_some())
    }
}

/// What makes two days' situations the same one: where, as what, and how.
///
/// The technical id names the structure; a change of its address or name is a change of the structure, not a
/// new situation.
pub(crate) fn same_situation(a: (&Exercice, &Situation<'_>), b: (&Exercice, &Situation<'_>)) -> bool {
    let place = |situation: &Situation<'_>| situation.place.as_ref().map(|p| p.technical_id.to_owned());
    a.0 == b.0
        && a.1.mode_exercice == b.1.mode_exercice
        && a.1.genre_activite == b.1.genre_activite
        && a.1.role == b.1.role
        && place(a.1) == place(b.1)
}
