//! Any request at the API over the fixtures: its method and address, then its body; none may fail inside.

use std::{
    path::Path,
    sync::{LazyLock, OnceLock},
};

use aiguilleur_api::{App, Config, Screens, keys::KeyRing, router};
use aiguilleur_directory::Host;
use aiguilleur_importer as import;
use aiguilleur_importer::ImportRequest;
use aiguilleur_store::DataDir;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    response::IntoResponse,
};
use tempfile::TempDir;
use tower::ServiceExt;

/// `METHOD /path?query`, the end of a line, then a body: what does not read as a request never reaches a route.
pub(crate) fn any(bytes: &[u8]) {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap());
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let body = bytes.get(end + 1..).unwrap_or_default().to_vec();
    let Some((method, address)) =
        std::str::from_utf8(&bytes[..end]).ok().and_then(|line| line.split_once(' '))
    else {
        return;
    };
    let kind = if body.starts_with(b"{") { "application/json" } else { "application/x-ndjson" };
    let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, kind);
    if let Ok(request) = request.body(Body::from(body)) {
        RUNTIME.block_on(answered(request));
    }
}

/// A panic of a route is answered 500: with that, a finding shows as any other.
async fn answered(request: Request<Body>) {
    let Ok(response) = api().clone().oneshot(request).await;
    let status = response.status();
    assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let explained =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    // A page that is not there is the binary's affair; every other refusal is a problem document.
    assert!(
        !status.is_client_error() || explained || status == StatusCode::NOT_FOUND,
        "{status}: {}",
        body.escape_ascii()
    );
}

/// The API with the documented defaults, without keys, over the fixtures imported once.
fn api() -> &'static Router {
    static API: OnceLock<(Router, TempDir)> = OnceLock::new();
    let (router, _folder) = API.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        let listed = std::fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path());
        let files = listed
            .filter(|path| path.is_file() && path.extension().is_none_or(|kind| kind != "md"))
            .collect();
        import::import(&data, &ImportRequest::new(files), &mut |_| {}).unwrap().publish().unwrap();
        let app = App::with(Host::open(data).unwrap().into(), Config::default(), KeyRing::none());
        (router(app, Router::new(), SCREENS), folder)
    });
    router
}

/// Replaces the pages that the binary brings.
const SCREENS: Screens = Screens {
    lost: |_| StatusCode::NOT_FOUND.into_response(),
    sign_in: |_, _, _| StatusCode::OK.into_response(),
};
