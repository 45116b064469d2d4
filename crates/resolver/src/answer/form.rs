//! The forms to fill: their boxes, who signs, where they go.

use serde::Serialize;

use crate::codes::{Level, codes};

codes! {
    /// Who signs form 413.
    pub enum Signatory {
        TitulaireDuCabinet = "titulaire_du_cabinet", "Titulaire du cabinet";
        ResponsableLegal = "responsable_legal", "Responsable légal";
        RepresentantLegalOuMandataire = "representant_legal_ou_mandataire", "Représentant légal ou mandataire";
    }
}

codes! {
    /// The type of certificates that a form 413 declares.
    pub enum CertificateType {
        Org = "org", "Certificat ORG (Personne morale) usage AUTH_CLI, SIGN, CONF";
        Serv = "serv", "Certificat logiciel SERVEUR usage SSL_SERVEUR";
        Smime = "smime", "Certificat logiciel SERVEUR usage SMIME, SIGN, CONF";
        Pro = "pro", "Certificat logiciel PRO (Personne physique) usage AUTH, SIGN, CONF";
    }
}

/// A box of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Which box: its stable name, by which others fill it.
    pub code: &'static str,
    /// Number printed on the form (`3.1`).
    pub section: &'static str,
    /// The box, as printed.
    pub label: &'static str,
    /// What to write; `None` where it is for the asker to know, or where nothing may be written.
    pub value: Option<String>,
    /// Whether it must stay empty.
    pub empty: bool,
    /// What to do, in French.
    pub instruction: &'static str,
}

/// A form to fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// `F413`, `F301`, `F503`, `bon_de_commande_segur`, …
    pub form: &'static str,
    /// What the form is, in French.
    pub title: &'static str,
    /// Which case of the guide (`cas_1` société, `cas_2` GIE or FINESS, `cas_3` cabinet).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<&'static str>,
    /// Status of the administrateur technique on the bon de commande (`pharmacien`, `editeur`).
    pub statut: Option<&'static str>,
    /// The éditeur whose administrateur technique is declared.
    pub editeur: Option<String>,
    /// 3.1 dénomination; `None` when it must stay empty or is not known.
    pub denomination: Option<String>,
    /// Box 3.1: FINESS number.
    pub finess: Option<String>,
    /// Whether that FINESS is an EJ's or an EG's: the form no longer prints it.
    pub finess_level: Option<Level>,
    /// Box 3.1: SIRET number.
    pub siret: Option<String>,
    /// 3.1 RPPS rang, four at most.
    pub rpps_rang: Vec<String>,
    /// 3.2 which box is ticked.
    pub signatory: Option<Signatory>,
    /// Box 4.3 of the form.
    pub certificate_type: Option<CertificateType>,
    /// 4.3 the messaging domain, for personal certificates.
    pub messaging_domain: Option<String>,
    /// 4.2 what to write of the usage.
    pub usages: Vec<&'static str>,
    /// Every box, in order, as the printable page shows it.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub send_to: Option<&'static str>,
    /// The ways to declare the same online.
    pub online: Vec<Online>,
}

/// A way to declare online what a form declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Online {
    /// Name of the service, as its site writes it.
    pub name: &'static str,
    /// Where it is described.
    pub url: &'static str,
}

/// The only address that form 413 goes to.
pub const F413_ADDRESS: &str = "monserviceclient.certificats@esante.gouv.fr";

impl Form {
    /// An empty form.
    pub(crate) const fn blank(form: &'static str, title: &'static str) -> Self {
        Self {
            form,
            title,
            case: None,
            statut: None,
            editeur: None,
            denomination: None,
            finess: None,
            finess_level: None,
            siret: None,
            rpps_rang: Vec::new(),
            signatory: None,
            certificate_type: None,
            messaging_domain: None,
            usages: Vec::new(),
            fields: Vec::new(),
            send_to: None,
            online: Vec::new(),
        }
    }
}
