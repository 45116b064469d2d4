//! A form, filled: what goes in each box, to be printed and copied.

use aiguilleur_resolver::Form;
use askama::Template;

use super::shell::Shell;
use crate::wording;

#[derive(Debug, Template)]
#[template(path = "form.html")]
pub(crate) struct FormPage {
    pub(crate) shell: Shell,
    /// What the form is.
    pub(crate) title: &'static str,
    /// Whose it is: back to them.
    pub(crate) owner: String,
    /// Their page.
    pub(crate) back: String,
    /// Which of how many.
    pub(crate) place: (usize, usize),
    /// The sections, in order, each with its boxes.
    pub(crate) sections: Vec<(&'static str, Vec<BoxLine>)>,
    /// Where it goes.
    pub(crate) send_to: Option<&'static str>,
    /// The ways to declare the same online: name and page.
    pub(crate) online: Vec<(&'static str, &'static str)>,
}

/// A box of the form.
#[derive(Debug)]
pub(crate) struct BoxLine {
    /// As printed.
    pub(crate) label: &'static str,
    /// What to write.
    pub(crate) value: Option<String>,
    /// Whether it must stay empty.
    pub(crate) empty: bool,
    /// What to do.
    pub(crate) instruction: &'static str,
}

#[derive(Debug)]
pub(crate) struct FormLink {
    /// Its page.
    pub(crate) href: String,
    pub(crate) title: &'static str,
    /// What is written in it that tells it from the others.
    pub(crate) content: String,
}

impl FormLink {
    /// The links to all `forms` of the page at `here`.
    pub(crate) fn all(forms: &[Form], here: &str, query: &str) -> Vec<Self> {
        let link = |(form, place): (&Form, usize)| Self {
            href: format!("{here}/formulaires/{place}{query}"),
            title: form.title,
            content: content(form),
        };
        forms.iter().zip(1..).map(link).collect()
    }
}

fn content(form: &Form) -> String {
    let mut parts: Vec<String> = form.denomination.iter().cloned().collect();
    parts.extend(form.finess.as_ref().map(|finess| format!("FINESS {finess}")));
    parts.extend(form.siret.as_ref().map(|siret| format!("SIRET {siret}")));
    parts.extend(form.rpps_rang.iter().map(|rang| format!("RPPS-rang {rang}")));
    parts.extend(form.certificate_type.map(|kind| format!("certificat {}", kind.code().to_uppercase())));
    parts.join(" · ")
}

impl FormPage {
    /// The page of `forms[place - 1]`.
    pub(crate) fn new(forms: &[Form], place: usize, owner: String, back: String) -> Option<Self> {
        let form = forms.get(place.checked_sub(1)?)?;
        let mut sections: Vec<(&'static str, Vec<BoxLine>)> = Vec::new();
        for line in lines(form) {
            match sections.last_mut() {
                Some((section, boxes)) if *section == line.0 => boxes.push(line.1),
                _ => sections.push((line.0, vec![line.1])),
            }
        }
        Some(Self {
            shell: Shell::new(format!("{} — {owner}", form.title)),
            title: form.title,
            owner,
            back,
            place: (place, forms.len()),
            sections,
            send_to: form.send_to,
            online: form.online.iter().map(|way| (way.name, wording::address(way.url))).collect(),
        })
    }
}

/// The boxes; a form that prints none of its own shows what is known of the structure.
fn lines(form: &Form) -> Vec<(&'static str, BoxLine)> {
    let own = form.fields.iter().map(|field| {
        let (label, instruction) = (field.label, field.instruction);
        (field.section, BoxLine { label, value: field.value.clone(), empty: field.empty, instruction })
    });
    let mut lines: Vec<_> = own.collect();
    if lines.is_empty() {
        let known = [
            ("Dénomination de la structure", &form.denomination),
            ("FINESS", &form.finess),
            ("N° SIRET", &form.siret),
            ("Éditeur", &form.editeur),
        ];
        lines.extend(known.into_iter().filter(|(_, value)| value.is_some()).map(|(label, value)| {
            ("Structure", BoxLine { label, value: value.clone(), empty: false, instruction: "À reporter" })
        }));
    }
    lines
}
