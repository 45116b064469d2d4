//! How the kit says things in French, where the resolver has no words for them.

use aiguilleur_resolver::Usage;

/// The usages in a sentence.
pub(crate) fn usages(usages: &[Usage]) -> String {
    let labels: Vec<&str> = usages.iter().map(|usage| usage.label_fr()).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} et {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}
