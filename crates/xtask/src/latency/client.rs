//! One client of the search route over one connection: no library, so that nothing but the server is measured.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// A connection that is kept.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    body: Vec<u8>,
}

impl Client {
    /// Connects to `address` (`host:port`).
    pub(crate) fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)
            .with_context(|| format!("nothing listens on {address}: start `aiguilleur serve` first"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned(), body: Vec::new() })
    }

    /// Searches for `text` and tells how long the whole answer took.
    pub(crate) fn search(&mut self, text: &str) -> Result<Duration> {
        let request = format!(
            "GET /v1/search?q={}&include_ended=true HTTP/1.1\r\nHost: {}\r\n\r\n",
            encoded(text),
            self.host
        );
        let start = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let length = self.head(text)?;
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(start.elapsed())
    }

    /// Reads the head of an answer: the length of its body.
    fn head(&mut self, text: &str) -> Result<usize> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut length = None;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            }
        }
        if status != "200" {
            bail!("« {text} » was answered with status {status}");
        }
        length.context("the answer does not tell its length")
    }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
