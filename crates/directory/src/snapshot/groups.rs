//! Groups: the GHT and their members, each with the identifier it orders on.

use aiguilleur_domain::{Date, FinessEj, entity::LifeState};
use aiguilleur_resolver::State;
use aiguilleur_store::StoreError;
use serde::Serialize;

use super::Snapshot;
use crate::view::CodeView;

/// A group. It has no FINESS legal identity: each member orders for itself (R-HOP-5).
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// Its own number, which is not a FINESS number.
    pub id: String,
    /// Name in FINESS.
    pub name: String,
    /// `typeGcc` (`001` GHT).
    pub kind: Option<CodeView>,
    /// Whether it is current.
    pub open: bool,
    /// Its legal entities.
    pub members: Vec<GroupMember>,
    /// The date of the source.
    pub dated: Option<Date>,
}

/// A legal entity of a group.
#[derive(Debug, Clone, Serialize)]
pub struct GroupMember {
    /// FINESS juridique: the identifier it orders on; `null` when the source names an entity it does not hold.
    pub finess_juridique: Option<FinessEj>,
    /// The same behind its type digit.
    pub id_nat_struct: Option<String>,
    /// Raison sociale of the member.
    pub name: Option<String>,
    /// `S` établissement support, `M` membre.
    pub role: Option<CodeView>,
    /// As a structure's.
    pub state: State,
}

impl Snapshot {
    /// The group of that number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn group(&self, id: &str) -> Result<Option<GroupView>, StoreError> {
        let Some(stored) = self.group_record(id)? else { return Ok(None) };
        let mut members = Vec::with_capacity(stored.members.len());
        for member in &stored.members {
            let known = member.ej.map(|ej| self.gather_legal_entity(ej)).transpose()?.flatten();
            let legal = known.and_then(|known| known.legal_entity);
            members.push(GroupMember {
                finess_juridique: member.ej,
                id_nat_struct: member.ej.map(|ej| format!("1{ej}")),
                name: legal.as_ref().map(|entity| entity.name.clone()),
                role: member.role.map(|code| CodeView { code, label: role_label(code.as_str()) }),
                state: legal.map_or(State::NotStated, |entity| entity.state(self.today())),
            });
        }
        Ok(Some(GroupView {
            id: stored.id,
            name: stored.name,
            kind: stored.kind.map(|code| CodeView { code, label: (code == "001").then_some("GHT") }),
            open: !matches!(stored.state, LifeState::Closed { .. }),
            members,
            dated: stored.dated,
        }))
    }
}

/// `typeRoleEntiteGroupe`: no published table was found; the two letters seen are spelt out here.
fn role_label(code: &str) -> Option<&'static str> {
    match code {
        "S" => Some("Établissement support"),
        "M" => Some("Membre"),
        _ => None,
    }
}
