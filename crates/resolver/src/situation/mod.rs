//! One situation as rules see it: the case, and the activity and structure at hand, with nothing assumed.

pub(crate) mod kind;
pub(crate) mod nature;
pub(crate) mod probe;
pub(crate) mod scm;
pub(crate) mod secteur;

use aiguilleur_domain::Code;
use jiff::civil::Date;

use crate::case::{
    Activity, Case, Context, Contrat, Origin, PLATEAU_TECHNIQUE, Professional, Source, Structure,
};
use crate::codes::{Couloir, IdentifierKind, ScmEvidence, Usage};
use crate::situation::scm::ScmSirens;
use crate::situation::secteur::is_radiologue;

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A situation d'exercice of a professional.
    Activity,
    /// A groupement, for its members.
    Groupement,
    /// An établissement, for itself.
    Etablissement,
    /// An organisme gestionnaire, for itself.
    OrganismeGestionnaire,
    /// A laboratory, for itself.
    Laboratoire,
    /// Somebody who has an identifier only.
    Declared,
}

/// The facts of one situation.
pub(crate) struct Situation<'a> {
    pub(crate) case: &'a Case,
    pub(crate) asker: Asker,
    pub(crate) activity: Option<&'a Activity>,
    /// Key of the structure in the case.
    pub(crate) key: Option<&'a str>,
    pub(crate) structure: Option<&'a Structure>,
    pub(crate) professional: Option<&'a Professional>,
    pub(crate) couloir: Option<Couloir>,
    pub(crate) usages: &'a [Usage],
    pub(crate) as_of: Date,
    pub(crate) scm: Option<ScmEvidence>,
    pub(crate) scm_sirens: &'a ScmSirens<'a>,
}

impl<'a> Situation<'a> {
    /// Secteur d'activité, empty when unknown.
    pub(crate) fn secteur(&self) -> &'a str {
        self.activity.and_then(|a| a.secteur.as_ref()).map_or("", Code::as_str)
    }

    /// Whether the secteur is one of `codes`.
    pub(crate) fn in_secteur(&self, codes: &[&str]) -> bool {
        codes.contains(&self.secteur())
    }

    /// The information system around this situation: its own where it has one, else the case's.
    pub(crate) fn context(&self) -> &'a Context {
        self.activity.and_then(|a| a.context.as_ref()).unwrap_or(&self.case.context)
    }

    /// Whether the radiologie guide speaks of this situation: its couloir, or, where nobody states one, the
    /// specialty of a médecin.
    pub(crate) fn is_radiologie(&self) -> bool {
        self.couloir == Some(Couloir::Radiologie)
            || (self.case.couloir.is_none()
                && self.activity.is_some_and(|a| is_radiologue(a, self.professional)))
    }

    /// Profession practised here.
    pub(crate) fn profession(&self) -> Option<&'a str> {
        let here = self.activity.and_then(|a| a.profession.as_ref());
        here.or_else(|| self.professional?.profession.as_ref()).map(Code::as_str)
    }

    /// RPPS of the professional, when known.
    pub(crate) fn rpps(&self) -> Option<&'a str> {
        let named = self.activity.and_then(|a| a.professional.as_deref());
        named.or_else(|| self.professional?.rpps.as_deref())
    }

    /// A number of the structure, as written. An SCM's SIRET is never given.
    pub(crate) fn number(&self, kind: IdentifierKind) -> Option<&'a str> {
        let s = self.structure?;
        match kind {
            IdentifierKind::RppsRang => s.rpps_rang.as_deref(),
            IdentifierKind::Siret => s.siret.as_deref().filter(|siret| !self.is_scm_siret(siret)),
            // One number is an EJ's or a site's, never both: in both places, it is the EJ's.
            IdentifierKind::FinessGeographique => {
                s.finess_geographique.as_deref().filter(|site| Some(*site) != s.finess_juridique.as_deref())
            }
            IdentifierKind::FinessJuridique => s.finess_juridique.as_deref(),
            IdentifierKind::AdeliRang => s.adeli_rang.as_deref(),
            _ => None,
        }
    }

    /// Whether the directory gives the structure no number at all, of any kind.
    pub(crate) fn bears_no_number(&self) -> bool {
        let bare = |s: &Structure| {
            let of_place = s.finess_geographique.is_none() && s.finess_juridique.is_none();
            of_place && s.siret.is_none() && s.rpps_rang.is_none() && s.adeli_rang.is_none()
        };
        self.case.origin == Origin::Directory && self.structure.is_some_and(bare)
    }

    /// Whether `siret` is an SCM's, by this structure or another of the case.
    pub(crate) fn is_scm_siret(&self, siret: &str) -> bool {
        self.scm_sirens.own(siret)
    }

    /// FINESS géographique of the structure.
    pub(crate) fn eg(&self) -> Option<&'a str> {
        self.number(IdentifierKind::FinessGeographique)
    }

    /// FINESS juridique of the structure.
    pub(crate) fn ej(&self) -> Option<&'a str> {
        self.number(IdentifierKind::FinessJuridique)
    }

    /// The number of the legal entity, given in place of the site's.
    pub(crate) fn ej_as_site(&self) -> Option<&'a str> {
        let s = self.structure?;
        let doubled =
            s.finess_geographique.as_deref().filter(|site| Some(*site) == s.finess_juridique.as_deref());
        s.ej_as_site.as_deref().or(doubled)
    }

    /// RPPS inside the RPPS-rang, when it is not the professional's.
    pub(crate) fn other_holder(&self) -> Option<String> {
        let inside = self.structure?.rpps_rang.as_ref()?.value()?.holder().to_string();
        (self.rpps()? != inside).then_some(inside)
    }

    /// Contract of the structure, when something is known of it.
    pub(crate) fn contrat(&self) -> Option<&'a Contrat> {
        self.case.contrat_ans.of(&[self.key, self.eg(), self.ej()])
    }

    /// Whether the activity is said to be on a plateau technique.
    pub(crate) fn is_plateau(&self) -> bool {
        self.activity.and_then(|a| a.type_activite_liberale).is_some_and(|code| code == PLATEAU_TECHNIQUE)
    }

    /// Whether the situation is libérale, as far as it is known not to be otherwise.
    pub(crate) fn maybe_liberal(&self) -> bool {
        self.activity.is_some_and(|a| a.mode.is_none_or(|mode| mode == "L"))
    }

    /// Whether the level at which the RIS is configured is known not to be known.
    pub(crate) fn level_is_open(&self) -> bool {
        let ris = &self.context().configuration_ris;
        ris.is_none()
            || (!ris.is_stated() && (self.case.couloir.is_none() || self.case.origin == Origin::Directory))
    }

    /// Name of the structure, for forms.
    pub(crate) fn denomination(&self) -> Option<&'a str> {
        let s = self.structure?;
        s.denomination.as_deref().or(s.raison_sociale.as_deref())
    }

    /// Where `fact` comes from, when the case says.
    pub(crate) fn source_of(&self, fact: &str) -> Option<&'a Source> {
        let own = self.activity.and_then(|a| a.evidence.of(fact));
        own.or_else(|| self.structure?.evidence.of(fact))
    }

    /// The evidence that the structure is an SCM, of a structure that was just found.
    pub(crate) fn scm_of(structure: Option<&Structure>) -> Option<ScmEvidence> {
        structure.and_then(scm::evidence)
    }
}
