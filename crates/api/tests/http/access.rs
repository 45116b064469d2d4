//! Keys, scopes and quotas, as callers meet them.

use std::net::SocketAddr;

use aiguilleur_api::{
    Config, Peer, admin_router,
    config::{Network, Quota, Quotas},
    keys::{KeyFile, KeyRing, NewKey, Scope},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};

use crate::support::{Answer, RADIOLOGUE, SCREENS, app, configured, get, get_with, send};

/// A router that asks for keys, the file of its keys, and a key of each scope.
struct Guarded {
    api: Router,
    admin: Router,
    app: aiguilleur_api::App,
    file: KeyFile,
    _folder: tempfile::TempDir,
}

fn guarded(config: Config) -> Guarded {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::in_data(folder.path());
    let app = app(config, KeyRing::open(file.clone()).unwrap());
    let (api, admin) = (router(app.clone(), Router::new(), SCREENS), admin_router(app.clone()));
    Guarded { api, admin, app, file, _folder: folder }
}

impl Guarded {
    fn key(&self, scope: Scope) -> (String, String) {
        let new = NewKey { label: "test".to_owned(), scopes: vec![scope], expires_at: None };
        let (record, token) = self.file.create(new).unwrap();
        self.app.keys().refresh().unwrap();
        (record.id, format!("Bearer {token}"))
    }
}

fn public() -> Config {
    Config {
        listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        admin_listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        ..Config::default()
    }
}

async fn asked(router: &Router, path: &str, authorization: &str) -> Answer {
    get_with(router, path, "authorization", authorization).await
}

#[tokio::test]
async fn callers_need_a_key_and_documentation_needs_none() {
    let guarded = guarded(public());
    let path = format!("/v1/professionals/{RADIOLOGUE}");
    let refused = get(&guarded.api, &path).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "key_required".to_owned()));
    assert!(refused.header("www-authenticate").starts_with("Bearer"));
    let (id, key) = guarded.key(Scope::Read);
    assert_eq!(asked(&guarded.api, &path, &key).await.status, StatusCode::OK);
    assert_eq!(asked(&guarded.api, &path, &key.replace("Bearer", "bearer")).await.status, StatusCode::OK);
    guarded.file.revoke(&id).unwrap();
    guarded.app.keys().refresh().unwrap();
    assert_eq!(asked(&guarded.api, &path, &key).await.code(), "key_refused");
    assert_eq!(get(&guarded.api, "/openapi.json").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_scope_opens_its_own_routes_only() {
    let guarded = guarded(public());
    let (_, reconcile) = guarded.key(Scope::Reconcile);
    let (_, admin) = guarded.key(Scope::Admin);
    let answer = asked(&guarded.api, "/v1/status", &reconcile).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "scope_missing".to_owned()));
    assert_eq!(get(&guarded.admin, "/metrics").await.code(), "key_required");
    assert_eq!(asked(&guarded.admin, "/metrics", &reconcile).await.code(), "scope_missing");
    assert_eq!(asked(&guarded.admin, "/metrics", &admin).await.status, StatusCode::OK);
    assert_eq!(get(&guarded.admin, "/ready").await.status, StatusCode::OK);
}

#[tokio::test]
async fn loopback_needs_no_key_but_a_bad_one_is_refused() {
    let guarded = guarded(Config::default());
    assert_eq!(get(&guarded.api, "/v1/status").await.status, StatusCode::OK);
    assert_eq!(asked(&guarded.api, "/v1/status", "Bearer aig_x_y").await.code(), "key_refused");
    // Another scheme is a proxy's affair.
    assert_eq!(asked(&guarded.api, "/v1/status", "Basic YTpi").await.status, StatusCode::OK);
}

#[tokio::test]
async fn guesses_are_counted_and_bounded() {
    let failures = Quota { per_second: 1, burst: 3 };
    let guarded = guarded(Config { quotas: Quotas { failures, ..Quotas::default() }, ..public() });
    let mut codes = Vec::new();
    for guess in 0..5 {
        codes.push(asked(&guarded.api, "/v1/status", &format!("Bearer aig_0_{guess}")).await.code());
    }
    assert_eq!(codes[..3], ["key_refused"; 3]);
    assert_eq!(codes[3..], ["too_many_refused_keys"; 2]);
    let (_, admin) = guarded.key(Scope::Admin);
    let metrics = asked(&guarded.admin, "/metrics", &admin).await.text();
    assert!(metrics.contains("aiguilleur_keys_refused_total 5"), "{metrics}");
}

#[tokio::test]
async fn a_quota_is_announced_before_and_after_it_is_spent() {
    let key = Quota { per_second: 1, burst: 2 };
    let guarded = guarded(Config { quotas: Quotas { key, ..Quotas::default() }, ..public() });
    let (_, token) = guarded.key(Scope::Read);
    let first = asked(&guarded.api, "/v1/status", &token).await;
    assert_eq!(first.header("ratelimit-policy"), "\"key\";q=2;w=2");
    assert_eq!(first.header("ratelimit"), "\"key\";r=1;t=1");
    asked(&guarded.api, "/v1/status", &token).await;
    let refused = asked(&guarded.api, "/v1/status", &token).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited".to_owned()));
    assert_eq!(refused.header("retry-after"), "1");
    let (_, other) = guarded.key(Scope::Read);
    assert_eq!(asked(&guarded.api, "/v1/status", &other).await.status, StatusCode::OK);
}

async fn from(router: &Router, peer: [u8; 4], forwarded: &str) -> StatusCode {
    let mut request = Request::get("/v1/status").body(Body::empty()).unwrap();
    request.extensions_mut().insert(Peer(SocketAddr::from((peer, 4711))));
    if !forwarded.is_empty() {
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
    }
    send(router, request).await.status
}

#[tokio::test]
async fn addresses_have_their_own_quota_and_only_trusted_proxies_name_them() {
    let address = Quota { per_second: 1, burst: 1 };
    let api = configured(Config {
        allow_anonymous: true,
        trusted_proxies: vec![Network::try_from("10.0.0.0/8".to_owned()).unwrap()],
        quotas: Quotas { address, ..Quotas::default() },
        ..public()
    });
    let (ok, refused) = (StatusCode::OK, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(from(&api, [192, 0, 2, 1], "").await, ok);
    assert_eq!(from(&api, [192, 0, 2, 1], "").await, refused);
    assert_eq!(from(&api, [192, 0, 2, 1], "198.51.100.1").await, refused, "a stranger's word");
    assert_eq!(from(&api, [10, 0, 0, 1], "198.51.100.1").await, ok, "a proxy's word");
    assert_eq!(from(&api, [10, 0, 0, 2], "198.51.100.1").await, refused, "the same caller by another proxy");
    assert_eq!(from(&api, [127, 0, 0, 1], "").await, ok);
    assert_eq!(from(&api, [127, 0, 0, 1], "").await, ok, "the machine itself is not limited");
}

#[tokio::test]
async fn over_loopback_other_hosts_and_other_sites_ask_for_a_key() {
    let api = configured(Config::default());
    let cases = [
        ("host", "127.0.0.1:8080", StatusCode::OK),
        ("host", "localhost", StatusCode::OK),
        ("host", "[::1]:8080", StatusCode::OK),
        ("host", "exemple.fr:8080", StatusCode::UNAUTHORIZED),
        ("host", "127.0.0.1.exemple.fr", StatusCode::UNAUTHORIZED),
        ("origin", "http://localhost:8080", StatusCode::OK),
        ("origin", "https://exemple.fr", StatusCode::UNAUTHORIZED),
        ("origin", "null", StatusCode::UNAUTHORIZED),
    ];
    for (name, value, expected) in cases {
        let answer = get_with(&api, "/v1/status", name, value).await;
        assert_eq!(answer.status, expected, "{name}: {value}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn what_a_proxy_passes_on_asks_for_a_key_unless_everybody_is_admitted() {
    let (ok, refused) = (StatusCode::OK, StatusCode::UNAUTHORIZED);
    let api = configured(Config::default());
    assert_eq!(from(&api, [127, 0, 0, 1], "").await, ok);
    assert_eq!(from(&api, [127, 0, 0, 1], "198.51.100.1").await, refused, "a proxy that nobody configured");
    let proxied = Config {
        trusted_proxies: vec![Network::try_from("127.0.0.1".to_owned()).unwrap()],
        ..Config::default()
    };
    assert_eq!(from(&configured(proxied.clone()), [127, 0, 0, 1], "").await, refused);
    let open = Config { allow_anonymous: true, ..proxied };
    assert_eq!(from(&configured(open), [127, 0, 0, 1], "198.51.100.1").await, ok);
}
