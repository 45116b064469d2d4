//! The people of a case: professionals, representatives, administrators, users. Never named.

use aiguilleur_domain::{Adeli, Code, Rpps};
use serde::Deserialize;

use crate::case::{Card, Known, Party, Role, Stated, lists};

/// The professional of a case: numbers, profession, card.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Professional {
    /// RPPS number, as written.
    pub rpps: Option<Stated<Rpps>>,
    /// ADELI number, as written.
    pub adeli: Option<Stated<Adeli>>,
    /// TRE_G15 (`10` médecin, `21` pharmacien).
    pub profession: Option<Code>,
    /// Savoir-faire (`SM44`).
    pub savoir_faire: Vec<Code>,
    /// Catégorie professionnelle (TRE_R09: `E` student).
    pub categorie_professionnelle: Option<Code>,
    /// The card held; `null` says that there is none.
    pub carte: Known<Card>,
}

/// The administrateur technique.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdminTechnique {
    /// Who employs them.
    pub employeur: Option<Party>,
    /// Their occupation, in words.
    pub profil: Option<String>,
    /// The card held; `null` says that there is none.
    pub carte: Known<Card>,
    /// Whether that card is active.
    pub carte_active: Option<bool>,
    /// Whether the éditeur has its own contract with the ANS.
    #[serde(rename = "contrat_editeur_ANS")]
    pub contrat_editeur_ans: Known<bool>,
}

/// The legal representative of a structure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RepresentantLegal {
    /// Their profession, in words.
    pub profession: Option<String>,
    /// The card held; `null` says that there is none.
    pub carte: Known<Card>,
    /// Whether their ordre has registered their function of responsable.
    pub fonction_responsable_enregistree: Option<bool>,
    /// Whether they changed since the contract was signed.
    pub change: Option<bool>,
}

/// Person of which only the card matters: a mandataire, a replacement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Holder {
    /// The card held; `null` says that there is none.
    pub carte: Known<Card>,
}

/// A user of the Dossier Pharmaceutique.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Utilisateur {
    /// Role among the users of the Dossier Pharmaceutique.
    #[serde(deserialize_with = "lists::role")]
    pub role: Option<Role>,
    /// The card held; `null` says that there is none.
    pub carte: Known<Card>,
}
