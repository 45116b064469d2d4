//! What to order on, and how an end is known, as extensions of our own. `definitions` describes them.

use aiguilleur_directory::view::SituationView;
use aiguilleur_domain::Date;
use aiguilleur_resolver::{Decision, Identifier as Wanted, IdentifierKind, Outcome};

use crate::{
    resource::{Coding, Extension, Identifier, Value},
    system,
};

macro_rules! canonical {
    ($name:literal) => {
        concat!("https://aiguilleur.exemple.fr/fhir/StructureDefinition/", $name)
    };
}

/// What to order on.
pub(crate) const DECISION: &str = canonical!("decision");
/// How it is known that something is over.
pub(crate) const END: &str = canonical!("end");

/// A decision, as every interface gives it.
pub(crate) fn of(decision: &Decision, generation: &str) -> Extension {
    let code = |url, code: &'static str| Extension::of(url, Value::Code(code.into()));
    let text = |url, text: &str| Extension::of(url, Value::Text(text.to_owned()));
    let mut parts = vec![code("outcome", decision.outcome().code()), text("summary", decision.summary())];
    parts.extend(decision.orderer().map(|orderer| code("orderer", orderer.code())));
    // Only what is ordered on is a number here: what a person must choose between is for a person.
    let ordered = matches!(decision.outcome(), Outcome::Order | Outcome::OrderByStructure);
    let wanted = decision.identifier().filter(|_| ordered);
    parts.extend(
        wanted.and_then(identifier).map(|it| Extension::of("identifier", Value::Identifier(Box::new(it)))),
    );
    parts.push(text("rule", decision.rule().rule.id));
    parts.push(code("confidence", decision.rule().rule.confidence.code()));
    for citation in decision.rule().carrying() {
        parts.push(text("citation", &format!("{} : « {} »", citation.place(), citation.quote)));
    }
    for warning in decision.warnings() {
        let of = vec![code("code", warning.code.code()), text("message", &warning.message)];
        parts.push(Extension::with("warning", of));
    }
    parts.push(text("generation", generation));
    Extension::with(DECISION, parts)
}

/// A number as the resource of its structure carries it.
fn identifier(wanted: &Wanted) -> Option<Identifier> {
    let (kind, system) = match wanted.kind {
        IdentifierKind::RppsRang => ("RPPSRG", system::RPPS_RANG),
        IdentifierKind::Siret => ("SIRET", system::SIRENE),
        IdentifierKind::Siren => ("SIREN", system::SIRENE),
        IdentifierKind::FinessGeographique | IdentifierKind::Finess => ("FINEG", system::FINESS),
        IdentifierKind::FinessJuridique => ("FINEJ", system::FINESS),
        IdentifierKind::Rpps => ("RPPS", system::RPPS),
        IdentifierKind::AdeliRang | IdentifierKind::Adeli => ("ADELI", system::ADELI),
    };
    Some(Identifier::typed(kind, system, wanted.value.clone()?))
}

/// How the end of a situation is known.
pub(crate) fn end(situation: &SituationView) -> Extension {
    let reason = situation.ended_reason.as_ref().map(|reason| {
        let coding = Coding { system: None, code: reason.code.to_string().into(), display: reason.label };
        Extension::of("reason", Value::Coding(coding))
    });
    let mut end = closed(situation.ended_source.as_deref(), Some(situation.last_seen));
    end.extension.extend(reason);
    end
}

/// How the end of a structure is known.
pub(crate) fn closed(source: Option<&str>, last_seen: Option<Date>) -> Extension {
    let source = source.map(|source| Extension::of("source", Value::Text(source.to_owned())));
    let seen = last_seen.map(|day| Extension::of("lastSeen", Value::Date(day)));
    Extension::with(END, source.into_iter().chain(seen).collect())
}
