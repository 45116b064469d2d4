//! The generations on disk.

use std::{collections::BTreeMap, fmt::Write};

use aiguilleur_store::{DataDir, StoreError};
use serde::Serialize;

/// One generation.
#[derive(Serialize)]
pub(crate) struct Listed {
    id: String,
    served: bool,
    as_of: Option<String>,
    built_at: Option<String>,
    counts: BTreeMap<String, u64>,
    problem: Option<String>,
}

/// Every generation, newest first.
pub(crate) fn listed(data: &DataDir) -> Result<Vec<Listed>, StoreError> {
    let current = data.current()?;
    let mut generations = data.generations()?;
    generations.reverse();
    Ok(generations
        .into_iter()
        .map(|id| {
            let served = current.as_ref() == Some(&id);
            let manifest = data.manifest(&id);
            let problem = manifest.as_ref().err().map(ToString::to_string);
            let manifest = manifest.ok();
            Listed {
                id: id.to_string(),
                served,
                as_of: manifest.as_ref().map(|m| m.as_of.to_string()),
                built_at: manifest.as_ref().map(|m| m.created_at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()),
                counts: manifest.map(|m| m.counts).unwrap_or_default(),
                problem,
            }
        })
        .collect())
}

/// The list, for people.
pub(crate) fn text(listed: &[Listed]) -> String {
    if listed.is_empty() {
        return "aucune génération ; lancer `aiguilleur import`\n".to_owned();
    }
    let mut text = String::new();
    for generation in listed {
        let mark = if generation.served { "*" } else { " " };
        let detail = match (&generation.problem, &generation.as_of, &generation.built_at) {
            (Some(problem), _, _) => problem.clone(),
            (None, Some(as_of), Some(built)) => {
                let people = generation.counts.get("professionals").copied().unwrap_or(0);
                format!("données du {as_of}, construite le {built}, {people} professionnels")
            }
            _ => String::new(),
        };
        let _infallible = writeln!(text, "{mark} {}  {detail}", generation.id);
    }
    text
}
