//! Which records a search looks at, in which order, from where on.

use aiguilleur_directory::selecting::{Condition, Looked, Selection, Spot};
use aiguilleur_domain::{Code, IdNatPp, IdNatStruct};

use super::{
    Call, Flow, READING, Subject,
    asked::{
        asks_for_titles, card_holders, codes, ids, is_categorie, mailbox_owners, people_named, secteurs,
        sorted, structures_named, texts, tokens, updated, written,
    },
};
use crate::{Kind, Query, Refusal, position::Position, refusal::Failure};

/// Documents that are selected at once.
const SELECTED: usize = 256;
/// Sites of one legal entity, people of one structure, structures of one number.
const MAX_RELATED: usize = 5_000;

/// The cheapest way to all that a search may find.
pub(super) enum Plan {
    People(Vec<IdNatPp>),
    Structures(Vec<IdNatStruct>),
    Selected(Selection),
    /// Everything; of structures, those of some secteurs where these are asked for.
    All(Option<Vec<Code>>),
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
            Self::Spot(generation, spot) => Position::Spot(generation.clone(), *spot),
        }
    }
}

impl Candidate {
    pub(super) const fn work(&self) -> usize {
        match self.subject {
            Subject::Nobody => 1,
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
        groups.extend(codes(query, "qualification-code", |code| {
            vec![Condition::Profession(code.clone()), Condition::SavoirFaire(code)]
        }));
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
                let found = call.snapshot.practitioners(place, None, MAX_RELATED)?;
                people.extend(found.iter().filter_map(|it| it.id.parse::<IdNatPp>().ok()));
            }
            return Ok(Self::People(sorted(people)));
        }
        let found = mailbox_owners(call, query)?.or_else(|| updated(call, query));
        Ok(found.map_or(Self::All(None), |(people, _)| Self::People(people)))
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
        if groups.is_empty() {
            return Ok(Self::All(secteurs(query)));
        }
        Ok(Self::selected(false, groups))
    }

    fn selected(people: bool, groups: Vec<Vec<Condition>>) -> Self {
        if groups.is_empty() { Self::All(None) } else { Self::Selected(Selection { people, groups }) }
    }

    /// Shows each candidate, until no more are wanted.
    pub(super) fn visit(self, call: Call<'_>, query: &Query, visit: Visit<'_>) -> Result<(), Failure> {
        match self {
            Self::People(ids) => each_person(call, query, ids, visit),
            Self::Structures(ids) => each_structure(call, query, ids, visit),
            Self::Selected(selection) => each_selected(call, query, &selection, visit),
            Self::All(secteurs) if query.kind == Kind::Organization => {
                all_structures(call, query, secteurs.as_deref(), visit)
            }
            Self::All(_) => all_people(call, query, visit),
        }
    }
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
        let Some(hit) = call.snapshot.professional(id)? else { continue };
        let skip = if key == from { done } else { 0 };
        let subject = Subject::Person(Box::new(hit));
        if visit(Candidate { position: Place::Key(key), skip, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn each_structure(
    call: Call<'_>,
    query: &Query,
    ids: Vec<IdNatStruct>,
    visit: Visit<'_>,
) -> Result<(), Failure> {
    let (from, done) = begin(query);
    for id in ids {
        let key = id.to_string();
        if key.as_str() < from {
            continue;
        }
        let Some(known) = call.snapshot.structure(id)? else { continue };
        let skip = if key == from { done } else { 0 };
        let subject = Subject::Structure(Box::new(known), id);
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
    let mut spot = match &query.position {
        Some(Position::Spot(of, spot)) if *of == generation => *spot,
        None => Spot::default(),
        Some(_) => return Err(Refusal::gone().into()),
    };
    loop {
        let selected = call.snapshot.select(selection, spot, SELECTED)?;
        let last = selected.ids.len() < SELECTED;
        for (id, behind) in selected.ids {
            spot = behind;
            let subject = if selection.people { person(call, &id)? } else { structure(call, &id)? };
            let Some(subject) = subject else { continue };
            let position = Place::Spot(generation.clone(), spot);
            if visit(Candidate { position, skip: 0, subject })? == Flow::Stop {
                return Ok(());
            }
        }
        if last {
            return Ok(());
        }
    }
}

fn person(call: Call<'_>, id: &str) -> Result<Option<Subject>, Failure> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(call.snapshot.professional(id)?.map(|hit| Subject::Person(Box::new(hit))))
}

/// The index has the number that a structure is kept under, of FINESS without its type.
fn structure(call: Call<'_>, key: &str) -> Result<Option<Subject>, Failure> {
    let id = if key.len() == 9 { format!("1{key}").parse() } else { key.parse() };
    let Ok(id) = id else { return Ok(None) };
    Ok(call.snapshot.structure(id)?.map(|known| Subject::Structure(Box::new(known), id)))
}

fn all_people(call: Call<'_>, query: &Query, visit: Visit<'_>) -> Result<(), Failure> {
    let (from, done) = begin(query);
    for record in call.snapshot.professionals_from(from)? {
        let record = record?;
        let Some(id) = record.id() else { continue };
        let key = id.to_string();
        let skip = if key == from { done } else { 0 };
        let subject = Subject::Person(Box::new(call.snapshot.professional_of(&record)?));
        if visit(Candidate { position: Place::Key(key), skip, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn all_structures(
    call: Call<'_>,
    query: &Query,
    secteurs: Option<&[Code]>,
    visit: Visit<'_>,
) -> Result<(), Failure> {
    let mut before = String::new();
    for record in call.snapshot.structures_after(begin(query).0)? {
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
        let known = if wanted { call.snapshot.only_structure_of(&record)? } else { None };
        let subject = match known.and_then(|known| Some((known.key()?, known))) {
            Some((key, known)) => Subject::Structure(Box::new(known), key),
            None => Subject::Nobody,
        };
        if visit(Candidate { position: Place::Key(position), skip: 0, subject })? == Flow::Stop {
            break;
        }
    }
    Ok(())
}
