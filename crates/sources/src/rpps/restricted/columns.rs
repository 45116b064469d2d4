//! The restricted tables that are read: which columns, and those that distinguish a table from the other fourteen.

use aiguilleur_domain::entity::SourceKind;

use crate::rpps::{
    columns::{Column, Dialect, Table, always, late, positions},
    normalise,
};

/// One of the tables that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    ExercPro,
    SavoirFaire,
    Activite,
    Structure,
    CoordStruct,
}

/// A table, by the name its file bears and by columns that no other table has.
struct Known {
    which: Which,
    name: &'static str,
    marks: &'static [&'static str],
    table: &'static Table,
}

static KNOWN: [Known; 5] = [
    Known {
        which: Which::Activite,
        name: "Activite",
        marks: &["Date de début activité", "Date de fin activité", "Code motif de fin d'activité"],
        table: &ACTIVITE,
    },
    Known {
        which: Which::Structure,
        name: "Structure",
        marks: &["Date d'ouverture structure", "Date de fermeture structure", "RPPS rang", "ADELI rang"],
        table: &STRUCTURE,
    },
    Known {
        which: Which::CoordStruct,
        name: "CoordStruct",
        marks: &["Code postal (coord. structure)", "Libellé commune (coord. structure)"],
        table: &COORD_STRUCT,
    },
    Known {
        which: Which::ExercPro,
        name: "ExercPro",
        marks: &["Date de fin exercice", "Date effet exercice", "Date de mise à jour exercice"],
        table: &EXERC_PRO,
    },
    Known {
        which: Which::SavoirFaire,
        name: "SavoirFaire",
        marks: &["Date reconnaissance savoir-faire", "Date abandon savoir-faire"],
        table: &SAVOIR_FAIRE,
    },
];

/// The table that a header is one of.
pub(crate) fn by_header(header: &str) -> Option<(Which, &'static Table)> {
    let names = Dialect::Quoted.names(header);
    let marked = |known: &&Known| known.marks.iter().any(|mark| names.contains(&normalise(mark)));
    KNOWN.iter().find(marked).map(|known| (known.which, known.table))
}

/// The table that a file is named after (`Extraction_RPPS_Profil1_Activite_202611200812.csv`), for a header
/// that tells nothing.
pub(crate) fn by_name(file: &str) -> Option<&'static Table> {
    let entry = file.rsplit(['›', '/', '\\']).next()?.trim_start();
    let table = entry.strip_prefix("Extraction_RPPS_Profil")?.split('_').nth(1)?;
    KNOWN.iter().find(|known| known.name == table).map(|known| known.table)
}

const fn restricted(columns: &'static [Column]) -> Table {
    Table { kind: SourceKind::RppsRestreint, dialect: Dialect::Quoted, columns }
}

/// The columns that begin every table of people: the same places as in the open tables.
macro_rules! of_people {
    ($($column:expr),* $(,)?) => {
        &[
            always("Type d'identifiant PP"),
            always("Identifiant PP"),
            always("Identification nationale PP"),
            always("Code profession"),
            always("Code catégorie professionnelle"),
            $($column),*
        ]
    };
}

static EXERC_PRO: Table = restricted(of_people![
    always("Code civilité d'exercice"),
    always("Nom d'exercice"),
    always("Prénom d'exercice"),
    always("Date de fin exercice"),
]);

pub(super) mod exerc_pro {
    super::positions! { _TYPE _ID _ID_NAT _PROFESSION _CATEGORIE CIVILITE NOM PRENOM FIN }
}

static SAVOIR_FAIRE: Table = restricted(of_people![
    always("Code type savoir-faire"),
    always("Code savoir-faire"),
    always("Date abandon savoir-faire"),
]);

pub(super) mod savoir_faire {
    super::positions! { _TYPE _ID _ID_NAT _PROFESSION _CATEGORIE _KIND _CODE ABANDON }
}

static ACTIVITE: Table = restricted(of_people![
    always("Identifiant de l'activité"),
    always("Identifiant technique de la structure"),
    always("Code fonction"),
    always("Code mode exercice"),
    always("Date de début activité"),
    always("Date de fin activité"),
    always("Code genre activité"),
    always("Code motif de fin d'activité"),
    late("Code section tableau pharmaciens"),
    late("Code type activité libérale"),
]);

pub(super) mod activite {
    super::positions! {
        _TYPE _ID _ID_NAT _PROFESSION _CATEGORIE
        NUMBER TECHNICAL_ID FONCTION MODE DEBUT FIN GENRE MOTIF SECTION TYPE_LIBERALE
    }
}

static STRUCTURE: Table = restricted(&[
    always("Identifiant technique de la structure"),
    always("Identification nationale de la structure"),
    always("Numéro SIRET"),
    always("Numéro FINESS Etablissement"),
    always("Numéro FINESS EJ"),
    always("RPPS rang"),
    always("ADELI rang"),
    always("Date d'ouverture structure"),
    always("Date de fermeture structure"),
    always("Code catégorie juridique"),
    always("Code secteur d'activité"),
    always("Raison sociale"),
    always("Enseigne commerciale"),
]);

pub(super) mod structure {
    super::positions! {
        TECHNICAL_ID ID_NAT_STRUCT SIRET FINESS_EG FINESS_EJ RPPS_RANG ADELI_RANG
        OUVERTURE FERMETURE CATEGORIE_JURIDIQUE SECTEUR RAISON_SOCIALE ENSEIGNE
    }
}

static COORD_STRUCT: Table = restricted(&[
    always("Identifiant technique de la structure"),
    always("Complément destinataire (coord. structure)"),
    always("Numéro Voie (coord. structure)"),
    always("Indice répétition voie (coord. structure)"),
    always("Code type de voie (coord. structure)"),
    always("Libellé type de voie (coord. structure)"),
    always("Libellé Voie (coord. structure)"),
    always("Bureau cedex (coord. structure)"),
    always("Code postal (coord. structure)"),
    always("Code commune (coord. structure)"),
    always("Libellé commune (coord. structure)"),
    late("Date de fin (coord. structure)"),
]);

pub(super) mod coord_struct {
    super::positions! {
        TECHNICAL_ID COMPLEMENT_DESTINATAIRE NUMERO_VOIE INDICE_VOIE CODE_TYPE_VOIE TYPE_VOIE VOIE
        BUREAU_CEDEX CODE_POSTAL COMMUNE LIBELLE_COMMUNE FIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_the_tables() {
        for (table, last, name) in [
            (&EXERC_PRO, exerc_pro::FIN, "Date de fin exercice"),
            (&SAVOIR_FAIRE, savoir_faire::ABANDON, "Date abandon savoir-faire"),
            (&ACTIVITE, activite::TYPE_LIBERALE, "Code type activité libérale"),
            (&STRUCTURE, structure::ENSEIGNE, "Enseigne commerciale"),
            (&COORD_STRUCT, coord_struct::FIN, "Date de fin (coord. structure)"),
        ] {
            assert_eq!(table.columns[last].name, name);
            assert_eq!(table.columns.len(), last + 1);
        }
    }

    #[test]
    fn a_file_is_named_after_its_table() {
        let of = |file: &str| by_name(file).is_some();
        assert!(of("x.zip › Extraction_RPPS_Profil4_Activite_202310250948.csv"));
        assert!(of("x.zip › dossier/Extraction_RPPS_Profil1_Structure_202310250948.csv"));
        assert!(!of("Extraction_RPPS_Profil1_CoordAct_202310250948.csv"));
        assert!(!of("Activite.csv"));
    }
}
