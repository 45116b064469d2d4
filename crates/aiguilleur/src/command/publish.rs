//! `publish`: the served generation into a depot, and what old ones leave there.

use std::path::Path;

use aiguilleur_depot::{Config, Depot, Location, Published, Publishing, Reread, SigningKey, publish};
use aiguilleur_store::DataDir;
use jiff::Timestamp;
use toml::Value;

use crate::{Ending, arguments::Publish, configuration, console, show};

pub(crate) fn run(arguments: &Publish) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, given(arguments))?;
    let reread = if arguments.check { Reread::Everything } else { Reread::Nothing };
    let data = DataDir::existing(arguments.place.dir());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let published = runtime.block_on(to(&arguments.to, &data, &configuration.depot, reread))?;
    if arguments.json {
        console::json(&published)?;
    } else {
        console::print(&show::depot::text(&published))?;
    }
    Ok(ending(&published))
}

fn given(arguments: &Publish) -> Vec<configuration::Given> {
    let keep = arguments.keep.and_then(|keep| i64::try_from(keep).ok());
    keep.map(|keep| ("depot.keep", Value::Integer(keep))).into_iter().collect()
}

/// Publishes what `data` serves.
pub(crate) async fn to(
    location: &Location,
    data: &DataDir,
    config: &Config,
    reread: Reread,
) -> anyhow::Result<Published> {
    if let Some(id) = data.current()? {
        anyhow::ensure!(
            data.is_built_without_forgotten(&id)?,
            "la génération servie a été construite avant une opposition (`aiguilleur forget`) : reconstruire \
             (`aiguilleur sync --once` ou `aiguilleur import`), puis publier"
        );
    }
    let key = named(&config.signing_key).map(SigningKey::read).transpose()?;
    let depot = Depot::open(location, config, variables())?;
    let publishing = Publishing {
        key: key.as_ref(),
        keep: config.keep,
        grace: config.grace,
        reread,
        now: Timestamp::now(),
    };
    Ok(publish(&depot, data, &publishing).await?)
}

/// What a publication means for who started it.
pub(crate) const fn ending(published: &Published) -> Ending {
    if published.not_removed.is_some() { Ending::NeedsAPerson } else { Ending::Done }
}

/// A file that the configuration names, if it names one.
pub(crate) fn named(path: &Path) -> Option<&Path> {
    Some(path).filter(|path| !path.as_os_str().is_empty())
}

/// The environment, as far as it is text.
pub(crate) fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
