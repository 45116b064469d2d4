//! A structure asked about by itself is decided like a situation in it: which sites, in which secteur.
//!
//! A number of a cabinet or a site names one place. That of a legal entity names all its sites: hospitals and
//! organismes gestionnaires order for all of them on the entity's own number, the others by site.

use aiguilleur_domain::Code;
use jiff::civil::Date;

use crate::answer::{Identifier, Proposal};
use crate::case::{Activity, Case, Structure};
use crate::codes::{IdentifierKind, Outcome};
use crate::draft::Draft;
use crate::rule;
use crate::situation::kind::Kind;
use crate::situation::{Situation, nature, secteur};
use crate::warning::WarningCode;

/// What is known of a structure that asks for itself.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The structure; a legal entity has no FINESS géographique.
    pub structure: Structure,
    /// The secteur that the RPPS gives it.
    pub secteur: Option<Code>,
    /// The sites of a legal entity, each with the secteur that the RPPS gives it.
    pub sites: Vec<(Structure, Option<Code>)>,
    /// What is practised in a cabinet or a société, by each of those who practise there.
    pub practised: Vec<Activity>,
}

/// What a decision on an asked structure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The structure itself.
    Own,
    /// One of its sites, by index.
    Site(usize),
}

impl Case {
    /// Adds a structure that asks for itself, under keys that begin with `key`, and says what each of the
    /// situations added is about.
    pub fn ask_for(&mut self, key: &str, asked: Asked, day: Date) -> Vec<Shown> {
        let entity_alone = asked.structure.finess_geographique.is_none()
            && asked.structure.finess_juridique.is_some()
            && asked.practised.is_empty();
        let subjects = if entity_alone { of_entity(asked, day) } else { of_place(asked) };
        let mut shown = Vec::with_capacity(subjects.len());
        for (index, (activity, structure, what)) in subjects.into_iter().enumerate() {
            let activity = Activity { asked: true, ..activity };
            self.push(activity, Some((format!("{key}.{index}"), structure)));
            shown.push(what);
        }
        shown
    }
}

type Subject = (Activity, Structure, Shown);

fn in_secteur(kind: Kind) -> Activity {
    Activity { secteur: kind.secteur().and_then(|code| code.parse().ok()), ..Activity::default() }
}

/// What is done there: in the secteur that the RPPS gives it, else the one of its category.
fn own_activity(structure: &Structure, secteur: Option<Code>) -> Activity {
    match secteur {
        Some(_) => Activity { secteur, ..Activity::default() },
        None => in_secteur(Kind::of(structure)),
    }
}

/// A cabinet, a société or a site: in the secteur that the RPPS gives it, else the one of its category. Where the
/// couloir depends on who practises, each couloir once.
fn of_place(asked: Asked) -> Vec<Subject> {
    let Asked { structure, secteur, practised, .. } = asked;
    let mut subjects: Vec<Subject> = Vec::new();
    let mut seen = Vec::new();
    for activity in practised {
        let activity = Activity { secteur: secteur.or(activity.secteur), ..activity };
        let couloir = secteur::couloir_of(&Case::default(), &activity, Some(&structure), None);
        if !seen.contains(&couloir) {
            seen.push(couloir);
            subjects.push((activity, structure.clone(), Shown::Own));
        }
    }
    if subjects.is_empty() {
        subjects.push((own_activity(&structure, secteur), structure, Shown::Own));
    }
    subjects
}

/// A legal entity: for all its sites where it orders itself, else by site.
fn of_entity(asked: Asked, day: Date) -> Vec<Subject> {
    let Asked { structure: entity, sites, .. } = asked;
    let over = !entity.life(day).goes_on();
    let mut open: Vec<(usize, (Structure, Option<Code>))> = sites.into_iter().enumerate().collect();
    let last = open.iter().max_by_key(|(_, (site, _))| site.life(day).on()).map(|(index, _)| *index);
    if over || open.iter().any(|(_, (site, _))| site.life(day).goes_on()) {
        open.retain(|(_, (site, _))| over || site.life(day).goes_on());
    } else if let Some(last) = last {
        // No site is open: the answer names the site that closed last.
        let (_, (site, secteur)) = open.swap_remove(last);
        return vec![(own_activity(&site, secteur), site, Shown::Site(last))];
    }
    let mut kinds: Vec<(Kind, Vec<(usize, Structure)>)> = Vec::new();
    let mut subjects: Vec<Subject> = Vec::new();
    for (index, (site, secteur)) in open {
        let kind = Kind::of(&site);
        if kind == Kind::NotCovered && secteur.is_some() && !over {
            // Of a category that no rule names, the RPPS's secteur tells, as it does of the site itself.
            subjects.push((Activity { secteur, ..Activity::default() }, site, Shown::Site(index)));
            continue;
        }
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, list)) => list.push((index, site)),
            None => kinds.push((kind, vec![(index, site)])),
        }
    }
    let covers_all = kinds.iter().any(|(kind, _)| kind.at_entity());
    if covers_all {
        kinds.retain(|(kind, _)| *kind != Kind::NotCovered);
    }
    let mixed = kinds.len() > 1 || !subjects.is_empty();
    for (kind, sites) in kinds {
        let by_site = !kind.at_entity() && (mixed || sites.len() == 1) && !over;
        if by_site && (kind != Kind::NotCovered || sites.len() == 1) {
            let each = sites.into_iter();
            subjects.extend(each.map(|(index, site)| (in_secteur(kind), alone(site), Shown::Site(index))));
        } else {
            subjects.push((in_secteur(kind), with_sites(&entity, kind, &sites), Shown::Own));
        }
    }
    if subjects.is_empty() {
        let kind = if nature::is_gie_for_sure(&entity) { Kind::Gie } else { Kind::NotCovered };
        subjects.push((in_secteur(kind), entity, Shown::Own));
    }
    subjects
}

/// A site that is decided on by itself: a laboratory without known siblings is its entity's only one.
fn alone(mut site: Structure) -> Structure {
    if site.lbm_sites_ouverts.is_none() {
        site.lbm_sites_ouverts = site.finess_geographique.clone().map(|finess| vec![finess]);
    }
    site
}

/// The entity as its sites of one kind describe it: their category and SPH code tell what it is.
fn with_sites(entity: &Structure, kind: Kind, sites: &[(usize, Structure)]) -> Structure {
    let first = sites.first().map(|(_, site)| site);
    let mut all = entity.clone();
    all.categorie = first.and_then(|site| site.categorie);
    all.sph = entity.sph.or_else(|| sites.iter().find_map(|(_, site)| site.sph));
    all.sites = sites.iter().filter_map(|(_, site)| site.as_site()).collect();
    if kind == Kind::Laboratoire {
        all.lbm_sites_ouverts = Some(all.sites.iter().map(|site| site.finess.clone()).collect());
    }
    all
}

/// Settles what a rule says of a situation into what the structure itself does: it orders where its own number is
/// the one; its sites are shown beside it, or to be chosen between.
pub(crate) fn settle(draft: &mut Draft, s: &Situation<'_>) {
    let (Some(structure), true) = (s.structure, s.activity.is_some_and(|activity| activity.asked)) else {
        return;
    };
    if s.eg().is_some() || s.ej().is_none() {
        return;
    }
    let Some(wanted) = draft.order.identifier.as_ref().map(|it| (it.kind, it.value.as_deref() == s.ej()))
    else {
        return;
    };
    match wanted {
        (IdentifierKind::FinessJuridique, true) => {
            if draft.conclusion.outcome == Outcome::OrderByStructure {
                draft.conclusion.outcome = Outcome::Order;
            }
            let condition = "Si le système d'information est configuré par site";
            let sites = structure.sites.iter();
            let sites: Vec<Proposal> = sites.map(|site| site.proposal(condition)).collect();
            if !sites.is_empty() && draft.conclusion.outcome == Outcome::Order {
                draft.order.alternatives = sites;
                draft.push(crate::warning::Warning::new(WarningCode::EjOrEgChoice));
            }
        }
        (IdentifierKind::FinessGeographique, _) if structure.sites.len() > 1 => choose_site(draft, structure),
        (IdentifierKind::FinessGeographique, _) if draft.order.value().is_none() => {
            on_only_site(draft, structure);
        }
        _ => {}
    }
}

/// The entity's only site is the one meant.
fn on_only_site(draft: &mut Draft, structure: &Structure) {
    let [site] = structure.sites.as_slice() else { return };
    let (order, said) = (&mut draft.order, &mut draft.conclusion);
    order.identifier = Some(Identifier::known(IdentifierKind::FinessGeographique, &site.finess));
    said.outcome = Outcome::OrderByStructure;
    said.warnings.retain(|warning| warning.code != WarningCode::NoIdentifier);
    said.rule.completed_by.retain(|rule| rule.id != rule::ordre::LOOKUP.id);
}

/// Each site orders for itself: a person says which one is meant.
fn choose_site(draft: &mut Draft, structure: &Structure) {
    let (order, said) = (&mut draft.order, &mut draft.conclusion);
    if order.value().is_some() || !order.options.is_empty() {
        return;
    }
    said.outcome = Outcome::ChoiceRequired;
    said.warnings.retain(|warning| warning.code != WarningCode::NoIdentifier);
    said.rule.completed_by.retain(|rule| rule.id != rule::ordre::LOOKUP.id);
    let condition = "Si c'est ce site qui commande";
    order.options = structure.sites.iter().map(|site| site.proposal(condition)).collect();
}
