//! One decision, from facts already read, and the whole way from JSON to JSON.
#![allow(missing_docs, reason = "the macros of the harness write undocumented functions")]
#![allow(clippy::unwrap_used, reason = "a bench on unreadable input must fail")]

use std::hint::black_box;

use aiguilleur_resolver::{Case, decide, decide_traced};
use criterion::{Criterion, criterion_group, criterion_main};

const CABINET: &str = r#"{"as_of": "2026-11-20", "usages": ["dmp", "insi_manu"],
    "professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]},
    "activities": [{"id": "a1", "secteur": "SA08", "mode": "L", "structure": "s"}],
    "structures": {"s": {"denomination": "CABINET DE RADIOLOGIE", "rpps_rang": "99700000104007"}}}"#;

const HOPITAL: &str = r#"{"as_of": "2026-11-20", "activities": [{"secteur": "SA01", "mode": "S", "structure": "s"}],
    "structures": {"s": {"denomination": "CH", "finess_geographique": "990000507", "finess_juridique": "990000515"}}}"#;

fn bench(c: &mut Criterion) {
    for (name, body) in [("cabinet", CABINET), ("hopital", HOPITAL)] {
        let case = Case::from_json(body.as_bytes()).unwrap();
        c.bench_function(&format!("decide/{name}"), |b| b.iter(|| decide(black_box(&case))));
        c.bench_function(&format!("json_to_json/{name}"), |b| {
            b.iter(|| {
                serde_json::to_vec(&decide(&Case::from_json(black_box(body.as_bytes())).unwrap())).unwrap()
            });
        });
        c.bench_function(&format!("traced/{name}"), |b| b.iter(|| decide_traced(black_box(&case))));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
