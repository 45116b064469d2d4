//! What the worker did, and what it waits for.

use std::fmt::Write;

use aiguilleur_sync::{
    fetch::{FetchedFile, Outcome, Unchanged},
    guard::Inspection,
    publisher::SourceName,
    run::{RunReport, Verdict},
};

/// The account of a run, for people.
pub(crate) fn text(report: &RunReport) -> String {
    let mut text = String::new();
    for (source, outcome) in &report.outcomes {
        text.push_str(&fetched(*source, outcome));
    }
    for sentence in &report.left_out {
        let _infallible = writeln!(text, "{sentence}");
    }
    for (source, days) in &report.dead {
        let _infallible = writeln!(
            text,
            "{source} : rien de nouveau chez son producteur depuis {days} jours de suite ; source sans doute arrêtée"
        );
    }
    text.push_str(&report.inspection.as_ref().map(inspection).unwrap_or_default());
    text.push_str(&verdict(report));
    text
}

/// What the guards found, a line each.
pub(crate) fn inspection(inspection: &Inspection) -> String {
    if inspection.passed() {
        return format!("gardes : {} contrôles, aucune déclenchée\n", inspection.checks);
    }
    let mut text =
        format!("gardes : {} contrôles, {} déclenchée(s)\n", inspection.checks, inspection.tripped.len());
    for tripped in &inspection.tripped {
        let _infallible = writeln!(text, "  {}", tripped.message);
    }
    text
}

/// The same, with changes to look at beside each guard: for a person who asks, not for a log.
pub(crate) fn samples(inspection: &Inspection) -> String {
    let mut text = String::new();
    for tripped in inspection.tripped.iter().filter(|tripped| !tripped.samples.is_empty()) {
        let _infallible = writeln!(text, "par exemple, {}", tripped.message);
        for sample in &tripped.samples {
            let ends = [&sample.professional, &sample.before, &sample.after];
            let ends: Vec<&str> = ends.map(|end| end.as_deref().unwrap_or("—")).into();
            let _infallible = writeln!(text, "  {} : {}", sample.kind.label(), ends.join(", "));
        }
    }
    text
}

/// What a person may do with a generation that is held back.
pub(crate) fn held_back(generation: &str) -> String {
    format!(
        "génération {generation} retenue, rien n'est publié ; décider :\n  \
         aiguilleur sync approve {generation}   la publie\n  \
         aiguilleur sync reject {generation}    la supprime\n"
    )
}

fn verdict(report: &RunReport) -> String {
    let generation = report.generation.as_deref().unwrap_or_default();
    match &report.verdict {
        Verdict::Unchanged => {
            format!("rien n'a changé depuis la génération {generation} : rien n'est reconstruit\n")
        }
        Verdict::Published => format!("génération {generation} publiée\n"),
        Verdict::AwaitingApproval => held_back(generation),
        Verdict::RejectedBefore => "ces mêmes fichiers ont été rejetés : rien n'est reconstruit\n".to_owned(),
        Verdict::Incomplete { missing } => {
            let missing: Vec<&str> = missing.iter().map(|source| source.as_str()).collect();
            format!("rien n'est construit, il manque : {}\n", missing.join(", "))
        }
        Verdict::DryRun { passed: true } => "à blanc : cette génération serait publiée\n".to_owned(),
        Verdict::DryRun { passed: false } => "à blanc : cette génération serait retenue\n".to_owned(),
    }
}

fn fetched(source: SourceName, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Fetched { file, attempts } => {
            let tries = if *attempts > 1 { format!(", {attempts} tentatives") } else { String::new() };
            format!("{source} : nouveau fichier {}{tries}\n", day(file))
        }
        Outcome::NotModified { file, how } => {
            let known = match how {
                Unchanged::SaidByServer => "dit par le serveur",
                Unchanged::SamePublication => "même publication",
                Unchanged::SameBytes => "reçu à l'identique",
                Unchanged::SameName => "même nom annoncé",
                Unchanged::NotDue => "pas attendu avant le mois prochain",
            };
            format!("{source} : inchangé, fichier {} ({known})\n", day(file))
        }
        Outcome::Failed { failure, held } => {
            let kept = held.as_ref().map(|file| format!(" Le fichier {} sert encore.", day(file)));
            let explained = failure.kind.explain();
            format!("{source} : {explained} ({}){}\n", failure.detail, kept.unwrap_or_default())
        }
    }
}

fn day(file: &FetchedFile) -> String {
    file.dated.map_or_else(|| "sans date".to_owned(), |dated| format!("du {dated}"))
}
