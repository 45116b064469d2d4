//! What every test of the API begins with: the fixtures imported once, a router over them, requests and answers.

pub mod day;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use aiguilleur_api::{App, Config, Screens, keys::KeyRing, router};
use aiguilleur_directory::{Clock, DataDir, Host, HostOptions};
use aiguilleur_domain::Date;
use aiguilleur_importer as import;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
    response::{Html, IntoResponse},
};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// The day of the fixtures: no test depends on the machine's.
pub const TODAY: Date = Date::constant(2026, 11, 20);

/// A radiologue in a cabinet de groupe: one decision, unique.
pub const RADIOLOGUE: &str = "99700000104";

/// A public hospital's legal entity.
pub const HOSPITAL: &str = "990001018";

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// A host over the fixtures, imported once for the whole run, in a folder that is removed with the process.
pub fn host() -> Arc<Host> {
    static HOST: OnceLock<(Arc<Host>, tempfile::TempDir)> = OnceLock::new();
    let (host, _folder) = HOST.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let listed = std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path());
        let files = listed
            .filter(|path| path.is_file() && path.extension().is_none_or(|kind| kind != "md"))
            .collect();
        let built = import::import(&data, &import::ImportRequest::new(files), &mut |_| {}).unwrap();
        built.publish().unwrap();
        let host =
            Host::with(data, HostOptions { clock: Clock::Fixed(TODAY), ..HostOptions::default() }).unwrap();
        (Arc::new(host), folder)
    });
    Arc::clone(host)
}

/// Replaces the pages that the binary brings.
pub const SCREENS: Screens = Screens {
    lost: |_| (StatusCode::NOT_FOUND, Html("<h1>Perdu</h1>")).into_response(),
    sign_in: |_, refused, to| {
        Html(format!("<h1>Connexion</h1>{}{to}", refused.unwrap_or_default())).into_response()
    },
};

/// An application as configured, with those keys.
pub fn app(config: Config, keys: KeyRing) -> App {
    App::with(host(), config, keys)
}

/// The API with the documented defaults.
pub fn api() -> Router {
    configured(Config::default())
}

/// The API as configured, without keys.
pub fn configured(config: Config) -> Router {
    router(app(config, KeyRing::none()), Router::new(), SCREENS)
}

/// An answer, whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// A header as text, empty where absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Its problem's code, after checking that it is a well-made problem document of its own status.
    pub fn code(&self) -> String {
        let problem = self.json();
        assert_eq!(self.header("content-type"), "application/problem+json", "{problem}");
        assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
        assert_eq!(problem["type"], format!("/docs/errors/{}", problem["code"].as_str().unwrap()));
        assert!(!problem["title"].as_str().unwrap().is_empty(), "{problem}");
        problem["code"].as_str().unwrap().to_owned()
    }
}

/// Sends `request`.
pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// `GET path`.
pub async fn get(router: &Router, path: &str) -> Answer {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

/// `GET path` with one header.
pub async fn get_with(router: &Router, path: &str, name: &str, value: &str) -> Answer {
    send(router, Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
}

/// `POST path` with a JSON body.
pub async fn post(router: &Router, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    send(router, request.body(body.into()).unwrap()).await
}
