//! What is found in a client record: a closed list of codes, each with its severity and French words.

use std::borrow::Cow;

use aiguilleur_resolver::{Citation, Identifier, Rule, Severity};
use serde::{Serialize, Serializer};

macro_rules! findings {
    ($($variant:ident = $code:literal, $severity:ident, $label:literal, $message:literal;)+) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FindingCode { $(#[doc = $message] $variant,)+ }

        impl FindingCode {
            /// Every kind, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How serious it is, unless the finding says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// In a few French words.
            pub const fn label_fr(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// In one general French sentence.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }
        }
    };
}

findings! {
    UnreadableRecord = "unreadable_record", Error, "Fiche illisible", "Cet enregistrement n'a pas pu être lu.";
    EmptyRecord = "empty_record", Error, "Fiche vide", "Cet enregistrement ne porte ni identifiant ni nom.";
    EndedActivity = "ended_activity", Error, "Activité terminée", "L'activité que désigne cet identifiant est terminée.";
    StructureClosed = "structure_closed", Error, "Structure fermée", "La structure que désigne cet identifiant est fermée.";
    ScmSiret = "scm_siret", Error, "SIRET d'une SCM", "Ce SIRET est celui d'une société civile de moyens (SCM) : il ne porte jamais de certificat.";
    WrongIdentifier = "wrong_identifier", Error, "Identifiant d'une autre structure", "Cet identifiant est celui d'une autre structure.";
    WrongIdentifierType = "wrong_identifier_type", Error, "Mauvais type d'identifiant", "Cet identifiant n'est pas du type que la règle demande.";
    UnknownIdentifier = "unknown_identifier", Error, "Identifiant inconnu", "Cet identifiant est bien formé, mais l'annuaire ne le connaît pas.";
    Checksum = "checksum", Error, "Clé de contrôle fausse", "La clé de contrôle de ce numéro est fausse.";
    Format = "format", Error, "Forme non reconnue", "Ce texte n'a la forme d'aucun identifiant.";
    NoActiveActivity = "no_active_activity", Error, "Plus aucune activité", "Ce professionnel n'a plus aucune activité en cours dans l'annuaire.";
    NoIdentifier = "no_identifier", Warning, "Pas d'identifiant dans l'annuaire", "L'annuaire ne porte pas l'identifiant que la règle demande.";
    MissingIdentifier = "missing_identifier", Warning, "Identifiant manquant", "Le fichier ne porte pas d'identifiant de structure.";
    NameMismatch = "name_mismatch", Warning, "Nom différent", "Le nom du fichier n'est pas celui de l'annuaire.";
    SwappedColumns = "swapped_columns", Info, "Nom et prénom inversés", "Le nom et le prénom sont chacun dans la colonne de l'autre.";
    Homonyms = "homonyms", Warning, "Homonymes", "Plusieurs clients peuvent être celui-ci : une personne doit choisir.";
    MatchedByName = "matched_by_name", Warning, "Retrouvé par le nom", "Retrouvé par son nom : à confirmer.";
    UnknownName = "unknown_name", Error, "Nom inconnu", "Rien dans l'annuaire ne répond à ce nom.";
    RangHolderMismatch = "rang_holder_mismatch", Warning, "RPPS-rang d'un confrère", "Ce RPPS-rang porte le RPPS d'un autre professionnel : vérifier qui est titulaire du cabinet.";
    AlternativeIdentifier = "alternative_identifier", Warning, "Identifiant admis sous condition", "Les documents admettent cet identifiant sous une condition.";
    ChoiceRequired = "choice_required", Warning, "Choix à faire", "Une personne doit choisir entre plusieurs identifiants.";
    EjOrEgChoice = "ej_or_eg_choice", Warning, "FINESS juridique ou géographique", "Les documents admettent le FINESS juridique et le FINESS géographique.";
    PrivateRuleExpired = "private_rule_expired", Warning, "Privé : règle échue", "Établissement privé : la règle transitoire par site est échue.";
    LbmSitePrincipal = "lbm_site_principal", Warning, "LBM : site principal à choisir", "Le certificat d'un laboratoire se commande sur le FINESS géographique de son site principal.";
    NotInSeeds = "not_in_seeds", Warning, "Cas hors documents", "Les documents de référence ne disent rien de ce cas.";
    MultipleActivities = "multiple_activities", Info, "Plusieurs activités", "Ce professionnel a plusieurs situations en cours.";
    CouloirMismatch = "couloir_mismatch", Warning, "Autre couloir", "Le couloir du fichier n'est pas celui de cette activité.";
    KindMismatch = "kind_mismatch", Warning, "Autre type que celui annoncé", "Le numéro n'est pas du type que le fichier annonce.";
    UnknownValue = "unknown_value", Warning, "Valeur non admise", "Cette valeur n'est pas admise.";
    CertificateNotRequired = "certificate_not_required", Info, "Certificat non exigé", "Aucun certificat n'est exigé ici.";
    FieldsDisagree = "fields_disagree", Warning, "Champs qui se contredisent", "Des champs de cette fiche se contredisent.";
    Repaired = "repaired", Info, "Numéro remis en forme", "Le numéro a été remis en forme.";
    CityMismatch = "city_mismatch", Info, "Ville différente", "La ville du fichier n'est pas celle de l'annuaire.";
    CertificateUnreadable = "certificate_unreadable", Warning, "Certificat illisible", "Le certificat n'a pas pu être lu.";
    PrivateKey = "private_key", Error, "Clé privée jointe", "Une clé privée est jointe au certificat : elle n'a pas été lue. La retirer de ce fichier.";
    CertificateIdentifierMismatch = "certificate_identifier_mismatch", Error, "Certificat : autre identifiant", "Le certificat porte un autre identifiant que celui qu'il faut.";
    CertificateWithoutIdentifier = "certificate_without_identifier", Error, "Certificat sans identifiant", "Le sujet du certificat ne porte pas d'identifiant de structure.";
    RevocationDue = "revocation_due", Error, "Certificat à révoquer", "Ce certificat est à révoquer.";
    Expired = "expired", Error, "Certificat expiré", "Le certificat est expiré.";
    ExpirySoon = "expiry_soon", Warning, "Certificat bientôt expiré", "Le certificat expire bientôt.";
    NotYetValid = "not_yet_valid", Warning, "Certificat pas encore valable", "Le certificat n'est pas encore valable.";
    CnWrong = "cn_wrong", Error, "Nom (CN) du certificat", "Le nom (CN) du certificat n'est pas celui que l'usage impose.";
    InsiNotMutualisable = "insi_not_mutualisable", Warning, "INSi non mutualisable", "Un certificat INSi ne sert à aucun autre usage.";
    IssuerUnexpected = "issuer_unexpected", Warning, "Émetteur inattendu", "Ce certificat n'est pas émis par l'IGC-Santé, gamme élémentaire, organisations.";
    TestCertificate = "test_certificate", Error, "Certificat de test", "C'est un certificat de test.";
    OldHierarchy = "old_hierarchy", Error, "Ancienne IGC-CPS", "Ce certificat est de l'ancienne IGC-CPS : il est à remplacer par un certificat de l'IGC-Santé.";
    CardCertificate = "card_certificate", Warning, "Certificat d'une carte", "C'est le certificat d'une carte : il ne remplace pas un certificat logiciel de structure.";
    PersonCertificate = "person_certificate", Warning, "Certificat d'une personne", "C'est le certificat d'une personne : il ne remplace pas un certificat de structure.";
    AuthorityCertificate = "authority_certificate", Info, "Autorité de certification", "C'est le certificat d'une autorité : il sert à vérifier les autres.";
    ProductUnexpected = "product_unexpected", Warning, "Autre produit", "Ce produit n'est pas de ceux que l'usage demande.";
    SetIncomplete = "set_incomplete", Warning, "Certificat manquant", "Il manque un certificat pour cet usage.";
    SameKey = "same_key", Warning, "Même clé", "La même clé sert à plusieurs certificats.";
    Revoked = "revoked", Error, "Certificat révoqué", "Ce certificat est révoqué.";
    ChainBroken = "chain_broken", Error, "Chaîne rompue", "La chaîne des autorités ne se vérifie pas.";
}

impl std::str::FromStr for FindingCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.code() == text)
            .ok_or_else(|| format!("constat inconnu « {text} »"))
    }
}

impl Serialize for FindingCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The passage that a finding rests on, short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The document's title.
    pub document: &'static str,
    /// Its date, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'static str>,
    /// First and last line of the document's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<(u16, u16)>,
    /// The words.
    pub quote: &'static str,
}

impl From<&'static Citation> for Passage {
    fn from(citation: &'static Citation) -> Self {
        Self {
            document: citation.document.title(),
            date: citation.document.date(),
            lines: citation.lines,
            quote: citation.quote,
        }
    }
}

/// Something found in a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Stable `snake_case` code.
    pub code: FindingCode,
    /// How serious.
    pub severity: Severity,
    /// The field of the record that it is about.
    pub field: &'static str,
    /// One French sentence.
    pub message: Cow<'static, str>,
    /// The identifier to use instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Identifier>,
    /// The rule that it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// The rule's first passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<Passage>,
    /// Days until the certificate expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
    /// The threshold, in days, that an expiry has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i32>,
    /// Against the last report: `new` or `unchanged`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<&'static str>,
}

impl Finding {
    /// A finding about `field`, in its general words.
    pub fn new(code: FindingCode, field: &'static str) -> Self {
        Self {
            code,
            severity: code.severity(),
            field,
            message: Cow::Borrowed(code.message()),
            proposed: None,
            rule: None,
            citation: None,
            days_left: None,
            threshold: None,
            since: None,
        }
    }

    /// The same, in words of the case at hand.
    #[must_use]
    pub fn says(self, message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// The same, more or less serious than usual.
    #[must_use]
    pub const fn graded(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same, resting on `rule`.
    #[must_use]
    pub fn by(self, rule: &'static Rule) -> Self {
        Self { rule: Some(rule.id), citation: rule.citations.first().map(Passage::from), ..self }
    }

    /// The same, with what to use instead.
    #[must_use]
    pub fn proposing(self, proposed: Option<Identifier>) -> Self {
        Self { proposed, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_fit_a_set_of_64() {
        for code in FindingCode::ALL {
            assert_eq!(code.code().parse::<FindingCode>(), Ok(*code));
            assert!(code.message().ends_with('.'), "{}", code.message());
        }
        assert!(FindingCode::ALL.len() <= 64);
    }
}
