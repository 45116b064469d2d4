//! From a case to its answer: which rules are tried on which situation, in which order.

pub(crate) mod asked;
pub(crate) mod question;
pub(crate) mod trace;

use jiff::civil::Date;

use crate::answer::form::Form;
use crate::answer::{Answer, Decision, Recommendation, summary};
use crate::case::{Activity, Ask, Case, Origin, Professional, Structure};
use crate::codes::{Couloir, Outcome, RecommendationStatus, Usage};
use crate::couloir::decider::Decider;
use crate::couloir::{dossier_pharmaceutique, hopital, hors_couloir, medico_social, ordre, radiologie, roc};
use crate::draft::Draft;
use crate::engine::trace::{Recorder, Verdict};
use crate::finish::{contact, doubt, form};
use crate::rule::{RULES_DAY, RULES_VERSION};
use crate::situation::probe::Probe;
use crate::situation::scm::ScmSirens;
use crate::situation::{Asker, Situation, nature, secteur};
use crate::warning::{Warning, WarningCode};
use crate::{couloir, finish, rule};

/// What a case without usages is about.
const DEFAULT_USAGES: &[Usage] = &[Usage::Dmp];

/// Answers a case. It looks nothing up and cannot fail: « not covered » and « a person must choose » are answers.
///
/// A case that says no day is answered for the day of the rule set; callers that know today use [`Case::dated`].
pub fn decide(case: &Case) -> Answer {
    run(case, &mut Recorder::silent())
}

pub(crate) fn run(case: &Case, recorder: &mut Recorder<'_>) -> Answer {
    let today = case.as_of.unwrap_or(RULES_DAY);
    match case.ask.unwrap_or(Ask::Order) {
        Ask::Order => order(case, today, recorder),
        ask => {
            let answered = question::answer(ask, case, today);
            for decision in &answered.decisions {
                recorder.applied(decision.rule().rule);
            }
            let close_one = |mut decision: Decision| {
                contact::of_case(&mut decision, case);
                close(decision, case.origin)
            };
            let decisions = answered.decisions.into_iter().map(close_one).collect();
            shape(decisions, answered.forms, answered.forms_count, 0, Vec::new())
        }
    }
}

/// Answers « who orders, on which identifier ».
fn order(case: &Case, today: Date, recorder: &mut Recorder<'_>) -> Answer {
    let scm_sirens = ScmSirens::of(case);
    let usages = if case.usages.is_empty() { DEFAULT_USAGES } else { &case.usages };
    let split = Split::of(usages);
    let base = Base { case, today, scm_sirens: &scm_sirens, split: &split, usages };
    let subjects = subjects(&base);
    let mut drafts: Vec<(Draft, &Situation<'_>)> = Vec::with_capacity(subjects.len());
    for subject in &subjects {
        recorder.begin(&subject.situation);
        for mut draft in decide_subject(subject, recorder) {
            asked::settle(&mut draft, &subject.situation);
            finish::finish(&mut draft, &subject.situation);
            doubt::tell(&mut draft, &subject.situation);
            if subject.not_covered_usage {
                draft.push(Warning::new(WarningCode::NotInSeeds));
                draft.complete(&rule::roc::HORS_PERIMETRE);
            }
            if subject.roc_apart && draft.conclusion.rule.over().is_none() {
                roc::tell_apart(&mut draft);
            }
            drafts.push((draft, &subject.situation));
        }
    }
    finish::compare_declared(&mut drafts);
    let filled = form::fill(&mut drafts);
    let sets = form::certificate_sets(&drafts);
    let mut warnings = top_warnings(case, &drafts);
    warnings.extend(filled.warnings);
    let close_one = |(draft, s): (Draft, &Situation<'_>)| {
        let mut decision = draft.decision();
        contact::of_situation(&mut decision, s);
        close(decision, case.origin)
    };
    let decisions = drafts.into_iter().map(close_one).collect();
    shape(decisions, filled.forms, None, sets, warnings)
}

fn close(mut decision: Decision, origin: Origin) -> Decision {
    if decision.summary().is_empty() {
        decision.conclusion.summary = summary::of(&decision, origin);
    }
    decision
}

fn shape(
    decisions: Vec<Decision>,
    forms: Vec<Form>,
    forms_count: Option<u32>,
    certificate_sets: u32,
    warnings: Vec<Warning>,
) -> Answer {
    let count = u32::try_from(forms.len()).unwrap_or(u32::MAX);
    Answer {
        recommendation: recommend(&decisions),
        decisions,
        forms_count: forms_count.unwrap_or(count),
        forms,
        certificate_sets,
        warnings,
        rules: RULES_VERSION,
    }
}

/// One settled decision, or several that say the same, can be followed; otherwise a person chooses.
fn recommend(decisions: &[Decision]) -> Recommendation {
    let mut settled = decisions.iter().enumerate().filter(|(_, decision)| decision.outcome().is_settled());
    let choice = decisions.iter().any(|decision| decision.outcome() == Outcome::ChoiceRequired);
    let (status, decision) = match (settled.next(), choice) {
        (Some((index, first)), false) => {
            let same =
                settled.all(|(_, d)| (d.outcome(), d.identifier()) == (first.outcome(), first.identifier()));
            let status = if same { RecommendationStatus::Unique } else { RecommendationStatus::Ambiguous };
            (status, same.then_some(index))
        }
        (_, true) => (RecommendationStatus::Ambiguous, None),
        (None, false) => (RecommendationStatus::None, None),
    };
    let named = decision.and_then(|index| decisions.get(index));
    Recommendation {
        status,
        decision,
        outcome: named.map(Decision::outcome),
        identifier: named.filter(|d| d.outcome().is_order()).and_then(|d| d.identifier().cloned()),
        summary: named.map(|d| d.summary().to_owned()),
    }
}

/// Usages by the chapter that answers them.
struct Split {
    org: Vec<Usage>,
    /// All but ROC.
    beside_roc: Vec<Usage>,
    roc: Vec<Usage>,
    dp: Vec<Usage>,
}

impl Split {
    fn of(usages: &[Usage]) -> Self {
        let of = |wanted: fn(Usage) -> bool| usages.iter().copied().filter(|usage| wanted(*usage)).collect();
        Self {
            org: of(|usage| usage != Usage::Roc && !usage.is_dp()),
            beside_roc: of(|usage| usage != Usage::Roc),
            roc: of(|usage| usage == Usage::Roc),
            dp: of(Usage::is_dp),
        }
    }
}

/// What every situation of a case shares.
struct Base<'a> {
    case: &'a Case,
    today: Date,
    scm_sirens: &'a ScmSirens<'a>,
    split: &'a Split,
    usages: &'a [Usage],
}

impl<'a> Base<'a> {
    fn situation(&self, asker: Asker, couloir: Option<Couloir>, usages: &'a [Usage]) -> Situation<'a> {
        Situation {
            case: self.case,
            asker,
            activity: None,
            key: None,
            structure: None,
            professional: self.case.professional.as_ref(),
            couloir,
            usages,
            as_of: self.today,
            scm: None,
            scm_sirens: self.scm_sirens,
        }
    }
}

/// One thing to decide on, and the rules that bear on it.
struct Subject<'a> {
    situation: Situation<'a>,
    rules: Vec<&'static [&'static Decider]>,
    /// Some usage was left out because the documents do not cover it here.
    not_covered_usage: bool,
    /// ROC was left out because it follows a number of its own.
    roc_apart: bool,
}

fn subjects<'a>(base: &Base<'a>) -> Vec<Subject<'a>> {
    let case = base.case;
    match case.activities.as_deref() {
        Some(list) if !list.is_empty() => list.iter().map(|activity| of_activity(base, activity)).collect(),
        _ => {
            let own = own_subjects(base);
            if own.is_empty() && case.declared_identifier.is_some() {
                let situation = base.situation(Asker::Declared, case.couloir, base.usages);
                return vec![Subject {
                    situation,
                    rules: vec![couloir::declared::RULES],
                    not_covered_usage: false,
                    roc_apart: false,
                }];
            }
            own
        }
    }
}

/// The professional of a situation: named by RPPS, else the only one.
fn professional<'a>(case: &'a Case, activity: &Activity) -> Option<&'a Professional> {
    let named = activity.professional.as_deref();
    let found = case.professionals.iter().find(|p| named.is_some() && p.rpps.as_deref() == named);
    found.or(case.professional.as_ref())
}

fn of_activity<'a>(base: &Base<'a>, activity: &'a Activity) -> Subject<'a> {
    let case = base.case;
    let key = activity.structure.as_deref();
    let structure = key.and_then(|key| case.structures.get(key));
    let professional = professional(case, activity);
    let couloir = secteur::couloir_of(case, activity, structure, professional);
    let scope = Scope::of(activity, structure);
    let (usages, families, not_covered_usage) = usages_of(base, scope);
    let mut situation = Situation {
        activity: Some(activity),
        key,
        structure,
        professional,
        scm: Situation::scm_of(structure),
        ..base.situation(Asker::Activity, couloir, usages)
    };
    let roc_apart = usages.contains(&Usage::Roc) && !base.split.org.is_empty() && roc::is_apart(&situation);
    if roc_apart {
        situation.usages =
            if usages.iter().any(|usage| usage.is_dp()) { &base.split.beside_roc } else { &base.split.org };
    }
    let mut rules = vec![ordre::RULES, hors_couloir::FIRST];
    if matches!(families, Families::Couloir)
        && couloir != Some(Couloir::Radiologie)
        && situation.is_radiologie()
    {
        rules.push(radiologie::EXEMPTIONS);
    }
    match families {
        Families::Couloir => rules.extend([couloir::rules(couloir), hors_couloir::LAST]),
        Families::Other(list) => rules.push(list),
    }
    Subject { situation, rules, not_covered_usage, roc_apart }
}

/// Which procedures are open to a situation's structure.
#[derive(Clone, Copy)]
struct Scope {
    roc: bool,
    dp: bool,
}

impl Scope {
    fn of(activity: &Activity, structure: Option<&Structure>) -> Self {
        let secteur = activity.secteur.as_ref().map_or("", |code| code.as_str());
        let gie = secteur == "SA04" && structure.is_some_and(|s| nature::is_gie(s) == Some(true));
        let hospital = secteur::PUBLIC.contains(&secteur) || secteur::PUBLIC_OU_PRIVE.contains(&secteur);
        let hospital = hospital && !gie;
        Self { roc: hospital, dp: hospital || secteur::MEDICO_SOCIAL.contains(&secteur) }
    }
}

enum Families {
    Couloir,
    Other(&'static [&'static Decider]),
}

/// The usages that a situation is decided on: the couloir's own; ROC and DP alone have their chapters.
fn usages_of<'a>(base: &Base<'a>, scope: Scope) -> (&'a [Usage], Families, bool) {
    let split = base.split;
    let roc_out = !split.roc.is_empty() && !scope.roc;
    let dp_out = !split.dp.is_empty() && !scope.dp;
    if !split.org.is_empty() {
        let usages = if roc_out || dp_out { &split.org[..] } else { base.usages };
        return (usages, Families::Couloir, roc_out || dp_out);
    }
    let family = match (split.roc.is_empty(), scope) {
        (false, Scope { roc: true, .. }) => roc::RULES,
        (true, Scope { dp: true, .. }) => dossier_pharmaceutique::RULES,
        (false, _) => roc::OUT,
        (true, _) => dossier_pharmaceutique::OUT,
    };
    (base.usages, Families::Other(family), false)
}

/// Structures that ask for themselves, one subject per chapter that their usages call for.
fn own_subjects<'a>(base: &Base<'a>) -> Vec<Subject<'a>> {
    let (case, split) = (base.case, base.split);
    let mut subjects = Vec::new();
    let mut add = |asker, couloir, usages: &'a [Usage], rules: &'static [&'static Decider]| {
        if !usages.is_empty() {
            let situation = base.situation(asker, case.couloir.or(Some(couloir)), usages);
            subjects.push(Subject {
                situation,
                rules: vec![rules],
                not_covered_usage: false,
                roc_apart: false,
            });
        }
    };
    if case.groupement.is_some() && case.etablissement.is_none() {
        add(Asker::Groupement, Couloir::Hopital, &split.org, hopital::groupement::RULES);
        add(Asker::Groupement, Couloir::Hopital, &split.roc, hopital::groupement::RULES);
        add(Asker::Groupement, Couloir::Hopital, &split.dp, dossier_pharmaceutique::RULES);
    }
    if case.etablissement.is_some() {
        let org: &[Usage] = &split.org;
        let rules = if case.groupement.is_some() {
            hopital::groupement::RULES
        } else {
            hopital::etablissement::RULES
        };
        add(Asker::Etablissement, Couloir::Hopital, org, rules);
        add(Asker::Etablissement, Couloir::Hopital, &split.roc, roc::RULES);
        add(Asker::Etablissement, Couloir::Hopital, &split.dp, dossier_pharmaceutique::RULES);
    }
    if case.organisme_gestionnaire.is_some() {
        add(Asker::OrganismeGestionnaire, Couloir::MedicoSocial, &split.org, medico_social::OWN_RULES);
        add(Asker::OrganismeGestionnaire, Couloir::MedicoSocial, &split.roc, roc::OUT);
        add(Asker::OrganismeGestionnaire, Couloir::MedicoSocial, &split.dp, dossier_pharmaceutique::RULES);
    }
    if case.laboratoire.is_some() {
        add(Asker::Laboratoire, Couloir::Biologie, &split.org, couloir::biologie::RULES);
        add(Asker::Laboratoire, Couloir::Biologie, &split.roc, roc::OUT);
        add(Asker::Laboratoire, Couloir::Biologie, &split.dp, dossier_pharmaceutique::OUT);
    }
    subjects
}

/// Tries the rules in order; the first that applies and is in force decides.
fn decide_subject(subject: &Subject<'_>, recorder: &mut Recorder<'_>) -> Vec<Draft> {
    let s = &subject.situation;
    for decider in subject.rules.iter().copied().flatten() {
        if !decider.rule.in_force(s.as_of) {
            recorder.step(decider.rule, Verdict::NotInForce);
            continue;
        }
        let met = recorder.probe(decider.rule, |probe: &mut Probe<'_>| (decider.applies)(s, probe));
        if met {
            return (decider.decide)(s);
        }
    }
    let rule = &rule::hors_couloir::AUTRE_SECTEUR;
    recorder.applied(rule);
    vec![Draft::new(rule, Outcome::NotCovered).warn(WarningCode::NotInSeeds)]
}

/// Warnings on the case as a whole.
fn top_warnings(case: &Case, drafts: &[(Draft, &Situation<'_>)]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // What ends on a day to come is not ordered on any more, and is active until then.
    let over = |(draft, s): &(Draft, &Situation<'_>)| {
        let goes_on = s.activity.is_some_and(|activity| activity.life(s.as_of).goes_on());
        draft.conclusion.rule.rule.id == rule::ordre::ENDED.id && !goes_on
    };
    let asked = drafts.iter().any(|(_, s)| s.activity.is_some_and(|activity| activity.asked));
    if drafts.iter().all(over) && !asked {
        warnings.push(Warning::new(WarningCode::NoActiveActivity));
    }
    if has_several(case, drafts) {
        warnings.push(Warning::new(WarningCode::MultipleActivities));
    }
    warnings
}

/// Several situations en cours: by secteur where the couloir is stated, else by identifier.
fn has_several(case: &Case, drafts: &[(Draft, &Situation<'_>)]) -> bool {
    let by_identifier = case.couloir.is_none() || case.origin == Origin::Directory;
    let active = drafts.iter().filter(|(draft, s)| {
        let gated = [rule::ordre::ENDED.id, rule::ordre::CLOSED.id, rule::ordre::GONE.id]
            .contains(&draft.conclusion.rule.rule.id);
        let asked = s.activity.is_some_and(|activity| activity.asked);
        s.asker == Asker::Activity && !asked && !gated
    });
    let mut keys = active.map(|(draft, s)| {
        let own = draft.order.identifier.as_ref().or(draft.order.fallback_identifier.as_ref());
        let hint = draft.order.hint.as_ref().map(|hint| &hint.identifier);
        let identifier = own.or(hint).and_then(|i| i.value.as_deref());
        if by_identifier { (s.rpps(), identifier.or(s.key)) } else { (None, Some(s.secteur())) }
    });
    let Some(first) = keys.next() else { return false };
    keys.any(|key| key != first)
}
