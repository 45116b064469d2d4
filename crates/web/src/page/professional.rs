//! A professional: who, and for each situation on what to order.

use aiguilleur_directory::{
    Decided, DecisionView,
    view::{CodeView, Status},
};
use aiguilleur_resolver::{IdentifierKind, RecommendationStatus, Usage, WarningCode};
use askama::Template;

use super::{
    contacts,
    data::Data,
    decision::{DecisionCard, Setting},
    form::FormLink,
    number::Number,
    shell::Shell,
    sign::{Notice, Sign},
};
use crate::{parameters, path, wording::Tone};

#[derive(Debug, Template)]
#[template(path = "professional.html")]
pub(crate) struct ProfessionalPage {
    pub(crate) shell: Shell,
    /// Given name and family name.
    pub(crate) name: String,
    /// Profession and savoir-faire.
    pub(crate) quality: String,
    /// RPPS or ADELI.
    pub(crate) number: Option<Number>,
    /// Active, ended, without situation; what has ended or closed comes first.
    pub(crate) status: Vec<Sign>,
    /// How they are reached.
    pub(crate) contacts: contacts::Lines,
    /// What bears on the whole.
    pub(crate) notices: Vec<Notice>,
    /// Whether one answer can be followed unchanged, when there are several.
    pub(crate) recommendation: Option<String>,
    /// The decisions.
    pub(crate) cards: Vec<DecisionCard>,
    /// The forms, filled.
    pub(crate) forms: Vec<FormLink>,
    /// Every usage: its code, its label, whether it is asked for.
    pub(crate) usages: Vec<(&'static str, &'static str, bool)>,
    pub(crate) data: Data,
}

/// Every usage, and whether it is among `asked`.
pub(super) fn usages(asked: &[Usage]) -> Vec<(&'static str, &'static str, bool)> {
    Usage::ALL.iter().map(|usage| (usage.code(), usage.label_fr(), asked.contains(usage))).collect()
}

impl ProfessionalPage {
    /// The page of `decided` for `asked`; `None` when it is not about a professional.
    pub(crate) fn new(decided: &Decided, asked: &[Usage]) -> Option<Self> {
        let who = decided.professional.as_ref()?;
        let name = format!("{} {}", who.given_name, who.family_name).trim().to_owned();
        let mut quality: Vec<_> = who.profession.iter().map(CodeView::text).collect();
        quality.extend(who.savoir_faire.iter().map(CodeView::text));
        let number = match (who.rpps, who.adeli) {
            (Some(rpps), _) => Some(Number::new(IdentifierKind::Rpps, &rpps.to_string())),
            (None, Some(adeli)) => Some(Number::new(IdentifierKind::Adeli, &adeli.to_string())),
            (None, None) => None,
        };
        let mut notices: Vec<Notice> = Data::stale_people(&decided.data).into_iter().collect();
        if who.status == Status::Ended {
            notices.push(Notice::new(
                Tone::Stop,
                "Plus aucune activité en cours",
                "Ne commandez sur aucun des numéros de cette fiche : cherchez l'exercice actuel du professionnel, \
                 ou faites-lui mettre l'Annuaire Santé à jour.",
            ));
        }
        notices.extend(decided.warnings.iter().map(Notice::from));
        let here = path::of_professional(who.id_nat_pp);
        let query = parameters::usages_query(asked);
        let setting = Setting {
            owner: &name,
            usages: asked,
            order: format!("{here}/commande{query}"),
            above: &decided.warnings,
            data: &decided.data,
        };
        Some(Self {
            shell: Shell::new(format!("{name} — Aiguilleur")),
            quality: quality.join(" · "),
            number,
            status: statuses(decided, who.status),
            contacts: contacts::mailboxes(who.mailboxes.as_deref()).collect(),
            notices,
            recommendation: recommendation(decided),
            cards: DecisionCard::all(&decided.decisions, &setting),
            forms: FormLink::all(&decided.forms, &here, &query),
            usages: usages(asked),
            data: Data::new(&decided.data),
            name,
        })
    }
}

fn statuses(decided: &Decided, whole: Status) -> Vec<Sign> {
    let count = |code| {
        let of = |view: &&DecisionView| view.decision.warnings().iter().any(|warning| warning.code == code);
        decided.decisions.iter().filter(of).count()
    };
    let mut signs = Vec::new();
    if whole == Status::Active {
        for (code, one, several) in [
            (WarningCode::EndedActivity, "Une situation terminée", "situations terminées"),
            (WarningCode::StructureClosed, "Une structure fermée", "structures fermées"),
        ] {
            match count(code) {
                0 => {}
                1 => signs.push(Sign::new(Tone::Stop, one)),
                number => signs.push(Sign::new(Tone::Stop, format!("{number} {several}"))),
            }
        }
    }
    signs.push(status(whole));
    signs
}

fn status(status: Status) -> Sign {
    match status {
        Status::Active => Sign::new(Tone::Go, "En activité"),
        Status::Ended => Sign::new(Tone::Stop, "Activité terminée"),
        Status::NoSituation => Sign::new(Tone::Open, "Aucune situation connue"),
    }
}

fn recommendation(decided: &Decided) -> Option<String> {
    let count = decided.decisions.len();
    let text = match decided.recommendation.status {
        _ if count < 2 => return None,
        RecommendationStatus::Unique => "une seule donne une réponse à suivre telle quelle",
        RecommendationStatus::Ambiguous => "demandez au professionnel laquelle est concernée",
        RecommendationStatus::None => "aucune ne permet de commander en l'état",
    };
    Some(format!("{count} situations d'exercice : {text}."))
}
