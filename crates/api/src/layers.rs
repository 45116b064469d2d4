//! What every request to the API passes through, from the outside in.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{Next, from_fn, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
};

use crate::{
    App, access,
    config::{Config, Limits},
    fhir,
    leftover::drop_leftover,
    observe::{Observer, Panicked, observe},
    problem::{self, Kind, Problem},
    reconciliation, route, work,
};

/// The pages that the API shows to browsers and does not make itself.
#[derive(Debug, Clone, Copy)]
pub struct Screens {
    /// At an address that nothing has.
    pub lost: fn(&App) -> Response,
    /// The sign-in: why the last key was refused, and where to go then.
    pub sign_in: fn(&App, Option<&str>, &str) -> Response,
}

/// The API's routes, with `pages` beside them. At an address that nothing has, browsers get a screen, and programs a
/// problem document.
pub fn router(app: App, pages: Router<App>, screens: Screens) -> Router {
    let limits = &app.config().limits;
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(Observer::new(app.clone(), "api"), observe))
        .layer(CompressionLayer::new())
        .layer(from_fn(fhir::outcomes))
        .layer(CatchPanicLayer::custom(Panicked(app.clone())))
        .layer(from_fn(problem::complete))
        .layer(map_response(no_sniffing))
        .layer(from_fn(reconciliation::any_origin))
        .option_layer(cors(app.config()))
        .layer(from_fn(drop_leftover))
        .layer(from_fn_with_state(app.clone(), bound))
        .layer(from_fn_with_state(app.clone(), access::admit))
        .layer(from_fn_with_state(app.clone(), in_time))
        .layer(from_fn_with_state(app.clone(), work::aside))
        .layer(DefaultBodyLimit::max(limits.body_bytes));
    route::version_1(limits)
        .merge(route::sign_in(screens))
        .merge(pages)
        .fallback(async move |State(app): State<App>, request: Request| {
            if is_for_a_page(&request) {
                (screens.lost)(&app)
            } else {
                route::nowhere().await.into_response()
            }
        })
        .method_not_allowed_fallback(route::other_method)
        .layer(layers)
        .with_state(app)
}

/// Whether a browser asks, outside the API, for something to show.
fn is_for_a_page(request: &Request) -> bool {
    let path = request.uri().path();
    let of_the_api = path == "/v1" || path.starts_with("/v1/");
    let accepted = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    !of_the_api
        && accepted.flat_map(|value| value.split(',')).any(|kind| kind.trim().starts_with("text/html"))
}

/// What is answered is what its type says.
async fn no_sniffing(mut response: Response) -> Response {
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Ends what is not read and answered in time; a client file handed in as a job has a time of its own.
async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    let Config { limits, jobs, .. } = app.config();
    let handed_in =
        request.extensions().get::<MatchedPath>().is_some_and(|path| path.as_str() == route::UPLOAD);
    let time = if handed_in { Duration::from_secs(jobs.upload_seconds) } else { limits.request_time() };
    tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_elapsed| {
        Problem::new(Kind::TIMEOUT, "La requête n'a pas été lue et répondue dans le délai.").into_response()
    })
}

/// Refuses what is too long before it is looked at, and what comes while every slot is taken.
async fn bound(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Err(problem) = measure(&app.config().limits, &request) {
        return problem.into_response();
    }
    let Ok(_slot) = app.slots().try_acquire() else {
        let full = Problem::new(Kind::OVERLOADED, "Trop de requêtes sont en cours sur ce serveur.");
        return full.retry_after(Duration::from_secs(1)).into_response();
    };
    next.run(request).await
}

fn measure(limits: &Limits, request: &Request) -> Result<(), Problem> {
    let url = request.uri().path_and_query().map_or(0, |url| url.as_str().len());
    if url > limits.url_bytes {
        let detail = format!("L'adresse dépasse {} octets.", limits.url_bytes);
        return Err(Problem::new(Kind::URL_TOO_LONG, detail));
    }
    let headers = request.headers();
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if bytes > limits.header_bytes || headers.len() > limits.headers {
        let detail =
            format!("Au plus {} en-têtes, de {} octets en tout.", limits.headers, limits.header_bytes);
        return Err(Problem::new(Kind::HEADERS_TOO_LARGE, detail));
    }
    // Of two, one proxy would read the first and this server the other.
    if [header::HOST, header::AUTHORIZATION].iter().any(|name| headers.get_all(name).iter().count() > 1) {
        return Err(Problem::new(Kind::BAD_REQUEST, "Un seul en-tête Host et un seul Authorization."));
    }
    // Nothing here unpacks a body: what is small when packed may not be when unpacked.
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Problem::new(
            Kind::UNSUPPORTED_MEDIA_TYPE,
            "Le corps de la requête ne doit pas être compressé.",
        ));
    }
    Ok(())
}

/// Which other sites' pages may call from a browser: none unless configured.
fn cors(config: &Config) -> Option<CorsLayer> {
    if config.cors_origins.is_empty() {
        return None;
    }
    let any = config.cors_origins.iter().any(|origin| origin == "*");
    let origins = config.cors_origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    let origins = if any { AllowOrigin::any() } else { AllowOrigin::list(origins) };
    let exposed = [header::ETAG, header::RETRY_AFTER].into_iter();
    let esante = HeaderName::from_static("esante-api-key");
    let ours = ["ratelimit", "ratelimit-policy", "x-request-id"].map(HeaderName::from_static);
    let layer = CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT,
            header::IF_NONE_MATCH,
            esante,
        ])
        .expose_headers(exposed.chain(ours).collect::<Vec<_>>())
        .max_age(Duration::from_secs(3600));
    Some(layer)
}
