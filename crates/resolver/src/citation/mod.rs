//! What the rules rest on: documents, and short quotes of them. It holds no document, only the quotes.

mod outside;
mod table;

use std::sync::LazyLock;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::{RawValue, to_raw_value};

pub(crate) use outside::*;
pub(crate) use table::*;

/// A document that a rule may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Document {
    /// ANS guide of the officine couloir.
    Officine,
    /// ANS procedure for ROC.
    Roc,
    /// ANS guide of the radiologie couloir.
    Radiologie,
    /// ANS webinaire on the ordering rules.
    Webinaire,
    /// ANS/ASIP procedure for the Dossier Pharmaceutique.
    DossierPharmaceutique,
    /// ANS guide of the hôpital couloir V0.8, known by its first page only.
    HopitalV08,
    /// ANS questions and answers for industriels.
    FaqIndustriels,
    /// Arrêté of 4 April 2022 (NOR SSAD2210341A).
    Arrete2022,
    /// ANS documentation of the directory's API, « couloirs » as filters.
    ApiAnnuaire,
    /// ANS information model of health structures (MOS).
    Mos,
    /// ANS nomenclatures (TRE_G07, TRE_R02, TRE_R09, TRE_R21, TRE_R22, TRE_R72) and INSEE legal categories.
    Nomenclatures,
    /// ANS volet on the transport of REST APIs, about the OU of IGC-Santé certificates.
    TransportRest,
    /// ANS page on the end of the Ségur financing, known by an excerpt.
    PageSegur,
    /// ANS page on ROC, known by an excerpt.
    PageRoc,
    /// Questions and answers of the regional GRADeS, known by excerpts.
    FaqRegionales,
    /// ANS guide and press on the portal mesHabilitations, known by excerpts.
    MesHabilitations,
    /// GNIUS path for the ROR, known by an excerpt.
    Gnius,
    /// ANS guides of the IGC-Santé platform, known by excerpts.
    GuidesIgc,
    /// DREES and ARS on the end of ADELI, known by excerpts.
    FinAdeli,
    /// Requirements of the DMP in AIR mode, known by excerpts.
    DmpAir,
    /// A coordination body on the two registrations of an MSP.
    Acoorde,
    /// The national FINESS extraction of January 2021.
    FinessExtrait,
}

impl Document {
    /// Short stable key: `S000`…`S004` for the documents that the rules are extracted from, `O-n` for others.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Officine => "S000",
            Self::Roc => "S001",
            Self::Radiologie => "S002",
            Self::Webinaire => "S003",
            Self::DossierPharmaceutique => "S004",
            Self::HopitalV08 => "O-1",
            Self::FaqIndustriels => "O-3",
            Self::Arrete2022 => "O-6",
            Self::ApiAnnuaire => "O-8",
            Self::Mos => "O-15",
            Self::Nomenclatures => "O-18",
            Self::TransportRest => "P-13",
            Self::PageSegur => "P-3",
            Self::PageRoc => "P-4",
            Self::FaqRegionales => "P-5",
            Self::MesHabilitations => "P-6",
            Self::Gnius => "P-10",
            Self::GuidesIgc => "P-12",
            Self::FinAdeli => "P-14",
            Self::DmpAir => "P-15",
            Self::Acoorde => "O-13",
            Self::FinessExtrait => "FINESS",
        }
    }

    /// The title, as people know the document.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Officine => "ANS, Guide commande de certificats, Ségur, couloir Officine, V1.0",
            Self::Roc => {
                "ANS, Procédure d'obtention des certificats logiciels pour le raccordement des établissements \
                 de santé aux complémentaires santé (ROC), V3.0.0"
            }
            Self::Radiologie => "ANS, Guide de commande des certificats, couloir Radiologie",
            Self::Webinaire => "ANS, Webinaire « Règles et processus de commande des certificats »",
            Self::DossierPharmaceutique => {
                "ANS, Procédure d'obtention des certificats PRO pour le Dossier Pharmaceutique (DP)"
            }
            Self::HopitalV08 => {
                "ANS, Guide de commande des certificats, couloir Hôpital, V0.8 (première page)"
            }
            Self::FaqIndustriels => "ANS, questions fréquentes, industriels.esante.gouv.fr",
            Self::Arrete2022 => "Arrêté du 4 avril 2022 (NOR SSAD2210341A)",
            Self::ApiAnnuaire => "ANS, documentation de l'API Annuaire Santé, cas d'usage Ségur",
            Self::Mos => "ANS, Modèle des objets de santé (MOS)",
            Self::Nomenclatures => "Nomenclatures de l'ANS et catégories juridiques de l'INSEE",
            Self::TransportRest => {
                "ANS, Volet Sécurisation du transport des API REST, page sur les standards (texte du 24/07/2023)"
            }
            Self::PageSegur => "ANS, page « Ségur, couloir Officine » (extrait)",
            Self::PageRoc => "ANS, page « ROC » (extrait)",
            Self::FaqRegionales => {
                "GRADeS Bretagne et Occitanie, questions fréquentes sur les moyens d'identification (extraits)"
            }
            Self::MesHabilitations => "ANS, guides « mesHabilitations », et DSIH, article 5479 (extraits)",
            Self::Gnius => "G_NIUS, parcours de raccordement au ROR (extrait)",
            Self::GuidesIgc => "ANS, guides IGC-Santé (extraits)",
            Self::FinAdeli => "DREES et ARS, fin du répertoire ADELI (extraits)",
            Self::DmpAir => "GIE SESAM-Vitale et CNAM, exigences du DMP en mode AIR (extraits)",
            Self::Acoorde => "Acoorde, numéros d'enregistrement des MSP et des SISA",
            Self::FinessExtrait => "Extraction nationale FINESS du 8 janvier 2021",
        }
    }

    /// Who wrote it.
    pub const fn author(self) -> &'static str {
        match self {
            Self::DossierPharmaceutique => "ASIP Santé (devenue l'Agence du numérique en santé)",
            Self::Arrete2022 | Self::FinessExtrait => "ministère chargé de la santé",
            Self::Nomenclatures => "Agence du numérique en santé ; INSEE",
            Self::FaqRegionales => "GRADeS Bretagne et Occitanie",
            Self::MesHabilitations => "Agence du numérique en santé ; DSIH",
            Self::Gnius => "G_NIUS",
            Self::FinAdeli => "DREES et agences régionales de santé",
            Self::DmpAir => "GIE SESAM-Vitale ; CNAM",
            Self::Acoorde => "Acoorde",
            _ => "Agence du numérique en santé",
        }
    }

    /// Where it is published, when that address is known.
    pub const fn address(self) -> Option<&'static str> {
        match self {
            Self::HopitalV08 => Some("https://www.scribd.com/document/695856103"),
            Self::FaqIndustriels => Some("https://industriels.esante.gouv.fr"),
            Self::ApiAnnuaire => Some("https://github.com/ansforge/annuaire-sante-fhir-documentation"),
            Self::Mos => Some("https://github.com/ansforge/IG-modele-objets-sante"),
            Self::TransportRest => Some("github.com/ansforge/IG-securisation-transport-api-rest"),
            Self::PageSegur => Some("https://esante.gouv.fr/segur/officine-old"),
            Self::PageRoc => Some("https://esante.gouv.fr/roc"),
            Self::FaqRegionales => Some("https://esante-bretagne.fr"),
            Self::MesHabilitations => Some("https://esante.gouv.fr/guides/guides-pmh"),
            Self::Gnius => Some("https://gnius.esante.gouv.fr"),
            Self::GuidesIgc => Some("https://esante.gouv.fr/guides/guides-IGC-sante"),
            Self::Acoorde => Some("https://acoorde.fr"),
            _ => None,
        }
    }

    /// The date printed on the document, ISO 8601, when there is one.
    pub const fn date(self) -> Option<&'static str> {
        match self {
            Self::Officine => Some("2022-05-17"),
            Self::Roc => Some("2022-12-14"),
            Self::Webinaire => Some("2022-12-15"),
            Self::HopitalV08 => Some("2023-10-13"),
            Self::Arrete2022 => Some("2022-04-04"),
            Self::TransportRest => Some("2023-12-06"),
            Self::FinessExtrait => Some("2021-01-08"),
            Self::Radiologie
            | Self::DossierPharmaceutique
            | Self::FaqIndustriels
            | Self::ApiAnnuaire
            | Self::Mos
            | Self::Nomenclatures
            | Self::PageSegur
            | Self::PageRoc
            | Self::FaqRegionales
            | Self::MesHabilitations
            | Self::Gnius
            | Self::GuidesIgc
            | Self::FinAdeli
            | Self::DmpAir
            | Self::Acoorde => None,
        }
    }
}

/// A passage that a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    /// Index in the table of quotes.
    pub(crate) at: usize,
    /// The quoted document.
    pub document: Document,
    /// First and last line in the document's text, one-based.
    pub lines: Option<(u16, u16)>,
    /// The words, as scanned; or, when not verbatim, what the document says.
    pub quote: &'static str,
    /// Whether `quote` is word for word.
    pub verbatim: bool,
}

impl Citation {
    /// Where in the document, for people.
    pub fn place(&self) -> String {
        let key = self.document.key();
        match self.lines {
            Some((first, last)) if first == last => format!("{key}, ligne {first}"),
            Some((first, last)) => format!("{key}, lignes {first} à {last}"),
            None => format!("{key}, hors des documents de référence"),
        }
    }

    /// The whole sentence, where this is a part of one: the longest known quote of the same lines that holds it.
    pub fn whole(&self) -> &'static Self {
        WHOLE[self.at]
    }

    fn holds(&self, other: &Self) -> bool {
        let meet = |(first, last): (u16, u16), (from, to): (u16, u16)| first <= to && from <= last;
        let near = self.lines.zip(other.lines).is_some_and(|(own, its)| meet(own, its));
        self.document == other.document && (near || self.at == other.at) && self.quote.contains(other.quote)
    }

    /// Every passage that the product knows.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        table::ALL.iter().chain(outside::ALL)
    }
}

/// The whole sentence of each passage, in the order of [`Citation::all`].
static WHOLE: LazyLock<Vec<&'static Citation>> = LazyLock::new(|| {
    let whole = |part: &'static Citation| {
        let holding = Citation::all().filter(|other| other.holds(part));
        holding.max_by_key(|other| other.quote.len()).unwrap_or(part)
    };
    Citation::all().map(whole).collect()
});

/// Each passage in JSON, in the order of [`Citation::all`]: most of an answer's bytes, and they never change.
static JSON: LazyLock<Vec<Box<RawValue>>> = LazyLock::new(|| {
    Citation::all().map(|citation| to_raw_value(&Fields(citation)).unwrap_or_default()).collect()
});

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JSON[self.at].serialize(serializer)
    }
}

/// A passage, as answers show it.
struct Fields<'a>(&'a Citation);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Citation { document, quote, verbatim, .. } = self.0;
        let mut s = serializer.serialize_struct("Citation", 8)?;
        s.serialize_field("document", document.title())?;
        s.serialize_field("author", document.author())?;
        s.serialize_field("address", &document.address())?;
        s.serialize_field("key", document.key())?;
        s.serialize_field("date", &document.date())?;
        s.serialize_field("place", &self.0.place())?;
        s.serialize_field("quote", quote)?;
        s.serialize_field("verbatim", verbatim)?;
        s.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Citation, S001_L437, S002_L186_188, S003_L335};

    #[test]
    fn every_passage_knows_its_place() {
        for (at, citation) in Citation::all().enumerate() {
            assert_eq!(citation.at, at, "{}", citation.quote);
        }
    }

    #[test]
    fn a_part_of_a_sentence_leads_to_the_whole_one() {
        assert!(S001_L437.whole().quote.starts_with("le contrat est signé à l'EG"));
        assert!(S002_L186_188.whole().quote.contains("n’est obligatoire"));
        assert_eq!(S003_L335.whole(), &S003_L335);
        for citation in Citation::all() {
            let whole = citation.whole();
            assert_eq!(whole.document, citation.document);
            assert!(whole.quote.contains(citation.quote), "{}", citation.quote);
        }
    }
}
