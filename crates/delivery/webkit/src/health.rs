//! What operators ask a running process: does it live, can it work, what does it count.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use cholon_telemetry::Metrics;
use http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderMap};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use tokio::time::Instant;

use crate::code::Code;
use crate::problem::Problem;
use crate::rendered::Rendered;

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const PROMETHEUS: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// The result of looking at a dependency: a reason when it is not well.
pub type CheckResult = Result<(), String>;
type CheckFuture = Pin<Box<dyn Future<Output = CheckResult> + Send>>;

/// One thing that the process depends on.
struct Check {
    name: &'static str,
    deadline: Duration,
    look: Box<dyn Fn() -> CheckFuture + Send + Sync>,
}

/// The things that the process depends on.
#[derive(Default)]
pub struct Readiness {
    checks: Vec<Check>,
}

impl std::fmt::Debug for Readiness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.checks.iter().map(|check| check.name)).finish()
    }
}

/// What probes are told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    status: &'static str,
    checks: Vec<CheckReport>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckReport {
    name: &'static str,
    status: &'static str,
    latency_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Readiness {
    /// Nothing to depend on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a thing to look at, which must answer within `deadline`. The reason it gives is shown to whoever asks, so
    /// it names no secret.
    #[must_use]
    pub fn with<F, C>(mut self, name: &'static str, deadline: Duration, look: C) -> Self
    where
        C: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = CheckResult> + Send + 'static,
    {
        self.checks.push(Check { name, deadline, look: Box::new(move || Box::pin(look())) });
        self
    }

    /// Looks at everything at once.
    async fn report(&self) -> Report {
        let checks = futures_util::future::join_all(self.checks.iter().map(Check::report)).await;
        let status = if checks.iter().all(|check| check.status == "up") { "ready" } else { "not-ready" };
        Report { status, checks }
    }
}

impl Check {
    async fn report(&self) -> CheckReport {
        let begin = Instant::now();
        let result = match tokio::time::timeout(self.deadline, (self.look)()).await {
            Ok(result) => result,
            Err(_elapsed) => Err(format!("no answer within {} ms", self.deadline.as_millis())),
        };
        let latency_ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        let status = if result.is_ok() { "up" } else { "down" };
        CheckReport { name: self.name, status, latency_ms, reason: result.err() }
    }
}

/// What the probes need.
pub struct Probes {
    /// The version of the program.
    pub version: &'static str,
    /// What it depends on.
    pub readiness: Readiness,
    /// What it counts.
    pub metrics: Option<Metrics>,
    /// Opens `/metrics` on the public port; without one it is closed there.
    pub metrics_token: Option<String>,
}

/// The routes `/health`, `/healthz`, `/ready` and `/metrics`.
pub fn router(probes: Probes) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/healthz", get(health))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Arc::new(probes))
}

/// The routes of a port that only operators reach: `/metrics` without a token.
pub fn metrics_router(metrics: Metrics) -> Router {
    Router::new().route("/metrics", get(async move || exposition(&metrics)))
}

async fn health(State(probes): State<Arc<Probes>>) -> Result<Rendered, Problem> {
    let body = serde_json::json!({ "status": "up", "version": probes.version });
    Ok(Rendered::json(&body)?.with_header(CACHE_CONTROL, NO_STORE))
}

async fn ready(State(probes): State<Arc<Probes>>) -> Result<Rendered, Problem> {
    let report = probes.readiness.report().await;
    let status = if report.status == "ready" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    Ok(Rendered::json(&report)?.with_status(status).with_header(CACHE_CONTROL, NO_STORE))
}

async fn metrics(State(probes): State<Arc<Probes>>, headers: HeaderMap) -> Result<Rendered, Problem> {
    let (Some(metrics), Some(token)) = (&probes.metrics, &probes.metrics_token) else {
        return Err(Problem::not_found());
    };
    let given = headers.get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    if given.is_some_and(|given| is_same(given, token.as_bytes())) {
        Ok(exposition(metrics))
    } else {
        Err(Problem::new(Code::Unauthorized))
    }
}

fn exposition(metrics: &Metrics) -> Rendered {
    Rendered::bytes(PROMETHEUS, metrics.render().into()).with_header(CACHE_CONTROL, NO_STORE)
}

/// Compares without telling by its duration how much of a guess is right.
fn is_same(given: &[u8], secret: &[u8]) -> bool {
    let difference = given.iter().zip(secret).fold(0, |difference, (left, right)| difference | (left ^ right));
    given.len() == secret.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_dependency_that_fails_or_hangs_turns_the_report_red_and_says_why() {
        let second = Duration::from_secs(1);
        let readiness = Readiness::new().with("well", second, async || Ok(()));
        assert_eq!(readiness.report().await.status, "ready");
        let readiness = readiness.with("broken", second, async || Err("disk is full".to_owned())).with(
            "hanging",
            second,
            async || std::future::pending().await,
        );
        let report = readiness.report().await;
        assert_eq!(report.status, "not-ready");
        let reasons: Vec<_> = report.checks.iter().map(|check| check.reason.as_deref()).collect();
        assert_eq!(reasons, [None, Some("disk is full"), Some("no answer within 1000 ms")]);
        assert!(report.checks[2].latency_ms >= 1000);
    }

    #[test]
    fn a_token_is_compared_whole() {
        assert!(is_same(b"secret", b"secret"));
        assert!(!is_same(b"secre", b"secret") && !is_same(b"secreT", b"secret") && !is_same(b"", b"secret"));
    }
}
