//! SIRENE `StockUniteLegale_utf8.csv`: comma, header, 35 columns of 2026.

/// The header.
pub(crate) const HEADER: &str = "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale,activitePrincipaleNAF25UniteLegale\n";

/// A legal unit.
#[derive(Clone, Copy)]
pub(crate) struct UniteLegale<'a> {
    pub(crate) siren: &'a str,
    /// `O` public, `P` partial: a natural person's name is masked.
    pub(crate) diffusion: &'a str,
    /// `A` active, `C` cessée.
    pub(crate) etat: &'a str,
    pub(crate) denomination: &'a str,
    pub(crate) categorie: &'a str,
    pub(crate) activite: &'a str,
}

/// Appends one line.
pub(crate) fn line(unit: &UniteLegale<'_>, out: &mut Vec<u8>) {
    let masked = if unit.diffusion == "P" { "[ND]" } else { "" };
    let quoted = unit.denomination.contains([',', '"']).then(|| unit.denomination.replace('"', "\"\""));
    out.extend_from_slice(unit.siren.as_bytes());
    for field in [unit.diffusion, "", "2004-03-15", "", "", masked, "", "", "", "", "", "", "NN", ""] {
        put(out, field);
    }
    for field in ["2026-10-02T09:12:41", "3", "PME", "2024", "2019-01-01", unit.etat, masked, ""] {
        put(out, field);
    }
    match quoted {
        Some(text) => put(out, &format!("\"{text}\"")),
        None => put(out, unit.denomination),
    }
    for field in ["", "", "", unit.categorie, unit.activite, "NAFRev2", "00015", "", "", "N", ""] {
        put(out, field);
    }
    out.push(b'\n');
}

fn put(out: &mut Vec<u8>, field: &str) {
    out.push(b',');
    out.extend_from_slice(field.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_fields_as_columns() {
        let mut out = Vec::new();
        let unit = UniteLegale {
            siren: "999000003",
            diffusion: "O",
            etat: "A",
            denomination: "SELARL",
            categorie: "5485",
            activite: "86.22A",
        };
        line(&unit, &mut out);
        let line = String::from_utf8(out).unwrap();
        let columns: Vec<_> = HEADER.trim_end().split(',').collect();
        let fields: Vec<_> = line.trim_end().split(',').collect();
        assert_eq!((columns.len(), fields.len()), (35, 35));
        let at = |name: &str| fields[columns.iter().position(|column| *column == name).unwrap()];
        assert_eq!(at("categorieJuridiqueUniteLegale"), "5485");
        assert_eq!(at("etatAdministratifUniteLegale"), "A");
        assert_eq!(at("denominationUniteLegale"), "SELARL");
        assert_eq!(at("activitePrincipaleUniteLegale"), "86.22A");
        assert_eq!(at("nicSiegeUniteLegale"), "00015");
    }
}
