//! The chain of a certificate up to a root that is trusted: signatures, what authorities may sign, dates.
//!
//! Trusted are the roots that the operator configures. Those of the IGC-Santé are not shipped: no terms that allow it
//! were found. A root that was merely sent along is shown, and trusted in nothing.

use aiguilleur_domain::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use x509_parser::{certificate::X509Certificate, extensions::ParsedExtension, prelude::FromDer};

use crate::{
    CertificateRead, CertificateRefused, Material, name,
    read::{day, hex},
    revocation::{self, Revocation, RevocationStatus},
};

/// Longest chain that is followed: the IGC-Santé's have three certificates.
const MAX_DEPTH: usize = 8;

/// Authorities and revocation lists to check certificates with.
#[derive(Debug, Clone, Default)]
pub struct Authorities {
    trusted: Material,
    given: Material,
}

/// Result of the verification of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainStatus {
    /// Every signature is right, up to a trusted root.
    Verified,
    /// Every signature is right, up to a root that is not among the trusted ones.
    RootNotTrusted,
    /// The certificate of an authority is missing.
    IssuerMissing,
    /// A signature is wrong, an authority signs what it may not, or is revoked.
    Broken,
}

/// One certificate of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Distinguished name of the subject.
    pub name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Last day of validity.
    pub not_after: Date,
}

/// The chain of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// Result of the verification.
    pub status: ChainStatus,
    /// Whether all of it is valid on the day asked for.
    pub in_date: bool,
    /// From the issuer up.
    pub path: Vec<Link>,
    /// One French sentence.
    pub message: String,
}

impl Authorities {
    /// Trusts the certificates of `bytes`, and keeps their revocation lists. The operator's files have no limit of size.
    ///
    /// # Errors
    /// [`CertificateRefused`].
    pub fn trust(&mut self, bytes: &[u8]) -> Result<(), CertificateRefused> {
        self.trusted.add(bytes)
    }

    /// Uses what was sent along, without trust.
    pub fn give(&mut self, material: &Material) {
        self.given.certificates.extend_from_slice(&material.certificates);
        self.given.lists.extend_from_slice(&material.lists);
    }

    /// Whether there is no trusted root.
    pub fn is_empty(&self) -> bool {
        self.trusted.certificates.is_empty()
    }

    fn lists(&self) -> impl Iterator<Item = &[u8]> {
        self.trusted.lists.iter().chain(&self.given.lists).map(Vec::as_slice)
    }

    fn parsed(&self) -> Vec<Known<'_>> {
        let all = [(&self.trusted, true), (&self.given, false)];
        let known = all.into_iter().flat_map(|(material, trusted)| {
            material.certificates.iter().filter_map(move |der| {
                let (_, certificate) = X509Certificate::from_der(der).ok()?;
                Some(Known { certificate, trusted })
            })
        });
        known.collect()
    }

    /// The chain of `read` and what revocation lists say of it, on `today`.
    pub fn check(&self, read: &CertificateRead, today: Date) -> (Chain, Revocation) {
        let Ok((_, leaf)) = X509Certificate::from_der(&read.der) else {
            return (unread(), Revocation::unchecked(&read.crl_addresses));
        };
        let known = self.parsed();
        let walk = Walk { known: &known }.up(&leaf, 0);
        let issuer = walk.path.first().map(|known| &known.certificate);
        let revocation = revocation::check(&leaf, issuer, self.lists(), today, &read.crl_addresses);
        let mut chain = walk.chain(&leaf, today);
        for pair in walk.path.windows(2) {
            let of =
                revocation::check(&pair[0].certificate, Some(&pair[1].certificate), self.lists(), today, &[]);
            if of.status == RevocationStatus::Revoked {
                chain.status = ChainStatus::Broken;
                chain.message = format!("L'autorité « {} » est révoquée.", called(&pair[0].certificate));
            }
        }
        (chain, revocation)
    }
}

struct Known<'a> {
    certificate: X509Certificate<'a>,
    trusted: bool,
}

struct Walk<'k, 'a> {
    known: &'k [Known<'a>],
}

/// Where a walk ended.
struct Walked<'k, 'a> {
    path: Vec<&'k Known<'a>>,
    status: ChainStatus,
    why: String,
}

impl<'k, 'a> Walk<'k, 'a> {
    /// The best chain from `below`, of which `depth` authorities stand beneath.
    fn up(&self, below: &X509Certificate<'_>, depth: usize) -> Walked<'k, 'a> {
        if let Some(why) = unknown_critical(below) {
            return Walked { path: Vec::new(), status: ChainStatus::Broken, why };
        }
        // A chain ends at a root: an authority that is trusted still needs its own issuer, as `openssl verify` asks.
        let self_issued = below.subject().as_raw() == below.issuer().as_raw();
        let is = |known: &&Known<'_>| known.trusted && known.certificate.as_raw() == below.as_raw();
        if let Some(same) = self.known.iter().find(is).filter(|_| self_issued) {
            let path = if depth == 0 { vec![same] } else { Vec::new() };
            return Walked { path, status: ChainStatus::Verified, why: String::new() };
        }
        if self_issued && below.verify_signature(None).is_ok() {
            let why = format!("« {} » se signe elle-même", called(below));
            return Walked { path: Vec::new(), status: ChainStatus::RootNotTrusted, why };
        }
        let issuer = name::authority(&name::attributes(below.issuer()));
        let missing = format!("le certificat de l'autorité « {issuer} » manque");
        let mut best = Walked { path: Vec::new(), status: ChainStatus::IssuerMissing, why: missing };
        if depth == MAX_DEPTH {
            return best;
        }
        for candidate in self.known.iter().filter(|known| may_be_issuer(&known.certificate, below)) {
            let walked = self.over(candidate, below, depth);
            if rank(walked.status) < rank(best.status) || best.path.is_empty() && !walked.path.is_empty() {
                best = walked;
            }
            if best.status == ChainStatus::Verified {
                break;
            }
        }
        best
    }

    /// The chain through `candidate`.
    fn over(&self, candidate: &'k Known<'a>, below: &X509Certificate<'_>, depth: usize) -> Walked<'k, 'a> {
        let certificate = &candidate.certificate;
        let broken = |why: String| Walked { path: vec![candidate], status: ChainStatus::Broken, why };
        if below.verify_signature(Some(certificate.public_key())).is_err() {
            return broken(format!("la signature n'est pas celle de « {} »", called(certificate)));
        }
        if !may_sign(certificate, depth) {
            return broken(format!("« {} » n'a pas le droit de signer ce certificat", called(certificate)));
        }
        let mut walked = self.up(certificate, depth + 1);
        walked.path.insert(0, candidate);
        walked
    }
}

/// The better a status, the lower.
const fn rank(status: ChainStatus) -> u8 {
    match status {
        ChainStatus::Verified => 0,
        ChainStatus::RootNotTrusted => 1,
        ChainStatus::Broken => 2,
        ChainStatus::IssuerMissing => 3,
    }
}

/// By name, and by key identifier where both state one.
fn may_be_issuer(candidate: &X509Certificate<'_>, below: &X509Certificate<'_>) -> bool {
    if candidate.subject().as_raw() != below.issuer().as_raw() || candidate.as_raw() == below.as_raw() {
        return false;
    }
    let own = candidate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0),
        _ => None,
    });
    let wanted = below.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.as_ref().map(|id| id.0),
        _ => None,
    });
    own.zip(wanted).is_none_or(|(own, wanted)| own == wanted)
}

/// Whether an authority may sign, with `depth` authorities between it and the end entity.
fn may_sign(certificate: &X509Certificate<'_>, depth: usize) -> bool {
    let mut authority = certificate.version().0 == 0;
    let mut signs = true;
    for extension in certificate.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::BasicConstraints(constraints) => {
                let deep = constraints.path_len_constraint.is_none_or(|most| depth <= most as usize);
                authority = constraints.ca && deep;
            }
            ParsedExtension::KeyUsage(usage) => signs = usage.key_cert_sign(),
            _ => {}
        }
    }
    authority && signs
}

/// A critical extension that is not understood here, or not checked: nothing may be concluded.
fn unknown_critical(certificate: &X509Certificate<'_>) -> Option<String> {
    let unknown =
        certificate.extensions().iter().filter(|extension| extension.critical).find(|extension| {
            matches!(
                extension.parsed_extension(),
                ParsedExtension::UnsupportedExtension { .. }
                    | ParsedExtension::ParseError { .. }
                    | ParsedExtension::NameConstraints(_)
            )
        })?;
    Some(format!("une extension critique n'est pas comprise ({})", unknown.oid.to_id_string()))
}

fn called(certificate: &X509Certificate<'_>) -> String {
    name::authority(&name::attributes(certificate.subject()))
}

fn in_date(certificate: &X509Certificate<'_>, today: Date) -> bool {
    let validity = certificate.validity();
    let from_to = day(validity.not_before).ok().zip(day(validity.not_after).ok());
    from_to.is_some_and(|(from, to)| from <= today && today <= to)
}

impl Walked<'_, '_> {
    fn chain(&self, leaf: &X509Certificate<'_>, today: Date) -> Chain {
        let path = self.path.iter().filter_map(|known| {
            Some(Link {
                name: called(&known.certificate),
                sha256: hex(&Sha256::digest(known.certificate.as_raw())),
                not_after: day(known.certificate.validity().not_after).ok()?,
            })
        });
        let path: Vec<Link> = path.collect();
        let top = path.last().map(|link| link.name.clone()).unwrap_or_default();
        let authorities = self.path.iter().all(|known| in_date(&known.certificate, today));
        let message = match self.status {
            ChainStatus::Verified if authorities => format!("Chaîne vérifiée jusqu'à « {top} »."),
            ChainStatus::Verified => {
                format!("Chaîne vérifiée jusqu'à « {top} », mais une autorité n'est pas valide à cette date.")
            }
            ChainStatus::RootNotTrusted => {
                format!("Signatures justes, mais {} et n'est pas parmi les racines configurées.", self.why)
            }
            ChainStatus::IssuerMissing => format!("Chaîne non vérifiée : {}.", self.why),
            ChainStatus::Broken => format!("Chaîne rompue : {}.", self.why),
        };
        Chain { status: self.status, in_date: authorities && in_date(leaf, today), path, message }
    }
}

fn unread() -> Chain {
    Chain {
        status: ChainStatus::Broken,
        in_date: false,
        path: Vec::new(),
        message: "Certificat illisible.".to_owned(),
    }
}
