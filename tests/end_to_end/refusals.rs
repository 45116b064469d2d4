//! Files that are not what they must be: a clear error, status 1, and what was served stays served.

use std::{io::Write, path::PathBuf};

use aiguilleur_tests::{Data, Finished, fixtures, reference};

/// Tries to import what `make` makes, over served fixtures; the error must say one of each of `words`.
#[track_caller]
fn check(what: &str, make: impl FnOnce(&Data) -> PathBuf, words: &[&str]) {
    let data = Data::of_fixtures();
    let served = data.served();
    let path = make(&data);
    let Finished { stderr, stdout, .. } = data.try_import(&[&path]).failed();
    assert!(stdout.is_empty(), "{what}: a failed import reports nothing as done:\n{stdout}");
    for word in words {
        let said = word.split('|').any(|one| stderr.to_lowercase().contains(one));
        assert!(said, "{what}: the error does not say {word}:\n{stderr}");
    }
    assert_eq!(data.served(), served, "{what}: another generation is served");
    let answer = data.resolve("99700000104");
    assert_eq!(answer["decisions"][0]["outcome"], "order", "{what}: what was served answers no more");
    let left = std::fs::read_dir(data.path().join("generations")).unwrap().count();
    assert_eq!(left, 1, "{what}: something was left among the generations");
}

fn fixture(part: &str) -> PathBuf {
    fixtures().into_iter().find(|path| path.to_string_lossy().contains(part)).unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_file_of_something_else() {
    check(
        "a letter",
        |data| data.file("lettre.txt", "Bonjour,\n\nveuillez trouver ci-joint.\n"),
        &["lettre.txt"],
    );
    check(
        "a table of ours",
        |data| data.file("clients.csv", "client_id;rpps\n1;99700000104\n"),
        &["clients.csv"],
    );
    check("a page", |data| data.file("erreur.html", "<!doctype html><title>503</title>"), &["erreur.html"]);
    check("another JSON", |data| data.file("autre.json", "{\"hello\": [1, 2, 3]}"), &["autre.json"]);
    check("another XML", |data| data.file("autre.xml", "<?xml version=\"1.0\"?><kml/>"), &["autre.xml"]);
}

#[test]
fn a_truncated_archive() {
    let half = |data: &Data, part: &str| {
        let whole = gzipped(&std::fs::read(fixture(part)).unwrap());
        let name = format!("{}.gz", fixture(part).file_name().unwrap().to_string_lossy());
        data.file(&name, &whole[..whole.len() * 2 / 3])
    };
    check("half of the people", |data| half(data, "Personne_activite"), &[".gz", "tronqu|incompl|coup|fin "]);
    check(
        "half of the structures",
        |data| half(data, "finess-structures"),
        &[".gz", "tronqu|incompl|coup|fin "],
    );
}

#[test]
fn a_text_cut_short() {
    let half = |data: &Data, part: &str, name: &str| {
        let whole = std::fs::read(fixture(part)).unwrap();
        data.file(name, &whole[..whole.len() / 2])
    };
    check(
        "half of a JSON",
        |data| half(data, "finess-structures", "finess-structures.json"),
        &["finess-structures.json"],
    );
    check("half of a XML", |data| half(data, "cs1400102", "finess_cs1400102.xml"), &["finess_cs1400102.xml"]);
}

#[test]
fn an_empty_file() {
    check("nothing", |data| data.file("vide.txt", ""), &["vide"]);
    check("nothing, zipped", |data| data.file("vide.txt.gz", gzipped(b"")), &["vide.txt.gz"]);
    check("a line end", |data| data.file("ligne.txt", "\n"), &["ligne.txt"]);
}

#[test]
fn binary_rubbish() {
    // A fixed sequence without structure (a multiplicative congruence), so that the case can be seen again.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut rubbish = Vec::new();
    for _ in 0..8192 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        rubbish.extend_from_slice(&state.to_le_bytes()[3..]);
    }
    check("rubbish", |data| data.file("bruit.txt", &rubbish), &["bruit.txt"]);
    check(
        "rubbish said to be a gzip",
        |data| data.file("bruit.gz", [&[0x1f, 0x8b][..], &rubbish].concat()),
        &["bruit.gz"],
    );
    check(
        "rubbish said to be a zip",
        |data| data.file("bruit.zip", [b"PK\x03\x04", &rubbish[..]].concat()),
        &["bruit.zip"],
    );
}

#[test]
fn a_missing_column() {
    let without = |data: &Data| {
        let text = std::fs::read_to_string(fixture("Personne_activite")).unwrap();
        let text = text.replacen("Code secteur d'activité|", "Autre colonne|", 1);
        data.file("PS_LibreAcces_Personne_activite_202611200812.txt", text)
    };
    check("a column less", without, &["secteur d'activité|secteur d activite|secteur"]);
}

#[test]
fn a_file_of_another_year() {
    // Columns change over the years: with too few of them a table is no extraction that we know.
    let old = |data: &Data| {
        let header =
            "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Prénom d'exercice|Libellé profession\n";
        let row = "8|99700000104|VAUQUELIN|HORTENSE|Médecin\n";
        data.file("PS_LibreAcces_Personne_activite_201811200812.txt", format!("{header}{row}"))
    };
    check("a layout of another year", old, &["201811200812", "première ligne", "attendus"]);
    let schema = |data: &Data| {
        let text = std::fs::read_to_string(fixture("finess-structures")).unwrap();
        data.file("finess-structures.json", text.replacen("\"pmej\"", "\"entitesJuridiques\"", 1))
    };
    check("a JSON of another schema", schema, &["finess-structures.json"]);
}

#[test]
fn a_folder_or_nothing_at_all() {
    check("a folder", Data::path, &["dossier|répertoire"]);
    check("no such file", |data| data.beside("absent.txt"), &["absent.txt"]);
}

#[test]
fn a_table_of_codes_is_no_directory() {
    let file = reference("samples/finess_cs1500107_stock_20250526-0337.xml");
    check("codes and labels only", |_| file, &["cs1500107"]);
}

#[test]
fn one_bad_file_among_good_ones_stops_all() {
    let with_rubbish = |data: &Data| {
        let mut files = fixtures();
        files.push(data.file("lettre.txt", "Bonjour\n"));
        files
    };
    let data = Data::of_fixtures();
    let served = data.served();
    let Finished { stderr, .. } = data.try_import(&with_rubbish(&data)).failed();
    assert!(stderr.contains("lettre.txt"), "{stderr}");
    assert_eq!(data.served(), served);
}

#[test]
fn nothing_is_served_where_nothing_was_imported() {
    let data = Data::empty();
    for arguments in [&["resolve", "99700000104"][..], &["search", "martin"], &["serve"]] {
        let Finished { stderr, .. } = data.run(arguments).failed();
        assert!(stderr.contains("import"), "the error does not say what to do next:\n{stderr}");
    }
    // What a number is can be said without a directory; whether one can order on it cannot.
    let check = data.run(&["check", "99700000104", "--json"]).done().json();
    assert_eq!((&check["kind"], &check["checksum"]), (&"rpps".into(), &"valid".into()), "{check:#}");
    assert_ne!(check["orderable"]["verdict"], "yes", "{check:#}");
}
