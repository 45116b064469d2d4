//! One certificate: what its subject, its issuer, its extensions and its dates say. No signature is checked here.

use aiguilleur_domain::Date;
use aiguilleur_resolver::{Ask, Case, Certificate, IdNatStructRead, Reply, SubjectRead, Warning, decide};
use serde::Serialize;
use sha2::{Digest, Sha256};
use x509_parser::{
    certificate::X509Certificate, prelude::FromDer, public_key::PublicKey, time::ASN1Time,
    x509::SubjectPublicKeyInfo,
};

use crate::{
    CardRead, CertificateRefused, Hierarchy, PersonRead, ProductRead, extension::Extensions, input::material,
    name, product,
};

/// The branch of the IGC-Santé that issued a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerFamily {
    /// IGC-Santé, gamme élémentaire, organisations: the one that the guides speak of.
    ElementaireOrganisations,
    /// Another authority of IGC-Santé.
    OtherIgcSante,
    /// Anybody else.
    Other,
}

/// Whose a certificate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// A structure, which its OU names.
    Structure,
    /// A person: a card, or a software certificate of a professional.
    Person,
    /// An authority of certification.
    Authority,
    /// None of these can be read in it.
    Unknown,
}

/// The public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyRead {
    /// `RSA`, `EC` or the OID.
    pub algorithm: String,
    /// Its size, in bits.
    pub bits: Option<usize>,
    /// SHA-256 of the key (SubjectPublicKeyInfo), in hexadecimal: the same for two certificates of one key.
    pub sha256: String,
}

/// The fields of one decoded certificate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CertificateRead {
    /// The subject's attributes.
    pub subject: SubjectRead,
    /// The identifier of the structure, as the OU of an end entity's subject carries it.
    pub id_nat_struct: Option<String>,
    /// The same, taken apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdNatStructRead>,
    /// Whose it is.
    pub owner: Owner,
    /// The authority that this certificate is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Holder of a card or of a personal certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRead>,
    /// The card that it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardRead>,
    /// Which product; `None` where its codes name none.
    pub product: Option<ProductRead>,
    /// Which infrastructure.
    pub hierarchy: Hierarchy,
    /// CN of the issuer; its organisational unit where it has none.
    pub issuer: String,
    /// Branch of the IGC-Santé, by the issuer's name.
    pub issuer_family: IssuerFamily,
    /// Whether it is a test product.
    pub test: bool,
    /// Fields that show it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub test_evidence: Vec<&'static str>,
    /// Policies, as OIDs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
    /// Domain names (SAN).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dns_names: Vec<String>,
    /// Where its revocation list is published.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crl_addresses: Vec<String>,
    /// The public key.
    pub key: KeyRead,
    /// SHA-256 of the whole certificate, in hexadecimal.
    pub sha256: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// First day of validity.
    pub not_before: Date,
    /// Last day of validity.
    pub not_after: Date,
    /// Days left; negative when expired.
    pub days_left: i32,
    /// What the subject calls for.
    #[serde(skip)]
    pub warnings: Vec<Warning>,
    /// The certificate itself, for the checks that need it.
    #[serde(skip)]
    pub(crate) der: Vec<u8>,
}

/// The certificates of end entities in `bytes`, seen on `today`. Those of authorities are left out, unless there is
/// nothing else.
///
/// # Errors
/// [`CertificateRefused`]; a private key anywhere refuses all of it, unread.
pub fn read(bytes: &[u8], today: Date) -> Result<Vec<CertificateRead>, CertificateRefused> {
    let material = material(bytes)?;
    let read: Result<Vec<_>, _> =
        material.certificates.iter().map(|der| CertificateRead::from_der(der, today)).collect();
    let mut read = read?;
    if read.iter().any(|certificate| certificate.owner != Owner::Authority) {
        read.retain(|certificate| certificate.owner != Owner::Authority);
    }
    if read.is_empty() { Err(CertificateRefused::NotACertificate) } else { Ok(read) }
}

impl CertificateRead {
    /// Reads one certificate in DER.
    ///
    /// # Errors
    /// When it is not one.
    pub fn from_der(der: &[u8], today: Date) -> Result<Self, CertificateRefused> {
        let refused = CertificateRefused::NotACertificate;
        let (_, certificate) = X509Certificate::from_der(der).map_err(|_| refused)?;
        let extensions = Extensions::of(&certificate);
        let subject = name::attributes(certificate.subject());
        let issuer = name::attributes(certificate.issuer());
        let (issuer_family, issuer_is_igc) = family(&name::common_name(&issuer));
        let hierarchy = product::hierarchy(&extensions, &issuer, issuer_is_igc);
        let authority = extensions.is_authority;
        let person = if authority { None } else { name::person(&subject) };
        let card = product::card(&extensions).filter(|_| !authority);
        let product = if authority {
            None
        } else {
            product::product(&extensions, person.is_some(), hierarchy, card.as_ref())
        };
        let (mut read, identifier, warnings) = understand(name::escaped(&subject, !authority));
        read.service_applicatif = Some(name::common_name(&subject)).filter(|cn| !cn.is_empty());
        let id_nat_struct = identifier
            .as_ref()
            .filter(|read| read.kind.is_some() || read.checksum == "not_applicable")
            .map(|read| format!("{}{}", read.type_code, read.value));
        let test_evidence = product::test_evidence(&extensions, if authority { &subject } else { &issuer });
        let validity = certificate.validity();
        let (not_before, not_after) = (day(validity.not_before)?, day(validity.not_after)?);
        Ok(Self {
            owner: match (authority, person.is_some() || card.is_some(), &id_nat_struct) {
                (true, ..) => Owner::Authority,
                (false, true, _) => Owner::Person,
                (false, false, Some(_)) => Owner::Structure,
                (false, false, None) => Owner::Unknown,
            },
            authority: authority.then(|| name::authority(&subject)),
            person,
            card,
            product,
            hierarchy,
            subject: read,
            identifier: identifier.filter(|_| !authority),
            id_nat_struct,
            issuer: name::authority(&issuer),
            issuer_family,
            test: !test_evidence.is_empty(),
            test_evidence,
            policies: extensions.policies,
            dns_names: extensions.dns_names,
            crl_addresses: extensions.crl_addresses,
            key: key(certificate.public_key()),
            sha256: hex(&Sha256::digest(certificate.as_raw())),
            serial: hex(certificate.raw_serial()),
            not_before,
            not_after,
            days_left: today.until(not_after).map_or(0, |span| span.get_days()),
            warnings: if authority { Vec::new() } else { warnings },
            der: certificate.as_raw().to_vec(),
        })
    }

    /// Whether it was read from these bytes.
    pub fn is(&self, der: &[u8]) -> bool {
        self.der == der
    }

    /// Whether its validity begins after the day that it was read for.
    pub fn not_yet_valid(&self) -> bool {
        self.days_left > self.not_before.until(self.not_after).map_or(0, |span| span.get_days())
    }

    /// The « service applicatif », unchanged.
    pub fn cn(&self) -> &str {
        self.subject.service_applicatif.as_deref().unwrap_or_default()
    }
}

/// What the resolver reads in a subject: its attributes, the identifier, and what is wrong with them.
fn understand(text: String) -> (SubjectRead, Option<IdNatStructRead>, Vec<Warning>) {
    let case = Case {
        ask: Some(Ask::CertificateSubject),
        certificate: Some(Certificate { subject: Some(text), ..Certificate::default() }),
        ..Case::default()
    };
    let decision = decide(&case).decisions.into_iter().next();
    decision.map_or_else(Default::default, |decision| match decision.reply() {
        Reply::Subject(subject, unit) => (*subject.clone(), unit.clone(), decision.warnings().to_vec()),
        _ => Default::default(),
    })
}

/// The family of an issuer by its whole CN, and whether it is the IGC-Santé's.
pub(crate) fn family(issuer: &str) -> (IssuerFamily, bool) {
    let upper = issuer.to_uppercase();
    let name = upper.strip_prefix("TEST ").unwrap_or(&upper);
    let of_range = |start: &str| name.strip_prefix(start).is_some_and(|range| !range.is_empty());
    match name {
        "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS" => (IssuerFamily::ElementaireOrganisations, true),
        _ if of_range("AC IGC-SANTE ") || of_range("AC RACINE IGC-SANTE ") => {
            (IssuerFamily::OtherIgcSante, true)
        }
        _ => (IssuerFamily::Other, false),
    }
}

pub(crate) fn key(key: &SubjectPublicKeyInfo<'_>) -> KeyRead {
    let (algorithm, bits) = match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => ("RSA".to_owned(), Some(rsa.key_size())),
        Ok(PublicKey::EC(point)) => ("EC".to_owned(), Some(point.key_size())),
        _ => (key.algorithm.algorithm.to_id_string(), None),
    };
    KeyRead { algorithm, bits, sha256: hex(&Sha256::digest(key.raw)) }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn day(time: ASN1Time) -> Result<Date, CertificateRefused> {
    let moment =
        jiff::Timestamp::from_second(time.timestamp()).map_err(|_| CertificateRefused::NotACertificate)?;
    Ok(jiff::tz::Offset::UTC.to_datetime(moment).date())
}
