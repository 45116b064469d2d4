//! The addresses of identifier and code systems, of both versions of the ANS's API.

use aiguilleur_nomenclature::{Table, entry};

use crate::Kind;

macro_rules! nos {
    ($number:literal, $name:literal) => {
        concat!("https://mos.esante.gouv.fr/NOS/TRE_", $number, "-", $name, "/FHIR/TRE-", $number, "-", $name)
    };
}

/// idNat PP.
pub(crate) const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
/// idNatStruct.
pub(crate) const IDNST: &str = "urn:oid:1.2.250.1.71.4.2.2";
/// RPPS numbers, and the numbers of situations d'exercice.
pub(crate) const RPPS: &str = "https://rpps.esante.gouv.fr";
/// ADELI numbers: of version 1 only, version 2 knows none.
pub(crate) const ADELI: &str = "http://adeli.fr";
/// FINESS numbers of both levels.
pub(crate) const FINESS: &str = "https://finess.esante.gouv.fr";
/// SIREN and SIRET.
pub(crate) const SIRENE: &str = "https://sirene.fr";
/// RPPS-rang.
pub(crate) const RPPS_RANG: &str = "https://rppsrang.esante.gouv.fr";
/// Types of identifiers.
pub(crate) const TYPES: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
/// Sites and legal persons.
pub(crate) const ORGANIZATION_TYPES: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307";
/// INSEE codes of communes.
pub(crate) const COMMUNES: &str = "https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune";
/// Kinds of e-mail addresses.
pub(crate) const ADDRESSES: &str = nos!("R256", "TypeMessagerie");
/// Kinds of mailboxes.
pub(crate) const MAILBOXES: &str = nos!("R257", "TypeBAL");
/// Kinds of cards.
pub(crate) const CARDS: &str = nos!("R87", "TypeCarte");

/// A system as version 2 writes it, whichever version the caller knows.
pub(crate) fn today(kind: Kind, system: &str) -> &str {
    match (kind, system.trim_end_matches('/')) {
        (Kind::Organization, "https://rpps.esante.gouv.fr" | "http://rppsrang.fr") => RPPS_RANG,
        (_, "http://rpps.fr" | "https://rpps.fr") => RPPS,
        (_, "http://finess.sante.gouv.fr" | "https://finess.sante.gouv.fr") => FINESS,
        (_, "http://sirene.fr") => SIRENE,
        (_, "http://adeli.fr" | "https://adeli.fr" | "https://adeli.esante.gouv.fr") => ADELI,
        (
            _,
            "http://interopsante.org/CodeSystem/v2-0203" | "http://interopsante.org/CodeSystem/fr-v2-0203",
        ) => TYPES,
        (_, system) => system,
    }
}

/// A type of identifiers as version 2 writes it: version 1 used the codes of TRE_G07 and TRE_G08.
pub(crate) fn type_today(kind: Kind, code: &str) -> &str {
    match (kind, code) {
        (Kind::Organization, "INTRN" | "4") => "RPPSRG",
        (Kind::Organization, "1") => "FINEG",
        (Kind::Organization, "2") => "SIREN",
        (Kind::Organization, "3") => "SIRET",
        (Kind::Organization, "40") => "IDNST",
        (Kind::Practitioner, "8") => "RPPS",
        (Kind::Practitioner, "0") => "ADELI",
        (_, code) => code,
    }
}

/// The system of a code of a table; `None` for a table that the ANS publishes as several, or for a code that it does
/// not hold.
pub(crate) fn of(table: Table, code: &str) -> Option<&'static str> {
    let system = match table {
        Table::AutreProfession => nos!("R291", "AutreProfession"),
        Table::CategorieEtablissement => nos!("R66", "CategorieEtablissement"),
        Table::CategorieProfessionnelle => nos!("R09", "CategorieProfessionnelle"),
        Table::Fonction => nos!("R21", "Fonction"),
        Table::GenreActivite => nos!("R22", "GenreActivite"),
        Table::ModeExercice => nos!("R23", "ModeExercice"),
        Table::ProfessionSante => nos!("G15", "ProfessionSante"),
        Table::ProfessionSociale => nos!("R94", "ProfessionSocial"),
        Table::RolePriseCharge => nos!("R85", "RolePriseCharge"),
        Table::SavoirFaire => nos!("R38", "SpecialiteOrdinale"),
        Table::SecteurActivite => nos!("R02", "SecteurActivite"),
        Table::SectionPharmacien => nos!("R06", "SectionTableauCNOP"),
        Table::StatutJuridique => nos!("R72", "FinessStatutJuridique"),
        Table::TypeActiviteLiberale => nos!("R24", "TypeActiviteLiberale"),
        Table::UsagerTitre => nos!("R95", "UsagerTitre"),
        _ => return None,
    };
    entry(table, code).map(|_| system)
}
