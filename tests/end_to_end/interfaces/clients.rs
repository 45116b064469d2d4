//! Reconcile against the answer of the API: a record that holds the number alone is judged by the same decision, and
//! nothing is proposed that the decision does not say.

use aiguilleur_tests::Server;
use serde_json::{Value, json};

/// The verdicts on records that hold one of `numbers` each, in order.
pub(super) fn ask(server: &Server, numbers: &[String], items: &[Value]) -> Vec<Value> {
    let asked: Vec<(&String, &Value)> = numbers.iter().zip(items).collect();
    let answers = asked.chunks(super::BULK).map(|chunk| {
        let records: Vec<Value> = chunk
            .iter()
            .map(|(number, item)| {
                let field = if item["type"] == "professional" { "rpps" } else { "identifier" };
                json!({ "client_id": number, field: number })
            })
            .collect();
        server.post("/v1/reconcile", json!(records).to_string().as_bytes()).json()
    });
    answers.flat_map(|answer| answer.as_array().unwrap().clone()).collect()
}

/// Whether the brief of a record is this decision's.
fn is_of(brief: &Value, decision: &Value) -> bool {
    brief["outcome"] == decision["outcome"]
        && brief["summary"] == decision["summary"]
        && brief["rule"] == decision["rule"]["id"]
}

/// What reconcile says otherwise than the answer.
pub(super) fn differences(reconciled: &Value, answer: &Value, orderable: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let (brief, proposed, verdict) =
        (&reconciled["decision"], &reconciled["proposed"], &reconciled["verdict"]);
    let decisions = answer["decisions"].as_array().unwrap();
    let own = decisions.iter().find(|decision| is_of(brief, decision));
    if !brief.is_null() && own.is_none() {
        found.push(format!("reconcile is judged by {brief}"));
    }
    if let ([only], true) = (decisions.as_slice(), brief.is_null())
        && only["outcome"] != "blocked"
    {
        found.push(format!("{} alone, and reconcile has no decision", only["rule"]["id"]));
    }
    let said =
        own.into_iter().flat_map(|it| [&it["identifier"]["value"], &it["fallback_identifier"]["value"]]);
    if !proposed.is_null() && !said.into_iter().any(|value| *value == proposed["value"]) {
        found.push(format!("reconcile proposes {proposed}"));
    }
    if !proposed.is_null() && own.is_some_and(|it| it["outcome"] == "choice_required") {
        found.push(format!("a choice, and reconcile proposes {proposed}"));
    }
    let structure = answer["professional"].is_null();
    if structure && (*verdict == "ok") && orderable["verdict"] == "no" {
        found.push(format!("reconcile says ok and `check` no: {orderable}"));
    }
    if structure && *verdict != "ok" && orderable["verdict"] == "yes" {
        found.push(format!("`check` says yes and reconcile {verdict}: {}", reconciled["findings"]));
    }
    found
}
