//! A few changes to look at for each guard that tripped: identifiers and codes, never a name.

use aiguilleur_directory::changes::{Change, ChangeKind, ChangeSide};
use serde::{Deserialize, Serialize};

use super::{Dimension, GuardKind, Inspection, Place, Tripped};

/// How many are kept of each guard: enough to see what they have in common.
const KEPT: usize = 5;

/// One change among those that made a guard trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// What happened.
    pub kind: ChangeKind,
    /// The professional concerned, as `Identification nationale PP`.
    pub professional: Option<String>,
    /// The structure before, as idNatStruct, else by what number it has.
    pub before: Option<String>,
    /// The structure after.
    pub after: Option<String>,
}

impl Inspection {
    /// Shows `change` beside the guards that it helped to trip; tells whether any still wants one.
    pub(crate) fn illustrate(&mut self, change: &Change) -> bool {
        for tripped in self.tripped.iter_mut().filter(|tripped| tripped.wants_samples()) {
            if counts(tripped, change) {
                tripped.samples.push(Sample::of(change));
            }
        }
        self.wants_samples()
    }

    /// Whether a change could still be shown beside a guard.
    pub(crate) fn wants_samples(&self) -> bool {
        self.tripped.iter().any(Tripped::wants_samples)
    }
}

impl Tripped {
    fn wants_samples(&self) -> bool {
        let of_records = !matches!(self.place, Place::Source { .. });
        of_records && self.samples.len() < KEPT && !kinds(self.guard).is_empty()
    }
}

impl Sample {
    fn of(change: &Change) -> Self {
        Self {
            kind: change.kind,
            professional: change.id_nat_pp.map(|id| id.to_string()),
            before: change.before.as_ref().and_then(number),
            after: change.after.as_ref().and_then(number),
        }
    }
}

fn number(side: &ChangeSide) -> Option<String> {
    let known = side.id_nat_struct.map(|id| id.to_string());
    known
        .or_else(|| side.finess_juridique.map(|finess| finess.to_string()))
        .or_else(|| side.siren.map(|siren| siren.to_string()))
}

/// The kinds of changes that a guard counts; none for those that look at files.
fn kinds(guard: GuardKind) -> &'static [ChangeKind] {
    use ChangeKind as K;
    match guard {
        GuardKind::Deletions | GuardKind::RowCount | GuardKind::SecteurGone => {
            &[K::SituationEnded, K::ProfessionalLeft, K::StructureClosed, K::LegalUnitCeased]
        }
        GuardKind::Updates => &[
            K::ProfessionalRenamed,
            K::QualificationChanged,
            K::SituationMoved,
            K::SituationChanged,
            K::IdentifierChanged,
            K::StructureRenamed,
            K::StructureReopened,
            K::BecameScm,
        ],
        _ => &[],
    }
}

fn counts(tripped: &Tripped, change: &Change) -> bool {
    kinds(tripped.guard).contains(&change.kind)
        && match &tripped.place {
            Place::Key { dimension, key } => is_of(change, *dimension, key),
            Place::SmallKeys { .. } => true,
            Place::Source { .. } => false,
        }
}

/// Whether a change is of a key, as far as it tells.
fn is_of(change: &Change, dimension: Dimension, key: &str) -> bool {
    let side = change.before.as_ref().or(change.after.as_ref());
    match dimension {
        Dimension::Profession => change.profession.is_some_and(|code| code.as_str() == key),
        Dimension::Departement => {
            side.and_then(|side| side.departement).is_some_and(|code| code.as_str() == key)
        }
        Dimension::SecteurActivite => {
            side.and_then(|side| side.secteur_activite).is_some_and(|code| code.as_str() == key)
        }
        Dimension::IdentifierType => match key {
            "rpps" => change.rpps.is_some(),
            "adeli" => change.id_nat_pp.is_some() && change.rpps.is_none(),
            entity if entity.starts_with("structure_") => change.id_nat_pp.is_some() && side.is_some(),
            _ => change.id_nat_pp.is_none(),
        },
        // A change does not carry these codes: any of the right kind of record may be one.
        Dimension::SavoirFaire | Dimension::ModeExercice => change.id_nat_pp.is_some(),
        Dimension::CategorieEtablissement
        | Dimension::StatutJuridique
        | Dimension::CategorieJuridique
        | Dimension::EtatAdministratif => change.id_nat_pp.is_none(),
    }
}
