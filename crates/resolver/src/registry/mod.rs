//! Every rule of the product, in the order of its chapters.

pub(crate) mod matrix;

use std::sync::LazyLock;

use crate::couloir::decider::Decider;
use crate::couloir::{
    biologie, declared, dossier_pharmaceutique, hopital, hors_couloir, medecine_de_ville, medico_social,
    officine, ordre, radiologie, roc,
};
use crate::rule::{Rule, certificate, f413, identifier, people, practice, subject};

/// Rules in the order of the documents: those that decide, by their deciders, and those that complete.
enum Chapter {
    One(&'static Rule),
    Data(&'static [&'static Rule]),
    Deciders(&'static [&'static Decider]),
}

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let chapters: &[Chapter] = &[
        Chapter::One(&crate::rule::ordre::SECTEUR),
        Chapter::Deciders(ordre::RULES),
        Chapter::Data(crate::rule::doubt::ALL),
        Chapter::Deciders(hors_couloir::FIRST),
        Chapter::Deciders(hors_couloir::LAST),
        Chapter::One(&crate::rule::hors_couloir::MIGRATION_ADELI),
        Chapter::One(&crate::rule::hors_couloir::SCM),
        Chapter::Data(crate::rule::product::ALL),
        Chapter::One(&crate::rule::product::USAGE_NON_REQUIS),
        Chapter::Deciders(officine::RULES),
        Chapter::Data(crate::rule::officine::COMPLETING),
        Chapter::One(&crate::rule::ordre::LOOKUP),
        Chapter::Deciders(radiologie::RULES),
        Chapter::Data(crate::rule::radiologie::COMPLETING),
        Chapter::Deciders(hopital::RULES),
        Chapter::One(&crate::rule::hopital::SALARIE),
        Chapter::Deciders(hopital::etablissement::RULES),
        Chapter::One(&crate::rule::hopital::etablissement::INSTANCES),
        Chapter::Deciders(hopital::groupement::RULES),
        Chapter::Deciders(medico_social::RULES),
        Chapter::Deciders(medico_social::OWN_RULES),
        Chapter::Deciders(biologie::RULES),
        Chapter::Deciders(medecine_de_ville::RULES),
        Chapter::Data(crate::rule::medecine_de_ville::COMPLETING),
        Chapter::Deciders(roc::RULES),
        Chapter::Deciders(roc::OUT),
        Chapter::Data(crate::rule::roc::COMPLETING),
        Chapter::Deciders(dossier_pharmaceutique::RULES),
        Chapter::Deciders(dossier_pharmaceutique::OUT),
        Chapter::Data(crate::rule::dossier_pharmaceutique::COMPLETING),
        Chapter::Data(crate::rule::need::ALL),
        Chapter::One(&crate::rule::contact::CONTACT),
        Chapter::Data(crate::rule::form::ALL),
        Chapter::Deciders(declared::RULES),
        Chapter::Data(crate::rule::standing::ALL),
        Chapter::One(&crate::rule::certificate::CLE_UNIQUE),
    ];
    let mut all: Vec<&'static Rule> = Vec::with_capacity(140);
    let mut add = |rule: &'static Rule| {
        if !all.iter().any(|known| known.id == rule.id) {
            all.push(rule);
        }
    };
    for chapter in chapters {
        match chapter {
            Chapter::One(rule) => add(rule),
            Chapter::Data(list) => list.iter().copied().for_each(&mut add),
            Chapter::Deciders(list) => list.iter().for_each(|decider| add(decider.rule)),
        }
    }
    let questions = [certificate::ALL, f413::ALL, identifier::ALL, people::ALL, practice::ALL, subject::ALL];
    questions.into_iter().flatten().copied().for_each(add);
    all
});

/// Every rule, each once.
pub fn rules() -> &'static [&'static Rule] {
    &ALL
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|rule| rule.id == id)
}
