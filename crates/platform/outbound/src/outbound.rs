//! The client of one outside server.

use std::fmt;
use std::sync::Arc;

use cholon_kernel::Clock;
use metrics::counter;
use reqwest::Url;
use reqwest::redirect::Policy;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument as _;

use crate::answer::Answer;
use crate::attempt::Call;
use crate::breaker::{Breaker, BreakerState};
use crate::error::{OutboundError, innermost_cause};
use crate::request::Request;
use crate::settings::{OutboundSettings, host_of};

/// The client of one outside server: all calls to it go through the same one. Cheap to clone.
#[derive(Clone)]
pub struct Outbound(Arc<Inner>);

struct Inner {
    name: &'static str,
    settings: OutboundSettings,
    client: reqwest::Client,
    breaker: Breaker,
    calls: Semaphore,
}

impl Outbound {
    /// A client of the server that logs and metrics call `name`. The metrics recorder must be installed before.
    ///
    /// # Errors
    /// [`OutboundError::Unusable`] when the machine lacks what TLS needs.
    pub fn new(name: &'static str, settings: OutboundSettings, clock: Arc<dyn Clock>) -> Result<Self, OutboundError> {
        let builder = reqwest::Client::builder().redirect(Policy::none()).no_proxy();
        let builder = builder.connect_timeout(settings.connect_timeout);
        let client = builder.build().map_err(|error| OutboundError::Unusable(innermost_cause(error)))?;
        let breaker = Breaker::new(name, settings.breaker, clock);
        let calls = Semaphore::new(settings.calls_max);
        Ok(Self(Arc::new(Inner { name, settings, client, breaker, calls })))
    }

    /// Sends a request and answers what the server said, with any status below 500.
    ///
    /// # Errors
    /// Everything in [`OutboundError`] but `Unusable` and `Unreadable`.
    pub async fn send(&self, request: Request) -> Result<Answer, OutboundError> {
        let method = request.method.clone();
        let span = tracing::info_span!("outbound", server = self.0.name, %method);
        let result = self.0.send(request).instrument(span).await;
        let outcome = match &result {
            Ok(answer) if answer.status.is_client_error() => "client_error",
            Ok(_) => "ok",
            Err(error) => error.outcome(),
        };
        counter!("outbound_requests_total", "name" => self.0.name, "outcome" => outcome).increment(1);
        result
    }

    /// Whether the server is called now.
    #[must_use]
    pub fn state(&self) -> BreakerState {
        self.0.breaker.state()
    }

    /// The name in logs and metrics.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Whether the host of `address` may be called: for addresses that another server told us.
    #[must_use]
    pub fn may_call(&self, address: &str) -> bool {
        Url::parse(address).is_ok_and(|address| self.0.may_call(&address))
    }
}

impl Inner {
    async fn send(&self, request: Request) -> Result<Answer, OutboundError> {
        let until = Instant::now() + self.settings.deadline;
        let may_be_repeated = request.may_be_repeated;
        let request = self.written(request)?;
        let Ok(Ok(_permit)) = timeout_at(until, self.calls.acquire()).await else { return Err(OutboundError::Busy) };
        let pass = self.breaker.enter().map_err(|retry_after| OutboundError::BreakerOpen { retry_after })?;
        // A server that has just been down is not pressed.
        let attempts = if may_be_repeated && !pass.is_probe() { self.settings.attempts } else { 1 };
        let body_bytes_max = self.settings.body_bytes_max;
        let call = Call { client: self.client.clone(), request, body_bytes_max, attempts };
        let result = timeout_at(until, call.run()).await.unwrap_or(Err(OutboundError::Deadline));
        pass.finish(!result.as_ref().is_err_and(OutboundError::is_failure_of_server));
        result
    }

    fn written(&self, request: Request) -> Result<reqwest::Request, OutboundError> {
        if let Some(fault) = request.fault {
            return Err(fault);
        }
        let address = request.address?;
        if !self.may_call(&address) {
            return Err(OutboundError::HostNotAllowed);
        }
        let mut written = reqwest::Request::new(request.method, address);
        *written.headers_mut() = request.headers;
        *written.body_mut() = (!request.body.is_empty()).then(|| request.body.into());
        Ok(written)
    }

    fn may_call(&self, address: &Url) -> bool {
        host_of(address).is_some_and(|host| self.settings.hosts.contains(&host))
    }
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbound").field("name", &self.0.name).field("state", &self.state()).finish_non_exhaustive()
    }
}
