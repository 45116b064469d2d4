//! Bulk calls: order kept, errors per item, one generation, bounded.

use aiguilleur_api::{
    Config,
    config::{Limits, Quota, Quotas},
    openapi,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use crate::{
    conformity::differences,
    support::{Answer, RADIOLOGUE, api, configured, get, post, send},
};

const PATH: &str = "/v1/professionals:batch";

async fn lines(body: &Value) -> (Answer, Vec<Value>) {
    let request = Request::post(PATH)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/x-ndjson");
    let answer = send(&api(), request.body(Body::from(body.to_string())).unwrap()).await;
    let items = answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (answer, items)
}

#[tokio::test]
async fn order_is_kept_and_one_bad_identifier_stops_nobody() {
    let body = json!({ "ids": [RADIOLOGUE, "12", "99700009006", "8 99700000203", RADIOLOGUE] });
    let answer = post(&api(), PATH, body.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("etag").contains(answer.json()["data"]["generation"].as_str().unwrap()));
    let document = answer.json();
    assert_eq!(differences(&openapi(), "Batch", &document), [""; 0]);
    let items = document["items"].as_array().unwrap();
    let codes: Vec<&Value> = items.iter().map(|item| &item["error"]["code"]).collect();
    assert_eq!(
        codes,
        [
            &Value::Null,
            &json!("malformed_identifier"),
            &json!("not_in_directory"),
            &Value::Null,
            &Value::Null
        ]
    );
    assert_eq!(items[3]["decided"]["professional"]["rpps"], "99700000203");
    assert!(items.iter().enumerate().all(|(index, item)| item["index"] == index));
    assert_eq!(items[0]["decided"], items[4]["decided"]);
}

#[tokio::test]
async fn an_item_is_what_the_single_route_answers() {
    let single = get(&api(), &format!("/v1/professionals/{RADIOLOGUE}/decisions")).await.json();
    let (_, items) = lines(&json!({ "ids": [RADIOLOGUE], "want": "decisions" })).await;
    for name in ["professional", "recommendation", "decisions", "forms", "warnings"] {
        assert_eq!(items[0]["decided"][name], single[name], "{name}");
    }
    let single = get(&api(), &format!("/v1/professionals/{RADIOLOGUE}")).await.json();
    let (_, items) = lines(&json!({ "ids": [RADIOLOGUE], "want": "records" })).await;
    assert_eq!(items[0]["record"]["situations"], single["situations"]);
}

#[tokio::test]
async fn ten_thousand_and_more_are_answered_line_by_line() {
    let ids: Vec<&str> = [RADIOLOGUE, "nobody"].into_iter().cycle().take(12_000).collect();
    let (answer, items) =
        lines(&json!({ "ids": ids, "want": "decisions", "fields": ["decisions.outcome"] })).await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    assert_eq!(items.len(), 12_000);
    assert_eq!(items[11_998]["decided"], json!({ "decisions": [{ "outcome": "order" }] }));
    assert_eq!(items[11_999]["error"]["code"], "malformed_identifier");
}

#[tokio::test]
async fn nobody_is_an_answer_too() {
    let answer = post(&api(), PATH, r#"{"ids": []}"#).await.json();
    assert_eq!(answer["items"], json!([]));
    assert_eq!(lines(&json!({ "ids": [] })).await.1.len(), 0);
}

#[tokio::test]
async fn what_is_not_a_bulk_call_is_refused() {
    let limits = Limits { bulk_ids: 2, bulk_body_bytes: 300, ..Limits::default() };
    let api = configured(Config { limits, ..Config::default() });
    let check = |body: Value, status: u16, code: &'static str| {
        let api = api.clone();
        async move {
            let answer = post(&api, PATH, body.to_string()).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
        }
    };
    check(json!({}), 400, "invalid_body").await;
    check(json!({ "ids": [1] }), 400, "invalid_body").await;
    check(json!({ "ids": [], "colour": "red" }), 400, "invalid_body").await;
    check(json!({ "ids": [], "want": "everything" }), 400, "invalid_body").await;
    check(json!({ "ids": [], "usages": ["tea"] }), 400, "invalid_body").await;
    check(json!({ "ids": [], "fields": ["colour"] }), 400, "unknown_field").await;
    check(json!({ "ids": ["1", "2", "3"] }), 400, "too_many_items").await;
    check(json!({ "ids": ["9".repeat(300)] }), 413, "body_too_large").await;
    let request = Request::post(PATH).header(header::ACCEPT, "text/csv").body(Body::from("{\"ids\":[]}"));
    assert_eq!(send(&api, request.unwrap()).await.code(), "not_acceptable");
}

#[tokio::test]
async fn a_large_call_costs_more_than_a_small_one() {
    let quotas = Quotas { address: Quota { per_second: 1, burst: 10 }, loopback: true, ..Quotas::default() };
    let api = configured(Config { quotas, ..Config::default() });
    let ask = |count: usize| {
        let body = json!({ "ids": vec!["nobody"; count] }).to_string();
        let mut request = Request::post(PATH).body(Body::from(body)).unwrap();
        request.extensions_mut().insert(aiguilleur_api::Peer(([127, 0, 0, 1], 1).into()));
        send(&api, request)
    };
    assert_eq!(ask(500).await.status, StatusCode::OK);
    assert_eq!(ask(500).await.code(), "rate_limited");
}
