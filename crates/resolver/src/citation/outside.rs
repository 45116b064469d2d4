//! What the rules need to know and the reference documents do not say: other public sources, told apart.

use super::{Citation, Document, table};

/// They stand behind the quotes.
const QUOTES: usize = table::ALL.len();

macro_rules! statements {
    ($($name:ident = $document:ident $verbatim:literal $quote:literal;)*) => {
        $(#[doc = $quote]
        pub(crate) const $name: Citation =
            Citation { at: QUOTES + Place::$name as usize, document: Document::$document, lines: None, quote: $quote, verbatim: $verbatim };)*

        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the names of the statements")]
        enum Place { $($name),* }

        /// Every statement of the table.
        pub(super) const ALL: &[Citation] = &[$($name),*];
    };
}

statements! {
    O1_EJ = HopitalV08 true "Les certificats de personnes morales doivent être portés par l'entité juridique";
    O3_SIXTY_DAYS = FaqIndustriels false "La notification d'expiration est envoyée 60 jours avant l'échéance.";
    O3_STILL_ACTIVE = FaqIndustriels false "Le renouvellement n'est possible que tant que le certificat est actif ; ensuite, nouvelle demande.";
    O3_STRUCTURE = FaqIndustriels true "Consultez l'annuaire santé et vérifiez quelle est la structure de vos clients";
    O5_PASSWORD = FaqIndustriels false "Un mot de passe de clé privée perdu impose une nouvelle demande.";
    O6_REVOCATION = Arrete2022 false "Révocation en cas de perte, de vol, de cessation d'activité ou de changement d'une donnée contenue dans le certificat ; elle est définitive.";
    O8_COULOIRS = ApiAnnuaire false "Couloir radiologie : SA07, SA08, SA09 avec un médecin (10) de spécialité SM28, SM44, SM45 ou SM55.";
    O8_OFFICINE = ApiAnnuaire false "Couloir officine : SA33, SA38, SA39, SA65.";
    O13_MSP = ApiAnnuaire false "Une maison de santé peut avoir deux inscriptions FINESS : la MSP et sa SISA.";
    O15_FINESS_KEY = Mos true "Position 9 : clé de Luhn";
    O15_RANG = Mos true "identifiant RPPS du titulaire du cabinet";
    O15_CORSICA = Mos false "Pour la Corse, la clé se calcule en remplaçant A par 1 et B par 2.";
    O18_G07 = Nomenclatures false "TRE_G07 : 0 cabinet ADELI, 1 FINESS, 2 SIREN, 3 SIRET, 4 cabinet RPPS-rang ; 5 et 6 (FINESS EJ, EG) closes au 2016-09-01.";
    O18_SA40 = Nomenclatures false "TRE_R02 : SA40, secteur privé, praticien hospitalier temps plein ; l'annuaire y porte un RPPS-rang.";
    O18_SCM = Nomenclatures false "Société civile de moyens : catégorie juridique INSEE 6589, statut FINESS 79.";
    O18_GIE = Nomenclatures false "Groupement d'intérêt économique : statut FINESS 76.";
}
