//! Where invented cabinets and sites are: real communes of the samples, villages that do not exist, plain streets.

use super::random::{Rng, Skew, Stream, Weighted};

const STREET_TYPES: [&str; 12] = ["R", "R", "R", "R", "AV", "AV", "BD", "PL", "RTE", "CHE", "ALL", "IMP"];
const STREETS: [&str; 60] = [
    "DE LA REPUBLIQUE",
    "DU GENERAL DE GAULLE",
    "DES ECOLES",
    "DE LA GARE",
    "VICTOR HUGO",
    "JEAN JAURES",
    "DE L'EGLISE",
    "DES LILAS",
    "DES ACACIAS",
    "PASTEUR",
    "DE VERDUN",
    "DU MOULIN",
    "DU 8 MAI 1945",
    "DU 11 NOVEMBRE",
    "DE LA MAIRIE",
    "DES TILLEULS",
    "DU STADE",
    "DE LA LIBERATION",
    "GAMBETTA",
    "DE LA FONTAINE",
    "DU CHATEAU",
    "DES ROSES",
    "DE LA PAIX",
    "DES CHENES",
    "DE PARIS",
    "DE LYON",
    "NATIONALE",
    "DES MARRONNIERS",
    "DU LAVOIR",
    "DE LA POSTE",
    "DES PEUPLIERS",
    "EMILE ZOLA",
    "DU BOIS",
    "DES VIGNES",
    "DE LA PLAGE",
    "DU PORT",
    "JULES FERRY",
    "DES HALLES",
    "DES CERISIERS",
    "DE LA CROIX",
    "DES JARDINS",
    "SAINT MICHEL",
    "NOTRE DAME",
    "DU FAUBOURG",
    "DE LA VALLEE",
    "DES PRES",
    "ARISTIDE BRIAND",
    "LEON BLUM",
    "DU MARCHE",
    "DE BRETAGNE",
    "D'ALSACE",
    "DE LORRAINE",
    "DU MIDI",
    "DE L'EUROPE",
    "DE LA FORET",
    "DES PLATANES",
    "DU CANAL",
    "DE LA COLLINE",
    "DES ERABLES",
    "DE LA TOUR",
];
const SAINTS: [&str; 40] = [
    "AUBIN", "BENOIT", "BRICE", "CYR", "DENIS", "ELOI", "ETIENNE", "FELIX", "GENES", "GEORGES", "GERMAIN",
    "GILLES", "HILAIRE", "JULIEN", "LAURENT", "LEGER", "LOUP", "MARCEL", "MARTIN", "MAURICE", "MEDARD",
    "MICHEL", "NAZAIRE", "OUEN", "PAUL", "PIERRE", "QUENTIN", "REMY", "ROMAIN", "SATURNIN", "SAUVEUR",
    "SULPICE", "SYLVAIN", "THIBAULT", "URBAIN", "VAAST", "VICTOR", "VINCENT", "YBARS", "ANDRE",
];
const HEADS: [&str; 40] = [
    "BEAU", "BELLE", "BOIS", "BOURG", "CHAMP", "CHATEAU", "CLER", "COUR", "CROIX", "FAY", "FONT", "FRES",
    "GRAND", "HAUTE", "LANDE", "LONG", "MAISON", "MARE", "MONT", "MOUSSE", "NEUVE", "NOIR", "ORME", "PIERRE",
    "PLAN", "PONT", "PRE", "PUY", "RIVE", "ROCHE", "SAUVE", "SERRE", "TOUR", "TREM", "VAL", "VAR", "VERT",
    "VIC", "VIEUX", "VILLE",
];
const TAILS: [&str; 30] = [
    "AC", "ANGES", "AY", "BLAY", "BOURG", "CEY", "COURT", "DORE", "EUIL", "FORT", "GNAC", "GNY", "HEM",
    "IERES", "LES", "LIEU", "MAGNE", "MONT", "NAY", "OGNE", "ON", "OUX", "QUES", "RAC", "SANGES", "TOT",
    "VAL", "VIGNES", "VILLE", "Y",
];
const RIVERS: [&str; 24] = [
    "AIN", "AISNE", "ALLIER", "AUBE", "CHER", "CREUSE", "DROME", "EURE", "INDRE", "ISERE", "LOIRE", "LOT",
    "MARNE", "MAYENNE", "MEUSE", "NIEVRE", "OISE", "ORNE", "SAONE", "SARTHE", "SEINE", "TARN", "VIENNE",
    "YONNE",
];

/// How many villages are invented.
const VILLAGES: usize = 25_000;

/// A place written out.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) number: String,
    pub(crate) street_type: &'static str,
    pub(crate) street: &'static str,
    pub(crate) postcode: String,
    pub(crate) commune: String,
    pub(crate) city: String,
}

struct Commune {
    postcode: &'static str,
    code: &'static str,
    name: &'static str,
}

/// The stock of places.
pub(crate) struct Places {
    communes: Weighted<Commune>,
    seed: u64,
}

impl Places {
    /// Reads the communes that come with the generator.
    pub(crate) fn new(seed: u64) -> Self {
        let communes = include_str!("data/communes.csv").lines().skip(1).filter_map(|line| {
            let mut fields = line.split(';');
            let commune = Commune { postcode: fields.next()?, code: fields.next()?, name: fields.next()? };
            Some((commune, fields.next()?.parse().ok()?))
        });
        Self { communes: Weighted::new(communes), seed }
    }

    /// A place drawn from `rng`: the same sequence writes the same place.
    pub(crate) fn write(&self, rng: &mut Rng) -> Written {
        let mut written = Written {
            number: if rng.chance(8800) {
                (1 + rng.skewed(180, Skew::Strong)).to_string()
            } else {
                String::new()
            },
            street_type: rng.pick(&STREET_TYPES),
            street: STREETS[rng.skewed(STREETS.len(), Skew::Strong)],
            ..Written::default()
        };
        if rng.chance(3000) {
            self.village(rng.skewed(VILLAGES, Skew::Strong), &mut written);
        } else {
            let commune = self.communes.draw(rng);
            written.postcode.push_str(commune.postcode);
            written.commune.push_str(commune.code);
            written.city.push_str(commune.name);
        }
        written
    }

    fn village(&self, index: usize, written: &mut Written) {
        let mut rng = Rng::new(self.seed, Stream::Village, index as u64);
        let departement = loop {
            let drawn = 1 + rng.below(95);
            if drawn != 20 {
                break drawn;
            }
        };
        written.postcode = format!("{departement:02}{:03}", 10 * (1 + rng.below(98)));
        written.commune = format!("{departement:02}{:03}", 600 + rng.below(399));
        let city = &mut written.city;
        if rng.chance(4000) {
            city.push_str("SAINT ");
            city.push_str(rng.pick(&SAINTS));
        } else {
            city.push_str(rng.pick(&HEADS));
            city.push_str(rng.pick(&TAILS));
        }
        if rng.chance(5000) {
            city.push_str(rng.pick(&[" SUR ", " LES ", " EN ", " DE "]));
            city.push_str(rng.pick(&RIVERS));
        }
    }
}
