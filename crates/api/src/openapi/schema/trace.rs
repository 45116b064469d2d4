//! The rules tried and what would change the answer.

use serde_json::Value;

use super::{Named, codes, date, flag, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![("Trace", trace())]
}

fn trace() -> Value {
    let check = object(
        "Un fait comparé.",
        &[
            ("fact", text("Le fait.")),
            ("found", nullable(&text("Ce qui est."))),
            ("label?", text("Son libellé, quand c'est un code.")),
            ("wanted", text("Ce que la règle attend.")),
            ("met", flag("Si c'est le cas.")),
            ("source", nullable(&text("D'où vient le fait."))),
            ("dated", nullable(&date("Le jour de la source."))),
        ],
    );
    let step = object(
        "Une règle essayée.",
        &[
            ("rule", text("Son code.")),
            ("condition", text("Sa condition.")),
            ("verdict", codes("Ce qu'il en fut.", &["applied", "missed", "not_in_force"])),
            ("checks", list(&check)),
        ],
    );
    let situation = object(
        "Les règles essayées pour une situation.",
        &[
            ("activity", nullable(&text("La situation."))),
            ("couloir", nullable(&text("Le couloir."))),
            ("steps", list(&step)),
        ],
    );
    let passages = object(
        "Tous les passages sur lesquels une décision se fonde.",
        &[("decision", number("Le rang de la décision.")), ("citations", list(&reference("Citation")))],
    );
    let change = object(
        "Un fait qui changerait la réponse.",
        &[
            ("fact", text("Le fait.")),
            ("if_fact", text("S'il était ainsi.")),
            ("decision", number("Le rang de la décision.")),
            ("outcome", text("Ce qu'elle deviendrait.")),
            ("identifier", nullable(&text("Sur quel identifiant."))),
            ("summary", text("En une phrase.")),
        ],
    );
    object(
        "Comment la réponse s'est faite.",
        &[("situations", list(&situation)), ("passages", list(&passages)), ("would_change", list(&change))],
    )
}
