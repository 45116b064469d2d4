//! Decisions: their codes come from the resolver's own lists.

use aiguilleur_resolver::{
    Confidence, Couloir, Desk, Exemption, IdentifierKind, Level, Orderer, Outcome, Prerequisite,
    RecommendationStatus, Severity, Signatory, WarningCode,
};
use serde_json::{Value, json};

use super::{Named, codes, codes_of, date, flag, joined, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("OrderIdentifier", identifier()),
        ("Proposal", proposal()),
        ("Warning", warning()),
        ("Citation", citation()),
        ("Rule", rule()),
        ("Ground", ground()),
        ("Decision", decision()),
        ("DecisionInPlace", in_place()),
        ("Decided", decided()),
        ("Answer", answer()),
    ]
}

fn identifier() -> Value {
    let kinds = codes_of!(IdentifierKind);
    object(
        "Un identifiant sur lequel commander.",
        &[
            ("kind", codes("Son genre.", &kinds)),
            ("value", nullable(&text("Le numéro ; `null` quand il n'est pas connu."))),
            ("id_nat_struct", nullable(&text("Le même derrière son chiffre de type."))),
        ],
    )
}

fn proposal() -> Value {
    let kinds = codes_of!(IdentifierKind);
    object(
        "Un identifiant possible, sous une condition qu'une personne vérifie.",
        &[
            ("orderer?", codes("Qui commanderait.", &codes_of!(Orderer))),
            ("kind?", codes("Le genre.", &kinds)),
            ("value?", nullable(&text("Le numéro."))),
            ("id_nat_struct?", nullable(&text("Le même derrière son chiffre de type."))),
            ("name?", text("Le nom du site qui le porte, où plusieurs sont à distinguer.")),
            ("town?", text("Sa commune.")),
            ("condition", text("À quelle condition.")),
        ],
    )
}

fn ground() -> Value {
    object(
        "La règle derrière un verdict.",
        &[
            ("id", text("Identifiant stable de la règle.")),
            ("confidence", codes("Sa sûreté.", &codes_of!(Confidence))),
            ("citations", list(&reference("Citation"))),
        ],
    )
}

fn warning() -> Value {
    object(
        "Un avertissement.",
        &[
            ("code", codes("Code stable.", &codes_of!(WarningCode))),
            ("severity", codes("Sa gravité.", &codes_of!(Severity))),
            ("message", text("Une phrase, à lire telle quelle.")),
        ],
    )
}

fn citation() -> Value {
    object(
        "Un passage d'un document.",
        &[
            ("document", text("Le document.")),
            ("author", text("Qui l'a écrit.")),
            ("address", nullable(&text("Où il est publié."))),
            ("key", text("Sa clé.")),
            ("date", nullable(&date("Sa date."))),
            ("place", text("L'endroit.")),
            ("quote", text("Le passage.")),
            ("verbatim", flag("S'il est repris mot pour mot.")),
        ],
    )
}

fn rule() -> Value {
    let ambiguity = object(
        "Un doute que laissent les documents.",
        &[
            ("code", text("Code.")),
            ("point", text("Le doute.")),
            ("practice", text("La pratique retenue.")),
            ("citations", list(&reference("Citation"))),
        ],
    );
    object(
        "La règle qui décide, et ce sur quoi elle se fonde.",
        &[
            ("id", text("Code de la règle.")),
            ("confidence", codes("Sa force.", &codes_of!(Confidence))),
            ("condition", text("Sa condition.")),
            ("completed_by", list(&text("Une règle qui la complète."))),
            (
                "citations",
                json!({ "type": "array", "items": reference("Citation"), "maxItems": 2,
                    "description": "Le ou les deux passages qui portent la décision ; tous, avec `trace`." }),
            ),
            ("ambiguities", list(&ambiguity)),
        ],
    )
}

fn product() -> Value {
    let rules = ["free", "exact", "recommended", "fqdn", "mail_domain", "none"];
    let cn = object(
        "Comment son nom se choisit.",
        &[("rule", codes("La règle.", &rules)), ("value", nullable(&text("La valeur.")))],
    );
    object(
        "Un certificat à commander.",
        &[
            ("offer", text("Offre.")),
            ("usage", text("Usage.")),
            ("for", text("Pour quel service.")),
            ("cn", cn),
            ("mutualisable", flag("S'il peut servir à d'autres usages.")),
            ("set", number("Lequel des certificats distincts : même numéro, même certificat.")),
        ],
    )
}

fn contact() -> Value {
    object(
        "À qui demander, et un message prêt à envoyer.",
        &[
            ("who", codes("Qui peut répondre.", &codes_of!(Desk))),
            ("question", text("La question.")),
            ("email", nullable(&text("L'adresse."))),
            ("phone", nullable(&text("Le téléphone."))),
            ("url", nullable(&text("La page."))),
            ("message", text("Le message : les faits connus, et eux seuls.")),
        ],
    )
}

pub(super) fn evidence() -> Value {
    object(
        "D'où vient un fait.",
        &[
            ("fact", text("Le fait.")),
            ("source", text("La source ; `facts` quand l'appelant l'a donné.")),
            ("dated", nullable(&date("Le jour de la source."))),
        ],
    )
}

/// What every decision has.
fn essential() -> Value {
    let contract = object(
        "Le contrat avec l'ANS.",
        &[
            ("required", nullable(&flag("S'il en faut un."))),
            ("level", nullable(&codes("À quel niveau.", &codes_of!(Level)))),
            ("present?", flag("S'il est là.")),
        ],
    );
    let needs = |about| list(&codes(about, &codes_of!(Prerequisite)));
    object(
        "",
        &[
            ("activity?", text("La situation, comme le cas la nomme.")),
            ("couloir", nullable(&codes("Le couloir.", &codes_of!(Couloir)))),
            ("outcome", codes("Que faire.", &codes_of!(Outcome))),
            ("summary", text("La décision en une phrase.")),
            ("orderer", nullable(&codes("Qui commande.", &codes_of!(Orderer)))),
            ("identifier", nullable(&reference("OrderIdentifier"))),
            ("fallback_identifier?", reference("OrderIdentifier")),
            ("alternatives", list(&reference("Proposal"))),
            ("options", list(&reference("Proposal"))),
            ("instead?", list(&reference("Proposal"))),
            ("products", list(&product())),
            ("contract", nullable(&contract)),
            ("prerequisites_missing", needs("Ce qui manque.")),
            ("prerequisites_satisfied", needs("Ce qui est là.")),
            ("prerequisites_not_needed", needs("Ce dont on n'a pas besoin.")),
            ("prerequisites_unknown", needs("Ce dont on ne sait rien.")),
            ("warnings", list(&reference("Warning"))),
            ("rule", reference("Rule")),
            ("evidence", list(&evidence())),
        ],
    )
}

/// What some decisions have.
fn occasional() -> Value {
    let confidence = object("", &[("confidence", codes("Toujours faible.", &codes_of!(Confidence)))]);
    let scm = object(
        "À quoi l'on voit que la structure est une SCM.",
        &[("evidence", text("Par quoi.")), ("strength", codes("Sa force.", &["strong", "weak"]))],
    );
    let group = object(
        "Le groupement.",
        &[
            ("id", nullable(&text("Son numéro."))),
            ("name", nullable(&text("Son nom."))),
            ("members", list(&text("Un FINESS juridique."))),
        ],
    );
    object(
        "",
        &[
            (
                "hint?",
                joined("Ce que porte l'annuaire : jamais une instruction.", &[identifier(), confidence]),
            ),
            ("certificates?", number("Combien de certificats distincts.")),
            ("contacts?", list(&contact())),
            ("obligation?", text("`optional` là où les documents permettent sans obliger.")),
            ("exemption?", codes("L'exemption écrite.", &codes_of!(Exemption))),
            ("means?", text("Ce qui sert à la place d'un certificat.")),
            ("declared_identifier_accepted?", flag("Si l'identifiant déclaré est admis.")),
            ("service_applicatif_accepted?", flag("Si le nom déclaré est admis.")),
            ("requested_offer_accepted?", flag("Si l'offre demandée est admise.")),
            ("scm?", scm),
            ("group?", group),
        ],
    )
}

/// The answers to the questions other than « on which identifier ».
fn reply() -> Value {
    let subject = json!({ "type": "object", "additionalProperties": true });
    object(
        "",
        &[
            ("form?", text("Le formulaire.")),
            ("signed_by?", codes("Qui le signe.", &codes_of!(Signatory))),
            ("then?", codes("Ensuite.", &codes_of!(Outcome))),
            ("days_left?", number("Jours avant l'échéance.")),
            ("expected_not_after?", date("L'échéance attendue.")),
            ("checksum?", codes("La clé.", &["ok", "fail", "not_applicable"])),
            ("expected_key?", number("La clé qui irait.")),
            ("correct?", text("La bonne valeur.")),
            ("level?", codes("Le niveau du FINESS.", &codes_of!(Level))),
            ("idnatstruct?", subject.clone()),
            ("subject?", subject),
            ("steps?", list(&text("Une étape."))),
        ],
    )
}

fn decision() -> Value {
    joined("Une décision.", &[essential(), occasional(), reply()])
}

fn in_place() -> Value {
    let place = object(
        "",
        &[("situation", nullable(&reference("Situation"))), ("structure", nullable(&reference("Structure")))],
    );
    joined("Une décision, avec la situation et la structure qu'elle concerne.", &[place, decision()])
}

/// The fields around the decisions, common to both request forms.
fn around(decisions: &str) -> Value {
    let recommendation = object(
        "Si une décision peut être suivie telle quelle.",
        &[
            ("status", codes("Laquelle des trois.", &codes_of!(RecommendationStatus))),
            ("decision", nullable(&number("Le rang de la décision."))),
            ("outcome", nullable(&codes("Que faire.", &codes_of!(Outcome)))),
            ("identifier", nullable(&reference("OrderIdentifier"))),
            ("summary", nullable(&text("La décision en une phrase."))),
        ],
    );
    object(
        "",
        &[
            ("recommendation", recommendation),
            ("decisions", list(&reference(decisions))),
            ("forms", list(&reference("Form"))),
            ("forms_count", number("Combien de formulaires.")),
            ("certificate_sets", number("Combien de jeux de certificats.")),
            ("warnings", list(&reference("Warning"))),
        ],
    )
}

pub(super) fn decided() -> Value {
    let rest = object(
        "",
        &[
            ("professional", nullable(&reference("ProfessionalIdentity"))),
            ("trace?", reference("Trace")),
            ("data", reference("Data")),
        ],
    );
    joined("Les décisions pour un professionnel, une par situation.", &[around("DecisionInPlace"), rest])
}

fn answer() -> Value {
    let rest = object("", &[("rules", text("La version des règles."))]);
    joined("Les décisions d'un cas.", &[around("Decision"), rest])
}
