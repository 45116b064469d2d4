//! Writes out the rows of an invented professional.

use super::{
    Day, World,
    names::Gender,
    people::{Person, Site, Situation},
    places::Written,
    random::{Rng, Stream},
    structures::{employer_siren, societe_categorie, societe_siren},
};
use crate::publish::{numbers, rpps::Row};

impl World {
    /// Calls `write` with each row of a situation: one per savoir-faire, at least one; one in a thousand comes twice.
    pub(crate) fn rows(
        &self,
        person: &Person<'_>,
        situation: &Situation<'_>,
        day: Day,
        mut write: impl FnMut(&Row<'_>),
    ) {
        let mut row = self.row(person, situation, day);
        if person.savoir_faire.is_empty() {
            write(&row);
        }
        for (kind, code) in &person.savoir_faire {
            (row.type_savoir_faire, row.savoir_faire) = (kind, code);
            write(&row);
        }
        if person.index % 1000 == 500 && situation.slot == 0 {
            write(&row);
        }
    }

    /// The row of a person and a situation, without savoir-faire.
    pub(crate) fn row<'a>(&self, person: &'a Person<'_>, situation: &Situation<'_>, day: Day) -> Row<'a> {
        let mut row = identity(person);
        let practice = situation.practice;
        row.categorie = practice.categorie;
        row.mode = practice.mode;
        row.secteur = practice.secteur;
        row.section = practice.section;
        row.autorite = practice.autorite;
        match situation.site {
            Site::None => {}
            Site::Cabinet { holder, order } => self.cabinet_columns(person, holder, order, &mut row),
            Site::Eg(eg) => self.eg_columns(eg, practice.secteur, day, &mut row),
            Site::Societe(index) => self.societe_columns(index, &mut row),
            Site::Employer(index) => self.employer_columns(index, practice.secteur, &mut row),
            Site::Opaque(index) => {
                row.technique = format!("R1{index:013}").into();
                row.ancien = format!("1{index:013}").into();
                row.raison_sociale = "ENTREPRISE".into();
                self.place_columns(Rng::new(self.seed, Stream::Employer, u64::from(index)), &mut row);
            }
        }
        row
    }

    fn cabinet_columns(&self, person: &Person<'_>, holder: u32, order: u8, row: &mut Row<'_>) {
        let mut rng = Rng::new(self.seed, Stream::Cabinet, u64::from(holder) << 8 | u64::from(order));
        if person.adeli {
            row.technique = format!("C{}{order:02}", row.id).into();
            row.ancien = format!("0{}{order:02}", row.id).into();
        } else {
            row.technique = format!("R10{:012}", u64::from(holder) * 100 + u64::from(order)).into();
            row.ancien = format!("4{}", numbers::rang(numbers::rpps(holder), order)).into();
        }
        let name = self.names.common(&mut rng);
        row.raison_sociale = match rng.below(4) {
            0 => format!("CABINET {name}").into(),
            1 => format!("CABINET DU DR {name}").into(),
            2 => name.into(),
            _ => format!("{} {}", person.nom, person.prenom).into(),
        };
        if row.secteur == "SA08" && rng.chance(380) {
            row.complement_destinataire = format!("SCM {name}").into();
        } else if rng.chance(1400) {
            row.complement_destinataire = name.into();
        }
        if rng.chance(2500) {
            row.enseigne = format!("CABINET {name}").into();
        }
        if !rng.chance(3500) {
            row.pays = "99000";
        }
        self.place_columns(rng, row);
    }

    fn eg_columns(&self, eg: u32, secteur: &str, day: Day, row: &mut Row<'_>) {
        let text = self.eg_text(eg, day);
        let ej = self.ej_text(self.registry.egs[eg as usize].ej);
        let officine = matches!(secteur, "SA33");
        row.technique = format!("F{}{}", text.finess, if officine { "01012019" } else { "" }).into();
        row.ancien = format!("1{}", text.finess).into();
        if let (false, Some(siret)) = (officine, text.siret) {
            row.siret = siret.to_string().into();
        }
        row.finess_eg = text.finess.into();
        row.finess_ej = ej.finess.into();
        row.raison_sociale = text.name.into();
        if officine && eg.is_multiple_of(2) {
            row.enseigne = ej.name.into();
        }
        written_columns(text.place, row);
        if eg % 10 < 3 {
            row.distribution = format!("BP {}", 10 + eg % 9000).into();
        }
        if eg % 100 < 27 {
            row.telephone = format!("01{:08}", u64::from(eg) * 97 % 100_000_000).into();
        }
    }

    fn societe_columns(&self, index: u32, row: &mut Row<'_>) {
        let mut rng = Rng::new(self.seed, Stream::Societe, u64::from(index));
        let siret = numbers::siret(societe_siren(index), 1);
        let (_, form) = societe_categorie(self.seed, index);
        rng.bits();
        row.siret = siret.to_string().into();
        row.technique = format!("R12{index:012}").into();
        row.ancien = format!("3{siret}").into();
        row.raison_sociale = format!("{form} {}", self.names.common(&mut rng)).into();
        row.pays = "99000";
        self.place_columns(rng, row);
    }

    fn employer_columns(&self, index: u32, secteur: &str, row: &mut Row<'_>) {
        let mut rng = Rng::new(self.seed, Stream::Employer, u64::from(index));
        let siret = numbers::siret(employer_siren(index), 1);
        row.siret = siret.to_string().into();
        row.ancien = format!("3{siret}").into();
        row.technique =
            if secteur == "SA42" { format!("C{siret}") } else { format!("R13{index:012}") }.into();
        let form = rng.pick(&["SARL", "SAS", "ASSOCIATION", "SA", "ENTREPRISE"]);
        row.raison_sociale = format!("{form} {}", self.names.common(&mut rng)).into();
        self.place_columns(rng, row);
    }

    fn place_columns(&self, mut rng: Rng, row: &mut Row<'_>) {
        let telephone = rng.chance(2700).then(|| format!("01{:08}", rng.below(100_000_000)));
        if rng.chance(1300) {
            row.complement_geographique = format!("BATIMENT {}", 1 + rng.below(12)).into();
        }
        if let Some(telephone) = telephone {
            row.telephone = telephone.into();
        }
        written_columns(self.places.write(&mut rng), row);
    }
}

fn written_columns(place: Written, row: &mut Row<'_>) {
    row.numero_voie = place.number.into();
    row.type_voie = place.street_type;
    row.voie = place.street.into();
    row.code_postal = place.postcode.into();
    row.commune = place.commune.into();
    row.ville = place.city.into();
}

fn identity<'a>(person: &'a Person<'_>) -> Row<'a> {
    Row {
        kind: if person.adeli { "0" } else { "8" },
        id: person.identifier().into(),
        civilite_exercice: match person.profession {
            "10" if person.index.is_multiple_of(300) => "PR",
            "10" | "40" => "DR",
            "21" if !person.index.is_multiple_of(3) => "DR",
            _ => "",
        },
        civilite: match person.gender {
            Gender::Woman if person.index.is_multiple_of(20) => "MLLE",
            Gender::Woman => "MME",
            Gender::Man => "M",
        },
        nom: person.nom.as_str().into(),
        prenom: person.prenom.as_str().into(),
        profession: person.profession,
        categorie: "C",
        ..Row::default()
    }
}
