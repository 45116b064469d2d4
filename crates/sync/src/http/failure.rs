//! What the HTTP stack reports, as a stated kind of failure.

use std::{error::Error, iter::successors};

use super::redirect::NotFollowed;
use crate::fetch::{Failure, FailureKind};

/// A request that got no head.
pub(crate) fn of_request(error: &reqwest::Error) -> Failure {
    let kind = if chain(error).any(<dyn Error>::is::<rustls::Error>) {
        FailureKind::Tls
    } else if error.is_redirect() || chain(error).any(<dyn Error>::is::<NotFollowed>) {
        FailureKind::Redirect
    } else if chain(error).filter_map(|cause| cause.downcast_ref()).any(hyper::Error::is_parse_too_large) {
        FailureKind::HeadTooLarge
    } else {
        FailureKind::Connection
    };
    Failure::new(kind, causes(error))
}

/// A body that ended before its end.
pub(crate) fn of_body(error: &reqwest::Error) -> Failure {
    Failure::new(FailureKind::CutBody, causes(error))
}

/// The error and its causes. `io::Error` passes over what it wraps when asked for its source: it is opened here.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error| match error.downcast_ref::<std::io::Error>() {
        Some(wrapper) => wrapper.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    })
}

/// The error and its causes, without the address, which may be confidential.
fn causes(error: &reqwest::Error) -> String {
    let causes: Vec<String> = chain(error).skip(1).map(ToString::to_string).collect();
    if causes.is_empty() { "request failed".into() } else { causes.join(": ") }
}
