//! Situations and structures, as a case gives them: numbers as written, checked when they are used.

use aiguilleur_domain::{AdeliRang, Code, FinessEg, FinessEj, Rpps, RppsRang, Siret};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{Context, Demande, GroupKind, Known, Provenance, SiteOption, Stated, lists};
use crate::codes::codes;
use crate::life::{ABSENCE, FACTS, Life, Says, Statement, Subject};

/// A situation d'exercice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Activity {
    /// Its own identifier, as the asker names it.
    pub id: Option<String>,
    /// Secteur d'activité (TRE_R02, `SA07`).
    pub secteur: Option<Code>,
    /// Mode d'exercice (TRE_R23: `L`, `S`, `B`).
    pub mode: Option<Code>,
    /// Fonction: the code of a replacement (TRE_R21) is warned of; words are shown, and nothing is decided on them.
    pub fonction: Option<String>,
    /// Genre d'activité (TRE_R22: `GENR02`, `GENR03` replacements).
    pub genre_activite: Option<Code>,
    /// When it began.
    pub date_debut: Option<Date>,
    /// When it ended; any date here means that it is not en cours.
    pub date_fin: Option<Date>,
    /// How the end is known.
    pub ended_source: Option<String>,
    /// Whether the structure is asked about by itself, without a professional; not part of JSON.
    #[serde(skip)]
    pub asked: bool,
    /// What a source says of its end; not part of JSON.
    #[serde(skip)]
    pub end: Option<Statement>,
    /// Key of its structure.
    pub structure: Option<String>,
    /// RPPS of its professional, where the case has several.
    pub professional: Option<Stated<Rpps>>,
    /// Type d'activité libérale (TRE_R24: `ACT-LIB-03` plateau technique).
    #[serde(deserialize_with = "lists::activite_liberale")]
    pub type_activite_liberale: Option<Code>,
    /// Section of the pharmaciens' table (TRE_R06).
    pub section: Option<Code>,
    /// Rôle (TRE_R85).
    pub role: Option<Code>,
    /// Profession practised here, where it is not the professional's only one.
    pub profession: Option<Code>,
    /// Savoir-faire practised here.
    pub savoir_faire: Vec<Code>,
    /// Catégorie professionnelle practised in (TRE_R09: `E` student).
    pub categorie_professionnelle: Option<Code>,
    /// The information system around this situation alone.
    pub context: Option<Context>,
    /// Where each fact comes from, by field name.
    pub evidence: Provenance,
}

fn stated(subject: Subject, says: Says) -> Statement {
    Statement { subject, says, source: FACTS.into(), dated: None }
}

impl Activity {
    /// Whether the holder replaces the titulaire here, by role code.
    pub(crate) fn is_replacement(&self) -> bool {
        let genre = self.genre_activite.is_some_and(|code| code.is_one_of(&["GENR02", "GENR03"]));
        let fonction = self.fonction.as_deref();
        genre || fonction.is_some_and(|code| ["FON-04", "FON-22", "FON-47", "FON-51"].contains(&code))
    }

    /// State of the situation on `day`, with the sources that state it.
    pub fn life(&self, day: Date) -> Life {
        let by_absence = self.ended_source.as_deref() == Some(ABSENCE);
        let stated_end = self.date_fin.map(|on| {
            let says = if by_absence {
                Says::Absent { from: Some(on), last_seen: None }
            } else {
                Says::Closed(Some(on))
            };
            stated(Subject::Situation, says)
        });
        Life::of(self.end.clone().or(stated_end).as_slice(), day)
    }
}

/// A structure as a case gives it: numbers as written, codes, dates.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Structure {
    /// Its name.
    pub denomination: Option<String>,
    /// Name of its legal entity: what the form of an EJ is filled with.
    pub denomination_juridique: Option<String>,
    /// Name of the titulaire whose RPPS the RPPS-rang carries, when somebody looked it up.
    pub titulaire: Option<String>,
    /// Raison sociale, where it differs from the name.
    pub raison_sociale: Option<String>,
    /// Enseigne commerciale.
    pub enseigne: Option<String>,
    /// Complément destinataire of its address, which usually holds the name of an SCM.
    pub complement_destinataire: Option<String>,
    /// As written; checked when it is used.
    pub siret: Option<Stated<Siret>>,
    /// As written; checked when it is used.
    pub rpps_rang: Option<Stated<RppsRang>>,
    /// As written; checked when it is used.
    pub adeli_rang: Option<Stated<AdeliRang>>,
    /// FINESS géographique.
    pub finess_geographique: Option<Stated<FinessEg>>,
    /// FINESS number of the legal entity (EJ), as written.
    pub finess_juridique: Option<Stated<FinessEj>>,
    /// The number of a legal entity that a source gives in the site's place; not part of JSON.
    #[serde(skip)]
    pub ej_as_site: Option<Stated<FinessEj>>,
    /// The number that the directory carries, behind its type digit.
    pub id_nat_struct: Option<String>,
    /// Statut juridique (TRE_R72: `79` SCM, `76` GIE), the structure's or its EJ's.
    pub statut_juridique: Option<Code>,
    /// FINESS catégorie (TRE_R66: `620` officine).
    pub categorie: Option<Code>,
    /// SPH / ESPIC code (`1` public).
    pub sph: Option<Code>,
    /// Fonction publique of the EJ (TRE_R361).
    pub fonction_publique: Option<Code>,
    /// Whether the EJ is public, when somebody worked it out.
    pub ej_public: Option<bool>,
    /// SIRENE catégorie juridique (`6589` SCM).
    pub categorie_juridique: Option<Code>,
    /// When it closed; any date here means that it is closed.
    pub date_fermeture: Option<Date>,
    /// Whether it is closed, when no date is known.
    pub fermee: Option<bool>,
    /// What sources say of its life; not part of JSON.
    #[serde(skip)]
    pub statements: Vec<Statement>,
    /// The open LBM sites of its EJ.
    pub lbm_sites_ouverts: Option<Vec<Stated<FinessEg>>>,
    /// The sites of the EJ that are worth naming: those of a laboratory, or of an EJ that asks for itself; not
    /// part of JSON.
    #[serde(skip)]
    pub sites: Vec<Site>,
    /// The group of its EJ.
    pub groupe: Option<Groupe>,
    /// Who took it over.
    pub successor: Option<Successor>,
    /// Establishments that took over from its closed one, the likeliest first; not part of JSON.
    #[serde(skip)]
    pub takers: Vec<Taker>,
    /// Postcode.
    pub code_postal: Option<String>,
    /// Its town, in words; not part of JSON.
    #[serde(skip)]
    pub ville: Option<String>,
    /// INSEE code of the commune.
    pub commune: Option<String>,
    /// Where each fact comes from, by field name.
    pub evidence: Provenance,
}

/// A site, as a person tells it from its siblings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// FINESS géographique.
    pub finess: Stated<FinessEg>,
    /// Raison sociale, to distinguish sites.
    pub name: Option<String>,
    /// Town, to distinguish sites.
    pub town: Option<String>,
}

impl Structure {
    pub(crate) fn as_site(&self) -> Option<Site> {
        let finess = self.finess_geographique.clone()?;
        Some(Site { finess, name: self.denomination.clone(), town: self.ville.clone() })
    }

    /// State of the structure on `day`, with the sources that state it.
    pub fn life(&self, day: Date) -> Life {
        let says = match (self.date_fermeture, self.fermee) {
            (Some(on), _) => Some(Says::Closed(Some(on))),
            (None, Some(true)) => Some(Says::Closed(None)),
            (None, Some(false)) => Some(Says::Open),
            (None, None) => None,
        };
        let Some(says) = says else { return Life::of(&self.statements, day) };
        let mut all = self.statements.clone();
        all.push(stated(Subject::Structure, says));
        Life::of(&all, day)
    }
}

/// A group of legal entities: it has no FINESS legal identity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groupe {
    /// Its own number.
    pub id: Option<String>,
    /// Name in FINESS.
    pub name: Option<String>,
    /// FINESS juridique of its members.
    pub members: Vec<Stated<FinessEj>>,
}

/// Who took over a closed structure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Successor {
    /// FINESS of the taker.
    pub finess: Option<String>,
    /// Raison sociale, when known.
    pub name: Option<String>,
    /// The event (TRE_R365: `018`, `020`, `037`).
    pub event: Option<Code>,
    /// Day of the succession.
    pub on: Option<Date>,
}

/// An establishment that took over from a closed one, as SIRENE's links of succession say, which are not all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// SIRET of the successor establishment.
    pub siret: Stated<Siret>,
    /// Raison sociale, when known.
    pub name: Option<String>,
    /// Town of its address.
    pub town: Option<String>,
    /// Whether it is open, as far as is known.
    pub open: bool,
    /// The day of the succession.
    pub on: Option<Date>,
}

codes! {
    /// What an établissement is.
    pub enum Nature {
        Public = "public", "établissement public de santé";
        Prive = "prive", "établissement de santé privé";
        Dialyse = "dialyse", "centre de dialyse";
    }
}

/// An établissement that asks for itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Etablissement {
    /// Its name.
    pub denomination: Option<String>,
    /// `None` when not stated.
    pub nature: Option<Nature>,
    /// FINESS number of the legal entity (EJ), as written.
    pub finess_juridique: Option<Stated<FinessEj>>,
    /// FINESS géographique of the site that asks.
    pub finess_geographique: Option<Stated<FinessEg>>,
    /// As written; checked when it is used.
    pub siret: Option<Stated<Siret>>,
    /// FINESS géographique of its sites.
    pub sites: Vec<Stated<FinessEg>>,
    /// At which level it wishes its certificates.
    pub option: Option<SiteOption>,
    /// How many solutions feed the DMP.
    pub solutions_alimentant_dmp: Option<u32>,
    /// How many instances of its software.
    pub instances: Option<u32>,
    /// Whether its information system is one.
    pub si_unifie: Option<bool>,
    /// Its messaging domain; `null` says that there is none.
    pub domaine_messagerie: Known<String>,
}

/// An organisme gestionnaire that asks for itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrganismeGestionnaire {
    /// Its name.
    pub denomination: Option<String>,
    /// FINESS number of the legal entity (EJ), as written.
    pub finess_juridique: Option<Stated<FinessEj>>,
    /// FINESS géographique of its sites.
    pub sites: Vec<Stated<FinessEg>>,
    /// How many solutions.
    pub solutions: Option<u32>,
    /// How many instances of its software.
    pub instances: Option<u32>,
    /// At which level it wishes its certificates.
    pub option: Option<SiteOption>,
    /// Whether its information system is one.
    pub si_unifie: Option<bool>,
}

/// A laboratory.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Laboratoire {
    /// Its name.
    pub denomination: Option<String>,
    /// FINESS number of the legal entity (EJ), as written.
    pub finess_juridique: Option<Stated<FinessEj>>,
    /// FINESS géographique of its sites.
    pub sites: Vec<Stated<FinessEg>>,
    /// FINESS géographique of the site principal.
    pub site_principal: Option<Stated<FinessEg>>,
    /// Whether it is a hospital's laboratory.
    pub hospitalier: Option<bool>,
}

/// A group that asks for its members.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groupement {
    /// What it is: `GHT`, or any other group.
    #[serde(rename = "type")]
    pub kind: Option<GroupKind>,
    /// Its name.
    pub denomination: Option<String>,
    /// FINESS juridique of its members.
    pub entites_juridiques: Vec<Stated<FinessEj>>,
    /// FINESS géographique of its sites.
    pub sites: Vec<Stated<FinessEg>>,
    /// Whether the information system is shared.
    pub si_commun: Option<bool>,
    /// What it asks for.
    #[serde(deserialize_with = "lists::demande")]
    pub demande: Option<Demande>,
}
