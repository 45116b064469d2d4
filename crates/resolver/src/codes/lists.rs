//! The closed lists that cases and answers share.

use serde::Serialize;

codes! {
    /// What a decision says.
    pub enum Outcome {
        Order = "order", "Commander";
        OrderByStructure = "order_by_structure", "La structure commande";
        NotRequired = "not_required", "Certificat non obligatoire";
        CardSufficient = "card_sufficient", "La carte CPS suffit";
        ChoiceRequired = "choice_required", "Une personne doit choisir";
        Blocked = "blocked", "Ne pas commander en l'état";
        NotCovered = "not_covered", "Cas non prévu par les documents";
        Info = "info", "Information";
        Procedure = "procedure", "Démarche à suivre";
        Renew = "renew", "Renouveler le certificat";
        Revoke = "revoke", "Révoquer le certificat";
        NewOrder = "new_order", "Faire une nouvelle demande";
        WarnOnly = "warn_only", "À corriger";
    }
}

impl Outcome {
    /// Whether the answer is to order a certificate now.
    pub const fn is_order(self) -> bool {
        matches!(self, Self::Order | Self::OrderByStructure)
    }

    /// Whether this answers « which structure orders, on which identifier » without a further person.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Order | Self::OrderByStructure | Self::NotRequired | Self::CardSufficient)
    }
}

codes! {
    /// Who orders.
    pub enum Orderer {
        CabinetTitulaire = "cabinet_titulaire", "le titulaire du cabinet";
        SocieteExercice = "societe_exercice", "la société d'exercice";
        Gie = "gie", "le GIE";
        Etablissement = "etablissement", "l'établissement";
        GieOuEtablissement = "gie_ou_etablissement", "le GIE ou l'établissement";
        Officine = "officine", "l'officine";
        Laboratoire = "laboratoire", "le laboratoire";
        OrganismeGestionnaire = "organisme_gestionnaire", "l'organisme gestionnaire";
        MaisonSante = "maison_sante", "la maison de santé";
        CentreSante = "centre_sante", "le centre de santé";
        ChaqueEntiteJuridique = "chaque_entite_juridique", "chaque entité juridique";
        Ght = "ght", "le GHT";
        Groupement = "groupement", "le groupement";
    }
}

codes! {
    /// The kinds of identifier. Certificates are ordered on the first four only.
    pub enum IdentifierKind {
        RppsRang = "rpps_rang", "RPPS-rang";
        Siret = "siret", "SIRET";
        FinessGeographique = "finess_geographique", "FINESS géographique";
        FinessJuridique = "finess_juridique", "FINESS juridique";
        Finess = "finess", "FINESS de niveau inconnu";
        AdeliRang = "adeli_rang", "ADELI-rang";
        Siren = "siren", "SIREN";
        Rpps = "rpps", "RPPS";
        Adeli = "adeli", "ADELI";
    }
}

codes! {
    /// The couloirs of the Ségur, plus the établissements' own procedures (ROC, Dossier Pharmaceutique).
    pub enum Couloir {
        Officine = "officine", "Officine";
        Radiologie = "radiologie", "Radiologie";
        Hopital = "hopital", "Hôpital";
        MedicoSocial = "medico_social", "Médico-social";
        Biologie = "biologie", "Biologie médicale";
        MedecineDeVille = "medecine_de_ville", "Médecine de ville";
        Etablissement = "etablissement", "Établissement (ROC, Dossier Pharmaceutique)";
    }
}

codes! {
    /// The written exemptions: the certificate is not obligatory, which does not mean forbidden.
    pub enum Exemption {
        RisEtablissement = "ex_ris_etablissement", "les médecins utilisent le RIS de l'établissement, qui dispose déjà d'un certificat";
        GieMemeAdresse = "ex_gie_meme_adresse", "plusieurs GIE à la même adresse, mêmes médecins, un seul RIS déjà certifié";
        SelUnRis = "ex_sel_un_ris", "un seul RIS pour la SEL et déjà des certificats sur un de ses SIRET";
        SelMemeAdresse = "ex_sel_meme_adresse", "plusieurs SEL à la même adresse, mêmes médecins, un seul RIS déjà certifié";
        PfiTierce = "ex_pfi_tierce", "le RIS envoie ses comptes rendus à une PFI tierce qui alimente le DMP";
        PscNonFs = "ex_psc_non_fs", "Pro Santé Connect ne concerne que les fournisseurs de service raccordés";
        MssNonOperateur = "ex_mss_non_operateur", "le certificat SSL n'est obligatoire que pour les opérateurs MSSanté";
    }
}

codes! {
    /// How sure a rule is.
    pub enum Confidence {
        High = "high", "règle écrite";
        Medium = "medium", "déduite de règles écrites";
        Low = "low", "par analogie, à confirmer par une personne";
    }
}

codes! {
    /// Whether the answer is one that can be followed unchanged.
    pub enum RecommendationStatus {
        Unique = "unique", "une seule réponse";
        Ambiguous = "ambiguous", "une personne doit choisir";
        None = "none", "aucune réponse utilisable";
    }
}

codes! {
    /// The level of a FINESS number or of a contract.
    pub enum Level {
        FinessJuridique = "finess_juridique", "entité juridique (EJ)";
        FinessGeographique = "finess_geographique", "entité géographique (EG)";
        Indeterminate = "indeterminate", "indéterminé";
    }
}

/// By what a structure is known to be an SCM, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScmEvidence {
    /// INSEE catégorie juridique 6589.
    Sirene,
    /// Statut juridique 79, of FINESS or of the restricted RPPS extraction.
    Finess,
    /// The name alone: weak evidence, yet enough never to answer the SIRET.
    Name,
}

impl ScmEvidence {
    /// The fact that tells, as the case names it.
    pub const fn fact(self) -> &'static str {
        match self {
            Self::Sirene => "categorie_juridique",
            Self::Finess => "statut_juridique",
            Self::Name => "denomination",
        }
    }

    /// In French, how it is known.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Self::Sirene => "catégorie juridique 6589, indice fort",
            Self::Finess => "statut juridique 79, indice fort",
            Self::Name => "« SCM » dans le nom ou l'adresse, indice faible",
        }
    }
}
