//! A professional and their situations, as answers show them.

use aiguilleur_domain::{Adeli, Code, Date, IdNatPp, Rpps};
use aiguilleur_nomenclature::Table;
use serde::Serialize;

use super::{CodeView, Status, StructureView};
use crate::record::{Ended, StoredExercice, StoredPerson, StoredSituation};

/// A professional.
#[derive(Debug, Clone, Serialize)]
pub struct ProfessionalView {
    /// `Identification nationale PP`.
    pub id_nat_pp: IdNatPp,
    /// RPPS number.
    pub rpps: Option<Rpps>,
    /// ADELI number.
    pub adeli: Option<Adeli>,
    /// Civilité d'exercice.
    pub civilite: Option<Code>,
    /// Nom d'exercice.
    pub family_name: String,
    /// Prénom d'exercice.
    pub given_name: String,
    /// The profession of the first exercice.
    pub profession: Option<CodeView>,
    /// Its savoir-faire.
    pub savoir_faire: Vec<CodeView>,
    /// Every exercice.
    pub exercices: Vec<ExerciceView>,
    /// Whether anything is current.
    pub status: Status,
}

/// A profession and its savoir-faire.
#[derive(Debug, Clone, Serialize)]
pub struct ExerciceView {
    /// Profession.
    pub profession: Option<CodeView>,
    /// Catégorie professionnelle (TRE_R09).
    pub categorie: Option<CodeView>,
    /// Savoir-faire.
    pub savoir_faire: Vec<CodeView>,
}

/// A situation d'exercice.
#[derive(Debug, Clone, Serialize)]
pub struct SituationView {
    /// Current or over.
    pub status: Status,
    /// Profession practised.
    pub profession: Option<CodeView>,
    /// Secteur d'activité (TRE_R02).
    pub secteur_activite: Option<CodeView>,
    /// Mode d'exercice (TRE_R23).
    pub mode_exercice: Option<CodeView>,
    /// Genre d'activité (TRE_R22).
    pub genre_activite: Option<CodeView>,
    /// Rôle (TRE_R85).
    pub role: Option<CodeView>,
    /// Section of the pharmaciens' table (TRE_R06).
    pub section_pharmacien: Option<CodeView>,
    /// First day that a stock held it, as far as the history goes.
    pub first_seen: Date,
    /// Last day that a stock held it.
    pub last_seen: Date,
    /// The day it ended.
    pub ended_on: Option<Date>,
    /// How the end is known: `absence` from the open stock, or the source that states it.
    pub ended_source: Option<&'static str>,
    /// Motif de fin (TRE_R25).
    pub ended_reason: Option<CodeView>,
}

/// A situation in its structure.
#[derive(Debug, Clone, Serialize)]
pub struct PracticeView {
    /// The situation.
    #[serde(flatten)]
    pub situation: SituationView,
    /// The structure; absent when the RPPS names none.
    pub structure: Option<StructureView>,
}

impl From<&StoredExercice> for ExerciceView {
    fn from(stored: &StoredExercice) -> Self {
        let savoir_faire = stored.savoir_faire.iter().map(|s| CodeView::new(Table::SavoirFaire, s.code));
        Self {
            profession: stored.exercice.profession.map(CodeView::profession),
            categorie: stored
                .exercice
                .categorie
                .map(|code| CodeView::new(Table::CategorieProfessionnelle, code)),
            savoir_faire: savoir_faire.collect(),
        }
    }
}

impl From<&StoredPerson<'_>> for ProfessionalView {
    fn from(stored: &StoredPerson<'_>) -> Self {
        let exercices: Vec<ExerciceView> = stored.exercices.iter().map(ExerciceView::from).collect();
        let status = match (stored.situations.is_empty(), stored.is_ended()) {
            (true, _) => Status::NoSituation,
            (false, true) => Status::Ended,
            (false, false) => Status::Active,
        };
        let adeli = match stored.person.id {
            IdNatPp::Adeli(adeli) => Some(adeli),
            IdNatPp::Rpps(_) => None,
        };
        Self {
            id_nat_pp: stored.person.id,
            rpps: stored.person.id.rpps(),
            adeli,
            civilite: stored.person.civilite,
            family_name: stored.person.family_name.to_string(),
            given_name: stored.person.given_name.to_string(),
            profession: exercices.first().and_then(|exercice| exercice.profession),
            savoir_faire: exercices.first().map(|e| e.savoir_faire.clone()).unwrap_or_default(),
            exercices,
            status,
        }
    }
}

impl SituationView {
    pub(crate) fn new(stored: &StoredSituation<'_>, exercice: Option<&StoredExercice>) -> Self {
        let situation = &stored.situation;
        let labelled = |table, code: Option<Code>| code.map(|code| CodeView::new(table, code));
        Self {
            status: if stored.ended.is_some() { Status::Ended } else { Status::Active },
            profession: exercice.and_then(|e| e.exercice.profession).map(CodeView::profession),
            secteur_activite: labelled(Table::SecteurActivite, situation.secteur_activite),
            mode_exercice: labelled(Table::ModeExercice, situation.mode_exercice),
            genre_activite: labelled(Table::GenreActivite, situation.genre_activite),
            role: labelled(Table::RolePriseCharge, situation.role),
            section_pharmacien: labelled(Table::SectionPharmacien, situation.section_pharmacien),
            first_seen: stored.first_seen,
            last_seen: stored.last_seen,
            ended_on: stored.ended.map(|ended| ended.on),
            ended_source: stored.ended.map(Ended::source_code),
            ended_reason: labelled(Table::MotifFinActivite, stored.ended.and_then(|ended| ended.reason)),
        }
    }
}
