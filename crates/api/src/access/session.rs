//! Sessions of browsers: a key given once opens one, whose token a cookie carries. A session opens the pages and
//! nothing else, lives in this process, and ends with its key, after half a day, or on request.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, HeaderValue, Method, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The cookie's name.
const COOKIE: &str = "session";

/// A working day and some more.
const LASTS: Duration = Duration::from_secs(12 * 3600);

/// Sessions kept at once; when full, those that end first make room.
const MOST: usize = 10_000;

/// Bytes of a token.
const TOKEN: usize = 32;

#[derive(Debug)]
struct Session {
    key: String,
    ends: Instant,
}

/// The sessions under way, by the SHA-256 of their token: the tokens themselves are kept nowhere.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<[u8; 32], Session>>);

impl Sessions {
    /// Opens a session for the key of that id; gives its token.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub(crate) fn open(&self, key: &str) -> Result<String, getrandom::Error> {
        let mut bytes = [0; TOKEN];
        getrandom::fill(&mut bytes)?;
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let (now, mut known) = (Instant::now(), self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if known.len() >= MOST {
            known.retain(|_, session| now < session.ends);
        }
        if known.len() >= MOST
            && let Some(first) = known.iter().min_by_key(|(_, session)| session.ends).map(|(hash, _)| *hash)
        {
            known.remove(&first);
        }
        known.insert(hash(&token), Session { key: key.to_owned(), ends: now + LASTS });
        Ok(token)
    }

    /// The id of the key that opened the session of that token.
    pub(crate) fn key(&self, token: &str) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let session = known.get(&hash(token))?;
        (Instant::now() < session.ends).then(|| session.key.clone())
    }

    /// Ends a session.
    pub(crate) fn close(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&hash(token));
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The token that a request carries.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token)
}

/// The cookie of `token`; without one, the cookie that removes it.
pub(crate) fn cookie(token: Option<&str>, secure: bool) -> Option<HeaderValue> {
    let age = if token.is_some() { LASTS.as_secs() } else { 0 };
    let secure = if secure { "; Secure" } else { "" };
    let token = token.unwrap_or_default();
    HeaderValue::try_from(format!("{COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"))
        .ok()
}

/// Whether this request comes from a page of ours. A browser sends `Sec-Fetch-Site` or `Origin` with every request
/// that changes something; a caller without them has no session.
pub(crate) fn is_own(method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    origin.is_some() && origin == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_opens_what_its_token_names_until_it_is_closed() {
        let sessions = Sessions::default();
        let token = sessions.open("0123456789").unwrap();
        assert_eq!(sessions.key(&token).as_deref(), Some("0123456789"));
        assert_eq!(sessions.key("other"), None);
        assert_ne!(sessions.open("0123456789").unwrap(), token);
        sessions.close(&token);
        assert_eq!(sessions.key(&token), None);
    }

    #[test]
    fn a_cookie_is_read_as_it_is_written() {
        let written = cookie(Some("abc"), true).unwrap();
        let text = written.to_str().unwrap();
        for part in ["session=abc; ", "HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(text.contains(part), "{text}");
        }
        let headers = HeaderMap::from_iter([(header::COOKIE, "a=b; session=abc".parse().unwrap())]);
        assert_eq!(token(&headers), Some("abc"));
        assert!(cookie(None, false).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn another_site_changes_nothing() {
        let check = |method: Method, headers: &[(&'static str, &str)], expected: bool| {
            let headers = headers.iter().map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
            });
            assert_eq!(is_own(&method, &headers.collect()), expected);
        };
        check(Method::GET, &[("sec-fetch-site", "cross-site")], true);
        check(Method::POST, &[("sec-fetch-site", "same-origin")], true);
        check(Method::POST, &[("sec-fetch-site", "same-site")], false);
        check(Method::POST, &[("sec-fetch-site", "cross-site")], false);
        check(Method::POST, &[("origin", "https://a.fr"), ("host", "a.fr")], true);
        check(Method::POST, &[("origin", "https://b.fr"), ("host", "a.fr")], false);
        check(Method::POST, &[("host", "a.fr")], false);
    }
}
