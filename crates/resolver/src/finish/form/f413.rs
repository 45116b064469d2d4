//! Form 413 of a structure: société (cas 1), GIE or any FINESS (cas 2), personal certificates.

use crate::answer::Identifier;
use crate::answer::form::{CertificateType, F413_ADDRESS, Field, Form, Signatory};
use crate::answer::product::Product;
use crate::codes::{IdentifierKind, Level, Usage};
use crate::draft::{Draft, Plan};
use crate::rule;
use crate::situation::Situation;
use crate::warning::{Warning, WarningCode};

/// The types that a list of products calls for: one form each.
pub(super) fn types(products: &[Product]) -> Vec<CertificateType> {
    CertificateType::ALL
        .iter()
        .copied()
        .filter(|kind| products.iter().any(|product| type_of(product) == *kind))
        .collect()
}

/// The box of 4.3 that a product belongs to.
fn type_of(product: &Product) -> CertificateType {
    match (product.offer, product.usage) {
        ("SERV", "S/MIME") => CertificateType::Smime,
        ("SERV", _) => CertificateType::Serv,
        ("PRO", _) => CertificateType::Pro,
        _ => CertificateType::Org,
    }
}

/// What to write in 4.2, for the usages of one type.
pub(super) fn usage_texts(usages: &[Usage], kind: CertificateType) -> Vec<&'static str> {
    let mut texts = Vec::new();
    for usage in usages {
        let (of, lines): (_, &[&'static str]) = match usage {
            Usage::Dmp => (CertificateType::Org, &["authentification et signature sur le DMP"]),
            Usage::InsiManu | Usage::InsiAuto => (CertificateType::Org, &["usage INS"]),
            Usage::Psc => (CertificateType::Org, &["authentification mutuelle avec Pro Santé Connect"]),
            Usage::MssanteBalApplicative => {
                (CertificateType::Org, &["MSSanté, authentification du porteur de la BAL applicative"])
            }
            Usage::MssanteOperateur => {
                (CertificateType::Serv, &["MSSanté, sécurisation de l'espace de confiance"])
            }
            Usage::Roc => (CertificateType::Org, ROC),
            Usage::Ror => (CertificateType::Org, &["ROR"]),
            Usage::AnnuaireSante => (CertificateType::Org, &["Annuaire Santé"]),
            Usage::Diapason => (CertificateType::Serv, &["Diapason"]),
            Usage::Psig => (CertificateType::Serv, &["PSIG"]),
            Usage::MessagerieSmime => (CertificateType::Smime, &["Messagerie HPRIM NET"]),
            Usage::DpConsultation | Usage::DpAlimentation => (
                CertificateType::Pro,
                &["accès au DP en authentification avec un certificat de personne physique"],
            ),
        };
        if of == kind {
            texts.extend(lines.iter().filter(|line| !texts.contains(*line)).copied().collect::<Vec<_>>());
        }
    }
    texts
}

/// The two sentences that ROC asks in 4.2.
const ROC: &[&str] = &[
    "Projet ROC – usage signature d'un jeton SAML pour répondre au cas d'usage de l'authentification directe d'une \
     personne morale (ES ou assimilé) conformément au Cadre d'interopérabilité technique des services AMC. Usage visé \
     par l'équipe agence du numérique en santé N3",
    "Projet ROC – usage authentification TLS mutuelle pour répondre au cas d'usage de l'authentification directe d'une \
     personne morale (ES ou assimilé) conformément aux spécifications de l'annuaire AMC. Usage visé par l'équipe projet \
     agence du numérique en santé N3",
];

/// The forms of one structure: one per type of certificates.
pub(super) fn structure(draft: &mut Draft, s: &Situation<'_>) -> Vec<Form> {
    draft.complete(match draft.plan {
        Plan::Societe => &rule::form::CAS_1,
        Plan::Personal => &rule::form::PERSONNEL,
        _ => &rule::form::CAS_2,
    });
    if draft.plan == Plan::Societe && crate::finish::form::is_prepared(s) {
        draft.push(Warning::new(WarningCode::TickTitulaireContradiction));
    }
    if rule::form::EN_LIGNE.in_force(s.as_of) {
        draft.complete(&rule::form::EN_LIGNE);
    }
    types(&draft.order.products).into_iter().map(|kind| form(draft, s, kind)).collect()
}

/// The name that the number belongs to: an EJ's form bears the EJ's name, never its site's.
fn name_of<'a>(draft: &Draft, s: &Situation<'a>) -> Option<&'a str> {
    let on_ej = draft.order.identifier.as_ref().is_some_and(|i| i.kind == IdentifierKind::FinessJuridique);
    let structure = s.structure.filter(|_| on_ej);
    match structure {
        Some(structure) if structure.denomination_juridique.is_some() => {
            structure.denomination_juridique.as_deref()
        }
        Some(structure) if structure.finess_geographique.is_some() => None,
        _ => s.denomination(),
    }
}

fn form(draft: &Draft, s: &Situation<'_>, kind: CertificateType) -> Form {
    let denomination = draft.denomination.as_deref().or_else(|| name_of(draft, s)).map(str::to_owned);
    let mut form = Form {
        case: Some(match draft.plan {
            Plan::Societe => "cas_1",
            Plan::Officine => "officine",
            _ => "cas_2",
        }),
        denomination,
        editeur: s.key.and_then(|key| s.case.editeurs.get(key)).cloned().flatten(),
        signatory: Some(if draft.plan == Plan::Societe {
            Signatory::TitulaireDuCabinet
        } else {
            Signatory::ResponsableLegal
        }),
        certificate_type: Some(kind),
        usages: usage_texts(&draft.usages, kind),
        send_to: Some(F413_ADDRESS),
        online: crate::finish::form::online(s.as_of),
        ..super::named("F413")
    };
    // Personal certificates are the site's, whatever those of the structure are ordered on.
    let of_site = kind == CertificateType::Pro && draft.plan != Plan::Personal;
    let site = Identifier::of(IdentifierKind::FinessGeographique, s.eg());
    if let Some(identifier) = if of_site { Some(&site) } else { draft.order.identifier.as_ref() } {
        number(&mut form, identifier);
    }
    if of_site {
        form.denomination = s.denomination().map(str::to_owned);
    }
    if kind == CertificateType::Pro {
        let own = s.case.etablissement.as_ref();
        let siret = own.and_then(|e| e.siret.as_deref()).filter(|siret| !s.is_scm_siret(siret));
        form.siret = siret.or_else(|| s.number(IdentifierKind::Siret)).map(str::to_owned);
        form.messaging_domain = own.and_then(|e| e.domaine_messagerie.text()).map(str::to_owned);
    }
    form.fields = fields(&form, false);
    form
}

/// Writes the number in its own box.
fn number(form: &mut Form, identifier: &Identifier) {
    let value = identifier.value.clone();
    match identifier.kind {
        IdentifierKind::Siret => form.siret = value,
        IdentifierKind::FinessJuridique => {
            form.finess_level = Some(Level::FinessJuridique);
            form.finess = value;
        }
        _ => {
            form.finess_level = Some(Level::FinessGeographique);
            form.finess = value;
        }
    }
}

/// Position of a box: name, section and printed label.
type At = (&'static str, &'static str, &'static str);

/// A box to be left empty, or to write `value` in.
fn field((code, section, label): At, value: Option<String>, fill: &'static str) -> Field {
    let empty = value.is_none();
    Field { code, section, label, value, empty, instruction: if empty { "Laisser vide" } else { fill } }
}

/// A box whose content only the asker knows.
const fn ask((code, section, label): At, instruction: &'static str) -> Field {
    Field { code, section, label, value: None, empty: false, instruction }
}

/// Every box of form 413, in order. The form of `several` cabinets bears the name of none; a name that is only not known
/// is asked for.
pub(super) fn fields(form: &Form, several: bool) -> Vec<Field> {
    let name = if several || form.denomination.is_some() {
        field(
            ("denomination", "3.1", "Dénomination de la structure"),
            form.denomination.clone(),
            "Raison sociale de la structure",
        )
    } else {
        ask(
            ("denomination", "3.1", "Dénomination de la structure"),
            "Raison sociale de la structure, à compléter",
        )
    };
    let finess = match form.finess_level {
        Some(Level::FinessJuridique) => "FINESS juridique (EJ)",
        _ => "FINESS géographique (EG)",
    };
    let rangs = (!form.rpps_rang.is_empty()).then(|| form.rpps_rang.join(", "));
    let ticked = form.signatory.map(|signatory| signatory.label_fr().to_owned());
    let kind = form.certificate_type.map(|kind| kind.label_fr().to_owned());
    let mut fields = vec![
        name,
        field(("finess", "3.1", "FINESS"), form.finess.clone(), finess),
        field(("siret", "3.1", "N° SIRET"), form.siret.clone(), "SIRET de la structure"),
        field(("rpps_rang", "3.1", "RPPS rang"), rangs, "Un RPPS-rang par ligne, quatre au plus"),
        field(("signatory", "3.2", "Êtes-vous le"), ticked, "Cocher cette case"),
        ask(
            ("signatory_contact", "3.2", "Nom, prénom, téléphone, courriel"),
            "Ceux de la personne qui signe",
        ),
        ask(
            ("signatory_card", "3.2", "N° de carte"),
            "Carte CPS de la personne qui signe ; CDE si elle n'est pas professionnel de santé",
        ),
        ask(
            ("administrator_card", "4.1", "N° de carte, nom et prénom de l'administrateur technique"),
            if form.case == Some("officine") {
                "Tels que sur sa carte active : CPA s'il est chez l'éditeur (délégation), CPS s'il est pharmacien de l'officine"
            } else {
                "Tels que sur sa carte active"
            },
        ),
        ask(
            ("administrator_contact", "4.1", "Téléphone et courriel de l'administrateur technique"),
            "Une adresse générique de préférence",
        ),
        field(
            ("usage", "4.2", "Précisions sur l'usage"),
            Some(form.usages.join(" ; ")).filter(|t| !t.is_empty()),
            "Recopier ce texte",
        ),
        match &form.editeur {
            Some(editeur) => {
                field(("editeur", "4.2", "Éditeur de la solution"), Some(editeur.clone()), "Nom de l'éditeur")
            }
            None => ask(("editeur", "4.2", "Éditeur de la solution"), "Nom de l'éditeur"),
        },
        ask(("solution", "4.2", "Solution utilisée"), "Nom du logiciel"),
        field(("certificate_type", "4.3", "Type de certificat"), kind, "Cocher cette case et elle seule"),
    ];
    match form.certificate_type {
        Some(CertificateType::Pro) => fields.push(match &form.messaging_domain {
            Some(domain) => field(
                ("mail_domain", "4.3", "Nom de domaine de messagerie"),
                Some(domain.clone()),
                "Obligatoire",
            ),
            None => ask(("mail_domain", "4.3", "Nom de domaine de messagerie"), "Obligatoire"),
        }),
        Some(CertificateType::Smime) => {
            fields.push(ask(
                ("mail_domain", "4.3", "Nom de domaine de messagerie"),
                "Le nom de domaine seul (@domaine.fr)",
            ));
        }
        Some(CertificateType::Serv) => {
            fields.push(ask(
                ("domain", "4.3", "Nom de domaine ou de serveur"),
                "Nom de domaine (FQDN) de l'opérateur",
            ));
        }
        _ => {}
    }
    let stamp = if several {
        "Cachet de l'un des cabinets du professionnel"
    } else {
        "Cachet qui porte la dénomination de la structure"
    };
    fields.push(ask(("visa", "Visa", "Date, signature et cachet"), stamp));
    fields
}
