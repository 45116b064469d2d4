//! One person with an impossible number of rows: refused beyond a bound, held back by a guard, and answered in bounds.

use std::fmt::Write as _;

use aiguilleur_tests::{Data, Server, fixtures};

use super::rounds;

#[test]
fn a_crowd_in_one_person_is_bounded_at_every_door() {
    let data = Data::of_fixtures();
    let path =
        fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite")).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let header: Vec<&str> = text.lines().next().unwrap().split('|').collect();
    let column = |name: &str| header.iter().position(|known| known.contains(name)).unwrap();
    let (who, technical) = (column("Identification nationale PP"), column("technique de la structure"));
    let model = text.lines().find(|line| line.split('|').nth(who) == Some("899700000104")).unwrap();
    let mut crowd = text.clone();
    let rows = rounds(5_000, 100_000);
    for row in 0..rows {
        let mut fields: Vec<String> = model.split('|').map(str::to_owned).collect();
        fields[technical] = format!("R{row:09}");
        writeln!(crowd, "{}", fields.join("|")).unwrap();
    }
    let file = data.file("PS_LibreAcces_Personne_activite_202611200813.txt", crowd);
    let held = data.try_import(&[&file]).needs_a_person();
    assert!(held.stdout.contains("crowd") && held.stdout.contains("rejects"), "{}", held.stdout);
    let report =
        super::Finished::done(data.run(&["import", "--json", "--no-guard", file.to_str().unwrap()])).json();
    let source =
        report["sources"].as_array().unwrap().iter().find(|source| source["rejects"]["crowd"].is_u64());
    let refused = source.unwrap()["rejects"]["crowd"].as_u64().unwrap();
    assert!(refused > rows as u64 - 1_100, "{refused} of {rows}");
    let answered = data.run(&["resolve", "99700000104", "--json"]).done();
    assert!(answered.stdout.len() < 20 << 20, "{} bytes", answered.stdout.len());
    let clients = data.file("clients.csv", "client_id,rpps\n1,99700000104\n");
    let reconciled = data.run(&["reconcile", clients.to_str().unwrap()]);
    assert!(
        matches!(reconciled.status, Some(0 | 3)) && reconciled.stdout.len() < 4 << 20,
        "{}",
        reconciled.stderr
    );
    let server = Server::start(&data);
    for path in [
        "/v1/professionals/99700000104",
        "/v1/professionals/99700000104/decisions",
        "/professionnels/99700000104",
    ] {
        let answer = server.get(path);
        assert!(answer.body.len() < 20 << 20, "{path}: {} bytes", answer.body.len());
    }
}
