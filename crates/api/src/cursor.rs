//! Cursors: opaque, pinned to the generation they were made in.

use aiguilleur_directory::Snapshot;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::problem::{Kind, Problem};

/// The cursor that continues after `position` in `snapshot`'s generation.
pub(crate) fn make(snapshot: &Snapshot, position: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}|{position}", snapshot.id()))
}

/// The position that `cursor` continues from.
///
/// # Errors
/// When it is no cursor, or of a generation that is no longer served.
pub(crate) fn read(snapshot: &Snapshot, cursor: &str) -> Result<String, Problem> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some((generation, position)) = text.as_deref().and_then(|text| text.split_once('|')) else {
        return Err(Problem::new(Kind::INVALID_CURSOR, "Ce curseur n'a pas été donné par ce serveur."));
    };
    if generation == snapshot.id().as_str() {
        Ok(position.to_owned())
    } else {
        Err(Problem::new(
            Kind::CURSOR_EXPIRED,
            "Les données ont été renouvelées depuis : reprendre la liste depuis le début.",
        ))
    }
}
