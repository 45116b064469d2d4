//! `forget`: applies a person's opposition; no interface shows them afterwards.

use aiguilleur_directory::{BlockCache, Snapshot, table};
use aiguilleur_domain::{
    IdNatPp,
    pasted::{Pasted, Value},
};
use aiguilleur_store::DataDir;
use anyhow::Context;

use crate::{Ending, arguments::Forget, console};

const FORGOTTEN: &str = "opposition notée : plus rien ici ne montre cette personne, un serveur en marche d'ici quelques \
                         secondes. Ses données restent dans les générations déjà construites : `aiguilleur sync --once` \
                         ou `import` en construit une sans elle, puis `aiguilleur generations prune --keep 0` retire \
                         les anciennes. Les exports et comptes rendus déjà remis ne sont pas rappelés.";

pub(crate) fn run(arguments: &Forget) -> anyhow::Result<Ending> {
    let read = Pasted::read(&arguments.id);
    let person = read.readings.iter().filter_map(|reading| reading.value).find_map(Value::person);
    let person = person.context("ce n'est ni un RPPS, ni un ADELI, ni un idNat PP")?;
    let data = DataDir::open(arguments.data.dir())?;
    let mut changed = false;
    for id in numbers(&data, person)? {
        let key = table::person_key(id);
        changed |= if arguments.undo { data.forget_no_longer(&key)? } else { data.forget(&key)? };
    }
    let message = match (arguments.undo, changed) {
        (true, true) => "opposition levée ; la personne reparaît à l'import suivant",
        (true, false) => "cette personne n'était pas opposée",
        (false, true) => FORGOTTEN,
        (false, false) => "cette opposition était déjà notée",
    };
    console::print(&format!("{message}\n"))?;
    Ok(Ending::Done)
}

/// The number given, and the others that the folder knows of the same person: an ADELI may have given way to a RPPS.
fn numbers(data: &DataDir, given: IdNatPp) -> anyhow::Result<Vec<IdNatPp>> {
    let mut numbers = vec![given];
    if data.current()?.is_some() {
        let known = Snapshot::current(data, &BlockCache::new(0))?.professional_summary(given)?;
        let known = known.into_iter().flat_map(|view| [Some(view.id_nat_pp), view.adeli.map(IdNatPp::Adeli)]);
        numbers.extend(known.flatten().filter(|id| *id != given));
    }
    numbers.dedup();
    Ok(numbers)
}
