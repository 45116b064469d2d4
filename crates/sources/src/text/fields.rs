//! Fields to identifiers, codes and dates: what cannot be read is noted and left out, the row lives on.

use std::{str::FromStr, sync::Arc};

use aiguilleur_domain::{Code, Date, IdentifierError, KeyStatus, Siren, Siret};

use super::tidy::trim;
use crate::defect::{Defect, Location, Rule};

/// The defects of the row at hand, and where that row is.
pub(crate) struct Notes {
    file: Arc<str>,
    /// One-based line of the row at hand.
    pub(crate) line: u64,
    /// Anomalies of the row at hand.
    pub(crate) pending: Vec<Defect>,
}

impl Notes {
    pub(crate) fn new(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), line: 1, pending: Vec::new() }
    }

    /// The file that the notes are of.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn defect(&self, column: &'static str, rule: Rule, message: impl Into<String>) -> Defect {
        let at = Location { file: Arc::clone(&self.file), line: self.line, column };
        Defect { at, rule, message: message.into(), about: None }
    }

    pub(crate) fn note(&mut self, column: &'static str, rule: Rule, message: impl Into<String>) {
        let defect = self.defect(column, rule, message);
        self.pending.push(defect);
    }

    /// The defect of an identifier that cannot be read.
    pub(crate) fn unreadable(&self, column: &'static str, error: &IdentifierError) -> Defect {
        let (rule, message) = explain(error);
        self.defect(column, rule, message)
    }

    /// An optional identifier: nothing when empty, noted and left out when it cannot be read.
    pub(crate) fn identifier<T>(&mut self, column: &'static str, text: &str) -> Option<T>
    where
        T: FromStr<Err = IdentifierError>,
    {
        let text = trim(text);
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(identifier) => Some(identifier),
            Err(error) => {
                let defect = self.unreadable(column, &error);
                self.pending.push(defect);
                None
            }
        }
    }

    /// A SIRET: kept when its key is wrong, which is noted.
    pub(crate) fn siret(&mut self, column: &'static str, text: &str) -> Option<Siret> {
        let siret: Siret = self.identifier(column, text)?;
        self.key(column, "SIRET", siret.key_status());
        Some(siret)
    }

    /// A SIREN: kept when its key is wrong, which is noted.
    pub(crate) fn siren(&mut self, column: &'static str, text: &str) -> Option<Siren> {
        let siren: Siren = self.identifier(column, text)?;
        self.key(column, "SIREN", siren.key_status());
        Some(siren)
    }

    fn key(&mut self, column: &'static str, kind: &str, status: KeyStatus) {
        if let KeyStatus::Invalid { expected } = status {
            let message =
                format!("la clé du {kind} est fausse, {expected} est attendu ; le numéro est gardé");
            self.note(column, Rule::Checksum, message);
        }
    }

    /// A code of a nomenclature, known or not.
    pub(crate) fn code(&mut self, column: &'static str, text: &str) -> Option<Code> {
        let text = trim(text);
        if text.is_empty() {
            return None;
        }
        if let Some(digits) = digits_of_a_decimal(text) {
            self.note(column, Rule::Repaired, "un tableur a fait un décimal de ce code ; lu sans « .0 »");
            return digits.parse().ok();
        }
        let code = text.parse().ok();
        if code.is_none() {
            self.note(column, Rule::Format, "ce n'est pas un code (1 à 15 caractères sans espace ni accent)");
        }
        code
    }

    /// A date, `JJ/MM/AAAA`: nothing when empty, noted and left out when it cannot be read.
    pub(crate) fn day(&mut self, column: &'static str, text: &str) -> Option<Date> {
        self.required_day(column, text).unwrap_or_else(|defect| {
            self.pending.push(defect);
            None
        })
    }

    /// A date, `JJ/MM/AAAA`, that must be readable where it is given: without it, the row would say the contrary.
    pub(crate) fn required_day(&self, column: &'static str, text: &str) -> Result<Option<Date>, Defect> {
        let text = trim(text);
        if text.is_empty() {
            return Ok(None);
        }
        let unreadable =
            || self.defect(column, Rule::Format, "ce n'est pas une date (JJ/MM/AAAA est attendu)");
        read_day_first(text).map(Some).ok_or_else(unreadable)
    }

    /// A date in any of the forms that readers of one file disagree on: `AAAA-MM-JJ`, `AAAAMMJJ`, `JJ/MM/AAAA`.
    pub(crate) fn any_day(&mut self, column: &'static str, text: &str) -> Option<Date> {
        let text = trim(text);
        if text.is_empty() {
            return None;
        }
        let date = read_date(text).or_else(|| read_compact(text)).or_else(|| read_day_first(text));
        if date.is_none() {
            self.note(column, Rule::Format, "ce n'est pas une date (AAAA-MM-JJ ou AAAAMMJJ est attendu)");
        }
        date
    }

    /// A date, `AAAA-MM-JJ`, a time behind it or not. `1900-01-01` means unknown (default of the FINESS XSD).
    pub(crate) fn date(&mut self, column: &'static str, text: &str) -> Option<Date> {
        let text = trim(text);
        if text.is_empty() {
            return None;
        }
        let date = read_date(text);
        if date.is_none() {
            self.note(column, Rule::Format, "ce n'est pas une date (AAAA-MM-JJ est attendu)");
        }
        date.filter(|date| *date != aiguilleur_domain::Date::constant(1900, 1, 1))
    }
}

/// The digits of `6589.0` or `6589,0`: no code of any nomenclature has that form.
fn digits_of_a_decimal(text: &str) -> Option<&str> {
    let digits = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0"))?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Reads `JJ/MM/AAAA`, whatever follows it: the form of the restricted RPPS extraction.
pub(crate) fn read_day_first(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let separated = text.as_bytes().get(2) == Some(&b'/') && text.as_bytes().get(5) == Some(&b'/');
    let (day, month) = (i8::try_from(digits(0..2)?).ok()?, i8::try_from(digits(3..5)?).ok()?);
    Date::new(digits(6..10)?, month, day).ok().filter(|_| separated)
}

/// Reads `AAAA-MM-JJ`, whatever follows it.
pub(crate) fn read_date(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let separated = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
    let (month, day) = (i8::try_from(digits(5..7)?).ok()?, i8::try_from(digits(8..10)?).ok()?);
    Date::new(digits(0..4)?, month, day).ok().filter(|_| separated)
}

/// Reads `AAAAMMJJ`, alone or with a time behind it.
pub(crate) fn read_compact(text: &str) -> Option<Date> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let (year, month_day) = digits.split_at(4);
    Date::new(year.parse().ok()?, month_day[..2].parse().ok()?, month_day[2..].parse().ok()?).ok()
}

/// The rule and the French sentence of an identifier that cannot be read, without the identifier.
pub(crate) fn explain(error: &IdentifierError) -> (Rule, String) {
    match error {
        IdentifierError::Length { kind, found, expected } => {
            (Rule::Format, format!("{kind} de {found} caractères, {expected} attendus"))
        }
        IdentifierError::Character { kind, position } => {
            (Rule::Format, format!("{kind} : caractère inattendu en position {position}"))
        }
        IdentifierError::Key { kind, found, expected } => {
            (Rule::Checksum, format!("{kind} : la clé est {found}, {expected} est attendu"))
        }
        IdentifierError::Type { kind } => (Rule::Format, format!("{kind} : type inconnu")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let mut notes = Notes::new(&Arc::from("f"));
        assert_eq!(notes.date("c", "2019-03-04 00:00:00"), Some(Date::constant(2019, 3, 4)));
        assert_eq!(notes.date("c", "1900-01-01"), None);
        assert_eq!(notes.date("c", " "), None);
        assert!(notes.pending.is_empty());
        for bad in ["2019-13-01", "2019/03/04", "+019-03-04", "2019-0é-04", "04/03/2019"] {
            assert_eq!(notes.date("c", bad), None, "{bad}");
        }
        assert_eq!(notes.pending.len(), 5);
    }

    #[test]
    fn codes_that_a_spreadsheet_made_decimal() {
        let mut notes = Notes::new(&Arc::from("f"));
        for (text, expected) in [("6589.0", "6589"), ("95,0", "95"), ("SM44", "SM44")] {
            assert_eq!(notes.code("c", text).unwrap().as_str(), expected);
        }
        let rules: Vec<Rule> = notes.pending.iter().map(|defect| defect.rule).collect();
        assert_eq!(rules, [Rule::Repaired; 2]);
    }

    #[test]
    fn days_in_any_form() {
        let mut notes = Notes::new(&Arc::from("f"));
        for text in ["2029-03-04", "20290304", "04/03/2029", "20290304120000"] {
            assert_eq!(notes.any_day("c", text), Some(Date::constant(2029, 3, 4)), "{text}");
        }
        assert!(notes.pending.is_empty());
        for bad in ["20291304", "2029", "hier"] {
            assert_eq!(notes.any_day("c", bad), None, "{bad}");
        }
    }

    #[test]
    fn days_first() {
        let mut notes = Notes::new(&Arc::from("f"));
        assert_eq!(notes.day("c", "04/03/2019"), Some(Date::constant(2019, 3, 4)));
        assert_eq!(notes.day("c", " "), None);
        assert!(notes.pending.is_empty());
        for bad in ["31/02/2019", "2019-03-04", "4/3/2019", "04/03/19", "0é/03/2019"] {
            assert_eq!(notes.day("c", bad), None, "{bad}");
        }
        assert_eq!(notes.pending.len(), 5);
    }
}
