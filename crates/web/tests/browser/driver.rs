//! A headless Chromium over the pages of one site; closed even when a test fails. Not a test.

use std::{
    future::Future,
    path::PathBuf,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    time::{Interval, interval},
};

use crate::site::Site;

/// Who looks at the pages.
#[derive(Clone, Copy)]
pub(crate) enum Reader {
    /// An agent before a screen.
    Agent,
    /// Somebody with a telephone of 360 by 740.
    Narrow,
    /// Somebody whose browser runs no script.
    WithoutScript,
}

/// A page of the site in a browser.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) origin: String,
    /// What its reader did so far: searches sent and clicks.
    actions: Arc<AtomicUsize>,
}

/// How long a page may take to show something, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(120);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// What was found may be gone the next instant, because another page comes, and a browser does not call back:
/// only looking anew tells.
struct Patience {
    since: Instant,
    looks: Interval,
}

impl Patience {
    fn new() -> Self {
        Self { since: Instant::now(), looks: interval(BETWEEN_LOOKS) }
    }

    /// Until the next look; panics once there have been too many.
    async fn or_panic(&mut self, message: impl Fn() -> String) {
        assert!(self.since.elapsed() < PATIENCE, "{}", message());
        self.looks.tick().await;
    }
}

const MISSING: &str = "chromium and chromedriver are needed: `tests/browser/run` installs them (Debian packages \
                       chromium and chromium-driver)";

async fn driver() -> (Child, String) {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap_or_else(|error| panic!("{MISSING}: {error}"));
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return (child, format!("http://127.0.0.1:{}", port.trim_end_matches('.')));
        }
    }
    panic!("chromedriver ended before it listened; {MISSING}");
}

fn capabilities(reader: Reader, profile: &str) -> serde_json::Map<String, Value> {
    let mut options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=1000,1100", format!("--user-data-dir={profile}"),
        ],
    });
    match reader {
        Reader::Agent => {}
        Reader::Narrow => {
            options["mobileEmulation"] =
                json!({ "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 1.0 } });
        }
        Reader::WithoutScript => {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
    }
    json!({ "goog:chromeOptions": options }).as_object().unwrap().clone()
}

/// Serves `site`, opens a browser for `reader`, runs `test` in it, and closes it, even when the test fails.
pub(crate) async fn browse<T, F>(site: Site, reader: Reader, test: T)
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let server =
        tokio::spawn(axum::serve(listener, aiguilleur_web::router::<()>(site.pages())).into_future());
    let profile = tempfile::tempdir().unwrap();
    let (mut child, address) = driver().await;
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities(reader, profile.path().to_str().unwrap()));
    let client = builder.connect(&address).await.unwrap_or_else(|error| panic!("{MISSING}: {error}"));
    let outcome =
        tokio::spawn(test(Browser { client: client.clone(), origin, actions: Arc::default() })).await;
    client.close().await.unwrap();
    child.kill().await.unwrap();
    server.abort();
    if let Err(failed) = outcome {
        std::panic::resume_unwind(failed.into_panic());
    }
}

impl Browser {
    /// How often its reader sent a search or clicked.
    pub(crate) fn actions(&self) -> usize {
        self.actions.load(Ordering::Relaxed)
    }

    /// What an address of the site answers, without the browser.
    pub(crate) async fn bytes(&self, address: &str) -> Vec<u8> {
        let host = self.origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.unwrap();
        let asked = format!("GET {address} HTTP/1.0\r\nhost: {host}\r\n\r\n");
        stream.write_all(asked.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let body = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        answer.split_off(body)
    }

    /// Opens an address of the site.
    pub(crate) async fn open(&self, address: &str) {
        self.client.goto(&format!("{}{address}", self.origin)).await.unwrap();
    }

    /// The address shown, without the origin.
    pub(crate) async fn address(&self) -> String {
        let address = self.client.current_url().await.unwrap().to_string();
        address.strip_prefix(&self.origin).unwrap_or(&address).to_owned()
    }

    /// Waits until `selector` is there and gives its text.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let mut patience = Patience::new();
        loop {
            match self.text_now(selector).await {
                Ok(text) => return text,
                Err(error) => patience.or_panic(|| format!("nothing is {selector}: {error}")).await,
            }
        }
    }

    /// Waits until the text of `selector` holds `wanted`: a page on its way out may still show another.
    pub(crate) async fn shows(&self, selector: &str, wanted: &str) {
        let mut patience = Patience::new();
        loop {
            let seen = self.text_now(selector).await.unwrap_or_else(|error| error);
            if seen.contains(wanted) {
                return;
            }
            patience.or_panic(|| format!("{selector} lacks « {wanted} »: {seen}")).await;
        }
    }

    /// Waits until the address shown is `wanted`.
    pub(crate) async fn leads_to(&self, wanted: &str) {
        let mut patience = Patience::new();
        loop {
            let shown = self.address().await;
            if shown == wanted {
                return;
            }
            patience.or_panic(|| format!("{shown} instead of {wanted}")).await;
        }
    }

    /// Waits until the address shown is one of those, or begins with one that ends in a slash; gives it.
    pub(crate) async fn leads_to_one_of(&self, wanted: &[&str]) -> String {
        let mut patience = Patience::new();
        loop {
            let shown = self.address().await;
            if wanted.iter().any(|one| shown == *one || one.ends_with('/') && shown.starts_with(one)) {
                return shown;
            }
            patience.or_panic(|| format!("{shown} instead of one of {wanted:?}")).await;
        }
    }

    /// Waits until what has the focus is `selector`.
    pub(crate) async fn focuses(&self, selector: &str) {
        self.text(&format!("{selector}:focus")).await;
    }

    /// Waits until `selector` is there and clicks on it.
    pub(crate) async fn click(&self, selector: &str) {
        let mut patience = Patience::new();
        while let Err(error) = self.click_now(selector).await {
            patience.or_panic(|| format!("{selector} takes no click: {error}")).await;
        }
        self.actions.fetch_add(1, Ordering::Relaxed);
    }

    async fn text_now(&self, selector: &str) -> Result<String, String> {
        let found = self.client.find(Locator::Css(selector)).await.map_err(|error| error.to_string())?;
        found.text().await.map_err(|error| error.to_string())
    }

    async fn click_now(&self, selector: &str) -> Result<(), String> {
        let found = self.client.find(Locator::Css(selector)).await.map_err(|error| error.to_string())?;
        found.click().await.map_err(|error| error.to_string())
    }

    /// How many elements `selector` has.
    pub(crate) async fn count(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.unwrap().len()
    }

    /// Types into whatever has the focus.
    pub(crate) async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Types into the search box.
    pub(crate) async fn search(&self, keys: &str) {
        let found = self.client.find(Locator::Css("#q")).await.unwrap();
        found.send_keys(keys).await.unwrap();
        self.actions.fetch_add(1, Ordering::Relaxed);
    }

    /// What a script answers.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// The accessibility violations of the page shown, by axe-core.
    pub(crate) async fn violations(&self) -> Vec<String> {
        self.run(&axe()).await;
        let script = "const [done] = arguments; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', \
                      'best-practice'] }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.help + ' — ' + \
                      v.nodes.slice(0, 3).map((n) => n.html).join(' | '))), (e) => done([String(e)]));";
        let answer = self.client.execute_async(script, Vec::new()).await.unwrap();
        answer.as_array().unwrap().iter().map(|found| found.as_str().unwrap().to_owned()).collect()
    }
}

fn axe() -> String {
    let default =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/browser/node_modules/axe-core/axe.min.js");
    let path = std::env::var_os("AIGUILLEUR_AXE").map_or_else(|| PathBuf::from(default), PathBuf::from);
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is needed, `tests/browser/run` installs it: {}: {error}", path.display())
    })
}
