//! The HTTP API from outside: each route, and each way to be refused.

use aiguilleur_tests::{Data, Response, Server, Target, codes};

fn served() -> (Data, Server) {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    (data, server)
}

/// A problem document: status, code, and nothing of what happened inside.
#[track_caller]
fn refused(response: &Response, status: u16, code: &str) -> String {
    assert_eq!(response.status, status, "{}", response.body);
    assert_eq!(response.header("content-type"), Some("application/problem+json"));
    let problem = response.json();
    assert_eq!(problem["code"], code, "{problem:#}");
    assert_eq!(problem["status"], status, "{problem:#}");
    for field in ["type", "title", "detail"] {
        assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {problem:#}");
    }
    for leak in ["panicked", ".rs:", "src/", "backtrace"] {
        assert!(!response.body.contains(leak), "{}", response.body);
    }
    problem["detail"].as_str().unwrap().to_owned()
}

#[test]
fn a_professional_and_the_decisions() {
    let (_data, server) = served();
    for id in ["99700000104", "899700000104", "997%20000%20001%2004"] {
        let response = server.get(&format!("/v1/professionals/{id}"));
        assert_eq!(response.status, 200, "{}", response.body);
        let found = response.json();
        assert_eq!(found["rpps"], "99700000104", "{found:#}");
        assert_eq!(found["situations"].as_array().map(Vec::len), Some(1), "{found:#}");
    }
    let path =
        "/v1/professionals/99700000104/decisions?usages=dmp,insi_manu&couloir=radiologie&as_of=2026-11-20";
    let answer = server.get(path).json();
    assert_eq!(answer["recommendation"]["status"], "unique", "{answer:#}");
    assert_eq!(answer["decisions"][0]["identifier"]["kind"], "rpps_rang", "{answer:#}");
    assert_eq!(answer["decisions"][0]["identifier"]["id_nat_struct"], "499700000104007", "{answer:#}");
    assert_eq!(answer["forms"][0]["form"], "F413", "{answer:#}");
    assert!(answer["data"]["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{answer:#}");
    let other = server.get("/v1/professionals/991000019").json();
    assert_eq!(other["adeli"], "991000019", "{other:#}");
}

#[test]
fn structures_and_who_practises_there() {
    let (_data, server) = served();
    for id in ["990010159", "1990010159", "99700000104007", "499700000104007", "2A9900123", "99900001100018"]
    {
        let response = server.get(&format!("/v1/structures/{id}"));
        assert_eq!(response.status, 200, "{id}: {}", response.body);
        assert!(!response.json()["structures"].as_array().unwrap().is_empty(), "{id}");
    }
    let shared = server.get("/v1/structures/99900110000018").json();
    assert_eq!(shared["structures"].as_array().map(Vec::len), Some(2), "one SIRET on two sites: {shared:#}");
    let closed = server.get("/v1/structures/990010266").json();
    assert!(closed["structures"][0]["closed_on"].is_string(), "{closed:#}");
    assert!(closed["structures"][0]["successor"].is_object(), "{closed:#}");
    let who = server.get("/v1/structures/990010159/professionals").json();
    assert_eq!(who["professionals"].as_array().map(Vec::len), Some(2), "{who:#}");
}

#[test]
fn lists_page_by_a_cursor_of_their_generation() {
    let (_data, server) = served();
    let path = "/v1/structures/990010019/professionals?limit=1";
    let (mut seen, mut next) = (Vec::new(), server.get(path).json());
    loop {
        let page = next["professionals"].as_array().unwrap().clone();
        seen.extend(page.iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        let Some(cursor) = next["next"].as_str() else { break };
        next = server.get(&format!("{path}&cursor={cursor}")).json();
        assert!(seen.len() < 50, "the cursor does not advance");
    }
    let mut distinct = seen.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), seen.len(), "somebody is listed twice: {seen:?}");
    assert!(seen.len() >= 2, "{seen:?}");
    refused(&server.get(&format!("{path}&cursor=AAAA")), 400, "invalid_cursor");
}

#[test]
fn groups_identifiers_search_and_status() {
    let (_data, server) = served();
    let group = server.get("/v1/groups/99000000017").json();
    assert_eq!(group["members"].as_array().map(Vec::len), Some(2), "{group:#}");

    let identifier = server.get("/v1/identifiers/99900002900010").json();
    assert_eq!(identifier["orderable"]["code"], "scm_siret", "{identifier:#}");
    let repaired = server.get("/v1/identifiers/9970000O104").json();
    assert_eq!(repaired["canonical"], "99700000104", "{repaired:#}");
    assert!(!repaired["repairs"].as_array().unwrap().is_empty(), "no repair is silent: {repaired:#}");

    let found = server.get("/v1/search?q=martin&type=professional&profession=10").json();
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(2), "{found:#}");
    assert_eq!(found["hits"][0]["type"], "professional", "{found:#}");

    for (read_out, id) in [
        ("997%2000%20000%20104", "899700000104"),
        ("997.0000.0104", "899700000104"),
        ("899700000104", "899700000104"),
        ("990%20010%20159", "1990010159"),
        ("dr%20vauquelin%20radiologue%20Rouen", "899700000104"),
        ("vauquelin%2076000", "899700000104"),
        ("clarisse%20fauvel%20pharmacien%2076", "899700000203"),
    ] {
        let found = server.get(&format!("/v1/search?q={read_out}")).json();
        assert_eq!(found["hits"][0]["id"], id, "{read_out}: {found:#}");
    }
    let siret = server.get("/v1/search?q=999%20000%20029%2000010").json();
    assert_eq!(siret["hits"][0]["type"], "structure", "{siret:#}");

    let status = server.get("/v1/status").json();
    assert_eq!(status["as_of"], "2026-11-20", "{status:#}");
    assert_eq!(status["counts"]["professionals"], 53, "{status:#}");
    // Eight files, and the tables of the restricted extraction, which are one source.
    assert_eq!(status["sources"].as_array().map(Vec::len), Some(9), "{status:#}");
}

#[test]
fn answers_carry_their_generation() {
    let (data, server) = served();
    let response = server.get("/v1/professionals/99700000104");
    let tag = response.header("etag").unwrap().to_owned();
    assert!(tag.contains(&data.served()), "{tag}");
    let again = Target {
        method: "GET",
        path: "/v1/professionals/99700000104",
        headers: &format!("if-none-match: {tag}\r\n"),
        body: b"",
    };
    let again = server.ask(again);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn malformed_and_absent_identifiers_differ() {
    let (_data, server) = served();
    for path in [
        "professionals/123",
        "professionals/99700000105",
        "professionals/99700000104007",
        "structures/bonjour",
    ] {
        refused(&server.get(&format!("/v1/{path}")), 400, "malformed_identifier");
    }
    refused(&server.get("/v1/identifiers/bonjour"), 400, "malformed_identifier");
    let excel = refused(&server.get("/v1/identifiers/1.23E%2B13"), 400, "malformed_identifier");
    assert!(excel.to_lowercase().contains("tableur") || excel.contains("Excel"), "{excel}");
    for path in
        ["professionals/99700000997", "professionals/99700000997/decisions", "structures/99700000997007"]
    {
        refused(&server.get(&format!("/v1/{path}")), 404, "not_in_directory");
    }
    let closed = server.get("/v1/professionals/99700000369/decisions").json();
    assert!(codes(&closed["decisions"][0]["warnings"]).contains("structure_closed"), "{closed:#}");
}

#[test]
fn an_unknown_parameter_is_refused_with_those_that_exist() {
    let (_data, server) = served();
    let cases = [
        ("/v1/professionals/99700000104/decisions?emploi=dmp", &["usages", "couloir", "as_of"][..]),
        ("/v1/search?query=martin", &["q", "departement", "include_ended", "cursor"]),
        ("/v1/structures/990010159/professionals?page=2", &["limit", "cursor"]),
        ("/v1/status?verbose=1", &["aucun"]),
    ];
    for (path, names) in cases {
        let detail = refused(&server.get(path), 400, "unknown_parameter");
        assert!(names.iter().all(|name| detail.contains(name)), "{path}: {detail}");
    }
    for path in [
        "/v1/professionals/99700000104/decisions?usages=parking",
        "/v1/professionals/99700000104/decisions?couloir=cuisine",
        "/v1/professionals/99700000104/decisions?as_of=2026-02-30",
        "/v1/search?q=martin&limit=100000",
        "/v1/search?q=martin&type=hospital",
        "/v1/search?q=martin&q=durand",
    ] {
        refused(&server.get(path), 400, "invalid_parameter");
    }
}

#[test]
fn decide_refuses_what_it_does_not_know_by_name() {
    let (_data, server) = served();
    let good = br#"{"as_of": "2026-11-20", "activities": [{"id": "a", "secteur": "SA33", "structure": "s"}],
        "structures": {"s": {"finess_geographique": "990010159"}}}"#;
    let answer = server.post("/v1/decide", good).json();
    assert_eq!(answer["decisions"][0]["outcome"], "order", "{answer:#}");
    let detail = refused(&server.post("/v1/decide", br#"{"activites": []}"#), 400, "invalid_body");
    assert!(detail.contains("activites"), "{detail}");
    refused(&server.post("/v1/decide", b"{"), 400, "invalid_body");
    refused(&server.post("/v1/decide", b"\xff\xfe"), 400, "invalid_body");
    let large = vec![b' '; 3 << 20];
    refused(&server.post("/v1/decide", &large), 413, "body_too_large");
}

#[test]
fn other_addresses_and_methods_are_refused_alike() {
    let (_data, server) = served();
    refused(&server.get("/v2/status"), 404, "no_route");
    refused(&server.get("/v1/decide"), 405, "method_not_allowed");
    refused(&server.post("/v1/status", b"{}"), 405, "method_not_allowed");
}
