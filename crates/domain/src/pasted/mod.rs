//! Identifiers as people paste them: repaired where there is one reading, and every repair is listed.
//!
//! This never guesses. A text that could be two things is given as both; a number that an Excel destroyed is
//! refused with the reason.

mod clean;
mod label;
mod reading;

pub use clean::{Repair, Spoilt};
pub use reading::{Key, Reading, Value};

/// What a pasted text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The repairs that the text needed before it could be read.
    pub repairs: Vec<Repair>,
    /// Its readings, the likeliest first; several when the form alone cannot tell.
    pub readings: Vec<Reading>,
    /// The kind that a label beside the number says (`RPPS : …`, `n° FINESS … (ET)`).
    pub said: Option<&'static str>,
    /// Why there is no reading, when the text was destroyed before it came here.
    pub spoilt: Option<Spoilt>,
}

impl Pasted {
    /// Reads `text`. It looks nothing up, so a FINESS number stays of unknown level here.
    pub fn read(text: &str) -> Self {
        let label::Unlabelled { text, said, stripped } = label::strip(text);
        match clean::clean(&text) {
            Err(spoilt) => Self { repairs: Vec::new(), readings: Vec::new(), said, spoilt: Some(spoilt) },
            Ok((cleaned, cleaning)) => {
                let (mut readings, repaired) = reading::read(&cleaned);
                let mut repairs: Vec<Repair> = stripped.then_some(Repair::Label).into_iter().collect();
                repairs.extend(cleaning.into_iter().chain(repaired));
                if let Some(said) = said {
                    readings.sort_by_key(|reading| reading.kind != said);
                    if readings.first().is_some_and(|reading| reading.kind != said) {
                        repairs.push(Repair::OtherLabel);
                    }
                }
                Self { repairs, readings, said, spoilt: None }
            }
        }
    }

    /// The likeliest reading whose key holds, else the likeliest at all.
    pub fn best(&self) -> Option<&Reading> {
        let said = self.readings.first().filter(|first| self.said == Some(first.kind));
        said.or_else(|| self.readings.iter().find(|r| r.key != Key::Invalid))
            .or_else(|| self.readings.first())
    }
}

#[cfg(test)]
mod tests;
