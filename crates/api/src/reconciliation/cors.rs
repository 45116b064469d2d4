//! Any origin may call the service from a browser: version 0.2 asks that of every endpoint, errors included.

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Where the service is.
const ROOT: &str = "/reconcile";

/// Whether the address is the service's.
fn is_ours(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Adds the headers, and answers what browsers ask beforehand.
pub(crate) async fn any_origin(request: Request, next: Next) -> Response {
    if !is_ours(request.uri().path()) {
        return next.run(request).await;
    }
    let asks = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if request.method() == Method::OPTIONS && asks {
        let allowed = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "accept, authorization, content-type, x-requested-with"),
            (header::ACCESS_CONTROL_MAX_AGE, "3600"),
        ];
        (StatusCode::NO_CONTENT, allowed).into_response()
    } else {
        next.run(request).await
    };
    // No cookie is read here, and the answers are open to any holder of the key.
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_service_is_open() {
        for (path, expect) in [
            ("/reconcile", true),
            ("/reconcile/suggest/entity", true),
            ("/v1/reconcile", false),
            ("/reconciled", false),
        ] {
            assert_eq!(is_ours(path), expect, "{path}");
        }
    }
}
