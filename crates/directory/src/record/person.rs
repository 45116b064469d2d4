//! A professional: who, entitled to what, practising where, since and until when.

use std::borrow::Cow;

use aiguilleur_domain::{
    Code, Date, IdNatPp,
    entity::{Exercice, Person, SavoirFaire, Situation, SourceKind, StatedActivity},
};
use aiguilleur_store::StoreError;
use serde::{Deserialize, Serialize};

use super::{PlaceBeside, append, decode, decode_front, encode};

/// Key: the idNat PP.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredPerson<'a> {
    #[serde(borrow)]
    pub person: Person<'a>,
    pub exercices: Vec<StoredExercice>,
    #[serde(borrow)]
    pub situations: Vec<StoredSituation<'a>>,
    /// Other names and numbers; written behind the record ([`encode_person`]).
    #[serde(skip)]
    pub identity: Identity<'a>,
}

/// The other names and numbers of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity<'a> {
    /// Names borne before, the last first.
    #[serde(borrow)]
    pub former_names: Vec<FormerName<'a>>,
    /// The ADELI number that this RPPS number took the place of.
    pub formerly: Option<IdNatPp>,
}

/// A name, and the day of the last stock that gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerName<'a> {
    #[serde(borrow)]
    pub family_name: Cow<'a, str>,
    #[serde(borrow)]
    pub given_name: Cow<'a, str>,
    pub last_seen: Date,
}

/// What is kept of a person behind what is stated of their situations.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct PersonBeside<'a> {
    #[serde(borrow)]
    places: Vec<(usize, PlaceBeside<'a>)>,
    #[serde(borrow)]
    identity: Identity<'a>,
}

impl<'a> PersonBeside<'a> {
    fn of(person: &StoredPerson<'a>) -> Self {
        let places = person.situations.iter().enumerate().filter_map(|(index, stored)| {
            let beside = PlaceBeside::of(stored.situation.place.as_ref()?);
            (!beside.is_empty()).then_some((index, beside))
        });
        Self { places: places.collect(), identity: person.identity.clone() }
    }

    fn put(self, person: &mut StoredPerson<'a>) {
        person.identity = self.identity;
        for (index, beside) in self.places {
            let place = person.situations.get_mut(index).and_then(|stored| stored.situation.place.as_mut());
            if let Some(place) = place {
                beside.put(place);
            }
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredExercice {
    pub exercice: Exercice,
    /// Sorted, without repetition.
    pub savoir_faire: Vec<SavoirFaire>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredSituation<'a> {
    /// Index in [`StoredPerson::exercices`].
    pub exercice: u16,
    #[serde(borrow)]
    pub situation: Situation<'a>,
    /// Day of the first stock that held it, as far as this directory's history goes.
    pub first_seen: Date,
    /// Day of the last stock that held it.
    pub last_seen: Date,
    pub ended: Option<Ended>,
    /// What the restricted extraction states; written behind the record ([`encode_person`]).
    #[serde(skip)]
    pub stated: StatedActivity,
}

/// Writes a person into `buffer`, which it replaces: the record, and behind it what is stated of some of its
/// situations, by index. Where nothing is, nothing is written, so that a generation without the restricted
/// extraction is not larger for it, and one of before it reads the same.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode_person<'b>(person: &StoredPerson<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], StoreError> {
    encode(person, buffer)?;
    let stated = person.situations.iter().enumerate().filter(|(_, s)| s.stated != StatedActivity::default());
    let stated: Vec<(usize, StatedActivity)> = stated.map(|(index, s)| (index, s.stated)).collect();
    let beside = PersonBeside::of(person);
    let more = beside != PersonBeside::default();
    if !stated.is_empty() || more {
        append(&stated, buffer)?;
    }
    if more {
        append(&beside, buffer)?;
    }
    Ok(buffer)
}

/// Reads a person in place, with what is stated of their situations.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode_person(bytes: &[u8]) -> Result<StoredPerson<'_>, StoreError> {
    let (mut person, behind): (StoredPerson<'_>, _) = decode_front(bytes)?;
    if !behind.is_empty() {
        let (stated, behind): (Vec<(usize, StatedActivity)>, _) = decode_front(behind)?;
        if !behind.is_empty() {
            decode::<PersonBeside<'_>>(behind)?.put(&mut person);
        }
        for (index, stated) in stated {
            if let Some(situation) = person.situations.get_mut(index) {
                situation.stated = stated;
            }
        }
    }
    Ok(person)
}

/// The end of a situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The day it ended; for an absence, the day of the first stock without it.
    pub on: Date,
    /// The source of the end; for the open extraction, the absence of the row.
    pub source: SourceKind,
    /// TRE_R25, when the source gives a reason.
    pub reason: Option<Code>,
}

impl Ended {
    /// How the end is known, as answers say it: the open stock tells by absence only.
    pub const fn source_code(self) -> &'static str {
        match self.source {
            SourceKind::RppsPersonneActivite => "absence",
            other => other.name(),
        }
    }
}

impl StoredPerson<'_> {
    /// Whether no situation is active.
    pub fn is_ended(&self) -> bool {
        self.situations.iter().all(|situation| situation.ended.is_some())
    }
}

/// What makes two days' situations the same one: where, as what, and how.
///
/// The technical id names the structure; a change of its address or name is a change of the structure, not a
/// new situation.
pub fn same_situation(a: (&Exercice, &Situation<'_>), b: (&Exercice, &Situation<'_>)) -> bool {
    fn place<'s>(situation: &'s Situation<'_>) -> Option<&'s str> {
        situation.place.as_ref().map(|place| place.technical_id)
    }
    a.0 == b.0
        && a.1.mode_exercice == b.1.mode_exercice
        && a.1.genre_activite == b.1.genre_activite
        && a.1.role == b.1.role
        && place(a.1) == place(b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_stated_takes_no_room() {
        let person = |stated| {
            let situation = StoredSituation {
                exercice: 0,
                situation: Situation {
                    mode_exercice: None,
                    secteur_activite: None,
                    section_pharmacien: None,
                    role: None,
                    genre_activite: None,
                    place: None,
                },
                first_seen: Date::MIN,
                last_seen: Date::MIN,
                ended: None,
                stated,
            };
            let person = Person {
                id: "899700000104".parse().unwrap(),
                family_name: "A".into(),
                given_name: "B".into(),
                civilite: None,
            };
            let situations = vec![situation];
            StoredPerson { person, exercices: Vec::new(), situations, identity: Identity::default() }
        };
        let (mut bare, mut buffer) = (Vec::new(), Vec::new());
        let silent = person(StatedActivity::default());
        assert_eq!(encode_person(&silent, &mut buffer).unwrap(), encode(&silent, &mut bare).unwrap());
        let stated = StatedActivity { began_on: Some(Date::MAX), ..StatedActivity::default() };
        let bytes = encode_person(&person(stated), &mut buffer).unwrap();
        assert_eq!(decode_person(bytes).unwrap().situations[0].stated, stated);
        assert_eq!(decode_person(&bare).unwrap().situations[0].stated, StatedActivity::default());
        // A reader that does not ask for it reads the same record.
        assert_eq!(decode::<StoredPerson<'_>>(bytes).unwrap().person.family_name, "A");
    }
}
