//! A publisher on loopback: the API of data.gouv.fr over files of the test's own, and the configuration that
//! makes the worker ask it.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use serde_json::json;

use crate::Data;

/// A source that the worker fetches, as data.gouv.fr lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offer {
    /// `PS_LibreAcces_Personne_activite`.
    People,
    /// `finess-structures`, in gzip.
    Structures,
}

impl Offer {
    const ALL: [Self; 2] = [Self::People, Self::Structures];

    fn dataset(self) -> &'static str {
        match self {
            Self::People => "69025e6c73d1f9b79ca3c365",
            Self::Structures => "finess-structures-1",
        }
    }

    fn resource(self) -> &'static str {
        match self {
            Self::People => "fffda7e9-0ea2-4c35-bba0-4496f3af935d",
            Self::Structures => "cd493959-fb03-41e5-9347-0edd14dfbc22",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::People => "PS_LibreAcces_Personne_activite",
            Self::Structures => "finess-structures",
        }
    }
}

#[derive(Debug, Default)]
struct Shelf {
    /// Name and bytes of each file.
    files: BTreeMap<Offer, (String, Vec<u8>)>,
    /// How often a file was replaced: part of each address, as publishers do.
    version: u32,
    /// Bodies stop after so many bytes, until the client hangs up.
    stall_after: Option<usize>,
    downloads: u32,
}

/// For `[sync]`: files of the fixtures' day are never too old.
pub const PATIENT: &str = "[sync.guards]\noldest_days = 36500\n";

/// The publisher. It serves until the test's process ends.
#[derive(Debug)]
pub struct Publisher {
    address: SocketAddr,
    shelf: Arc<Mutex<Shelf>>,
}

impl Publisher {
    /// One that offers nothing yet.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let publisher = Self { address, shelf: Arc::clone(&shelf) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shelf = Arc::clone(&shelf);
                // A client that hangs up, or is killed, ends its connection and nothing else.
                std::thread::spawn(move || answer(stream, address, &shelf));
            }
        });
        publisher
    }

    /// Offers `bytes` under `name` from now on.
    pub fn offer(&self, offer: Offer, name: &str, bytes: Vec<u8>) {
        let mut shelf = self.shelf.lock().unwrap();
        shelf.version += 1;
        shelf.files.insert(offer, (name.to_owned(), bytes));
    }

    /// Sends no more than so many bytes of a body from now on, and keeps the connection open.
    pub fn stall_after(&self, bytes: Option<usize>) {
        self.shelf.lock().unwrap().stall_after = bytes;
    }

    /// How many bodies were asked for.
    pub fn downloads(&self) -> u32 {
        self.shelf.lock().unwrap().downloads
    }

    /// Makes the worker on `data` ask this publisher for what it offers; `more` is TOML for `[sync]` and below.
    pub fn configure(&self, data: &Data, more: &str) {
        let offered: Vec<&str> = {
            let shelf = self.shelf.lock().unwrap();
            Offer::ALL.into_iter().filter(|one| shelf.files.contains_key(one)).map(Offer::source).collect()
        };
        let text = format!(
            "[sync]\nsources = {offered:?}\n{more}\n[sync.publishers.data_gouv]\nbase = \"http://{}/\"\n\
             proxy = \"none\"\nrequests_per_minute = 60000\nburst = 1000\n",
            self.address
        );
        std::fs::create_dir_all(data.path()).unwrap();
        std::fs::write(data.path().join("aiguilleur.toml"), text).unwrap();
    }
}

/// What a request asks for.
struct Asked {
    path: String,
    /// The first byte of the rest that it lacks.
    from: usize,
    /// The tag of what it holds.
    held: Option<String>,
}

fn asked(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let (mut from, mut held) = (0, None);
    for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
        match line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value)) {
            Some((name, range)) if name == "range" => {
                from = range.strip_prefix("bytes=")?.trim_end_matches('-').parse().ok()?;
            }
            Some((name, tag)) if name == "if-none-match" => held = Some(tag.to_owned()),
            _ => {}
        }
    }
    Some(Asked { path, from, held })
}

fn answer(mut stream: TcpStream, address: SocketAddr, shelf: &Mutex<Shelf>) -> Option<()> {
    let Asked { path, from, held } = asked(&stream)?;
    if let Some(dataset) = path.strip_prefix("/api/1/datasets/") {
        let index = index(&shelf.lock().unwrap(), dataset.trim_end_matches('/'), address);
        return send(&mut stream, "200 OK", "", index.to_string().as_bytes(), None);
    }
    let (body, stall) = {
        let mut shelf = shelf.lock().unwrap();
        shelf.downloads += 1;
        let version = shelf.version;
        let found = shelf.files.values().find(|(name, _)| path == format!("/{version}/{name}"));
        (found.map(|(_, bytes)| bytes.clone()), shelf.stall_after)
    };
    let Some(body) = body else { return send(&mut stream, "404 Not Found", "", b"", None) };
    if held.is_some_and(|tag| tag == format!("\"{path}\"")) {
        return send(&mut stream, "304 Not Modified", "", b"", None);
    }
    let tag = format!("etag: \"{path}\"\r\n");
    if from == 0 {
        return send(&mut stream, "200 OK", &tag, &body, stall);
    }
    let range = format!("{tag}content-range: bytes {from}-{}/{}\r\n", body.len() - 1, body.len());
    send(&mut stream, "206 Partial Content", &range, body.get(from..)?, stall)
}

fn index(shelf: &Shelf, dataset: &str, address: SocketAddr) -> serde_json::Value {
    let listed = shelf.files.iter().filter(|(offer, _)| offer.dataset() == dataset);
    let resources: Vec<_> = listed
        .map(|(offer, (name, bytes))| {
            let url = format!("http://{address}/{}/{name}", shelf.version);
            json!({"id": offer.resource(), "title": name, "url": url, "filesize": bytes.len()})
        })
        .collect();
    json!({ "resources": resources })
}

fn send(
    stream: &mut TcpStream,
    status: &str,
    headers: &str,
    body: &[u8],
    stall: Option<usize>,
) -> Option<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    let Some(most) = stall.filter(|most| *most < length) else { return stream.write_all(body).ok() };
    stream.write_all(&body[..most]).ok()?;
    stream.read(&mut [0]).ok().map(drop)
}
