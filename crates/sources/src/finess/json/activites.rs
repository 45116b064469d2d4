//! FINESS+ `finess-activites`: of 590,000 activities, those that are heavy equipment, and of imaging under the rules of
//! 2023 (`AMM`) the machines. Who holds them is one fact more between a GIE and a clinic.

use std::{io::Read, sync::Arc};

use aiguilleur_domain::{
    FinessEg, FinessEj,
    entity::{ComplementRow, Equipement, SourceKind},
};

use super::{
    Stop, dated, elements, members,
    slicer::Slicer,
    wire::{Activite, Appareil, PmejActivites},
};
use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::fields::Notes,
};

/// Decodes a `finess-activites` JSON text, calling `visit` with each equipment, reject and anomaly in the order of
/// the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_activites<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut slicer = Slicer::new(input);
    let mut decoder = Decoder { notes: Notes::new(file), summary: Summary::default(), visit };
    let mut has_pmej = false;
    let walked = members(&mut slicer, |key, slicer| {
        if key.is("pmej") {
            has_pmej = true;
            return elements(slicer, |bytes, line| {
                decoder.notes.line = line;
                decoder.pmej(bytes)
            });
        }
        if key.is("generatedAt") {
            decoder.summary.dated = dated(slicer.value()?.0);
            return Ok(());
        }
        Ok(slicer.skip_value()?)
    });
    let walked = walked.and_then(|()| if has_pmej { Ok(()) } else { Err(Stop::WithoutPmej) });
    walked.map_err(|stop| stop.error(file, SourceKind::FinessActivites, slicer.line()))?;
    decoder.summary.text_bytes = slicer.bytes();
    Ok(decoder.summary)
}

struct Decoder<V> {
    notes: Notes,
    summary: Summary,
    visit: V,
}

impl<E, V: FnMut(Event<ComplementRow>) -> Result<(), E>> Decoder<V> {
    fn pmej(&mut self, bytes: &[u8]) -> Result<(), E> {
        let pmej: PmejActivites<'_> = match serde_json::from_slice(bytes) {
            Ok(pmej) => pmej,
            Err(_) => {
                let defect = self.notes.defect("", Rule::Structure, "élément JSON illisible");
                return self.deliver(Err(defect));
            }
        };
        let ej = match pmej.num_finess.get().parse::<FinessEj>() {
            Ok(ej) => ej,
            Err(error) => {
                let defect = self.notes.unreadable("numFiness", &error);
                return self.deliver(Err(defect));
            }
        };
        for activite in &pmej.autorisees.0 {
            self.activite(ej, None, activite)?;
        }
        for ege in &pmej.ege.0 {
            let site = self.notes.identifier("numFinessEge", ege.num_finess.get());
            for activite in &ege.exercees.0 {
                self.activite(ej, site, activite)?;
            }
        }
        Ok(())
    }

    fn activite(&mut self, ej: FinessEj, site: Option<FinessEg>, activite: &Activite<'_>) -> Result<(), E> {
        let nature = &activite.nature;
        let eml = [&nature.specifiques.eml, &activite.eml].map(|eml| eml.kind.get());
        let eml = eml.into_iter().find(|kind| !kind.is_empty());
        if nature.code.get() == "EML" || eml.is_some() {
            return self.equipement(ej, site, activite, ("EML", eml.unwrap_or_default(), None));
        }
        // Of authorisations for imaging the legal entity's own has no machine: they stand with the site.
        for (index, appareil) in nature.specifiques.appareils.0.iter().enumerate() {
            if holds(appareil) {
                self.equipement(ej, site, activite, (nature.code.get(), appareil.kind.get(), Some(index)))?;
            }
        }
        if nature.specifiques.appareils.0.is_empty() {
            self.summary.kept();
        }
        Ok(())
    }

    fn equipement(
        &mut self,
        ej: FinessEj,
        site: Option<FinessEg>,
        activite: &Activite<'_>,
        (nature, kind, index): (&str, &str, Option<usize>),
    ) -> Result<(), E> {
        let generiques = &activite.generiques;
        let Ok(code) = nature.parse() else {
            let defect = self.notes.defect("codeNature", Rule::Format, "ce n'est pas un code");
            return self.deliver(Err(defect));
        };
        let ends = [&generiques.date_fin_effective, &generiques.date_fin].map(super::lenient::Text::get);
        let number = generiques.number.get();
        let row = Equipement {
            ej,
            site,
            number: index.map_or_else(|| number.to_owned(), |index| format!("{number}/{index}")),
            nature: code,
            kind: self.notes.code("typeEmlId", kind),
            etat: self.notes.code("etatObjet", generiques.etat_objet.get()),
            from: self.notes.date("dateDebutActiviteAutorisee", generiques.date_debut.get()),
            to: self.notes.date(
                "dateFinActiviteAutorisee",
                ends.into_iter().find(|date| !date.is_empty()).unwrap_or_default(),
            ),
        };
        self.deliver(Ok(ComplementRow::Equipement(row)))
    }

    fn deliver(&mut self, row: Result<ComplementRow, Defect>) -> Result<(), E> {
        deliver(row, &mut self.notes, &mut self.summary, &mut self.visit)
    }
}

/// Every authorisation lists the same eight kinds of machine: those of which there is none are not held.
fn holds(appareil: &Appareil<'_>) -> bool {
    !matches!(appareil.count.get(), "" | "0")
}
