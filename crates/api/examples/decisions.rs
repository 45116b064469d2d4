//! Asks the router for people's decisions, in this process and without sockets: microseconds and bytes an answer.
//!
//! `cargo run --release -p aiguilleur-api --example decisions DATA IDS [ROUNDS]`, where IDS is a file of national
//! identifiers (idNat PP), one a line. What is shared is read once before. To count instructions:
//! `valgrind --tool=callgrind --toggle-collect=decisions::round target/release/examples/decisions DATA IDS 1`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark prints rounded figures, and stops at the first failure"
)]

use std::{sync::Arc, time::Instant};

use aiguilleur_api::{App, Screens, router};
use aiguilleur_directory::DataDir;
use aiguilleur_directory::Host;
use axum::{Router, body::Body, http::Request, response::IntoResponse};
use http_body_util::BodyExt;
use tokio::runtime::Runtime;
use tower::Service;

/// No browser asks.
const SCREENS: Screens = Screens { lost: |_| "".into_response(), sign_in: |_, _, _| "".into_response() };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, ids, rounds @ ..] = arguments.as_slice() else { panic!("DATA IDS [ROUNDS]") };
    let rounds: usize = rounds.first().map_or(3, |rounds| rounds.parse().unwrap());
    let host = Arc::new(Host::open(DataDir::open(data).unwrap()).unwrap());
    let mut api = router(App::new(host), Router::new(), SCREENS);
    let ids = std::fs::read_to_string(ids).unwrap();
    let paths: Vec<String> = ids.lines().map(|id| format!("/v1/professionals/{id}/decisions")).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    ask(&runtime, &mut api, &paths);
    for number in 1..=rounds {
        let begun = Instant::now();
        let bytes = round(&runtime, &mut api, &paths);
        let micros = begun.elapsed().as_secs_f64() * 1e6 / paths.len() as f64;
        println!("round {number}: {micros:.1} µs and {} bytes an answer", bytes / paths.len());
    }
}

/// A round that is counted.
#[inline(never)]
fn round(runtime: &Runtime, api: &mut Router, paths: &[String]) -> usize {
    std::hint::black_box(ask(runtime, api, paths))
}

/// Asks for everybody once; tells how many bytes were answered.
fn ask(runtime: &Runtime, api: &mut Router, paths: &[String]) -> usize {
    let answered = paths.iter().map(|path| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        runtime.block_on(async {
            let response = Service::<Request<Body>>::call(api, request).await.unwrap();
            assert!(response.status().is_success(), "{path}");
            response.into_body().collect().await.unwrap().to_bytes().len()
        })
    });
    answered.sum()
}
