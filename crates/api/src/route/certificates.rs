//! A certificate by itself: what it says, and what there is to say of it. Private keys are refused, unread.

use aiguilleur_certificate::material;
use aiguilleur_reconcile::{Judge, Options};
use aiguilleur_resolver::Usage;
use axum::{Json, body::Bytes, extract::State, http::HeaderMap, response::IntoResponse, routing::post};

use super::{
    answers,
    reconcile::{AS_OF, Day},
};
use crate::{
    App,
    answer::Outcome,
    extract,
    openapi::{Content, Form, Method, Operation, Parameter, schema::codes_of},
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

pub(super) const INSPECT: Operation = Operation {
    method: Method::Post,
    path: "/v1/certificates/inspect",
    id: "inspectCertificate",
    summary: "Lire un certificat",
    description: "Le corps est le certificat lui-même, ou plusieurs, en PEM (aussi comme texte JSON), DER ou PKCS#7. La réponse \
                  dit de chacun le produit, à qui il est, ses dates, sa chaîne, sa révocation et les constats ; puis, par \
                  structure et par usage, ce qui manque. Les certificats d'autorités et les listes de révocation joints \
                  servent à vérifier les autres. Une clé privée est refusée, sans être lue ni gardée.",
    in_path: None,
    parameters: Asked::LIST,
    bodies: &[body("application/x-pem-file"), body("application/json")],
    answers: answers!("InspectedCertificates", "inspected-certificates"),
    links: &[],
    errors: &[Kind::INVALID_BODY, Kind::BODY_TOO_LARGE],
    handler: |_| post(inspect),
};

const fn body(media_type: &'static str) -> Content {
    Content {
        media_type,
        schema: "CertificateText",
        example: include_str!("../../doc/examples/certificate-text.json"),
    }
}

/// What is asked of the certificate.
struct Asked {
    usages: Vec<Usage>,
    day: Day,
}

impl Parameters for Asked {
    const LIST: &'static [Parameter] = &[
        Parameter {
            name: "usages",
            meaning: "Ce à quoi il sert : son nom est alors vérifié.",
            form: Form::SomeOf(|| codes_of!(Usage)),
            example: None,
        },
        AS_OF,
    ];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self { usages: given.list("usages")?, day: Day::read(given)? })
    }
}

/// `POST /v1/certificates/inspect`
async fn inspect(
    State(app): State<App>,
    Params(asked): Params<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Outcome {
    extract::bare(&headers)?;
    let Asked { usages, day } = asked;
    let snapshot = app.snapshot();
    let as_of = day.on(&snapshot);
    // Tools that speak JSON alone send the PEM as a JSON text.
    let text: Option<String> = body.starts_with(b"\"").then(|| serde_json::from_slice(&body).ok()).flatten();
    let bytes = text.as_ref().map_or(body.as_ref(), |text| text.as_bytes());
    let refused = |refused: aiguilleur_certificate::CertificateRefused| {
        Problem::new(Kind::INVALID_BODY, refused.message())
    };
    let material = material(bytes).map_err(refused)?;
    let options = Options::new(as_of);
    let judge = Judge::new(&snapshot, &options);
    let inspected = judge.inspect(&material, &app.authorities(), &usages).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a certificate could not be looked up");
        Problem::new(Kind::INTERNAL, "L'annuaire n'a pas pu répondre ; l'incident est journalisé.")
    })?;
    Ok(Json(inspected.map_err(refused)?).into_response())
}
