//! Which records a search looks at, in which order, from where on.

use aiguilleur_directory::{
    StoreError, Walk,
    selecting::{Condition, Listed, Looked, Selection, Spot},
};
use aiguilleur_domain::{Code, IdNatPp, IdNatStruct};

use super::{
    Call, Flow, READING, READING_ALONE, Subject, WORK,
    asked::{
        are_codes, asks_for_categorie_professionnelle, asks_for_titles, card_holders, codes, ids,
        is_categorie, level, listed, mailbox_owners, over, people_named, qualification, secteurs, sorted,
        structures_named, texts, tokens, updated, written,
    },
};
use crate::{Kind, Query, Refusal, position::Position, refusal::Failure};

/// Documents that are selected at once, at least.
const SELECTED: usize = 64;
/// Sites of one legal entity, people of one structure from where a page begins: more than the work of a page reaches.
const MAX_RELATED: usize = WORK / READING + 1;

/// The cheapest way to all that a search may find.
pub(super) enum Plan {
    People(Vec<IdNatPp>),
    Structures(Vec<IdNatStruct>),
    /// What the index selects.
    Selected(Selection),
    /// The structures of some secteurs.
    Secteurs(Vec<Code>),
    /// The structures of one level.
    Level(Walk),
    All,
}

/// A record and its position.
pub(super) struct Candidate {
    pub(super) position: Place,
    /// Resources of it that a page before has looked at.
    pub(super) skip: usize,
    pub(super) subject: Subject,
}

/// Position of a candidate.
pub(super) enum Place {
    Key(String),
    Spot(String, Spot),
}

impl Place {
    /// Behind the resource `at` of the candidate.
    pub(super) fn behind(&self, at: usize) -> Position {
        match self {
            Self::Key(key) => Position::Key(key.clone(), at + 1),
            Self::Spot(generation, spot) => Position::Spot(generation.clone(), *spot, at + 1),
        }
    }
}

impl Candidate {
    pub(super) const fn work(&self) -> usize {
        match self.subject {
            Subject::Nobody => 1,
            Subject::Alone(_) => READING_ALONE,
            _ => READING,
        }
    }
}

type Visit<'v> = &'v mut dyn FnMut(Candidate) -> Result<Flow, Failure>;

impl Plan {
    pub(super) fn of(call: Call<'_>, query: &Query) -> Result<Self, Failure> {
        match query.kind {
            Kind::Practitioner => Self::of_practitioners(call, query),
            Kind::PractitionerRole => Self::of_roles(call, query),
            _ => Self::of_organizations(call, query),
        }
    }

    fn of_practitioners(call: Call<'_>, query: &Query) -> Result<Self, Failure> {
        if let Some(ids) = query.plain("_id").or_else(|| query.plain("identifier")).and_then(people_named) {
            return Ok(Self::People(ids));
        }
        if let Some(people) = card_holders(call, query)? {
            return Ok(Self::People(people));
        }
        if let Some((people, _)) = mailbox_owners(call, query)?.or_else(|| updated(call, query)) {
            return Ok(Self::People(people));
        }
        let named = |form: fn(Looked, String) -> Condition| {
            move |looked, text: &str| vec![form(looked, text.to_owned())]
        };
        let any = |looked, text: &str| {
            vec![Condition::Family(looked, text.to_owned()), Condition::Given(looked, text.to_owned())]
        };
        let mut groups = texts(query, "family", &named(Condition::Family));
        groups.extend(texts(query, "given", &named(Condition::Given)));
        // Prefix and suffix are no names in the index: a search for them looks at everybody.
        groups.extend(texts(query, "name", &any).into_iter().filter(|_| !asks_for_titles(query)));
        // An older index does not list the catégories professionnelles: a search for one looks at everybody.
        let listed = call.snapshot.lists_people();
        groups.extend(
            codes(query, "qualification-code", qualification)
                .into_iter()
                .filter(|_| listed || !asks_for_categorie_professionnelle(query)),
        );
        groups.extend(over(query, Listed::Over).filter(|_| listed));
        Ok(Self::selected(true, groups))
    }

    fn of_roles(call: Call<'_>, query: &Query) -> Result<Self, Failure> {
        if let Some(criterion) = query.plain("_id") {
            let person = |id: &str| id.split('-').next()?.parse().ok();
            return Ok(Self::People(sorted(tokens(criterion).filter_map(person).collect())));
        }
        if let Some(criterion) = query.plain("practitioner") {
            return Ok(Self::People(sorted(ids(criterion).filter_map(|id| id.parse().ok()).collect())));
        }
        let places = query.plain("organization").map(|criterion| ids(criterion).collect::<Vec<_>>());
        if let Some(places) = places {
            let mut people = Vec::new();
            for place in places {
                people.extend(call.snapshot.who_practises(place, begin(query).0, MAX_RELATED)?);
            }
            return Ok(Self::People(sorted(people)));
        }
        if let Some((people, _)) = mailbox_owners(call, query)?.or_else(|| updated(call, query)) {
            return Ok(Self::People(people));
        }
        if !call.snapshot.lists_people() {
            return Ok(Self::All);
        }
        let mut groups = codes(query, "role", |code| listed(&code, Listed::Situation));
        groups.extend(over(query, Listed::PartlyOver));
        Ok(Self::selected(true, groups))
    }

    fn of_organizations(call: Call<'_>, query: &Query) -> Result<Self, Failure> {
        if let Some(criterion) = query.plain("_id") {
            return Ok(Self::Structures(sorted(
                tokens(criterion).filter_map(|id| id.parse().ok()).collect(),
            )));
        }
        if let Some(criterion) = query.plain("identifier")
            && let Some(found) = structures_named(call, criterion)?
        {
            return Ok(Self::Structures(found));
        }
        if let Some(criterion) = query.plain("partof") {
            let mut sites: Vec<IdNatStruct> = Vec::new();
            for id in ids(criterion) {
                if let Ok(IdNatStruct::Finess(finess)) = id.parse() {
                    let of = call.snapshot.sites_of(finess.as_ej(), MAX_RELATED)?;
                    sites.extend(of.into_iter().map(IdNatStruct::from));
                }
            }
            return Ok(Self::Structures(sorted(sites)));
        }
        if let Some((_, structures)) = mailbox_owners(call, query)?.or_else(|| updated(call, query)) {
            return Ok(Self::Structures(structures));
        }
        let name = |looked, text: &str| vec![Condition::Name(looked, text.to_owned())];
        let city = |looked, text: &str| vec![Condition::City(looked, text.to_owned())];
        let mut groups = texts(query, "name", &name);
        groups.extend(texts(query, "address-city", &city));
        groups.extend(query.plain("address-postalcode").map(|criterion| {
            written(criterion).map(|text| Condition::Postcode(text.trim().to_owned())).collect()
        }));
        let all = codes(query, "type", |code| vec![Condition::Categorie(code)]);
        if all.iter().flatten().all(|it| matches!(it, Condition::Categorie(code) if is_categorie(code))) {
            groups.extend(all);
        }
        if !groups.is_empty() {
            return Ok(Self::selected(false, groups));
        }
        let level = level(query).map(Self::Level);
        Ok(level.or_else(|| secteurs(query).map(Self::Secteurs)).unwrap_or(Self::All))
    }

    fn selected(people: bool, groups: Vec<Vec<Condition>>) -> Self {
        if groups.is_empty() { Self::All } else { Self::Selected(Selection { people, groups }) }
    }

    /// How many resources it leads to, where that is known without looking at any.
    pub(super) fn count(&self, call: Call<'_>, query: &Query) -> Result<Option<usize>, Failure> {
        let held = |what: &str| call.snapshot.held(what).and_then(|count| usize::try_from(count).ok());
        Ok(match (self, query.kind) {
            (Self::All, Kind::Practitioner) if query.criteria.is_empty() => held("professionals"),
            (Self::All, Kind::PractitionerRole) if query.criteria.is_empty() => {
                held("situations_active").zip(held("situations_ended")).map(|(active, ended)| active + ended)
            }
            (Self::Selected(selection), Kind::Practitioner | Kind::Organization) if are_codes(query) => {
                call.snapshot.count(selection)?
            }
            _ => None,
        })
    }

    /// Shows each candidate, until no more are wanted.
    pub(super) fn visit(self, call: Call<'_>, query: &Query, visit: Visit<'_>) -> Result<(), Failure> {
        match self {
            Self::People(ids) => each_person(call, query, ids, visit),
            Self::Structures(ids) => each_structure(call, query, ids.into_iter().map(Ok), visit),
            Self::Selected(selection) => each_selected(call, query, &selection, visit),
            Self::Secteurs(secteurs) => {
                match call.snapshot.structures_of_secteurs(&secteurs, begin(query).0)? {
                    Some(numbers) => each_structure(call, query, parsed(numbers), visit),
                    None => all_structures(call, query, Walk::All, Some(&secteurs), visit),
                }
            }
            Self::Level(walk) => all_structures(call, query, walk, None, visit),
            Self::All if query.kind == Kind::Organization => {
                all_structures(call, query, Walk::All, None, visit)
            }
            Self::All => all_people(call, query, visit),
        }
    }
}

/// The numbers of structures that have one.
fn parsed(
    numbers: impl Iterator<Item = Result<String, StoreError>>,
) -> impl Iterator<Item = Result<IdNatStruct, StoreError>> {
    numbers.filter_map(|number| number.map(|number| number.parse().ok()).transpose())
}

/// Where the walk begins: the key, and how much of its candidate is done.
fn begin(query: &Query) -> (&str, usize) {
    match &query.position {
        Some(Position::Key(key, skip)) => (key, *skip),
        _ => ("", 0),
    }
}

fn each_person(call: Call<'_>, query: &Query, ids: Vec<IdNatPp>, visit: Visit<'_>) -> Result<(), Failure> {
    let (from, done) = begin(query);
    for id in ids {
        let key = id.to_string();
        if key.as_str() < from {
            continue;
        }
        let Some(subject) = call.person(query.kind, id)? else { continue };
        let skip = if key == from { done } else { 0 };
        if visit(Candidate { position: Place::Key(key), skip, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn each_structure(
    call: Call<'_>,
    query: &Query,
    ids: impl Iterator<Item = Result<IdNatStruct, StoreError>>,
    visit: Visit<'_>,
) -> Result<(), Failure> {
    let (from, done) = begin(query);
    for id in ids {
        let id = id?;
        let key = id.to_string();
        if key.as_str() < from {
            continue;
        }
        let Some(subject) = call.structure(id)? else { continue };
        let skip = if key == from { done } else { 0 };
        if visit(Candidate { position: Place::Key(key), skip, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn each_selected(
    call: Call<'_>,
    query: &Query,
    selection: &Selection,
    visit: Visit<'_>,
) -> Result<(), Failure> {
    let generation = call.snapshot.id().to_string();
    let (mut from, mut done) = match &query.position {
        Some(Position::Spot(of, spot, done)) if *of == generation => (*spot, *done),
        None => (Spot::default(), 0),
        Some(_) => return Err(Refusal::gone().into()),
    };
    // One more than a page holds: whether there is a next one.
    let wanted = SELECTED.max(query.count + 1);
    loop {
        let selected = call.snapshot.select(selection, from, wanted)?;
        let last = selected.ids.len() < wanted;
        for (id, behind) in selected.ids {
            let spot = Spot { doc: behind.doc - 1, ..behind };
            let skip = if spot == from { std::mem::take(&mut done) } else { 0 };
            from = behind;
            let subject = if selection.people {
                id.parse().map_or(Ok(None), |id| call.person(query.kind, id))?
            } else {
                // FINESS numbers are indexed without the digit that says what they are.
                let id = if id.len() == 9 { format!("1{id}") } else { id };
                id.parse().map_or(Ok(None), |id| call.structure(id))?
            };
            let Some(subject) = subject else { continue };
            let position = Place::Spot(generation.clone(), spot);
            if visit(Candidate { position, skip, subject })? == Flow::Stop {
                return Ok(());
            }
        }
        if last {
            return Ok(());
        }
    }
}
fn all_people(call: Call<'_>, query: &Query, visit: Visit<'_>) -> Result<(), Failure> {
    let (from, done) = begin(query);
    for record in call.snapshot.professionals_from(from)? {
        let record = record?;
        let Some(id) = record.id() else { continue };
        let key = id.to_string();
        let skip = if key == from { done } else { 0 };
        let subject = match query.kind {
            Kind::Practitioner => Subject::Alone(Box::new(call.snapshot.person_alone_of(&record)?)),
            _ => Subject::Person(Box::new(call.snapshot.professional_of(&record)?)),
        };
        if visit(Candidate { position: Place::Key(key), skip, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn all_structures(
    call: Call<'_>,
    query: &Query,
    walk: Walk,
    secteurs: Option<&[Code]>,
    visit: Visit<'_>,
) -> Result<(), Failure> {
    let mut before = String::new();
    for record in call.snapshot.structures_after(walk, begin(query).0)? {
        let record = record?;
        let position = record.position();
        if position == before {
            continue;
        }
        before.clone_from(&position);
        let wanted = match secteurs {
            Some(secteurs) => record.secteur_activite()?.is_some_and(|code| secteurs.contains(&code)),
            None => true,
        };
        let id = if wanted { call.snapshot.only_id_of(&record)? } else { None };
        let known = id.map_or(Ok(None), |id| call.structure(id))?;
        let subject = known.unwrap_or(Subject::Nobody);
        if visit(Candidate { position: Place::Key(position), skip: 0, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}
