//! The page where certificates are pasted and read. What is pasted is kept nowhere, and never shown back.

use aiguilleur_certificate::{calendar, material};
use aiguilleur_reconcile::{Inspection, Judge, Options, deadlines};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};

use crate::{
    failure::Failure,
    page::CertificatesPage,
    parameters::Parameters,
    reply::{self, Outcome},
    site::Site,
};

/// `GET /certificats`
pub(super) async fn page(State(site): State<Site>, headers: HeaderMap) -> Outcome {
    reply::html(&site, &site.host.snapshot(), &headers, &CertificatesPage::empty())
}

/// What the posted form holds, inspected; or why it gives no certificate.
fn inspected(site: &Site, body: &Bytes) -> Result<Result<Inspection, &'static str>, Failure> {
    let form = Parameters::read(std::str::from_utf8(body).ok());
    let Some(text) = form.text("texte") else { return Ok(Err("Rien n'a été collé.")) };
    let material = match material(text.as_bytes()) {
        Ok(material) => material,
        Err(refused) => return Ok(Err(refused.message())),
    };
    let snapshot = site.host.snapshot();
    let options = Options::new(snapshot.today());
    let read = Judge::new(&snapshot, &options).inspect(&material, &site.authorities(), &[])?;
    Ok(read.map_err(aiguilleur_certificate::CertificateRefused::message))
}

/// `POST /certificats`
pub(super) async fn read(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Outcome {
    let page = match inspected(&site, &body)? {
        Ok(inspection) => CertificatesPage::read(&inspection),
        Err(message) => CertificatesPage::refused(message),
    };
    reply::html(&site, &site.host.snapshot(), &headers, &page)
}

/// `POST /certificats/echeances.ics`
pub(super) async fn deadlines_file(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Outcome {
    let snapshot = site.host.snapshot();
    let inspection = match inspected(&site, &body)? {
        Ok(inspection) => inspection,
        Err(message) => return reply::html(&site, &snapshot, &headers, &CertificatesPage::refused(message)),
    };
    let text = calendar(&deadlines(&inspection), snapshot.today());
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"echeances.ics\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, text).into_response())
}
