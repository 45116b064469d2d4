//! The comparisons themselves.

use aiguilleur_directory::census::{EXTRACT_PERCENT, NATIONAL};
use jiff::{Unit, civil::Date};

use super::{Census, Changes, Dimension, GuardKind, Inspection, Place, SourceCensus, Thresholds, Tripped};

/// Compares a candidate with the generation that is served.
///
/// Without a previous one, what needs none is judged: plausible sizes, rejects and age. `today` is the day of the run.
pub fn inspect(
    previous: Option<&Census>,
    candidate: &Census,
    changes: &Changes,
    thresholds: &Thresholds,
    today: Date,
) -> Inspection {
    let mut judge = Judge { thresholds, checks: 0, tripped: Vec::new() };
    match previous {
        Some(previous) => {
            for dimension in Dimension::ALL {
                judge.dimension(dimension, previous, candidate, changes);
            }
            judge.secteurs_gone(previous, candidate);
            judge.sources_compared(previous, candidate);
        }
        None => judge.first_floors(candidate),
    }
    judge.sources_alone(candidate, today);
    judge.columns_that_decide(candidate);
    judge.rejects_by_key(candidate);
    let mut tripped = judge.tripped;
    tripped.sort_by(|a, b| (&a.place, a.guard).cmp(&(&b.place, b.guard)));
    Inspection { on: today, checks: judge.checks, tripped }
}

/// What nearly every record of a kind has, and decisions stand on: a column that went empty is seen even on an empty
/// folder, where there is no day before.
const DECIDING: [(&str, Dimension); 3] = [
    ("siren", Dimension::CategorieJuridique),
    ("siren", Dimension::EtatAdministratif),
    ("finess_eg", Dimension::CategorieEtablissement),
];

/// The share of records that must have such a code.
const DECIDING_PERCENT: f64 = 50.0;

struct Judge<'a> {
    thresholds: &'a Thresholds,
    checks: u64,
    tripped: Vec<Tripped>,
}

/// The numbers of one place.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    before: u64,
    after: u64,
    deleted: u64,
    updated: u64,
}

impl Judge<'_> {
    fn dimension(&mut self, dimension: Dimension, previous: &Census, candidate: &Census, changes: &Changes) {
        let (mut small, mut small_keys) = (Numbers::default(), 0);
        for (key, before) in previous.population.keys(dimension) {
            // What the import was asked to do without has not disappeared.
            let before = before.saturating_sub(candidate.withdrawn.get(dimension, key));
            let numbers = Numbers {
                before,
                after: candidate.population.get(dimension, key),
                deleted: changes.deleted.get(dimension, key),
                updated: changes.updated.get(dimension, key),
            };
            if before < self.thresholds.minimum_population {
                small.add(numbers);
                small_keys += 1;
            } else {
                self.numbers(&Place::Key { dimension, key: key.to_owned() }, numbers);
            }
        }
        if small_keys > 0 {
            self.numbers(&Place::SmallKeys { dimension, keys: small_keys }, small);
        }
    }

    fn numbers(&mut self, place: &Place, numbers: Numbers) {
        let Numbers { before, after, deleted, updated } = numbers;
        let limits = self.thresholds;
        self.share(GuardKind::Deletions, place, deleted, before, limits.deletions_percent, "suppressions");
        self.share(GuardKind::Updates, place, updated, before, limits.updates_percent, "modifications");
        self.floor(place, before, after);
    }

    /// Trips when `count` is more than `percent` of `population`, and enough to mean something.
    fn share(
        &mut self,
        guard: GuardKind,
        place: &Place,
        count: u64,
        population: u64,
        percent: f64,
        what: &str,
    ) {
        self.checks += 1;
        if count >= self.thresholds.minimum_events && exceeds(count, population, percent) {
            let message = format!(
                "{} : {count} {what} sur {population} ({}), seuil {}.",
                place.label(),
                percentage(count, population),
                french(percent)
            );
            self.trip(guard, place, (count, population), percent, message);
        }
    }

    fn floor(&mut self, place: &Place, before: u64, after: u64) {
        self.checks += 1;
        let percent = self.thresholds.floor_percent;
        let lost = before.saturating_sub(after);
        if lost >= self.thresholds.minimum_events && exceeds(lost, before, 100.0 - percent) {
            let message = format!(
                "{} : {after} enregistrements au lieu de {before} ({}), plancher {}.",
                place.label(),
                percentage(after, before),
                french(percent)
            );
            self.trip(GuardKind::RowCount, place, (after, before), percent, message);
        }
    }

    fn secteurs_gone(&mut self, previous: &Census, candidate: &Census) {
        let dimension = Dimension::SecteurActivite;
        for (key, before) in previous.population.keys(dimension) {
            self.checks += 1;
            let before = before.saturating_sub(candidate.withdrawn.get(dimension, key));
            let gone =
                before >= self.thresholds.gone_population && candidate.population.get(dimension, key) == 0;
            if gone {
                let place = Place::Key { dimension, key: key.to_owned() };
                let message = format!("{} : les {before} enregistrements ont disparu.", place.label());
                self.trip(GuardKind::SecteurGone, &place, (before, before), 0.0, message);
            }
        }
    }

    fn sources_compared(&mut self, previous: &Census, candidate: &Census) {
        for (name, before) in &previous.sources {
            let place = Place::Source { name: name.clone() };
            self.checks += 1;
            if let Some(after) = candidate.sources.get(name) {
                self.source_compared(&place, before, after);
            } else if !candidate.dropped.contains(name) {
                let message = format!("{} : absent de cet import.", place.label());
                self.trip(GuardKind::SourceMissing, &place, (before.rows_read, 0), 0.0, message);
            }
        }
    }

    fn source_compared(&mut self, place: &Place, before: &SourceCensus, after: &SourceCensus) {
        self.floor(place, before.rows_read, after.rows_read);
        self.checks += 2;
        if let (Some(last), Some(new)) = (before.dated, after.dated)
            && new < last
        {
            let message =
                format!("{} : daté du {new}, plus ancien que le précédent ({last}).", place.label());
            self.trip(GuardKind::OlderThanLast, place, (days_between(new, last), 0), 0.0, message);
        }
        if !before.header.is_empty() && before.header != after.header {
            let difference = header_difference(&before.header, &after.header);
            let message = format!("{} : colonnes changées ({difference}).", place.label());
            let counts = (after.header.len() as u64, before.header.len() as u64);
            self.trip(GuardKind::HeaderChanged, place, counts, 0.0, message);
        }
    }

    /// On an empty folder there is no last day to compare with: what looks like a national stock must have the size
    /// of one. A file far below that is a deliberate extract; the import warns about it.
    fn first_floors(&mut self, candidate: &Census) {
        for (name, floor) in NATIONAL {
            let Some(source) = candidate.sources.get(name) else { continue };
            self.checks += 1;
            let extract = source.rows_read * 100 <= floor * EXTRACT_PERCENT;
            if source.rows_read < floor && !extract {
                let place = Place::Source { name: name.to_owned() };
                let message = format!(
                    "{} : {} enregistrements, moins que les {floor} d'un fichier national ; peut-être coupé.",
                    place.label(),
                    source.rows_read
                );
                self.trip(GuardKind::RowCount, &place, (source.rows_read, floor), 100.0, message);
            }
        }
    }

    fn sources_alone(&mut self, candidate: &Census, today: Date) {
        for (name, source) in &candidate.sources {
            let place = Place::Source { name: name.clone() };
            let percent = self.thresholds.rejects_percent;
            self.rejects(&place, source.rows_rejected, source.rows_read, percent);
            self.checks += 2;
            let crowd = source.rows_of_a_crowd;
            if crowd > 0 {
                let message = format!(
                    "{} : {crowd} lignes refusées, de personnes qui en ont plus que quiconque n'en a.",
                    place.label()
                );
                self.trip(GuardKind::Rejects, &place, (crowd, source.rows_read), 0.0, message);
            }
            let limit = self.thresholds.oldest_days_of(name);
            let age = source.dated.map_or(0, |dated| days_between(dated, today));
            if i64::try_from(age).is_ok_and(|age| age > i64::from(limit)) {
                let message = format!("{} : vieux de {age} jours, limite {limit}.", place.label());
                self.trip(GuardKind::TooOld, &place, (age, 0), f64::from(limit), message);
            }
        }
    }

    fn columns_that_decide(&mut self, candidate: &Census) {
        for (kind, dimension) in DECIDING {
            let records = candidate.population.get(Dimension::IdentifierType, kind);
            let having: u64 = candidate.population.keys(dimension).map(|(_, count)| count).sum();
            self.checks += 1;
            let enough = exceeds(having, records, DECIDING_PERCENT);
            if records >= self.thresholds.minimum_population && !enough {
                let place = Place::Key { dimension, key: "renseigné".to_owned() };
                let message = format!(
                    "{} : renseigné sur {having} enregistrements seulement, de {records} ; les décisions le lisent.",
                    dimension.label()
                );
                self.trip(GuardKind::RowCount, &place, (having, records), DECIDING_PERCENT, message);
            }
        }
    }

    /// Rejects have no minimum of events: one refused record in 821 MB is news, but a share needs a population.
    fn rejects(&mut self, place: &Place, rejected: u64, read: u64, percent: f64) {
        self.checks += 1;
        if read >= self.thresholds.minimum_population && exceeds(rejected, read, percent) {
            let message = format!(
                "{} : {rejected} enregistrements rejetés sur {read} ({}), seuil {}.",
                place.label(),
                percentage(rejected, read),
                french(percent)
            );
            self.trip(GuardKind::Rejects, place, (rejected, read), percent, message);
        }
    }

    fn rejects_by_key(&mut self, candidate: &Census) {
        for dimension in Dimension::ALL {
            for (key, rejected) in candidate.rejected.keys(dimension) {
                let place = Place::Key { dimension, key: key.to_owned() };
                let read = rejected + candidate.population.get(dimension, key);
                self.rejects(&place, rejected, read, self.thresholds.rejects_percent);
            }
        }
    }

    fn trip(&mut self, guard: GuardKind, place: &Place, counts: (u64, u64), limit: f64, message: String) {
        let (count, population) = counts;
        let place = place.clone();
        self.tripped.push(Tripped { guard, place, count, population, limit, message, samples: Vec::new() });
    }
}

impl Numbers {
    fn add(&mut self, other: Self) {
        self.before += other.before;
        self.after += other.after;
        self.deleted += other.deleted;
        self.updated += other.updated;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn exceeds(count: u64, population: u64, percent: f64) -> bool {
    count as f64 * 100.0 > percent * population as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn percentage(count: u64, population: u64) -> String {
    if population == 0 { "—".into() } else { french(count as f64 * 100.0 / population as f64) }
}

/// At most two decimals, with a comma.
fn french(percent: f64) -> String {
    let text = format!("{percent:.2}");
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.').replace('.', ","))
}

fn days_between(earlier: Date, later: Date) -> u64 {
    let span = later.since((Unit::Day, earlier)).map_or(0, |span| span.get_days());
    u64::try_from(span).unwrap_or(0)
}

fn header_difference(before: &[String], after: &[String]) -> String {
    let gone: Vec<_> = before.iter().filter(|name| !after.contains(name)).map(String::as_str).collect();
    let new: Vec<_> = after.iter().filter(|name| !before.contains(name)).map(String::as_str).collect();
    match (gone.as_slice(), new.as_slice()) {
        ([], []) => "ordre différent".into(),
        (gone, []) => format!("disparues : {}", gone.join(", ")),
        ([], new) => format!("nouvelles : {}", new.join(", ")),
        (gone, new) => format!("disparues : {} ; nouvelles : {}", gone.join(", "), new.join(", ")),
    }
}
