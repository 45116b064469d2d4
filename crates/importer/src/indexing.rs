//! The fields of a record that go into the full-text index.

use aiguilleur_domain::{Code, entity::Address};
use aiguilleur_search::{
    IndexBuilder, Listed, PersonDoc, Place, SearchError, StructureDoc, StructureKind, usual_names,
};

use aiguilleur_directory::record::{StoredEg, StoredEj, StoredPerson, StoredPlace, StoredSituation};

fn or_else<'a>(first: &'a str, second: &'a str) -> &'a str {
    if first.is_empty() { second } else { first }
}

/// Adds a person, with the structures where they practise.
pub(super) fn person(
    index: &mut IndexBuilder,
    id: &str,
    person: &StoredPerson<'_>,
) -> Result<(), SearchError> {
    let savoir_faire: Vec<Vec<Code>> =
        person.exercices.iter().map(|e| e.savoir_faire.iter().map(|s| s.code).collect()).collect();
    let professions: Vec<(Code, &[Code])> = person
        .exercices
        .iter()
        .zip(&savoir_faire)
        .filter_map(|(exercice, known)| Some((exercice.exercice.profession?, known.as_slice())))
        .collect();
    let places: Vec<Place<'_>> = person
        .situations
        .iter()
        .filter_map(|stored| Some((stored, stored.situation.place.as_ref()?)))
        .flat_map(|(stored, place)| {
            // A bureau cedex has another name than its commune: they are found by either.
            let mut towns: Vec<&str> = place.address.towns().collect();
            if towns.is_empty() {
                towns.push("");
            }
            towns.into_iter().map(move |city| Place {
                city,
                postcode: place.address.postcode,
                departement: "",
                commune: place.address.commune,
                structure_name: or_else(&place.enseigne, &place.raison_sociale),
                active: stored.ended.is_none(),
            })
        })
        .collect();
    let former = person.identity.former_names.iter();
    let former_names: Vec<(&str, &str)> =
        former.map(|name| (&*name.family_name, &*name.given_name)).collect();
    index.add_person(&PersonDoc {
        id,
        family_name: &person.person.family_name,
        given_name: &person.person.given_name,
        former_names: &former_names,
        civilite: person.person.civilite,
        professions: &professions,
        places: &places,
        ended: person.is_ended(),
        listed: &listed(person),
    })
}

/// The lists that hold a person.
fn listed(person: &StoredPerson<'_>) -> Vec<Listed> {
    let mut lists: Vec<Listed> = Vec::new();
    let mut add = |list: Listed| {
        if !lists.contains(&list) {
            lists.push(list);
        }
    };
    for stored in &person.situations {
        let (situation, stated) = (&stored.situation, &stored.stated);
        let own =
            [situation.genre_activite, situation.mode_exercice, situation.role, situation.section_pharmacien];
        let beside = [stated.genre_activite, stated.type_activite_liberale, stated.fonction];
        own.into_iter().chain(beside).flatten().for_each(|code| add(Listed::Situation(code)));
    }
    for exercice in &person.exercices {
        exercice.exercice.categorie.into_iter().for_each(|code| add(Listed::CategorieProfessionnelle(code)));
    }
    let over = |stored: &&StoredSituation<'_>| stored.ended.is_some() || stored.stated.ends_on.is_some();
    let count = person.situations.iter().filter(over).count();
    if count > 0 {
        add(Listed::PartlyOver);
        if count == person.situations.len() {
            add(Listed::Over);
        }
    }
    lists
}

/// Adds a structure that only the RPPS knows.
pub(super) fn place(
    index: &mut IndexBuilder,
    key: &str,
    stored: &StoredPlace<'_>,
) -> Result<(), SearchError> {
    let place = &stored.place;
    let kind = match key.as_bytes().first() {
        Some(b'4' | b'0') => StructureKind::Cabinet,
        Some(b'3') => StructureKind::Societe,
        _ => StructureKind::Other,
    };
    let names: [&str; 3] = [&place.raison_sociale, &place.enseigne, &place.complement_destinataire];
    structure(index, key, kind, &names, &place.address, None, stored.ended)
}

/// Adds a site of FINESS.
pub(super) fn site(index: &mut IndexBuilder, key: &str, stored: &StoredEg<'_>) -> Result<(), SearchError> {
    let entity = &stored.entity;
    let mut names: Vec<&str> = vec![&entity.name];
    for name in usual_names(key) {
        names.push(name);
    }
    structure(index, key, StructureKind::Eg, &names, &entity.address, entity.categorie, stored.is_over())
}

/// Adds a legal entity of FINESS.
pub(super) fn legal_entity(
    index: &mut IndexBuilder,
    key: &str,
    stored: &StoredEj<'_>,
) -> Result<(), SearchError> {
    let entity = &stored.entity;
    let names: [&str; 1] = [&entity.name];
    structure(index, key, StructureKind::Ej, &names, &entity.address, None, stored.is_over())
}

fn structure(
    index: &mut IndexBuilder,
    key: &str,
    kind: StructureKind,
    names: &[&str],
    address: &Address<'_>,
    categorie: Option<Code>,
    closed: bool,
) -> Result<(), SearchError> {
    let towns: Vec<&str> = address.towns().collect();
    index.add_structure(&StructureDoc {
        key,
        kind,
        names,
        street: &address.street,
        towns: &towns,
        postcode: address.postcode,
        departement: "",
        commune: address.commune,
        categorie,
        closed,
    })
}
