//! Facets of a search: the codes of what was found, with their labels and how many records have each.

use aiguilleur_nomenclature::{Table, label};
use aiguilleur_search::Facets;
use serde::Serialize;

use super::filters::PROFESSIONS;

/// Codes shown of each kind: what a person reads before adding a word.
const SHOWN: usize = 20;

/// How many of the records found have each code, the most frequent first.
#[derive(Debug, Clone, Serialize)]
pub struct FacetsView {
    /// Hits by profession code.
    pub profession: Vec<FacetView>,
    /// Hits by savoir-faire code.
    pub savoir_faire: Vec<FacetView>,
    /// Catégories d'établissement.
    pub categorie: Vec<FacetView>,
    /// Départements.
    pub departement: Vec<FacetView>,
}

/// A code and how many of the records found have it.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    /// The code, as the filter takes it.
    pub code: String,
    /// French label; `None` for an unknown code.
    pub label: Option<&'static str>,
    /// How many records.
    pub count: u32,
}

impl From<&Facets> for FacetsView {
    fn from(facets: &Facets) -> Self {
        Self {
            profession: labelled(&facets.professions, &PROFESSIONS),
            savoir_faire: labelled(&facets.savoir_faire, &[Table::SavoirFaire]),
            categorie: labelled(&facets.categories, &[Table::CategorieEtablissement]),
            departement: labelled(&facets.departements, &[Table::Departement]),
        }
    }
}

fn labelled(counts: &[(String, u32)], tables: &[Table]) -> Vec<FacetView> {
    let facet = |(code, count): &(String, u32)| FacetView {
        code: code.clone(),
        label: tables.iter().find_map(|table| label(*table, code)),
        count: *count,
    };
    counts.iter().take(SHOWN).map(facet).collect()
}
