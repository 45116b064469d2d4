//! The SIRENE file: legal units that the directories name, after others that they do not.

use anyhow::Result;

use super::{
    Options, World,
    random::{Rng, Stream, Weighted},
    sink::{Compression, Sink},
    structures::{employer_siren, societe_categorie, societe_siren},
};
use crate::publish::{
    numbers,
    sirene::{HEADER, UniteLegale, line},
};

/// Numbers below those that the directories name.
const FIRST: u32 = 10_000_000;
const SPAN: u32 = 80_000_000;

struct File {
    sink: Sink,
    units: u64,
}

impl File {
    fn unit(&mut self, siren: u32, categorie: &str, denomination: &str, rng: &mut Rng) -> Result<()> {
        let person = categorie == "1000";
        line(
            &UniteLegale {
                siren: &format!("{siren:09}"),
                diffusion: if person && rng.chance(1500) { "P" } else { "O" },
                etat: if rng.chance(5500) { "A" } else { "C" },
                denomination: if person { "" } else { denomination },
                categorie,
                activite: "86.21Z",
            },
            &mut self.sink.buffer,
        );
        self.units += 1;
        self.sink.settle()
    }
}

/// Writes the file, sorted by SIREN.
pub(crate) fn write(world: &World, options: &Options) -> Result<()> {
    let sink = Sink::create(&options.out, "StockUniteLegale_utf8.csv", Compression::None)?;
    let mut file = File { sink, units: 0 };
    file.sink.buffer.extend_from_slice(HEADER.as_bytes());
    let named = u64::from(world.ej_count()) + u64::from(world.societes) + u64::from(world.employers);
    others(world, options.sirene_rows.saturating_sub(named), &mut file)?;
    for ej in 0..world.ej_count() {
        let text = world.ej_text(ej);
        if text.siren != 0 {
            let mut rng = Rng::new(world.seed, Stream::Unit, u64::from(text.siren));
            file.unit(text.siren, categorie_of(text.statut), &text.name, &mut rng)?;
        }
    }
    for index in 0..world.societes {
        let (categorie, form) = societe_categorie(world.seed, index);
        file.unit(
            societe_siren(index),
            categorie,
            form,
            &mut Rng::new(world.seed, Stream::Unit, u64::from(index)),
        )?;
    }
    for index in 0..world.employers {
        let mut rng = Rng::new(world.seed, Stream::Unit, u64::from(index) | 1 << 32);
        file.unit(employer_siren(index), "5499", "SARL", &mut rng)?;
    }
    let units = file.units;
    file.sink.finish(&format!("{units} legal units"))
}

fn others(world: &World, count: u64, file: &mut File) -> Result<()> {
    let categories = Weighted::new([
        ("1000", 6000),
        ("5499", 1400),
        ("5710", 1100),
        ("6540", 800),
        ("9220", 550),
        ("5202", 60),
        ("7210", 12),
        ("6589", 12),
        ("5485", 30),
        ("5785", 15),
        ("6220", 6),
        ("6599", 15),
    ]);
    let step = (u64::from(SPAN) / count.max(1)).max(1);
    for index in 0..count.min(u64::from(SPAN)) {
        let mut rng = Rng::new(world.seed, Stream::Unit, index | 1 << 33);
        let siren = numbers::siren(FIRST + u32::try_from(index * step).unwrap_or(0));
        let categorie = *categories.draw(&mut rng);
        let name = world.names.common(&mut rng);
        file.unit(siren, categorie, name, &mut rng)?;
    }
    Ok(())
}

/// The INSEE category that goes with a FINESS statut.
fn categorie_of(statut: &str) -> &'static str {
    match statut {
        "85" => "5485",
        "91" => "5785",
        "72" => "5499",
        "73" => "5599",
        "95" => "5710",
        "70" => "1000",
        "88" => "6585",
        "76" => "6220",
        "80" => "6511",
        "61" => "9230",
        "63" => "9300",
        "47" => "8210",
        "19" | "21" => "7366",
        "17" => "7361",
        "10" | "11" | "13" | "14" => "7364",
        "26" => "7389",
        "29" => "7470",
        "89" => "9970",
        "02" => "7220",
        "03" => "7210",
        _ => "9220",
    }
}
