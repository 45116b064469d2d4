//! Client records against the directory, streamed both ways: one answer for each record, in its order.

use std::{io, sync::Arc, time::Instant};

use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use aiguilleur_reconcile::{Exchange, Judge, Options, ReconcileError};
use axum::{
    Extension,
    body::{Body, BodyDataStream, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
    routing::post,
};
use futures_util::{StreamExt, stream};

use crate::{
    App,
    access::Caller,
    answer::{self, Outcome},
    extract,
    openapi::{Content, Form, Method, Operation, Parameter},
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

/// Records judged between two pieces of the answer: their answers are in memory at the same time.
const RECORDS: usize = 64;

pub(super) const RECONCILE: Operation = Operation {
    method: Method::Post,
    path: "/v1/reconcile",
    id: "reconcile",
    summary: "Comparer un fichier de clients à l'annuaire",
    description: "Un tableau JSON de fiches de clients, ou une par ligne (NDJSON) : la réponse est de la même forme, \
                  une réponse par fiche, dans l'ordre, au fur et à mesure. Une fiche illisible reçoit le verdict \
                  `error` et n'arrête rien. Les champs sont reconnus par leur nom, en français ou en anglais ; les \
                  autres sont repris tels quels. Lire la réponse pendant l'envoi : la mémoire du serveur est bornée.",
    in_path: None,
    parameters: Day::LIST,
    bodies: &[
        Content::json("ClientRecords", include_str!("../../doc/examples/client-records.json")),
        Content::lines("ClientRecord", include_str!("../../doc/examples/client-record.json")),
    ],
    answers: &[
        Content::json("ReconciledRecords", include_str!("../../doc/examples/reconciled-records.json")),
        Content::lines("ReconciledRecord", include_str!("../../doc/examples/reconciled-record.json")),
    ],
    links: &[],
    errors: &[Kind::INVALID_BODY],
    handler: |_| post(reconcile),
};

/// The day that dates are seen from.
pub(super) const AS_OF: Parameter = Parameter {
    name: "as_of",
    meaning: "Le jour de la réponse ; aujourd'hui par défaut.",
    form: Form::Date,
    example: None,
};

/// The day asked for; today when none is.
pub(super) struct Day(Option<Date>);

impl Day {
    /// The day, where `snapshot` answers.
    pub(super) fn on(self, snapshot: &Snapshot) -> Date {
        self.0.unwrap_or_else(|| snapshot.today())
    }
}

impl Parameters for Day {
    const LIST: &'static [Parameter] = &[AS_OF];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self(given.date("as_of")?))
    }
}

/// `POST /v1/reconcile`
async fn reconcile(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(day): Params<Day>,
    headers: HeaderMap,
    body: Body,
) -> Outcome {
    extract::records(&headers)?;
    caller.spend(&app, 1)?;
    let snapshot = app.snapshot();
    let as_of = day.on(&snapshot);
    let tag = answer::entity_tag(&snapshot);
    let mut body = body.into_data_stream();
    let mut exchange = Exchange::new();
    // The answer has the body's format, so the response starts after its first byte.
    let mut recognised = false;
    let mut ended = false;
    while !recognised && !ended {
        match body.next().await {
            Some(Ok(bytes)) => recognised = exchange.take(&bytes),
            Some(Err(_)) => return Err(Problem::new(Kind::BAD_REQUEST, "Le corps a été interrompu.")),
            None => ended = true,
        }
    }
    if !recognised {
        return Err(Problem::new(
            Kind::INVALID_BODY,
            "Le corps est vide : un tableau JSON ou du NDJSON est attendu.",
        ));
    }
    let kind = if exchange.is_array() { "application/json" } else { "application/x-ndjson" };
    let deadline = Instant::now() + app.config().limits.stream_time();
    let conversation = Conversation {
        app,
        caller,
        body,
        exchange,
        snapshot,
        as_of,
        ended,
        idle: false,
        over: false,
        deadline,
    };
    let pieces = stream::unfold(conversation, Conversation::next);
    let mut response = ([(header::CONTENT_TYPE, kind)], answer::in_pieces(pieces)).into_response();
    answer::pin(&mut response, &tag);
    Ok(response)
}

/// A body being answered.
struct Conversation {
    app: App,
    caller: Caller,
    body: BodyDataStream,
    exchange: Exchange,
    snapshot: Arc<Snapshot>,
    as_of: Date,
    /// The body is at its end.
    ended: bool,
    /// Every record that came is answered.
    idle: bool,
    over: bool,
    deadline: Instant,
}

impl Conversation {
    /// The next piece of the answer. The next piece of the body is read only once its predecessors are answered
    /// and taken, so that a slow reader slows its own sending down.
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        while !self.over {
            if Instant::now() > self.deadline {
                // Nothing can be said any more: the connection breaks, so that no half answer passes for a whole.
                self.over = true;
                return Some((Err(io::ErrorKind::TimedOut.into()), self));
            }
            if self.idle && !self.ended {
                match self.body.next().await {
                    Some(Ok(bytes)) => self.idle = !self.exchange.take(&bytes),
                    None => self.ended = true,
                    Some(Err(error)) => {
                        self.over = true;
                        return Some((Err(io::Error::other(error)), self));
                    }
                }
            }
            let out;
            (out, self) = self.answered().await;
            match out {
                Ok(bytes) if bytes.is_empty() => {}
                out => return Some((out, self)),
            }
        }
        None
    }

    /// Judges on a thread that may wait for the disk.
    async fn answered(mut self) -> (io::Result<Bytes>, Self) {
        let (app, caller) = (self.app.clone(), self.caller.clone());
        app.work(Some(&caller), move || {
            let options = Options::new(self.as_of);
            let judge = Judge::new(&self.snapshot, &options);
            let answered = self.exchange.answer(&judge, RECORDS, self.ended);
            let out = answered.map(|(out, more)| {
                self.idle = !more;
                self.over = !more && self.ended;
                Bytes::from(out)
            });
            (out.map_err(broken), self)
        })
        .await
    }
}

fn broken(error: ReconcileError) -> io::Error {
    tracing::error!(error = &error as &dyn std::error::Error, "a reconciliation could not go on");
    io::Error::other("reconciliation")
}
