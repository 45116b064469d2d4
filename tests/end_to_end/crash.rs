//! Killed at any instant, an import leaves what was served whole, and the next one completes.

use aiguilleur_tests::{Data, fixtures, spawned};

/// Kills; half of them land inside the import on any machine, since the span is measured on this one.
const KILLS: u32 = 24;

#[test]
fn an_import_killed_at_any_instant_costs_nothing() {
    let data = Data::of_fixtures();
    let expected = data.resolve("99700000500")["decisions"].clone();

    let started = std::time::Instant::now();
    data.import(&fixtures());
    let mut whole = started.elapsed();

    let mut killed_inside = 0;
    for kill in 0..KILLS {
        let served = data.served();
        let data_dir = data.path();
        let mut arguments = vec!["import".into(), "--data".into(), data_dir.into_os_string()];
        arguments.extend(fixtures().into_iter().map(std::path::PathBuf::into_os_string));
        let mut import = spawned(arguments);
        let until = std::time::Instant::now() + whole * kill / KILLS;
        // Busy until the instant: an import lasts some tenths of a second, and a sleeping test would be late.
        while std::time::Instant::now() < until {
            std::hint::spin_loop();
        }
        let _already_done = import.kill();
        let ended = import.wait().unwrap();
        killed_inside += u32::from(!ended.success());
        if ended.success() {
            // The machine is less busy than it was: imports are shorter than the one that was measured.
            whole = whole * 3 / 4;
        }

        let now = data.served();
        assert!(
            now == served || ended.success() || now > served,
            "kill {kill}: an older generation is served"
        );
        assert_eq!(data.resolve("99700000500")["decisions"], expected, "kill {kill}: another answer");
        data.run(&["generations", "verify"]).done();
    }
    assert!(killed_inside >= KILLS / 3, "only {killed_inside} of {KILLS} kills were inside an import");

    let report = data.import(&fixtures());
    assert_eq!(report["counts"]["professionals"], 53, "the next import completes");
    assert_eq!(data.resolve("99700000500")["decisions"], expected);
    let leftovers = std::fs::read_dir(data.path().join("building")).map_or(0, Iterator::count);
    assert_eq!(leftovers, 0, "what killed imports left is swept");
    let listed = data.run(&["generations", "list", "--json"]).done().json();
    let broken = listed.as_array().unwrap().iter().filter(|one| !one["problem"].is_null()).count();
    assert_eq!(broken, 0, "{listed:#}");
}
