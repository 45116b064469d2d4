//! The rules of section 1.1, by usage: which products each calls for.

use crate::citation::{
    P10_TEST, P12_OFFRES, S000_L102, S000_L110, S000_L275, S000_L280, S000_L283, S000_L283_B, S001_L95,
    S001_L97, S001_L98, S001_L351, S001_L353, S001_L354, S002_L19_20, S002_L20, S002_L50, S002_L704,
    S002_L719, S002_L986, S002_L988, S002_L1001, S003_L49, S003_L52, S003_L53, S003_L54, S003_L55,
    S003_L55_B, S003_L71, S004_L24_25, S004_L27_28, S004_L240, S004_L255_256, S004_L269_270,
};
use crate::rule::ambiguity::Ambiguity;
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

/// Only « fournisseurs de service » need a certificate for Pro Santé Connect; only operators, one for SSL.
pub(crate) static USAGE_NON_REQUIS: Rule = Rule::completing(
    "EX_USAGE",
    Family::Products,
    "Pro Santé Connect sans être fournisseur de service, ou SSL sans être opérateur MSSanté",
    "Certificat non obligatoire pour cet usage",
    &[crate::citation::S003_L54, crate::citation::S003_L55],
);
