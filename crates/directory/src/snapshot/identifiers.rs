//! What an identifier is, what bears it, and what the decisions on that say of ordering on it.

use aiguilleur_domain::{
    IdNatPp, Rpps,
    pasted::{Key, Pasted, Reading, Value},
};
use aiguilleur_resolver::{Decision, Orderable, State};
use aiguilleur_store::StoreError;
use serde::Serialize;

use super::{Snapshot, StructureId};
use crate::{Decided, DecisionRequest, known::KnownStructure, view::Status};

/// An identifier, read and looked up.
#[derive(Debug, Clone, Serialize)]
pub struct IdentifierView {
    /// As it came.
    pub input: String,
    /// `rpps`, `adeli`, `rpps_rang`, `adeli_rang`, `finess_geographique`, `finess_juridique`, `finess` (of
    /// unknown level), `siren`, `siret`, `undetermined` (several kinds are possible); `null` when it is none.
    pub kind: Option<&'static str>,
    /// The kinds that it may be, where the form and the key leave several and nothing bears it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub possible_kinds: Vec<&'static str>,
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
    /// The people whose number it would be with one slip of the hand, where its key is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<IdentifierMatch>,
    /// Whether a certificate can be ordered on it.
    pub orderable: Orderable,
}

/// One correction made to a pasted number.
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
    /// Name of the professional or structure.
    pub name: String,
    /// `active`, `ended`, `open`, `closed`, `not_stated`, `no_situation`.
    pub state: &'static str,
}

/// A reading with what the directory holds under it.
struct Looked<'r> {
    reading: &'r Reading,
    people: Vec<IdentifierMatch>,
    structures: Vec<KnownStructure>,
}

/// Slips that are offered: a wrong key has some ten, of which few are anybody's.
const MAX_SUGGESTIONS: usize = 5;

impl IdentifierView {
    /// What a text is, without a directory: its kind and its key.
    pub fn without_data(input: &str) -> Self {
        let pasted = Pasted::read(input);
        let Some(reading) = pasted.readings.first() else { return unreadable(input, &pasted) };
        let orderable = match reading.value {
            None => wrong_key(),
            Some(_) => Orderable::without_data(),
        };
        let (kind, possible_kinds) = undecided(&pasted, reading);
        Self { kind: Some(kind), possible_kinds, ..read(input, &pasted, reading, orderable) }
    }
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
        match known {
            Some(index) => self.identified(input, &pasted, &looked[index]),
            None => self.unknown(input, &pasted),
        }
    }

    fn look_up<'r>(&self, reading: &'r Reading) -> Result<Looked<'r>, StoreError> {
        let mut looked = Looked { reading, people: Vec::new(), structures: Vec::new() };
        let Some(value) = reading.value else { return Ok(looked) };
        if let Some(id) = value.person() {
            looked.people.extend(self.person_match(id)?);
        }
        if let Some(id) = value.structure() {
            looked.structures = self.structures(StructureId::Known(id))?;
        }
        Ok(looked)
    }

    fn person_match(&self, id: IdNatPp) -> Result<Option<IdentifierMatch>, StoreError> {
        Ok(self.professional_summary(id)?.map(|person| IdentifierMatch {
            kind: "professional",
            id: person.id_nat_pp.to_string(),
            name: format!("{} {}", person.given_name, person.family_name),
            state: match person.status {
                Status::Active => "active",
                Status::Ended => "ended",
                Status::NoSituation => "no_situation",
            },
        }))
    }

    /// A number that something bears: the verdict is that of the decisions on it.
    fn identified(
        &self,
        input: &str,
        pasted: &Pasted,
        looked: &Looked<'_>,
    ) -> Result<IdentifierView, StoreError> {
        let reading = looked.reading;
        let decided = self.decided_of(reading.value)?;
        let orderable = match (reading.value, &decided) {
            (Some(value), Some(decided)) => {
                let views = decided.decisions.iter();
                let held: Vec<(&Decision, bool)> = views.map(|view| view.held_against(value)).collect();
                Orderable::of(value, &held)
            }
            (value, _) => Orderable::not_in_directory(value, None),
        };
        let day = self.today();
        let mut matches = looked.people.clone();
        matches.extend(looked.structures.iter().map(|known| structure_match(known, known.life(day).state())));
        let kind = match (reading.value, looked.structures.first()) {
            (Some(Value::Finess(_)), Some(first)) if first.finess_eg.is_some() => "finess_geographique",
            (Some(Value::Finess(_)), Some(_)) => "finess_juridique",
            _ => reading.kind,
        };
        Ok(IdentifierView { kind: Some(kind), matches, ..read(input, pasted, reading, orderable) })
    }

    fn decided_of(&self, value: Option<Value>) -> Result<Option<Decided>, StoreError> {
        let Some(id) = value.and_then(Value::structure) else { return Ok(None) };
        self.decide_for_structure(StructureId::Known(id), &DecisionRequest::default())
    }

    /// A text that nothing bears: what it may be, and what is known near it.
    fn unknown(&self, input: &str, pasted: &Pasted) -> Result<IdentifierView, StoreError> {
        let Some(reading) = pasted.readings.first() else { return Ok(unreadable(input, pasted)) };
        let Some(value) = reading.value else {
            let suggestions = self.slips(pasted)?;
            return Ok(IdentifierView { suggestions, ..read(input, pasted, reading, wrong_key()) });
        };
        let orderable = if self.is_scm_siret(value)? {
            Orderable::of_scm()
        } else {
            Orderable::not_in_directory(Some(value), self.company_of(value)?.as_deref())
        };
        let (kind, possible_kinds) = undecided(pasted, reading);
        let suggestions = self.slips(pasted)?;
        Ok(IdentifierView {
            kind: Some(kind),
            possible_kinds,
            suggestions,
            ..read(input, pasted, reading, orderable)
        })
    }

    /// What SIRENE knows of the company of a SIRET that nothing bears.
    fn company_of(&self, value: Value) -> Result<Option<String>, StoreError> {
        let Value::Siret(siret) = value else { return Ok(None) };
        Ok(self.legal_unit(siret.siren())?.map(|unit| {
            let ceased = unit.etat.is_some_and(|etat| etat == "C");
            format!(
                "SIRENE connaît l'entreprise {} {}{}, pas cet établissement",
                unit.siren,
                unit.denomination,
                if ceased { ", cessée" } else { "" }
            )
        }))
    }

    /// The people whose RPPS this would be if one digit were another, or two neighbours were swapped.
    fn slips(&self, pasted: &Pasted) -> Result<Vec<IdentifierMatch>, StoreError> {
        let wrong = pasted.readings.iter().find(|reading| reading.kind == "rpps" && reading.value.is_none());
        let mut found: Vec<IdentifierMatch> = Vec::new();
        for rpps in wrong.map(|reading| neighbours(&reading.canonical)).unwrap_or_default() {
            if let Some(person) = self.person_match(IdNatPp::Rpps(rpps))?
                && found.iter().all(|known| known.id != person.id)
            {
                found.push(person);
            }
            if found.len() == MAX_SUGGESTIONS {
                break;
            }
        }
        Ok(found)
    }
}

/// The numbers whose key holds that are one slip away: a swap of neighbours, or one other digit.
fn neighbours(digits: &str) -> Vec<Rpps> {
    let bytes = digits.as_bytes();
    let swapped = (1..bytes.len()).map(|at| {
        let mut other = bytes.to_vec();
        other.swap(at - 1, at);
        other
    });
    let replaced = (0..bytes.len()).flat_map(|at| {
        (b'0'..=b'9').map(move |digit| {
            let mut other = bytes.to_vec();
            other[at] = digit;
            other
        })
    });
    swapped.chain(replaced).filter_map(|other| String::from_utf8(other).ok()?.parse().ok()).collect()
}

fn structure_match(known: &KnownStructure, state: State) -> IdentifierMatch {
    IdentifierMatch {
        kind: "structure",
        id: known.id_nat_struct.map(|id| id.to_string()).unwrap_or_default(),
        name: known.name().to_owned(),
        state: state.code(),
    }
}

/// The kind of a number that nothing bears: nine digits may be three things, where no label or type digit tells.
fn undecided(pasted: &Pasted, reading: &Reading) -> (&'static str, Vec<&'static str>) {
    let possible: Vec<&'static str> = pasted
        .readings
        .iter()
        .filter(|other| other.value.is_some() && other.key != Key::Invalid)
        .map(|other| other.kind)
        .collect();
    let stated = reading.typed || pasted.said == Some(reading.kind);
    if stated || possible.len() < 2 || reading.canonical.len() != 9 {
        (reading.kind, Vec::new())
    } else {
        ("undetermined", possible)
    }
}

fn wrong_key() -> Orderable {
    Orderable::unreadable("checksum", "La clé de ce numéro est fausse : il a été mal saisi")
}

fn repairs(pasted: &Pasted) -> Vec<RepairView> {
    pasted.repairs.iter().map(|r| RepairView { code: r.code(), message: r.message() }).collect()
}

fn read(input: &str, pasted: &Pasted, reading: &Reading, orderable: Orderable) -> IdentifierView {
    IdentifierView {
        input: input.to_owned(),
        kind: Some(reading.kind),
        possible_kinds: Vec::new(),
        canonical: Some(reading.canonical.clone()),
        checksum: reading.key.code(),
        expected_key: reading.expected_key,
        repairs: repairs(pasted),
        id_nat_struct: reading.value.and_then(Value::structure).map(|id| id.to_string()),
        matches: Vec::new(),
        suggestions: Vec::new(),
        orderable,
    }
}

fn unreadable(input: &str, pasted: &Pasted) -> IdentifierView {
    let (code, message) = pasted.spoilt.map_or(
        ("format", "Ce texte n'a la forme d'aucun identifiant connu : vérifiez le nombre de chiffres."),
        |spoilt| (spoilt.code(), spoilt.message()),
    );
    IdentifierView {
        input: input.to_owned(),
        kind: None,
        possible_kinds: Vec::new(),
        canonical: None,
        checksum: Key::NotApplicable.code(),
        expected_key: None,
        repairs: repairs(pasted),
        id_nat_struct: None,
        matches: Vec::new(),
        suggestions: Vec::new(),
        orderable: Orderable::unreadable(code, message),
    }
}
