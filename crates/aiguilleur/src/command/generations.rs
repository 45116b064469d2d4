//! `generations`: what is on disk, whether it is sound, and back to the previous one.

use aiguilleur_store::{DataDir, GenerationId, Soundness, StoreError};
use aiguilleur_sync::run::Ledger;
use anyhow::bail;

use crate::{Ending, arguments::Generations, console, show};

pub(crate) fn run(arguments: &Generations) -> anyhow::Result<Ending> {
    match arguments {
        Generations::List(list) => {
            let listed = show::generations::listed(&DataDir::existing(list.data.dir()))?;
            if list.json {
                console::json(&listed)?;
            } else {
                console::print(&show::generations::text(&listed))?;
            }
        }
        Generations::Verify(verify) => {
            let data = DataDir::existing(verify.data.dir());
            let id: GenerationId = match &verify.id {
                Some(id) => id.parse()?,
                None => data.current()?.ok_or_else(|| StoreError::Empty { path: data.root().to_owned() })?,
            };
            match data.verify(&id)? {
                Soundness::Sound => console::print(&format!("{id} : conforme à son manifeste\n"))?,
                Soundness::Damaged(found) => bail!("{id} est endommagée :\n  {}", found.join("\n  ")),
            }
        }
        Generations::Rollback(rollback) => {
            let id = DataDir::existing(rollback.data.dir()).rollback()?;
            console::print(&format!("{id} est servie de nouveau ; la plus récente est gardée\n"))?;
        }
        Generations::Prune(prune) => {
            let data = DataDir::existing(prune.data.dir());
            // What waits for a person, and what it continues, is not old: it is unfinished.
            let spared = Ledger::read(data.root())?.spared();
            let spared: Vec<GenerationId> = spared.iter().filter_map(|name| name.parse().ok()).collect();
            let removed = data.prune(prune.keep, &spared)?;
            console::print(&format!("{} génération(s) supprimée(s)\n", removed.len()))?;
        }
    }
    Ok(Ending::Done)
}
