//! Searches and reads over the fixtures: what is found, how pages follow, what is refused.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::{collections::BTreeSet, path::PathBuf, sync::OnceLock};

use aiguilleur_directory::{Clock, DataDir, Host, HostOptions};
use aiguilleur_domain::Date;
use aiguilleur_fhir::{Answer, Call, Failure, Kind, Query, Updates};
use aiguilleur_importer as import;
use serde_json::Value;

const TODAY: Date = Date::constant(2026, 11, 20);

struct Fixture {
    host: Host,
    updates: Updates,
    _folder: tempfile::TempDir,
}

/// The fixtures, imported once.
fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        let folders =
            [fixtures.clone(), fixtures.join("complements")].map(|it| std::fs::read_dir(it).unwrap());
        let listed = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
        let files = listed
            .filter(|path| path.is_file() && path.extension().is_none_or(|kind| kind != "md"))
            .collect();
        let built = import::import(&data, &import::ImportRequest::new(files), &mut |_| {}).unwrap();
        built.publish().unwrap();
        let options = HostOptions { clock: Clock::Fixed(TODAY), ..HostOptions::default() };
        let host = Host::with(data, options).unwrap();
        let updates = Updates::read(host.data(), &host.snapshot()).unwrap();
        Fixture { host, updates, _folder: folder }
    })
}

fn answer(work: impl FnOnce(Call<'_>) -> Result<Answer, Failure>) -> Result<Value, Failure> {
    let Fixture { host, updates, .. } = fixture();
    let snapshot = host.snapshot();
    let answer = work(Call { snapshot: &snapshot, updates, base: "http://essai/fhir" })?;
    Ok(serde_json::from_slice(&answer.body).unwrap())
}

fn search(kind: Kind, query: &str) -> Result<Value, Failure> {
    answer(|call| aiguilleur_fhir::search(call, &Query::read(kind, query.as_bytes(), false)?))
}

fn read(kind: Kind, id: &str) -> Result<Value, Failure> {
    answer(|call| aiguilleur_fhir::read(call, kind, id, b""))
}

/// The ids of the resources that were looked for, in their order.
fn ids(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    let matches = entries.filter(|entry| entry["search"]["mode"] == "match");
    matches.map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect()
}

fn found(kind: Kind, query: &str) -> Vec<String> {
    ids(&search(kind, query).unwrap())
}

fn next(bundle: &Value) -> Option<String> {
    let links = bundle["link"].as_array().unwrap();
    let next = links.iter().find(|link| link["relation"] == "next")?["url"].as_str().unwrap();
    Some(next.split_once('?').unwrap().1.to_owned())
}

#[test]
fn pages_follow_without_a_gap_or_a_repeat() {
    for (kind, query) in [
        (Kind::Practitioner, ""),
        (Kind::PractitionerRole, ""),
        (Kind::Organization, ""),
        (Kind::Organization, "name=pharmacie"),
        (Kind::Organization, "type=SA33&active=true"),
        (Kind::Organization, "type=SA07,SA33,SA04"),
        (Kind::Organization, "type=620"),
        (Kind::Organization, "type=LEGAL-ENTITY"),
        (Kind::Organization, "type=GEOGRAPHICAL-ENTITY"),
        (Kind::Practitioner, "qualification-code=C"),
        (Kind::PractitionerRole, "role=S,L"),
        (Kind::PractitionerRole, "organization.identifier=990010159"),
    ] {
        let whole = found(kind, &format!("{query}&_count=200"));
        assert!(whole.len() > 1, "{query}");
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len(), "{query}: a resource twice");
        for count in [1, 2, 7] {
            let mut asked = Some(format!("{query}&_count={count}&_total=accurate"));
            let mut all = Vec::new();
            while let Some(query) = asked {
                let page = search(kind, &query).unwrap();
                assert_eq!(page["total"], whole.len(), "{query}");
                assert!(ids(&page).len() <= count);
                all.extend(ids(&page));
                asked = next(&page);
            }
            assert_eq!(all, whole, "{query} by {count}");
        }
    }
}

#[test]
fn each_parameter_finds_what_it_says() {
    let check = |kind, query: &str, expected: &[&str]| assert_eq!(found(kind, query), expected, "{query}");
    check(Kind::Practitioner, "family=Vauquel", &["899700000104"]);
    check(Kind::Practitioner, "family:exact=Vauquelin", &[]);
    check(Kind::Practitioner, "family:contains=uquel", &["899700000104"]);
    check(Kind::Practitioner, "family=vauquelin&given=hortense", &["899700000104"]);
    check(Kind::Practitioner, "family=vauquelin&given=armand", &[]);
    check(Kind::Practitioner, "name=hortense&qualification-code=SM44", &["899700000104"]);
    check(Kind::Practitioner, "name=hortense&qualification-code:not=SM44", &[]);
    check(Kind::Practitioner, "_id=899700000104,899700000112", &["899700000104", "899700000112"]);
    check(Kind::Practitioner, "identifier=https://rpps.esante.gouv.fr|99700000104", &["899700000104"]);
    check(Kind::Practitioner, "identifier=http://rpps.fr|99700000104", &["899700000104"]);
    check(Kind::Practitioner, "identifier=https://sirene.fr|99700000104", &[]);
    check(Kind::Organization, "identifier=http://finess.sante.gouv.fr|990010159", &["1990010159"]);
    check(Kind::Organization, "identifier=499700000104007", &["499700000104007"]);
    check(Kind::Organization, "name=pharmacie+du+beffr", &["1990010159"]);
    check(Kind::Organization, "name=pharmacie&address-city=ajacc", &["12A9900123"]);
    check(Kind::Organization, "name=pharmacie&address-postalcode=20", &["12A9900123"]);
    check(Kind::Organization, "partof=Organization/1990001133", &["1990010159"]);
    check(Kind::Practitioner, "mailbox-mss=hortense.vauquelin@medecin.exemple.fr", &["899700000104"]);
    check(Kind::Practitioner, "mailbox-mss:contains=vauquelin", &["899700000104"]);
    check(Kind::Organization, "mailbox-mss=beffroi@pharmacie.exemple.fr", &["1990010159"]);
    check(Kind::Practitioner, "number-smartcard=2900000018&type-smartcard=CPS", &["899700000104"]);
    // It was opposed: the profile has no word for that, so that it is not shown as one in use.
    check(Kind::Practitioner, "number-smartcard=2900000026", &[]);
    assert!(found(Kind::Organization, "type=SA33").contains(&"1990010159".to_owned()));
    assert!(found(Kind::PractitionerRole, "role=S").len() < found(Kind::PractitionerRole, "").len());
    assert!(!found(Kind::PractitionerRole, "active=false").is_empty());
    assert_eq!(found(Kind::Practitioner, "active=True"), found(Kind::Practitioner, "active=true"));
    check(Kind::Practitioner, "identifier=|99700000104", &[]);
    check(Kind::Practitioner, "name=*", &[]);
    check(Kind::Practitioner, "family=vauquelin&_count=&_elements=", &["899700000104"]);
    check(Kind::PractitionerRole, "practitioner=Organization/899700000104", &[]);
    assert_eq!(found(Kind::PractitionerRole, "practitioner=Practitioner/899700000104").len(), 1);
}

/// What lists lead to is what a look at everything finds.
#[test]
fn lists_lead_to_all_that_meets_a_criterion() {
    let whole = |kind, query: &str| -> BTreeSet<String> {
        found(kind, &format!("{query}&_count=200")).into_iter().collect()
    };
    let with = |kind, element: &str, code: &str| -> BTreeSet<String> {
        let bundle = search(kind, "_count=200").unwrap();
        let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
        let code = format!("\"code\":\"{code}\"");
        let those = entries.filter(|it| it[element].to_string().contains(&code));
        those.map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    for code in ["L", "S", "GENR01", "GENR02", "FON-04", "A", "aucun"] {
        let query = format!("role={code}");
        assert_eq!(
            whole(Kind::PractitionerRole, &query),
            with(Kind::PractitionerRole, "code", code),
            "{code}"
        );
    }
    for code in ["C", "M", "E", "10", "21", "SM44", "aucun"] {
        let query = format!("qualification-code={code}");
        assert_eq!(
            whole(Kind::Practitioner, &query),
            with(Kind::Practitioner, "qualification", code),
            "{code}"
        );
    }
    let levels = ["LEGAL-ENTITY", "GEOGRAPHICAL-ENTITY"];
    for code in ["SA01", "SA04", "SA05", "SA07", "SA33", "620", "355"].into_iter().chain(levels) {
        let query = format!("type={code}");
        assert_eq!(whole(Kind::Organization, &query), with(Kind::Organization, "type", code), "{code}");
    }
    let level = |code| whole(Kind::Organization, &format!("type={code}"));
    assert_eq!(&level(levels[0]) | &level(levels[1]), whole(Kind::Organization, ""));
    for kind in [Kind::Practitioner, Kind::PractitionerRole] {
        let (over, current) = (whole(kind, "active=false"), whole(kind, "active=true"));
        assert!(over.is_disjoint(&current));
        assert_eq!(&over | &current, whole(kind, ""));
    }
}

#[test]
fn a_resource_says_what_is_known_and_what_is_not() {
    let person = read(Kind::Practitioner, "899700000104").unwrap();
    assert_eq!(person["name"][0]["family"], "VAUQUELIN");
    assert_eq!(person["identifier"][1]["value"], "99700000104");
    let role = &search(Kind::PractitionerRole, "practitioner=899700000104").unwrap()["entry"][0]["resource"];
    let absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    assert_eq!(role["identifier"][0]["_value"]["extension"][0]["url"], absent);
    assert_eq!(role["organization"]["reference"], "Organization/499700000104007");
    assert_eq!(read(Kind::PractitionerRole, role["id"].as_str().unwrap()).unwrap(), *role);
    let site = read(Kind::Organization, "1990010159").unwrap();
    assert_eq!(site["partOf"]["reference"], "Organization/1990001133");
    let entity = read(Kind::Organization, "1990001133").unwrap();
    assert_eq!(entity["type"][0]["coding"][0]["code"], "LEGAL-ENTITY");
    assert!(entity["partOf"].is_null());
    for entry in search(Kind::PractitionerRole, "active=false").unwrap()["entry"].as_array().unwrap() {
        let role = &entry["resource"];
        let ended = role["period"]["end"].is_string() || role["period"]["_end"].is_object();
        assert!(ended && !role["meta"]["profile"].to_string().contains("as-dp-"), "{role}");
    }
}

#[test]
fn a_read_gives_only_the_elements_that_are_named() {
    let pairs = b"_format=json&_elements=name,Practitioner.active";
    let person =
        answer(|call| aiguilleur_fhir::read(call, Kind::Practitioner, "899700000104", pairs)).unwrap();
    let names: Vec<&String> = person.as_object().unwrap().keys().collect();
    assert_eq!(names, ["active", "id", "meta", "name", "resourceType"]);
    assert_eq!(person["meta"]["tag"][0]["code"], "SUBSETTED");
}

/// The extension's parts of that name.
fn parts<'v>(resource: &'v Value, name: &str) -> Vec<&'v Value> {
    let extensions = resource["extension"].as_array().into_iter().flatten();
    let decisions = extensions.filter(|it| it["url"].as_str().unwrap().ends_with("/decision"));
    decisions.flat_map(|it| it["extension"].as_array().unwrap()).filter(|it| it["url"] == name).collect()
}

#[test]
fn a_number_to_order_on_is_given_where_one_is_ordered_on_alone() {
    let (mut ordered, mut others) = (0, 0);
    for kind in [Kind::PractitionerRole, Kind::Organization] {
        for entry in search(kind, "_count=200").unwrap()["entry"].as_array().unwrap() {
            let resource = &entry["resource"];
            for (outcome, rule) in parts(resource, "outcome").iter().zip(parts(resource, "rule")) {
                assert!(rule["valueString"].as_str().unwrap().starts_with("R-"));
                let orders = matches!(outcome["valueCode"].as_str(), Some("order" | "order_by_structure"));
                if orders {
                    ordered += 1;
                } else {
                    others += 1;
                }
                if !orders && parts(resource, "outcome").len() == 1 {
                    assert!(parts(resource, "identifier").is_empty(), "{resource}");
                }
            }
        }
    }
    assert!(ordered > 20 && others > 20, "{ordered} {others}");
}

#[test]
fn what_refers_and_is_referred_to_comes_along_once() {
    let included = |kind, query: &str| -> Vec<String> {
        let bundle = search(kind, query).unwrap();
        let entries = bundle["entry"].as_array().unwrap().iter();
        let included = entries.filter(|entry| entry["search"]["mode"] == "include");
        let reference = |entry: &Value| entry["fullUrl"].as_str().unwrap().replace("http://essai/fhir/", "");
        included.map(reference).collect()
    };
    let roles = "practitioner=899700000203&_include=PractitionerRole:organization";
    assert_eq!(included(Kind::PractitionerRole, roles), ["Organization/1990010159"]);
    let further = format!("{roles}&_include:iterate=Organization:partof");
    let both = ["Organization/1990010159", "Organization/1990001133"];
    assert_eq!(included(Kind::PractitionerRole, &further), both);
    let people = included(Kind::Organization, "_id=1990010159&_revinclude=PractitionerRole:organization");
    assert!(
        people.len() > 1 && people.iter().all(|it| it.starts_with("PractitionerRole/8997")),
        "{people:?}"
    );
}

#[test]
fn changes_are_asked_for_by_the_instant_that_resources_tell() {
    let person = read(Kind::Practitioner, "899700000104").unwrap();
    let instant = person["meta"]["lastUpdated"].as_str().unwrap();
    let count = |query: String| found(Kind::Practitioner, &query).len();
    let all = count("_count=200".to_owned());
    assert_eq!(count(format!("_count=200&_lastUpdated=ge{instant}")), all);
    assert_eq!(count(format!("_lastUpdated=gt{instant}")), 0);
    assert_eq!(count("_lastUpdated=lt2020-01-01".to_owned()), 0);
}

#[test]
fn what_cannot_be_answered_is_refused_and_says_what_can() {
    let refused = |query: &str, expected: &str| match search(Kind::Organization, query) {
        Err(Failure::Refused(refusal)) => assert!(refusal.details.contains(expected), "{}", refusal.details),
        other => panic!("{query}: {other:?}"),
    };
    refused("couleur=bleu", "address-city");
    refused("name:fuzzy=a", "contains");
    refused("_include=Organization:couleur", "Organization:partof");
    refused("_count=beaucoup", "nombre");
    refused("_lastUpdated=hier", "date");
    refused("_cursor=zzz", "reprendre");
    refused("active=oui", "true ou false");
    refused("identifier=|", "système");
    refused("_include:iterate=Organization:couleur", "Organization:partof");
    refused("_has:PractitionerRole:organization:role=L", "_has");
    let lenient = Query::read(Kind::Organization, b"couleur=bleu&name=pharmacie", true);
    assert!(lenient.is_ok());
    assert!(matches!(read(Kind::Organization, "1000000000"), Err(Failure::Refused(it)) if it.status == 404));
    let without_source = search(Kind::Organization, "pharmacy-licence=1").unwrap();
    assert_eq!(
        (&without_source["total"], &without_source["entry"][0]["search"]["mode"]),
        (&0.into(), &"outcome".into())
    );
    assert!(search(Kind::Device, "status=active").unwrap()["entry"].is_null());
}
