//! The server's metrics: by route template, method and status, never by query or caller.
//!
//! A registry of its own: a dozen counters and one histogram a route are less code than their declaration to a
//! metrics library, and the set of routes is closed, so that no label can grow without bound.

mod histogram;
mod process;
mod text;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::http::{Method, StatusCode};

use histogram::Histogram;

pub(crate) use text::render;

/// A number that goes up, or up and down.
#[derive(Debug, Default)]
pub(crate) struct Number(AtomicU64);

impl Number {
    pub(crate) fn up(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    pub(crate) fn down(&self) {
        self.0.fetch_sub(1, Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// What the server counts.
#[derive(Debug)]
pub(crate) struct Metrics {
    routes: RwLock<HashMap<Box<str>, Arc<RouteMetrics>>>,
    problems: Mutex<HashMap<&'static str, u64>>,
    /// Handlers that panicked.
    pub(crate) panics: Number,
    /// Requests being answered.
    pub(crate) in_flight: Number,
    /// Connections held.
    pub(crate) connections: Number,
    /// Connections closed because the client did not send a request in time, held too many, or sent heads that are
    /// too large or no HTTP.
    pub(crate) dropped_connections: Number,
    pub(crate) refused_keys: Number,
    started: jiff::Timestamp,
}

/// What is counted of one route.
#[derive(Debug, Default)]
struct RouteMetrics {
    latency: Histogram,
    counts: Mutex<Vec<(&'static str, u16, u64)>>,
}

/// A method by name, in metrics and logs: one of a caller's own invention is "other", since it may be any text.
pub(crate) fn method_label(method: &Method) -> &'static str {
    const KNOWN: [Method; 6] =
        [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE];
    const LABELS: [&str; 6] = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"];
    KNOWN.iter().position(|known| known == method).map_or("other", |index| LABELS[index])
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Self {
            routes: RwLock::default(),
            problems: Mutex::default(),
            panics: Number::default(),
            in_flight: Number::default(),
            connections: Number::default(),
            dropped_connections: Number::default(),
            refused_keys: Number::default(),
            started: jiff::Timestamp::now(),
        }
    }

    /// Counts a request that was answered.
    pub(crate) fn answered(&self, route: &str, method: &Method, status: StatusCode, time: Duration) {
        let metrics = self.route(route);
        metrics.latency.observe(time);
        let (method, status) = (method_label(method), status.as_u16());
        let mut counts = metrics.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.iter_mut().find(|(m, s, _)| (*m, *s) == (method, status)) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((method, status, 1)),
        }
    }

    /// Counts a problem document of that code.
    pub(crate) fn problem(&self, code: &'static str) {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        *problems.entry(code).or_default() += 1;
    }

    fn route(&self, route: &str) -> Arc<RouteMetrics> {
        if let Some(known) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(route) {
            return Arc::clone(known);
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(routes.entry(route.into()).or_default())
    }
}
