//! What the pages are built from: the directory, the vendor who prepares orders, the authorities that certificates are
//! checked against.

use std::sync::Arc;

use aiguilleur_certificate::Authorities;
use aiguilleur_directory::Host;
use aiguilleur_kit::Editeur;
use axum::extract::FromRef;

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) host: Arc<Host>,
    pub(crate) editeur: Arc<Editeur>,
    authorities: Arc<dyn Fn() -> Authorities + Send + Sync>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Site {
    /// Pages over `host`, for no vendor in particular, with no authority to check certificates against.
    pub fn new(host: Arc<Host>) -> Self {
        Self { host, editeur: Arc::default(), authorities: Arc::new(Authorities::default) }
    }

    /// The same, for the vendor who prepares orders.
    #[must_use]
    pub fn for_editeur(self, editeur: Arc<Editeur>) -> Self {
        Self { editeur, ..self }
    }

    /// The same, checking certificates against what `authorities` gives at that moment.
    #[must_use]
    pub fn trusting(self, authorities: impl Fn() -> Authorities + Send + Sync + 'static) -> Self {
        Self { authorities: Arc::new(authorities), ..self }
    }

    pub(crate) fn authorities(&self) -> Authorities {
        (self.authorities)()
    }
}

impl FromRef<Site> for Arc<Host> {
    fn from_ref(site: &Site) -> Self {
        Self::clone(&site.host)
    }
}
