//! The RPPS extractions: people, what they may practise, and where they do.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Address, Contact};
use crate::{Code, FinessEg, FinessEj, IdNatPp, IdNatStruct, Siret};

/// Who a professional is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person<'a> {
    /// `Identification nationale PP`.
    pub id: IdNatPp,
    /// `Nom d'exercice`.
    #[serde(borrow)]
    pub family_name: Cow<'a, str>,
    /// `Prénom d'exercice`.
    #[serde(borrow)]
    pub given_name: Cow<'a, str>,
    /// `Code civilité d'exercice` (`DR`, `PR`), else `Code civilité` (`M`, `MME`).
    pub civilite: Option<Code>,
}

/// A profession that the person is entitled to (`exercice professionnel`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exercice {
    /// TRE_G15, R94, R95 or R291 (`10` médecin, `21` pharmacien).
    pub profession: Option<Code>,
    /// TRE_R09: `C` civil, `M` militaire, `E` étudiant, `F` fonctionnaire.
    pub categorie: Option<Code>,
}

/// A savoir-faire: specialty, competence, qualification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SavoirFaire {
    /// `Code type savoir-faire` (TRE_R04: `S` spécialité ordinale, `CEX` compétence exclusive, …).
    pub kind: Option<Code>,
    /// `Code savoir-faire` (`SM44`).
    pub code: Code,
}

/// One row of `PS_LibreAcces_Personne_activite`: a person × exercice × savoir-faire × situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow<'a> {
    /// Identity columns of the row.
    #[serde(borrow)]
    pub person: Person<'a>,
    /// Entitled to what.
    pub exercice: Exercice,
    /// One savoir-faire of that exercice; the others stand on other rows.
    pub savoir_faire: Option<SavoirFaire>,
    /// Where and how; `None` when the row carries neither structure nor secteur.
    #[serde(borrow)]
    pub situation: Option<Situation<'a>>,
}

/// One row of `PS_LibreAcces_SavoirFaire`: a savoir-faire of an exercice, wherever it is practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavoirFaireRow {
    /// Identifier of the professional.
    pub id: IdNatPp,
    /// Profession and catégorie that the savoir-faire belongs to.
    pub exercice: Exercice,
    /// Type and code of the savoir-faire.
    pub savoir_faire: SavoirFaire,
}

/// A situation d'exercice (activité): an exercice practised in a structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation<'a> {
    /// TRE_R23: `L` libéral, `S` salarié, `B` bénévole.
    pub mode_exercice: Option<Code>,
    /// TRE_R02 (`SA07`).
    pub secteur_activite: Option<Code>,
    /// TRE_R06, pharmaciens.
    pub section_pharmacien: Option<Code>,
    /// TRE_R85.
    pub role: Option<Code>,
    /// TRE_R22.
    pub genre_activite: Option<Code>,
    /// Where; `None` when the publisher names no structure.
    #[serde(borrow)]
    pub place: Option<PracticePlace<'a>>,
}

/// A structure, as the RPPS extraction describes it on a situation's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticePlace<'a> {
    /// `Identifiant technique de la structure`: a join key, opaque, never interpreted nor shown.
    #[serde(borrow)]
    pub technical_id: &'a str,
    /// `Ancien identifiant de la structure`, when it is an idNatStruct.
    pub id_nat_struct: Option<IdNatStruct>,
    /// `Numéro SIRET site`.
    pub siret: Option<Siret>,
    /// `Numéro FINESS site`.
    pub finess_eg: Option<FinessEg>,
    /// `Numéro FINESS établissement juridique`.
    pub finess_ej: Option<FinessEj>,
    /// `Raison sociale site`.
    #[serde(borrow)]
    pub raison_sociale: Cow<'a, str>,
    /// `Enseigne commerciale site`.
    #[serde(borrow)]
    pub enseigne: Cow<'a, str>,
    /// `Complément destinataire`, which usually holds the name of an SCM.
    #[serde(borrow)]
    pub complement_destinataire: Cow<'a, str>,
    /// Where it is.
    #[serde(borrow)]
    pub address: Address<'a>,
    /// How it is reached. Records keep it beside the place, whose stored form is older.
    #[serde(skip)]
    pub contact: Contact<'a>,
}

impl Situation<'_> {
    /// Whether two rows tell of one situation: a telephone number that one of them has or writes otherwise does not
    /// make two.
    pub fn is(&self, other: &Self) -> bool {
        let stated = |it: &Self| {
            (it.mode_exercice, it.secteur_activite, it.section_pharmacien, it.role, it.genre_activite)
        };
        let same_place = match (&self.place, &other.place) {
            (Some(one), Some(other)) => one.is(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        stated(self) == stated(other) && same_place
    }
}

impl PracticePlace<'_> {
    fn is(&self, other: &Self) -> bool {
        self.technical_id == other.technical_id
            && self.id_nat_struct == other.id_nat_struct
            && self.siret == other.siret
            && (self.finess_eg, self.finess_ej) == (other.finess_eg, other.finess_ej)
            && self.raison_sociale == other.raison_sociale
            && self.enseigne == other.enseigne
            && self.complement_destinataire == other.complement_destinataire
            && self.address.is(&other.address)
    }
}
