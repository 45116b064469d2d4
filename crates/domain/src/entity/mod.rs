//! What the publishers' files say, once decoded: people, situations, structures, groups, legal units.
//!
//! Texts are borrowed (`'a`) from the decoder's buffer or from a stored record: nothing is copied on the way
//! from one to the other.

mod address;
mod complement;
mod contact;
mod finess;
mod origin;
mod person;
mod position;
mod restreint;
mod sirene;

pub use address::{Address, departement};
pub use complement::{Card, CertificatPm, ComplementRow, Equipement, Etablissement, LienSuccession, Mailbox};
pub use contact::Contact;
pub use finess::{EntiteGeographique, EntiteJuridique, Groupement, LifeState, Succession, Successor};
pub use origin::SourceKind;
pub use person::{Exercice, Person, PersonRow, PracticePlace, SavoirFaire, SavoirFaireRow, Situation};
pub use position::Position;
pub use restreint::{
    Activite, CoordStruct, DatedSavoirFaire, ExercPro, RestrictedRow, RestrictedStructure, StatedActivity,
};
pub use sirene::UniteLegale;
