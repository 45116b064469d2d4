//! A case: the facts that a decision is asked on, as JSON or as the directory's code gives them.

mod contract;
mod error;
mod known;
mod lists;
mod people;
mod provenance;
mod question;
mod shape;
mod stated;
mod structure;

use std::collections::BTreeMap;

use aiguilleur_domain::Siret;
use jiff::civil::Date;
use serde::Deserialize;

use crate::codes::{Couloir, IdentifierKind, Level, Usage};

pub use contract::{Contrat, ContratAns};
pub use error::CaseError;
pub use known::Known;
pub(crate) use lists::PLATEAU_TECHNIQUE;
pub use lists::{
    Card, CertificateUsage, CsrWay, DeclaredOrderer, Demande, GroupKind, Incident, NamedOffer, Offer, Party,
    Role, Signer, SiteOption,
};
pub use people::{AdminTechnique, Holder, Professional, RepresentantLegal, Utilisateur};
pub use provenance::{Provenance, Source};
pub use question::{Ask, Certificate, F413Admin, F413Facts};
pub use stated::{Numbered, Stated};
pub use structure::{
    Activity, Etablissement, Groupe, Groupement, Laboratoire, Nature, OrganismeGestionnaire, Site, Structure,
    Successor, Taker,
};

/// Who filled the case in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Somebody stated the facts: what is not said was not asked.
    #[default]
    Statement,
    /// The directory did: what is not said is not known.
    Directory,
}

/// The facts. Every field is optional; an unknown field is refused by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// The question; `order` when nothing is said.
    pub ask: Option<Ask>,
    /// The day the answer is for. See [`Case::dated`].
    pub as_of: Option<Date>,
    /// The couloir, when stated; otherwise each situation tells its own.
    pub couloir: Option<Couloir>,
    /// Whether the certificates are for tests: another form, and never the real ones.
    pub produits_de_test: Option<bool>,
    /// What the certificate is for; `dmp` when nothing is said.
    pub usages: Vec<Usage>,
    /// Whether the éditeur carries out the démarche.
    pub delegation_editeur: Option<bool>,
    /// The professional the situations belong to.
    pub professional: Option<Professional>,
    /// Several professionals; each situation names its own by RPPS.
    pub professionals: Vec<Professional>,
    /// The situations d'exercice; `Some` of an empty list says that there is none.
    pub activities: Option<Vec<Activity>>,
    /// The structures that situations name, by key.
    pub structures: BTreeMap<String, Structure>,
    /// The éditeur of each structure, by the structure's key.
    pub editeurs: BTreeMap<String, Option<String>>,
    /// The administrateur technique.
    pub admin_technique: Option<AdminTechnique>,
    /// The information system around the situation.
    pub context: Context,
    /// The ANS contracts.
    #[serde(rename = "contrat_ANS")]
    pub contrat_ans: ContratAns,
    /// An établissement that asks for itself.
    pub etablissement: Option<Etablissement>,
    /// An organisme gestionnaire that asks for itself.
    pub organisme_gestionnaire: Option<OrganismeGestionnaire>,
    /// A laboratory that asks for itself, or what is known of a biologist's.
    pub laboratoire: Option<Laboratoire>,
    /// A group of legal entities.
    pub groupement: Option<Groupement>,
    /// The identifier that the asker means to order on.
    pub declared_identifier: Option<DeclaredIdentifier>,
    /// In whose name the asker means to order.
    pub declared_orderer: Option<DeclaredOrderer>,
    /// The « service applicatif » (CN) that the asker means to type.
    pub service_applicatif: Option<String>,
    /// The offer that the asker means to order (`ORG`, `SERV SSL`).
    pub requested_offer: Option<NamedOffer>,
    /// Whether the structure is a MSSanté operator.
    pub mssante_operateur: Option<bool>,
    /// Whether the structure is a « fournisseur de service » connected to Pro Santé Connect.
    pub psc_fournisseur_de_service: Option<bool>,
    /// Whether a certificate is wanted even where the card suffices.
    pub certificate_requested: Option<bool>,
    /// The legal representative.
    pub representant_legal: Option<RepresentantLegal>,
    /// People to be made mandataires.
    pub mandataire: Vec<Holder>,
    /// The users of the Dossier Pharmaceutique.
    pub utilisateurs: Option<Vec<Utilisateur>>,
    /// A certificate that exists.
    pub certificate: Option<Certificate>,
    /// What is to be changed.
    pub change: Option<String>,
    /// The administrateur technique's replacement.
    pub remplacant: Option<Holder>,
    /// Who means to sign the form.
    #[serde(deserialize_with = "lists::signer")]
    pub signataire: Option<Signer>,
    /// What happened to the certificate.
    pub incident: Option<Incident>,
    /// How the CSR is sent.
    #[serde(deserialize_with = "lists::csr_way")]
    pub csr_transmission: Option<CsrWay>,
    /// A form 413 to check.
    pub f413: Option<F413Facts>,
    /// The products to declare on form 413 (`ORG AUTH_CLI`).
    pub produits: Vec<NamedOffer>,
    /// Whether one administrateur technique serves them all.
    pub admin_unique: Option<bool>,
    /// The step of the order that help is asked for.
    pub etape: Option<String>,
    /// Who filled the case in; not part of JSON.
    #[serde(skip)]
    pub origin: Origin,
}

/// The identifier that an asker means to order on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredIdentifier {
    /// As typed.
    pub value: String,
    /// What it is said to be.
    pub kind: IdentifierKind,
}

/// The information system around a situation: nothing is assumed of it. A situation's own replaces the case's
/// whole, for a person of three sites has three RIS.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Context {
    /// How many RIS.
    pub nb_ris: Option<u32>,
    /// Identifiers (SIRET) that certificates already stand on.
    pub certificats_existants: Vec<Stated<Siret>>,
    /// Whether the several structures share one address.
    pub meme_adresse: Option<bool>,
    /// Whether the several structures have the same doctors.
    pub memes_medecins: Option<bool>,
    /// Whether the RIS already has certificates.
    pub ris_certifie: Option<bool>,
    /// Whether the RIS sends its reports to a third-party PFI that feeds the DMP.
    pub cr_via_pfi_tierce: Option<bool>,
    /// Who supplies the RIS.
    pub ris_fourni_par: Option<Party>,
    /// The level at which the RIS is configured; `null` says that it is not known.
    #[serde(deserialize_with = "known_level")]
    pub configuration_ris: Known<Level>,
    /// How many servers or instances the certificate would serve.
    pub instances: Option<u32>,
}

fn known_level<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Known<Level>, D::Error> {
    match Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)? {
        None => Ok(Known::None),
        Some(text) => contract::level(&text).map(Known::Some),
    }
}

impl Case {
    /// Reads a request body.
    ///
    /// # Errors
    /// When the text is not JSON, or a field is unknown, of the wrong type, or an impossible date; the error
    /// carries the path of the field. A situation that names no structure of the case is refused too.
    pub fn from_json(bytes: &[u8]) -> Result<Self, CaseError> {
        let body = serde_json::from_slice(bytes).map_err(|error| CaseError::syntax(&error))?;
        shape::check(&body)?;
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let case: Self = serde_path_to_error::deserialize(&mut deserializer).map_err(CaseError::from_path)?;
        deserializer.end().map_err(|error| CaseError::syntax(&error))?;
        case.check_references()?;
        Ok(case)
    }

    fn check_references(&self) -> Result<(), CaseError> {
        for (index, activity) in self.activities.iter().flatten().enumerate() {
            if let Some(key) = activity.structure.as_deref().filter(|key| !self.structures.contains_key(*key))
            {
                return Err(CaseError::Field {
                    path: format!("activities[{index}].structure"),
                    message: format!("la structure « {key} » n'est pas dans `structures`"),
                });
            }
        }
        Ok(())
    }

    /// A case that the directory fills in, for today.
    pub fn from_directory(today: Date) -> Self {
        Self {
            as_of: Some(today),
            origin: Origin::Directory,
            activities: Some(Vec::new()),
            context: Context { configuration_ris: Known::None, ..Context::default() },
            ..Self::default()
        }
    }

    /// The same case, for `today` when it says no day itself.
    #[must_use]
    pub fn dated(mut self, today: Date) -> Self {
        self.as_of.get_or_insert(today);
        self
    }

    /// Adds a situation and the structure it is in.
    pub fn push(&mut self, mut activity: Activity, structure: Option<(String, Structure)>) {
        if let Some((key, structure)) = structure {
            activity.structure = Some(key.clone());
            self.structures.entry(key).or_insert(structure);
        }
        self.activities.get_or_insert_default().push(activity);
    }
}
