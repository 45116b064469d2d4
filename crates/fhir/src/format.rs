//! The form of an answer: JSON alone. `_format` outweighs the header `Accept`.

use crate::Refusal;

/// Why nothing can be answered in the form that is asked for: by `_format` among the pairs of a query, else by what the
/// caller accepts.
pub fn unacceptable(pairs: &[u8], accepted: Option<&str>) -> Option<Refusal> {
    let asked = form_urlencoded::parse(pairs).filter(|(name, value)| name == "_format" && !value.is_empty());
    let details = match (asked.last(), accepted) {
        (Some((_, format)), _) if is_json(&format) => return None,
        (Some((_, format)), _) => {
            let shown: String = format.chars().take(60).collect();
            format!("Le format « {shown} » n'est pas servi : seulement JSON.")
        }
        (None, Some(accepted)) if !accepted.split(',').any(admits_json) => {
            "Seul application/fhir+json est servi.".to_owned()
        }
        (None, _) => return None,
    };
    Some(Refusal { status: 406, code: "not-supported", details })
}

/// A plus sign in an address that nobody encoded is a space.
fn is_json(format: &str) -> bool {
    let essence = format.split(';').next().unwrap_or_default().trim().replace(' ', "+");
    matches!(essence.as_str(), "json" | "application/json" | "application/fhir+json" | "text/json")
}

fn admits_json(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let never = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32)));
    !never && (essence.contains("json") || matches!(essence, "*/*" | "application/*"))
}

#[cfg(test)]
mod tests {
    use super::unacceptable;

    #[test]
    fn json_is_answered_and_format_outweighs_accept() {
        for (pairs, accepted, answered) in [
            ("", None, true),
            ("", Some("*/*"), true),
            ("", Some("application/fhir+json;fhirVersion=4.0"), true),
            ("", Some("application/fhir+xml, application/json;q=0.1"), true),
            ("", Some("application/json;q=0"), false),
            ("", Some("text/html"), false),
            ("_format=json", Some("application/fhir+xml"), true),
            ("_format=application/fhir+json", None, true),
            ("_format=", Some("application/json"), true),
            ("_format=xml", Some("application/json"), false),
            ("_format=json&_format=ttl", None, false),
        ] {
            assert_eq!(unacceptable(pairs.as_bytes(), accepted).is_none(), answered, "{pairs} {accepted:?}");
        }
    }
}
