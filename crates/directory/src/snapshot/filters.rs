//! Filters of a search that can match nothing: refused with what is admitted, rather than answered by an empty page.

use aiguilleur_domain::{Code, entity::departement};
use aiguilleur_nomenclature::{Table, entry};

use super::SearchRequest;

/// A filter whose value can match nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFilter {
    /// The filter, as the API names it.
    pub parameter: &'static str,
    /// Why, and what is admitted: French.
    pub why: String,
}

/// The tables of professions, whose codes do not overlap.
pub(super) const PROFESSIONS: [Table; 4] =
    [Table::ProfessionSante, Table::ProfessionSociale, Table::UsagerTitre, Table::AutreProfession];

impl SearchRequest {
    /// The first filter that can match nothing.
    pub fn refused(&self) -> Option<RefusedFilter> {
        let code = |parameter, given: Option<Code>, tables: &[Table]| {
            let given = given?;
            let known = tables.iter().any(|table| entry(*table, given.as_str()).is_some());
            (!known).then(|| RefusedFilter { parameter, why: unknown(given.as_str(), tables) })
        };
        code("profession", self.profession, &PROFESSIONS)
            .or_else(|| code("savoir_faire", self.savoir_faire, &[Table::SavoirFaire]))
            .or_else(|| code("categorie", self.categorie, &[Table::CategorieEtablissement]))
            .or_else(|| self.refused_departement())
            .or_else(|| self.refused_commune())
    }

    fn refused_departement(&self) -> Option<RefusedFilter> {
        let given = self.departement.as_deref()?.trim().to_ascii_uppercase();
        if given == "20" || is_departement(&given) {
            return None;
        }
        let why = format!(
            "« {given} » n'est pas un département ; valeurs admises : 01 à 19, 2A, 2B (ou 20, les deux), 21 à 95, 971 à \
             978, 986 à 988"
        );
        Some(RefusedFilter { parameter: "departement", why })
    }

    fn refused_commune(&self) -> Option<RefusedFilter> {
        let given = self.commune.as_deref()?.trim().to_ascii_uppercase();
        let code = given.len() == 5
            && given
                .bytes()
                .enumerate()
                .all(|(at, b)| b.is_ascii_digit() || at == 1 && matches!(b, b'A' | b'B'));
        if code && departement(&given, "").is_some_and(|code| is_departement(code.as_str())) {
            return None;
        }
        let why = format!(
            "« {given} » n'est pas un code INSEE de commune ; cinq caractères sont attendus : 76540, 2A004, 97105, ou 75056, \
             69123, 13055 pour tous les arrondissements de Paris, Lyon, Marseille"
        );
        Some(RefusedFilter { parameter: "commune", why })
    }
}

fn is_departement(code: &str) -> bool {
    entry(Table::Departement, code).is_some()
}

fn unknown(given: &str, tables: &[Table]) -> String {
    let codes = tables.iter().flat_map(|table| table.entries()).map(|entry| entry.code);
    format!(
        "« {given} » n'est pas un code connu ; valeurs admises : {}",
        codes.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::SearchRequest;

    fn refused(parameter: &str, value: &str) -> Option<&'static str> {
        let text = || Some(value.to_owned());
        let request = match parameter {
            "departement" => SearchRequest { departement: text(), ..SearchRequest::default() },
            "commune" => SearchRequest { commune: text(), ..SearchRequest::default() },
            "savoir_faire" => SearchRequest { savoir_faire: value.parse().ok(), ..SearchRequest::default() },
            "categorie" => SearchRequest { categorie: value.parse().ok(), ..SearchRequest::default() },
            _ => SearchRequest { profession: value.parse().ok(), ..SearchRequest::default() },
        };
        request.refused().map(|refused| refused.parameter)
    }

    #[test]
    fn a_value_that_can_match_nothing_is_refused() {
        for (parameter, value) in [
            ("departement", "76"),
            ("departement", "2a"),
            ("departement", "20"),
            ("departement", "978"),
            ("commune", "2a004"),
            ("commune", "75056"),
            ("commune", "97801"),
            ("profession", "10"),
            ("savoir_faire", "SM44"),
            ("categorie", "620"),
        ] {
            assert_eq!(refused(parameter, value), None, "{parameter} {value}");
        }
        for (parameter, value) in [
            ("departement", "00"),
            ("departement", "Paris"),
            ("commune", "Paris"),
            ("commune", "76"),
            ("commune", "00001"),
            ("profession", "9999"),
            ("savoir_faire", "ZZ99"),
            ("categorie", "999"),
        ] {
            assert_eq!(refused(parameter, value), Some(parameter), "{value}");
        }
    }
}
