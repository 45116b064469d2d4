//! The code tables of index/nomenclature; do not edit, run `cargo xtask generate`.

mod autorite_enregistrement;
mod autre_profession;
mod categorie_etablissement;
mod categorie_juridique;
mod categorie_professionnelle;
mod civilite;
mod departement;
mod etat_objet;
mod fonction;
mod fonction_publique;
mod genre_activite;
mod mode_exercice;
mod motif_fin_activite;
mod profession_sante;
mod profession_sociale;
mod role_prise_charge;
mod savoir_faire;
mod secteur_activite;
mod section_pharmacien;
mod sous_section_pharmacien;
mod sph;
mod statut_juridique;
mod type_activite_liberale;
mod type_fermeture;
mod type_identifiant_personne;
mod type_identifiant_structure;
mod type_savoir_faire;
mod usager_titre;

use crate::entry::Entry;

/// A code table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// autorité d'enregistrement (TRE_R60, 20260629).
    AutoriteEnregistrement,
    /// autre profession (TRE_R291, IG-NOS 2023).
    AutreProfession,
    /// catégorie d'un établissement FINESS (TRE_R66, cs1500106 20250526 et TRE_R66 20260505).
    CategorieEtablissement,
    /// catégorie juridique INSEE (INSEE cj niveau III, table de 260 codes, 2026).
    CategorieJuridique,
    /// catégorie professionnelle (TRE_R09, IG-NOS 2023).
    CategorieProfessionnelle,
    /// civilité, civilité d'exercice (TRE_R11/R81, codes observés dans l'extraction RPPS).
    Civilite,
    /// département ou collectivité (INSEE COG, 2026).
    Departement,
    /// état d'un objet FINESS après un évènement (TRE_R365, 20241230).
    EtatObjet,
    /// fonction d'une activité (TRE_R21, FSH 20260223).
    Fonction,
    /// fonction publique (TRE_R361, 20260330).
    FonctionPublique,
    /// genre d'activité (TRE_R22, FSH 20240329).
    GenreActivite,
    /// mode d'exercice (TRE_R23, IG-NOS 2023).
    ModeExercice,
    /// motif de fin d'activité (TRE_R25, 20231215).
    MotifFinActivite,
    /// profession de santé (TRE_G15, FSH 20250328).
    ProfessionSante,
    /// profession du social (TRE_R94, IG-NOS 2023).
    ProfessionSociale,
    /// rôle dans la prise en charge (TRE_R85, IG-NOS 2023).
    RolePriseCharge,
    /// spécialité ordinale (TRE_R38, JDV_J210 20260730 (ANS)).
    SavoirFaire,
    /// secteur d'activité d'une structure (TRE_R02, SMT 20250523).
    SecteurActivite,
    /// section du tableau des pharmaciens (TRE_R06, IG-NOS 2023).
    SectionPharmacien,
    /// sous-section du tableau des pharmaciens (TRE_G05, IG-NOS 2023).
    SousSectionPharmacien,
    /// participation au service public hospitalier, ESPIC (FINESS codesph, libellés observés en 2021).
    Sph,
    /// statut juridique d'une entité juridique FINESS (TRE_R72, cs1500107 20250526 et IG-NOS 2023).
    StatutJuridique,
    /// type d'activité libérale (TRE_R24, IG-NOS 2023).
    TypeActiviteLiberale,
    /// type de fermeture du flux XML (FINESS cs1500108, XSD, libellés déduits).
    TypeFermeture,
    /// type d'identifiant de personne (TRE_G08, IG-NOS 2023).
    TypeIdentifiantPersonne,
    /// type d'identifiant de structure (TRE_G07, IG-NOS 2023).
    TypeIdentifiantStructure,
    /// type de savoir-faire (TRE_R04, codes observés dans l'extraction RPPS).
    TypeSavoirFaire,
    /// usager de titre (TRE_R95, IG-NOS 2023).
    UsagerTitre,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 28] = [
        Self::AutoriteEnregistrement,
        Self::AutreProfession,
        Self::CategorieEtablissement,
        Self::CategorieJuridique,
        Self::CategorieProfessionnelle,
        Self::Civilite,
        Self::Departement,
        Self::EtatObjet,
        Self::Fonction,
        Self::FonctionPublique,
        Self::GenreActivite,
        Self::ModeExercice,
        Self::MotifFinActivite,
        Self::ProfessionSante,
        Self::ProfessionSociale,
        Self::RolePriseCharge,
        Self::SavoirFaire,
        Self::SecteurActivite,
        Self::SectionPharmacien,
        Self::SousSectionPharmacien,
        Self::Sph,
        Self::StatutJuridique,
        Self::TypeActiviteLiberale,
        Self::TypeFermeture,
        Self::TypeIdentifiantPersonne,
        Self::TypeIdentifiantStructure,
        Self::TypeSavoirFaire,
        Self::UsagerTitre,
    ];

    /// The entries, sorted by code.
    pub const fn entries(self) -> &'static [Entry] {
        match self {
            Self::AutoriteEnregistrement => autorite_enregistrement::ENTRIES,
            Self::AutreProfession => autre_profession::ENTRIES,
            Self::CategorieEtablissement => categorie_etablissement::ENTRIES,
            Self::CategorieJuridique => categorie_juridique::ENTRIES,
            Self::CategorieProfessionnelle => categorie_professionnelle::ENTRIES,
            Self::Civilite => civilite::ENTRIES,
            Self::Departement => departement::ENTRIES,
            Self::EtatObjet => etat_objet::ENTRIES,
            Self::Fonction => fonction::ENTRIES,
            Self::FonctionPublique => fonction_publique::ENTRIES,
            Self::GenreActivite => genre_activite::ENTRIES,
            Self::ModeExercice => mode_exercice::ENTRIES,
            Self::MotifFinActivite => motif_fin_activite::ENTRIES,
            Self::ProfessionSante => profession_sante::ENTRIES,
            Self::ProfessionSociale => profession_sociale::ENTRIES,
            Self::RolePriseCharge => role_prise_charge::ENTRIES,
            Self::SavoirFaire => savoir_faire::ENTRIES,
            Self::SecteurActivite => secteur_activite::ENTRIES,
            Self::SectionPharmacien => section_pharmacien::ENTRIES,
            Self::SousSectionPharmacien => sous_section_pharmacien::ENTRIES,
            Self::Sph => sph::ENTRIES,
            Self::StatutJuridique => statut_juridique::ENTRIES,
            Self::TypeActiviteLiberale => type_activite_liberale::ENTRIES,
            Self::TypeFermeture => type_fermeture::ENTRIES,
            Self::TypeIdentifiantPersonne => type_identifiant_personne::ENTRIES,
            Self::TypeIdentifiantStructure => type_identifiant_structure::ENTRIES,
            Self::TypeSavoirFaire => type_savoir_faire::ENTRIES,
            Self::UsagerTitre => usager_titre::ENTRIES,
        }
    }

    /// The names of the attributes that entries carry, in order.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::AutoriteEnregistrement => autorite_enregistrement::COLUMNS,
            Self::AutreProfession => autre_profession::COLUMNS,
            Self::CategorieEtablissement => categorie_etablissement::COLUMNS,
            Self::CategorieJuridique => categorie_juridique::COLUMNS,
            Self::CategorieProfessionnelle => categorie_professionnelle::COLUMNS,
            Self::Civilite => civilite::COLUMNS,
            Self::Departement => departement::COLUMNS,
            Self::EtatObjet => etat_objet::COLUMNS,
            Self::Fonction => fonction::COLUMNS,
            Self::FonctionPublique => fonction_publique::COLUMNS,
            Self::GenreActivite => genre_activite::COLUMNS,
            Self::ModeExercice => mode_exercice::COLUMNS,
            Self::MotifFinActivite => motif_fin_activite::COLUMNS,
            Self::ProfessionSante => profession_sante::COLUMNS,
            Self::ProfessionSociale => profession_sociale::COLUMNS,
            Self::RolePriseCharge => role_prise_charge::COLUMNS,
            Self::SavoirFaire => savoir_faire::COLUMNS,
            Self::SecteurActivite => secteur_activite::COLUMNS,
            Self::SectionPharmacien => section_pharmacien::COLUMNS,
            Self::SousSectionPharmacien => sous_section_pharmacien::COLUMNS,
            Self::Sph => sph::COLUMNS,
            Self::StatutJuridique => statut_juridique::COLUMNS,
            Self::TypeActiviteLiberale => type_activite_liberale::COLUMNS,
            Self::TypeFermeture => type_fermeture::COLUMNS,
            Self::TypeIdentifiantPersonne => type_identifiant_personne::COLUMNS,
            Self::TypeIdentifiantStructure => type_identifiant_structure::COLUMNS,
            Self::TypeSavoirFaire => type_savoir_faire::COLUMNS,
            Self::UsagerTitre => usager_titre::COLUMNS,
        }
    }

    /// The publisher's name of the table.
    pub const fn reference(self) -> &'static str {
        match self {
            Self::AutoriteEnregistrement => "TRE_R60",
            Self::AutreProfession => "TRE_R291",
            Self::CategorieEtablissement => "TRE_R66",
            Self::CategorieJuridique => "INSEE cj niveau III",
            Self::CategorieProfessionnelle => "TRE_R09",
            Self::Civilite => "TRE_R11/R81",
            Self::Departement => "INSEE COG",
            Self::EtatObjet => "TRE_R365",
            Self::Fonction => "TRE_R21",
            Self::FonctionPublique => "TRE_R361",
            Self::GenreActivite => "TRE_R22",
            Self::ModeExercice => "TRE_R23",
            Self::MotifFinActivite => "TRE_R25",
            Self::ProfessionSante => "TRE_G15",
            Self::ProfessionSociale => "TRE_R94",
            Self::RolePriseCharge => "TRE_R85",
            Self::SavoirFaire => "TRE_R38",
            Self::SecteurActivite => "TRE_R02",
            Self::SectionPharmacien => "TRE_R06",
            Self::SousSectionPharmacien => "TRE_G05",
            Self::Sph => "FINESS codesph",
            Self::StatutJuridique => "TRE_R72",
            Self::TypeActiviteLiberale => "TRE_R24",
            Self::TypeFermeture => "FINESS cs1500108",
            Self::TypeIdentifiantPersonne => "TRE_G08",
            Self::TypeIdentifiantStructure => "TRE_G07",
            Self::TypeSavoirFaire => "TRE_R04",
            Self::UsagerTitre => "TRE_R95",
        }
    }

    /// What the table's codes are, in French, for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AutoriteEnregistrement => "autorité d'enregistrement",
            Self::AutreProfession => "autre profession",
            Self::CategorieEtablissement => "catégorie d'un établissement FINESS",
            Self::CategorieJuridique => "catégorie juridique INSEE",
            Self::CategorieProfessionnelle => "catégorie professionnelle",
            Self::Civilite => "civilité, civilité d'exercice",
            Self::Departement => "département ou collectivité",
            Self::EtatObjet => "état d'un objet FINESS après un évènement",
            Self::Fonction => "fonction d'une activité",
            Self::FonctionPublique => "fonction publique",
            Self::GenreActivite => "genre d'activité",
            Self::ModeExercice => "mode d'exercice",
            Self::MotifFinActivite => "motif de fin d'activité",
            Self::ProfessionSante => "profession de santé",
            Self::ProfessionSociale => "profession du social",
            Self::RolePriseCharge => "rôle dans la prise en charge",
            Self::SavoirFaire => "spécialité ordinale",
            Self::SecteurActivite => "secteur d'activité d'une structure",
            Self::SectionPharmacien => "section du tableau des pharmaciens",
            Self::SousSectionPharmacien => "sous-section du tableau des pharmaciens",
            Self::Sph => "participation au service public hospitalier, ESPIC",
            Self::StatutJuridique => "statut juridique d'une entité juridique FINESS",
            Self::TypeActiviteLiberale => "type d'activité libérale",
            Self::TypeFermeture => "type de fermeture du flux XML",
            Self::TypeIdentifiantPersonne => "type d'identifiant de personne",
            Self::TypeIdentifiantStructure => "type d'identifiant de structure",
            Self::TypeSavoirFaire => "type de savoir-faire",
            Self::UsagerTitre => "usager de titre",
        }
    }
}
