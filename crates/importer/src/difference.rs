//! What differs between the record that is served and the one that takes its place. Pure; it keeps nothing.

use aiguilleur_domain::entity::Exercice;

use aiguilleur_directory::record::{StoredPerson, StoredSituation, same_situation};

/// What became of a person's active situations.
#[derive(Debug, Default)]
pub(super) struct PersonDifference<'r, 'a> {
    /// Whether names, professions or savoir-faire differ.
    pub(super) identity: bool,
    /// Active in both, with other values: before, after.
    pub(super) altered: Vec<[&'r StoredSituation<'a>; 2]>,
    /// Active before, and not any more.
    pub(super) gone: Vec<&'r StoredSituation<'a>>,
    /// Active now, and not before.
    pub(super) started: Vec<&'r StoredSituation<'a>>,
}

/// The exercice of a situation.
pub(super) fn exercice(person: &StoredPerson<'_>, situation: &StoredSituation<'_>) -> Exercice {
    let known = person.exercices.get(usize::from(situation.exercice));
    known.map_or(Exercice { profession: None, categorie: None }, |known| known.exercice)
}

/// The active situations of a person.
pub(super) fn active<'r, 'a>(
    person: &'r StoredPerson<'a>,
) -> impl Iterator<Item = &'r StoredSituation<'a>> + Clone {
    person.situations.iter().filter(|situation| situation.ended.is_none())
}

/// Compares a person's two records.
pub(super) fn person<'r, 'a>(
    before: &'r StoredPerson<'a>,
    after: &'r StoredPerson<'a>,
) -> PersonDifference<'r, 'a> {
    let mut found =
        PersonDifference { identity: !same_identity(before, after), ..PersonDifference::default() };
    let same = |old: &StoredSituation<'_>, new: &StoredSituation<'_>| {
        let (a, b) = (exercice(before, old), exercice(after, new));
        same_situation((&a, &old.situation), (&b, &new.situation))
    };
    for old in active(before) {
        let mut twins = active(after).filter(|new| same(old, new));
        // Of several, one that no order of rows changes.
        let of =
            |new: &&StoredSituation<'_>| (new.situation.secteur_activite, new.situation.section_pharmacien);
        match twins.clone().min_by_key(of) {
            None => found.gone.push(old),
            Some(new) if twins.all(|twin| !twin.situation.is(&old.situation)) => {
                found.altered.push([old, new]);
            }
            Some(_) => {}
        }
    }
    found.started.extend(active(after).filter(|new| !active(before).any(|old| same(old, new))));
    found
}

fn same_identity(before: &StoredPerson<'_>, after: &StoredPerson<'_>) -> bool {
    before.person == after.person
        && before.exercices.len() == after.exercices.len()
        && before.exercices.iter().all(|old| {
            let twin = after.exercices.iter().find(|new| new.exercice == old.exercice);
            twin.is_some_and(|new| new.savoir_faire == old.savoir_faire)
        })
}
