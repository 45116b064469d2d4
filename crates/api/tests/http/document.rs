//! The OpenAPI document is the committed one, is complete, and says what answers are.

use std::path::Path;

use aiguilleur_api::openapi;
use axum::http::StatusCode;
use serde_json::Value;

use crate::{
    conformity::differences,
    support::{HOSPITAL, RADIOLOGUE, api, fixtures, get, post},
};

/// The committed document. `AIGUILLEUR_UPDATE=1 cargo test -p aiguilleur-api` writes it again, to be reviewed.
const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[test]
fn the_document_is_the_committed_one() {
    let text = format!("{}\n", serde_json::to_string_pretty(&openapi()).unwrap());
    if std::env::var_os("AIGUILLEUR_UPDATE").is_some() {
        std::fs::write(COMMITTED, &text).unwrap();
    }
    let committed = std::fs::read_to_string(Path::new(COMMITTED)).unwrap();
    assert!(committed == text, "openapi.json differs: AIGUILLEUR_UPDATE=1 cargo test -p aiguilleur-api");
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

#[test]
fn every_example_is_what_its_schema_says() {
    let document = openapi();
    let mut seen = 0;
    for (path, method, operation) in operations(&document) {
        let bodies = [&operation["requestBody"]]
            .into_iter()
            .chain(operation["responses"].as_object().unwrap().values());
        for (kind, content) in bodies.flat_map(|body| body["content"].as_object().into_iter().flatten()) {
            let schema = content["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            let named = content["examples"].as_object().into_iter().flatten().map(|(_, one)| &one["value"]);
            for example in named.chain(content.get("example")) {
                assert!(!example.is_null(), "{method} {path} {kind}: no example");
                let found = differences(&document, schema, example);
                assert!(found.is_empty(), "{method} {path} {kind}: {found:#?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// Every answer of 200 to the documented examples and to every identifier of the fixtures is what is said of it.
#[tokio::test]
async fn every_answer_is_what_its_schema_says() {
    let (api, document) = (api(), openapi());
    let mut paths: Vec<(String, &str)> = vec![
        (format!("/v1/structures/{HOSPITAL}"), "Structures"),
        ("/v1/structures/499700000104007/professionals".into(), "Practitioners"),
        ("/v1/groups/99000000017".into(), "Group"),
        ("/v1/search?q=vauquelin&explain=true".into(), "SearchPage"),
        ("/v1/search?q=centre+hospitalier&limit=3".into(), "SearchPage"),
        ("/v1/status".into(), "Status"),
        ("/v1/changes".into(), "Changes"),
    ];
    for rpps in people() {
        paths.push((format!("/v1/professionals/{rpps}"), "Professional"));
        let usages = "dmp,insi_manu,psc,mssante_operateur,roc";
        paths.push((format!("/v1/professionals/{rpps}/decisions?trace=true&usages={usages}"), "Decided"));
        paths.push((format!("/v1/identifiers/{rpps}"), "Identifier"));
    }
    for (path, schema) in paths {
        let answer = get(&api, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let found = differences(&document, schema, &answer.json());
        assert!(found.is_empty(), "{path}: {found:#?}");
    }
}

/// The RPPS of the fixtures' people that the import keeps.
fn people() -> Vec<String> {
    let file = fixtures().join("PS_LibreAcces_SavoirFaire_202611200812.txt");
    let text = std::fs::read_to_string(file).unwrap();
    let mut people: Vec<String> =
        text.lines().skip(1).filter_map(|line| line.split('|').nth(1)).map(str::to_owned).collect();
    people.dedup();
    people.retain(|rpps| rpps.len() == 11 && rpps.starts_with("997000"));
    assert!(people.len() > 10, "{people:?}");
    people
}

#[tokio::test]
async fn decisions_from_facts_are_what_their_schema_says() {
    let text = std::fs::read_to_string(fixtures().join("reference/scenarios.jsonl")).unwrap();
    let (api, document) = (api(), openapi());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = post(&api, "/v1/decide", case["given"].to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}: {}", case["id"], answer.text());
        let found = differences(&document, "Answer", &answer.json());
        assert!(found.is_empty(), "{}: {found:#?}", case["id"]);
    }
}

#[tokio::test]
async fn the_examples_of_the_document_can_be_asked() {
    let (api, document) = (api(), openapi());
    // A job must be made before it is asked about: its own tests do.
    let asked = operations(&document).into_iter().filter(|(path, ..)| !path.starts_with("/v1/jobs/"));
    for (path, method, operation) in asked {
        let mut path = path.to_owned();
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().unwrap() {
            let example = match &parameter["example"] {
                Value::Null => continue,
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
                Value::String(text) => text.replace(' ', "%20"),
                other => other.to_string(),
            };
            let name = parameter["name"].as_str().unwrap();
            match parameter["in"].as_str().unwrap() {
                "path" => path = path.replace(&format!("{{{name}}}"), &example),
                _ => query.push(format!("{name}={example}")),
            }
        }
        let asked = format!("{path}?{}", query.join("&"));
        let answer = if method == "get" {
            get(&api, &asked).await
        } else {
            let body = &operation["requestBody"]["content"]["application/json"]["example"];
            post(&api, &asked, body.to_string()).await
        };
        assert_eq!(answer.status, StatusCode::OK, "{method} {asked}: {}", answer.text());
    }
}

#[tokio::test]
async fn pages_explain_without_calling_anybody() {
    let api = api();
    let page = get(&api, "/docs/reference").await;
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    let text = page.text();
    for (path, _, operation) in operations(&openapi()) {
        assert!(text.contains(path), "{path}");
        assert!(text.contains(&format!("id=\"{}\"", operation["operationId"].as_str().unwrap())));
    }
    // An address in an example is text and calls nobody; one in an attribute would.
    assert!(!text.contains("=\"http") && !text.contains("<script"));
    for kind in aiguilleur_api::problem::Kind::ALL {
        let page = get(&api, &kind.page()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", kind.code);
        assert!(page.text().contains(kind.code));
    }
    let questions = get(&api, "/docs").await.text();
    for (path, ..) in operations(&openapi()).iter().filter(|(path, ..)| path.ends_with("/decisions")) {
        let begin = path.split('{').next().unwrap();
        assert!(questions.contains(begin), "{begin}");
    }
    let codes = get(&api, "/docs/codes").await.text();
    for code in ["choice_required", "officine", "to_complete", "scm_siret", "situation_ended"] {
        assert!(codes.contains(&format!("<code>{code}</code>")), "{code}");
    }
    let console = get(&api, "/docs/console").await;
    assert!(console.header("content-security-policy").contains("script-src 'self'"));
    assert_eq!(get(&api, "/docs/console.js").await.status, StatusCode::OK);
    assert!(get(&api, "/openapi.yaml").await.text().contains("\"openapi\": \"3.1.0\""));
    assert_eq!(get(&api, "/docs/errors").await.status, StatusCode::OK);
    assert_eq!(get(&api, "/docs/errors/nothing").await.code(), "no_route");
    assert_eq!(get(&api, "/openapi.json").await.json(), openapi());
}

#[tokio::test]
async fn fields_can_be_chosen() {
    let api = api();
    let path = format!(
        "/v1/professionals/{RADIOLOGUE}/decisions?fields=recommendation.status,decisions.identifier.value"
    );
    let answer = get(&api, &path).await.json();
    let expected = serde_json::json!({
        "recommendation": { "status": "unique" },
        "decisions": [{ "identifier": { "value": "99700000104007" } }],
    });
    assert_eq!(answer, expected);
    let refused = get(&api, &format!("/v1/professionals/{RADIOLOGUE}?fields=colour")).await;
    assert_eq!(refused.code(), "unknown_field");
    assert!(refused.text().contains("situations"), "{}", refused.text());
}
