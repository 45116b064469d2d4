//! Writes out an invented legal person or site: number, name, place, statut, state.

use super::{
    Day, World,
    places::Written,
    random::{Rng, Stream},
    registry::EgChange,
};
use crate::publish::numbers;

/// First eight digits of the SIREN of FINESS legal persons, sociétés d'exercice and other employers.
const EJ_SIREN: u32 = 99_000_000;
const SOCIETE_SIREN: u32 = 99_400_000;
const EMPLOYER_SIREN: u32 = 99_700_000;

const FLOWERS: [&str; 40] = [
    "LES TILLEULS",
    "LES GLYCINES",
    "LES CHENES",
    "LA ROSERAIE",
    "LE CLOS FLEURI",
    "LES JARDINS",
    "BEL AIR",
    "LES ORCHIDEES",
    "LA COLLINE",
    "LE PARC",
    "LES MIMOSAS",
    "LES ACACIAS",
    "BELLEVUE",
    "LE CHATEAU",
    "LA SOURCE",
    "LES HIRONDELLES",
    "LE MOULIN",
    "LES FLORALIES",
    "LA PROVIDENCE",
    "LES CEDRES",
    "LES PEUPLIERS",
    "LE PRIEURE",
    "L'ERMITAGE",
    "LES BRUYERES",
    "LA CHENERAIE",
    "LES ALIZES",
    "LES TERRASSES",
    "LE BOCAGE",
    "LA FONTAINE",
    "LES MARRONNIERS",
    "LE VERGER",
    "LES EGLANTINES",
    "LA MARTINIERE",
    "LES QUATRE SAISONS",
    "LE BELVEDERE",
    "LA PINEDE",
    "LES COQUELICOTS",
    "LES REMPARTS",
    "LE VALLON",
    "LES VIGNES",
];
const PLACES: [&str; 24] = [
    "DU MARCHE",
    "DE LA GARE",
    "DU CENTRE",
    "DE L'EGLISE",
    "DU PORT",
    "DES HALLES",
    "DE LA MAIRIE",
    "DU PONT",
    "DES LILAS",
    "DU BEFFROI",
    "PRINCIPALE",
    "DE LA POSTE",
    "DU STADE",
    "DES ARCADES",
    "DE LA FONTAINE",
    "DU PARC",
    "DES ECOLES",
    "DE LA PLACE",
    "DU CHATEAU",
    "DE LA PLAGE",
    "DES QUAIS",
    "DU FAUBOURG",
    "DE LA VALLEE",
    "DU SOLEIL",
];
const BRANDS: [&str; 20] = [
    "BIOVAL",
    "BIOSUD",
    "CERBALIS",
    "LABORIS",
    "BIONOVA",
    "SYNALAB",
    "BIOCEANE",
    "EUROBIOL",
    "ALPHABIO",
    "MEDIBIO",
    "BIOGRANDE",
    "UNILABIO",
    "DYNALAB",
    "BIOMAG",
    "OXYBIO",
    "LABOREA",
    "BIOLITTORAL",
    "BIOPLAINE",
    "CENTRABIO",
    "BIOCIME",
];

/// A legal person written out.
pub(crate) struct EjText {
    pub(crate) finess: String,
    pub(crate) name: String,
    pub(crate) siren: u32,
    pub(crate) statut: &'static str,
    pub(crate) place: Written,
    pub(crate) created: String,
}

/// A site written out.
pub(crate) struct EgText {
    pub(crate) finess: String,
    pub(crate) name: String,
    pub(crate) siret: Option<u64>,
    pub(crate) categorie: &'static str,
    pub(crate) place: Written,
    pub(crate) opened: String,
}

impl World {
    /// The legal person `ej`.
    pub(crate) fn ej_text(&self, ej: u32) -> EjText {
        let mut rng = Rng::new(self.seed, Stream::Ej, u64::from(ej));
        let class = self.registry.class_of(ej);
        let statut = *class.statuts.draw(&mut rng);
        let place = self.places.write(&mut rng);
        let name = self.ej_name(class.name, statut, &place.city, &mut rng);
        EjText {
            finess: finess(&place, ej),
            name,
            siren: if rng.chance(1670) { 0 } else { numbers::siren(EJ_SIREN + ej) },
            statut,
            created: date(&mut rng, 1975, 2020),
            place,
        }
    }

    /// The site `eg` as it is on that day.
    pub(crate) fn eg_text(&self, eg: u32, day: Day) -> EgText {
        let mut rng = Rng::new(self.seed, Stream::Eg, u64::from(eg));
        let ej = self.registry.egs[eg as usize].ej;
        let class = self.registry.class_of(ej);
        let categorie = *class.categories.draw(&mut rng);
        let place = self.places.write(&mut rng);
        let opened = date(&mut rng, 1980, 2022);
        let nic = u16::try_from(eg - self.registry.ejs[ej as usize].first_site + 1).unwrap_or(1);
        let siret = (!rng.chance(2000)).then(|| numbers::siret(numbers::siren(EJ_SIREN + ej), nic % 9999));
        let mut name = self.eg_name(class.name, &place.city, &mut rng);
        if self.registry.change(eg, day) == EgChange::Renamed {
            name = self.eg_name(class.name, &place.city, &mut rng);
            name.push_str(" NOUVEAU");
        }
        EgText { finess: finess(&place, self.ej_count() + eg), name, siret, categorie, place, opened }
    }

    fn ej_name(&self, class: &str, statut: &str, city: &str, rng: &mut Rng) -> String {
        let form = match statut {
            "85" => "SELARL",
            "91" => "SELAS",
            "72" => "SARL",
            "73" => "SA",
            "95" => "SAS",
            "76" => "GIE",
            "80" => "SISA",
            "88" => "SCP",
            "47" => "MUTUELLE",
            "63" => "FONDATION",
            "17" => return format!("CCAS DE {city}"),
            "03" => return format!("COMMUNE DE {city}"),
            "02" => return format!("DEPARTEMENT {}", rng.pick(&PLACES)),
            "10" | "11" | "13" | "14" | "26" => return format!("CENTRE HOSPITALIER DE {city}"),
            _ => "ASSOCIATION",
        };
        format!("{form} {}", self.eg_name(class, city, rng))
    }

    fn eg_name(&self, class: &str, city: &str, rng: &mut Rng) -> String {
        let surname = self.names.common(rng);
        match class {
            "officine" if rng.chance(5000) => format!("PHARMACIE {surname}"),
            "officine" => format!("PHARMACIE {}", rng.pick(&PLACES)),
            "laboratoire" => format!("LBM {} SITE {city}", rng.pick(&BRANDS)),
            "hopital_public" if rng.chance(4000) => format!("CENTRE HOSPITALIER DE {city}"),
            "hopital_public" => format!("CH {city} SITE {}", rng.pick(&FLOWERS)),
            "clinique" => format!("CLINIQUE {}", rng.pick(&FLOWERS)),
            "espic" => format!("HOPITAL {surname} {city}"),
            "dialyse" => format!("UNITE DE DIALYSE DE {city}"),
            "gie" => format!("GIE IMAGERIE {}", rng.pick(&PLACES)),
            "centre_sante" => format!("CENTRE DE SANTE {}", rng.pick(&PLACES)),
            "maison_sante" => format!("MAISON DE SANTE DE {city}"),
            "ehpad" => format!("EHPAD {}", rng.pick(&FLOWERS)),
            "handicap" => format!(
                "{} {}",
                rng.pick(&["IME", "SESSAD", "ESAT", "FOYER", "MAS", "FAM"]),
                rng.pick(&FLOWERS)
            ),
            "domicile" => format!("{} DE {city}", rng.pick(&["SSIAD", "SAAD", "SERVICE AUTONOMIE"])),
            "pmi" => format!("PMI {}", rng.pick(&PLACES)),
            "ecole" => format!("INSTITUT DE FORMATION DE {city}"),
            _ => format!("{} {}", rng.pick(&FLOWERS), city),
        }
    }
}

/// The SIREN of a société d'exercice and of another employer.
pub(crate) fn societe_siren(index: u32) -> u32 {
    numbers::siren(SOCIETE_SIREN + index)
}

/// The SIREN of an employer outside FINESS.
pub(crate) fn employer_siren(index: u32) -> u32 {
    numbers::siren(EMPLOYER_SIREN + index)
}

/// The legal category of a société d'exercice: one in 66 is a SCM, which cannot be ordered on.
pub(crate) fn societe_categorie(seed: u64, index: u32) -> (&'static str, &'static str) {
    match Rng::new(seed, Stream::Societe, u64::from(index)).below(66) {
        0 => ("6589", "SCM"),
        1..36 => ("5485", "SELARL"),
        36..50 => ("5785", "SELAS"),
        50..58 => ("6571", "SCP"),
        58..61 => ("5499", "SARL"),
        61..64 => ("6585", "SCP"),
        _ => ("5385", "SELCA"),
    }
}

fn finess(place: &Written, n: u32) -> String {
    let prefix = match place.commune.get(..2) {
        Some("2A") => "2A",
        Some("2B") => "2B",
        _ => "99",
    };
    numbers::finess(prefix, n)
}

/// A day between two years.
pub(crate) fn date(rng: &mut Rng, from: usize, to: usize) -> String {
    format!("{}-{:02}-{:02}", from + rng.below(to - from), 1 + rng.below(12), 1 + rng.below(28))
}
