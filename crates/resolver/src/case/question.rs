//! The questions other than « which identifier », and their facts.

use aiguilleur_domain::Code;
use jiff::civil::Date;
use serde::Deserialize;

use crate::case::{Card, Known};
use crate::codes::codes;

codes! {
    /// What is asked.
    pub enum Ask {
        Order = "order", "Qui commande, et sur quel identifiant ?";
        AdministrateurTechniqueChange = "administrateur_technique_change", "Comment changer d'administrateur technique ?";
        MandataireForm = "mandataire_form", "Quel formulaire pour un mandataire ?";
        CertificateValidity = "certificate_validity", "Jusqu'à quand le certificat est-il valable ?";
        CertificateAction = "certificate_action", "Que faire de ce certificat ?";
        CertificateSubject = "certificate_subject", "Que dit le sujet de ce certificat ?";
        IdentifierCheck = "identifier_check", "Cet identifiant est-il bien formé ?";
        PracticeCheck = "practice_check", "Cette pratique est-elle bonne ?";
        F413Check = "f413_check", "Ce formulaire 413 est-il recevable ?";
        F413Count = "f413_count", "Combien de formulaires 413 ?";
        F413Address = "f413_address", "Où envoyer le formulaire 413 ?";
        PlatformOrderHelp = "platform_order_help", "Comment commander sur la plateforme ?";
    }
}

/// A certificate that exists.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Certificate {
    /// Its subject, as text, in either order of attributes.
    pub subject: Option<String>,
    /// When it was issued.
    pub not_before: Option<Date>,
    /// When it expires.
    pub not_after: Option<Date>,
}

/// A form 413 to check. A `null` says that the box is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct F413Facts {
    /// 3.1 dénomination.
    pub denomination: Known<String>,
    /// Box 3.1: FINESS number.
    pub finess: Known<String>,
    /// Box 3.1: SIRET number.
    pub siret: Known<String>,
    /// Box 3.1: up to four RPPS-rang.
    pub rpps_rang: Vec<String>,
    /// 4.1 the administrateur technique.
    pub admin: Option<F413Admin>,
    /// 4.1 how many administrateurs techniques.
    pub admins: Option<u32>,
    /// 4.1 their e-mail address.
    pub mail: Known<String>,
    /// Whether that address is read by several people; nothing is guessed from its spelling.
    pub mail_generique: Option<bool>,
    /// Catégorie juridique of the structure, when the asker knows it: it outweighs the name.
    pub categorie_juridique: Option<Code>,
    /// Statut juridique FINESS of the structure.
    pub statut_juridique: Option<Code>,
    /// What the stamp says.
    pub cachet: Known<String>,
    /// Where the form is sent.
    pub destinataire: Option<String>,
}

/// The administrateur technique, as the form names them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct F413Admin {
    /// Name on the form.
    pub nom: Option<String>,
    /// Given name on the form.
    pub prenom: Option<String>,
    /// Name on the card.
    pub carte_au_nom_de: Option<String>,
    /// Given name on the card.
    pub carte_au_prenom_de: Option<String>,
    /// The card; `null` says that there is none.
    pub carte: Known<Card>,
    /// Whether the card is the latest, active one.
    pub carte_active: Option<bool>,
}
