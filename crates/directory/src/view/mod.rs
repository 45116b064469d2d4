//! What answers show of the directory: the same for the API, the command line and the web page.

mod code;
mod person;
mod structure;

pub use code::CodeView;
pub use person::{ExerciceView, PracticeView, ProfessionalView, SituationView};
pub use structure::{
    EquipmentView, EstablishmentView, GroupRef, IssuedView, LegalUnitView, PositionView, StructureView,
    SuccessorView, TakerView,
};

use serde::Serialize;

/// Whether something is current.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Current, or open.
    Active,
    /// Over.
    Ended,
    /// A professional without any known situation.
    NoSituation,
}
