//! Resources that a page includes: what its resources refer to, and what refers to them.

use std::collections::BTreeSet;

use aiguilleur_domain::IdNatStruct;

use super::{Call, MAX_INCLUDED};
use crate::{Kind, Query, bundle::Mode, refusal::Failure, resource::Resource};

/// Adds them, each once; `false` when there were too many.
pub(super) fn add(
    call: Call<'_>,
    query: &Query,
    entries: &mut Vec<(Mode, Resource)>,
) -> Result<bool, Failure> {
    let mut known: BTreeSet<String> = entries.iter().map(|(_, resource)| resource.reference()).collect();
    let matches = entries.len();
    for at in 0..matches {
        let mut found = referred(call, &entries[at].1, &query.includes, &known)?;
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
        let found = referred(call, &entries[at].1, &query.iterated, &known)?;
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

/// What a resource refers to, as far as it is asked for and not `known` yet.
fn referred(
    call: Call<'_>,
    resource: &Resource,
    asked: &[String],
    known: &BTreeSet<String>,
) -> Result<Vec<Resource>, Failure> {
    let (role, site) = match resource {
        Resource::PractitionerRole(role) => (Some(role), None),
        Resource::Organization(it) => (None, Some(it)),
        Resource::Practitioner(_) => (None, None),
    };
    let references = [
        ("PractitionerRole:practitioner", role.map(|role| &role.practitioner)),
        ("PractitionerRole:organization", role.and_then(|role| role.organization.as_ref())),
        ("Organization:partof", site.and_then(|it| it.part_of.as_ref())),
    ];
    let mut found = Vec::new();
    for (name, reference) in references {
        let reference = reference.and_then(|it| it.reference.as_deref()).filter(|it| !known.contains(*it));
        let Some((kind, id)) = reference.and_then(|it| it.split_once('/')) else { continue };
        if !asked.iter().any(|one| one == name) {
            continue;
        }
        match kind.parse() {
            Ok(Kind::Practitioner) => found.extend(id.parse().map_or(Ok(None), |id| call.practitioner(id))?),
            Ok(Kind::Organization) => found.extend(id.parse().map_or(Ok(None), |id| call.organization(id))?),
            _ => {}
        }
    }
    Ok(found)
}

/// What refers to a resource, as far as it is asked for.
fn referring(call: Call<'_>, resource: &Resource, asked: &[String]) -> Result<Vec<Resource>, Failure> {
    let asks = |name: &str| asked.iter().any(|one| one == name);
    let mut found = Vec::new();
    match resource {
        Resource::Practitioner(it) if asks("PractitionerRole:practitioner") => {
            found.extend(it.id.parse().map_or(Ok(Vec::new()), |id| call.roles(id, |_| true))?);
        }
        Resource::Organization(it) => {
            if asks("PractitionerRole:organization") {
                let own = resource.reference();
                for person in call.snapshot.who_practises(&it.id, "", MAX_INCLUDED)? {
                    let there = |role: &Resource| {
                        matches!(role, Resource::PractitionerRole(role)
                        if role.organization.as_ref().is_some_and(|it| it.reference.as_ref() == Some(&own)))
                    };
                    found.extend(call.roles(person, there)?);
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
