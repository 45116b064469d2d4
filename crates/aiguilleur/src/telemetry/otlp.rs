//! Traces to an OpenTelemetry collector (OTLP over HTTP): each answered request becomes a span, under the ids of its
//! line of log and made of some of that line's fields. The SDK reads its own variables: sampler, resource, headers,
//! queue.

use std::{
    cell::Cell,
    fmt,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    time::{Duration, SystemTime},
};

use aiguilleur_sync::client_to;
use opentelemetry::{
    Context, Key, KeyValue, SpanId, TraceFlags, TraceId,
    trace::{
        Span as _, SpanContext, SpanKind, Status, TraceContextExt as _, TraceState, Tracer as _,
        TracerProvider as _,
    },
};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{IdGenerator, SdkTracer, SdkTracerProvider},
};
use tokio::runtime::Runtime;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, filter::Targets, layer, registry::LookupSpan};

use crate::arguments::VERSION;

/// Where the API says that it answered.
const REQUESTS: &str = "aiguilleur::requests";

/// A collector that does not answer by then is down: its batch is lost, and no request has waited.
const ONE_BATCH: Duration = Duration::from_secs(10);

/// What is left is sent by then, or lost: a stop does not wait for a collector.
const LAST_BATCH: Duration = Duration::from_secs(2);

/// Spans on their way to a collector; what is left is sent when this is dropped.
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// To the collector that the environment names, at `address`.
    pub(super) fn to(address: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = client_to(address, ONE_BATCH)?;
        let collector = Collector { runtime, client, away: AtomicBool::new(false) };
        let exporter = SpanExporter::builder().with_http().with_http_client(collector).build()?;
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_id_generator(Numbers)
            .with_resource(resource());
        Ok(Self(provider.build()))
    }

    /// What makes spans of the answers that are logged, whatever of the log is written.
    pub(super) fn layer<S: Subscriber + for<'s> LookupSpan<'s>>(&self) -> impl Layer<S> {
        let only = Targets::new().with_target(REQUESTS, tracing::Level::INFO);
        Answers(self.0.tracer("aiguilleur")).with_filter(only)
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown_with_timeout(LAST_BATCH) {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Who we are, where the environment does not say otherwise.
fn resource() -> Resource {
    let said = Resource::builder().build();
    let name = said.get(&Key::from_static_str("service.name")).map(|name| name.to_string());
    let unnamed = name.is_none_or(|name| name.starts_with("unknown_service"));
    let ours = Resource::builder().with_attribute(KeyValue::new("service.version", VERSION));
    if unnamed { ours.with_service_name("aiguilleur").build() } else { ours.build() }
}

thread_local! {
    static NUMBERED: Cell<(TraceId, SpanId)> = const { Cell::new((TraceId::INVALID, SpanId::INVALID)) };
}

/// Spans bear the ids that their callers were given: those that this thread has just read from the log.
#[derive(Debug)]
struct Numbers;

impl IdGenerator for Numbers {
    fn new_trace_id(&self) -> TraceId {
        NUMBERED.get().0
    }

    fn new_span_id(&self) -> SpanId {
        NUMBERED.get().1
    }
}

/// Makes a span of each answer.
struct Answers(SdkTracer);

impl<S: Subscriber> Layer<S> for Answers {
    fn on_event(&self, event: &Event<'_>, _context: layer::Context<'_, S>) {
        let mut answer = Answer::default();
        event.record(&mut answer);
        // The operators' listener is asked every few seconds, by machines.
        if answer.listener == "api" {
            answer.export(&self.0);
        }
    }
}

/// The fields of a line of log that a span is made of; the others stay there.
#[derive(Default)]
struct Answer {
    listener: String,
    trace_id: String,
    request_id: String,
    parent_id: Option<String>,
    parent_sampled: bool,
    method: String,
    route: String,
    version: String,
    code: Option<String>,
    status: u64,
    micros: u64,
}

impl Answer {
    fn text(&mut self, field: &Field, text: String) {
        match field.name() {
            "listener" => self.listener = text,
            "trace_id" => self.trace_id = text,
            "request_id" => self.request_id = text,
            "parent_id" => self.parent_id = Some(text),
            "method" => self.method = text,
            "route" => self.route = text,
            "version" => self.version = text,
            "code" => self.code = Some(text),
            _ => {}
        }
    }

    fn export(self, tracer: &SdkTracer) {
        let (Ok(trace), Ok(span)) = (TraceId::from_hex(&self.trace_id), SpanId::from_hex(&self.request_id))
        else {
            return;
        };
        NUMBERED.set((trace, span));
        let end = SystemTime::now();
        let begun = end.checked_sub(Duration::from_micros(self.micros)).unwrap_or(end);
        let parent = self.parent(trace);
        let failed = self.status >= 500;
        let builder = tracer
            .span_builder(format!("{} {}", self.method, self.route))
            .with_kind(SpanKind::Server)
            .with_start_time(begun)
            .with_attributes(self.attributes());
        let mut span = tracer.build_with_context(builder, &parent);
        if failed {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(end);
    }

    /// The caller's part of the trace, which the sampler may look at.
    fn parent(&self, trace: TraceId) -> Context {
        let Some(id) = self.parent_id.as_ref().and_then(|id| SpanId::from_hex(id).ok()) else {
            return Context::new();
        };
        let flags = if self.parent_sampled { TraceFlags::SAMPLED } else { TraceFlags::default() };
        let parent = SpanContext::new(trace, id, flags, true, TraceState::default());
        Context::new().with_remote_span_context(parent)
    }

    /// By OpenTelemetry's names for HTTP servers.
    fn attributes(self) -> Vec<KeyValue> {
        let status = i64::try_from(self.status).unwrap_or_default();
        let version = self.version.trim_start_matches("HTTP/").to_owned();
        let method = if self.method == "other" { "_OTHER".to_owned() } else { self.method };
        let mut attributes = vec![
            KeyValue::new("http.request.method", method),
            KeyValue::new("http.route", self.route),
            KeyValue::new("http.response.status_code", status),
            KeyValue::new("network.protocol.version", version),
        ];
        attributes.extend(self.code.map(|code| KeyValue::new("error.type", code)));
        attributes
    }
}

impl Visit for Answer {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "status" => self.status = value,
            "micros" => self.micros = value,
            _ => {}
        }
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        if field.name() == "parent_sampled" {
            self.parent_sampled = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.text(field, format!("{value:?}"));
    }
}

/// The collector, asked from the exporter's own thread, which has no runtime.
struct Collector<C> {
    runtime: Runtime,
    client: C,
    away: AtomicBool,
}

impl<C: fmt::Debug> fmt::Debug for Collector<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collector").field("client", &self.client).finish_non_exhaustive()
    }
}

impl<C: HttpClient> HttpClient for Collector<C> {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let answer = self.runtime.block_on(self.client.send_bytes(request));
            let away = !answer.as_ref().is_ok_and(|answer| answer.status().is_success());
            // Once a change: it may stay away for days, and a batch leaves every five seconds.
            match (self.away.swap(away, Relaxed), away) {
                (false, true) => {
                    tracing::warn!("the collector takes no traces: they are dropped until it does");
                }
                (true, false) => tracing::info!("the collector takes traces again"),
                _ => {}
            }
            answer
        })
    }
}
