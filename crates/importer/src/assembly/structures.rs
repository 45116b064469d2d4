//! Structures: FINESS entities, groups, legal units, and the look-ups by SIRET and SIREN.

use aiguilleur_directory::{
    record::{
        StoredEg, StoredEj, StoredGroup, StoredMember, decode, decode_eg, decode_place, encode, encode_eg,
        encode_ej,
    },
    table,
};
use aiguilleur_domain::{
    Date, FinessEg, FinessEj,
    entity::{Groupement, SourceKind},
};
use aiguilleur_store::{Table, TableWriter, sort::Sorter};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Assembly, ImportError, Remembered, history, indexing};
use crate::{
    carried,
    finess::{self, FinessIntake, Serials},
    places::{Places, merge_same_key},
};

const NOTHING: &[u8] = &[];

/// The open sites of biologie médicale of each EJ, in the order of their numbers.
type OpenLbm = FxHashMap<FinessEj, Vec<FinessEg>>;

impl Assembly<'_> {
    /// Writes FINESS, and tells which sites it holds.
    pub(crate) fn finess(&mut self, intake: FinessIntake) -> Result<FxHashSet<FinessEg>, ImportError> {
        let (ej, eg, groups, serials) = intake.finish();
        let (sites, open_lbm) = self.sites(eg, &serials)?;
        self.legal_entities(ej, &open_lbm, &serials)?;
        self.groups(groups, &serials)?;
        Ok(sites)
    }

    fn legal_entities(
        &mut self,
        sorter: Sorter,
        open_lbm: &OpenLbm,
        serials: &Serials,
    ) -> Result<(), ImportError> {
        let mut writer = self.building.table(table::LEGAL_ENTITIES)?;
        let mut by_siren = Sorter::new("by_siren", self.building.runs_dir(), self.budget / 4);
        let old = self.remembered(table::LEGAL_ENTITIES)?;
        let mut old = Remembered::new(old.as_ref().map(Table::all).transpose()?)?;
        let span = self.span;
        let mut write = |this: &mut Self, before: Option<&StoredEj<'_>>, after: Option<&StoredEj<'_>>| {
            this.census.legal_entity(before, after);
            this.feed.legal_entity(before, after)?;
            let Some(stored) = after else { return Ok(()) };
            let key = stored.entity.finess.as_str().as_bytes();
            let open_lbm = open_lbm.get(&stored.entity.finess).map(Vec::as_slice).unwrap_or_default();
            writer.push(key, encode_ej(stored, open_lbm, &mut this.buffer)?)?;
            if let Some(siren) = stored.entity.siren {
                by_siren.push(&table::composed(siren.to_string().as_bytes(), key), NOTHING)?;
            }
            this.count("legal_entities", stored.is_over());
            Ok(indexing::legal_entity(&mut this.index, stored.entity.finess.as_str(), stored)?)
        };
        newest_versions(sorter, |key, bytes| {
            while let Some(gone) = old.next_before(Some(key))? {
                let before: StoredEj<'_> = decode(gone.value())?;
                let kept = gone_ej(&before, self.carried.holds(before.source), serials, span);
                write(self, Some(&before), kept.as_ref())?;
            }
            let past = old.take(key)?;
            let before: Option<StoredEj<'_>> = past.as_ref().map(|past| decode(past.value())).transpose()?;
            let mut stored: StoredEj<'_> = decode(bytes)?;
            stored.successor = serials.successor(stored.entity.succession);
            let rank = |source, dated| finess::preference(source, dated, false);
            let kept = before.as_ref().filter(|before| {
                self.carried.holds(before.source)
                    && rank(before.source, before.dated) < rank(stored.source, stored.dated)
            });
            write(self, before.as_ref(), Some(kept.unwrap_or(&stored)))
        })?;
        while let Some(gone) = old.next_before(None)? {
            let before: StoredEj<'_> = decode(gone.value())?;
            let kept = gone_ej(&before, self.carried.holds(before.source), serials, span);
            write(self, Some(&before), kept.as_ref())?;
        }
        writer.finish()?;
        write_keys(self.building.table(table::BY_SIREN)?, by_siren)
    }

    fn sites(
        &mut self,
        sorter: Sorter,
        serials: &Serials,
    ) -> Result<(FxHashSet<FinessEg>, OpenLbm), ImportError> {
        let mut writer = self.building.table(table::SITES)?;
        let mut of_ej = Sorter::new("sites_of_ej", self.building.runs_dir(), self.budget / 4);
        let old = self.remembered(table::SITES)?;
        let mut old = Remembered::new(old.as_ref().map(Table::all).transpose()?)?;
        let (span, mut known, mut open_lbm) = (self.span, FxHashSet::default(), OpenLbm::default());
        let mut write = |this: &mut Self, before: Option<&StoredEg<'_>>, after: Option<&StoredEg<'_>>| {
            this.census.site(before, after);
            this.feed.site(before, after)?;
            let Some(stored) = after else { return Ok(()) };
            let key = stored.entity.finess.as_str().as_bytes();
            writer.push(key, encode_eg(stored, &mut this.buffer)?)?;
            known.insert(stored.entity.finess);
            if let Some(ej) = stored.entity.ej {
                of_ej.push(&table::composed(ej.as_str().as_bytes(), key), NOTHING)?;
                if stored.is_open_lbm() {
                    open_lbm.entry(ej).or_default().push(stored.entity.finess);
                }
            }
            if let Some(siret) = stored.entity.siret {
                let bearer = format!("1{}", stored.entity.finess);
                this.by_siret
                    .push(&table::composed(siret.to_string().as_bytes(), bearer.as_bytes()), NOTHING)?;
            }
            this.count("sites", stored.is_over());
            Ok(indexing::site(&mut this.index, stored.entity.finess.as_str(), stored)?)
        };
        newest_versions(sorter, |key, bytes| {
            while let Some(gone) = old.next_before(Some(key))? {
                let before = decode_eg(gone.value())?;
                let kept = gone_eg(&before, self.carried.holds(before.source), serials, span);
                write(self, Some(&before), kept.as_ref())?;
            }
            let past = old.take(key)?;
            let before = past.as_ref().map(|past| decode_eg(past.value())).transpose()?;
            let mut stored = decode_eg(bytes)?;
            stored.successor = serials.successor(stored.entity.succession);
            let rank = |source, dated| finess::preference(source, dated, false);
            let kept = before.as_ref().filter(|before| {
                self.carried.holds(before.source)
                    && rank(before.source, before.dated) < rank(stored.source, stored.dated)
            });
            write(self, before.as_ref(), Some(kept.unwrap_or(&stored)))
        })?;
        while let Some(gone) = old.next_before(None)? {
            let before = decode_eg(gone.value())?;
            let kept = gone_eg(&before, self.carried.holds(before.source), serials, span);
            write(self, Some(&before), kept.as_ref())?;
        }
        writer.finish()?;
        write_keys(self.building.table(table::SITES_OF_EJ)?, of_ej)?;
        Ok((known, open_lbm))
    }

    fn count(&mut self, what: &str, over: bool) {
        self.counts.add(what, 1);
        self.counts.add(&format!("{what}_open"), u64::from(!over));
    }

    fn groups(
        &mut self,
        mut groups: Vec<(Option<Date>, Groupement<'static>)>,
        serials: &Serials,
    ) -> Result<(), ImportError> {
        if self.carried.holds(SourceKind::FinessJson) {
            carried::copy_table(self.served, self.building, table::GROUPS_OF_EJ)?;
            let groups = carried::copy_table(self.served, self.building, table::GROUPS)?;
            self.counts.add("groups", groups);
            return Ok(());
        }
        // By id, newest first; several sources may name one group.
        groups.sort_by(|a, b| a.1.id.cmp(&b.1.id).then(b.0.cmp(&a.0)));
        groups.dedup_by(|later, first| later.1.id == first.1.id);
        let mut writer = self.building.table(table::GROUPS)?;
        let mut of_ej = Sorter::new("groups_of_ej", self.building.runs_dir(), self.budget / 8);
        for (dated, group) in groups {
            let members = group
                .members
                .iter()
                .map(|(serial, role)| StoredMember { ej: serials.legal_entity(*serial), role: *role });
            let stored = StoredGroup {
                id: group.id.into_owned(),
                name: group.name.into_owned(),
                kind: group.kind,
                state: group.state,
                members: members.collect(),
                dated,
            };
            for ej in stored.members.iter().filter_map(|member| member.ej) {
                of_ej.push(&table::composed(ej.as_str().as_bytes(), stored.id.as_bytes()), NOTHING)?;
            }
            writer.push(stored.id.as_bytes(), encode(&stored, &mut self.buffer)?)?;
        }
        self.counts.add("groups", writer.finish()?);
        write_keys(self.building.table(table::GROUPS_OF_EJ)?, of_ej)
    }

    pub(super) fn units(&mut self, units: Sorter) -> Result<(), ImportError> {
        let carried_over = self.carried.holds(SourceKind::Sirene);
        let mut writer = self.building.table(table::LEGAL_UNITS)?;
        let old = self.remembered(table::LEGAL_UNITS)?;
        let mut old = Remembered::new(old.as_ref().map(Table::all).transpose()?)?;
        // A file may repeat a unit; the first one is kept.
        merge_same_key(units, |key, versions| {
            while let Some(gone) = old.next_before(Some(key))? {
                self.census.legal_unit(Some(&decode(gone.value())?), None);
            }
            let past = old.take(key)?;
            let before = past.as_ref().map(|past| decode(past.value())).transpose()?;
            let after = decode(versions[0])?;
            self.census.legal_unit(before.as_ref(), Some(&after));
            self.feed.legal_unit(before.as_ref(), &after)?;
            Ok(writer.push(key, versions[0])?)
        })?;
        while let Some(gone) = old.next_before(None)? {
            let before = decode(gone.value())?;
            self.census.legal_unit(Some(&before), Some(&before).filter(|_| carried_over));
            if carried_over {
                writer.push(gone.key(), gone.value())?;
            }
        }
        self.counts.add("legal_units", writer.finish()?);
        Ok(())
    }

    pub(super) fn places(&mut self, places: Places) -> Result<(), ImportError> {
        let old = self.remembered(table::PLACES)?;
        let mut old = Remembered::new(old.as_ref().map(Table::all).transpose()?)?;
        let read_anew = !self.carried.holds(SourceKind::RppsPersonneActivite);
        let Self { building, counts, index, by_siret, by_secteur, feed, .. } = self;
        places.write(building, counts, index, |record_key, key, stored| {
            if let Some(secteur) = stored.secteur_activite {
                by_secteur.push(&table::composed(secteur.as_str().as_bytes(), key.as_bytes()), NOTHING)?;
            }
            if let Some(siret) = stored.place.siret {
                by_siret.push(&table::composed(siret.to_string().as_bytes(), key.as_bytes()), NOTHING)?;
            }
            while old.next_before(Some(record_key))?.is_some() {}
            // Most are active, and need no comparison.
            let past = old.take(record_key)?.filter(|_| stored.ended && read_anew);
            match past.as_ref().map(|past| decode_place(past.value())).transpose()? {
                Some(before) if !before.ended => feed.emptied(&stored.place),
                _ => Ok(()),
            }
        })
    }

    /// Writes which structures bear a SIRET, and which are of a secteur.
    pub(super) fn lists(&mut self) -> Result<(), ImportError> {
        for (name, sorter) in
            [(table::BY_SIRET, &mut self.by_siret), (table::BY_SECTEUR, &mut self.by_secteur)]
        {
            let empty = Sorter::new("none", self.building.runs_dir(), 1);
            write_keys(self.building.table(name)?, std::mem::replace(sorter, empty))?;
        }
        Ok(())
    }
}

/// What is kept of a legal entity that today's files do not hold: all of it when its own file is not given again,
/// its end when a whole stock does without it.
fn gone_ej<'a>(
    before: &StoredEj<'a>,
    carried_over: bool,
    serials: &Serials,
    span: history::Span,
) -> Option<StoredEj<'a>> {
    match (carried_over, serials.whole_stock) {
        (true, _) => Some(before.clone()),
        (false, true) => history::ej_gone(before.clone(), span),
        (false, false) => None,
    }
}

/// The same of a site.
fn gone_eg<'a>(
    before: &StoredEg<'a>,
    carried_over: bool,
    serials: &Serials,
    span: history::Span,
) -> Option<StoredEg<'a>> {
    match (carried_over, serials.whole_stock) {
        (true, _) => Some(before.clone()),
        (false, true) => history::site_gone(before.clone(), span),
        (false, false) => None,
    }
}

/// Calls `each` with the version to keep of each FINESS number.
fn newest_versions(
    sorter: Sorter,
    mut each: impl FnMut(&[u8], &[u8]) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut sorted = sorter.finish()?;
    let mut last = Vec::new();
    while let Some((key, value)) = sorted.next_record()? {
        let number = finess::number(key);
        if last != number {
            last.clear();
            last.extend_from_slice(number);
            each(number, value)?;
        }
    }
    Ok(())
}

/// Writes a table of keys that say all, once each.
fn write_keys(mut writer: TableWriter, sorter: Sorter) -> Result<(), ImportError> {
    let mut sorted = sorter.finish()?;
    let mut last: Option<Vec<u8>> = None;
    while let Some((key, value)) = sorted.next_record()? {
        if last.as_deref() != Some(key) {
            writer.push(key, value)?;
            last = Some(key.to_vec());
        }
    }
    writer.finish()?;
    Ok(())
}
