//! `search`: people and structures by what one knows of them.

use aiguilleur_directory::{BlockCache, Clock, SearchRequest, Snapshot};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Search, console, show};

pub(crate) fn run(arguments: &Search, clock: Clock) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    let snapshot = Snapshot::current(&data, &BlockCache::default())?.at(clock);
    let page = snapshot.search(&SearchRequest {
        text: arguments.text.join(" "),
        include_ended: true,
        limit: arguments.limit,
        explain: arguments.explain,
        ..SearchRequest::default()
    })?;
    if arguments.json {
        console::json(&page)?;
    } else {
        console::print(&show::search::text(&page))?;
    }
    Ok(Ending::Done)
}
