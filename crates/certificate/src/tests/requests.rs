//! How a request is made, and requests that are not as they must be.

use super::*;

#[test]
fn a_recipe_bears_the_exact_name() {
    let made = recipe("INSI-MANU");
    assert!(made.configuration.ends_with("C = FR\nCN = INSI-MANU\n"), "{}", made.configuration);
    assert!(made.command.contains("rsa:2048") && made.command.starts_with("umask 077"), "{}", made.command);
    let strange = recipe("../a b;$HOME");
    assert!(!strange.command.contains(';') && !strange.command.contains('$'), "{}", strange.command);
    assert_eq!(strange.file, "_a_b__HOME.cnf");
}

#[test]
fn what_is_wrong_with_a_request_is_said() {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "insi-manu");
    let elliptic = params.serialize_request(&KeyPair::generate().unwrap()).unwrap();
    let read = check_request(elliptic.der(), Some("INSI-MANU")).unwrap();
    let said = read.problems.join(" ");
    for words in ["RSA 2048", "SHA-256", "exactement « INSI-MANU »"] {
        assert!(said.contains(words), "{said}");
    }
    let mut altered = elliptic.der().to_vec();
    let at = altered.windows(9).position(|window| window == b"insi-manu").unwrap();
    altered[at..at + 9].copy_from_slice(b"INSI-MANU");
    let read = check_request(&altered, Some("INSI-MANU")).unwrap();
    assert!(read.problems.iter().any(|problem| problem.contains("modifiée")), "{:?}", read.problems);
    let certificate = World::new().make(&Spec::default());
    assert_eq!(check_request(certificate.der(), None), Err(CertificateRefused::NotACertificate));
}

#[test]
fn a_request_made_here_is_as_the_platform_wants_it() {
    let made = new_request("INSI-MANU").unwrap();
    let read = check_request(made.request.as_bytes(), Some("INSI-MANU")).unwrap();
    assert_eq!(read.problems, Vec::<String>::new());
    assert_eq!(
        (read.cn.as_str(), read.key.algorithm.as_str(), read.key.bits),
        ("INSI-MANU", "RSA", Some(2048))
    );
    assert!(made.key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    assert_eq!(material(made.key.as_bytes()), Err(CertificateRefused::PrivateKey));
    let other = new_request("INSI-MANU").unwrap();
    assert_ne!(check_request(other.request.as_bytes(), None).unwrap().key.sha256, read.key.sha256);
}

#[test]
fn a_name_that_no_certificate_bears_is_refused() {
    let long = "x".repeat(65);
    for cn in ["", " INSI-MANU", "INSI-MANU ", "a\nb", long.as_str()] {
        assert_eq!(new_request(cn).err(), Some(RequestFailed::Name), "{cn:?}");
    }
}
