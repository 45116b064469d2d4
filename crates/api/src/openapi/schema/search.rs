//! Search hits.

use serde_json::Value;

use super::{Named, codes, date, flag, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![("SearchPage", page())]
}

fn page() -> Value {
    let reason = object(
        "Un terme du score.",
        &[
            ("code", text("Code stable.")),
            ("words", text("Les mots concernés.")),
            ("points", number("Points ajoutés ou ôtés.")),
        ],
    );
    let former = object(
        "Un nom porté autrefois ; présent quand c'est lui qui a répondu.",
        &[
            ("name", text("Prénom et nom.")),
            ("last_seen", date("Jour de la dernière extraction qui le donnait.")),
        ],
    );
    let hit = object(
        "Un résultat.",
        &[
            ("type", codes("Le genre.", &["professional", "structure"])),
            ("id", text("Comment le demander.")),
            ("rpps", nullable(&text("RPPS."))),
            ("name", text("Le nom à montrer.")),
            ("score", number("Plus haut, mieux ; comparable dans une même réponse.")),
            ("matched", list(&text("Ce qui a répondu : `family_name:exact`, `city:prefix`…"))),
            ("status", codes("En cours ou terminé.", &["active", "ended", "no_situation"])),
            ("profession", nullable(&reference("Code"))),
            ("savoir_faire?", list(&reference("Code"))),
            ("cities", list(&text("Une commune."))),
            ("structure", nullable(&text("La structure d'exercice, pour un professionnel."))),
            ("former_names?", list(&former)),
            ("reasons?", list(&reason)),
        ],
    );
    let facet = object(
        "Un code, et combien de fiches l'ont.",
        &[
            ("code", text("Le code, comme le filtre le prend.")),
            ("label", nullable(&text("Son libellé."))),
            ("count", number("Combien de fiches.")),
        ],
    );
    let facets = object(
        "Les codes de ce qui répond, les plus fréquents d'abord.",
        &[
            ("profession", list(&facet)),
            ("savoir_faire", list(&facet)),
            ("categorie", list(&facet)),
            ("departement", list(&facet)),
        ],
    );
    object(
        "Une page de résultats, les meilleurs d'abord.",
        &[
            ("hits", list(&hit)),
            ("homonyms", number("Combien de personnes portent le nom du premier résultat.")),
            ("total", number("Combien de fiches répondent.")),
            ("total_is_exact", flag("Si `total` est exact, ou un minimum.")),
            ("left_out?", list(&text("Un mot que le premier résultat n'a pas."))),
            ("facets?", facets),
            ("relaxed?", text("La même chose, en une phrase.")),
            ("next", nullable(&text("Le curseur de la page suivante."))),
        ],
    )
}
