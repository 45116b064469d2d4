//! FHIR over HTTP: keys, forms, errors as OperationOutcome.

use aiguilleur_api::Config;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use crate::support::{api, configured, get, send};

#[tokio::test]
async fn both_addresses_answer_and_errors_are_outcomes() {
    let api = api();
    for base in ["/fhir", "/fhir/v2"] {
        let found = get(&api, &format!("{base}/Practitioner?identifier=99700000104")).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text());
        assert_eq!(found.header("content-type"), "application/fhir+json");
        assert!(found.text().contains(&format!("{base}/Practitioner/899700000104")));
        assert_eq!(get(&api, &format!("{base}/metadata")).await.json()["fhirVersion"], "4.0.1");
        for (path, status) in [
            ("/Patient", StatusCode::NOT_FOUND),
            ("/Practitioner/0", StatusCode::NOT_FOUND),
            ("/Practitioner?colour=1", StatusCode::BAD_REQUEST),
            ("/StructureDefinition/rien", StatusCode::NOT_FOUND),
            ("/a/b/c/d", StatusCode::NOT_FOUND),
        ] {
            let answer = get(&api, &format!("{base}{path}")).await;
            assert_eq!(answer.status, status, "{path}");
            assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{path}");
        }
    }
    let wrong = Request::post("/fhir/Practitioner").body(Body::empty()).unwrap();
    let wrong = send(&api, wrong).await;
    assert_eq!(
        (wrong.status, &wrong.json()["resourceType"]),
        (StatusCode::METHOD_NOT_ALLOWED, &"OperationOutcome".into())
    );
}

#[tokio::test]
async fn forms_are_searched_and_nothing_else() {
    let ask = async |kind: &str, body: &'static str| {
        let request = Request::builder().method(Method::POST).uri("/fhir/v2/Organization/_search");
        send(&api(), request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    };
    let found = ask("application/x-www-form-urlencoded", "identifier=990010159&_elements=name").await;
    assert_eq!(found.json()["entry"][0]["resource"]["name"], "PHARMACIE DU BEFFROI");
    assert_eq!(ask("application/json", "{}").await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn the_key_of_another_server_opens_what_is_open_and_nothing_else() {
    let ask = async |config: Config| {
        let request = Request::get("/fhir/Practitioner?_count=1");
        let request = request.header("esante-api-key", "00000000-0000-0000-0000-000000000000");
        send(&configured(config), request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(ask(Config::default()).await.status, StatusCode::OK);
    let closed = ask(Config { require_keys: true, ..Config::default() }).await;
    assert_eq!(
        (closed.status, &closed.json()["issue"][0]["code"]),
        (StatusCode::UNAUTHORIZED, &"login".into())
    );
}
