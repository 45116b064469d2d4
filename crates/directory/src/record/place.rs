//! A structure as the RPPS describes it, and who practises there.

use aiguilleur_domain::{Code, entity::PracticePlace};
use serde::{Deserialize, Serialize};

/// Key: the place's key, a zero byte, the technical id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredPlace<'a> {
    #[serde(borrow)]
    pub(crate) place: PracticePlace<'a>,
    /// TRE_R02.
    pub(crate) secteur_activite: Option<Code>,
    /// Whether every situation there has ended.
    pub(crate) ended: bool,
}

/// Key: the place's key, a zero byte, the idNat PP.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct StoredPractitioner {
    pub(crate) profession: Option<Code>,
    pub(crate) mode_exercice: Option<Code>,
    pub(crate) ended: bool,
}
