//! What was published to a depot.

use std::fmt::Write;

use aiguilleur_depot::Published;

/// The account, for people.
pub(crate) fn text(published: &Published) -> String {
    let Published { generation, depot, sequence, files, sent, .. } = published;
    let mut text = if published.unchanged {
        format!("{generation} est déjà publiée dans {depot}, rien à envoyer\n")
    } else {
        let megabytes = published.sent_bytes.div_ceil(1_000_000);
        format!(
            "{generation} publiée dans {depot} : {sent} fichier(s) envoyé(s) sur {files}, {megabytes} Mo\n"
        )
    };
    let signed = if published.signed { "signé" } else { "non signé" };
    let _infallible = writeln!(text, "pointeur {sequence}, {signed}");
    if !published.removed_generations.is_empty() || published.removed_objects > 0 {
        let (generations, objects) = (published.removed_generations.len(), published.removed_objects);
        let _infallible =
            writeln!(text, "{generations} ancienne(s) génération(s) retirée(s), {objects} objet(s)");
    }
    if let Some(why) = &published.not_removed {
        let _infallible = writeln!(text, "les anciennes générations restent dans le dépôt : {why}");
    }
    text
}
