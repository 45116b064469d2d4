//! What many clients order, as one table: a line a certificate, and a line that says why where nothing is ordered.

use aiguilleur_directory::DecisionRequest;
use aiguilleur_kit::{Bulk, File, OrderTable};
use aiguilleur_reconcile::{Row, records};
use aiguilleur_resolver::Usage;
use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::{Deserialize, de::IgnoredAny};

use super::request::{Batch, cost};
use crate::{
    App,
    access::Caller,
    answer::Outcome,
    extract,
    openapi::{Content, Operation, Parameter},
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
    route::{kit, professionals, reconcile},
    work::Deadline,
};

const DESCRIPTION: &str = "Le corps est une liste d'identifiants (`ids`), ou un fichier de clients : CSV, NDJSON ou tableau JSON, jugé comme par \
     `/v1/reconcile`. Chaque ligne porte le produit, le nom exact (CN), le numéro, le signataire et sa carte ; `statut` \
     dit si elle se commande telle quelle (`a_commander`), demande un choix (`a_choisir`) ou un examen (`a_verifier`). \
     Un client pour lequel rien n'est à commander a une ligne qui dit pourquoi. Un appel compte pour un, plus un par \
     centaine de clients.";

pub(in crate::route) const CSV: Operation = Operation {
    path: "/v1/kits.csv",
    id: "listOrdersAsCsv",
    summary: "Une ligne par certificat à commander, pour une liste de clients",
    description: DESCRIPTION,
    parameters: Asked::LIST,
    bodies: &[
        Content::json("MixedRequest", include_str!("../../../doc/examples/mixed-request.json")),
        Content::lines("ClientRecord", include_str!("../../../doc/examples/client-record.json")),
        Content {
            media_type: "text/csv",
            schema: "ClientFile",
            example: include_str!("../../../doc/examples/client-file.json"),
        },
    ],
    answers: &[table("text/csv")],
    errors: &[Kind::INVALID_BODY, Kind::TOO_MANY_ITEMS, Kind::BODY_TOO_LARGE],
    handler: |_| post(csv),
    ..super::DECISIONS
};

pub(in crate::route) const XLSX: Operation = Operation {
    path: "/v1/kits.xlsx",
    id: "listOrdersAsWorkbook",
    summary: "Le même tableau, en classeur",
    answers: &[table(File::XLSX)],
    handler: |_| post(xlsx),
    ..CSV
};

const fn table(media_type: &'static str) -> Content {
    Content { media_type, schema: "KitFile", example: include_str!("../../../doc/examples/kit-file.json") }
}

/// What is asked of clients who state nothing themselves.
struct Asked {
    usages: Vec<Usage>,
    day: reconcile::Day,
}

impl Parameters for Asked {
    const LIST: &'static [Parameter] = &[professionals::USAGES, reconcile::AS_OF];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self { usages: given.list("usages")?, day: reconcile::Day::read(given)? })
    }
}

/// What both routes take of a request.
type Request = (State<App>, Extension<Caller>, Extension<Deadline>, Params<Asked>);

/// `POST /v1/kits.csv`
async fn csv(request: Request, headers: HeaderMap, body: Bytes) -> Outcome {
    Ok(file("certificats.csv", File::CSV, listed(request, &headers, &body)?.csv()))
}

/// `POST /v1/kits.xlsx`
async fn xlsx(request: Request, headers: HeaderMap, body: Bytes) -> Outcome {
    let bytes = listed(request, &headers, &body)?.xlsx().map_err(|error| kit::failed(error.into()))?;
    Ok(file("certificats.xlsx", File::XLSX, bytes))
}

/// Whose orders are wanted.
enum Clients {
    Ids(Vec<String>),
    Records(Vec<Row>),
}

fn listed(request: Request, headers: &HeaderMap, body: &[u8]) -> Result<OrderTable, Problem> {
    let (State(app), Extension(caller), Extension(deadline), Params(asked)) = request;
    extract::table(headers, body)?;
    let (clients, mut decision) = read(body, app.config().limits.bulk_ids)?;
    let count = match &clients {
        Clients::Ids(ids) => ids.len(),
        Clients::Records(rows) => rows.len(),
    };
    caller.spend(&app, cost(count))?;
    let snapshot = app.snapshot();
    if decision.usages.is_empty() {
        decision.usages = asked.usages;
    }
    decision.as_of = decision.as_of.or_else(|| Some(asked.day.on(&snapshot)));
    let editeur = app.editeur();
    let mut bulk = Bulk::new(&snapshot, &editeur, decision);
    match clients {
        Clients::Ids(ids) => {
            for (rank, id) in (1..).zip(&ids) {
                deadline.check()?;
                bulk.add_id(rank, id).map_err(kit::failed)?;
            }
        }
        Clients::Records(rows) => {
            for row in rows {
                deadline.check()?;
                bulk.add_record(row).map_err(kit::failed)?;
            }
        }
    }
    Ok(bulk.finish())
}

/// The clients of a body: `{"ids": …}`, or records.
fn read(body: &[u8], max: usize) -> Result<(Clients, DecisionRequest), Problem> {
    #[derive(Deserialize)]
    struct Listed {
        #[serde(rename = "ids")]
        _ids: IgnoredAny,
    }
    // An array would be read as the object's fields in turn.
    let object = body.trim_ascii_start().starts_with(b"{");
    let mut first = serde_json::Deserializer::from_slice(body).into_iter::<Listed>();
    if object && matches!(first.next(), Some(Ok(_))) {
        let batch = Batch::read_mixed(body, max)?;
        return Ok((Clients::Ids(batch.ids), batch.decision));
    }
    let rows = records(body, max).map_err(|why| {
        Problem::new(
            Kind::INVALID_BODY,
            format!("Le corps n'est ni une liste ni un fichier de clients : {why}."),
        )
    })?;
    if rows.len() > max {
        return Err(Problem::new(
            Kind::TOO_MANY_ITEMS,
            format!("Plus de {max} clients : couper le fichier."),
        ));
    }
    Ok((Clients::Records(rows), DecisionRequest::default()))
}

fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
