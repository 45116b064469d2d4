//! The two RPPS files of a day, and what changed in them since the day before.

use anyhow::Result;

use super::{
    Day, Options, Order, World,
    changes::Changes,
    people::{Change, Person, Situation},
    random::Permutation,
    sink::Sink,
};
use crate::publish::rpps::{HEADER, SAVOIR_FAIRE_HEADER, Writer};

/// Which situations of a person a pass writes.
#[derive(Clone, Copy)]
enum Part {
    All,
    First,
    Others,
}

impl Part {
    fn of<'s, 'a>(self, situations: &'s [Situation<'a>]) -> &'s [Situation<'a>] {
        match self {
            Self::All => situations,
            Self::First => situations.get(..1).unwrap_or_default(),
            Self::Others => situations.get(1..).unwrap_or_default(),
        }
    }
}

struct Files<'w> {
    world: &'w World,
    day: Day,
    writer: Writer,
    activite: Sink,
    savoir_faire: Sink,
    rows: u64,
    savoir_faire_rows: u64,
    people: u64,
}

/// Writes both files.
pub(crate) fn write(world: &World, options: &Options) -> Result<Changes> {
    let name = |kind: &str| format!("PS_LibreAcces_{kind}_{}0812.txt", options.day.compact());
    let create = |kind| Sink::create(&options.out, &name(kind), options.compression);
    let mut files = Files {
        world,
        day: options.day,
        writer: Writer::new()?,
        activite: create("Personne_activite")?,
        savoir_faire: create("SavoirFaire")?,
        rows: 0,
        savoir_faire_rows: 0,
        people: 0,
    };
    files.activite.buffer.extend_from_slice(HEADER.as_bytes());
    files.savoir_faire.buffer.extend_from_slice(SAVOIR_FAIRE_HEADER.as_bytes());
    let mut changes = Changes::default();
    let passes: &[(Part, Option<u64>)] = match options.order {
        Order::Grouped => &[(Part::All, None)],
        Order::Shuffled => &[(Part::First, Some(17)), (Part::Others, Some(71))],
    };
    for (part, seed) in passes {
        files.pass(*part, *seed, &mut changes)?;
    }
    files.activite.finish(&format!("{} rows, {} people", files.rows, files.people))?;
    files.savoir_faire.finish(&format!("{} rows", files.savoir_faire_rows))?;
    Ok(changes)
}

impl Files<'_> {
    fn pass(&mut self, part: Part, seed: Option<u64>, changes: &mut Changes) -> Result<()> {
        let count = self.world.people_on(self.day);
        let order = Permutation::new(u64::from(count), seed);
        for place in 0..u64::from(count) {
            let index = u32::try_from(order.at(place)).unwrap_or(0);
            let mut person = self.world.person(index);
            if self.day == Day::Second && !matches!(part, Part::Others) {
                self.note(&person, changes);
            }
            if self.day == Day::Second && index < self.world.people {
                self.world.apply(self.world.change(&person), &mut person);
            }
            self.person(&person, part)?;
        }
        Ok(())
    }

    fn note(&self, person: &Person<'_>, changes: &mut Changes) {
        if person.index >= self.world.people {
            changes.arrived(person);
        } else if self.world.change(person) != Change::None {
            let mut after = self.world.person(person.index);
            let change = self.world.change(person);
            self.world.apply(change, &mut after);
            changes.changed(self.world, change, person, &after);
        }
    }

    fn person(&mut self, person: &Person<'_>, part: Part) -> Result<()> {
        for situation in part.of(&person.situations) {
            let (writer, out, rows) = (&self.writer, &mut self.activite.buffer, &mut self.rows);
            self.world.rows(person, situation, self.day, |row| {
                writer.row(row, out);
                *rows += 1;
            });
        }
        self.activite.settle()?;
        if matches!(part, Part::Others) {
            return Ok(());
        }
        let Some(first) = person.situations.first() else { return Ok(()) };
        self.people += 1;
        if !person.savoir_faire.is_empty() {
            let mut row = self.world.row(person, first, self.day);
            for (kind, code) in &person.savoir_faire {
                (row.type_savoir_faire, row.savoir_faire) = (kind, code);
                self.writer.savoir_faire_row(&row, &mut self.savoir_faire.buffer);
                self.savoir_faire_rows += 1;
            }
        }
        self.savoir_faire.settle()
    }
}
