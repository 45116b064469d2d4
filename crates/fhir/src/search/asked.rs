//! What the criteria of a search say of the records that it may find.

use aiguilleur_directory::{
    StructureId, Walk,
    selecting::{Condition, Listed, Looked},
};
use aiguilleur_domain::{Code, IdNatPp, IdNatStruct, pasted::Pasted};

use super::Call;
use crate::{
    Query, Refusal,
    query::{Criterion, Modifier, Operand},
    refusal::Failure,
    resource::{GEOGRAPHICAL_ENTITY, LEGAL_ENTITY},
};

/// The query with what its chains lead to: `organization.identifier` becomes the organizations of that number.
pub(super) fn resolved(call: Call<'_>, query: &Query) -> Result<Query, Failure> {
    let mut query = query.clone();
    for criterion in &mut query.criteria {
        let (base, found): (_, Vec<String>) = match criterion.parameter.name {
            "organization.identifier" => {
                let found = structures_named(call, criterion)?.ok_or_else(without_number)?;
                ("organization", found.iter().map(ToString::to_string).collect())
            }
            "practitioner.identifier" => {
                let found = people_named(criterion).ok_or_else(without_number)?;
                ("practitioner", found.iter().map(ToString::to_string).collect())
            }
            _ => continue,
        };
        let parameters = query.kind.parameters().iter();
        if let Some(parameter) = parameters.clone().find(|parameter| parameter.name == base) {
            // A chain that leads nowhere finds nothing.
            let found = if found.is_empty() { vec![String::new()] } else { found };
            let values = found.into_iter().map(Operand::Reference).collect();
            *criterion = Criterion { parameter, modifier: Modifier::None, values };
        }
    }
    Ok(query)
}

fn without_number() -> Refusal {
    Refusal::invalid("Une chaîne demande un numéro : `organization.identifier=990010159`.".to_owned())
}

/// People and structures that changed when it is asked, where that leaves out what never changed.
pub(super) fn updated(call: Call<'_>, query: &Query) -> Option<(Vec<IdNatPp>, Vec<IdNatStruct>)> {
    let criteria = query.criteria.iter().filter(|criterion| criterion.parameter.name == "_lastUpdated");
    // One of several values may hold: only single ones bound it.
    let moments = criteria.filter_map(|criterion| match criterion.values.as_slice() {
        [Operand::Date(moment)] => Some(moment),
        _ => None,
    });
    let moments: Vec<_> = moments.collect();
    if moments.is_empty() { None } else { call.updates.admitted(&moments) }
}

pub(super) fn tokens(criterion: &Criterion) -> impl Iterator<Item = &str> {
    criterion.values.iter().filter_map(|value| match value {
        Operand::Token { code, .. } => code.as_deref(),
        Operand::Bare(code) => Some(code),
        Operand::OfType { value, .. } => Some(value.as_str()),
        _ => None,
    })
}

pub(super) fn ids(criterion: &Criterion) -> impl Iterator<Item = &str> {
    criterion.values.iter().filter_map(|value| match value {
        Operand::Reference(id) => Some(id.as_str()),
        _ => None,
    })
}

pub(super) fn written(criterion: &Criterion) -> impl Iterator<Item = &str> {
    criterion.values.iter().filter_map(|value| match value {
        Operand::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Whether every value of a criterion names a code: a system alone names too many.
pub(super) fn named(criterion: &Criterion) -> bool {
    tokens(criterion).count() == criterion.values.len()
}

pub(super) fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

pub(super) fn people_named(criterion: &Criterion) -> Option<Vec<IdNatPp>> {
    let of = |number: &str| -> Vec<IdNatPp> {
        let readings = Pasted::read(number).readings;
        let read = readings.iter().filter_map(|reading| reading.value?.person());
        number.parse().ok().into_iter().chain(read).collect()
    };
    named(criterion).then(|| sorted(tokens(criterion).flat_map(of).collect()))
}

/// The structures that bear one of the numbers.
pub(super) fn structures_named(
    call: Call<'_>,
    criterion: &Criterion,
) -> Result<Option<Vec<IdNatStruct>>, Failure> {
    if !named(criterion) {
        return Ok(None);
    }
    let mut found = Vec::new();
    for number in tokens(criterion) {
        let readings = Pasted::read(number).readings;
        let read = readings.iter().filter_map(|reading| reading.value?.structure());
        let all: Vec<IdNatStruct> = number.parse().ok().into_iter().chain(read).collect();
        for id in all {
            let structures = call.snapshot.structures(StructureId::Known(id))?;
            found.extend(structures.iter().filter_map(aiguilleur_directory::KnownStructure::key));
        }
    }
    Ok(Some(sorted(found)))
}

pub(super) type Conditions<'c> = &'c dyn Fn(Looked, &str) -> Vec<Condition>;

/// A group for each criterion on that text.
pub(super) fn texts(query: &Query, name: &str, conditions: Conditions<'_>) -> Vec<Vec<Condition>> {
    let criteria = query.criteria.iter().filter(|criterion| criterion.parameter.name == name);
    let group = |criterion: &Criterion| {
        let looked =
            if criterion.modifier == Modifier::Contains { Looked::Inside } else { Looked::Beginning };
        written(criterion).flat_map(|text| conditions(looked, text)).collect()
    };
    criteria.map(group).collect()
}

/// A group for each criterion on that code, where every value names one.
pub(super) fn codes(
    query: &Query,
    name: &str,
    conditions: impl Fn(String) -> Vec<Condition>,
) -> Vec<Vec<Condition>> {
    let criteria = query.criteria.iter().filter(|criterion| {
        criterion.parameter.name == name && criterion.modifier == Modifier::None && named(criterion)
    });
    criteria
        .map(|criterion| tokens(criterion).flat_map(|code| conditions(code.to_owned())).collect())
        .collect()
}

/// The list of a code; none of what cannot be a code.
pub(super) fn listed(code: &str, list: impl Fn(Code) -> Listed) -> Vec<Condition> {
    code.parse().ok().map(|code| Condition::Listed(list(code))).into_iter().collect()
}

/// What has that code as a qualification.
pub(super) fn qualification(code: String) -> Vec<Condition> {
    let mut conditions = listed(&code, Listed::CategorieProfessionnelle);
    conditions.extend([Condition::Profession(code.clone()), Condition::SavoirFaire(code)]);
    conditions
}

pub(super) fn asks_for_categorie_professionnelle(query: &Query) -> bool {
    let table = aiguilleur_nomenclature::Table::CategorieProfessionnelle;
    let criteria = query.criteria.iter().filter(|criterion| criterion.parameter.name == "qualification-code");
    criteria.flat_map(tokens).any(|code| aiguilleur_nomenclature::entry(table, code).is_some())
}

/// The list of those who are over, where only they are asked for.
pub(super) fn over(query: &Query, list: Listed) -> Option<Vec<Condition>> {
    let criterion = query.plain("active")?;
    let only = named(criterion) && tokens(criterion).all(|code| code == "false");
    only.then(|| vec![Condition::Listed(list)])
}

/// Whether all criteria are codes of whatever system, which the index holds as the resources do.
pub(super) fn are_codes(query: &Query) -> bool {
    query.criteria.iter().all(|criterion| {
        let indexed = match criterion.parameter.name {
            "qualification-code" => true,
            "type" => tokens(criterion).all(is_categorie),
            _ => false,
        };
        let bare = |value: &Operand| matches!(value, Operand::Token { system: None, code: Some(_) });
        indexed && criterion.modifier == Modifier::None && criterion.values.iter().all(bare)
    })
}

pub(super) fn asks_for_titles(query: &Query) -> bool {
    let titles =
        |text: &str| ["m", "mme", "dr", "pr"].iter().any(|title| title.starts_with(&text.to_lowercase()));
    let criteria = query.criteria.iter().filter(|criterion| criterion.parameter.name == "name");
    criteria.flat_map(written).any(titles)
}

pub(super) fn is_categorie(code: &str) -> bool {
    aiguilleur_nomenclature::entry(aiguilleur_nomenclature::Table::CategorieEtablissement, code).is_some()
}

/// The secteurs that are asked for, where nothing else is asked of the type.
pub(super) fn secteurs(query: &Query) -> Option<Vec<Code>> {
    let criterion = query.plain("type").filter(|criterion| named(criterion))?;
    let table = aiguilleur_nomenclature::Table::SecteurActivite;
    let code = |code: &str| aiguilleur_nomenclature::entry(table, code).and_then(|_| code.parse().ok());
    tokens(criterion).map(code).collect()
}

/// The walk over the level that is asked for, where nothing else is asked of the type.
pub(super) fn level(query: &Query) -> Option<Walk> {
    let criterion = query.plain("type").filter(|criterion| named(criterion))?;
    let mut levels = tokens(criterion).map(|code| match code {
        LEGAL_ENTITY => Some(Walk::LegalPersons),
        GEOGRAPHICAL_ENTITY => Some(Walk::Places),
        _ => None,
    });
    let first = levels.next().flatten()?;
    levels.all(|level| level == Some(first)).then_some(first)
}

/// Who holds mailboxes: people, and structures.
type Owners = (Vec<IdNatPp>, Vec<IdNatStruct>);

/// Whose the mailboxes of a search are; `None` where it asks for beginnings of addresses.
pub(super) fn mailbox_owners(call: Call<'_>, query: &Query) -> Result<Option<Owners>, Failure> {
    let Some(criterion) = query.plain("mailbox-mss") else { return Ok(None) };
    if !written(criterion).all(|address| address.contains('@')) {
        return Ok(None);
    }
    let (mut people, mut structures) = (Vec::new(), Vec::new());
    for address in written(criterion) {
        for owner in call.snapshot.mailbox_owners(address)? {
            // Both are digits: twelve of a person, and ten or more of a structure, which begin otherwise.
            people.extend(owner.parse::<IdNatPp>().ok());
            structures.extend(owner.parse::<IdNatStruct>().ok());
        }
    }
    // An unknown address may be the beginning of a known one.
    let found = !people.is_empty() || !structures.is_empty();
    Ok(found.then(|| (sorted(people), sorted(structures))))
}

/// Who holds the cards of a search; `None` where it asks for beginnings of numbers.
pub(super) fn card_holders(call: Call<'_>, query: &Query) -> Result<Option<Vec<IdNatPp>>, Failure> {
    /// Digits of a card's number.
    const WHOLE: usize = 10;
    let Some(criterion) = query.plain("number-smartcard") else { return Ok(None) };
    if !written(criterion).all(|number| number.len() >= WHOLE) {
        return Ok(None);
    }
    let mut people = Vec::new();
    for number in written(criterion) {
        people.extend(call.snapshot.card_holder(number)?);
    }
    Ok(Some(sorted(people)))
}
