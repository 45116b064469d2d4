//! Decisions: the directory fills in the facts, the resolver decides, the directory shows both side by side.

mod facts;
mod standing;

use std::sync::Arc;

pub use standing::Standing;

use aiguilleur_domain::{Date, IdNatPp, pasted::Pasted};
use aiguilleur_resolver::{
    Answer, Case, Couloir, Decision, Form, Recommendation, Trace, Usage, Warning, decide, decide_traced,
};
use aiguilleur_store::StoreError;
use serde::{Serialize, Serializer};

use crate::{
    KnownStructure, PersonHit, Snapshot, SourceStatus, StructureId,
    view::{PracticeView, ProfessionalView, SituationView, StructureView},
};

/// What the answer is wanted for. The defaults assume nothing: DMP, today, each situation its own couloir.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DecisionRequest {
    /// The usages; `dmp` when empty.
    pub usages: Vec<Usage>,
    /// The couloir, when the asker states it.
    pub couloir: Option<Couloir>,
    /// The day the answer is for; today when absent.
    pub as_of: Option<Date>,
    /// Whether the rules tried are wanted.
    pub trace: bool,
}

impl DecisionRequest {
    /// The day to decide for.
    pub fn day(&self, snapshot: &Snapshot) -> Date {
        self.as_of.unwrap_or_else(|| snapshot.today())
    }
}

/// The decisions for a professional or a structure.
#[derive(Debug, Clone, Serialize)]
pub struct Decided {
    /// The professional, when one was asked about.
    pub professional: Option<ProfessionalView>,
    /// Whether one decision can be followed unchanged.
    pub recommendation: Recommendation,
    /// One decision a situation.
    pub decisions: Vec<DecisionView>,
    /// The forms to fill, filled.
    pub forms: Vec<Form>,
    /// Number of forms.
    pub forms_count: u32,
    /// Number of sets of certificates.
    pub certificate_sets: u32,
    /// What bears on the whole.
    pub warnings: Vec<Warning>,
    /// The rules tried, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
    /// The sources of the answer.
    pub data: SharedDataView,
}

/// A decision beside the situation and the structure it is about.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    /// The situation; absent when a structure was asked about by itself.
    pub situation: Option<SituationView>,
    /// Structure of the decision; `None` for a situation without one.
    pub structure: Option<StructureView>,
    /// The resolver's decision, flattened in JSON.
    #[serde(flatten)]
    pub decision: Decision,
}

/// A [`DataView`], shared by the answers of a day.
#[derive(Debug, Clone)]
pub struct SharedDataView(Arc<DataView>);

impl std::ops::Deref for SharedDataView {
    type Target = DataView;

    fn deref(&self) -> &DataView {
        &self.0
    }
}

impl Serialize for SharedDataView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The sources of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// Name of the generation.
    pub generation: String,
    /// Version of the rule set.
    pub rules: &'static str,
    /// The sources and their ages.
    pub sources: Vec<SourceStatus>,
    /// The sources that would add to it, and were not imported; `/v1/status` tells them.
    #[serde(skip)]
    pub absent: Vec<&'static str>,
    /// Whether the data is that of a demonstration, whose ages mean nothing.
    #[serde(skip)]
    pub invented: bool,
}

impl Snapshot {
    /// The decisions for the professional of that identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decide_for_professional(
        &self,
        id: IdNatPp,
        request: &DecisionRequest,
    ) -> Result<Option<Decided>, StoreError> {
        let Some(hit) = self.professional_on(id, request.day(self))? else { return Ok(None) };
        let mut decided = self.decide_for(hit, request);
        self.warn_of_cards(&mut decided, request.day(self))?;
        Ok(Some(decided))
    }

    /// The decisions for a professional who was looked up.
    pub fn decide_for(&self, hit: PersonHit, request: &DecisionRequest) -> Decided {
        let case = facts::professional(&hit, request, self);
        let PersonHit { professional, situations, .. } = hit;
        let views =
            situations.into_iter().map(|PracticeView { situation, structure }| (Some(situation), structure));
        self.decided(&case, Some(professional), views.collect(), request)
    }

    /// The decisions for the structures that `id` names.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decide_for_structure(
        &self,
        id: StructureId,
        request: &DecisionRequest,
    ) -> Result<Option<Decided>, StoreError> {
        self.decide_for_structures(&self.structures(id)?, request)
    }

    /// The decisions for structures that were looked up, all those of one number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decide_for_structures(
        &self,
        structures: &[KnownStructure],
        request: &DecisionRequest,
    ) -> Result<Option<Decided>, StoreError> {
        if structures.is_empty() {
            return Ok(None);
        }
        let (case, about) = facts::structures(structures, request, self)?;
        let view = |known: &KnownStructure| (None, Some(StructureView::on(known, request.day(self))));
        let mut decided = self.decided(&case, None, about.iter().map(view).collect(), request);
        self.warn_of_cards(&mut decided, request.day(self))?;
        Ok(Some(decided))
    }

    /// The decisions for whatever a pasted text names, a professional or a structure: the first reading that the
    /// directory knows.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decide_for_pasted(
        &self,
        pasted: &Pasted,
        request: &DecisionRequest,
    ) -> Result<Option<Decided>, StoreError> {
        for value in pasted.readings.iter().filter_map(|reading| reading.value) {
            let decided = match (value.person(), value.structure()) {
                (Some(id), _) => self.decide_for_professional(id, request)?,
                (None, Some(id)) => self.decide_for_structure(StructureId::Known(id), request)?,
                (None, None) => None,
            };
            if decided.is_some() {
                return Ok(decided);
            }
        }
        Ok(None)
    }

    fn decided(
        &self,
        case: &Case,
        professional: Option<ProfessionalView>,
        views: Vec<(Option<SituationView>, Option<StructureView>)>,
        request: &DecisionRequest,
    ) -> Decided {
        let (answer, trace) = if request.trace {
            let (answer, trace) = decide_traced(case);
            (answer, Some(trace))
        } else {
            (decide(case), None)
        };
        let Answer { recommendation, decisions, forms, forms_count, certificate_sets, warnings, rules: _ } =
            answer;
        let views = views.into_iter().map(Some).chain(std::iter::repeat(None));
        let decisions = decisions.into_iter().zip(views).map(|(mut decision, view)| {
            let (situation, structure) = view.unwrap_or_default();
            // What is shown beside the decision has its source beside the decision's own.
            let shown = situation.iter().flat_map(|situation: &SituationView| &situation.evidence);
            decision.also_rests_on(shown);
            DecisionView { situation, structure, decision }
        });
        Decided {
            professional,
            recommendation,
            decisions: decisions.collect(),
            forms,
            forms_count,
            certificate_sets,
            warnings,
            trace,
            data: self.data_view(),
        }
    }

    /// What this snapshot's answers stand on. It tells ages: it is made once a day.
    pub fn data_view(&self) -> SharedDataView {
        let today = self.today();
        if let Some((day, view)) = &**self.data_view.load()
            && *day == today
        {
            return view.clone();
        }
        let view = SharedDataView(Arc::new(DataView {
            generation: self.id().to_string(),
            rules: aiguilleur_resolver::RULES_VERSION,
            sources: self.source_status(today),
            absent: self.absent_sources(),
            invented: self.is_invented(),
        }));
        self.data_view.store(Arc::new(Some((today, view.clone()))));
        view
    }
}
