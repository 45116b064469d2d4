//! Search over people and structures.

use aiguilleur_directory::{SearchPage, SearchRequest};
use axum::{Extension, extract::State, http::HeaderMap, routing::get};
use serde::Serialize;

use super::answers;
use crate::{
    App,
    answer::{self, Outcome},
    cursor,
    openapi::{Form, Link, Method, Operation, Parameter},
    page,
    parameters::{Given, Parameters, Params, invalid},
    problem::{Kind, Problem},
    work::Deadline,
};

pub(super) const SEARCH: Operation = Operation {
    method: Method::Get,
    path: "/v1/search",
    id: "search",
    summary: "Chercher un professionnel ou une structure",
    description: "Nom, prénom, commune, rue, profession, savoir-faire, genre de structure, identifiant, dans l'ordre que \
                  l'on veut. Quand aucune fiche ne répond à tous les mots, celles qui répondent à la plupart : \
                  `left_out` dit les mots laissés. `homonyms` dit combien de personnes portent le nom du premier résultat. \
                  Un filtre dont la valeur ne peut rien trouver est refusé.",
    in_path: None,
    parameters: PARAMETERS,
    bodies: &[],
    answers: answers!("SearchPage", "search"),
    links: &[
        Link { operation: "checkIdentifier", parameter: "value", pointer: "/hits/0/id" },
        Link { operation: "search", parameter: "cursor", pointer: "/next" },
    ],
    errors: &[Kind::INVALID_CURSOR, Kind::CURSOR_EXPIRED],
    handler: |_| get(search),
};

const fn parameter(name: &'static str, meaning: &'static str, form: Form) -> Parameter {
    Parameter { name, meaning, form, example: None }
}

const PARAMETERS: &[Parameter] = &[
    Parameter { example: Some("vauquelin rouen"), ..parameter("q", "Ce que l'on cherche.", Form::Text) },
    parameter(
        "type",
        "Seulement les professionnels, ou les structures.",
        Form::OneOf(|| vec!["professional", "structure"]),
    ),
    Parameter {
        example: Some("10,60"),
        ..parameter(
            "profession",
            "Codes de professions, l'une ou l'autre : séparés par des virgules, ou le paramètre répété.",
            Form::Codes,
        )
    },
    parameter("savoir_faire", "Codes de savoir-faire, l'un ou l'autre.", Form::Codes),
    parameter(
        "departement",
        "Codes de départements, l'un ou l'autre ; 20 pour les deux de Corse.",
        Form::Codes,
    ),
    parameter(
        "commune",
        "Codes INSEE de communes, l'une ou l'autre ; celui de Paris, Lyon ou Marseille vaut pour ses arrondissements.",
        Form::Codes,
    ),
    parameter(
        "categorie",
        "Codes de catégories d'établissement, l'une ou l'autre : seulement des structures.",
        Form::Codes,
    ),
    parameter("include_ended", "Aussi ce qui est terminé ou fermé.", Form::Flag(false)),
    parameter("limit", "Résultats par page.", Form::Number(page::DEFAULT, 1, page::MAX)),
    page::CURSOR,
    parameter("explain", "Dit d'où vient chaque score.", Form::Flag(false)),
    parameter("facets", "Compte les codes de ce qui répond.", Form::Flag(false)),
];

/// The query, and where its page begins.
struct Asked {
    request: SearchRequest,
    cursor: Option<String>,
}

impl Parameters for Asked {
    const LIST: &'static [Parameter] = PARAMETERS;

    fn read(given: &Given) -> Result<Self, Problem> {
        let people_only = match given.text("type") {
            None => None,
            Some("professional") => Some(true),
            Some("structure") => Some(false),
            Some(_) => return Err(invalid("type", "les valeurs admises sont professional et structure")),
        };
        let request = SearchRequest {
            text: given.text("q").unwrap_or_default().to_owned(),
            people_only,
            profession: given.list("profession")?,
            savoir_faire: given.list("savoir_faire")?,
            departement: given.list("departement")?,
            commune: given.list("commune")?,
            categorie: given.list("categorie")?,
            include_ended: given.flag("include_ended", false)?,
            limit: given.number("limit", page::DEFAULT, 1, page::MAX)?,
            offset: 0,
            explain: given.flag("explain", false)?,
            facets: given.flag("facets", false)?,
            until: None,
        };
        if let Some(refused) = request.refused() {
            return Err(invalid(refused.parameter, &refused.why));
        }
        Ok(Self { request, cursor: given.text("cursor").map(str::to_owned) })
    }
}

#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    page: SearchPage,
    next: Option<String>,
}

/// `GET /v1/search`
async fn search(
    State(app): State<App>,
    Extension(deadline): Extension<Deadline>,
    Params(Asked { mut request, cursor }): Params<Asked>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    if let Some(cursor) = cursor {
        let position = cursor::read(&snapshot, &cursor)?;
        let refuse = |_| Problem::new(Kind::INVALID_CURSOR, "Ce curseur n'a pas été donné par cette route.");
        request.offset = position.parse().map_err(refuse)?;
    }
    request.until = Some(deadline.instant());
    let page = snapshot.search(&request)?;
    let next = page.next_offset.map(|offset| cursor::make(&snapshot, &offset.to_string()));
    Ok(answer::json(&snapshot, &headers, &Found { page, next }))
}
