//! One person: what the restricted extraction states of their situations, beside what the open stock holds.

use aiguilleur_directory::record::{Ended, Identity, StoredPerson, StoredSituation};
use aiguilleur_domain::{
    Code, Date,
    entity::{
        Activite, ExercPro, Exercice, PracticePlace, SavoirFaire, Situation, SourceKind, StatedActivity,
    },
};

use super::{LocatedActivite, RestrictedTally};
use crate::{history::Span, people::exercice_of};

/// The facts of one person in the restricted extraction.
#[derive(Debug, Default)]
pub(crate) struct Stated<'a> {
    pub(crate) exercices: Vec<ExercPro<'a>>,
    pub(crate) savoir_faire: Vec<(Exercice, SavoirFaire, Option<Date>)>,
    pub(crate) activites: Vec<LocatedActivite<'a>>,
}

/// TRE_R09: a student's stages are no situations that anybody orders for.
const STUDENT: &str = "E";

impl<'a> Stated<'a> {
    /// Adds what is stated to a person of the open stock; `fresh` when that stock is not the newer of the two.
    pub(crate) fn enrich(
        self,
        person: &mut StoredPerson<'a>,
        days: Span,
        fresh: bool,
        tally: &mut RestrictedTally,
    ) {
        let mut activites = self.activites;
        for situation in &mut person.situations {
            let exercice = person.exercices[usize::from(situation.exercice)].exercice;
            let (same, others): (Vec<_>, Vec<_>) =
                activites.into_iter().partition(|it| is_of(&it.activite, exercice, &situation.situation));
            activites = others;
            state(situation, &same, days, fresh, tally);
        }
        add_past(person, activites, days, tally);
    }

    /// The person that these facts make alone: nobody, unless something has ended and nothing is current.
    pub(crate) fn past_person(mut self, days: Span, tally: &mut RestrictedTally) -> Option<StoredPerson<'a>> {
        let current =
            self.activites.iter().filter(|it| !has_ended(&it.activite.stated, days.as_of)).count() as u64;
        let past = self.activites.len() as u64 - current;
        if current > 0 || self.exercices.is_empty() {
            tally.not_in_open_stock += current;
            tally.past_left_out += past;
            return None;
        }
        let person = self.exercices.swap_remove(0).person;
        let mut person = StoredPerson {
            person,
            exercices: Vec::new(),
            situations: Vec::new(),
            identity: Identity::default(),
        };
        add_past(&mut person, self.activites, days, tally);
        for (exercice, savoir_faire, abandoned_on) in self.savoir_faire {
            let held = abandoned_on.is_none_or(|on| on > days.as_of);
            if held && person.exercices.iter().any(|known| known.exercice == exercice) {
                exercice_of(&mut person, exercice, Some(savoir_faire));
            }
        }
        let kept = !person.situations.is_empty();
        tally.past_people += u64::from(kept);
        kept.then_some(person)
    }
}

fn has_ended(stated: &StatedActivity, as_of: Date) -> bool {
    stated.ends_on.is_some_and(|on| on <= as_of)
}

/// Codes that do not contradict each other.
fn compatible(a: Option<Code>, b: Option<Code>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether an activité is the one that a row of the open stock tells of: the open stock does not carry its number.
fn is_of(activite: &Activite<'_>, exercice: Exercice, situation: &Situation<'_>) -> bool {
    let technical_id = situation.place.as_ref().map_or("", |place| place.technical_id);
    activite.exercice == exercice
        && activite.technical_id == technical_id
        && compatible(activite.mode_exercice, situation.mode_exercice)
        && compatible(activite.stated.genre_activite, situation.genre_activite)
        && compatible(activite.section_pharmacien, situation.section_pharmacien)
}

/// States what the activités of one situation agree on; the situation has ended when they all have.
fn state(
    situation: &mut StoredSituation<'_>,
    same: &[LocatedActivite<'_>],
    days: Span,
    fresh: bool,
    tally: &mut RestrictedTally,
) {
    // The last day of an activité is still a day of it: the open stock of that day holds it.
    let is_over = |it: &&LocatedActivite<'_>| it.activite.stated.ends_on.is_some_and(|on| on < days.as_of);
    let current: Vec<StatedActivity> =
        same.iter().filter(|it| !is_over(it)).map(|it| it.activite.stated).collect();
    if let Some(agreed) = agreed(&current) {
        situation.stated = agreed;
        tally.situations_enriched += 1;
        return;
    }
    // An end of an older extraction says nothing of a situation that a newer stock still holds.
    let last = same.iter().map(|it| it.activite.stated).max_by_key(|stated| stated.ends_on);
    let Some(last) = last.filter(|_| fresh) else { return };
    situation.stated = last;
    situation.ended = ended(&last);
    tally.situations_ended += 1;
}

/// What several activités of one situation agree on; of their beginnings, the first.
fn agreed(all: &[StatedActivity]) -> Option<StatedActivity> {
    let (first, others) = all.split_first()?;
    Some(others.iter().fold(*first, |a, b| StatedActivity {
        began_on: a.began_on.zip(b.began_on).map(|(a, b)| a.min(b)),
        ends_on: a.ends_on.filter(|_| a.ends_on == b.ends_on),
        motif_fin: a.motif_fin.filter(|_| a.motif_fin == b.motif_fin),
        fonction: a.fonction.filter(|_| a.fonction == b.fonction),
        genre_activite: a.genre_activite.filter(|_| a.genre_activite == b.genre_activite),
        type_activite_liberale:
            a.type_activite_liberale.filter(|_| a.type_activite_liberale == b.type_activite_liberale),
    }))
}

fn ended(stated: &StatedActivity) -> Option<Ended> {
    Some(Ended { on: stated.ends_on?, source: SourceKind::RppsRestreint, reason: stated.motif_fin })
}

/// Adds the past that the open stock does not tell: of several stays in one place, the last.
fn add_past<'a>(
    person: &mut StoredPerson<'a>,
    mut activites: Vec<LocatedActivite<'a>>,
    days: Span,
    tally: &mut RestrictedTally,
) {
    activites.sort_by_key(|it| std::cmp::Reverse(it.activite.stated.ends_on));
    for LocatedActivite { activite, secteur_activite, place } in activites {
        let ended = ended(&activite.stated).filter(|ended| ended.on <= days.as_of);
        let Some(ended) = ended else {
            tally.not_in_open_stock += 1;
            continue;
        };
        let student = activite.exercice.categorie.is_some_and(|code| code == STUDENT);
        let Some(place) = place.filter(|_| !student) else {
            tally.past_left_out += 1;
            continue;
        };
        let known = person.situations.iter().any(|known| {
            let exercice = person.exercices[usize::from(known.exercice)].exercice;
            known.ended.is_some() && is_of(&activite, exercice, &known.situation)
        });
        if known {
            tally.past_left_out += 1;
            continue;
        }
        tally.past_situations += 1;
        let exercice = exercice_of(person, activite.exercice, None);
        let situation = past_situation(&activite, secteur_activite, place);
        let stated = activite.stated;
        person.situations.push(StoredSituation {
            exercice,
            situation,
            first_seen: ended.on,
            last_seen: ended.on,
            ended: Some(ended),
            stated,
        });
    }
}

/// Whether `new`, which has a stated end, is what `past` was: the restricted extraction codes a situation a little
/// less, or more, than the open one.
pub(crate) fn ends(
    (new_exercice, new): (&Exercice, &StoredSituation<'_>),
    (past_exercice, past): (&Exercice, &StoredSituation<'_>),
) -> bool {
    let technical_id =
        |of: &StoredSituation<'_>| of.situation.place.as_ref().map(|p| p.technical_id.to_owned());
    new.ended.is_some_and(|ended| ended.source == SourceKind::RppsRestreint)
        && new_exercice == past_exercice
        && technical_id(new) == technical_id(past)
        && compatible(new.situation.mode_exercice, past.situation.mode_exercice)
        && compatible(new.situation.genre_activite, past.situation.genre_activite)
}

/// Joins a stated end with what the served generation knew: the end is real, the days are those of the stocks.
pub(crate) fn resume<'a>(new: &mut StoredSituation<'a>, past: &StoredSituation<'a>) {
    new.first_seen = past.first_seen;
    new.last_seen = past.last_seen;
    new.situation = past.situation.clone();
}

fn past_situation<'a>(
    activite: &Activite<'_>,
    secteur_activite: Option<Code>,
    place: PracticePlace<'a>,
) -> Situation<'a> {
    Situation {
        mode_exercice: activite.mode_exercice,
        secteur_activite,
        section_pharmacien: activite.section_pharmacien,
        role: None,
        genre_activite: activite.stated.genre_activite,
        place: Some(place),
    }
}
