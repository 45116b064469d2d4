//! An answer that is remembered is the answer: byte for byte, and to no other question.

use std::sync::Arc;

use aiguilleur_api::{App, Config, config::Limits, keys::KeyRing, router};
use aiguilleur_directory::Host;
use aiguilleur_store::DataDir;
use axum::Router;

use crate::support::{
    Answer, RADIOLOGUE, api,
    day::{PEOPLE, publish},
    fixtures, get, host, lost,
};

/// The API that makes every answer anew.
fn forgetful() -> Router {
    forgetting(host())
}

fn forgetting(host: Arc<Host>) -> Router {
    let limits = Limits { remembered_bytes: 0, ..Limits::default() };
    router(App::with(host, Config { limits, ..Config::default() }, KeyRing::none()), Router::new(), lost)
}

/// Everybody in the fixtures, malformed identifiers and unknown ones among them.
fn paths() -> Vec<String> {
    let rows = std::fs::read_to_string(fixtures().join(PEOPLE)).unwrap();
    let ids = rows.lines().skip(1).filter_map(|row| row.split('|').nth(2)).chain(["99799999999", "junk"]);
    ids.map(|id| format!("/v1/professionals/{id}/decisions")).collect()
}

#[tokio::test]
async fn what_is_remembered_is_what_would_be_answered() {
    let (forgetful, remembering) = (forgetful(), api());
    let asked = ["", "?usages=insi_manu,roc", "?usages=dp_consultation&as_of=2022-12-01", "?couloir=hopital"];
    // Twice over all of it: the second time what is known of one answer has served for others.
    for query in asked.iter().chain(&asked) {
        for path in paths() {
            let path = format!("{path}{query}");
            let made = get(&forgetful, &path).await;
            let (first, again) = (get(&remembering, &path).await, get(&remembering, &path).await);
            assert_eq!((made.status, &made.body), (first.status, &first.body), "{path}");
            assert_eq!((first.status, &first.body), (again.status, &again.body), "{path}");
            for name in ["content-type", "etag", "cache-control"].iter().filter(|_| made.status.is_success())
            {
                assert_eq!(made.header(name), again.header(name), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn another_question_has_another_answer() {
    let (forgetful, remembering) = (forgetful(), api());
    let path = format!("/v1/professionals/{RADIOLOGUE}/decisions");
    let asked = ["", "?usages=insi_manu", "?as_of=2022-12-01", "?couloir=hopital", "?trace=true"];
    let mut answers: Vec<Vec<u8>> = Vec::new();
    for query in asked.iter().chain(&asked) {
        let made = get(&forgetful, &format!("{path}{query}")).await.body;
        assert_eq!(made, get(&remembering, &format!("{path}{query}")).await.body, "{query}");
        answers.push(made);
    }
    let cut = get(&remembering, &format!("{path}?fields=forms_count")).await.json();
    assert_eq!(cut, serde_json::json!({ "forms_count": 1 }));
    // Neither the day nor the corridor changes anything here: the usage and the trace do.
    assert!(answers[0] != answers[1] && answers[0] != answers[4]);
}

#[tokio::test]
async fn whoever_holds_a_remembered_answer_is_told_so() {
    let api = api();
    let path = format!("/v1/professionals/{RADIOLOGUE}/decisions");
    let tag = get(&api, &path).await.header("etag").to_owned();
    let held = crate::support::get_with(&api, &path, "if-none-match", &tag).await;
    assert_eq!((held.status.as_u16(), held.body.len()), (304, 0));
}

#[tokio::test]
async fn nothing_of_yesterday_is_remembered_today() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::open(folder.path()).unwrap();
    publish(&data, 19, &[], false);
    let host = Arc::new(Host::open(DataDir::existing(folder.path())).unwrap());
    let remembering = router(App::new(Arc::clone(&host)), Router::new(), lost);
    let mut yesterday = Vec::new();
    for path in paths() {
        get(&remembering, &path).await;
        yesterday.push(get(&remembering, &path).await);
    }
    publish(&data, 20, &[&format!("|{RADIOLOGUE}|")], true);
    assert!(host.refresh().unwrap());
    let forgetful = forgetting(host);
    for (path, yesterday) in paths().iter().zip(yesterday) {
        let (made, first, again) =
            (get(&forgetful, path).await, get(&remembering, path).await, get(&remembering, path).await);
        assert_eq!((made.status, &made.body), (first.status, &first.body), "{path}");
        assert_eq!((made.status, &made.body), (again.status, &again.body), "{path}");
        assert_eq!(made.header("etag"), again.header("etag"), "{path}");
        assert!(!made.status.is_success() || made.header("etag") != yesterday.header("etag"), "{path}");
        if path.contains(RADIOLOGUE) {
            let status = |answer: &Answer| answer.json()["recommendation"]["status"].clone();
            assert_eq!(status(&yesterday), "unique");
            assert_ne!(status(&again), "unique", "who has left is not ordered for");
        }
    }
}
