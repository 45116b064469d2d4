//! `import`: files in, a generation published, or kept for a person when a guard trips.

use std::{collections::BTreeMap, path::PathBuf};

use aiguilleur_directory::Clock;
use aiguilleur_domain::Date;
use aiguilleur_importer::{Candidate, History, ImportRequest, Others, import};
use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    guard::{Inspection, Thresholds},
    run::{ByHand, DataFolder},
};
use jiff::Timestamp;

use crate::{Ending, arguments::Import, configuration, console, show};

pub(crate) fn run(arguments: Import, clock: Clock) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let data = DataDir::open(arguments.place.dir())?;
    let mut request = configuration.import.request(arguments.files);
    let not_to_come = |as_of| not_to_come(as_of, clock.today());
    (request.as_of, request.clock) = (arguments.as_of.map(not_to_come).transpose()?, clock);
    if arguments.no_history {
        request.history = History::Dropped;
    }
    if arguments.only {
        request.others = Others::Dropped;
    }
    let (candidate, inspection) = if arguments.no_guard {
        (build_and_publish(&data, &request)?, None)
    } else {
        let guards = by_hand(configuration.sync.guards);
        let (candidate, inspection) = build_under_guard(&data, &request, &guards)?;
        (candidate, Some(inspection))
    };
    if arguments.json {
        console::json(&show::import::Report::new(&candidate, inspection.as_ref()))?;
    } else {
        console::print(&show::import::text(&candidate, inspection.as_ref()))?;
    }
    Ok(if inspection.is_none_or(|found| found.passed()) { Ending::Done } else { Ending::NeedsAPerson })
}

/// The limits on files that a person names: how old they are is known to that person.
fn by_hand(guards: Thresholds) -> Thresholds {
    Thresholds { oldest_days: i32::MAX, oldest_days_by_source: BTreeMap::new(), ..guards }
}

fn not_to_come(as_of: Date, today: Date) -> anyhow::Result<Date> {
    anyhow::ensure!(
        as_of <= today,
        "--as-of {as_of} : ce jour est à venir (aujourd'hui : {today}) ; rien n'est importé"
    );
    Ok(as_of)
}

/// Builds a generation of `files` in `data` and serves it.
pub(crate) fn build_and_publish(data: &DataDir, request: &ImportRequest) -> anyhow::Result<Candidate> {
    let candidate = build(data, request)?;
    candidate.publish()?;
    Ok(candidate)
}

/// Builds a generation and serves it if the guards let it pass.
fn build_under_guard(
    data: &DataDir,
    request: &ImportRequest,
    thresholds: &Thresholds,
) -> anyhow::Result<(Candidate, Inspection)> {
    let directory = DataFolder::new(data.clone(), request.clone(), |_| {});
    let begun = ByHand::begin(data.root(), &directory, Timestamp::now())?;
    let candidate = build(data, request)?;
    let inspection = begun.conclude(candidate.id().to_string(), thresholds)?;
    Ok((candidate, inspection))
}

fn build(data: &DataDir, request: &ImportRequest) -> anyhow::Result<Candidate> {
    let mut line = console::ProgressLine::new();
    let built = import(data, request, &mut |progress| line.show(&progress));
    line.end();
    Ok(built?)
}

/// The request for `files`, with the documented defaults.
pub(crate) fn request(files: Vec<PathBuf>) -> ImportRequest {
    ImportRequest::new(files)
}
