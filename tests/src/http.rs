//! HTTP/1.1 as small as a test needs it: one request a connection, the body read to its end.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// Longer than the server's own limit: only a server that hangs meets it.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is asked for: a method, a path with its parameters, and perhaps a body.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// HTTP method (`GET`).
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Header lines of the test's own, each ended by CRLF.
    pub headers: &'a str,
    /// Bytes of the request.
    pub body: &'a [u8],
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Response {
    /// HTTP status code.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// UTF-8 text of the response.
    pub body: String,
}

impl Response {
    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in\n{}", self.body))
    }
}

/// Asks `address` for `target`.
pub(crate) fn ask(address: SocketAddr, target: Target<'_>) -> Response {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let Target { method, path, headers, body } = target;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // A server may refuse before it has read the whole body.
    let _refused = stream.write_all(body);
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers and closes");
    read(&String::from_utf8(answer).expect("an answer in UTF-8"))
}

fn read(answer: &str) -> Response {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status line");
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers: Vec<(String, String)> =
        headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    Response { status, headers, body: if chunked { unchunked(body) } else { body.to_owned() } }
}

fn unchunked(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("the size of a chunk");
        if size == 0 {
            break;
        }
        body.push_str(&after[..size]);
        rest = &after[size + 2..];
    }
    body
}
