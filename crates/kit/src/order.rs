//! What one decision orders: the number on each screen, and each distinct certificate with its name and request.

use aiguilleur_certificate::{RequestRecipe, recipe_as};
use aiguilleur_directory::DecisionView;
use aiguilleur_resolver::{Cn, Identifier, Orderer, Product, purpose_fr};
use serde::Serialize;

use crate::editeur::Editeur;

/// Longest name that a certificate is proposed to bear.
const LONGEST: usize = 64;

/// A decision that orders.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    /// The decision's sentence.
    pub summary: String,
    /// The structure's name.
    pub structure: String,
    /// Its town.
    pub city: String,
    /// Who orders.
    pub orderer: Option<Orderer>,
    /// The number: `value` on the form, `id_nat_struct` on the platform and in the certificate.
    pub identifier: Option<Identifier>,
    /// Identifier of the deciding rule (`R-RAD-CAB`).
    pub rule: &'static str,
    /// The certificates, each once.
    pub certificates: Vec<OrderedCertificate>,
}

/// A certificate to order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderedCertificate {
    /// `ORG`, `SERV`, `PRO`.
    pub offer: &'static str,
    /// `AUTH_CLI`, `SIGN`, `SSL`…
    pub usage: &'static str,
    /// What it serves, in French.
    pub serves: Vec<&'static str>,
    /// How its name is chosen.
    pub cn: Cn,
    /// The same in words.
    pub cn_text: String,
    /// Where the name is free: one that may serve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cn_proposed: Option<String>,
    /// How to make the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestRecipe>,
}

impl Order {
    /// What `view` orders; `None` where it orders nothing.
    pub(crate) fn of(view: &DecisionView, editeur: &Editeur) -> Option<Self> {
        let decision = &view.decision;
        if !decision.outcome().is_order() {
            return None;
        }
        let structure = view.structure.as_ref();
        let name = structure.map(|it| it.name.clone()).unwrap_or_default();
        Some(Self {
            summary: decision.summary().to_owned(),
            city: structure.map(|it| it.address.city.clone()).unwrap_or_default(),
            orderer: decision.orderer(),
            identifier: decision.identifier().cloned(),
            rule: decision.rule().rule.id,
            certificates: certificates(decision.products(), &free_name(editeur, &name)),
            structure: name,
        })
    }

    /// The number that the form bears.
    pub fn value(&self) -> Option<&str> {
        self.identifier.as_ref()?.value.as_deref()
    }
}

/// « une application ou une structure »: the solution where it is configured.
fn free_name(editeur: &Editeur, structure: &str) -> String {
    let name = if editeur.solution.is_empty() { structure } else { &editeur.solution };
    name.chars().take(LONGEST).collect::<String>().trim().to_owned()
}

fn certificates(products: &[Product], free: &str) -> Vec<OrderedCertificate> {
    let mut found: Vec<(u32, OrderedCertificate)> = Vec::new();
    for product in products {
        let serves = purpose_fr(product.purpose);
        if let Some((_, known)) = found.iter_mut().find(|(set, _)| *set == product.set) {
            if !known.serves.contains(&serves) {
                known.serves.push(serves);
            }
            continue;
        }
        let proposed = (product.cn.rule == "free" && !free.is_empty()).then(|| free.to_owned());
        let name = product.cn.value.map(str::to_owned).or_else(|| proposed.clone());
        let stem = format!("{}-{}-{}", product.set, product.offer, product.usage);
        found.push((
            product.set,
            OrderedCertificate {
                offer: product.offer,
                usage: product.usage,
                serves: vec![serves],
                cn: product.cn,
                cn_text: product.cn.text_fr(),
                cn_proposed: proposed,
                request: name.map(|name| recipe_as(&name, &stem)),
            },
        ));
    }
    found.into_iter().map(|(_, certificate)| certificate).collect()
}
