//! `changes`: one row a change, over the generations on disk.

use std::marker::PhantomData;

use aiguilleur_directory::changes::{Change, ChangeSide};
use aiguilleur_store::GenerationId;

use super::Table;
use crate::column::{
    Column,
    source::{FINESS, HISTORY, RPPS, RPPS_FINESS},
};

/// What a change's row is made of.
pub(crate) struct Published {
    pub(crate) generation: GenerationId,
    pub(crate) change: Change,
}

pub(super) fn table() -> Table<Published> {
    Table {
        name: "changes",
        about: "Un changement par ligne, des plus anciennes générations encore sur le disque à celle qui est servie, \
                comme `GET /v1/changes`.",
        columns: [EVENT.to_vec(), Sided::<Before>::columns(), Sided::<After>::columns()].concat(),
    }
}

const EVENT: &[Column<Published>] = &[
    Column::text("generation", "Génération qui l'a apporté.", HISTORY, |row, cell| {
        cell.text(Some(row.generation.as_str()));
    }),
    Column::text(
        "kind",
        "Ce qui s'est passé (`situation_ended`, `structure_closed`…).",
        HISTORY,
        |row, cell| {
            cell.text(Some(row.change.kind.code()));
        },
    ),
    Column::text("id_nat_pp", "Le professionnel concerné, s'il y en a un.", RPPS, |row, cell| {
        cell.shown(row.change.id_nat_pp);
    }),
    Column::text("rpps", "Son numéro RPPS.", RPPS, |row, cell| cell.shown(row.change.rpps)),
    Column::text("profession", "Code de sa profession.", RPPS, |row, cell| cell.shown(row.change.profession)),
    Column::date(
        "happened_on",
        "Le jour, si une source le dit ; sinon celui du premier fichier.",
        HISTORY,
        |row, cell| {
            cell.date(row.change.on);
        },
    ),
    Column::text("source", "D'où ce jour est connu : `absence`, ou un fichier.", HISTORY, |row, cell| {
        cell.text(row.change.source.as_deref());
    }),
];

/// One side of a change: both have the same columns, under another beginning.
trait Side {
    const BEGINS: &'static str;
    const WHEN: &'static str;

    fn of(change: &Change) -> Option<&ChangeSide>;
}

struct Before;
struct After;

impl Side for Before {
    const BEGINS: &'static str = "before_";
    const WHEN: &'static str = "avant";

    fn of(change: &Change) -> Option<&ChangeSide> {
        change.before.as_ref()
    }
}

impl Side for After {
    const BEGINS: &'static str = "after_";
    const WHEN: &'static str = "après";

    fn of(change: &Change) -> Option<&ChangeSide> {
        change.after.as_ref()
    }
}

/// The columns of one side, before they are named apart from the other's.
struct Sided<S>(PhantomData<S>);

impl<S: Side> Sided<S> {
    const COLUMNS: &'static [Column<Published>] = &[
        Column::text("id_nat_struct", "Identifiant national de la structure", RPPS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.id_nat_struct));
        }),
        Column::text("finess_geographique", "FINESS géographique", RPPS_FINESS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.finess_geographique));
        }),
        Column::text("finess_juridique", "FINESS juridique", FINESS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.finess_juridique));
        }),
        Column::text("siret", "SIRET", RPPS_FINESS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.siret));
        }),
        Column::text("siren", "SIREN", RPPS_FINESS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.siren));
        }),
        Column::text("name", "Nom de la structure, si c'est lui qui change", RPPS_FINESS, |row, cell| {
            cell.text(S::of(&row.change).and_then(|side| side.name.as_deref()));
        }),
        Column::text("departement", "Code du département", RPPS_FINESS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.departement));
        }),
        Column::text("secteur_activite", "Code du secteur d'activité d'une situation", RPPS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.secteur_activite));
        }),
        Column::text("mode_exercice", "Code du mode d'exercice d'une situation", RPPS, |row, cell| {
            cell.shown(S::of(&row.change).and_then(|side| side.mode_exercice));
        }),
    ];

    fn columns() -> Vec<Column<Published>> {
        let columns = Self::COLUMNS.iter().map(|column| Column {
            name: format!("{}{}", S::BEGINS, column.name).into(),
            meaning: format!("{}, {}.", column.meaning, S::WHEN).into(),
            ..column.clone()
        });
        columns.collect()
    }
}
