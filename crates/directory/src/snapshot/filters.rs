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
    /// The first filter that can match nothing, alone or beside the others.
    pub fn refused(&self) -> Option<RefusedFilter> {
        let code = |parameter, given: &[Code], tables: &[Table]| {
            let known = |code: &&Code| tables.iter().any(|table| entry(*table, code.as_str()).is_some());
            let given = given.iter().find(|code| !known(code))?;
            Some(RefusedFilter { parameter, why: unknown(given.as_str(), tables) })
        };
        code("profession", &self.profession, &PROFESSIONS)
            .or_else(|| code("savoir_faire", &self.savoir_faire, &[Table::SavoirFaire]))
            .or_else(|| code("categorie", &self.categorie, &[Table::CategorieEtablissement]))
            .or_else(|| self.departement.iter().find_map(|given| refused_departement(given)))
            .or_else(|| self.commune.iter().find_map(|given| refused_commune(given)))
            .or_else(|| self.contradiction())
    }

    /// Filters that no record passes together.
    fn contradiction(&self) -> Option<RefusedFilter> {
        let people = !self.profession.is_empty() || !self.savoir_faire.is_empty();
        let structures = !self.categorie.is_empty();
        let refused = |parameter, why: &str| Some(RefusedFilter { parameter, why: why.to_owned() });
        if structures && (people || self.people_only == Some(true)) {
            return refused(
                "categorie",
                "seule une structure a une catégorie, et la recherche est limitée aux professionnels",
            );
        }
        if people && self.people_only == Some(false) {
            let parameter = if self.profession.is_empty() { "savoir_faire" } else { "profession" };
            return refused(
                parameter,
                "une structure n'en a pas, et la recherche est limitée aux structures",
            );
        }
        let within = |commune: &String| {
            let code = departement(&commune.trim().to_ascii_uppercase(), "")?.to_string();
            let corsica = code.starts_with('2') && matches!(code.as_str(), "2A" | "2B");
            let of = |given: &String| {
                let given = given.trim().to_ascii_uppercase();
                given == code || given == "20" && corsica || MOVED.contains(&(commune.trim(), given.as_str()))
            };
            Some(self.departement.iter().any(of))
        };
        let outside = !self.departement.is_empty() && !self.commune.is_empty();
        (outside && !self.commune.iter().any(|commune| within(commune) == Some(true))).then(|| {
            RefusedFilter {
                parameter: "commune",
                why: format!("aucune n'est dans le département {}", self.departement.join(", ")),
            }
        })
    }
}

/// Communes that left the Guadeloupe in 2007, whose records may carry either département.
const MOVED: [(&str, &str); 4] = [("97127", "978"), ("97123", "977"), ("97801", "971"), ("97701", "971")];

fn refused_departement(given: &str) -> Option<RefusedFilter> {
    let given = given.trim().to_ascii_uppercase();
    if given == "20" || is_departement(&given) {
        return None;
    }
    let why = format!(
        "« {given} » n'est pas un département ; valeurs admises : 01 à 19, 2A, 2B (ou 20, les deux), 21 à 95, 971 à \
         978, 986 à 988"
    );
    Some(RefusedFilter { parameter: "departement", why })
}

fn refused_commune(given: &str) -> Option<RefusedFilter> {
    let given = given.trim().to_ascii_uppercase();
    let code = given.len() == 5
        && given.bytes().enumerate().all(|(at, b)| b.is_ascii_digit() || at == 1 && matches!(b, b'A' | b'B'));
    if code && departement(&given, "").is_some_and(|code| is_departement(code.as_str())) {
        return None;
    }
    let why = format!(
        "« {given} » n'est pas un code INSEE de commune ; cinq caractères sont attendus : 76540, 2A004, 97105, ou 75056, \
         69123, 13055 pour tous les arrondissements de Paris, Lyon, Marseille"
    );
    Some(RefusedFilter { parameter: "commune", why })
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

    fn request(parameter: &str, value: &str) -> SearchRequest {
        let mut request = SearchRequest::default();
        let texts = || value.split(',').map(str::to_owned).collect();
        let codes = || value.split(',').filter_map(|code| code.parse().ok()).collect();
        match parameter {
            "departement" => request.departement = texts(),
            "commune" => request.commune = texts(),
            "savoir_faire" => request.savoir_faire = codes(),
            "categorie" => request.categorie = codes(),
            _ => request.profession = codes(),
        }
        request
    }

    fn refused(parameter: &str, value: &str) -> Option<&'static str> {
        request(parameter, value).refused().map(|refused| refused.parameter)
    }

    #[test]
    fn filters_that_no_record_passes_together_are_refused() {
        let nurse = request("profession", "60");
        let beside = |other: SearchRequest| other.refused().map(|refused| refused.parameter);
        let categorie = request("categorie", "620").categorie;
        assert_eq!(beside(SearchRequest { categorie, ..nurse.clone() }), Some("categorie"));
        assert_eq!(beside(SearchRequest { people_only: Some(false), ..nurse.clone() }), Some("profession"));
        let of = |departement| SearchRequest { departement, ..request("commune", "2A004") };
        assert_eq!(beside(of(vec!["76".to_owned()])), Some("commune"));
        assert_eq!(beside(of(vec!["76".to_owned(), "20".to_owned()])), None);
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
            ("categorie", "620,101"),
            ("departement", "76,2b"),
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
            ("categorie", "620,999"),
        ] {
            assert_eq!(refused(parameter, value), Some(parameter), "{value}");
        }
    }
}
