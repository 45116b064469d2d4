//! The closed lists that a case is written in. A text outside its list is refused with the list: no word is
//! searched for what it may mean.

use std::borrow::Cow;

use aiguilleur_domain::Code;
use serde::{Deserialize, Deserializer, de};

use crate::codes::codes;

codes! {
    /// What happened to a certificate.
    pub enum Incident {
        Perte = "perte", "perte du certificat ou de sa clé";
        VolClePrivee = "vol_cle_privee", "vol de la clé privée";
        ErreurContenu = "erreur_contenu", "erreur dans le contenu du certificat";
        CessationActivite = "cessation_activite", "cessation d'activité";
        ChangementDonneeCertifiee = "changement_donnee_certifiee", "changement d'une donnée contenue dans le certificat";
        DepartAdministrateurTechnique = "depart_administrateur_technique", "départ de l'administrateur technique";
        ChangementAdministrateurTechnique = "changement_administrateur_technique", "changement d'administrateur technique";
        ChangementEditeur = "changement_editeur", "changement d'éditeur";
        ChangementServeur = "changement_serveur", "changement de serveur";
    }
}

codes! {
    /// The role of a user of the Dossier Pharmaceutique.
    pub enum Role {
        Pharmacien = "pharmacien", "pharmacien";
        Medecin = "medecin", "médecin";
        AgentAdmission = "agent_admission", "agent d'admission";
        Autre = "autre", "autre rôle";
    }
}

codes! {
    /// The cards of the ANS.
    pub enum Card {
        Cps = "CPS", "carte de professionnel de santé";
        Cpf = "CPF", "carte de professionnel de santé en formation";
        Cpe = "CPE", "carte de personnel d'établissement";
        Cde = "CDE", "carte de directeur d'établissement";
        Cpa = "CPA", "carte de personnel autorisé";
        Cda = "CDA", "carte de directeur d'une structure autorisée";
    }
}

impl Card {
    /// Whether an administrateur technique may hold it (S003, line 248).
    pub const fn is_admitted(self) -> bool {
        !matches!(self, Self::Cpf)
    }
}

codes! {
    /// Who employs an administrateur technique, or supplies an information system.
    pub enum Party {
        Editeur = "editeur", "l'éditeur";
        Etablissement = "etablissement", "l'établissement";
        Gie = "gie", "le GIE";
        Cabinet = "cabinet", "le cabinet";
        Societe = "societe", "la société d'exercice";
        Officine = "officine", "l'officine";
        Laboratoire = "laboratoire", "le laboratoire";
        Radiologue = "radiologue", "le radiologue";
        Structure = "structure", "la structure";
        Autre = "autre", "un autre acteur";
    }
}

codes! {
    /// In whose name an order is meant.
    pub enum DeclaredOrderer {
        Professionnel = "professionnel", "le professionnel";
        Liberal = "liberal", "le professionnel libéral";
        Radiologue = "radiologue", "le radiologue";
        Medecin = "medecin", "le médecin";
        Cabinet = "cabinet", "le cabinet";
        Societe = "societe", "la société d'exercice";
        Etablissement = "etablissement", "l'établissement";
        Gie = "gie", "le GIE";
        Structure = "structure", "la structure";
        Editeur = "editeur", "l'éditeur";
    }
}

impl DeclaredOrderer {
    /// Whether a person orders for themself.
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Professionnel | Self::Liberal | Self::Radiologue | Self::Medecin)
    }
}

codes! {
    /// Who means to sign a change of administrateur technique.
    pub enum Signer {
        AdministrateurTechnique = "administrateur_technique", "l'administrateur technique";
        Editeur = "editeur", "l'éditeur";
        RepresentantLegal = "representant_legal", "le représentant légal";
        Mandataire = "mandataire", "un mandataire";
        Titulaire = "titulaire", "le titulaire";
    }
}

codes! {
    /// How a CSR travels.
    pub enum CsrWay {
        Email = "email", "par courriel";
        PlateformeSecurisee = "plateforme_securisee", "par une plateforme sécurisée";
        PlateformeIgc = "plateforme_igc", "chargée sur la plateforme IGC-Santé";
        SurPlace = "sur_place", "créée et gardée sur le serveur";
    }
}

codes! {
    /// What a group asks for.
    pub enum Demande {
        UnSeulCertificat = "un_seul_certificat", "un seul certificat pour le groupement";
        UnParEntite = "un_par_entite", "un certificat par entité juridique";
    }
}

codes! {
    /// At which level a structure wishes its certificates.
    pub enum SiteOption {
        ParSite = "par_site", "un certificat par site";
        EntiteJuridique = "entite_juridique", "un certificat pour l'entité juridique";
    }
}

/// GHT, or another kind of group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// A groupement hospitalier de territoire.
    Ght,
    /// Any other.
    Other,
}

impl<'de> Deserialize<'de> for GroupKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        Ok(if matches!(&*text, "GHT" | "ght") { Self::Ght } else { Self::Other })
    }
}

codes! {
    /// The offers of IGC-Santé.
    pub enum Offer {
        Org = "ORG", "personne morale";
        Serv = "SERV", "serveur";
        Pro = "PRO", "personne physique rattachée à une structure";
        Ps = "PS", "professionnel de santé";
    }
}

codes! {
    /// The usages of a certificate within its offer.
    pub enum CertificateUsage {
        AuthCli = "AUTH_CLI", "authentification client";
        Auth = "AUTH", "authentification";
        Sign = "SIGN", "signature";
        Conf = "CONF", "confidentialité";
        Ssl = "SSL", "serveur SSL";
        Smime = "S/MIME", "messagerie S/MIME";
    }
}

/// An offer as people name it: `ORG`, `SERV SSL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedOffer {
    /// `ORG`, `SERV` or `PRO`.
    pub offer: Offer,
    /// The usage, when it is named.
    pub usage: Option<CertificateUsage>,
}

impl<'de> Deserialize<'de> for NamedOffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        let mut words = text.split_whitespace();
        let offer = words.next().unwrap_or_default().parse().map_err(de::Error::custom)?;
        let usage = match words.next() {
            None => None,
            Some("SMIME") => Some(CertificateUsage::Smime),
            Some("SSL_SERVEUR") => Some(CertificateUsage::Ssl),
            Some(word) => Some(word.parse().map_err(de::Error::custom)?),
        };
        match words.next() {
            None => Ok(Self { offer, usage }),
            Some(_) => Err(de::Error::custom("une offre et un usage au plus sont attendus : ORG AUTH_CLI")),
        }
    }
}

/// Other spellings of a closed list's codes, each equal to one of them.
type Spellings<T> = &'static [(&'static str, T)];

fn spelt<'de, D, T>(deserializer: D, others: Spellings<T>) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr<Err = crate::codes::UnknownCode> + Copy,
{
    let Some(text) = Option::<Cow<'de, str>>::deserialize(deserializer)? else { return Ok(None) };
    let other = others.iter().find(|(spelling, _)| *spelling == text).map(|(_, value)| *value);
    match other {
        Some(value) => Ok(Some(value)),
        None => text.parse().map(Some).map_err(de::Error::custom),
    }
}

pub(super) fn role<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Role>, D::Error> {
    spelt(
        deserializer,
        &[("agent d'admission", Role::AgentAdmission), ("agent d’admission", Role::AgentAdmission)],
    )
}

pub(super) fn signer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Signer>, D::Error> {
    spelt(
        deserializer,
        &[
            ("administrateur technique", Signer::AdministrateurTechnique),
            ("représentant légal", Signer::RepresentantLegal),
        ],
    )
}

pub(super) fn csr_way<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CsrWay>, D::Error> {
    spelt(
        deserializer,
        &[
            ("courriel", CsrWay::Email),
            ("mail", CsrWay::Email),
            ("plateforme sécurisée", CsrWay::PlateformeSecurisee),
        ],
    )
}

pub(super) fn demande<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Demande>, D::Error> {
    spelt(deserializer, &[("un seul certificat", Demande::UnSeulCertificat)])
}

/// TRE_R24: an activity on a plateau technique.
pub(crate) const PLATEAU_TECHNIQUE: &str = "ACT-LIB-03";

/// A type d'activité libérale: a code of TRE_R24, or its label for the one that rules read.
pub(super) fn activite_liberale<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Code>, D::Error> {
    let Some(text) = Option::<Cow<'de, str>>::deserialize(deserializer)? else { return Ok(None) };
    let code = if text == "Plateau technique" { PLATEAU_TECHNIQUE } else { &text };
    code.parse().map(Some).map_err(|_| {
        de::Error::custom(format_args!(
            "code de TRE_R24 attendu (ACT-LIB-01 à ACT-LIB-06), et non « {text} »"
        ))
    })
}
