//! The numbers of a record: read as people paste them, every repair listed, every fault named.

use aiguilleur_domain::{
    IdNatPp,
    name::fold,
    pasted::{Key, Pasted, Reading, Value},
};
use aiguilleur_resolver::{IdentifierKind, Severity};
pub(super) use aiguilleur_resolver::{kind_of as kind, spelling_of as spelling};

use crate::finding::{Finding, FindingCode};

/// A number of a record.
#[derive(Debug, Clone, Default)]
pub(super) struct Number {
    /// What it can be, the likeliest first.
    pub(super) values: Vec<Value>,
    /// Its key is wrong, which INSEE's numbers may be: trusted only when the directory knows it.
    pub(super) doubtful: bool,
    /// What is wrong with it, or was repaired.
    pub(super) findings: Vec<Finding>,
}

/// A FINESS of either level is one family: the number alone does not tell.
pub(super) const fn family(kind: IdentifierKind) -> IdentifierKind {
    match kind {
        IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique => IdentifierKind::Finess,
        other => other,
    }
}

/// The kind that a client's word means; `None` for « any ».
pub(super) fn said_kind(text: &str) -> Result<Option<IdentifierKind>, ()> {
    use IdentifierKind as K;
    Ok(Some(match fold(text).as_str() {
        "" | "idnatstruct" | "id nat struct" | "identifiant national structure" => return Ok(None),
        "rpps rang" | "rang" | "rppsrang" | "cabinet" | "4" => K::RppsRang,
        "siret" | "3" => K::Siret,
        "finess" | "1" => K::Finess,
        "finess geographique" | "finess eg" | "finess et" | "eg" | "et" => K::FinessGeographique,
        "finess juridique" | "finess ej" | "ej" => K::FinessJuridique,
        "adeli rang" | "0" => K::AdeliRang,
        "siren" | "2" => K::Siren,
        "rpps" | "8" => K::Rpps,
        "adeli" => K::Adeli,
        _ => return Err(()),
    }))
}

impl Number {
    /// Reads the text of `field`, said to be a number of a person or of a structure, perhaps of a kind.
    pub(super) fn read(
        text: &str,
        field: &'static str,
        wants_person: bool,
        said: Option<IdentifierKind>,
    ) -> Self {
        let mut number = Self::default();
        if text.is_empty() {
            return number;
        }
        let pasted = Pasted::read(text);
        if let Some(spoilt) = pasted.spoilt {
            number.findings.push(Finding::new(FindingCode::Format, field).says(spoilt.message()));
            return number;
        }
        number.take(&pasted.readings, wants_person, said);
        if number.values.is_empty() {
            number.findings.push(fault(&pasted.readings, field, wants_person, said));
        }
        if !pasted.repairs.is_empty() {
            let repairs: Vec<&str> = pasted.repairs.iter().map(|repair| repair.message()).collect();
            number.findings.push(Finding::new(FindingCode::Repaired, field).says(repairs.join(" ")));
        }
        number
    }

    fn take(&mut self, readings: &[Reading], wants_person: bool, said: Option<IdentifierKind>) {
        let sound = readings.iter().any(|reading| reading.value.is_some() && reading.key != Key::Invalid);
        self.doubtful = !sound;
        let mistyped = |kind| readings.iter().any(|reading| reading.kind == kind && reading.value.is_none());
        let (mistyped_rpps, mistyped_finess) = (mistyped("rpps"), mistyped("finess"));
        // INSEE registers SIRET whose key is wrong, and ADELI has numbers of old: they may be right all the same.
        let tolerated = |value: &Value| match value {
            Value::Siret(_) => true,
            Value::Adeli(_) => wants_person,
            Value::AdeliRang(_) => !(wants_person && mistyped_rpps),
            _ => false,
        };
        self.values = readings
            .iter()
            .filter_map(|reading| reading.value.map(|value| (reading.key, value)))
            .filter(|(key, value)| match key {
                Key::Valid => true,
                // Corsica's FINESS has a letter, as ADELI numbers that have no key may.
                Key::NotApplicable => match value {
                    Value::AdeliRang(_) => tolerated(value),
                    Value::Adeli(_) => wants_person || !mistyped_finess,
                    _ => true,
                },
                Key::Invalid => !sound && tolerated(value),
            })
            .map(|(_, value)| value)
            .collect();
        let said = said.map(family);
        self.values
            .sort_by_key(|value| (Some(kind(*value)) != said, value.person().is_some() != wants_person));
    }

    /// The person it can name, when nothing says that it is a structure's.
    pub(super) fn people(&self) -> impl Iterator<Item = IdNatPp> + '_ {
        self.values.iter().filter_map(|value| value.person())
    }
}

/// What is wrong with a text of which no reading holds.
fn fault(
    readings: &[Reading],
    field: &'static str,
    wants_person: bool,
    said: Option<IdentifierKind>,
) -> Finding {
    let wanted = |reading: &&Reading| match said.map(family) {
        Some(said) => said.code() == reading.kind,
        None => matches!(reading.kind, "rpps" | "adeli") == wants_person,
    };
    let reading = readings.iter().find(wanted).or_else(|| readings.first());
    match reading {
        Some(Reading { kind, expected_key: Some(expected), canonical, .. }) => {
            let read = canonical.chars().next_back().unwrap_or(' ');
            let label = kind.parse::<IdentifierKind>().map_or(*kind, IdentifierKind::label_fr);
            Finding::new(FindingCode::Checksum, field).says(format!(
                "La clé de contrôle de ce {label} est fausse : {read} est écrit, {expected} est attendu."
            ))
        }
        _ => Finding::new(FindingCode::Format, field)
            .says("Ce texte n'a la forme d'aucun identifiant connu : vérifier le nombre de chiffres.")
            .graded(Severity::Error),
    }
}
