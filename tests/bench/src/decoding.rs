//! Publishers' bytes to entities, each read and dropped.

#![allow(clippy::redundant_closure, reason = "a visitor for any lifetime is a closure")]

use std::{fs, hint::black_box, sync::Arc};

use aiguilleur_sources::{Event, SourceError, Summary, finess, rpps, sirene as legal_units};

use crate::{Work, stock::Stock};

type Decoder = fn(&[u8], &Arc<str>) -> Result<Summary, SourceError>;

fn decoding(stock: &Stock, file: &str, decode: Decoder) -> Work {
    let (bytes, name) = (fs::read(stock.file(file)).unwrap(), Arc::from(file));
    Box::new(move || decode(&bytes, &name).unwrap().rows_kept)
}

#[allow(clippy::unnecessary_wraps, reason = "what decoders ask for")]
fn seen<T>(event: Event<T>) -> Result<(), SourceError> {
    black_box(&event);
    Ok(())
}

pub(crate) fn rpps(stock: &Stock) -> Work {
    decoding(stock, "PS_LibreAcces_Personne_activite", |bytes, file| {
        rpps::decode_persons(bytes, file, |event| seen(event))
    })
}

pub(crate) fn finess(stock: &Stock) -> Work {
    decoding(stock, "finess", |bytes, file| finess::decode_json(bytes, file, |event| seen(event)))
}

pub(crate) fn sirene(stock: &Stock) -> Work {
    decoding(stock, "StockUniteLegale", |bytes, file| {
        legal_units::decode_unites_legales(bytes, file, |event| seen(event))
    })
}
