//! What a structure is, from FINESS: a GIE, a public legal entity, a dialysis centre. Names come last.

use aiguilleur_domain::Code;

use crate::case::Structure;
use crate::naming::{says_etablissement, says_gie};

/// FINESS statuts juridiques of public legal persons (aggregate 1000: 01 to 08 and 10 to 30).
fn is_public_statut(code: &str) -> bool {
    code.len() == 2 && matches!(code.parse::<u8>(), Ok(1..=8 | 10..=30))
}

/// Whether the structure is a GIE: statut 76, else catégorie 698 or 699, else its name; `None` when nothing
/// tells.
pub(crate) fn is_gie(structure: &Structure) -> Option<bool> {
    if let Some(statut) = structure.statut_juridique {
        return Some(statut == "76");
    }
    if let Some(categorie) = structure.categorie {
        return Some(categorie.is_one_of(&["698", "699"]));
    }
    let names = [&structure.denomination, &structure.raison_sociale, &structure.enseigne];
    names.into_iter().flatten().any(|name| says_gie(name)).then_some(true)
}

/// Whether its statut (76), or its name where no statut is known, says that the structure is a GIE. An SCM is none.
pub(crate) fn is_gie_for_sure(structure: &Structure) -> bool {
    match structure.statut_juridique {
        Some(statut) => statut == "76",
        None => {
            let names = [&structure.denomination, &structure.raison_sociale, &structure.enseigne];
            crate::situation::scm::evidence(structure).is_none()
                && names.into_iter().flatten().any(|name| says_gie(name))
        }
    }
}

/// Whether the legal entity is public, when FINESS tells.
pub(crate) fn is_public(structure: &Structure) -> Option<bool> {
    if let Some(public) = structure.ej_public {
        return Some(public);
    }
    match structure.sph.as_ref().map(Code::as_str) {
        Some("1") => return Some(true),
        Some("2" | "3" | "6" | "7") => return Some(false),
        _ => {}
    }
    if structure.fonction_publique.is_some() {
        return Some(true);
    }
    structure.statut_juridique.map(|code| is_public_statut(code.as_str()))
}

/// Whether the site is a dialysis centre (catégories of aggregate 1203, open and closed).
pub(crate) fn is_dialyse(structure: &Structure) -> bool {
    structure.categorie.is_some_and(|code| code.is_one_of(&["138", "139", "140", "141", "146"]))
}

/// Whether one of its names is an établissement's.
pub(crate) fn is_named_etablissement(structure: &Structure) -> bool {
    says_etablissement([&structure.denomination, &structure.raison_sociale, &structure.enseigne])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn structure(statut: &str, categorie: &str, name: &str) -> Structure {
        Structure {
            statut_juridique: statut.parse().ok(),
            categorie: categorie.parse().ok(),
            denomination: Some(name.to_owned()),
            ..Structure::default()
        }
    }

    #[test]
    fn a_gie_is_recognised_by_statut_then_categorie_then_name() {
        for (statut, categorie, name, gie) in [
            ("76", "", "IMAGERIE", Some(true)),
            ("73", "698", "GIE X", Some(false)),
            ("", "699", "IMAGERIE", Some(true)),
            ("", "365", "GIE X", Some(false)),
            ("", "", "GIE X", Some(true)),
            ("", "", "Groupement d'intérêt économique X", Some(true)),
            ("", "", "ENERGIE X", None),
        ] {
            assert_eq!(is_gie(&structure(statut, categorie, name)), gie, "{statut} {categorie} {name}");
        }
    }

    #[test]
    fn public_is_decided_by_finess() {
        assert_eq!(is_public(&structure("13", "", "")), Some(true));
        assert_eq!(is_public(&structure("09", "", "")), Some(false));
        assert_eq!(is_public(&structure("73", "", "")), Some(false));
        assert_eq!(is_public(&structure("", "", "")), None);
        let espic = Structure { sph: "6".parse().ok(), ..structure("13", "", "") };
        assert_eq!(is_public(&espic), Some(false));
        assert!(is_dialyse(&structure("", "141", "")));
        assert!(is_named_etablissement(&structure("", "", "Hôpital du Parc")));
        assert!(!is_named_etablissement(&structure("", "", "IMAGERIE TEST")));
    }
}
