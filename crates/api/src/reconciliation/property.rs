//! The properties that clients may fetch.

use serde::Serialize;
use serde_json::Value;

use super::entity::Kind;

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Property {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// Path in the entity's record; a list on the way gives several values.
    #[serde(skip)]
    path: &'static str,
    /// Of both types, where none is named.
    #[serde(skip)]
    kind: Option<Kind>,
}

const fn of_person(id: &'static str, name: &'static str, path: &'static str) -> Property {
    Property { id, name, path, kind: Some(Kind::Professional) }
}

const fn of_structure(id: &'static str, name: &'static str, path: &'static str) -> Property {
    Property { id, name, path, kind: Some(Kind::Structure) }
}

const fn of_both(id: &'static str, name: &'static str, path: &'static str) -> Property {
    Property { id, name, path, kind: None }
}

/// Begins the path of what the decisions say.
const DECIDED: &str = "decided.";

pub(super) const PROPERTIES: &[Property] = &[
    of_person("rpps", "RPPS", "rpps"),
    of_person("id_nat_pp", "Identification nationale PP", "id_nat_pp"),
    of_person("family_name", "Nom d'exercice", "family_name"),
    of_person("given_name", "Prénom d'exercice", "given_name"),
    of_person("profession", "Profession", "profession.label"),
    of_person("savoir_faire", "Savoir-faire", "savoir_faire.label"),
    of_person("status", "En exercice ou non", "status"),
    of_person("practice_city", "Communes d'exercice", "situations.structure.address.city"),
    of_person("practice_structure", "Structures d'exercice", "situations.structure.name"),
    of_both(
        "order_identifier",
        "Identifiant sur lequel commander",
        "decided.recommendation.identifier.value",
    ),
    of_both("order_kind", "Genre de l'identifiant", "decided.recommendation.identifier.kind"),
    of_both("summary", "La décision en une phrase", "decided.decisions.summary"),
    of_both("outcome", "Que faire", "decided.decisions.outcome"),
    of_both("recommendation", "Réponse unique ou non", "decided.recommendation.status"),
    of_both("rule", "Règle", "decided.decisions.rule.id"),
    of_both("warnings", "Avertissements", "decided.decisions.warnings.message"),
    of_both("generation", "Données", "decided.data.generation"),
    of_structure("name", "Nom", "name"),
    of_structure("finess_geographique", "FINESS géographique", "finess_geographique"),
    of_structure("finess_juridique", "FINESS juridique", "finess_juridique"),
    of_structure("siret", "SIRET", "siret"),
    of_structure("rpps_rang", "RPPS-rang", "rpps_rang"),
    of_structure("id_nat_struct", "Identifiant national", "id_nat_struct"),
    of_structure("statut_juridique", "Statut juridique", "statut_juridique.label"),
    of_structure("categorie", "Catégorie", "categorie.label"),
    of_structure("state", "Ouverte ou fermée", "state"),
    of_structure("closed_on", "Fermée le", "closed_on"),
    of_structure("street", "Voie", "address.street"),
    of_structure("postcode", "Code postal", "address.postcode"),
    of_structure("city", "Commune", "address.city"),
];

impl Property {
    pub(super) fn of(id: &str) -> Option<&'static Self> {
        PROPERTIES.iter().find(|property| property.id == id)
    }

    /// The properties of a type; of both where none is named.
    pub(super) fn list(kind: Option<Kind>) -> impl Iterator<Item = &'static Self> {
        PROPERTIES
            .iter()
            .filter(move |property| kind.is_none() || property.kind.is_none() || property.kind == kind)
    }

    /// Whether the decisions must be made to know it.
    pub(super) fn is_decided(&self) -> bool {
        self.path.starts_with(DECIDED)
    }

    /// Its values in an entity's record, each once.
    pub(super) fn values(&self, record: &Value) -> Vec<String> {
        let mut found = Vec::new();
        collect(record, self.path.split('.'), &mut found);
        found
    }
}

/// What is decided, a sentence for each decision.
pub(super) fn summaries(record: &Value) -> Vec<String> {
    Property::of("summary").map(|property| property.values(record)).unwrap_or_default()
}

fn collect<'p>(value: &Value, mut path: impl Iterator<Item = &'p str> + Clone, found: &mut Vec<String>) {
    if let Value::Array(items) = value {
        for item in items {
            collect(item, path.clone(), found);
        }
    } else if let Some(name) = path.next() {
        if let Some(inner) = value.get(name) {
            collect(inner, path, found);
        }
    } else {
        let text = value.as_str().filter(|text| !text.is_empty());
        if let Some(text) = text.map(str::to_owned).filter(|text| !found.contains(text)) {
            found.push(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_found_through_lists_each_once() {
        let place = |city: &str| json!({ "structure": { "address": { "city": city } } });
        let record = json!({ "situations": [place("ROUEN"), place("ROUEN"), place("")], "rpps": null });
        let values = |id: &str| Property::of(id).unwrap().values(&record);
        assert_eq!(values("practice_city"), ["ROUEN"]);
        assert_eq!(values("rpps"), [""; 0]);
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<&str> = PROPERTIES.iter().map(|property| property.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), PROPERTIES.len());
    }
}
