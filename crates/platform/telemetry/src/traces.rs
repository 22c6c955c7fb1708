//! Traces: sent over OTLP when somebody listens, continued from the caller's `traceparent`.

use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{TraceContextExt as _, TracerProvider as _};
use opentelemetry_otlp::{ExporterBuildError, Protocol, SpanExporter, WithExportConfig, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracerProvider, Tracer};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The name under which collectors show this process.
const SERVICE_NAME: &str = "cholon";
/// The path of traces below a collector's address (OTLP over HTTP).
const TRACES_PATH: &str = "/v1/traces";
/// A `traceparent` of version 00 has exactly this length; longer ones of later versions are read no further.
const TRACEPARENT_LENGTH_MAX: usize = 128;

/// A provider that sends spans in batches from a thread of its own to `endpoint`, such as `http://localhost:4318`.
pub(crate) fn provider(endpoint: &str) -> Result<SdkTracerProvider, ExporterBuildError> {
    let address = format!("{}{TRACES_PATH}", endpoint.trim_end_matches('/'));
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(address)
        .with_headers(HashMap::new())
        .build()?;
    let resource = Resource::builder().with_service_name(SERVICE_NAME).build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

/// The tracer that spans go to.
pub(crate) fn tracer(provider: &SdkTracerProvider) -> Tracer {
    provider.tracer(SERVICE_NAME)
}

/// Makes `span` part of the caller's trace, named by a W3C `traceparent`; a malformed one is ignored.
pub fn adopt(span: &Span, traceparent: &str) {
    if traceparent.len() > TRACEPARENT_LENGTH_MAX {
        return;
    }
    let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
    let context = TraceContextPropagator::new().extract(&carrier);
    if context.span().span_context().is_valid() {
        // An error means that no traces are sent, and then there is nothing to continue.
        let _ = span.set_parent(context);
    }
}

/// The id of the trace that `span` belongs to; `None` when no traces are sent.
#[must_use]
pub fn trace_id(span: &Span) -> Option<String> {
    let context = span.context();
    let span = context.span();
    let context = span.span_context();
    context.is_valid().then(|| context.trace_id().to_string())
}
