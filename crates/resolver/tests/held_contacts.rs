//! What a change of one place must not get past in whom to ask: each question where its warning leaves it open, and a
//! message that states each fact once. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{answer, with};

const SITE: &str = "990001513";
const OTHER: &str = "990001521";
const EJ: &str = "990001505";
const RANG: &str = "99700000104007";
const SIRET: &str = "99990031900016";
const SCM: &str = "99990020200014";

const WHICH_NUMBER: &str = "annuaire : Quel est l'identifiant de cette structure dans l'Annuaire Santé ?";
const UNCOVERED: &str =
    "certificats : Un certificat peut-il être commandé dans ce cas, par qui et sur quel identifiant ?";

/// Whom to ask, and what, of each contact of the first decision.
fn asked(given: &Value) -> Vec<String> {
    let answer = answer(given);
    let contacts = answer["decisions"][0]["contacts"].as_array().cloned().unwrap_or_default();
    let of =
        |one: &Value| format!("{} : {}", one["who"].as_str().unwrap(), one["question"].as_str().unwrap());
    contacts.iter().map(of).collect()
}

/// The facts that the first contact's message states, one per line.
fn message_lines(given: &Value) -> Vec<String> {
    let answer = answer(given);
    let message = answer["decisions"][0]["contacts"][0]["message"].as_str().unwrap().to_owned();
    message.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect()
}

fn in_secteur(secteur: &str, structure: &Value) -> Value {
    json!({
        "as_of": "2026-11-28", "activities": [{"secteur": secteur, "structure": "s"}],
        "structures": {"s": structure},
    })
}

fn of_radiologue(secteur: &str, structure: &Value) -> Value {
    let radiologue = json!({"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]});
    with(&in_secteur(secteur, structure), &json!({"professional": radiologue}))
}

fn of_medecin(secteur: &str, structure: &Value) -> Value {
    with(
        &in_secteur(secteur, structure),
        &json!({"professional": {"rpps": "99700000104", "profession": "10"}}),
    )
}

/// The Dossier Pharmaceutique of a site that has its domain.
fn dossier(more: &Value) -> Value {
    let own = json!({"finess_geographique": SITE, "domaine_messagerie": "@exemple.fr"});
    with(&json!({"usages": ["dp_consultation"], "etablissement": own}), more)
}

#[test]
fn what_is_over_is_asked_of_the_annuaire() {
    let over = json!({"activities": [{"secteur": "SA33", "date_fin": "2026-01-31", "structure": "s"}]});
    let ended = with(&in_secteur("SA33", &json!({"finess_geographique": SITE})), &over);
    let wanted = "annuaire : Cette situation d'exercice est-elle bien terminée, et dans quelle structure le professionnel \
                  exerce-t-il ?";
    assert_eq!(asked(&ended), [wanted]);
    let closed = in_secteur("SA33", &json!({"finess_geographique": SITE, "fermee": true}));
    let wanted = "annuaire : Cette structure est-elle bien fermée, et une autre lui succède-t-elle ?";
    assert_eq!(asked(&closed), [wanted]);
}

#[test]
fn a_number_that_is_not_known_or_not_sound_is_asked_of_the_annuaire() {
    for structure in [
        json!({}),
        json!({"finess_geographique": "990001514"}),
        json!({"finess_geographique": "9900015"}),
        json!({"finess_geographique": EJ, "finess_juridique": EJ}),
        json!({"categorie": "355"}),
    ] {
        assert_eq!(asked(&in_secteur("SA33", &structure)), [WHICH_NUMBER], "{structure}");
    }
}

/// A holder, a form of company, a level: asked where a person must choose, not where a card suffices or a number lacks.
#[test]
fn what_only_the_client_knows_is_asked_where_it_is_to_be_chosen() {
    let other_holder = json!({"rpps_rang": "99700000377009"});
    let holder = "client : Qui est titulaire du cabinet auquel appartient ce RPPS-rang ?";
    assert_eq!(asked(&of_radiologue("SA08", &other_holder)), [holder]);
    let card = "certificats : La carte CPS suffit-elle pour cet usage ?";
    assert_eq!(asked(&of_medecin("SA08", &other_holder)), [card]);

    let scm = json!({"siret": SCM, "categorie_juridique": "6589"});
    let cabinet = "client : Dans quel cabinet, ou dans quelle société d'exercice (SEL, SCP), le professionnel exerce-t-il ?";
    assert_eq!(asked(&of_radiologue("SA09", &scm)), [cabinet]);
    assert_eq!(asked(&of_radiologue("SA08", &scm)), [WHICH_NUMBER, cabinet]);
    assert_eq!(asked(&of_medecin("SA08", &scm)), [card]);
    assert_eq!(asked(&in_secteur("SA66", &scm)), [UNCOVERED]);

    let forme =
        "client : Dans quelle structure le professionnel exerce-t-il, et sous quelle forme juridique ?";
    let other = json!({"siret": SIRET, "categorie_juridique": "5710"});
    assert_eq!(asked(&of_radiologue("SA09", &other)), [forme]);

    let level = "client : Le système d'information est-il configuré pour l'entité juridique ou par site ?";
    assert_eq!(asked(&json!({"etablissement": {"finess_juridique": EJ}})), [level]);
    assert_eq!(asked(&json!({"etablissement": {"denomination": "CH"}})), [WHICH_NUMBER]);
    let expired =
        with(&in_secteur("SA03", &json!({"finess_juridique": EJ})), &json!({"as_of": "2023-06-01"}));
    assert_eq!(asked(&expired), [level, UNCOVERED]);

    let gie = "client : La structure est-elle un GIE ou un établissement de santé ?";
    assert_eq!(asked(&in_secteur("SA04", &json!({"finess_geographique": SITE}))), [gie]);
    let both = json!({"finess_geographique": SITE, "finess_juridique": EJ});
    assert_eq!(asked(&in_secteur("SA04", &both)), [gie, level]);
    let principal = "client : Quel site est le site principal du laboratoire ?";
    assert_eq!(asked(&json!({"laboratoire": {"sites": [SITE, OTHER]}})), [principal]);
}

#[test]
fn contracts_groups_and_cards_are_asked_of_who_keeps_them() {
    let roc = json!({"usages": ["roc"], "contrat_ANS": "EG", "etablissement": {"sites": [SITE, OTHER]}});
    let level = "cartes : À quel niveau le contrat d'adhésion est-il signé : l'entité juridique, ou un site, et lequel ?";
    assert_eq!(asked(&roc), [level]);
    let group = json!({"type": "GHT", "entites_juridiques": [EJ], "demande": "un_seul_certificat"});
    let members = "dsi : Quelles entités juridiques du groupement utilisent la solution et doivent chacune un certificat ?";
    assert_eq!(asked(&json!({"groupement": group})), [members]);
    let domain = "client : Quel est le nom de domaine de messagerie de la structure ?";
    assert_eq!(asked(&dossier(&json!({"etablissement": {"domaine_messagerie": null}}))), [domain]);
    let card = "cartes : Quelle carte chaque utilisateur du Dossier Pharmaceutique doit-il demander, selon son rôle ?";
    assert_eq!(asked(&dossier(&json!({"utilisateurs": [{"role": "autre", "carte": "CPS"}]}))), [card]);
    assert_eq!(asked(&dossier(&json!({"utilisateurs": [{"role": "medecin", "carte": null}]}))), [card]);
    let sites = "dsi : Quels sites du groupement ont déjà un contrat de structure avec l'ANS ?";
    assert_eq!(asked(&dossier(&json!({"contrat_ANS": "EJ"}))), [sites]);
    assert_eq!(asked(&dossier(&json!({}))), Vec::<String>::new());
}

#[test]
fn where_no_warning_tells_a_question_what_is_asked_is_the_answer_itself() {
    let pfi = with(
        &of_radiologue("SA08", &json!({"rpps_rang": RANG})),
        &json!({"context": {"cr_via_pfi_tierce": true}}),
    );
    assert_eq!(asked(&pfi), ["certificats : Le certificat est-il bien facultatif dans ce cas ?"]);
    let card = of_medecin("SA08", &json!({"rpps_rang": RANG}));
    assert_eq!(asked(&card), ["certificats : La carte CPS suffit-elle pour cet usage ?"]);
    assert_eq!(asked(&in_secteur("SA66", &json!({"finess_geographique": SITE}))), [UNCOVERED]);
    let help = json!({"ask": "platform_order_help"});
    assert_eq!(asked(&help), ["certificats : Comment commander sur la plateforme ?"]);
}

#[test]
fn a_desk_is_reached_by_what_is_public_of_it() {
    let reached = |given: &Value| {
        let contact = answer(given)["decisions"][0]["contacts"][0].clone();
        assert!(contact["message"].as_str().unwrap().starts_with("Bonjour,"), "{contact:#}");
        [contact["email"].clone(), contact["phone"].clone(), contact["url"].clone()]
    };
    let [email, phone, url] = reached(&in_secteur("SA66", &json!({})));
    assert_eq!(email, "monserviceclient.certificats@esante.gouv.fr");
    assert!(phone.is_string() && url.is_string());
    let [email, phone, url] = reached(&in_secteur("SA33", &json!({})));
    assert_eq!((email, phone), (json!("monserviceclient.annuaire@esante.gouv.fr"), Value::Null));
    assert_eq!(url, "https://annuaire.sante.fr/");
}

/// What is practised here counts before what the person is known for.
#[test]
fn a_message_tells_who_practises_what_and_where() {
    let structure = json!({
        "denomination": "CABINET TEST", "raison_sociale": "AUTRE NOM", "code_postal": "71400", "commune": "71014",
        "finess_geographique": SITE, "finess_juridique": EJ, "siret": SIRET, "rpps_rang": RANG,
        "adeli_rang": "99999999900", "groupe": {"name": "GHT DES MONTS"}, "fermee": true,
    });
    let given = json!({
        "as_of": "2026-11-28", "usages": ["dmp", "psc"],
        "professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]},
        "activities": [{"secteur": "SA66", "mode": "L", "structure": "s"}], "structures": {"s": structure},
    });
    let places = [
        "structure : CABINET TEST",
        "commune : 71400 71014",
        "FINESS géographique : 990001513",
        "FINESS juridique : 990001505",
        "SIRET : 99990031900016",
        "RPPS-rang : 99700000104007",
        "ADELI-rang : 99999999900",
        "groupement : GHT DES MONTS",
    ];
    let lines = message_lines(&given);
    assert_eq!(
        lines[..4],
        [
            "usage du certificat : alimentation du DMP, Pro Santé Connect",
            "RPPS du professionnel : 99700000104",
            "profession : Médecin (10)",
            "savoir-faire : Radio-diagnostic (SM44)",
        ]
    );
    assert!(lines[4].starts_with("secteur d'activité : ") && lines[4].ends_with("(SA66)"), "{lines:#?}");
    assert!(lines[5].starts_with("mode d'exercice : ") && lines[5].ends_with("(L)"), "{lines:#?}");
    assert_eq!(lines[6..14], places);
    assert!(lines[14].contains("fermée"), "{lines:#?}");
    let mut here = given.clone();
    here["activities"][0]["profession"] = json!("60");
    here["activities"][0]["savoir_faire"] = json!(["SM54"]);
    here["activities"][0]["date_fin"] = json!("2026-01-31");
    let lines = message_lines(&here);
    assert!(lines[2].ends_with("(60)") && lines[3].ends_with("(SM54)"), "{lines:#?}");
    assert!(lines[6].contains("31 janvier 2026"), "{lines:#?}");
}

#[test]
fn a_message_tells_no_more_of_a_structure_than_is_known() {
    let lines = |structure: Value| message_lines(&in_secteur("SA66", &structure)).split_off(2);
    assert_eq!(lines(json!({})), Vec::<String>::new());
    assert_eq!(lines(json!({"raison_sociale": "AUTRE NOM"})), ["structure : AUTRE NOM"]);
    let doubled = json!({"finess_geographique": EJ, "finess_juridique": EJ});
    assert_eq!(lines(doubled), ["FINESS juridique : 990001505"]);
    let scm = json!({"siret": SCM, "categorie_juridique": "6589"});
    assert_eq!(lines(scm), Vec::<String>::new());
    assert_eq!(lines(json!({"fermee": false})), Vec::<String>::new());
}

#[test]
fn a_structure_that_asks_for_itself_is_named_by_its_name_and_its_entity() {
    for own in ["etablissement", "organisme_gestionnaire", "laboratoire"] {
        let facts = json!({"denomination": "NOM", "finess_juridique": EJ});
        let given = json!({"ask": "platform_order_help", own: facts});
        assert_eq!(message_lines(&given), ["structure : NOM", "FINESS juridique : 990001505"], "{own}");
    }
    let group =
        json!({"groupement": {"type": "GHT", "denomination": "GHT TEST", "demande": "un_seul_certificat"}});
    assert!(message_lines(&group).contains(&"structure : GHT TEST".to_owned()));
    assert_eq!(
        message_lines(&json!({"ask": "platform_order_help", "professional": {"rpps": "99700000104"}})),
        ["RPPS du professionnel : 99700000104"]
    );
}

#[test]
fn a_message_tells_what_the_question_is_about_and_never_the_siret_of_an_scm() {
    let certificate = json!({
        "ask": "certificate_action", "as_of": "2026-01-16", "incident": "vol_cle_privee",
        "certificate": {"subject": "C=FR,O=CH", "not_before": "2023-02-01", "not_after": "2026-02-01"},
    });
    let lines = message_lines(&certificate);
    assert_eq!(
        lines[..3],
        [
            "sujet du certificat : C=FR,O=CH",
            "certificat délivré le 1er février 2023",
            "certificat valable jusqu'au 1er février 2026",
        ]
    );
    assert_eq!(lines[3], "incident : vol de la clé privée");
    let form =
        |f413: Value, more: Value| message_lines(&with(&json!({"ask": "f413_check", "f413": f413}), &more));
    let full = json!({"denomination": "CABINET", "finess": SITE, "siret": SCM, "rpps_rang": [RANG]});
    let scm = json!({"structures": {"s": {"siret": SCM, "categorie_juridique": "6589"}}});
    let named = "dénomination sur le formulaire : CABINET";
    let numbers =
        |siret: &str| format!("sur le formulaire : FINESS de niveau inconnu {SITE}{siret}, RPPS-rang {RANG}");
    assert_eq!(form(full.clone(), json!({})), [named.to_owned(), numbers(&format!(", SIRET {SCM}"))]);
    assert_eq!(form(full, scm.clone()), [named.to_owned(), numbers("")]);
    assert_eq!(form(json!({"denomination": "", "finess": ""}), json!({})), Vec::<String>::new());
    let meant = |kind: &str, value: &str| {
        let declared =
            json!({"ask": "platform_order_help", "declared_identifier": {"kind": kind, "value": value}});
        message_lines(&with(&declared, &scm))
    };
    assert_eq!(meant("siret", SIRET), [format!("identifiant indiqué : SIRET {SIRET}")]);
    assert_eq!(meant("siret", SCM), Vec::<String>::new());
    assert_eq!(meant("rpps_rang", SCM), [format!("identifiant indiqué : RPPS-rang {SCM}")]);
}

#[test]
fn a_message_lists_what_there_is_to_choose_from() {
    let given = json!({"laboratoire": {"sites": [SITE, OTHER]}});
    let wanted = "identifiants possibles : FINESS géographique 990001513, FINESS géographique 990001521";
    assert_eq!(message_lines(&given).last().map(String::as_str), Some(wanted));
    let scm = json!({"siret": SCM, "rpps_rang": RANG, "categorie_juridique": "6589"});
    let wanted = "identifiants possibles : RPPS-rang 99700000104007";
    assert_eq!(message_lines(&of_radiologue("SA09", &scm)).last().map(String::as_str), Some(wanted));
    let none = json!({"siret": SCM, "categorie_juridique": "6589"});
    assert!(
        message_lines(&of_radiologue("SA09", &none))
            .iter()
            .all(|line| !line.starts_with("identifiants possibles"))
    );
}
