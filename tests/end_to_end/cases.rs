//! The cases of the reference: situations met elsewhere by people who do this job, replayed on small invented files.
//!
//! A case's steps are commands and requests; what it wants of each are regular expressions over everything that was
//! written, and statuses.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Mutex,
};

use aiguilleur_tests::{Data, REFERENCE_DAY, Server, Target, aiguilleur, reference, settle};
use regex::Regex;
use serde_json::Value;

/// What a step gave: its exit or HTTP status, and all that was written.
type Outcome = (i32, String);

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn command(step: &Value, data: &Data, folder: &Path) -> Outcome {
    let words = step["cmd"].as_array().unwrap().iter().skip(1).map(|word| {
        let word = word.as_str().unwrap();
        word.replace("{data}", data.path().to_str().unwrap()).replace("{case}", folder.to_str().unwrap())
    });
    let finished = aiguilleur(words).on_day(REFERENCE_DAY).run();
    (finished.status.unwrap_or(-1), format!("{}\n{}", finished.stdout, finished.stderr))
}

fn request(step: &Value, server: &Server, folder: &Path) -> Outcome {
    let answer = if step["get"].is_string() {
        server.get(text(step, "get"))
    } else {
        let body = std::fs::read(folder.join(text(step, "file"))).unwrap();
        let kind = step["type"].as_str().unwrap_or("application/json");
        let headers = format!("content-type: {kind}\r\n");
        server.ask(Target { method: "POST", path: text(step, "post"), headers: &headers, body: &body })
    };
    (i32::from(answer.status), answer.body)
}

fn outcomes(case: &Value, folder: &Path) -> Vec<Outcome> {
    let data = Data::empty();
    let mut server = None;
    let mut run = |step: &Value| {
        if step["cmd"].is_array() {
            return command(step, &data, folder);
        }
        request(step, server.get_or_insert_with(|| Server::start_on_day(&data, REFERENCE_DAY)), folder)
    };
    case["steps"].as_array().unwrap().iter().map(&mut run).collect()
}

/// What one want finds wrong.
fn complaint(want: &Value, outcomes: &[Outcome]) -> Option<String> {
    let step = usize::try_from(want["step"].as_u64().unwrap()).unwrap();
    let (status, written) = &outcomes[step];
    let found = |name: &str| {
        let pattern = want[name].as_str()?;
        Some(Regex::new(&format!("(?s){pattern}")).unwrap().is_match(written))
    };
    if found("has") == Some(false) {
        return Some(format!("step {step} lacks /{}/", text(want, "has")));
    }
    if found("lacks") == Some(true) {
        return Some(format!("step {step} has /{}/", text(want, "lacks")));
    }
    ["rc", "status"].into_iter().find_map(|name| {
        let wanted = &want[name];
        let admits = |one: &Value| one.as_i64() == Some(i64::from(*status));
        let good =
            wanted.is_null() || admits(wanted) || wanted.as_array().is_some_and(|all| all.iter().any(admits));
        (!good).then(|| format!("step {step}: {name} {status}, not {wanted}"))
    })
}

fn judge(folder: &Path) -> Option<String> {
    let case: Value = serde_json::from_slice(&std::fs::read(folder.join("case.json")).unwrap()).unwrap();
    let outcomes = outcomes(&case, folder);
    let complaints: Vec<String> =
        case["want"].as_array().unwrap().iter().filter_map(|want| complaint(want, &outcomes)).collect();
    (!complaints.is_empty()).then(|| format!("{}; right: {}", complaints.join("; "), text(&case, "right")))
}

#[test]
fn every_case_is_answered_rightly() {
    let listing = std::fs::read_dir(reference("cases")).unwrap().map(|entry| entry.unwrap());
    let names: BTreeSet<String> =
        listing.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(names.len() >= 48, "{} cases", names.len());
    let (left, wrong) = (Mutex::new(names.iter()), Mutex::new(BTreeMap::new()));
    let next = || left.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(name) = next() {
                    if let Some(why) = judge(&reference("cases").join(name)) {
                        wrong.lock().unwrap().insert(name.clone(), why);
                    }
                }
            });
        }
    });
    settle("cases", &names, &wrong.into_inner().unwrap());
}
