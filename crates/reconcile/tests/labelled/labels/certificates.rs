//! Records with a certificate, made here and thrown away.

use FindingCode as F;
use aiguilleur_reconcile::{FindingCode, Verdict};
use rcgen::{CertificateParams, DistinguishedName, DnType, Issuer, KeyPair};
use serde_json::json;

use super::{Known, Label, RIGHT, label, with};

const ISSUER: &str = "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS";

struct Maker {
    key: KeyPair,
}

impl Maker {
    fn make(&self, issuer: &str, ou: &str, cn: &str, from: (i32, u8, u8), to: (i32, u8, u8)) -> String {
        let mut authority = CertificateParams::default();
        authority.distinguished_name.push(DnType::CommonName, issuer);
        let issuer = Issuer::new(authority, KeyPair::try_from(self.key.serialize_der()).unwrap());
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, "STRUCTURE");
        if !ou.is_empty() {
            params.distinguished_name.push(DnType::OrganizationalUnitName, ou);
        }
        params.distinguished_name.push(DnType::CommonName, cn);
        params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
        params.not_after = rcgen::date_time_ymd(to.0, to.1, to.2);
        params.signed_by(&self.key, &issuer).unwrap().pem()
    }

    fn valid(&self, ou: &str, cn: &str) -> String {
        self.make(ISSUER, ou, cn, (2025, 1, 1), (2027, 12, 31))
    }
}

pub(super) fn add(labels: &mut Vec<Label>) {
    let maker = Maker { key: KeyPair::generate().unwrap() };
    for one in RIGHT {
        dates(&maker, one, labels);
        names(&maker, one, labels);
        identifiers(&maker, one, labels);
    }
    over(&maker, labels);
    refused(&maker, labels);
}

fn dates(maker: &Maker, one: &Known, labels: &mut Vec<Label>) {
    let id = one.id_nat_struct;
    for (from, to, verdict, codes) in [
        ((2025, 1, 1), (2027, 12, 31), Verdict::Ok, &[][..]),
        ((2024, 1, 1), (2026, 11, 20), Verdict::ToFix, &[F::Expired]),
        ((2024, 1, 1), (2026, 11, 21), Verdict::ToReview, &[F::ExpirySoon]),
        ((2024, 1, 1), (2027, 2, 19), Verdict::ToReview, &[F::ExpirySoon]),
        ((2024, 1, 1), (2027, 2, 20), Verdict::Ok, &[]),
        ((2026, 12, 1), (2029, 12, 1), Verdict::ToReview, &[F::NotYetValid]),
    ] {
        let pem = maker.make(ISSUER, id, "PROXY", from, to);
        let record = with(one.record(one.identifier()), &[("certificate", &pem)]);
        labels.push(label("dates", record, verdict, codes, None));
    }
}

fn names(maker: &Maker, one: &Known, labels: &mut Vec<Label>) {
    for (cn, usages, verdict, codes) in [
        ("INSI-MANU", "insi_manu", Verdict::Ok, &[][..]),
        ("INSI-AUTO", "insi_auto", Verdict::Ok, &[]),
        ("INSI-AUTO", "insi_manu", Verdict::ToFix, &[F::CnWrong]),
        ("insi-manu", "insi_manu", Verdict::ToFix, &[F::CnWrong]),
        ("INSI_AUTO", "dmp", Verdict::ToFix, &[F::CnWrong]),
        ("PROXY DMP", "dmp", Verdict::Ok, &[]),
        ("INSI-MANU", "dmp insi_manu", Verdict::ToReview, &[F::InsiNotMutualisable]),
    ] {
        let pem = maker.valid(one.id_nat_struct, cn);
        let record = with(one.record(one.identifier()), &[("certificate", &pem), ("usages", usages)]);
        labels.push(label("name", record, verdict, codes, None));
    }
    for (issuer, verdict, code) in [
        ("TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS", Verdict::ToFix, F::TestCertificate),
        ("AC IGC-SANTE FORTE PERSONNES", Verdict::ToReview, F::IssuerUnexpected),
        ("Autre", Verdict::ToReview, F::IssuerUnexpected),
    ] {
        let pem = maker.make(issuer, one.id_nat_struct, "PROXY", (2025, 1, 1), (2027, 12, 31));
        let record = with(one.record(one.identifier()), &[("certificate", &pem)]);
        labels.push(label("issuer", record, verdict, &[code], None));
    }
}

fn identifiers(maker: &Maker, one: &Known, labels: &mut Vec<Label>) {
    let other = RIGHT.iter().find(|other| other.id_nat_struct != one.id_nat_struct).unwrap();
    let pem = maker.valid(other.id_nat_struct, "PROXY");
    let record = with(one.record(one.identifier()), &[("certificate", &pem)]);
    let codes = [F::CertificateIdentifierMismatch];
    labels.push(label("another's certificate", record, Verdict::ToFix, &codes, Some(one.identifier())));
    let pem = maker.valid("", "PROXY");
    let record = with(one.record(one.identifier()), &[("certificate", &pem)]);
    labels.push(label("no OU", record, Verdict::ToFix, &[F::CertificateWithoutIdentifier], None));
    let pem = maker.valid(one.id_nat_struct, "PROXY");
    let alone = json!({"client_id": "z", "rpps": one.rpps, "certificate": pem});
    labels.push(label("the certificate alone", alone, Verdict::Ok, &[], None));
    let unmatched = json!({"client_id": "z", "certificate": pem.replace('\n', "\\n")});
    labels.push(label("nothing but the certificate", unmatched, Verdict::Ok, &[], None));
}

fn over(maker: &Maker, labels: &mut Vec<Label>) {
    for (rpps, id, code) in [
        ("99700000112", "499700000112000", F::EndedActivity),
        ("99700000617", "499700000617008", F::EndedActivity),
        ("99700000351", "1990010266", F::StructureClosed),
        ("99700000369", "1990010282", F::StructureClosed),
    ] {
        let pem = maker.valid(id, "PROXY");
        let record = json!({"client_id": "o", "rpps": rpps, "identifier": id, "certificate": pem});
        labels.push(label("to revoke", record, Verdict::ToFix, &[code, F::RevocationDue], None));
    }
    let pem = maker.valid("399900002900010", "PROXY");
    let record = json!({"client_id": "o", "rpps": "99700000153", "certificate": pem});
    labels.push(label("a SCM's certificate", record, Verdict::ToFix, &[F::ScmSiret], None));
}

fn refused(maker: &Maker, labels: &mut Vec<Label>) {
    let one = &RIGHT[0];
    let base = |text: &str| with(one.record(one.identifier()), &[("certificate", text)]);
    let key = maker.key.serialize_pem();
    let both = format!("{}{key}", maker.valid(one.id_nat_struct, "PROXY"));
    for text in [key.as_str(), both.as_str()] {
        labels.push(label("a private key", base(text), Verdict::ToFix, &[F::PrivateKey], None));
    }
    for text in ["certs/absent.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] {
        labels.push(label(
            "no certificate",
            base(text),
            Verdict::ToReview,
            &[F::CertificateUnreadable],
            None,
        ));
    }
}
