//! Every rule of the product, in the order of its chapters.

use std::sync::LazyLock;

use crate::couloir::{
    biologie, declared, dossier_pharmaceutique, hopital, hors_couloir, medecine_de_ville, medico_social,
    officine, ordre, radiologie, roc,
};
use crate::rule::Rule;
use crate::{contact, doubt, finish, form, need, product, question, standing};

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let chapters: &[&[&'static Rule]] = &[
        &[&ordre::SECTEUR],
        ordre::RULES,
        doubt::ALL,
        hors_couloir::FIRST,
        hors_couloir::LAST,
        &[&hors_couloir::MIGRATION_ADELI],
        product::rules::ALL,
        &[&finish::USAGE_NON_REQUIS],
        officine::RULES,
        officine::COMPLETING,
        &[&ordre::LOOKUP],
        radiologie::RULES,
        radiologie::COMPLETING,
        hopital::RULES,
        &[&hopital::SALARIE],
        hopital::etablissement::RULES,
        &[&hopital::etablissement::INSTANCES],
        hopital::groupement::RULES,
        medico_social::RULES,
        medico_social::OWN_RULES,
        biologie::RULES,
        medecine_de_ville::RULES,
        medecine_de_ville::COMPLETING,
        roc::RULES,
        roc::OUT,
        roc::COMPLETING,
        dossier_pharmaceutique::RULES,
        dossier_pharmaceutique::OUT,
        dossier_pharmaceutique::COMPLETING,
        need::ALL,
        &[&contact::CONTACT],
        form::rules::ALL,
        declared::RULES,
        standing::ALL,
        &[&finish::CLE_UNIQUE],
    ];
    let mut all: Vec<&'static Rule> = Vec::with_capacity(140);
    for rule in chapters.iter().chain(question::ALL).flat_map(|chapter| chapter.iter().copied()) {
        if !all.iter().any(|known| known.id == rule.id) {
            all.push(rule);
        }
    }
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
