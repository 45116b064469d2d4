//! What to order for each usage, and the name that each certificate bears.

use serde::Serialize;

use crate::case::NamedOffer;
use crate::codes::Usage;
use crate::rule;
use crate::rule::Rule;

impl Usage {
    /// The products, as data.
    pub const fn products(self) -> &'static [Product] {
        match self {
            Self::Dmp => {
                const { &[product("ORG", "AUTH_CLI", "dmp", FREE), product("ORG", "SIGN", "dmp", FREE)] }
            }
            Self::InsiManu => const { &[product("ORG", "AUTH_CLI", "insi", exact("INSI-MANU"))] },
            Self::InsiAuto => const { &[product("ORG", "AUTH_CLI", "insi", exact("INSI-AUTO"))] },
            Self::Psc => const { &[product("ORG", "AUTH_CLI", "psc", FREE)] },
            Self::MssanteBalApplicative => {
                const { &[product("ORG", "AUTH_CLI", "mssante_bal_applicative", FREE)] }
            }
            Self::MssanteOperateur => const { &[product("SERV", "SSL", "mssante_operateur", FQDN)] },
            Self::Roc => {
                const {
                    &[
                        product(
                            "ORG",
                            "AUTH_CLI",
                            "roc_annuaire_amc",
                            recommended("Client_ROC_Annuaire_AMC"),
                        ),
                        product(
                            "ORG",
                            "SIGN",
                            "roc_web_services_amc",
                            recommended("Client_ROC_WebServices_AMC"),
                        ),
                    ]
                }
            }
            Self::DpConsultation => const { &[product("PRO", "AUTH", "dp_consultation", NO_CN)] },
            Self::DpAlimentation => const { &[product("PRO", "SIGN", "dp_alimentation", NO_CN)] },
            Self::Ror => const { &[product("ORG", "AUTH_CLI", "ror", FREE)] },
            Self::AnnuaireSante => const { &[product("ORG", "AUTH_CLI", "annuaire_sante", FREE)] },
            Self::Diapason => const { &[product("SERV", "SSL", "diapason", FQDN)] },
            Self::Psig => const { &[product("SERV", "SSL", "psig", FQDN)] },
            Self::MessagerieSmime => const { &[product("SERV", "S/MIME", "messagerie_smime", MAIL_DOMAIN)] },
        }
    }

    /// The rule that the products rest on.
    pub const fn rule(self) -> &'static Rule {
        match self {
            Self::Dmp => &rule::product::DMP,
            Self::InsiManu => &rule::product::INSI_MANU,
            Self::InsiAuto => &rule::product::INSI_AUTO,
            Self::Psc => &rule::product::PSC,
            Self::MssanteBalApplicative => &rule::product::MSS_BAL,
            Self::MssanteOperateur => &rule::product::MSS_OPERATEUR,
            Self::Roc => &rule::product::ROC,
            Self::DpConsultation => &rule::product::DP_CONSULTATION,
            Self::DpAlimentation => &rule::product::DP_ALIMENTATION,
            Self::Ror | Self::AnnuaireSante => &rule::product::ORG_NOMMES,
            Self::Diapason | Self::Psig => &rule::product::SERVEUR,
            Self::MessagerieSmime => &rule::product::SMIME,
        }
    }
}

/// How the CN (« Service applicatif ») of a certificate is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cn {
    /// `free`, `exact`, `recommended`, `fqdn`, `mail_domain` or `none`.
    pub rule: &'static str,
    /// The value, where there is one.
    pub value: Option<&'static str>,
}

impl Cn {
    /// How the CN (« Service applicatif ») is filled.
    pub fn text_fr(self) -> String {
        match (self.rule, self.value) {
            ("exact", Some(value)) => format!("exactement {value}"),
            ("recommended", Some(value)) => format!("{value} (recommandé)"),
            ("fqdn", _) => "le nom de domaine du serveur".to_owned(),
            ("mail_domain", _) => "le nom de domaine de messagerie".to_owned(),
            ("none", _) => "aucun : laisser vide".to_owned(),
            _ => "libre : une application ou une structure".to_owned(),
        }
    }
}

/// What a product serves: a usage, or one of the services inside a usage.
pub fn purpose_fr(code: &'static str) -> &'static str {
    match code {
        "insi" => "téléservice INSi",
        "roc_annuaire_amc" => "ROC, annuaire des complémentaires",
        "roc_web_services_amc" => "ROC, services des complémentaires",
        _ => code.parse::<Usage>().map_or(code, Usage::label_fr),
    }
}

const FREE: Cn = Cn { rule: "free", value: None };

const FQDN: Cn = Cn { rule: "fqdn", value: None };

const MAIL_DOMAIN: Cn = Cn { rule: "mail_domain", value: None };

const NO_CN: Cn = Cn { rule: "none", value: None };

const fn exact(value: &'static str) -> Cn {
    Cn { rule: "exact", value: Some(value) }
}

const fn recommended(value: &'static str) -> Cn {
    Cn { rule: "recommended", value: Some(value) }
}

const fn product(offer: &'static str, usage: &'static str, purpose: &'static str, cn: Cn) -> Product {
    let shared = matches!(cn.rule.as_bytes(), b"free");
    Product { offer, usage, purpose, cn, mutualisable: shared, set: 0 }
}

/// One certificate to order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Offer: `ORG`, `SERV` or `PRO`.
    pub offer: &'static str,
    /// Usage of the certificate: `AUTH_CLI`, `SIGN`, `SSL`, `AUTH`.
    pub usage: &'static str,
    /// The service it is for.
    #[serde(rename = "for")]
    pub purpose: &'static str,
    /// Its name.
    pub cn: Cn,
    /// Whether the same certificate may serve other usages on the same instance.
    pub mutualisable: bool,
    /// Which certificate it is: products that may be one and the same name the same one, from 1.
    pub set: u32,
}

/// Numbers the distinct certificates that `products` amount to, and says how many they are: products of the same
/// offer and usage whose name is free are one.
pub(crate) fn number_sets(products: &mut [Product]) -> u32 {
    let mut distinct = 0;
    for at in 0..products.len() {
        let (known, rest) = products.split_at_mut(at);
        let own = &mut rest[0];
        let same =
            |p: &&Product| p.mutualisable && own.mutualisable && (p.offer, p.usage) == (own.offer, own.usage);
        own.set = known.iter().find(same).map_or_else(
            || {
                distinct += 1;
                distinct
            },
            |p| p.set,
        );
    }
    distinct
}

impl Product {
    /// Whether the offer asked for (`ORG`, `SERV SSL`) covers this product.
    pub fn is_asked_by(&self, request: NamedOffer) -> bool {
        request.offer.code() == self.offer && request.usage.is_none_or(|usage| usage.code() == self.usage)
    }
}

/// Whether a « service applicatif » is acceptable for these products.
pub(crate) fn service_applicatif_accepted(products: &[Product], typed: &str) -> bool {
    let mut exact = products.iter().filter(|p| p.cn.rule == "exact").peekable();
    exact.peek().is_none() || exact.any(|p| p.cn.value == Some(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_strict_for_insi_only() {
        let manu = Usage::InsiManu.products();
        assert!(service_applicatif_accepted(manu, "INSI-MANU"));
        for wrong in ["insi-manu", "INSI-MANU ", " INSI-MANU", "INSI_MANU", "INSI-AUTO", ""] {
            assert!(!service_applicatif_accepted(manu, wrong), "{wrong:?}");
        }
        assert!(service_applicatif_accepted(Usage::Dmp.products(), "PROXY DMP"));
        assert!(service_applicatif_accepted(Usage::Roc.products(), "MON CLIENT ROC"));
    }

    #[test]
    fn offers_are_compared_by_word() {
        let dmp = &Usage::Dmp.products()[1];
        for (request, accepted) in
            [("ORG", true), ("ORG SIGN", true), ("ORG AUTH_CLI", false), ("SERV SSL", false)]
        {
            let named: NamedOffer = serde_json::from_value(request.into()).unwrap();
            assert_eq!(dmp.is_asked_by(named), accepted, "{request}");
        }
        for unknown in ["", "ORGANISATION", "ORG AUTH_CLI SIGN", "org"] {
            assert!(serde_json::from_value::<NamedOffer>(unknown.into()).is_err(), "{unknown}");
        }
    }

    #[test]
    fn products_of_one_kind_with_a_free_name_are_one_certificate() {
        for (usages, sets) in [
            (&[Usage::Dmp, Usage::MssanteBalApplicative][..], &[1, 2, 1][..]),
            (&[Usage::Dmp, Usage::InsiManu, Usage::InsiAuto], &[1, 2, 3, 4]),
            (&[Usage::Roc, Usage::Psc, Usage::Ror], &[1, 2, 3, 3]),
            (&[Usage::Diapason, Usage::Psig], &[1, 2]),
        ] {
            let mut products: Vec<Product> = usages.iter().flat_map(|u| u.products()).copied().collect();
            let distinct = number_sets(&mut products);
            assert_eq!(products.iter().map(|p| p.set).collect::<Vec<_>>(), sets);
            assert_eq!(sets.iter().max(), Some(&distinct));
        }
    }
}
