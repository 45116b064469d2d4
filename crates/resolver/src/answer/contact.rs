//! The contact of a decision that is not an order.

use serde::Serialize;

use crate::codes::codes;

codes! {
    /// Who can answer.
    pub enum Desk {
        Certificats = "certificats", "service client de l'ANS, certificats";
        Annuaire = "annuaire", "service client de l'ANS, Annuaire Santé";
        Cartes = "cartes", "service client de l'ANS, cartes et contrats";
        Client = "client", "le client lui-même";
        Dsi = "dsi", "la DSI du groupement";
    }
}

impl Desk {
    pub(crate) const fn email(self) -> Option<&'static str> {
        match self {
            Self::Certificats => Some(crate::answer::form::F413_ADDRESS),
            Self::Annuaire => Some("monserviceclient.annuaire@esante.gouv.fr"),
            Self::Cartes => Some("monserviceclient.cartes@esante.gouv.fr"),
            Self::Client | Self::Dsi => None,
        }
    }

    pub(crate) const fn phone(self) -> Option<&'static str> {
        match self {
            Self::Certificats => Some("08 25 85 20 00 (0,06 €/min + prix de l'appel)"),
            _ => None,
        }
    }

    pub(crate) const fn url(self) -> Option<&'static str> {
        match self {
            Self::Certificats => {
                Some("https://esante.gouv.fr/securite/cartes-et-certificats/certificats-logiciels")
            }
            Self::Annuaire => Some("https://annuaire.sante.fr/"),
            _ => None,
        }
    }
}

/// The person or service to contact, and the question to put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Who can answer.
    pub who: Desk,
    /// The question, in one French sentence.
    pub question: String,
    /// E-mail address; `None` for the client and the DSI, whose address the caller has.
    pub email: Option<&'static str>,
    /// Telephone number, as displayed.
    pub phone: Option<&'static str>,
    /// URL of the contact page.
    pub url: Option<&'static str>,
    /// Message ready to send, in French.
    pub message: String,
}
