//! Couloirs: the ANS's ordering procedures, by kind of structure.

/// A couloir, as far as a secteur or a FINESS category alone can tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Couloir {
    /// Laboratoires de biologie médicale de ville.
    Biologie,
    /// Établissements de santé, dialyse.
    Hopital,
    /// Médecins libéraux, centres et maisons de santé.
    MedecineDeVille,
    /// Organismes gestionnaires du médico-social.
    MedicoSocial,
    /// Pharmacies d'officine.
    Officine,
    /// Radiologues.
    Radiologie,
}

impl Couloir {
    /// Its stable code, as answers carry it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Biologie => "biologie",
            Self::Hopital => "hopital",
            Self::MedecineDeVille => "medecine_de_ville",
            Self::MedicoSocial => "medico_social",
            Self::Officine => "officine",
            Self::Radiologie => "radiologie",
        }
    }

    /// The couloir of a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Biologie,
            Self::Hopital,
            Self::MedecineDeVille,
            Self::MedicoSocial,
            Self::Officine,
            Self::Radiologie,
        ]
        .into_iter()
        .find(|couloir| couloir.code() == code)
    }
}
