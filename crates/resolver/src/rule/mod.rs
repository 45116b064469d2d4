//! A rule as data: what it asks, what it answers, what it rests on, and when it is in force. The rules themselves
//! stand in the files below, by chapter; the code that tests and applies them is in `couloir`.

pub(crate) mod ambiguity;
pub(crate) mod biologie;
pub(crate) mod certificate;
pub(crate) mod contact;
pub(crate) mod declared;
pub(crate) mod dossier_pharmaceutique;
pub(crate) mod doubt;
pub(crate) mod f413;
pub(crate) mod form;
pub(crate) mod hopital;
pub(crate) mod hors_couloir;
pub(crate) mod identifier;
pub(crate) mod medecine_de_ville;
pub(crate) mod medico_social;
pub(crate) mod need;
pub(crate) mod officine;
pub(crate) mod ordre;
pub(crate) mod people;
pub(crate) mod practice;
pub(crate) mod prive;
pub(crate) mod product;
pub(crate) mod radiologie;
pub(crate) mod roc;
pub(crate) mod standing;
pub(crate) mod subject;

use jiff::civil::{Date, date};

use crate::citation::Citation;
use crate::codes::{Confidence, codes};
use crate::rule::ambiguity::Ambiguity;

/// Version of the rule set: the day of its last change, and a number within that day.
pub const RULES_VERSION: &str = "2026-11-29.2";

/// The day that a case without a day is answered for: that of the rule set.
pub(crate) const RULES_DAY: Date = date(2026, 11, 29);

codes! {
    /// The chapters of the rules.
    pub enum Family {
        Ordre = "ordre", "Ordre d'examen";
        Products = "products", "Produits par usage";
        Officine = "officine", "Couloir officine";
        Radiologie = "radiologie", "Couloir radiologie";
        Hopital = "hopital", "Couloir hôpital";
        MedicoSocial = "medico_social", "Couloir médico-social";
        Biologie = "biologie", "Couloir biologie médicale";
        MedecineDeVille = "medecine_de_ville", "Couloir médecine de ville";
        Roc = "roc", "Établissements, ROC";
        DossierPharmaceutique = "dossier_pharmaceutique", "Établissements, Dossier Pharmaceutique";
        Prerequisites = "prerequisites", "Contrats, cartes, formulaires";
        F413 = "f413", "Formulaire 413";
        Lifecycle = "lifecycle", "Vie du certificat";
        Identifiers = "identifiers", "Identifiants";
    }
}

/// A rule of the documents.
pub struct Rule {
    /// Stable identifier (`R-RAD-CAB`).
    pub id: &'static str,
    /// Chapter.
    pub family: Family,
    /// When it applies, in French.
    pub condition: &'static str,
    /// What it says, in French.
    pub decision: &'static str,
    /// The products it names, in French; empty where they follow from the usage.
    pub products: &'static str,
    /// The passages it rests on.
    pub citations: &'static [Citation],
    /// How many of them, from the first, carry it by themselves: whole sentences, two at most.
    pub carried_by: usize,
    /// How sure it is.
    pub confidence: Confidence,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_until: Option<Date>,
    /// The doubts that bear on it.
    pub ambiguities: &'static [Ambiguity],
    /// The facts it reads, as the case names them.
    pub facts: &'static [&'static str],
}

impl Rule {
    /// A rule that completes others: sure, always in force, without doubts.
    pub(crate) const fn completing(
        id: &'static str,
        family: Family,
        condition: &'static str,
        decision: &'static str,
        citations: &'static [Citation],
    ) -> Self {
        Self {
            id,
            family,
            condition,
            decision,
            products: "",
            citations,
            carried_by: 2,
            confidence: Confidence::High,
            valid_from: None,
            valid_until: None,
            ambiguities: &[],
            facts: &[],
        }
    }

    /// Whether the rule is in force on `day`.
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}
