//! A structure: what it is, open or closed, on which of its numbers one can order, who practises there.

use aiguilleur_directory::{
    Decided, IdentifierView, Practitioner,
    view::{CodeView, Status, StructureView},
};
use aiguilleur_resolver::{IdentifierKind, OrderableVerdict, Usage};
use askama::Template;

use super::{
    contacts,
    data::Data,
    decision::{DecisionCard, Setting},
    form::FormLink,
    group,
    number::Number,
    professional,
    shell::Shell,
    sign::{Link, Notice, Sign},
};
use crate::{
    parameters, path,
    wording::{self, Tone},
};

/// What surrounds a structure: its numbers read, its sites, its people.
pub(crate) struct Surroundings {
    /// Each of its numbers, and whether one can order on it.
    pub(crate) numbers: Vec<IdentifierView>,
    /// The sites of the same legal entity.
    pub(crate) sites: Vec<StructureView>,
    /// Whether there are more.
    pub(crate) more_sites: bool,
    /// A page of the people who practise there.
    pub(crate) people: Vec<Practitioner>,
    /// Who the next page begins after.
    pub(crate) next: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "structure.html")]
pub(crate) struct StructurePage {
    pub(crate) shell: Shell,
    pub(crate) name: String,
    /// Category, legal status, legal unit.
    pub(crate) quality: String,
    pub(crate) address: String,
    /// How it is reached, and what optional sources add.
    pub(crate) contacts: contacts::Lines,
    pub(crate) status: Sign,
    pub(crate) notices: Vec<Notice>,
    /// Its numbers, with the verdict on each.
    pub(crate) numbers: Vec<(Number, Sign, String)>,
    pub(crate) cards: Vec<DecisionCard>,
    pub(crate) legal_entity: Option<Link>,
    pub(crate) groups: Vec<Link>,
    pub(crate) sites: Vec<(Link, String, Sign)>,
    pub(crate) more_sites: bool,
    pub(crate) people: Vec<PersonLine>,
    pub(crate) next: Option<String>,
    pub(crate) forms: Vec<FormLink>,
    pub(crate) usages: Vec<(&'static str, &'static str, bool)>,
    pub(crate) data: Data,
}

/// Somebody who practises there.
#[derive(Debug)]
pub(crate) struct PersonLine {
    pub(crate) link: Link,
    pub(crate) quality: String,
    pub(crate) status: Sign,
}

impl From<&Practitioner> for PersonLine {
    fn from(person: &Practitioner) -> Self {
        let name = format!("{} {}", person.given_name, person.family_name).trim().to_owned();
        let quality = [&person.profession, &person.mode_exercice];
        let quality: Vec<_> = quality.into_iter().flatten().map(CodeView::text).collect();
        let href = person
            .id
            .parse()
            .map_or_else(|_| format!("/professionnels/{}", person.id), path::of_professional);
        Self {
            link: Link { href, text: if name.is_empty() { person.id.clone() } else { name } },
            quality: quality.join(" · "),
            status: match person.status {
                Status::Ended => Sign::new(Tone::Stop, "Terminée"),
                _ => Sign::new(Tone::Go, "En cours"),
            },
        }
    }
}

impl StructurePage {
    /// The page of the one structure of `decided`.
    pub(crate) fn new(decided: &Decided, around: &Surroundings, asked: &[Usage]) -> Option<Self> {
        let view = decided.decisions.first()?;
        let it = view.structure.as_ref()?;
        let name = name(it);
        let here = link(it).href;
        let query = parameters::usages_query(asked);
        let setting = Setting {
            owner: &name,
            usages: asked,
            order: format!("{here}/commande{query}"),
            above: &decided.warnings,
            data: &decided.data,
        };
        let mut notices: Vec<Notice> = Data::stale_people(&decided.data).into_iter().collect();
        notices.extend(decided.warnings.iter().map(Notice::from));
        Some(Self {
            shell: Shell::new(format!("{name} — Aiguilleur")),
            quality: quality(it),
            address: address(it),
            contacts: contacts::of_structure(it),
            status: group::state(it.state),
            notices,
            numbers: around.numbers.iter().filter_map(verdict).collect(),
            cards: DecisionCard::all(&decided.decisions, &setting),
            legal_entity: legal_entity(it),
            groups: it.groups.iter().map(group_link).collect(),
            sites: around
                .sites
                .iter()
                .map(|site| (link(site), place(site), group::state(site.state)))
                .collect(),
            more_sites: around.more_sites,
            people: around.people.iter().map(PersonLine::from).collect(),
            next: around.next.as_ref().map(|after| format!("{here}?apres={after}#praticiens")),
            forms: FormLink::all(&decided.forms, &here, &query),
            usages: professional::usages(asked),
            data: Data::new(&decided.data),
            name,
        })
    }
}

/// The name to show.
pub(crate) fn name(it: &StructureView) -> String {
    match (&it.name, &it.legal_unit) {
        (name, _) if !name.is_empty() => name.clone(),
        (_, Some(unit)) => format!("Unité légale SIREN {}", unit.siren),
        _ => "Structure sans nom".to_owned(),
    }
}

fn quality(it: &StructureView) -> String {
    let unit = it.legal_unit.as_ref().and_then(|unit| unit.categorie_juridique);
    let codes = [it.categorie, it.statut_juridique, unit];
    let mut texts: Vec<_> = codes.iter().flatten().map(CodeView::text).collect();
    texts.dedup();
    if texts.is_empty() && it.rpps_rang.is_some() {
        texts.push("Cabinet libéral (RPPS)".into());
    }
    texts.join(" · ")
}

pub(super) fn place(it: &StructureView) -> String {
    format!("{} {}", it.address.postcode, it.address.city).trim().to_owned()
}

fn address(it: &StructureView) -> String {
    let parts = [it.complement_destinataire.clone(), it.address.street.clone(), place(it)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

pub(super) fn link(it: &StructureView) -> Link {
    let id = it.id_nat_struct.map(|id| id.to_string()).unwrap_or_default();
    Link { href: path::of_structure(&id), text: name(it) }
}

fn legal_entity(it: &StructureView) -> Option<Link> {
    let ej = it.finess_juridique.filter(|_| it.finess_geographique.is_some())?;
    let name = it.legal_entity_name.as_deref().unwrap_or("Entité juridique");
    Some(Link { href: path::of_structure(&format!("1{ej}")), text: format!("{name} (FINESS {ej})") })
}

fn group_link(group: &aiguilleur_directory::view::GroupRef) -> Link {
    Link {
        href: format!("/groupes/{}", group.id),
        text: format!("{} ({})", group.name, wording::counted_fr(group.members, "membre")),
    }
}

fn verdict(view: &IdentifierView) -> Option<(Number, Sign, String)> {
    let kind: IdentifierKind = view.kind?.parse().ok()?;
    let orderable = &view.orderable;
    let word = match orderable.verdict {
        OrderableVerdict::Yes => "Oui",
        OrderableVerdict::No => "Non",
        OrderableVerdict::Depends => "Cela dépend",
    };
    let refused = orderable.verdict == OrderableVerdict::No;
    let number = Number::new(kind, view.canonical.as_deref()?).forbidden(refused);
    Some((number, Sign::new(Tone::of_verdict(orderable.verdict), word), orderable.message.clone()))
}
