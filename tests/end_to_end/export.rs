//! An export killed at any instant leaves nothing half written where it is looked for, and the next one completes.

use std::{path::Path, time::Instant};

use aiguilleur_tests::{Data, aiguilleur, spawned};
use serde_json::Value;

/// Kills; the span is measured on this machine, so that most land inside the export.
const KILLS: u32 = 16;

/// Fails the test unless every file of the export at `folder` is there, of the size that its manifest says.
fn is_whole(folder: &Path) {
    assert!(folder.join("_SUCCESS").exists());
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(folder.join("_manifest.json")).unwrap()).unwrap();
    for table in manifest["tables"].as_array().unwrap() {
        for file in table["files"].as_array().unwrap() {
            let length = std::fs::metadata(folder.join(file["path"].as_str().unwrap())).unwrap().len();
            assert_eq!(length, file["bytes"], "{file}");
        }
    }
}

#[test]
fn an_export_killed_at_any_instant_costs_nothing() {
    let data = Data::of_fixtures();
    let (first, standing) = (data.beside("first"), data.beside("standing"));
    let export =
        |to: &Path| ["export", "--replace", "--parquet"].map(Into::into).into_iter().chain([to.into()]);
    let started = Instant::now();
    aiguilleur(export(&standing)).on(&data.path()).run().done();
    let mut whole = started.elapsed();
    is_whole(&standing);
    let mut killed_inside = 0;
    for kill in 0..KILLS {
        let to = if kill % 2 == 0 { &first } else { &standing };
        let arguments = export(to).chain(["--data".into(), data.path().into_os_string()]);
        let mut running = spawned(arguments.collect::<Vec<std::ffi::OsString>>());
        let until = started.elapsed() + whole * kill / KILLS;
        // Busy until the instant: an export lasts some hundredths of a second.
        while started.elapsed() < until {
            std::hint::spin_loop();
        }
        let _already_done = running.kill();
        let ended = running.wait().unwrap();
        killed_inside += u32::from(!ended.success());
        if ended.success() {
            // The machine is less busy than it was: exports are shorter than the one that was measured.
            whole = whole * 3 / 4;
        }
        if to == &standing || first.exists() {
            is_whole(to);
        }
    }
    assert!(killed_inside >= KILLS / 3, "only {killed_inside} of {KILLS} kills were inside an export");
    for to in [&first, &standing] {
        aiguilleur(export(to)).on(&data.path()).run().done();
        is_whole(to);
    }
    let listed = std::fs::read_dir(data.beside("")).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = listed.filter(|name| name.display().to_string().starts_with('.')).collect();
    assert!(left.is_empty(), "what killed exports left is swept: {left:?}");
}

#[test]
fn what_is_there_already_is_said_and_stays() {
    let data = Data::of_fixtures();
    let out = data.beside("out");
    let export = |words: &[&str]| {
        let to = ["export", "--parquet", out.to_str().unwrap()];
        aiguilleur(to.iter().chain(words)).on(&data.path()).run()
    };
    let manifest = export(&["--json", "--as-of", "2026-11-20"]).done().json();
    assert_eq!(manifest["decided_as_of"], "2026-11-20");
    assert_eq!(manifest["tables"][0]["rows"], 53);
    assert!(export(&[]).failed().stderr.contains("--replace"));
    assert!(export(&["--replace"]).done().stdout.contains("decisions"));
    let page = aiguilleur(["export", "--schema"]).run().done().stdout;
    assert_eq!(page, std::fs::read_to_string(out.join("TABLES.md")).unwrap());
}
