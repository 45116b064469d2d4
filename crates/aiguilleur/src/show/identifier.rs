//! What an identifier is.

use std::fmt::Write;

use aiguilleur_directory::IdentifierView;

fn kind_name(kind: &str) -> &str {
    match kind {
        "rpps" => "RPPS",
        "adeli" => "ADELI",
        "rpps_rang" => "RPPS-rang",
        "adeli_rang" => "ADELI-rang",
        "finess_geographique" => "FINESS géographique",
        "finess_juridique" => "FINESS juridique",
        "finess" => "FINESS (de niveau inconnu)",
        "siren" => "SIREN",
        "undetermined" => "numéro de genre indéterminé",
        "siret" => "SIRET",
        other => other,
    }
}

/// The answer, for people.
pub(crate) fn text(view: &IdentifierView) -> String {
    let mut text = String::new();
    let named = match (view.kind, &view.canonical) {
        (Some(kind), Some(canonical)) => {
            let key = match (view.checksum, view.expected_key) {
                ("valid", _) => "clé juste".to_owned(),
                ("invalid", Some(expected)) => format!("clé fausse, {expected} attendu"),
                ("invalid", None) => "clé fausse".to_owned(),
                _ => "sans clé connue".to_owned(),
            };
            format!("{} {canonical} ({key})", kind_name(kind))
        }
        _ => "aucun identifiant reconnu".to_owned(),
    };
    let _infallible = writeln!(text, "{} : {named}", view.input.trim());
    for repair in &view.repairs {
        let _infallible = writeln!(text, "  réparation : {}", repair.message);
    }
    if !view.possible_kinds.is_empty() {
        let kinds: Vec<&str> = view.possible_kinds.iter().map(|kind| short_name(kind)).collect();
        let kinds = kinds.join(" ou ");
        let _infallible = writeln!(text, "  genre : {kinds} ; aucune source importée ne connaît ce numéro");
    }
    for found in &view.suggestions {
        let _infallible = writeln!(
            text,
            "  avec une faute de frappe : {} [{}], {}",
            found.name,
            found.id,
            state(found.state)
        );
    }
    for found in &view.matches {
        let _infallible =
            writeln!(text, "  annuaire : {} [{}], {}", found.name, found.id, state(found.state));
    }
    let orderable = &view.orderable;
    let verdict = orderable.verdict.label_fr();
    let _infallible = writeln!(text, "  commander dessus : {verdict}. {}", orderable.message);
    let _infallible =
        writeln!(text, "  règle {} ({})", orderable.rule.rule().id, orderable.rule.confidence().label_fr());
    text
}

fn short_name(kind: &str) -> &str {
    if kind == "finess" { "FINESS" } else { kind_name(kind) }
}

fn state(code: &str) -> &str {
    match code {
        "active" => "en activité",
        "ended" => "plus aucune activité connue",
        "open" => "ouverte",
        "closed" => "fermée",
        "no_situation" => "sans situation connue",
        _ => "état non précisé",
    }
}
