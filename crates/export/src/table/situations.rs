//! `situations`: one row a situation d'exercice, current or ended.

use aiguilleur_directory::view::{CodeView, SituationView, StructureView};
use aiguilleur_domain::{Code, entity::departement};

use super::{Practice, Table, professionals::status};
use crate::column::{
    Column,
    source::{HISTORY, NOMENCLATURE, RESTRICTED, RPPS, RPPS_FINESS},
};

pub(super) fn table() -> Table<Practice> {
    Table {
        name: "situations",
        about: "Une situation d'exercice par ligne, en cours ou terminée, dans l'ordre de `id_nat_pp` et de \
                `situation_index` (clé).",
        columns: [KEYS, ACTIVITY, DATES, STRUCTURE].concat(),
    }
}

impl Practice {
    pub(super) fn situation(&self) -> Option<&SituationView> {
        self.view().situation.as_ref()
    }

    pub(super) fn structure(&self) -> Option<&StructureView> {
        self.view().structure.as_ref()
    }

    fn code(&self, of: fn(&SituationView) -> Option<CodeView>) -> Option<Code> {
        self.situation().and_then(of).map(|view| view.code)
    }

    fn label(&self, of: fn(&SituationView) -> Option<CodeView>) -> Option<&'static str> {
        self.situation().and_then(of).and_then(|view| view.label)
    }
}

/// What situations and decisions are joined by.
pub(super) const KEYS: &[Column<Practice>] = &[
    Column::text("id_nat_pp", "Identification nationale PP du professionnel.", RPPS, |row, cell| {
        cell.shown(row.person.professional().map(|person| person.id_nat_pp));
    }),
    Column::text("rpps", "Son numéro RPPS.", RPPS, |row, cell| {
        cell.shown(row.person.professional().and_then(|person| person.rpps));
    }),
    Column::integer(
        "situation_index",
        "Rang de la situation dans la réponse, à partir de 0.",
        RPPS,
        |row, cell| {
            cell.count(Some(row.index));
        },
    ),
    Column::text("status", "`active` ou `ended`.", HISTORY, |row, cell| {
        cell.text(row.situation().map(|situation| status(situation.status)));
    }),
    Column::text(
        "technical_id",
        "Identifiant technique de la structure : mène à `structures`.",
        RPPS,
        |row, cell| {
            cell.text(row.structure().map(|structure| structure.technical_id.as_str()));
        },
    ),
    Column::text("id_nat_struct", "Identifiant national de la structure.", RPPS, |row, cell| {
        cell.shown(row.structure().and_then(|structure| structure.id_nat_struct));
    }),
    Column::text("departement", "Code du département de la structure.", RPPS_FINESS, |row, cell| {
        let address = row.structure().map(|structure| &structure.address);
        cell.shown(address.and_then(|address| departement(&address.commune, &address.postcode)));
    }),
    Column::text("secteur_activite", "Code du secteur d'activité (TRE_R02).", RPPS, |row, cell| {
        cell.shown(row.code(|situation| situation.secteur_activite));
    }),
    Column::text(
        "mode_exercice",
        "Code du mode d'exercice (TRE_R23) : `L`, `S` ou `B`.",
        RPPS,
        |row, cell| {
            cell.shown(row.code(|situation| situation.mode_exercice));
        },
    ),
    Column::text("profession", "Code de la profession exercée.", RPPS, |row, cell| {
        cell.shown(row.code(|situation| situation.profession));
    }),
];

const ACTIVITY: &[Column<Practice>] = &[
    Column::text("secteur_activite_label", "Libellé du secteur.", NOMENCLATURE, |row, cell| {
        cell.text(row.label(|situation| situation.secteur_activite));
    }),
    Column::text("profession_label", "Libellé de la profession.", NOMENCLATURE, |row, cell| {
        cell.text(row.label(|situation| situation.profession));
    }),
    Column::text("genre_activite", "Code du genre d'activité (TRE_R22).", RPPS, |row, cell| {
        cell.shown(row.code(|situation| situation.genre_activite));
    }),
    Column::text("role", "Code du rôle (TRE_R85).", RPPS, |row, cell| {
        cell.shown(row.code(|situation| situation.role));
    }),
    Column::text("section_pharmacien", "Section du tableau des pharmaciens (TRE_R06).", RPPS, |row, cell| {
        cell.shown(row.code(|situation| situation.section_pharmacien));
    }),
    Column::text("fonction", "Code de la fonction (TRE_R21 ou TRE_R85).", RESTRICTED, |row, cell| {
        cell.shown(row.code(|situation| situation.fonction));
    }),
    Column::text(
        "type_activite_liberale",
        "Code du type d'activité libérale (TRE_R24).",
        RESTRICTED,
        |row, cell| {
            cell.shown(row.code(|situation| situation.type_activite_liberale));
        },
    ),
];

const DATES: &[Column<Practice>] = &[
    Column::date("first_seen", "Premier jour où un fichier la portait.", HISTORY, |row, cell| {
        cell.date(row.situation().map(|situation| situation.first_seen));
    }),
    Column::date("last_seen", "Dernier jour où un fichier la portait.", HISTORY, |row, cell| {
        cell.date(row.situation().map(|situation| situation.last_seen));
    }),
    Column::date("began_on", "Date de début.", RESTRICTED, |row, cell| {
        cell.date(row.situation().and_then(|situation| situation.began_on));
    }),
    Column::date("ends_on", "Date de fin annoncée d'une situation en cours.", RESTRICTED, |row, cell| {
        cell.date(row.situation().and_then(|situation| situation.ends_on));
    }),
    Column::date("ended_on", "Date de fin d'une situation terminée.", HISTORY, |row, cell| {
        cell.date(row.situation().and_then(|situation| situation.ended_on));
    }),
    Column::text(
        "ended_source",
        "D'où la fin est connue : `absence` des fichiers, ou le fichier qui la dit.",
        HISTORY,
        |row, cell| cell.text(row.situation().and_then(|situation| situation.ended_source.as_deref())),
    ),
    Column::text("ended_reason", "Code du motif de fin (TRE_R25).", RESTRICTED, |row, cell| {
        cell.shown(row.code(|situation| situation.ended_reason));
    }),
];

const STRUCTURE: &[Column<Practice>] = &[
    Column::text("structure_name", "Nom de la structure.", RPPS_FINESS, |row, cell| {
        cell.text(row.structure().map(|structure| structure.name.as_str()));
    }),
    Column::text("city", "Sa commune, telle qu'écrite.", RPPS_FINESS, |row, cell| {
        cell.text(row.structure().map(|structure| structure.address.city.as_str()));
    }),
];
