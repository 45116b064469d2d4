//! `decisions`: one row a situation, with the decision that `GET /v1/professionals/{id}/decisions` gives of it.

use aiguilleur_resolver::{Couloir, Decision, Identifier, Level, Orderer, Prerequisite, Proposal, Severity};

use super::{Practice, Table, situations::KEYS, structures::scm_code};
use crate::column::{Cell, Column, source::RULES};

pub(super) fn table() -> Table<Practice> {
    Table {
        name: "decisions",
        about: "La décision de chaque situation, avec les réglages par défaut (usage `dmp`, aucun couloir imposé) et au \
                jour de `_manifest.json` ; mêmes lignes, même ordre et même clé que `situations`. Une ligne dit ce que \
                répond `GET /v1/professionals/{id}/decisions`.",
        columns: [KEYS, VERDICT, IDENTIFIERS, PROPOSALS, NEEDS, GROUNDS, WHOLE].concat(),
    }
}

fn decision(row: &Practice) -> &Decision {
    &row.view().decision
}

const VERDICT: &[Column<Practice>] = &[
    Column::text("couloir", "Couloir dont les règles ont été lues.", RULES, |row, cell| {
        cell.text(decision(row).couloir().map(Couloir::code));
    }),
    Column::text(
        "outcome",
        "Ce qu'il faut faire : `order`, `order_by_structure`, `not_required`, `card_sufficient`, \
             `choice_required`, `blocked` ou `not_covered`.",
        RULES,
        |row, cell| cell.text(Some(decision(row).outcome().code())),
    ),
    Column::text("orderer", "Qui commande (`cabinet_titulaire`, `etablissement`…).", RULES, |row, cell| {
        cell.text(decision(row).orderer().map(Orderer::code));
    }),
    Column::flag(
        "recommended",
        "Vrai pour la décision à suivre, quand il n'y en a qu'une.",
        RULES,
        |row, cell| {
            cell.flag(Some(row.person.decided().recommendation.decision == Some(row.index)));
        },
    ),
];

fn kind(identifier: Option<&Identifier>, cell: &mut Cell<'_>) {
    cell.text(identifier.map(|identifier| identifier.kind.code()));
}

fn value(identifier: Option<&Identifier>, cell: &mut Cell<'_>) {
    cell.text(identifier.and_then(|identifier| identifier.value.as_deref()));
}

fn national(identifier: Option<&Identifier>, cell: &mut Cell<'_>) {
    cell.text(identifier.and_then(|identifier| identifier.id_nat_struct.as_deref()));
}

fn hint(row: &Practice) -> Option<&Identifier> {
    decision(row).hint().map(|hint| &hint.identifier)
}

const IDENTIFIERS: &[Column<Practice>] = &[
    Column::text(
        "identifier_kind",
        "Sur quoi commander : `rpps_rang`, `siret`, `finess_geographique` ou `finess_juridique`.",
        RULES,
        |row, cell| kind(decision(row).identifier(), cell),
    ),
    Column::text("identifier", "Le numéro sur lequel commander, s'il est connu.", RULES, |row, cell| {
        value(decision(row).identifier(), cell);
    }),
    Column::text(
        "identifier_id_nat_struct",
        "Le même, derrière son type de numéro.",
        RULES,
        |row, cell| {
            national(decision(row).identifier(), cell);
        },
    ),
    Column::text(
        "fallback_kind",
        "Genre du numéro qui servirait, quand rien n'est à commander.",
        RULES,
        |row, cell| {
            kind(decision(row).fallback_identifier(), cell);
        },
    ),
    Column::text("fallback", "Ce numéro.", RULES, |row, cell| {
        value(decision(row).fallback_identifier(), cell);
    }),
    Column::text("fallback_id_nat_struct", "Le même, derrière son type de numéro.", RULES, |row, cell| {
        national(decision(row).fallback_identifier(), cell);
    }),
    Column::text(
        "hint_kind",
        "Genre du numéro que porte l'annuaire, quand aucune règle n'existe.",
        RULES,
        |row, cell| {
            kind(hint(row), cell);
        },
    ),
    Column::text("hint", "Ce numéro : une piste, jamais une consigne.", RULES, |row, cell| {
        value(hint(row), cell);
    }),
    Column::text("hint_id_nat_struct", "Le même, derrière son type de numéro.", RULES, |row, cell| {
        national(hint(row), cell);
    }),
];

fn values(proposals: &[Proposal]) -> impl Iterator<Item = &str> {
    proposals.iter().filter_map(Proposal::value)
}

const PROPOSALS: &[Column<Practice>] = &[
    Column::list("alternatives", "Autres numéros que les documents admettent.", RULES, |row, cell| {
        cell.list(values(decision(row).alternatives()));
    }),
    Column::list("options", "Numéros entre lesquels une personne doit choisir.", RULES, |row, cell| {
        cell.list(values(decision(row).options()));
    }),
    Column::integer(
        "options_count",
        "Nombre d'options, celles dont le numéro est inconnu comprises.",
        RULES,
        |row, cell| {
            cell.count(Some(decision(row).options().len()));
        },
    ),
    Column::list(
        "products",
        "Certificats à commander : offre et usage (`ORG AUTH_CLI`).",
        RULES,
        |row, cell| {
            let names: Vec<String> = decision(row)
                .products()
                .iter()
                .map(|product| format!("{} {}", product.offer, product.usage))
                .collect();
            cell.list(names.iter().map(String::as_str));
        },
    ),
];

const NEEDS: &[Column<Practice>] = &[
    Column::flag(
        "contract_required",
        "Vrai s'il faut un contrat avec l'ANS ; vide si rien ne le dit.",
        RULES,
        |row, cell| {
            cell.flag(decision(row).contract().and_then(|contract| contract.required));
        },
    ),
    Column::text(
        "contract_level",
        "Niveau du contrat (`finess_juridique`…), s'il est dit.",
        RULES,
        |row, cell| {
            cell.text(decision(row).contract().and_then(|contract| contract.level).map(Level::code));
        },
    ),
    Column::list(
        "prerequisites_unknown",
        "Ce qu'il faut et dont l'annuaire ne sait rien.",
        RULES,
        |row, cell| {
            cell.list(decision(row).needs().unknown.iter().map(|needed| Prerequisite::code(*needed)));
        },
    ),
];

const GROUNDS: &[Column<Practice>] = &[
    Column::text(
        "rule",
        "Règle qui a décidé (`R-RAD-CAB`), avec ses passages sous `/regles`.",
        RULES,
        |row, cell| {
            cell.text(Some(decision(row).rule().rule.id));
        },
    ),
    Column::text(
        "confidence",
        "`high` (écrite), `medium` (déduite) ou `low` (par analogie).",
        RULES,
        |row, cell| {
            cell.text(Some(decision(row).rule().rule.confidence.code()));
        },
    ),
    Column::list("completed_by", "Règles qui la complètent.", RULES, |row, cell| {
        cell.list(decision(row).rule().completed_by.iter().map(|rule| rule.id));
    }),
    Column::text(
        "scm",
        "À quoi l'on sait que la structure est une SCM : `sirene`, `finess` ou `name`.",
        RULES,
        |row, cell| {
            cell.text(decision(row).scm().map(|scm| scm_code(scm.evidence)));
        },
    ),
    Column::list("warnings", "Codes des alertes de cette décision.", RULES, |row, cell| {
        cell.list(decision(row).warnings().iter().map(|warning| warning.code.code()));
    }),
    Column::text(
        "severity",
        "La plus grave de ces alertes : `info`, `warning` ou `error`.",
        RULES,
        |row, cell| {
            let worst = decision(row).warnings().iter().map(|warning| warning.severity).max();
            cell.text(worst.map(Severity::code));
        },
    ),
];

const WHOLE: &[Column<Practice>] = &[
    Column::text("recommendation", "Comme dans `professionals`.", RULES, |row, cell| {
        cell.text(Some(row.person.decided().recommendation.status.code()));
    }),
    Column::list(
        "professional_warnings",
        "Codes des alertes qui portent sur l'ensemble.",
        RULES,
        |row, cell| {
            cell.list(row.person.decided().warnings.iter().map(|warning| warning.code.code()));
        },
    ),
];
