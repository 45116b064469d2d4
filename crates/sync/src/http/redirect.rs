//! Which redirections are followed: few, never to plain HTTP, never away from a host that knows our certificate.

use reqwest::redirect::{Attempt, Policy};

/// Why a redirection was not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotFollowed {
    #[error("more redirections than allowed")]
    TooMany,
    #[error("redirected from HTTPS to plain HTTP")]
    Downgrade,
    #[error("redirected to another host while identified by a certificate")]
    OtherHost,
}

/// The policy of a client. `identified` is whether it shows a certificate.
pub(crate) fn policy(most: usize, identified: bool) -> Policy {
    Policy::custom(move |attempt| match judge(&attempt, most, identified) {
        Ok(()) => attempt.follow(),
        Err(reason) => attempt.error(reason),
    })
}

fn judge(attempt: &Attempt<'_>, most: usize, identified: bool) -> Result<(), NotFollowed> {
    let Some(from) = attempt.previous().last() else { return Ok(()) };
    let to = attempt.url();
    if attempt.previous().len() > most {
        Err(NotFollowed::TooMany)
    } else if from.scheme() == "https" && to.scheme() != "https" {
        Err(NotFollowed::Downgrade)
    } else if identified
        && (from.host_str(), from.port_or_known_default()) != (to.host_str(), to.port_or_known_default())
    {
        Err(NotFollowed::OtherHost)
    } else {
        Ok(())
    }
}
