//! FINESS categories of sites (TRE_R66): what a site is, closed codes included, for live sites still bear them.

use crate::{Couloir, Table, attribute};

/// What a category is to the ordering rules. The mapping is in
/// `index/nomenclature/categorie_etablissement.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Famille {
    /// Codes 620, 628, 629, 641.
    Officine,
    /// Codes 610, 611, 612.
    Laboratoire,
    /// 124 and the closed 125, 130, 289, 439.
    CentreDeSante,
    /// Code 603.
    MaisonDeSante,
    /// 141, 146 and the closed 138 to 140.
    Dialyse,
    /// 101, 106, 292, 355, and the army's 114, 115: public unless the EJ or the SPH code says otherwise.
    EtablissementPublic,
    /// 697: groupement de coopération sanitaire, établissement de santé.
    Etablissement,
    /// The other categories of the hospital law: public or private by the EJ's statut.
    EtablissementSelonStatut,
    /// 698, 699: a GIE by its statut or its name.
    GieOuEtablissement,
    /// The 66 categories of the médico-social couloir.
    MedicoSocial,
    /// No rule speaks of it.
    NonCouvert,
}

/// The family of a category; `None` for a code that the nomenclature does not hold.
pub fn famille(categorie: &str) -> Option<Famille> {
    Some(match attribute(Table::CategorieEtablissement, categorie, "famille")? {
        "officine" => Famille::Officine,
        "laboratoire" => Famille::Laboratoire,
        "centre_de_sante" => Famille::CentreDeSante,
        "maison_de_sante" => Famille::MaisonDeSante,
        "dialyse" => Famille::Dialyse,
        "etablissement_public" => Famille::EtablissementPublic,
        "etablissement" => Famille::Etablissement,
        "etablissement_selon_statut" => Famille::EtablissementSelonStatut,
        "gie_ou_etablissement" => Famille::GieOuEtablissement,
        "medico_social" => Famille::MedicoSocial,
        _ => Famille::NonCouvert,
    })
}

/// The couloir that the category alone tells; none for 698 and 699, which may be a radiology GIE.
pub fn couloir(categorie: &str) -> Option<Couloir> {
    attribute(Table::CategorieEtablissement, categorie, "couloir").and_then(Couloir::from_code)
}

/// The third-level aggregate (`3201` officines, `1203` dialysis).
pub fn agregat(categorie: &str) -> Option<&'static str> {
    attribute(Table::CategorieEtablissement, categorie, "agregat")
}

/// Whether this is an officine: 620, minière, mutualiste, antenne.
pub fn is_officine(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::Officine)
}

/// Whether this is a laboratoire de biologie médicale, or its former category.
pub fn is_lbm(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::Laboratoire)
}

/// Whether this is a centre de santé, or one of its former categories.
pub fn is_centre_de_sante(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::CentreDeSante)
}

/// Whether this is a maison de santé pluriprofessionnelle.
pub fn is_maison_de_sante(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::MaisonDeSante)
}

/// Whether this is a dialysis category. It says nothing of public or private.
pub fn is_dialyse(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::Dialyse)
}

/// Whether a GIE may stand under this category (698, 699).
pub fn may_be_gie(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::GieOuEtablissement)
}

/// Whether this is a médico-social category.
pub fn is_medico_social(categorie: &str) -> bool {
    famille(categorie) == Some(Famille::MedicoSocial)
}
