//! A full or read-only disk: the run fails with a message, and the served generation still answers.

use std::{path::Path, process::Command};

use aiguilleur_tests::{Data, Finished, Offer, PATIENT, Publisher, Server, aiguilleur, fixtures};

/// A data folder that serves a first day, and the publisher of a second.
fn world(data: &Data) -> Publisher {
    let publisher = Publisher::start();
    let path = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
    let text = std::fs::read_to_string(path.unwrap()).unwrap();
    publisher.offer(Offer::People, "PS_LibreAcces_Personne_activite_202611200812.txt", text.clone().into());
    publisher.configure(data, PATIENT);
    data.run(&["sync", "--once"]).done();
    let last = text.lines().last().unwrap();
    let next = format!("{text}{last}\n");
    publisher.offer(Offer::People, "PS_LibreAcces_Personne_activite_202611210812.txt", next.into());
    publisher
}

/// Fails unless the run failed in words, what was served is served, and it answers.
#[track_caller]
fn refused(data: &Data, served: &str, finished: Finished, what: &str) -> Finished {
    let finished = finished.failed();
    assert!(
        finished.stderr.starts_with("erreur :") || finished.stderr.contains("\nerreur :"),
        "{what}: {}",
        finished.stderr
    );
    answers(data, served);
    finished
}

#[track_caller]
fn answers(data: &Data, served: &str) {
    assert_eq!(data.served(), served);
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
}

#[test]
fn files_that_may_not_grow_fail_the_run_and_nothing_else() {
    let data = Data::empty();
    let _publisher = world(&data);
    let served = data.served();
    let server = Server::start(&data);
    // Blocks of 512 bytes: at first not even the record of the run, then the download, then the tables.
    let failures = [0, 4, 30, 60, 120, 400, 1_000].into_iter().take_while(|blocks| {
        let limit = format!("trap '' XFSZ\nulimit -f {blocks}");
        let finished = aiguilleur(["sync", "--once"]).on(&data.path()).under(&limit).run();
        let fails = finished.status != Some(0);
        if fails {
            refused(&data, &served, finished, &limit);
            assert_eq!(server.get("/v1/professionals/99700000104/decisions").status, 200);
        }
        fails
    });
    assert!(failures.count() >= 3, "the limits limit nothing");
    // With room again, the next run completes.
    data.run(&["sync", "--once"]).done();
    assert_ne!(data.served(), served);
    data.run(&["generations", "verify"]).done();
}

/// A file system of its own of so many bytes.
struct SmallDisk<'d>(&'d Path);

impl<'d> SmallDisk<'d> {
    /// `None` when this process may not mount.
    fn mount(at: &'d Path, bytes: u64) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let size = format!("size={bytes}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(at))
    }
}

/// Runs this very test again as root of a user namespace, where anybody may mount.
fn in_a_namespace(test: &str) {
    assert!(std::env::var_os(IN_A_NAMESPACE).is_none(), "a small disk cannot be mounted on this machine");
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount"]).arg(std::env::current_exe().unwrap());
    let done = command.args(["--exact", test]).env(IN_A_NAMESPACE, "1").output().expect("unshare runs");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

const IN_A_NAMESPACE: &str = "AIGUILLEUR_TEST_IN_A_NAMESPACE";

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_fails_the_run_and_nothing_else() {
    let data = Data::empty();
    let path = data.path();
    let Some(_disk) = SmallDisk::mount(&path, 24 << 20) else {
        return in_a_namespace("disk::a_full_disk_fails_the_run_and_nothing_else");
    };
    let _publisher = world(&data);
    let served = data.served();
    let server = Server::start(&data);
    let filler = data.path().join("filler");
    // Until the disk is full.
    let filled = std::fs::write(&filler, vec![7; 32 << 20]);
    assert!(filled.is_err(), "the disk does not fill");
    let finished = data.run(&["sync", "--once"]);
    let finished = refused(&data, &served, finished, "a full disk");
    assert!(finished.stderr.contains("space") || finished.stderr.contains("plein"), "{}", finished.stderr);
    assert_eq!(server.get("/v1/professionals/99700000104/decisions").status, 200);
    std::fs::remove_file(&filler).unwrap();
    data.run(&["sync", "--once"]).done();
    assert_ne!(data.served(), served);
}

/// The program without the right to write where permissions forbid it, which root has.
const AS_ANYBODY: &str =
    r#"[ "$(id -u)" != 0 ] || exec setpriv --bounding-set=-dac_override,-dac_read_search "$0" "$@""#;

fn permissions(folder: &Path, mode: &str) {
    assert!(Command::new("chmod").args(["-R", mode]).arg(folder).status().unwrap().success());
}

#[test]
fn a_folder_that_may_not_be_written_to_fails_the_run_and_nothing_else() {
    let data = Data::empty();
    let _publisher = world(&data);
    let served = data.served();
    permissions(&data.path(), "a-w");
    let run = |arguments: &[&str]| aiguilleur(arguments).on(&data.path()).under(AS_ANYBODY).run();
    let finished = run(&["sync", "--once"]);
    let answer = run(&["resolve", "99700000104", "--as-of", "2026-11-20", "--json"]);
    permissions(&data.path(), "u+w");
    let finished = refused(&data, &served, finished, "a folder without the right to write");
    assert!(finished.stderr.contains("sync.lock"), "{}", finished.stderr);
    assert_eq!(answer.done().json()["decisions"][0]["outcome"], "order");
    data.run(&["sync", "--once"]).done();
    assert_ne!(data.served(), served);
}
