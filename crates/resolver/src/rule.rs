//! A rule as a value: what it asks, what it answers, what it rests on, and when it is in force.

use jiff::civil::Date;

use crate::ambiguity::Ambiguity;
use crate::answer::Confidence;
use crate::citation::Citation;
use crate::codes::codes;
use crate::draft::Draft;
use crate::probe::Probe;
use crate::situation::Situation;

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

/// Whether a rule gives a decision of its own.
#[derive(Clone, Copy)]
pub enum Part {
    /// It adds citations, products, prerequisites or warnings to another rule's decision.
    Completes,
    /// It decides, where its condition is met.
    Decides {
        /// Whether the condition is met; tells the probe what it looked at.
        applies: fn(&Situation<'_>, &mut Probe<'_>) -> bool,
        /// The decisions; several where each site or legal entity orders.
        decide: fn(&Situation<'_>) -> Vec<Draft>,
    },
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
    /// What it does.
    pub part: Part,
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
            part: Part::Completes,
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
