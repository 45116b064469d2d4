//! One answer on every interface: `resolve`, the API's routes, the bulk call, `/v1/identifiers`, `check`, the page and
//! reconcile are queried for the same structures and people, and compared. The data: the fixtures, the directory
//! cases' country, and a sample of the real FINESS (`finess/README.md`).

mod clients;
mod contacts;
mod page;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, Finished, REFERENCE_DAY, Server, aiguilleur, fixtures, reference, root};
use serde_json::{Value, json};

const COUNTRY: [&str; 3] = [
    "PS_LibreAcces_Personne_activite_202611270812.txt",
    "finess-structures-journalier-20261127.json",
    "StockUniteLegale_utf8.csv",
];

const REAL: &str = "tests/end_to_end/interfaces/finess/etalab-cs1100502-stock-20210108-0410.csv";

/// Records of one bulk call.
const BULK: usize = 100;

/// What is asked, and on which day.
struct Interfaces<'a> {
    data: &'a Data,
    day: &'a str,
    server: Server,
    /// Of how many numbers one is asked of `resolve`, which starts a process each time.
    each: usize,
}

/// What one number was answered at the interfaces that are asked of many numbers at once.
struct AtOnce<'a> {
    number: &'a str,
    item: &'a Value,
    reconciled: &'a Value,
    checked: &'a Value,
}

/// Every run of digits that is long enough to be an identifier.
fn numbers_of(text: &str, begins: &[char]) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let number = |word: &&str| {
        matches!(word.len(), 9 | 11 | 14)
            && word.starts_with(begins)
            && word.bytes().skip(2).all(|b| b.is_ascii_digit())
    };
    words.filter(number).map(str::to_owned).collect()
}

/// The numbers of invented files, and some that nobody bears.
fn invented(files: &[PathBuf]) -> Vec<String> {
    let mut found: BTreeSet<String> =
        ["99999998000018", "999999980", "99700999904"].map(str::to_owned).into();
    for file in files {
        found.extend(numbers_of(&String::from_utf8_lossy(&std::fs::read(file).unwrap()), &['9', '2']));
    }
    assert!(found.len() > 50, "{} numbers", found.len());
    found.into_iter().collect()
}

/// The site, the legal entity and the SIRET of every line of the sample.
fn real(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).unwrap();
    let text: String = bytes.iter().copied().map(char::from).collect();
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("structureet")) {
        let fields: Vec<&str> = line.split(';').collect();
        found.extend([1, 2, 22].map(|field| fields[field].to_owned()).into_iter().filter(|n| !n.is_empty()));
    }
    assert!(found.len() > 400, "{} numbers", found.len());
    // A SIREN that is known makes no establishment known.
    let invented: Vec<String> =
        found.iter().filter(|n| n.len() == 14).map(|siret| keyed(&format!("{}9876", &siret[..9]))).collect();
    found.extend(invented);
    found.into_iter().collect()
}

/// The digits with the key that makes them a SIRET.
fn keyed(digits: &str) -> String {
    let doubled =
        |(place, digit): (usize, u32)| if place % 2 == 0 { digit * 2 % 10 + digit / 5 } else { digit };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// What of an answer every interface must give alike.
fn decided(answer: &Value) -> Value {
    let mut of = answer.clone();
    for part in ["data", "trace"] {
        of.as_object_mut().unwrap().remove(part);
    }
    of
}

/// The verdict that the decisions of a structure's number come to, as far as one decision tells it.
fn verdict(answer: &Value, number: &str) -> Option<&'static str> {
    let [decision] = answer["decisions"].as_array()?.as_slice() else { return None };
    let same = decision["identifier"]["value"] == number;
    let warnings = decision["warnings"].as_array()?;
    if number.len() == 14 && warnings.iter().any(|warning| warning["code"] == "scm_siret") {
        return Some("no");
    }
    match decision["outcome"].as_str()? {
        "order" | "order_by_structure" if same => Some("yes"),
        "blocked" => Some("no"),
        "not_covered" | "card_sufficient" | "choice_required" => Some("depends"),
        _ => None,
    }
}

impl Interfaces<'_> {
    /// What one number is answered differently at two interfaces; `None` when nobody bears it.
    fn compare(&self, place: usize, asked: &AtOnce<'_>, wrong: &mut Vec<String>) -> Option<()> {
        let AtOnce { number, item, reconciled, checked } = asked;
        let mut tell = |what: &str| wrong.push(format!("{number}: {what}"));
        let professional = item["type"] == "professional";
        let bulk = &item["decided"];
        let route = if professional { "professionals" } else { "structures" };
        let single = self.server.get(&format!("/v1/{route}/{number}/decisions"));
        let identifier = self.server.get(&format!("/v1/identifiers/{number}")).json();
        let orderable = &identifier["orderable"];
        let citations = orderable["rule"]["citations"].as_array();
        if !identifier["kind"].is_null() && citations.is_none_or(Vec::is_empty) {
            tell(&format!("a verdict without a rule: {identifier}"));
        }
        if **checked != identifier {
            tell("`check` and /v1/identifiers differ");
        }
        let page = self
            .server
            .get(&format!("/{}/{number}", if professional { "professionnels" } else { "structures" }));
        if single.status != 200 {
            if !bulk.is_null() {
                tell(&format!("the bulk call knows what {route} does not"));
            }
            if orderable["verdict"] == "yes" {
                tell("nobody bears it and one can order on it");
            }
            if page.status == 200 {
                tell("the page knows what the route does not");
            }
            if !reconciled["decision"].is_null() || reconciled["verdict"] == "ok" {
                tell(&format!("nobody bears it, and reconcile says {reconciled}"));
            }
            return None;
        }
        let single = decided(&single.json());
        if single != *bulk {
            tell(&format!("{route} and the bulk call differ"));
        }
        if place.is_multiple_of(self.each) {
            if decided(&self.resolve(&["resolve", number, "--json"]).json()) != single {
                tell(&format!("`resolve` and {route} differ"));
            }
            // The list of the structures that share a number leads to their pages.
            if page.body.contains("<article ") {
                let text = self.resolve(&["resolve", number]).stdout;
                for what in &contacts::differences(&single, &page.body, &text) {
                    tell(what);
                }
            }
        }
        let expected = verdict(&single, number).filter(|_| !professional);
        if expected.is_some_and(|expected| orderable["verdict"] != expected) && number.len() != 9
            || expected == Some("yes") && orderable["verdict"] != "yes"
        {
            tell(&format!("decided {expected:?}, {orderable}"));
        }
        for what in &page::differences(&page, &single) {
            tell(what);
        }
        for what in &clients::differences(reconciled, &single, orderable) {
            tell(what);
        }
        Some(())
    }

    fn resolve(&self, arguments: &[&str]) -> Finished {
        aiguilleur(arguments).on(&self.data.path()).on_day(self.day).run().done()
    }

    /// What the bulk call answers, in order.
    fn bulk(&self, numbers: &[String]) -> Vec<Value> {
        let answers = numbers.chunks(BULK).map(|ids| {
            self.server.post("/v1/decisions:batch", json!({ "ids": ids }).to_string().as_bytes()).json()
        });
        answers.flat_map(|answer| answer["items"].as_array().unwrap().clone()).collect()
    }

    /// What `check` answers, in order.
    fn checked(&self, numbers: &[String]) -> Vec<Value> {
        let arguments = ["check", "--json"].into_iter().chain(numbers.iter().map(String::as_str));
        let answer = aiguilleur(arguments).on(&self.data.path()).on_day(self.day).run().done();
        answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn compare(data: &Data, day: &str, numbers: &[String], each: usize) {
    let interfaces = Interfaces { data, day, server: Server::start_on_day(data, day), each };
    let (bulk, checked) = (interfaces.bulk(numbers), interfaces.checked(numbers));
    let reconciled = clients::ask(&interfaces.server, numbers, &bulk);
    assert_eq!([bulk.len(), checked.len(), reconciled.len()], [numbers.len(); 3]);
    let mut wrong = Vec::new();
    let known = numbers.iter().enumerate().filter_map(|(place, number)| {
        let (item, checked, reconciled) = (&bulk[place], &checked[place], &reconciled[place]);
        interfaces.compare(place, &AtOnce { number, item, reconciled, checked }, &mut wrong)
    });
    let known = known.count();
    assert!(known > 30, "{known} of {} numbers are known", numbers.len());
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

fn import(files: &[PathBuf], day: &str) -> Data {
    let data = Data::empty();
    let import = ["import".as_ref()].into_iter().chain(files.iter().map(|file| file.as_os_str()));
    aiguilleur(import).on(&data.path()).on_day(day).run().done();
    data
}

#[test]
fn every_door_answers_the_fixtures_alike() {
    compare(&Data::of_fixtures(), "2026-11-20", &invented(&fixtures()), 1);
}

#[test]
fn every_door_answers_the_country_of_the_directory_cases_alike() {
    let files = COUNTRY.map(|name| reference("directory").join(name));
    compare(&import(&files, REFERENCE_DAY), REFERENCE_DAY, &invented(&files), 1);
}

#[test]
fn every_door_answers_a_sample_of_the_real_finess_alike() {
    let file = root().join(REAL);
    compare(&import(std::slice::from_ref(&file), REFERENCE_DAY), REFERENCE_DAY, &real(&file), 12);
}
