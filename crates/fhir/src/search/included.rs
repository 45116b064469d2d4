//! Resources that a page includes: what its resources refer to, and what refers to them.

use std::collections::BTreeSet;

use aiguilleur_domain::IdNatStruct;

use super::{Call, MAX_INCLUDED, Subject};
use crate::{
    Kind, Query,
    bundle::Mode,
    refusal::Failure,
    resource::{Reference, Resource},
};

/// Adds them, each once; `false` when there were too many.
pub(super) fn add(
    call: Call<'_>,
    query: &Query,
    entries: &mut Vec<(Mode, Resource)>,
) -> Result<bool, Failure> {
    let mut known: BTreeSet<String> = entries.iter().map(|(_, resource)| resource.reference()).collect();
    let matches = entries.len();
    for at in 0..matches {
        let mut found = referred(call, &entries[at].1, &query.includes)?;
        found.extend(referring(call, &entries[at].1, &query.reverse)?);
        push(entries, &mut known, found);
        if entries.len() - matches > MAX_INCLUDED {
            entries.truncate(matches + MAX_INCLUDED);
            return Ok(false);
        }
    }
    // What is included may refer to more: a site to its legal entity, which refers to nothing.
    let mut at = if query.iterated.is_empty() { entries.len() } else { 0 };
    while at < entries.len() && entries.len() - matches <= MAX_INCLUDED {
        let found = referred(call, &entries[at].1, &query.iterated)?;
        push(entries, &mut known, found);
        at += 1;
    }
    Ok(at == entries.len())
}

fn push(entries: &mut Vec<(Mode, Resource)>, known: &mut BTreeSet<String>, found: Vec<Resource>) {
    for resource in found {
        if known.insert(resource.reference()) {
            entries.push((Mode::Include, resource));
        }
    }
}

/// What a resource refers to, as far as it is asked for.
fn referred(call: Call<'_>, resource: &Resource, asked: &[String]) -> Result<Vec<Resource>, Failure> {
    let asks = |name: &str| asked.iter().any(|one| one == name);
    let id = |reference: Option<&Reference>| {
        reference.and_then(|it| it.reference.as_deref()?.rsplit('/').next().map(str::to_owned))
    };
    let mut found = Vec::new();
    match resource {
        Resource::PractitionerRole(role) => {
            if asks("PractitionerRole:practitioner")
                && let Some(Ok(id)) = id(Some(&role.practitioner)).map(|id| id.parse())
            {
                found.extend(call.practitioner(id)?);
            }
            if asks("PractitionerRole:organization")
                && let Some(Ok(id)) = id(role.organization.as_ref()).map(|id| id.parse())
            {
                found.extend(call.organization(id)?);
            }
        }
        Resource::Organization(it) => {
            if asks("Organization:partof")
                && let Some(Ok(id)) = id(it.part_of.as_ref()).map(|id| id.parse())
            {
                found.extend(call.organization(id)?);
            }
        }
        Resource::Practitioner(_) => {}
    }
    Ok(found)
}

/// What refers to a resource, as far as it is asked for.
fn referring(call: Call<'_>, resource: &Resource, asked: &[String]) -> Result<Vec<Resource>, Failure> {
    let asks = |name: &str| asked.iter().any(|one| one == name);
    let mut found = Vec::new();
    match resource {
        Resource::Practitioner(it) if asks("PractitionerRole:practitioner") => {
            found.extend(roles(call, &it.id, |_| true)?);
        }
        Resource::Organization(it) => {
            if asks("PractitionerRole:organization") {
                let own = format!("Organization/{}", it.id);
                for person in call.snapshot.practitioners(&it.id, None, MAX_INCLUDED)? {
                    let there = |role: &Resource| {
                        matches!(role, Resource::PractitionerRole(role)
                        if role.organization.as_ref().is_some_and(|it| it.reference.as_ref() == Some(&own)))
                    };
                    found.extend(roles(call, &person.id, there)?);
                }
            }
            if asks("Organization:partof")
                && let Ok(IdNatStruct::Finess(finess)) = it.id.parse()
            {
                for site in call.snapshot.sites_of(finess.as_ej(), MAX_INCLUDED)? {
                    found.extend(call.organization(site.into())?);
                }
            }
        }
        _ => {}
    }
    Ok(found)
}

fn roles(call: Call<'_>, person: &str, wanted: impl Fn(&Resource) -> bool) -> Result<Vec<Resource>, Failure> {
    let Ok(id) = person.parse() else { return Ok(Vec::new()) };
    let Some(hit) = call.snapshot.professional(id)? else { return Ok(Vec::new()) };
    let subject = Subject::Person(Box::new(hit));
    let roles = call.resources(Kind::PractitionerRole, &subject)?.into_iter().enumerate();
    roles.filter(|(_, role)| wanted(role)).map(|(at, role)| call.with_decision(role, &subject, at)).collect()
}
