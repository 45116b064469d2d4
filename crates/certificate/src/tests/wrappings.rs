//! Every way in which a certificate is sent, and everything that is refused.

use std::io::Write;

use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};

use super::*;

/// A degenerate SignedData, as `openssl crl2pkcs7 -nocrl` makes it.
fn pkcs7(certificates: &[&[u8]]) -> Vec<u8> {
    let data = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
    let signed_data = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    let content = wrapped(0x30, &data);
    let set = wrapped(0xA0, &certificates.concat());
    let signed = [&[2, 1, 1, 0x31, 0][..], &content, &set, &[0x31, 0]].concat();
    wrapped(0x30, &[&signed_data[..], &wrapped(0xA0, &wrapped(0x30, &signed))].concat())
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_wrapping_gives_the_same() {
    let world = World::new();
    let certificate = world.make(&Spec { cn: "INSI-MANU", ..Spec::default() });
    let (pem, der) = (certificate.pem(), certificate.der().to_vec());
    let expect = read(pem.as_bytes(), today()).unwrap();
    assert_eq!(expect.len(), 1);
    let one = &expect[0];
    assert_eq!(one.id_nat_struct.as_deref(), Some(STRUCTURE));
    assert_eq!((one.cn(), one.subject.organisation.as_deref()), ("INSI-MANU", Some("SEL A, B")));
    assert_eq!(one.issuer_family, IssuerFamily::ElementaireOrganisations);
    assert_eq!((one.not_after, one.days_left, one.test), (Date::constant(2027, 1, 2), 43, false));
    let bare: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let texts = [
        format!("\u{FEFF}{pem}"),
        format!("Bag Attributes\r\n    friendlyName: INSI\r\nKey Attributes: <No Attributes>\r\n{pem}"),
        format!("X509v3 Private Key Usage Period:\n    Not Before: Jan  2 00:00:00 2024 GMT\n{pem}"),
        pem.replace('\n', "\\n"),
        pem.replace('\n', "\r"),
        pem.replace('\n', " "),
        pem.replace('\n', ""),
        pem.lines().map(|line| format!("> {line}\r\n")).collect(),
        pem.replace("-----", "\u{2014}\u{2013}"),
        pem.replace("BEGIN CERT", "BEGIN X509 CERT").replace("END CERT", "END X509 CERT"),
        bare.clone(),
        bare.trim_end_matches('=').to_owned(),
        BASE64_STANDARD.encode(&pem),
        BASE64_STANDARD.encode(pkcs7(&[&der])),
    ];
    for text in &texts {
        assert_eq!(read(text.as_bytes(), today()).unwrap(), expect, "{text}");
        assert!(inline(text) || text.starts_with("MII"), "{text}");
    }
    let trusted = [der.clone(), vec![0x30, 2, 5, 0]].concat();
    for bytes in [der.clone(), pkcs7(&[&der]), utf16(&pem), trusted, [der.clone(), der.clone()].concat()] {
        assert_eq!(read(&bytes, today()).unwrap(), expect);
    }
    assert!(!inline("certs/a.pem"));
}

#[test]
fn a_bundle_is_taken_apart() {
    let world = World::new();
    let (first, second) = (world.make(&Spec::default()), world.make(&sign()));
    let authorities = [world.organisations.der(), world.root.der()];
    let p7b = pkcs7(&[first.der(), second.der(), authorities[0], authorities[1]]);
    let taken = material(&p7b).unwrap();
    assert_eq!(taken.certificates.len(), 4);
    assert_eq!(read(&p7b, today()).unwrap().len(), 2);
    let pem = format!("{}{}{}", first.pem(), world.organisations.pem(), second.pem());
    assert_eq!(material(pem.as_bytes()).unwrap().certificates.len(), 3);
    // Alone, an authority is shown for what it is; its OU is no structure's.
    let root = &read(world.root.der(), today()).unwrap()[0];
    assert_eq!(
        (root.owner, root.id_nat_struct.as_deref(), root.product.as_ref()),
        (Owner::Authority, None, None)
    );
    assert_eq!(root.authority.as_deref(), Some("AC RACINE IGC-SANTE ELEMENTAIRE"));
}

#[test]
fn private_keys_are_refused_whatever_stands_beside_them() {
    let world = World::new();
    let pem = world.make(&Spec::default()).pem();
    let (key, der) = (world.key.serialize_pem(), world.key.serialize_der());
    let as_pem = |label: &str, der: &[u8]| {
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
    };
    let texts = [
        format!("{pem}{key}"),
        key.clone(),
        format!("\u{FEFF}{key}"),
        key.replace('\n', "\\n"),
        key.to_lowercase(),
        key.replace("-----", "--"),
        BASE64_STANDARD.encode(&key),
        BASE64_STANDARD.encode(&der),
        as_pem("CERTIFICATE", &der),
        as_pem("ENCRYPTED PRIVATE KEY", &[0x30, 0]),
        as_pem("RSA PRIVATE KEY", &[0x30, 0]),
        "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 14".to_owned(),
    ];
    for text in &texts {
        let refused = read(text.as_bytes(), today()).unwrap_err();
        assert!(refused.is_private_key(), "{refused:?}: {text}");
    }
    for bytes in [der.clone(), utf16(&key), [world.make(&Spec::default()).der().to_vec(), der].concat()] {
        assert_eq!(read(&bytes, today()), Err(CertificateRefused::PrivateKey));
    }
    let pkcs12 =
        wrapped(0x30, &[&[2, 1, 3][..], &wrapped(0x30, &[6, 1, 0x2A, 4, 0x82, 0, 200]), &[4; 200]].concat());
    for bytes in
        [pkcs12.clone(), BASE64_STANDARD.encode(&pkcs12).into_bytes(), as_pem("PKCS12", &pkcs12).into_bytes()]
    {
        let refused = read(&bytes, today()).unwrap_err();
        assert!(refused.message().contains("openssl"), "{refused:?}");
        assert!(refused.is_private_key());
    }
    assert_eq!(read(&[0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], today()), Err(CertificateRefused::KeyStore));
}

/// How a PKCS#12 file begins: version 3, then data of PKCS#7.
const PFX: &[u8] = &[
    0x30, 0x82, 9, 0xB0, 2, 1, 3, 0x30, 0x82, 9, 0x76, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1,
    0xA0,
];

#[test]
fn keys_are_known_inside_other_texts_and_piece_by_piece() {
    let world = World::new();
    let (certificate, key) = (world.make(&Spec::default()), world.key.serialize_der());
    let bare = BASE64_STANDARD.encode(&key);
    let pkcs12 = [PFX, &[6; 60]].concat();
    let encrypted =
        [&[0x30, 0x82, 5, 0, 0x30, 0x4E, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 0x0D][..], &[4; 60]];
    let ssh = [&b"openssh-key-v1\0"[..], &[0; 60]].concat();
    let hidden = [
        format!("{{\"cle\": \"{bare}\"}}"),
        format!("p12: {}", BASE64_STANDARD.encode(&pkcs12)),
        format!("client;{}\nautre;\n", BASE64_STANDARD.encode(encrypted.concat())),
        BASE64_STANDARD.encode(&ssh),
        format!("{{\"pem\": \"{}\"}}", BASE64_STANDARD.encode(world.key.serialize_pem())),
        "{\"kty\":\"RSA\", \"dq\" : \"x\"}".to_owned(),
        key.iter().map(|byte| format!("{byte:02x}")).collect(),
        key.iter().map(|byte| format!("{byte:02X}:")).collect(),
        key.iter().map(|byte| format!("0x{byte:02x}, ")).collect(),
        key.chunks(2).map(|two| format!("{:02x}{:02x} ", two[0], two[two.len() - 1])).collect(),
        format!("{{\"type\":\"Buffer\",\"data\":{key:?}}}"),
        bare.as_bytes().chunks(40).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect(),
        BASE64_STANDARD.encode(utf16(&world.key.serialize_pem())),
        format!("texte={}", world.key.serialize_pem().replace(' ', "+")),
        world.key.serialize_pem().replace(' ', "%20"),
    ];
    for bytes in [utf16(&world.key.serialize_pem()), [b"--x\r\n\r\n", &key[..]].concat(), PFX.to_vec()] {
        assert!(has_private_key(&bytes), "{bytes:?}");
    }
    for text in &hidden {
        assert!(has_private_key(text.as_bytes()), "{text}");
        assert!(read(text.as_bytes(), today()).unwrap_err().is_private_key(), "{text}");
        let mut watch = KeyWatch::default();
        assert!(text.as_bytes().chunks(7).any(|piece| watch.sees(piece)), "{text}");
    }
    for bytes in [&[0x30, 0x80, 2, 1, 3, 0x30, 0x80][..], &ssh, &[0x30, 7, 2, 1, 1, 4, 2, 1, 1]] {
        assert!(read(bytes, today()).unwrap_err().is_private_key(), "{bytes:?}");
    }
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    for text in [
        certificate.pem(),
        BASE64_STANDARD.encode(certificate.der()),
        BASE64_STANDARD.encode(pkcs7(&[certificate.der()])),
        BASE64_STANDARD.encode(request.der()),
        world.organisations.pem(),
    ] {
        assert!(!has_private_key(text.as_bytes()), "{text}");
    }
}

fn packed(bytes: &[u8], pack: impl FnOnce(&mut Vec<u8>, &[u8])) -> Vec<u8> {
    let mut out = Vec::new();
    pack(&mut out, bytes);
    out
}

/// Every compression of `bytes` that is looked into.
fn compressed(bytes: &[u8]) -> [Vec<u8>; 4] {
    let level = Compression::default();
    let deflated = packed(bytes, |out, bytes| DeflateEncoder::new(out, level).write_all(bytes).unwrap());
    let name = b"cle.pem";
    let head = [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &[0; 16], &[7, 0, 0, 0], name].concat();
    [
        packed(bytes, |out, bytes| GzEncoder::new(out, level).write_all(bytes).unwrap()),
        packed(bytes, |out, bytes| ZlibEncoder::new(out, level).write_all(bytes).unwrap()),
        [&b"PK\x03\x04\x14\0\0\0\0\0"[..], &[0; 16], &[1, 0, 0, 0], b"axx", &head, &deflated].concat(),
        deflated,
    ]
}

#[test]
fn keys_are_known_compressed_and_escaped() {
    let world = World::new();
    let pem = world.key.serialize_pem();
    let chain = format!("{}{}{pem}", world.make(&Spec::default()).pem(), world.organisations.pem());
    let lines = |text: &str| -> String {
        text.as_bytes().chunks(76).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect()
    };
    for key in [pem.as_bytes(), &world.key.serialize_der(), chain.as_bytes()] {
        for (kind, bytes) in compressed(key).into_iter().enumerate() {
            assert!(has_private_key(&bytes), "{kind}");
            let base64 = BASE64_STANDARD.encode(&bytes);
            for text in [
                base64.clone(),
                lines(&base64),
                format!("cle;{base64};"),
                lines(&base64).replace('\n', "\\n"),
            ] {
                assert!(has_private_key(text.as_bytes()), "{kind}: {text}");
                assert!(read(text.as_bytes(), today()).is_err(), "{kind}");
            }
            let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(has_private_key(hexadecimal.as_bytes()), "{kind}");
        }
    }
    let escaped = |write: fn(u8) -> String| pem.bytes().map(write).collect::<String>();
    for text in [
        escaped(|byte| format!("%{byte:02X}")),
        escaped(|byte| format!("={byte:02X}")),
        escaped(|byte| format!("\\u{byte:04x}")),
        escaped(|byte| format!("\\x{byte:02x}")),
        escaped(|byte| format!("&#{byte};")),
        escaped(|byte| format!("&#x{byte:x};")),
        escaped(|byte| format!("%25{byte:02x}")),
        pem.replace("PRIVATE", "\\u0050RIVATE"),
    ] {
        assert!(has_private_key(text.as_bytes()), "{text}");
        let mut watch = KeyWatch::default();
        assert!(text.as_bytes().chunks(7).any(|piece| watch.sees(piece)), "{text}");
    }
    let innocent = format!("{} %41%42 \\u00e9 &#233; a=be", world.make(&Spec::default()).pem());
    for bytes in compressed(innocent.as_bytes()).into_iter().chain([innocent.clone().into_bytes()]) {
        assert!(!has_private_key(&bytes) && !has_private_key(BASE64_STANDARD.encode(&bytes).as_bytes()));
    }
}

/// Expansion is bounded, and who sends much of it is refused.
#[test]
fn what_expands_without_end_is_refused() {
    let [bomb, ..] = compressed(&vec![b'a'; 4 << 20]);
    assert!(!has_private_key(&bomb), "one is cut");
    let many = BASE64_STANDARD.encode(&bomb[..bomb.len().min(4096)]);
    assert!(has_private_key([many.as_str(); 64].join("\n;").as_bytes()));
}

#[test]
fn what_is_no_certificate_is_refused() {
    for text in [
        "",
        "bonjour",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "0",
        "BEGIN CERTIFICATE",
    ] {
        assert_eq!(read(text.as_bytes(), today()), Err(CertificateRefused::NotACertificate), "{text}");
    }
    let der = World::new().make(&Spec::default()).der().to_vec();
    for length in 0..der.len() {
        assert!(read(&der[..length], today()).is_err());
    }
    assert_eq!(read(&vec![b'x'; MAX_INPUT + 1], today()), Err(CertificateRefused::TooLong));
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    assert_eq!(read(request.pem().unwrap().as_bytes(), today()), Err(CertificateRefused::Request));
    assert_eq!(read(request.der(), today()), Err(CertificateRefused::Request));
}
