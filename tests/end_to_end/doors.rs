//! One answer whatever the door: every structure and person of the fixtures and of the directory cases' country is
//! asked at `resolve`, the API's routes, the bulk call, `/v1/identifiers` and `check`, and the answers are compared.

use std::collections::BTreeSet;

use aiguilleur_tests::{Data, REFERENCE_DAY, Server, aiguilleur, fixtures, reference};
use serde_json::{Value, json};

const COUNTRY: [&str; 3] = [
    "PS_LibreAcces_Personne_activite_202611270812.txt",
    "finess-structures-journalier-20261127.json",
    "StockUniteLegale_utf8.csv",
];

/// Every run of digits of the sources that is long enough to be an identifier, and some that nobody bears.
fn numbers(files: &[std::path::PathBuf]) -> Vec<String> {
    let mut found: BTreeSet<String> =
        ["99999998000018", "999999980", "99700999904"].map(str::to_owned).into();
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let number = |word: &&str| {
            matches!(word.len(), 9 | 11 | 14)
                && word.starts_with(['9', '2'])
                && word.bytes().skip(2).all(|b| b.is_ascii_digit())
        };
        found.extend(words.filter(number).map(str::to_owned));
    }
    assert!(found.len() > 50, "{} numbers", found.len());
    found.into_iter().collect()
}

/// What of an answer every door must give alike.
fn decided(answer: &Value) -> Value {
    let mut of = answer.clone();
    for part in ["data", "trace"] {
        of.as_object_mut().unwrap().remove(part);
    }
    of
}

/// The verdict that the decisions of a structure's number come to, as far as one decision tells it.
fn verdict(answer: &Value, number: &str) -> Option<&'static str> {
    let [decision] = answer["decisions"].as_array()?.as_slice() else { return None };
    let same = decision["identifier"]["value"] == number;
    let warnings = decision["warnings"].as_array()?;
    if number.len() == 14 && warnings.iter().any(|warning| warning["code"] == "scm_siret") {
        return Some("no");
    }
    match decision["outcome"].as_str()? {
        "order" | "order_by_structure" if same => Some("yes"),
        "blocked" => Some("no"),
        "not_covered" | "card_sufficient" | "choice_required" => Some("depends"),
        _ => None,
    }
}

/// A text without its lines and marks, as `resolve` and a page lay it out.
fn plain(text: &str) -> String {
    let text = text.replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&");
    text.split(|c: char| c.is_whitespace() || c == '|')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is not an order names whom to ask, and the message to send stands on the command line and on the page.
fn untold(data: &Data, server: &Server, (number, day): (&str, &str), answer: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let decisions = answer["decisions"].as_array().unwrap();
    let is_order = |it: &Value| it["outcome"].as_str().is_some_and(|outcome| outcome.starts_with("order"));
    for decision in decisions.iter().filter(|it| !is_order(it)) {
        if decision["contacts"].as_array().is_none_or(Vec::is_empty) {
            wrong.push(format!("{number}: nobody to ask: {}", decision["summary"]));
        }
    }
    let contacts = decisions.iter().flat_map(|it| it["contacts"].as_array().into_iter().flatten());
    let messages: BTreeSet<String> = contacts.map(|it| plain(it["message"].as_str().unwrap())).collect();
    if messages.is_empty() {
        return wrong;
    }
    let page = if answer["professional"].is_null() { "structures" } else { "professionnels" };
    let page = plain(&server.get(&format!("/{page}/{number}")).body);
    let command = aiguilleur(["resolve", number]).on(&data.path()).on_day(day).run().done();
    let command = plain(&command.stdout);
    for message in messages {
        for (door, text) in [("the page", &page), ("`resolve`", &command)] {
            // The page of a number that several structures bear leads to each one's own.
            let leads = text.contains("<title>Plusieurs structures");
            if !leads && !text.contains(&message) {
                wrong.push(format!("{number}: {door} does not show « {message} »"));
            }
        }
    }
    wrong
}

fn compare(data: &Data, day: &str, files: &[std::path::PathBuf]) {
    let server = Server::start_on_day(data, day);
    let numbers = numbers(files);
    let batch = server.post("/v1/decisions:batch", json!({ "ids": numbers }).to_string().as_bytes()).json();
    let (mut known, mut wrong) = (0, Vec::new());
    for (number, item) in numbers.iter().zip(batch["items"].as_array().unwrap()) {
        let bulk = &item["decided"];
        let route = if item["type"] == "professional" { "professionals" } else { "structures" };
        let single = server.get(&format!("/v1/{route}/{number}/decisions"));
        let identifier = server.get(&format!("/v1/identifiers/{number}")).json();
        let orderable = &identifier["orderable"];
        if !identifier["kind"].is_null()
            && orderable["rule"]["citations"].as_array().is_none_or(Vec::is_empty)
        {
            wrong.push(format!("{number}: a verdict without a rule: {identifier}"));
        }
        if single.status != 200 {
            if !bulk.is_null() {
                wrong.push(format!("{number}: the bulk call knows what {route} does not"));
            }
            if orderable["verdict"] == "yes" {
                wrong.push(format!("{number}: nobody bears it and one can order on it"));
            }
            continue;
        }
        known += 1;
        let single = decided(&single.json());
        if &single != bulk {
            wrong.push(format!("{number}: {route} and the bulk call differ"));
        }
        let command =
            aiguilleur(["resolve", number, "--json"]).on(&data.path()).on_day(day).run().done().json();
        if decided(&command) != single {
            wrong.push(format!("{number}: `resolve` and {route} differ"));
        }
        wrong.extend(untold(data, &server, (number, day), &single));
        let check = aiguilleur(["check", number, "--json"]).on(&data.path()).on_day(day).run().done().json();
        if check != identifier {
            wrong.push(format!("{number}: `check` and /v1/identifiers differ"));
        }
        let expected = verdict(&single, number).filter(|_| route == "structures");
        if expected.is_some_and(|expected| orderable["verdict"] != expected) && number.len() != 9
            || expected == Some("yes") && orderable["verdict"] != "yes"
        {
            wrong.push(format!("{number}: decided {expected:?}, {orderable}"));
        }
    }
    assert!(known > 30, "{known} of {} numbers are known", numbers.len());
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_door_answers_the_fixtures_alike() {
    compare(&Data::of_fixtures(), "2026-11-20", &fixtures());
}

#[test]
fn every_door_answers_the_country_of_the_directory_cases_alike() {
    let data = Data::empty();
    let files = COUNTRY.map(|name| reference("directory").join(name));
    let import = ["import".as_ref()].into_iter().chain(files.iter().map(|file| file.as_os_str()));
    aiguilleur(import).on(&data.path()).on_day(REFERENCE_DAY).run().done();
    compare(&data, REFERENCE_DAY, &files);
}
