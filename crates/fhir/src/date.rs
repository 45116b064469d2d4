//! Dates of searches: an instant or a span, compared as the prefixes of FHIR say.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// How an instant is compared with a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefix {
    Equal,
    NotEqual,
    After,
    Before,
    From,
    Until,
    About,
}

/// A condition on an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    prefix: Prefix,
    start: Timestamp,
    /// The first instant behind.
    end: Timestamp,
}

impl Moment {
    /// Reads `ge2026-11-20`, `2026-11`, `lt2026-11-20T08:00:00+01:00`; a time without a zone is of UTC.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let prefixes = [
            ("eq", Prefix::Equal),
            ("ne", Prefix::NotEqual),
            ("gt", Prefix::After),
            ("sa", Prefix::After),
            ("lt", Prefix::Before),
            ("eb", Prefix::Before),
            ("ge", Prefix::From),
            ("le", Prefix::Until),
            ("ap", Prefix::About),
        ];
        let found = prefixes.into_iter().find_map(|(name, prefix)| Some((text.strip_prefix(name)?, prefix)));
        let (text, prefix) = found.unwrap_or((text, Prefix::Equal));
        let (start, end) = span(text)?;
        Some(Self { prefix, start, end })
    }

    pub(crate) fn holds(&self, instant: Timestamp) -> bool {
        let inside = self.start <= instant && instant < self.end;
        match self.prefix {
            Prefix::Equal => inside,
            Prefix::NotEqual => !inside,
            Prefix::After => instant >= self.end,
            Prefix::Before => instant < self.start,
            Prefix::From => instant >= self.start,
            Prefix::Until => instant < self.end,
            Prefix::About => {
                instant.duration_since(self.start).abs() < jiff::SignedDuration::from_hours(24) || inside
            }
        }
    }
}

fn span(text: &str) -> Option<(Timestamp, Timestamp)> {
    let at = |date: Date| date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    let days = |first: Date, behind: Date| Some((at(first)?, at(behind)?));
    let number = |text: &str| text.parse::<i16>().ok();
    match (text.len(), text.is_ascii()) {
        (4, true) => {
            let first = Date::new(number(text)?, 1, 1).ok()?;
            days(first, first.checked_add(1.year()).ok()?)
        }
        (7, true) => {
            let first: Date = format!("{text}-01").parse().ok()?;
            days(first, first.checked_add(1.month()).ok()?)
        }
        (10, true) => {
            let first: Date = text.parse().ok()?;
            days(first, first.checked_add(1.day()).ok()?)
        }
        // A plus sign in an address that nobody encoded is a space.
        _ if text.contains('T') => instant(&text.replace(' ', "+")),
        _ => None,
    }
}

fn instant(text: &str) -> Option<(Timestamp, Timestamp)> {
    let start: Timestamp = match text.parse() {
        Ok(instant) => instant,
        Err(_) => text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp(),
    };
    let seconds =
        text.split('T').nth(1).is_some_and(|time| time.matches(':').count() >= 2 || !time.contains(':'));
    let length = if text.contains('.') {
        1.millisecond()
    } else if seconds {
        1.second()
    } else {
        1.minute()
    };
    Some((start, start.checked_add(length).ok()?))
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn instants_are_compared_with_spans() {
        let holds =
            |moment: &str, instant: &str| Moment::read(moment).unwrap().holds(instant.parse().unwrap());
        let noon = "2026-11-20T12:00:00Z";
        for (moment, expected) in [
            ("2026", true),
            ("2026-11", true),
            ("2026-11-20", true),
            ("ne2026-11-20", false),
            ("gt2026-11-20", false),
            ("gt2026-11-19", true),
            ("ge2026-11-20T12:00:00Z", true),
            ("ge2026-11-20T13:00:00+01:00", true),
            ("ge2026-11-20T12:00:01", false),
            ("lt2026-11-20T12:00:00", false),
            ("le2026-11-20T12:00:00", true),
            ("eb2026-11-21", true),
            ("ap2026-11-19T20:00:00Z", true),
        ] {
            assert_eq!(holds(moment, noon), expected, "{moment}");
        }
        for text in ["", "hier", "2026-13", "ge", "2026-11-20T25:00:00Z", "20261120"] {
            assert!(Moment::read(text).is_none(), "{text}");
        }
    }
}
