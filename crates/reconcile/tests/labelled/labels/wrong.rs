//! Records with something wrong in them, one thing at a time.

use FindingCode as F;
use aiguilleur_reconcile::{FindingCode, Verdict};
use serde_json::json;

use super::{CARD, Known, Label, RIGHT, label, spellings, with};

/// The same number with its last digit moved on: its key is wrong.
fn mistyped(text: &str) -> String {
    let last = text.as_bytes()[text.len() - 1] - b'0';
    format!("{}{}", &text[..text.len() - 1], (last + 1) % 10)
}

pub(super) fn add(labels: &mut Vec<Label>) {
    for one in RIGHT {
        mistakes(one, labels);
        words(one, labels);
        for other in RIGHT.iter().filter(|other| other.id_nat_struct != one.id_nat_struct) {
            let record = one.record(other.identifier());
            let right = Some(one.identifier());
            labels.push(label("another's identifier", record, Verdict::ToFix, &[F::WrongIdentifier], right));
        }
    }
    kinds(labels);
    over(labels);
    choices(labels);
    people(labels);
    unreadable(labels);
}

fn mistakes(one: &Known, labels: &mut Vec<Label>) {
    let right = Some(one.identifier());
    let mut push = |why, identifier: &str, code| {
        labels.push(label(why, one.record(identifier), Verdict::ToFix, &[code], right));
    };
    for text in spellings(&mistyped(one.identifier())).iter().take(7) {
        push("key", text, F::Checksum);
    }
    for text in ["4,997E+13", "9,97000001E+13", "9.9001E+08", "inconnu", "123", "1234567", "à demander"] {
        push("no identifier", text, F::Format);
    }
    for text in ["99700009915008", "99900098700018", "990099780"] {
        if well_formed(text) {
            push("known to nobody", text, F::UnknownIdentifier);
        }
    }
    push("the professional's own number", one.rpps, F::WrongIdentifierType);
    let missing = with(one.record(""), &[]);
    labels.push(label("nothing on file", missing, Verdict::ToComplete, &[F::MissingIdentifier], right));
    for void in ["n/a", "NULL", "-", "0"] {
        let missing = one.record(void);
        labels.push(label("nothing, written", missing, Verdict::ToComplete, &[F::MissingIdentifier], right));
    }
    let unknown = with(one.record(one.identifier()), &[("rpps", "99700099995"), ("nom", one.family)]);
    if well_formed("99700099995") {
        labels.push(label("RPPS of nobody", unknown, Verdict::ToFix, &[F::UnknownIdentifier], None));
    }
    let rpps = mistyped(one.rpps);
    let record = with(one.record(one.identifier()), &[("rpps", &rpps)]);
    labels.push(label("RPPS mistyped", record, Verdict::ToFix, &[F::Checksum], None));
}

fn well_formed(text: &str) -> bool {
    aiguilleur_domain::pasted::Pasted::read(text)
        .readings
        .iter()
        .any(|reading| reading.key == aiguilleur_domain::pasted::Key::Valid)
}

fn words(one: &Known, labels: &mut Vec<Label>) {
    let base = || one.record(one.identifier());
    let mut push = |why, values: &[(&str, &str)], verdict, codes: &[F]| {
        labels.push(label(why, with(base(), values), verdict, codes, None));
    };
    for (family, given) in [("DUPUIS-LAMBERT", "ZELIE"), ("DUPUIS", ""), (one.family, "ZACHARIE")] {
        push("another's name", &[("nom", family), ("prenom", given)], Verdict::ToReview, &[F::NameMismatch]);
    }
    push("another city", &[("ville", "MARSEILLE")], Verdict::Ok, &[F::CityMismatch]);
    push("cedex", &[("ville", &format!("{} CEDEX 2", one.city.to_lowercase()))], Verdict::Ok, &[]);
    push("a couloir of nobody", &[("couloir", "urgences")], Verdict::ToReview, &[F::UnknownValue]);
    push("a usage of nobody", &[("usages", "fax")], Verdict::ToReview, &[F::UnknownValue]);
    push("a kind of nobody", &[("identifier_kind", "matricule")], Verdict::ToReview, &[F::UnknownValue]);
    for said in ["rpps_rang", "siret", "finess_geographique", "finess_juridique", "siren"] {
        if said != one.kind {
            push("another kind is said", &[("identifier_kind", said)], Verdict::ToReview, &[F::KindMismatch]);
        }
    }
    let officine = ["1990010159", "12A9900123", "1990010506"].contains(&one.id_nat_struct);
    if !officine {
        push("another couloir is said", &[("couloir", "Officine")], Verdict::ToReview, &[F::CouloirMismatch]);
    }
}

/// Right structure, wrong number of it.
fn kinds(labels: &mut Vec<Label>) {
    for (rpps, on_file, right) in [
        ("99700000203", "99900113400017", "990010159"),
        ("99700000203", "990001133", "990010159"),
        ("99700000229", "2A9900024", "2A9900123"),
        ("99700000237", "990001208", "990010209"),
        ("99700000252", "99900101900010", "990001018"),
        ("99700000286", "99900110000018", "990001109"),
        ("99700000294", "990001117", "990010134"),
        ("99700000302", "990001125", "990010142"),
        ("99700000146", "999000011", "99900001100018"),
    ] {
        for text in spellings(on_file).into_iter().take(8) {
            let record = json!({"client_id": "k", "rpps": rpps, "identifier": text});
            labels.push(label(
                "wrong number of it",
                record,
                Verdict::ToFix,
                &[F::WrongIdentifierType],
                Some(right),
            ));
        }
    }
    for (rpps, on_file) in [
        ("99700000252", "990010019"),
        ("99700000286", "990010100"),
        ("99700000278", "990001042"),
        ("99700000260", "990010050"),
    ] {
        for text in spellings(on_file) {
            let record = json!({"client_id": "a", "rpps": rpps, "identifier": text});
            labels.push(label("admitted", record, Verdict::ToReview, &[F::AlternativeIdentifier], None));
        }
    }
    for (rpps, siret) in [
        ("99700000153", "99900002900010"),
        ("99700000625", "99900002900010"),
        ("99700000161", "99900116700017"),
        ("99700000104", "99900002900010"),
    ] {
        for text in spellings(siret) {
            let record = json!({"client_id": "s", "rpps": rpps, "identifier": text});
            labels.push(label("a SCM", record, Verdict::ToFix, &[F::ScmSiret], None));
        }
    }
}

/// Ended, closed.
fn over(labels: &mut Vec<Label>) {
    for (rpps, on_file) in [("99700000112", "99700000112000"), ("99700000617", "99700000617008")] {
        for text in spellings(on_file) {
            let record = json!({"client_id": "e", "rpps": rpps, "identifier": text});
            labels.push(label("ended", record, Verdict::ToFix, &[F::EndedActivity], None));
            let alone = json!({"client_id": "e", "identifier": text});
            labels.push(label(
                "ended, by its number alone",
                alone,
                Verdict::ToFix,
                &[F::EndedActivity],
                None,
            ));
        }
        let none = json!({"client_id": "e", "rpps": rpps});
        labels.push(label("nothing left", none, Verdict::ToFix, &[F::NoActiveActivity], None));
        let other = json!({"client_id": "e", "rpps": rpps, "identifier": "990010159"});
        let codes = [F::NoActiveActivity, F::WrongIdentifier];
        labels.push(label("nothing left, another's", other, Verdict::ToFix, &codes, None));
    }
    let ended =
        json!({"client_id": "e", "rpps": "99700000500", "identifier": "99900001100018", "city": "Dijon"});
    labels.push(label("ended, others go on", ended, Verdict::ToFix, &[F::EndedActivity], Some("990010068")));
    for (rpps, on_file) in [("99700000351", "990010266"), ("99700000369", "990010282")] {
        for text in spellings(on_file) {
            let record = json!({"client_id": "f", "rpps": rpps, "identifier": text});
            labels.push(label("closed", record, Verdict::ToFix, &[F::StructureClosed], None));
            let alone = json!({"client_id": "f", "identifier": text});
            labels.push(label(
                "closed, by its number alone",
                alone,
                Verdict::ToFix,
                &[F::StructureClosed],
                None,
            ));
        }
    }
    for rpps in ["99700000542", "99700000559"] {
        let record = json!({"client_id": "n", "rpps": rpps});
        labels.push(label("no situation", record, Verdict::ToFix, &[F::NoActiveActivity], None));
    }
}

/// What a person must choose or confirm.
fn choices(labels: &mut Vec<Label>) {
    for (rpps, on_file, codes) in [
        ("99700000120", "99700000104007", &[F::RangHolderMismatch][..]),
        ("99700000245", "990010225", &[F::LbmSitePrincipal]),
        ("99700000245", "990010233", &[F::LbmSitePrincipal]),
        ("99700000658", "99700000658002", &[F::NotInSeeds]),
    ] {
        for text in spellings(on_file) {
            let record = json!({"client_id": "r", "rpps": rpps, "identifier": text});
            labels.push(label("a person chooses", record, Verdict::ToReview, codes, None));
        }
    }
    // Right, alone and under way: fine, although no rule speaks of it.
    for (rpps, on_file) in
        [("99700000377", "990010035"), ("99700000633", "99700000633005"), ("99700000641", "99900004500016")]
    {
        for text in spellings(on_file) {
            let record = json!({"client_id": "r", "rpps": rpps, "identifier": text});
            labels.push(label("no rule, and right", record, Verdict::Ok, &[F::NotInSeeds], None));
        }
    }
    for (rpps, on_file) in [("99700000260", "990001034"), ("99700000336", "990001059")] {
        for text in spellings(on_file) {
            let record = json!({"client_id": "r", "rpps": rpps, "identifier": text});
            labels.push(label("private, on its legal entity", record, Verdict::Ok, &[], None));
        }
    }
    let missing = json!({"client_id": "r", "rpps": "99700000260"});
    let codes = [F::MissingIdentifier];
    labels.push(label("private, nothing on file", missing, Verdict::ToComplete, &codes, Some("990001034")));
    let several = json!({"client_id": "r", "rpps": "99700000500"});
    let codes = [F::MissingIdentifier, F::ChoiceRequired];
    labels.push(label("nothing on file, two activities", several, Verdict::ToReview, &codes, None));
    let sector = json!({"client_id": "r", "rpps": "99700000666", "identifier": "999000060"});
    labels.push(label("no rule for it", sector, Verdict::ToReview, &[F::NotInSeeds], None));
}

/// Names alone.
fn people(labels: &mut Vec<Label>) {
    for one in RIGHT.iter().filter(|one| one.family != "MARTIN") {
        let codes = [F::MatchedByName, F::MissingIdentifier];
        for record in [
            json!({"client_id": "p", "nom": one.family, "prenom": one.given}),
            json!({"client_id": "p", "name": format!("{} {}", one.given, one.family)}),
        ] {
            labels.push(label("by name alone", record, Verdict::ToReview, &codes, Some(one.identifier())));
        }
        let there = json!({"client_id": "p", "nom": one.family, "prenom": one.given, "ville": one.city});
        labels.push(label(
            "by name, in its town",
            there,
            Verdict::ToComplete,
            &codes,
            Some(one.identifier()),
        ));
    }
    for record in [
        json!({"client_id": "h", "nom": "MARTIN", "prenom": "Marie"}),
        json!({"client_id": "h", "name": "Marie Martin"}),
        json!({"client_id": "h", "nom": "MARTIN", "prenom": "Marie", "ville": "Rouen"}),
    ] {
        labels.push(label("homonyms", record, Verdict::ToReview, &[F::Homonyms], None));
    }
    let lyon = json!({"client_id": "h", "nom": "MARTIN", "prenom": "Marie", "ville": "Lyon"});
    let codes = [F::MatchedByName, F::MissingIdentifier];
    labels.push(label("homonyms, one there", lyon, Verdict::ToComplete, &codes, Some("99700000526001")));
    for name in ["Zébulon Quartzmann", "Xylophène Wurtzbach"] {
        let record = json!({"client_id": "u", "name": name});
        labels.push(label("name of nobody", record, Verdict::NotFound, &[F::UnknownName], None));
    }
    let nobody = json!({"client_id": "u", "rpps": "99700099995"});
    if well_formed("99700099995") {
        labels.push(label("RPPS of nobody, alone", nobody, Verdict::NotFound, &[F::UnknownIdentifier], None));
    }
    for one in CARD {
        let record = json!({"client_id": "c", "rpps": one.rpps});
        labels.push(label("no certificate needed", record, Verdict::Ok, &[], None));
    }
}

fn unreadable(labels: &mut Vec<Label>) {
    for record in [json!([1]), json!("texte"), json!(12), json!({"rpps": {"a": 1}})] {
        labels.push(label("no record", record, Verdict::Error, &[F::UnreadableRecord], None));
    }
    for record in [json!({"client_id": "v"}), json!({"client_id": "v", "ville": "Rouen"})] {
        labels.push(label("empty", record, Verdict::Error, &[F::EmptyRecord], None));
    }
    let missing = json!({"client_id": "b", "rpps": "99700000716"});
    let codes = [F::MissingIdentifier, F::NoIdentifier];
    labels.push(label("no number in the directory", missing, Verdict::ToReview, &codes, None));
}
