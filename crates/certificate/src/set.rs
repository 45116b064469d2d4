//! Whether the certificates of a structure are all that its usages ask for: « DMP : ORG SIGN manque ».

use aiguilleur_resolver::{Product, Usage};
use serde::Serialize;

use crate::{CertificateRead, Owner};

/// A product that no certificate is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingProduct {
    /// `ORG`, `SERV` or `PRO`.
    pub offer: &'static str,
    /// Usage of its key, as a label.
    pub usage: &'static str,
    /// The name that it must bear, where one is imposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cn: Option<&'static str>,
    /// Why one that looks like it does not count: `expired`, `not_yet_valid`, `revoked`, `test`, `cn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<&'static str>,
}

/// The certificates of one structure for one usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UsageSet {
    /// The structure.
    pub id_nat_struct: String,
    /// Usage that the certificates are for.
    pub usage: Usage,
    /// Whether nothing is missing.
    pub complete: bool,
    /// The certificates that serve it, by SHA-256.
    pub served_by: Vec<String>,
    /// Products of the usage without a valid certificate.
    pub missing: Vec<MissingProduct>,
    /// One French sentence.
    pub message: String,
}

/// A usage in a word or two, as people call it on the telephone.
pub fn purpose(usage: Usage) -> &'static str {
    match usage {
        Usage::Dmp => "DMP",
        Usage::InsiManu => "INSi (INSI-MANU)",
        Usage::InsiAuto => "INSi (INSI-AUTO)",
        Usage::Psc => "Pro Santé Connect",
        Usage::MssanteBalApplicative => "MSSanté, boîte applicative",
        Usage::MssanteOperateur => "MSSanté, opérateur",
        Usage::Roc => "ROC",
        Usage::DpConsultation => "Dossier Pharmaceutique, consultation",
        Usage::DpAlimentation => "Dossier Pharmaceutique, alimentation",
        other => other.label_fr(),
    }
}

/// The sets of `certificates`, each with whether it is revoked, by structure in their order. Without `asked`, the usages
/// are those that they serve in part. Personal products (Dossier Pharmaceutique) belong to no structure: none is
/// judged.
pub fn sets(certificates: &[(&CertificateRead, bool)], asked: &[Usage]) -> Vec<UsageSet> {
    let mut structures: Vec<&str> = Vec::new();
    for (read, _) in certificates.iter().filter(|(read, _)| read.owner == Owner::Structure) {
        let id = read.id_nat_struct.as_deref().unwrap_or_default();
        if !structures.contains(&id) {
            structures.push(id);
        }
    }
    let mut found = Vec::new();
    for structure in structures {
        let own: Vec<_> = certificates
            .iter()
            .filter(|(read, _)| read.id_nat_struct.as_deref() == Some(structure))
            .collect();
        let usages = if asked.is_empty() { Usage::ALL } else { asked };
        for usage in usages.iter().filter(|usage| !usage.is_dp()) {
            let set = set(structure, *usage, &own);
            if !asked.is_empty() || touches(*usage, &own) {
                found.push(set);
            }
        }
    }
    found
}

/// Whether a certificate was made for the usage: by its name, or by being of a pair that only this usage asks for.
fn touches(usage: Usage, own: &[&(&CertificateRead, bool)]) -> bool {
    let named = |product: &Product| {
        let cn = product.cn.value;
        own.iter().any(|(read, _)| cn.is_some_and(|cn| cn == read.cn()) && is_product(read, product))
    };
    match usage {
        Usage::Dmp => own.iter().any(|(read, _)| {
            let free = usage.products().iter().any(|product| is_product(read, product));
            free && !is_insi(read.cn())
                && !Usage::Roc.products().iter().any(|roc| roc.cn.value == Some(read.cn()))
        }),
        _ => usage.products().iter().any(named),
    }
}

fn is_insi(cn: &str) -> bool {
    matches!(cn, "INSI-AUTO" | "INSI-MANU")
}

fn is_product(read: &CertificateRead, product: &Product) -> bool {
    let of = read.product.as_ref();
    of.is_some_and(|of| of.offer == product.offer && of.usage == product.usage && !of.contradiction)
}

/// Why a certificate of the right product does not serve; `None` when it does.
fn unfit(read: &CertificateRead, revoked: bool, product: &Product) -> Option<&'static str> {
    let named = match product.cn.value.filter(|_| product.cn.rule == "exact") {
        Some(cn) => read.cn() == cn,
        None => !is_insi(read.cn()),
    };
    let faults = [
        (!named, "cn"),
        (read.test, "test"),
        (revoked, "revoked"),
        (read.days_left < 0, "expired"),
        (read.not_yet_valid(), "not_yet_valid"),
    ];
    faults.into_iter().find_map(|(is, fault)| is.then_some(fault))
}

fn set(structure: &str, usage: Usage, own: &[&(&CertificateRead, bool)]) -> UsageSet {
    let mut served_by = Vec::new();
    let mut missing = Vec::new();
    for product in usage.products() {
        let like: Vec<_> = own.iter().filter(|(read, _)| is_product(read, product)).collect();
        let fit = like.iter().find(|(read, revoked)| unfit(read, *revoked, product).is_none());
        if let Some((read, _)) = fit {
            served_by.push(read.sha256.clone());
            continue;
        }
        // The one that is nearest to serve says most.
        let instead = like.iter().filter_map(|(read, revoked)| unfit(read, *revoked, product));
        let instead = instead.max_by_key(|fault| *fault != "cn");
        let cn = product.cn.value.filter(|_| product.cn.rule == "exact");
        missing.push(MissingProduct { offer: product.offer, usage: product.usage, cn, instead });
    }
    let message = message(usage, &missing);
    UsageSet {
        id_nat_struct: structure.to_owned(),
        usage,
        complete: missing.is_empty(),
        served_by,
        missing,
        message,
    }
}

fn message(usage: Usage, missing: &[MissingProduct]) -> String {
    if missing.is_empty() {
        return format!("{} : rien ne manque.", purpose(usage));
    }
    let one = |product: &MissingProduct| {
        let cn = product.cn.map(|cn| format!(" nommé {cn}")).unwrap_or_default();
        let why = match product.instead {
            Some("expired") => " (celui qui est donné est expiré)",
            Some("not_yet_valid") => " (celui qui est donné n'est pas encore valable)",
            Some("revoked") => " (celui qui est donné est révoqué)",
            Some("test") => " (celui qui est donné est de test)",
            _ => "",
        };
        format!("{} {}{cn}{why}", product.offer, product.usage)
    };
    let list = missing.iter().map(one).collect::<Vec<_>>().join(" et ");
    let verb = if missing.len() > 1 { "manquent" } else { "manque" };
    format!("{} : {list} {verb}.", purpose(usage))
}
