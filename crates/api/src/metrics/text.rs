//! The Prometheus text format (version 0.0.4).

use std::{
    collections::BTreeMap,
    fmt::{Display, Result, Write},
    sync::PoisonError,
};

use aiguilleur_directory::SourceStatus;

use super::Metrics;
use crate::{App, DEPOT_STATES};

/// A metric's name, type and meaning.
pub(super) fn head(out: &mut String, name: &str, kind: &str, help: &str) -> Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

pub(super) fn alone(out: &mut String, name: &str, kind: &str, help: &str, value: impl Display) -> Result {
    head(out, name, kind, help)?;
    writeln!(out, "{name} {value}")
}

/// A label's value, with what the format escapes.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// Everything that is counted, and what is served.
pub(crate) fn render(app: &App) -> String {
    let mut out = String::with_capacity(16 << 10);
    // Writing to a string cannot fail.
    let _infallible = requests(&mut out, app.metrics())
        .and_then(|()| process(&mut out, app))
        .and_then(|()| data(&mut out, app));
    out
}

fn requests(out: &mut String, metrics: &Metrics) -> Result {
    let routes = metrics.routes.read().unwrap_or_else(PoisonError::into_inner);
    let mut sorted: Vec<_> = routes.iter().collect();
    sorted.sort_by_key(|(route, _)| *route);
    head(out, "aiguilleur_http_requests_total", "counter", "Requests answered.")?;
    for (route, of_route) in &sorted {
        let counts = of_route.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (method, status, count) in counts.iter() {
            let labels = format!("route=\"{}\",method=\"{method}\",status=\"{status}\"", label(route));
            writeln!(out, "aiguilleur_http_requests_total{{{labels}}} {count}")?;
        }
    }
    let name = "aiguilleur_http_request_duration_seconds";
    head(out, name, "histogram", "Time until an answer began.")?;
    for (route, of_route) in &sorted {
        of_route.latency.write(out, name, &format!("route=\"{}\"", label(route)))?;
    }
    head(out, "aiguilleur_problems_total", "counter", "Errors answered, by code.")?;
    let problems = metrics.problems.lock().unwrap_or_else(PoisonError::into_inner);
    let mut sorted: Vec<_> = problems.iter().collect();
    sorted.sort_unstable();
    for (code, count) in sorted {
        writeln!(out, "aiguilleur_problems_total{{code=\"{code}\"}} {count}")?;
    }
    Ok(())
}

fn process(out: &mut String, app: &App) -> Result {
    let metrics = app.metrics();
    let counter = |out: &mut String, name, help, value| alone(out, name, "counter", help, value);
    counter(out, "aiguilleur_panics_total", "Handlers that panicked.", metrics.panics.get())?;
    counter(out, "aiguilleur_keys_refused_total", "Keys refused.", metrics.refused_keys.get())?;
    let dropped = metrics.dropped_connections.get();
    counter(
        out,
        "aiguilleur_connections_dropped_total",
        "Connections closed for slowness, excess, or heads that are too large or no HTTP.",
        dropped,
    )?;
    let gauge = |out: &mut String, name, help, value: u64| alone(out, name, "gauge", help, value);
    gauge(out, "aiguilleur_requests_in_flight", "Requests being answered.", metrics.in_flight.get())?;
    gauge(out, "aiguilleur_connections", "Connections held.", metrics.connections.get())?;
    gauge(out, "aiguilleur_keys_active", "Keys that open something today.", app.keys().active() as u64)?;
    let [keys, addresses] = app.limiters().tracked();
    head(out, "aiguilleur_limiter_tracked", "gauge", "Callers whose rate is remembered.")?;
    writeln!(out, "aiguilleur_limiter_tracked{{by=\"key\"}} {keys}")?;
    writeln!(out, "aiguilleur_limiter_tracked{{by=\"address\"}} {addresses}")?;
    super::process::build(out)?;
    super::process::write(out)?;
    let started = metrics.started.as_second();
    alone(
        out,
        "process_start_time_seconds",
        "gauge",
        "Start time of the process since unix epoch in seconds.",
        started,
    )
}

fn data(out: &mut String, app: &App) -> Result {
    let snapshot = app.snapshot();
    let status = snapshot.status();
    head(out, "aiguilleur_generation_info", "gauge", "The generation that is served.")?;
    let (generation, rules) = (label(&status.generation), label(status.rules));
    writeln!(out, "aiguilleur_generation_info{{generation=\"{generation}\",rules=\"{rules}\"}} 1")?;
    let built = snapshot.generation().manifest().created_at.as_second();
    alone(out, "aiguilleur_generation_built_seconds", "gauge", "When it was built.", built)?;
    let current = snapshot.id();
    let newer = app.host().data().generations().unwrap_or_default();
    let held = newer.iter().filter(|id| *id > current).count();
    let help = "Newer generations that are not served: held by a guard, or rolled back.";
    alone(out, "aiguilleur_generations_held", "gauge", help, held)?;
    waiting(out, app)?;
    expiries(out, app)?;
    depot(out, app)?;
    source_lines(out, app, &newest(status.sources))?;
    head(out, "aiguilleur_records", "gauge", "Records served, by kind.")?;
    for (kind, count) in &status.counts {
        writeln!(out, "aiguilleur_records{{kind=\"{}\"}} {count}", label(kind))?;
    }
    Ok(())
}

/// What waits for a person, and which guards made it wait.
fn waiting(out: &mut String, app: &App) -> Result {
    let held = app.held();
    let name = "aiguilleur_candidates_waiting";
    alone(out, name, "gauge", "Generations that a guard held back, until a person decides.", held.len())?;
    let mut tripped = BTreeMap::<&str, u64>::new();
    for guard in held.iter().flat_map(|held| &held.guards) {
        *tripped.entry(&guard.guard).or_default() += 1;
    }
    head(out, "aiguilleur_guards_tripped", "gauge", "Guards that hold a generation back, by kind.")?;
    for (guard, count) in tripped {
        writeln!(out, "aiguilleur_guards_tripped{{guard=\"{}\"}} {count}", label(guard))?;
    }
    Ok(())
}

/// When the worker's certificates end.
fn expiries(out: &mut String, app: &App) -> Result {
    let name = "aiguilleur_certificate_expires_seconds";
    head(out, name, "gauge", "When the first of the certificates of a publisher's configuration ends.")?;
    for one in app.expiries().iter() {
        let (publisher, usage) = (label(&one.publisher), label(one.usage));
        writeln!(out, "{name}{{publisher=\"{publisher}\",use=\"{usage}\"}} {}", one.seconds())?;
    }
    Ok(())
}

/// How the depot is followed, where one is.
fn depot(out: &mut String, app: &App) -> Result {
    let Some(status) = app.depot() else { return Ok(()) };
    head(out, "aiguilleur_depot_state", "gauge", "How the depot is followed: 1 for the state it is in.")?;
    for state in DEPOT_STATES {
        let is = u8::from(state == status.state);
        writeln!(out, "aiguilleur_depot_state{{state=\"{state}\"}} {is}")?;
    }
    if let Some(sequence) = status.sequence {
        let help = "Sequence of the pointer that is followed.";
        alone(out, "aiguilleur_depot_sequence", "gauge", help, sequence)?;
    }
    if let Some(at) = status.followed_at {
        let help = "When the depot was last found to name what is served.";
        alone(out, "aiguilleur_depot_followed_seconds", "gauge", help, at.as_second())?;
    }
    Ok(())
}

/// One entry a source: two files of one source would be one series twice.
fn newest(mut sources: Vec<SourceStatus>) -> Vec<SourceStatus> {
    sources.sort_by(|a, b| (&a.name, b.dated).cmp(&(&b.name, a.dated)));
    sources.dedup_by(|later, kept| later.name == kept.name);
    sources
}

fn source_lines(out: &mut String, app: &App, sources: &[SourceStatus]) -> Result {
    type Value = fn(&SourceStatus) -> Option<i64>;
    let metrics: [(&str, &str, Value); 3] = [
        ("aiguilleur_source_age_seconds", "Age of the data, in whole days.", |source| {
            Some(source.age_days? * 86_400)
        }),
        ("aiguilleur_source_rows", "Records read.", |source| i64::try_from(source.rows_read).ok()),
        ("aiguilleur_source_rejects", "Records refused.", |source| i64::try_from(source.rows_rejected).ok()),
    ];
    for (name, help, value) in metrics {
        head(out, name, "gauge", help)?;
        for source in sources {
            if let Some(value) = value(source) {
                writeln!(out, "{name}{{source=\"{}\"}} {value}", label(&source.name))?;
            }
        }
    }
    head(out, "aiguilleur_source_stale", "gauge", "Whether it is older than configured.")?;
    for source in sources {
        let stale = app.config().freshness.is_stale(&source.name, source.age_days) == Some(true);
        writeln!(out, "aiguilleur_source_stale{{source=\"{}\"}} {}", label(&source.name), u8::from(stale))?;
    }
    Ok(())
}
