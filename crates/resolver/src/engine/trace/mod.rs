//! Why an answer is what it is: the rules tried, the fact each met or missed, and what would change the answer.

mod counterfactual;

use serde::Serialize;

use crate::answer::Answer;
use crate::case::Case;
use crate::citation::Citation;
use crate::engine;
use crate::rule::Rule;
use crate::situation::Situation;
use crate::situation::probe::{Check, Probe};

pub use counterfactual::Change;

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its condition is met: it decides.
    Applied,
    /// Some fact is missing or differs.
    Missed,
    /// It is not in force on that day.
    NotInForce,
}

/// One rule tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Identifier of the rule (`R-RAD-CAB`).
    pub rule: &'static str,
    /// Its condition, in French.
    pub condition: &'static str,
    /// What became of it.
    pub verdict: Verdict,
    /// The facts it looked at.
    pub checks: Vec<Check>,
}

/// How one situation was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SituationTrace {
    /// The situation, as the case names it.
    pub activity: Option<String>,
    /// The couloir that the rules were read in.
    pub couloir: Option<&'static str>,
    /// The rules tried, in order; the last one decided.
    pub steps: Vec<Step>,
}

/// Every passage that one decision rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Passages {
    /// Index of the decision.
    pub decision: usize,
    /// Its passages, the deciding rule's first.
    pub citations: Vec<&'static Citation>,
}

/// Why an answer is what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// Each situation.
    pub situations: Vec<SituationTrace>,
    /// Every passage of each decision.
    pub passages: Vec<Passages>,
    /// Which single facts, were they otherwise, would change the answer.
    pub would_change: Vec<Change>,
}

/// Answers a case and says why. Costs some tens of decisions, for what would change is tried out.
pub fn decide_traced(case: &Case) -> (Answer, Trace) {
    let mut trace = Trace::default();
    let answer = engine::run(case, &mut Recorder { trace: Some(&mut trace) });
    let passages = |(decision, own): (usize, &crate::answer::Decision)| Passages {
        decision,
        citations: own.rule().citations(),
    };
    trace.passages = answer.decisions.iter().enumerate().map(passages).collect();
    trace.would_change = counterfactual::changes(case, &answer);
    (answer, trace)
}

/// Receives the engine's steps; does nothing when nobody asks.
pub(crate) struct Recorder<'t> {
    trace: Option<&'t mut Trace>,
}

impl Recorder<'_> {
    pub(crate) const fn silent() -> Self {
        Self { trace: None }
    }

    /// A situation begins.
    pub(crate) fn begin(&mut self, s: &Situation<'_>) {
        if let Some(trace) = &mut self.trace {
            trace.situations.push(SituationTrace {
                activity: s.activity.and_then(|a| a.id.clone()),
                couloir: s.couloir.map(crate::codes::Couloir::code),
                steps: Vec::new(),
            });
        }
    }

    /// Tries a rule.
    pub(crate) fn probe(
        &mut self,
        rule: &'static Rule,
        applies: impl FnOnce(&mut Probe<'_>) -> bool,
    ) -> bool {
        let Some(trace) = &mut self.trace else { return applies(&mut Probe::silent()) };
        let mut checks = Vec::new();
        let met = applies(&mut Probe::recording(&mut checks));
        let verdict = if met { Verdict::Applied } else { Verdict::Missed };
        Self::push(trace, rule, verdict, checks);
        met
    }

    /// A rule that was not asked.
    pub(crate) fn step(&mut self, rule: &'static Rule, verdict: Verdict) {
        if let Some(trace) = &mut self.trace {
            Self::push(trace, rule, verdict, Vec::new());
        }
    }

    /// A rule that decides without a condition.
    pub(crate) fn applied(&mut self, rule: &'static Rule) {
        self.step(rule, Verdict::Applied);
    }

    fn push(trace: &mut Trace, rule: &'static Rule, verdict: Verdict, checks: Vec<Check>) {
        if trace.situations.is_empty() {
            trace.situations.push(SituationTrace::default());
        }
        if let Some(situation) = trace.situations.last_mut() {
            situation.steps.push(Step { rule: rule.id, condition: rule.condition, verdict, checks });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(json: &str) -> (Answer, Trace) {
        decide_traced(&Case::from_json(json.as_bytes()).unwrap())
    }

    #[test]
    fn the_trace_lists_the_rules_tried_and_the_facts() {
        let (answer, trace) = traced(
            r#"{"as_of": "2022-12-20", "activities": [{"id": "a1", "secteur": "SA04", "structure": "s"}],
                "structures": {"s": {"denomination": "CLINIQUE X", "finess_geographique": "990000523",
                "finess_juridique": "990000531", "evidence": {"finess_geographique": {"source": "finess-structures",
                "dated": "2022-12-01"}}}}}"#,
        );
        assert_eq!(answer.decisions[0].rule().rule.id, "R-HOP-2");
        assert_eq!(answer.decisions[0].evidence()[0].source, "finess-structures");
        let steps = &trace.situations[0].steps;
        assert_eq!(steps.last().map(|step| (step.rule, step.verdict)), Some(("R-HOP-2", Verdict::Applied)));
        assert_eq!(steps[0].rule, "R-ORDRE-1");
        assert!(!steps[0].checks[0].met);
        let later = trace.would_change.iter().find(|change| change.fact == "as_of").unwrap();
        assert_eq!(later.outcome, "choice_required");
    }

    #[test]
    fn the_trace_lists_rules_out_of_force() {
        let (_, trace) = traced(
            r#"{"as_of": "2024-01-01", "activities": [{"secteur": "SA03", "structure": "s"}],
                "structures": {"s": {"finess_geographique": "990000523"}}}"#,
        );
        let steps = &trace.situations[0].steps;
        assert!(steps.iter().any(|step| step.rule == "R-HOP-2" && step.verdict == Verdict::NotInForce));
    }
}
