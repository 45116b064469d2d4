//! Who may ask, and how often: address, key, scope, quota, in that order, before any handler.

mod address;
mod limiter;
mod scope;

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    App,
    keys::{KeyRecord, Scope},
    problem::{Kind, Problem},
};

pub use address::Peer;
pub(crate) use limiter::{Limiters, Standing};
use scope::Need;

/// Steps of the index that cost as much as one request: nearly every search takes fewer.
const STEPS_PER_REQUEST: usize = 50_000;

/// Who asks, once admitted.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    address: Option<IpAddr>,
    key: Option<Arc<KeyRecord>>,
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
    pub(crate) fn spend(&self, app: &App, cost: u32) -> Result<Option<Standing>, Problem> {
        if let Some(key) = &self.key {
            return app.limiters().spend_key(&key.id, cost).map(Some);
        }
        self.limited(app).map(|address| app.limiters().spend_address(address, cost)).transpose()
    }

    /// Charges work that was done: what the caller has not left is owed, and paid before the next request.
    pub(crate) fn charge(&self, app: &App, steps: usize) {
        let cost = u32::try_from(steps / STEPS_PER_REQUEST).unwrap_or(u32::MAX);
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
    let admitted = caller(&app, &request)
        .and_then(|caller| check(&app, &caller, need, asks).map(|()| caller))
        .and_then(|caller| caller.spend(&app, 1).map(|standing| (caller, standing)));
    let (caller, standing) = match admitted {
        Ok(admitted) => admitted,
        Err(problem) => return problem.into_response(),
    };
    let used = caller.key.clone().map(UsedKey);
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let Some(standing) = standing {
        standing.tell(response.headers_mut());
    }
    if let Some(used) = used {
        response.extensions_mut().insert(used);
    }
    response
}

/// Admits a request to the operators' listener.
pub(crate) async fn admit_operator(State(app): State<App>, request: Request, next: Next) -> Response {
    let asks = app.config().admin_asks_for_keys();
    // Whoever starts and stops servers asks these two, and they tell little.
    let open = matches!(request.uri().path(), "/live" | "/ready");
    let need = if open { Need::Nothing } else { Need::Scope(Scope::Admin) };
    match caller(&app, &request).and_then(|caller| check(&app, &caller, need, asks)) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Who asks. A key that opens nothing is refused even where none is needed: its owner must know.
fn caller(app: &App, request: &Request) -> Result<Caller, Problem> {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let address = peer.map(|peer| address::of(app.config(), peer, request.headers()));
    let Some(token) = bearer(request.headers()).or_else(|| of_the_ans(request)) else {
        return Ok(Caller { address, key: None });
    };
    if let Some(key) = app.keys().find(token) {
        return Ok(Caller { address, key: Some(key) });
    }
    // A client of the ANS's API sends the key that it has for it: where none is needed, that is nobody's mistake.
    if !app.config().asks_for_keys() && bearer(request.headers()).is_none() {
        return Ok(Caller { address, key: None });
    }
    app.metrics().refused_keys.up();
    // Without an address there is one count for all.
    app.limiters().spend_failure(address.unwrap_or(IpAddr::from([0, 0, 0, 0])))?;
    Err(Problem::new(Kind::KEY_REFUSED, "Cette clé est inconnue, révoquée ou échue."))
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
        None if asks => Err(Problem::new(
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
