//! `openapi`: the API's document.

use crate::{Ending, console};

pub(crate) fn run() -> anyhow::Result<Ending> {
    console::json(&aiguilleur_api::openapi())?;
    Ok(Ending::Done)
}
