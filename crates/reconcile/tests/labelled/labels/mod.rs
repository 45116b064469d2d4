//! The labelled records: what is on file, the verdict and the findings that a careful person would give.
//!
//! Every base fact is written out from the fixtures' page, not computed by the code under test.

mod certificates;
mod wrong;

use aiguilleur_reconcile::{FindingCode, Verdict};
use serde_json::{Value, json};

/// A record and what it should be answered.
pub(crate) struct Label {
    /// What it shows.
    pub(crate) why: &'static str,
    pub(crate) record: Value,
    pub(crate) verdict: Verdict,
    pub(crate) findings: Vec<FindingCode>,
    /// The identifier to use instead, where one can be named.
    pub(crate) proposed: Option<String>,
}

/// A professional whose right identifier is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) rpps: &'static str,
    pub(crate) family: &'static str,
    pub(crate) given: &'static str,
    pub(crate) city: &'static str,
    /// Type digit and identifier.
    pub(crate) id_nat_struct: &'static str,
    pub(crate) kind: &'static str,
}

const fn known(
    rpps: &'static str,
    family: &'static str,
    given: &'static str,
    city: &'static str,
    id_nat_struct: &'static str,
    kind: &'static str,
) -> Known {
    Known { rpps, family, given, city, id_nat_struct, kind }
}

impl Known {
    pub(crate) fn identifier(&self) -> &'static str {
        &self.id_nat_struct[1..]
    }

    pub(crate) fn record(&self, identifier: &str) -> Value {
        json!({"client_id": format!("C{}", self.rpps), "rpps": self.rpps, "nom": self.family, "prenom": self.given,
               "ville": self.city, "identifier": identifier})
    }
}

/// Those who order on one identifier, or whose structure does.
pub(crate) const RIGHT: &[Known] = &[
    known("99700000104", "VAUQUELIN", "HORTENSE", "ROUEN", "499700000104007", "rpps_rang"),
    known("99700000138", "DE LA TOURNELLE", "ARMAND", "LYON", "499700000138013", "rpps_rang"),
    known("99700000146", "CHANTEREAU", "SIDONIE", "ROUEN", "399900001100018", "siret"),
    known("99700000203", "FAUVEL", "CLARISSE", "ROUEN", "1990010159", "finess_geographique"),
    known("99700000211", "GRANDIN", "BASILE", "ROUEN", "1990010159", "finess_geographique"),
    known("99700000229", "SANTONI", "LETIZIA", "AJACCIO", "12A9900123", "finess_geographique"),
    known("99700000237", "LE GOFF", "YSEULT", "BREST", "1990010209", "finess_geographique"),
    known("99700000252", "BEAUVALLET", "ODILE", "ROUEN", "1990001018", "finess_juridique"),
    known("99700000278", "ROUVRAY", "EULALIE", "DIJON", "1990010068", "finess_geographique"),
    known("99700000286", "TEYSSIER", "MARCELIN", "LYON", "1990001109", "finess_juridique"),
    known("99700000294", "PENNEC", "GWENAELLE", "BREST", "1990010134", "finess_geographique"),
    known("99700000302", "DESHAYES", "FIRMIN", "ROUEN", "1990010142", "finess_geographique"),
    known("99700000310", "ABGRALL", "CORENTINE", "BREST", "1990001067", "finess_juridique"),
    known("99700000344", "PAOLETTI", "ANGE", "BASTIA", "12B9900014", "finess_juridique"),
    known("99700000401", "NICOLAS", "SABINE", "BREST", "1990010506", "finess_geographique"),
    known("99700000526", "MARTIN", "MARIE", "LYON", "499700000526001", "rpps_rang"),
    known("99700000534", "MARTIN", "MARIE", "ROUEN", "1990001026", "finess_juridique"),
];

/// Those whose card suffices, with the identifier that would serve.
pub(crate) const CARD: &[Known] = &[
    known("99700000518", "MARTIN", "MARIE", "ROUEN", "499700000518008", "rpps_rang"),
    known("99700000609", "HAUTECOEUR", "BLAISE", "ROUEN", "499700000609005", "rpps_rang"),
    known("99700000765", "RENAUDIE", "ALBIN", "DIJON", "499700000765005", "rpps_rang"),
];

pub(crate) fn label(
    why: &'static str,
    record: Value,
    verdict: Verdict,
    findings: &[FindingCode],
    proposed: Option<&str>,
) -> Label {
    Label { why, record, verdict, findings: findings.to_vec(), proposed: proposed.map(str::to_owned) }
}

/// `record` with other values.
pub(crate) fn with(mut record: Value, values: &[(&str, &str)]) -> Value {
    for (name, value) in values {
        record[*name] = json!(value);
    }
    record
}

/// Spellings of one number, as files hold them.
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let grouped: Vec<String> =
        text.as_bytes().chunks(3).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    vec![
        text.to_owned(),
        format!(" {text} "),
        grouped.join(" "),
        grouped.join("\u{A0}"),
        grouped.join("."),
        grouped.join("-"),
        format!("=\"{text}\""),
        format!("'{text}"),
        text.replace('0', "O"),
        format!("{text}\u{200B}"),
    ]
}

/// All of them.
pub(crate) fn labels() -> Vec<Label> {
    let mut labels = Vec::new();
    right(&mut labels);
    wrong::add(&mut labels);
    certificates::add(&mut labels);
    labels
}

fn right(labels: &mut Vec<Label>) {
    for one in RIGHT.iter().chain(CARD) {
        for text in spellings(one.identifier()).into_iter().chain(spellings(one.id_nat_struct)) {
            labels.push(label("right", one.record(&text), Verdict::Ok, &[], None));
        }
        for rpps in spellings(one.rpps).into_iter().chain(spellings(&format!("8{}", one.rpps))) {
            let record = with(one.record(one.identifier()), &[("rpps", &rpps)]);
            labels.push(label("right, RPPS spelt otherwise", record, Verdict::Ok, &[], None));
        }
        for name in [
            format!("Dr {} {}", one.given, one.family),
            format!("{} {}", one.family, one.given),
            format!("{} {}.", one.family, &one.given[..1]),
            one.family.to_lowercase(),
        ] {
            let record = json!({"client_id": "x", "rpps": one.rpps, "name": name, "identifier": one.identifier(),
                                "identifier_kind": one.kind, "commentaire": "=1+1"});
            labels.push(label("right, name spelt otherwise", record, Verdict::Ok, &[], None));
        }
        let swapped = json!({"client_id": "w", "rpps": one.rpps, "nom": one.given, "prenom": one.family,
                             "identifier": one.identifier()});
        labels.push(label("columns swapped", swapped, Verdict::Ok, &[FindingCode::SwappedColumns], None));
        let mut typed = json!({"client_id": "t", "rpps": one.rpps});
        typed[one.kind] = json!(one.identifier());
        labels.push(label("right, in a column of its kind", typed, Verdict::Ok, &[], None));
    }
    contradictory(labels);
}

/// Numbers of two clients in one record.
fn contradictory(labels: &mut Vec<Label>) {
    let stray = json!({"client_id": "n", "rpps": "99700000203", "finess_geographique": "990010159",
                       "siret": "99900001100018"});
    let named = with(stray.clone(), &[("nom", "FAUVEL"), ("prenom", "CLARISSE"), ("ville", "ROUEN")]);
    let two = json!({"client_id": "p", "rpps": "99700000203", "identifier": "99700000104"});
    let found = [FindingCode::FieldsDisagree];
    labels.push(label("another's number beside the right one", stray, Verdict::ToReview, &found, None));
    labels.push(label("another's number, the name says whose", named, Verdict::Ok, &found, None));
    let found = [FindingCode::WrongIdentifierType, FindingCode::FieldsDisagree];
    labels.push(label("two people's numbers", two, Verdict::ToFix, &found, Some("990010159")));
}
