//! What changed, over HTTP: pages that join up, the same in CSV and Atom, and a past that is never made up.

use std::{collections::BTreeSet, path::Path};

use aiguilleur_api::{App, openapi, router};
use aiguilleur_directory::DataDir;
use aiguilleur_directory::Host;
use axum::{Router, http::StatusCode};

use crate::{
    conformity::differences,
    support::{Answer, SCREENS, api, day::publish, get, get_with},
};

fn served(folder: &Path) -> Router {
    let host = Host::open(DataDir::existing(folder)).unwrap();
    router(App::new(host.into()), Router::new(), SCREENS)
}

fn texts<'a>(answer: &'a serde_json::Value, field: &str) -> Vec<&'a str> {
    answer["changes"].as_array().unwrap().iter().map(|change| change[field].as_str().unwrap()).collect()
}

/// Two days, served; the name of the first.
fn two_days(folder: &Path) -> (Router, String) {
    let data = DataDir::open(folder).unwrap();
    let first = publish(&data, 19, &[], false);
    publish(&data, 20, &["|99700000112|", "|99700000500|"], true);
    (served(folder), first)
}

#[tokio::test]
async fn pages_join_up_and_are_what_their_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    let (api, first) = two_days(folder.path());
    let whole = get(&api, &format!("/v1/changes?since={first}")).await.json();
    let found = differences(&openapi(), "Changes", &whole);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(whole["since"], *first);
    assert_eq!(whole["changes"], get(&api, "/v1/changes").await.json()["changes"], "the last publication's");
    let left = ["professional_left"; 2];
    let ended = ["situation_ended"; 4];
    assert_eq!(
        texts(&whole, "kind"),
        [&left[..], &ended, &["structure_renamed", "cabinet_emptied"]].concat(),
        "{whole:#}"
    );

    let (mut changes, mut next) = (Vec::new(), String::new());
    loop {
        let page = get(&api, &format!("/v1/changes?since={first}&limit=3{next}")).await.json();
        changes.extend(page["changes"].as_array().unwrap().clone());
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(changes, *whole["changes"].as_array().unwrap());

    let ended = get(&api, &format!("/v1/changes?since={first}&kind=situation_ended")).await.json();
    assert_eq!(texts(&ended, "source"), ["absence"; 4]);
    assert!(ended["next"].is_null());
}

#[tokio::test]
async fn a_first_generation_has_nothing_to_compare_with() {
    let page = get(&api(), "/v1/changes").await.json();
    assert!(page["since"].is_null() && page["publications"][0]["since"].is_null(), "{page:#}");
    assert_eq!(page["changes"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn csv_holds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (api, first) = two_days(folder.path());
    let path = format!("/v1/changes?since={first}&limit=1");
    let csv = get_with(&api, &path, "accept", "text/csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(csv.header("vary"), "accept");
    let text = csv.text();
    let rows: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 1 + 8, "the header, and every change whatever the page: {text}");
    assert!(rows[0].starts_with("generation,kind,id_nat_pp,rpps,"), "{text}");
    assert!(
        rows[3].contains(",situation_ended,899700000112,99700000112,10,2026-11-20,absence,499700000112000,")
    );
    assert!(rows.iter().any(|row| row.contains(",\"EHPAD <L'ÉTÉ>, \"\"LES & TILLEULS\"\"\",")), "{text}");
}

#[tokio::test]
async fn atom_is_well_formed_and_its_names_are_stable() {
    let folder = tempfile::tempdir().unwrap();
    let (api, _) = two_days(folder.path());
    let asked = get_with(&api, "/v1/changes?limit=5", "accept", "application/atom+xml").await;
    let atom = get(&api, "/v1/changes.atom?limit=5").await;
    assert_eq!(asked.text(), atom.text());
    assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
    let (mut ids, mut pages) = (Vec::new(), vec![atom]);
    while let Some(next) = pages.last().and_then(link_to_next) {
        pages.push(get(&api, &next).await);
    }
    for page in &pages {
        let text = page.text();
        well_formed(&text);
        ids.extend(text.split("<id>").skip(2).map(|rest| rest.split_once("</id>").unwrap().0.to_owned()));
    }
    assert_eq!((pages.len(), ids.len()), (2, 8));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 8, "{ids:?}");
    let unchanged = get_with(&api, "/v1/changes.atom", "if-none-match", pages[0].header("etag")).await;
    assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
}

fn link_to_next(page: &Answer) -> Option<String> {
    let text = page.text();
    let (_, rest) = text.split_once("<link rel=\"next\" href=\"")?;
    Some(rest.split_once('"').unwrap().0.replace("&amp;", "&"))
}

/// Every element is closed in its order, and every text is escaped.
fn well_formed(text: &str) {
    let mut open = Vec::new();
    let body = text.split_once("?>").unwrap().1;
    for piece in body.split('<').skip(1) {
        let (tag, between) = piece.split_once('>').unwrap();
        assert!(!between.contains('>'), "{piece}");
        for entity in between.split('&').skip(1).chain(tag.split('&').skip(1)) {
            let name = entity.split_once(';').unwrap().0;
            assert!(["amp", "lt", "gt", "quot", "apos"].contains(&name), "{piece}");
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{piece}"),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn an_unknown_since_is_refused_by_its_own_code() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::open(folder.path()).unwrap();
    let first = publish(&data, 18, &[], false);
    let bad = publish(&data, 19, &["|99700000112|"], false);
    data.rollback().unwrap();
    publish(&data, 20, &["|99700000120|"], false);
    let api = served(folder.path());
    let listed = get(&api, &format!("/v1/changes?since={first}")).await.json();
    assert_eq!(texts(&listed, "rpps"), ["99700000120"; 2], "what was rolled back is not listed: {listed:#}");
    let forged = "MjAyNjExMjB8MTI";
    for (query, status, code) in [
        (format!("since={bad}"), StatusCode::GONE, "changes_gone"),
        ("since=20200101T000000-000001".to_owned(), StatusCode::NOT_FOUND, "unknown_generation"),
        ("since=yesterday".to_owned(), StatusCode::BAD_REQUEST, "invalid_parameter"),
        ("kind=married".to_owned(), StatusCode::BAD_REQUEST, "invalid_parameter"),
        ("cursor=%2F".to_owned(), StatusCode::BAD_REQUEST, "invalid_cursor"),
        (format!("cursor={forged}"), StatusCode::GONE, "cursor_expired"),
        ("from=x".to_owned(), StatusCode::BAD_REQUEST, "unknown_parameter"),
    ] {
        let answer = get(&api, &format!("/v1/changes?{query}")).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{query}");
    }
    let image = get_with(&api, "/v1/changes", "accept", "image/png").await;
    assert_eq!(image.code(), "not_acceptable");
}
