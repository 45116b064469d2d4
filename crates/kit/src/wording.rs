//! How the kit says things in French, where the resolver has no words for them.

use aiguilleur_domain::Date;
use aiguilleur_resolver::{Cn, Usage};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 20 novembre 2026 », « 1er mai 2026 ».
pub(crate) fn long(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{day} {month} {}", date.year())
}

/// What a product serves: a usage, or one of the services inside a usage.
pub(crate) fn purpose(code: &'static str) -> &'static str {
    match code {
        "insi" => "téléservice INSi",
        "roc_annuaire_amc" => "ROC, annuaire des complémentaires",
        "roc_web_services_amc" => "ROC, services des complémentaires",
        _ => code.parse::<Usage>().map_or(code, Usage::label_fr),
    }
}

/// How the CN (« service applicatif ») is filled.
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

/// The usages in a sentence.
pub(crate) fn usages(usages: &[Usage]) -> String {
    let labels: Vec<&str> = usages.iter().map(|usage| usage.label_fr()).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} et {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// `count` and its noun, which takes an s from two on.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{plural}")
}
