//! Public sources that the rules need beside the reference documents, kept apart from them.

use crate::citation::{Citation, Document, table};

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
    O6_REVOCATION = Arrete2022 false "Révocation en cas de perte, de vol, de cessation d'activité ou de changement d'une donnée contenue dans le certificat ; elle est définitive.";
    O8_COULOIRS = ApiAnnuaire false "Couloir radiologie : SA07, SA08, SA09 avec un médecin (10) de spécialité SM28, SM44, SM45 ou SM55.";
    O8_OFFICINE = ApiAnnuaire false "Couloir officine : SA33, SA38, SA39, SA65.";
    O13_MSP = Acoorde false "Une maison de santé peut avoir deux inscriptions FINESS : la MSP et sa SISA.";
    O15_FINESS_KEY = Mos true "Position 9 : clé de Luhn";
    O15_RANG = Mos true "identifiant RPPS du titulaire du cabinet";
    O15_CORSICA = FinessExtrait false "Pour la Corse, la clé se calcule en remplaçant A par 1 et B par 2.";
    O18_G07 = Nomenclatures false "TRE_G07 : 0 cabinet ADELI, 1 FINESS, 2 SIREN, 3 SIRET, 4 cabinet RPPS-rang ; 5 et 6 (FINESS EJ, EG) closes au 2016-09-01.";
    O18_SA40 = Nomenclatures false "TRE_R02 : SA40, secteur privé, praticien hospitalier temps plein ; l'annuaire y porte un RPPS-rang.";
    O18_SCM = Nomenclatures false "Société civile de moyens : catégorie juridique INSEE 6589, statut FINESS 79.";
    P1_RADIO_BIO = HopitalV08 false "La radiologie et la biologie hospitalières utilisent les certificats de l'établissement ; il leur en faut de dédiés si elles atteignent directement les téléservices.";
    P3_OFFICINE = PageSegur false "Vague 1 du financement Ségur : les officines devaient commander au plus tard le 15 mars 2023.";
    P4_ROC_PRIVE = PageRoc false "ROC : l'ANS est l'opérateur du déploiement depuis le 1er janvier 2025 ; la V1 vise le MCO public, le secteur privé est une expérimentation.";
    P5_CONTRAT = FaqRegionales false "Plusieurs sites : contrat à l'entité juridique ; un seul site : à l'entité géographique ; un FINESS ou un SIRET qui change demande un nouveau contrat.";
    P6_MES_HABILITATIONS = MesHabilitations false "Dans le portail mesHabilitations, le représentant légal, le mandataire et le titulaire d'un cabinet de ville ou d'imagerie, d'une officine ou d'un laboratoire désignent les administrateurs techniques et les délégués.";
    P8_HABILITATIONS = FaqIndustriels false "Les habilitations suivent la carte CPA renouvelée : pas de formulaire 503 pour cela.";
    P10_TEST = Gnius false "Les produits de test se demandent par le formulaire 414 ; un ORG AUTH_CLI de test se rattache à une carte de test.";
    P12_OFFRES = GuidesIgc false "Offres : ORG, SERV (SSL, S/MIME, SIGN, CONF), PRO, PS.";
    P13_EJ = TransportRest true "Pour une structure de santé, le FINESS pourra être le FINESS juridique";
    P13_EG = TransportRest true "Si certaines structures souhaitent indiquer le FINESS géographique, elles le pourront, mais la recommandation reste le FINESS juridique.";
    P14_ADELI = FinAdeli false "Le répertoire ADELI est fermé : assistants de service social en juin 2023, six professions le 14 mars 2024, les autres le 20 septembre 2024 ; le RPPS est le seul répertoire depuis 2025.";
    P15_AIR = DmpAir false "Le DMP en mode AIR demande un certificat de personne morale, valide et non révoqué (EX_AIR-080), et ORG AUTH_CLI avec ORG SIGN (EX_GEN-1450).";
    O22_REMPLACANT = Nomenclatures false "TRE_R22 : GENR02, activité de soins ou de pharmacien en tant que remplaçant ; GENR03, remplacement dans une activité de soins. TRE_R21 : FON-04, FON-22, FON-47 et FON-51, remplaçants.";
    R9_ETUDIANT = Nomenclatures false "TRE_R09 : catégorie professionnelle E, étudiant.";
    O18_GIE = Nomenclatures false "Groupement d'intérêt économique : statut FINESS 76.";
}
