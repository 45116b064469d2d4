//! The name a fetched file gets: its publisher's, made safe, with its day. Never a path.

use jiff::civil::Date;

use crate::publisher::day_in;

/// Longer than any publisher's name, shorter than any file system's limit.
const LONGEST: usize = 120;

/// The name in a `Content-Disposition` header.
pub(crate) fn in_disposition(header: &str) -> Option<String> {
    let lower = header.to_ascii_lowercase();
    let start = lower.find("filename=")? + "filename=".len();
    let value = header[start..].trim_start();
    let name = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(';').next()?.trim(),
    };
    safe(name)
}

/// The last segment of an address.
pub(crate) fn in_path(path: &str) -> Option<String> {
    safe(path)
}

/// `name`, with the day of its data if it does not tell one: the import reads the day from there.
pub(crate) fn with_day(name: &str, dated: Option<Date>) -> String {
    match dated {
        Some(date) if day_in(name).is_none() => {
            let (stem, extension) = name.split_at(name.find('.').unwrap_or(name.len()));
            format!("{stem}-{}{extension}", date.strftime("%Y%m%d"))
        }
        _ => name.to_owned(),
    }
}

fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let kept: String = last.chars().filter(|c| allowed(*c)).take(LONGEST).collect();
    let trimmed = kept.trim_start_matches('.');
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        let check = |header, expect: Option<&str>| assert_eq!(in_disposition(header).as_deref(), expect);
        check(
            "attachment; filename=\"PS_LibreAcces_202611190812.zip\"",
            Some("PS_LibreAcces_202611190812.zip"),
        );
        check("attachment; FileName=a.zip; size=3", Some("a.zip"));
        check("attachment; filename=\"../../etc/passwd\"", Some("passwd"));
        check("attachment; filename=\"C:\\x\\..\"", None);
        check("attachment; filename=\"...\"", None);
        check("attachment", None);
        assert_eq!(in_path("/a/b/StockUniteLegale_utf8.zip").as_deref(), Some("StockUniteLegale_utf8.zip"));
        assert_eq!(in_path("/a/b/"), None);
    }

    #[test]
    fn the_day_is_added_once() {
        let day = Some(date(2026, 11, 19));
        assert_eq!(with_day("personne-activite.txt", day), "personne-activite-20261119.txt");
        assert_eq!(with_day("f-20261118.json.gz", day), "f-20261118.json.gz");
        assert_eq!(with_day("f.json.gz", day), "f-20261119.json.gz");
        assert_eq!(with_day("f", None), "f");
    }
}
