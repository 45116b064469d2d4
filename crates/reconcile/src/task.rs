//! What is to be done with a client, today: one thing each, the most pressing.

use aiguilleur_resolver::Severity;

use crate::{
    answer::{Reconciled, Verdict},
    finding::FindingCode,
};

macro_rules! tasks {
    ($($variant:ident = $code:literal, $title:literal, $how:literal;)+) => {
        /// What is to be done with a client.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Task { $($variant,)+ }

        impl Task {
            /// Every one, the most pressing first.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// In a few French words.
            pub(crate) const fn title_fr(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// How it is done, in one French sentence.
            pub(crate) const fn how_fr(self) -> &'static str {
                match self { $(Self::$variant => $how,)+ }
            }
        }
    };
}

tasks! {
    RemoveKey = "remove_key", "Retirer une clé privée", "La fiche porte une clé privée, qui n'a pas été lue : l'effacer du fichier et de ses copies.";
    Replace = "replace", "Remplacer l'identifiant", "Ce qui est écrit est faux ou ne sert plus ; l'identifiant à utiliser est proposé.";
    AskNumber = "ask_number", "Redemander le numéro au client", "Le numéro est faux ou inconnu, et rien ne dit lequel est le bon.";
    Ended = "ended", "Voir avec le client ce qu'il devient", "L'activité est terminée ou la structure fermée, sans autre identifiant à proposer.";
    Certificate = "certificate", "S'occuper du certificat", "Le certificat est à renouveler, à remplacer ou à vérifier.";
    ChooseClient = "choose_client", "Dire lequel c'est", "Plusieurs répondent à la fiche, ou aucun avec certitude : choisir parmi les candidats.";
    Confirm = "confirm", "Confirmer de qui il s'agit", "Un client est trouvé ; un nom, un lieu ou un autre champ reste à confirmer.";
    ChooseNumber = "choose_number", "Choisir l'identifiant", "Le client est connu ; les documents laissent le choix, ou n'en disent rien.";
    Search = "search", "Chercher à la main", "Rien dans l'annuaire ne répond à la fiche.";
    MendLine = "mend_line", "Corriger la ligne du fichier", "La ligne n'a pas pu être lue : ce client n'a pas été comparé.";
    Other = "other", "Lire le constat", "Le constat dit ce qu'il y a à faire.";
    Write = "write", "Écrire l'identifiant proposé", "Il manque au fichier, et il n'y en a qu'un : un programme peut l'écrire, sans personne.";
}

/// Findings that need a person to identify the client, or to confirm the match.
const WHO: &[FindingCode] = &[
    FindingCode::NameMismatch,
    FindingCode::CityMismatch,
    FindingCode::MatchedByName,
    FindingCode::FieldsDisagree,
    FindingCode::KindMismatch,
    FindingCode::CouloirMismatch,
    FindingCode::UnknownValue,
];

impl Task {
    /// What is to be done with that client; nothing where all is right.
    pub(crate) fn of(answer: &Reconciled) -> Option<Self> {
        match answer.verdict {
            _ if answer.has(FindingCode::PrivateKey) => return Some(Self::RemoveKey),
            Verdict::Ok => return None,
            Verdict::ToComplete => return Some(Self::Write),
            Verdict::NotFound => return Some(Self::Search),
            Verdict::Error => return Some(Self::MendLine),
            Verdict::ToFix | Verdict::ToReview => {}
        }
        let worst = answer.severity().unwrap_or(Severity::Info);
        let calling = answer.findings.iter().filter(|finding| finding.severity == worst);
        let by = |field: &str| calling.clone().any(|finding| finding.field == field);
        let has = |codes: &[FindingCode]| calling.clone().any(|finding| codes.contains(&finding.code));
        let over = [FindingCode::EndedActivity, FindingCode::StructureClosed, FindingCode::NoActiveActivity];
        Some(match () {
            () if by("certificate") && !by("identifier") && !by("rpps") => Self::Certificate,
            () if worst == Severity::Error && answer.proposed.is_some() => Self::Replace,
            () if has(&over) => Self::Ended,
            () if worst == Severity::Error => Self::AskNumber,
            () if has(&[FindingCode::Homonyms]) => Self::ChooseClient,
            () if has(WHO) => Self::Confirm,
            () if by("identifier") => Self::ChooseNumber,
            () => Self::Other,
        })
    }
}
