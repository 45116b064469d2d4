//! In which form a caller wants the changes.

use axum::http::{HeaderMap, header};

use crate::problem::{Kind, Problem};

/// A form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Json,
    Csv,
    Atom,
}

impl Layout {
    /// The form that `Accept` wants most, JSON where it does not say.
    pub(super) fn accepted(headers: &HeaderMap) -> Result<Self, Problem> {
        let given = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let given = given.collect::<Vec<_>>().join(",");
        if given.trim().is_empty() {
            return Ok(Self::Json);
        }
        let mut wanted: Vec<(i32, Self)> = given.split(',').filter_map(Self::one).collect();
        // Stable: of two that are wanted alike, the first named.
        wanted.sort_by_key(|(weight, _)| -weight);
        let refuse = "Formats de cette ressource : application/json, text/csv, application/atom+xml.";
        wanted.first().map(|(_, layout)| *layout).ok_or_else(|| Problem::new(Kind::NOT_ACCEPTABLE, refuse))
    }

    /// One media range and its weight in thousandths; none when nothing of ours is in it, or it is refused.
    fn one(range: &str) -> Option<(i32, Self)> {
        let mut parts = range.split(';').map(str::trim);
        let layout = match parts.next()?.to_ascii_lowercase().as_str() {
            "application/json" | "application/*" | "*/*" => Self::Json,
            "text/csv" | "text/*" => Self::Csv,
            "application/atom+xml" => Self::Atom,
            _ => return None,
        };
        let weight =
            parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
        #[expect(clippy::cast_possible_truncation, reason = "a weight is between 0 and 1")]
        let thousandths = (weight * 1000.0) as i32;
        (thousandths > 0).then_some((thousandths, layout))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_wanted_most_is_answered() {
        for (accept, expected) in [
            ("", Some(Layout::Json)),
            ("*/*", Some(Layout::Json)),
            ("text/csv", Some(Layout::Csv)),
            ("text/csv;q=0.5, application/atom+xml", Some(Layout::Atom)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(Layout::Json)),
            ("text/csv;q=0, application/json;q=0.1", Some(Layout::Json)),
            ("text/csv;q=0", None),
            ("image/png", None),
        ] {
            let headers: HeaderMap = [(header::ACCEPT, accept.parse().unwrap())].into_iter().collect();
            assert_eq!(Layout::accepted(&headers).ok(), expected, "{accept}");
        }
    }
}
