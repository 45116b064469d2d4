//! Who may ask, and how often: address, key, scope, quota, in that order, before any handler.

mod address;
mod limiter;
mod scope;
pub(crate) mod session;

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use form_urlencoded::byte_serialize;

use crate::{
    App,
    keys::{KeyRecord, Scope},
    problem::{Kind, Problem},
    route::SIGN_IN,
};

pub use address::Peer;
pub(crate) use limiter::{Limiters, QuotaState};
use scope::Need;

/// Processor time that costs as much as one request: nearly every search takes less.
const WORK_PER_REQUEST: Duration = Duration::from_millis(5);

/// Who asks, once admitted.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    address: Option<IpAddr>,
    key: Option<Arc<KeyRecord>>,
    /// A trusted proxy says that it knows who asks.
    vouched: bool,
}

/// The key that a request was admitted with, for the log.
#[derive(Debug, Clone)]
pub(crate) struct UsedKey(pub(crate) Arc<KeyRecord>);

impl Caller {
    /// The public id of the key that was shown.
    pub(crate) fn key_id(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.id.as_str())
    }

    /// Takes `cost` more from what the caller has left: calls that do the work of many.
    ///
    /// # Errors
    /// 429 when there is not enough left.
    pub(crate) fn spend(&self, app: &App, cost: u32) -> Result<Option<QuotaState>, Problem> {
        if let Some(key) = &self.key {
            return app.limiters().spend_key(&key.id, cost).map(Some);
        }
        self.limited(app).map(|address| app.limiters().spend_address(address, cost)).transpose()
    }

    /// Charges work that was done: what the caller has not left is owed, and paid before the next request.
    pub(crate) fn charge(&self, app: &App, spent: Duration) {
        let cost = u32::try_from(spent.as_millis() / WORK_PER_REQUEST.as_millis()).unwrap_or(u32::MAX);
        if cost == 0 {
            return;
        }
        if let Some(key) = &self.key {
            app.limiters().charge_key(&key.id, cost);
        } else if let Some(address) = self.limited(app) {
            app.limiters().charge_address(address, cost);
        }
    }

    /// The address that counts, where callers without a key are limited.
    fn limited(&self, app: &App) -> Option<IpAddr> {
        self.address.filter(|address| app.config().quotas.loopback || !address.is_loopback())
    }
}

/// Admits a request to the API, or answers why not.
pub(crate) async fn admit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let config = app.config();
    let elsewhere = address::is_from_elsewhere(config, &request) && !config.allow_anonymous;
    let asks = config.asks_for_keys() || elsewhere;
    let need = scope::of(request.extensions().get::<MatchedPath>().map(MatchedPath::as_str));
    let need = if is_manifest(&request) { Need::Nothing } else { need };
    let admitted = caller(&app, &request, need)
        .and_then(|caller| check(&app, &caller, need, asks).map(|()| caller))
        .and_then(|caller| caller.spend(&app, 1).map(|quota_state| (caller, quota_state)));
    let (caller, quota_state) = match admitted {
        Ok(admitted) => admitted,
        Err(problem) if problem.kind() == Kind::KEY_REQUIRED && is_for_a_browser(&request, need) => {
            return to_sign_in(&request);
        }
        Err(problem) => return problem.into_response(),
    };
    let used = caller.key.clone().map(UsedKey);
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let Some(quota_state) = quota_state {
        quota_state.write_to(response.headers_mut());
    }
    if let Some(used) = used {
        response.extensions_mut().insert(used);
    }
    response
}

/// Whether the manifest of the reconciliation service is asked for: it says which key the rest needs.
fn is_manifest(request: &Request) -> bool {
    let path = matches!(request.uri().path(), "/reconcile" | "/reconcile/");
    path && request.method() == Method::GET && request.uri().query().is_none_or(str::is_empty)
}

/// Admits a request to the operators' listener.
pub(crate) async fn admit_operator(State(app): State<App>, request: Request, next: Next) -> Response {
    let asks = app.config().admin_asks_for_keys();
    // Orchestrators probe these two, which reveal little.
    let open = matches!(request.uri().path(), "/live" | "/ready");
    let need = if open { Need::Nothing } else { Need::Scope(Scope::Admin) };
    match caller(&app, &request, need).and_then(|caller| check(&app, &caller, need, asks)) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Who asks. A key that opens nothing is refused even where none is needed: its owner must know.
fn caller(app: &App, request: &Request, need: Need) -> Result<Caller, Problem> {
    let (peer, headers) = (request.extensions().get::<Peer>().copied(), request.headers());
    let address = address_of(app, peer, headers);
    let Some(token) = bearer(headers).or_else(|| of_the_ans(request)) else {
        // A session and a proxy's word open the pages alone: programs show their key.
        let page = need == Need::Page && session::is_own(request.method(), headers);
        let key = session::token(headers).filter(|_| page).and_then(|token| app.sessions().key(token));
        let key = key.and_then(|id| app.keys().of_id(&id));
        return Ok(Caller { address, key, vouched: page && is_vouched(app, peer, headers) });
    };
    if let Some(key) = app.keys().find(token) {
        return Ok(Caller { address, key: Some(key), vouched: false });
    }
    // A client of the ANS's API sends the key that it has for it: where none is needed, that is nobody's mistake.
    if !app.config().asks_for_keys() && bearer(headers).is_none() {
        return Ok(Caller { address, key: None, vouched: false });
    }
    refused_key(app, peer, headers)?;
    Err(Problem::new(Kind::KEY_REFUSED, "Cette clé est inconnue, révoquée ou échue."))
}

fn address_of(app: &App, peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
    peer.map(|peer| address::of(app.config(), peer.0.ip(), headers))
}

/// Counts a key that opens nothing.
///
/// # Errors
/// 429 when there were too many.
pub(crate) fn refused_key(app: &App, peer: Option<Peer>, headers: &HeaderMap) -> Result<(), Problem> {
    app.metrics().refused_keys.up();
    // Without an address there is one count for all.
    let address = address_of(app, peer, headers).unwrap_or(IpAddr::from([0, 0, 0, 0]));
    app.limiters().spend_failure(address)
}

/// Whether the proxy that passed the request on, itself trusted, names who asks.
fn is_vouched(app: &App, peer: Option<Peer>, headers: &HeaderMap) -> bool {
    let config = app.config();
    let trusted = peer.is_some_and(|peer| config.trusts(&peer.0.ip().to_canonical()));
    let named = || {
        headers
            .get(config.user_header.as_str())
            .is_some_and(|value| !value.as_bytes().trim_ascii().is_empty())
    };
    trusted && !config.user_header.is_empty() && named()
}

/// Whether the browser reached the trusted proxy over TLS.
pub(crate) fn is_secure(app: &App, peer: Option<Peer>, headers: &HeaderMap) -> bool {
    let trusted = peer.is_some_and(|peer| app.config().trusts(&peer.0.ip().to_canonical()));
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    trusted
        && (text("x-forwarded-proto").eq_ignore_ascii_case("https")
            || text("forwarded").to_ascii_lowercase().contains("proto=https"))
}

/// Whether a browser requests a page, and can be redirected to the sign-in.
fn is_for_a_browser(request: &Request, need: Need) -> bool {
    let accepted = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    need == Need::Page
        && *request.method() == Method::GET
        && accepted.into_iter().any(|value| value.contains("text/html"))
}

/// To the sign-in, and from there back to what was asked for.
fn to_sign_in(request: &Request) -> Response {
    let asked = request.uri().path_and_query().map_or("/", |asked| asked.as_str());
    let written: String = byte_serialize(asked.as_bytes()).collect();
    Redirect::to(&format!("{SIGN_IN}?vers={written}")).into_response()
}

/// The key of a request, if it carries one. Other schemes are a proxy's affair.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The key as clients of the ANS's FHIR API send it.
fn of_the_ans(request: &Request) -> Option<&str> {
    let fhir = request.uri().path().starts_with("/fhir/");
    let key = request.headers().get("esante-api-key").filter(|_| fhir)?.to_str().ok()?.trim();
    (!key.is_empty()).then_some(key)
}

fn check(app: &App, caller: &Caller, need: Need, asks: bool) -> Result<(), Problem> {
    let scope = match need {
        Need::Scope(scope) => scope,
        Need::Page if !app.config().open_pages => Scope::Read,
        Need::Nothing | Need::Page => return Ok(()),
    };
    match &caller.key {
        None if asks && !caller.vouched => Err(Problem::new(
            Kind::KEY_REQUIRED,
            "Cette ressource demande une clé, dans l'en-tête Authorization: Bearer.",
        )),
        Some(key) if !key.scopes.contains(&scope) => Err(Problem::new(
            Kind::SCOPE_MISSING,
            format!("Cette clé n'a pas le droit « {} ».", scope.code()),
        )),
        _ => Ok(()),
    }
}
