//! The answer of the data.gouv.fr API about a dataset, read leniently. Does not fetch it.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;

use super::{Locator, Publication, day_in, utc_day};
use crate::fetch::PublishedChecksum;

/// The path of a dataset under the site's address.
pub(crate) fn dataset_path(dataset: &str) -> String {
    format!("api/1/datasets/{dataset}/")
}

/// Why no publication came out of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotListed {
    /// The answer is not the index of a dataset.
    Malformed(String),
    /// The index does not have the resource.
    Absent(String),
}

#[derive(Deserialize)]
struct WireDataset {
    // One odd resource must not hide the others.
    resources: Vec<Value>,
}

#[derive(Deserialize)]
struct WireResource {
    id: Option<String>,
    title: Option<String>,
    url: Option<String>,
    filesize: Option<u64>,
    checksum: Option<WireChecksum>,
    last_modified: Option<String>,
}

#[derive(Deserialize)]
struct WireChecksum {
    #[serde(rename = "type")]
    algorithm: Option<String>,
    value: Option<String>,
}

/// The publication that `locator` asks for.
///
/// # Errors
/// When the body is not an index, or does not list the resource with an address.
pub(crate) fn select(index: &[u8], locator: &Locator) -> Result<Publication, NotListed> {
    let dataset: WireDataset =
        serde_json::from_slice(index).map_err(|error| NotListed::Malformed(error.to_string()))?;
    let resources = dataset.resources.into_iter().filter_map(|value| serde_json::from_value(value).ok());
    let mut fitting: Vec<_> = resources.filter_map(|resource| publication(locator, &resource)).collect();
    fitting.sort_by_key(|found| (found.dated, found.modified));
    fitting.pop().ok_or_else(|| NotListed::Absent(sought(locator)))
}

fn publication(locator: &Locator, resource: &WireResource) -> Option<Publication> {
    let title = resource.title.as_deref().unwrap_or_default();
    let fits = match locator {
        Locator::Resource { resource: id, .. } => resource.id.as_deref() == Some(id),
        // Separators have changed over the years.
        Locator::Title { prefix, .. } => title.to_lowercase().replace('_', "-").starts_with(prefix),
        Locator::Path(_) => false,
    };
    let url = Url::parse(resource.url.as_deref().filter(|_| fits)?).ok()?;
    let modified = resource.last_modified.as_deref().and_then(instant);
    let dated = day_in(title).or_else(|| day_in(url.path())).or_else(|| modified.map(utc_day));
    let checksum = resource.checksum.as_ref().and_then(checksum);
    Some(Publication { url, size: resource.filesize.filter(|size| *size > 0), checksum, modified, dated })
}

fn checksum(wire: &WireChecksum) -> Option<PublishedChecksum> {
    PublishedChecksum::new(wire.algorithm.as_deref()?, wire.value.as_deref()?)
}

/// Older answers of the API carry no offset: they are UTC.
fn instant(text: &str) -> Option<Timestamp> {
    let without_offset = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    text.parse().ok().or_else(|| without_offset().map(|zoned| zoned.timestamp()))
}

fn sought(locator: &Locator) -> String {
    match locator {
        Locator::Resource { dataset, resource } => format!("resource {resource} of dataset {dataset}"),
        Locator::Title { dataset, prefix } => format!("a resource titled {prefix}* in dataset {dataset}"),
        Locator::Path(path) => path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn titled(prefix: &str) -> Locator {
        Locator::Title { dataset: "finess-structures-1".into(), prefix: prefix.into() }
    }

    fn index() -> Vec<u8> {
        let gz = "https://static.example/f.json.gz";
        let digest = "a".repeat(40);
        serde_json::to_vec(&json!({"resources": [
            {"id": "odd", "title": 12},
            {"id": "m", "title": "finess-structures-mensuel-202610.json.gz", "url": gz},
            {"id": "old", "title": "finess-structures-journalier-20261119.json.gz", "url": gz},
            {"id": "new", "title": "Finess_structures_journalier-20261120.json.gz", "url": gz, "filesize": 50,
             "checksum": {"type": "sha1", "value": digest}, "last_modified": "2026-11-20T02:14:31.123000+00:00"},
            {"id": "bare", "title": "Personne activite", "url": "https://static.example/20261118-0200/p.txt",
             "filesize": null, "checksum": null, "last_modified": "2026-11-20T02:14:31"},
        ]}))
        .unwrap()
    }

    #[test]
    fn the_newest_daily_file_is_chosen_by_its_title() {
        let found = select(&index(), &titled("finess-structures-journalier-")).unwrap();
        assert_eq!(found.dated, Some(date(2026, 11, 20)));
        assert_eq!(found.size, Some(50));
        assert!(found.checksum.is_some() && found.modified.is_some());
    }

    #[test]
    fn a_resource_without_size_or_checksum_is_still_found() {
        let locator = Locator::Resource { dataset: "d".into(), resource: "bare".into() };
        let found = select(&index(), &locator).unwrap();
        assert_eq!((found.size, found.checksum.is_none()), (None, true));
        assert_eq!(found.dated, Some(date(2026, 11, 18)));
        assert_eq!(found.modified.unwrap().to_string(), "2026-11-20T02:14:31Z");
    }

    #[test]
    fn absence_and_rubbish_are_distinguished() {
        assert!(matches!(select(&index(), &titled("none-")), Err(NotListed::Absent(_))));
        assert!(matches!(select(b"<html>", &titled("x")), Err(NotListed::Malformed(_))));
        assert!(matches!(select(b"{}", &titled("x")), Err(NotListed::Malformed(_))));
    }
}
