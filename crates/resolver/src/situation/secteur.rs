//! Which couloir a situation is read in, by its secteur and its profession.

use crate::case::{Activity, Case, Professional, Structure};
use crate::codes::Couloir;
use crate::situation::nature;

/// Specialties of the radiologie couloir: radio-diagnostic, médecine nucléaire, radiothérapie, both (O-8).
const RADIOLOGUE: [&str; 4] = ["SM28", "SM44", "SM45", "SM55"];

pub(crate) const OFFICINE: &[&str] = &["SA33", "SA38", "SA39", "SA65"];

pub(crate) const BIOLOGIE: &[&str] = &["SA25", "SA29", "SA59"];

pub(crate) const CABINET: &[&str] = &["SA07", "SA08"];

pub(crate) const SOCIETE: &str = "SA09";

pub(crate) const LIBERAL: &[&str] = &["SA07", "SA08", "SA09"];

pub(crate) const COORDONNE: &[&str] = &["SA05", "SA52"];

/// Public whatever FINESS says; SA34 is the dialysis centres'.
pub(crate) const PUBLIC: &[&str] = &["SA01", "SA02", "SA34"];

/// Public or private: FINESS tells.
pub(crate) const PUBLIC_OU_PRIVE: &[&str] = &["SA03", "SA04", "SA30", "SA36"];

pub(crate) const MEDICO_SOCIAL: &[&str] = &["SA16", "SA17", "SA18", "SA20", "SA21", "SA41"];

/// Secteur privé of a hospital doctor.
pub(crate) const SECTEUR_PRIVE_PH: &str = "SA40";

/// Whether the rules of a stated couloir speak of this secteur.
fn admits(couloir: Couloir, secteur: &str) -> bool {
    let hospital = PUBLIC.contains(&secteur) || PUBLIC_OU_PRIVE.contains(&secteur);
    match couloir {
        Couloir::Officine => OFFICINE.contains(&secteur),
        Couloir::Radiologie => hospital || LIBERAL.contains(&secteur) || secteur == SECTEUR_PRIVE_PH,
        Couloir::Hopital => hospital,
        Couloir::MedicoSocial => MEDICO_SOCIAL.contains(&secteur),
        Couloir::Biologie => BIOLOGIE.contains(&secteur),
        Couloir::MedecineDeVille => LIBERAL.contains(&secteur) || COORDONNE.contains(&secteur),
        Couloir::Etablissement => false,
    }
}

/// The couloir of a situation: the stated one where it speaks of the secteur, else the situation's own.
pub(crate) fn couloir_of(
    case: &Case,
    activity: &Activity,
    structure: Option<&Structure>,
    professional: Option<&Professional>,
) -> Option<Couloir> {
    let secteur = activity.secteur.as_ref().map_or("", |code| code.as_str());
    match case.couloir {
        Some(couloir) if secteur.is_empty() || admits(couloir, secteur) => Some(couloir),
        _ => inferred(secteur, activity, structure, professional),
    }
}

fn inferred(
    secteur: &str,
    activity: &Activity,
    structure: Option<&Structure>,
    professional: Option<&Professional>,
) -> Option<Couloir> {
    if LIBERAL.contains(&secteur) {
        return liberal(activity, professional);
    }
    match secteur {
        _ if OFFICINE.contains(&secteur) => Some(Couloir::Officine),
        _ if BIOLOGIE.contains(&secteur) => Some(Couloir::Biologie),
        _ if COORDONNE.contains(&secteur) => Some(Couloir::MedecineDeVille),
        _ if MEDICO_SOCIAL.contains(&secteur) => Some(Couloir::MedicoSocial),
        "SA04" if structure.is_some_and(|s| nature::is_gie(s) == Some(true)) => Some(Couloir::Radiologie),
        _ if PUBLIC.contains(&secteur) || PUBLIC_OU_PRIVE.contains(&secteur) => Some(Couloir::Hopital),
        _ => None,
    }
}

/// Whether somebody practises here as a médecin.
fn is_medecin(activity: &Activity, professional: Option<&Professional>) -> bool {
    activity.profession.or_else(|| professional?.profession).is_some_and(|code| code == "10")
}

/// Whether somebody practises here as a médecin of one of the radiologie couloir's specialties.
pub(crate) fn is_radiologue(activity: &Activity, professional: Option<&Professional>) -> bool {
    let savoir_faire = match professional {
        Some(p) if activity.savoir_faire.is_empty() => &p.savoir_faire,
        _ => &activity.savoir_faire,
    };
    is_medecin(activity, professional) && savoir_faire.iter().any(|code| code.is_one_of(&RADIOLOGUE))
}

fn liberal(activity: &Activity, professional: Option<&Professional>) -> Option<Couloir> {
    if is_radiologue(activity, professional) {
        return Some(Couloir::Radiologie);
    }
    is_medecin(activity, professional).then_some(Couloir::MedecineDeVille)
}
