//! The headers of a question: has it changed, give me the rest, give me the bytes as published.

use reqwest::header::{
    ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE,
};

use super::{folder::Held, part::PartOrigin};

/// Asks for the file unless it is still the one that is held.
pub(crate) fn conditional(held: Option<&Held>) -> HeaderMap {
    let mut headers = plain();
    if let Some(validators) = held.map(|held| &held.state.validators) {
        insert(&mut headers, IF_NONE_MATCH, validators.etag.as_deref());
        insert(&mut headers, IF_MODIFIED_SINCE, validators.last_modified.as_deref());
    }
    headers
}

/// Asks for what follows the first `length` bytes, if they still belong to the same file.
pub(crate) fn ranged(origin: &PartOrigin, length: u64) -> HeaderMap {
    let mut headers = plain();
    insert(&mut headers, RANGE, Some(&format!("bytes={length}-")));
    insert(&mut headers, IF_RANGE, origin.validators.for_range());
    headers
}

/// The published bytes themselves: checksums and ranges are theirs.
fn plain() -> HeaderMap {
    HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("identity"))])
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}
