//! The PDF of a kit, read back, says what the decision says; so do its other files.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::{collections::BTreeMap, fs, path::Path};

use aiguilleur_directory::{BlockCache, Clock, DataDir, Decided, DecisionRequest, Snapshot};
use aiguilleur_domain::{Date, pasted::Pasted};
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_kit::{Administrator, Editeur, Kit, Options, prepare};
use aiguilleur_reconcile::{ClientFile, ClientRecord, ColumnMap, Decoder};
use aiguilleur_resolver::Usage;
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
const TODAY: Date = Date::constant(2026, 11, 20);

fn snapshot() -> (Snapshot, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::open(folder.path().join("data")).unwrap();
    let listed = fs::read_dir(Path::new(FIXTURES)).unwrap().map(|entry| entry.unwrap().path());
    let cards = Path::new(FIXTURES).join("complements/Porteurs_CPS_CPF_202611200812.txt");
    let files = listed
        .filter(|path| path.is_file() && path.extension().is_none_or(|kind| kind != "md"))
        .chain([cards])
        .collect();
    import(&data, &ImportRequest::new(files), &mut |_| ()).unwrap().publish().unwrap();
    (Snapshot::current(&data, &BlockCache::default()).unwrap().at(Clock::Fixed(TODAY)), folder)
}

fn editeur() -> Editeur {
    Editeur {
        name: "Éditions de l'Été".to_owned(),
        solution: "RIS Étoile".to_owned(),
        administrators: vec![Administrator {
            family_name: "ÉCHANTILLON".to_owned(),
            given_name: "Zoé".to_owned(),
            card: "9970000002".to_owned(),
            phone: "0199000000".to_owned(),
            email: "certificats@exemple.fr".to_owned(),
            rpps: String::new(),
        }],
        ..Editeur::default()
    }
}

fn kit(snapshot: &Snapshot, id: &str, usages: &[Usage]) -> (Decided, Kit) {
    let request = DecisionRequest { usages: usages.to_vec(), ..DecisionRequest::default() };
    let decided = snapshot.decide_for_pasted(&Pasted::read(id), &request).unwrap().unwrap();
    let kit = prepare(snapshot, &decided, &Options { editeur: &editeur(), usages, today: TODAY }).unwrap();
    (decided, kit)
}

/// The text of a PDF, its line ends as spaces: a long value takes several lines.
fn read(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_form_read_back_is_the_decision() {
    let (snapshot, _folder) = snapshot();
    for (id, usages, forms) in [
        ("99700000104", &[Usage::Dmp, Usage::InsiManu][..], 1), // a cabinet: RPPS-rang
        ("99700000146", &[Usage::Dmp], 1),                      // a société: SIRET
        ("990010068", &[Usage::Dmp], 1),                        // FINESS
        ("99700000260", &[Usage::Dmp, Usage::MssanteOperateur], 2),
    ] {
        let (decided, kit) = kit(&snapshot, id, usages);
        let pdfs: Vec<String> =
            kit.files.iter().filter(|f| f.media_type == "application/pdf").map(|f| read(&f.bytes)).collect();
        assert_eq!(pdfs.len(), decided.forms.len(), "{id}");
        assert!(pdfs.len() == forms || decided.forms.len() != forms, "{id}");
        for (form, text) in decided.forms.iter().zip(&pdfs) {
            let values = form.fields.iter().filter_map(|field| field.value.as_deref());
            let rangs = form.rpps_rang.iter().map(String::as_str);
            for value in values.filter(|value| !value.contains(", ")).chain(rangs) {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(text.contains(&value), "{id}: {value} in {text}");
            }
            for said in ["ÉCHANTILLON", "Zoé", "9970000002", "Éditions de l'Été", "RIS Étoile", "Pense-bête"]
            {
                assert!(text.contains(said), "{id}: {said} in {text}");
            }
            for empty in form.fields.iter().filter(|field| field.empty) {
                assert!(
                    text.contains(&format!("{} Laisser vide", empty.label)),
                    "{id}: {} in {text}",
                    empty.label
                );
            }
        }
    }
}

#[test]
fn the_holder_of_a_rang_signs_and_nobody_else_is_named() {
    let (snapshot, _folder) = snapshot();
    let (_, cabinet) = kit(&snapshot, "99700000104", &[Usage::Dmp]);
    let signer = cabinet.sheets[0].signer.as_ref().unwrap();
    assert_eq!((signer.family_name.as_str(), signer.rpps.as_str()), ("VAUQUELIN", "99700000104"));
    assert_eq!(cabinet.sheets[0].value("signatory_family_name"), Some("VAUQUELIN"));
    assert_eq!(cabinet.sheets[0].value("signatory_card"), Some("2900000018"), "the card that works today");
    let (_, finess) = kit(&snapshot, "990010068", &[Usage::Dmp]);
    assert_eq!(finess.sheets[0].signer, None);
    assert_eq!(finess.sheets[0].value("signatory_family_name"), None);
}

#[test]
fn a_kit_is_whole() {
    let (snapshot, _folder) = snapshot();
    let (decided, kit) = kit(&snapshot, "99700000104", &[Usage::Dmp, Usage::InsiManu]);
    let names: Vec<&str> = kit.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "LISEZ-MOI.txt",
            "F413.pdf",
            "1-ORG-AUTH_CLI.cnf",
            "2-ORG-SIGN.cnf",
            "3-ORG-AUTH_CLI.cnf",
            "csr-commandes.txt",
            "message-client.txt",
            "certificats.csv",
            "certificats.xlsx",
            "calendrier.ics",
            "dossier.json",
        ]
    );
    let text = |name: &str| String::from_utf8(kit.file(name).unwrap().bytes.clone()).unwrap();
    assert!(text("3-ORG-AUTH_CLI.cnf").ends_with("CN = INSI-MANU\n"));
    assert!(text("csr-commandes.txt").contains("-config 3-ORG-AUTH_CLI.cnf -keyout 3-ORG-AUTH_CLI.key"));
    let identifier = decided.decisions[0].decision.identifier().unwrap();
    let (value, platform) =
        (identifier.value.as_deref().unwrap(), identifier.id_nat_struct.as_deref().unwrap());
    for name in ["LISEZ-MOI.txt", "message-client.txt", "certificats.csv", "dossier.json"] {
        assert!(text(name).contains(value), "{name}");
    }
    assert!(text("LISEZ-MOI.txt").contains(platform));
    assert_eq!(text("certificats.csv").lines().count(), 1 + 3, "a line a certificate");
    let dates = text("calendrier.ics");
    for day in ["DTSTART;VALUE=DATE:20261125", "DTSTART;VALUE=DATE:20290921", "DTSTART;VALUE=DATE:20291120"] {
        assert!(dates.contains(day), "{day} in {dates}");
    }
}

#[test]
fn the_workbook_holds_what_the_csv_holds() {
    let (snapshot, folder) = snapshot();
    let (_, kit) = kit(&snapshot, "99700000104", &[Usage::Dmp, Usage::InsiManu]);
    let records = |name: &str| -> Vec<ClientRecord> {
        let path = folder.path().join(name);
        fs::write(&path, &kit.file(name).unwrap().bytes).unwrap();
        let mut file = ClientFile::open(&path, ColumnMap::default()).unwrap();
        let layout = file.layout().clone();
        let chunk = file.next_chunk().unwrap().unwrap();
        Decoder::new(&layout).rows(&chunk).map(|row| ClientRecord { line: 0, ..row.unwrap() }).collect()
    };
    let book = records("certificats.xlsx");
    assert_eq!(book.len(), 3);
    assert!(book.iter().all(|record| record.identifier == "99700000104007"), "{book:#?}");
    let texts = |records: &[ClientRecord]| -> Vec<Vec<String>> {
        let cell = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        records.iter().map(|one| one.carried.iter().map(|(_, value)| cell(value)).collect()).collect()
    };
    assert_eq!(texts(&book), texts(&records("certificats.csv")));
}

/// Boxes of the form, and the fields of an operator's blank that they are: names that tell nothing.
const FIELDS: [(&str, &str); 8] = [
    ("denomination", "zt_11"),
    ("rpps_rang_1", "zt_12"),
    ("signatory_family_name", "zt_13"),
    ("signatory_given_name", "zt_14"),
    ("signatory_card", "zt_15"),
    ("administrator_1_family_name", "zt_16"),
    ("administrator_1_card", "zt_17"),
    ("solution", "page2.zt_18"),
];

/// A blank with a text field of each of [`FIELDS`], the last below another, and one that is nothing of ours.
fn blank() -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.7");
    let mut field = |name: &str, kids: Vec<lopdf::Object>| {
        let text =
            lopdf::dictionary! { "FT" => "Tx", "T" => lopdf::text_string(name), "Subtype" => "Widget" };
        let group = lopdf::dictionary! { "T" => lopdf::text_string(name), "Kids" => kids.clone() };
        lopdf::Object::from(document.add_object(if kids.is_empty() { text } else { group }))
    };
    let names = FIELDS[..7].iter().map(|(_, name)| *name).chain(["zt_99"]);
    let mut fields: Vec<lopdf::Object> = names.map(|name| field(name, Vec::new())).collect();
    let below = field("zt_18", Vec::new());
    fields.push(field("page2", vec![below]));
    let pages = document.add_object(
        lopdf::dictionary! { "Type" => "Pages", "Kids" => Vec::<lopdf::Object>::new(), "Count" => 0 },
    );
    let form = lopdf::dictionary! { "Fields" => fields };
    let catalog =
        document.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => form });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_operators_blank_is_filled_by_the_fields_that_are_configured() {
    let (snapshot, folder) = snapshot();
    let path = folder.path().join("vierge.pdf");
    fs::write(&path, blank()).unwrap();
    let fields = FIELDS.map(|(code, name)| (code.to_owned(), name.to_owned())).into();
    let editeur = Editeur { f413_blank: Some(path), f413_fields: fields, ..editeur() };
    let decided = snapshot
        .decide_for_pasted(&Pasted::read("99700000104"), &DecisionRequest::default())
        .unwrap()
        .unwrap();
    let options = Options { editeur: &editeur, usages: &[Usage::Dmp], today: TODAY };
    let kit = prepare(&snapshot, &decided, &options).unwrap();
    assert!(
        kit.sheets[0].official && kit.file("F413.pdf").unwrap().title.contains("formulaire officiel rempli")
    );
    let document = lopdf::Document::load_mem(&kit.file("F413.pdf").unwrap().bytes).unwrap();
    let text = |value: &lopdf::Object| lopdf::decode_text_string(value).unwrap();
    let values: BTreeMap<String, String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter_map(|field| Some((text(field.get(b"T").ok()?), text(field.get(b"V").ok()?))))
        .collect();
    let form = &decided.forms[0];
    let expected = [
        ("zt_11", form.denomination.as_deref().unwrap()),
        ("zt_12", form.rpps_rang[0].as_str()),
        ("zt_13", "VAUQUELIN"),
        ("zt_14", "HORTENSE"),
        ("zt_15", "2900000018"),
        ("zt_16", "ÉCHANTILLON"),
        ("zt_17", "9970000002"),
        ("zt_18", "RIS Étoile"),
    ];
    assert_eq!(values, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    let by_hand = &kit.sheets[0].by_hand;
    assert!(
        by_hand.iter().any(|label| label.contains("diteur")),
        "what has no field is written by hand: {by_hand:?}"
    );
}

#[test]
fn where_nothing_is_ordered_there_is_no_form() {
    let (snapshot, _folder) = snapshot();
    let (_, kit) = kit(&snapshot, "99700000153", &[Usage::Dmp]);
    assert!(!kit.ready && kit.orders.is_empty() && kit.sheets.is_empty());
    assert!(kit.files.iter().all(|file| file.media_type != "application/pdf"));
    assert!(kit.message.text.starts_with("Bonjour,"), "{}", kit.message.text);
}

#[test]
fn a_card_that_does_not_work_is_a_warning() {
    let (snapshot, _folder) = snapshot();
    let request = DecisionRequest::default();
    let decided = snapshot.decide_for_pasted(&Pasted::read("99700000104"), &request).unwrap().unwrap();
    let warned = |editeur: &Editeur, today| {
        let options = Options { editeur, usages: &[Usage::Dmp], today };
        let kit = prepare(&snapshot, &decided, &options).unwrap();
        let found = kit.warnings.iter().find(|warning| warning.code.code() == "at_card_inactive");
        found.map(|warning| warning.message.to_string())
    };
    assert_eq!(warned(&editeur(), TODAY), None);
    let holder = |card: &str| {
        let mut editeur = editeur();
        editeur.administrators[0].card = card.to_owned();
        editeur
    };
    let expired = warned(&holder("2800000017"), TODAY).unwrap();
    assert!(
        expired.contains("a expiré le 14 janvier 2024") && expired.contains("n° 2900000018"),
        "{expired}"
    );
    let opposed = warned(&holder("2900000026"), TODAY).unwrap();
    assert!(opposed.contains("est opposée depuis le 2 octobre 2026"), "{opposed}");
    let later = DecisionRequest { as_of: Some(Date::constant(2027, 6, 1)), ..DecisionRequest::default() };
    let decided = snapshot.decide_for_pasted(&Pasted::read("99700000104"), &later).unwrap().unwrap();
    let said: Vec<&str> = decided.decisions[0].decision.warnings().iter().map(|w| w.code.code()).collect();
    assert!(said.contains(&"at_card_inactive"), "{said:?}");
}
