//! A private key, posted in every form at every door, stands nowhere afterwards: not in an answer, the log at its most
//! talkative, the metrics, the data folder, the folder of temporary files, nor in a core dump.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, Server, Target, aiguilleur};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};
use serde_json::{Value, json};

/// Bytes of PKCS#8 before the PKCS#1 key of RSA 2048.
const PKCS8_HEAD: usize = 26;

/// How a PKCS#12 file begins that holds a bare key.
const PKCS12_HEAD: &[u8] =
    b"\x30\x82\x05\x00\x02\x01\x03\x30\x82\x04\xF9\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01\xA0\x82\x04\xEA";

/// A key of this test's own, and the pieces by which it is found again.
struct Key {
    pem: String,
    base64: String,
    der: Vec<u8>,
    pieces: Vec<Vec<u8>>,
}

impl Key {
    fn new(data: &Data) -> Self {
        let (key, request) = (data.beside("a.key"), data.beside("a.csr"));
        let made = [&key, &request].map(|path| path.to_str().unwrap().to_owned());
        aiguilleur(["certificate", "csr", "--usage", "insi_manu", "--key", &made[0], "--out", &made[1]])
            .run()
            .done();
        let pem = fs::read_to_string(key).unwrap();
        let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = BASE64_STANDARD.decode(lines.concat()).unwrap();
        let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut pieces: Vec<Vec<u8>> =
            lines[2..lines.len() - 1].iter().map(|line| line[8..48].into()).collect();
        pieces.extend(der.chunks(24).skip(4).map(<[u8]>::to_vec));
        pieces.extend(hex.as_bytes().chunks(48).skip(4).map(<[u8]>::to_vec));
        for (_, packed) in compressed(pem.as_bytes()) {
            pieces.extend(packed.chunks(24).skip(8).map(<[u8]>::to_vec));
            pieces.extend(BASE64_STANDARD.encode(packed).as_bytes().chunks(48).skip(4).map(<[u8]>::to_vec));
        }
        pieces.retain(|piece| piece.len() > 16);
        Self { base64: lines.concat(), pem, der, pieces }
    }

    /// The forms that are text.
    fn texts(&self) -> Vec<(&'static str, String)> {
        let Self { pem, base64, der, .. } = self;
        let escaped = |write: fn(u8) -> String| pem.bytes().map(write).collect::<String>();
        let mut forms = vec![
            ("PEM", pem.clone()),
            ("PEM on one line", pem.replace('\n', "\\n")),
            ("PEM for an address", pem.replace(' ', "%20")),
            ("PEM of PKCS#1", pem.replace("PRIVATE", "RSA PRIVATE")),
            ("PEM as a certificate", pem.replace("PRIVATE KEY", "CERTIFICATE")),
            ("base64", base64.clone()),
            ("hexadecimal", der.iter().map(|byte| format!("{byte:02x}")).collect()),
            ("bytes", format!("{{\"type\":\"Buffer\",\"data\":{der:?}}}")),
            ("wholly escaped for an address", escaped(|byte| format!("%{byte:02X}"))),
            ("wholly escaped for a program", escaped(|byte| format!("\\u{byte:04x}"))),
            ("wholly escaped for a page", escaped(|byte| format!("&#{byte};"))),
        ];
        let packed = compressed(pem.as_bytes()).into_iter();
        forms.extend(packed.map(|(kind, bytes)| (kind, BASE64_STANDARD.encode(bytes))));
        forms
    }

    /// The forms that are bytes.
    fn bytes(&self) -> Vec<(&'static str, Vec<u8>)> {
        let Self { pem, der, .. } = self;
        let wide = [0xFEFF].into_iter().chain(pem.encode_utf16()).flat_map(u16::to_le_bytes);
        let mut forms = compressed(pem.as_bytes());
        let pdf = [b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj<</Filter/FlateDecode>>stream\n", &forms[1].1[..]]
            .concat();
        forms.extend([
            ("PDF", pdf),
            ("PKCS#8", der.clone()),
            ("PKCS#1", der[PKCS8_HEAD..].to_vec()),
            ("PKCS#12", [PKCS12_HEAD, der].concat()),
            ("key store", [&[0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2][..], der].concat()),
            ("UTF-16", wide.collect()),
            ("archive", [b"PK\x03\x04\x0A\0\0\0\0\0", pem.as_bytes()].concat()),
        ]);
        forms
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        self.pieces.iter().any(|piece| bytes.windows(piece.len()).any(|window| window == piece))
    }
}

fn packed(pack: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    pack(&mut out);
    out
}

/// Each way of compressing that is recognised.
fn compressed(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let level = Compression::default();
    let bare = packed(|out| DeflateEncoder::new(out, level).write_all(bytes).unwrap());
    let entry = [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &[0; 16], &[5, 0, 0, 0], b"a.xml"].concat();
    vec![
        ("gzip", packed(|out| GzEncoder::new(out, level).write_all(bytes).unwrap())),
        ("zlib", packed(|out| ZlibEncoder::new(out, level).write_all(bytes).unwrap())),
        ("ZIP, as a DOCX is", [&entry[..], &bare].concat()),
        ("deflate", bare),
    ]
}

/// A form on its way: where, as what, and whether the whole is refused or only the record that holds it.
struct Post {
    path: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    refused: bool,
}

impl Post {
    fn json(path: &'static str, body: &Value) -> Self {
        Self { path, kind: "application/json", body: body.to_string().into_bytes(), refused: true }
    }
}

/// The form as the body itself, alone and in a form's envelope.
fn bare(form: &[u8]) -> Vec<Post> {
    let head = b"--x\r\ncontent-disposition: form-data; name=\"texte\"; filename=\"a.p12\"\r\n\r\n";
    let envelope = [&head[..], form, b"\r\n--x--\r\n"].concat();
    let mut posts = Vec::new();
    for path in [
        "/v1/certificates/inspect",
        "/v1/jobs/reconcile",
        "/v1/decide",
        "/v1/decisions:batch",
        "/v1/kits.csv",
    ] {
        for kind in ["application/octet-stream", "application/json", "text/csv"] {
            posts.push(Post { path, kind, body: form.to_vec(), refused: true });
        }
        let kind = "multipart/form-data; boundary=x";
        posts.push(Post { path, kind, body: envelope.clone(), refused: true });
    }
    posts.push(Post { path: "/v1/reconcile", kind: "text/plain", body: form.to_vec(), refused: false });
    posts
}

/// The form inside what each door takes.
fn inside(form: &str) -> Vec<Post> {
    let mut posts = vec![
        Post::json("/v1/decisions:batch", &json!({ "ids": [form] })),
        Post::json("/v1/decisions:batch", &json!({ "ids": ["99700000104"], "usages": [form] })),
        Post::json("/v1/professionals:batch", &json!({ "ids": [form], "want": "records" })),
        Post::json("/v1/kits.csv", &json!({ "ids": [form] })),
        Post::json("/v1/kits.xlsx", &json!({ "ids": ["99700000104"], "usages": [form] })),
        Post::json("/v1/decide", &json!({ "ask": form })),
        Post::json("/v1/certificates/inspect", &json!(form)),
    ];
    for field in ["client_id", "certificate", "name", "note"] {
        let record = json!([{ "rpps": "99700000104", field: form }]);
        let table = format!("rpps;{field}\n99700000104;\"{}\"\n", form.replace('"', "\"\""));
        posts.push(Post::json("/v1/jobs/reconcile?formats=csv,html", &record));
        for path in ["/v1/jobs/reconcile", "/v1/kits.csv"] {
            posts.push(Post { path, kind: "text/csv", body: table.clone().into_bytes(), refused: true });
        }
        posts.push(Post { refused: false, ..Post::json("/v1/reconcile", &record) });
    }
    posts
}

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Posts `form` and looks at the answer.
fn post(server: &Server, key: &Key, form: &str, post: &Post) {
    let headers = format!("content-type: {}\r\n", post.kind);
    let Post { path, kind, body, refused } = post;
    let answer = server.ask(Target { method: "POST", path, headers: &headers, body });
    let what = format!("{form}, {kind} at {path}: {} {}", answer.status, answer.body);
    assert!(!key.is_in(answer.body.as_bytes()), "repeated: {what}");
    if *refused {
        assert!((400..500).contains(&answer.status), "taken: {what}");
    } else {
        // A record that cannot be read at all is in error.
        let said = ["private_key", "unreadable_record"].iter().any(|code| answer.body.contains(code));
        assert!(answer.status == 200 && said, "not seen: {what}");
    }
}

#[test]
fn a_posted_key_stands_nowhere() {
    let data = Data::of_fixtures();
    let key = Key::new(&data);
    let (temporary, here) = (data.beside("temporary"), data.beside("here"));
    for folder in [&temporary, &here] {
        fs::create_dir(folder).unwrap();
    }
    let log = data.beside("log");
    let before = format!(
        "ulimit -c unlimited 2>/dev/null\nexport TMPDIR='{}' AIGUILLEUR_LOG=trace\ncd '{}'\nexec 2>'{}'",
        temporary.display(),
        here.display(),
        log.display()
    );
    let server = Server::under(&data, &before);
    for (form, text) in key.texts() {
        for one in bare(text.as_bytes()).into_iter().chain(inside(&text)) {
            post(&server, &key, form, &one);
        }
    }
    for (form, bytes) in key.bytes() {
        for one in bare(&bytes) {
            post(&server, &key, form, &one);
        }
    }
    assert!(!key.is_in(server.admin("/metrics").body.as_bytes()));
    let filter = fs::read_to_string(format!("/proc/{}/coredump_filter", server.id()));
    assert!(filter.is_ok_and(|filter| filter.trim().bytes().all(|digit| digit == b'0')));
    // Leaves a core dump in its folder, where the system is set up so.
    server.abort();
    assert!(fs::metadata(&log).unwrap().len() > 0, "nothing was logged");
    for path in [files(&data.path()), files(&temporary), files(&here), vec![log]].concat() {
        assert!(!key.is_in(&fs::read(&path).unwrap()), "{}", path.display());
    }
}
