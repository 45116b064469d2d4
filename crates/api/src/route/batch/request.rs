//! What a bulk call asks.

use aiguilleur_directory::DecisionRequest;
use aiguilleur_domain::Date;
use aiguilleur_resolver::{Couloir, Usage};
use serde::Deserialize;

use crate::{
    fields::{Chosen, Decided, Professional},
    openapi::schema::{Fields, check_fields},
    problem::{Kind, Problem},
};

/// Identifiers that cost as much as one request.
const IDS_PER_REQUEST: usize = 100;

/// What is wanted of each professional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Want {
    Records,
    #[default]
    Decisions,
    /// The decisions, for structures too.
    #[serde(skip)]
    DecisionsOfAny,
}

/// The body, as it is sent; one for people and structures has no `want`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireBatch {
    ids: Vec<String>,
    #[serde(default)]
    want: Option<Want>,
    #[serde(default, alias = "usage")]
    usages: Vec<Usage>,
    #[serde(default)]
    couloir: Option<Couloir>,
    #[serde(default)]
    as_of: Option<Date>,
    #[serde(default)]
    fields: Vec<String>,
}

/// A bulk call.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) ids: Vec<String>,
    pub(super) want: Want,
    pub(super) decision: DecisionRequest,
    pub(super) fields: Option<Fields>,
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        Problem::new(Kind::INVALID_BODY, format!("Le corps n'est pas celui d'un appel groupé : {error}."))
    })
}

impl Batch {
    /// Reads a body of at most `max` identifiers.
    ///
    /// # Errors
    /// 400 when it is not such a body.
    pub(super) fn read(body: &[u8], max: usize) -> Result<Self, Problem> {
        let wire: WireBatch = parse(body)?;
        let want = wire.want.unwrap_or_default();
        Self::of(wire, want, max)
    }

    /// Reads a body of at most `max` identifiers of people and structures.
    ///
    /// # Errors
    /// 400 when it is not such a body.
    pub(super) fn read_mixed(body: &[u8], max: usize) -> Result<Self, Problem> {
        let wire: WireBatch = parse(body)?;
        if wire.want.is_some() {
            let detail = "Le corps n'est pas celui d'un appel groupé : champ `want` inconnu ici.";
            return Err(Problem::new(Kind::INVALID_BODY, detail));
        }
        Self::of(wire, Want::DecisionsOfAny, max)
    }

    fn of(wire: WireBatch, want: Want, max: usize) -> Result<Self, Problem> {
        if wire.ids.len() > max {
            let detail = format!("{} identifiants ; la limite est de {max}.", wire.ids.len());
            return Err(Problem::new(Kind::TOO_MANY_ITEMS, detail));
        }
        let schema = match want {
            Want::Records => Professional::SCHEMA,
            Want::Decisions | Want::DecisionsOfAny => Decided::SCHEMA,
        };
        let fields = check_fields(schema, wire.fields.iter().map(String::as_str))?;
        let WireBatch { usages, couloir, as_of, .. } = wire;
        let decision = DecisionRequest { usages, couloir, as_of, trace: false };
        Ok(Self { ids: wire.ids, want, decision, fields })
    }

    /// What it costs beside the request itself.
    pub(super) fn cost(&self) -> u32 {
        cost(self.ids.len())
    }
}

/// What so many cost beside the request itself.
pub(super) fn cost(count: usize) -> u32 {
    u32::try_from(count.div_ceil(IDS_PER_REQUEST)).unwrap_or(u32::MAX)
}
