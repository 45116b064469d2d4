//! Reads and searches: candidates in the order of their identifiers, those kept whose resource meets every criterion.

mod asked;
mod candidates;
mod included;

use std::cell::Cell;

use aiguilleur_directory::{DecisionRequest, KnownStructure, PersonHit, Snapshot, StructureId};
use aiguilleur_domain::{IdNatPp, IdNatStruct, entity::SourceKind};

use self::candidates::{Candidate, Plan};
use crate::{
    Kind, Query, Refusal, Updates,
    bundle::{Mode, Page},
    decision,
    position::Position,
    query::Total,
    refusal::Failure,
    resource::{Contacts, Context, Organization, Practitioner, PractitionerRole, Resource, role_id},
};

/// The work of one request: a record that is read costs some, a resource that is made more. A page that reaches it
/// ends there, with a link to go on.
const WORK: usize = 80_000;
/// Reading a person, or gathering a structure, in records looked at.
const READING: usize = 8;
/// Resources that may be included in one page.
const MAX_INCLUDED: usize = 1_000;

/// What a request is answered from.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The snapshot that it reads.
    pub snapshot: &'a Snapshot,
    /// When what changed.
    pub updates: &'a Updates,
    /// The address of the server, without a slash at its end.
    pub base: &'a str,
}

/// An answer, as JSON.
#[derive(Debug)]
pub struct Answer {
    /// JSON of the response.
    pub body: Vec<u8>,
    /// Records looked at.
    pub steps: usize,
}

/// The resource of a type and an id.
///
/// # Errors
/// When there is none, or the directory cannot be read.
pub fn read(call: Call<'_>, kind: Kind, id: &str) -> Result<Answer, Failure> {
    let found = match kind {
        Kind::Practitioner => match id.parse() {
            Ok(id) => call.practitioner(id)?,
            Err(_) => None,
        },
        Kind::PractitionerRole => call.role(id)?,
        Kind::Organization => match id.parse() {
            Ok(id) => call.organization(id)?,
            Err(_) => None,
        },
        Kind::HealthcareService | Kind::Device => None,
    };
    let resource = found.ok_or_else(|| Refusal::not_found(&format!("{}/{}", kind.name(), shown(id))))?;
    Ok(Answer { body: serde_json::to_vec(&resource).unwrap_or_default(), steps: READING })
}

/// A page of a search.
///
/// # Errors
/// When the page is of data that is no longer served, or the directory cannot be read.
pub fn search(call: Call<'_>, query: &Query) -> Result<Answer, Failure> {
    let query = &asked::resolved(call, query)?;
    let held = is_held(query.kind);
    let mut remarks = if held { without_source(call, query) } else { Vec::new() };
    let mut gathering = Gathering::new(call, query);
    if held && remarks.is_empty() {
        Plan::of(call, query)?.visit(call, query, &mut |candidate| gathering.take(candidate))?;
    }
    let Gathering { found, done, more, matches, work, .. } = gathering;
    let total = match query.total {
        Total::None => None,
        _ if query.counted.is_some() => query.counted,
        _ if query.position.is_some() => None,
        Total::Wanted | Total::WhereCheap => (!more).then_some(matches),
    };
    let next = (query.count > 0 && (more || matches > found.len()))
        .then(|| done.map(|position| query.address(Some((&position, total)))))
        .flatten();
    let mut entries: Vec<(Mode, Resource)> = found.into_iter().map(|it| (Mode::Match, it)).collect();
    if !included::add(call, query, &mut entries)? {
        remarks.push(format!(
            "Plus de {MAX_INCLUDED} ressources à inclure : les autres se lisent par leur référence."
        ));
    }
    let page = Page { base: call.base, total, this: query.address(None), next, entries, remarks };
    Ok(Answer { body: page.written(&query.elements).unwrap_or_default(), steps: work.get() })
}

/// Parameters that no imported source holds: the search is empty, and the page gives the reason.
fn without_source(call: Call<'_>, query: &Query) -> Vec<String> {
    let described = |name: &str| match name {
        "mailbox-mss" => call.snapshot.holds(SourceKind::Mssante),
        "number-smartcard" | "type-smartcard" => call.snapshot.holds(SourceKind::Porteurs),
        _ => true,
    };
    let parameters = query.criteria.iter().map(|criterion| criterion.parameter);
    let missing = parameters.filter(|parameter| parameter.without_source || !described(parameter.name));
    missing.map(|parameter| format!("Aucune source importée ne dit « {} ».", parameter.name)).collect()
}

/// Types that the ANS's server has and the sources here say nothing of.
const fn is_held(kind: Kind) -> bool {
    matches!(kind, Kind::Practitioner | Kind::PractitionerRole | Kind::Organization)
}

fn shown(text: &str) -> String {
    text.chars().take(64).collect()
}

/// Whether candidates are still wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Stop,
}

/// What a page has gathered.
struct Gathering<'a> {
    call: Call<'a>,
    query: &'a Query,
    found: Vec<Resource>,
    /// Behind the last resource that was looked at for this page.
    done: Option<Position>,
    /// Whether candidates were left.
    more: bool,
    matches: usize,
    work: Cell<usize>,
}

impl<'a> Gathering<'a> {
    fn new(call: Call<'a>, query: &'a Query) -> Self {
        Self { call, query, found: Vec::new(), done: None, more: false, matches: 0, work: Cell::new(0) }
    }

    /// Looks at a candidate: at each of its resources.
    fn take(&mut self, candidate: Candidate) -> Result<Flow, Failure> {
        self.work.set(self.work.get() + candidate.work());
        let Candidate { position, skip, subject } = candidate;
        let resources = self.call.resources(self.query.kind, &subject)?;
        if resources.is_empty() && self.found.len() < self.query.count {
            self.done = Some(position.behind(0));
        }
        for (at, resource) in resources.into_iter().enumerate().skip(skip) {
            let meets = self.query.criteria.iter().all(|it| it.met_by(&resource, self.call.updates));
            if meets {
                self.matches += 1;
                if self.found.len() < self.query.count {
                    self.found.push(self.call.with_decision(resource, &subject, at)?);
                } else if self.query.total != Total::Wanted {
                    self.more = true;
                    return Ok(Flow::Stop);
                }
            }
            if self.found.len() < self.query.count || meets && self.matches == self.found.len() {
                self.done = Some(position.behind(at));
            }
        }
        if self.work.get() > WORK {
            self.more = true;
            return Ok(Flow::Stop);
        }
        Ok(Flow::On)
    }
}

/// The person or structure that resources describe.
enum Subject {
    Person(Box<PersonHit>),
    Structure(Box<KnownStructure>, IdNatStruct),
    /// A record that a cheap look refused.
    Nobody,
}

impl<'a> Call<'a> {
    const fn context(self) -> Context<'a> {
        Context { snapshot: self.snapshot, updates: self.updates }
    }

    fn resources(self, kind: Kind, subject: &Subject) -> Result<Vec<Resource>, Failure> {
        let context = self.context();
        Ok(match (kind, subject) {
            (Kind::Practitioner, Subject::Person(hit)) => {
                let contacts = Contacts::of(hit.professional.id_nat_pp, self.snapshot)?;
                vec![Resource::Practitioner(Box::new(Practitioner::of(
                    &hit.professional,
                    &contacts,
                    context,
                )))]
            }
            (Kind::PractitionerRole, Subject::Person(hit)) => {
                let contacts = Contacts::of(hit.professional.id_nat_pp, self.snapshot)?;
                let role = |practice| PractitionerRole::of(&hit.professional, practice, &contacts, context);
                hit.situations.iter().map(|it| Resource::PractitionerRole(Box::new(role(it)))).collect()
            }
            (Kind::Organization, Subject::Structure(known, key)) => {
                vec![Resource::Organization(Box::new(Organization::of(known, *key, context)))]
            }
            _ => Vec::new(),
        })
    }

    /// The same resource with what to order on: the decision of its situation, or those of its structure.
    fn with_decision(self, resource: Resource, subject: &Subject, at: usize) -> Result<Resource, Failure> {
        let (request, generation) = (DecisionRequest::default(), self.snapshot.id().as_str());
        match (resource, subject) {
            (Resource::PractitionerRole(mut role), Subject::Person(hit)) => {
                let decided = self.snapshot.decide_for((**hit).clone(), &request);
                role.extension
                    .extend(decided.decisions.get(at).map(|it| decision::of(&it.decision, generation)));
                Ok(Resource::PractitionerRole(role))
            }
            (Resource::Organization(mut it), Subject::Structure(_, key)) => {
                let decided = self.snapshot.decide_for_structure(StructureId::Known(*key), &request)?;
                let decisions = decided.iter().flat_map(|decided| &decided.decisions);
                it.extension.extend(decisions.map(|it| decision::of(&it.decision, generation)));
                Ok(Resource::Organization(it))
            }
            (resource, _) => Ok(resource),
        }
    }

    fn practitioner(self, id: IdNatPp) -> Result<Option<Resource>, Failure> {
        let Some(hit) = self.snapshot.professional(id)? else { return Ok(None) };
        Ok(self.resources(Kind::Practitioner, &Subject::Person(Box::new(hit)))?.pop())
    }

    fn role(self, id: &str) -> Result<Option<Resource>, Failure> {
        let Some(person) = id.split('-').next().and_then(|person| person.parse().ok()) else {
            return Ok(None);
        };
        let Some(hit) = self.snapshot.professional(person)? else { return Ok(None) };
        let same = |practice| role_id(&hit.professional, practice) == id;
        let Some(at) = hit.situations.iter().position(same) else { return Ok(None) };
        let subject = Subject::Person(Box::new(hit));
        let role = self.resources(Kind::PractitionerRole, &subject)?.into_iter().nth(at);
        role.map(|role| self.with_decision(role, &subject, at)).transpose()
    }

    fn organization(self, id: IdNatStruct) -> Result<Option<Resource>, Failure> {
        let Some(known) = self.snapshot.structure(id)? else { return Ok(None) };
        // A legal unit that FINESS describes has its FINESS number as key.
        let subject = Subject::Structure(Box::new(known), id);
        let resource = self.resources(Kind::Organization, &subject)?.pop();
        resource.map(|resource| self.with_decision(resource, &subject, 0)).transpose()
    }
}
