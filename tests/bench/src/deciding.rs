//! Inputs of the benches: decisions from facts, people searches, client records.

use std::hint::black_box;

use aiguilleur_domain::Date;
use aiguilleur_reconcile::{Chunk, ColumnMap, Decoder, Judge, Layout, Options, Shape, Splitter};
use aiguilleur_resolver::{Case, decide};
use aiguilleur_search::{Query, Searcher};
use aiguilleur_store::DataDir;

use crate::{Work, stock::Stock};

/// Cases of three couloirs: one person's own, one of a structure, one that nothing covers.
const CASES: [&str; 3] = [
    r#"{"as_of": "2026-11-20", "usages": ["dmp", "insi_manu"],
        "professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]},
        "activities": [{"id": "a1", "secteur": "SA08", "mode": "L", "structure": "s"}],
        "structures": {"s": {"denomination": "CABINET DE RADIOLOGIE", "rpps_rang": "99700000104007"}}}"#,
    r#"{"as_of": "2026-11-20", "activities": [{"secteur": "SA01", "mode": "S", "structure": "s"}],
        "structures": {"s": {"denomination": "CH", "finess_geographique": "990000507", "finess_juridique": "990000515"}}}"#,
    r#"{"as_of": "2026-11-20", "activities": [{"secteur": "SA99", "mode": "S", "structure": "s"}],
        "structures": {"s": {"denomination": "AUTRE"}}}"#,
];

/// How often each case is decided.
const TIMES: u64 = 200;
/// People who are searched for, and client records.
const PEOPLE: usize = 300;

// Columns of `PS_LibreAcces_Personne_activite`.
const RPPS: usize = 1;
const FAMILY: usize = 7;
const GIVEN: usize = 8;
const STRUCTURE: usize = 46;

pub(crate) fn resolve(_: &Stock) -> Work {
    let cases = CASES.map(|case| Case::from_json(case.as_bytes()).unwrap());
    Box::new(move || {
        for _ in 0..TIMES {
            for case in &cases {
                _ = black_box(decide(black_box(case)));
            }
        }
        TIMES * cases.len() as u64
    })
}

/// A name unchanged, swapped, begun, or with a letter left out.
fn typed((number, person): (usize, Vec<String>)) -> String {
    let (family, given) = (&person[FAMILY], &person[GIVEN]);
    match number % 4 {
        0 => format!("{family} {given}"),
        1 => format!("{given} {family}"),
        2 => format!("{family} {}", given.chars().take(3).collect::<String>()),
        _ => format!("{} {given}", family.chars().skip(1).collect::<String>()),
    }
}

pub(crate) fn search(stock: &Stock) -> Work {
    let data = DataDir::existing(&stock.data);
    let searcher = Searcher::open(&data.open_current().unwrap().search_dir()).unwrap();
    let questions: Vec<String> = stock.people(PEOPLE).into_iter().enumerate().map(typed).collect();
    Box::new(move || {
        let found = |text: &String| searcher.search(&Query::new(text)).unwrap().hits.len() as u64;
        questions.iter().map(found).sum()
    })
}

pub(crate) fn reconcile(stock: &Stock) -> Work {
    let (snapshot, options) = (stock.snapshot(), Options::new(Date::constant(2026, 11, 20)));
    let record = |(number, person): (usize, Vec<String>)| {
        serde_json::json!({
            "client_id": number, "rpps": person[RPPS], "family_name": person[FAMILY],
            "given_name": person[GIVEN], "identifier": person[STRUCTURE],
        })
    };
    let records: Vec<_> = stock.people(PEOPLE).into_iter().enumerate().map(record).collect();
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    let layout = Layout::json(Shape::Lines, ColumnMap::default());
    Box::new(move || {
        let judge = Judge::new(&snapshot, &options);
        let (mut splitter, mut chunk) = (Splitter::new(Shape::Lines, 1), Chunk::default());
        splitter.push(lines.as_bytes());
        splitter.drain(&mut chunk, PEOPLE, true);
        for row in Decoder::new(&layout).rows(&chunk) {
            _ = black_box(judge.judge(row).unwrap());
        }
        chunk.len() as u64
    })
}
