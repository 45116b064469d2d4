//! Certificates, inspected, as text.

use aiguilleur_certificate::Owner;
use aiguilleur_reconcile::{Inspected, Inspection};

use crate::console::plain;

/// The inspection; `origins` says where each certificate comes from.
pub(crate) fn text(inspection: &Inspection, origins: &[String]) -> String {
    let mut text = String::new();
    for (one, origin) in inspection.certificates.iter().zip(origins) {
        text.push_str(&certificate(one, origin));
        text.push('\n');
    }
    for set in &inspection.sets {
        text.push_str(&format!("Structure {} — {}\n", plain(&set.id_nat_struct), set.message));
    }
    text
}

fn certificate(one: &Inspected, origin: &str) -> String {
    let read = &one.certificate;
    let mut text = format!("{} : {}\n", plain(origin), plain(&one.product_fr()));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {name:<12} {value}\n"));
        }
    };
    line("à qui", &plain(&one.owner_fr()));
    if read.owner != Owner::Authority {
        line("nom (CN)", &plain(read.cn()));
    }
    line("domaines", &plain(&read.dns_names.join(", ")));
    line("validité", &format!("du {} au {} ({})", read.not_before, read.not_after, one.left_fr()));
    line("émetteur", &plain(&read.issuer));
    line("chaîne", &plain(&one.chain.message));
    line("révocation", &plain(&one.revocation.message));
    if let Some(action) = &one.action {
        line("à faire", &format!("{} (règle {})", action.message, action.rule));
    }
    for finding in &one.findings {
        text.push_str(&format!(
            "  {} : {} [{}]\n",
            finding.severity.label_fr(),
            plain(&finding.message),
            finding.code.code()
        ));
    }
    text
}
