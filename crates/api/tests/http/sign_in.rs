//! The sign-in of browsers, and the word of a trusted proxy.

use std::net::SocketAddr;

use aiguilleur_api::{
    App, Config, Peer,
    config::Network,
    keys::{KeyFile, KeyRing, NewKey, Scope},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    routing::get,
};

use crate::support::{Answer, SCREENS, app, send};

/// A server that asks for keys, with a page, and a key of each of two scopes.
struct Guarded {
    router: Router,
    read: String,
    reconcile: String,
    id: String,
    file: KeyFile,
    app: App,
    _folder: tempfile::TempDir,
}

fn guarded(config: Config) -> Guarded {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::in_data(folder.path());
    let key = |scope| {
        let new = NewKey { label: "poste".to_owned(), scopes: vec![scope], expires_at: None };
        file.create(new).unwrap()
    };
    let ((record, read), (_, reconcile)) = (key(Scope::Read), key(Scope::Reconcile));
    let app = app(config, KeyRing::open(file.clone()).unwrap());
    let pages = Router::new().route("/page", get(async || "la page").post(async || "fait"));
    let router = router(app.clone(), pages, SCREENS);
    Guarded { router, read, reconcile, id: record.id, file, app, _folder: folder }
}

fn asking() -> Config {
    Config {
        require_keys: true,
        trusted_proxies: vec![Network::try_from("10.0.0.1".to_owned()).unwrap()],
        user_header: "x-auth-request-email".to_owned(),
        ..Config::default()
    }
}

impl Guarded {
    async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
        peer: [u8; 4],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(Peer(SocketAddr::from((peer, 4711))));
        send(&self.router, request).await
    }

    async fn page(&self, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", "/page", headers, "", [192, 0, 2, 1]).await
    }

    async fn sign_in(&self, key: &str) -> Answer {
        let form = format!("cle={key}&vers=%2Fpage");
        let own = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        self.ask("POST", "/connexion", &own, &form, [192, 0, 2, 1]).await
    }

    async fn session(&self) -> String {
        let answer = self.sign_in(&self.read).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/page"));
        let cookie = answer.header(header::SET_COOKIE.as_str());
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(!cookie.contains(&self.read), "the key itself is in no cookie");
        cookie.split(';').next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_browser_is_redirected_to_the_sign_in_and_a_program_gets_a_problem() {
    let guarded = guarded(asking());
    let led = guarded.page(&[("accept", "text/html")]).await;
    assert_eq!((led.status, led.header("location")), (StatusCode::SEE_OTHER, "/connexion?vers=%2Fpage"));
    assert_eq!(guarded.page(&[]).await.code(), "key_required");
    let shown = guarded.ask("GET", "/connexion?vers=%2Fpage", &[], "", [192, 0, 2, 1]).await;
    assert_eq!(shown.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_opens_the_pages_and_nothing_else() {
    let guarded = guarded(asking());
    let cookie = guarded.session().await;
    assert_eq!(guarded.page(&[("cookie", &cookie)]).await.text(), "la page");
    let api = guarded.ask("GET", "/v1/status", &[("cookie", &cookie)], "", [192, 0, 2, 1]).await;
    assert_eq!(api.code(), "key_required", "the API asks for the key itself");
    let out = guarded.ask("POST", "/deconnexion", &[("cookie", &cookie)], "", [192, 0, 2, 1]).await;
    assert!(out.header(header::SET_COOKIE.as_str()).contains("Max-Age=0"));
    assert_eq!(guarded.page(&[("cookie", &cookie)]).await.code(), "key_required");
}

#[tokio::test]
async fn a_session_ends_with_its_key() {
    let guarded = guarded(asking());
    let cookie = guarded.session().await;
    guarded.file.revoke(&guarded.id).unwrap();
    guarded.app.keys().refresh().unwrap();
    assert_eq!(guarded.page(&[("cookie", &cookie)]).await.code(), "key_required");
}

#[tokio::test]
async fn another_site_can_do_nothing_with_a_session() {
    let guarded = guarded(asking());
    let cookie = guarded.session().await;
    for (site, expected) in [("same-origin", "fait"), ("cross-site", ""), ("same-site", "")] {
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", site)];
        let answer = guarded.ask("POST", "/page", &headers, "", [192, 0, 2, 1]).await;
        assert_eq!(answer.status == StatusCode::OK, !expected.is_empty(), "{site}");
    }
    let headers = [("sec-fetch-site", "cross-site")];
    let form = format!("cle={}", guarded.read);
    let foreign = guarded.ask("POST", "/connexion", &headers, &form, [192, 0, 2, 1]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_wrong_key_opens_no_session() {
    let guarded = guarded(asking());
    for key in ["aig_x_y", "", &guarded.reconcile] {
        let answer = guarded.sign_in(key).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{key}");
        assert_eq!(answer.header(header::SET_COOKIE.as_str()), "");
    }
    assert_eq!(guarded.page(&[("cookie", "session=x")]).await.code(), "key_required");
}

#[tokio::test]
async fn only_a_trusted_proxy_vouches_for_somebody() {
    let guarded = guarded(asking());
    let named = [("x-auth-request-email", "agent@exemple.fr"), ("x-forwarded-for", "192.0.2.7")];
    let proxied = guarded.ask("GET", "/page", &named, "", [10, 0, 0, 1]).await;
    assert_eq!(proxied.text(), "la page");
    assert_eq!(guarded.ask("GET", "/page", &named, "", [192, 0, 2, 1]).await.code(), "key_required");
    let nobody = [("x-auth-request-email", " "), ("x-forwarded-for", "192.0.2.7")];
    assert_eq!(guarded.ask("GET", "/page", &nobody, "", [10, 0, 0, 1]).await.code(), "key_required");
    let api = guarded.ask("GET", "/v1/status", &named, "", [10, 0, 0, 1]).await;
    assert_eq!(api.code(), "key_required", "programs show their key");
}

#[tokio::test]
async fn over_tls_the_cookie_says_so() {
    let guarded = guarded(asking());
    let form = format!("cle={}", guarded.read);
    for (peer, secure) in [([10, 0, 0, 1], true), ([192, 0, 2, 1], false)] {
        let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-proto", "https")];
        let answer = guarded.ask("POST", "/connexion", &headers, &form, peer).await;
        assert_eq!(answer.header(header::SET_COOKIE.as_str()).contains("; Secure"), secure);
    }
}
