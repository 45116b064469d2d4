//! What a certificate is for and how it is named, in words.

use aiguilleur_resolver::{Cn, Usage};

/// What a product serves: a usage, or one of the services inside a usage.
pub(crate) fn purpose(code: &'static str) -> &'static str {
    match code {
        "insi" => "téléservice INSi",
        "roc_annuaire_amc" => "ROC, annuaire des complémentaires",
        "roc_web_services_amc" => "ROC, services des complémentaires",
        _ => code.parse::<Usage>().map_or(code, Usage::label_fr),
    }
}

/// The usages in a sentence.
pub(crate) fn usages(usages: &[Usage]) -> String {
    let labels: Vec<&str> = usages.iter().map(|usage| usage.label_fr()).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} ; {last}", rest.join(" ; ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// How the CN (« Service applicatif ») is filled.
pub(crate) fn cn(cn: Cn) -> String {
    match (cn.rule, cn.value) {
        ("exact", Some(value)) => format!("exactement {value}"),
        ("recommended", Some(value)) => format!("{value} (recommandé)"),
        ("fqdn", _) => "le nom de domaine du serveur".to_owned(),
        ("mail_domain", _) => "le nom de domaine de messagerie".to_owned(),
        ("none", _) => "aucun : laisser vide".to_owned(),
        _ => "libre : une application ou une structure".to_owned(),
    }
}
