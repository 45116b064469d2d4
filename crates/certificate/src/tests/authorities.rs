//! Chains up to configured roots, and revocation lists.

use rcgen::{CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams};

use super::*;

fn trusting(bundles: &[&[u8]]) -> Authorities {
    let mut authorities = Authorities::default();
    for bundle in bundles {
        authorities.trust(bundle).unwrap();
    }
    authorities
}

fn status(authorities: &Authorities, read: &CertificateRead) -> ChainStatus {
    authorities.check(read, today()).0.status
}

#[test]
fn a_chain_is_followed_to_a_trusted_root() {
    let world = World::new();
    let read = world.read(&Spec::default());
    let (root, organisations) = (world.root.der().as_ref(), world.organisations.der().as_ref());
    let whole = trusting(&[root, organisations]);
    let (chain, revocation) = whole.check(&read, today());
    assert_eq!((chain.status, chain.in_date), (ChainStatus::Verified, true));
    let names: Vec<&str> = chain.path.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(names, [ORGANISATIONS, "AC RACINE IGC-SANTE ELEMENTAIRE"]);
    assert_eq!(revocation.status, RevocationStatus::Unchecked);
    assert_eq!(status(&Authorities::default(), &read), ChainStatus::IssuerMissing);
    assert_eq!(status(&trusting(&[root]), &read), ChainStatus::IssuerMissing);
    // What came along is used, and trusted in nothing.
    let mut sent = trusting(&[root]);
    sent.give(&material(organisations).unwrap());
    assert_eq!(status(&sent, &read), ChainStatus::Verified);
    let mut alone = Authorities::default();
    alone.give(&material(&[organisations, root].concat()).unwrap());
    assert_eq!(status(&alone, &read), ChainStatus::RootNotTrusted);
    let expired = world.read(&Spec { to: (2025, 1, 1), ..Spec::default() });
    let (chain, _) = whole.check(&expired, today());
    assert_eq!((chain.status, chain.in_date), (ChainStatus::Verified, false));
    let itself = CertificateRead::from_der(root, today()).unwrap();
    assert_eq!(status(&whole, &itself), ChainStatus::Verified);
}

#[test]
fn a_forged_chain_is_broken() {
    let (world, forger) = (World::new(), World::new());
    let whole = trusting(&[world.root.der(), world.organisations.der()]);
    let forged = forger.read(&Spec::default());
    assert_ne!(status(&whole, &forged), ChainStatus::Verified);
    // Its authority has another key: seen by the key identifier, or by the signature.
    let mut params = Spec::default().params();
    params.use_authority_key_identifier_extension = false;
    let forged = CertificateRead::from_der(forger.issue(params).der(), today()).unwrap();
    assert_eq!(status(&whole, &forged), ChainStatus::Broken);
    // An end entity, or an authority of end entities alone, signs another certificate.
    let intruder = Authority::signed_by(
        authority_params("INTRUS", None),
        KeyPair::generate().unwrap(),
        &world.organisations,
    );
    let intruder = intruder.unwrap();
    let below = Spec::default().params().signed_by(&world.key, &intruder).unwrap();
    let mut sent = whole.clone();
    sent.give(&material(intruder.der()).unwrap());
    let below = CertificateRead::from_der(below.der(), today()).unwrap();
    assert_eq!(status(&sent, &below), ChainStatus::Broken);
    let mut strange = Spec::default().params();
    let mut critical = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
    critical.set_criticality(true);
    strange.custom_extensions.push(critical);
    let strange = CertificateRead::from_der(world.issue(strange).der(), today()).unwrap();
    assert_eq!(status(&whole, &strange), ChainStatus::Broken);
}

/// A revocation list of `by`, in force until `next`, which names `serials`.
fn list(by: &Authority, serials: &[u8], next: (i32, u8, u8)) -> Vec<u8> {
    let revoked = |serial: &u8| RevokedCertParams {
        serial_number: SerialNumber::from(vec![0x10, *serial]),
        revocation_time: rcgen::date_time_ymd(2026, 11, 2),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    };
    let params = CertificateRevocationListParams {
        this_update: rcgen::date_time_ymd(2026, 11, 19),
        next_update: rcgen::date_time_ymd(next.0, next.1, next.2),
        crl_number: SerialNumber::from(1_u64),
        issuing_distribution_point: None,
        revoked_certs: serials.iter().map(revoked).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(by).unwrap().der().to_vec()
}

#[test]
fn a_revoked_certificate_is_found_in_its_issuers_list() {
    let world = World::new();
    let (read, other) = (world.read(&Spec::default()), world.read(&sign()));
    let base = trusting(&[world.root.der(), world.organisations.der()]);
    let with = |list: &[u8]| {
        let mut authorities = base.clone();
        authorities.trust(list).unwrap();
        authorities
    };
    let fresh = with(&list(&world.organisations, &[1], (2026, 11, 21)));
    let revoked = fresh.check(&read, today()).1;
    assert_eq!(
        (revoked.status, revoked.revoked_on),
        (RevocationStatus::Revoked, Some(Date::constant(2026, 11, 2)))
    );
    assert!(revoked.message.contains("clé compromise"), "{}", revoked.message);
    assert_eq!(fresh.check(&other, today()).1.status, RevocationStatus::NotRevoked);
    // What is stale says nothing of those that it does not name; what it names stays revoked.
    let stale = with(&list(&world.organisations, &[1], (2026, 11, 20)));
    let tomorrow = Date::constant(2026, 11, 21);
    assert_eq!(stale.check(&read, tomorrow).1.status, RevocationStatus::Revoked);
    assert_eq!(stale.check(&other, tomorrow).1.status, RevocationStatus::Unchecked);
    // Anybody can write a list: only the issuer's signature counts.
    let forged = with(&list(&World::new().organisations, &[1], (2026, 11, 21)));
    assert_eq!(forged.check(&read, today()).1.status, RevocationStatus::Unchecked);
    let alone = trusting(&[&list(&world.organisations, &[1], (2026, 11, 21))]);
    assert_eq!(alone.check(&read, today()).1.status, RevocationStatus::Unchecked);
    assert_eq!(status(&fresh, &read), ChainStatus::Verified);
}

#[test]
fn a_calendar_is_folded_and_escaped() {
    let event = Event {
        uid: "ab".to_owned(),
        on: Date::constant(2027, 1, 2),
        summary: "ORG SIGN ; échéance, à renouveler".to_owned(),
        description: "é".repeat(80),
    };
    let text = calendar(&[event], today());
    assert!(text.contains("DTSTART;VALUE=DATE:20270102\r\nDTEND;VALUE=DATE:20270103\r\n"), "{text}");
    assert!(text.contains("SUMMARY:ORG SIGN \\; échéance\\, à renouveler\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
}
