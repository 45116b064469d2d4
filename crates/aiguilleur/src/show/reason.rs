//! Why a result is where it is: the terms of its score, as sentences that can be read out.

use aiguilleur_directory::SearchHit;

/// The score of a result and its terms, one a line.
pub(crate) fn text(hit: &SearchHit) -> String {
    let lines = hit
        .reasons
        .iter()
        .map(|reason| format!("    {:>+5}  {}\n", reason.points, sentence(reason.code, &reason.words)));
    format!("    {:>5}  points :\n{}", hit.score, lines.collect::<String>())
}

fn sentence(code: &str, words: &str) -> String {
    let Some((role, how)) = code.split_once(':') else { return of_record(code).to_owned() };
    let what = role_name(role);
    match how {
        "exact" if matches!(role, "family_name" | "given_name" | "name" | "workplace") => {
            format!("« {words} » est dans {what}")
        }
        "exact" => format!("« {words} » dit {what}"),
        "joined" => format!("« {words} » est dans {what}, aux espaces près"),
        "variant" => format!("« {words} » s'emploie pour {what}"),
        "prefix" => format!("« {words} » commence un mot dans {what}"),
        "initial" => format!("« {words} » est une initiale dans {what}"),
        "typo" => format!("« {words} » ressemble à un mot dans {what}, à une faute de frappe ou deux près"),
        "heard" => format!("« {words} » s'entend comme un mot dans {what}"),
        _ => format!("« {words} » : {code}"),
    }
}

fn role_name(role: &str) -> &str {
    match role {
        "family_name" => "le nom de famille",
        "given_name" => "le prénom",
        "name" => "le nom de la structure",
        "city" => "la ville",
        "workplace" => "le nom du lieu d'exercice",
        "postcode" => "le code postal",
        "departement" => "le département",
        "profession" => "la profession",
        "savoir_faire" => "la spécialité",
        "categorie" => "la catégorie d'établissement",
        other => other,
    }
}

fn of_record(code: &str) -> &str {
    match code {
        "name_complete" => "part du nom que la recherche contient",
        "given_name_complete" => "part du prénom que la recherche contient",
        "namesakes" => "plusieurs personnes portent ce nom : il est plus probable qu'un nom rare",
        "family_name_first" => "le nom, puis le début du prénom : l'ordre des documents",
        "titled" => "un titre annonce une personne, et c'en est une",
        "doctor" => "le titre cherché est celui de cette personne",
        "ended" => "activité terminée, ou structure fermée",
        "left_place" => "n'exerce plus à cet endroit",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn every_reason_can_be_read_out() {
        for (code, words, expected) in [
            ("family_name:exact", "martin", "« martin » est dans le nom de famille"),
            ("city:exact", "rouen", "« rouen » dit la ville"),
            ("given_name:prefix", "jea", "« jea » commence un mot dans le prénom"),
            ("savoir_faire:exact", "radiologue", "« radiologue » dit la spécialité"),
            ("left_place", "", "n'exerce plus à cet endroit"),
        ] {
            assert_eq!(sentence(code, words), expected);
        }
    }
}
