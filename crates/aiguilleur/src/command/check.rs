//! `check`: what identifiers are.

use aiguilleur_directory::{BlockCache, Snapshot};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Check, console, show};

pub(crate) fn run(arguments: &Check) -> anyhow::Result<Ending> {
    let snapshot = Snapshot::current(&DataDir::existing(arguments.data.dir()), &BlockCache::default())?;
    for value in &arguments.values {
        let view = snapshot.identify(value)?;
        if arguments.json {
            console::json_line(&view)?;
        } else {
            console::print(&show::identifier::text(&view))?;
        }
    }
    Ok(Ending::Done)
}
