//! The operators' routes: health, metrics, traces; and what they never reveal.

use aiguilleur_api::{
    App, Config, DepotStatus, HeldBack, TrippedGuard, admin_router, config::Freshness, keys::KeyRing, router,
    waiting_router,
};
use axum::{Router, http::StatusCode, routing::get as route};

use crate::support::{RADIOLOGUE, SCREENS, api, app, get, get_with};

fn both(app: &App, pages: Router<App>) -> (Router, Router) {
    (router(app.clone(), pages, SCREENS), admin_router(app.clone()))
}

#[tokio::test]
async fn alive_and_ready() {
    let admin = admin_router(app(Config::default(), KeyRing::none()));
    assert_eq!(get(&admin, "/live").await.text(), "ok\n");
    let ready = get(&admin, "/ready").await;
    assert_eq!(ready.status, StatusCode::OK);
    let ready = ready.json();
    assert!(ready["sources"].as_array().unwrap().len() >= 4, "{ready}");
    assert_eq!(get(&admin, "/nothing").await.code(), "no_route");
}

#[tokio::test]
async fn stale_data_is_reported_by_source() {
    let check = |days: u32, expected: &'static str| async move {
        let freshness = Freshness { days, sources: [("StockUniteLegale".to_owned(), 100_000)].into() };
        let admin = admin_router(app(Config { freshness, ..Config::default() }, KeyRing::none()));
        let ready = get(&admin, "/ready").await.json();
        assert_eq!(ready["status"], expected, "{ready}");
        ready
    };
    check(100_000, "ready").await;
    // The étalab file of the fixtures is months older than the others, whatever the day.
    let degraded = check(1, "degraded").await;
    let sources = degraded["sources"].as_array().unwrap();
    assert!(sources.iter().any(|s| s["stale"] == true && s["max_age_days"] == 1), "{degraded}");
    assert!(sources.iter().any(|s| s["name"] == "StockUniteLegale" && s["stale"] != true), "{degraded}");
}

#[tokio::test]
async fn what_a_guard_holds_back_is_reported() {
    let app = app(Config::default(), KeyRing::none());
    let (api, admin) = both(&app, Router::new());
    let before = get(&api, "/v1/status").await;
    assert_eq!(before.json()["candidates"], serde_json::json!([]));
    let guard = |message: &str| TrippedGuard { guard: "deletions".into(), message: message.into() };
    let guards = vec![guard("profession 10"), guard("département 76")];
    let generation = "20261121T060000-000002".to_owned();
    app.hold_back(vec![HeldBack { generation, since: jiff::Timestamp::UNIX_EPOCH, guards }]);
    // A cached answer is stale, although the same generation is served.
    let after = get_with(&api, "/v1/status", "if-none-match", before.header("etag")).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_eq!(after.json()["candidates"][0]["guards"][1]["message"], "département 76");
    assert_eq!(get(&admin, "/ready").await.json()["candidates"], 1);
    let metrics = get(&admin, "/metrics").await.text();
    assert!(metrics.contains("aiguilleur_candidates_waiting 1\n"), "{metrics}");
    assert!(metrics.contains("aiguilleur_guards_tripped{guard=\"deletions\"} 2\n"), "{metrics}");
}

#[tokio::test]
async fn requests_are_counted_by_template_and_nothing_else() {
    let (api, admin) = both(&app(Config::default(), KeyRing::none()), Router::new());
    get(&api, &format!("/v1/professionals/{RADIOLOGUE}")).await;
    get(&api, "/v1/search?q=VAUQUELIN").await;
    get(&api, "/v1/professionals/quidam").await;
    get(&api, "/somewhere/else").await;
    let metrics = get(&admin, "/metrics").await;
    assert!(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = metrics.text();
    let route = "route=\"/v1/professionals/{id}\",method=\"GET\"";
    for line in [
        format!("aiguilleur_http_requests_total{{{route},status=\"200\"}} 1"),
        format!("aiguilleur_http_requests_total{{{route},status=\"400\"}} 1"),
        "aiguilleur_http_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1".to_owned(),
        "aiguilleur_http_request_duration_seconds_count{route=\"/v1/professionals/{id}\"} 2".to_owned(),
        "aiguilleur_problems_total{code=\"malformed_identifier\"} 1".to_owned(),
        "aiguilleur_panics_total 0".to_owned(),
        "aiguilleur_generation_info{generation=\"".to_owned(),
        "aiguilleur_source_age_seconds{source=\"PS_LibreAcces_Personne_activite\"}".to_owned(),
        "aiguilleur_source_rejects{source=\"PS_LibreAcces_Personne_activite\"}".to_owned(),
    ] {
        assert!(text.contains(&line), "{line}\n{text}");
    }
    for never in [RADIOLOGUE, "VAUQUELIN", "quidam", "somewhere"] {
        assert!(!text.contains(never), "{never}\n{text}");
    }
}

#[tokio::test]
async fn metrics_are_well_formed_and_no_series_is_repeated() {
    let (api, admin) = both(&app(Config::default(), KeyRing::none()), Router::new());
    get(&api, "/v1/status").await;
    let text = get(&admin, "/metrics").await.text();
    let mut seen = std::collections::HashSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (series, value) = line.rsplit_once(' ').unwrap();
        assert!(value.parse::<f64>().is_ok(), "{line}");
        assert!(seen.insert(series.to_owned()), "twice: {series}");
    }
}

#[tokio::test]
async fn a_panic_is_answered_and_counted() {
    async fn broken() -> &'static str {
        panic!("99700000104");
    }
    let pages = Router::new().route("/broken", route(broken));
    let (api, admin) = both(&app(Config::default(), KeyRing::none()), pages);
    let answer = get(&api, "/broken").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.code(), "internal");
    assert!(!answer.text().contains(RADIOLOGUE));
    assert!(get(&admin, "/metrics").await.text().contains("aiguilleur_panics_total 1"));
    assert_eq!(get(&api, "/v1/status").await.status, StatusCode::OK, "the next request is answered");
}

#[tokio::test]
async fn every_answer_has_an_id_and_a_trace_is_passed_on() {
    let api = api();
    let answer = get(&api, "/v1/status").await;
    assert_eq!(answer.header("x-request-id").len(), 16);
    assert!(answer.header("traceparent").contains(answer.header("x-request-id")));
    let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let traced = get_with(&api, "/v1/professionals/nobody", "traceparent", given).await;
    assert!(traced.header("traceparent").starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
    assert!(!traced.header("traceparent").contains("00f067aa0ba902b7"));
}

#[tokio::test]
async fn the_state_of_a_depot_is_reported() {
    let app = app(Config::default(), KeyRing::none());
    let (api, admin) = both(&app, Router::new());
    let before = get(&api, "/v1/status").await;
    assert!(before.json()["depot"].is_null());
    assert!(!get(&admin, "/metrics").await.text().contains("aiguilleur_depot"));
    let (since, followed_at) = (jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(7).ok());
    app.set_depot(DepotStatus { state: "away", since, sequence: Some(42), followed_at });
    let after = get_with(&api, "/v1/status", "if-none-match", before.header("etag")).await;
    let expected = serde_json::json!({ "state": "away", "since": "1970-01-01T00:00:00Z", "sequence": 42 });
    assert_eq!(after.json()["depot"], expected);
    // What was served stays served, and so the server stays ready.
    assert_eq!(get(&admin, "/ready").await.status, StatusCode::OK);
    let metrics = get(&admin, "/metrics").await.text();
    for line in [
        "aiguilleur_depot_state{state=\"away\"} 1",
        "aiguilleur_depot_state{state=\"followed\"} 0",
        "aiguilleur_depot_sequence 42",
        "aiguilleur_depot_followed_seconds 7",
    ] {
        assert!(metrics.contains(line), "{line} is missing in {metrics}");
    }
}

#[tokio::test]
async fn without_a_generation_a_server_is_alive_and_not_ready() {
    let waiting = waiting_router();
    assert_eq!(get(&waiting, "/live").await.text(), "ok\n");
    for path in ["/ready", "/metrics", "/v1/status", "/"] {
        let answer = get(&waiting, path).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "no_generation".into()));
        assert_eq!(answer.header("retry-after"), "5");
    }
}
