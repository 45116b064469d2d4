//! `check`: what identifiers are.

use aiguilleur_directory::{BlockCache, Clock, Snapshot};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Check, console, show};

pub(crate) fn run(arguments: &Check, clock: Clock) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    let snapshot = Snapshot::current(&data, &BlockCache::default())?.at(clock);
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
