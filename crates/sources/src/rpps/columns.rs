//! The columns that are read, by their publisher's names (the 56 of 2023 and later, `rpps_headers.json`).

use aiguilleur_domain::entity::SourceKind;

/// Whether a file without the column can still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The file is refused without it.
    Always,
    /// Required as soon as one of the [`Need::Late`] columns is there: the 48 columns of 2018 lack it.
    Since2021,
    /// Added in 2021 or 2023, or not in every profile; empty when absent.
    Late,
    /// In every file of the publisher, and nothing is decided on it: copies may lack it.
    Optional,
}

/// One column that is read.
pub(crate) struct Column {
    /// The publisher's name.
    pub(crate) name: &'static str,
    pub(crate) need: Need,
}

pub(super) const fn always(name: &'static str) -> Column {
    Column { name, need: Need::Always }
}

/// A column that a file may lack.
pub(super) const fn late(name: &'static str) -> Column {
    Column { name, need: Need::Late }
}

/// A column that a copy of a file may lack.
pub(super) const fn optional(name: &'static str) -> Column {
    Column { name, need: Need::Optional }
}

/// How a line is split into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `|`, quotes mean nothing: the open extractions.
    Pipe,
    /// `;`, every field quoted, inner quotes doubled: the restricted ones.
    Quoted,
}

/// A file of the family: which columns are read of it.
pub(crate) struct Table {
    pub(crate) kind: SourceKind,
    pub(crate) dialect: Dialect,
    pub(crate) columns: &'static [Column],
}

impl Table {
    /// The columns without which a file is refused.
    pub(crate) fn required(&self) -> Vec<&'static str> {
        self.columns.iter().filter(|column| column.need == Need::Always).map(|column| column.name).collect()
    }
}

/// Names the positions of columns in a table, from 0 on.
macro_rules! positions {
    ($($name:ident)*) => { $crate::rpps::columns::positions!(@ 0usize; $($name)*); };
    (@ $at:expr; $name:ident $($rest:ident)*) => {
        pub(in crate::rpps) const $name: usize = $at;
        $crate::rpps::columns::positions!(@ $at + 1; $($rest)*);
    };
    (@ $at:expr;) => {};
}

pub(super) use positions;

// Positions in `PERSONNE_ACTIVITE`; the first ones are those of `SAVOIR_FAIRE` and of the restricted tables too.
positions! {
    TYPE_PP ID_PP ID_NAT_PP PROFESSION CATEGORIE TYPE_SAVOIR_FAIRE SAVOIR_FAIRE_CODE
    CIVILITE_EXERCICE CIVILITE NOM PRENOM MODE_EXERCICE SIRET FINESS_EG FINESS_EJ TECHNICAL_ID
    RAISON_SOCIALE ENSEIGNE COMPLEMENT_DESTINATAIRE
    NUMERO_VOIE INDICE_VOIE CODE_TYPE_VOIE TYPE_VOIE VOIE BUREAU_CEDEX CODE_POSTAL COMMUNE LIBELLE_COMMUNE
    ANCIEN_IDENTIFIANT SECTEUR SECTION ROLE GENRE
    TELEPHONE TELEPHONE_2 TELECOPIE EMAIL
}

/// `PS_LibreAcces_Personne_activite`.
pub(crate) static PERSONNE_ACTIVITE: Table = Table {
    kind: SourceKind::RppsPersonneActivite,
    dialect: Dialect::Pipe,
    columns: &[
        always("Type d'identifiant PP"),
        always("Identifiant PP"),
        always("Identification nationale PP"),
        always("Code profession"),
        always("Code catégorie professionnelle"),
        always("Code type savoir-faire"),
        always("Code savoir-faire"),
        always("Code civilité d'exercice"),
        always("Code civilité"),
        always("Nom d'exercice"),
        always("Prénom d'exercice"),
        always("Code mode exercice"),
        always("Numéro SIRET site"),
        always("Numéro FINESS site"),
        always("Numéro FINESS établissement juridique"),
        always("Identifiant technique de la structure"),
        always("Raison sociale site"),
        always("Enseigne commerciale site"),
        always("Complément destinataire (coord. structure)"),
        always("Numéro Voie (coord. structure)"),
        always("Indice répétition voie (coord. structure)"),
        always("Code type de voie (coord. structure)"),
        always("Libellé type de voie (coord. structure)"),
        always("Libellé Voie (coord. structure)"),
        always("Bureau cedex (coord. structure)"),
        always("Code postal (coord. structure)"),
        always("Code commune (coord. structure)"),
        always("Libellé commune (coord. structure)"),
        always("Ancien identifiant de la structure"),
        Column { name: "Code secteur d'activité", need: Need::Since2021 },
        late("Code section tableau pharmaciens"),
        late("Code rôle"),
        late("Code genre activité"),
        optional("Téléphone (coord. structure)"),
        optional("Téléphone 2 (coord. structure)"),
        optional("Télécopie (coord. structure)"),
        optional("Adresse e-mail (coord. structure)"),
    ],
};

/// `PS_LibreAcces_SavoirFaire`.
pub(crate) static SAVOIR_FAIRE: Table = Table {
    kind: SourceKind::RppsSavoirFaire,
    dialect: Dialect::Pipe,
    columns: &[
        always("Type d'identifiant PP"),
        always("Identifiant PP"),
        always("Identification nationale PP"),
        always("Code profession"),
        always("Code catégorie professionnelle"),
        always("Code type savoir-faire"),
        always("Code savoir-faire"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_the_tables() {
        for (at, name) in [
            (SAVOIR_FAIRE_CODE, "Code savoir-faire"),
            (TECHNICAL_ID, "Identifiant technique de la structure"),
            (ANCIEN_IDENTIFIANT, "Ancien identifiant de la structure"),
            (GENRE, "Code genre activité"),
            (EMAIL, "Adresse e-mail (coord. structure)"),
        ] {
            assert_eq!(PERSONNE_ACTIVITE.columns[at].name, name);
        }
        assert_eq!(PERSONNE_ACTIVITE.columns.len(), EMAIL + 1);
        for (both, columns) in SAVOIR_FAIRE.columns.iter().zip(PERSONNE_ACTIVITE.columns) {
            assert_eq!(both.name, columns.name);
        }
    }
}
