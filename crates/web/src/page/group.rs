//! A group: its members, each with the identifier it orders on.

use aiguilleur_directory::{DataView, GroupMember, GroupView};
use aiguilleur_resolver::{IdentifierKind, State};
use askama::Template;

use super::{data::Data, number::Number, shell::Shell, sign::Sign};
use crate::{
    path,
    wording::{self, Tone},
};

#[derive(Debug, Template)]
#[template(path = "group.html")]
pub(crate) struct GroupPage {
    pub(crate) shell: Shell,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// Whether it is current.
    pub(crate) status: Sign,
    /// How many members.
    pub(crate) count: String,
    pub(crate) members: Vec<MemberLine>,
    pub(crate) data: Data,
}

/// A legal entity of the group.
#[derive(Debug)]
pub(crate) struct MemberLine {
    pub(crate) name: String,
    /// Its page.
    pub(crate) href: Option<String>,
    /// Its part in the group.
    pub(crate) role: String,
    /// Open or closed.
    pub(crate) status: Sign,
    /// The identifier it orders on.
    pub(crate) number: Option<Number>,
}

/// « Ouverte », « Fermée », « Non précisé ».
pub(super) fn state(state: State) -> Sign {
    match state {
        State::Open => Sign::new(Tone::Go, "Ouverte"),
        State::Active => Sign::new(Tone::Go, "En activité"),
        State::Closed => Sign::new(Tone::Stop, "Fermée"),
        State::Ended => Sign::new(Tone::Stop, "Plus aucune activité connue"),
        State::NotStated => Sign::new(Tone::Open, "Ouverture non précisée"),
    }
}

impl From<&GroupMember> for MemberLine {
    fn from(member: &GroupMember) -> Self {
        let ej = member.finess_juridique.map(|ej| ej.to_string());
        let closed = member.state == State::Closed;
        Self {
            name: member.name.clone().unwrap_or_else(|| "Entité absente de FINESS".to_owned()),
            href: member.id_nat_struct.as_deref().map(path::of_structure),
            role: member.role.as_ref().map(|role| role.text().into_owned()).unwrap_or_default(),
            status: state(member.state),
            number: ej.map(|ej| Number::new(IdentifierKind::FinessJuridique, &ej).forbidden(closed)),
        }
    }
}

impl GroupPage {
    /// The page of `group`.
    pub(crate) fn new(group: &GroupView, data: &DataView) -> Self {
        Self {
            shell: Shell::new(format!("{} — Aiguilleur", group.name)),
            name: group.name.clone(),
            kind: match group.kind.as_ref().map(|kind| kind.code.to_string()).as_deref() {
                Some("001") => "Groupement hospitalier de territoire (GHT)",
                _ => "Groupement",
            },
            status: if group.open {
                Sign::new(Tone::Go, "En cours")
            } else {
                Sign::new(Tone::Stop, "Fermé")
            },
            count: wording::counted_fr(group.members.len(), "membre"),
            members: group.members.iter().map(MemberLine::from).collect(),
            data: Data::new(data),
        }
    }
}
