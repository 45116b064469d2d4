//! What must be known beside whatever is decided: sources that contradict each other, a number in the wrong box, a
//! person who is not the one who signs.

use aiguilleur_nomenclature::categorie::{Famille, famille};
use aiguilleur_nomenclature::{Table, labelled};

use crate::case::Origin;
use crate::draft::Draft;
use crate::rule::{Rule, doubt as rules};
use crate::situation::secteur::{BIOLOGIE, COORDONNE, MEDICO_SOCIAL, OFFICINE, PUBLIC, PUBLIC_OU_PRIVE};
use crate::situation::{Situation, nature};
use crate::warning::{Warning, WarningCode};

/// Adds them to a decision.
pub(crate) fn tell(draft: &mut Draft, s: &Situation<'_>) {
    life(draft, s);
    if draft.conclusion.rule.over().is_some() {
        return;
    }
    if let Some(message) = contradiction(s) {
        add(draft, WarningCode::ContradictorySources, message, &rules::CONTRADICTION);
    }
    if let Some(number) = s.ej_as_site() {
        let message = format!(
            "Le numéro {number}, donné comme FINESS géographique, est celui d'une entité juridique : le site n'est pas \
             connu, le chercher dans FINESS"
        );
        add(draft, WarningCode::EjAsSite, message, &rules::EJ_POUR_SITE);
    }
    signs_not(draft, s);
}

fn add(draft: &mut Draft, code: WarningCode, message: String, rule: &'static Rule) {
    draft.push(Warning::with(code, message));
    draft.complete(rule);
}

/// What sources say against each other of the structure's life.
fn life(draft: &mut Draft, s: &Situation<'_>) {
    let life = s.structure.map(|structure| structure.life(s.as_of)).unwrap_or_default();
    if let Some(message) = life.contradiction() {
        add(draft, WarningCode::ContradictorySources, message, &rules::CONTRADICTION);
    }
    if let Some(message) = life.absence() {
        add(draft, WarningCode::AbsentFromSource, message, &rules::CONTRADICTION);
    }
}

/// A student or a remplaçant is not the titulaire who signs. A structure asked about by itself is nobody's activity.
fn signs_not(draft: &mut Draft, s: &Situation<'_>) {
    let Some(activity) = s.activity.filter(|activity| !activity.asked) else { return };
    if activity.is_replacement() {
        draft.push(Warning::new(WarningCode::Replacement));
        draft.complete(&rules::REMPLACANT);
    }
    let here = activity.categorie_professionnelle;
    let category = here.or_else(|| s.professional.and_then(|person| person.categorie_professionnelle));
    if category.is_some_and(|code| code == "E") {
        draft.push(Warning::new(WarningCode::Student));
        draft.complete(&rules::ETUDIANT);
    }
}

/// What the RPPS's secteur and FINESS say of one structure, where both cannot be right.
fn contradiction(s: &Situation<'_>) -> Option<String> {
    let structure = s.structure?;
    let public = nature::is_public(structure);
    let category = structure.categorie.as_ref().and_then(|code| famille(code.as_str()));
    let finess = if s.in_secteur(&["SA01", "SA02"]) && public == Some(false) {
        "l'entité juridique est privée".to_owned()
    } else {
        let differs = category.is_some_and(|category| differs(s, category, public));
        let code = structure.categorie.filter(|_| differs)?;
        format!("le site est de catégorie {}", labelled(Table::CategorieEtablissement, code.as_str()))
    };
    let secteur = labelled(Table::SecteurActivite, s.secteur());
    let (lead, rpps, by_finess) = match s.case.origin {
        Origin::Directory => ("Les sources se contredisent : pour le RPPS, le", "", ", pour FINESS,"),
        Origin::Statement => ("Les faits indiqués se contredisent : le", " indiqué", ""),
    };
    Some(format!(
        "{lead} secteur{rpps} est {secteur}, alors que{by_finess} {finess} ; à confirmer auprès de la structure"
    ))
}

/// Whether a site of this category is none of the secteur's. A category that no rule names tells nothing, and a public
/// entity may run a hospital, its laboratory and its EHPAD under one number.
fn differs(s: &Situation<'_>, category: Famille, public: Option<bool>) -> bool {
    const HOSPITAL: [&[&str]; 2] = [PUBLIC, PUBLIC_OU_PRIVE];
    let of_public = public == Some(true);
    let covered = [OFFICINE, BIOLOGIE, COORDONNE, MEDICO_SOCIAL].into_iter().chain(HOSPITAL);
    let hospital = HOSPITAL.iter().any(|codes| s.in_secteur(codes));
    let own = match category {
        Famille::NonCouvert => return false,
        Famille::Officine => s.in_secteur(OFFICINE),
        Famille::Laboratoire => s.in_secteur(BIOLOGIE) || of_public && hospital,
        Famille::CentreDeSante => s.secteur() == "SA05",
        Famille::MaisonDeSante => s.secteur() == "SA52",
        Famille::MedicoSocial => s.in_secteur(MEDICO_SOCIAL) || of_public && hospital,
        Famille::Dialyse
        | Famille::EtablissementPublic
        | Famille::Etablissement
        | Famille::EtablissementSelonStatut
        | Famille::GieOuEtablissement => {
            hospital || s.in_secteur(BIOLOGIE) || of_public && s.in_secteur(MEDICO_SOCIAL)
        }
    };
    !own && covered.into_iter().any(|codes| s.in_secteur(codes))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn cabinet(activity: &str, warnings: &str) {
        let body = format!(
            r#"{{"professional": {{"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]}},
            "activities": [{{"secteur": "SA08", "structure": "s"{activity}}}],
            "structures": {{"s": {{"rpps_rang": "99700000104007"}}}}}}"#
        );
        check(&body, &["R-RAD-CAB order cabinet_titulaire 99700000104007"], warnings);
    }

    #[test]
    fn a_replacement_is_recognised_by_its_codes() {
        cabinet("", "");
        cabinet(r#", "genre_activite": "GENR01", "categorie_professionnelle": "C""#, "");
        for code in ["GENR02", "GENR03"] {
            cabinet(&format!(r#", "genre_activite": "{code}""#), "replacement");
        }
        for code in ["FON-04", "FON-22", "FON-47", "FON-51"] {
            cabinet(&format!(r#", "fonction": "{code}""#), "replacement");
        }
        cabinet(r#", "fonction": "Remplaçant""#, "");
        cabinet(r#", "categorie_professionnelle": "E""#, "student");
        let both = r#", "genre_activite": "GENR02", "categorie_professionnelle": "E""#;
        cabinet(both, "replacement student");
    }

    #[test]
    fn an_ended_replacement_is_only_ended() {
        let body = r#"{"as_of": "2026-11-28", "activities": [{"secteur": "SA08", "genre_activite": "GENR02",
            "date_fin": "2026-01-31", "structure": "s"}], "structures": {"s": {"rpps_rang": "99700000104007"}}}"#;
        check(body, &["R-ORDRE-1 blocked - -"], "ended_activity no_active_activity");
    }

    fn site(secteur: &str, structure: &str, contradicts: bool) {
        let body = format!(
            r#"{{"activities": [{{"secteur": "{secteur}", "structure": "s"}}],
            "structures": {{"s": {{"finess_juridique": "990000101", "finess_geographique": "990000119", {structure}}}}}}}"#
        );
        let answer = crate::testing::answer(&body);
        let mut warnings = answer.decisions[0].warnings().iter();
        let found = warnings.any(|warning| warning.code.code() == "contradictory_sources");
        assert_eq!(found, contradicts, "{secteur} {structure}");
    }

    #[test]
    fn the_secteur_and_finess_contradict_each_other() {
        let private = r#""statut_juridique": "95", "categorie": "365""#;
        let public = |categorie: &str| format!(r#""statut_juridique": "13", "categorie": "{categorie}""#);
        for (secteur, structure, contradicts) in [
            ("SA01", private, true),
            ("SA02", private, true),
            ("SA34", private, false),
            ("SA03", private, false),
            ("SA01", r#""sph": "6""#, true),
            ("SA01", &public("355"), false),
            ("SA01", &public("500"), false),
            ("SA01", &public("611"), false),
            ("SA01", &public("620"), true),
            ("SA01", &public("124"), true),
            ("SA17", &public("355"), false),
            ("SA17", r#""categorie": "365""#, true),
            ("SA17", r#""categorie": "500""#, false),
            ("SA04", r#""categorie": "698""#, false),
            ("SA04", r#""categorie": "500""#, true),
            ("SA33", r#""categorie": "620""#, false),
            ("SA33", r#""categorie": "355""#, true),
            ("SA25", r#""categorie": "611""#, false),
            ("SA25", r#""categorie": "620""#, true),
            ("SA25", &public("355"), false),
            ("SA05", r#""categorie": "124""#, false),
            ("SA05", r#""categorie": "603""#, true),
            ("SA52", r#""categorie": "603""#, false),
            ("SA52", r#""categorie": "124""#, true),
            ("SA33", r#""categorie": "001""#, false),
            ("SA15", r#""categorie": "355""#, false),
        ] {
            site(secteur, structure, contradicts);
        }
    }

    #[test]
    fn a_number_in_both_places_is_the_entity_s() {
        let body = |secteur: &str| {
            format!(
                r#"{{"activities": [{{"secteur": "{secteur}", "structure": "s"}}], "structures": {{"s": {{
                "finess_geographique": "990000101", "finess_juridique": "990000101"}}}}}}"#
            )
        };
        check(&body("SA01"), &["R-HOP-1 order_by_structure etablissement 990000101"], "ej_as_site");
        check(&body("SA33"), &["R-OFF-4 blocked officine -"], "ej_as_site no_identifier");
    }
}
