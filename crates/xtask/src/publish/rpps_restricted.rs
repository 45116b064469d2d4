//! The restricted RPPS extraction: `;`, every field quoted, dates `JJ/MM/AAAA`, one CSV a table.

use anyhow::Result;

use super::labels::Labels;

/// `ExercPro`, in the order of the DSFT.
pub(crate) const EXERC_PRO: &[&str] = &[
    "Type d'identifiant PP",
    "Identifiant PP",
    "Identification nationale PP",
    "Code civilité d'exercice",
    "Libellé civilité d'exercice",
    "Nom d'exercice",
    "Prénom d'exercice",
    "Code profession",
    "Libellé profession",
    "Code catégorie professionnelle",
    "Libellé catégorie professionnelle",
    "Date de fin exercice",
    "Date de mise à jour exercice",
    "Date effet exercice",
    "Code AE 1e inscription",
    "Libellé AE 1e inscription",
    "Date début 1e inscription",
    "Département 1e inscription",
    "Libellé département 1e inscription",
];

/// `SavoirFaire`.
pub(crate) const SAVOIR_FAIRE: &[&str] = &[
    "Type d'identifiant PP",
    "Identifiant PP",
    "Identification nationale PP",
    "Code savoir-faire",
    "Libellé savoir-faire",
    "Code type savoir-faire",
    "Libellé type savoir-faire",
    "Code profession",
    "Libellé profession",
    "Code catégorie professionnelle",
    "Libellé catégorie professionnelle",
    "Date reconnaissance savoir-faire",
    "Date de mise à jour savoir-faire",
    "Date abandon savoir-faire",
];

/// `Activite`.
pub(crate) const ACTIVITE: &[&str] = &[
    "Type d'identifiant PP",
    "Identifiant PP",
    "Identifiant de l'activité",
    "Identification nationale PP",
    "Identifiant technique de la structure",
    "Code fonction",
    "Libellé fonction",
    "Code mode exercice",
    "Libellé mode exercice",
    "Date de début activité",
    "Date de fin activité",
    "Date de mise à jour activité",
    "Code région exercice",
    "Libellé région exercice",
    "Code genre activité",
    "Libellé genre activité",
    "Code motif de fin d'activité",
    "Libellé motif de fin d'activité",
    "Code section tableau pharmaciens",
    "Libellé section tableau pharmaciens",
    "Code sous-section tableau pharmaciens",
    "Libellé sous-section tableau pharmaciens",
    "Code type activité libérale",
    "Libellé type activité libérale",
    "Code statut des PS du SSA",
    "Libellé statut des PS du SSA",
    "Code statut hospitalier",
    "Libellé statut hospitalier",
    "Code profession",
    "Libellé profession",
    "Code catégorie professionnelle",
    "Libellé catégorie professionnelle",
];

/// `Structure`.
pub(crate) const STRUCTURE: &[&str] = &[
    "Type de structure",
    "Identifiant technique de la structure",
    "Identification nationale de la structure",
    "Numéro SIRET",
    "Numéro SIREN",
    "Numéro FINESS Etablissement",
    "Numéro FINESS EJ",
    "RPPS rang",
    "ADELI rang",
    "Numéro licence officine",
    "Date d'ouverture structure",
    "Date de fermeture structure",
    "Date de mise à jour structure",
    "Code APE",
    "Libellé APE",
    "Code catégorie juridique",
    "Libellé catégorie juridique",
    "Code secteur d'activité",
    "Libellé secteur d'activité",
    "Raison sociale",
    "Enseigne commerciale",
];

/// `CoordStruct`.
pub(crate) const COORD_STRUCT: &[&str] = &[
    "Identifiant technique de la structure",
    "Complément destinataire (coord. structure)",
    "Complément point géographique (coord. structure)",
    "Numéro Voie (coord. structure)",
    "Indice répétition voie (coord. structure)",
    "Code type de voie (coord. structure)",
    "Libellé type de voie (coord. structure)",
    "Libellé Voie (coord. structure)",
    "Mention distribution (coord. structure)",
    "Bureau cedex (coord. structure)",
    "Code postal (coord. structure)",
    "Code commune (coord. structure)",
    "Libellé commune (coord. structure)",
    "Code pays (coord. structure)",
    "Libellé pays (coord. structure)",
    "Téléphone (coord. structure)",
    "Téléphone 2 (coord. structure)",
    "Télécopie (coord. structure)",
    "Adresse e-mail (coord. structure)",
    "Date de mise à jour (coord. structure)",
    "Date de fin (coord. structure)",
];

/// The columns whose label follows their code, and the table of each.
const LABELLED: [(&str, &str); 12] = [
    ("civilité d'exercice", "civilite"),
    ("profession", "profession_sante"),
    ("catégorie professionnelle", "categorie_professionnelle"),
    ("savoir-faire", "savoir_faire"),
    ("type savoir-faire", "type_savoir_faire"),
    ("fonction", "fonction"),
    ("mode exercice", "mode_exercice"),
    ("genre activité", "genre_activite"),
    ("motif de fin d'activité", "motif_fin_activite"),
    ("type activité libérale", "type_activite_liberale"),
    ("catégorie juridique", "statut_juridique"),
    ("secteur d'activité", "secteur_activite"),
];

/// What a row says, by column; every other column is empty or a label.
pub(crate) type Row = Vec<(&'static str, String)>;

/// Writes rows, with their labels.
pub(crate) struct Writer {
    labels: Vec<(String, String, Labels)>,
}

impl Writer {
    /// Reads the labels.
    pub(crate) fn new() -> Result<Self> {
        let read = |(what, table): (&str, &str)| {
            Ok((format!("Code {what}"), format!("Libellé {what}"), Labels::read(&[table])?))
        };
        Ok(Self { labels: LABELLED.into_iter().map(read).collect::<Result<_>>()? })
    }

    /// One line of a table, with the separator that ends it in real files.
    pub(crate) fn row(&self, header: &[&str], row: &Row) -> String {
        let value =
            |column: &str| row.iter().find(|(name, _)| *name == column).map(|(_, value)| value.as_str());
        let label = |column: &str| {
            let (code, _, labels) = self.labels.iter().find(|(_, label, _)| label == column)?;
            Some(labels.of(value(code)?))
        };
        line(header.iter().map(|column| value(column).or_else(|| label(column)).unwrap_or_default()))
    }
}

/// The header of a table.
pub(crate) fn header(columns: &[&str]) -> String {
    line(columns.iter().copied())
}

/// Fields, each quoted, inner quotes doubled.
pub(crate) fn line<'f>(fields: impl Iterator<Item = &'f str>) -> String {
    let quoted: String = fields.map(|field| format!("\"{}\";", field.replace('"', "\"\""))).collect();
    quoted + "\n"
}
