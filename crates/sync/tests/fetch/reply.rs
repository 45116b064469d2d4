//! What the stub answers, one value per request.

use std::fmt::Write as _;

/// A file as a good server serves it: ranges, validators, names.
#[derive(Debug, Clone)]
pub(crate) struct Served {
    pub(crate) body: Vec<u8>,
    pub(crate) etag: Option<&'static str>,
    pub(crate) last_modified: Option<&'static str>,
    pub(crate) disposition: Option<&'static str>,
    /// A `Content-Length` other than the body's.
    pub(crate) announced: Option<usize>,
}

/// One scripted answer.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// The file, its rest, or 304, as the request's headers ask.
    File(Served),
    /// The same, but the connection closes after so many bytes of body.
    Cut(Served, usize),
    /// So many bytes of body, fewer than a window asks for; then one every ten seconds, for more than a window.
    Drip(Served, usize),
    /// The body without any announced length.
    Endless(Served),
    /// A status with headers and a body.
    Status(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The connection closes before any answer.
    HangUp,
    /// No answer until the client has enough.
    Silence,
}

impl Served {
    /// A zip of `size` bytes, with a strong validator.
    pub(crate) fn zip(size: usize) -> Self {
        let mut body = b"PK\x03\x04".to_vec();
        body.extend((0..size.saturating_sub(4)).map(|i| u8::try_from(i % 251).unwrap()));
        Self {
            body,
            etag: Some("\"one\""),
            last_modified: Some("Fri, 20 Nov 2026 02:14:31 GMT"),
            disposition: Some("attachment; filename=\"PS_LibreAcces_202611200312.zip\""),
            announced: None,
        }
    }

    /// A gzip stream of `size` bytes.
    pub(crate) fn gzip(size: usize) -> Self {
        let mut body = vec![0x1f, 0x8b];
        body.resize(size, 7);
        Self { body, disposition: None, ..Self::zip(0) }
    }
}

pub(crate) fn status(code: u16) -> Reply {
    Reply::Status(code, Vec::new(), b"no".to_vec())
}

pub(crate) fn retry_after(code: u16, value: &str) -> Reply {
    Reply::Status(code, vec![("retry-after", value.into())], Vec::new())
}

pub(crate) fn redirect(location: &str) -> Reply {
    Reply::Status(302, vec![("location", location.into())], Vec::new())
}

pub(crate) fn page() -> Reply {
    let body = "<!DOCTYPE html><title>Maintenance</title>".repeat(40).into_bytes();
    Reply::Status(200, vec![("content-type", "application/zip".into())], body)
}

/// The head and body of an answer to a request with these headers.
pub(crate) fn serve(file: &Served, header: impl Fn(&str) -> Option<String>) -> (String, Vec<u8>) {
    let matched = header("if-none-match").is_some_and(|tag| Some(tag.as_str()) == file.etag);
    if matched {
        return (head(304, &[]), Vec::new());
    }
    let mut headers = Vec::new();
    let mut add = |name, value: Option<&str>| headers.extend(value.map(|value| (name, value.to_owned())));
    add("etag", file.etag);
    add("last-modified", file.last_modified);
    add("content-disposition", file.disposition);
    let vouched = |by: String| Some(by.as_str()) == file.etag || Some(by.as_str()) == file.last_modified;
    let from = header("range").filter(|_| header("if-range").is_some_and(vouched));
    let from = from.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    let total = file.body.len();
    match from {
        Some(from) if from >= total => (
            head(416, &[("content-range", format!("bytes */{total}")), ("content-length", "0".into())]),
            vec![],
        ),
        Some(from) => {
            headers.push(("content-range", format!("bytes {from}-{}/{total}", total - 1)));
            headers.push(("content-length", (total - from).to_string()));
            (head(206, &headers), file.body[from..].to_vec())
        }
        None => {
            headers.push(("content-length", file.announced.unwrap_or(total).to_string()));
            (head(200, &headers), file.body.clone())
        }
    }
}

pub(crate) fn head(status: u16, headers: &[(&str, String)]) -> String {
    let mut head = format!("HTTP/1.1 {status} -\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head + "\r\n"
}
