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
    /// Bytes that may still come.
    allowance: u64,
    pace: Pace,
}

/// Each window of time must bring its share: silence and a slow drip are one failure.
struct Pace {
    window: Duration,
    share: u64,
    end: Instant,
    arrived: u64,
}

impl Body {
    pub(super) fn new(response: reqwest::Response, network: &Network, most: u64) -> Self {
        let pace = Pace::new(network.window, network.window_bytes, Instant::now());
        Self { response, allowance: most, pace }
    }

    /// The next bytes; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Failure> {
        let chunk = match timeout_at(self.pace.end, self.response.chunk()).await {
            Ok(read) => read.map_err(|error| failure::of_body(&error))?,
            Err(_elapsed) => return Err(Failure::new(FailureKind::Stalled, self.pace.rate())),
        };
        if let Some(bytes) = &chunk {
            let length = bytes.len() as u64;
            let too_large = || Failure::new(FailureKind::BodyTooLarge, "more bytes than allowed");
            self.allowance = self.allowance.checked_sub(length).ok_or_else(too_large)?;
            self.pace.count(length, Instant::now());
        }
        Ok(chunk)
    }
}

impl Pace {
    fn new(window: Duration, share: u64, now: Instant) -> Self {
        Self { window, share, end: now + window, arrived: 0 }
    }

    fn count(&mut self, bytes: u64, now: Instant) {
        self.arrived += bytes;
        if self.arrived >= self.share {
            self.arrived = 0;
            self.end = now + self.window;
        }
    }

    fn rate(&self) -> String {
        format!("{} bytes in {} s", self.arrived, self.window.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_renewed_by_its_share_and_by_nothing_less() {
        let (start, minute) = (Instant::now(), Duration::from_secs(60));
        let mut pace = Pace::new(minute, 100, start);
        for second in 1..100 {
            pace.count(1, start + Duration::from_secs(second));
            assert_eq!(pace.end, start + minute, "a drip renews nothing");
        }
        let full = start + Duration::from_secs(100);
        pace.count(1, full);
        assert_eq!((pace.end, pace.arrived), (full + minute, 0));
    }
}
