//! A body as it streams in: bounded in size, and never slower than allowed.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::failure;
use crate::{
    config::Network,
    fetch::{Failure, FailureKind},
};

/// The rest of an answer's body.
pub(crate) struct Body {
    response: reqwest::Response,
    window: Duration,
    window_bytes: u64,
    /// Bytes that may still come.
    allowance: u64,
    window_end: Instant,
    in_window: u64,
}

impl Body {
    pub(super) fn new(response: reqwest::Response, network: &Network, most: u64) -> Self {
        Self {
            response,
            window: network.window,
            window_bytes: network.window_bytes,
            allowance: most,
            window_end: Instant::now() + network.window,
            in_window: 0,
        }
    }

    /// The next bytes; `None` at the end.
    ///
    /// Each window of time must bring its share: silence and a slow drip are one failure.
    pub(crate) async fn next(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Failure> {
        let chunk = match timeout_at(self.window_end, self.response.chunk()).await {
            Ok(read) => read.map_err(|error| failure::of_body(&error))?,
            Err(_elapsed) => {
                let detail = format!("{} bytes in {} s", self.in_window, self.window.as_secs());
                return Err(Failure::new(FailureKind::Stalled, detail));
            }
        };
        if let Some(bytes) = &chunk {
            self.count(bytes.len() as u64)?;
        }
        Ok(chunk)
    }

    fn count(&mut self, bytes: u64) -> Result<(), Failure> {
        self.allowance = self
            .allowance
            .checked_sub(bytes)
            .ok_or_else(|| Failure::new(FailureKind::BodyTooLarge, "more bytes than allowed"))?;
        self.in_window += bytes;
        if self.in_window >= self.window_bytes {
            self.in_window = 0;
            self.window_end = Instant::now() + self.window;
        }
        Ok(())
    }
}
