//! W3C Trace Context: the caller's trace is kept, our part of it gets a name.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Our part of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TraceContext {
    trace: u128,
    span: u64,
    parent: Option<u64>,
    sampled: bool,
}

/// Where the numbering of this process begins; random, so that two processes do not meet.
#[derive(Debug)]
pub(crate) struct Numbering {
    trace: u128,
    next: AtomicU64,
}

impl Numbering {
    pub(crate) fn new() -> Self {
        let mut bytes = [0; 24];
        // Without randomness numbers are only less unlike another process's.
        if getrandom::fill(&mut bytes).is_err() {
            bytes[..4].copy_from_slice(&std::process::id().to_be_bytes());
        }
        let (trace, next) = bytes.split_at(16);
        let number = |part: &[u8]| part.iter().fold(0_u128, |n, byte| n << 8 | u128::from(*byte));
        Self { trace: number(trace) | 1, next: AtomicU64::new(u64::try_from(number(next)).unwrap_or(1)) }
    }

    /// Our part of the trace that `traceparent` names, else of a new one.
    pub(crate) fn context(&self, traceparent: Option<&str>) -> TraceContext {
        // An odd multiplier visits every number once: spans never repeat and do not look like a count.
        let span = self.next.fetch_add(1, Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1);
        let given = traceparent.and_then(read);
        let (trace, sampled) = given
            .map_or((self.trace ^ (u128::from(span) << 64), true), |(trace, _, sampled)| (trace, sampled));
        TraceContext { trace, span, parent: given.map(|(_, parent, _)| parent), sampled }
    }
}

/// The trace, the caller's part of it and whether it is sampled, of a well-formed `traceparent` of any known or later
/// version.
fn read(text: &str) -> Option<(u128, u64, bool)> {
    let lower = |part: &&str| part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let mut parts = text.split('-');
    let mut next = |length| parts.next().filter(|part: &&str| part.len() == length).filter(lower);
    let version = next(2).filter(|version| *version != "ff")?;
    let trace = u128::from_str_radix(next(32)?, 16).ok().filter(|trace| *trace != 0)?;
    let parent = u64::from_str_radix(next(16)?, 16).ok()?;
    let flags = u8::from_str_radix(next(2)?, 16).ok()?;
    let more = parts.next().is_some();
    (parent != 0 && !(version == "00" && more)).then_some((trace, parent, flags & 1 == 1))
}

impl TraceContext {
    /// The trace, 32 hexadecimal digits.
    pub(crate) fn trace_id(self) -> String {
        format!("{:032x}", self.trace)
    }

    /// Our part of it, 16 hexadecimal digits: the request's own id.
    pub(crate) fn request_id(self) -> String {
        format!("{:016x}", self.span)
    }

    /// The caller's part of it, where it named one.
    pub(crate) fn parent_id(self) -> Option<String> {
        self.parent.map(|parent| format!("{parent:016x}"))
    }

    /// Whether the caller, where it named a trace, wants it kept.
    pub(crate) fn parent_sampled(self) -> Option<bool> {
        self.parent.map(|_| self.sampled)
    }

    /// The `traceparent` header for the next service.
    pub(crate) fn traceparent(self) -> String {
        format!("00-{:032x}-{:016x}-{:02x}", self.trace, self.span, u8::from(self.sampled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    #[test]
    fn a_trace_given_is_passed_on_under_our_own_name() {
        let context = Numbering::new().context(Some(GIVEN));
        assert_eq!(context.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(context.parent_id().as_deref(), Some("00f067aa0ba902b7"));
        assert_eq!(context.parent_sampled(), Some(false));
        assert_ne!(context.request_id(), "00f067aa0ba902b7");
        assert_eq!(context.traceparent(), format!("00-{}-{}-00", context.trace_id(), context.request_id()));
    }

    #[test]
    fn what_is_not_well_formed_begins_a_trace() {
        let check = |text: &str| assert_eq!(read(text), None, "{text}");
        check("");
        check("00-00000000000000000000000000000000-00f067aa0ba902b7-01");
        check("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01");
        check("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01");
        check("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        check("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more");
        assert!(read("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more").is_some());
    }

    #[test]
    fn two_requests_have_two_names() {
        let numbering = Numbering::new();
        let (one, other) = (numbering.context(None), numbering.context(None));
        assert_ne!(one.request_id(), other.request_id());
        assert_ne!(one.trace_id(), other.trace_id());
    }
}
