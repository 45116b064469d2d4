//! Bundles of a search.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{refusal::remark, resource::Resource};

/// Why a resource is in a bundle (`search.mode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Match,
    Include,
}

/// A page of a search.
pub(crate) struct Page<'a> {
    pub(crate) base: &'a str,
    pub(crate) total: Option<usize>,
    pub(crate) this: String,
    pub(crate) next: Option<String>,
    pub(crate) entries: Vec<(Mode, Resource)>,
    pub(crate) remarks: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bundle {
    resource_type: &'static str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
    link: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entry: Vec<Entry>,
}

#[derive(Serialize)]
struct Link {
    relation: &'static str,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    full_url: Option<String>,
    resource: Body,
    search: Search,
}

#[derive(Serialize)]
struct Search {
    mode: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body {
    Whole(Box<Resource>),
    Said(Value),
}

impl Page<'_> {
    /// The bundle as JSON; of resources only `elements`, where some are named.
    pub(crate) fn written(self, elements: &[String]) -> Result<Vec<u8>, serde_json::Error> {
        let Self { base, total, this, next, entries, remarks } = self;
        let link = |relation, address: String| Link { relation, url: format!("{base}/{address}") };
        let links = std::iter::once(link("self", this)).chain(next.map(|next| link("next", next)));
        let entry = |(mode, resource): (Mode, Resource)| {
            Ok(Entry {
                full_url: Some(format!("{base}/{}", resource.reference())),
                search: Search { mode: if mode == Mode::Match { "match" } else { "include" } },
                resource: if elements.is_empty() {
                    Body::Whole(Box::new(resource))
                } else {
                    Body::Said(only(&resource, elements)?)
                },
            })
        };
        let said = |text: String| {
            Ok(Entry {
                full_url: None,
                resource: Body::Said(remark(&text)),
                search: Search { mode: "outcome" },
            })
        };
        let entries = entries.into_iter().map(entry).chain(remarks.into_iter().map(said));
        serde_json::to_vec(&Bundle {
            resource_type: "Bundle",
            r#type: "searchset",
            total,
            link: links.collect(),
            entry: entries.collect::<Result<_, serde_json::Error>>()?,
        })
    }
}

/// The wanted elements of a resource, which says that it is not whole.
pub(crate) fn only(resource: &Resource, elements: &[String]) -> Result<Value, serde_json::Error> {
    const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    // What every resource of its type must have is always there.
    const ALWAYS: [&str; 4] = ["resourceType", "id", "meta", "practitioner"];
    let mut whole = serde_json::to_value(resource)?;
    let Some(fields) = whole.as_object_mut() else { return Ok(whole) };
    let wanted = |name: &str| {
        let own = elements.iter().any(|one| one.rsplit('.').next() == Some(name));
        own || ALWAYS.contains(&name)
    };
    let kept: Map<String, Value> =
        std::mem::take(fields).into_iter().filter(|(name, _)| wanted(name)).collect();
    *fields = kept;
    if let Some(meta) = whole.get_mut("meta") {
        meta["tag"] = json!([{ "system": SYSTEM, "code": "SUBSETTED" }]);
    }
    Ok(whole)
}
