//! The FINESS+ file of a day.

use anyhow::Result;

use super::{
    Day, Options, World,
    places::Written,
    random::{Rng, Stream},
    registry::EgChange,
    sink::Sink,
    structures::date,
};
use crate::publish::{
    finess_json::Writer,
    structure::{Closing, Eg, Ej, Group, Place},
};

/// GHT of the whole country.
const GROUPS: usize = 135;

struct ClosingText {
    on: String,
    event: &'static str,
    taker: String,
    etat: &'static str,
}

impl ClosingText {
    fn borrow(&self) -> Closing<'_> {
        Closing { on: &self.on, event: self.event, taker: &self.taker, etat: self.etat }
    }
}

/// Writes the file.
pub(crate) fn write(world: &World, options: &Options) -> Result<()> {
    let name = format!("finess-structures-journalier-{}.json", options.day.compact());
    let mut sink = Sink::create(&options.out, &name, options.compression)?;
    let groups = groups(world);
    let borrowed: Vec<Vec<(&str, &str)>> = groups.iter().map(GroupText::members).collect();
    let listed: Vec<Group<'_>> = groups
        .iter()
        .zip(&borrowed)
        .map(|(group, members)| Group {
            serial: &group.serial,
            number: &group.number,
            name: &group.name,
            members,
        })
        .collect();
    let mut writer = Writer::begin(options.day.iso(), &listed);
    for ej in 0..world.ej_count() {
        world.write_ej(ej, options.day, &mut writer);
        sink.buffer.append(writer.bytes());
        sink.settle()?;
    }
    writer.end();
    sink.buffer.append(writer.bytes());
    let (ejs, egs) = (&world.registry.ejs, &world.registry.egs);
    let closed = egs.iter().filter(|eg| eg.closed).count();
    sink.finish(&format!(
        "{} EJ, {} EGE of which {} open on the first day",
        ejs.len(),
        egs.len(),
        egs.len() - closed
    ))
}

impl World {
    /// How many legal persons there are.
    pub(crate) fn ej_count(&self) -> u32 {
        u32::try_from(self.registry.ejs.len()).unwrap_or(u32::MAX)
    }

    fn write_ej(&self, ej: u32, day: Day, writer: &mut Writer) {
        let record = &self.registry.ejs[ej as usize];
        let text = self.ej_text(ej);
        let closing = record.closed.then(|| self.ej_closing(ej));
        let (serial, siren) = ((ej + 1).to_string(), text.siren.to_string());
        let entity = Ej {
            serial: &serial,
            finess: &text.finess,
            name: &text.name,
            siren: if text.siren == 0 { "" } else { &siren },
            statut: text.statut,
            fonction_publique: fonction_publique(text.statut),
            created: &text.created,
            closing: closing.as_ref().map(ClosingText::borrow),
            place: place(&text.place),
        };
        writer.begin_ej(&entity);
        for site in record.first_site..record.first_site + record.sites {
            self.write_eg(site, day, writer);
        }
        writer.end_ej(&entity);
    }

    fn write_eg(&self, eg: u32, day: Day, writer: &mut Writer) {
        let text = self.eg_text(eg, day);
        let record = self.registry.egs[eg as usize];
        let closing = if record.closed {
            Some(self.eg_closing(eg))
        } else {
            (self.registry.change(eg, day) == EgChange::Closed).then(|| ClosingText {
                on: day.iso().to_owned(),
                event: "100",
                taker: String::new(),
                etat: "I",
            })
        };
        let serial = (eg + 1).to_string();
        let siret = text.siret.map(|siret| siret.to_string()).unwrap_or_default();
        writer.eg(&Eg {
            serial: &serial,
            finess: &text.finess,
            name: &text.name,
            siret: &siret,
            categorie: text.categorie,
            sph: self.registry.class_of(record.ej).sph,
            opened: &text.opened,
            closing: closing.as_ref().map(ClosingText::borrow),
            place: place(&text.place),
            mail_first: eg.is_multiple_of(46),
        });
    }

    fn ej_closing(&self, ej: u32) -> ClosingText {
        let mut rng = Rng::new(self.seed, Stream::Ej, u64::from(ej) | 1 << 40);
        let ceded = rng.chance(100);
        let class = self.registry.ejs[ej as usize].class;
        ClosingText {
            on: date(&mut rng, 1990, 2026),
            event: if ceded { "020" } else { "005" },
            taker: if ceded { (self.registry.taker(class, &mut rng) + 1).to_string() } else { String::new() },
            etat: if rng.chance(470) { "A" } else { "I" },
        }
    }

    fn eg_closing(&self, eg: u32) -> ClosingText {
        let mut rng = Rng::new(self.seed, Stream::Eg, u64::from(eg) | 1 << 40);
        let class = self.registry.ejs[self.registry.egs[eg as usize].ej as usize].class;
        let name = self.registry.classes[usize::from(class)].name;
        let ceded = matches!(name, "officine" | "laboratoire") && rng.chance(180);
        let dated = !rng.chance(17);
        ClosingText {
            on: if dated { date(&mut rng, 1990, 2026) } else { String::new() },
            event: if ceded {
                "018"
            } else {
                rng.pick(&["100", "100", "100", "100", "100", "100", "102", "102", "102", "101"])
            },
            taker: if ceded { (self.registry.taker(class, &mut rng) + 1).to_string() } else { String::new() },
            etat: "I",
        }
    }
}

struct GroupText {
    serial: String,
    number: String,
    name: String,
    ejs: Vec<String>,
}

impl GroupText {
    fn members(&self) -> Vec<(&str, &str)> {
        let role = |index| if index == 0 { "S" } else { "M" };
        self.ejs.iter().enumerate().map(|(index, ej)| (ej.as_str(), role(index))).collect()
    }
}

/// Open public hospitals, six to a GHT.
fn groups(world: &World) -> Vec<GroupText> {
    let hospitals: Vec<u32> = (0..world.ej_count())
        .filter(|ej| {
            world.registry.class_of(*ej).name == "hopital_public" && !world.registry.ejs[*ej as usize].closed
        })
        .collect();
    hospitals
        .chunks(6)
        .take(GROUPS)
        .enumerate()
        .map(|(index, ejs)| GroupText {
            serial: (index + 1).to_string(),
            number: format!("99{:09}", index + 1),
            name: format!("GHT {:03}", index + 1),
            ejs: ejs.iter().map(|ej| (ej + 1).to_string()).collect(),
        })
        .collect()
}

fn place(written: &Written) -> Place<'_> {
    Place {
        number: &written.number,
        street_type: written.street_type,
        street: written.street,
        lieu_dit: "",
        postcode: &written.postcode,
        commune: &written.commune,
        city: &written.city,
    }
}

/// As the table of statuts says.
fn fonction_publique(statut: &str) -> &'static str {
    match statut {
        "10" | "11" | "13" | "14" | "29" => "02",
        "02" | "03" | "04" | "17" | "19" | "21" | "30" => "01",
        "01" | "26" => "03",
        _ => "",
    }
}
