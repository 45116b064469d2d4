//! Candidates for a query, the best first: those of the judgement that client files get.

use aiguilleur_directory::{SearchHit, Snapshot};
use aiguilleur_reconcile::{Judge, Options, ReconcileError};
use serde::Serialize;

use super::{
    entity::{Kind, Type},
    query::Query,
};
use crate::problem::{self, Problem};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    #[serde(rename = "type")]
    pub(super) types: [Type; 1],
    /// From 0 to 100: the probability that it is the one meant, where it was found by name.
    pub(super) score: u8,
    /// Whether the client may accept it without a review.
    #[serde(rename = "match")]
    pub(super) certain: bool,
}

/// Places that a description names.
const MAX_PLACES: usize = 3;

/// Town and profession of a candidate.
pub(super) fn description(hit: &SearchHit) -> String {
    let ended = matches!(hit.status, aiguilleur_directory::view::Status::Ended);
    let profession = hit.profession.as_ref().map(|code| code.text().into_owned());
    let parts = profession.into_iter().chain(hit.cities.iter().take(MAX_PLACES).cloned());
    parts.chain(ended.then(|| "terminé ou fermé".to_owned())).collect::<Vec<_>>().join(", ")
}

fn broken(error: ReconcileError) -> Problem {
    match error {
        ReconcileError::Directory(error) => error.into(),
        error => {
            tracing::error!(error = &error as &dyn std::error::Error, "a query could not be judged");
            Problem::new(
                problem::Kind::INTERNAL,
                "La question n'a pas pu être jugée ; l'incident est journalisé.",
            )
        }
    }
}

/// The candidates for `query`, and the steps of work that they cost.
///
/// # Errors
/// When the directory cannot be read; never because of the query.
pub(super) fn candidates(snapshot: &Snapshot, query: &Query) -> Result<(Vec<Candidate>, usize), Problem> {
    let options = Options::new(snapshot.today());
    let found = Judge::new(snapshot, &options).identify(&query.record, query.sought()).map_err(broken)?;
    let candidates = found.candidates.into_iter().take(query.limit).enumerate().map(|(rank, candidate)| {
        let kind = Kind::of_number(&candidate.id);
        let profession = candidate.profession.map(str::to_owned);
        let places = candidate.cities.into_iter().take(MAX_PLACES);
        let parts: Vec<String> = profession.into_iter().chain(places).collect();
        Candidate {
            id: kind.entity_id(&candidate.id),
            name: candidate.name,
            description: format!("{} ({})", parts.join(", "), candidate.evidence.join(", ")),
            types: [kind.described()],
            score: candidate.score,
            certain: found.certain && rank == 0,
        }
    });
    Ok((candidates.collect(), found.steps))
}
