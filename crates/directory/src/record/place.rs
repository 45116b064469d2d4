//! A structure as the RPPS describes it, and who practises there.

use aiguilleur_domain::{Code, entity::PracticePlace};
use serde::{Deserialize, Serialize};

/// Key: the place's key, a zero byte, the technical id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredPlace<'a> {
    #[serde(borrow)]
    pub place: PracticePlace<'a>,
    /// TRE_R02.
    pub secteur_activite: Option<Code>,
    /// Whether every situation there has ended.
    pub ended: bool,
}

/// Key: the place's key, a zero byte, the idNat PP.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct StoredPractitioner {
    pub profession: Option<Code>,
    pub mode_exercice: Option<Code>,
    pub ended: bool,
}
