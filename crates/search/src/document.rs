//! The fields of people and structures that the index needs, borrowed from the import.

use aiguilleur_domain::Code;

/// A professional, once, with everything known of them.
#[derive(Debug, Clone, Copy)]
pub struct PersonDoc<'a> {
    /// `Identification nationale PP` (`899700000104`); the hit's id.
    pub id: &'a str,
    /// `Nom d'exercice`.
    pub family_name: &'a str,
    /// `Prénom d'exercice`.
    pub given_name: &'a str,
    /// Family and given names borne before; found, and said to be former.
    pub former_names: &'a [(&'a str, &'a str)],
    /// `DR`, `PR`, `M`, `MME`.
    pub civilite: Option<Code>,
    /// Each profession (TRE_G15, R94, R95, R291) with its savoir-faire.
    pub professions: &'a [(Code, &'a [Code])],
    /// Where they practise or practised.
    pub places: &'a [Place<'a>],
    /// Whether every situation is ended (or there is none left).
    pub ended: bool,
    /// What else an exact selection finds them by; ranking reads none of it.
    pub listed: &'a [Listed],
}

/// A list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Code of one of their situations: mode, genre, fonction, rôle, section.
    Situation(Code),
    /// Code of a catégorie professionnelle.
    CategorieProfessionnelle(Code),
    /// Every situation has ended, or a source states when it does.
    Over,
    /// Some situation has ended, or a source states when it does.
    PartlyOver,
}

impl Listed {
    /// The letter of its terms.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Situation(_) => 'r',
            Self::CategorieProfessionnelle(_) => 'q',
            Self::Over => 'x',
            Self::PartlyOver => 'y',
        }
    }

    /// What stands behind the letter.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Situation(code) | Self::CategorieProfessionnelle(code) => code.as_str(),
            Self::Over | Self::PartlyOver => "over",
        }
    }

    /// The term.
    pub(crate) fn term(&self) -> String {
        format!("{}{}", self.letter(), self.code())
    }
}

/// A place of practice.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// Commune, or bureau cedex, as published (`ROUEN CEDEX`).
    pub city: &'a str,
    /// `Code postal`.
    pub postcode: &'a str,
    /// Département (`76`, `2A`, `971`); when empty, taken from the commune, else from the postcode.
    pub departement: &'a str,
    /// INSEE code of the commune (`76540`).
    pub commune: &'a str,
    /// Enseigne or raison sociale of the structure.
    pub structure_name: &'a str,
    /// Whether the situation there is current.
    pub active: bool,
}

/// A structure, site or legal person.
#[derive(Debug, Clone, Copy)]
pub struct StructureDoc<'a> {
    /// Key by which the caller finds it back; the hit's id. Opaque here.
    pub key: &'a str,
    /// Site, legal entity, cabinet or company.
    pub kind: StructureKind,
    /// Its names: raison sociale, enseigne, complément; empty ones are ignored.
    pub names: &'a [&'a str],
    /// Number and street (`14 RUE DU MARCHE`).
    pub street: &'a str,
    /// The names by which people call the town: bureau cedex, commune.
    pub towns: &'a [&'a str],
    /// `Code postal`.
    pub postcode: &'a str,
    /// Département, as for [`Place`].
    pub departement: &'a str,
    /// INSEE code of the commune.
    pub commune: &'a str,
    /// Catégorie d'établissement (TRE_R66: `620` officine).
    pub categorie: Option<Code>,
    /// Whether it is known to be closed.
    pub closed: bool,
}

/// What a structure is, as search distinguishes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureKind {
    /// Entité juridique of FINESS.
    Ej,
    /// Entité géographique of FINESS.
    Eg,
    /// Cabinet (RPPS-rang, ADELI-rang).
    Cabinet,
    /// Société d'exercice or employer known by its SIRET.
    Societe,
    /// Group of legal persons (GHT).
    Groupe,
    /// Anything else.
    Other,
}

impl StructureKind {
    const ALL: [Self; 6] = [Self::Ej, Self::Eg, Self::Cabinet, Self::Societe, Self::Groupe, Self::Other];

    pub(crate) fn to_bits(self) -> u64 {
        Self::ALL.iter().position(|kind| *kind == self).unwrap_or(5) as u64
    }

    pub(crate) fn from_bits(bits: u64) -> Self {
        usize::try_from(bits).ok().and_then(|i| Self::ALL.get(i).copied()).unwrap_or(Self::Other)
    }
}
