//! The subscriber: log lines to standard error, spans to the collector, a filter that can change while running.

use std::io::IsTerminal as _;

use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::subscriber::SetGlobalDefaultError;
use tracing_log::LogTracer;
use tracing_log::log_tracer::SetLoggerError;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, reload};

use crate::measure::Metrics;
use crate::statements::{self, StatementCounter};
use crate::traces;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// One JSON object a line.
    #[default]
    Json,
    /// For reading along.
    Text,
}

/// What is observed, and where it goes.
#[derive(Debug, Clone, Default)]
pub struct TelemetrySettings {
    /// What is logged, such as `info` or `info,sqlx=warn`.
    pub filter: String,
    /// How lines look.
    pub format: LogFormat,
    /// Where traces go, such as `http://localhost:4318`; `None` sends none.
    pub otlp_endpoint: Option<String>,
}

/// Why observing could not begin.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is malformed.
    #[error("log filter is malformed")]
    Filter(#[from] ParseError),
    /// The exporter of traces could not be made.
    #[error("trace exporter cannot be made")]
    Traces(#[from] opentelemetry_otlp::ExporterBuildError),
    /// The recorder of metrics could not be installed.
    #[error("metrics recorder cannot be installed")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
    /// Somebody observes already.
    #[error("logging is set up already")]
    Twice(#[from] SetGlobalDefaultError),
    /// Somebody takes the lines of libraries already.
    #[error("log lines of libraries are taken already")]
    Logger(#[from] SetLoggerError),
    /// The filter cannot be changed any more.
    #[error("log filter cannot be changed")]
    Reload(#[from] reload::Error),
}

/// What says nothing to an operator at the usual level: remarks of PostgreSQL such as "already exists, skipping".
const QUIET: &str = "sqlx::postgres::notice=warn";

/// What observes this process; end it with [`Telemetry::shutdown`], so that nothing gathered is lost.
#[derive(Debug, Clone)]
pub struct Telemetry {
    filter: reload::Handle<EnvFilter, Registry>,
    provider: Option<SdkTracerProvider>,
    metrics: Metrics,
}

/// Begins to observe. Call it first: what is logged or counted before is lost.
pub fn init(settings: &TelemetrySettings) -> Result<Telemetry, TelemetryError> {
    let (filter, handle) = reload::Layer::new(filter_of(&settings.filter)?);
    let provider = settings.otlp_endpoint.as_deref().map(traces::provider).transpose()?;
    let spans = provider.as_ref().map(|provider| {
        tracing_opentelemetry::layer().with_tracer(traces::tracer(provider)).with_location(false).with_threads(false)
    });
    let metrics = Metrics::install()?;
    let observed = tracing_subscriber::registry().with(filter).with(lines(settings.format)).with(spans);
    tracing::subscriber::set_global_default(observed.with(StatementCounter))?;
    // The database driver asks both; it is to be asked for once.
    LogTracer::builder().ignore_crate(statements::TARGET).init()?;
    Ok(Telemetry { filter: handle, provider, metrics })
}

/// A filter with the defaults of this program below what the operator asks for.
fn filter_of(asked: &str) -> Result<EnvFilter, ParseError> {
    EnvFilter::try_new(format!("{QUIET},{asked}"))
}

/// The layer that writes lines. Standard output belongs to what commands print.
fn lines<S>(format: LogFormat) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'span> tracing_subscriber::registry::LookupSpan<'span>,
{
    let lines = fmt::layer().with_writer(std::io::stderr);
    match format {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => lines.compact().with_ansi(std::io::stderr().is_terminal()).boxed(),
    }
}

impl Telemetry {
    /// Changes what is logged.
    pub fn set_filter(&self, filter: &str) -> Result<(), TelemetryError> {
        self.filter.reload(filter_of(filter)?)?;
        Ok(())
    }

    /// The metrics.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.metrics.clone()
    }

    /// Sends what is gathered and ends. Blocks for at most a few seconds.
    pub fn shutdown(self) {
        if let Some(Err(error)) = self.provider.map(|provider| provider.shutdown()) {
            tracing::warn!(error = %error, "last traces could not be sent");
        }
    }
}
