//! Hostile files: made by hand, and real ones with something changed. Every command ends in words.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, aiguilleur, fixtures};

use super::{Random, in_words, rounds};

/// Whole contents that no publisher and no client would send, by the name that they are sent under.
fn made() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, close: &str| (open.repeat(200_000) + &close.repeat(200_000)).into_bytes();
    let gzip = |bytes: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><fichier>&b;</fichier>";
    vec![
        ("empty.csv", Vec::new()),
        ("zeros.csv", vec![0; 100_000]),
        ("ff.csv", vec![0xFF; 100_000]),
        ("one-line.csv", vec![b'a'; 3 << 20]),
        ("quotes.csv", b"client_id,name\n\"".repeat(10_000)),
        ("columns.csv", [b"a,".repeat(60_000), b"\n".to_vec(), b"1,".repeat(60_000)].concat()),
        ("escapes.csv", b"client_id,\x1b]0;titre\x07,rpps\n1,\x1b[2J,99700000104\n".to_vec()),
        ("deep.json", deep("[", "]")),
        ("deeper.json", deep("{\"a\":", "}")),
        ("numbers.json", b"[1e999,-1e999,123456789012345678901234567890]".to_vec()),
        ("surrogate.json", br#"[{"client_id":"\ud800","name":"\u0000\u001b[2J"}]"#.to_vec()),
        ("entities.xml", entities.as_bytes().to_vec()),
        ("deep.xml", deep("<a>", "</a>")),
        ("bomb.gz", gzip(&vec![b'a'; 64 << 20])),
        ("cut.gz", gzip(b"a|b|c")[..12].to_vec()),
        ("zip.zip", b"PK\x03\x04".repeat(1_000)),
        (
            "end.zip",
            b"PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
        ),
        (
            "parquet.parquet",
            [b"PAR1".to_vec(), vec![0xFF; 64], vec![0xFF, 0xFF, 0xFF, 0x7F], b"PAR1".to_vec()].concat(),
        ),
        ("certificate.pem", b"-----BEGIN CERTIFICATE-----\n".repeat(5_000)),
        ("half.pem", b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".to_vec()),
        ("long.der", vec![0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
        ("nested.der", [0x30, 0x80].repeat(50_000)),
        ("case.json", br#"{"ask":"order","professional":{"profession":"10"},"activities":[{}]}"#.to_vec()),
        ("dates.json", br#"{"ask":"order","as_of":"9999-99-99"}"#.to_vec()),
    ]
}

/// Every command that reads a file, on `file`.
fn read_by_all(data: &Data, file: &Path, what: &str) {
    let path = file.to_str().unwrap();
    for arguments in [
        &["import", path][..],
        &["reconcile", path],
        &["reconcile", "--format", "csv", path],
        &["certificate", "inspect", path],
        &["decide", path],
    ] {
        let run = aiguilleur(arguments);
        let with_data = matches!(arguments[0], "import" | "reconcile");
        let finished = if with_data { run.on(&data.path()).run() } else { run.run() };
        in_words(&finished, &format!("{what}: {}", arguments.join(" ")));
    }
}

#[test]
fn files_made_to_harm_are_refused_in_words() {
    let data = Data::of_fixtures();
    let served = data.served();
    for (name, content) in made() {
        read_by_all(&data, &data.file(name, content), name);
    }
    assert_eq!(data.served(), served, "something of them was published");
    data.run(&["generations", "verify"]).done();
}

/// What reads the files that were changed.
const CHANGED: [&[&str]; 3] = [&["import", "--no-guard", "--only"], &["reconcile"], &["decide"]];

#[test]
fn real_files_with_something_changed_end_in_words() {
    let data = Data::of_fixtures();
    let mut random = Random::new(77);
    let mut seeds: Vec<PathBuf> = fixtures();
    seeds.push(data.file("clients.csv", "client_id;name;rpps;city\n1;VAUQUELIN Élise;99700000104;Rouen\n"));
    seeds.push(
        data.file(
            "case.json",
            r#"{"ask":"order","professional":{"profession":"10","savoir_faire":["SM44"]}}"#,
        ),
    );
    for round in 0..rounds(16, 600) {
        let seed = random.one(&seeds);
        let changed = change(&mut random, fs::read(seed).unwrap());
        let name = format!("{round}-{}", seed.file_name().unwrap().to_string_lossy());
        let file = data.file(&name, &changed);
        let command = *random.one(&CHANGED);
        let place = Data::empty();
        let on = if command[0] == "import" { place.path() } else { data.path() };
        let arguments = command.iter().map(AsRef::as_ref).chain([file.as_os_str()]);
        let run = aiguilleur(arguments);
        let finished = if command[0] == "decide" { run.run() } else { run.on(&on).run() };
        in_words(&finished, &format!("round {round}: {command:?} {name}"));
        fs::remove_file(file).unwrap();
    }
}

/// Changes something: a bit, a piece gone, a piece twice, a long run of one byte.
fn change(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..=random.below(4) {
        let (at, len) = (random.below(bytes.len().max(1)), 1 + random.below(64));
        let end = (at + len).min(bytes.len());
        match random.below(4) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let byte = *random.one(b"\0\"\xFF|;,\n\x1b9");
                bytes.splice(at..at, std::iter::repeat_n(byte, len * 40));
            }
        }
    }
    bytes
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let data = Data::of_fixtures();
    let pipe = data.beside("pipe.pem");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Nobody writes into the pipe: whatever opens it waits for ever.
    let pipe_name = pipe.to_str().unwrap();
    aiguilleur(["import", pipe_name]).on(&data.path()).run().failed();
    aiguilleur(["certificate", "inspect", pipe_name]).run().failed();
    let clients = data.file(
        "clients.csv",
        format!("client_id,rpps,certificate\n1,99700000104,{pipe_name}\n2,99700000104,/dev/zero\n"),
    );
    let reconciled = data.run(&["reconcile", clients.to_str().unwrap()]);
    assert!(matches!(reconciled.status, Some(0 | 3)), "{}", reconciled.stderr);
}

#[test]
fn names_in_an_archive_move_no_cursor() {
    let data = Data::of_fixtures();
    let archive = data.file("hostile.zip", archive("a\x1b]0;titre\x07\x1b[2J.txt", b"rien de connu"));
    in_words(&data.try_import(&[&archive]), "an archive of nothing");
    let path = fixtures()
        .into_iter()
        .find(|path| path.to_string_lossy().contains("PS_LibreAcces_SavoirFaire"))
        .unwrap();
    let named = archive_of(&[
        ("\x1b[31mx.txt", b"rien".as_slice()),
        ("PS_LibreAcces_SavoirFaire_202611200812.txt", &fs::read(path).unwrap()),
    ]);
    let file = data.file("mixed.zip", named);
    let finished = data.run(&["import", "--no-guard", file.to_str().unwrap()]);
    in_words(&finished, "an archive whose entry has a hostile name");
    assert!(finished.stdout.contains("non utilisé"), "{}", finished.stdout);
    assert!(!finished.stdout.contains(super::obeyed), "{:?}", finished.stdout);
}

fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    archive_of(&[(name, content)])
}

/// A ZIP of stored entries, by hand: no library would give such names.
fn archive_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        // Version 2.0, names in UTF-8, stored, some day; then checksum, sizes and lengths of name and extra field.
        let mut fields = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x5A];
        fields.extend(crc.sum().to_le_bytes());
        fields.extend(
            [number(content.len(), 4), number(content.len(), 4), number(name.len(), 2), vec![0, 0]].concat(),
        );
        let central =
            [b"PK\x01\x02\x14\x03".as_slice(), &fields, &[0; 10], &number(bytes.len(), 4), name.as_bytes()];
        directory.extend(central.concat());
        bytes.extend([b"PK\x03\x04".as_slice(), &fields, name.as_bytes(), content].concat());
    }
    let (at, count) = (bytes.len(), number(entries.len(), 2));
    let sizes = [number(directory.len(), 4), number(at, 4)].concat();
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &sizes, &[0, 0]].concat());
    bytes
}

/// `number` in so many bytes, little-endian.
fn number(number: usize, bytes: usize) -> Vec<u8> {
    number.to_le_bytes()[..bytes].to_vec()
}
