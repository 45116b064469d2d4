//! The ANS's own form, when the operator supplies its blank: filled by its field names, then read back.

use std::collections::BTreeMap;

use aiguilleur_domain::name::fold;
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string, text_string};

use crate::sheet::{BoxState, FilledBox, Sheet};

/// Why a blank could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum BlankError {
    /// It is no PDF, or a damaged one.
    #[error("le formulaire vierge ne se lit pas")]
    Unreadable(#[from] lopdf::Error),
    /// It could not be written.
    #[error("le formulaire rempli ne s'écrit pas")]
    Unwritable(#[from] std::io::Error),
    /// What was written is not what is read back.
    #[error("le champ « {0} » du formulaire ne garde pas ce qu'on y écrit")]
    NotKept(String),
}

/// A blank, filled.
pub(crate) struct Filled {
    pub(crate) bytes: Vec<u8>,
    /// Labels of the boxes that it has no field for.
    pub(crate) by_hand: Vec<String>,
}

/// A field that can be filled.
struct Field {
    id: ObjectId,
    /// Its names, folded: its own, its whole name, and what it shows to the reader.
    names: Vec<String>,
    whole: String,
    button: bool,
}

/// Nesting of fields that is followed.
const DEEPEST: usize = 16;

/// `blank` with the boxes of `sheet`; `None` where it has no fields that take any. `names` says which field a box is,
/// where the names do not tell.
///
/// # Errors
/// [`BlankError`].
pub(crate) fn fill(
    blank: &[u8],
    sheet: &Sheet,
    names: &BTreeMap<String, String>,
) -> Result<Option<Filled>, BlankError> {
    let mut document = Document::load_mem(blank)?;
    let fields = fields(&document);
    let mut written: Vec<(ObjectId, String, String)> = Vec::new();
    let mut by_hand = Vec::new();
    for one in sheet.boxes_in_order() {
        let found = fields.iter().find(|field| is_of(field, one, names.get(&one.code)));
        match (one.state, found) {
            (BoxState::Write, Some(field)) if !field.button => {
                let value = one.value.clone().unwrap_or_default();
                document.get_dictionary_mut(field.id)?.set("V", text_string(&value));
                document.get_dictionary_mut(field.id)?.remove(b"AP");
                written.push((field.id, field.whole.clone(), value));
            }
            (BoxState::Tick, Some(field)) if field.button => tick(&mut document, field.id)?,
            (BoxState::Write | BoxState::Tick, _) => by_hand.push(one.label.clone()),
            _ => {}
        }
    }
    if written.is_empty() {
        return Ok(None);
    }
    redraw(&mut document)?;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    read_back(&bytes, &written)?;
    Ok(Some(Filled { bytes, by_hand }))
}

/// Readers draw the values themselves; an XFA form would be shown instead of what was filled.
fn redraw(document: &mut Document) -> Result<(), BlankError> {
    let form = document.catalog()?.get(b"AcroForm")?.clone();
    let form = match form {
        Object::Reference(id) => document.get_dictionary_mut(id)?,
        _ => document.catalog_mut()?.get_mut(b"AcroForm")?.as_dict_mut()?,
    };
    form.set("NeedAppearances", true);
    form.remove(b"XFA");
    Ok(())
}

/// Ticks a box: its state is whichever is not « Off ».
fn tick(document: &mut Document, id: ObjectId) -> Result<(), BlankError> {
    let states = document.get_dictionary(id)?.get(b"AP").ok();
    let states = states.and_then(|ap| follow(document, ap)).and_then(|ap| ap.get(b"N").ok());
    let states = states.and_then(|normal| follow(document, normal));
    let on =
        states.and_then(|states| states.iter().map(|(name, _)| name).find(|name| name.as_slice() != b"Off"));
    let on = Object::Name(on.cloned().unwrap_or_else(|| b"Yes".to_vec()));
    let field = document.get_dictionary_mut(id)?;
    field.set("V", on.clone());
    field.set("AS", on);
    Ok(())
}

fn read_back(bytes: &[u8], written: &[(ObjectId, String, String)]) -> Result<(), BlankError> {
    let document = Document::load_mem(bytes)?;
    for (id, name, value) in written {
        let kept = document.get_dictionary(*id)?.get(b"V").and_then(decode_text_string);
        if kept.ok().as_ref() != Some(value) {
            return Err(BlankError::NotKept(name.clone()));
        }
    }
    Ok(())
}

fn follow<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// Every field that takes a value.
fn fields(document: &Document) -> Vec<Field> {
    let mut found = Vec::new();
    let form = document.catalog().ok().and_then(|catalog| catalog.get(b"AcroForm").ok());
    let form = form.and_then(|form| follow(document, form));
    let roots =
        form.and_then(|form| form.get(b"Fields").ok()).and_then(|roots| document.dereference(roots).ok());
    if let Some(roots) = roots.and_then(|(_, roots)| roots.as_array().ok()) {
        for root in roots {
            walk(document, root, "", b"", DEEPEST, &mut found);
        }
    }
    found
}

fn walk(document: &Document, at: &Object, above: &str, kind: &[u8], depth: usize, found: &mut Vec<Field>) {
    let Ok(id) = at.as_reference() else { return };
    let (Some(left), Ok(field)) = (depth.checked_sub(1), document.get_dictionary(id)) else { return };
    let text = |key: &[u8]| field.get(key).and_then(decode_text_string).unwrap_or_default();
    let own = text(b"T");
    let whole = [above, &own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    let kind = field.get(b"FT").and_then(Object::as_name).unwrap_or(kind).to_vec();
    let kids = field.get(b"Kids").and_then(Object::as_array).cloned().unwrap_or_default();
    let named = |kid: &Object| {
        let kid = kid.as_reference().ok().and_then(|id| document.get_dictionary(id).ok());
        kid.is_some_and(|kid| kid.has(b"T"))
    };
    if kids.iter().any(named) {
        for kid in &kids {
            walk(document, kid, &whole, &kind, left, found);
        }
        return;
    }
    let names = [own, whole.clone(), text(b"TU")].iter().map(|name| plain(name)).collect();
    found.push(Field { id, names, whole, button: kind == b"Btn" });
}

/// A name in small plain letters and figures.
fn plain(name: &str) -> String {
    fold(name).trim().to_owned()
}

/// Whether `field` is the box: by the name that the configuration gives, else by one of its usual names, whole.
fn is_of(field: &Field, one: &FilledBox, configured: Option<&String>) -> bool {
    if let Some(name) = configured {
        return field.whole == *name || field.names.first() == Some(&plain(name));
    }
    let own = [plain(&one.code), plain(&one.label)];
    field.names.iter().any(|name| own.contains(name) || usual(&one.code).contains(&name.as_str()))
}

/// Names that a form's designer gives a box, beside its printed label.
const fn usual(code: &str) -> &'static [&'static str] {
    match code.as_bytes() {
        b"denomination" => &["denomination", "raison sociale", "nom structure", "denomination structure"],
        b"finess" => &["finess", "n finess", "numero finess", "finess geographique", "no finess"],
        b"siret" => &["siret", "n siret", "numero siret", "no siret"],
        b"rpps_rang_1" => &["rpps rang", "rang 1", "rpps rang1", "rppsrang1", "n rpps rang"],
        b"rpps_rang_2" => &["rang 2", "rpps rang2", "rppsrang2"],
        b"rpps_rang_3" => &["rang 3", "rpps rang3", "rppsrang3"],
        b"rpps_rang_4" => &["rang 4", "rpps rang4", "rppsrang4"],
        b"signatory_titulaire" => &["titulaire", "titulaire cabinet"],
        b"signatory_responsable_legal" => &["responsable legal", "representant legal"],
        b"signatory_family_name" => &["nom", "nom signataire", "nom representant"],
        b"signatory_given_name" => &["prenom", "prenoms", "prenom signataire", "prenom representant"],
        b"signatory_card" => {
            &["carte", "numero de carte", "n carte", "carte signataire", "carte representant"]
        }
        b"administrator_1_card" => &["carte at1", "carte at 1", "n carte at1", "at1 carte", "carte admin1"],
        b"administrator_1_family_name" => &["nom at1", "nom at 1", "at1 nom", "nom admin1"],
        b"administrator_1_given_name" => &["prenom at1", "prenom at 1", "at1 prenom", "prenom admin1"],
        b"administrator_1_phone" => &["telephone at1", "telephone at 1", "at1 telephone"],
        b"administrator_1_email" => &["email at1", "email at 1", "at1 email", "courriel at1"],
        b"usage" => &["usage", "precisions usage", "precision usage"],
        b"editeur" => &["editeur", "editeur solution"],
        b"solution" => &["solution"],
        b"certificate_type_org" => &["org", "certificat org", "type org"],
        b"certificate_type_serv" => &["serv", "certificat serv", "type serv"],
        b"certificate_type_pro" => &["pro", "certificat pro", "type pro"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::sheet::Rubric;

    /// A form with a text field of each name, and a box to tick of each of `boxes`.
    fn blank(texts: &[&str], boxes: &[&str]) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let mut fields: Vec<Object> = Vec::new();
        for name in texts {
            let field = dictionary! { "FT" => "Tx", "T" => text_string(name), "Subtype" => "Widget" };
            fields.push(document.add_object(field).into());
        }
        for name in boxes {
            let states = dictionary! { "N" => dictionary! { "Oui" => Object::Null, "Off" => Object::Null } };
            let field = dictionary! { "FT" => "Btn", "T" => text_string(name), "AP" => states };
            fields.push(document.add_object(field).into());
        }
        let pages = document
            .add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
        let form = dictionary! { "Fields" => fields, "XFA" => Object::Null };
        let catalog =
            document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => form });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    fn sheet() -> Sheet {
        let one = |code: &str, label: &str, state, value: Option<&str>| FilledBox {
            code: code.to_owned(),
            label: label.to_owned(),
            state,
            value: value.map(str::to_owned),
            instruction: String::new(),
        };
        let boxes = vec![
            one("denomination", "Dénomination de la structure", BoxState::Write, Some("CABINET DE L'ÉTÉ")),
            one("finess", "FINESS", BoxState::Empty, None),
            one("rpps_rang_1", "RPPS rang 1", BoxState::Write, Some("99700000104007")),
            one("signatory_titulaire", "Titulaire du cabinet", BoxState::Tick, None),
            one("solution", "Solution utilisée", BoxState::Write, Some("RIS")),
        ];
        Sheet {
            form: "F413",
            title: "Formulaire 413",
            official: false,
            rubrics: vec![Rubric { number: "3.1", title: "Structure", boxes }],
            signer: None,
            send_to: None,
            online: Vec::new(),
            by_hand: Vec::new(),
        }
    }

    fn values(bytes: &[u8]) -> Vec<(String, String)> {
        let document = Document::load_mem(bytes).unwrap();
        let read = |field: &Field| {
            let value = document.get_dictionary(field.id).unwrap().get(b"V").ok()?;
            let text = decode_text_string(value)
                .ok()
                .or_else(|| value.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned()));
            Some((field.whole.clone(), text?))
        };
        fields(&document).iter().filter_map(read).collect()
    }

    #[test]
    fn a_blank_is_filled_by_its_field_names() {
        let blank =
            blank(&["Dénomination de la structure", "FINESS", "RPPS_rang_1"], &["Titulaire du cabinet"]);
        let filled = fill(&blank, &sheet(), &BTreeMap::new()).unwrap().unwrap();
        let expected = [
            ("Dénomination de la structure", "CABINET DE L'ÉTÉ"),
            ("RPPS_rang_1", "99700000104007"),
            ("Titulaire du cabinet", "Oui"),
        ];
        assert_eq!(values(&filled.bytes), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(filled.by_hand, ["Solution utilisée"]);
    }

    #[test]
    fn names_that_tell_nothing_are_configured() {
        let names = BTreeMap::from([("rpps_rang_1".to_owned(), "Texte12".to_owned())]);
        let filled = fill(&blank(&["Texte11", "Texte12"], &[]), &sheet(), &names).unwrap().unwrap();
        assert_eq!(values(&filled.bytes), [("Texte12".to_owned(), "99700000104007".to_owned())]);
    }

    #[test]
    fn a_blank_without_fields_is_not_filled() {
        assert!(fill(&blank(&[], &[]), &sheet(), &BTreeMap::new()).unwrap().is_none());
        assert!(fill(b"no PDF", &sheet(), &BTreeMap::new()).is_err());
    }
}
