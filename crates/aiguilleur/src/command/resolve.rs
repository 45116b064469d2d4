//! `resolve`: on which identifier to order, for a professional or a structure.

use aiguilleur_directory::{BlockCache, Clock, Decided, DecisionRequest, Snapshot};
use aiguilleur_domain::pasted::Pasted;
use aiguilleur_store::DataDir;
use anyhow::bail;

use crate::{Ending, arguments::Resolve, console, show};

pub(crate) fn run(arguments: &Resolve, clock: Clock) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    let snapshot = Snapshot::current(&data, &BlockCache::default())?.at(clock);
    let request = DecisionRequest {
        usages: arguments.asked.usages.clone(),
        couloir: arguments.asked.couloir,
        as_of: arguments.asked.as_of,
        trace: arguments.explain,
    };
    let decided = decided(&snapshot, &arguments.id, &request)?;
    if arguments.json {
        console::json(&decided)?;
    } else {
        console::print(&show::decision::text(&decided))?;
    }
    Ok(Ending::Done)
}

/// The decisions for whatever `text` names.
pub(crate) fn decided(snapshot: &Snapshot, text: &str, request: &DecisionRequest) -> anyhow::Result<Decided> {
    let pasted = Pasted::read(text);
    if let Some(spoilt) = pasted.spoilt {
        bail!("{}", spoilt.message());
    }
    if let Some(decided) = snapshot.decide_for_pasted(&pasted, request)? {
        return Ok(decided);
    }
    let view = snapshot.identify(text)?;
    if view.kind.is_some() && view.checksum != "invalid" {
        bail!(
            "cet identifiant est bien formé, mais l'annuaire ne le contient pas ; essayer `aiguilleur search`"
        );
    }
    bail!("{}", view.orderable.message)
}
