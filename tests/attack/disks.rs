//! Full disks: the operation fails with a message, the served generation still answers, and all recovers with room.

use std::{fs, path::Path, process::Command};

use aiguilleur_tests::{Data, aiguilleur, fixtures};

use super::{in_words, rounds, two_days};

/// What writes, each with the arguments it is run with.
fn works(data: &Data) -> Vec<Vec<String>> {
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut import = words("import --no-guard");
    import.extend(fixtures().into_iter().map(|path| path.to_string_lossy().into_owned()));
    let beside = |name: &str| data.beside(name).to_string_lossy().into_owned();
    vec![
        import,
        words("generations rollback"),
        vec!["publish".to_owned(), format!("file://{}", beside("depot"))],
        vec!["export".to_owned(), "--replace".to_owned(), "--parquet".to_owned(), beside("export")],
        words("keys create plein"),
        words("forget 99700000203"),
    ]
}

#[test]
fn files_that_may_not_grow_fail_one_work_and_nothing_else() {
    let data = two_days();
    let expected = data.resolve("99700000500")["decisions"].clone();
    let works = works(&data);
    let (mut failed, rounds) = (0, rounds(2 * works.len(), 30 * works.len()));
    for round in 0..rounds {
        let work = &works[round % works.len()];
        // Blocks of 512 bytes: from none at all to nearly enough.
        let blocks = round / works.len() * 7 % 200;
        let limit = format!("trap '' XFSZ\nulimit -f {blocks}");
        let finished = aiguilleur(work).on(&data.path()).under(&limit).run();
        let what = format!("round {round}: {} with {blocks} blocks", work.join(" "));
        in_words(&finished, &what);
        failed += usize::from(finished.status == Some(1));
        assert_eq!(data.resolve("99700000500")["decisions"], expected, "{what}");
        keys_are_revocable(&data, &what);
    }
    println!("disks: {failed} of {rounds} works were refused");
    assert!(failed * 3 > rounds, "the limits limit nothing: {failed} of {rounds}");
    recovers(&data);
}

#[track_caller]
fn keys_are_revocable(data: &Data, what: &str) {
    let key = data.run(&["keys", "create", "après", "--json"]);
    in_words(&key, what);
    let id = key.done().json()["id"].as_str().unwrap().to_owned();
    data.run(&["keys", "revoke", &id]).done();
}

#[track_caller]
fn recovers(data: &Data) {
    data.import(&fixtures());
    data.run(&["generations", "verify"]).done();
    data.run(&["generations", "prune", "--keep", "0"]).done();
    let building = fs::read_dir(data.path().join("building")).map_or(0, Iterator::count);
    assert_eq!(building, 0, "something stays of what failed");
}

/// A file system of its own of so many bytes, unmounted with the test.
struct SmallDisk<'d>(&'d Path);

impl<'d> SmallDisk<'d> {
    fn mount(at: &'d Path, bytes: u64) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let size = format!("size={bytes}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_disk_of_any_size_serves_what_it_served() {
    let whole = Data::of_fixtures();
    // With the first key, room is kept for its revocation.
    whole.run(&["keys", "create", "avant"]).done();
    let used: u64 = size_of(&whole.path());
    for round in 0..rounds(2, 30) {
        let data = Data::empty();
        let path = data.path();
        // From hardly more than one generation to nearly two and what is sorted.
        let bytes = used + used * (round as u64 % 30) / 15 + (64 << 10);
        let Some(_disk) = SmallDisk::mount(&path, bytes) else {
            // Where nothing may be mounted, files that may not grow are all that can be tried.
            return files_that_may_not_grow_fail_one_work_and_nothing_else();
        };
        copy(&whole.path(), &path);
        let expected = data.resolve("99700000500")["decisions"].clone();
        let finished = data.try_import(&fixtures());
        in_words(&finished, &format!("round {round}: a disk of {bytes} bytes"));
        assert_eq!(data.resolve("99700000500")["decisions"], expected, "round {round}");
        let left = fs::read_dir(path.join("building")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "round {round}: a failed import keeps the disk full");
        keys_are_revocable(&data, &format!("round {round}"));
    }
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pages = |path: &Path| fs::metadata(path).unwrap().len().next_multiple_of(4096);
    entries.map(|path| if path.is_dir() { size_of(&path) } else { pages(&path) }).sum()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}
