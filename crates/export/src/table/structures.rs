//! `structures`: one row a structure that the RPPS, FINESS or SIRENE describes.

use aiguilleur_directory::{KnownStructure, Practice, view::StructureView};
use aiguilleur_domain::{IdNatStruct, Siret, entity::departement};
use aiguilleur_resolver::ScmEvidence;

use super::Table;
use crate::column::{
    Column,
    source::{FINESS, FINESS_RESTRICTED, NOMENCLATURE, RESTRICTED, RPPS, RPPS_FINESS, RULES, SIRENE},
};

/// What a structure's row is made of.
pub(crate) struct Placed {
    pub(crate) known: KnownStructure,
    pub(crate) view: StructureView,
    pub(crate) scm: Option<ScmEvidence>,
}

pub(super) fn table() -> Table<Placed> {
    Table {
        name: "structures",
        about: "Une structure par ligne : celles du RPPS (`technical_id` est leur clé), puis les sites, les entités \
                juridiques et les unités légales que seuls FINESS ou SIRENE décrivent. Plusieurs peuvent partager un \
                SIRET.",
        columns: [NUMBERS, NATURE, LIFE, ADDRESS].concat(),
    }
}

impl Placed {
    /// What the row describes: by which kind of number it is known.
    fn kind(&self) -> Option<&'static str> {
        match self.known.id_nat_struct {
            Some(IdNatStruct::Finess(_)) if self.known.finess_eg.is_some() => Some("finess_geographique"),
            Some(IdNatStruct::Finess(_)) => Some("finess_juridique"),
            Some(IdNatStruct::Siret(_)) => Some("siret"),
            Some(IdNatStruct::Siren(_)) => Some("siren"),
            Some(IdNatStruct::RppsRang(_)) => Some("rpps_rang"),
            Some(IdNatStruct::AdeliRang(_)) => Some("adeli_rang"),
            None if self.known.unit.is_some() && !self.known.in_rpps() => Some("siren"),
            None => None,
        }
    }

    fn siren(&self) -> Option<aiguilleur_domain::Siren> {
        self.known.siret.map(Siret::siren).or(self.known.unit.as_ref().map(|unit| unit.siren))
    }
}

const NUMBERS: &[Column<Placed>] = &[
    Column::text("technical_id", "Identifiant technique de la structure.", RPPS, |row, cell| {
        cell.text(Some(&row.known.technical_id));
    }),
    Column::text(
        "id_nat_struct",
        "Identifiant national : type de numéro, puis numéro.",
        RPPS_FINESS,
        |row, cell| {
            cell.shown(row.known.id_nat_struct);
        },
    ),
    Column::text(
        "kind",
        "Le numéro qui la désigne : `rpps_rang`, `siret`, `finess_geographique`, `finess_juridique`, \
             `adeli_rang` ou `siren`.",
        RPPS_FINESS,
        |row, cell| cell.text(row.kind()),
    ),
    Column::text("finess_geographique", "FINESS géographique.", RPPS_FINESS, |row, cell| {
        cell.shown(row.known.finess_eg);
    }),
    Column::text("finess_juridique", "FINESS juridique.", FINESS, |row, cell| {
        cell.shown(row.known.finess_ej);
    }),
    Column::text("siret", "SIRET.", RPPS_FINESS, |row, cell| cell.shown(row.known.siret)),
    Column::text(
        "siren",
        "SIREN : celui du SIRET, sinon celui de l'unité légale.",
        RPPS_FINESS,
        |row, cell| {
            cell.shown(row.siren());
        },
    ),
    Column::text("rpps_rang", "RPPS-rang.", RPPS, |row, cell| cell.shown(row.known.rpps_rang())),
    Column::text("adeli_rang", "ADELI-rang.", RPPS, |row, cell| cell.shown(row.known.adeli_rang())),
];

const NATURE: &[Column<Placed>] = &[
    Column::text(
        "name",
        "Enseigne, sinon raison sociale, sinon nom dans FINESS.",
        RPPS_FINESS,
        |row, cell| {
            cell.text(Some(row.known.name()));
        },
    ),
    Column::text("legal_entity_name", "Nom de l'entité juridique.", FINESS, |row, cell| {
        cell.text(row.view.legal_entity_name.as_deref());
    }),
    Column::text("secteur_activite", "Code du secteur d'activité (TRE_R02).", RPPS, |row, cell| {
        cell.shown(row.known.secteur_activite);
    }),
    Column::text("categorie", "Code de la catégorie d'établissement (TRE_R66).", FINESS, |row, cell| {
        cell.shown(row.view.categorie.map(|view| view.code));
    }),
    Column::text("categorie_label", "Son libellé.", NOMENCLATURE, |row, cell| {
        cell.text(row.view.categorie.and_then(|view| view.label));
    }),
    Column::text(
        "statut_juridique",
        "Code du statut juridique (TRE_R72).",
        FINESS_RESTRICTED,
        |row, cell| {
            cell.shown(row.view.statut_juridique.map(|view| view.code));
        },
    ),
    Column::text(
        "categorie_juridique",
        "Catégorie juridique de l'INSEE (`6589` : SCM).",
        SIRENE,
        |row, cell| {
            cell.shown(row.known.unit.as_ref().and_then(|unit| unit.categorie_juridique));
        },
    ),
    Column::text(
        "scm",
        "À quoi l'on sait que c'est une société civile de moyens, sur le SIRET de laquelle rien ne se commande : \
             `sirene`, `finess` ou `name` (indice faible) ; vide sinon.",
        RULES,
        |row, cell| cell.text(row.scm.map(scm_code)),
    ),
    Column::list(
        "groups",
        "Numéros des groupements (GHT) de son entité juridique.",
        FINESS,
        |row, cell| {
            cell.list(row.view.groups.iter().map(|group| group.id.as_str()));
        },
    ),
];

/// How an SCM is known, as answers tell it.
pub(super) const fn scm_code(evidence: ScmEvidence) -> &'static str {
    match evidence {
        ScmEvidence::Sirene => "sirene",
        ScmEvidence::Finess => "finess",
        ScmEvidence::Name => "name",
    }
}

const LIFE: &[Column<Placed>] = &[
    Column::text(
        "state",
        "`open`, `closed`, ou `not_stated` si aucune source ne le dit.",
        FINESS_RESTRICTED,
        |row, cell| {
            cell.text(Some(row.view.state.code()));
        },
    ),
    Column::date("opened_on", "Date d'ouverture.", FINESS_RESTRICTED, |row, cell| {
        cell.date(row.view.opened_on);
    }),
    Column::date("closed_on", "Date de fermeture, si elle est connue.", FINESS_RESTRICTED, |row, cell| {
        cell.date(row.view.closed_on);
    }),
    Column::text("successor", "Numéro FINESS de qui l'a reprise par cession.", FINESS, |row, cell| {
        cell.text(row.view.successor.as_ref().map(|successor| successor.finess.as_str()));
    }),
    Column::text(
        "legal_unit_state",
        "État de l'unité légale : `A` active, `C` cessée.",
        SIRENE,
        |row, cell| {
            cell.shown(row.known.unit.as_ref().and_then(|unit| unit.etat));
        },
    ),
    Column::flag(
        "practice_ended",
        "Vrai si plus personne n'y exerce, d'après le RPPS.",
        RPPS,
        |row, cell| {
            cell.flag(row.known.in_rpps().then_some(row.known.practice == Practice::Ended));
        },
    ),
    Column::flag(
        "rpps_rang_stated",
        "Vrai si seul l'accès restreint donne le RPPS-rang.",
        RESTRICTED,
        |row, cell| {
            let by_rang = matches!(row.known.id_nat_struct, Some(IdNatStruct::RppsRang(_)));
            cell.flag(row.known.rpps_rang().map(|_| !by_rang));
        },
    ),
];

const ADDRESS: &[Column<Placed>] = &[
    Column::text("street", "Numéro et voie.", RPPS_FINESS, |row, cell| {
        cell.text(Some(&row.view.address.street));
    }),
    Column::text("postcode", "Code postal.", RPPS_FINESS, |row, cell| {
        cell.text(Some(&row.view.address.postcode));
    }),
    Column::text("city", "Commune ou bureau distributeur, tel qu'écrit.", RPPS_FINESS, |row, cell| {
        cell.text(Some(&row.view.address.city));
    }),
    Column::text("commune", "Code INSEE de la commune.", RPPS_FINESS, |row, cell| {
        cell.text(Some(&row.view.address.commune));
    }),
    Column::text("departement", "Code du département.", RPPS_FINESS, |row, cell| {
        cell.shown(departement(&row.view.address.commune, &row.view.address.postcode));
    }),
];
