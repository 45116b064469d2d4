//! `professionals`: one row a person, with what is decided of the whole of their situations.

use aiguilleur_directory::view::{CodeView, Status};

use super::{Person, Table};
use crate::column::{
    Column,
    source::{NOMENCLATURE, RPPS, RULES},
};

pub(super) fn table() -> Table<Person> {
    Table {
        name: "professionals",
        about: "Un professionnel par ligne, en exercice ou non, dans l'ordre de `id_nat_pp` (clé).",
        columns: [IDENTITY, ANSWER].concat(),
    }
}

/// The status of a person or of a situation, as answers tell it.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Ended => "ended",
        Status::NoSituation => "no_situation",
    }
}

/// The codes of labelled codes.
pub(super) fn codes(views: &[CodeView]) -> impl Iterator<Item = &str> {
    views.iter().map(|view| view.code.as_str())
}

const IDENTITY: &[Column<Person>] = &[
    Column::text(
        "id_nat_pp",
        "Identification nationale PP : type de numéro, puis numéro.",
        RPPS,
        |row, cell| {
            cell.shown(row.professional().map(|person| person.id_nat_pp));
        },
    ),
    Column::text("rpps", "Numéro RPPS.", RPPS, |row, cell| {
        cell.shown(row.professional().and_then(|person| person.rpps));
    }),
    Column::text("adeli", "Numéro ADELI, pour qui n'a pas de RPPS.", RPPS, |row, cell| {
        cell.shown(row.professional().and_then(|person| person.adeli));
    }),
    Column::text("civilite", "Civilité d'exercice.", RPPS, |row, cell| {
        cell.shown(row.professional().and_then(|person| person.civilite));
    }),
    Column::text("family_name", "Nom d'exercice.", RPPS, |row, cell| {
        cell.text(row.professional().map(|person| person.family_name.as_str()));
    }),
    Column::text("given_name", "Prénom d'exercice.", RPPS, |row, cell| {
        cell.text(row.professional().map(|person| person.given_name.as_str()));
    }),
    Column::text("profession", "Code de la profession du premier exercice.", RPPS, |row, cell| {
        cell.shown(row.profession().map(|view| view.code));
    }),
    Column::text("profession_label", "Son libellé.", NOMENCLATURE, |row, cell| {
        cell.text(row.profession().and_then(|view| view.label));
    }),
    Column::list("savoir_faire", "Codes de ses savoir-faire (`SM44`…).", RPPS, |row, cell| {
        cell.list(row.professional().into_iter().flat_map(|person| codes(&person.savoir_faire)));
    }),
    Column::text("status", "`active`, `ended` ou `no_situation`.", RPPS, |row, cell| {
        cell.text(row.professional().map(|person| status(person.status)));
    }),
];

const ANSWER: &[Column<Person>] = &[
    Column::integer(
        "situations_count",
        "Situations connues : autant de lignes dans `situations`.",
        RPPS,
        |row, cell| {
            cell.count(Some(row.decided().decisions.len()));
        },
    ),
    Column::text(
        "recommendation",
        "`unique`, `ambiguous` (une personne doit choisir entre plusieurs décisions) ou `none`.",
        RULES,
        |row, cell| cell.text(Some(row.decided().recommendation.status.code())),
    ),
    Column::integer(
        "recommended",
        "`situation_index` de la décision à suivre, s'il y en a une.",
        RULES,
        |row, cell| {
            cell.count(row.decided().recommendation.decision);
        },
    ),
    Column::list("warnings", "Codes des alertes qui portent sur l'ensemble.", RULES, |row, cell| {
        cell.list(row.decided().warnings.iter().map(|warning| warning.code.code()));
    }),
    Column::integer("forms_count", "Formulaires à remplir.", RULES, |row, cell| {
        cell.count(usize::try_from(row.decided().forms_count).ok());
    }),
    Column::integer("certificate_sets", "Jeux de certificats à commander.", RULES, |row, cell| {
        cell.count(usize::try_from(row.decided().certificate_sets).ok());
    }),
];
