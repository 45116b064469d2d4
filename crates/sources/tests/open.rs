//! What a path may hold, and what is said when it is not a source.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

mod given;

use aiguilleur_sources::{Event, SourceError, open};
use given::{Files, gzip, zip_of};

const CSV: &str =
    "finess;etalab;111;2026-05-12\nstructureet;990000010;990000044;RS;;;;;;;;;;;;;;;620;;;;;;;;;;;;;\n";

/// The code and the sentence of the failure.
fn failure(name: &str, bytes: impl AsRef<[u8]>) -> (&'static str, String) {
    let files = Files::new();
    let outcome = files.open(name, bytes).and_then(|opened| {
        opened.sources[0].read().finess(|_| Ok::<_, SourceError>(()))?;
        Ok(())
    });
    let error = outcome.unwrap_err();
    (error.code(), error.to_string())
}

fn check(bytes: impl AsRef<[u8]>, code: &str, says: &str) {
    let (found, sentence) = failure("nom.txt", bytes);
    assert_eq!(found, code, "{sentence}");
    assert!(sentence.contains("nom.txt") && sentence.contains(says), "{sentence}");
}

#[test]
fn what_is_no_source_is_described() {
    check("", "empty", "vide");
    check(gzip(""), "empty", "vide");
    check(" \n", "empty", "vide");
    check("<!DOCTYPE html><html><body>404</body></html>", "not_recognised", "page web");
    check("<rss></rss>", "not_recognised", "« rss »");
    check(b"%PDF-1.7\n\0", "not_recognised", "PDF");
    check(b"\x01\x02\x03binaire", "not_recognised", "binaire");
    check(b"\xFF\xFEs\0i\0", "not_recognised", "UTF-16");
    check("a;b;c\n1;2;3\n", "not_recognised", "3 champs");
    check("{\"error\": \"x\"}", "not_recognised", "JSON");
    check("{\"schemaVersion\": 1, \"activites\": []}", "not_used", "FINESS+");
    check("Bonjour", "not_recognised", "sans en-tête");
    let diplomas = "Type d'identifiant PP|Identifiant PP|Code diplôme obtenu|";
    check(diplomas, "not_used", "Dipl_AutExerc");
}

#[test]
fn a_directory_and_a_path_that_is_not_there() {
    let files = Files::new();
    assert!(matches!(open(files.path()), Err(SourceError::Directory { .. })));
    assert!(matches!(open(&files.path().join("absent")), Err(SourceError::Open { .. })));
}

#[test]
fn damaged_compression() {
    let text = CSV.to_owned() + &"geolocalisation;990000010;1;2\n".repeat(200_000);
    let whole = gzip(&text);
    let (code, _) = failure("f.csv.gz", &whole[..whole.len() - 300]);
    assert_eq!(code, "truncated");
    // Cut inside the checksum that follows the last byte of data.
    let (code, _) = failure("f.csv.gz", &whole[..whole.len() - 6]);
    assert_eq!(code, "truncated");
    let mut flipped = whole.clone();
    let at = flipped.len() - 6;
    flipped[at] ^= 0xFF;
    let (code, sentence) = failure("f.csv.gz", flipped);
    assert_eq!(code, "corrupt", "{sentence}");
    let archive = zip_of(&[("f.csv", text.as_bytes())]);
    assert!(matches!(failure("f.zip", &archive[..archive.len() / 2]).0, "corrupt" | "truncated"));
    let empty = failure("f.zip", zip_of(&[]));
    assert_eq!(empty.0, "not_recognised");
}

#[test]
fn the_entries_of_an_archive() {
    let entries: [(&str, &[u8]); 4] =
        [("a.csv", CSV.as_bytes()), ("b.pdf", b"%PDF"), ("vide.txt", b""), ("dossier/c.csv", CSV.as_bytes())];
    let files = Files::new();
    let opened = files.open("lot-20260101.zip", zip_of(&entries)).unwrap();
    let names: Vec<&str> = opened.sources.iter().map(aiguilleur_sources::Source::name).collect();
    assert_eq!(names, ["lot-20260101.zip › a.csv", "lot-20260101.zip › dossier/c.csv"]);
    let ignored: Vec<_> = opened.ignored.iter().map(|e| (e.name.as_str(), e.reason.as_str())).collect();
    assert_eq!(ignored, [("b.pdf", "c'est un PDF"), ("vide.txt", "vide")]);
    let (code, sentence) = failure("lot.zip", zip_of(&entries[1..3]));
    assert_eq!(code, "not_recognised");
    assert!(sentence.contains("b.pdf : c'est un PDF"), "{sentence}");
}

#[test]
fn a_name_decides_nothing_but_the_date_when_the_content_has_none() {
    let files = Files::new();
    let source = files.source("photo_20260102-0304.jpg", gzip(CSV));
    assert_eq!(source.dated().map(|d| d.to_string()).as_deref(), Some("2026-05-12"));
    let source = files.source("photo_20260102-0304.jpg", CSV.lines().nth(1).unwrap());
    assert_eq!(source.dated().map(|d| d.to_string()).as_deref(), Some("2026-01-02"));
}

/// SHA-256 of the bytes on disk, the way the standard tools print it.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

#[test]
fn hash_and_progress_of_the_bytes_on_disk() {
    let text = CSV.to_owned() + &"geolocalisation;990000010;1;2\n".repeat(20_000);
    let files = Files::new();
    for (name, bytes) in [
        ("f.csv", text.clone().into_bytes()),
        ("f.gz", gzip(&text)),
        ("f.zip", zip_of(&[("f.csv", text.as_bytes())])),
    ] {
        let source = files.source(name, &bytes);
        let mut seen = 0;
        let mut progress = |read: u64| seen = read;
        let reading = source.read().hashed().with_progress(&mut progress);
        let summary = reading.finess(|_| Ok::<_, SourceError>(())).unwrap();
        assert_eq!(summary.sha256, Some(sha256(&bytes)), "{name}");
        assert_eq!(summary.text_bytes, text.len() as u64);
        assert_eq!(source.disk_bytes(), bytes.len() as u64);
        assert!(seen >= source.disk_bytes(), "{name}: {seen}");
    }
}

#[test]
fn a_visitor_stops_the_reading_with_its_own_error() {
    #[derive(Debug)]
    enum Mine {
        Enough,
        Source,
    }
    impl From<SourceError> for Mine {
        fn from(_: SourceError) -> Self {
            Self::Source
        }
    }
    let source = Files::new();
    let source = source.source("f.csv", CSV);
    let stop = source.read().finess(|event| match event {
        Event::Row(_) => Err(Mine::Enough),
        _ => Ok(()),
    });
    assert!(matches!(stop, Err(Mine::Enough)));
    let other = source.read().persons(|_| Ok::<_, Mine>(()));
    assert!(matches!(other, Err(Mine::Source)));
}
