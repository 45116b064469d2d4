//! A publisher on loopback that follows a script. It moves the paused clock when it dawdles.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::advance,
};

use crate::reply::{Reply, head, serve, status};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Default)]
struct Script {
    replies: BTreeMap<String, VecDeque<Reply>>,
    log: Vec<Request>,
}

/// The publisher.
#[derive(Clone)]
pub(crate) struct Stub {
    pub(crate) address: SocketAddr,
    script: Arc<Mutex<Script>>,
    /// Notified by the client's observer when bytes have arrived.
    pub(crate) arrived: Arc<Notify>,
}

impl Stub {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stub = Self { address, script: Arc::default(), arrived: Arc::default() };
        let serving = stub.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let stub = serving.clone();
                // A client that hangs up ends its connection, not the publisher.
                tokio::spawn(async move { stub.answer(stream).await });
            }
        });
        stub
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Adds to the script of a path; the last reply goes on for ever.
    pub(crate) fn script(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        self.script.lock().unwrap().replies.insert(path.into(), replies.into_iter().collect());
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.script.lock().unwrap().log.clone()
    }

    fn next(&self, request: &Request) -> Reply {
        let mut script = self.script.lock().unwrap();
        script.log.push(request.clone());
        let Some(replies) = script.replies.get_mut(&request.path) else { return status(404) };
        let next = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
        next.unwrap_or_else(|| status(404))
    }

    async fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let request = read(&mut stream).await?;
        let header = |name: &str| request.headers.get(name).cloned();
        match self.next(&request) {
            Reply::File(file) => {
                let (head, body) = serve(&file, header);
                let body = if request.method == "HEAD" { &[][..] } else { &body };
                send(&mut stream, &head, body).await
            }
            Reply::Cut(file, after) => {
                let (head, body) = serve(&file, header);
                send(&mut stream, &head, &body[..after.min(body.len())]).await
            }
            Reply::Drip(file, after) => {
                let (head, body) = serve(&file, header);
                send(&mut stream, &head, &body[..after]).await?;
                self.arrived.notified().await;
                for byte in &body[after..after + 7] {
                    stream.write_all(&[*byte]).await.ok()?;
                    advance(Duration::from_secs(10)).await;
                }
                // No further: the clock must not outrun a client that has not been polled yet.
                stream.read(&mut [0]).await.ok().map(drop)
            }
            Reply::Endless(file) => send(&mut stream, &head(200, &[]), &file.body).await,
            Reply::Status(code, mut headers, body) => {
                headers.push(("content-length", body.len().to_string()));
                send(&mut stream, &head(code, &headers), &body).await
            }
            Reply::HangUp => None,
            Reply::Silence => {
                advance(Duration::from_secs(600)).await;
                stream.read(&mut [0]).await.ok().map(drop)
            }
        }
    }
}

async fn send(stream: &mut TcpStream, head: &str, body: &[u8]) -> Option<()> {
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body).await.ok()?;
    stream.flush().await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await.ok()? {
            0 => return None,
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let mut lines = text.lines();
    let mut asked = lines.next()?.split(' ').map(str::to_owned);
    let (method, path) = (asked.next()?, asked.next()?);
    let fields = lines.filter_map(|line| line.split_once(": "));
    let headers = fields.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Some(Request { method, path, headers })
}
