//! Secteurs d'activité (TRE_R02): the kind of structure that a situation belongs to.

use crate::{Couloir, Table, attribute};

/// What a secteur d'activité is to the ordering rules. The mapping is in
/// `index/nomenclature/secteur_activite.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Famille {
    /// SA33, SA38, SA39, SA65.
    Officine,
    /// SA25, SA29, SA59.
    Laboratoire,
    /// SA07, SA08.
    Cabinet,
    /// SA09.
    SocieteExercice,
    /// SA05.
    CentreDeSante,
    /// SA52.
    MaisonDeSante,
    /// SA01, SA02, SA34: ordered as public whatever the EJ.
    EtablissementPublicOuDialyse,
    /// SA03, SA04, SA30, SA36: the EJ's statut, or the site's category, decides.
    EtablissementSelonStatut,
    /// SA16, SA17, SA18, SA20, SA21, SA41.
    MedicoSocial,
    /// SA40: the private practice of a hospital's full-time practitioner.
    SecteurPrivePraticienHospitalier,
    /// No rule speaks of it.
    NonCouvert,
}

/// The family of a secteur; `None` for a code that the nomenclature does not hold.
pub fn famille(secteur: &str) -> Option<Famille> {
    Some(match attribute(Table::SecteurActivite, secteur, "famille")? {
        "officine" => Famille::Officine,
        "laboratoire" => Famille::Laboratoire,
        "cabinet" => Famille::Cabinet,
        "societe_exercice" => Famille::SocieteExercice,
        "centre_de_sante" => Famille::CentreDeSante,
        "maison_de_sante" => Famille::MaisonDeSante,
        "etablissement_public_ou_dialyse" => Famille::EtablissementPublicOuDialyse,
        "etablissement_selon_statut" => Famille::EtablissementSelonStatut,
        "medico_social" => Famille::MedicoSocial,
        "secteur_prive_praticien_hospitalier" => Famille::SecteurPrivePraticienHospitalier,
        _ => Famille::NonCouvert,
    })
}

/// The couloir that the secteur alone tells.
///
/// Cabinets and sociétés d'exercice have none here (the savoir-faire decides), nor has a GIE shown as SA04.
pub fn couloir(secteur: &str) -> Option<Couloir> {
    attribute(Table::SecteurActivite, secteur, "couloir").and_then(Couloir::from_code)
}

/// Whether this is an officine's secteur.
pub fn is_officine(secteur: &str) -> bool {
    famille(secteur) == Some(Famille::Officine)
}

/// Whether this is a cabinet's secteur (individuel or de groupe).
pub fn is_cabinet(secteur: &str) -> bool {
    famille(secteur) == Some(Famille::Cabinet)
}

/// Whether this is the secteur of sociétés d'exercice.
pub fn is_societe_exercice(secteur: &str) -> bool {
    famille(secteur) == Some(Famille::SocieteExercice)
}

/// Whether this is a laboratory's secteur.
pub fn is_laboratoire(secteur: &str) -> bool {
    famille(secteur) == Some(Famille::Laboratoire)
}

/// Whether this is a médico-social secteur.
pub fn is_medico_social(secteur: &str) -> bool {
    famille(secteur) == Some(Famille::MedicoSocial)
}
