//! The date of a file's data, read from its name or address. Not the day it was fetched.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The last day written `AAAAMMJJ` (a time may follow) or `AAAA-MM-JJ` in a name or a path.
///
/// The last, because a path holds its folder's day before its file's.
pub(crate) fn day_in(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let starts =
        (0..bytes.len()).filter(|&i| bytes[i].is_ascii_digit() && (i == 0 || !bytes[i - 1].is_ascii_digit()));
    starts.filter_map(|start| compact(&text[start..]).or_else(|| hyphenated(&text[start..]))).next_back()
}

/// The day of an instant, in UTC: publishers publish between 02 h and 03 h UTC.
pub(crate) fn utc_day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn compact(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // A day alone, to the minute, or to the second; a longer number is an identifier.
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    day(&text[..4], &text[4..6], &text[6..8])
}

fn hyphenated(text: &str) -> Option<Date> {
    let head = text.get(..10)?;
    let followed_by_digit = text.as_bytes().get(10).is_some_and(u8::is_ascii_digit);
    let bytes = head.as_bytes();
    if followed_by_digit || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    day(head.get(..4)?, head.get(5..7)?, head.get(8..)?)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (2000..2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day_in;

    #[test]
    fn reads_the_day_of_names_and_paths() {
        let check = |text, expect| assert_eq!(day_in(text), expect, "{text}");
        check("PS_LibreAcces_202611190812.zip", Some(date(2026, 11, 19)));
        check("finess-structures-journalier-20261120.json.gz", Some(date(2026, 11, 20)));
        check("etalab-cs1100502-stock-20260512-0339.csv", Some(date(2026, 5, 12)));
        check("/resources/x/20261119-081200/ps-libreacces.txt", Some(date(2026, 11, 19)));
        check("/20261118-020000/stock-2026-11-17.csv", Some(date(2026, 11, 17)));
        check("finess-structures-mensuel-202610.json.gz", None);
        check("20261332.txt", None);
        check("99700000104007", None);
        check("2026é11-19", None);
        check("", None);
    }
}
