//! Where mutations begin: small files that each target reads with success.

use std::{io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

const CLIENTS: &[&str] = &[
    "client_id;rpps;identifiant;nom;ville\nC1;99700000104;99700000104007;Vauquelin;Rouen\n\"C\"\"2\";;990010159;\"a\nb\";\n",
    "sep=,\nid,rpps,note\n1,99700000203,\"x,y\"\n",
    "{\"client_id\": \"1\", \"rpps\": \"99700000203\", \"identifier\": \"990010159\", \"note\": {\"a\": [1]}}\n{\"rpps\": 1}\n",
    "[{\"client_id\": \"1\", \"nom\": \"Mart\\u00edn\", \"usages\": [\"dmp\"]}, {}, 3]\n",
];

const TEXTS: &[&str] = &[
    "99700000104",
    "899700000104",
    "9970 0000 104",
    "99700000104007",
    "2A0000123",
    "F990001018",
    "356000000 00048",
    "1,23E+13",
    "O99700000104",
    "martin jean rouen",
    "dr le gall anne 76",
    "d'abbadie",
    "saint-étienne pharmacie",
    "  ",
];

/// One request a route at least; those with a body have it after the first line.
const REQUESTS: &[&str] = &[
    "GET /v1/professionals/99700000104?fields=rpps,name",
    "GET /v1/professionals/99700000104/decisions?usages=dmp,insi_manu&couloir=radiologie&as_of=2026-11-20&explain=true",
    "GET /v1/structures/990010159?limit=2&cursor=",
    "GET /v1/structures/990010159/professionals?include_ended=true&limit=1&cursor=eyJ",
    "GET /v1/groups/990001018",
    "GET /v1/identifiers/1%2C23E%2B13",
    "GET /v1/search?q=d%27abbadie+dr&type=professional&profession=10&savoir_faire=SM44&departement=2A&commune=76540&include_ended=false&limit=5",
    "GET /v1/changes?since=20261120T224050-000001&kind=ended&cursor=a&limit=3",
    "GET /v1/changes.atom?kind=closed",
    "GET /v1/status",
    "GET /v1/jobs/00000000000000000000000000000000/result?format=csv",
    "GET /reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22martin%22%2C%22limit%22%3A2%7D%7D",
    "GET /reconcile/suggest/entity?prefix=mar&cursor=1",
    "GET /reconcile/preview?id=99700000104",
    "GET /docs/errors/not_in_directory",
    "POST /v1/professionals:batch\n{\"ids\": [\"99700000104\", \"1\"], \"include\": \"decisions\"}",
    "POST /v1/reconcile\n{\"client_id\": \"1\", \"rpps\": \"99700000203\", \"identifier\": \"990010159\"}\n{}\n",
    "POST /v1/decide\n{\"professional\": {\"profession\": \"10\", \"savoir_faire\": [\"SM44\"]}, \"situation\": {}}",
    "POST /v1/certificates/inspect\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
];

/// The seeds of a target; at least one.
///
/// # Panics
/// When the fixtures cannot be read.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "certificates" => vec![CERTIFICATE.as_bytes().to_vec(), der()],
        "client_file" => CLIENTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "client_stream" => CLIENTS[2..].iter().map(|text| format!("\x07{text}").into_bytes()).collect(),
        "containers" => fixtures("").iter().map(|bytes| packed(bytes)).chain([zipped(b"siren\n")]).collect(),
        "finess_csv" => fixtures("etalab"),
        "finess_json" => fixtures("finess-structures"),
        "finess_xml" => fixtures("finess_cs"),
        "requests" => REQUESTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "rpps_persons" => fixtures("PS_LibreAcces_Personne"),
        "rpps_restricted" => fixtures("Extraction_RPPS"),
        "rpps_savoir_faire" => fixtures("PS_LibreAcces_Savoir"),
        "sirene" => fixtures("StockUniteLegale"),
        _ => TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
    }
}

/// The beginnings of the fixtures whose name begins so.
fn fixtures(prefix: &str) -> Vec<Vec<u8>> {
    /// Enough for every kind of record that a file begins with.
    const BEGINNING: usize = 8 << 10;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let wanted = paths.iter().filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && name.starts_with(prefix) && !name.ends_with(".md")
    });
    wanted
        .map(|path| std::fs::read(path).unwrap())
        .map(|mut b| {
            b.truncate(BEGINNING);
            b
        })
        .collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An archive of one entry, stored: the local header, the entry, the directory and its end (APPNOTE 4.3).
fn zipped(content: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"StockUniteLegale_utf8.csv";
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let size = u32::try_from(content.len()).unwrap();
    let length = u16::try_from(NAME.len()).unwrap();
    let mut common = vec![0x14, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5A];
    for number in [crc.sum(), size, size] {
        common.extend_from_slice(&number.to_le_bytes());
    }
    common.extend_from_slice(&length.to_le_bytes());
    common.extend_from_slice(&[0, 0]);
    let mut zip = [b"PK\x03\x04".as_slice(), &common, NAME, content].concat();
    let directory = u32::try_from(zip.len()).unwrap();
    zip.extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 14], NAME].concat());
    let size = u32::try_from(zip.len()).unwrap() - directory;
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend_from_slice(&size.to_le_bytes());
    zip.extend_from_slice(&directory.to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    zip
}

/// Made for tests: no structure bears it.
const CERTIFICATE: &str = include_str!("../../../crates/api/tests/http/certificate.pem");

/// The same, out of its armour.
fn der() -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let lines = CERTIFICATE.lines().skip_while(|line| !line.starts_with("-----BEGIN")).skip(1);
    let text: Vec<u8> =
        lines.take_while(|line| !line.starts_with('-')).flat_map(str::bytes).filter_map(digit).collect();
    let groups = text.chunks(4).map(|group| {
        let bits =
            group.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - group.len()));
        bits.to_be_bytes()[1..group.len()].to_vec()
    });
    groups.flatten().collect()
}
