//! Where the documents disagree or are silent: both passages, and what this product does about it.

use std::sync::LazyLock;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::citation::{
    Citation, O1_EJ, O3_SIXTY_DAYS, O15_RANG, P3_OFFICINE, P13_EG, S000_L120, S000_L190, S000_L297,
    S000_L334, S001_L351, S001_L436, S001_L442, S001_L443, S002_L13_15, S002_L50, S002_L117, S002_L126,
    S002_L128_130, S002_L130_136, S002_L138_144, S002_L167_168, S002_L168_171, S002_L183_185, S002_L205_207,
    S002_L219, S002_L441_442, S002_L452_453, S002_L795, S002_L899, S002_L921_923, S002_L1043_1053,
    S002_L1057, S002_L1079_1083, S002_L1207_1208, S002_L1407_1408, S003_L65, S003_L71, S003_L111, S003_L144,
    S003_L197_199, S003_L199, S003_L229, S003_L248_B, S003_L313, S003_L314, S003_L331, S003_L336, S003_L342,
    S003_L350_B, S003_L421, S004_L3_5, S004_L116_117, S004_L142_143, S004_L178_179, S004_L181_182, S004_L284,
};
use crate::warning::WarningCode;

macro_rules! ambiguities {
    ($($name:ident = $code:literal $point:literal => $practice:literal [$($citation:expr),*] $($warning:ident)*;)*) => {
        /// A point on which the documents leave a doubt.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Ambiguity { $(#[doc = $point] $name,)* }

        impl Ambiguity {
            /// Every point.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The doubt, in French.
            pub const fn point(self) -> &'static str {
                match self { $(Self::$name => $point,)* }
            }

            /// What this product does, in French.
            pub const fn practice(self) -> &'static str {
                match self { $(Self::$name => $practice,)* }
            }

            /// The passages that disagree.
            pub const fn citations(self) -> &'static [Citation] {
                match self { $(Self::$name => &[$($citation),*],)* }
            }

            /// The warning by which an answer shows the doubt, when there is one.
            pub const fn warnings(self) -> &'static [WarningCode] {
                match self { $(Self::$name => &[$(WarningCode::$warning),*],)* }
            }
        }
    };
}

ambiguities! {
    A1 = "A-1" "Établissements privés : la règle transitoire par site courait « jusqu'à début 2023 »."
        => "Jusqu'au 31 mars 2023 : FINESS géographique ; jusqu'au 5 décembre 2023 : choix ; ensuite : FINESS juridique, que l'ANS recommande."
        [S003_L314, S003_L65, S003_L342, O1_EJ, P13_EG] PrivateEgUntil2023 PrivateRuleExpired PrivateEjRecommended;
    A2 = "A-2" "GIE : FINESS géographique ou juridique."
        => "FINESS géographique ; juridique seulement si le RIS et le contrat y sont."
        [S002_L167_168, S002_L219, S002_L1079_1083, S003_L111] EjOrEgChoice;
    A3 = "A-3" "SA04 désigne un établissement privé ou un GIE."
        => "Statut juridique 76, sinon catégorie 698 ou 699, sinon le nom ; sinon demander."
        [S002_L117, S002_L128_130, S003_L421] Sa04GieOrEtab;
    A4 = "A-4" "Société d'exercice : le guide coche « titulaire du cabinet », case réservée au RPPS-rang."
        => "Suivre le guide et signaler le doute."
        [S002_L921_923, S002_L1057, S002_L899] TickTitulaireContradiction;
    A5 = "A-5" "« le certificat n'est obligatoire » : il manque « pas »."
        => "Lire « n'est pas obligatoire », comme pour les GIE."
        [S002_L183_185, S002_L168_171] GuideNegationMissing;
    A6 = "A-6" "Un certificat par radiologue ou par société d'exercice."
        => "La page détaillée l'emporte : un par société, sur son SIRET."
        [S002_L13_15, S002_L138_144];
    A7 = "A-7" "ROC, plusieurs EG : l'EJ n'est préconisé que pour un seul EG."
        => "Proposer l'EJ dans les deux cas, demander quand il y a plusieurs EG."
        [S001_L442, S001_L443] ContractEgExposed;
    A8 = "A-8" "GHT : contrat par site (DP), certificat par EJ (webinaire), contrat à l'EJ suffisant (ROC)."
        => "Niveau du contrat et niveau du certificat sont deux questions."
        [S004_L116_117, S003_L350_B, S001_L436] DpContractPerSite GhtOnePerEj;
    A9 = "A-9" "Notification d'expiration : un mois ou soixante jours."
        => "Alerter dès 90 jours."
        [S003_L229, O3_SIXTY_DAYS] ExpirySoon;
    A10 = "A-10" "ROC : un certificat ORG se partage, mais ROC recommande ses propres noms."
        => "Certificats dédiés recommandés, sans bloquer."
        [S003_L71, S002_L50, S001_L351];
    A11 = "A-11" "Dossier Pharmaceutique : certificats PRO, mais deux passages disent « d'organisation »."
        => "Certificats PRO."
        [S004_L3_5, S004_L142_143];
    A12 = "A-12" "Formulaire 503 : « l'éditeur peut faire les changements », mais il ne peut pas désigner."
        => "L'éditeur prépare, le représentant légal ou le mandataire signe."
        [S000_L334, S002_L795, S003_L248_B] F503Signatory;
    A13 = "A-13" "Formulaire 413 en ligne : réservé à qui a un contrat, que les cabinets n'ont pas."
        => "Cabinets : formulaire PDF par courriel."
        [S003_L199, S003_L197_199, S002_L205_207];
    A14 = "A-14" "Un formulaire par éditeur, ou par cabinet distinct."
        => "Un par éditeur, quatre cabinets au plus par formulaire."
        [S002_L1207_1208, S002_L1407_1408] OneFormPerEditor;
    A15 = "A-15" "Cas 3 : « cabinet individuel ou société de groupe »."
        => "Coquille : cabinet de groupe."
        [S002_L441_442];
    A16 = "A-16" "Officine : bon de commande Ségur ou formulaire 413."
        => "Bon de commande jusqu'au 15 mars 2023, formulaire 413 ou mesHabilitations ensuite."
        [S000_L190, S000_L297, P3_OFFICINE];
    A17 = "A-17" "Ancien formulaire 413 : SIRET et FINESS ; celui de 2022 : l'un ou l'autre."
        => "Formulaire de 2022 ; les deux numéros pour le Dossier Pharmaceutique."
        [S004_L178_179, S004_L181_182];
    A18 = "A-18" "Libellé du champ FINESS : le niveau n'y est plus imprimé."
        => "Afficher EJ ou EG à côté du numéro."
        [S002_L1043_1053, S002_L1079_1083];
    A19 = "A-19" "LBM, MSP, centres de santé « peuvent » disposer d'un certificat."
        => "Donner l'identifiant, dire que c'est possible et non obligatoire."
        [S003_L331, S003_L336];
    A20 = "A-20" "Adresses de contact anciennes."
        => "Une seule adresse : monserviceclient.certificats@esante.gouv.fr."
        [S004_L284, S002_L452_453] ObsoleteContact;
    A21 = "A-21" "Le guide officine admet « RPPS / ADELI », aucune règle ne parle d'ADELI-rang."
        => "ADELI-rang : cas non prévu."
        [S000_L120, S003_L144] AdeliRang;
    A22 = "A-22" "Le RPPS-rang est celui du titulaire du cabinet, qui n'est pas toujours le professionnel."
        => "Si les onze premiers chiffres diffèrent du RPPS, demander qui est titulaire."
        [S002_L126, O15_RANG] RangHolderMismatch;
    A23 = "A-23" "Plateau technique : FINESS géographique, ou le niveau que dit la configuration du RIS."
        => "Suivre la configuration du RIS ; l'autre niveau est montré avec sa condition."
        [S002_L130_136, S003_L111, S003_L313] EjOrEgChoice;
}

/// Each doubt in JSON, in the order of [`Ambiguity::ALL`].
static JSON: LazyLock<Vec<Box<RawValue>>> = LazyLock::new(|| {
    Ambiguity::ALL.iter().map(|ambiguity| to_raw_value(&Fields(*ambiguity)).unwrap_or_default()).collect()
});

impl Serialize for Ambiguity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JSON[*self as usize].serialize(serializer)
    }
}

/// A doubt, as answers show it.
struct Fields(Ambiguity);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Ambiguity", 4)?;
        s.serialize_field("code", self.0.code())?;
        s.serialize_field("point", self.0.point())?;
        s.serialize_field("practice", self.0.practice())?;
        s.serialize_field("citations", self.0.citations())?;
        s.end()
    }
}

#[cfg(test)]
mod tests {
    use super::Ambiguity;

    #[test]
    fn every_doubt_cites_its_passages() {
        assert_eq!(Ambiguity::ALL.len(), 23);
        for ambiguity in Ambiguity::ALL {
            assert!(!ambiguity.citations().is_empty(), "{}", ambiguity.code());
        }
    }
}
