//! What can go wrong with a request, and the page that says what to try.

use std::sync::Arc;

use aiguilleur_directory::StoreError;
use aiguilleur_directory::{DirectoryError, IdentifierView};
use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::page::{ErrorPage, IdentifierCard};

/// A request that gets an error page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The address holds no identifier of the kind that the page shows.
    #[error("malformed identifier")]
    Malformed(Box<IdentifierView>),
    /// A well-formed identifier that names nothing.
    #[error("not in directory")]
    NotInDirectory(Box<IdentifierView>),
    /// The address names nothing, for the reason given in French.
    #[error("nothing there")]
    Nothing(&'static str),
    /// No page has the address.
    #[error("no page")]
    Lost,
    /// A parameter whose value is not admitted, in French.
    #[error("invalid parameter")]
    Parameter(String),
    /// The directory could not answer.
    #[error("the directory could not answer")]
    Directory(#[from] DirectoryError),
    /// The order could not be prepared.
    #[error("the order could not be prepared")]
    Kit(#[from] aiguilleur_kit::KitError),
    /// A certificate could not be looked up.
    #[error("a certificate could not be looked up")]
    Certificate(#[from] aiguilleur_reconcile::ReconcileError),
    /// The page could not be rendered.
    #[error("the page could not be rendered")]
    Template(#[from] askama::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Directory(error.into())
    }
}

impl Failure {
    fn page(self) -> (StatusCode, ErrorPage) {
        match self {
            Self::Malformed(view) => (
                StatusCode::BAD_REQUEST,
                ErrorPage::new("Ce numéro n'est pas lisible", "")
                    .about(IdentifierCard::new(&view))
                    .hints(&[
                        "RPPS : 11 chiffres. RPPS-rang et SIRET : 14 chiffres. FINESS : 9 caractères, 2A ou 2B en \
                         Corse.",
                        "Recopiez le numéro depuis un document plutôt que depuis un tableur : un tableur ôte les \
                         zéros du début et arrondit les longs nombres.",
                        "Sinon, cherchez par le nom et la ville.",
                    ]),
            ),
            Self::NotInDirectory(view) => (
                StatusCode::NOT_FOUND,
                ErrorPage::new(
                    "L'annuaire ne connaît pas ce numéro",
                    "Le numéro est bien formé, mais aucune des sources importées ne le contient.",
                )
                .about(IdentifierCard::of_unknown(&view))
                .hints(&[
                    "Faites répéter le numéro : un chiffre échangé peut donner un autre numéro valable.",
                    "Cherchez par le nom et la ville : le numéro a pu changer.",
                    "Une inscription récente arrive dans l'annuaire sous un à deux jours.",
                ]),
            ),
            Self::Nothing(why) => (
                StatusCode::NOT_FOUND,
                ErrorPage::new("Cette page n'existe pas", why)
                    .hints(&["Repartez de la recherche : un nom, une ville, un numéro."]),
            ),
            Self::Lost => (
                StatusCode::NOT_FOUND,
                ErrorPage::new("Cette page n'existe pas", "Aucune page ne se trouve à cette adresse.").hints(&[
                    "Repartez de la recherche, en haut : un nom, une ville, un numéro.",
                    "Si vous avez recopié l'adresse, comparez-la à l'original : une fiche est à /professionnels/ \
                     suivi du RPPS, ou à /structures/ suivi du FINESS, du SIRET ou du RPPS-rang.",
                    "Pour appeler ce service depuis un logiciel, voyez /docs.",
                ]),
            ),
            Self::Parameter(why) => (
                StatusCode::BAD_REQUEST,
                ErrorPage::new("L'adresse de cette page est incomplète ou abîmée", &why)
                    .hints(&["Repartez de la fiche, et choisissez les usages dans la page."]),
            ),
            Self::Directory(_) | Self::Kit(_) | Self::Certificate(_) | Self::Template(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                ErrorPage::new(
                    "La réponse n'a pas pu être préparée",
                    "L'incident vient de ce service, pas de votre demande ; il est journalisé.",
                )
                .hints(&["Rechargez la page.", "Si cela persiste, prévenez l'exploitant du service."]),
            ),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::Directory(_) | Self::Kit(_) | Self::Certificate(_) | Self::Template(_) = &self {
            tracing::error!(error = &self as &dyn std::error::Error, "a page could not be prepared");
        }
        let (status, page) = self.page();
        // Rendered where the frame of the site is at hand: `reply::shown`.
        (status, Extension(Arc::new(page))).into_response()
    }
}
