//! `decide`: decisions from facts, without a directory.

use std::io::Read;

use aiguilleur_directory::Clock;
use aiguilleur_resolver::Case;
use anyhow::Context;

use crate::{Ending, arguments::Decide, console};

pub(crate) fn run(arguments: &Decide, clock: Clock) -> anyhow::Result<Ending> {
    let body = if arguments.file.as_os_str() == "-" {
        let mut body = Vec::new();
        std::io::stdin().lock().read_to_end(&mut body).context("impossible de lire l'entrée standard")?;
        body
    } else {
        std::fs::read(&arguments.file)
            .with_context(|| format!("impossible de lire {}", arguments.file.display()))?
    };
    let case = Case::from_json(&body)?.dated(clock.today());
    console::json(&aiguilleur_resolver::decide(&case))?;
    Ok(Ending::Done)
}
