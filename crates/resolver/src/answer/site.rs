//! A site as something that a person may choose.

use crate::answer::Proposal;
use crate::case::Site;
use crate::codes::IdentifierKind;

impl Site {
    /// Whether its name says that it is the siège or the site principal.
    pub(crate) fn is_principal(&self) -> bool {
        self.name.as_deref().is_some_and(crate::naming::says_principal)
    }

    /// The site as something a person may choose.
    pub(crate) fn proposal(&self, condition: &'static str) -> Proposal {
        let (name, town) = (self.name.clone(), self.town.clone());
        Proposal { name, town, ..Proposal::new(IdentifierKind::FinessGeographique, &self.finess, condition) }
    }
}
