//! What FINESS+ sends, as sent: members by name whatever their case, absent or null, the unknown ones noted.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

use super::lenient::{Key, List, Text};

/// An object whose members are all optional. `known` lists the members that are expected and not read.
macro_rules! wire {
    ($(#[$doc:meta])* $name:ident {
        $($field:ident: $type:ty = $key:literal,)*
    } known [$($known:literal),* $(,)?]) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        #[allow(clippy::struct_field_names, reason = "fields are named as the publisher names them")]
        pub(super) struct $name<'a> {
            $(pub(super) $field: $type,)*
            /// Members that this reader has never heard of.
            pub(super) unknown: Vec<Cow<'a, str>>,
        }

        impl<'de> $name<'de> {
            fn member<A: MapAccess<'de>>(
                &mut self,
                key: Key<'de>,
                same: impl Fn(&Key<'de>, &str) -> bool,
                map: &mut A,
            ) -> Result<Option<Key<'de>>, A::Error> {
                $(if same(&key, $key) {
                    self.$field = map.next_value()?;
                    return Ok(None);
                })*
                if [$($known),*].iter().any(|known: &&str| same(&key, known)) {
                    map.next_value::<IgnoredAny>()?;
                    return Ok(None);
                }
                Ok(Some(key))
            }
        }

        impl<'de> Deserialize<'de> for $name<'de> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> Visitor<'de> for Members {
                    type Value = $name<'de>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_unit<E>(self) -> Result<Self::Value, E> {
                        Ok($name::default())
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut wire = $name::default();
                        while let Some(key) = map.next_key::<Key<'de>>()? {
                            // The usual spelling first: comparing without case costs more.
                            let Some(key) = wire.member(key, |key, name| key.0 == name, &mut map)? else {
                                continue;
                            };
                            if let Some(key) = wire.member(key, Key::is, &mut map)? {
                                map.next_value::<IgnoredAny>()?;
                                wire.unknown.push(key.0);
                            }
                        }
                        Ok(wire)
                    }
                }

                deserializer.deserialize_any(Members)
            }
        }
    };
}

wire! {
    /// An element of `pmej`: a legal person and its sites.
    Pmej {
        infos: InfosPmej<'a> = "informationsGeneralesPMEJ",
        adresse: List<Adresse<'a>> = "adresse",
        evenement: List<Evenement<'a>> = "evenement",
        ege: List<Ege<'a>> = "ege",
        etat_objet: Text<'a> = "etatObjet",
    } known ["contact", "engagement", "dateDerniereMaj", "metadonneeId"]
}

wire! {
    /// `informationsGeneralesPMEJ`.
    InfosPmej {
        pm_smsse_id: Text<'a> = "pmSmsseId",
        num_finess: Text<'a> = "numFinessPm",
        name: Text<'a> = "denominationPm",
        long_name: Text<'a> = "denominationLonguePmSmsse",
        siren: Text<'a> = "siren",
        statut_juridique: Text<'a> = "statutJuridique",
        fonction_publique: Text<'a> = "fonctionPublique",
        date_creation: Text<'a> = "dateCreation",
        date_fermeture: Text<'a> = "dateFermeture",
        etat_objet: Text<'a> = "etatObjet",
    } known [
        "codeApe", "complementAdressePmSmsse", "categorieentiteGeographiqueExercice", "typeGroupeGco",
        "typePersonneMorale", "dateDerniereModificationSirene", "dateDerniereMaj", "metadonneeId",
    ]
}

wire! {
    /// An element of `ege`: a site.
    Ege {
        infos: InfosEge<'a> = "informationsGeneralesEGE",
        categorie: Text<'a> = "categorieentiteGeographiqueExercice",
        siret: Text<'a> = "siret",
        adresse: List<Adresse<'a>> = "adresse",
        contact: List<Contact<'a>> = "contact",
        evenement: List<Evenement<'a>> = "evenement",
        etat_objet: Text<'a> = "etatObjet",
    } known [
        "modefixationtarifaire", "typeBudget", "engagement", "roleEge", "dateDerniereMaj",
        "metadonneeId",
    ]
}

wire! {
    /// `informationsGeneralesEGE`.
    InfosEge {
        ege_id: Text<'a> = "egeId",
        num_finess: Text<'a> = "numFinessEge",
        name: Text<'a> = "nomEgeCourt",
        long_name: Text<'a> = "nomEgeLong",
        siret: Text<'a> = "siret",
        espic: Text<'a> = "espic",
        date_ouverture: Text<'a> = "dateOuverture",
        date_fermeture: Text<'a> = "dateFermeture",
        etat_objet: Text<'a> = "etatObjet",
    } known [
        "complementDenominationEg", "numeroEducationNationale", "numeroReferenceExterne",
        "datePremiereAutorisation", "dateDerniereMaj", "metadonneeId",
    ]
}

wire! {
    /// An element of `adresse`.
    Adresse {
        usage: Text<'a> = "usageAdresse",
        numero_voie: Text<'a> = "numeroVoie",
        complement_voie: Text<'a> = "complementVoie",
        type_voie: Text<'a> = "typeVoie",
        libelle_voie: Text<'a> = "libelleVoie",
        cog_commune: Text<'a> = "cogCommune",
        ligne_acheminement: Text<'a> = "ligneAcheminement",
        ligne_quatre: Text<'a> = "ligneQuatre",
        code_postal: Text<'a> = "codePostal",
        coordonnees: Coordonnees<'a> = "coordonneesGeographique",
    } known [
        "complementPointGeographique", "lieuDit", "ligneUne", "ligneDeux", "ligneTrois", "ligneCinq",
        "ligneSix",
    ]
}

wire! {
    /// `coordonneesGeographique`.
    Coordonnees {
        x: Text<'a> = "coordonneeX",
        y: Text<'a> = "coordonneeY",
    } known ["directionLatitude", "directionLongitude", "cleInInteropBAN", "scoreBAN"]
}

wire! {
    /// An element of `contact`.
    Contact {
        telecom: Telecom<'a> = "telecom",
    } known ["typeContact"]
}

wire! {
    Telecom {
        telephone: Text<'a> = "telephone",
        telecopie: Text<'a> = "telecopie",
        courriel: Text<'a> = "courriel",
    } known []
}

wire! {
    /// An element of `evenement`.
    Evenement {
        date: Text<'a> = "dateEvenement",
        etat_objet1: Text<'a> = "etatObjet1",
        code: Text<'a> = "codeEvenement",
        identifiant_objet2: Text<'a> = "identifiantObjet2",
        type_objet2: Text<'a> = "typeObjet2",
    } known [
        "evenementId", "dateEnregistrement", "identifiantObjet1", "systemeMaitre", "typeObjet1",
    ]
}

wire! {
    /// An element of `gcc`: a groupement.
    Gcc {
        name: Text<'a> = "nomGcc",
        kind: Text<'a> = "typeGcc",
        num_finess: Text<'a> = "numFinessGcc",
        gcc_id: Text<'a> = "gccId",
        members: List<Member<'a>> = "pmejDuGcc",
        evenement: List<Evenement<'a>> = "evenement",
        etat_objet: Text<'a> = "etatObjet",
        etat_actif: Text<'a> = "etatActif",
        date_fermeture: Text<'a> = "dateFermeture",
    } known ["engagement", "egeDuGcc", "dateDerniereMaj", "metadonneeId", "gccIdentifiantExterne"]
}

wire! {
    /// An element of `pmejDuGcc`.
    Member {
        pm_smsse_id: Text<'a> = "pmSmsseId",
        role: Text<'a> = "typeRoleEntiteGroupe",
    } known []
}

wire! {
    /// An element of `pmej` of `finess-activites`: what a legal person may do, and its sites do.
    PmejActivites {
        num_finess: Text<'a> = "numFiness",
        autorisees: List<Activite<'a>> = "activitesAutorisees",
        ege: List<EgeActivites<'a>> = "ege",
    } known ["pmSmsseId"]
}

wire! {
    /// An element of its `ege`.
    EgeActivites {
        num_finess: Text<'a> = "numFinessEge",
        exercees: List<Activite<'a>> = "activitesExercees",
    } known ["egeId"]
}

wire! {
    /// An element of `activitesAutorisees` or `activitesExercees`.
    Activite {
        generiques: Generiques<'a> = "caracteristiquesGeneriques",
        nature: Nature<'a> = "nature",
        eml: Eml<'a> = "natureEML",
    } known ["capacite", "evenement", "engagement", "zoneIntervention"]
}

wire! {
    /// `caracteristiquesGeneriques`.
    Generiques {
        number: Text<'a> = "activiteAeId",
        etat_objet: Text<'a> = "etatObjet",
        date_debut: Text<'a> = "dateDebutActiviteAutorisee",
        date_fin: Text<'a> = "dateFinActiviteAutorisee",
        date_fin_effective: Text<'a> = "dateFinEffectiveActivite",
    } known []
}

wire! {
    Nature {
        code: Text<'a> = "codeNature",
        specifiques: Specifiques<'a> = "caracteristiquesSpecifiques",
    } known []
}

wire! {
    /// `caracteristiquesSpecifiques`.
    Specifiques {
        eml: Eml<'a> = "typeActiviteEML",
        appareils: List<Appareil<'a>> = "appareil",
    } known []
}

wire! {
    /// `typeActiviteEML`.
    Eml {
        kind: Text<'a> = "typeEmlId",
        number: Text<'a> = "aaEmlId",
    } known []
}

wire! {
    /// An element of `appareil`.
    Appareil {
        kind: Text<'a> = "typeAppareilAMM",
        count: Text<'a> = "nombreAppareilAMM",
        etat: Text<'a> = "statutAppareilAMM",
    } known []
}
