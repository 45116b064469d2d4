//! The W3C Reconciliation Service API: candidates, certainty, extension, suggestions.

use std::net::SocketAddr;

use aiguilleur_api::Config;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use crate::support::{Answer, RADIOLOGUE, api, configured, get, send};

async fn form(name: &str, value: &Value) -> Answer {
    let body: String =
        form_urlencoded::Serializer::new(String::new()).append_pair(name, &value.to_string()).finish();
    let request =
        Request::post("/reconcile").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(&api(), request.body(Body::from(body)).unwrap()).await
}

async fn candidates(query: Value) -> Vec<Value> {
    let answer = form("queries", &json!({ "q0": query })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["q0"]["result"].as_array().unwrap().clone()
}

/// The first candidate's name and whether it is certain; never more than one is.
async fn check(query: Value, expected: Option<(&str, bool)>) {
    let found = candidates(query.clone()).await;
    let certain = found.iter().filter(|candidate| candidate["match"] == true).count();
    assert!(certain <= 1, "{query}: {found:#?}");
    let first = found.first().map(|first| (first["name"].as_str().unwrap(), first["match"] == true));
    assert_eq!(first, expected, "{query}: {found:#?}");
    let scores: Vec<u64> = found.iter().map(|candidate| candidate["score"].as_u64().unwrap()).collect();
    assert!(scores.iter().all(|score| *score <= 100) && scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[tokio::test]
async fn an_identifier_is_certain() {
    check(json!({ "query": RADIOLOGUE }), Some(("HORTENSE VAUQUELIN", true))).await;
    check(json!({ "query": "8 997 000 001 04" }), Some(("HORTENSE VAUQUELIN", true))).await;
    let property = |name: &str, value: &str| json!([{ "pid": name, "v": value }]);
    let by_property = json!({ "query": "Dr Vauquelin", "properties": property("rpps", RADIOLOGUE) });
    check(by_property, Some(("HORTENSE VAUQUELIN", true))).await;
    check(
        json!({ "query": "990001018", "type": "structure" }),
        Some(("CENTRE HOSPITALIER DE VALMONT", true)),
    )
    .await;
}

#[tokio::test]
async fn an_identifier_under_another_name_is_not_certain() {
    let query = json!({ "query": "Anselme Pradier", "properties": [{ "pid": "rpps", "v": RADIOLOGUE }] });
    check(query, Some(("HORTENSE VAUQUELIN", false))).await;
}

#[tokio::test]
async fn a_unique_complete_name_is_certain_and_a_part_of_one_is_not() {
    check(json!({ "query": "Vauquelin Hortense" }), Some(("HORTENSE VAUQUELIN", true))).await;
    check(
        json!({ "query": "Dr Hortense VAUQUELIN", "type": "professional" }),
        Some(("HORTENSE VAUQUELIN", true)),
    )
    .await;
    check(json!({ "query": "Vauquelin" }), Some(("HORTENSE VAUQUELIN", false))).await;
    check(json!({ "query": "Vauquelin Hortence" }), Some(("HORTENSE VAUQUELIN", false))).await;
    check(json!({ "query": "H Vauquelin" }), Some(("HORTENSE VAUQUELIN", false))).await;
}

#[tokio::test]
async fn homonyms_are_candidates_and_never_certain() {
    let homonym = get(&api(), "/v1/professionals/99700000518").await.json();
    let name =
        format!("{} {}", homonym["given_name"].as_str().unwrap(), homonym["family_name"].as_str().unwrap());
    let found = candidates(json!({ "query": name })).await;
    assert!(found.len() >= 3, "{found:#?}");
    assert!(found.iter().all(|candidate| candidate["match"] == false), "{found:#?}");
    // Not even where a town tells them apart: a person decides.
    let narrowed = json!({ "query": name, "properties": [{ "pid": "practice_city", "v": "ROUEN" }] });
    assert!(candidates(narrowed).await.iter().all(|candidate| candidate["match"] == false));
}

#[tokio::test]
async fn nothing_is_found_for_nothing() {
    check(json!({ "query": "" }), None).await;
    check(json!({}), None).await;
    check(json!({ "query": "zzzzzzzzzz qqqqqqqq" }), None).await;
    check(json!({ "query": RADIOLOGUE, "type": "structure" }), None).await;
}

#[tokio::test]
async fn the_manifest_leads_to_what_there_is() {
    let api = api();
    let manifest = get(&api, "/reconcile").await.json();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    assert_eq!(manifest["authentication"], Value::Null);
    for what in ["entity", "type", "property"] {
        let path = manifest["suggest"][what]["service_path"].as_str().unwrap();
        let answer = get(&api, &format!("{path}?prefix=pro")).await;
        assert!(answer.json()["result"].is_array(), "{path}");
    }
    let preview = manifest["preview"]["url"].as_str().unwrap();
    let path = preview.split_once("/reconcile").unwrap().1.replace("{{id}}", "pp:899700000104");
    let shown = get(&api, &format!("/reconcile{path}")).await;
    assert!(shown.text().contains("VAUQUELIN"), "{}", shown.text());
    // The decision comes first.
    assert!(shown.text().contains("<body><p><strong>"), "{}", shown.text());
    assert_eq!(get(&api, "/reconcile/preview?id=pp:1").await.code(), "not_in_directory");
    assert!(get(&api, "/reconcile/flyout/entity?id=st:1990001018").await.json()["html"].is_string());
}

#[tokio::test]
async fn any_origin_may_ask_and_the_manifest_says_which_key() {
    let asked = |method: &str, path: &str| {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, "https://tools.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .body(Body::empty())
            .unwrap()
    };
    let any = |answer: &Answer| answer.header("access-control-allow-origin") == "*";
    for path in ["/reconcile", "/reconcile/suggest/type?prefix=pro", "/reconcile/preview?id=pp:1"] {
        assert!(any(&send(&api(), asked("GET", path)).await), "{path}");
    }
    let ask_first = send(&api(), asked("OPTIONS", "/reconcile")).await;
    assert!(any(&ask_first) && ask_first.header("access-control-allow-methods") == "GET, POST");
    assert_eq!(ask_first.status, StatusCode::NO_CONTENT);
    assert!(!any(&send(&api(), asked("GET", "/v1/status")).await));

    let locked = configured(Config { listen: SocketAddr::from(([0, 0, 0, 0], 0)), ..Config::default() });
    let refused = send(&locked, asked("GET", "/reconcile/properties")).await;
    assert!(refused.status == StatusCode::UNAUTHORIZED && any(&refused));
    let manifest = get(&locked, "/reconcile").await.json();
    assert_eq!(manifest["authentication"], json!({ "type": "http", "scheme": "bearer" }));
    assert_eq!(get(&locked, "/reconcile?queries=%7B%7D").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn candidates_are_those_of_client_files() {
    let city = |city: &str| json!([{ "pid": "ville", "v": city }]);
    let narrowed = candidates(json!({ "query": "Vauquelin H", "properties": city("Rouen") })).await;
    assert_eq!((&narrowed[0]["id"], &narrowed[0]["match"]), (&"pp:899700000104".into(), &false.into()));
    assert!(narrowed[0]["description"].as_str().unwrap().contains("même commune"), "{narrowed:#?}");
    let placed = candidates(json!({ "query": "Vauquelin Hortense", "properties": city("Rouen") })).await;
    assert_eq!(placed[0]["match"], true);
    // Another town contradicts: somebody must look.
    let elsewhere = candidates(json!({ "query": "Vauquelin Hortense", "properties": city("Dijon") })).await;
    assert!(elsewhere.iter().all(|candidate| candidate["match"] == false), "{elsewhere:#?}");
}

#[tokio::test]
async fn matched_entities_are_extended() {
    let wanted = ["rpps", "practice_city", "order_kind", "order_identifier"].map(|id| json!({ "id": id }));
    let body = json!({ "ids": ["pp:899700000104", "pp:899700009006", "nothing"], "properties": wanted });
    let answer = form("extend", &body).await.json();
    let row = &answer["rows"]["pp:899700000104"];
    assert_eq!(row["rpps"], json!([{ "str": RADIOLOGUE }]));
    assert_eq!(row["order_kind"], json!([{ "str": "rpps_rang" }]));
    assert_eq!(row["order_identifier"], json!([{ "str": "99700000104007" }]));
    assert_eq!(answer["rows"]["nothing"]["rpps"], json!([]));
    assert_eq!(answer["meta"][0]["id"], "rpps");
    let refused = form("extend", &json!({ "ids": [], "properties": [{ "id": "colour" }] })).await;
    assert_eq!(refused.code(), "unknown_field");
    let proposed = get(&api(), "/reconcile/properties?type=structure").await.json();
    assert!(proposed["properties"].as_array().unwrap().iter().any(|property| property["id"] == "siret"));
}

#[tokio::test]
async fn what_is_no_query_is_refused() {
    assert_eq!(get(&api(), "/reconcile?queries=%7B").await.code(), "invalid_body");
    let many: serde_json::Map<String, Value> =
        (0..101).map(|i| (i.to_string(), json!({ "query": "a" }))).collect();
    assert_eq!(form("queries", &Value::Object(many)).await.code(), "too_many_items");
}
