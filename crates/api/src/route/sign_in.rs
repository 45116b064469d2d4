//! The sign-in of browsers: a key given once, then a session. Its page is the binary's to bring.

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    App,
    access::{self, Peer, session},
    keys::Scope,
    layers::Screens,
};

/// Where browsers sign in.
pub(crate) const SIGN_IN: &str = "/connexion";

/// Longest key that is looked at.
const LONGEST: usize = 200;

/// The routes of the sign-in.
pub(crate) fn routes(screens: Screens) -> Router<App> {
    let show = async move |State(app): State<App>, RawQuery(query): RawQuery| {
        (screens.sign_in)(&app, None, &destination(query.as_deref().unwrap_or_default()))
    };
    let open = async move |State(app): State<App>, request: Request| open(&app, screens, request).await;
    Router::new().route(SIGN_IN, get(show).post(open)).route("/deconnexion", post(close))
}

/// The value of a field of a form or a query.
fn field(text: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(text.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

/// Where to go once signed in: a path of this site, whatever the link says.
fn destination(text: &str) -> String {
    let path = field(text, "vers").filter(|path| {
        path.starts_with('/') && !path[1..].starts_with(['/', '\\']) && !path.contains(char::is_control)
    });
    path.unwrap_or_else(|| "/".to_owned())
}

/// `POST /connexion`: the key, once.
async fn open(app: &App, screens: Screens, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let headers = &parts.headers;
    let peer = parts.extensions.get::<Peer>().copied();
    let Ok(body) = axum::body::to_bytes(body, 4096).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = std::str::from_utf8(&body).unwrap_or_default();
    let to = destination(form);
    let refuse =
        |status: StatusCode, why: &str| (status, (screens.sign_in)(app, Some(why), &to)).into_response();
    if !session::is_own(&parts.method, headers) {
        return refuse(StatusCode::FORBIDDEN, "Cette page ne vient pas de ce site.");
    }
    let token = field(form, "cle").unwrap_or_default();
    let key = app.keys().find(token.trim()).filter(|_| token.len() <= LONGEST);
    let Some(key) = key.filter(|key| key.scopes.contains(&Scope::Read)) else {
        if let Err(problem) = access::refused_key(app, peer, headers) {
            return problem.into_response();
        }
        return refuse(
            StatusCode::UNAUTHORIZED,
            "Cette clé est inconnue, révoquée, échue, ou n'ouvre pas les pages.",
        );
    };
    match app.sessions().open(&key.id) {
        Ok(token) => with_cookie(
            Redirect::to(&to).into_response(),
            Some(&token),
            access::is_secure(app, peer, headers),
        ),
        Err(error) => {
            tracing::error!(%error, "no session could be opened");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// `POST /deconnexion`
async fn close(State(app): State<App>, headers: HeaderMap, _body: Bytes) -> Response {
    if let Some(token) = session::token(&headers) {
        app.sessions().close(token);
    }
    with_cookie(Redirect::to(SIGN_IN).into_response(), None, false)
}

fn with_cookie(mut response: Response, token: Option<&str>, secure: bool) -> Response {
    if let Some(cookie) = session::cookie(token, secure) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (text, expected) in [
            ("vers=%2Fprofessionnels%2F99700000104%3Fusage%3Droc", "/professionnels/99700000104?usage=roc"),
            ("vers=%2F%2Fautre.fr", "/"),
            ("vers=%2F%5Cautre.fr", "/"),
            ("vers=https%3A%2F%2Fautre.fr", "/"),
            ("vers=%2Fa%0D%0Ab", "/"),
            ("", "/"),
        ] {
            assert_eq!(destination(text), expected, "{text}");
        }
    }
}
