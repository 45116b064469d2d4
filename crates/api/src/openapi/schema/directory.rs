//! What the directory knows: people, situations, structures, groups, identifiers, sources.

use serde_json::{Value, json};

use super::{Named, codes, complements, date, flag, joined, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("Code", code()),
        ("Data", data()),
        ("SourceStatus", source()),
        ("Status", status()),
        ("ProfessionalIdentity", professional()),
        ("Situation", situation()),
        ("Structure", structure()),
        ("Professional", professional_whole()),
        ("Structures", structures()),
        ("Practitioners", practitioners()),
        ("Group", group()),
        ("Identifier", identifier()),
    ]
}

fn code() -> Value {
    let label = nullable(&text("Le libellé ; `null` pour un code hors de la nomenclature."));
    object("Un code d'une nomenclature.", &[("code", text("Le code.")), ("label", label)])
}

fn some_code() -> Value {
    nullable(&reference("Code"))
}

fn source() -> Value {
    object(
        "Un fichier importé et l'âge de ses données. La liste a une entrée par fichier : deux fichiers d'un même \
         producteur y sont deux fois. Elle est la même dans toutes les réponses d'une génération, un jour donné, et à \
         chaque page d'une liste, quel que soit `limit`. Les sources connues et non importées sont dans `/v1/status` \
         (`absent`).",
        &[
            ("name", text("Le nom du fichier chez son producteur.")),
            ("dated", nullable(&date("Le jour des données."))),
            ("age_days", nullable(&number("Leur âge en jours."))),
            ("rows_read", number("Enregistrements lus.")),
            ("rows_rejected", number("Enregistrements refusés.")),
        ],
    )
}

fn data() -> Value {
    object(
        "Sur quoi la réponse se fonde.",
        &[
            ("generation", text("La génération des données.")),
            ("rules", text("La version des règles.")),
            ("sources", list(&reference("SourceStatus"))),
        ],
    )
}

fn status() -> Value {
    let counts = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
    object(
        "Ce qui est servi.",
        &[
            ("generation", text("La génération des données.")),
            ("as_of", date("Le jour dont elle parle.")),
            ("built_at", text("Quand elle a été construite.")),
            ("rules", text("La version des règles.")),
            ("sources", list(&reference("SourceStatus"))),
            ("absent", list(&text("Une source facultative, connue et non importée."))),
            ("counts", counts),
            ("candidates", list(&held_back())),
            ("depot", nullable(&depot())),
        ],
    )
}

fn depot() -> Value {
    let state = "Où il en est : suivi, ou la dernière génération reste servie.";
    object(
        "Le dépôt que ce serveur suit ; `null` s'il n'en suit aucun.",
        &[
            ("state", codes(state, &crate::DEPOT_STATES)),
            ("since", text("Depuis quand.")),
            ("sequence", nullable(&number("La séquence du pointeur suivi."))),
        ],
    )
}

fn held_back() -> Value {
    let guard = object(
        "Une garde déclenchée.",
        &[("guard", text("Son code.")), ("message", text("Les nombres, en une phrase."))],
    );
    object(
        "Une génération qu'une garde retient, en attente d'une décision.",
        &[("generation", text("Son nom.")), ("since", text("Depuis quand.")), ("guards", list(&guard))],
    )
}

const STATUSES: [&str; 3] = ["active", "ended", "no_situation"];

/// What is known of a structure's life.
const STATES: [&str; 5] = ["open", "active", "closed", "ended", "not_stated"];

/// With the sources of the answer.
pub(super) fn professional_whole() -> Value {
    joined("Un professionnel et ses situations.", &[professional(), situations()])
}

fn professional() -> Value {
    let exercice = object(
        "Un exercice : une profession et ses savoir-faire.",
        &[
            ("profession", some_code()),
            ("categorie", some_code()),
            ("savoir_faire", list(&reference("Code"))),
        ],
    );
    object(
        "Un professionnel.",
        &[
            ("id_nat_pp", text("Identification nationale PP.")),
            ("rpps", nullable(&text("Numéro RPPS."))),
            ("adeli", nullable(&text("Numéro ADELI."))),
            ("civilite", nullable(&text("Civilité d'exercice."))),
            ("family_name", text("Nom d'exercice.")),
            ("given_name", text("Prénom d'exercice.")),
            ("profession", some_code()),
            ("savoir_faire", list(&reference("Code"))),
            ("exercices", list(&exercice)),
            ("status", codes("S'il exerce.", &STATUSES)),
            ("mailboxes?", list(&text("Une adresse MSSanté du professionnel."))),
        ],
    )
}

fn situation() -> Value {
    let source = "Comment la fin est connue : `absence` du fichier, ou la source qui la dit.";
    object(
        "Une situation d'exercice.",
        &[
            ("status", codes("En cours ou terminée.", &STATUSES)),
            ("profession", some_code()),
            ("secteur_activite", some_code()),
            ("mode_exercice", some_code()),
            ("genre_activite", some_code()),
            ("role", some_code()),
            ("section_pharmacien", some_code()),
            ("first_seen", date("Premier jour où une source la donne.")),
            ("last_seen", date("Dernier jour où une source la donne.")),
            ("began_on?", date("Le jour de son début (extraction restreinte).")),
            ("ends_on?", date("Le jour de sa fin prévue (extraction restreinte).")),
            ("fonction?", reference("Code")),
            ("type_activite_liberale?", reference("Code")),
            (
                "ended_on",
                nullable(&date("Le jour de sa fin, si une source le dit : une absence n'en a pas.")),
            ),
            ("ended_source", nullable(&text(source))),
            ("ended_reason", some_code()),
            ("evidence?", list(&super::decision::evidence())),
        ],
    )
}

fn situations() -> Value {
    let practice = joined(
        "Une situation dans sa structure.",
        &[situation(), object("", &[("structure", nullable(&reference("Structure")))])],
    );
    object("", &[("situations", list(&practice)), ("data", reference("Data"))])
}

fn address() -> Value {
    let part = |about: &str| text(about);
    object(
        "Où elle est ; ce que la source laisse vide est absent.",
        &[
            ("street?", part("Numéro et voie.")),
            ("postcode?", part("Code postal.")),
            ("city?", part("Commune ou bureau cedex.")),
            ("commune?", part("Code INSEE de la commune.")),
        ],
    )
}

fn legal_unit() -> Value {
    let fields = [
        ("siren", text("SIREN.")),
        ("categorie_juridique", some_code()),
        ("denomination?", text("Son nom.")),
        ("since?", date("Depuis quand elle est dans cet état.")),
        ("etat", nullable(&text("`A` active, `C` cessée."))),
    ];
    object("L'unité légale, selon SIRENE.", &fields)
}

fn successor() -> Value {
    object(
        "Qui l'a reprise par cession.",
        &[
            ("kind", codes("Le niveau du numéro.", &["finess_juridique", "finess_geographique"])),
            ("finess", text("Son FINESS.")),
            ("name", nullable(&text("Son nom."))),
            ("event", reference("Code")),
            ("on", nullable(&date("Le jour."))),
        ],
    )
}

fn structure() -> Value {
    let group = object(
        "Un groupe dont elle est membre.",
        &[
            ("id", text("Son numéro : `/v1/groups/{id}`.")),
            ("name", text("Son nom.")),
            ("members", number("Ses membres.")),
        ],
    );
    object(
        "Une structure.",
        &[
            ("id_nat_struct", nullable(&text("Identifiant national, derrière son chiffre de type."))),
            ("name", text("Le nom à montrer.")),
            ("raison_sociale?", text("Raison sociale (RPPS).")),
            ("complement_destinataire?", text("Complément destinataire (RPPS).")),
            ("finess_geographique", nullable(&text("FINESS géographique."))),
            ("finess_juridique", nullable(&text("FINESS juridique."))),
            ("legal_entity_name", nullable(&text("Nom de l'entité juridique."))),
            ("siret", nullable(&text("SIRET."))),
            ("rpps_rang", nullable(&text("RPPS-rang."))),
            ("adeli_rang", nullable(&text("ADELI-rang."))),
            ("statut_juridique", some_code()),
            ("categorie", some_code()),
            ("legal_unit", nullable(&legal_unit())),
            (
                "state",
                codes("Ouverte, en activité, fermée, plus nommée, ou non dit par les sources.", &STATES),
            ),
            ("state_source?", text("Qui le dit.")),
            ("ended_source?", text("Comment une fin est connue : `absence`, ou la source qui la dit.")),
            ("last_seen?", date("Le jour du dernier fichier qui la nommait, si aucun ne la nomme plus.")),
            ("opened_on?", date("Le jour de son ouverture, s'il est connu.")),
            ("closed_on", nullable(&date("Le jour de sa fermeture, si une source le dit."))),
            ("successor", nullable(&successor())),
            ("position?", complements::position()),
            ("contact?", complements::contact()),
            ("establishment?", complements::establishment()),
            ("takers?", list(&complements::taker())),
            ("equipment?", list(&complements::equipment())),
            ("mailboxes?", list(&text("Une adresse MSSanté de la structure."))),
            ("certificates?", list(&complements::issued())),
            ("groups?", list(&group)),
            ("address", address()),
        ],
    )
}

fn structures() -> Value {
    let fields = [("structures", list(&reference("Structure"))), ("data", reference("Data"))];
    object("Les structures qui portent un identifiant.", &fields)
}

fn practitioners() -> Value {
    let one = object(
        "Quelqu'un qui exerce dans la structure.",
        &[
            ("id", text("Identification nationale PP.")),
            ("family_name", text("Nom d'exercice.")),
            ("given_name", text("Prénom d'exercice.")),
            ("profession", some_code()),
            ("mode_exercice", some_code()),
            ("status", codes("En cours ou terminé.", &STATUSES)),
        ],
    );
    object(
        "Qui exerce dans une structure, par page.",
        &[
            ("professionals", list(&one)),
            ("next", nullable(&text("Le curseur de la page suivante."))),
            ("data", reference("Data")),
        ],
    )
}

fn group() -> Value {
    let member = object(
        "Une entité juridique membre.",
        &[
            ("finess_juridique", nullable(&text("L'identifiant sur lequel elle commande."))),
            ("id_nat_struct", nullable(&text("Le même derrière son chiffre de type."))),
            ("name", nullable(&text("Son nom."))),
            ("role", some_code()),
            ("state", codes("Comme une structure.", &STATES)),
        ],
    );
    object(
        "Un groupement : chaque membre commande pour soi.",
        &[
            ("id", text("Son numéro, qui n'est pas un FINESS.")),
            ("name", text("Son nom.")),
            ("kind", some_code()),
            ("open", flag("S'il est en cours.")),
            ("members", list(&member)),
            ("dated", nullable(&date("Le jour de la source."))),
        ],
    )
}

fn identifier() -> Value {
    let repair = object("Une réparation.", &[("code", text("Code.")), ("message", text("Une phrase."))]);
    let states = ["active", "ended", "open", "closed", "not_stated", "no_situation"];
    let found = &object(
        "Qui porte l'identifiant.",
        &[
            ("type", codes("Le genre.", &["professional", "structure"])),
            ("id", text("Comment le demander.")),
            ("name", text("Son nom.")),
            ("state", codes("Son état.", &states)),
        ],
    );
    let orderable = object(
        "Si un certificat peut s'y commander.",
        &[
            ("verdict", codes("Oui, non, cela dépend.", &["yes", "no", "depends"])),
            ("code", text("Code stable.")),
            ("message", text("Une phrase.")),
            ("rule", reference("Ground")),
            ("instead?", reference("OrderIdentifier")),
        ],
    );
    object(
        "Un identifiant : ce qu'il est.",
        &[
            ("input", text("Tel que reçu.")),
            ("kind", nullable(&text("Son genre."))),
            ("possible_kinds?", list(&text("Un genre possible, si rien ne tranche."))),
            ("canonical", nullable(&text("Son écriture exacte."))),
            ("checksum", codes("Sa clé.", &["valid", "invalid", "not_applicable"])),
            ("expected_key", nullable(&number("La clé qui irait."))),
            ("repairs", list(&repair)),
            ("id_nat_struct", nullable(&text("Le même derrière son chiffre de type."))),
            ("matches", list(found)),
            ("suggestions?", list(found)),
            ("orderable", orderable),
        ],
    )
}
