//! The fields of a client record, and the column names that people give them, in French and in English.

mod names;

use aiguilleur_domain::name::fold;
use aiguilleur_resolver::IdentifierKind;
use serde::Serialize;

use crate::ReconcileError;
use names::NAMES;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The client's own number.
    ClientId,
    /// RPPS, ADELI or idNat PP of the professional.
    Rpps,
    /// Whole name, of a professional or a structure.
    Name,
    /// Nom de famille.
    FamilyName,
    /// Prénom.
    GivenName,
    /// Identifier of the structure, of any kind.
    Identifier,
    /// Identifier of the structure, of the kind that the column's name says.
    Typed(IdentifierKind),
    /// Kind that the file states for `Identifier`.
    IdentifierKind,
    /// Code of a couloir.
    Couloir,
    /// Usages of the certificate.
    Usages,
    /// Certificate: a path or inline PEM.
    Certificate,
    /// Ville, with or without cedex.
    City,
    /// Code postal.
    Postcode,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// Profession, as code or label.
    Profession,
}

impl Field {
    /// The stable name, as `--map` and the reports write it.
    pub fn code(self) -> &'static str {
        NAMES.iter().find(|(field, ..)| *field == self).map_or("", |(_, code, _)| code)
    }

    /// The field of a stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, _)| *known == code.trim()).map(|(field, ..)| *field)
    }

    /// Every stable name.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, code, _)| *code)
    }

    fn named(folded: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(_, _, names)| names.split('|').any(|name| name == folded))
            .map(|(field, ..)| *field)
    }
}

/// The caller's own column names, which go before the known ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap(Vec<(String, Field)>);

impl ColumnMap {
    /// Reads `his_column=our_field` pairs.
    ///
    /// # Errors
    /// [`ReconcileError::Mapping`] when a pair has no `=`, or names a field that does not exist.
    pub fn parse<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Result<Self, ReconcileError> {
        let mut map = Self::default();
        for text in pairs {
            let refuse = |why: String| ReconcileError::Mapping { text: text.to_owned(), why };
            let (column, field) =
                text.rsplit_once('=').ok_or_else(|| refuse("écrire colonne=champ".to_owned()))?;
            let field = Field::from_code(field).ok_or_else(|| {
                let known: Vec<&str> = Field::codes().collect();
                refuse(format!("champ inconnu ; champs admis : {}", known.join(", ")))
            })?;
            map.0.push((fold(column), field));
        }
        Ok(map)
    }

    /// What the column called `name` holds; `None` for one that is carried through.
    pub fn field(&self, name: &str) -> Option<Field> {
        let folded = fold(name);
        let mapped = self.0.iter().find(|(column, _)| *column == folded).map(|(_, field)| *field);
        mapped.or_else(|| Field::named(&folded))
    }

    /// The mapped columns that `names` does not hold.
    pub fn unused<'a>(&'a self, names: &'a [String]) -> impl Iterator<Item = &'a str> {
        let missing = move |column: &&(String, Field)| !names.iter().any(|name| fold(name) == column.0);
        self.0.iter().filter(missing).map(|(column, _)| column.as_str())
    }
}

/// What was recognised of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnRead {
    /// Its name in the client file.
    pub column: String,
    /// The field it was read as; `null` when it is carried through.
    pub field: Option<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_recognised_in_both_languages() {
        let map = ColumnMap::parse(["Mon champ=city", "siret=client_id"]).unwrap();
        for (name, field) in [
            ("N° RPPS", Some(Field::Rpps)),
            ("client_id", Some(Field::ClientId)),
            ("Prénom", Some(Field::GivenName)),
            ("FINESS Géographique", Some(Field::Typed(IdentifierKind::FinessGeographique))),
            ("Identifier Kind", Some(Field::IdentifierKind)),
            ("Mon Champ", Some(Field::City)),
            ("SIRET", Some(Field::ClientId)),
            ("commentaire", None),
        ] {
            assert_eq!(map.field(name), field, "{name}");
        }
        assert!(ColumnMap::parse(["x"]).is_err());
        assert!(ColumnMap::parse(["x=inconnu"]).is_err());
    }

    #[test]
    fn every_field_has_one_code_and_every_name_one_field() {
        for (field, code, names) in NAMES {
            assert_eq!(Field::from_code(code), Some(*field));
            assert_eq!(field.code(), *code);
            for name in names.split('|') {
                assert_eq!(Field::named(&fold(name)), Some(*field), "{name}");
                assert_eq!(fold(name), name);
            }
        }
    }
}
