//! What the head of an answer means for a download. Reads no body.

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, RETRY_AFTER},
};

use super::{Failure, FailureKind, file_name, part::PartOrigin, state::Validators};
use crate::retry::retry_after;

/// What a server says it sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nothing: the file that is held is still the one.
    NotModified,
    /// The whole file, of this length if announced.
    Whole { length: Option<u64> },
    /// The rest, from this byte; the whole has this length if announced.
    Rest { from: u64, total: Option<u64> },
    /// The range asked for lies beyond the end; the whole has this length if announced.
    BeyondEnd { total: Option<u64> },
}

/// Classifies an answer; a status that brings no file is a failure.
pub(crate) fn read(response: &Response, now: Timestamp) -> Result<Answer, Failure> {
    let headers = response.headers();
    match response.status() {
        StatusCode::NOT_MODIFIED => Ok(Answer::NotModified),
        StatusCode::OK => Ok(Answer::Whole { length: response.content_length() }),
        StatusCode::PARTIAL_CONTENT => match text(headers, CONTENT_RANGE).and_then(content_range) {
            Some((Some(from), total)) => Ok(Answer::Rest { from, total }),
            _ => Err(Failure::new(FailureKind::UnexpectedStatus, "206 without a usable Content-Range")),
        },
        StatusCode::RANGE_NOT_SATISFIABLE => {
            let total = text(headers, CONTENT_RANGE).and_then(content_range).and_then(|(_, total)| total);
            Ok(Answer::BeyondEnd { total })
        }
        status => Err(of_status(status, headers, now)),
    }
}

/// The failure that a status is.
pub(crate) fn of_status(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Failure {
    let asked = text(headers, RETRY_AFTER).and_then(|value| retry_after(value, now));
    let kind = match status {
        StatusCode::TOO_MANY_REQUESTS => FailureKind::Busy,
        StatusCode::SERVICE_UNAVAILABLE if asked.is_some() => FailureKind::Busy,
        StatusCode::NOT_FOUND | StatusCode::GONE => FailureKind::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            FailureKind::Refused
        }
        StatusCode::REQUEST_TIMEOUT => FailureKind::ServerError,
        status if status.is_server_error() => FailureKind::ServerError,
        _ => FailureKind::UnexpectedStatus,
    };
    Failure {
        status: Some(status.as_u16()),
        retry_after: asked,
        ..Failure::new(kind, format!("status {}", status.as_u16()))
    }
}

/// The name that an answer gives the file.
pub(crate) fn announced(response: &Response) -> Option<String> {
    text(response.headers(), CONTENT_DISPOSITION).and_then(file_name::in_disposition)
}

/// What a whole answer says of the file it brings.
pub(crate) fn origin(url: &str, response: &Response) -> PartOrigin {
    let headers = response.headers();
    let owned = |name| text(headers, name).map(str::to_owned);
    let named = announced(response);
    PartOrigin {
        url: url.to_owned(),
        validators: Validators { etag: owned(ETAG), last_modified: owned(LAST_MODIFIED) },
        total: response.content_length(),
        name: named.or_else(|| file_name::in_path(response.url().path())),
    }
}

/// The instant of a `Last-Modified`.
pub(crate) fn http_date(value: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(value.trim()).ok()
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// `bytes 5-9/10`, `bytes 5-9/*`, `bytes */10`: the first byte and the length of the whole.
fn content_range(value: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (range, total) = value.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let from = range.split_once('-').and_then(|(from, _)| from.trim().parse().ok());
    Some((from, total.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::{content_range, http_date};

    #[test]
    fn ranges_and_dates_are_read() {
        assert_eq!(content_range("bytes 5-9/10"), Some((Some(5), Some(10))));
        assert_eq!(content_range("bytes 5-9/*"), Some((Some(5), None)));
        assert_eq!(content_range("bytes */10"), Some((None, Some(10))));
        assert_eq!(content_range("items 1-2/3"), None);
        assert_eq!(http_date("Fri, 20 Nov 2026 02:14:31 GMT").unwrap().to_string(), "2026-11-20T02:14:31Z");
        assert_eq!(http_date("yesterday"), None);
    }
}
