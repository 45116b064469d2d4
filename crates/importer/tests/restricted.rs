//! The restricted extraction beside the open stock: what it states, what it ends, and what it must not.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, path::PathBuf};

use aiguilleur_directory::{
    Clock, DecisionRequest, PersonHit, Snapshot,
    view::{SituationView, Status},
};
use aiguilleur_domain::{Date, IdNatPp};
use aiguilleur_importer::{Candidate, ImportError, ImportRequest, import};
use aiguilleur_resolver::State;
use aiguilleur_store::{BlockCache, DataDir};
use serde_json::Value;

const PEOPLE: &str = include_str!("../../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt");
const STRUCTURE: &str = include_str!("../../../fixtures/Extraction_RPPS_Profil1_Structure_202611200812.csv");
const EXERC_PRO: &str = include_str!("../../../fixtures/Extraction_RPPS_Profil1_ExercPro_202611200812.csv");
/// A radiologue with one situation, in the cabinet of that technical id.
const ONE: &str = "899700000104";
const CABINET: &str = "R10000000001000";
/// A professional absent from the fixtures' open extraction.
const RETIRED: &str = "899700000849";
const SOURCE: &str = "Extraction_RPPS_Profil";

/// A data folder and the files that are imported into it.
struct Given {
    folder: tempfile::TempDir,
}

impl Given {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The open stock of a day, without the lines that hold `without`.
    fn open(&self, day: u8, without: &str) -> PathBuf {
        let kept = PEOPLE.lines().filter(|line| without.is_empty() || !line.contains(without));
        let text: String = kept.flat_map(|line| [line, "\n"]).collect();
        self.file(&format!("PS_LibreAcces_Personne_activite_202611{day:02}0812.txt"), &text)
    }

    /// The restricted tables of a day, of which the activités are `rows`.
    fn restricted(&self, day: u8, rows: &[String]) -> [PathBuf; 3] {
        let name = |table: &str| format!("Extraction_RPPS_Profil1_{table}_202611{day:02}0812.csv");
        let activites = activites(rows);
        [
            self.file(&name("Activite"), &activites),
            self.file(&name("Structure"), STRUCTURE),
            self.file(&name("ExercPro"), EXERC_PRO),
        ]
    }

    fn try_import(&self, files: Vec<PathBuf>) -> Result<Candidate, ImportError> {
        let store = DataDir::open(self.folder.path().join("data")).unwrap();
        import(&store, &ImportRequest::new(files), &mut |_| {})
    }

    fn import(&self, files: Vec<PathBuf>) -> (Snapshot, Candidate) {
        let candidate = self.try_import(files).unwrap();
        candidate.publish().unwrap();
        let store = DataDir::open(self.folder.path().join("data")).unwrap();
        let clock = Clock::Fixed("2026-11-20".parse().unwrap());
        (Snapshot::current(&store, &BlockCache::default()).unwrap().at(clock), candidate)
    }

    /// The first situation of a person, after an import of the open stock of the 20th and of `rows`.
    fn first(&self, id: &str, rows: &[String]) -> SituationView {
        let mut files = vec![self.open(20, "")];
        files.extend(self.restricted(20, rows));
        person(&self.import(files).0, id).situations[0].situation.clone()
    }
}

fn activites(rows: &[String]) -> String {
    let header = [
        "Type d'identifiant PP",
        "Identifiant PP",
        "Identifiant de l'activité",
        "Identification nationale PP",
        "Identifiant technique de la structure",
        "Code fonction",
        "Code mode exercice",
        "Date de début activité",
        "Date de fin activité",
        "Code genre activité",
        "Code motif de fin d'activité",
        "Code profession",
        "Code catégorie professionnelle",
    ];
    let header: Vec<String> = header.iter().map(|name| format!("\"{name}\"")).collect();
    rows.iter().fold(header.join(";") + "\n", |text, row| text + row + "\n")
}

/// An activité of a médecin: where, its fonction, its days, its motif.
fn activite(id: &str, structure: &str, fonction: &str, days: (&str, &str), motif: &str) -> String {
    let (rpps, number) = (&id[1..], format!("{fonction}{}{}", days.0, days.1));
    let (began, ended) = days;
    let fields = ["8", rpps, &number, id, structure, fonction, "L", began, ended, "GENR01", motif, "10", "C"];
    fields.map(|field| format!("\"{field}\"")).join(";")
}

fn person(snapshot: &Snapshot, id: &str) -> PersonHit {
    snapshot.professional(id.parse::<IdNatPp>().unwrap()).unwrap().unwrap()
}

#[allow(clippy::unnecessary_wraps, reason = "it is compared with what may be absent")]
fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

fn reason(view: &SituationView) -> Option<&str> {
    view.ended_reason.as_ref().map(|reason| reason.code.as_str())
}

#[test]
fn a_current_situation_has_its_real_beginning_its_fonction_and_their_source() {
    let current = activite(ONE, CABINET, "FON-01", ("15/03/2012", ""), "");
    let found = Given::new().first(ONE, &[current]);
    assert_eq!((found.status, found.began_on, found.ended_on), (Status::Active, day("2012-03-15"), None));
    assert_eq!(found.fonction.unwrap().label, Some("Titulaire de cabinet"));
    assert_eq!(found.genre_activite.unwrap().code.as_str(), "GENR01");
    let stated: Vec<(&str, &str, Option<Date>)> =
        found.evidence.iter().map(|e| (e.fact, e.source.as_ref(), e.dated)).collect();
    let dated = day("2026-11-20");
    assert_eq!(
        stated,
        [("date_debut", SOURCE, dated), ("fonction", SOURCE, dated), ("genre_activite", SOURCE, dated)]
    );
}

#[test]
fn several_activities_of_one_situation_state_what_they_agree_on() {
    let rows = [
        activite(ONE, CABINET, "FON-01", ("15/03/2012", ""), ""),
        activite(ONE, CABINET, "FON-22", ("01/01/2010", ""), ""),
        // An earlier stay does not count while another goes on.
        activite(ONE, CABINET, "FON-17", ("01/01/2001", "31/12/2025"), "CHL"),
    ];
    let found = Given::new().first(ONE, &rows);
    assert_eq!((found.status, found.began_on), (Status::Active, day("2010-01-01")));
    assert!(found.fonction.is_none() && found.ended_reason.is_none(), "{found:?}");
}

#[test]
fn an_end_to_come_ends_nothing() {
    let rows = [activite(ONE, CABINET, "FON-22", ("01/10/2024", "31/12/2026"), "")];
    let found = Given::new().first(ONE, &rows);
    assert_eq!((found.status, found.ends_on), (Status::Active, day("2026-12-31")));
    let last_day = [activite(ONE, CABINET, "FON-22", ("01/10/2024", "20/11/2026"), "CHL")];
    assert_eq!(Given::new().first(ONE, &last_day).status, Status::Active, "the last day is still a day");
}

#[test]
fn a_stated_end_ends_what_the_open_stock_of_that_day_still_holds_but_not_what_a_newer_one_does() {
    let ended = [activite(ONE, CABINET, "FON-01", ("15/03/2012", "30/06/2026"), "RL")];
    let found = Given::new().first(ONE, &ended);
    assert_eq!((found.status, found.ended_on), (Status::Ended, day("2026-06-30")));
    assert_eq!((found.ended_source.as_deref(), reason(&found)), (Some(SOURCE), Some("RL")));

    let given = Given::new();
    let mut files = vec![given.open(20, "")];
    files.extend(given.restricted(19, &ended));
    let (snapshot, candidate) = given.import(files);
    let found = &person(&snapshot, ONE).situations[0].situation;
    assert_eq!((found.status, found.ended_on, found.began_on), (Status::Active, None, None));
    assert!(
        candidate.notes().iter().any(|note| note.contains("ne terminent rien")),
        "{:?}",
        candidate.notes()
    );
}

#[test]
fn a_stated_end_beats_an_absence_in_either_order() {
    let ended = [activite(ONE, CABINET, "FON-01", ("15/03/2012", "18/11/2026"), "RL")];
    let check = |snapshot: &Snapshot, last_seen: &str| {
        let hit = person(snapshot, ONE);
        assert_eq!(hit.situations.len(), 1, "{hit:?}");
        let found = &hit.situations[0].situation;
        assert_eq!((found.ended_source.as_deref(), found.ended_on), (Some(SOURCE), day("2026-11-18")));
        assert_eq!((reason(found), found.began_on), (Some("RL"), day("2012-03-15")));
        assert_eq!((Some(found.first_seen), Some(found.last_seen)), (day("2026-11-17"), day(last_seen)));
    };
    let given = Given::new();
    given.import(vec![given.open(17, "")]);
    let mut files = vec![given.open(20, ONE)];
    files.extend(given.restricted(20, &ended));
    check(&given.import(files).0, "2026-11-17");
    // Without the restricted extraction the next day, what is known stays known.
    check(&given.import(vec![given.open(21, ONE)]).0, "2026-11-17");

    let given = Given::new();
    given.import(vec![given.open(17, "")]);
    let absent = given.import(vec![given.open(19, ONE)]).0;
    assert_eq!(person(&absent, ONE).situations[0].situation.ended_source.as_deref(), Some("absence"));
    let mut files = vec![given.open(20, ONE)];
    files.extend(given.restricted(20, &ended));
    check(&given.import(files).0, "2026-11-17");
}

#[test]
fn somebody_who_is_gone_is_found_with_the_end_the_motif_and_the_closed_structure() {
    let given = Given::new();
    let mut files = vec![given.open(20, "")];
    let rows = [activite(RETIRED, "R10000000008400", "FON-01", ("01/09/1998", "30/06/2026"), "RL")];
    files.extend(given.restricted(20, &rows));
    let (snapshot, _) = given.import(files);
    let hit = person(&snapshot, RETIRED);
    assert_eq!((hit.professional.status, hit.professional.family_name.as_str()), (Status::Ended, "DELATTRE"));
    let structure = hit.situations[0].structure.as_ref().unwrap();
    assert_eq!((structure.state, structure.closed_on), (State::Closed, day("2026-06-30")));
    assert_eq!(structure.opened_on, day("1998-09-01"));
    assert_eq!(structure.rpps_rang.unwrap().to_string(), "99700000849007");
    let decided = snapshot.decide_for_professional(RETIRED.parse().unwrap(), &DecisionRequest::default());
    let json = serde_json::to_value(decided.unwrap().unwrap()).unwrap();
    let decision = &json["decisions"][0];
    assert_eq!(decision["outcome"], "blocked");
    assert_eq!(decision["situation"]["ended_reason"]["label"], "Retraite libérale");
    let sources: Vec<&Value> = decision["evidence"].as_array().unwrap().iter().collect();
    for fact in ["date_fin", "motif_fin", "date_debut", "fonction"] {
        let stated = sources.iter().find(|evidence| evidence["fact"] == fact);
        assert_eq!(stated.unwrap()["source"], SOURCE, "{fact} in {sources:?}");
    }
}

#[test]
fn what_the_open_stock_does_not_hold_is_never_shown_as_current() {
    let given = Given::new();
    let mut files = vec![given.open(20, "")];
    let rows = [
        activite(RETIRED, "R10000000008400", "FON-01", ("01/09/1998", ""), ""),
        activite(ONE, "R19999999999999", "FON-01", ("01/01/2020", ""), ""),
    ];
    files.extend(given.restricted(20, &rows));
    let (snapshot, candidate) = given.import(files);
    assert!(snapshot.professional(RETIRED.parse().unwrap()).unwrap().is_none());
    assert_eq!(person(&snapshot, ONE).situations.len(), 1);
    let counts = &candidate.manifest().counts;
    assert_eq!(counts["restricted_activities_not_in_open_stock"], 2);
    assert_eq!(counts["restricted_activities_of_unknown_structure"], 1);
}

#[test]
fn without_the_open_stock_it_is_refused_with_what_to_add_and_a_missing_table_is_named() {
    let given = Given::new();
    let rows = [activite(ONE, CABINET, "FON-01", ("15/03/2012", ""), "")];
    let refused = given.try_import(given.restricted(20, &rows).to_vec()).unwrap_err().to_string();
    assert!(refused.contains("PS_LibreAcces_Personne_activite"), "{refused}");
    let [_, structure, _] = given.restricted(20, &rows);
    let (_, candidate) = given.import(vec![given.open(20, ""), structure]);
    assert!(candidate.notes().iter().any(|note| note.contains("Activite")), "{:?}", candidate.notes());
}

#[test]
fn a_generation_without_it_counts_nothing_of_it() {
    let given = Given::new();
    let (_, candidate) = given.import(vec![given.open(20, "")]);
    assert!(candidate.manifest().counts.keys().all(|what| !what.starts_with("restricted")));
}
