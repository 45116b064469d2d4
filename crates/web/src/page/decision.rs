//! One decision: what to do first, the number to order on, what to watch, what to order; then why.

use aiguilleur_directory::{
    DataView, DecisionView,
    view::{SituationView, Status, StructureView},
};
use aiguilleur_resolver::{
    ABSENCE, Contact, Decision, Identifier, Orderer, Outcome, Prerequisite, Product, Proposal, Usage,
    Warning, WarningCode,
};
use askama::Template;

use super::{
    copied,
    number::Number,
    proof::{Proof, Shown},
    sign::{Link, Notice, Sign},
};
use crate::{
    path,
    wording::{self, Tone},
};

/// A decision beside its situation and its structure.
#[derive(Debug, Template)]
#[template(path = "decision.html")]
pub(crate) struct DecisionCard {
    /// One-based place in the page; the anchor.
    pub(crate) place: usize,
    /// The outcome in a word or two.
    pub(crate) sign: Sign,
    /// What the certificates are for.
    pub(crate) purpose: String,
    /// The decision, in one sentence.
    pub(crate) sentence: String,
    /// Where its order is prepared, if it orders.
    pub(crate) order: Option<String>,
    /// The whole answer as text.
    pub(crate) copied: String,
    /// What must not be overlooked: above everything else.
    pub(crate) alarms: Vec<Notice>,
    /// Where: the structure's name, linked.
    pub(crate) structure: Option<Link>,
    /// In what quality, one line.
    pub(crate) situation: String,
    pub(crate) city: String,
    /// The number, large, with what it is for.
    pub(crate) number: Option<(&'static str, Number)>,
    /// Its other form, behind the type digit.
    pub(crate) id_nat_struct: Option<String>,
    /// What a person must choose between.
    pub(crate) options: Vec<ProposalLine>,
    /// Other numbers that the documents admit.
    pub(crate) alternatives: Vec<ProposalLine>,
    /// The other warnings.
    pub(crate) notices: Vec<Notice>,
    /// The certificates to order.
    pub(crate) products: Vec<ProductLine>,
    /// What an order needs.
    pub(crate) needs: Vec<(Sign, &'static str)>,
    /// How many distinct certificates these are.
    pub(crate) certificates: Option<u32>,
    /// Contacts, each with a message to send.
    pub(crate) contacts: Vec<ContactLine>,
    pub(crate) proof: Proof,
}

impl askama::filters::HtmlSafe for DecisionCard {}

/// A number that may be right, and when.
#[derive(Debug)]
pub(crate) struct ProposalLine {
    pub(crate) number: Option<Number>,
    /// What to look for, when the number is not known.
    pub(crate) wanted: Option<&'static str>,
    /// Who would order.
    pub(crate) orderer: Option<&'static str>,
    /// When it is right.
    pub(crate) condition: &'static str,
}

/// A contact, with a message ready to send.
#[derive(Debug)]
pub(crate) struct ContactLine {
    pub(crate) who: &'static str,
    /// Opens the reader's mail program with the message, where the address is known.
    pub(crate) mail: Option<(&'static str, String)>,
    /// Their telephone.
    pub(crate) phone: Option<&'static str>,
    /// Their page.
    pub(crate) url: Option<&'static str>,
    pub(crate) message: String,
}

impl From<&Contact> for ContactLine {
    fn from(contact: &Contact) -> Self {
        let written = |address| copied::mail(Some(address), "", &contact.message);
        Self {
            who: contact.who.label_fr(),
            mail: contact.email.map(|address| (address, written(address))),
            phone: contact.phone,
            url: contact.url.map(wording::address),
            message: contact.message.clone(),
        }
    }
}

/// A certificate to order.
#[derive(Debug)]
pub(crate) struct ProductLine {
    /// Which of the distinct certificates it is.
    pub(crate) set: u32,
    /// Offer and usage, as the platform names them.
    pub(crate) name: String,
    /// What it serves.
    pub(crate) purpose: &'static str,
    /// Its name.
    pub(crate) cn: String,
}

impl From<&Proposal> for ProposalLine {
    fn from(proposal: &Proposal) -> Self {
        let number = proposal.identifier.as_ref().and_then(Number::of);
        let kind = proposal.identifier.as_ref().map(|identifier| identifier.kind.label_fr());
        Self {
            wanted: if number.is_none() { kind } else { None },
            number,
            orderer: proposal.orderer.map(Orderer::label_fr),
            condition: proposal.condition,
        }
    }
}

impl From<&Product> for ProductLine {
    fn from(product: &Product) -> Self {
        Self {
            set: product.set,
            name: format!("{} {}", product.offer, product.usage),
            purpose: aiguilleur_resolver::purpose_fr(product.purpose),
            cn: product.cn.text_fr(),
        }
    }
}

/// What every card of a page has in common.
pub(crate) struct Setting<'a> {
    /// Whose page it is.
    pub(crate) owner: &'a str,
    /// What the certificates are for.
    pub(crate) usages: &'a [Usage],
    /// Where orders are prepared.
    pub(crate) order: String,
    /// What the page says above the cards.
    pub(crate) above: &'a [Warning],
    /// What the answers stand on.
    pub(crate) data: &'a DataView,
}

impl DecisionCard {
    /// The cards of a page.
    pub(crate) fn all(views: &[DecisionView], setting: &Setting<'_>) -> Vec<Self> {
        let mut shown = Shown::default();
        views.iter().zip(1..).map(|(view, place)| Self::new(place, view, setting, &mut shown)).collect()
    }

    /// The card of `view`, at `place` in its page.
    fn new(place: usize, view: &DecisionView, setting: &Setting<'_>, shown: &mut Shown) -> Self {
        let decision = &view.decision;
        let beside = |w: &&Warning| !is_alarm(w.code) && !setting.above.contains(w);
        let proposals = |list: &[Proposal]| list.iter().map(ProposalLine::from).collect();
        let number = number(decision);
        Self {
            place,
            sign: Sign::new(Tone::of_outcome(decision.outcome()), decision.outcome().label_fr()),
            purpose: wording::usages(setting.usages),
            sentence: sentence(decision),
            order: decision.outcome().is_order().then(|| setting.order.clone()),
            copied: copied::answer(setting.owner, view, setting.usages, setting.data),
            alarms: alarms(view),
            structure: view.structure.as_ref().map(structure),
            situation: view.situation.as_ref().map(situation).unwrap_or_default(),
            city: view.structure.as_ref().map(city).unwrap_or_default(),
            id_nat_struct: decision.identifier().and_then(|i| i.id_nat_struct.clone()),
            number,
            options: proposals(decision.options()),
            alternatives: proposals(decision.alternatives()),
            notices: decision.warnings().iter().filter(beside).map(Notice::from).collect(),
            products: decision.products().iter().map(ProductLine::from).collect(),
            needs: needs(decision),
            certificates: decision.certificates(),
            contacts: decision.contacts().iter().map(ContactLine::from).collect(),
            proof: Proof::new(decision, shown),
        }
    }
}

/// A choice between numbers is read below them, each with its condition: the sentence only says to choose. An
/// alarm says why not to order: the sentence only says not to.
fn sentence(decision: &Decision) -> String {
    if decision.outcome() == Outcome::Blocked && decision.warnings().iter().any(|w| is_alarm(w.code)) {
        return format!("{}.", decision.outcome().label_fr());
    }
    if decision.outcome() == Outcome::ChoiceRequired && decision.options().len() > 1 {
        return format!(
            "Une personne doit choisir entre {} possibilités, selon la condition de chacune.",
            decision.options().len()
        );
    }
    decision.summary().to_owned()
}

fn number(decision: &Decision) -> Option<(&'static str, Number)> {
    let known = |identifier: Option<&Identifier>, caption| {
        identifier.and_then(Number::of).map(|number| (caption, number))
    };
    let caption = match decision.outcome() {
        outcome if outcome.is_order() => "À écrire sur le formulaire",
        Outcome::ChoiceRequired => "Numéro possible, à vérifier d'abord",
        _ => "Numéro",
    };
    known(decision.identifier(), caption)
        .or_else(|| known(decision.fallback_identifier(), "S'il en faut un tout de même"))
        .or_else(|| {
            let hint = decision.hint()?;
            Number::of(&hint.identifier).map(|number| ("Porté par l'annuaire, à confirmer", number))
        })
}

/// Whether a warning is shown above the sentence: what an agent must not overlook.
const fn is_alarm(code: WarningCode) -> bool {
    matches!(code, WarningCode::EndedActivity | WarningCode::StructureClosed | WarningCode::ScmSiret)
}

fn alarms(view: &DecisionView) -> Vec<Notice> {
    let of = |warning: &aiguilleur_resolver::Warning| {
        let mut notice = Notice::from(warning);
        let structure = view.structure.as_ref();
        match warning.code {
            WarningCode::EndedActivity => {
                notice.sign.word = ended(view.situation.as_ref());
            }
            WarningCode::StructureClosed => {
                notice.sign.word = structure.map_or_else(|| "Structure fermée".to_owned(), closed);
                notice = notice.leading(structure.and_then(taker));
            }
            _ => {
                "SCM : ne jamais commander sur son SIRET".clone_into(&mut notice.sign.word);
            }
        }
        notice
    };
    view.decision.warnings().iter().filter(|warning| is_alarm(warning.code)).map(of).collect()
}

fn ended(situation: Option<&SituationView>) -> String {
    let mut text = match situation {
        Some(s) if is_absent(s) => {
            format!("N'apparaît plus, vue pour la dernière fois le {}", wording::date_fr(s.last_seen))
        }
        Some(SituationView { ended_on: Some(on), .. }) => {
            format!("Activité terminée le {}", wording::date_fr(*on))
        }
        _ => "Activité terminée".to_owned(),
    };
    if let Some(reason) = situation.and_then(|s| s.ended_reason.as_ref()) {
        text = format!("{text} ({})", reason.text());
    }
    text
}

/// Whether an end is known by absence alone.
fn is_absent(view: &SituationView) -> bool {
    view.status == Status::Ended && view.ended_source.as_deref() == Some(ABSENCE)
}

/// « Structure fermée le … ».
fn closed(structure: &StructureView) -> String {
    match structure.closed_on {
        Some(on) => format!("Structure fermée le {}", wording::date_fr(on)),
        None => "Structure fermée".to_owned(),
    }
}

/// Who took a structure over: always for a person to confirm.
fn taker(structure: &StructureView) -> Option<Link> {
    let successor = structure.successor.as_ref()?;
    let name = successor.name.as_deref().unwrap_or("FINESS");
    Some(Link {
        href: path::of_structure(&format!("1{}", successor.finess)),
        text: format!("Repreneur à confirmer : {name}, {}", successor.finess),
    })
}

fn structure(view: &StructureView) -> Link {
    let name = if view.name.is_empty() { "Structure sans nom" } else { &view.name };
    Link {
        href: view.id_nat_struct.map(|id| path::of_structure(&id.to_string())).unwrap_or_default(),
        text: name.to_owned(),
    }
}

fn city(view: &StructureView) -> String {
    format!("{} {}", view.address.postcode, view.address.city).trim().to_owned()
}

fn situation(view: &SituationView) -> String {
    let parts =
        [&view.secteur_activite, &view.mode_exercice, &view.fonction, &view.role, &view.section_pharmacien];
    let mut texts: Vec<String> = parts.into_iter().flatten().map(|code| code.text().into_owned()).collect();
    texts.extend(view.began_on.map(|on| format!("depuis le {}", wording::date_fr(on))));
    texts.extend(view.ends_on.map(|on| format!("fin prévue le {}", wording::date_fr(on))));
    if is_absent(view) {
        texts.push("absente de la dernière extraction".to_owned());
    }
    texts.join(" · ")
}

fn needs(decision: &Decision) -> Vec<(Sign, &'static str)> {
    let sections: [(Tone, &str, &[Prerequisite]); 4] = [
        (Tone::Stop, "Manque", &decision.needs().missing),
        (Tone::Open, "À vérifier", &decision.needs().unknown),
        (Tone::Go, "Présent", &decision.needs().satisfied),
        (Tone::Note, "Inutile ici", &decision.needs().not_needed),
    ];
    let lines = sections
        .into_iter()
        .flat_map(|(tone, word, list)| list.iter().map(move |need| (Sign::new(tone, word), need.label_fr())));
    let contract = decision.contract().and_then(|contract| match contract.required {
        Some(false) => {
            Some((Sign::new(Tone::Note, "Inutile ici"), "contrat d'adhésion aux services de l'ANS"))
        }
        _ => None,
    });
    lines.chain(contract).collect()
}
