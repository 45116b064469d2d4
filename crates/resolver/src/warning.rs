//! What a person must know beside a decision: one closed list of codes, their severity and French words.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::codes::codes;
use aiguilleur_domain::date_fr;

codes! {
    /// How serious a warning is.
    pub enum Severity {
        Info = "info", "à savoir";
        Warning = "warning", "à vérifier";
        Error = "error", "à corriger";
    }
}

codes! {
    /// The closed list of warnings, each with its French text.
    pub enum WarningCode {
        EndedActivity = "ended_activity", "Cette situation d'exercice est terminée : on ne commande que sur une activité en cours";
        NoActiveActivity = "no_active_activity", "Aucune situation d'exercice en cours n'est connue : il n'y a pas d'identifiant sur lequel commander";
        StructureClosed = "structure_closed", "Cette structure est fermée : on ne commande pas sur son identifiant";
        ContradictorySources = "contradictory_sources", "Les sources se contredisent : à confirmer auprès de la structure";
        AbsentFromSource = "absent_from_source", "Un registre ne nomme plus cette structure, alors qu'un autre la nomme encore : à vérifier";
        ScmSiret = "scm_siret", "Cette structure est une société civile de moyens (SCM) : son SIRET ne sert jamais à commander un certificat ; pour un médecin, c'est le RPPS-rang de son cabinet qui sert";
        NoIdentifier = "no_identifier", "L'identifiant attendu n'est pas connu : le retrouver dans l'Annuaire Santé avant de commander, sans le remplacer par un autre";
        Format = "format", "L'identifiant n'a pas la forme attendue";
        Checksum = "checksum", "La clé de contrôle de l'identifiant est fausse : vérifier le numéro à la source";
        WrongIdentifierType = "wrong_identifier_type", "L'identifiant indiqué n'est pas celui que la règle demande";
        WrongOffer = "wrong_offer", "L'offre demandée n'est pas celle que demande l'usage";
        EjOrEgChoice = "ej_or_eg_choice", "Les documents admettent le FINESS juridique et le FINESS géographique : le choix suit la configuration du système d'information";
        FinessLevelUnknown = "finess_level_unknown", "Un numéro FINESS seul ne dit pas s'il désigne l'entité juridique ou un site : le chercher dans FINESS";
        Sa04GieOrEtab = "sa04_gie_or_etab", "Le secteur SA04 désigne un établissement privé ou un GIE : demander la nature de la structure";
        RangHolderMismatch = "rang_holder_mismatch", "Ce RPPS-rang porte le RPPS d'un autre professionnel : vérifier qui est titulaire du cabinet";
        LiberalOrderOnPlateau = "liberal_order_on_plateau", "Sur un plateau technique, c'est l'établissement ou le GIE qui commande : une demande faite en libéral est rejetée";
        MultipleActivities = "multiple_activities", "Ce professionnel a plusieurs situations en cours : chacune a sa réponse";
        PrivateEgUntil2023 = "private_eg_until_2023", "Établissement privé : règle transitoire, un certificat par site, sur son FINESS géographique, jusqu'à début 2023";
        PrivateRuleExpired = "private_rule_expired", "Établissement privé : la règle transitoire par site est échue, vérifier le guide hôpital en vigueur";
        GhtOnePerEj = "ght_one_per_ej", "Un groupement n'a pas d'identifiant propre : chaque entité juridique commande son certificat, sur son FINESS juridique";
        LbmSitePrincipal = "lbm_site_principal", "Le certificat d'un laboratoire se commande sur le FINESS géographique de son site principal";
        ContractMissing = "contract_missing", "La structure n'a pas de contrat d'adhésion avec l'ANS : le signer avant de commander";
        EditorContractMissing = "editor_contract_missing", "L'éditeur n'a pas de contrat d'adhésion avec l'ANS : le signer avant de demander des cartes CPA";
        ContractEgExposed = "contract_eg_exposed", "Avec un contrat signé au niveau d'un site, c'est ce site qui sera présenté à l'extérieur";
        DpContractPerSite = "dp_contract_per_site", "Dossier Pharmaceutique : chaque site doit avoir son contrat avec l'ANS";
        CardMissing = "card_missing", "La personne qui signe n'a pas de carte active : la demander d'abord";
        AtCardMissing = "at_card_missing", "L'administrateur technique n'a pas de carte active : la demander d'abord";
        AtCardInactive = "at_card_inactive", "La carte de l'administrateur technique n'est pas la dernière, active : le formulaire sera rejeté";
        AtNameCardMismatch = "at_name_card_mismatch", "Le nom de l'administrateur technique n'est pas celui de sa carte : le formulaire sera rejeté";
        Max4Split = "max4_split", "Un formulaire 413 porte quatre RPPS-rang au plus : il en faut plusieurs";
        DenominationEmpty = "denomination_empty", "Plusieurs cabinets sur le même formulaire 413 : laisser la dénomination vide";
        OneFormPerEditor = "one_form_per_editor", "Plusieurs éditeurs : remplir un formulaire 413 par éditeur";
        Cachet = "cachet", "Le cachet ne porte pas la dénomination de la structure : le formulaire sera rejeté";
        TickTitulaireContradiction = "tick_titulaire_contradiction", "Société d'exercice : le guide fait cocher « titulaire du cabinet », alors que le formulaire réserve cette case aux RPPS-rang";
        GuideNegationMissing = "guide_negation_missing", "Le guide écrit « n'est obligatoire » : il se lit « n'est pas obligatoire »";
        InsiNotMutualisable = "insi_not_mutualisable", "Le certificat INSi ne se partage avec aucun autre usage : il en faut un à part";
        InsiCnStrict = "insi_cn_strict", "Le nom du certificat INSi est imposé, en majuscules et sans espace : INSI-MANU ou INSI-AUTO";
        DuplicateKey = "duplicate_key", "Ne pas copier un certificat et sa clé d'un serveur à l'autre : un certificat par instance";
        CsrEmail = "csr_email", "Ne pas envoyer la CSR par courriel : passer par une plateforme sécurisée";
        GenericMail = "generic_mail", "Préférer une adresse générique, et plusieurs administrateurs techniques, pour recevoir les notifications";
        ExpirySoon = "expiry_soon", "Le certificat expire bientôt : le renouveler sur la plateforme IGC-Santé";
        Expired = "expired", "Le certificat est expiré : il ne se renouvelle plus, faire une nouvelle demande";
        F503Signatory = "f503_signatory", "L'administrateur technique ne peut pas désigner son remplaçant : le représentant légal ou un mandataire signe le formulaire 503";
        LegalRepOutdated = "legal_rep_outdated", "Le représentant légal a changé : mettre à jour le contrat et demander sa carte avant de commander";
        DpRole = "dp_role", "Ce rôle n'ouvre pas droit à ce certificat du Dossier Pharmaceutique";
        DpNeedsCard = "dp_needs_card", "Chaque utilisateur du Dossier Pharmaceutique doit avoir sa carte, CPS ou CPE selon son rôle";
        DpDomainMissing = "dp_domain_missing", "Le nom de domaine de messagerie est obligatoire pour l'offre PRO";
        NotInSeeds = "not_in_seeds", "Les documents de référence ne disent rien de ce cas";
        PrivateEjRecommended = "private_ej_recommended", "Établissement privé : depuis décembre 2023 l'ANS recommande le FINESS juridique ; le FINESS géographique reste admis";
        PscServiceProviderOnly = "psc_service_provider_only", "Pro Santé Connect : le certificat ne concerne que les fournisseurs de service raccordés ; vérifier que la structure en est un";
        Replacement = "replacement", "Cette activité est un remplacement : le remplaçant n'est pas celui qui signe, vérifier qui est titulaire ou représente la structure";
        Student = "student", "Ce professionnel est étudiant : il n'est pas celui qui signe, vérifier qui est titulaire ou représente la structure";
        EjAsSite = "ej_as_site", "Le numéro donné comme FINESS géographique est celui d'une entité juridique : le site n'est pas connu, le chercher dans FINESS";
        AdeliRang = "adeli_rang", "Aucune règle ne permet de commander sur un ADELI-rang";
        ObsoleteContact = "obsolete_contact", "Cette adresse n'est plus la bonne : écrire à monserviceclient.certificats@esante.gouv.fr";
    }
}

impl WarningCode {
    /// How serious it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::EndedActivity
            | Self::NoActiveActivity
            | Self::StructureClosed
            | Self::ScmSiret
            | Self::NoIdentifier
            | Self::Format
            | Self::Checksum
            | Self::WrongIdentifierType
            | Self::LiberalOrderOnPlateau
            | Self::AtCardInactive
            | Self::AtNameCardMismatch
            | Self::Cachet
            | Self::Expired
            | Self::F503Signatory
            | Self::DpRole
            | Self::DpNeedsCard
            | Self::DpDomainMissing
            | Self::DuplicateKey
            | Self::InsiCnStrict => Severity::Error,
            Self::DenominationEmpty
            | Self::OneFormPerEditor
            | Self::Max4Split
            | Self::GuideNegationMissing
            | Self::TickTitulaireContradiction
            | Self::InsiNotMutualisable
            | Self::MultipleActivities
            | Self::GenericMail
            | Self::PrivateEgUntil2023
            | Self::PrivateEjRecommended
            | Self::FinessLevelUnknown => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// Why a card does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFault {
    /// Opposed since that day.
    Opposed(Date),
    /// That was its last day.
    Expired(Date),
    /// Its first day is to come.
    NotYetValid,
}

/// A warning: its code, and one French sentence that can be read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// Stable `snake_case` code.
    pub code: WarningCode,
    /// How serious.
    pub severity: Severity,
    /// In French.
    pub message: Cow<'static, str>,
}

impl Warning {
    /// The warning in its general words.
    pub(crate) fn new(code: WarningCode) -> Self {
        Self { code, severity: code.severity(), message: Cow::Borrowed(code.label_fr()) }
    }

    /// The warning in words of the case at hand.
    pub(crate) fn with(code: WarningCode, message: String) -> Self {
        Self { code, severity: code.severity(), message: Cow::Owned(message) }
    }

    /// A card that does not work today, of somebody who signs a form or is declared on one: `active` is the number of
    /// the one to use instead.
    pub fn card_inactive(who: &str, number: &str, fault: CardFault, active: Option<&str>) -> Self {
        let fault = match fault {
            CardFault::Opposed(on) => format!("est opposée depuis le {}", date_fr(on)),
            CardFault::Expired(on) => format!("a expiré le {}", date_fr(on)),
            CardFault::NotYetValid => "n'est pas encore valable".to_owned(),
        };
        let next = match active {
            Some(active) => format!("sa carte active porte le n° {active}"),
            None => "aucune carte active n'est connue, en demander une avant de commander".to_owned(),
        };
        Self::with(WarningCode::AtCardInactive, format!("La carte n° {number} de {who} {fault} : {next}"))
    }

    /// The same, less serious than usual.
    #[must_use]
    pub(crate) const fn mild(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}
