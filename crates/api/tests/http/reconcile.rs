//! Client records streamed both ways, and certificates by themselves.

use aiguilleur_api::openapi;
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    conformity::differences,
    support::{api, post, send},
};

const PATH: &str = "/v1/reconcile?as_of=2026-11-20";

fn records() -> Vec<Value> {
    vec![
        json!({"client_id": "1", "rpps": "99700000203", "identifier": "990010159", "note": {"a": 1}}),
        json!({"client_id": "2", "rpps": "99700000203", "identifier": "990001133", "nom": "Martin", "ville": "Lyon"}),
        json!({"client_id": "3", "name": "Marie Martin"}),
        json!([]),
        json!({"client_id": "5", "rpps": "99700000245", "identifier": "990010225"}),
    ]
}

#[tokio::test]
async fn an_array_is_answered_by_an_array_and_lines_by_lines() {
    let array = post(&api(), PATH, json!(records()).to_string()).await;
    assert_eq!((array.status, array.header("content-type")), (StatusCode::OK, "application/json"));
    let answers = array.json();
    assert_eq!(differences(&openapi(), "ReconciledRecords", &answers), [""; 0]);
    let verdicts: Vec<&str> =
        answers.as_array().unwrap().iter().map(|answer| answer["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["ok", "to_fix", "to_review", "error", "to_review"]);
    assert_eq!(answers[1]["proposed"]["id_nat_struct"], "1990010159");

    let body: String = records().iter().map(|record| format!("{record}\n")).collect();
    let lines = post(&api(), PATH, body).await;
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    let lines: Vec<Value> = lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json!(lines), answers);
}

#[tokio::test]
async fn a_packed_answer_is_whole() {
    for coding in ["gzip", "br", "zstd"] {
        let request = Request::post(PATH).header(header::ACCEPT_ENCODING, coding);
        let answer = send(&api(), request.body(json!(records()).to_string().into()).unwrap()).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, coding));
        assert!(!answer.body.is_empty());
    }
}

#[tokio::test]
async fn a_line_is_answered_before_the_next_one_comes() {
    let (to, from) = tokio::sync::mpsc::channel::<Bytes>(1);
    let body = Body::from_stream(futures_util::stream::unfold(from, |mut from| async {
        from.recv().await.map(|bytes| (Ok::<_, std::io::Error>(bytes), from))
    }));
    let line = |index: usize| Bytes::from(format!("{}\n", records()[index]));
    to.send(line(0)).await.unwrap();
    let mut answer = api().oneshot(Request::post(PATH).body(body).unwrap()).await.unwrap().into_body();
    for (index, verdict) in ["ok", "to_fix", "to_review"].into_iter().enumerate() {
        let piece = answer.frame().await.unwrap().unwrap().into_data().unwrap();
        let found: Value = serde_json::from_slice(&piece).unwrap();
        assert_eq!((&found["verdict"], &found["line"]), (&json!(verdict), &json!(index + 1)));
        if index < 2 {
            to.send(line(index + 1)).await.unwrap();
        }
    }
    drop(to);
    assert!(answer.frame().await.is_none());
}

#[tokio::test]
async fn what_is_no_body_and_paths_of_certificates_are_refused() {
    let empty = post(&api(), PATH, " ").await;
    assert_eq!((empty.status, empty.code()), (StatusCode::BAD_REQUEST, "invalid_body".to_owned()));
    let record = json!([{"rpps": "99700000203", "identifier": "990010159", "certificate": "/etc/passwd"}]);
    let answer = post(&api(), PATH, record.to_string()).await.json();
    assert_eq!(answer[0]["findings"][0]["code"], "certificate_unreadable");
    let file =
        Request::post(PATH).header(header::CONTENT_TYPE, "text/csv").body(Body::from("rpps\n1")).unwrap();
    let file = send(&api(), file).await;
    assert_eq!(file.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(file.text().contains("/v1/jobs/reconcile"));
    let unknown = post(&api(), "/v1/reconcile?jour=1", "[]").await;
    assert_eq!(unknown.code(), "unknown_parameter");
}

/// Made for this page: no structure bears it.
const PEM: &str = include_str!("certificate.pem");

#[tokio::test]
async fn a_certificate_is_read_and_a_private_key_is_not() {
    let path = "/v1/certificates/inspect?as_of=2026-11-20&usages=insi_manu";
    let request = |body: String| {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-pem-file")
            .body(Body::from(body))
            .unwrap()
    };
    let answer = send(&api(), request(PEM.to_owned())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(differences(&openapi(), "InspectedCertificates", &answer), [""; 0]);
    let one = &answer["certificates"][0];
    assert_eq!(one["id_nat_struct"], "499700000104007");
    assert_eq!(one["structure"]["rpps_rang"], "99700000104007");
    let codes: Vec<&Value> =
        one["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]).collect();
    assert_eq!(codes, ["cn_wrong", "test_certificate", "set_incomplete"]);
    // Written in two pieces, so that no tool takes this file for a key.
    let key = format!("-----BEGIN {}-----\nAAAA\n-----END {}-----\n", "PRIVATE KEY", "PRIVATE KEY");
    let refused = send(&api(), request(format!("{PEM}{key}"))).await;
    assert_eq!(refused.code(), "invalid_body");
    assert!(!refused.text().contains("AAAA"));
}
