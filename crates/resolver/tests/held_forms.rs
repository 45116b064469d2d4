//! What a change of one place must not get past in the forms: how many, which boxes, what stays empty, who signs.
//! See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{answer, completed, has, with};

const SITE: &str = "990001513";
const EJ: &str = "990001505";
const RANGS: [&str; 6] = [
    "99700000104007",
    "99700000104015",
    "99700000104023",
    "99700000104031",
    "99700000104049",
    "99700000104056",
];

/// A box in one line: what is written in it, what stays empty (∅) or is for the asker to know (?), what to do.
fn boxes(form: &Value) -> Vec<String> {
    let of = |field: &Value| {
        let value = field["value"].as_str().unwrap_or(if field["empty"] == true { "∅" } else { "?" });
        let (code, what) = (field["code"].as_str().unwrap(), field["instruction"].as_str().unwrap());
        format!("{code} = {value} | {what}")
    };
    form["fields"].as_array().unwrap().iter().map(of).collect()
}

/// The box of that name.
fn one(form: &Value, code: &str) -> String {
    let lead = format!("{code} = ");
    boxes(form).into_iter().find_map(|line| line.strip_prefix(&lead).map(str::to_owned)).unwrap_or_default()
}

fn forms(given: &Value) -> Vec<Value> {
    answer(given)["forms"].as_array().unwrap().clone()
}

/// The types of certificates of the forms, in order.
fn types(given: &Value) -> Vec<String> {
    forms(given).iter().map(|form| form["certificate_type"].as_str().unwrap().to_owned()).collect()
}

fn in_secteur(couloir: &str, secteur: &str, structure: &Value) -> Value {
    json!({
        "couloir": couloir, "activities": [{"id": "a1", "secteur": secteur, "structure": "s"}],
        "structures": {"s": structure},
    })
}

fn sel() -> Value {
    let numbers = json!({"denomination": "SELARL DU PARC", "siret": "99990031900016",
        "finess_geographique": SITE, "rpps_rang": RANGS[0]});
    in_secteur("radiologie", "SA09", &numbers)
}

fn officine() -> Value {
    in_secteur("officine", "SA33", &json!({"denomination": "PHARMACIE", "finess_geographique": SITE}))
}

/// A radiologue's cabinets, in order.
fn cabinets(count: usize) -> Value {
    let keys = || (0..count).map(|at| format!("s{at}"));
    let activities: Vec<Value> = keys().map(|key| json!({"secteur": "SA08", "structure": key})).collect();
    let structure = |at: usize| json!({"denomination": format!("CABINET {at}"), "rpps_rang": RANGS[at]});
    let structures: serde_json::Map<_, _> = keys().zip((0..count).map(structure)).collect();
    json!({
        "couloir": "radiologie", "professional": {"rpps": "99700000104", "profession": "10"},
        "activities": activities, "structures": structures,
    })
}

/// A public hospital's own request.
fn hospital(more: &Value) -> Value {
    let own = json!({"nature": "public", "denomination": "CH", "finess_juridique": EJ});
    with(&json!({"couloir": "etablissement", "usages": ["dmp"], "etablissement": own}), more)
}

/// S002, lines 870 to 923: the SIRET, nothing else, « titulaire du cabinet ».
#[test]
fn the_form_of_a_societe_bears_its_siret_and_no_other_number() {
    let expect = [
        "denomination = SELARL DU PARC | Raison sociale de la structure",
        "finess = ∅ | Laisser vide",
        "siret = 99990031900016 | SIRET de la structure",
        "rpps_rang = ∅ | Laisser vide",
        "signatory = Titulaire du cabinet | Cocher cette case",
        "signatory_contact = ? | Ceux de la personne qui signe",
        "signatory_card = ? | Carte CPS de la personne qui signe ; CDE si elle n'est pas professionnel de santé",
        "administrator_card = ? | Tels que sur sa carte active",
        "administrator_contact = ? | Une adresse générique de préférence",
        "usage = authentification et signature sur le DMP | Recopier ce texte",
        "editeur = LOGICIEL A | Nom de l'éditeur",
        "solution = ? | Nom du logiciel",
        "certificate_type = Certificat ORG (Personne morale) usage AUTH_CLI, SIGN, CONF | Cocher cette case et elle seule",
        "visa = ? | Cachet qui porte la dénomination de la structure",
    ];
    let answer = answer(&with(&sel(), &json!({"editeurs": {"s": "LOGICIEL A"}})));
    let form = &answer["forms"][0];
    assert_eq!(boxes(form), expect);
    assert_eq!((&form["case"], &form["signatory"]), (&json!("cas_1"), &json!("titulaire_du_cabinet")));
    assert_eq!(form["send_to"], "monserviceclient.certificats@esante.gouv.fr");
    assert!(completed(&answer["decisions"][0], "R-F413-CAS1"), "{answer:#}");
}

/// S002, lines 1043 to 1098: the FINESS, nothing else, « responsable légal ».
#[test]
fn the_form_of_another_structure_bears_its_finess_and_says_of_which_level() {
    let site = json!({"nature": "public", "denomination": "CH", "finess_geographique": SITE});
    for (own, case, rule, finess) in [
        (hospital(&json!({})), "cas_2", "R-F413-CAS2", format!("{EJ} | FINESS juridique (EJ)")),
        (
            hospital(&json!({"etablissement": site})),
            "cas_2",
            "R-F413-CAS2",
            format!("{SITE} | FINESS géographique (EG)"),
        ),
        (officine(), "officine", "R-F413-CAS2", format!("{SITE} | FINESS géographique (EG)")),
    ] {
        let answer = answer(&own);
        let form = &answer["forms"][0];
        assert_eq!(one(form, "finess"), finess);
        assert_eq!(one(form, "siret"), "∅ | Laisser vide");
        assert_eq!(one(form, "rpps_rang"), "∅ | Laisser vide");
        assert_eq!(one(form, "signatory"), "Responsable légal | Cocher cette case");
        assert_eq!(one(form, "visa"), "? | Cachet qui porte la dénomination de la structure");
        assert_eq!(form["case"], case);
        assert!(completed(&answer["decisions"][0], rule), "{answer:#}");
        let pharmacist = one(form, "administrator_card").contains("pharmacien de l'officine");
        assert_eq!(pharmacist, case == "officine", "{form:#}");
    }
}

/// S002, lines 446 to 449: an administrateur is declared for one type of certificates.
#[test]
fn there_is_one_form_by_type_and_each_names_its_own_usages() {
    let given = hospital(&json!({
        "usages": ["dmp", "insi_manu", "insi_auto", "psc", "mssante_bal_applicative", "mssante_operateur", "ror",
            "annuaire_sante", "diapason", "psig", "messagerie_smime", "dp_consultation", "dp_alimentation"],
        "mssante_operateur": true, "psc_fournisseur_de_service": true,
    }));
    let sanitaire =
        in_secteur("hopital", "SA01", &json!({"finess_juridique": EJ, "finess_geographique": SITE}));
    let given =
        with(&given, &json!({"activities": sanitaire["activities"], "structures": sanitaire["structures"]}));
    assert_eq!(types(&given), ["org", "serv", "smime", "pro"]);
    let usages: Vec<String> = forms(&given).iter().map(|form| one(form, "usage")).collect();
    let expect = [
        "authentification et signature sur le DMP ; usage INS ; authentification mutuelle avec Pro Santé Connect ; \
         MSSanté, authentification du porteur de la BAL applicative ; ROR ; Annuaire Santé",
        "MSSanté, sécurisation de l'espace de confiance ; Diapason ; PSIG",
        "Messagerie HPRIM NET",
        "accès au DP en authentification avec un certificat de personne physique",
    ];
    assert_eq!(usages, expect.map(|text| format!("{text} | Recopier ce texte")));
    let roc = forms(&hospital(&json!({"usages": ["roc"], "contrat_ANS": "EJ"})));
    let text = one(&roc[0], "usage");
    assert!(
        text.contains("signature d'un jeton SAML") && text.contains("authentification TLS mutuelle"),
        "{text}"
    );
}

#[test]
fn each_type_asks_for_the_domain_that_it_bears() {
    let domain = |usage: &str| {
        let own = json!({"nature": "public", "finess_juridique": EJ, "finess_geographique": SITE});
        let given = json!({"usages": [usage], "mssante_operateur": true, "etablissement": own});
        let form = forms(&hospital(&given))[0].clone();
        (one(&form, "domain"), one(&form, "mail_domain"))
    };
    assert_eq!(domain("dmp"), (String::new(), String::new()));
    let fqdn = "? | Nom de domaine (FQDN) de l'opérateur".to_owned();
    assert_eq!(domain("mssante_operateur"), (fqdn, String::new()));
    let mail = "? | Le nom de domaine seul (@domaine.fr)".to_owned();
    assert_eq!(domain("messagerie_smime"), (String::new(), mail));
    assert_eq!(domain("dp_consultation"), (String::new(), "? | Obligatoire".to_owned()));
}

/// S004, lines 178 to 206: SIRET, FINESS géographique, messaging domain.
#[test]
fn the_form_of_personal_certificates_bears_siret_site_and_domain() {
    let own = json!({"denomination": "CH", "siret": "99990160600015", "finess_geographique": SITE,
        "domaine_messagerie": "@exemple.fr"});
    let personal = |own: &Value| {
        let given = json!({"couloir": "etablissement", "usages": ["dp_consultation"], "etablissement": own});
        let answer = answer(&given);
        assert!(completed(&answer["decisions"][0], "R-F413-PRO"), "{answer:#}");
        answer["forms"][0].clone()
    };
    let form = personal(&own);
    assert_eq!(one(&form, "siret"), "99990160600015 | SIRET de la structure");
    assert_eq!(one(&form, "finess"), format!("{SITE} | FINESS géographique (EG)"));
    assert_eq!(one(&form, "mail_domain"), "@exemple.fr | Obligatoire");
    assert_eq!(form["messaging_domain"], "@exemple.fr");
    let no_site = personal(&json!({"siret": "99990160600015", "domaine_messagerie": "@exemple.fr"}));
    assert_eq!(one(&no_site, "siret"), "99990160600015 | SIRET de la structure");
    assert_eq!(one(&no_site, "finess"), "∅ | Laisser vide");
    let org = forms(&hospital(&json!({"etablissement": with(&own, &json!({"nature": "public"}))})));
    assert_eq!(one(&org[0], "siret"), "∅ | Laisser vide");
    assert_eq!(org[0]["messaging_domain"], Value::Null);
    let of_place = json!({"siret": "99990160600015", "finess_geographique": SITE});
    let of_place = with(&in_secteur("hopital", "SA01", &of_place), &json!({"usages": ["dp_consultation"]}));
    assert_eq!(one(&forms(&of_place)[0], "siret"), "99990160600015 | SIRET de la structure");
}

/// An EJ's form bears the EJ's name, a site's the site's; a name that is not known is asked for.
#[test]
fn the_name_on_a_form_is_that_of_the_number_on_it() {
    let name = |structure: Value| one(&forms(&in_secteur("hopital", "SA01", &structure))[0], "denomination");
    let asked = "? | Raison sociale de la structure, à compléter";
    let both = json!({"finess_juridique": EJ, "finess_geographique": SITE, "denomination": "SITE NORD"});
    assert_eq!(name(both.clone()), asked);
    let named = with(&both, &json!({"denomination_juridique": "CH DES MONTS"}));
    assert_eq!(name(named), "CH DES MONTS | Raison sociale de la structure");
    let entity = json!({"finess_juridique": EJ, "denomination": "CH DES MONTS"});
    assert_eq!(name(entity), "CH DES MONTS | Raison sociale de la structure");
    let site =
        json!({"finess_geographique": SITE, "denomination": "SITE NORD", "denomination_juridique": "CH"});
    assert_eq!(name(site), "SITE NORD | Raison sociale de la structure");
}

/// The guide ticks « titulaire du cabinet » for a société, the form keeps it for the RPPS-rang (A4): said to who
/// prepares the form.
#[test]
fn the_contradiction_of_the_box_is_said_to_who_prepares_the_form_of_a_societe() {
    let warned =
        |given: &Value| has(&answer(given)["decisions"][0]["warnings"], "tick_titulaire_contradiction");
    assert!(!warned(&sel()));
    for prepared in [
        json!({"professional": {"carte": "CPS"}}),
        json!({"professional": {"carte": null}}),
        json!({"delegation_editeur": false}),
        json!({"admin_technique": {}}),
        json!({"representant_legal": {}}),
        json!({"editeurs": {"s": "LOGICIEL A"}}),
    ] {
        assert!(warned(&with(&sel(), &prepared)), "{prepared}");
        assert!(!warned(&with(&officine(), &prepared)), "{prepared}");
    }
    assert!(!warned(&with(&sel(), &json!({"editeurs": {"other": "LOGICIEL A"}}))));
}

/// The portal is unknown to the last document before it, of 15 December 2022.
#[test]
fn the_portal_is_named_from_the_day_after_the_last_document_that_does_not_know_it() {
    for (given, of_cabinet) in [(sel(), false), (cabinets(1), true)] {
        for (day, online) in [("2022-12-15", false), ("2022-12-16", true)] {
            let answer = answer(&with(&given, &json!({"as_of": day})));
            let form = &answer["forms"][0];
            assert_eq!(form["online"] != json!([]), online, "{day} {of_cabinet}: {form:#}");
            let decision = &answer["decisions"][0];
            assert_eq!(completed(decision, "R-F413-EN-LIGNE"), online, "{day} {of_cabinet}: {decision:#}");
        }
    }
}

#[test]
fn test_products_are_asked_for_on_form_414_and_not_online() {
    for given in [sel(), cabinets(1)] {
        let test = answer(&with(&given, &json!({"produits_de_test": true})));
        let form = &test["forms"][0];
        assert_eq!((&form["form"], &form["online"]), (&json!("F414"), &json!([])), "{form:#}");
        assert_eq!(form["title"], "Formulaire 414 : demande de produits de test");
        assert!(completed(&test["decisions"][0], "P-TEST"), "{test:#}");
        let real = answer(&with(&given, &json!({"produits_de_test": false})));
        assert_eq!(real["forms"][0]["form"], "F413", "{real:#}");
        assert!(!completed(&real["decisions"][0], "P-TEST"), "{real:#}");
    }
    let segur = with(&officine(), &json!({"as_of": "2023-01-16", "produits_de_test": true}));
    assert_eq!(forms(&segur)[0]["form"], "bon_de_commande_segur");
    let blocked = in_secteur("officine", "SA33", &json!({}));
    let blocked = answer(&with(&blocked, &json!({"produits_de_test": true})));
    assert!(!completed(&blocked["decisions"][0], "P-TEST"), "{blocked:#}");
}

#[test]
fn the_bon_de_commande_says_on_which_site_with_which_editeur_and_who_administers() {
    let form = |more: Value| {
        let given = with(&officine(), &json!({"as_of": "2023-01-16", "editeurs": {"s": "LOGICIEL A"}}));
        forms(&with(&given, &more))[0].clone()
    };
    let plain = form(json!({}));
    assert_eq!((&plain["finess"], &plain["finess_level"]), (&json!(SITE), &json!("finess_geographique")));
    assert_eq!((&plain["denomination"], &plain["editeur"]), (&json!("PHARMACIE"), &json!("LOGICIEL A")));
    assert_eq!(plain["statut"], Value::Null);
    assert_eq!(form(json!({"admin_technique": {"employeur": "editeur"}}))["statut"], "editeur");
    assert_eq!(form(json!({"admin_technique": {"employeur": "officine"}}))["statut"], "pharmacien");
    assert_eq!(form(json!({"delegation_editeur": true}))["statut"], "editeur");
}

/// S002, lines 1257 to 1403.
#[test]
fn the_form_of_cabinets_bears_their_rangs_and_the_name_of_none_where_they_are_several() {
    let alone = forms(&cabinets(1));
    assert_eq!(alone[0]["send_to"], "monserviceclient.certificats@esante.gouv.fr");
    assert_eq!(one(&alone[0], "rpps_rang"), format!("{} | Un RPPS-rang par ligne, quatre au plus", RANGS[0]));
    assert_eq!(one(&alone[0], "denomination"), "CABINET 0 | Raison sociale de la structure");
    assert_eq!(one(&alone[0], "visa"), "? | Cachet qui porte la dénomination de la structure");
    let five = answer(&cabinets(5));
    for form in five["forms"].as_array().unwrap() {
        assert_eq!(form["case"], "cas_3");
        assert_eq!(one(form, "finess"), "∅ | Laisser vide");
        assert_eq!(one(form, "siret"), "∅ | Laisser vide");
        assert_eq!(one(form, "signatory"), "Titulaire du cabinet | Cocher cette case");
        assert_eq!(one(form, "denomination"), "∅ | Laisser vide");
        assert_eq!(one(form, "visa"), "? | Cachet de l'un des cabinets du professionnel");
    }
    assert_eq!(five["forms"][0]["rpps_rang"], json!(RANGS[..4]));
    assert_eq!(five["forms"][1]["rpps_rang"], json!([RANGS[4]]));
    assert!(has(&five["warnings"], "max4_split") && has(&five["warnings"], "denomination_empty"), "{five:#}");
    for decision in five["decisions"].as_array().unwrap() {
        for rule in ["R-F413-CAS3", "R-F413-QUATRE", "R-F413-SANS-NOM"] {
            assert!(completed(decision, rule), "{rule}: {decision:#}");
        }
    }
    let four = answer(&cabinets(4));
    assert!(!has(&four["warnings"], "max4_split"), "{four:#}");
    assert!(!completed(&four["decisions"][0], "R-F413-QUATRE"), "{four:#}");
    assert!(!completed(&answer(&cabinets(1))["decisions"][0], "R-F413-SANS-NOM"));
}

/// The rangs of each form, with its éditeur and its name.
fn shape(given: &Value) -> Vec<(usize, String)> {
    let of = |form: &Value| {
        let rangs = form["rpps_rang"].as_array().unwrap().len();
        (rangs, format!("{} {}", form["editeur"], form["denomination"]).replace('"', ""))
    };
    forms(given).iter().map(of).collect()
}

/// S002, lines 1207 and 1406: as many forms as éditeurs, where the éditeur provides the administrateur.
#[test]
fn an_editeur_has_its_own_form_unless_one_of_the_cabinets_administers() {
    let two = with(&cabinets(2), &json!({"editeurs": {"s0": "A", "s1": "B"}}));
    let by_editeur = [(1, "A CABINET 0".to_owned()), (1, "B CABINET 1".to_owned())];
    let shared = [(2, "null null".to_owned())];
    assert_eq!(shape(&two), by_editeur);
    assert_eq!(shape(&with(&two, &json!({"delegation_editeur": true}))), by_editeur);
    assert_eq!(shape(&with(&two, &json!({"admin_technique": {"employeur": "editeur"}}))), by_editeur);
    assert_eq!(shape(&with(&two, &json!({"admin_technique": {}}))), by_editeur);
    assert_eq!(shape(&with(&two, &json!({"delegation_editeur": false}))), shared);
    assert_eq!(shape(&with(&two, &json!({"admin_technique": {"employeur": "cabinet"}}))), shared);
    let same = with(&two, &json!({"editeurs": {"s0": "A", "s1": "A"}}));
    assert_eq!(shape(&same), [(2, "A null".to_owned())]);
    let warned = |given: &Value| has(&answer(given)["warnings"], "one_form_per_editor");
    assert!(warned(&two) && !warned(&same) && !warned(&cabinets(2)));
    assert!(!warned(&with(&two, &json!({"delegation_editeur": false}))));
    assert!(completed(&answer(&two)["decisions"][1], "R-F413-EDITEUR"));
}

#[test]
fn each_professional_has_a_form_of_his_own_and_a_rang_is_written_once() {
    let both = json!({
        "couloir": "radiologie", "usages": ["dmp"], "editeurs": {"s": "A", "t": "B"},
        "professionals": [{"rpps": "99700000104", "profession": "10"}, {"rpps": "99700000377", "profession": "10"}],
        "activities": [{"secteur": "SA08", "structure": "s", "professional": "99700000104"},
            {"secteur": "SA08", "structure": "t", "professional": "99700000377"}],
        "structures": {"s": {"rpps_rang": RANGS[0], "denomination": "C"}, "t": {"rpps_rang": "99700000377009", "denomination": "D"}},
    });
    assert_eq!(shape(&both), [(1, "A C".to_owned()), (1, "B D".to_owned())]);
    assert!(!has(&answer(&both)["warnings"], "one_form_per_editor"));
    let same = with(&both, &json!({"editeurs": {}}));
    assert_eq!(shape(&same), [(1, "null C".to_owned()), (1, "null D".to_owned())]);
    let twice = with(
        &cabinets(2),
        &json!({"activities": [
        {"secteur": "SA08", "structure": "s0"}, {"secteur": "SA08", "mode": "L", "structure": "s0"},
        {"secteur": "SA08", "structure": "s1"}]}),
    );
    assert_eq!(forms(&twice)[0]["rpps_rang"], json!(RANGS[..2]));
}

/// A cabinet that does not order has no line on the form.
#[test]
fn only_what_is_ordered_is_on_a_form() {
    let mut two = cabinets(2);
    two["structures"]["s1"]["date_fermeture"] = json!("2020-01-01");
    assert_eq!(forms(&two)[0]["rpps_rang"], json!([RANGS[0]]));
    let choice = with(
        &in_secteur("hopital", "SA03", &json!({"finess_juridique": EJ})),
        &json!({"as_of": "2023-06-01"}),
    );
    assert_eq!(forms(&choice), Vec::<Value>::new());
    assert_eq!(answer(&choice)["certificate_sets"], 0);
    let other_holder = in_secteur("radiologie", "SA08", &json!({"rpps_rang": RANGS[0]}));
    let other_holder =
        with(&other_holder, &json!({"professional": {"rpps": "99700000377", "profession": "10"}}));
    let answer = answer(&other_holder);
    assert_eq!(answer["decisions"][0]["outcome"], "choice_required", "{answer:#}");
    assert_eq!(answer["forms"], json!([]), "{answer:#}");
    assert!(!completed(&answer["decisions"][0], "R-F413-CAS3"), "{answer:#}");
}

/// Sets: one a decision, one an instance or a solution; those of an établissement's sites are counted once.
#[test]
fn certificates_are_counted_by_decision_and_by_instance() {
    let sets = |given: &Value| answer(given)["certificate_sets"].clone();
    assert_eq!(sets(&cabinets(3)), 3);
    assert_eq!(sets(&with(&cabinets(2), &json!({"context": {"instances": 2}}))), 4);
    let sites = |more: Value| {
        let own = json!({"nature": "public", "option": "par_site", "finess_juridique": EJ, "sites": [SITE, "990001521"]});
        hospital(&json!({"etablissement": with(&own, &more)}))
    };
    assert_eq!(sets(&sites(json!({}))), 2);
    assert_eq!(sets(&sites(json!({"instances": 5}))), 5);
    assert_eq!(sets(&sites(json!({"solutions_alimentant_dmp": 3}))), 3);
    assert_eq!(sets(&sites(json!({"solutions_alimentant_dmp": 3, "instances": 4}))), 4);
    // The Dossier Pharmaceutique beside the DMP is a set more: of the site.
    let both =
        json!({"nature": "public", "finess_juridique": EJ, "sites": [SITE], "solutions_alimentant_dmp": 3});
    let both = json!({"usages": ["dmp", "dp_consultation"], "etablissement": both});
    assert_eq!(sets(&hospital(&both)), 4);
    let unknown = json!({"etablissement": {"finess_juridique": EJ, "instances": 5}});
    let unknown = answer(&hospital(&unknown));
    assert_eq!(unknown["decisions"][0]["outcome"], "choice_required", "{unknown:#}");
    assert_eq!(unknown["certificate_sets"], 0, "{unknown:#}");
}

/// The title of a form says what it is for.
#[test]
fn each_form_that_names_people_bears_its_own_title() {
    let titles = |given: Value| {
        let all = forms(&given).into_iter();
        all.map(|form| form["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let card = "Formulaire 301 : carte de personnel de structure (CPE ou CPA)";
    let change = "Formulaire 503 : changement ou suppression d'un administrateur technique";
    let next = json!({"ask": "administrateur_technique_change", "remplacant": {"carte": null}});
    assert_eq!(titles(next), [card, change]);
    let mandataire = |carte: Value, usages: Value| {
        titles(json!({"ask": "mandataire_form", "usages": usages, "mandataire": [{"carte": carte}]}))
    };
    let designation = "Formulaire 502 : désignation ou suppression d'un mandataire qui a déjà une carte";
    assert_eq!(mandataire(json!("CPE"), json!([])), [designation]);
    assert_eq!(mandataire(json!(null), json!([])), [card]);
    let of_dp = "Formulaire 301, case « mandat » : carte et désignation d'un mandataire";
    assert_eq!(mandataire(json!(null), json!(["dp_consultation"])), [of_dp]);
    assert_eq!(titles(sel()), ["Formulaire 413 : déclaration des administrateurs techniques"]);
}
