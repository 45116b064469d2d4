//! The order kit.

use serde_json::Value;

use aiguilleur_resolver::{Orderer, Usage};

use super::{Named, codes, codes_of, date, flag, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![("Kit", kit()), ("KitFile", text("Un fichier du dossier, tel quel."))]
}

fn kit() -> Value {
    object(
        "Tout ce qu'il faut pour commander.",
        &[
            ("subject", text("De qui ou de quoi il s'agit.")),
            ("usages", list(&codes("Un usage.", &codes_of!(Usage)))),
            ("today", date("Le jour.")),
            ("ready", flag("S'il y a quelque chose à commander.")),
            ("summary", text("En une phrase.")),
            ("orders", list(&order())),
            ("sheets", list(&sheet())),
            ("steps", list(&step())),
            ("message", message()),
            ("warnings", list(&reference("Warning"))),
            ("editeur", text("L'éditeur que la configuration nomme.")),
            ("generation", text("La génération qui a répondu.")),
            ("files", list(&file())),
        ],
    )
}

fn order() -> Value {
    let recipe = object(
        "Comment faire la clé et la demande (CSR).",
        &[
            ("cn", text("Le nom (CN).")),
            ("file", text("Le nom du fichier de configuration.")),
            ("configuration", text("La configuration d'openssl.")),
            ("command", text("La commande, à exécuter sur le serveur d'installation.")),
        ],
    );
    let cn = object(
        "Comment se choisit le nom (CN).",
        &[
            ("rule", text("La règle : exact, recommended, free, fqdn, mail_domain, none.")),
            ("value", nullable(&text("Le nom."))),
        ],
    );
    let certificate = object(
        "Un certificat à commander.",
        &[
            ("offer", text("L'offre : ORG, SERV, PRO.")),
            ("usage", text("L'usage du certificat : AUTH_CLI, SIGN, SSL…")),
            ("serves", list(&text("Ce à quoi il sert."))),
            ("cn", cn),
            ("cn_text", text("Le même, en mots.")),
            ("cn_proposed?", text("Là où le nom est libre, un nom qui peut servir.")),
            ("request?", recipe),
        ],
    );
    object(
        "Ce qu'une décision commande.",
        &[
            ("summary", text("La décision, en une phrase.")),
            ("structure", text("Le nom de la structure.")),
            ("city", text("Sa commune.")),
            ("orderer", nullable(&codes("Qui commande.", &codes_of!(Orderer)))),
            ("identifier", nullable(&reference("OrderIdentifier"))),
            ("rule", text("La règle.")),
            ("certificates", list(&certificate)),
        ],
    )
}

fn sheet() -> Value {
    let card = object(
        "Sa carte.",
        &[
            ("state", codes("Ce qui en est connu.", &["unknown", "active", "inactive"])),
            ("number?", text("Le numéro de la carte active.")),
            ("valid_to?", date("Son dernier jour.")),
        ],
    );
    let signer = object(
        "Qui signe, là où le numéro lui-même le dit.",
        &[
            ("rpps", text("Son RPPS.")),
            ("family_name", text("Son nom.")),
            ("given_name", text("Son prénom.")),
            ("card", card),
        ],
    );
    let filled = object(
        "Une case.",
        &[
            ("code", text("Son nom stable.")),
            ("label", text("Ce qui est imprimé.")),
            ("state", codes("Ce qu'on en fait.", &["write", "tick", "untick", "empty", "ask"])),
            ("value?", text("Ce qu'on y écrit.")),
            ("instruction?", text("Comment la compléter.")),
        ],
    );
    let rubric = object(
        "Une rubrique.",
        &[("number", text("Son numéro.")), ("title", text("Son titre.")), ("boxes", list(&filled))],
    );
    let online = object(
        "Un moyen de déclarer la même chose en ligne.",
        &[("name", text("Son nom.")), ("url", text("Sa page."))],
    );
    object(
        "Un formulaire, rempli.",
        &[
            ("form", text("Son code.")),
            ("title", text("Son titre.")),
            ("official", flag("Si le PDF est le formulaire officiel lui-même.")),
            ("rubrics", list(&rubric)),
            ("signer?", signer),
            ("send_to", nullable(&text("Où l'envoyer."))),
            ("online", list(&online)),
            (
                "by_hand?",
                list(&text("Une case que le formulaire officiel n'a pas en champ : à écrire à la main.")),
            ),
        ],
    )
}

fn step() -> Value {
    object(
        "Une étape.",
        &[
            ("when", codes("Quand.", &["before", "declare", "platform", "after"])),
            ("text", text("Quoi faire.")),
            ("rule?", text("La règle qui le dit.")),
        ],
    )
}

fn message() -> Value {
    object("Un message prêt à envoyer.", &[("subject", text("Son objet.")), ("text", text("Son texte."))])
}

fn file() -> Value {
    object(
        "Un fichier du dossier.",
        &[
            ("name", text("Son nom.")),
            ("title", text("Ce que c'est.")),
            ("media_type", text("Son type.")),
            ("size", number("Sa taille, en octets.")),
            ("href", text("Son adresse.")),
        ],
    )
}
