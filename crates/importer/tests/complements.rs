//! Files that complete the others: what they add to answers, the same tables whatever the order, and without them.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_directory::{
    Clock, DecisionRequest, Snapshot, StructureId,
    census::{Census, Dimension},
    table,
};
use aiguilleur_domain::{Date, IdNatPp, IdNatStruct, entity::SourceKind};
use aiguilleur_importer::{Fields, ImportRequest, Others, Refused, import};
use aiguilleur_resolver::{IdentifierKind, Outcome};
use aiguilleur_store::{BlockCache, DataDir};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
const PEOPLE: &str = "PS_LibreAcces_Personne_activite_202611200812.txt";
const CARDS: &str = "complements/Porteurs_CPS_CPF_202611200812.txt";
const ESTABLISHMENTS: &str = "complements/StockEtablissement_utf8.csv";
const FILES: [&str; 8] = [
    PEOPLE,
    "finess-structures-journalier-20261120.json",
    CARDS,
    "complements/Extraction_Correspondance_MSSante_202611200812.txt",
    ESTABLISHMENTS,
    "complements/StockEtablissementLiensSuccession_utf8.csv",
    "complements/finess-activites-journalier-20261120.json",
    "complements/Extraction_Certificat_PM_202611200812.csv",
];
const TODAY: Date = Date::constant(2026, 11, 20);
const RADIOLOGUE: &str = "899700000104";
const CLOSED: &str = "99900006000015";

fn fixture(name: &str) -> PathBuf {
    Path::new(FIXTURES).join(name)
}

fn request(files: Vec<PathBuf>) -> ImportRequest {
    ImportRequest { clock: Clock::Fixed(TODAY), ..ImportRequest::new(files) }
}

fn publish(data: &Path, request: &ImportRequest) -> Snapshot {
    let store = DataDir::open(data).unwrap();
    import(&store, request, &mut |_| {}).unwrap().publish().unwrap();
    Snapshot::current(&store, &BlockCache::default()).unwrap().at(Clock::Fixed(TODAY))
}

fn all() -> Vec<PathBuf> {
    FILES.iter().map(|name| fixture(name)).collect()
}

fn id(text: &str) -> IdNatPp {
    text.parse().unwrap()
}

#[test]
fn each_file_adds_what_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let snapshot = publish(dir.path(), &request(all()));
    let cards = snapshot.cards(id(RADIOLOGUE)).unwrap().unwrap();
    let found: Vec<_> = cards.iter().map(|card| (card.number.as_str(), card.is_usable(TODAY))).collect();
    assert_eq!(found, [("2900000018", true), ("2800000017", false)]);
    assert_eq!(cards[0].kind_label, "Carte de Professionnel de Santé");
    assert_eq!(snapshot.card_holder("2900000018").unwrap(), Some(id(RADIOLOGUE)));
    // A card that is opposed may not be used, whatever its dates.
    assert!(!snapshot.cards(id("899700000203")).unwrap().unwrap()[0].is_usable(TODAY));
    assert_eq!(snapshot.cards(id("899700000112")).unwrap(), Some(Vec::new()));
    let own = snapshot.mailboxes_of_person(id(RADIOLOGUE)).unwrap().unwrap();
    assert_eq!(own[0].address, "hortense.vauquelin@medecin.exemple.fr");
    assert_eq!(snapshot.mailbox_owners("Commandes.Beffroi@pharmacie.exemple.fr").unwrap(), ["1990010159"]);
    let pharmacie = snapshot.structures(StructureId::Known("1990010159".parse().unwrap())).unwrap();
    let added = &pharmacie[0].added;
    assert_eq!(added.mailboxes.as_ref().map(Vec::len), Some(2));
    let valid = |issued: &aiguilleur_domain::entity::CertificatPm| issued.is_valid(TODAY);
    let certificates = added.certificates.as_ref().unwrap();
    assert_eq!(certificates.iter().map(valid).collect::<Vec<_>>(), [true, false]);
    let gie = snapshot.structures(StructureId::Known("1990010068".parse().unwrap())).unwrap();
    let held: Vec<_> = gie[0].added.equipment.iter().flatten().map(|held| held.nature.to_string()).collect();
    assert_eq!(held, ["EML", "AMM"]);
    // What nobody names is not kept.
    assert_eq!(snapshot.establishment("99900199300010".parse().unwrap()).unwrap(), None);
    assert!(snapshot.absent_sources().contains(&SourceKind::Sirene.name()));
}

#[test]
fn a_closed_establishment_is_blocked_and_who_took_over_proposed() {
    let dir = tempfile::tempdir().unwrap();
    let snapshot = publish(dir.path(), &request(all()));
    let closed = StructureId::Known(IdNatStruct::Siret(CLOSED.parse().unwrap()));
    let decided = snapshot.decide_for_structure(closed, &DecisionRequest::default()).unwrap().unwrap();
    let decision = &decided.decisions[0].decision;
    assert_eq!((decision.outcome(), decision.identifier().is_none()), (Outcome::Blocked, true));
    let offered: Vec<_> = decision
        .options()
        .iter()
        .filter_map(|option| option.identifier.as_ref())
        .map(|identifier| (identifier.kind, identifier.value.as_deref().unwrap_or_default()))
        .collect();
    let siret = IdentifierKind::Siret;
    assert_eq!(offered, [(siret, "99900160500016"), (siret, "99900006000023")]);
    let message =
        decision.warnings().iter().map(|warning| warning.message.as_ref()).collect::<Vec<&str>>().join(" ");
    for said in ["fermé dans SIRENE depuis le 30 juin 2026", "99900160500016", "incomplets"] {
        assert!(message.contains(said), "{message}");
    }
    let sources: Vec<_> = decision.evidence().iter().map(|it| (it.fact, it.source.as_ref())).collect();
    assert!(sources.contains(&("date_fermeture", "StockEtablissement")), "{sources:?}");
    assert!(sources.contains(&("repreneur", "StockEtablissementLiensSuccession")), "{sources:?}");
}

/// The bytes of the tables of the files that complete the others, and of those that were there before them.
fn tables(data: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let served = DataDir::open(data).unwrap().current().unwrap().unwrap();
    let blocks = data.join("generations").join(served.as_str()).join("blocks");
    let names = [
        table::CARDS,
        table::CARD_HOLDERS,
        table::MAILBOXES,
        table::MAILBOX_OWNERS,
        table::ESTABLISHMENTS,
        table::SUCCESSIONS,
        table::EQUIPMENT,
        table::CERTIFICATES,
        table::PEOPLE,
        table::SITES,
    ];
    names.map(|name| (name, fs::read(blocks.join(name)).unwrap())).into()
}

/// The lines of a fixture in another order, and as two files.
fn halves(dir: &Path, name: &str) -> Vec<PathBuf> {
    let text = fs::read_to_string(fixture(name)).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    // The situations of a person stay in the order of their rows.
    if name != PEOPLE {
        rows.reverse();
    }
    let own = Path::new(name).file_name().unwrap().to_string_lossy().into_owned();
    let half = |index: usize, rows: &[&str]| {
        let path = dir.join(format!("{index}-{own}"));
        fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        path
    };
    let (first, second) = rows.split_at(rows.len() / 2);
    vec![half(1, first), half(2, second)]
}

#[test]
fn another_order_two_files_or_the_same_twice_give_the_same_tables() {
    let dir = tempfile::tempdir().unwrap();
    let (once, other, twice) = (dir.path().join("once"), dir.path().join("other"), dir.path().join("twice"));
    publish(&once, &request(all()));
    let mut files: Vec<PathBuf> = vec![fixture(FILES[6]), fixture(FILES[1])];
    for name in [PEOPLE, CARDS, FILES[3], ESTABLISHMENTS, FILES[5], FILES[7]] {
        files.extend(halves(dir.path(), name));
    }
    publish(&other, &request(files));
    publish(&twice, &request(all().into_iter().chain(FILES.iter().map(|name| fixture(name))).collect()));
    let expected = tables(&once);
    assert!(expected.iter().all(|(_, bytes)| !bytes.is_empty()));
    for data in [&other, &twice] {
        for ((name, bytes), (_, found)) in expected.iter().zip(tables(data)) {
            assert!(*bytes == found, "{name} differs in {}", data.display());
        }
    }
}

#[test]
fn what_is_not_given_again_is_carried_over_and_what_is_turned_off_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &request(all()));
    let before = tables(dir.path());
    publish(dir.path(), &request(vec![fixture(PEOPLE)]));
    assert!(before == tables(dir.path()));
    let fields = Fields { telephones: false, emails: false, mailboxes: false, cards: false };
    let off = publish(dir.path(), &ImportRequest { fields, ..request(all()) });
    assert_eq!(off.cards(id(RADIOLOGUE)).unwrap(), Some(Vec::new()));
    assert_eq!(off.mailboxes_of_person(id(RADIOLOGUE)).unwrap(), Some(Vec::new()));
    let blocks = fs::read_dir(dir.path().join("generations").join(off.id().as_str()).join("blocks")).unwrap();
    for block in blocks {
        let bytes = fs::read(block.unwrap().path()).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("2900000018") && !holds("hortense.vauquelin@"));
    }
}

#[test]
fn one_refused_file_does_not_stop_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    publish(&data, &request(all()));
    let text = fs::read_to_string(fixture(CARDS)).unwrap();
    let (header, _) = text.split_once('\n').unwrap();
    let cards = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let bad = [
        cards("Porteurs_CPS_CPF_202611200900.txt", &text[..text.len() - 30]),
        cards("Porteurs_CPS_CPF_202611200901.txt", &format!("{header}\n")),
        cards("Porteurs_CPS_CPF_202611200902.txt", ""),
        cards("Porteurs_CPS_CPF_202611200903.txt", &text.replace('|', ";")),
        cards("Porteurs_CPS_CPF_203011200812.txt", &text),
        cards("Porteurs_CPS_CPF_202610200812.txt", &text),
    ];
    let store = DataDir::open(&data).unwrap();
    for file in bad {
        let files = vec![fixture(PEOPLE), file.clone()];
        let before = store.current().unwrap();
        let refused = import(&store, &request(files.clone()), &mut |_| {});
        assert!(refused.is_err(), "{}", file.display());
        assert_eq!(store.current().unwrap(), before);
        let tolerant = ImportRequest { refused: Refused::LeftOut, ..request(files) };
        let candidate = import(&store, &tolerant, &mut |_| {}).unwrap();
        assert_eq!(candidate.left_out().len(), 1, "{}", file.display());
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(candidate.left_out()[0].contains(&name), "{:?}", candidate.left_out());
        candidate.publish().unwrap();
        let snapshot = Snapshot::current(&store, &BlockCache::default()).unwrap();
        assert_eq!(snapshot.cards(id(RADIOLOGUE)).unwrap().map(|cards| cards.len()), Some(2));
    }
}

#[test]
fn what_an_import_is_asked_to_do_without_has_not_ended() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &request(all()));
    let store = DataDir::open(dir.path()).unwrap();
    let without = ImportRequest { others: Others::Dropped, ..request(vec![fixture(PEOPLE)]) };
    let candidate = import(&store, &without, &mut |_| {}).unwrap();
    let census = Census::of(&store, candidate.id()).unwrap();
    let sites = (Dimension::IdentifierType, "finess_eg");
    assert_eq!(census.changes.deleted.get(sites.0, sites.1), 0);
    assert!(census.withdrawn.get(sites.0, sites.1) > 0);
    assert!(census.dropped.contains("finess-structures") && census.dropped.contains("Porteurs_CPS_CPF"));
    let structures = ImportRequest { others: Others::Dropped, ..request(vec![fixture(FILES[1])]) };
    let candidate = import(&store, &structures, &mut |_| {}).unwrap();
    let census = Census::of(&store, candidate.id()).unwrap();
    assert_eq!(census.changes.deleted.get(Dimension::IdentifierType, "rpps"), 0);
    assert!(census.withdrawn.get(Dimension::IdentifierType, "rpps") > 0);
}
