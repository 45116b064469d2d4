//! What to order for each usage, and the name that each certificate bears.

use serde::Serialize;

use crate::case::NamedOffer;
use crate::codes::codes;
use crate::rule::Rule;

codes! {
    /// What a certificate is for.
    pub enum Usage {
        Dmp = "dmp", "alimentation du DMP";
        InsiManu = "insi_manu", "téléservice INSi, appels d'utilisateurs connectés";
        InsiAuto = "insi_auto", "téléservice INSi, appels automatiques";
        Psc = "psc", "Pro Santé Connect";
        MssanteBalApplicative = "mssante_bal_applicative", "MSSanté, boîte aux lettres applicative";
        MssanteOperateur = "mssante_operateur", "MSSanté, opérateur";
        Roc = "roc", "ROC, complémentaires santé";
        DpConsultation = "dp_consultation", "Dossier Pharmaceutique, consultation";
        DpAlimentation = "dp_alimentation", "Dossier Pharmaceutique, alimentation";
        Ror = "ror", "Répertoire opérationnel des ressources (ROR)";
        AnnuaireSante = "annuaire_sante", "Annuaire Santé";
        Diapason = "diapason", "Diapason";
        Psig = "psig", "PSIG";
        MessagerieSmime = "messagerie_smime", "messagerie S/MIME (HPRIM NET)";
    }
}

impl Usage {
    /// Whether this is one of the two INSi usages, whose certificates are never shared.
    pub const fn is_insi(self) -> bool {
        matches!(self, Self::InsiManu | Self::InsiAuto)
    }

    /// Whether a professional's own card opens it. A mailbox of an application, an operator's server, calls
    /// without a user: nobody is there to put a card in.
    pub const fn is_served_by_card(self) -> bool {
        !matches!(
            self,
            Self::MssanteOperateur
                | Self::MssanteBalApplicative
                | Self::InsiAuto
                | Self::Diapason
                | Self::Psig
                | Self::MessagerieSmime
        )
    }

    /// Whether this is a usage of the Dossier Pharmaceutique, whose certificates are personal.
    pub const fn is_dp(self) -> bool {
        matches!(self, Self::DpConsultation | Self::DpAlimentation)
    }

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
            Self::Dmp => &rules::DMP,
            Self::InsiManu => &rules::INSI_MANU,
            Self::InsiAuto => &rules::INSI_AUTO,
            Self::Psc => &rules::PSC,
            Self::MssanteBalApplicative => &rules::MSS_BAL,
            Self::MssanteOperateur => &rules::MSS_OPERATEUR,
            Self::Roc => &rules::ROC,
            Self::DpConsultation => &rules::DP_CONSULTATION,
            Self::DpAlimentation => &rules::DP_ALIMENTATION,
            Self::Ror | Self::AnnuaireSante => &rules::ORG_NOMMES,
            Self::Diapason | Self::Psig => &rules::SERVEUR,
            Self::MessagerieSmime => &rules::SMIME,
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

/// The rules of section 1.1, by usage.
pub(crate) mod rules {
    use crate::ambiguity::Ambiguity;
    use crate::citation::{
        P10_TEST, P12_OFFRES, S000_L102, S000_L110, S000_L275, S000_L280, S000_L283, S000_L283_B, S001_L95,
        S001_L97, S001_L98, S001_L351, S001_L353, S001_L354, S002_L19_20, S002_L20, S002_L50, S002_L704,
        S002_L719, S002_L986, S002_L988, S002_L1001, S003_L49, S003_L52, S003_L53, S003_L54, S003_L55,
        S003_L55_B, S003_L71, S004_L24_25, S004_L27_28, S004_L240, S004_L255_256, S004_L269_270,
    };
    use crate::rule::{Family, Rule};

    macro_rules! product_rules {
        ($($name:ident = $id:literal $condition:literal => $decision:literal [$($citation:expr),*] $($ambiguity:ident)*;)*) => {
            $(#[doc = $condition]
            pub(crate) static $name: Rule = Rule {
                products: $decision,
                ambiguities: &[$(Ambiguity::$ambiguity),*],
                ..Rule::completing($id, Family::Products, $condition, $decision, &[$($citation),*])
            };)*

            /// The rules of this family.
            pub(crate) static ALL: &[&Rule] = &[$(&$name),*];
        };
    }

    product_rules! {
        DMP = "P-DMP" "Usage : alimentation du DMP" => "ORG AUTH_CLI et ORG SIGN, nom libre, mutualisables"
            [S003_L52, S000_L110, S000_L280, S003_L49, S002_L704];
        INSI_AUTO = "P-INSI-AUTO" "Usage : INSi, appels automatiques" => "ORG AUTH_CLI nommé exactement INSI-AUTO, non mutualisable"
            [S000_L283, S003_L71, S000_L102, S003_L53];
        INSI_MANU = "P-INSI-MANU" "Usage : INSi, appels d'utilisateurs connectés" => "ORG AUTH_CLI nommé exactement INSI-MANU, non mutualisable"
            [S000_L283_B, S002_L719, S000_L102, S000_L275];
        PSC = "P-PSC" "Usage : Pro Santé Connect" => "ORG AUTH_CLI, nom libre, pour les seuls fournisseurs de service raccordés"
            [S003_L54];
        MSS_BAL = "P-MSS-BAL" "Usage : MSSanté, boîte applicative" => "ORG AUTH_CLI, nom libre, mutualisable" [S003_L55_B];
        MSS_OPERATEUR = "P-MSS-OP" "Usage : MSSanté, opérateur" => "SERV SSL, au nom de domaine" [S003_L55];
        ROC = "P-ROC" "Usage : ROC" => "ORG AUTH_CLI et ORG SIGN, noms recommandés, certificats dédiés"
            [S001_L95, S001_L97, S001_L98, S001_L351, S001_L353, S001_L354] A10;
        DP_CONSULTATION = "P-DP-C" "Usage : Dossier Pharmaceutique, consultation" => "PRO AUTH par utilisateur, UPN vide"
            [S004_L24_25, S004_L240, S004_L269_270] A11;
        DP_ALIMENTATION = "P-DP-A" "Usage : Dossier Pharmaceutique, alimentation" => "PRO SIGN par pharmacien, adresse vide"
            [S004_L27_28, S004_L255_256, S004_L269_270] A11;
        ORG_NOMMES = "P-ORG-NOMMES" "Usage : ROR, Annuaire Santé" => "ORG AUTH_CLI, nom libre, mutualisable"
            [S002_L986, S002_L50, P12_OFFRES];
        SERVEUR = "P-SERV-SSL" "Usage : Diapason, PSIG" => "SERV SSL, au nom de domaine ou de serveur" [S002_L988, P12_OFFRES];
        SMIME = "P-SERV-SMIME" "Usage : messagerie HPRIM NET" => "SERV S/MIME, au nom de domaine de messagerie"
            [S002_L1001, P12_OFFRES];
        TEST = "P-TEST" "Certificat de test" => "Formulaire 414 ; il ne compte jamais comme le certificat de production"
            [P10_TEST];
        OTHER = "P-OTHER" "Plusieurs usages sur une même instance" => "Un certificat ORG se partage entre services, sauf INSi"
            [S002_L50, S002_L19_20, S002_L20];
    }
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
