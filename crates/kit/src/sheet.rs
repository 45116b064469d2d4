//! A form, filled, box by box, in the form's own order and rubrics.

use aiguilleur_resolver::{CertificateType, Field, Form, Online, Signatory};
use serde::Serialize;

use crate::{
    editeur::{Administrator, Editeur},
    signatory::Signer,
};

/// What is done with a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxState {
    /// Its value is written in it.
    Write,
    /// It is ticked.
    Tick,
    /// It is not ticked.
    Untick,
    /// It stays empty.
    Empty,
    /// Only the client knows.
    Ask,
}

/// One box with its label and value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilledBox {
    /// Its stable name.
    pub code: String,
    /// As printed.
    pub label: String,
    /// What to do with it.
    pub state: BoxState,
    /// What is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How, where it is not written yet.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub instruction: String,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rubric {
    /// Number printed on the form (`3.1`).
    pub number: &'static str,
    /// Its title on the form.
    pub title: &'static str,
    /// Boxes in the form's own order.
    pub boxes: Vec<FilledBox>,
}

/// A form, filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// `F413`, `F414`, `bon_de_commande_segur`.
    pub form: &'static str,
    /// French title of the form.
    pub title: &'static str,
    /// Whether the PDF is the official form itself, and not our own sheet.
    pub official: bool,
    /// Its parts.
    pub rubrics: Vec<Rubric>,
    /// Who signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
    /// Where it goes.
    pub send_to: Option<&'static str>,
    /// The ways online.
    pub online: Vec<Online>,
    /// Boxes of the official form that had no field of that name: to be written by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<String>,
}

/// Lines of RPPS-rang on the form.
const RANGS: usize = 4;

impl Sheet {
    /// `form`, with what `editeur` and `signer` fill of it.
    pub(crate) fn new(form: &Form, editeur: &Editeur, signer: Option<Signer>) -> Self {
        let mut sheet = Self {
            form: form.form,
            title: form.title,
            official: false,
            rubrics: Vec::new(),
            signer,
            send_to: form.send_to,
            online: form.online.clone(),
            by_hand: Vec::new(),
        };
        for field in &form.fields {
            let boxes = sheet.boxes(field, form, editeur);
            sheet.put(field.section, boxes);
        }
        if form.fields.is_empty() {
            sheet.put("", known(form, editeur));
        }
        sheet
    }

    fn put(&mut self, number: &'static str, boxes: Vec<FilledBox>) {
        match self.rubrics.iter_mut().find(|rubric| rubric.number == number) {
            Some(rubric) => rubric.boxes.extend(boxes),
            None => self.rubrics.push(Rubric { number, title: title(number), boxes }),
        }
    }

    /// The boxes that a field fills.
    fn boxes(&self, field: &Field, form: &Form, editeur: &Editeur) -> Vec<FilledBox> {
        let one =
            |code: &str, label: &str, value: Option<&str>| vec![ask(code, label, value, field.instruction)];
        match field.code {
            "rpps_rang" => rangs(field, &form.rpps_rang),
            "signatory" => signatory(form.signatory),
            "signatory_contact" => self.signer_boxes(),
            "signatory_card" => {
                let number = self.signer.as_ref().and_then(|signer| signer.card.number());
                one(field.code, field.label, number)
            }
            "administrator_card" => administrators(field, &editeur.administrators),
            // Beside the card, in the same table.
            "administrator_contact" if !editeur.administrators.is_empty() => Vec::new(),
            "editeur" => one(field.code, field.label, field.value.as_deref().or(some(&editeur.name))),
            "solution" => one(field.code, field.label, some(&editeur.solution)),
            "certificate_type" => types(form.certificate_type),
            _ if field.empty => vec![FilledBox::empty(field.code, field.label)],
            _ => one(field.code, field.label, field.value.as_deref()),
        }
    }

    fn signer_boxes(&self) -> Vec<FilledBox> {
        let signer = self.signer.as_ref();
        let theirs = "Ceux de la personne qui signe";
        vec![
            ask("signatory_family_name", "Nom", signer.map(|s| s.family_name.as_str()), theirs),
            ask("signatory_given_name", "Prénom(s)", signer.map(|s| s.given_name.as_str()), theirs),
            ask("signatory_phone", "Téléphone", None, theirs),
            ask("signatory_email", "Email professionnel", None, theirs),
        ]
    }

    /// Every box.
    pub fn boxes_in_order(&self) -> impl Iterator<Item = &FilledBox> {
        self.rubrics.iter().flat_map(|rubric| &rubric.boxes)
    }

    /// What is written in the box of that name.
    pub fn value(&self, code: &str) -> Option<&str> {
        self.boxes_in_order().find(|one| one.code == code)?.value.as_deref()
    }
}

impl FilledBox {
    fn empty(code: &str, label: &str) -> Self {
        Self {
            code: code.to_owned(),
            label: label.to_owned(),
            state: BoxState::Empty,
            value: None,
            instruction: String::new(),
        }
    }

    fn tick(code: &str, label: &str, ticked: bool) -> Self {
        let state = if ticked { BoxState::Tick } else { BoxState::Untick };
        Self { state, ..Self::empty(code, label) }
    }
}

/// A text, unless it is empty.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A box with its value, or the question that it asks.
fn ask(code: &str, label: &str, value: Option<&str>, instruction: &str) -> FilledBox {
    let value = value.filter(|value| !value.is_empty()).map(str::to_owned);
    let state = if value.is_some() { BoxState::Write } else { BoxState::Ask };
    let instruction = if value.is_some() { String::new() } else { instruction.to_owned() };
    FilledBox { state, value, instruction, ..FilledBox::empty(code, label) }
}

fn rangs(field: &Field, rangs: &[String]) -> Vec<FilledBox> {
    if rangs.is_empty() {
        return vec![FilledBox::empty(field.code, field.label)];
    }
    let line = |(index, rang): (usize, Option<&String>)| {
        let (code, label) = (format!("rpps_rang_{}", index + 1), format!("{} {}", field.label, index + 1));
        match rang {
            Some(rang) => ask(&code, &label, Some(rang), ""),
            None => FilledBox::empty(&code, &label),
        }
    };
    (0..RANGS).map(|index| (index, rangs.get(index))).map(line).collect()
}

/// The form prints three; « Responsable légal » and « Mandataire » where either may sign.
fn signatory(wanted: Option<Signatory>) -> Vec<FilledBox> {
    let is = |one| wanted == Some(one);
    let either = is(Signatory::RepresentantLegalOuMandataire);
    vec![
        FilledBox::tick(
            "signatory_responsable_legal",
            "Responsable légal",
            is(Signatory::ResponsableLegal) || either,
        ),
        FilledBox::tick("signatory_mandataire", "Mandataire", false),
        FilledBox::tick("signatory_titulaire", "Titulaire du cabinet", is(Signatory::TitulaireDuCabinet)),
    ]
}

fn administrators(field: &Field, known: &[Administrator]) -> Vec<FilledBox> {
    if known.is_empty() {
        return vec![ask(field.code, field.label, None, field.instruction)];
    }
    let mut boxes = Vec::new();
    for (administrator, place) in known.iter().zip(1..) {
        let Administrator { family_name, given_name, card, phone, email, rpps: _ } = administrator;
        let columns = [
            ("card", "N° de carte", card),
            ("family_name", "Nom figurant sur la carte", family_name),
            ("given_name", "Prénom figurant sur la carte", given_name),
            ("phone", "Téléphone", phone),
            ("email", "Email professionnel", email),
        ];
        for (code, label, value) in columns {
            let code = format!("administrator_{place}_{code}");
            boxes.push(ask(&code, &format!("{label} ({place})"), some(value), field.instruction));
        }
    }
    boxes
}

fn types(wanted: Option<CertificateType>) -> Vec<FilledBox> {
    let one = |kind: &CertificateType| {
        FilledBox::tick(&format!("certificate_type_{kind}"), kind.label_fr(), wanted == Some(*kind))
    };
    CertificateType::ALL.iter().map(one).collect()
}

/// A form that prints no boxes of its own: what is known of the structure.
fn known(form: &Form, editeur: &Editeur) -> Vec<FilledBox> {
    let lines = [
        ("denomination", "Dénomination de la structure", form.denomination.as_deref()),
        ("finess", "FINESS", form.finess.as_deref()),
        ("siret", "N° SIRET", form.siret.as_deref()),
        ("editeur", "Éditeur", form.editeur.as_deref().or(some(&editeur.name))),
    ];
    lines
        .into_iter()
        .filter(|(_, _, value)| value.is_some())
        .map(|(code, label, value)| ask(code, label, value, ""))
        .collect()
}

const fn title(number: &str) -> &'static str {
    match number.as_bytes() {
        b"3.1" => "Identification de la structure",
        b"3.2" => "Identification du représentant légal, du mandataire ou du titulaire du cabinet",
        b"4.1" => "Déclaration des administrateurs techniques",
        b"4.2" => "Usage des certificats et solution utilisée",
        b"4.3" => "Type de certificat",
        b"Visa" => "Date, signature et cachet",
        _ => "Structure",
    }
}
