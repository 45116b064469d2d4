//! When what the worker shows and trusts expires, told by whoever may read it. Reads no certificate itself.

use aiguilleur_domain::Date;

/// The end of a file of certificates: the one of them that ends first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// Whose server it is shown to, or trusted for.
    pub publisher: String,
    /// What it is for, as a label.
    pub usage: &'static str,
    /// Last day of validity.
    pub not_after: Date,
}

impl Expiry {
    /// The beginning of its last day, in seconds of Unix: whoever waits for it is early, never late.
    pub(crate) fn seconds(&self) -> i64 {
        jiff::tz::Offset::UTC.to_timestamp(self.not_after.into()).map_or(0, jiff::Timestamp::as_second)
    }
}
