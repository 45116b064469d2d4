//! `PS_LibreAcces_Personne_activite` and `PS_LibreAcces_SavoirFaire`: `|`, no quotes, UTF-8, trailing separator.

use std::borrow::Cow;

use anyhow::Result;

use super::labels::Labels;

/// The header of the 56-column file.
pub(crate) const HEADER: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|\n";

/// The header of the savoir-faire file.
pub(crate) const SAVOIR_FAIRE_HEADER: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|\n";

type Text<'a> = Cow<'a, str>;

/// What a row says; every other column is empty or a label.
#[derive(Clone, Default)]
pub(crate) struct Row<'a> {
    /// `8` RPPS, `0` ADELI.
    pub(crate) kind: &'a str,
    pub(crate) id: Text<'a>,
    pub(crate) civilite_exercice: &'a str,
    pub(crate) civilite: &'a str,
    pub(crate) nom: Text<'a>,
    pub(crate) prenom: Text<'a>,
    pub(crate) profession: &'a str,
    pub(crate) categorie: &'a str,
    pub(crate) type_savoir_faire: &'a str,
    pub(crate) savoir_faire: &'a str,
    pub(crate) mode: &'a str,
    pub(crate) siret: Text<'a>,
    pub(crate) finess_eg: Text<'a>,
    pub(crate) finess_ej: Text<'a>,
    pub(crate) technique: Text<'a>,
    pub(crate) raison_sociale: Text<'a>,
    pub(crate) enseigne: Text<'a>,
    pub(crate) complement_destinataire: Text<'a>,
    pub(crate) complement_geographique: Text<'a>,
    pub(crate) numero_voie: Text<'a>,
    pub(crate) type_voie: &'a str,
    pub(crate) voie: Text<'a>,
    pub(crate) distribution: Text<'a>,
    pub(crate) code_postal: Text<'a>,
    pub(crate) commune: Text<'a>,
    /// Name of the commune; the office de distribution is postcode and commune, as in real rows.
    pub(crate) ville: Text<'a>,
    pub(crate) pays: &'a str,
    pub(crate) telephone: Text<'a>,
    pub(crate) ancien: Text<'a>,
    pub(crate) autorite: &'a str,
    pub(crate) secteur: &'a str,
    pub(crate) section: &'a str,
    pub(crate) genre: &'a str,
}

/// Writes rows, with their labels.
pub(crate) struct Writer {
    civilite: Labels,
    profession: Labels,
    categorie: Labels,
    type_savoir_faire: Labels,
    savoir_faire: Labels,
    mode: Labels,
    secteur: Labels,
    section: Labels,
    genre: Labels,
}

/// Labels of the street types that synthetic addresses use.
fn street_label(code: &str) -> &'static str {
    match code {
        "R" => "Rue",
        "AV" => "Avenue",
        "BD" => "Boulevard",
        "PL" => "Place",
        "RTE" => "Route",
        "CHE" => "Chemin",
        "ALL" => "Allée",
        "IMP" => "Impasse",
        "QU" => "Quai",
        "CRS" => "Cours",
        _ => "",
    }
}

impl Writer {
    /// Reads the labels.
    pub(crate) fn new() -> Result<Self> {
        let professions = ["profession_sante", "usager_titre", "profession_sociale", "autre_profession"];
        Ok(Self {
            civilite: Labels::read(&["civilite"])?,
            profession: Labels::read(&professions)?,
            categorie: Labels::read(&["categorie_professionnelle"])?,
            type_savoir_faire: Labels::read(&["type_savoir_faire"])?,
            savoir_faire: Labels::read(&["savoir_faire"])?,
            mode: Labels::read(&["mode_exercice"])?,
            secteur: Labels::read(&["secteur_activite"])?,
            section: Labels::read(&["section_pharmacien"])?,
            genre: Labels::read(&["genre_activite"])?,
        })
    }

    /// Appends one row of the activity file.
    pub(crate) fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        let put = |out: &mut Vec<u8>, fields: &[&str]| fields.iter().for_each(|field| push(out, field));
        put(out, &[row.kind, &row.id, row.kind]);
        out.pop();
        put(out, &[&row.id, row.civilite_exercice, self.civilite.of(row.civilite_exercice), row.civilite]);
        put(out, &[self.civilite.of(row.civilite), &row.nom, &row.prenom]);
        self.exercice(row, out);
        put(out, &[row.mode, self.mode.of(row.mode), &row.siret, "", &row.finess_eg, &row.finess_ej]);
        put(out, &[&row.technique, &row.raison_sociale, &row.enseigne, &row.complement_destinataire]);
        put(out, &[&row.complement_geographique, &row.numero_voie, "", row.type_voie]);
        put(out, &[street_label(row.type_voie), &row.voie]);
        push(out, &row.distribution);
        if !row.code_postal.is_empty() {
            put(out, &[&row.code_postal]);
            out.pop();
            out.push(b' ');
        }
        let city: &str = if row.commune.is_empty() { "" } else { &row.ville };
        let country = if row.pays == "99000" { "France" } else { "" };
        put(
            out,
            &[
                &row.ville,
                &row.code_postal,
                &row.commune,
                city,
                row.pays,
                country,
                &row.telephone,
                "",
                "",
                "",
            ],
        );
        put(
            out,
            &["", "", &row.ancien, row.autorite, row.secteur, self.secteur.of(row.secteur), row.section],
        );
        put(out, &[self.section.of(row.section), "", "", row.genre, self.genre.of(row.genre)]);
        out.push(b'\n');
    }

    fn exercice(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        for field in [row.profession, self.profession.of(row.profession), row.categorie] {
            push(out, field);
        }
        push(out, self.categorie.of(row.categorie));
        push(out, row.type_savoir_faire);
        push(out, self.type_savoir_faire.of(row.type_savoir_faire));
        push(out, row.savoir_faire);
        push(out, self.savoir_faire.of(row.savoir_faire));
    }

    /// Appends the row of the savoir-faire file that goes with a row.
    pub(crate) fn savoir_faire_row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        push(out, row.kind);
        push(out, &row.id);
        out.extend_from_slice(row.kind.as_bytes());
        for field in [&row.id, &row.nom, &row.prenom] {
            push(out, field);
        }
        self.exercice(row, out);
        out.push(b'\n');
    }
}

fn push(out: &mut Vec<u8>, field: &str) {
    out.extend_from_slice(field.as_bytes());
    out.push(b'|');
}
