//! Tells a société civile de moyens, and by what evidence. Its SIRET is never answered.

use crate::case::{Case, Structure};
use crate::codes::ScmEvidence;
use crate::naming::says_scm;

/// The evidence that `structure` is an SCM.
pub fn evidence(structure: &Structure) -> Option<ScmEvidence> {
    if structure.categorie_juridique.is_some_and(|code| code == "6589") {
        return Some(ScmEvidence::Sirene);
    }
    if structure.statut_juridique.is_some_and(|code| code == "79") {
        return Some(ScmEvidence::Finess);
    }
    // A legal category that says what the structure is outweighs a word of its name or of its address.
    if structure.categorie_juridique.is_some() || structure.statut_juridique.is_some() {
        return None;
    }
    let names = [
        &structure.denomination,
        &structure.raison_sociale,
        &structure.complement_destinataire,
        &structure.enseigne,
    ];
    names.into_iter().flatten().any(|name| says_scm(name)).then_some(ScmEvidence::Name)
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
        self.0.contains(&siren(siret))
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
    fn the_strongest_evidence_is_reported() {
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
