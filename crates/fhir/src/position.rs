//! Where a page of a search begins: opaque to callers. By the key of a candidate it outlives a generation; by a place of
//! the index it does not.

use aiguilleur_directory::selecting::Spot;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::Refusal;

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Position {
    /// At the candidate of that key, behind so many resources of it.
    Key(String, usize),
    /// At a document of an index, which is of one generation, behind so many resources of it.
    Spot(String, Spot, usize),
}

impl Position {
    pub(crate) fn written(&self, total: Option<usize>) -> String {
        let total = total.map(|count| count.to_string()).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(match self {
            Self::Key(key, skip) => format!("k|{total}|{skip}|{key}"),
            Self::Spot(generation, spot, skip) => {
                format!("s|{total}|{skip}|{}.{}|{generation}", spot.shard, spot.doc)
            }
        })
    }

    pub(crate) fn read(text: &str) -> Result<(Option<Self>, Option<usize>), Refusal> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let read = |text: &str| {
            let mut parts = text.splitn(5, '|');
            let (kind, total) = (parts.next()?, parts.next()?.parse().ok());
            let position = match kind {
                "k" => {
                    let skip = parts.next()?.parse().ok()?;
                    Self::Key(parts.collect::<Vec<_>>().join("|"), skip)
                }
                "s" => {
                    let (skip, spot) = (parts.next()?.parse().ok()?, parts.next()?.split_once('.')?);
                    let spot = Spot { shard: spot.0.parse().ok()?, doc: spot.1.parse().ok()? };
                    Self::Spot(parts.next()?.to_owned(), spot, skip)
                }
                _ => return None,
            };
            Some((Some(position), total))
        };
        bytes.as_deref().and_then(read).ok_or_else(|| {
            Refusal::invalid(
                "Cette page n'a pas été donnée par ce serveur : reprendre la recherche.".to_owned(),
            )
        })
    }
}
