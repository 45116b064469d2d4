//! What the pages are built from: the directory, the vendor who prepares orders, the authorities that certificates are
//! checked against.

use std::sync::Arc;

use aiguilleur_certificate::Authorities;
use aiguilleur_directory::{Host, Snapshot};
use aiguilleur_kit::Editeur;

use crate::frame::{Frame, Legal};

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) host: Arc<Host>,
    pub(crate) editeur: Arc<Editeur>,
    legal: Arc<Legal>,
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
        Self {
            host,
            editeur: Arc::default(),
            legal: Arc::default(),
            authorities: Arc::new(Authorities::default),
        }
    }

    /// The same, for the vendor who prepares orders.
    #[must_use]
    pub fn for_editeur(self, editeur: Arc<Editeur>) -> Self {
        Self { editeur, ..self }
    }

    /// The same, with who answers for the site at the foot of each page.
    #[must_use]
    pub fn published_by(self, legal: Legal) -> Self {
        Self { legal: Arc::new(legal), ..self }
    }

    /// The same, checking certificates against what `authorities` gives at that moment.
    #[must_use]
    pub fn trusting(self, authorities: impl Fn() -> Authorities + Send + Sync + 'static) -> Self {
        Self { authorities: Arc::new(authorities), ..self }
    }

    /// The frame of its pages about `snapshot`.
    pub fn frame(&self, snapshot: &Snapshot) -> Frame {
        Frame { demo: snapshot.is_invented(), legal: Arc::clone(&self.legal) }
    }

    pub(crate) fn authorities(&self) -> Authorities {
        (self.authorities)()
    }
}
