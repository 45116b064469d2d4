//! Catégories juridiques of INSEE: what a SIREN's legal unit is, as far as ordering asks.

/// Société civile de moyens (6589).
pub fn is_scm(categorie: &str) -> bool {
    categorie == "6589"
}

/// Société d'exercice libéral, in any of its forms.
pub fn is_sel(categorie: &str) -> bool {
    matches!(categorie, "5385" | "5485" | "5585" | "5685" | "5785")
}

/// Société civile professionnelle: the named ones (6571 to 6575) and the others (6585).
pub fn is_scp(categorie: &str) -> bool {
    matches!(categorie, "6571" | "6572" | "6573" | "6574" | "6575" | "6585")
}

/// Société interprofessionnelle de soins ambulatoires (6511).
pub fn is_sisa(categorie: &str) -> bool {
    categorie == "6511"
}

/// Groupement d'intérêt économique (6220).
pub fn is_gie(categorie: &str) -> bool {
    categorie == "6220"
}
