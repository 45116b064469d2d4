//! Expiry of the certificates that the worker presents and trusts, set by the binary, which reads them.

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
    /// The beginning of its last day, as a Unix time: an alert on it is early, never late.
    pub(crate) fn seconds(&self) -> i64 {
        jiff::tz::Offset::UTC.to_timestamp(self.not_after.into()).map_or(0, jiff::Timestamp::as_second)
    }
}
