//! Certificates, read and inspected.

use aiguilleur_resolver::{IdentifierKind, Level, Outcome, Usage};
use serde_json::Value;

use super::{Named, codes, codes_of, date, flag, joined, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    let certificate = certificate();
    vec![
        ("ClientCertificate", certificate.clone()),
        ("CertificateText", text("Le certificat, en PEM ; en DER ou PKCS#7, ses octets.")),
        ("InspectedCertificate", inspected(&certificate)),
        ("InspectedCertificates", inspected_all()),
    ]
}

fn subject() -> Value {
    object(
        "Le sujet.",
        &[
            ("country", nullable(&text("C."))),
            ("departement", nullable(&text("ST."))),
            ("organisation", nullable(&text("O."))),
            ("service_applicatif", nullable(&text("CN, tel quel."))),
        ],
    )
}

fn identifier() -> Value {
    object(
        "L'identifiant de structure, décomposé.",
        &[
            ("type", text("Chiffre de type.")),
            ("value", text("Ce qui le suit.")),
            ("kind", nullable(&codes("Ce que c'est.", &codes_of!(IdentifierKind)))),
            ("checksum", codes("Ce que dit la clé.", &["ok", "fail", "not_applicable"])),
            ("expected_key?", number("La clé attendue.")),
            ("rpps?", text("RPPS du titulaire du cabinet.")),
            ("rang?", text("Rang du cabinet.")),
            ("cle?", text("Clé, telle qu'elle est écrite.")),
            ("level?", codes("Niveau d'un FINESS.", &codes_of!(Level))),
        ],
    )
}

fn person() -> Value {
    object(
        "La personne qu'une carte ou un certificat personnel nomme.",
        &[
            ("family_name", text("Nom.")),
            ("given_name", text("Prénom.")),
            ("title", nullable(&text("Profession, dans les mots de la carte."))),
            ("id_nat_pp", nullable(&text("Identifiant national de la personne, que porte le CN."))),
        ],
    )
}

fn card() -> Value {
    object(
        "La carte.",
        &[
            ("type", nullable(&codes("Sorte de carte.", &["CPS", "CPE"]))),
            ("number", nullable(&text("Le numéro que demande le formulaire 413."))),
            ("issuer", nullable(&text("Numéro de l'émetteur."))),
        ],
    )
}

fn product() -> Value {
    object(
        "Le produit.",
        &[
            ("offer", codes("Offre.", &["ORG", "SERV", "PS", "carte"])),
            ("usage", codes("Usage du certificat.", &["AUTH_CLI", "SIGN", "SSL", "AUTH"])),
            ("label", text("En français.")),
            ("by", codes("Ce qui le dit.", &["policy", "key_usage"])),
            ("contradiction?", flag("Si la politique et l'usage de la clé se contredisent.")),
        ],
    )
}

fn certificate() -> Value {
    let key = object(
        "La clé publique.",
        &[
            ("algorithm", text("RSA, EC ou l'OID.")),
            ("bits", nullable(&number("Sa taille."))),
            ("sha256", text("Son empreinte : la même pour deux certificats d'une même clé.")),
        ],
    );
    object(
        "Un certificat.",
        &[
            ("subject", subject()),
            ("id_nat_struct", nullable(&text("L'identifiant de structure que porte l'OU du sujet."))),
            ("identifier?", identifier()),
            ("owner", codes("À qui il est.", &["structure", "person", "authority", "unknown"])),
            ("authority?", text("L'autorité dont c'est le certificat.")),
            ("person?", person()),
            ("card?", card()),
            ("product", nullable(&product())),
            ("hierarchy", codes("L'infrastructure qui l'a émis.", &["igc_sante", "igc_cps", "other"])),
            ("issuer", text("CN de l'émetteur.")),
            (
                "issuer_family",
                codes("Famille de l'émetteur.", &["elementaire_organisations", "other_igc_sante", "other"]),
            ),
            ("test", flag("Si c'est un produit de test.")),
            ("test_evidence?", list(&codes("Ce qui le dit.", &["issuer", "policy", "category"]))),
            ("policies?", list(&text("OID d'une politique."))),
            ("dns_names?", list(&text("Nom de domaine (SAN)."))),
            ("crl_addresses?", list(&text("Où sa liste de révocation est publiée."))),
            ("key", key),
            ("sha256", text("Son empreinte.")),
            ("serial", text("Numéro de série, en hexadécimal.")),
            ("not_before", date("Premier jour de validité.")),
            ("not_after", date("Dernier jour de validité.")),
            ("days_left", number("Jours restants ; négatif quand il est expiré.")),
        ],
    )
}

fn chain() -> Value {
    let link = object(
        "Une autorité.",
        &[
            ("name", text("Son nom.")),
            ("sha256", text("Son empreinte.")),
            ("not_after", date("Dernier jour de validité.")),
        ],
    );
    let statuses = ["verified", "root_not_trusted", "issuer_missing", "broken"];
    object(
        "La chaîne jusqu'à une racine configurée.",
        &[
            ("status", codes("Comment elle tient.", &statuses)),
            ("in_date", flag("Si tout en est valide ce jour-là.")),
            ("path", list(&link)),
            ("message", text("En une phrase.")),
        ],
    )
}

fn revocation() -> Value {
    object(
        "Ce que disent les listes de révocation.",
        &[
            ("status", codes("S'il est révoqué.", &["revoked", "not_revoked", "unchecked"])),
            ("revoked_on?", date("Depuis quand.")),
            ("list_dated?", date("Date de la liste.")),
            ("message", text("En une phrase.")),
        ],
    )
}

fn action() -> Value {
    object(
        "Ce qu'il y a à faire.",
        &[
            ("outcome", codes("Quoi.", &codes_of!(Outcome))),
            ("message", text("En une phrase.")),
            ("rule", text("La règle.")),
        ],
    )
}

fn inspected(certificate: &Value) -> Value {
    let own = object(
        "",
        &[
            ("structure", nullable(&reference("Structure"))),
            ("chain", chain()),
            ("revocation", revocation()),
            ("same_key?", list(&text("Empreinte d'un autre certificat de la même clé."))),
            ("action?", action()),
            ("findings", list(&reference("Finding"))),
        ],
    );
    joined("Un certificat, sa structure et les constats.", &[certificate.clone(), own])
}

fn inspected_all() -> Value {
    let missing = object(
        "Un produit qui manque.",
        &[
            ("offer", text("Offre.")),
            ("usage", text("Usage du certificat.")),
            ("cn?", text("Le nom imposé.")),
            (
                "instead?",
                codes(
                    "Pourquoi celui qui y ressemble ne compte pas.",
                    &["expired", "not_yet_valid", "revoked", "test", "cn"],
                ),
            ),
        ],
    );
    let set = object(
        "Les certificats d'une structure pour un usage.",
        &[
            ("id_nat_struct", text("La structure.")),
            ("usage", codes("L'usage.", &codes_of!(Usage))),
            ("complete", flag("Si rien ne manque.")),
            ("served_by", list(&text("Empreinte d'un certificat qui le sert."))),
            ("missing", list(&missing)),
            ("message", text("En une phrase.")),
        ],
    );
    object(
        "Les certificats du corps, ceux des autorités en dernier, et ce qui leur manque.",
        &[("certificates", list(&reference("InspectedCertificate"))), ("sets", list(&set))],
    )
}
