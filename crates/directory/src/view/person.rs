//! A professional and their situations, as answers show them.

use aiguilleur_domain::{Adeli, Code, Date, IdNatPp, Rpps, entity::SourceKind};
use aiguilleur_nomenclature::Table;
use aiguilleur_resolver::{Evidence, Life, Statement};
use serde::Serialize;

use super::{CodeView, Status, StructureView};
use crate::record::{StoredExercice, StoredPerson, StoredSituation};

/// A professional as answers show them: names, exercices, status.
#[derive(Debug, Clone, Serialize)]
pub struct ProfessionalView {
    /// `Identification nationale PP`.
    pub id_nat_pp: IdNatPp,
    /// RPPS number.
    pub rpps: Option<Rpps>,
    /// ADELI number: their own, or the one that their RPPS number took the place of, as name, profession and structure
    /// tell; to be confirmed.
    pub adeli: Option<Adeli>,
    /// Civilité d'exercice.
    pub civilite: Option<Code>,
    /// Nom d'exercice.
    pub family_name: String,
    /// Prénom d'exercice.
    pub given_name: String,
    /// The profession of the first exercice.
    pub profession: Option<CodeView>,
    /// Specialities and qualifications of the exercice.
    pub savoir_faire: Vec<CodeView>,
    /// Every exercice.
    pub exercices: Vec<ExerciceView>,
    /// Whether anything is current.
    pub status: Status,
    /// Their mailboxes of MSSante; absent where mailboxes were not imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailboxes: Option<Vec<String>>,
}

/// A profession and its savoir-faire.
#[derive(Debug, Clone, Serialize)]
pub struct ExerciceView {
    /// Code of TRE_G15.
    pub profession: Option<CodeView>,
    /// Catégorie professionnelle (TRE_R09).
    pub categorie: Option<CodeView>,
    /// Specialities and qualifications, by code.
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
    /// The day it began, when the restricted extraction states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began_on: Option<Date>,
    /// The day it is stated to end, of a situation that goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// Fonction (TRE_R21, or TRE_R85): shown, never decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonction: Option<CodeView>,
    /// Type d'activité libérale (TRE_R24).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_activite_liberale: Option<CodeView>,
    /// The day it ended, where a source states it: an absence has none.
    pub ended_on: Option<Date>,
    /// How the end is known: `absence` from the open stock, or the source that states it.
    pub ended_source: Option<String>,
    /// Motif de fin (TRE_R25).
    pub ended_reason: Option<CodeView>,
    /// Which of these facts come from another source than the open stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// A situation in its structure.
#[derive(Debug, Clone, Serialize)]
pub struct PracticeView {
    /// Mode, secteur and dates of the practice.
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
        let adeli = match (stored.person.id, stored.identity.formerly) {
            (IdNatPp::Adeli(adeli), _) | (IdNatPp::Rpps(_), Some(IdNatPp::Adeli(adeli))) => Some(adeli),
            _ => None,
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
            mailboxes: None,
        }
    }
}

/// What the restricted extraction of `dated` tells of a situation.
fn evidence(stored: &StoredSituation<'_>, dated: Option<Date>) -> Vec<Evidence> {
    let stated = &stored.stated;
    let ended = stored.ended.filter(|ended| ended.source == SourceKind::RppsRestreint);
    let facts = [
        ("date_debut", stated.began_on.is_some()),
        ("date_fin", ended.is_some() || stated.ends_on.is_some()),
        ("motif_fin", ended.is_some_and(|ended| ended.reason.is_some())),
        ("fonction", stated.fonction.is_some()),
        ("type_activite_liberale", stated.type_activite_liberale.is_some()),
        ("genre_activite", stored.situation.genre_activite.is_none() && stated.genre_activite.is_some()),
    ];
    let stated = facts.into_iter().filter(|(_, stated)| *stated);
    stated
        .map(|(fact, _)| Evidence { fact, source: SourceKind::RppsRestreint.name().into(), dated })
        .collect()
}

/// A fonction, wherever its code is registered.
fn fonction(code: Code) -> CodeView {
    let view = CodeView::new(Table::Fonction, code);
    if view.label.is_some() { view } else { CodeView::new(Table::RolePriseCharge, code) }
}

impl SituationView {
    /// `restricted` is the day of the restricted extraction.
    pub(crate) fn new(
        stored: &StoredSituation<'_>,
        exercice: Option<&StoredExercice>,
        restricted: Option<Date>,
        end: &Statement,
        day: Date,
    ) -> Self {
        let life = Life::of(std::slice::from_ref(end), day);
        let (situation, stated) = (&stored.situation, &stored.stated);
        let labelled = |table, code: Option<Code>| code.map(|code| CodeView::new(table, code));
        Self {
            status: if life.goes_on() { Status::Active } else { Status::Ended },
            profession: exercice.and_then(|e| e.exercice.profession).map(CodeView::profession),
            secteur_activite: labelled(Table::SecteurActivite, situation.secteur_activite),
            mode_exercice: labelled(Table::ModeExercice, situation.mode_exercice),
            genre_activite: labelled(
                Table::GenreActivite,
                situation.genre_activite.or(stated.genre_activite),
            ),
            role: labelled(Table::RolePriseCharge, situation.role),
            section_pharmacien: labelled(Table::SectionPharmacien, situation.section_pharmacien),
            first_seen: stored.first_seen,
            last_seen: stored.last_seen,
            began_on: stated.began_on,
            ends_on: stated.ends_on.filter(|_| life.goes_on()),
            fonction: stated.fonction.map(fonction),
            type_activite_liberale: labelled(Table::TypeActiviteLiberale, stated.type_activite_liberale),
            ended_on: life.on(),
            ended_source: life.ended_source().map(str::to_owned),
            ended_reason: labelled(Table::MotifFinActivite, stored.ended.and_then(|ended| ended.reason)),
            evidence: evidence(stored, restricted),
        }
    }
}
