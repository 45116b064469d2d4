//! The publishers' files and the facts they hold, in words.

/// A publisher's file, by the name that it bears in a generation.
pub(crate) fn source(name: &str) -> &str {
    match name {
        "PS_LibreAcces_Personne_activite" => "Annuaire Santé, personnes et activités (RPPS)",
        "PS_LibreAcces_SavoirFaire" => "Annuaire Santé, savoir-faire (RPPS)",
        "Extraction_RPPS_Profil" => "Annuaire Santé, extraction en accès restreint (RPPS)",
        "finess-structures" => "FINESS+, structures",
        "finess-xml" => "FINESS, flux standard",
        "etalab-finess-csv" => "FINESS, ancien fichier étalab",
        "Porteurs_CPS_CPF" => "Annuaire Santé, porteurs de cartes CPS et CPF",
        "Extraction_Correspondance_MSSante" => "Annuaire Santé, boîtes aux lettres MSSanté",
        "Extraction_Certificat_PM" => "IGC-Santé, certificats des structures (accès restreint)",
        "finess-activites" => "FINESS+, activités et équipements",
        "StockEtablissement" => "SIRENE, établissements (INSEE)",
        "StockEtablissementLiensSuccession" => "SIRENE, liens de succession (INSEE)",
        "StockUniteLegale" => "SIRENE, unités légales (INSEE)",
        "facts" => "indiqué dans la demande",
        other => other,
    }
}

/// « du jour », « d'hier », « de 9 jours ».
pub(crate) fn age(days: i64) -> String {
    match days {
        ..=0 => "du jour".to_owned(),
        1 => "d'hier".to_owned(),
        _ => format!("de {days} jours"),
    }
}

/// An address as it is read aloud: a page of ours opens nothing outside.
pub(crate) fn address(url: &'static str) -> &'static str {
    url.trim_start_matches("https://").trim_end_matches('/')
}

/// A fact, as a case names it.
pub(crate) fn fact(name: &str) -> String {
    let known = match name {
        "rpps_rang" => "RPPS-rang du cabinet",
        "siret" => "SIRET",
        "finess_geographique" => "FINESS géographique",
        "finess_juridique" => "FINESS juridique",
        "secteur_activite" => "Secteur d'activité",
        "mode_exercice" => "Mode d'exercice",
        "savoir_faire" => "Savoir-faire",
        "profession" => "Profession",
        "categorie_juridique" => "Catégorie juridique (INSEE)",
        "statut_juridique" => "Statut juridique",
        "categorie" | "categorie_etablissement" => "Catégorie d'établissement (FINESS)",
        "denomination" => "Nom de la structure",
        "date_fermeture" => "Date de fermeture",
        "date_debut" => "Date de début d'activité",
        "date_fin" => "Date de fin d'activité",
        "etablissement" => "État de l'établissement (SIRENE)",
        "repreneur" => "Successeur de l'établissement (SIRENE)",
        "equipements" => "Équipements lourds (FINESS)",
        "certificats" => "Certificats déjà délivrés",
        "motif_fin" => "Motif de fin d'activité",
        "fonction" => "Fonction",
        "genre_activite" => "Genre d'activité",
        "type_activite_liberale" => "Type d'activité libérale",
        other => return other.replace('_', " "),
    };
    known.to_owned()
}
