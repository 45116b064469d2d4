//! What the codes of a certificate say: product, owner, test or not, names, and what a set lacks.

use aiguilleur_resolver::Usage;

use super::*;

fn product(read: &CertificateRead) -> Option<(&str, &str, &str)> {
    read.product.as_ref().map(|product| (product.offer, product.usage, product.by))
}

#[test]
fn products_are_named_by_policy_then_by_key_usage() {
    let world = World::new();
    let ssl = || Spec {
        usages: vec![Ku::DigitalSignature, Ku::KeyEncipherment],
        extended: vec![Eku::ServerAuth, Eku::ClientAuth],
        ..Spec::default()
    };
    for (spec, expect) in [
        (Spec::default(), Some(("ORG", "AUTH_CLI", "policy"))),
        (sign(), Some(("ORG", "SIGN", "policy"))),
        (Spec { policy: "1.2.250.1.213.1.7.1.1.2.5.1", ..ssl() }, Some(("SERV", "SSL", "policy"))),
        (Spec { policy: TEST_POLICY, ..ssl() }, Some(("SERV", "SSL", "key_usage"))),
        (Spec { policy: TEST_POLICY, ..sign() }, Some(("ORG", "SIGN", "key_usage"))),
        (Spec { policy: TEST_POLICY, ..Spec::default() }, Some(("ORG", "AUTH_CLI", "key_usage"))),
        (Spec { policy: "", usages: vec![], extended: vec![], ..Spec::default() }, None),
        (Spec { policy: "1.2.250.1.71.3.7.4", ..ssl() }, None),
    ] {
        assert_eq!(product(&world.read(&spec)), expect, "{}", spec.policy);
    }
    let crossed = Spec { policy: "1.2.250.1.213.1.7.1.1.2.4.1", ..sign() };
    assert!(world.read(&crossed).product.unwrap().contradiction);
    let old = world.read(&Spec { policy: "1.2.250.1.71.3.7.4", category: Some(0x82), ..ssl() });
    assert_eq!((old.hierarchy, old.test), (Hierarchy::IgcCps, true));
}

#[test]
fn any_sign_of_test_makes_a_test_product() {
    let world = World::new();
    assert!(!world.read(&Spec::default()).test);
    assert_eq!(world.read(&Spec { category: Some(0x83), ..Spec::default() }).test_evidence, ["category"]);
    assert_eq!(world.read(&Spec { policy: TEST_POLICY, ..Spec::default() }).test_evidence, ["policy"]);
    let test = World::named("TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS");
    let read = test.read(&Spec::default());
    assert_eq!(read.test_evidence, ["issuer"]);
    assert_eq!(read.issuer_family, IssuerFamily::ElementaireOrganisations);
}

#[test]
fn issuers_are_known_by_their_whole_name() {
    for (issuer, expect, hierarchy) in [
        (ORGANISATIONS, IssuerFamily::ElementaireOrganisations, Hierarchy::IgcSante),
        ("AC IGC-SANTE STANDARD PERSONNES", IssuerFamily::OtherIgcSante, Hierarchy::IgcSante),
        ("FAUSSE AC IGC-SANTE", IssuerFamily::Other, Hierarchy::Other),
        ("R3", IssuerFamily::Other, Hierarchy::Other),
    ] {
        let read = World::named(issuer).read(&Spec::default());
        assert_eq!((read.issuer_family, read.hierarchy), (expect, hierarchy), "{issuer}");
    }
}

/// A name whose given name, CN and surname share one RDN, as cards have it.
fn card_name() -> Vec<u8> {
    let attribute = |oid: u8, text: &str| {
        wrapped(0x30, &[&[6, 3, 0x55, 4, oid][..], &wrapped(0x0C, text.as_bytes())].concat())
    };
    let person =
        [attribute(42, "CAMILLE"), attribute(3, "30B0000999/CPET0002"), attribute(4, "DESSAIX")].concat();
    let rdns = [
        wrapped(0x31, &attribute(11, "10B0000999")),
        wrapped(0x31, &attribute(12, "Personnel santé ou social")),
        wrapped(0x31, &person),
    ];
    wrapped(0x30, &rdns.concat())
}

#[test]
fn a_card_is_a_persons_with_its_number() {
    let der = card_name();
    let (_, name) = x509_parser::prelude::FromDer::from_der(&der).unwrap();
    let attributes = name::attributes(&name);
    let person = name::person(&attributes).unwrap();
    assert_eq!((person.family_name.as_str(), person.given_name.as_str()), ("DESSAIX", "CAMILLE"));
    assert_eq!(person.id_nat_pp.as_deref(), Some("30B0000999/CPET0002"));
    assert_eq!(name::common_name(&attributes), "30B0000999/CPET0002");

    let mut params = Spec { category: Some(0x80), ou: "10B0000999", ..Spec::default() }.params();
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 4]), "DESSAIX");
    let (kind, number) = (numbers("1.2.250.1.71.1.2.2"), numbers("1.2.250.1.71.1.2.3"));
    params.custom_extensions.push(CustomExtension::from_oid_content(&kind, vec![2, 1, 2]));
    let text = wrapped(0x13, b"8025000001/2600000001");
    params.custom_extensions.push(CustomExtension::from_oid_content(&number, text));
    let read = CertificateRead::from_der(World::new().issue(params).der(), today()).unwrap();
    let card = read.card.unwrap();
    assert_eq!(
        (read.owner, card.kind, card.number.as_deref()),
        (Owner::Person, Some("CPE"), Some("2600000001"))
    );
    assert_eq!(read.product.unwrap().label, "carte CPE, authentification");
    assert_eq!(read.id_nat_struct.as_deref(), Some("10B0000999"));
}

#[test]
fn names_are_kept_as_they_stand() {
    let world = World::new();
    for cn in ["INSI-MANU ", " INSI-MANU", "insi-manu", "INSI-MANU;x", "signature, rpps"] {
        assert_eq!(world.read(&Spec { cn, ..Spec::default() }).cn(), cn);
    }
    let mut params = Spec::default().params();
    params
        .distinguished_name
        .push(DnType::CommonName, rcgen::DnValue::BmpString("Côté Œuvre".try_into().unwrap()));
    let read = CertificateRead::from_der(world.issue(params).der(), today()).unwrap();
    assert_eq!(read.cn(), "Côté Œuvre");
}

#[test]
fn what_a_set_lacks() {
    let world = World::new();
    let messages = |specs: &[Spec], usages: &[Usage]| -> Vec<String> {
        let read: Vec<CertificateRead> = specs.iter().map(|spec| world.read(spec)).collect();
        let fit: Vec<(&CertificateRead, bool)> = read.iter().map(|read| (read, false)).collect();
        sets(&fit, usages).into_iter().map(|set| set.message).collect()
    };
    let (auth, manu) = (Spec::default, || Spec { cn: "INSI-MANU", ..Spec::default() });
    let dmp = &[Usage::Dmp][..];
    assert_eq!(messages(&[auth(), sign()], dmp), ["DMP : rien ne manque."]);
    assert_eq!(messages(&[auth()], dmp), ["DMP : ORG SIGN manque."]);
    assert_eq!(messages(&[auth()], &[]), ["DMP : ORG SIGN manque."]);
    let expired = Spec { to: (2026, 11, 19), ..sign() };
    assert_eq!(
        messages(&[auth(), expired], dmp),
        ["DMP : ORG SIGN (celui qui est donné est expiré) manque."]
    );
    let test = Spec { category: Some(0x83), ..sign() };
    assert_eq!(messages(&[auth(), test], dmp), ["DMP : ORG SIGN (celui qui est donné est de test) manque."]);
    assert_eq!(messages(&[manu()], dmp), ["DMP : ORG AUTH_CLI et ORG SIGN manquent."]);
    let insi = &[Usage::InsiManu][..];
    assert_eq!(messages(&[manu()], insi), ["INSi (INSI-MANU) : rien ne manque."]);
    assert_eq!(messages(&[auth()], insi), ["INSi (INSI-MANU) : ORG AUTH_CLI nommé INSI-MANU manque."]);
    assert_eq!(messages(&[manu()], &[]), ["INSi (INSI-MANU) : rien ne manque."]);
    // Of two structures, each has its own set.
    let other = Spec { ou: "399900001100018", ..sign() };
    assert_eq!(messages(&[auth(), other], dmp).len(), 2);
}
