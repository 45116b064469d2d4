//! The invented FINESS: which legal persons, which sites, open or closed; compact, for the other files refer to it.

use std::collections::HashMap;

use anyhow::Result;

use super::{
    Day,
    classes::{self, Class},
    random::{Rng, Skew, Stream},
};

/// A legal person: everything else about it is drawn again when it is written.
pub(crate) struct EjRecord {
    pub(crate) class: u8,
    pub(crate) closed: bool,
    pub(crate) first_site: u32,
    pub(crate) sites: u32,
}

/// A site.
#[derive(Clone, Copy)]
pub(crate) struct EgRecord {
    pub(crate) ej: u32,
    pub(crate) closed: bool,
}

/// What happens to a site between the two days.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum EgChange {
    /// Nothing.
    None,
    /// It closes.
    Closed,
    /// It changes its name.
    Renamed,
}

/// The whole.
pub(crate) struct Registry {
    pub(crate) classes: Vec<Class>,
    pub(crate) ejs: Vec<EjRecord>,
    pub(crate) egs: Vec<EgRecord>,
    open_by_class: Vec<Vec<u32>>,
    closed_by_class: Vec<Vec<u32>>,
    by_secteur: HashMap<&'static str, usize>,
    seed: u64,
}

impl Registry {
    /// `scale` is 1 for the whole country.
    pub(crate) fn new(seed: u64, scale: f64) -> Result<Self> {
        let classes = classes::read(scale)?;
        let by_secteur = classes
            .iter()
            .enumerate()
            .flat_map(|(index, class)| class.secteurs.iter().map(move |secteur| (*secteur, index)))
            .collect();
        let mut registry = Self {
            ejs: Vec::new(),
            egs: Vec::new(),
            open_by_class: vec![Vec::new(); classes.len()],
            closed_by_class: vec![Vec::new(); classes.len()],
            by_secteur,
            seed,
            classes,
        };
        for index in 0..registry.classes.len() {
            registry.add_class(index);
        }
        Ok(registry)
    }

    fn add_class(&mut self, index: usize) {
        let class = &self.classes[index];
        let (open, closed) = (class.ej_open, class.ej_closed);
        let mut rng = Rng::new(self.seed, Stream::Sharing, index as u64);
        let mut counts = vec![(0_u32, 0_u32); open + closed];
        for count in counts.iter_mut().take(open) {
            count.0 = 1;
        }
        for _ in open..class.eg_open {
            let room = |ej: &usize| class.eg_most.is_none_or(|most| counts[*ej].0 < most);
            // A small country may have no room left at its largest: then anywhere.
            let drawn = (0..100).map(|_| rng.skewed(open, Skew::Extreme)).find(room);
            counts[drawn.unwrap_or_else(|| rng.below(open))].0 += 1;
        }
        let alone = closed.min(class.eg_closed);
        for count in counts.iter_mut().skip(open).take(alone) {
            count.1 = 1;
        }
        for _ in alone..class.eg_closed {
            counts[rng.skewed(open, Skew::Strong)].1 += 1;
        }
        for (place, (open_sites, closed_sites)) in counts.into_iter().enumerate() {
            self.add_ej(index, place >= open, open_sites, closed_sites);
        }
    }

    fn add_ej(&mut self, class: usize, closed: bool, open_sites: u32, closed_sites: u32) {
        let ej = index(self.ejs.len());
        let sites = open_sites + closed_sites;
        let record = EjRecord {
            class: u8::try_from(class).unwrap_or(0),
            closed,
            first_site: index(self.egs.len()),
            sites,
        };
        self.ejs.push(record);
        for site in 0..sites {
            let is_closed = site >= open_sites;
            let list = if is_closed { &mut self.closed_by_class } else { &mut self.open_by_class };
            list[class].push(index(self.egs.len()));
            self.egs.push(EgRecord { ej, closed: is_closed });
        }
    }

    /// A site where a secteur is practised: an open one but for one draw in 200; none for other secteurs.
    pub(crate) fn site_of(&self, secteur: &str, rng: &mut Rng) -> Option<u32> {
        let key = match secteur {
            "SA04" => {
                rng.pick(&["SA04", "SA04", "SA04", "SA04", "SA04", "SA04", "SA04", "SA04", "SA34", "SA04GIE"])
            }
            other => other,
        };
        let class = *self.by_secteur.get(key)?;
        let list = if rng.chance(50) { &self.closed_by_class[class] } else { &self.open_by_class[class] };
        Some(list[rng.skewed(list.len(), Skew::Strong)])
    }

    /// An open legal person of the same class, to take over.
    pub(crate) fn taker(&self, class: u8, rng: &mut Rng) -> u32 {
        let sites = &self.open_by_class[usize::from(class)];
        self.egs[sites[rng.below(sites.len())] as usize].ej
    }

    /// The class of a legal person.
    pub(crate) fn class_of(&self, ej: u32) -> &Class {
        &self.classes[usize::from(self.ejs[ej as usize].class)]
    }

    /// What happens to a site: one open site in a thousand closes, another one takes a new name.
    /// The first two always change, so that a small country has both.
    pub(crate) fn change(&self, eg: u32, day: Day) -> EgChange {
        if day == Day::First || self.egs[eg as usize].closed {
            return EgChange::None;
        }
        match Rng::new(self.seed, Stream::EgChange, u64::from(eg)).below(1000) {
            _ if eg == 0 => EgChange::Closed,
            _ if eg == 1 => EgChange::Renamed,
            0 => EgChange::Closed,
            1 => EgChange::Renamed,
            _ => EgChange::None,
        }
    }
}

fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
