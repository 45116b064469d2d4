//! What changed for the entities of FINESS and the legal units of SIRENE.

use aiguilleur_directory::{
    changes::{Change, ChangeKind, ChangeSide},
    record::{StoredEg, StoredEj, StoredSuccessor, is_over},
};
use aiguilleur_domain::{
    Date, IdNatStruct, Siren,
    entity::{LifeState, SourceKind, UniteLegale},
};

use super::FeedWriter;
use crate::ImportError;

/// Catégorie juridique of a société civile de moyens in FINESS (TRE_R72).
const SCM: &str = "79";

/// What is compared of an entity.
struct Entity<'s> {
    subject: &'s str,
    source: SourceKind,
    state: LifeState,
    /// Day of the first stock without it.
    absent_since: Option<Date>,
    name: &'s str,
    scm: bool,
    /// Who took it over, as far as the source tells.
    taker: Option<StoredSuccessor>,
    side: ChangeSide,
}

impl<'s> Entity<'s> {
    fn site(stored: &'s StoredEg<'_>) -> Self {
        let entity = &stored.entity;
        let side = ChangeSide {
            id_nat_struct: Some(IdNatStruct::from(entity.finess)),
            finess_geographique: Some(entity.finess),
            finess_juridique: entity.ej,
            siret: entity.siret,
            departement: entity.address.departement(),
            ..ChangeSide::default()
        };
        Self {
            subject: entity.finess.as_str(),
            source: stored.source,
            state: entity.state,
            absent_since: stored.absent_since,
            name: &entity.name,
            scm: false,
            taker: stored.successor,
            side,
        }
    }

    fn legal(stored: &'s StoredEj<'_>) -> Self {
        let entity = &stored.entity;
        let side = ChangeSide {
            id_nat_struct: Some(IdNatStruct::from(entity.finess)),
            finess_juridique: Some(entity.finess),
            siren: entity.siren,
            departement: entity.address.departement(),
            ..ChangeSide::default()
        };
        Self {
            subject: entity.finess.as_str(),
            source: stored.source,
            state: entity.state,
            absent_since: stored.absent_since,
            name: &entity.name,
            scm: entity.statut_juridique.is_some_and(|code| code == SCM),
            taker: stored.successor,
            side,
        }
    }

    fn closed(&self) -> bool {
        is_over(self.state, self.absent_since)
    }

    fn named(&self) -> ChangeSide {
        ChangeSide { name: Some(self.name.to_owned()), ..self.side.clone() }
    }
}

fn taker_side(taker: StoredSuccessor) -> ChangeSide {
    match taker {
        StoredSuccessor::Ej(ej) => ChangeSide {
            id_nat_struct: Some(IdNatStruct::from(ej)),
            finess_juridique: Some(ej),
            ..ChangeSide::default()
        },
        StoredSuccessor::Eg(eg) => ChangeSide {
            id_nat_struct: Some(IdNatStruct::from(eg)),
            finess_geographique: Some(eg),
            ..ChangeSide::default()
        },
    }
}

impl FeedWriter {
    /// A site, as it was and as it is.
    pub(crate) fn site(
        &mut self,
        before: Option<&StoredEg<'_>>,
        after: Option<&StoredEg<'_>>,
    ) -> Result<(), ImportError> {
        self.described.extend(after.map(|site| site.entity.finess));
        self.entity(before.map(Entity::site).as_ref(), after.map(Entity::site).as_ref())
    }

    /// A legal entity, as it was and as it is.
    pub(crate) fn legal_entity(
        &mut self,
        before: Option<&StoredEj<'_>>,
        after: Option<&StoredEj<'_>>,
    ) -> Result<(), ImportError> {
        self.entity(before.map(Entity::legal).as_ref(), after.map(Entity::legal).as_ref())
    }

    /// A legal unit, as it was and as it is.
    pub(crate) fn legal_unit(
        &mut self,
        before: Option<&UniteLegale>,
        after: &UniteLegale,
    ) -> Result<(), ImportError> {
        let Some(before) = before else { return Ok(()) };
        let side = |siren: Siren| Some(ChangeSide { siren: Some(siren), ..ChangeSide::default() });
        let subject = after.siren.to_string();
        let ceased = |unit: &UniteLegale| unit.etat.is_some_and(|etat| etat == "C");
        let happened = [
            (ChangeKind::BecameScm, !before.is_scm() && after.is_scm()),
            (ChangeKind::LegalUnitCeased, !ceased(before) && ceased(after)),
        ];
        for (kind, _) in happened.into_iter().filter(|(_, happened)| *happened) {
            self.push(&subject, &self.about(kind, side(before.siren), side(after.siren)))?;
        }
        Ok(())
    }

    fn entity(&mut self, before: Option<&Entity<'_>>, after: Option<&Entity<'_>>) -> Result<(), ImportError> {
        let Some(after) = after else { return Ok(()) };
        let Some(before) = before else {
            // Where the served generation had no whole stock, nothing tells a new structure from one it missed.
            return if after.closed() || !self.had(SourceKind::FinessJson) {
                Ok(())
            } else {
                let change = self.about(ChangeKind::StructureOpened, None, Some(after.side.clone()));
                self.push(after.subject, &change)
            };
        };
        match (before.closed(), after.closed()) {
            (false, true) => self.closed(before, after)?,
            (true, false) if after.state == LifeState::Open => {
                self.changed(ChangeKind::StructureReopened, before, after)?;
            }
            _ => {}
        }
        if let Some(taker) = after.taker.filter(|taker| before.taker != Some(*taker)) {
            let (before, after_it) = (before.side.clone(), taker_side(taker));
            let change = self.about(ChangeKind::StructureTakenOver, Some(before), Some(after_it));
            self.push(after.subject, &change)?;
        }
        // Sources do not write names alike: a name that another source gives is not another name.
        if before.source != after.source {
            return Ok(());
        }
        let unidentified = |entity: &Entity<'_>| ChangeSide { departement: None, ..entity.side.clone() };
        if unidentified(before) != unidentified(after) {
            self.changed(ChangeKind::IdentifierChanged, before, after)?;
        }
        if before.name != after.name {
            let change = self.about(ChangeKind::StructureRenamed, Some(before.named()), Some(after.named()));
            self.push(after.subject, &change)?;
        }
        if !before.scm && after.scm {
            self.changed(ChangeKind::BecameScm, before, after)?;
        }
        Ok(())
    }

    fn closed(&mut self, before: &Entity<'_>, after: &Entity<'_>) -> Result<(), ImportError> {
        let on = match after.state {
            LifeState::Closed { on, .. } => on,
            _ => None,
        };
        let source = if after.absent_since.is_some() { "absence" } else { after.source.name() };
        let kind = ChangeKind::StructureClosed;
        let change = Change {
            on: on.or(Some(self.as_of)),
            source: Some(source.to_owned()),
            ..self.about(kind, Some(before.side.clone()), Some(after.side.clone()))
        };
        self.push(after.subject, &change)
    }

    fn changed(
        &mut self,
        kind: ChangeKind,
        before: &Entity<'_>,
        after: &Entity<'_>,
    ) -> Result<(), ImportError> {
        let change = self.about(kind, Some(before.side.clone()), Some(after.side.clone()));
        self.push(after.subject, &change)
    }

    fn about(&self, kind: ChangeKind, before: Option<ChangeSide>, after: Option<ChangeSide>) -> Change {
        Change {
            kind,
            id_nat_pp: None,
            rpps: None,
            profession: None,
            on: Some(self.as_of),
            source: None,
            before,
            after,
        }
    }
}
