//! The `Retry-After` header: seconds, or an HTTP date (RFC 9110 10.2.3).

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

/// How long a server asks to wait; `None` when it cannot be read. A date that is past is no wait.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit is longer than any wait.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let at = DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::retry_after;

    #[test]
    fn seconds_and_dates_are_honoured() {
        let now = "2026-11-20T08:00:00Z".parse().unwrap();
        let check = |value, expect: Option<u64>| {
            assert_eq!(retry_after(value, now).map(|wait| wait.as_secs()), expect, "{value}");
        };
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("99999999999999999999999", Some(u64::MAX));
        check("Fri, 20 Nov 2026 08:05:00 GMT", Some(300));
        check("Fri, 20 Nov 2026 07:00:00 GMT", Some(0));
        check("-5", None);
        check("soon", None);
        check("", None);
    }
}
