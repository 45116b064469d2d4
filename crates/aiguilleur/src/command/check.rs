//! `check`: what identifiers are.

use aiguilleur_directory::{BlockCache, Clock, IdentifierView, Snapshot};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Check, console, show};

pub(crate) fn run(arguments: &Check, clock: Clock) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    // Without a data folder the kind and the key can be said all the same.
    let snapshot = match data.current()? {
        Some(_) => Some(Snapshot::current(&data, &BlockCache::default())?.at(clock)),
        None => None,
    };
    for value in &arguments.values {
        let view = match &snapshot {
            Some(snapshot) => snapshot.identify(value)?,
            None => IdentifierView::without_data(value),
        };
        if arguments.json {
            console::json_line(&view)?;
        } else {
            console::print(&show::identifier::text(&view))?;
        }
    }
    Ok(Ending::Done)
}
