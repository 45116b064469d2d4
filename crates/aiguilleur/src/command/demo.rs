//! `demo`: the bundled examples imported aside, one worked answer, and the server.

use std::{fs, path::Path, sync::Arc};

use aiguilleur_api::{App, keys::KeyRing};
use aiguilleur_directory::{Clock, DecisionRequest, Host, HostOptions};
use aiguilleur_domain::Date;
use aiguilleur_store::DataDir;

use super::{
    import, resolve,
    serve::{self, Trusted},
};
use crate::{Ending, arguments::Demo, console, show};

/// One example, by its file name.
macro_rules! fixture {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../fixtures/", $name)))
    };
}

/// The examples, carried by the binary.
const FIXTURES: &[(&str, &[u8])] = &[
    fixture!("PS_LibreAcces_Personne_activite_202611200812.txt"),
    fixture!("PS_LibreAcces_SavoirFaire_202611200812.txt"),
    fixture!("Extraction_RPPS_Profil1_Activite_202611200812.csv"),
    fixture!("Extraction_RPPS_Profil1_CoordStruct_202611200812.csv"),
    fixture!("Extraction_RPPS_Profil1_ExercPro_202611200812.csv"),
    fixture!("Extraction_RPPS_Profil1_SavoirFaire_202611200812.csv"),
    fixture!("Extraction_RPPS_Profil1_Structure_202611200812.csv"),
    fixture!("finess-structures-journalier-20261120.json"),
    fixture!("finess_cs1400101_stock_20261120-0333.xml"),
    fixture!("finess_cs1400102_stock_20261120-0336.xml"),
    fixture!("etalab-cs1100501-stock-20260512-0339.csv"),
    fixture!("etalab-cs1100502-stock-20260512-0339.csv"),
    fixture!("StockUniteLegale_utf8.csv"),
    fixture!("complements/Porteurs_CPS_CPF_202611200812.txt"),
    fixture!("complements/Extraction_Correspondance_MSSante_202611200812.txt"),
    fixture!("complements/Extraction_Certificat_PM_202611200812.csv"),
    fixture!("complements/StockEtablissement_utf8.csv"),
    fixture!("complements/StockEtablissementLiensSuccession_utf8.csv"),
    fixture!("complements/finess-activites-journalier-20261120.json"),
];

/// The professional whose answer is shown: a radiologue in a cabinet de groupe.
const EXAMPLE: &str = "99700000104";

/// The day that the examples were written for: the demonstration is never out of date.
const DAY: Date = Date::constant(2026, 11, 20);

pub(crate) fn run(arguments: &Demo, clock: Clock) -> anyhow::Result<Ending> {
    let folder = tempfile::tempdir()?;
    let files = unpack(folder.path())?;
    let data = DataDir::open(folder.path().join("data"))?;
    let candidate = import::build_and_publish(&data, &import::request(files))?;
    console::print(&show::import::text(&candidate, None))?;
    let clock = if clock == Clock::Machine { Clock::Fixed(DAY) } else { clock };
    let host = Arc::new(Host::with(data, HostOptions { clock, invented: true, ..HostOptions::default() })?);
    let decided = resolve::decided(&host.snapshot(), EXAMPLE, &DecisionRequest::default())?;
    console::print(&format!("\n$ aiguilleur resolve {EXAMPLE}\n\n{}\n", show::decision::text(&decided)))?;
    let config = aiguilleur_api::Config { listen: arguments.listen, ..aiguilleur_api::Config::default() };
    serve::serve(
        App::with(host, config, KeyRing::none()),
        aiguilleur_sync::Config::default(),
        Trusted::default(),
    )
}

fn unpack(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::with_capacity(FIXTURES.len());
    for (name, bytes) in FIXTURES {
        let path = folder.join(name.rsplit('/').next().unwrap_or(name));
        fs::write(&path, bytes)?;
        files.push(path);
    }
    Ok(files)
}
