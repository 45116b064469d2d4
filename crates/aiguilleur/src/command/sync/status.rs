//! `sync status`: who runs, what waits for a person, the last run and the next.

use std::fmt::Write;

use aiguilleur_directory::Clock;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    CertificateUse,
    run::{Candidate, Ledger, RunReport},
    schedule::{Due, LastRun, RunLock, Schedule},
};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    Ending,
    arguments::SyncStatus,
    certificates::{self, Ends},
    configuration, console, show,
};

#[derive(Serialize)]
struct WorkerState {
    /// Who synchronises just now.
    running: Option<String>,
    served: Option<String>,
    /// What waits for a person.
    candidates: Vec<Candidate>,
    /// When a worker that keeps running starts next, at the earliest.
    next: Option<Timestamp>,
    last: Option<RunReport>,
    /// When the configured certificates end.
    certificates: Vec<Ends>,
}

pub(super) fn run(arguments: &SyncStatus) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let data = DataDir::existing(arguments.place.dir());
    let (root, now) = (data.root(), Timestamp::now());
    let schedule = Schedule::new(&configuration.sync.schedule)?;
    let served = data.current()?.map(|id| id.to_string());
    let state = WorkerState {
        running: RunLock::holder(root),
        candidates: Ledger::read(root)?.settled(served.as_deref()).candidates(),
        next: match LastRun::next(LastRun::read(root)?, &schedule, now, 0.0) {
            Due::Now => Some(now),
            Due::At(start) => Some(start),
            Due::Never => None,
        },
        last: RunReport::last(root),
        certificates: certificates::ends(&configuration.sync, Clock::Machine.today()),
        served,
    };
    if arguments.json {
        console::json(&state)?;
    } else {
        console::print(&text(&state))?;
    }
    Ok(if state.candidates.is_empty() { Ending::Done } else { Ending::NeedsAPerson })
}

fn text(state: &WorkerState) -> String {
    let mut text = String::new();
    let served = state.served.as_deref().unwrap_or("aucune");
    let running = state.running.as_deref().map_or_else(|| "personne".to_owned(), str::to_owned);
    let _infallible = writeln!(text, "servie : {served}\nsynchronise en ce moment : {running}");
    match state.next {
        Some(next) => {
            let _infallible = writeln!(text, "prochain passage dû : {}", next.strftime("%FT%H:%MZ"));
        }
        None => text.push_str("aucun passage prévu\n"),
    }
    for Ends { publisher, usage, not_after, days_left } in &state.certificates {
        let whose = match usage {
            CertificateUse::Authorities => "autorités",
            CertificateUse::Client => "certificat client",
        };
        let _infallible = writeln!(text, "{publisher}, {whose} : fin le {not_after} ({days_left} jours)");
    }
    if let Some(last) = &state.last {
        let _infallible = writeln!(text, "\ndernier passage, fini le {} :", last.ended.strftime("%FT%H:%MZ"));
        text.push_str(&show::sync::text(last));
    }
    for candidate in &state.candidates {
        let _infallible = writeln!(text, "\n{} attend une décision :", candidate.generation);
        text.push_str(&show::sync::inspection(&candidate.inspection));
        text.push_str(&show::sync::samples(&candidate.inspection));
        text.push_str(&show::sync::held_back(&candidate.generation));
    }
    text
}
