//! After a run: what is served here goes to the depot, where one is configured. The run's result does not depend on it.

use aiguilleur_depot::{Location, Published, Reread};
use aiguilleur_store::DataDir;
use anyhow::Context;

use crate::{
    Ending,
    arguments::SyncDecide,
    command::publish,
    configuration::{self, Configuration},
    console, show,
};

/// Publishes what `data` serves. Whatever the run came to: the one before may not have reached the depot.
pub(super) async fn served(
    configuration: &Configuration,
    data: &DataDir,
) -> anyhow::Result<Option<Published>> {
    let to = &configuration.sync.publish_to;
    let Some(served) = data.current()?.filter(|_| !to.is_empty()) else { return Ok(None) };
    let location: Location =
        to.parse().map_err(anyhow::Error::msg).context("configuration : sync.publish_to")?;
    let published = publish::to(&location, data, &configuration.depot, Reread::Nothing).await;
    let left = || {
        format!(
            "{served} est servie ici, mais n'est pas dans le dépôt ; relancer : aiguilleur publish {location}"
        )
    };
    published.with_context(left).map(Some)
}

/// The same after a person approved what a guard had held back.
pub(super) fn approved(decide: &SyncDecide) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&decide.place, Vec::new())?;
    let data = DataDir::existing(decide.place.dir());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sent = runtime.block_on(served(&configuration, &data))?;
    console::print(&sent.as_ref().map(show::depot::text).unwrap_or_default())?;
    Ok(sent.as_ref().map_or(Ending::Done, publish::ending))
}
