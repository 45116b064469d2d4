//! Tells a société civile de moyens, and by what evidence. Its SIRET is never answered.

use serde::Serialize;

use crate::case::{Case, Structure};

/// By what a structure is known to be an SCM, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScmEvidence {
    /// INSEE catégorie juridique 6589.
    Sirene,
    /// Statut juridique 79, of FINESS or of the restricted RPPS extraction.
    Finess,
    /// Its name says so: weak, yet enough never to give its SIRET.
    Name,
}

impl ScmEvidence {
    /// The fact that tells, as the case names it.
    pub const fn fact(self) -> &'static str {
        match self {
            Self::Sirene => "categorie_juridique",
            Self::Finess => "statut_juridique",
            Self::Name => "denomination",
        }
    }

    /// In French, how it is known.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Self::Sirene => "catégorie juridique 6589 dans SIRENE, indice fort",
            Self::Finess => "statut juridique 79, indice fort",
            Self::Name => "« SCM » dans le nom, indice faible",
        }
    }
}

/// The evidence that `structure` is an SCM.
pub fn evidence(structure: &Structure) -> Option<ScmEvidence> {
    if structure.categorie_juridique.is_some_and(|code| code == "6589") {
        return Some(ScmEvidence::Sirene);
    }
    if structure.statut_juridique.is_some_and(|code| code == "79") {
        return Some(ScmEvidence::Finess);
    }
    let names = [
        &structure.denomination,
        &structure.raison_sociale,
        &structure.complement_destinataire,
        &structure.enseigne,
    ];
    names.into_iter().flatten().any(|name| says_scm(name)).then_some(ScmEvidence::Name)
}

/// The words of a name: runs of letters and digits.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn says_scm(name: &str) -> bool {
    const SPELT: [&str; 3] = ["S", "C", "M"];
    const LONG: [&str; 3] = ["CIVILE", "DE", "MOYENS"];
    let (mut spelt, mut long) = (0, 0);
    words(name).any(|word| {
        let step = |series: &[&str; 3], at: usize| {
            if word.eq_ignore_ascii_case(series[at]) {
                at + 1
            } else {
                usize::from(word.eq_ignore_ascii_case(series[0]))
            }
        };
        spelt = step(&SPELT, spelt);
        long = step(&LONG, long);
        word.eq_ignore_ascii_case("SCM") || spelt == 3 || long == 3
    })
}

/// The SIREN of every SCM of a case: no SIRET of theirs may be answered.
pub(crate) struct ScmSirens<'a>(Vec<&'a str>);

impl<'a> ScmSirens<'a> {
    /// Looks at every structure of the case.
    pub(crate) fn of(case: &'a Case) -> Self {
        let scm = case.structures.values().filter(|structure| evidence(structure).is_some());
        Self(scm.filter_map(|structure| structure.siret.as_deref().map(siren)).collect())
    }

    /// Whether `siret` is an SCM's.
    pub(crate) fn own(&self, siret: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&siren(siret))
    }
}

/// The SIREN of a SIRET: its first nine characters.
pub(crate) fn siren(siret: &str) -> &str {
    siret.get(..9).unwrap_or(siret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_scm() {
        for name in [
            "SCM RADIO TEST",
            "CABINET (scm)",
            "S.C.M. DU PARC",
            "Société Civile de Moyens du Parc",
            "S S C M X",
        ] {
            assert!(says_scm(name), "{name}");
        }
        for name in ["SCMR", "CABINET SC M", "SELARL SCMA", "SOCIETE CIVILE DE PLACEMENT", ""] {
            assert!(!says_scm(name), "{name}");
        }
    }

    #[test]
    fn the_strongest_evidence_is_told() {
        let mut structure = Structure { denomination: Some("SCM X".into()), ..Structure::default() };
        assert_eq!(evidence(&structure), Some(ScmEvidence::Name));
        structure.statut_juridique = "79".parse().ok();
        assert_eq!(evidence(&structure), Some(ScmEvidence::Finess));
        structure.categorie_juridique = "6589".parse().ok();
        assert_eq!(evidence(&structure), Some(ScmEvidence::Sirene));
        structure = Structure { statut_juridique: "85".parse().ok(), ..Structure::default() };
        assert_eq!(evidence(&structure), None);
    }
}
