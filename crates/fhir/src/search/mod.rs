//! Reads and searches: candidates in the order of their identifiers, those kept whose resource meets every criterion.

mod asked;
mod candidates;
mod included;

use std::cell::Cell;

use aiguilleur_directory::{
    DecisionRequest, KnownStructure, PersonHit, Snapshot, StructureId, view::ProfessionalView,
};
use aiguilleur_domain::{IdNatPp, IdNatStruct, entity::SourceKind};

use self::candidates::{Candidate, Plan};
use crate::{
    Kind, Query, Refusal, Updates,
    bundle::{self, Mode, Page},
    decision,
    position::Position,
    query::{self, Total},
    refusal::Failure,
    resource::{Contacts, Context, Organization, Practitioner, PractitionerRole, Resource},
};

/// The work of one request: a record that is read costs some, a resource that is made more. A page that reaches it
/// ends there, with a link to go on.
const WORK: usize = 80_000;
/// Reading a person with their situations, or gathering a structure, in records looked at.
const READING: usize = 8;
/// Reading a person alone.
const READING_ALONE: usize = 2;
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

/// The resource of a type and an id; of it only the `_elements` that the query string names, where it names some.
///
/// # Errors
/// When there is none, or the directory cannot be read.
pub fn read(call: Call<'_>, kind: Kind, id: &str, pairs: &[u8]) -> Result<Answer, Failure> {
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
    let elements = query::elements(pairs);
    let body = if elements.is_empty() {
        serde_json::to_vec(&resource)
    } else {
        bundle::only(&resource, &elements).and_then(|only| serde_json::to_vec(&only))
    };
    Ok(Answer { body: body.unwrap_or_default(), steps: READING })
}

/// A page of a search.
///
/// # Errors
/// When the page is of data that is no longer served, or the directory cannot be read.
pub fn search(call: Call<'_>, query: &Query) -> Result<Answer, Failure> {
    let mut query = asked::resolved(call, query)?;
    let held = is_held(query.kind);
    let mut remarks = if held { without_source(call, &query) } else { Vec::new() };
    let possible = query.criteria.iter().all(|criterion| !criterion.values.is_empty());
    let plan = if held && possible && remarks.is_empty() { Some(Plan::of(call, &query)?) } else { None };
    if query.total == Total::Wanted
        && query.counted.is_none()
        && let Some(plan) = &plan
    {
        query.counted = plan.count(call, &query)?;
    }
    let query = &query;
    let mut gathering = Gathering::new(call, query);
    if let Some(plan) = plan
        && (query.count > 0 || gathering.counts)
    {
        plan.visit(call, query, &mut |candidate| gathering.take(candidate))?;
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
    /// Whether what is behind the page is looked at, to be counted.
    counts: bool,
    work: Cell<usize>,
}

impl<'a> Gathering<'a> {
    fn new(call: Call<'a>, query: &'a Query) -> Self {
        let counts = query.total == Total::Wanted && query.counted.is_none();
        let work = Cell::new(0);
        Self { call, query, found: Vec::new(), done: None, more: false, matches: 0, counts, work }
    }

    /// Looks at a candidate: at each of its resources.
    fn take(&mut self, candidate: Candidate) -> Result<Flow, Failure> {
        self.work.set(self.work.get() + candidate.work());
        let Candidate { position, skip, subject } = candidate;
        let resources = self.call.resources(self.query.kind, &subject)?;
        if resources.is_empty() && self.found.len() < self.query.count {
            self.done = Some(position.behind(0));
        }
        let mut kept = Vec::new();
        for (at, resource) in resources.into_iter().enumerate().skip(skip) {
            let meets = self.query.criteria.iter().all(|it| it.met_by(&resource, self.call.updates));
            let has_room = self.found.len() + kept.len() < self.query.count;
            if meets && !has_room && !self.counts {
                self.more = true;
                break;
            }
            self.matches += usize::from(meets);
            if has_room {
                self.done = Some(position.behind(at));
                kept.extend(meets.then_some((at, resource)));
            }
        }
        self.found.extend(self.call.with_decisions(kept, subject)?);
        if self.more {
            return Ok(Flow::Stop);
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
    /// Without the situations.
    Alone(Box<ProfessionalView>),
    Structure(Box<Structure>),
    /// A record that a cheap look refused.
    Nobody,
}

/// A structure among all of its number.
struct Structure {
    key: IdNatStruct,
    all: Vec<KnownStructure>,
    at: usize,
}

impl<'a> Call<'a> {
    const fn context(self) -> Context<'a> {
        Context { snapshot: self.snapshot, updates: self.updates }
    }

    /// The person of an identifier, as far as resources of a type describe them.
    fn person(self, kind: Kind, id: IdNatPp) -> Result<Option<Subject>, Failure> {
        Ok(match kind {
            Kind::Practitioner => self.snapshot.person_alone(id)?.map(|view| Subject::Alone(Box::new(view))),
            _ => self.snapshot.professional(id)?.map(|hit| Subject::Person(Box::new(hit))),
        })
    }

    /// The structure that is kept under a number: a legal unit that FINESS describes has its FINESS number.
    fn structure(self, key: IdNatStruct) -> Result<Option<Subject>, Failure> {
        let all = self.snapshot.structures(StructureId::Known(key))?;
        let at = all.iter().position(|known| known.key() == Some(key));
        Ok(at.map(|at| Subject::Structure(Box::new(Structure { key, all, at }))))
    }

    fn resources(self, kind: Kind, subject: &Subject) -> Result<Vec<Resource>, Failure> {
        let context = self.context();
        Ok(match (kind, subject) {
            (Kind::Practitioner, Subject::Alone(view)) => {
                let contacts = Contacts::of(view.id_nat_pp, self.snapshot)?;
                vec![Resource::Practitioner(Box::new(Practitioner::of(view, &contacts, context)))]
            }
            (Kind::PractitionerRole, Subject::Person(hit)) => {
                let contacts = Contacts::of(hit.professional.id_nat_pp, self.snapshot)?;
                let role = |practice| PractitionerRole::of(&hit.professional, practice, &contacts, context);
                hit.situations.iter().map(|it| Resource::PractitionerRole(Box::new(role(it)))).collect()
            }
            (Kind::Organization, Subject::Structure(it)) => {
                vec![Resource::Organization(Box::new(Organization::of(&it.all[it.at], it.key, context)))]
            }
            _ => Vec::new(),
        })
    }

    /// Resources of a subject, each with its place among all of them, with what to order on: the decision of each
    /// situation, or those of the structure.
    fn with_decisions(
        self,
        mut kept: Vec<(usize, Resource)>,
        subject: Subject,
    ) -> Result<Vec<Resource>, Failure> {
        let (request, generation) = (DecisionRequest::default(), self.snapshot.id().as_str());
        let decided = match subject {
            _ if kept.is_empty() => None,
            Subject::Person(hit) => Some(self.snapshot.decide_for(*hit, &request)),
            Subject::Structure(it) => self.snapshot.decide_for_structures(&it.all, &request)?,
            Subject::Alone(_) | Subject::Nobody => None,
        };
        let decisions = decided.map(|decided| decided.decisions).unwrap_or_default();
        let said = |at: usize| decisions.get(at).map(|it| decision::of(&it.decision, generation));
        for (at, resource) in &mut kept {
            match resource {
                Resource::PractitionerRole(role) => role.extension.extend(said(*at)),
                Resource::Organization(it) => it.extension.extend((0..decisions.len()).filter_map(said)),
                Resource::Practitioner(_) => {}
            }
        }
        Ok(kept.into_iter().map(|(_, resource)| resource).collect())
    }

    /// The resources of a subject that are wanted, complete.
    fn complete(
        self,
        kind: Kind,
        subject: Option<Subject>,
        wanted: impl Fn(&Resource) -> bool,
    ) -> Result<Vec<Resource>, Failure> {
        let Some(subject) = subject else { return Ok(Vec::new()) };
        let resources = self.resources(kind, &subject)?.into_iter().enumerate();
        self.with_decisions(resources.filter(|(_, resource)| wanted(resource)).collect(), subject)
    }

    fn practitioner(self, id: IdNatPp) -> Result<Option<Resource>, Failure> {
        Ok(self.complete(Kind::Practitioner, self.person(Kind::Practitioner, id)?, |_| true)?.pop())
    }

    fn roles(self, person: IdNatPp, wanted: impl Fn(&Resource) -> bool) -> Result<Vec<Resource>, Failure> {
        self.complete(Kind::PractitionerRole, self.person(Kind::PractitionerRole, person)?, wanted)
    }

    fn role(self, id: &str) -> Result<Option<Resource>, Failure> {
        let Some(Ok(person)) = id.split('-').next().map(str::parse) else { return Ok(None) };
        Ok(self.roles(person, |role| role.id() == id)?.into_iter().next())
    }

    fn organization(self, id: IdNatStruct) -> Result<Option<Resource>, Failure> {
        Ok(self.complete(Kind::Organization, self.structure(id)?, |_| true)?.pop())
    }
}
