//! One attempt at one source: discover, ask, receive, verify, install. Retries are decided elsewhere.

use reqwest::{Response, StatusCode, Url, header::HeaderMap};
use tokio::time::{Instant, sleep_until};

use super::{
    Algorithm, Failure, FailureKind, Fetcher, Outcome, Unchanged,
    answer::{self, Answer},
    disk,
    folder::{Folder, Held},
    part::PartOrigin,
    receive::Receiver,
    request::{conditional, ranged},
    state::Validators,
};
use crate::{
    http::Client,
    progress::{Event, WaitReason},
    publisher::{Locator, NotListed, Publication, Source, dataset_path, day_in, select},
};

/// What the attempts at one source share.
pub(crate) struct Attempt<'a> {
    pub(super) fetcher: &'a Fetcher,
    pub(super) source: &'a Source,
    pub(super) folder: &'a Folder,
    /// Location of the file; cleared when it may have moved.
    publication: Option<Publication>,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(fetcher: &'a Fetcher, source: &'a Source, folder: &'a Folder) -> Self {
        Self { fetcher, source, folder, publication: None }
    }

    /// Draws the consequences of a failure for the next attempt.
    pub(crate) fn learn(&mut self, failure: &Failure) {
        use FailureKind as K;
        let replaced =
            matches!(failure.kind, K::NotFound | K::WrongLength | K::WrongChecksum | K::NotTheFile);
        if replaced {
            self.publication = None;
        }
        // A full disk needs its room back more than we need a head start.
        if replaced || matches!(failure.kind, K::BodyTooLarge | K::DiskFull) {
            let discarded = self.folder.part().discard();
            discarded.unwrap_or_else(|error| tracing::warn!("a refused download stays: {error}"));
        }
    }

    pub(crate) async fn run(&mut self) -> Result<Outcome, Failure> {
        let client = self.client()?;
        let publication = self.discovered(client).await?;
        let held = self.folder.held();
        if let Some(held) = held.as_ref().filter(|held| publishes(&publication, held)) {
            return Ok(unchanged(held, Unchanged::SamePublication));
        }
        if let Some(held) = held.as_ref().filter(|held| self.is_identified_by_name(held))
            && self.is_announced(client, &publication, held).await?
        {
            return Ok(unchanged(held, Unchanged::SameName));
        }
        self.folder.create().map_err(disk::refused("create", self.folder.root()))?;
        self.download(client, &publication, held).await
    }

    /// Whether only a HEAD request can show a new file: the publisher that has no index, and gives no validator to ask
    /// again with, names each generation of a file to the minute.
    fn is_identified_by_name(&self, held: &Held) -> bool {
        matches!(self.source.locator, Locator::Path(_))
            && held.state.validators == Validators::default()
            && day_in(held.name()).is_some()
    }

    /// Whether the publisher's head announces the very name of the file that is held. A publisher that answers no
    /// HEAD is asked for the file.
    async fn is_announced(
        &self,
        client: &Client,
        publication: &Publication,
        held: &Held,
    ) -> Result<bool, Failure> {
        self.wait_for_turn(client).await;
        let response = client.head(publication.url.clone()).await?;
        let status = response.status();
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            return Err(answer::of_status(status, response.headers(), self.fetcher.clock.now()));
        }
        Ok(status == StatusCode::OK && answer::announced(&response).as_deref() == Some(held.name()))
    }

    fn client(&self) -> Result<&'a Client, Failure> {
        let absent = || Failure::new(FailureKind::NotPublished, "the publisher is not configured");
        self.fetcher.clients.of(self.source.publisher).ok_or_else(absent)
    }

    async fn discovered(&mut self, client: &Client) -> Result<Publication, Failure> {
        if let Some(known) = &self.publication {
            return Ok(known.clone());
        }
        let found = match &self.source.locator {
            Locator::Path(path) => Publication::at(client.under_base(path)?),
            Locator::Resource { dataset, .. } | Locator::Title { dataset, .. } => {
                self.fetcher.notify(self.source, &Event::Discovering);
                self.look_up(client, client.under_base(&dataset_path(dataset))?).await?
            }
        };
        if !client.accepts(&found.url) {
            return Err(Failure::new(FailureKind::Redirect, "published at an address without TLS"));
        }
        self.publication = Some(found.clone());
        Ok(found)
    }

    async fn look_up(&self, client: &Client, url: Url) -> Result<Publication, Failure> {
        let response = self.send(client, url, HeaderMap::new()).await?;
        if response.status() != StatusCode::OK {
            return Err(answer::of_status(response.status(), response.headers(), self.fetcher.clock.now()));
        }
        let (mut body, mut index) = (client.body(response, client.index_bytes()), Vec::new());
        while let Some(chunk) = body.next().await? {
            index.extend_from_slice(chunk.as_ref());
        }
        select(&index, &self.source.locator).map_err(|why| match why {
            NotListed::Malformed(detail) => Failure::new(FailureKind::MalformedIndex, detail),
            NotListed::Absent(what) => Failure::new(FailureKind::NotPublished, format!("not listed: {what}")),
        })
    }

    /// Sends when the publisher's rate limit allows.
    async fn send(&self, client: &Client, url: Url, headers: HeaderMap) -> Result<Response, Failure> {
        self.wait_for_turn(client).await;
        client.get(url, headers).await
    }

    async fn wait_for_turn(&self, client: &Client) {
        while let Err(delay) = client.limiter.take() {
            let end = Instant::now() + delay;
            self.fetcher.notify(self.source, &Event::Waiting { reason: WaitReason::RateLimit, delay });
            sleep_until(end).await;
        }
    }

    async fn download(
        &self,
        client: &Client,
        publication: &Publication,
        held: Option<Held>,
    ) -> Result<Outcome, Failure> {
        let url = publication.url.as_str();
        let resumed = self.folder.part().resumable(url);
        let asked_of = held.as_ref().filter(|held| resumed.is_none() && held.state.url == url);
        let headers = match &resumed {
            Some((origin, length)) => ranged(origin, *length),
            None => conditional(asked_of),
        };
        let response = self.send(client, publication.url.clone(), headers).await?;
        match answer::read(&response, self.fetcher.clock.now())? {
            Answer::NotModified => match asked_of {
                Some(held) => Ok(unchanged(held, Unchanged::SaidByServer)),
                None => Err(Failure::new(FailureKind::UnexpectedStatus, "304 to an unconditional request")),
            },
            Answer::Whole { length } => {
                self.expect_length(publication, length)?;
                let origin = answer::origin(url, &response);
                let begun = self.folder.part().begin(&origin);
                begun.map_err(disk::refused("create", &self.folder.part().bytes()))?;
                self.receive(client, publication, origin, held, Some(response)).await
            }
            Answer::Rest { from, total } => match resumed {
                Some((origin, length)) if from == length && fits(&origin, total) => {
                    self.receive(client, publication, origin, held, Some(response)).await
                }
                _ => Err(self.start_over("206 for another range than asked")),
            },
            Answer::BeyondEnd { total } => match resumed {
                Some((origin, length)) if total.or(origin.total) == Some(length) => {
                    self.receive(client, publication, origin, held, None).await
                }
                _ => Err(self.start_over("416 although bytes are missing")),
            },
        }
    }

    /// The part is of no use; the next attempt asks for the whole.
    fn start_over(&self, detail: &str) -> Failure {
        match self.folder.part().discard() {
            Ok(()) => Failure::new(FailureKind::CutBody, detail),
            Err(error) => disk::refused("remove", &self.folder.part().bytes())(error),
        }
    }

    async fn receive(
        &self,
        client: &Client,
        publication: &Publication,
        origin: PartOrigin,
        held: Option<Held>,
        response: Option<Response>,
    ) -> Result<Outcome, Failure> {
        let path = self.folder.part().bytes();
        let receiver = Receiver::open(&path).await?;
        let total = origin.total.or(publication.size);
        let progress = |received| self.fetcher.notify(self.source, &Event::Receiving { received, total });
        let received = match response {
            Some(response) => {
                let most = self.source.max_bytes.saturating_sub(receiver.length());
                receiver.drain(client.body(response, most), self.source.container, progress).await?
            }
            None => receiver.finish(self.source.container)?,
        };
        self.fetcher.notify(self.source, &Event::Verifying);
        self.take(publication, origin, held, &received)
    }

    fn expect_length(&self, publication: &Publication, announced: Option<u64>) -> Result<(), Failure> {
        let Some(announced) = announced else { return Ok(()) };
        if announced > self.source.max_bytes {
            return Err(Failure::new(FailureKind::BodyTooLarge, format!("{announced} bytes announced")));
        }
        match publication.size {
            Some(published) if published != announced && announced > 0 => {
                let detail = format!("{published} bytes published, {announced} announced");
                Err(Failure::new(FailureKind::WrongLength, detail))
            }
            _ => Ok(()),
        }
    }
}

/// Whether the index still shows the very bytes that are held. A checksum that did not match proves nothing.
fn publishes(publication: &Publication, held: &Held) -> bool {
    let state = &held.state;
    let same_digest = publication.checksum.as_ref().is_some_and(|published| match published.algorithm {
        Algorithm::Sha1 => published.hex == state.sha1,
        Algorithm::Sha256 => published.hex == state.sha256,
    });
    same_digest && publication.size.is_none_or(|size| size == state.size)
}

fn fits(origin: &PartOrigin, total: Option<u64>) -> bool {
    total.is_none() || origin.total.is_none() || origin.total == total
}

fn unchanged(held: &Held, how: Unchanged) -> Outcome {
    Outcome::NotModified { file: held.file.clone(), how }
}
