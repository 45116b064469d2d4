//! What each source says of the life of a situation or a structure; the resolver weighs it.

use aiguilleur_domain::{
    Date,
    entity::{LifeState, SourceKind},
};
use aiguilleur_resolver::{Life, Says, State, Statement, Subject};

use super::{KnownStructure, Practice};
use crate::{Snapshot, record::StoredSituation};

fn statement(subject: Subject, says: Says, source: SourceKind, dated: Option<Date>) -> Statement {
    Statement { subject, says, source: source.name().into(), dated }
}

/// What is said of a situation: the open stock holds those under way only, the restricted one states dates.
pub(crate) fn of_situation(stored: &StoredSituation<'_>, snapshot: &Snapshot) -> Statement {
    let open = SourceKind::RppsPersonneActivite;
    let (source, says) = match (stored.ended, stored.stated.ends_on) {
        (Some(ended), _) if ended.source == open => {
            (open, Says::Absent { from: Some(ended.on), last_seen: Some(stored.last_seen) })
        }
        (Some(ended), _) => (ended.source, Says::Closed(Some(ended.on))),
        (None, Some(on)) => (SourceKind::RppsRestreint, Says::Closed(Some(on))),
        (None, None) => (open, Says::Open),
    };
    statement(Subject::Situation, says, source, snapshot.dated(source))
}

fn of_finess(state: LifeState, absent_since: Option<Date>, last_seen: Option<Date>) -> Says {
    match (state, absent_since) {
        // Generations of before wrote an absence down as a closing of that day.
        (LifeState::Closed { on, kind: None }, Some(since)) if on == Some(since) => {
            Says::Absent { from: Some(since), last_seen }
        }
        (LifeState::Closed { on, .. }, _) => Says::Closed(on),
        (_, Some(since)) => Says::Absent { from: Some(since), last_seen },
        (LifeState::Open, None) => Says::Open,
        (LifeState::NotStated, None) => Says::Listed,
    }
}

/// Everything that is said of a structure.
pub(super) fn of_structure(known: &KnownStructure, snapshot: &Snapshot) -> Vec<Statement> {
    let mut all = Vec::with_capacity(4);
    if let Some(site) = &known.site {
        let (source, dated) = site.source;
        let says = of_finess(site.state, site.absent_since, dated);
        all.push(statement(Subject::Site, says, source, dated));
    }
    if let Some(entity) = &known.legal_entity {
        let (source, dated) = entity.source;
        let says = of_finess(entity.state, entity.absent_since, dated);
        all.push(statement(Subject::LegalEntity, says, source, dated));
    }
    if let Some(found) = known.establishment.as_ref().filter(|found| found.etat.is_some()) {
        let says = if found.is_closed() { Says::Closed(found.since) } else { Says::Open };
        let source = SourceKind::Etablissements;
        // FINESS keeps beside an open site the SIRET of a company that has moved or changed: it closes no site.
        if !(found.is_closed() && known.is_open_site()) {
            all.push(statement(Subject::Establishment, says, source, snapshot.dated(source)));
        }
    }
    if let Some(etat) = known.unit.as_ref().and_then(|unit| unit.etat) {
        let since = known.unit.as_ref().and_then(|unit| unit.since);
        let says = if etat == "C" { Says::Closed(since) } else { Says::Open };
        all.push(statement(Subject::LegalUnit, says, SourceKind::Sirene, snapshot.dated(SourceKind::Sirene)));
    }
    if let Some(on) = known.stated.closed_on {
        let source = SourceKind::RppsRestreint;
        all.push(statement(Subject::Structure, Says::Closed(Some(on)), source, snapshot.dated(source)));
    }
    let practice = match known.practice {
        Practice::NotNamed => return all,
        Practice::Current => Says::Open,
        Practice::Ended => Says::Absent { from: None, last_seen: None },
    };
    let source = SourceKind::RppsPersonneActivite;
    all.push(statement(Subject::Practice, practice, source, snapshot.dated(source)));
    all
}

impl KnownStructure {
    /// State of the structure on `day`, with the sources that state it.
    pub fn life(&self, day: Date) -> Life {
        Life::of(&self.statements, day)
    }

    /// Whether it is a site, known by its FINESS number, that FINESS holds open.
    pub(crate) fn is_open_site(&self) -> bool {
        self.site.as_ref().is_some_and(|site| site.state == LifeState::Open && site.absent_since.is_none())
    }

    /// Whether it goes on on `day`, as far as is known.
    pub fn goes_on(&self, day: Date) -> bool {
        self.life(day).goes_on()
    }
}

impl super::KnownLegalEntity {
    /// Whether FINESS holds it open.
    pub(crate) fn state(&self, day: Date) -> State {
        let (source, dated) = self.source;
        let says = of_finess(self.state, self.absent_since, dated);
        Life::of(&[statement(Subject::LegalEntity, says, source, dated)], day).state()
    }
}
