//! A bulk answer, written as the client takes it: a few items in memory at a time, all of one generation.

use std::{io, sync::Arc, time::Instant};

use aiguilleur_directory::Snapshot;
use axum::{
    body::Bytes,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::{item, request::Batch};
use crate::{
    App,
    access::Caller,
    answer,
    problem::{Kind, Problem},
};

/// Bytes that are written before they are sent: enough for packing to pay, little enough to begin at once.
const CHUNK: usize = 64 << 10;

/// How the items stand in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One JSON document.
    Document,
    /// One item a line.
    Lines,
}

impl Layout {
    /// The layout that the caller accepts; a document unless lines are asked for.
    pub(super) fn accepted(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(accept) = headers.get(header::ACCEPT) else { return Ok(Self::Document) };
        let kinds = accept.to_str().unwrap_or_default().split(',');
        let mut kinds =
            kinds.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let layout = kinds.find_map(|kind| match kind.as_str() {
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Some(Self::Lines),
            "application/json" | "application/*" | "*/*" => Some(Self::Document),
            _ => None,
        });
        let detail = "Les formats de cette ressource sont application/json et application/x-ndjson.";
        layout.ok_or_else(|| Problem::new(Kind::NOT_ACCEPTABLE, detail))
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Document => "application/json",
            Self::Lines => "application/x-ndjson",
        }
    }
}

/// The pieces of a bulk answer.
pub(super) struct Chunks {
    app: App,
    caller: Caller,
    snapshot: Arc<Snapshot>,
    batch: Batch,
    layout: Layout,
    deadline: Instant,
    next: usize,
    done: bool,
}

impl Chunks {
    pub(super) fn new(app: App, caller: Caller, batch: Batch, layout: Layout) -> Self {
        let snapshot = app.snapshot();
        let deadline = Instant::now() + app.config().limits.stream_time();
        Self { app, caller, snapshot, batch, layout, deadline, next: 0, done: false }
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    fn write_item(&mut self, out: &mut Vec<u8>) {
        if self.layout == Layout::Document && self.next > 0 {
            out.push(b',');
        }
        item::write(out, &self.snapshot, &self.batch, self.next);
        if self.layout == Layout::Lines {
            out.push(b'\n');
        }
        self.next += 1;
    }

    fn open(&self, out: &mut Vec<u8>) {
        if self.layout == Layout::Document {
            out.extend_from_slice(b"{\"data\":");
            answer::append(out, &self.snapshot.data_view());
            out.extend_from_slice(b",\"items\":[");
        }
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        if self.layout == Layout::Document {
            out.extend_from_slice(b"]}\n");
        }
        self.done = true;
    }
}

impl Chunks {
    /// The next piece, made on a thread that may wait for the disk.
    async fn next(self) -> Option<(io::Result<Bytes>, Self)> {
        if self.done {
            return None;
        }
        let (app, caller) = (self.app.clone(), self.caller.clone());
        Some(app.work(Some(&caller), move || self.piece()).await)
    }

    fn piece(mut self) -> (io::Result<Bytes>, Self) {
        if Instant::now() > self.deadline {
            self.done = true;
            // Nothing can be said any more: the connection breaks, so that no half answer passes for a whole.
            return (Err(io::Error::from(io::ErrorKind::TimedOut)), self);
        }
        let mut out = Vec::with_capacity(CHUNK + CHUNK / 2);
        if self.next == 0 {
            self.open(&mut out);
        }
        while out.len() < CHUNK && self.next < self.batch.ids.len() && Instant::now() <= self.deadline {
            self.write_item(&mut out);
        }
        if self.next == self.batch.ids.len() {
            self.close(&mut out);
        }
        (Ok(out.into()), self)
    }
}

impl IntoResponse for Chunks {
    fn into_response(self) -> Response {
        let kind = self.layout.media_type();
        let pieces = futures_util::stream::unfold(self, Self::next);
        ([(header::CONTENT_TYPE, kind)], answer::in_pieces(pieces)).into_response()
    }
}
