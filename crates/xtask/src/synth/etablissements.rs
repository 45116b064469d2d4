//! `cargo xtask etablissements`: an invented `StockEtablissement` of any size, as CSV and as the zip that INSEE
//! publishes, among whose SIRETs stand those that a file names.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
    time::Instant,
};

use anyhow::{Context, Result};

use super::{
    random::{Rng, Stream},
    zip::Zip,
};
use crate::{arguments::Arguments, fixtures::ETABLISSEMENT, publish::numbers};

/// Establishments of September 2026, rounded.
const NATIONAL_ROWS: u64 = 42_000_000;
const NAME: &str = "StockEtablissement_utf8.csv";
/// Bytes gathered before each write.
const PIECE: usize = 1 << 20;
const STREETS: [&str; 8] = [
    "DES TANNEURS",
    "DE LA REPUBLIQUE",
    "VICTOR HUGO",
    "DU CHATEAU D EAU",
    "DES LILAS",
    "JEAN JAURES",
    "DU MOULIN",
    "DE L EGLISE",
];
const TOWNS: [(&str, &str, &str); 6] = [
    ("76000", "ROUEN", "76540"),
    ("21000", "DIJON", "21231"),
    ("69003", "LYON 3EME", "69383"),
    ("13001", "MARSEILLE 1ER", "13201"),
    ("20000", "AJACCIO", "2A004"),
    ("97200", "FORT DE FRANCE", "97209"),
];

/// Writes the file.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let out: PathBuf = arguments.value("--out")?.context("--out DIR is needed")?;
    let rows: u64 = arguments.value("--rows")?.unwrap_or(NATIONAL_ROWS);
    let named: Option<PathBuf> = arguments.value("--named")?;
    let zip_only = arguments.flag("--zip-only");
    arguments.finish()?;
    std::fs::create_dir_all(&out)?;
    let named = match named {
        Some(path) => {
            std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?
        }
        None => String::new(),
    };
    let named: Vec<&str> = named.lines().filter(|line| line.len() == 14).collect();
    let (started, mut bytes) = (Instant::now(), 0);
    let mut zip = Zip::create(&out.join("StockEtablissement_utf8.zip"), NAME)?;
    let mut plain = (!zip_only).then(|| File::create(out.join(NAME)).map(BufWriter::new)).transpose()?;
    let mut piece = ETABLISSEMENT.as_bytes().to_vec();
    // One that is named every so many lines, until all are.
    let every = (rows / (named.len() as u64 + 1)).max(1);
    let mut wanted = named.iter();
    for index in 0..rows {
        let siret = wanted.as_slice().first().filter(|_| index % every == every - 1);
        let siret = siret.map_or_else(|| invented(index), |siret| (*siret).to_owned());
        if index % every == every - 1 {
            wanted.next();
        }
        line(&siret, index, &mut piece)?;
        if piece.len() >= PIECE || index + 1 == rows {
            zip.write(&piece)?;
            if let Some(plain) = &mut plain {
                plain.write_all(&piece)?;
            }
            bytes += piece.len();
            piece.clear();
        }
    }
    zip.finish()?;
    if let Some(mut plain) = plain {
        plain.flush()?;
    }
    let (megabytes, seconds) = (bytes as f64 / 1e6, started.elapsed().as_secs_f64());
    println!("{NAME}: {rows} establishments, {} named, {megabytes:.1} MB, {seconds:.1} s", named.len());
    Ok(())
}

/// Two establishments to a legal unit, in an order that no directory names.
fn invented(index: u64) -> String {
    let siren = numbers::siren(10_000_000 + (index / 2 % 80_000_000) as u32);
    format!("{}", numbers::siret(siren, (index % 2) as u16 + 1))
}

fn line(siret: &str, index: u64, out: &mut Vec<u8>) -> Result<()> {
    let mut rng = Rng::new(42, Stream::Unit, index | 1 << 40);
    let siret = format!("{siret:0>14}");
    let (siren, nic) = siret.split_at(9);
    let (postcode, town, commune) = TOWNS[rng.below(TOWNS.len())];
    let street = STREETS[rng.below(STREETS.len())];
    let closed = rng.chance(5500);
    let (etat, since) = if closed { ("F", "2019-12-31") } else { ("A", "2008-01-01") };
    let name = if rng.chance(2000) { "\"ENSEIGNE, DU COIN\"" } else { "" };
    let number = rng.below(200) + 1;
    writeln!(
        out,
        "{siren},{nic},{siret},O,2004-03-15,NN,,,2026-09-02T09:12:41,{},3,,{number},,,,RUE,{street},{postcode},{town},,,\
         {commune},,,,,{siret}_B,652341.87,6862275.12,,,,,,,,,,,,,,,{since},{etat},{name},,,,86.21Z,NAFRev2,N,86.21Y",
        nic == "00015"
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_fields_as_columns_and_every_named_number_once() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("named");
        std::fs::write(&list, "99900006000015\n99900160500016\n").unwrap();
        let out = folder.path().join("out");
        let typed = ["--out", out.to_str().unwrap(), "--rows", "1000", "--named", list.to_str().unwrap()];
        run(Arguments::of(&typed)).unwrap();
        let text = std::fs::read_to_string(out.join(NAME)).unwrap();
        let columns = text.lines().next().unwrap().split(',').count();
        let fields = |line: &str| line.replace("\"ENSEIGNE, DU COIN\"", "E").split(',').count();
        assert_eq!(text.lines().count(), 1001);
        assert!(text.lines().skip(1).all(|line| fields(line) == columns), "{columns}");
        assert_eq!(text.matches(",99900006000015,").count(), 1);
        let zip = std::fs::read(out.join("StockEtablissement_utf8.zip")).unwrap();
        assert!(zip.starts_with(b"PK\x03\x04") && zip.windows(4).any(|window| window == b"PK\x06\x06"));
    }
}
