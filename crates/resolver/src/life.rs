//! Whether a situation or a structure is active, and by which source: computed here for every interface.
//!
//! Sources make [`Statement`]s; [`Life::of`] weighs them for one day. An absence from a file is never a date
//! and never a closure: it ends something only where nothing else names it any more.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::civil::Date;

use crate::codes::codes;
use aiguilleur_domain::date_fr;

codes! {
    /// What is known of a situation or a structure on a day.
    pub enum State {
        Open = "open", "ouverte";
        Active = "active", "en activité";
        Closed = "closed", "fermée";
        Ended = "ended", "plus aucune activité connue";
        NotStated = "not_stated", "état non précisé";
    }
}

codes! {
    /// What a statement is about, in the order in which closures are reported.
    pub enum Subject {
        Situation = "situation", "cette situation d'exercice";
        Site = "site", "le site";
        Structure = "structure", "la structure";
        Establishment = "establishment", "l'établissement (SIRET)";
        LegalEntity = "legal_entity", "l'entité juridique";
        LegalUnit = "legal_unit", "l'entreprise (unité légale)";
        Practice = "practice", "l'activité dans la structure";
    }
}

/// What a source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Open, active.
    Open,
    /// Listed, without a word on whether it is open.
    Listed,
    /// Closed, ended, ceased; the day where the source states one.
    Closed(Option<Date>),
    /// No longer in the file of that day, where it was last seen on the other.
    Absent {
        /// The day of the first file without it, where that is remembered.
        from: Option<Date>,
        /// The day of the last file with it.
        last_seen: Option<Date>,
    },
}

/// What one source says of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Situation, structure, legal entity or legal unit.
    pub subject: Subject,
    /// Open, closed or absent.
    pub says: Says,
    /// The publisher's file; `facts` when the asker states it.
    pub source: Cow<'static, str>,
    /// The day of that file.
    pub dated: Option<Date>,
}

/// The source name of what the asker states.
pub const FACTS: &str = "facts";

/// How an end is known that no source states.
pub const ABSENCE: &str = "absence";

impl Statement {
    /// Whether it says that its subject is over on `day`. A date to come closes nothing yet.
    fn closes(&self, day: Date) -> bool {
        match self.says {
            // The last day of an activity is still one of its days.
            Says::Closed(Some(on)) if self.subject == Subject::Situation => on < day,
            Says::Closed(on) => on.is_none_or(|on| on <= day),
            _ => false,
        }
    }

    /// Whether it says that its subject goes on on `day`.
    fn opens(&self, day: Date) -> bool {
        match self.says {
            Says::Open => true,
            Says::Closed(_) => !self.closes(day),
            Says::Listed | Says::Absent { .. } => false,
        }
    }

    /// Whether its subject was no longer seen on `day`.
    fn is_absent(&self, day: Date) -> bool {
        match self.says {
            Says::Absent { last_seen: Some(last), .. } => last <= day,
            Says::Absent { from, .. } => from.is_none_or(|from| from <= day),
            _ => false,
        }
    }

    /// Whether it names the thing itself, not its legal entity or parent.
    const fn is_of_itself(&self) -> bool {
        !matches!(self.subject, Subject::LegalUnit | Subject::LegalEntity)
    }

    /// Whether both cannot be right: what belongs to something that is closed is open, or practised in.
    fn contradicts(&self, open: &Self) -> bool {
        open.subject <= self.subject || open.subject == Subject::Practice
    }
}

/// Whether something is active, the sources for it and the sources against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    state: State,
    by: Option<Statement>,
    against: Vec<Statement>,
    missing: Option<Statement>,
}

impl Default for Life {
    fn default() -> Self {
        Self { state: State::NotStated, by: None, against: Vec::new(), missing: None }
    }
}

impl Life {
    /// Weighs `statements` for `day`. A stated closure wins; sources that contradict it are named.
    pub fn of(statements: &[Statement], day: Date) -> Self {
        let first = |keep: &dyn Fn(&Statement) -> bool| {
            statements.iter().filter(|it| keep(it)).min_by_key(|it| it.subject).cloned()
        };
        if let Some(closing) = first(&|it| it.closes(day)) {
            let against = statements.iter().filter(|it| it.opens(day) && closing.contradicts(it));
            let against = against.cloned().collect();
            return Self { state: State::Closed, by: Some(closing), against, missing: None };
        }
        let missing = first(&|it| it.is_absent(day));
        let itself = statements.iter().any(Statement::is_of_itself);
        let named = statements.iter().any(|it| !it.is_absent(day) && (it.is_of_itself() || !itself));
        if missing.is_some() && !named {
            return Self { state: State::Ended, by: missing, against: Vec::new(), missing: None };
        }
        let open = first(&|it| it.opens(day) && (it.is_of_itself() || !itself));
        let state = match open.as_ref().map(|it| it.subject) {
            None => State::NotStated,
            Some(Subject::Practice | Subject::LegalUnit | Subject::Situation) => State::Active,
            Some(_) => State::Open,
        };
        Self { state, by: open, against: Vec::new(), missing }
    }

    /// State on the day of the case.
    pub const fn state(&self) -> State {
        self.state
    }

    /// Whether it goes on as far as is known.
    pub const fn goes_on(&self) -> bool {
        !matches!(self.state, State::Closed | State::Ended)
    }

    /// Source of the statement.
    pub const fn by(&self) -> Option<&Statement> {
        self.by.as_ref()
    }

    /// The day it closed or ended, where a source states one.
    pub fn on(&self) -> Option<Date> {
        match self.by.as_ref()?.says {
            Says::Closed(on) if self.state == State::Closed => on,
            _ => None,
        }
    }

    /// How an end is known: `absence`, or the source that states it.
    pub fn ended_source(&self) -> Option<&str> {
        match (self.state, &self.by) {
            (State::Closed, Some(by)) => Some(&by.source),
            (State::Ended, _) => Some(ABSENCE),
            _ => None,
        }
    }

    /// The day of the last file that held what no file holds any more.
    pub fn last_seen(&self) -> Option<Date> {
        match self.by.as_ref()?.says {
            Says::Absent { last_seen, .. } => last_seen,
            _ => None,
        }
    }

    /// Who says that it is over, and since when: the beginning of a French sentence.
    pub fn sentence(&self) -> String {
        self.by.as_ref().map_or_else(String::new, Statement::sentence)
    }

    /// What sources say against a closure, in French.
    pub fn contradiction(&self) -> Option<String> {
        let (by, against) = (self.by.as_ref()?, self.against.first()?);
        Some(format!(
            "Les sources se contredisent : {}, alors que, pour {}, {} ; à confirmer auprès de la structure",
            by.sentence(),
            publisher(&against.source),
            alive(against.subject)
        ))
    }

    /// What a file no longer names although others do, in French.
    pub fn absence(&self) -> Option<String> {
        let missing = self.missing.as_ref().filter(|_| self.goes_on())?;
        Some(format!("{}, mais une autre source la nomme encore : à vérifier", capital(&missing.sentence())))
    }
}

impl Statement {
    fn sentence(&self) -> String {
        let mut text = String::new();
        let who = publisher(&self.source);
        match (self.says, self.subject) {
            (Says::Closed(on), Subject::Situation) => {
                text.push_str("cette situation d'exercice porte une date de fin");
                if let Some(on) = on {
                    let _infallible = write!(text, ", le {}", date_fr(on));
                }
            }
            (Says::Closed(on), subject) => {
                let since = on.map_or_else(String::new, |on| format!(" depuis le {}", date_fr(on)));
                match (&*self.source == FACTS, subject) {
                    (true, _) => text.push_str("d'après les faits indiqués, elle est fermée"),
                    (_, Subject::LegalUnit) => {
                        let _infallible = write!(text, "l'entreprise est cessée dans {who}");
                    }
                    (_, subject) => {
                        let _infallible =
                            write!(text, "{} est {} dans {who}", subject.label_fr(), shut(subject));
                    }
                }
                text.push_str(&since);
            }
            (Says::Absent { from, last_seen }, subject) => {
                let _infallible = match subject {
                    Subject::Practice => write!(text, "plus aucune activité n'y est en cours dans {who}"),
                    _ if &*self.source == FACTS => {
                        write!(
                            text,
                            "d'après les faits indiqués, {} n'apparaît plus dans l'extraction",
                            subject.label_fr()
                        )
                    }
                    _ => write!(text, "{} n'apparaît plus dans l'extraction {who}", subject.label_fr()),
                };
                if let Some(from) = from {
                    let _infallible = write!(text, " du {}", date_fr(from));
                }
                if let Some(seen) = last_seen {
                    let _infallible = write!(text, " (vue pour la dernière fois le {})", date_fr(seen));
                }
            }
            _ => {}
        }
        text
    }
}

const fn alive(subject: Subject) -> &'static str {
    match subject {
        Subject::Situation => "la situation est en cours",
        Subject::Site => "le site est ouvert",
        Subject::Structure => "la structure est ouverte",
        Subject::Establishment => "l'établissement est ouvert",
        Subject::LegalEntity => "l'entité juridique est ouverte",
        Subject::LegalUnit => "l'entreprise est active",
        Subject::Practice => "une activité y est en cours",
    }
}

const fn shut(subject: Subject) -> &'static str {
    match subject {
        Subject::Site | Subject::Establishment => "fermé",
        Subject::Practice => "terminée",
        _ => "fermée",
    }
}

/// Who publishes a file, as people say it.
fn publisher(source: &str) -> &str {
    match source {
        FACTS => "les faits indiqués",
        "PS_LibreAcces_Personne_activite" | "PS_LibreAcces_SavoirFaire" => "RPPS",
        "StockUniteLegale" | "StockEtablissement" | "StockEtablissementLiensSuccession" => "SIRENE",
        "finess-structures" | "finess-activites" | "finess-xml" | "etalab-finess-csv" => "FINESS",
        "Extraction_RPPS_Profil" => "RPPS (extraction restreinte)",
        name => name,
    }
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DAY: Date = date(2026, 11, 20);

    fn says(subject: Subject, says: Says) -> Statement {
        Statement { subject, says, source: "finess-structures".into(), dated: Some(DAY) }
    }

    fn check(statements: &[Statement], expect: (State, Option<Date>, bool)) {
        let life = Life::of(statements, DAY);
        assert_eq!((life.state(), life.on(), life.contradiction().is_some()), expect, "{life:?}");
    }

    #[test]
    fn a_stated_closure_wins_and_contradicting_sources_are_named() {
        let (past, to_come) = (date(2026, 1, 31), date(2027, 1, 31));
        check(&[], (State::NotStated, None, false));
        check(&[says(Subject::Site, Says::Open)], (State::Open, None, false));
        check(&[says(Subject::Site, Says::Closed(Some(past)))], (State::Closed, Some(past), false));
        check(&[says(Subject::Site, Says::Closed(Some(to_come)))], (State::Open, None, false));
        check(&[says(Subject::Site, Says::Closed(None))], (State::Closed, None, false));
        let site = says(Subject::Site, Says::Open);
        for subject in [Subject::LegalEntity, Subject::LegalUnit, Subject::Establishment] {
            check(
                &[site.clone(), says(subject, Says::Closed(Some(past)))],
                (State::Closed, Some(past), true),
            );
        }
        // The EJ of a closed site may well be open.
        let entity = says(Subject::LegalEntity, Says::Open);
        check(&[entity, says(Subject::Site, Says::Closed(Some(past)))], (State::Closed, Some(past), false));
    }

    #[test]
    fn an_absence_is_no_closure_while_somebody_names_it() {
        let gone = says(Subject::Site, Says::Absent { from: Some(DAY), last_seen: Some(date(2026, 11, 19)) });
        let life = Life::of(std::slice::from_ref(&gone), DAY);
        assert_eq!((life.state(), life.on(), life.ended_source()), (State::Ended, None, Some(ABSENCE)));
        assert!(life.sentence().contains("n'apparaît plus dans l'extraction FINESS du 20 novembre 2026"));
        let named = Life::of(&[gone.clone(), says(Subject::Practice, Says::Open)], DAY);
        assert_eq!(named.state(), State::Active);
        assert!(named.absence().is_some());
        // A day before it was last seen.
        assert_eq!(Life::of(&[gone], date(2026, 11, 18)).state(), State::NotStated);
    }
}
