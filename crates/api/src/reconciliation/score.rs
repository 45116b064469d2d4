//! How well a hit answers a query, from 0 to 100, and whether it is certain.

use aiguilleur_directory::SearchHit;
use aiguilleur_domain::name::fold;

use super::entity::Kind;

/// Words before a name that are no part of it.
const TITLES: [&str; 10] =
    ["dr", "docteur", "pr", "prof", "professeur", "m", "mr", "mme", "monsieur", "madame"];

/// The words of a query that may name somebody.
pub(super) fn words(query: &str) -> Vec<String> {
    let folded = fold(query);
    folded.split(' ').filter(|word| !word.is_empty() && !TITLES.contains(word)).map(str::to_owned).collect()
}

/// What the manner in which a word was found is worth, of 100.
fn worth(code: &str) -> u32 {
    let whole = match code.rsplit_once(':').map(|(_, how)| how) {
        Some("exact") => 100,
        Some("joined") => 98,
        Some("variant") => 85,
        Some("prefix") => 70,
        Some("initial") => 60,
        Some("typo") => 65,
        _ => 0,
    };
    // The name of the place where somebody works is not theirs.
    if code.starts_with("workplace:") { whole / 2 } else { whole }
}

/// The mean worth of the query's words; those that found nothing count.
pub(super) fn score(words: &[String], hit: &SearchHit) -> u32 {
    let found: u32 =
        hit.reasons.iter().filter(|reason| !reason.words.is_empty()).map(|r| worth(r.code)).sum();
    let count = u32::try_from(words.len()).unwrap_or(u32::MAX).max(1);
    (found / count).min(100)
}

/// Whether the hit's whole name stands in the query, and every word of the query was found as it is.
pub(super) fn is_complete(words: &[String], hit: &SearchHit) -> bool {
    let named = fold(&hit.name);
    let whole = !named.is_empty() && named.split(' ').all(|word| words.iter().any(|asked| asked == word));
    let exact = |code: &str| code.ends_with(":exact") && !code.starts_with("workplace:");
    let found = hit.reasons.iter().filter(|reason| !reason.words.is_empty());
    let (mut count, mut all_exact) = (0, true);
    for reason in found {
        count += 1;
        all_exact &= exact(reason.code);
    }
    // A family name alone names a family.
    let enough = Kind::of_hit(hit) == Kind::Structure || named.contains(' ');
    whole && enough && all_exact && count >= words.len()
}
