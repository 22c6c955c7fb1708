//! Doubles of outside services that speak the real protocols over HTTP, with real signatures.
//!
//! Invariants: never in a shop that serves people; a double refuses what the real service refuses; nothing is kept
//! outside memory; what is kept has a bound.
//!
//! Each service lives below its own path (`/google`, `/facebook`, `/zalo`); who logs in, outages, latency, key changes
//! and wrong answers are steered below `/control`.

mod chooser;
mod control;
mod facebook;
mod fault;
mod google;
mod person;
mod proof;
mod service;
mod tickets;
mod weather;
mod world;
mod zalo;

use std::future::IntoFuture as _;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;

pub use fault::Fault;
pub use person::Person;
pub use service::{Registration, Service, SimulatorSettings};
pub use weather::Outage;

use crate::world::World;

/// The doubles and what they know. Cheap to clone.
#[derive(Clone)]
pub struct Simulator(Arc<World>);

impl Simulator {
    /// Doubles that know the default persons.
    ///
    /// # Errors
    /// When no signing key can be made.
    pub fn new(settings: SimulatorSettings) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(World::new(settings)?)))
    }

    /// Everything there is to ask over HTTP.
    pub fn router(&self) -> Router {
        let world = &self.0;
        Router::new()
            .nest("/google", weather::over(google::router(), world, Service::Google))
            .nest("/facebook", weather::over(facebook::router(), world, Service::Facebook))
            .nest("/zalo", weather::over(zalo::router(), world, Service::Zalo))
            .nest("/control", control::router())
            .with_state(Arc::clone(world))
    }
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator").finish_non_exhaustive()
    }
}

/// Serves the doubles on `listener` until `shutdown` ends.
///
/// # Errors
/// When no signing key can be made, or the listener breaks.
pub async fn serve(
    listener: TcpListener,
    settings: SimulatorSettings,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let router = Simulator::new(settings)?.router();
    tracing::info!(address = %listener.local_addr()?, "doubles of outside services are listening");
    // Requests in flight are not waited for: a service that was told to hang would keep the process.
    tokio::select! {
        served = axum::serve(listener, router).into_future() => Ok(served?),
        () = shutdown => Ok(()),
    }
}
