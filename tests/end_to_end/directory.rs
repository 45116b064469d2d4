//! The directory cases of the reference: a small country is imported, and awkward people and structures are asked for.

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_tests::{
    Data, REFERENCE_DAY, aiguilleur, codes, holds, object, reference, reference_lines, settle,
};
use serde_json::Value;

const COUNTRY: [&str; 3] = [
    "PS_LibreAcces_Personne_activite_202611270812.txt",
    "finess-structures-journalier-20261127.json",
    "StockUniteLegale_utf8.csv",
];

/// What differs between the decisions of an answer and those that are right, in any order.
fn difference(then: &Value, answer: &Value) -> Option<String> {
    let wanted = then.as_array().unwrap();
    let mut left: Vec<&Value> = answer["decisions"].as_array().unwrap().iter().collect();
    if left.len() != wanted.len() {
        return Some(format!("{} decisions expected, {} given", wanted.len(), left.len()));
    }
    for want in wanted {
        let facts: serde_json::Map<String, Value> = object(want)
            .filter(|(name, _)| *name != "warnings")
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let facts = Value::Object(facts);
        let Some(at) = left.iter().position(|decision| holds(&facts, decision)) else {
            let given: Vec<String> =
                left.iter().map(|it| format!("{} {}", it["outcome"], it["identifier"])).collect();
            return Some(format!("no decision like {facts} in {given:?}"));
        };
        let found = left.remove(at);
        let warned: BTreeSet<&str> =
            codes(&found["warnings"]).union(&codes(&answer["warnings"])).copied().collect();
        let asked = want["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let missing: Vec<&str> = asked.filter(|code| !warned.contains(code)).collect();
        if !missing.is_empty() {
            return Some(format!("warnings missing: {missing:?}"));
        }
    }
    None
}

#[test]
fn every_directory_case_is_answered() {
    let data = Data::empty();
    let files = COUNTRY.map(|name| reference("directory").join(name));
    let import = ["import".as_ref()].into_iter().chain(files.iter().map(|file| file.as_os_str()));
    aiguilleur(import).on(&data.path()).on_day(REFERENCE_DAY).run().done();
    let cases = reference_lines("directory/cases.jsonl");
    assert!(cases.len() >= 27, "{} cases", cases.len());
    let name = |case: &Value| case["id"].as_str().unwrap().to_owned();
    let names: BTreeSet<String> = cases.iter().map(name).collect();
    let mut wrong = BTreeMap::new();
    for case in &cases {
        let mut arguments = vec!["resolve", "--json", case["resolve"].as_str().unwrap()];
        for usage in case["usages"].as_array().unwrap() {
            arguments.extend(["--usage", usage.as_str().unwrap()]);
        }
        let answer = aiguilleur(arguments).on(&data.path()).on_day(REFERENCE_DAY).run().done().json();
        if let Some(why) = difference(&case["then"], &answer) {
            wrong.insert(name(case), why);
        }
    }
    settle("directory", &names, &wrong);
}
