//! What is reconciled: professionals and structures, each under an identifier that says which it is.

use aiguilleur_directory::{SearchHit, Snapshot, StructureId, view::StructureView};
use aiguilleur_domain::IdNatPp;
use serde::Serialize;
use serde_json::Value;

use crate::problem::Problem;

/// The two types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Professional,
    Structure,
}

/// A type, as the manifest describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Type {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Professional, Self::Structure];

    pub(super) const fn described(self) -> Type {
        match self {
            Self::Professional => Type { id: "professional", name: "Professionnel de santé" },
            Self::Structure => Type { id: "structure", name: "Structure" },
        }
    }

    pub(super) fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.described().id == id)
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::Professional => "pp:",
            Self::Structure => "st:",
        }
    }

    /// The identifier, here, of what the directory calls `id`.
    pub(super) fn entity_id(self, id: &str) -> String {
        format!("{}{id}", self.prefix())
    }

    /// The kind of what the directory calls `id`.
    pub(super) fn of_number(id: &str) -> Self {
        if id.parse::<IdNatPp>().is_ok() { Self::Professional } else { Self::Structure }
    }

    pub(super) fn of_hit(hit: &SearchHit) -> Self {
        if hit.kind == "professional" { Self::Professional } else { Self::Structure }
    }
}

/// An entity: its type and the directory's own identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entity<'i> {
    pub(super) kind: Kind,
    pub(super) id: &'i str,
}

impl<'i> Entity<'i> {
    /// Reads an identifier of ours.
    pub(super) fn read(text: &'i str) -> Option<Self> {
        Kind::ALL.into_iter().find_map(|kind| Some(Self { kind, id: text.strip_prefix(kind.prefix())? }))
    }

    /// What the directory answers of it; `None` when it does not hold it.
    pub(super) fn record(self, snapshot: &Snapshot) -> Result<Option<Value>, Problem> {
        let value = match self.kind {
            Kind::Professional => {
                let Ok(id) = self.id.parse() else { return Ok(None) };
                snapshot.professional(id)?.map(serde_json::to_value)
            }
            Kind::Structure => {
                let Ok(id) = self.id.parse() else { return Ok(None) };
                let found = snapshot.structures(StructureId::Known(id))?;
                found
                    .first()
                    .map(|known| StructureView::on(known, snapshot.today()))
                    .map(serde_json::to_value)
            }
        };
        // What the directory answers always serialises: its keys are text.
        Ok(value.and_then(Result::ok))
    }
}
