//! What changed for a person.

use aiguilleur_directory::{
    changes::{Change, ChangeKind, ChangeSide},
    record::{Ended, StoredPerson, StoredSituation, same_situation},
    table,
};
use aiguilleur_domain::{
    Date, IdNatPp, IdNatStruct,
    entity::{Exercice, PracticePlace, SourceKind},
};

use super::FeedWriter;
use crate::{
    ImportError,
    difference::{PersonDifference, active, exercice},
};

impl FeedWriter {
    /// Somebody who is in the stock; `compared` is the record that was served and what differs from it.
    pub(crate) fn person(
        &mut self,
        after: &StoredPerson<'_>,
        compared: Option<(&StoredPerson<'_>, &PersonDifference<'_, '_>)>,
    ) -> Result<(), ImportError> {
        if !self.had(SourceKind::RppsPersonneActivite) {
            return Ok(());
        }
        let Some((before, found)) = compared else {
            self.record(after, ChangeKind::ProfessionalArrived, None, None)?;
            for started in active(after) {
                self.record(after, ChangeKind::SituationStarted, None, Some(started))?;
            }
            return Ok(());
        };
        if found.identity {
            self.identity(before, after)?;
        }
        for [old, new] in &found.altered {
            self.altered(after, old, new)?;
        }
        self.became_titulaire(before, after)?;
        self.gone_and_started(before, after, found)
    }

    /// A structure of the RPPS where somebody practised and nobody does any more.
    pub(crate) fn emptied(&mut self, place: &PracticePlace<'_>) -> Result<(), ImportError> {
        let change = Change {
            kind: ChangeKind::CabinetEmptied,
            id_nat_pp: None,
            rpps: None,
            profession: None,
            on: Some(self.as_of),
            source: Some("absence".to_owned()),
            before: Some(place_side(place)),
            after: None,
        };
        self.push(&table::place_key(place), &change)
    }

    /// A professional who becomes titulaire: recorded with the first such situation in order.
    fn became_titulaire(
        &mut self,
        before: &StoredPerson<'_>,
        after: &StoredPerson<'_>,
    ) -> Result<(), ImportError> {
        let was = active(before).next().is_some() && !active(before).any(|it| is_titulaire(before, it));
        let is = active(after).filter(|it| is_titulaire(after, it)).min_by_key(|it| order(after, it));
        match is.filter(|_| was) {
            Some(is) => {
                let there = active(before).filter(|old| same_structure(old, is));
                let there = there.min_by_key(|old| order(before, old));
                self.record(after, ChangeKind::BecameTitulaire, there, Some(is))
            }
            None => Ok(()),
        }
    }

    /// A professional absent from the new extraction.
    pub(crate) fn person_left(&mut self, before: &StoredPerson<'_>) -> Result<(), ImportError> {
        if active(before).next().is_some() || before.situations.is_empty() {
            self.record(before, ChangeKind::ProfessionalLeft, None, None)?;
        }
        for ended in active(before) {
            self.ended(before, ended, None)?;
        }
        Ok(())
    }

    fn identity(&mut self, before: &StoredPerson<'_>, after: &StoredPerson<'_>) -> Result<(), ImportError> {
        let name = |person: &StoredPerson<'_>| {
            let person = &person.person;
            [person.family_name.to_string(), person.given_name.to_string()]
        };
        let known = |person: &StoredPerson<'_>| {
            let entitled = person.exercices.iter().map(|known| (known.exercice, known.savoir_faire.clone()));
            let mut entitled: Vec<_> = entitled.collect();
            entitled.sort_unstable();
            entitled
        };
        if name(before) != name(after) {
            self.record(after, ChangeKind::ProfessionalRenamed, None, None)?;
        }
        if known(before) != known(after) {
            self.record(after, ChangeKind::QualificationChanged, None, None)?;
        }
        Ok(())
    }

    /// A situation of both days, with other values.
    fn altered(
        &mut self,
        person: &StoredPerson<'_>,
        old: &StoredSituation<'_>,
        new: &StoredSituation<'_>,
    ) -> Result<(), ImportError> {
        if old.situation.secteur_activite != new.situation.secteur_activite
            || old.situation.section_pharmacien != new.situation.section_pharmacien
        {
            self.record(person, ChangeKind::SituationChanged, Some(old), Some(new))?;
        }
        let (Some(was), Some(is)) = (&old.situation.place, &new.situation.place) else { return Ok(()) };
        if identifiers(was) != identifiers(is) {
            self.record(person, ChangeKind::IdentifierChanged, Some(old), Some(new))?;
        }
        if is.finess_eg.is_none_or(|finess| !self.described.contains(&finess)) {
            self.place_renamed(was, is)?;
        }
        Ok(())
    }

    fn place_renamed(&mut self, was: &PracticePlace<'_>, is: &PracticePlace<'_>) -> Result<(), ImportError> {
        let named = |place: &PracticePlace<'_>| ChangeSide { name: Some(name(place)), ..place_side(place) };
        if name(was) == name(is) {
            return Ok(());
        }
        let change = Change {
            kind: ChangeKind::StructureRenamed,
            id_nat_pp: None,
            rpps: None,
            profession: None,
            on: Some(self.as_of),
            source: None,
            before: Some(named(was)),
            after: Some(named(is)),
        };
        self.push(&table::place_key(is), &change)
    }

    /// Pairs what is gone with what started: in the same structure, another activity; else, when one alone is
    /// gone and one alone started of an activity, a move. Anything less clear ended, and something else started.
    fn gone_and_started(
        &mut self,
        before: &StoredPerson<'_>,
        after: &StoredPerson<'_>,
        found: &PersonDifference<'_, '_>,
    ) -> Result<(), ImportError> {
        let (mut gone, mut started) = (found.gone.clone(), found.started.clone());
        gone.sort_by_key(|situation| order(before, situation));
        started.sort_by_key(|situation| order(after, situation));
        let mut pairs = Vec::new();
        gone.retain(|old| {
            let twin = started.iter().position(|new| same_structure(old, new));
            twin.map(|at| pairs.push((ChangeKind::SituationChanged, *old, started.remove(at)))).is_none()
        });
        let alone = |person: &StoredPerson<'_>, of: &[&StoredSituation<'_>], wanted: &Activity| {
            of.iter().filter(|other| activity(person, other) == *wanted).count() == 1
        };
        let departures = gone.clone();
        gone.retain(|old| {
            let wanted = activity(before, old);
            let clear = alone(before, &departures, &wanted) && alone(after, &started, &wanted);
            let twin = started.iter().position(|new| clear && activity(after, new) == wanted);
            twin.map(|at| pairs.push((ChangeKind::SituationMoved, *old, started.remove(at)))).is_none()
        });
        for (kind, old, new) in pairs {
            self.record(after, kind, Some(old), Some(new))?;
        }
        for old in gone {
            self.ended(before, old, Some(after))?;
        }
        for new in started {
            self.record(after, ChangeKind::SituationStarted, None, Some(new))?;
        }
        Ok(())
    }

    /// A situation that ended; the record that follows has the date and the source.
    fn ended(
        &mut self,
        person: &StoredPerson<'_>,
        old: &StoredSituation<'_>,
        after: Option<&StoredPerson<'_>>,
    ) -> Result<(), ImportError> {
        let was = exercice(person, old);
        let end: Option<Ended> = after.and_then(|after| {
            let same = |new: &&StoredSituation<'_>| {
                same_situation((&was, &old.situation), (&exercice(after, new), &new.situation))
            };
            after.situations.iter().filter(|new| new.ended.is_some()).find(same)?.ended
        });
        let change = Change {
            on: Some(end.map_or(self.as_of, |end| end.on)),
            source: Some(end.map_or("absence", Ended::source_code).to_owned()),
            ..about(person, ChangeKind::SituationEnded, self.as_of, Some(old), None)
        };
        self.push(&person.person.id.to_string(), &change)
    }

    fn record(
        &mut self,
        person: &StoredPerson<'_>,
        kind: ChangeKind,
        before: Option<&StoredSituation<'_>>,
        after: Option<&StoredSituation<'_>>,
    ) -> Result<(), ImportError> {
        let change = about(person, kind, self.as_of, before, after);
        self.push(&person.person.id.to_string(), &change)
    }
}

fn about(
    person: &StoredPerson<'_>,
    kind: ChangeKind,
    on: Date,
    before: Option<&StoredSituation<'_>>,
    after: Option<&StoredSituation<'_>>,
) -> Change {
    let id = person.person.id;
    // Both sides' indexes are of their own record; without a situation, the first profession in order.
    let situation = after.or(before).map(|situation| exercice(person, situation).profession);
    let first = || person.exercices.iter().filter_map(|known| known.exercice.profession).min();
    Change {
        kind,
        id_nat_pp: Some(id),
        rpps: id.rpps(),
        profession: situation.unwrap_or_else(first),
        on: Some(on),
        source: None,
        before: before.map(side),
        after: after.map(side),
    }
}

fn side(stored: &StoredSituation<'_>) -> ChangeSide {
    let situation = &stored.situation;
    ChangeSide {
        secteur_activite: situation.secteur_activite,
        mode_exercice: situation.mode_exercice,
        ..situation.place.as_ref().map(place_side).unwrap_or_default()
    }
}

fn place_side(place: &PracticePlace<'_>) -> ChangeSide {
    ChangeSide {
        id_nat_struct: place.id_nat_struct,
        finess_geographique: place.finess_eg,
        finess_juridique: place.finess_ej,
        siret: place.siret,
        departement: place.address.departement(),
        ..ChangeSide::default()
    }
}

/// What a structure is known by.
fn identifiers(place: &PracticePlace<'_>) -> ChangeSide {
    ChangeSide { departement: None, ..place_side(place) }
}

fn name(place: &PracticePlace<'_>) -> String {
    let shown = if place.raison_sociale.is_empty() { &place.enseigne } else { &place.raison_sociale };
    shown.to_string()
}

/// The practice, without its place.
type Activity = (Exercice, [Option<aiguilleur_domain::Code>; 3]);

fn activity(person: &StoredPerson<'_>, stored: &StoredSituation<'_>) -> Activity {
    let situation = &stored.situation;
    (exercice(person, stored), [situation.mode_exercice, situation.genre_activite, situation.role])
}

/// An order that no order of rows changes.
fn order(person: &StoredPerson<'_>, stored: &StoredSituation<'_>) -> (String, Activity) {
    (stored.situation.place.as_ref().map(table::place_key).unwrap_or_default(), activity(person, stored))
}

fn same_structure(old: &StoredSituation<'_>, new: &StoredSituation<'_>) -> bool {
    let (Some(was), Some(is)) = (&old.situation.place, &new.situation.place) else { return false };
    table::place_key(was) == table::place_key(is)
}

/// Whether somebody is titulaire there: the RPPS-rang of the cabinet is built on their number, or the pharmaciens'
/// table has them in section A, that of titulaires d'officine (TRE_R06).
fn is_titulaire(person: &StoredPerson<'_>, stored: &StoredSituation<'_>) -> bool {
    let rang = stored.situation.place.as_ref().and_then(|place| match place.id_nat_struct {
        Some(IdNatStruct::RppsRang(rang)) => Some(IdNatPp::Rpps(rang.holder())),
        _ => None,
    });
    rang == Some(person.person.id)
        || stored.situation.section_pharmacien.is_some_and(|section| section == "A")
}
