//! Search results.

use std::fmt::Write;

use aiguilleur_directory::{SearchPage, view::Status};

use super::reason;

/// The results, for people.
pub(crate) fn text(page: &SearchPage) -> String {
    if page.hits.is_empty() {
        return "aucun résultat ; essayer le nom seul, ou le début du nom et la ville\n".to_owned();
    }
    let mut text = String::new();
    for hit in &page.hits {
        let what = hit.profession.as_ref().map(ToString::to_string).unwrap_or_default();
        let skills = hit.savoir_faire.iter().map(|skill| skill.text().into_owned());
        let quality: Vec<String> =
            std::iter::once(what).chain(skills).filter(|part| !part.is_empty()).collect();
        let former: Vec<&str> = hit.former_names.iter().map(|former| former.name.as_str()).collect();
        let former =
            if former.is_empty() { String::new() } else { format!("autrefois {}", former.join(", ")) };
        let parts = [hit.name.clone(), former, quality.join(", "), hit.cities.join(", ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let over = if hit.status == Status::Active { "" } else { "  [terminé]" };
        let id = hit.rpps.as_deref().unwrap_or(&hit.id);
        let _infallible = writeln!(text, "{id:<15} {}{over}", parts.join(" — "));
        if !hit.reasons.is_empty() {
            text.push_str(&reason::text(hit));
        }
    }
    if page.homonyms > 1 {
        let _infallible = writeln!(text, "attention : {} personnes portent ce nom", page.homonyms);
    }
    let shown = page.hits.len();
    let (results, are_shown) =
        if shown == 1 { ("résultat", "affiché") } else { ("résultats", "affichés") };
    let more = if page.total_is_exact { "" } else { "au moins " };
    let _infallible = writeln!(text, "{shown} {results} {are_shown} sur {more}{}", page.total);
    text
}
