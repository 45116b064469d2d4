//! What an identifier is, and whether a certificate can be ordered on it.

use aiguilleur_domain::{
    IdNatStruct,
    pasted::{Key, Pasted, Reading, Value},
};
use aiguilleur_resolver::{ScmEvidence, scm_evidence};
use aiguilleur_store::StoreError;
use serde::Serialize;

use super::{Snapshot, StructureId};
use crate::known::KnownStructure;

/// An identifier, read and looked up.
#[derive(Debug, Clone, Serialize)]
pub struct IdentifierView {
    /// As it came.
    pub input: String,
    /// `rpps`, `adeli`, `rpps_rang`, `adeli_rang`, `finess_geographique`, `finess_juridique`, `finess` (of
    /// unknown level), `siren`, `siret`; `null` when it is none.
    pub kind: Option<&'static str>,
    /// Its own spelling, without any idNat type digit.
    pub canonical: Option<String>,
    /// `valid`, `invalid`, `not_applicable`.
    pub checksum: &'static str,
    /// The key that would hold, when this one does not.
    pub expected_key: Option<u8>,
    /// The repairs made; none is silent.
    pub repairs: Vec<RepairView>,
    /// The same behind its type digit, when it names a structure.
    pub id_nat_struct: Option<String>,
    /// What the directory holds under it.
    pub matches: Vec<IdentifierMatch>,
    /// Whether a certificate can be ordered on it.
    pub orderable: Orderable,
}

/// A repair.
#[derive(Debug, Clone, Serialize)]
pub struct RepairView {
    /// Stable code.
    pub code: &'static str,
    /// One French sentence.
    pub message: &'static str,
}

/// Something that bears the identifier.
#[derive(Debug, Clone, Serialize)]
pub struct IdentifierMatch {
    /// `professional` or `structure`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How to ask for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `active`, `ended`, `open`, `closed`, `not_stated`, `no_situation`.
    pub state: &'static str,
}

/// Whether a certificate can be ordered on an identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Orderable {
    /// `yes`, `no` or `depends`.
    pub verdict: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// One French sentence.
    pub message: String,
}

fn orderable(verdict: &'static str, code: &'static str, message: impl Into<String>) -> Orderable {
    Orderable { verdict, code, message: message.into() }
}

/// A reading with what the directory holds under it.
struct Looked<'r> {
    reading: &'r Reading,
    kind: &'static str,
    people: Vec<IdentifierMatch>,
    structures: Vec<KnownStructure>,
}

impl Snapshot {
    /// Reads `input` as people paste it and says what it is. Of several readings, the one that the directory
    /// knows is taken.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn identify(&self, input: &str) -> Result<IdentifierView, StoreError> {
        let pasted = Pasted::read(input);
        let mut looked = Vec::new();
        for reading in &pasted.readings {
            looked.push(self.look_up(reading)?);
        }
        let known = looked.iter().position(|l| !l.people.is_empty() || !l.structures.is_empty());
        // The readings come likeliest first, a key that is false before a form that has none.
        let best = known.or(if looked.is_empty() { None } else { Some(0) });
        Ok(match best {
            Some(index) => self.identified(input, &pasted, &looked[index]),
            None => unreadable(input, &pasted),
        })
    }

    fn look_up<'r>(&self, reading: &'r Reading) -> Result<Looked<'r>, StoreError> {
        let mut looked = Looked { reading, kind: reading.kind, people: Vec::new(), structures: Vec::new() };
        let Some(value) = reading.value else { return Ok(looked) };
        if let Some(id) = value.person()
            && let Some(person) = self.professional_summary(id)?
        {
            looked.people.push(IdentifierMatch {
                kind: "professional",
                id: person.id_nat_pp.to_string(),
                name: format!("{} {}", person.given_name, person.family_name),
                state: match person.status {
                    crate::view::Status::Active => "active",
                    crate::view::Status::Ended => "ended",
                    crate::view::Status::NoSituation => "no_situation",
                },
            });
        }
        if let Some(id) = value.structure() {
            looked.structures = self.structures(StructureId::Known(id))?;
        }
        if let (Value::Finess(_), Some(first)) = (value, looked.structures.first()) {
            looked.kind = if first.finess_eg.is_some() { "finess_geographique" } else { "finess_juridique" };
        }
        Ok(looked)
    }

    fn identified(&self, input: &str, pasted: &Pasted, looked: &Looked<'_>) -> IdentifierView {
        let reading = looked.reading;
        let mut matches = looked.people.clone();
        matches.extend(looked.structures.iter().map(|known| IdentifierMatch {
            kind: "structure",
            id: known.id_nat_struct.map(|id| id.to_string()).unwrap_or_default(),
            name: known.name().to_owned(),
            state: match known.closure() {
                Some(_) => "closed",
                None if known.practice_ended => "ended",
                None => "open",
            },
        }));
        let id_nat_struct = reading.value.and_then(Value::structure);
        IdentifierView {
            input: input.to_owned(),
            kind: Some(looked.kind),
            canonical: Some(reading.canonical.clone()),
            checksum: reading.key.code(),
            expected_key: reading.expected_key,
            repairs: repairs(pasted),
            id_nat_struct: id_nat_struct.map(|id| id.to_string()),
            matches,
            orderable: self.verdict(looked, id_nat_struct),
        }
    }

    fn verdict(&self, looked: &Looked<'_>, id: Option<IdNatStruct>) -> Orderable {
        if looked.reading.value.is_none() {
            return orderable("no", "checksum", "La clé de ce numéro est fausse : il a été mal saisi.");
        }
        match looked.reading.value {
            Some(Value::Rpps(_) | Value::Adeli(_)) => {
                return orderable(
                    "no",
                    "wrong_identifier_type",
                    "Un certificat de structure se commande sur l'identifiant de la structure, pas sur le \
                     numéro du professionnel : ouvrez sa fiche pour voir l'identifiant à utiliser.",
                );
            }
            Some(Value::Siren(_)) => {
                return orderable(
                    "no",
                    "wrong_identifier_type",
                    "Un SIREN désigne l'entreprise entière : aucun couloir ne commande sur ce numéro.",
                );
            }
            _ => {}
        }
        let scm = looked.structures.iter().find_map(|k| scm_evidence(&k.facts(self)));
        if let (Some(IdNatStruct::Siret(_)), Some(evidence)) = (id, scm) {
            return scm_siret(evidence);
        }
        structure_verdict(looked)
    }
}

fn scm_siret(evidence: ScmEvidence) -> Orderable {
    orderable(
        "no",
        "scm_siret",
        format!(
            "Ce SIRET est celui d'une société civile de moyens ({}) : une SCM ne porte pas de certificat. \
             Cherchez le professionnel et utilisez le RPPS-rang de son cabinet.",
            evidence.label_fr()
        ),
    )
}

fn structure_verdict(looked: &Looked<'_>) -> Orderable {
    let Some(first) = looked.structures.first() else {
        return orderable(
            "depends",
            "not_in_directory",
            "Ce numéro est bien formé, mais l'annuaire ne le connaît pas : vérifiez-le auprès de la structure.",
        );
    };
    if looked.structures.iter().all(|known| known.closure().is_some()) {
        let taker = first.successor().map(|s| format!(" Repreneur à confirmer : FINESS {}.", s.finess));
        let message = "Cette structure est fermée dans FINESS : aucun certificat ne s'y commande.";
        return orderable("no", "structure_closed", format!("{message}{}", taker.unwrap_or_default()));
    }
    if looked.structures.iter().all(|known| known.practice_ended && known.site.is_none()) {
        return orderable(
            "no",
            "ended_activity",
            "Plus aucune activité n'est en cours dans cette structure.",
        );
    }
    match looked.kind {
        "adeli_rang" => orderable(
            "depends",
            "adeli_rang",
            "Aucun guide ne prévoit de commande sur un ADELI-rang : une personne doit trancher.",
        ),
        "siret" if looked.structures.iter().any(|known| known.finess_eg.is_some()) => orderable(
            "depends",
            "wrong_identifier_type",
            "Une structure inscrite au FINESS commande sur son numéro FINESS, pas sur son SIRET.",
        ),
        "siret" => orderable(
            "yes",
            "societe_exercice",
            "Le SIRET d'une société d'exercice porte un certificat de structure.",
        ),
        "rpps_rang" => {
            orderable("yes", "cabinet", "Le RPPS-rang d'un cabinet porte un certificat de structure.")
        }
        "finess_juridique" => orderable(
            "depends",
            "finess_level",
            "Le FINESS juridique convient aux établissements et organismes gestionnaires ; une officine, un \
             laboratoire, un centre ou une maison de santé commandent sur le FINESS géographique.",
        ),
        _ => orderable(
            "depends",
            "finess_level",
            "Le FINESS géographique convient aux officines, laboratoires (site principal), centres et maisons \
             de santé, GIE ; un établissement public commande en principe sur le FINESS juridique.",
        ),
    }
}

fn repairs(pasted: &Pasted) -> Vec<RepairView> {
    pasted.repairs.iter().map(|r| RepairView { code: r.code(), message: r.message() }).collect()
}

fn unreadable(input: &str, pasted: &Pasted) -> IdentifierView {
    let (code, message) = pasted.spoilt.map_or(
        ("format", "Ce texte n'a la forme d'aucun identifiant connu : vérifiez le nombre de chiffres."),
        |spoilt| (spoilt.code(), spoilt.message()),
    );
    IdentifierView {
        input: input.to_owned(),
        kind: None,
        canonical: None,
        checksum: Key::NotApplicable.code(),
        expected_key: None,
        repairs: repairs(pasted),
        id_nat_struct: None,
        matches: Vec::new(),
        orderable: orderable("no", code, message),
    }
}
