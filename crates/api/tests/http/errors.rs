//! Every refusal is a problem document with a stable code, from any layer.

use aiguilleur_api::{Config, config::Limits};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use crate::support::{RADIOLOGUE, api, configured, get, get_with, post, send};

#[tokio::test]
async fn refusals_have_their_code() {
    let api = api();
    let check = |path: String, status: u16, code: &'static str| {
        let api = api.clone();
        async move {
            let answer = get(&api, &path).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{path}");
        }
    };
    check("/v1/professionals/12".into(), 400, "malformed_identifier").await;
    check("/v1/professionals/99700000105".into(), 400, "malformed_identifier").await;
    check("/v1/professionals/99700009006".into(), 404, "not_in_directory").await;
    check(format!("/v1/professionals/{RADIOLOGUE}?colour=red"), 400, "unknown_parameter").await;
    check(format!("/v1/professionals/{RADIOLOGUE}/decisions?usages=tea"), 400, "invalid_parameter").await;
    check("/v1/search?q=a&q=b".into(), 400, "invalid_parameter").await;
    check("/v1/search?q=a&cursor=zzz".into(), 400, "invalid_cursor").await;
    check("/v1/search?q=a&cursor=Zy0xfDIw".into(), 410, "cursor_expired").await;
    check("/v1/professionals/%FF".into(), 400, "bad_request").await;
    check("/v2/professionals".into(), 404, "no_route").await;
    check("/v1/../etc/passwd".into(), 404, "no_route").await;
    check("/v1/professionals/..%2F..%2Fetc%2Fpasswd".into(), 400, "malformed_identifier").await;
    check("/v1/decide".into(), 405, "method_not_allowed").await;
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_browsers_only() {
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (path, accept, page) in [
        ("/nowhere", browser, true),
        ("/docs/nowhere", browser, true),
        ("/v1/nowhere", browser, false),
        ("/v1", browser, false),
        ("/nowhere", "application/json", false),
        ("/nowhere", "*/*", false),
    ] {
        let answer = get_with(&api(), path, "accept", accept).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {accept}");
        assert_eq!(answer.header("content-type").starts_with("text/html"), page, "{path} {accept}");
        assert!(page || answer.code() == "no_route", "{path} {accept}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_the_ones_there_are() {
    let answer = send(&api(), Request::delete("/v1/status").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.code(), "method_not_allowed");
    assert!(answer.header("allow").contains("GET"));
}

#[tokio::test]
async fn bodies_are_refused_with_the_reason() {
    let api = api();
    let invalid = post(&api, "/v1/decide", "{\"colour\": 1}").await;
    assert_eq!(invalid.code(), "invalid_body");
    assert!(invalid.text().contains("colour"), "{}", invalid.text());
    assert_eq!(post(&api, "/v1/decide", "{").await.code(), "invalid_body");
    assert_eq!(post(&api, "/v1/decide", vec![0xFF, 0xFE]).await.code(), "invalid_body");
    let request = |name: &str, value: &str| {
        Request::post("/v1/decide").header(name, value).body(Body::from("{}")).unwrap()
    };
    let refused = send(&api, request("content-type", "text/csv")).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (415, "unsupported_media_type"));
    let packed = send(&api, request("content-encoding", "gzip")).await;
    assert_eq!(packed.code(), "unsupported_media_type");
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let limits = Limits { body_bytes: 100, url_bytes: 200, header_bytes: 300, ..Limits::default() };
    let api = configured(Config { limits, ..Config::default() });
    let body = post(&api, "/v1/decide", vec![b' '; 101]).await;
    assert_eq!((body.status, body.code()), (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large".to_owned()));
    let url = get(&api, &format!("/v1/search?q={}", "a".repeat(200))).await;
    assert_eq!((url.status, url.code()), (StatusCode::URI_TOO_LONG, "url_too_long".to_owned()));
    let headers = get_with(&api, "/v1/status", "x-padding", &"a".repeat(300)).await;
    assert_eq!(headers.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert_eq!(headers.code(), "headers_too_large");
}

#[tokio::test]
async fn a_full_server_says_so_and_when_to_come_back() {
    let limits = Limits { requests_at_once: 0, ..Limits::default() };
    let answer = get(&configured(Config { limits, ..Config::default() }), "/v1/status").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "overloaded".to_owned()));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn an_answer_that_is_held_already_is_not_sent_again() {
    let api = api();
    let path = format!("/v1/professionals/{RADIOLOGUE}/decisions");
    let first = get(&api, &path).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.contains(first.json()["data"]["generation"].as_str().unwrap()), "{tag}");
    for held in [tag.as_str(), tag.trim_start_matches("W/"), "\"a\", *"] {
        let again = get_with(&api, &path, "if-none-match", held).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{held}");
    }
    assert_eq!(get_with(&api, &path, "if-none-match", "\"other\"").await.status, StatusCode::OK);
}

#[tokio::test]
async fn answers_are_packed_for_those_who_unpack() {
    let path = format!("/v1/professionals/{RADIOLOGUE}/decisions");
    for coding in ["gzip", "br", "zstd"] {
        let answer = get_with(&api(), &path, "accept-encoding", coding).await;
        assert_eq!(answer.header("content-encoding"), coding);
        assert!(answer.header("vary").contains("accept-encoding"));
    }
    assert_eq!(get(&api(), &path).await.header("content-encoding"), "");
}

#[tokio::test]
async fn other_sites_may_call_only_where_configured() {
    let origin = "https://crm.example";
    let none = get_with(&api(), "/v1/status", "origin", origin).await;
    assert_eq!(none.header("access-control-allow-origin"), "");
    let config = Config { cors_origins: vec![origin.to_owned()], ..Config::default() };
    let some = configured(config);
    let answer = get_with(&some, "/v1/status", "origin", origin).await;
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    let other = get_with(&some, "/v1/status", "origin", "https://other.example").await;
    assert_eq!(other.header("access-control-allow-origin"), "");
}
