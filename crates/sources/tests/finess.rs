//! FINESS in its three forms, from files: samples of the publishers' shape, and small ones that each show one rule.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

mod given;

use aiguilleur_domain::entity::{LifeState, SourceKind, Successor};
use aiguilleur_sources::{Rule, SourceError, open};
use given::{Files, Finess, sample};

fn read(name: &str) -> (Finess, aiguilleur_sources::Summary) {
    let opened = open(&sample(name)).unwrap();
    Finess::read(&opened.sources[0])
}

#[test]
fn the_finess_plus_extract() {
    let (found, summary) = read("finess-structures-echantillon-20260813.json");
    assert_eq!((found.ej.len(), found.eg.len(), found.open_sites()), (8, 17, 7));
    assert_eq!((found.groups.len(), found.groups[0].members.len()), (1, 9));
    assert_eq!(found.groups[0].name, "GROUPEMENT D'EXEMPLE");
    assert_eq!(summary.dated.map(|d| d.to_string()).as_deref(), Some("2026-08-13"));
    assert_eq!((summary.rows_rejected, summary.anomalies_by_rule.get(&Rule::Checksum)), (0, None));
    assert!(summary.ignored.keys().all(|name| name == "gco"), "{:?}", summary.ignored);
    let address = &found.site("995001518").address;
    assert_eq!((&*address.street, address.commune), ("X", "01004"));
    let closed = found.ej.iter().find(|ej| ej.finess.as_str() == "995001492").unwrap();
    assert!(matches!(closed.state, LifeState::Closed { on: Some(_), kind: Some(kind) } if kind == "005"));
}

#[test]
fn the_xml_samples() {
    let (ej, _) = read("finess_cs1400101_stock_20211214-0333.xml");
    let closed = |state: &LifeState| matches!(state, LifeState::Closed { on: Some(_), kind: Some(_) });
    assert_eq!((ej.ej.len(), ej.ej.iter().filter(|ej| closed(&ej.state)).count()), (3, 1));
    let (et, _) = read("finess_cs1400102_stock_20211214-0336.xml");
    let open = et.eg.iter().filter(|eg| eg.state == LifeState::Open).count();
    assert_eq!((et.eg.len(), open, et.eg.iter().filter(|eg| closed(&eg.state)).count()), (14, 9, 5));
    let (equipment, summary) = read("finess_cs1400105_stock_20211214-0346.xml");
    assert_eq!((equipment.eg.len(), equipment.mentions.len()), (0, 4));
    assert_eq!(summary.ignored.get("equipementsocial"), Some(&10));
    let (places, _) = read("finess_cs1400109_stock_20211210-0438.xml");
    assert_eq!(places.mentions.len(), 2);
    assert!(places.mentions.iter().all(|eg| matches!(eg.state, LifeState::Closed { on: Some(_), .. })));
    for name in ["cs1500106", "cs1500107"] {
        let (_, summary) = read(&format!("finess_{name}_stock_20250526-0337.xml"));
        assert_eq!((summary.rows_read, summary.ignored.values().sum::<u64>()), (0, 3));
        assert_eq!(summary.dated.map(|d| d.to_string()).as_deref(), Some("2025-05-26"));
    }
}

#[test]
fn the_csv_lines() {
    let (found, summary) = read("etalab-cs1100502-extrait-20260512.csv");
    assert_eq!((found.eg.len(), summary.rows_rejected), (13, 0));
    assert_eq!(summary.dated.map(|d| d.to_string()).as_deref(), Some("2026-05-12"));
    assert!(found.eg.iter().all(|eg| eg.state == LifeState::NotStated));
    assert_eq!(found.site("995002102").name, "STRUCTURE D'EXEMPLE 511 \"X\"");
    let communes: Vec<&str> = found.eg.iter().map(|eg| eg.address.commune).collect();
    assert_eq!(communes[..2], ["01451", "97123"]);
    assert_eq!(found.site("995002144").address.commune, "98613");
    let address = &found.site("995002045").address;
    assert_eq!((address.postcode, &*address.city), ("97306", "CAYENNE CEDEX"));
}

fn json(text: &str) -> (Finess, aiguilleur_sources::Summary) {
    Finess::read(&Files::new().source("finess.json", text))
}

#[test]
fn json_of_any_spelling() {
    let (found, summary) = json(
        r#"{"GCC": null, "nouveau": {"a": [1]}, "pmej": [{"informationsGeneralesPmej": {"pm_smsseId": 12,
        "numFinessPm": "990000044 ", "denominationPm": "A", "statutJuridique": {"code": "21", "system": "x"},
        "champInconnu": [1, {"b": "}"}]}, "etatObjet": "A", "ege": null, "adresse": [{"etage": 2}]}],
        "generatedAt": "2026-11-20T02:00:00Z"}"#,
    );
    let ej = &found.ej[0];
    assert_eq!((ej.pm_smsse_id, ej.state), (Some(12), LifeState::Open));
    assert!(ej.statut_juridique.is_some_and(|code| code == "21"));
    assert_eq!(summary.dated.map(|d| d.to_string()).as_deref(), Some("2026-11-20"));
    let ignored: Vec<&str> = summary.ignored.keys().map(String::as_str).collect();
    assert_eq!(ignored, ["pmej.champInconnu", "pmej.etage", "racine.nouveau"]);
}

#[test]
fn json_life_address_and_cession() {
    let (found, _) = json(
        r#"{"pmej": [{"informationsGeneralesPMEJ": {"numFinessPm": "990000044"}, "etatObjet": "A", "ege": [
        {"informationsGeneralesEGE": {"numFinessEge": "990000010", "egeId": "7", "espic": ["6"],
          "dateFermeture": "2024-05-01", "nomEgeCourt": "B   "}, "etatObjet": "A",
         "adresse": [{"usageAdresse": "04", "codePostal": "1"}, {"usageAdresse": "03", "codePostal": "75001",
           "numeroVoie": "1", "typeVoie": "R   ", "libelleVoie": "DU  LAC", "complementVoie": "\\ ",
           "ligneAcheminement": "75001 PARIS"}],
         "evenement": [{"etatObjet1": "018", "dateEvenement": "2024-05-01", "identifiantObjet2": "99",
           "typeObjet2": "PM"}, {"etatObjet1": "013", "dateEvenement": "2024-06-01"}]}]}]}"#,
    );
    let site = found.site("990000010");
    assert_eq!(site.ej, Some("990000044".parse().unwrap()));
    let LifeState::Closed { on: Some(on), kind: Some(kind) } = site.state else { panic!("{:?}", site.state) };
    assert_eq!((on.to_string().as_str(), kind.as_str()), ("2024-05-01", "018"));
    assert_eq!(site.succession.map(|s| s.successor), Some(Successor::PmSmsse(99)));
    let address = &site.address;
    assert_eq!((&*address.street, address.postcode, &*address.city), ("1 R DU LAC", "75001", "PARIS"));
    assert!(site.sph.is_some_and(|code| code == "6"));
}

#[test]
fn json_records_that_cannot_be_read_are_located() {
    let (found, _) = json(
        "{\"pmej\": [\n\"texte\",\n{\"informationsGeneralesPMEJ\": {\"numFinessPm\": \"990000045\"}, \"ege\": [\n\
        {\"informationsGeneralesEGE\": {\"numFinessEge\": \"990000010\"}},\n\
        {\"informationsGeneralesEGE\": {\"numFinessEge\": \"990000011\"}}]}]}",
    );
    let rejects: Vec<_> = found.rejects.iter().map(|d| (d.at.line, d.rule, d.at.column)).collect();
    let expected =
        [(2, Rule::Structure, ""), (3, Rule::Checksum, "numFinessPm"), (5, Rule::Checksum, "numFinessEge")];
    assert_eq!(rejects, expected);
    assert_eq!((found.eg.len(), found.eg[0].ej), (1, None));
    assert_eq!((found.anomalies[0].rule, found.anomalies[0].at.line), (Rule::Missing, 4));
}

#[test]
fn json_that_is_broken_or_is_something_else() {
    let fails = |text: &str| Finess::try_read(&Files::new().source("f.json", text)).unwrap_err();
    assert!(matches!(fails("{\"pmej\": [\n{\"a\": 1"), SourceError::Truncated { line: 2, .. }));
    assert!(matches!(fails("{\"pmej\": [{} {}]}"), SourceError::Malformed { line: 1, .. }));
    assert!(matches!(fails("{\"pmej\": []} x"), SourceError::Malformed { .. }));
    assert!(matches!(fails("{\"gcc\": []}"), SourceError::MissingColumn { .. }));
}

fn xml(body: &str) -> Result<Finess, SourceError> {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fluxfiness>\n{body}\n</fluxfiness>");
    Finess::try_read(&Files::new().source("f.xml", text)).map(|(found, _)| found)
}

#[test]
fn xml_fields_in_any_order() {
    let found = xml(
        "<structureet><typefermeture>DEF</typefermeture><rs>A &amp; B &#233;</rs><categetab>620</categetab>\n\
        <nofinessej>990000044</nofinessej><nofinesset>990000010</nofinesset><plus><profond>x</profond></plus>\n\
        <datefermeture>1900-01-01</datefermeture></structureet>\n\
        <structureet><nofinesset>990000011</nofinesset></structureet>",
    )
    .unwrap();
    let site = found.site("990000010");
    assert_eq!(site.name, "A & B é");
    assert!(matches!(site.state, LifeState::Closed { on: None, kind: Some(kind) } if kind == "DEF"));
    assert_eq!((found.rejects[0].at.line, found.rejects[0].rule), (6, Rule::Checksum));
}

#[test]
fn etalab_xml_does_not_tell_closures() {
    let text = "<fluxetalab><horodatage><datemaj>2026-05-12</datemaj></horodatage><structureet>\
        <nofinesset>990000010</nofinesset><nofinessej/><categetab/></structureet>\
        <geolocalisation><nofinesset>990000010</nofinesset></geolocalisation></fluxetalab>";
    let (found, summary) = Finess::read(&Files::new().source("f.xml", text));
    assert_eq!(found.eg[0].state, LifeState::NotStated);
    assert_eq!(summary.ignored.get("geolocalisation"), Some(&1));
    assert_eq!(summary.dated.map(|d| d.to_string()).as_deref(), Some("2026-05-12"));
}

#[test]
fn xml_that_could_exhaust_the_machine_is_refused() {
    let refused = |body: &str| {
        let error = xml(body).unwrap_err();
        assert!(matches!(error, SourceError::Refused { .. }), "{error}");
    };
    refused("<structureet><rs>&boum;</rs></structureet>");
    refused(&format!("<structureet><rs>{}</rs></structureet>", "x".repeat(100_000)));
    refused(&format!("<structureet><rs>{}</rs></structureet>", "x".repeat(3_000_000)));
    refused(&format!("<structureet {}/>", "a=\"x\" ".repeat(500_000)));
    refused(&"<a>".repeat(100));
    refused("<!DOCTYPE a [<!ENTITY a \"b\">]>");
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE fluxfiness [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\
        <fluxfiness><structureet><rs>&b;</rs></structureet></fluxfiness>";
    let error = Files::new().open("f.xml", laughs).unwrap_err();
    assert!(matches!(error, SourceError::Refused { line: 1, .. }), "{error}");
}

#[test]
fn xml_that_is_cut_or_is_something_else() {
    let fails = |text: &str| Finess::try_read(&Files::new().source("f.xml", text)).unwrap_err();
    for cut in ["<fluxfiness>\n<structureet><rs>a</rs>", "<fluxfiness>\n<structur", "<fluxfiness>\n<a><b>"] {
        let error = fails(cut);
        assert!(matches!(error, SourceError::Truncated { line: 2, .. }), "{cut} {error:?}");
    }
    assert!(matches!(fails("<fluxfiness><a></b></fluxfiness>"), SourceError::Malformed { .. }));
    let latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><fluxfiness/>";
    assert!(matches!(fails(latin), SourceError::Encoding { .. }));
}

const ET: &str = "structureet;990000010;990000044;RS;;;;1;R;DU LAC;;;004;2A;CORSE;20000 AJACCIO;;;620;\
    Officine;3201;x;;;;;;;1900-01-01;;2020-02-04;";

fn csv(bytes: impl AsRef<[u8]>) -> (Finess, aiguilleur_sources::Summary) {
    let files = Files::new();
    let source = files.source("f.csv", bytes);
    assert_eq!(source.kind(), SourceKind::FinessCsv);
    Finess::read(&source)
}

#[test]
fn csv_lines_of_every_type() {
    let ej = "structureej;990000044;RS;LONGUE;;1;R;DU LAC;;;;004;20000 AJACCIO;2A;CORSE;;95;SAS;;;\
        999000009;;2001-01-01";
    let without_uai = ET.strip_suffix(';').unwrap();
    let text = format!(
        "finess;etalab;96;2025-01-02\n{ET}\n{without_uai}\r\n{ej}\n\
        geolocalisation;990000010;1;2;1;ATLASANTE;100;IGN;2016-02-29\ngeolocalisation;990000010;1;2\n\
        structureet;1;2\nautre;x\nstructureet;\"a;b\n"
    );
    let (found, summary) = csv(text);
    assert_eq!((found.eg.len(), found.ej.len()), (2, 1));
    assert_eq!(found.eg[0], found.eg[1]);
    assert_eq!((found.eg[0].opened_on, found.eg[0].address.commune), (None, "2A004"));
    assert_eq!((&*found.ej[0].name, &*found.ej[0].address.city), ("LONGUE", "AJACCIO"));
    assert_eq!(summary.ignored.get("geolocalisation"), Some(&2));
    let rejects: Vec<_> = found.rejects.iter().map(|d| (d.at.line, d.rule)).collect();
    assert_eq!(rejects, [(7, Rule::FieldCount), (8, Rule::UnknownRecordType), (9, Rule::Quotes)]);
}

#[test]
fn csv_in_windows_1252_and_in_utf_8() {
    let with = |name: &[u8]| {
        let at = ET.find("RS;").unwrap();
        [&ET.as_bytes()[..at], name, &ET.as_bytes()[at + 2..], b"\n"].concat()
    };
    let (old, _) = csv([with(b"PLAIN"), with(b"D\x92\xC9T\xC9"), with(b"\xC9")].concat());
    let names: Vec<&str> = old.eg.iter().map(|eg| &*eg.name).collect();
    assert_eq!(names, ["PLAIN", "D’ÉTÉ", "É"]);
    let (new, _) = csv([with("É".as_bytes()), with(b"\xC9T")].concat());
    assert_eq!((new.eg.len(), new.rejects[0].rule, new.rejects[0].at.line), (1, Rule::Encoding, 2));
}
