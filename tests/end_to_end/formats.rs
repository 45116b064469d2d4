//! Old bytes: a generation that an earlier program wrote opens, or is refused with the command that rebuilds it.

use std::{fs, path::PathBuf, process::Command};

use aiguilleur_tests::{Data, fixtures, root};

/// What programs of the past wrote, a file a format of the generation or of its index: `tar -C DATA -czf FORMAT.tar.gz
/// CURRENT generations` after an import of the fixtures. One is added before a format changes, and none is ever made
/// again.
fn kept() -> Vec<PathBuf> {
    let listing = fs::read_dir(root().join("tests/end_to_end/formats")).unwrap();
    listing.map(|entry| entry.unwrap().path()).collect()
}

/// How a refusal says what to do.
const REBUILD: &str = "la reconstruire : `aiguilleur sync --once`, ou `aiguilleur import`";

/// The fixtures, without the rows of one person.
fn fixtures_without(person: &str, data: &Data) -> Vec<PathBuf> {
    let without = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("PS_LibreAcces") {
            return path;
        }
        let text = fs::read_to_string(&path).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains(person)).collect();
        let written = data.path().join(name);
        fs::write(&written, kept.join("\n") + "\n").unwrap();
        written
    };
    // The restricted extraction would state what is asked here.
    let stated = |path: &PathBuf| path.to_string_lossy().contains("Extraction_RPPS");
    fixtures().into_iter().filter(|path| !stated(path)).map(without).collect()
}

/// Decisions without what earlier programs did not store of a structure.
fn as_before(mut decisions: serde_json::Value) -> serde_json::Value {
    for decision in decisions.as_array_mut().into_iter().flatten() {
        if let Some(structure) = decision["structure"].as_object_mut() {
            structure.retain(|name, _| name != "contact" && name != "position");
        }
    }
    decisions
}

#[test]
fn what_earlier_programs_wrote_opens_or_says_how_to_rebuild_it() {
    let kept = kept();
    assert!(!kept.is_empty());
    let today = Data::of_fixtures();
    let expected = today.resolve("99700000104");
    // One of the sites of a laboratory that has several: each of them may have to be chosen.
    let laboratory = &as_before(today.resolve("990010225")["decisions"].clone());
    assert_eq!(laboratory[0]["rule"]["id"], "R-LBM-2");
    for archive in kept {
        let data = Data::empty();
        fs::create_dir_all(data.path()).unwrap();
        let unpacked = Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(data.path()).status();
        assert!(unpacked.unwrap().success());
        let asked = data.run(&["resolve", "99700000104", "--as-of", "2026-11-20", "--json"]);
        if asked.status == Some(0) {
            assert_eq!(asked.json()["professional"], expected["professional"], "{}", archive.display());
            assert_eq!(asked.json()["decisions"][0]["identifier"], expected["decisions"][0]["identifier"]);
            let answered = as_before(data.resolve("990010225")["decisions"].clone());
            assert_eq!(answered, *laboratory, "{}", archive.display());
            let found = data.run(&["search", "vauquelin hortense", "--json"]).done().json();
            assert_eq!(found["hits"][0]["rpps"], "99700000104", "{}", archive.display());
            data.run(&["generations", "verify"]).done();
            // What has ended is known from the generation before, whatever its format.
            let notes = data.import(&fixtures())["notes"].to_string();
            assert!(!notes.contains("repart de zéro"), "{notes}");
        } else {
            assert!(asked.failed().stderr.contains(REBUILD), "{}", archive.display());
            // What it knew goes on: who is no longer in the stock has ended, and is still found.
            let notes = data.import(&fixtures_without("|899700000104|", &data))["notes"].to_string();
            assert!(notes.contains("L'historique est repris"), "{notes}");
            let ended = data.run(&["resolve", "99700000104", "--as-of", "2026-11-20", "--json"]).json();
            assert_eq!(ended["professional"]["status"], "ended", "{ended:#}");
        }
    }
}

#[test]
fn a_generation_of_another_format_is_refused_and_rebuilt_by_one_command() {
    let data = Data::of_fixtures();
    let manifest = data.path().join("generations").join(data.served()).join("manifest.json");
    let mut sealed: serde_json::Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    sealed["format"] = 0.into();
    fs::write(&manifest, sealed.to_string()).unwrap();
    let refused = data.run(&["resolve", "99700000104"]).failed();
    assert!(refused.stderr.contains("format 0") && refused.stderr.contains(REBUILD), "{}", refused.stderr);
    let report = data.import(&fixtures());
    assert!(report["notes"].to_string().contains("repart de zéro"), "{report:#}");
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
}
